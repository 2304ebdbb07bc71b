"""A whole workspace goes: asked twice with days between, cancelled until then, and nothing opens it after."""

from __future__ import annotations

import io
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from crm_desktop import secrets
from crm_desktop.clock import SetClock
from crm_desktop.domain.people import COMMAND_SEAT, Actor
from crm_desktop.errors import StoreProblem, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.deletion import MARKER, DeletionService
from crm_desktop.services.workspace import NewWorkspace, OpenWorkspace, WorkspaceService
from crm_desktop.store.errors import WorkspaceInUse
from tests.conftest import TEST_NOW
from tests.factories import PASSWORD, QuickPasswords
from tests.team_offices import cheap_keys


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new workspace with a backup and somebody's own file in it."""
    cheap_keys(monkeypatch)
    made = tmp_path / "office"
    service = WorkspaceService(SetClock(TEST_NOW), QuickPasswords())
    service.create(made, NewWorkspace("Shakti Finance", "asha", "Asha Rao", PASSWORD))
    opened, _ = entered(service, made)
    opened.files.put(io.BytesIO(b"a form"), new_id())
    service.back_up_if_due(opened)
    opened.close()
    (made / "my list.csv").write_text("theirs")
    return made


def entered(service: WorkspaceService, folder: Path) -> tuple[OpenWorkspace, Actor]:
    """The workspace, open, and its admin."""
    opened = service.open(folder, seat="main")
    return opened, opened.people(QuickPasswords()).sign_in("asha", PASSWORD, COMMAND_SEAT).actor


def test_it_goes_after_the_wait_and_nothing_opens_it(folder: Path, tmp_path: Path) -> None:
    clock = SetClock(TEST_NOW)
    workspaces = WorkspaceService(clock, QuickPasswords())
    service = DeletionService(clock, workspaces)
    opened, admin = entered(workspaces, folder)
    with pytest.raises(UserError, match="exactly"):
        service.plan(opened, admin, "Shakti")
    with pytest.raises(UserError, match="Nobody has asked"):
        service.prepare(opened, admin, "Shakti Finance")
    assert service.plan(opened, admin, "Shakti Finance").at == TEST_NOW + timedelta(days=7)
    service.cancel(opened, admin)
    assert service.planned(opened, admin) is None
    service.plan(opened, admin, "Shakti Finance", 2)
    with pytest.raises(UserError, match="from 22"):
        service.prepare(opened, admin, "Shakti Finance")
    clock.set(TEST_NOW + timedelta(days=2, minutes=1))
    doomed = service.prepare(opened, admin, "Shakti Finance")
    with pytest.raises(WorkspaceInUse):
        service.carry_out(doomed)
    opened.close()
    nowhere = tmp_path / "nowhere"
    with pytest.raises(UserError, match=f"no folder {re.escape(str(nowhere))}\\."):
        service.carry_out(doomed, nowhere / "proof.json")
    assert {file.suffix for file in doomed.backups} == {".crmbackup", ".crmkeys"}
    done = service.carry_out(doomed)
    assert [file.name for file in folder.iterdir()] == ["my list.csv"]
    assert json.loads(done.file.read_text("utf-8")) == done.certificate
    assert done.file.parent == tmp_path
    assert done.certificate["rows"]["people"] == 1
    assert done.certificate["left_in_folder"] == ["my list.csv"]
    with pytest.raises(StoreProblem):
        workspaces.open(folder)


def test_killed_in_between_its_keys_are_gone_and_it_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SetClock(TEST_NOW)
    workspaces = WorkspaceService(clock, QuickPasswords())
    service = DeletionService(clock, workspaces)
    opened, admin = entered(workspaces, folder)
    service.plan(opened, admin, "Shakti Finance", 0)
    doomed = service.prepare(opened, admin, "Shakti Finance")
    opened.close()
    with monkeypatch.context() as patch:
        patch.setattr("crm_desktop.services.deletion._files_of", lambda _folder: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            service.carry_out(doomed)
    assert (folder / MARKER).exists()
    with pytest.raises(StoreProblem):
        secrets.load_key(folder, "a passphrase of the test")
    assert service.go_on(folder) is not None
    assert service.go_on(folder) is None
    assert [file.name for file in folder.iterdir()] == ["my list.csv"]
