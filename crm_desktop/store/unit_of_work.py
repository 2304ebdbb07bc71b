"""One act, one transaction: the store, and the unit of work that services act through."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine, PoolProxiedConnection, Table, bindparam, select

from crm_desktop.clock import Clock
from crm_desktop.domain.people import Actor
from crm_desktop.domain.quick import quick_encoder
from crm_desktop.errors import CrmError
from crm_desktop.ids import new_id
from crm_desktop.store.engine import BUSY_MS, begun, file_of, looked, wanted_elsewhere
from crm_desktop.store.errors import ServerChanged, ServerGone
from crm_desktop.store.prepared import Prepared, commit
from crm_desktop.store.tables import audit, changes, commands
from crm_desktop.store.together import AHEAD, PENDING, Statement, told_of
from crm_desktop.store.turns import Turns

# Called at the beginning of each transaction on a server: shows whose it is.
Entering = Callable[[Connection, Actor | None], None]
# Stands around a transaction; what it gives is shown the connection, and raises where it must not go on.
Check = Callable[[], AbstractContextManager[Callable[[Connection], None]]]
# What has changed, told after the commit: topics ("leads", "queue"…) and who did it.
Listener = Callable[[frozenset[str], UUID | None], None]

T = TypeVar("T")


def _add_to(table: Table, *left_out: str) -> Prepared:
    """An insert whose parameters are the columns' names after `v_`."""
    names = [column for column in table.c if column.name not in left_out]
    return Prepared(
        lambda is_sqlite: (
            table.insert()
            .inline()
            .values({c.name: bindparam(f"v_{c.name}", type_=c.type, required=True) for c in names})
        )
    )


_RECORD = _add_to(audit, "no", "tx")
_ANNOUNCE = _add_to(changes, "no", "tx")
_KEEP = _add_to(commands)
EARLIER = Prepared(
    lambda is_sqlite: select(commands.c.kind, commands.c.payload_hash, commands.c.result).where(
        commands.c.request_id == bindparam("request_id", type_=commands.c.request_id.type, required=True)
    )
)


class RepeatedWithOtherContent(CrmError):
    """A request id came again with another payload: a mistake of the program, never applied."""


class Work:
    """One open transaction and who acts in it; repositories are made from it, e.g. `Leads(work)`."""

    def __init__(self, connection: Connection, now: datetime, actor: Actor | None) -> None:
        self.connection = connection
        self.engine = connection.engine
        is_sqlite = connection.dialect.name == "sqlite"
        self._set_up(connection.connection.dbapi_connection, is_sqlite, now, actor)
        if not is_sqlite:
            connection.info[PENDING], connection.info[AHEAD] = self.waiting, self.ahead

    def _set_up(self, driver: Any, is_sqlite: bool, now: datetime, actor: Actor | None) -> None:
        self.driver = driver
        self.is_sqlite = is_sqlite  # only repositories may ask
        self.now = now
        self.actor = actor
        self.on_behalf_of: UUID | None = None  # whose act another person's program hands in
        self.topics: set[str] = set()
        self.waiting: list[Statement] = []
        self.ahead: dict[tuple[str, str], list[Any]] = {}
        self.is_stopped: Callable[[], bool] | None = None  # whether whoever waits for a long question stopped
        self.known: dict[Any, Any] = {}  # what repositories need to ask once a transaction only
        self._announced: list[dict[str, Any]] = []
        self._digested: tuple[Mapping[str, object], bytes] | None = None

    def record(self, act: str, subject_kind: str, subject_id: UUID | None, **detail: object) -> None:
        """Write an audit row. `detail` holds ids, counts and names of fields, never a person's data."""
        _RECORD.later(
            self,
            v_id=new_id(),
            v_at=self.now,
            v_person_id=self.actor.person_id if self.actor else None,
            v_session_id=self.actor.session_id if self.actor else None,
            v_act=act,
            v_subject_kind=subject_kind,
            v_subject_id=subject_id,
            v_detail=_plain(detail) if detail else None,
        )

    def announce(self, topic: str, subject_id: UUID | None = None) -> None:
        """Say that something under `topic` changed; kept in the store for other workstations."""
        self.topics.add(topic)
        self._announced.append(
            {
                "v_at": self.now,
                "v_topic": topic,
                "v_subject_id": subject_id,
                "v_session_id": self.actor.session_id if self.actor else None,
            }
        )

    def write_announced(self) -> None:
        """Keep what was announced, in one statement; the store calls it before it commits."""
        if self._announced and self.is_sqlite:
            _ANNOUNCE.run_many(self, self._announced)
        elif self._announced:
            for values in self._announced:
                _ANNOUNCE.later(self, **values)
        self._announced = []

    def earlier_result(self, request_id: UUID, kind: str, payload: Mapping[str, object]) -> Any | None:
        """What this command gave when it was applied before, None if it is new."""
        row = EARLIER.row(self, request_id=request_id)
        if row is None:
            return None
        if row.kind != kind or bytes(row.payload_hash) != self._digest(payload):
            raise RepeatedWithOtherContent(f"{kind} was repeated with other content")
        return row.result if row.result is not None else {}

    def applied(self, request_id: UUID) -> dict[str, Any] | None:
        """What a command gave, whatever it was; None if it was never applied."""
        row = EARLIER.row(self, request_id=request_id)
        return None if row is None else (row.result or {})

    def keep_result(
        self, request_id: UUID, kind: str, payload: Mapping[str, object], result: Mapping[str, object]
    ) -> None:
        """Remember that this command was applied and what it gave, so that a repeat is harmless."""
        assert self.actor is not None, "commands need a person"
        _KEEP.later(
            self,
            v_request_id=request_id,
            v_person_id=self.actor.person_id,
            v_kind=kind,
            v_payload_hash=self._digest(payload),
            v_result=_plain(result),
            v_at=self.now,
        )

    def _digest(self, payload: Mapping[str, object]) -> bytes:
        """What tells a repeat from another command; one payload is asked about twice."""
        if self._digested is None or self._digested[0] is not payload:
            text = _digested(payload)
            self._digested = payload, hashlib.sha256(text.encode()).digest()
        return self._digested[1]


