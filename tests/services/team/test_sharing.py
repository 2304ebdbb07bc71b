"""Sharing a workspace and bringing it back: everything moves, is proven, or nothing has happened."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from crm_desktop.clock import SystemClock
from crm_desktop.domain.people import COMMAND_SEAT, Role
from crm_desktop.domain.service_records import ServiceText
from crm_desktop.errors import Cancelled, NotAllowed, StoreProblem, UserError
from crm_desktop.ids import new_id
from crm_desktop.secrets import AlreadyAWorkspace
from crm_desktop.services.bundle import Services, make_services
from crm_desktop.services.demo import fill
from crm_desktop.services.people import AddPerson
from crm_desktop.services.team import sharing as sharing_module
from crm_desktop.services.team.home import BringHome, HomeService
from crm_desktop.services.team.joining import JoiningService
from crm_desktop.services.team.sharing import AlreadyShared, MovedDifferently, NotWhole, ServerUnfit
from crm_desktop.services.workspace import NewWorkspace, WorkspaceService
from crm_desktop.store.errors import WorkspaceInUse
from crm_desktop.store.opening import STORE_NAME
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.tables import leads
from crm_desktop.store.team.invitation import Invitation
from crm_desktop.store.team.refusals import NoServer, PasswordNeeded, WrongAdministrator
from crm_desktop.store.team.rows import Tally
from crm_desktop.store.team.team_file import TeamFile, is_team
from tests.factories import PASSWORD, QuickPasswords
from tests.postgres import PgDatabase, PgServer
from tests.team_offices import OWNER_PASSWORD, PASSPHRASE, Office, cheap_keys

SCAN = b"%PDF-1.4 a policy\n" + os.urandom(300_000)


@pytest.fixture
def office(local_office: Office) -> Office:
    """An office that is still local."""
    return local_office


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace after two days of work, with a document, a disabled person and odd texts; to be copied."""
    folder = tmp_path_factory.mktemp("sharing") / "office"
    with pytest.MonkeyPatch.context() as patch:
        cheap_keys(patch)
        workspaces = WorkspaceService(SystemClock(), QuickPasswords())
        workspaces.create(folder, NewWorkspace("Shakti Finance", "asha", "Asha Rao", PASSWORD))
        _work(make_services(workspaces.open(folder), SystemClock(), QuickPasswords()), folder.parent)
    return folder


@pytest.fixture
def worked(made: Path, asking_place: PgDatabase, asking_server: PgServer, own_keys: None,
           tmp_path: Path) -> Office:  # fmt: skip
    """An office in that workspace, still local."""
    return Office(shutil.copytree(made, tmp_path / "office"), asking_place, asking_server)


def _work(services: Services, beside: Path) -> None:
    admin = services.people.sign_in("asha", PASSWORD, COMMAND_SEAT).actor
    fill(services, admin, people=2, leads=40, days=2, seed=3, clock=SystemClock(), password=PASSWORD)
    gone = services.people.add(admin, AddPerson("gone", "Gone Away", Role.TELECALLER, PASSWORD)).person
    services.people.disable(admin, gone.id)
    with services.opened.store.write(None) as work:
        lead_id = work.connection.execute(select(leads.c.id).limit(1)).scalar_one()
        work.connection.exec_driver_sql(
            "UPDATE leads SET company = 'शक्ति' || char(0) || ' & Söhne' WHERE no = 2"
        )
        SettingRows(work).set("workspace", new_id(), "odd", {"huge": 1e22, "text": "a\0b – “c”", "no": None})
        work.record("odd", "lead", lead_id, share=5.0, tiny=1e-7, text="प्रिया")
    scan = beside / "policy.pdf"
    scan.write_bytes(SCAN)
    text = ServiceText(SystemClock().now().date(), "Oil change")
    record = services.service_records.add(admin, lead_id, text).record
    services.service_records.attach(admin, record.id, record.version, scan)
    services.people.sign_out(admin, COMMAND_SEAT)
    services.opened.close()


