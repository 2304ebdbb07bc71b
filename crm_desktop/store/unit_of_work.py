"""One act, one transaction: the store, and the unit of work that services act through."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, insert, select

from crm_desktop.clock import Clock
from crm_desktop.domain.people import Actor
from crm_desktop.errors import CrmError
from crm_desktop.ids import new_id
from crm_desktop.store.tables import audit, changes, commands

# What has changed, told after the commit: topics ("leads", "queue"…) and who did it.
Listener = Callable[[frozenset[str], UUID | None], None]


class RepeatedWithOtherContent(CrmError):
    """A request id came again with another payload: a mistake of the program, never applied."""


class Work:
    """One open transaction and who acts in it; repositories are made from it, e.g. `Leads(work)`."""

    def __init__(self, connection: Connection, now: datetime, actor: Actor | None) -> None:
        self.connection = connection
        self.now = now
        self.actor = actor
        self.topics: set[str] = set()
        self._announced: list[dict[str, object]] = []

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the local store; only repositories may ask."""
        return self.connection.dialect.name == "sqlite"

    def record(self, act: str, subject_kind: str, subject_id: UUID | None, **detail: object) -> None:
        """Write an audit row. `detail` holds ids, counts and names of fields, never a person's data."""
        self.connection.execute(
            insert(audit).values(
                id=new_id(),
                at=self.now,
                person_id=self.actor.person_id if self.actor else None,
                session_id=self.actor.session_id if self.actor else None,
                act=act,
                subject_kind=subject_kind,
                subject_id=subject_id,
                detail=_plain(detail) if detail else None,
            )
        )

    def announce(self, topic: str, subject_id: UUID | None = None) -> None:
        """Say that something under `topic` changed; kept in the store for other workstations."""
        self.topics.add(topic)
        self._announced.append(
            {
                "at": self.now,
                "topic": topic,
                "subject_id": subject_id,
                "session_id": self.actor.session_id if self.actor else None,
            }
        )

    def write_announced(self) -> None:
        """Keep what was announced, in one statement; the store calls it before it commits."""
        if self._announced:
            self.connection.execute(insert(changes), self._announced)
            self._announced = []

    def earlier_result(self, request_id: UUID, kind: str, payload: Mapping[str, object]) -> Any | None:
        """What this command gave when it was applied before, None if it is new."""
        row = self.connection.execute(
            select(commands.c.kind, commands.c.payload_hash, commands.c.result).where(
                commands.c.request_id == request_id
            )
        ).one_or_none()
        if row is None:
            return None
        if row.kind != kind or bytes(row.payload_hash) != _digest(payload):
            raise RepeatedWithOtherContent(f"{kind} was repeated with other content")
        return row.result if row.result is not None else {}

    def keep_result(
        self, request_id: UUID, kind: str, payload: Mapping[str, object], result: Mapping[str, object]
    ) -> None:
        """Remember that this command was applied and what it gave, so that a repeat is harmless."""
        assert self.actor is not None, "commands need a person"
        self.connection.execute(
            insert(commands).values(
                request_id=request_id,
                person_id=self.actor.person_id,
                kind=kind,
                payload_hash=_digest(payload),
                result=_plain(result),
                at=self.now,
            )
        )


class Store:
    """A workspace's store: gives units of work, tells listeners what was changed."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Call `listener(topics, session_id)` after each commit that announced something, in its thread."""
        self._listeners.append(listener)

    @contextmanager
    def write(self, actor: Actor | None) -> Iterator[Work]:
        """A unit of work that commits at the end, or changes nothing when anything is raised.

        Raises StoreBusy when another writer holds the store for too long.
        """
        with self.engine.connect() as plain:
            connection = plain.execution_options(write=True)
            with connection.begin():
                work = Work(connection, self.clock.now(), actor)
                yield work
                work.write_announced()
        if work.topics:
            for listener in self._listeners:
                listener(frozenset(work.topics), actor.session_id if actor else None)

    @contextmanager
    def read(self, actor: Actor | None = None) -> Iterator[Work]:
        """A unit of work that only looks."""
        with self.engine.connect() as connection, connection.begin():
            yield Work(connection, self.clock.now(), actor)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _plain(value: Mapping[str, object]) -> dict[str, object]:
    """A mapping with ids and times as text, ready for JSON."""
    return json.loads(json.dumps(value, default=str))  # type: ignore[no-any-return]


def _digest(payload: Mapping[str, object]) -> bytes:
    text = json.dumps(_plain(payload), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).digest()
