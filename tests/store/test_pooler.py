"""Through PgBouncer in transaction mode: the same acts, nothing prepared, looking instead of listening."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_desktop.clock import SetClock
from crm_desktop.services.calling import CallingService, NextLead
from crm_desktop.store import live
from crm_desktop.store.engine import open_postgres_engine
from crm_desktop.store.import_lock import import_lock
from crm_desktop.store.live import Listening
from crm_desktop.store.team import install
from crm_desktop.store.team.names import TeamNames
from crm_desktop.store.unit_of_work import Store
from tests.calling_office import CallingOffice
from tests.pooler import Pooler
from tests.postgres import PgServer


@pytest.fixture
def pooled(
    pg_server: PgServer, postgres_office: CallingOffice, clock: SetClock
) -> Iterator[tuple[CallingOffice, Store]]:
    """The office, and a workstation's store on it through PgBouncer."""
    folder = Path(tempfile.mkdtemp(prefix="crm-pooler-"))
    pooler = Pooler(pg_server, folder)
    database = postgres_office.store.engine.url.database
    assert database is not None
    store = Store(open_postgres_engine(pooler.url(database)), clock)
    yield postgres_office, store
    store.close()
    pooler.stop()
    shutil.rmtree(folder)


def test_many_workstations_claim_through_two_connections_of_the_server(
    pooled: tuple[CallingOffice, Store],
) -> None:
    """Again and again, so that the driver would prepare its statements; nobody gets another's lead."""
    co, store = pooled
    for number in range(24):
        co.add_lead(f"Lead {number}")
    claimed: dict[str, list[object]] = {}

    def work(name: str) -> None:
        actor = getattr(co.office, name)
        calling = CallingService(store)
        mine: list[object] = []
        for _ in range(12):
            found = calling.next_lead(actor, co.campaign.id)
            mine.append(found.lead.id if isinstance(found, NextLead) else None)
        claimed[name] = mine

    threads = [threading.Thread(target=work, args=(name,)) for name in ("asha", "imran", "other_caller")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == ["asha", "imran", "other_caller"]
    last = [mine[-1] for mine in claimed.values()]
    assert None not in last
    assert len(set(last)) == 3
    with store.read() as work_:
        assert work_.driver.prepare_threshold is None
    with co.store.read() as direct:
        assert direct.driver.prepare_threshold is not None


def test_one_big_import_at_a_time_through_it_too(pooled: tuple[CallingOffice, Store]) -> None:
    """A lock of the session would stay with whichever connection of the server it fell to."""
    co, store = pooled
    other = Store(open_postgres_engine(store.engine.url), store.clock)
    for first, second in ((store, other), (other, co.store), (co.store, store)):
        with import_lock(first) as is_ours:
            assert is_ours
            for _ in range(2):  # whichever of the two connections answers
                with co.store.read() as work, import_lock(second) as is_theirs:
                    work.connection.exec_driver_sql("SELECT 1")
                    assert not is_theirs
    with import_lock(store) as is_ours:
        assert is_ours
        with store.engine.connect() as connection:  # beside it there is work to be done
            assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1
    other.close()


def test_one_computer_at_a_time_brings_the_server_up_to_date_through_it_too(
    pooled: tuple[CallingOffice, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And leaves no lock on a connection of the server that others get next."""
    _, store = pooled
    monkeypatch.setattr(install, "UPGRADE_WAIT_S", 0.0)
    names, engine = TeamNames("shakti_finance"), store.engine
    for _ in range(2):
        with engine.begin() as first, engine.begin() as second:
            install.alone(first, names)
            install.alone(second, TeamNames("another"))
        with engine.begin() as first, engine.begin() as second:
            install.alone(first, names)
            with pytest.raises(install.BeingUpgraded):
                install.alone(second, names)


def test_listening_through_it_says_that_it_hears_nothing(
    pooled: tuple[CallingOffice, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, store = pooled
    monkeypatch.setattr(live, "PROBE_S", 0.3)
    tried = threading.Event()
    listen = Listening._listen

    def watched(self: Listening, connection: object) -> bool:
        found = listen(self, connection)
        assert not found
        tried.set()
        return found

    monkeypatch.setattr(Listening, "_listen", watched)
    listening = Listening(store.engine, lambda: None, None)
    listening.start()
    assert tried.wait(10)
    assert not listening.is_live
    listening.stop(wait_s=10)
