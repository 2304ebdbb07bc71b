"""Consent from the card by keyboard: a no at once, a yes with a notice and what shows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.domain.consent import Channel, Purpose, State
from crm_desktop.domain.evidence import About
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.ids import new_id
from crm_desktop.services.bundle import Services
from crm_desktop.services.consent import SayNo
from crm_desktop.services.leads import NewLead
from crm_desktop.services.notices import ready_notice
from crm_desktop.ui.consent.age import AgePanel
from crm_desktop.ui.consent.lift import LiftPanel
from crm_desktop.ui.consent.panel import ConsentPanel
from crm_desktop.ui.leads.documents import OpenedDocuments
from crm_desktop.ui.widgets.file_asker import FileAsker
from tests.factories import Office
from tests.ui.leads.conftest import Opener
from tests.ui.leads.scene import Scene, settle
from tests.ui.walk import assert_sound

OFFER_CALLS = (Purpose.OFFERS, Channel.CALL)


def _press(key: Qt.Key | str, mods: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, mods)  # type: ignore[call-overload]
    settle()


@pytest.fixture
def shown(opened: Opener, services: Services, office: Office) -> Scene:
    """The list opened at a lead, in the team lead's window."""
    services.leads.create(office.lead, NewLead("देवयानी रामचंद्र फडके", ("98000 09876",), language="हिन्दी"))
    scene = opened(office.lead)
    scene.page.show_query(LeadQuery(text="98000 09876"))
    settle()
    return scene


def _drop(widget: QWidget, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    no_keys = Qt.KeyboardModifier.NoModifier
    for event in (QDragEnterEvent, QDropEvent):
        where = QPoint(9, 9) if event is QDragEnterEvent else QPointF(9, 9)
        QApplication.sendEvent(
            widget, event(where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, no_keys)
        )
    settle()


def test_a_no_by_key_and_a_yes_with_evidence(
    shown: Scene, services: Services, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = shown.page.card.lead
    assert lead is not None
    _press("K")
    (panel,) = shown.page.findChildren(ConsentPanel)
    assert panel.isVisible()
    assert "notice" in panel.told.text()
    assert not panel.agree.isEnabled()
    _press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert not panel.isVisible()
    ledger = services.consent.of_lead(office.lead, lead.id)
    assert {standing.state for standing in ledger.holds.values()} == {State.REFUSED}
    notices = [ready_notice(each, "Deepak Loans", "98000 00100") for each in ("English", "हिन्दी")]
    services.consent.save_notice(office.admin, tuple(n for n in notices if n), new_id())
    _press("K")
    assert panel.form.language.currentText() == "हिन्दी"
    assert_sound(panel)
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "nothing is chosen for them" in panel.told.text()
    _press(Qt.Key.Key_Down)
    _press(Qt.Key.Key_Space)
    assert panel.grid.chosen() == (OFFER_CALLS,)
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "what shows it" in panel.form.evidence.error()
    panel.form.evidence.set_text("SMS of 20 Nov")
    panel.form.said_on.set_text("tomorrow")
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "still to come" in panel.form.said_on.error()
    panel.form.said_on.set_text("")
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "by themselves" in panel.told.text()
    panel.form.they_asked.setChecked(True)
    panel.form.evidence.set_text("")
    panel.form.file.take(tmp_path / "gone.pdf")
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "can't be read" in panel.form.file.error()
    (tmp_path / "form.pdf").write_bytes(b"I agree")
    _drop(panel, tmp_path / "form.pdf")
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not panel.isVisible()
    ledger = services.consent.of_lead(office.lead, lead.id)
    assert ledger.state(*OFFER_CALLS) is State.GIVEN
    assert [each.piece.name for each in ledger.files] == ["form.pdf"]
    # A voice message that came later is added to the same; both are opened from there.
    (tmp_path / "voice.ogg").write_bytes(b"yes")
    monkeypatch.setattr(FileAsker, "open", lambda *asked: asked[3](tmp_path / "voice.ogg"))
    _press("K")
    panel.grid.boxes[OFFER_CALLS].setChecked(True)
    _press("f", Qt.KeyboardModifier.AltModifier)
    assert_sound(panel)
    _press("a", Qt.KeyboardModifier.AltModifier)
    assert not panel.isVisible()
    shown_files: list[bytes] = []
    monkeypatch.setattr(OpenedDocuments, "show", lambda _, file: not shown_files.append(file.read_bytes()))
    _press("K")
    assert [button.words() for button in panel.files.buttons] == ["voice.ogg", "form.pdf"]
    _press("o", Qt.KeyboardModifier.AltModifier)
    assert shown_files == [b"yes"]
    _press(Qt.Key.Key_Escape)
    told = [item for item in services.leads.timeline(office.lead, lead.id) if item.kind == "consent"]
    assert [sorted(item.data) for item in told] == [["yes"], ["no"]]


def test_the_receipt_is_a_page_and_json_and_a_guardian_is_noted_by_keyboard(
    shown: Scene, services: Services, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = shown.page.card.lead
    assert lead is not None
    services.consent.say_no(office.lead, SayNo(new_id(), lead.id))
    monkeypatch.setattr("crm_desktop.ui.consent.panel.documents", lambda: tmp_path)
    _press("K")
    _press(Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    page, told = sorted(tmp_path.glob("Consent - *"), key=lambda file: file.suffix, reverse=True)
    assert page.read_bytes().startswith(b"%PDF")
    assert len(json.loads(told.read_text())["records"]) == 10
    _press(Qt.Key.Key_Escape)
    _press("G")
    (panel,) = shown.page.findChildren(AgePanel)
    panel.age.setCurrentIndex(panel.age.findData("guarded"))
    assert_sound(panel)
    panel.name.set_text("Sunita Phadke")
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "showed who" in panel.proof.error()
    (tmp_path / "her card.jpg").write_bytes(b"mother")
    monkeypatch.setattr(FileAsker, "open", lambda *asked: asked[3](tmp_path / "her card.jpg"))
    _press("f", Qt.KeyboardModifier.AltModifier)
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not panel.isVisible()
    ledger = services.consent.of_lead(office.lead, lead.id)
    assert ledger.guardian is not None
    assert (ledger.age_band, ledger.guardian.name) == ("guarded", "Sunita Phadke")
    assert ledger.guardian.proof == "her card.jpg"
    assert [(each.about, each.piece.name) for each in ledger.files] == [(About.GUARDIAN, "her card.jpg")]


def test_an_admin_lifts_a_do_not_call_with_what_shows_it(
    opened: Opener, services: Services, office: Office
) -> None:
    lead = services.leads.create(office.lead, NewLead("Vandana Kini", ("98000 09877",)))
    services.calling.do_not_call(office.lead, lead.id, lead.phones[0].phone_id, "asked")
    scene = opened(office.admin)
    scene.page.show_query(LeadQuery(text="98000 09877"))
    settle()
    _press("U")
    (panel,) = scene.page.findChildren(LiftPanel)
    assert panel.isVisible()
    assert_sound(panel)
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "what shows it" in panel.evidence.error()
    panel.evidence.set_text("SMS of today")
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not panel.isVisible()
    assert not services.leads.get(office.admin, lead.id).phones[0].is_do_not_call
