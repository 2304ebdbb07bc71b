"""Workspaces: made, opened, recovered, backed up and restored, each trouble told apart."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from crm_desktop import secrets
from crm_desktop.clock import SetClock
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.people import Role
from crm_desktop.errors import Cancelled, NotAllowed, StoreProblem, UserError
from crm_desktop.ids import new_id
from crm_desktop.secrets import sealing
from crm_desktop.services.bundle import make_services
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.erasure import EraseMany, ErasePerson
from crm_desktop.services.leads import LeadService, NewLead
from crm_desktop.services.people import AddPerson, PeopleService
from crm_desktop.services.tested_backups import TrialRestores
from crm_desktop.services.workspace import NewWorkspace, OpenWorkspace, WorkspaceService
from crm_desktop.store.errors import (
    BackupDamaged,
    ClockBehind,
    SeatInUse,
    StoreMissing,
    WorkspaceInUse,
    WrongKey,
)
from crm_desktop.store.sealer import Sealer
from tests.factories import PASSWORD, QuickPasswords

WORDS = "a passphrase of the test"
SHAKTI = NewWorkspace("Shakti Finance", "asha", "Asha Pawar", PASSWORD, passphrase=WORDS)


@pytest.fixture(autouse=True)
def cheap_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """argon2 at its full cost has tests of its own."""
    cheap = sealing.PassphraseCost(passes=1, memory_kib=64, lanes=1)
    monkeypatch.setattr("crm_desktop.secrets.workspace_key.PassphraseCost", lambda: cheap)
    monkeypatch.setenv("CRM_DESKTOP_KEYSTORE", "none")


@pytest.fixture
def service(clock: SetClock) -> WorkspaceService:
    return WorkspaceService(clock, QuickPasswords())


def _people(opened: OpenWorkspace) -> PeopleService:
    return PeopleService(opened.store, QuickPasswords())


def test_made_opened_and_closed(service: WorkspaceService, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    made = service.create(folder, SHAKTI)
    opened = service.open(folder, seat="main", passphrase=WORDS)
    assert opened.info.name == "Shakti Finance"
    assert opened.info.id == made.workspace_id
    assert _people(opened).sign_in("asha", PASSWORD).actor.name == "Asha Pawar"
    opened.close()
    assert b"Shakti" not in (folder / "workspace.db").read_bytes()
    assert b"SQLite format" not in (folder / "workspace.db").read_bytes()[:20]


def test_nothing_stays_behind_when_making_fails(service: WorkspaceService, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    with pytest.raises(UserError, match="too short"):
        service.create(folder, NewWorkspace("X", "asha", "Asha", "short", passphrase=WORDS))
    assert not folder.exists()
    with pytest.raises(secrets.PassphraseNeeded):
        service.create(folder, NewWorkspace("X", "asha", "Asha", PASSWORD))
    service.create(folder, SHAKTI)
    before = (folder / "workspace.db").read_bytes()
    with pytest.raises(secrets.AlreadyAWorkspace):
        service.create(folder, SHAKTI)
    assert (folder / "workspace.db").read_bytes() == before


def test_what_can_be_wrong_is_told_apart(service: WorkspaceService, tmp_path: Path, clock: SetClock) -> None:
    folder = tmp_path / "ws"
    with pytest.raises(secrets.WorkspaceMissing):
        service.open(folder, passphrase=WORDS)
    service.create(folder, SHAKTI)
    with pytest.raises(secrets.WrongPassphrase):
        service.open(folder, passphrase="another")
    with pytest.raises(secrets.PassphraseNeeded):
        service.open(folder)
    with pytest.raises(WrongKey):
        service.open(folder, key=bytes(32))
    clock.move(days=-30)
    with pytest.raises(ClockBehind):
        service.open(folder, passphrase=WORDS)
    clock.move(days=30)
    (folder / "workspace.db").rename(tmp_path / "away")
    with pytest.raises(StoreMissing):
        service.open(folder, passphrase=WORDS)
    assert not (folder / "workspace.db").exists()
    with pytest.raises(StoreProblem):
        service.create(folder.with_name("ws"), SHAKTI)


def test_two_seats_and_a_command_beside_them(service: WorkspaceService, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    service.create(folder, SHAKTI)
    first = service.open(folder, seat="main", passphrase=WORDS)
    with pytest.raises(SeatInUse):
        service.open(folder, seat="main", passphrase=WORDS)
    second = service.open(folder, seat="desk-2", passphrase=WORDS)
    command = service.open(folder, passphrase=WORDS)
    for opened in (command, second, first):
        opened.close()


def test_the_recovery_code_opens_it_elsewhere_and_sets_a_password(
    service: WorkspaceService, tmp_path: Path
) -> None:
    folder = tmp_path / "ws"
    code = service.create(folder, SHAKTI).recovery_code
    (folder / "key.sealed").unlink()
    with pytest.raises(secrets.KeyMissing):
        service.open(folder, passphrase=WORDS)
    with pytest.raises(secrets.RecoveryCodeMistyped):
        service.recover(folder, "AAAAA" + code[5:], "a new password", passphrase="new words")
    person = service.recover(folder, code.lower().replace("-", " "), "a new password", passphrase="new words")
    assert person.sign_in_name == "asha"
    opened = service.open(folder, passphrase="new words")
    assert _people(opened).sign_in("asha", "a new password")
    with pytest.raises(UserError):
        _people(opened).sign_in("asha", PASSWORD)
    opened.close()


def test_the_code_is_typed_back(service: WorkspaceService, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    code = service.create(folder, SHAKTI).recovery_code
    opened = service.open(folder, passphrase=WORDS)
    admin = _people(opened).sign_in("asha", PASSWORD).actor
    other = service.new_recovery_code(opened, admin)
    with pytest.raises(secrets.RecoveryCodeOfAnother):
        service.confirm_recovery_code(opened, admin, code)
    service.confirm_recovery_code(opened, admin, other)
    opened.close()


def test_a_backup_brings_everything_back(service: WorkspaceService, tmp_path: Path, clock: SetClock) -> None:
    folder = tmp_path / "ws"
    code = service.create(folder, SHAKTI).recovery_code
    opened = service.open(folder, seat="main", passphrase=WORDS)
    admin = _people(opened).sign_in("asha", PASSWORD).actor
    leads = LeadService(opened.store)
    leads.create(admin, NewLead("Kavya Iyengar", ("98000 00163",)))
    epoch = opened.info.epoch
    service.back_up(opened, admin, tmp_path / "one.crmbackup")
    leads.create(admin, NewLead("Ravi Chauhan", ("98000 00148",)))
    with pytest.raises(WorkspaceInUse):
        service.restore(tmp_path / "one.crmbackup", folder, passphrase=WORDS)
    opened.close()

    clock.move(hours=1)
    restored = service.restore(tmp_path / "one.crmbackup", folder, passphrase=WORDS)
    assert restored.moved_aside is not None
    opened = service.open(folder, seat="main", passphrase=WORDS)
    assert [r.name for r in LeadService(opened.store).find(admin, "kavya")] == ["Kavya Iyengar"]
    assert LeadService(opened.store).count(admin, LeadQuery()) == 1
    assert opened.info.epoch != epoch
    assert opened.seat is not None
    assert opened.sealer.verify(opened.seat.last_sealed_head()).problems == ()
    opened.close()

    elsewhere = tmp_path / "new computer"
    service.restore(tmp_path / "one.crmbackup", elsewhere, recovery_code=code, passphrase="other words")
    opened = service.open(elsewhere, passphrase="other words")
    assert LeadService(opened.store).count(admin, LeadQuery()) == 1
    opened.close()


def test_who_was_erased_since_is_erased_again_and_without_the_list_nothing_is_dialled(
    service: WorkspaceService, tmp_path: Path, clock: SetClock
) -> None:
    folder, backup = tmp_path / "ws", tmp_path / "stick" / "one.crmbackup"
    backup.parent.mkdir()
    service.create(folder, SHAKTI)
    opened = service.open(folder, passphrase=WORDS)
    services = make_services(opened, clock, QuickPasswords())
    admin = services.people.sign_in("asha", PASSWORD).actor
    campaign = services.campaigns.create(admin, NewCampaign("Home loan"))
    kavya = services.leads.create(admin, NewLead("Kavya Iyengar", ("98000 00163",), campaign_id=campaign.id))
    services.leads.create(admin, NewLead("Ravi Chauhan", ("98000 00148",), campaign_id=campaign.id))
    service.back_up(opened, admin, backup)
    (list_beside,) = backup.parent.glob("*.erasures")
    done = services.erasure.erase(admin, ErasePerson(new_id(), kavya.id, "Asked by letter"))
    ravi = EraseMany(new_id(), LeadQuery(text="Ravi"), "End of the purpose")
    waiting = services.erasure.erase_many(admin, ravi)
    (kept,) = services.erasure.sealed(admin, done.id)
    service.ledger(opened, backup.parent).touch()
    assert b"Kavya" not in list_beside.read_bytes()
    opened.close()
    clock.move(hours=1)

    def brought_back() -> tuple[int, bool, str]:
        service.restore(backup, folder, passphrase=WORDS)
        opened = service.open(folder, passphrase=WORDS)
        services = make_services(opened, clock, QuickPasswords())
        found = services.leads.count(admin, LeadQuery())
        state = services.campaigns.list(admin)[0].paused_why
        try:
            services.leads.create(admin, NewLead("K. I.", ("98000 00163",)))
            comes_back = True
        except UserError:
            comes_back = False
        known = {each.id: each.state.value for each in services.erasure.all(admin)}
        assert known == ({} if comes_back else {done.id: "erased", waiting.id: "waiting"})
        assert [each.id for each in services.erasure.waiting(admin)] == ([] if comes_back else [waiting.id])
        assert services.leads.find(admin, "Ravi")
        assert services.leads.get(admin, services.leads.find(admin, "Ravi")[0].id).is_erased != comes_back
        assert (services.put_back.standing(admin) is not None) == comes_back
        if comes_back:
            with pytest.raises(NotAllowed, match="An admin says"):
                services.campaigns.resume(admin, campaign.id)
            assert services.campaigns.create(admin, NewCampaign("Instead")).is_paused
            assert services.put_back.dial_again(admin, "The list burned; nobody else was erased").is_on
            assert not any(each.is_paused for each in services.campaigns.list(admin))
        else:  # what law keeps is sealed again, as it was: it isn't in the backup
            (sealed,) = services.erasure.sealed(admin, done.id)
            assert sealed == kept
            assert "Kavya Iyengar" in services.erasure.open_sealed(admin, sealed.id, "The court asks")
        opened.close()
        return found, comes_back, state

    for place in (folder, folder / "backups"):  # a new computer has only what lies beside the backup
        for file in place.glob("*.erasures"):
            file.unlink()
    assert brought_back() == (1, False, "")
    list_beside.unlink()
    for file in folder.rglob("*.erasures"):
        file.unlink()
    found, comes_back, why = brought_back()
    assert (found, comes_back, why[:33]) == (2, True, "Brought back from a backup withou")


def test_daily_backup_once_a_day(service: WorkspaceService, tmp_path: Path, clock: SetClock) -> None:
    folder = tmp_path / "ws"
    service.create(folder, SHAKTI)
    opened = service.open(folder, passphrase=WORDS)
    first = service.back_up_if_due(opened)
    assert first is not None
    assert first.parent == folder / "backups"
    assert service.back_up_if_due(opened) is None
    clock.move(days=1)
    assert service.back_up_if_due(opened) is not None
    assert service.last_backup_at(opened) == clock.now()
    trial = TrialRestores(opened, service, clock)
    assert trial.last_good() is None
    tested = trial.test_if_due()
    assert tested == trial.last_good()
    assert tested is not None
    assert (tested.made_at, tested.rows > 0) == (clock.now(), True)
    assert trial.test_if_due() is None
    clock.move(days=8)
    damaged = bytearray(tested.file.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    tested.file.write_bytes(damaged)
    with pytest.raises(BackupDamaged):
        trial.test_if_due()
    assert trial.last_good() == tested
    opened.close()


def test_without_its_recovery_file_a_backup_says_what_to_do(
    service: WorkspaceService, tmp_path: Path
) -> None:
    folder = tmp_path / "ws"
    service.create(folder, SHAKTI)
    opened = service.open(folder, passphrase=WORDS)
    (folder / "recovery.sealed").unlink()
    with pytest.raises(UserError, match="Make a new recovery code in Settings"):
        service.back_up_if_due(opened)
    assert not list(folder.glob("backups/*"))
    opened.close()


def test_only_an_admin_backs_up(service: WorkspaceService, tmp_path: Path) -> None:
    service.create(tmp_path / "ws", SHAKTI)
    opened = service.open(tmp_path / "ws", passphrase=WORDS)
    people = _people(opened)
    admin = people.sign_in("asha", PASSWORD).actor
    people.add(admin, AddPerson("imran", "Imran", Role.TELECALLER, PASSWORD))
    caller = people.sign_in("imran", PASSWORD).actor
    for act in (
        lambda: service.back_up(opened, caller, tmp_path / "b.crmbackup"),
        lambda: service.new_recovery_code(opened, caller),
    ):
        with pytest.raises(NotAllowed):
            act()
    opened.close()


def test_the_audit_of_a_day_is_sealed_and_sound(
    service: WorkspaceService, tmp_path: Path, clock: SetClock
) -> None:
    service.create(tmp_path / "ws", SHAKTI)
    opened = service.open(tmp_path / "ws", seat="main", passphrase=WORDS)
    admin = _people(opened).sign_in("asha", PASSWORD).actor
    clock.move(minutes=1)
    LeadService(opened.store).create(admin, NewLead("Kavya", ("98000 00163",)))
    head = opened.seal()
    assert opened.seat is not None
    assert opened.seat.last_sealed_head() == head
    assert opened.sealer.verify(head).problems == ()
    assert Sealer(opened.store, bytes(32)).verify().problems
    opened.close()
    assert timedelta(0) <= clock.now() - head.sealed_at if head else True


class StopsAt:
    """A progress that is asked to stop once so many hundredths are done; notes what was told afterwards."""

    def __init__(self, hundredths: int) -> None:
        self._at = hundredths
        self._is_stopped = False
        self.told_after: list[int] = []

    def update(self, done: int, total: int | None = None, note: str = "") -> None:
        if self._is_stopped:
            self.told_after.append(done)
        self._is_stopped = self._is_stopped or done >= self._at
        # Told only, as long as it counts: what lies between two counts has to ask by itself.

    def check(self) -> None:
        if self._is_stopped:
            raise Cancelled


@pytest.mark.parametrize("hundredths", [0, 60, 80, 90])
def test_a_daily_backup_stops_wherever_it_is_and_is_due_as_before(
    service: WorkspaceService, tmp_path: Path, hundredths: int
) -> None:
    """As when the window is closed: also while the copy is looked through, which is most of the time."""
    folder = tmp_path / "ws"
    service.create(folder, SHAKTI)
    opened = service.open(folder, passphrase=WORDS)
    progress = StopsAt(hundredths)
    with pytest.raises(Cancelled):
        service.back_up_if_due(opened, progress)
    assert progress.told_after == []
    assert list((folder / "backups").iterdir()) == []
    assert service.last_backup_at(opened) is None
    assert service.back_up_if_due(opened) is not None
    opened.close()
