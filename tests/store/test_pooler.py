"""Through PgBouncer in transaction mode: the same acts, nothing prepared, looking instead of listening."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from crm_desktop.clock import SetClock
from crm_desktop.domain.people import Actor
from crm_desktop.services.calling import CallingService, NextLead
from crm_desktop.store import live
from crm_desktop.store.engine import open_postgres_engine
from crm_desktop.store.import_lock import import_lock
from crm_desktop.store.live import Listening
from crm_desktop.store.team import install
from crm_desktop.store.team.connection import TeamStore
from crm_desktop.store.team.names import TeamNames
from crm_desktop.store.team.refusals import WrongPassword
from crm_desktop.store.team.scram import verifier
from crm_desktop.store.team.server import ServerPlace
from crm_desktop.store.unit_of_work import Store
from tests.calling_office import CallingOffice
from tests.factories import PASSWORD
from tests.faults.seats import make_team_office
from tests.pooler import Pooler, in_the_guide, taken_by
from tests.postgres import PgDatabase, PgServer
from tests.stores import TEAM


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


def test_people_with_their_own_logins_and_rights_through_it_as_the_guide_says(
    asking_server: PgServer, asking_place: PgDatabase, tmp_path: Path
) -> None:
    """PgBouncer looks their passwords up; each is let in as themselves, and sees and takes what is theirs."""
    around = ServerPlace(((str(asking_server._folder), asking_server.port),), asking_place.name, False)
    administrator = around.connect("postgres", None, schema=f"{TEAM.schema},public")
    administrator.autocommit = True
    administrator.execute(in_the_guide("CREATE ROLE pgbouncer").encode())
    folder = Path(tempfile.mkdtemp(prefix="crm-pooler-"))
    pooler = Pooler(asking_server, folder, for_people_of=asking_place.name)
    pooler.url(asking_place.name)
    through = ServerPlace((("127.0.0.1", pooler.port),), asking_place.name, False)
    office = make_team_office(through, around, 24)
    stores: dict[str, tuple[TeamStore, Actor]] = {}
    try:
        taken: dict[str, list[object]] = {}

        def work(name: str) -> None:
            stores[name] = office.seat(name, tmp_path)
            taken[name] = taken_by(office.co.campaign, *stores[name], calls=4)

        threads = [threading.Thread(target=work, args=(name,)) for name in ("asha", "imran", "zoya")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [len(of) for of in taken.values()] == [4, 4, 4]
        assert len({each for of in taken.values() for each in of}) == 12
        busy = "SELECT usename, count(*) FROM pg_stat_activity WHERE starts_with(usename, %s) GROUP BY 1"
        servers = dict(administrator.execute(busy.encode(), (TEAM.person_prefix,)).fetchall())
        assert set(servers) == {TEAM.person(name) for name in stores}
        assert max(servers.values()) <= 2
        # Who can look up logins can do nothing else, and nobody else can look them up.
        asked = "SELECT pgbouncer.login_of('crm_test_asha')"
        assert PASSWORD not in str(administrator.execute(asked.encode()).fetchone())
        for role, sql in (
            ("pgbouncer", f"SELECT * FROM {TEAM.schema}.leads"),
            (TEAM.person("rohini"), asked),
        ):
            administrator.execute(f'SET ROLE "{role}"'.encode())
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                administrator.execute(sql.encode())
            administrator.execute(b"RESET ROLE")
        for name, word in (("asha", "wrong"), ("nobody", PASSWORD)):
            with pytest.raises(WrongPassword):
                through.connect(TEAM.person(name), word, as_person=True)
        asha, actor = stores["asha"]
        with asha.write(actor) as at:  # a new password of one's own, while connections lie ready
            at.connection.exec_driver_sql("SELECT own_password_set(%s)", (verifier("other words"),))
        assert taken_by(office.co.campaign, asha, actor, calls=1)
        through.connect(TEAM.person("asha"), "other words", as_person=True).close()
        with pytest.raises(WrongPassword):
            through.connect(TEAM.person("asha"), PASSWORD, as_person=True)
        imran, actor = stores["imran"]
        administrator.execute(b"SELECT person_enabled(%s, false)", (actor.person_id,))
        with imran.read(actor) as at:
            assert at.connection.exec_driver_sql("SELECT count(*) FROM leads").scalar_one() == 0
        with pytest.raises(WrongPassword):
            through.connect(TEAM.person("imran"), PASSWORD, as_person=True)
    finally:
        for store, _ in stores.values():
            store.close()
        office.co.store.close()
        administrator.close()
        pooler.stop()
        shutil.rmtree(folder)
