"""Hidden numbers: called without being seen, shown with a reason, never copied or drawn."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from crm_desktop.domain.timeline import Kind
from crm_desktop.ui.calling.line import Line
from crm_desktop.ui.calling.page import CallingPage
from crm_desktop.ui.calling.states import State, Strip
from tests.ui.calling.stage import Stage, press, type_text

HIDDEN, WHOLE = "+91 98••• ••001", "+919800000001"


@pytest.fixture
def dialled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The numbers that reached the line."""
    found: list[str] = []
    real = Line.dial

    def dial(self: Line, call_id: object, e164: str, extension: str = "") -> None:

        found.append(e164)
        real(self, call_id, e164, extension)  # type: ignore[arg-type]

    monkeypatch.setattr(Line, "dial", dial)
    return found


def opened(stage: Stage, *names: str, phones: int = 1) -> CallingPage:
    """A telecaller's page in a workspace that hides numbers."""
    stage.hide_numbers()
    for name in names or ("Ravi Chauhan", "Vandana Kini"):
        stage.add(name, phones=phones)
    return stage.open()


def test_the_line_gets_the_whole_number(stage: Stage, dialled: list[str]) -> None:
    page = opened(stage)
    assert page.hero.number.text() == HIDDEN
    press(page, "Space")
    assert dialled == [WHOLE]
    assert page.presenter.state is State.BY_HAND
    assert page.hero.number.text() == "+91 98000 00001", "who dials by hand must see it"
    assert WHOLE not in str(page.presenter.lead)
    lead = page.presenter.lead
    assert lead is not None
    items = stage.services.leads.timeline(stage.office.admin, lead.lead.id)
    assert [item.text for item in items if item.kind == Kind.NUMBER_SHOWN] == ["Dialled by hand"]
    press(page, "4")
    assert page.hero.number.text() == "+91 98••• ••002"


def test_an_open_number_is_not_asked_for_again(
    stage: Stage, dialled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    monkeypatch.setattr(type(stage.services.calling), "line_number", None)
    press(page, "Space")
    assert dialled == [WHOLE]
    assert not page.bar.button("calling.show_number").isVisible()
    press(page, "Alt+V")
    assert page.presenter.ask.strip is Strip.NONE


@pytest.mark.parametrize("key", ["C", "Q"])
def test_copy_and_qr_say_in_place_that_it_is_hidden(stage: Stage, key: str) -> None:
    page = opened(stage)
    QGuiApplication.clipboard().setText("before")
    press(page, key)
    assert QGuiApplication.clipboard().text() == "before"
    assert not page.lead.is_qr_shown()
    assert page.hero._facts[0].accessibleName() == "Hidden Alt+V shows it, with a reason"
    press(page, "Space")
    press(page, "4")
    assert "Hidden" not in page.hero._facts[0].accessibleName()


def test_shown_with_a_reason_for_this_lead_only(stage: Stage, dialled: list[str]) -> None:
    page = opened(stage, phones=2)
    lead = page.presenter.lead
    assert lead is not None
    press(page, "Alt+V")
    assert page.presenter.ask.strip is Strip.SHOW_NUMBER
    assert page.bar.is_asking()
    assert page.hero.number.text() == HIDDEN
    press(page, "Esc")
    assert page.presenter.ask.strip is Strip.NONE
    press(page, "Alt+V")
    press(page, "3")
    assert page.hero.number.text() == "+91 98000 00001"
    assert not page.lead.show_number.isVisibleTo(page.lead)
    assert page.lead._numbers[1].words() == "+91 98••• ••002"
    (told,) = [
        item
        for item in stage.services.leads.timeline(stage.office.admin, lead.lead.id)
        if item.kind == Kind.NUMBER_SHOWN
    ]
    assert told.text == "To check it with the lead"
    press(page, "C")
    assert QGuiApplication.clipboard().text() == WHOLE
    press(page, "Q")
    assert page.lead.is_qr_shown()
    press(page, "Space")
    assert dialled == [WHOLE]
    assert page.hero.number.text() == "+91 98000 00001"
    press(page, "4")
    assert page.hero.number.text() == "+91 98••• ••003"


def test_a_shown_number_stays_when_the_page_is_left_and_opened(stage: Stage) -> None:
    page = opened(stage, "Ravi Chauhan")
    press(page, "Alt+V")
    press(page, "1")
    page.context.frame.open_page("leads")
    page.context.frame.open_page("calling")
    assert page.hero.number.text() == "+91 98000 00001"


def test_in_a_call_the_answer_is_a_key_and_the_note_gets_the_keyboard_back(stage: Stage) -> None:
    page = opened(stage)
    press(page, "Space")
    press(page, "A")
    type_text(page, "asks who we are")
    press(page, "Alt+D")
    assert QApplication.focusWidget() is page
    press(page, "3")
    assert QApplication.focusWidget() is page.note.edit
    assert page.note.edit.toPlainText() == "asks who we are"
    assert page.presenter.state is State.ON_CALL


def test_the_mouse_shows_it_too(stage: Stage) -> None:
    page = opened(stage)
    QTest.mouseClick(page.lead.show_number, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.bar.reason_buttons()[0], Qt.MouseButton.LeftButton)
    assert page.hero.number.text() == "+91 98000 00001"


def test_a_team_lead_sees_numbers(stage: Stage) -> None:
    stage.hide_numbers()
    stage.add("Ravi Chauhan")
    page = stage.open(stage.office.lead)
    assert page.hero.number.text() == "+91 98000 00001"
