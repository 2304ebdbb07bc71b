"""A server that goes: told apart, broken connections thrown away, the next act on a fresh one."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import text

from crm_desktop.clock import SetClock
from crm_desktop.store.engine import open_postgres_engine
from crm_desktop.store.errors import ServerGone, translated
from crm_desktop.store.unit_of_work import Store
from tests.faults.proxy import CutAt, Fate, Proxy
from tests.postgres import SUPERUSER, PgDatabase

pytestmark = pytest.mark.allow_log("terminating|closed|connection")


@pytest.fixture
def proxy(pg_database: PgDatabase) -> Iterator[Proxy]:
    """The network to the server."""
    made = Proxy("127.0.0.1", pg_database.port)
    yield made
    made.stop()


@pytest.fixture
def far_store(pg_database: PgDatabase, proxy: Proxy, clock: SetClock) -> Iterator[Store]:
    """A store behind the network, with a table of its own."""
    url = f"postgresql://{SUPERUSER}@127.0.0.1:{proxy.port}/{pg_database.name}?sslmode=disable"
    store = Store(open_postgres_engine(url), clock)
    with store.write(None) as work:
        work.connection.execute(text("CREATE TABLE said (what text)"))
    yield store
    store.close()


def _say(store: Store, what: str) -> None:
    with store.write(None) as work:
        work.connection.execute(text("INSERT INTO said VALUES (:what)"), {"what": what})


def _said(store: Store) -> list[str]:
    with store.read() as work:
        return list(work.connection.execute(text("SELECT what FROM said ORDER BY what")).scalars())


def test_a_cut_is_told_and_the_next_act_has_a_fresh_connection(far_store: Store, proxy: Proxy) -> None:
    _say(far_store, "a")
    proxy.cut()
    with pytest.raises(ServerGone):
        _say(far_store, "b")
    with pytest.raises(ServerGone):
        _said(far_store)
    proxy.mend()
    _say(far_store, "c")
    assert _said(far_store) == ["a", "c"]


@pytest.mark.parametrize("fate", [Fate.CUT_BEFORE, Fate.CUT_AFTER])
def test_a_cut_at_any_message_is_told_as_the_server_gone(far_store: Store, proxy: Proxy, fate: Fate) -> None:
    kept = 0
    for n in range(1, 120):
        proxy.decide = cut = CutAt(n, fate)
        try:
            _say(far_store, f"{n:02}")
        except ServerGone:
            assert cut.has_cut
        proxy.mend()
        if not cut.has_cut:
            kept = n
            break
    assert 5 < kept < 120, "an act has that many messages"
    assert len(_said(far_store)) == len(set(_said(far_store)))


def test_a_connection_ended_by_the_server_is_told(far_store: Store, pg_database: PgDatabase) -> None:
    def ended_meanwhile() -> None:
        with far_store.write(None) as work:
            pid = work.connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            with psycopg.connect(pg_database.url()) as admin:
                admin.execute("SELECT pg_terminate_backend(%s)", (pid,))
            work.connection.execute(text("INSERT INTO said VALUES ('b')"))

    _say(far_store, "a")
    with pytest.raises(ServerGone):
        ended_meanwhile()
    assert _said(far_store) == ["a"]


@pytest.mark.parametrize("state", ["57P01", "57P02", "57P03", "08006", "08001", "25006", "53300"])
def test_states_of_a_server_that_went(state: str) -> None:
    class Told(Exception):
        sqlstate = state

    assert isinstance(translated(Told()), ServerGone)
