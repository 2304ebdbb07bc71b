"""A team's database put back from a dump, or from a base backup and its log: it verifies and goes on."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import func, insert, select, text, update

from crm_desktop.clock import SetClock
from crm_desktop.domain.call import CallState
from crm_desktop.domain.erasure import PUT_BACK_WHY, State
from crm_desktop.domain.people import Actor
from crm_desktop.domain.tombstones import Buried, of_phone
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.campaigns import CampaignService, NewCampaign
from crm_desktop.services.doctor import Doctor, dialling
from crm_desktop.services.doctor import State as DoctorState
from crm_desktop.services.erasure import ErasePerson, ErasureService
from crm_desktop.services.leads import LeadService, NewLead
from crm_desktop.services.news import NewsService
from crm_desktop.services.put_back import Merged, PutBackService
from crm_desktop.services.team.certificates import make_sealing
from crm_desktop.services.team.office_backup import asking, listing
from crm_desktop.services.team.office_keys import KEPT, apart
from crm_desktop.services.workspace import WorkspaceService
from crm_desktop.store import migrate
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.engine import open_postgres_engine
from crm_desktop.store.erasure_ledger import ErasureLedger
from crm_desktop.store.erasures import Erasures
from crm_desktop.store.errors import (
    AuditKeyLacking,
    PersonKeyGone,
    ServerForbids,
    ServerLacksTombstoneKey,
)
from crm_desktop.store.put_back import LinesOnServer, PutBack
from crm_desktop.store.sealed_records import SealedRecords
from crm_desktop.store.sealer import AUDIT_KEY, Sealer, kept_key
from crm_desktop.store.server_care import look_after
from crm_desktop.store.settings import last_act_at, workspace_info
from crm_desktop.store.tables import audit, calls, leads, shared_keys, workspace
from crm_desktop.store.tables import campaigns as campaigns_table
from crm_desktop.store.team.catalogue import differences as rights_differing
from crm_desktop.store.team.files import SharedFiles
from crm_desktop.store.tombstones import Tombstones
from crm_desktop.store.unit_of_work import Store
from tests.calling_office import CallingOffice
from tests.factories import QuickPasswords, make_office
from tests.made_up_calls import a_call, add_row
from tests.own_cluster import OwnCluster, own_cluster
from tests.postgres import find_binaries
from tests.stores import TEAM, TEST_KEY, TeamStore, by_its_own_clock

_BURN = """DO $$ BEGIN CREATE TEMP TABLE burnt (n int);
    FOR n IN 1..5000 LOOP BEGIN INSERT INTO burnt VALUES (n); EXCEPTION WHEN others THEN NULL; END; END LOOP;
    END $$"""


@pytest.fixture
def elsewhere() -> Iterator[OwnCluster]:
    """Another server, empty."""
    with own_cluster() as cluster:
        cluster.make()
        cluster.start()
        yield cluster


def _figures(store: Store) -> tuple[object, ...]:
    with store.read() as work:
        ask = work.connection.execute
        return tuple(
            ask(select(func.count()).select_from(table)).scalar_one() for table in (leads, calls, audit)
        )


def test_a_dump_put_back_on_another_server_opens_verifies_and_goes_on(
    postgres_office: CallingOffice, elsewhere: OwnCluster, tmp_path: Path
) -> None:
    co = postgres_office
    with co.store.write(None) as work:  # the old server has counted further than the new one ever did
        work.connection.execute(text(_BURN))
    lead_id = co.add_lead("Kavya Iyer")
    asha = co.office.asha
    LeadService(co.store).create(asha, NewLead("Meena", ("98000 00163",)))
    with co.store.write(None) as work:
        add_row(work, a_call(lead_id, asha.person_id, co.clock.now(), "Asia/Kolkata", state=CallState.OPEN))
    sealer = Sealer(co.store, TEST_KEY)
    head = sealer.seal()
    assert head is not None
    before = _figures(co.store)
    with co.store.read() as work:
        epoch = workspace_info(work).epoch
    binaries = find_binaries()
    assert binaries is not None
    url = co.store.engine.url.set(drivername="postgresql").render_as_string()
    dump = tmp_path / "crm.dump"
    subprocess.run([binaries / "pg_dump", "--format=custom", f"--file={dump}", url], check=True)
    subprocess.run(
        [binaries / "pg_restore", "--exit-on-error", f"--dbname={elsewhere.url()}", dump], check=True
    )

    store = Store(open_postgres_engine(elsewhere.url()), co.clock)
    with store.read() as work:
        assert migrate.differences(work.connection) == []
    assert _figures(store) == before
    assert look_after(store)  # noticed: another server
    assert not look_after(store)
    with store.read() as work:
        assert workspace_info(work).epoch != epoch
    again = Sealer(store, TEST_KEY)
    assert again.verify(head).problems == ()
    news = NewsService(store)
    place = news.now(asha)
    LeadService(store).create(co.office.imran, NewLead("Ravi", ("98000 00164",)))
    assert news.since(asha, place).topics == {"leads"}
    newest = again.seal()
    assert newest is not None
    assert newest.no == head.no + 1
    report = again.verify(newest)
    assert (report.problems, report.unsealed) == ((), 0)
    with store.read() as work:
        assert last_act_at(work) == co.clock.now()
        assert work.connection.execute(text("SELECT count(*) FROM open_calls")).scalar_one() == 1
    store.close()


def test_a_team_put_back_has_its_roles_its_rights_and_its_people(
    team_office: CallingOffice, elsewhere: OwnCluster, tmp_path: Path
) -> None:
    """As docs/shared-store.md tells it: first the roles, then the database under its own name."""
    co = team_office
    asha, lead, lead_id = co.office.asha, co.office.lead, co.add_lead("Kavya Iyer", owner=co.office.asha)
    with co.store.read(asha):
        pass  # her role is made when she acts first
    with co.store.write(None) as work:
        by_its_own_clock(work.driver)
        work.connection.execute(text(_BURN))
        login = TEAM.person("asha")
        database = co.store.engine.url.database
        work.connection.execute(
            text(f'ALTER ROLE "{login}" IN DATABASE "{database}" SET search_path = {TEAM.schema}, public')
        )
    binaries = find_binaries()
    assert binaries is not None
    url = co.store.engine.url.set(drivername="postgresql").render_as_string()
    dump, roles = tmp_path / "crm.dump", tmp_path / "roles.sql"
    keys = KeysApart(co.store, tmp_path / "keys", lead_id)
    keys.dump(url, dump)
    with roles.open("w") as out:
        subprocess.run([binaries / "pg_dumpall", "--roles-only", f"--dbname={url}"], stdout=out, check=True)
    subprocess.run(
        [binaries / "psql", "-X", "-q", f"--file={roles}", elsewhere.url()], check=True, capture_output=True
    )
    subprocess.run(
        [binaries / "pg_restore", "--exit-on-error", "--create", f"--dbname={elsewhere.url()}", dump],
        check=True,
    )

    assert database is not None
    engine = open_postgres_engine(elsewhere.url(database), search_path=f"{TEAM.schema},public")
    store = TeamStore(engine, co.clock)
    assert look_after(store)
    with store.read() as work:
        assert migrate.differences(work.connection) == []
        assert rights_differing(work.connection, TEAM) == ()
    with store.read(asha) as work:  # as her role, by the policies
        assert work.connection.execute(select(leads.c.id)).scalars().all() == [lead_id]
    with pytest.raises(ServerLacksTombstoneKey):
        LeadService(store).create(asha, NewLead("K. I.", ("98000 00009",)))
    _nothing_of_erased_people_opens_by_the_dump_alone(store, co.office.admin)
    with store.read(lead) as work:
        assert Tombstones(work).any()  # an import asks for each, and is refused
    keys.come_back(store, elsewhere.url(database))
    _nobody_is_called_before_the_erased_are_erased_again(co, store, elsewhere, tmp_path)
    with psycopg.connect(elsewhere.url(database).replace("postgres@", f"{login}@")) as hers:
        row = hers.execute("SELECT current_setting('search_path'), (SELECT count(*) FROM leads)").fetchone()
        assert row == (f"{TEAM.schema}, public", 0)  # without a sign-in: nothing
    store.close()


def _nothing_of_erased_people_opens_by_the_dump_alone(store: TeamStore, admin: Actor) -> None:
    """The audit's key is missing, so an admin's program says so, and only goes on by the admin's reason."""

    def no_key() -> ErasureLedger:
        raise AuditKeyLacking

    service = PutBackService(store, SharedFiles(store), no_key)
    with store.read() as work:
        assert kept_key(work) is None
    with store.read(admin) as work:
        assert PutBack(work).lacks_audit_key()
    assert service.merge(admin) == Merged()
    (told,) = dialling(store, admin)
    assert "the audit’s key is missing" in told.told
    opened: Any = SimpleNamespace(seat=None, sealer=Sealer(store, lambda: no_key() and b""))
    audited = Doctor(WorkspaceService(store.clock, QuickPasswords()))._audit(opened)
    assert (audited.state, "key of the audit is missing" in audited.told) == (DoctorState.BROKEN, True)
    with suppress(InterruptedError), store.write(admin) as work:  # by a reason, and with a new key
        assert PutBack(work).let_go("The files of keys burned")
        assert len(kept_key(work) or b"") == 32
        acts = work.connection.execute(select(audit.c.act).where(audit.c.act == "audit_key.made_anew"))
        assert acts.scalars().all() == ["audit_key.made_anew"]
        raise InterruptedError


