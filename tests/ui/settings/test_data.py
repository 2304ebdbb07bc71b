"""The settings' part for the workspace's own data."""

from __future__ import annotations

import zipfile
from datetime import date, timedelta
from pathlib import Path

import pyrage
import pytest
from sqlalchemy import insert

from crm_desktop.domain.people import Actor
from crm_desktop.domain.retention import OldKind
from crm_desktop.ids import new_id
from crm_desktop.services.archive import ExportArchive
from crm_desktop.services.bundle import Services
from crm_desktop.services.keeping import HoldKind
from crm_desktop.services.leads import NewLead
from crm_desktop.store.archive_sealing import ArchiveKey
from crm_desktop.store.tables import undo_acts
from crm_desktop.ui.entrance.bringing import BroughtCard
from crm_desktop.ui.entrance.deletion import DeletedCard
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.settings.data import DataPart
from crm_desktop.ui.settings.keeping import KeepingPart
from tests.factories import PASSWORD
from tests.ui.entrance.places import Place
from tests.ui.settings.test_settings import show
from tests.ui.walk import assert_sound


def test_everything_is_exported_from_the_settings(desk: Desk, office: Place, tmp_path: Path) -> None:
    part = show(desk, office, "data", DataPart)
    part.word.edit.setText("several good words")
    part.again.edit.setText("several good word")
    part.export.click()
    assert part.again.error()
    part.word.edit.setText("short")
    part.export.click()
    assert part.word.error()
    part.word.edit.clear()
    part.again.edit.clear()
    part.write(tmp_path / "all.zip")
    office.until(lambda: desk.ops.is_idle and not part.facts.isHidden())
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert {"manifest.json", "tables/leads.csv", "tables/leads.json"} <= set(archive.namelist())
    assert part.export.isEnabled()
    assert_sound(desk.window)


def test_an_archive_is_brought_back_into_an_empty_workspace(
    desk: Desk, office: Place, tmp_path: Path
) -> None:
    services, actor = desk.session.services, desk.session.actor
    services.products.add(actor, "Gold loan", "")
    file = tmp_path / "all.zip"
    services.archive.export(actor, ExportArchive(file))
    part = show(desk, office, "data", DataPart)
    panel = part.bringing
    assert not panel.go.isEnabled()
    panel.take(tmp_path / "nothing.zip")
    panel.submit()
    assert "password" in panel.own.error()
    panel.own.set_text(PASSWORD)
    panel.submit()
    office.until(lambda: desk.ops.is_idle and not panel.told.isHidden())
    panel.take(file)
    assert_sound(desk.window)
    panel.submit()
    program = office.programs[-1]
    office.wait_card(program, BroughtCard)
    assert_sound(program.window)
    card = program.flow.card
    assert isinstance(card, BroughtCard)
    card.submit()
    office.sign_in(program)
    again = program.desk
    assert again is not None
    assert [p.name for p in again.session.services.products.list(again.session.actor)] == ["Gold loan"]


def test_old_data_goes_on_the_second_press_and_a_hold_keeps_it(desk: Desk, office: Place) -> None:
    services, actor = desk.session.services, desk.session.actor
    at = office.clock.now() - timedelta(days=3)
    with services.opened.store.write(actor) as work:
        values = {"id": new_id(), "person_id": actor.person_id, "kind": "lead", "before": {}, "at": at}
        work.connection.execute(insert(undo_acts).values(**values, until=at))
    part = show(desk, office, "keeping", KeepingPart)
    assert part.take.isEnabled()
    part.kind.setCurrentIndex(part.kind.findData("undo"))
    part.edited()
    part.submit()
    assert "why" in part.told.text()
    part.reason.set_text("Suit 12/2026")
    part.law.set_text("Civil court’s order")
    part.submit()
    office.until(lambda: desk.ops.is_idle and part.lift.isEnabled())
    assert not part.take.isEnabled()
    assert services.keeping.preview(actor).holds[0].kind is OldKind.UNDO
    part.lift.click()
    office.until(lambda: desk.ops.is_idle and part.take.isEnabled())
    part.take.click()
    assert _old_undo(services, actor) == 1
    part.take.click()
    office.until(lambda: desk.ops.is_idle and not part.take.isEnabled())
    assert _old_undo(services, actor) == 0
    services.keeping.hold(actor, HoldKind(None, "Audit", "Companies Act", date(2030, 1, 1)))
    assert_sound(desk.window)


def test_the_workspace_is_deleted_from_the_settings(
    desk: Desk, office: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    services, actor = desk.session.services, desk.session.actor
    part = show(desk, office, "data", DataPart)
    panel = part.deletion
    panel.name.edit.setText("Something else")
    panel.go.click()
    office.until(lambda: desk.ops.is_idle and bool(panel.name.error()))
    panel.name.edit.setText(services.workspace.name)
    panel.go.click()
    office.until(lambda: desk.ops.is_idle and not panel.cancel.isHidden())
    assert panel.go.isHidden()
    panel.cancel.click()
    office.until(lambda: desk.ops.is_idle and panel.cancel.isHidden())
    services.leads.create(actor, NewLead("Meena Kini", ("98111 22299",)))
    services.deletion.plan(services.opened, actor, services.workspace.name, 0)
    panel.load()
    office.until(lambda: desk.ops.is_idle and not panel.cancel.isHidden() and not panel.go.isHidden())
    assert "rule 8(3)" in panel.kept.text()
    assert_sound(desk.window)
    panel.name.edit.setText(services.workspace.name)
    panel.go.click()
    assert panel.word.error()
    panel.word.edit.setText("four good words of ours")
    panel.go.click()
    assert panel.again.error()
    panel.again.edit.setText("four good words of ours")
    made = ArchiveKey(b"sealed", pyrage.x25519.Identity.generate())
    monkeypatch.setattr(ArchiveKey, "make", lambda _word: made)
    program = desk.parent()
    panel.go.click()
    office.until(lambda: isinstance(program.flow.card, DeletedCard))  # type: ignore[union-attr]
    assert not office.folder.exists()
    assert list(office.folder.parent.glob("*-deleted-*.json"))
    assert list(office.folder.parent.glob("*-contacts-kept-until-*.zip"))
    program.flow.card.submit()  # type: ignore[union-attr]


def _old_undo(services: Services, actor: Actor) -> int | None:
    """How much of what can be undone is too old."""
    kinds = services.keeping.preview(actor).kinds
    return next(each.count for each in kinds if each.kind is OldKind.UNDO)