class Stop:
    """A progress that stops at a step, once so much of it is done."""

    def __init__(self, step: str) -> None:
        self._step = step

    def update(self, done: int, total: int | None = None, note: str = "") -> None:
        """Stop here?"""
        if note == self._step:
            raise Cancelled

    def check(self) -> None:
        """Never by itself."""


def content(folder: Path) -> dict[str, int]:
    """The files of a folder with their sizes, but for locks and what a backup leaves."""
    return {
        file.relative_to(folder).as_posix(): file.stat().st_size
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and file.suffix not in (".lock", ".crmbackup", ".crmkeys")
        and "-" not in file.suffix
    }


def test_there_and_back_again(worked: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing_module, "FROM_ROWS", 1)  # as where many rows move
    shared = worked.sharing.share(worked.folder, worked.share())
    for kept, rows in (
        ("SELECT sum(entries) FROM {}.queue_counts", "SELECT count(*) FROM {}.queue_entries"),
        ("SELECT call_id FROM {}.open_calls", "SELECT id FROM {}.calls WHERE state = 'open'"),
    ):
        assert worked.ask(kept.format("crm_shakti_finance")) == worked.ask(rows.format("crm_shakti_finance"))
    assert is_team(worked.folder)
    assert not (worked.folder / STORE_NAME).exists()
    assert shared.moved_aside.exists()
    assert shared.backup.exists()
    assert shared.documents == 1
    assert shared.rows["leads"] >= 40
    assert shared.rows["calls"] > 20
    assert {each.person.sign_in_name for each in shared.invited}.isdisjoint({"asha", "gone"})
    assert worked.ask("SELECT 1 FROM crm_shakti_finance.people WHERE password_hash <> ''") == []
    logins = "FROM pg_roles WHERE rolcanlogin AND starts_with(rolname, 'crm_shakti_finance')"
    assert worked.ask(f"SELECT DISTINCT 'jit=off' = ANY (rolconfig) {logins}") == [(True,)]

    services = worked.open()
    admin = services.people.sign_in("asha", PASSWORD, COMMAND_SEAT).actor
    with services.opened.store.read(admin) as work:
        jit = work.connection.exec_driver_sql("SELECT setting, source FROM pg_settings WHERE name = 'jit'")
        assert jit.one() == ("off", "client")
        assert (
            work.connection.execute(select(func.count()).select_from(leads)).scalar_one()
            == shared.rows["leads"]
        )
    assert services.opened.sealer.verify().problems == ()
    assert services.opened.seal() is not None
    lead_id = worked.ask("SELECT lead_id FROM crm_shakti_finance.attachments")[0][0]
    record = services.service_records.of_lead(admin, lead_id)[0]
    out = services.service_records.save_document(admin, record.id, tmp_path / "out.pdf")
    assert out.read_bytes() == SCAN
    services.people.sign_out(admin, COMMAND_SEAT)
    services.opened.close()

    home = HomeService(SystemClock(), QuickPasswords()).unshare(
        worked.folder, BringHome(tmp_path / "home", "asha", PASSWORD, PASSPHRASE)
    )
    untouched = set(shared.hashes) - {"people", "audit", "audit_seals", "changes", "sessions"}
    assert {name: home.hashes[name] for name in untouched} == {
        name: shared.hashes[name] for name in untouched
    }
    services = worked.open(tmp_path / "home")
    admin = services.people.sign_in("asha", PASSWORD, COMMAND_SEAT).actor
    assert services.opened.sealer.verify().problems == ()
    out = services.service_records.save_document(admin, record.id, tmp_path / "again.pdf")
    assert out.read_bytes() == SCAN
    person = home.invited[0]
    assert services.people.sign_in(person.person.sign_in_name, person.one_time_password).must_change_password
    services.opened.close()
    assert worked.traces