def _list_of(store: Store, folder: Path) -> ErasureLedger:
    folder.mkdir(exist_ok=True)
    with store.read() as work:
        return ErasureLedger(workspace_info(work).id, TEST_KEY, [folder])


def _erasing(store: Store, folder: Path) -> ErasureService:
    files, ledger = SharedFiles(store), _list_of(store, folder)
    return ErasureService(store, files, lambda: TEST_KEY, None, lambda: ledger, lambda _: None)


def _put_back(store: Store, folder: Path) -> PutBackService:
    ledger = _list_of(store, folder)
    return PutBackService(store, SharedFiles(store), lambda: ledger)


def _script(cluster_url: str, part: Callable[[str, str], str], typed: str = "") -> str:
    """What a part of the office server's script prints, given how the server is found and its database."""
    told = psycopg.conninfo.conninfo_to_dict(cluster_url)
    where = f"--host={told['host']} --port={told['port']} --username=postgres"
    binaries, database = find_binaries(), str(told["dbname"])
    script = f"set -eu\n{asking(where, database)}{part(where, database)}"
    env = {**os.environ, "PATH": f"{binaries}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", "-c", script], env=env, input=typed, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


class KeysApart:
    """A server's files of keys: two documents, the key of one destroyed on the day after the dump."""

    def __init__(self, store: Store, folder: Path, lead_id: UUID) -> None:
        folder.mkdir()
        self._folder, self._files, self._sealing = folder, SharedFiles(store), make_sealing(datetime.now(UTC))
        self._certificate = folder / "crm-keys.pem"
        self._certificate.write_bytes(self._sealing.certificate)
        self._kept = self._files.put(io.BytesIO(b"kept"), lead_id)
        self._gone = self._files.put(io.BytesIO(b"gone"), new_id())
        with store.write(None) as work:
            Tombstones(work).bury(new_id(), {of_phone("+919800000009"): Buried.PHONE})
            work.connection.execute(insert(shared_keys).values(name=AUDIT_KEY, key=TEST_KEY))
        Sealer(store, TEST_KEY).seal()

    def dump(self, url: str, dump: Path) -> None:
        """Leave the keys out, keep them beside it, destroy one and keep them again; an old file goes."""

        def script(where: str, database: str) -> str:
            dumping = f'pg_dump {where} $(apart) -Fc --file="{dump}" {database}'
            return f"{self._part(where, database)}{dumping}\nkeep_keys"

        today = datetime.now().astimezone().date()
        old = self._folder / f"{TEAM.schema}-{today - timedelta(days=8)}.crmkeys"
        old.touch()
        _script(url, script)
        (file,) = self._folder.glob("*.crmkeys")
        file.rename(file.with_name(f"{TEAM.schema}-{today - timedelta(days=7)}.crmkeys"))
        self._files.erase(self._gone.person_key_id)
        _script(url, lambda where, database: f"{self._part(where, database)}keep_keys")
        assert len(list(self._folder.glob("*.crmkeys"))) == 2
        with psycopg.connect(url) as asked:
            row = asked.execute("SELECT current_setting('crm.keys_kept_days')").fetchone()
            assert row == (str(KEPT),)

    def come_back(self, store: Store, url: str) -> None:
        """Without the files it is said what can't be read; with them all is there but what was destroyed."""
        files = SharedFiles(store)
        with pytest.raises(PersonKeyGone):
            files.open(self._kept)
        away = self._folder / "away"
        away.mkdir()
        bring, private = lambda *of: f"{self._part(*of)}bring_keys", self._sealing.key.decode()
        found = [file.rename(away / file.name) for file in self._folder.glob("*.crmkeys")]
        told = _script(url, bring, private).splitlines()
        assert [line.split()[:4] for line in told] == [
            ["No", "file", "of", "keys"], ["The", "keys", "of", "2"], ["The", "key", "of", "the"],
            ["The", "key", "of", "the"],
        ]  # fmt: skip
        for file in found:
            file.rename(self._folder / file.name)
        another = make_sealing(datetime.now(UTC)).key.decode()
        assert _script(url, bring, another).count("can't be opened with this private key") == 2
        assert _script(url, bring, private) == ""
        assert files.open(self._kept).read() == b"kept"
        with pytest.raises(PersonKeyGone):
            files.open(self._gone)
        with store.read() as work:
            assert Tombstones(work).standing([of_phone("+919800000009")])
            assert kept_key(work) == TEST_KEY
        with psycopg.connect(url) as server:  # the list of erasures brings that one by itself
            server.execute(f"DELETE FROM {TEAM.schema}.tombstone_keys")

    def _part(self, _where: str, database: str) -> str:
        return apart(self._folder, self._certificate, database, 14)