class _OnFile(Work):
    """On SQLite: SQLAlchemy's connection is made when something doesn't go straight to the driver."""

    def __init__(
        self, engine: Engine, pooled: PoolProxiedConnection, now: datetime, actor: Actor | None
    ) -> None:
        self.engine = engine
        self._pooled = pooled
        self._set_up(pooled.dbapi_connection, True, now, actor)

    def __getattr__(self, name: str) -> Any:
        """The connection, at its first use; it finds the transaction begun."""
        if name != "connection":
            raise AttributeError(name)
        self.connection = Connection(self.engine, self._pooled)
        return self.connection


class _Writing:
    """An act on SQLite from its turn to its commit, written out too: it was a tenth of giving a result."""

    __slots__ = ("_actor", "_driver", "_pooled", "_store", "_work")

    def __init__(self, store: Store, actor: Actor | None) -> None:
        self._store, self._actor = store, actor

    def __enter__(self) -> Work:
        store = self._store
        store.turns.take(BUSY_MS / 1000)
        try:
            self._pooled = begun(store.engine, write=True)
        except BaseException:
            store.turns.give()
            raise
        self._driver: Any = self._pooled.dbapi_connection
        self._work = _OnFile(store.engine, self._pooled, store.clock.now(), self._actor)
        return self._work

    def __exit__(self, kind: object, *_: object) -> None:
        work, is_over = self._work, False
        try:
            if kind is None:
                work.write_announced()
                self._commit()
                is_over = True
        finally:
            try:
                if is_over:
                    looked(self._store.engine, self._pooled)
                else:
                    self._pooled.close()  # rolls back
            finally:
                self._store.turns.give()
        if is_over and work.topics:
            self._store.tell(work)

    def _commit(self) -> None:
        try:
            self._driver.commit()
        except Exception as error:
            raise told_of(self._work.connection, "COMMIT", error, file_of(self._store.engine)) from error


class _Looking:
    """A look at SQLite from its beginning to its end, written out, without SQLAlchemy's own transaction.

    It is taken at every key press of a search: half of the time of a small question went into opening it.
    """

    __slots__ = ("_actor", "_engine", "_now", "_pooled")

    def __init__(self, engine: Engine, now: datetime, actor: Actor | None) -> None:
        self._engine, self._now, self._actor = engine, now, actor

    def __enter__(self) -> Work:
        self._pooled = begun(self._engine)
        return _OnFile(self._engine, self._pooled, self._now, self._actor)

    def __exit__(self, kind: object, *_: object) -> None:
        driver: Any = self._pooled.dbapi_connection
        is_over = False
        try:
            if kind is None and driver is not None:
                if driver.in_transaction:
                    driver.execute("COMMIT")
                is_over = True
        finally:
            if is_over:
                looked(self._engine, self._pooled)
            else:
                self._pooled.close()  # rolls back what is not committed