def test_everybody_enters_with_the_one_time_password_once(worked: Office, tmp_path: Path) -> None:
    shared = worked.sharing.share(worked.folder, worked.share())
    person = next(each for each in shared.invited if each.person.role is Role.TELECALLER)
    name = person.person.sign_in_name
    joining, invitation = JoiningService(SystemClock()), Invitation(shared.team)
    code = joining.join(tmp_path / "seat", invitation, PASSPHRASE).recovery_code
    before = {path.name: path.read_bytes() for path in (tmp_path / "seat").iterdir()}
    renamed = replace(shared.team.server, hosts=(("localhost", shared.team.server.hosts[0][1]),))
    assert code
    assert joining.move(tmp_path / "seat", renamed).server == renamed  # it answers there too
    with pytest.raises(NoServer):
        joining.move(tmp_path / "seat", replace(renamed, hosts=(("localhost", 1),)))
    assert TeamFile.read(tmp_path / "seat").server == renamed
    assert joining.join(tmp_path / "seat", invitation).recovery_code == ""  # back, by an invitation
    now = {path.name: path.read_bytes() for path in (tmp_path / "seat").iterdir()}
    assert before.items() <= now.items()
    other = replace(shared.team, info=replace(shared.team.info, id=uuid4()))
    with pytest.raises(AlreadyAWorkspace):
        joining.join(tmp_path / "seat", Invitation(other))
    services = worked.open(tmp_path / "seat")
    people = services.people
    with pytest.raises(WorkspaceInUse):
        joining.move(tmp_path / "seat", renamed)
    with pytest.raises(UserError, match="wrong"):
        people.sign_in(name, PASSWORD)
    with pytest.raises(UserError, match="wrong"):
        people.sign_in("gone", PASSWORD)
    with pytest.raises(UserError, match="wrong"):
        people.sign_in("nobody at all", PASSWORD)
    signed_in = people.sign_in(name, person.one_time_password)
    assert signed_in.must_change_password
    with services.opened.store.read(signed_in.actor) as work:
        assert work.connection.execute(select(func.count()).select_from(leads)).scalar_one() == 0
    people.change_password(signed_in.actor, person.one_time_password, "a password of mine")
    with services.opened.store.read(signed_in.actor) as work:
        mine = work.connection.execute(select(func.count()).select_from(leads)).scalar_one()
    assert mine < shared.rows["leads"]
    with pytest.raises(UserError, match="wrong"):
        people.unlock(signed_in.actor, person.one_time_password)
    people.unlock(signed_in.actor, "a password of mine")
    people.sign_out(signed_in.actor)
    with pytest.raises(UserError, match="wrong"):
        people.sign_in(name, person.one_time_password)
    again = people.sign_in(name, "a password of mine")
    assert not again.must_change_password
    with pytest.raises(NotAllowed):
        HomeService(SystemClock(), QuickPasswords()).unshare(
            tmp_path / "seat", BringHome(tmp_path / "stolen", name, "a password of mine", PASSPHRASE)
        )
    assert not (tmp_path / "stolen").exists()
    people.sign_out(again.actor)
    services.opened.close()


def test_people_of_a_team(office: Office) -> None:
    office.sharing.share(office.folder, office.share())
    services = office.open()
    people = services.people
    admin = people.sign_in("asha", PASSWORD, COMMAND_SEAT).actor
    team = people.add_team(admin, "North")
    added = people.add(admin, AddPerson("imran", "Imran", Role.TELECALLER, None, team.id))
    assert added.one_time_password
    with pytest.raises(UserError, match="already"):
        people.add(admin, AddPerson("imran", "Another", Role.TELECALLER))
    with pytest.raises(UserError, match="can't be used on a server"):
        people.add(admin, AddPerson("_owner", "Nobody", Role.TELECALLER))
    with pytest.raises(UserError, match="yourself"):
        people.disable(admin, admin.person_id)
    assert office.ask("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'crm_shakti_finance_imran'") == [
        (True,)
    ]
    people.disable(admin, added.person.id)
    assert office.ask("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'crm_shakti_finance_imran'") == [
        (False,)
    ]
    people.enable(admin, added.person.id)
    once = people.set_one_time_password(admin, added.person.id)
    people.sign_out(admin, COMMAND_SEAT)
    with pytest.raises(UserError, match="wrong"):
        people.sign_in("imran", str(added.one_time_password))
    assert people.sign_in("imran", once).must_change_password
    services.opened.close()


SOAK = pytest.mark.soak


STEPS = ("Backup", pytest.param("Tables", marks=SOAK), "Rows", pytest.param("Documents", marks=SOAK), "Check")