def _nobody_is_called_before_the_erased_are_erased_again(
    co: CallingOffice, store: TeamStore, elsewhere: OwnCluster, tmp_path: Path
) -> None:
    """Kavya was erased on the old server after the dump was made; her key and her record were sealed then."""
    admin, lead, asha = co.office.admin, co.office.lead, co.office.asha
    old = co.store.engine.url.set(drivername="postgresql").render_as_string()
    kept = tmp_path / "beside the dumps"
    kept.mkdir()
    co.clock.move(hours=1)
    with co.store.read(admin) as work:
        (kavya,) = work.connection.execute(select(leads.c.id)).scalars()
    done = _erasing(co.store, tmp_path / "admin's").erase(admin, ErasePerson(new_id(), kavya, "By letter"))
    assert done.certificate is not None
    _put_back(co.store, tmp_path / "admin's").merge(admin)  # the key of the tombstones is in the list too
    _script(old, lambda _, database: listing(kept, database))
    (listed,) = kept.iterdir()
    assert listed.read_text().count("\n") == 1 + 3

    with store.read(admin) as work:
        since = PutBack(work).since()
        assert since is not None
        assert {(c.is_paused, c.paused_why) for c in Campaigns(work).all(include_inactive=False)} == {
            (True, PUT_BACK_WHY)
        }
    campaigns, service = CampaignService(store), _put_back(store, tmp_path / "another")
    with pytest.raises(NotAllowed, match="put back from a copy"):
        campaigns.resume(lead, co.campaign.id)
    assert campaigns.create(lead, NewCampaign("Instead")).is_paused
    strange = ErasureLedger(workspace_id(store), bytes(32), [tmp_path]).add({"id": str(new_id()), "no": 1})
    with store.write(admin) as work:
        LinesOnServer(work).add([strange])

    def got_through(who: Actor, statement: str) -> bool:
        try:
            with store.write(who) as work:
                return work.connection.execute(text(statement)).rowcount > 0
        except ServerForbids:
            return False

    tried = [
        "SELECT dialling_on('Because')",
        "UPDATE workspace SET put_back_at = NULL",
        "SELECT bring_tombstones(gen_random_uuid(), '{}', '{}', sha256('mine'))",
        "SELECT line FROM erasure_lines",
        "SELECT hand_in_erasure_lines(ARRAY['AAAA'])",
        "SELECT line FROM erasure_lines_here('{}')",
        "DELETE FROM erasure_lines",
        "UPDATE campaigns SET paused_at = NULL",
        "UPDATE campaigns SET paused_at = NULL, paused_why = ''",
    ]
    assert [(who.name, each) for who in (asha, lead) for each in tried if got_through(who, each)] == []
    assert [each for each in (tried[1], *tried[7:]) if got_through(admin, each)] == []
    assert got_through(lead, "UPDATE campaigns SET paused_why = 'Lunch'")  # which it doesn't say afterwards
    with store.read(admin) as work:
        assert {c.paused_why for c in Campaigns(work).all(include_inactive=True)} == {PUT_BACK_WHY}
    assert service.standing(lead) is None
    (told,) = dialling(store, admin)
    assert "the key by which erased people are known is missing" in told.told
    assert service.standing(admin) is not None
    with pytest.raises(NotAllowed):
        service.merge(lead)

    # A forged line changes nothing; ours are taken.
    assert service.merge(admin) == Merged()  # none opens: it may be another key
    with pytest.raises(UserError, match="Say why dialling may go on"):
        service.dial_again(admin, " ")
    with pytest.raises(ServerLacksTombstoneKey):
        LeadService(store).create(asha, NewLead("K. I.", ("98000 00001",)))
    put_back = elsewhere.url(str(store.engine.url.database))
    _script(put_back, lambda _, database: listing(kept, database))
    assert service.merge(admin) == Merged(again=1, strange=1, is_on=True)
    with store.read(admin) as work:
        assert work.connection.execute(select(leads.c.name)).scalar_one() == ""
        known = Erasures(work).get(done.id)
        assert known is not None
        assert (known.state, known.certificate) == (State.ERASED, done.certificate)
        (sealed,) = SealedRecords(work).of(done.id)
    opened = _erasing(store, tmp_path / "another").open_sealed(admin, sealed.id, "The court asked")
    assert "Kavya Iyer" in opened
    with pytest.raises(UserError, match="an admin lifts it first"):
        LeadService(store).create(asha, NewLead("K. I.", ("98000 00001",)))
    # A list that was written days before the store was put back doesn't open it: an admin says why.
    with store.write(None) as work:
        work.connection.execute(update(workspace).values(put_back_at=since + timedelta(days=2)))
        stood = {"paused_at": since, "paused_why": PUT_BACK_WHY}
        work.connection.execute(update(campaigns_table).values(**stood))
    assert service.merge(admin) == Merged()
    assert service.dial_again(admin, "The list is whole").is_on
    with store.read(admin) as work:
        assert not any(c.is_paused for c in Campaigns(work).all(include_inactive=False))
    with pytest.raises(UserError, match="Dialling is on"):
        service.dial_again(admin, "Again")


