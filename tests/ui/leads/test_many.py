"""Many leads at once, by keyboard: seen before it is done, done, and taken back."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from crm_desktop.domain.batches import Batch, Kind
from crm_desktop.domain.lead_query import NOBODY, LeadQuery
from crm_desktop.errors import StoreBusy
from crm_desktop.services.bundle import Services
from crm_desktop.services.leads import NewLead
from crm_desktop.ui.leads.erase_many import EraseManyPanel
from crm_desktop.ui.leads.holding import HoldPanel
from crm_desktop.ui.leads.many import ManyPanel
from crm_desktop.ui.leads.past_many import PastMany
from tests.factories import Office
from tests.ui.leads.conftest import Opener
from tests.ui.leads.scene import Scene, settle
from tests.ui.walk import assert_sound

HERE = LeadQuery(owner=NOBODY, city="Ratlam")


def _press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)
    settle()


@pytest.fixture
def shown(opened: Opener, services: Services, office: Office) -> Scene:
    """A team lead's list of six leads that nobody has."""
    for number in range(6):
        services.leads.create(office.lead, NewLead(f"Lead {number}", (f"98000 0120{number}",), city="Ratlam"))
    scene = opened(office.lead)
    scene.page.show_query(HERE)
    settle()
    return scene


def _panel(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> ManyPanel:
    monkeypatch.setattr("crm_desktop.ui.leads.many.PREVIEW_MS", 0)
    _press(Qt.Key.Key_J)
    (panel,) = scene.page.findChildren(ManyPanel)
    QTest.qWait(1)
    settle()
    assert panel.isVisible()
    return panel


def test_all_of_a_view_is_handed_out_by_key_and_taken_back_from_the_list_of_earlier_changes(
    shown: Scene, services: Services, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = _panel(shown, monkeypatch)
    assert panel.what.findData(Kind.DELETE.value) < 0  # an admin's
    assert panel.count.text() == "All 6 leads of this view"
    assert panel.told.text() == "Hands out 6 leads"
    takers = panel.takers._takers
    assert sum(int(t.gets.text().partition("+")[2] or 0) for t in takers) == 6
    assert_sound(panel)
    panel.takers.repeat.setCurrentIndex(1)
    QTest.qWait(1)
    settle()
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not panel.isVisible()
    assert services.leads.count(office.lead, HERE) == 0
    assert "6 leads handed out" in [toast.text for toast in shown.notices.toasts]
    _press(Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier)
    (past,) = shown.page.findChildren(PastMany)
    assert past.isVisible()
    assert_sound(past)
    (plan,) = services.hand_out_plans.all(office.lead)
    assert (plan.query, plan.every_minutes) == (HERE, 15)
    _, undo = past.buttons
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    settle()
    assert services.leads.count(office.lead, HERE) == 6
    _press(Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier)
    QTest.mouseClick(past.buttons[0], Qt.MouseButton.LeftButton)
    settle()
    assert services.hand_out_plans.all(office.lead) == ()


def test_a_hand_out_that_is_tried_again_is_repeated_by_one_plan(
    shown: Scene, services: Services, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = _panel(shown, monkeypatch)
    panel.takers.repeat.setCurrentIndex(1)
    QTest.qWait(1)
    settle()
    hand_out, tried = services.batches.hand_out, []

    def busy_at_first(*arguments: Any, **more: Any) -> Batch:
        tried.append(1)
        if len(tried) == 1:
            raise StoreBusy("another program writes")
        return hand_out(*arguments, **more)

    monkeypatch.setattr(services.batches, "hand_out", busy_at_first)
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(tried) == 2
    assert services.leads.count(office.lead, HERE) == 0
    assert len(services.hand_out_plans.all(office.lead)) == 1


def test_a_tag_for_those_chosen_and_what_is_left_alone_is_said(
    shown: Scene, services: Services, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    _press(Qt.Key.Key_Space)
    panel = _panel(shown, monkeypatch)
    assert panel.count.text() == "1 lead chosen"
    panel.what.setCurrentIndex(panel.what.findData(Kind.TAG.value))
    QTest.keyClicks(panel.tag.edit, "Diwali")
    QTest.qWait(1)
    settle()
    assert panel.told.text() == "Changes 1 lead"
    panel.submit()
    settle()
    assert services.leads.count(office.lead, LeadQuery(tag="Diwali")) == 1
    shown.notices.take_undo()
    settle()
    assert services.leads.count(office.lead, LeadQuery(tag="Diwali")) == 0
    panel = _panel(shown, monkeypatch)
    panel.what.setCurrentIndex(panel.what.findData(Kind.UNTAG.value))
    QTest.keyClicks(panel.tag.edit, "Diwali")
    QTest.qWait(1)
    settle()
    assert panel.left.text() == "Left alone: So already 6"
    assert not panel.go.isEnabled()


def test_an_admin_deletes_those_chosen_and_brings_them_back_by_undo(
    opened: Opener, services: Services, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        services.leads.create(office.lead, NewLead(f"Lead {number}", (f"98000 0130{number}",), city="Ratlam"))
    scene = opened(office.admin)
    scene.page.show_query(HERE)
    settle()
    panel = _panel(scene, monkeypatch)
    panel.what.setCurrentIndex(panel.what.findData(Kind.DELETE.value))
    QTest.qWait(1)
    settle()
    assert panel.told.text() == "Deletes 3 leads"
    assert panel.go.kind() == "danger"
    assert panel.deleting.isVisible()
    assert_sound(panel)
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert services.leads.count(office.admin, HERE) == 0
    assert "3 leads deleted" in [toast.text for toast in scene.notices.toasts]
    scene.notices.take_undo()
    settle()
    assert services.leads.count(office.admin, HERE) == 3


def test_an_admin_erases_a_view_for_good_once_the_count_is_typed_and_takes_it_back_by_undo(
    opened: Opener, services: Services, office: Office
) -> None:
    for number in range(3):
        services.leads.create(office.lead, NewLead(f"Lead {number}", (f"98555 0130{number}",), city="Ratlam"))
    scene = opened(office.admin)
    scene.page.show_query(HERE)
    settle()
    _press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    (panel,) = scene.page.findChildren(EraseManyPanel)
    assert panel.isVisible()
    assert any(line.startswith("3 people are erased, with ") for line in panel.lines())
    assert "3 numbers never come in again." in panel.lines()
    assert_sound(panel)
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "Say why" in panel.reason.error()
    panel.reason.set_text("End of the purpose")
    panel.typed.set_text("4")
    panel.submit()
    assert panel.typed.error() == "Type 3 to erase them."
    assert services.erasure.all(office.admin) == ()
    panel.typed.set_text("3")
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (begun,) = services.erasure.waiting(office.admin)
    assert (begun.leads, panel.isVisible()) == (3, False)
    assert "3 people are not called any more" in [toast.text for toast in scene.notices.toasts]
    scene.notices.take_undo()
    settle()
    assert services.erasure.waiting(office.admin) == ()
    assert services.erasure.count_many(office.admin, HERE).leads == 3


def test_what_law_wants_of_one_person_is_held_and_lifted_on_the_card(
    opened: Opener, services: Services, office: Office
) -> None:
    services.leads.create(office.lead, NewLead("Ravi Chauhan", ("98555 01400",), city="Ratlam"))
    scene = opened(office.admin)
    scene.page.show_query(HERE)
    settle()
    lead = scene.page.card.lead
    assert lead is not None
    for said, field in (("", "reason"), ("Ravi Chauhan against us", "reason"), ("Suit 12/2026", "law")):
        _press(Qt.Key.Key_H, Qt.KeyboardModifier.AltModifier)
        (panel,) = scene.page.findChildren(HoldPanel)
        assert panel.isVisible()
        assert not panel.lift.isEnabled()
        panel.reason.set_text(said)
        panel.law.set_text("" if field == "law" else "Civil court's order")
        panel.submit()
        settle()
        assert getattr(panel, field).error()
        panel.dismiss()
    _press(Qt.Key.Key_H, Qt.KeyboardModifier.AltModifier)
    assert_sound(panel)
    panel.reason.set_text("Suit 12/2026")
    panel.law.set_text("Civil court's order")
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (hold,) = services.keeping.holds_of(office.admin, lead.id)
    assert (hold.kind, hold.lead_id, panel.isVisible()) == (None, lead.id, False)
    _press(Qt.Key.Key_H, Qt.KeyboardModifier.AltModifier)
    assert "Suit 12/2026" in panel.holds.currentText()
    panel.lift.click()
    settle()
    assert services.keeping.holds_of(office.admin, lead.id) == ()


def test_doubles_are_merged_and_a_family_only_when_it_is_asked_for(
    opened: Opener, services: Services, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Kavya Iyer", "kavya  iyer", "Ramesh Iyer"):
        services.leads.create(office.lead, NewLead(name, ("98000 01401",), city="Ratlam"))
    scene = opened(office.lead)
    scene.page.show_query(HERE)
    settle()
    panel = _panel(scene, monkeypatch)
    panel.what.setCurrentIndex(panel.what.findData(Kind.MERGE.value))
    QTest.qWait(1)
    settle()
    assert panel.told.text() == "Merges 1 double"
    assert "Same number, other name 1" in panel.left.text()
    assert_sound(panel)
    panel.merging.names.click()
    QTest.qWait(1)
    settle()
    assert panel.told.text() == "Merges 2 doubles"
    panel.merging.names.click()
    QTest.qWait(1)
    settle()
    panel.submit()
    settle()
    assert services.leads.count(office.lead, HERE) == 2
    scene.notices.take_undo()
    settle()
    assert services.leads.count(office.lead, HERE) == 3