@pytest.mark.parametrize("step", STEPS)
def test_a_stop_at_any_step_leaves_all_as_it_was(worked: Office, step: str) -> None:
    before = content(worked.folder)
    with pytest.raises(Cancelled):
        worked.sharing.share(worked.folder, worked.share(), Stop(step))
    after = content(worked.folder)
    assert after.keys() == before.keys()
    assert worked.traces == []
    services = worked.open()
    services.people.sign_in("asha", PASSWORD, COMMAND_SEAT)
    services.opened.close()


def test_what_arrives_differently_is_taken_back(worked: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def other(*_: object) -> dict[str, Tally]:
        return {"leads": Tally(count=1, total=1)}

    monkeypatch.setattr(sharing_module, "tally_server", other)
    with pytest.raises(MovedDifferently, match="leads"):
        worked.sharing.share(worked.folder, worked.share())
    assert worked.traces == []
    assert not is_team(worked.folder)


def test_a_switch_that_fails_is_taken_back(worked: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(worked.folder)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sharing_module, "move_all", full)
    with pytest.raises(OSError, match="No space"):
        worked.sharing.share(worked.folder, worked.share())
    assert worked.traces == []
    assert content(worked.folder).keys() == before.keys()


def test_only_an_admin_with_both_passwords_shares(worked: Office) -> None:
    with pytest.raises(WrongAdministrator, match="OWNER_PASSWORD") as refused:
        worked.sharing.share(worked.folder, worked.share(owner_password="a guess"))
    assert refused.value.field == "owner_password"  # not the admin's own, asked beside it
    with pytest.raises(PasswordNeeded):
        worked.sharing.share(worked.folder, worked.share(owner_password=None))
    services = worked.open()
    caller = next(p for p in services.people.admins() if p.sign_in_name == "asha")
    services.opened.close()
    assert caller.role is Role.ADMIN
    with pytest.raises(UserError, match="wrong"):
        worked.sharing.share(worked.folder, worked.share(name="nobody"))
    services = worked.open()
    with services.opened.store.write(None) as work:
        work.connection.exec_driver_sql("DROP TABLE desk_notes")
    services.opened.close()
    with pytest.raises(NotWhole, match="desk_notes is missing"):
        worked.sharing.share(worked.folder, worked.share())
    assert worked.traces == []


def test_an_open_workspace_is_not_moved_away(worked: Office) -> None:
    services = worked.open()
    with pytest.raises(StoreProblem, match="open in another window"):
        worked.sharing.share(worked.folder, worked.share())
    services.opened.close()
    assert worked.traces == []


def test_a_second_workspace_of_the_same_name_gets_another_place(office: Office, tmp_path: Path) -> None:
    office.sharing.share(office.folder, office.share())
    with pytest.raises(AlreadyShared):
        office.sharing.share(office.folder, office.share())
    twin = Office(tmp_path / "twin", office.place, office.asking)
    WorkspaceService(SystemClock(), QuickPasswords()).create(
        twin.folder, NewWorkspace("Shakti Finance!", "asha", "Asha", PASSWORD)
    )
    assert twin.sharing.share(twin.folder, twin.share()).team.slug == "shakti_finance_2"


def test_dropping_takes_everything_off_the_server(office: Office, tmp_path: Path) -> None:
    office.sharing.share(office.folder, office.share())
    home = HomeService(SystemClock(), QuickPasswords())
    wish = BringHome(tmp_path / "home", "asha", PASSWORD, PASSPHRASE, drop=True, owner_password="a guess")
    with pytest.raises(WrongAdministrator):
        home.unshare(office.folder, wish)
    assert office.traces
    assert not (tmp_path / "home").exists()
    wish = BringHome(
        tmp_path / "home", "asha", PASSWORD, PASSPHRASE, drop=True, owner_password=OWNER_PASSWORD
    )
    assert home.unshare(office.folder, wish).is_dropped
    assert office.traces == []


def test_a_database_that_is_not_utf8_is_refused(office: Office) -> None:
    import psycopg

    with psycopg.connect(office.asking.own_address, autocommit=True) as connection:
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    try:
        from dataclasses import replace

        other = Office(office.folder, replace(office.place, name="latin"), office.asking)
        with pytest.raises(ServerUnfit, match=r"CREATE DATABASE .* ENCODING 'UTF8'") as refused:
            other.sharing.share(other.folder, other.share())
        missing = [check.what for check in refused.value.checks if check.state == "missing"]
        assert missing == ["encoding"]
    finally:
        with psycopg.connect(office.asking.own_address, autocommit=True) as connection:
            connection.execute("DROP DATABASE latin")
    assert not is_team(office.folder)


def test_an_administrator_without_rights_is_told_the_statement(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from crm_desktop.store.team import install
    from crm_desktop.store.team.server import read_address

    # From PostgreSQL 16 on a provider's login may not give on these; on 15 a superuser's role is such a one.
    monkeypatch.setattr(install, "_WATCHING", ("postgres",))

    office.ask("SELECT 1")
    import psycopg

    with psycopg.connect(office.asking.own_address, autocommit=True) as connection:
        connection.execute("CREATE ROLE weak LOGIN PASSWORD 'weak'")
    try:
        wish = replace(office.share(owner_password="weak"), address=read_address(office.place.url("weak")))
        with pytest.raises(ServerUnfit) as refused:
            office.sharing.share(office.folder, wish)
        assert 'ALTER ROLE "weak" CREATEROLE;' in str(refused.value)
        assert f'GRANT CREATE ON DATABASE "{office.place.name}" TO "weak";' in str(refused.value)
        with psycopg.connect(office.asking.own_address, autocommit=True) as connection:
            connection.execute("ALTER ROLE weak CREATEROLE")
            connection.execute(f'GRANT CREATE ON DATABASE "{office.place.name}" TO weak'.encode())
        office.sharing.share(office.folder, wish)
        assert is_team(office.folder)
    finally:
        with psycopg.connect(
            office.asking.own_address.replace("dbname=postgres", f"dbname={office.place.name}"),
            autocommit=True,
        ) as connection:
            connection.execute("REASSIGN OWNED BY weak TO postgres")
            connection.execute("DROP OWNED BY weak")
            connection.execute("DROP ROLE weak")


def test_the_server_is_brought_up_to_date_by_one_at_a_time(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    from crm_desktop.store.team import install

    office.sharing.share(office.folder, office.share())
    service = JoiningService(SystemClock())
    done = service.upgrade(office.folder, OWNER_PASSWORD)
    assert done.before == done.after
    address = office.asking.own_address.replace("dbname=postgres", f"dbname={office.place.name}")
    with psycopg.connect(address) as other:
        other.execute("SELECT pg_advisory_lock(hashtext('crm-desktop upgrade'), hashtext('shakti_finance'))")
        monkeypatch.setattr(install, "UPGRADE_WAIT_S", 0.0)
        with pytest.raises(StoreProblem, match="Another computer"):
            service.upgrade(office.folder, OWNER_PASSWORD)
    with pytest.raises(WrongAdministrator, match="administrator postgres"):
        service.upgrade(office.folder, "a guess")
    with psycopg.connect(address, autocommit=True) as other:
        other.execute("CREATE ROLE weak LOGIN PASSWORD 'weak'")
        try:
            with pytest.raises(ServerUnfit, match='ALTER ROLE "weak" CREATEROLE;'):
                service.upgrade(office.folder, "weak", "weak")
        finally:
            other.execute("DROP ROLE weak")


def test_programs_too_old_or_too_new_are_told_so(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from crm_desktop.store.team import connection

    office.sharing.share(office.folder, office.share())
    services = office.open()
    monkeypatch.setattr(connection, "COMMAND_VERSION", 99)
    with pytest.raises(StoreProblem, match="Update the program"):
        services.people.sign_in("asha", PASSWORD)
    monkeypatch.setattr(connection, "COMMAND_VERSION", 0)
    services.people.sign_out(services.people.sign_in("asha", PASSWORD).actor)
    monkeypatch.undo()
    monkeypatch.setattr(connection.migrate, "head", lambda: "9999")
    with pytest.raises(StoreProblem, match="upgrade-server"):
        services.people.sign_in("asha", PASSWORD)
    services.opened.close()