def workspace_id(store: Store) -> UUID:
    with store.read() as work:
        return workspace_info(work).id


def test_a_base_backup_with_its_log_comes_back_to_the_last_act(clock: SetClock) -> None:
    """Point-in-time recovery as docs/shared-store.md tells it, with the server lost in between."""
    with own_cluster() as lost, own_cluster() as found:
        archive = lost.folder / "archive"
        archive.mkdir()
        if lost.runs_as:
            shutil.chown(archive, lost.runs_as, lost.runs_as)
        lost.make()
        lost.set({"archive_mode": "on", "archive_command": f"test ! -f {archive}/%f && cp %p {archive}/%f"})
        lost.start()
        engine = open_postgres_engine(lost.url())
        migrate.upgrade(engine)
        store = Store(engine, clock)
        office = make_office(store)
        lost.run("pg_basebackup", "-h", str(lost.folder), "-p", str(lost.port), "-U", "postgres",
                 "-D", str(found.data), "--checkpoint=fast")  # fmt: skip
        LeadService(store).create(office.asha, NewLead("Kavya", ("98000 00163",)))
        head = Sealer(store, TEST_KEY).seal()
        before = _figures(store)
        with store.read() as work:
            epoch: UUID = workspace_info(work).epoch
        with store.write(None) as work:
            work.connection.execute(text("SELECT pg_switch_wal()"))
        store.close()
        lost.stop()  # archives what is left; then the computer burns
        shutil.rmtree(lost.data)
        found.set({"restore_command": f"cp {archive}/%f %p", "archive_mode": "off"})
        (found.data / "recovery.signal").touch()
        if found.runs_as:
            shutil.chown(found.data / "recovery.signal", found.runs_as, found.runs_as)
        found.start()
        store = Store(open_postgres_engine(found.url()), clock)
        _wait_for_recovery(store)
        assert _figures(store) == before
        assert look_after(store)
        with store.read() as work:
            assert workspace_info(work).epoch != epoch
            assert PutBack(work).since() is not None  # the server's own number, but it followed nobody
        assert Sealer(store, TEST_KEY).verify(head).problems == ()
        LeadService(store).create(office.asha, NewLead("Ravi", ("98000 00164",)))
        store.close()


def _wait_for_recovery(store: Store) -> None:
    for _ in range(200):
        with store.read() as work:
            if not work.connection.execute(text("SELECT pg_is_in_recovery()")).scalar_one():
                return
            work.connection.execute(text("SELECT pg_sleep(0.1)"))
    pytest.fail("the server did not come out of recovery")
