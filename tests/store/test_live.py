"""Hints of changes from the server: they come at once, say next to nothing, and come again after a break."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import event, text

from crm_desktop.domain.people import Actor
from crm_desktop.services.leads import LeadService, NewLead
from crm_desktop.services.news import NewsService
from crm_desktop.store import live
from crm_desktop.store.live import Listening
from crm_desktop.store.unit_of_work import Store
from tests.factories import Office, make_office

WAIT_S = 15.0


class Heard:
    """Counts hints, and waits for one."""

    def __init__(self) -> None:
        self._came = threading.Semaphore(0)
        self.count = 0

    def __call__(self) -> None:
        self.count += 1
        self._came.release()

    def wait(self) -> bool:
        """Until the next hint."""
        return self._came.acquire(timeout=WAIT_S)


@pytest.fixture
def office(postgres_store: Store) -> Office:
    return make_office(postgres_store)


@pytest.fixture
def listen(postgres_store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Listening]]:
    """Starts listening for someone; all of them stop at the end."""
    monkeypatch.setattr(live, "FIRST_PAUSE_S", 0.05)
    monkeypatch.setattr(live, "GATHER_S", 0.01)
    made: list[Listening] = []

    def start(heard: Heard, own: UUID | None) -> Listening:
        listening = Listening(postgres_store.engine, heard, own)
        listening.start()
        made.append(listening)
        return listening

    yield start
    for listening in made:
        listening.stop(wait_s=WAIT_S)
        assert not listening.is_live


def _create(store: Store, actor: Actor, name: str = "Kavya") -> None:
    LeadService(store).create(actor, NewLead(name, ("98000 00163",)))


def _listeners(store: Store) -> list[int]:
    """Sessions of the server that listen."""
    with store.read() as work:
        return list(
            work.connection.execute(
                text(
                    "SELECT pid FROM pg_stat_activity"
                    " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
                )
            ).scalars()
        )


def _wait_for(condition: Callable[[], object]) -> None:
    until = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_others_changes_are_hinted_at_and_ones_own_are_not(
    postgres_store: Store, office: Office, listen: Callable[..., Listening]
) -> None:
    heard = Heard()
    listening = listen(heard, office.imran.session_id)
    assert heard.wait()  # connected: something may have happened before
    assert listening.is_live
    _create(postgres_store, office.asha)
    assert heard.wait()
    _create(postgres_store, office.imran)  # arrives, and is his own
    _create(postgres_store, office.asha, "Meena")
    assert heard.wait()
    assert heard.count == 3


def test_a_store_that_closes_meanwhile_is_left_without_connections(
    postgres_store: Store, listen: Callable[..., Listening]
) -> None:
    begun, closed = threading.Event(), threading.Event()

    @event.listens_for(postgres_store.engine, "before_cursor_execute")
    def probing(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "pg_notify" in statement:
            begun.set()
            closed.wait(WAIT_S)

    listening = listen(Heard(), None)
    assert begun.wait(WAIT_S)
    listening.stop()
    postgres_store.close()
    pool: Any = postgres_store.engine.pool
    closed.set()
    listening.stop(wait_s=WAIT_S)
    left: Any = postgres_store.engine.pool
    assert pool.checkedin() == left.checkedin() == 0


def test_it_listens_again_after_the_server_ended_it(
    postgres_store: Store, office: Office, listen: Callable[..., Listening]
) -> None:
    heard = Heard()
    listening = listen(heard, None)
    assert heard.wait()
    (pid,) = _listeners(postgres_store)
    with postgres_store.write(None) as work:
        work.connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
    assert heard.wait()  # it is there again, and somebody should look what was missed
    _wait_for(lambda: listening.is_live)
    _create(postgres_store, office.asha)
    assert heard.wait()


def test_whoever_is_told_of_others_first_is_not_deaf(
    postgres_store: Store, listen: Callable[..., Listening]
) -> None:
    """In a busy office others' hints come in before the one it listens for to know that hints come at all."""
    url = postgres_store.engine.url.set(drivername="postgresql").render_as_string()
    sent = threading.Event()

    @event.listens_for(postgres_store.engine, "before_cursor_execute")
    def others_first(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if "pg_notify" in statement:
            with psycopg.connect(url, autocommit=True) as another:
                another.execute("SELECT pg_notify(%s, 'somebody leads')", (parameters[0],))
            sent.set()

    heard = Heard()
    listening = listen(heard, None)
    assert heard.wait()
    assert sent.is_set()
    _wait_for(lambda: listening.is_live)


def test_a_hint_names_a_sign_in_and_a_topic_and_nothing_of_people(
    postgres_store: Store, office: Office
) -> None:
    url = postgres_store.engine.url.set(drivername="postgresql").render_as_string()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("LISTEN public_news")
        LeadService(postgres_store).create(office.asha, NewLead("Kavya Iyer", ("98000 00163",)))
        (note,) = connection.notifies(timeout=WAIT_S, stop_after=1)
    assert note.payload == f"{office.asha.session_id} leads"


def test_where_hints_get_lost_it_does_not_say_that_it_is_live(
    postgres_store: Store, listen: Callable[..., Listening], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As through PgBouncer in transaction mode: LISTEN is taken, and nothing ever comes."""
    asked = threading.Event()
    connect = Listening._connect

    class Deaf:
        """Takes LISTEN, gives nothing."""

        def __init__(self, connection: psycopg.Connection) -> None:
            self._connection = connection

        def execute(self, sql: str) -> object:
            return self._connection.execute(sql.replace("LISTEN", "UNLISTEN"))  # type: ignore[call-overload]

        def notifies(self, **options: object) -> Iterator[object]:
            asked.set()
            return iter(())

        def close(self) -> None:
            self._connection.close()

    monkeypatch.setattr(Listening, "_connect", lambda self: Deaf(connect(self)))
    heard = Heard()
    listening = listen(heard, None)
    assert asked.wait(WAIT_S)
    assert not listening.is_live
    assert heard.count == 0


def test_what_is_committed_shows_while_another_transaction_is_open_and_that_one_is_not_lost(
    postgres_store: Store, office: Office
) -> None:
    """One held open never keeps others' changes back, nor does what it commits late go unheard."""
    news = NewsService(postgres_store)
    heard = news.since(office.imran, news.now(office.imran))
    before = heard.position
    opened, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with postgres_store.write(office.other_caller) as work:
            work.announce("sales")
            work.write_announced()
            work.connection.execute(text("SELECT 1"))  # which takes along what waits
            opened.set()
            assert go_on.wait(WAIT_S)

    holder = threading.Thread(target=hold)
    holder.start()
    assert opened.wait(WAIT_S)
    for name in ("Kavya", "Meena"):
        _create(postgres_store, office.asha, name)
        heard = news.since(office.imran, heard.position, heard.ahead)
        assert heard.topics == {"leads"}
        assert heard.position == before  # never past the oldest running transaction
        heard = news.since(office.imran, heard.position, heard.ahead)
        assert heard.topics == frozenset()  # told once
    go_on.set()
    holder.join()
    heard = news.since(office.imran, heard.position, heard.ahead)
    assert "sales" in heard.topics
    assert heard.position > before
    assert news.since(office.imran, heard.position, heard.ahead).topics == frozenset()


def test_a_server_that_lost_the_last_changes_is_heard_all_the_same(
    postgres_store: Store, office: Office
) -> None:
    """Its numbers begin again before those that were read: everything is looked at, and from there on."""
    news = NewsService(postgres_store)
    for name in ("Kavya", "Meena"):
        _create(postgres_store, office.asha, name)
    read = news.now(office.imran)
    with postgres_store.write(office.asha) as work:
        work.announce("sales")
    assert news.since(office.imran, read).topics == {"sales"}  # as ever
    read = news.now(office.imran)
    with postgres_store.write(None) as work:
        work.connection.execute(text("DELETE FROM changes WHERE tx = :tx"), {"tx": read.tx})
    heard = news.since(office.imran, read)
    assert "leads" in heard.topics
    assert heard.position < read
    assert news.since(office.imran, heard.position, heard.ahead).topics == frozenset()
    _create(postgres_store, office.asha, "Ravi")
    assert news.since(office.imran, heard.position, heard.ahead).topics == {"leads"}


def test_looking_costs_the_same_however_much_happened(postgres_store: Store, office: Office) -> None:
    """By the index of the order of commit, from where one stands: no scan, also past one held open."""
    store = postgres_store
    with store.write(None) as work:
        work.connection.execute(
            text("INSERT INTO changes (at, topic) SELECT now(), 'leads' FROM generate_series(1, 20000)")
        )
        work.connection.execute(text("ANALYZE changes"))
    news = NewsService(store)
    place = news.now(office.imran)
    _create(store, office.asha)
    asked: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, sql: str, parameters: Any, _x: object, _many: bool) -> None:
        if "changes" in sql:
            asked.append((sql, parameters))

    event.listen(store.engine, "before_cursor_execute", note)
    assert news.since(office.imran, place).topics == {"leads"}
    event.remove(store.engine, "before_cursor_execute", note)
    assert len(asked) == 3
    with store.read() as work:
        for sql, parameters in asked:
            found = work.connection.exec_driver_sql(f"EXPLAIN {sql}", parameters)
            plan = "\n".join(row[0] for row in found)
            assert "ix_changes_tx_no" in plan, plan
            assert "Seq Scan" not in plan, plan