class Store:
    """A workspace's store: gives units of work, tells listeners what was changed."""

    def __init__(self, engine: Engine, clock: Clock, entering: Entering | None = None) -> None:
        self.engine = engine
        self.clock = clock
        self._entering = entering
        self._listeners: list[Listener] = []
        self.turns = Turns()

    def listen(self, listener: Listener) -> None:
        """Call `listener(topics, session_id)` after each commit that announced something, in its thread."""
        self._listeners.append(listener)

    def checked(self, check: Check) -> Store:
        """The same store, in which `check` looks on a server at whatever begins, and may refuse it."""
        return _Checked(self, check)

    def write(self, actor: Actor | None) -> AbstractContextManager[Work]:
        """A unit of work that commits at the end, or changes nothing when anything is raised.

        Raises StoreBusy when another writer holds the store for too long.
        """
        if self.engine.dialect.name == "sqlite":
            return _Writing(self, actor)
        return self._write(actor)

    @contextmanager
    def _write(self, actor: Actor | None) -> Iterator[Work]:
        with self._begun(actor) as work:
            yield work
            work.write_announced()
            commit(work)
        if work.topics:
            self.tell(work)

    def tell(self, work: Work) -> None:
        """Tell listeners what a transaction that is over has changed."""
        for listener in self._listeners:
            listener(frozenset(work.topics), work.actor.session_id if work.actor else None)

    @property
    def is_wanted(self) -> bool:
        """Whether another thread or program waits to write; who writes for long ends the transaction then."""
        if self.turns.is_wanted:
            return True
        wanted = wanted_elsewhere(self.engine)
        return wanted is not None and wanted.is_shown()

    def stand_aside(self) -> None:
        """Between two transactions of a long act: let programs beside this one write that wait for it."""
        wanted = wanted_elsewhere(self.engine)
        if wanted is not None:
            wanted.stand_aside()

    def read(self, actor: Actor | None = None) -> AbstractContextManager[Work]:
        """A unit of work that only looks."""
        if self.engine.dialect.name == "sqlite":
            return _Looking(self.engine, self.clock.now(), actor)
        return self._begun(actor)

    def look(self, actor: Actor, ask: Callable[[Work], T]) -> T:
        """What `ask` finds, for reports: it may take long, and a team's server may let a copy answer.

        `ask` only looks, and may be called again.
        """
        with self.read(actor) as work:
            return ask(work)

    @contextmanager
    def _begun(self, actor: Actor | None) -> Iterator[Work]:
        with (
            self.engine.connect() as connection,
            _thrown_away_when_broken(connection),
            connection.begin(),
        ):
            connection.info.pop(PENDING, None)
            connection.info.pop(AHEAD, None)
            if self._entering is not None:
                self._entering(connection, actor)
            yield Work(connection, self.clock.now(), actor)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


class _Checked(Store):
    """A store seen through a check; connections, clock, listeners and turns are those of the store itself."""

    def __init__(self, whole: Store, check: Check) -> None:
        self._whole = whole
        self._check = check

    def __getattr__(self, name: str) -> Any:
        """The engine, the clock, and whatever else the store has."""
        return getattr(self._whole, name)

    @contextmanager
    def write(self, actor: Actor | None) -> Iterator[Work]:
        """As the store itself, once the check has passed."""
        with self._check() as look, self._whole.write(actor) as work:
            if not work.is_sqlite:
                look(work.connection)
            yield work

    def read(self, actor: Actor | None = None) -> AbstractContextManager[Work]:
        """As the store itself, once the check has passed."""
        return self._whole.read(actor) if self.engine.dialect.name == "sqlite" else self._looked(actor)

    @contextmanager
    def _looked(self, actor: Actor | None) -> Iterator[Work]:
        with self._check() as look, self._whole.read(actor) as work:
            look(work.connection)
            yield work


@contextmanager
def _thrown_away_when_broken(connection: Connection) -> Iterator[None]:
    """Keep a connection whose server has gone out of the pool; the next act begins with a fresh one."""
    try:
        yield
    except ServerChanged:
        raise  # the connection is as good as any
    except ServerGone:
        if not connection.invalidated:
            connection.invalidate()
        raise


_digested = quick_encoder(json.JSONEncoder(default=str, sort_keys=True, ensure_ascii=False))
_AS_THEY_ARE = (str, int, float, bool, type(None))


def _plain(value: Mapping[str, object]) -> dict[str, object]:
    """A mapping with ids and times as text, ready for JSON."""
    return {name: each if type(each) in _AS_THEY_ARE else _as_json(each) for name, each in value.items()}


def _as_json(value: object) -> object:
    if isinstance(value, UUID | datetime):
        return str(value)
    return json.loads(json.dumps(value, default=str))
