"""What stands around the calls: lists behind the reasons, the soft sound, what is saved, open questions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from crm_desktop.domain.lead_query import LeadQuery, Sort
from crm_desktop.domain.queue import Reason
from crm_desktop.ids import new_id
from crm_desktop.services.calling import NextLead
from crm_desktop.ui import why_texts
from crm_desktop.ui.calling.page import CallingPage
from crm_desktop.ui.calling.states import State, Strip
from tests.ui.calling.stage import OtherPage, Stage, press, type_text
from tests.ui.walk import cut_off


@pytest.fixture
def beeps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the soft sound was heard."""
    heard: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: heard.append(1))
    return heard


def waiting(stage: Stage) -> CallingPage:
    """Two leads tried: one is busy, one has a final result."""
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    for key in ("5", "3"):
        press(page, "Space")
        press(page, key)
    assert page.presenter.state is State.NOTHING
    return page


def saved(page: CallingPage) -> str:
    """The first words of the status line."""
    return page.status_parts().left[0].text


# ---- nothing to dial --------------------------------------------------------------------------------


def test_a_reason_opens_the_list_of_its_leads(stage: Stage) -> None:
    page = waiting(stage)
    lines = [line for line in page.nothing.lines if line.isVisible()]
    assert [line.is_link() for line in lines] == [True, True]
    OtherPage.opened.clear()
    QTest.mouseClick(lines[0], Qt.MouseButton.LeftButton)
    (asked,) = OtherPage.opened
    query = asked["query"]
    assert isinstance(query, LeadQuery)
    assert (query.campaign, query.standing) == (str(stage.campaign.id), Reason.WAITING_RETRY)
    assert query.sort is Sort.NEXT_CALL


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_reason_by_key(stage: Stage, key: str) -> None:
    page = waiting(stage)
    OtherPage.opened.clear()
    page.nothing.lines[1].setFocus()
    press(page, key)
    assert len(OtherPage.opened) == 1
    assert OtherPage.opened[0]["query"].standing == Reason.FINAL  # type: ignore[attr-defined]


def test_the_sentence_says_what_the_leads_wait_for(stage: Stage) -> None:
    page = waiting(stage)
    assert page.hero.name.accessibleName().startswith("Nothing to dial until ")
    assert "1 waits for its next try" in page.hero._sentence.text()


def test_leads_of_others_lead_nowhere(stage: Stage) -> None:
    campaign = new_id()
    assert why_texts.reason_query(Reason.NOT_YOURS, campaign) is None
    assert why_texts.reason_query(Reason.SERVER_AWAY, campaign) is None
    used = why_texts.reason_query(Reason.MAX_ATTEMPTS, campaign)
    assert used is not None
    assert used.standing == Reason.MAX_ATTEMPTS
    page = waiting(stage)
    OtherPage.opened.clear()
    QTest.mouseClick(page.nothing.sum, Qt.MouseButton.LeftButton)
    assert OtherPage.opened == []


def test_a_lead_that_comes_by_itself_is_heard(stage: Stage, beeps: list[int]) -> None:
    page = waiting(stage)
    assert beeps == []
    stage.clock.move(minutes=15, seconds=1)
    page.presenter._tried_at = 0.0
    page.presenter.tick()
    assert page.presenter.state is State.PREVIEW
    assert beeps == [1]
    press(page, "Space")
    press(page, "5")
    assert beeps == [1]


def test_a_lead_that_was_asked_for_is_not(stage: Stage, beeps: list[int]) -> None:
    page = waiting(stage)
    stage.clock.move(minutes=15, seconds=1)
    press(page, "Space")
    assert page.presenter.state is State.PREVIEW
    assert beeps == []


# ---- what is saved ----------------------------------------------------------------------------------


def test_the_status_line_tells_the_time_of_the_last_save(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    stage.clock.move(minutes=3)
    press(page, "Space")
    at = stage.clock.now().astimezone(page.presenter.now.tzinfo)
    told = saved(page)
    assert told.startswith("All saved ")
    press(page, "N")
    type_text(page, "likes it")
    assert saved(page) == "Saving…"
    stage.clock.move(minutes=2)
    page.presenter.note.flush()
    assert page.presenter.note.is_saved
    assert saved(page) not in ("Saving…", told)
    assert stage.clock.now() > at
    assert page.presenter.saved_at == stage.clock.now()


def test_a_draft_that_was_not_kept_stays_unsaved(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    press(page, "Space")
    press(page, "N")
    type_text(page, "one")
    monkeypatch.setattr(page.presenter.note, "_run", lambda work, then=None: None)
    page.presenter.note.flush()
    assert saved(page) == "Saving…"


# ---- questions in place -----------------------------------------------------------------------------


def test_while_a_time_is_asked_the_acts_are_dead(stage: Stage) -> None:
    stage.add("Ravi Chauhan", phones=2)
    page = stage.open()
    press(page, "L")
    assert page.presenter.ask.strip is Strip.PROMISE
    for name in ("calling.skip", "calling.other_number", "calling.break"):
        button = page.bar.button(name)
        assert not button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not page.hero.dial.isEnabled()
    QTest.mouseClick(page.hero.dial, Qt.MouseButton.LeftButton)
    for key in ("Alt+H", "Ctrl+Q"):
        press(page, key)
    assert page.presenter.ask.strip is Strip.PROMISE
    assert page.presenter.state is State.PREVIEW
    assert page.hero.number.text() == "+91 98000 00001"
    assert not page.lead.is_qr_shown()
    press(page, "Esc")
    assert page.bar.button("calling.skip").isEnabled()
    assert QApplication.focusWidget() is page.hero.dial
    press(page, "Space")
    assert page.presenter.state is State.BY_HAND


def test_while_a_reason_is_asked_only_its_keys_act(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    press(page, "S")
    for key in ("Space", "D", "B", "L", "Q"):
        press(page, key)
    assert page.presenter.ask.strip is Strip.SKIP
    assert page.presenter.state is State.PREVIEW
    assert not page.bar.button("calling.never").isVisible()


# ---- fifteen results --------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)], ids=["full", "small"])
def test_fifteen_results_have_room_and_keys(stage: Stage, size: tuple[int, int]) -> None:
    stage.give_fifteen_results()
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open(width=size[0], height=size[1])
    press(page, "Space")
    QApplication.processEvents()
    buttons = page.results.bar.buttons()
    assert [len({b.y() for b in buttons}), len(buttons)] == [3, 15]
    assert all(
        b.height() >= 44 and page.rect().contains(b.mapTo(page, b.rect().bottomRight())) for b in buttons
    )
    assert cut_off(page) == []
    press(page, "2")
    type_text(page, "kal 4 baje")
    QApplication.processEvents()
    assert buttons[1].isVisible()
    assert buttons[1].isChecked()
    assert page.bar.geometry().bottom() <= page.rect().bottom()
    assert (page.window().width(), page.window().height()) == size
    assert cut_off(page) == []
    press(page, "Esc")
    assert all(b.isVisible() for b in buttons)
    press(page, "T")
    assert page.hero.name.accessibleName() == "Vandana Kini"


def test_low_windows_show_the_newest_toast_alone(stage: Stage) -> None:
    for name in ("Ravi Chauhan", "Vandana Kini", "Zoya Mirza"):
        stage.add(name)
    page = stage.open(width=911, height=512)
    for _ in range(2):
        press(page, "Space")
        press(page, "4")
    stack = page.window().toasts.stack  # type: ignore[attr-defined]
    assert [toast.words() for toast in stack.shown() if toast.isVisible()] == ["No answer, Vandana Kini"]
    press(page, "Ctrl+Z")
    assert page.hero.name.accessibleName() == "Vandana Kini"
    page.window().resize(1366, 768)
    QApplication.processEvents()
    assert [toast.words() for toast in stack.shown() if toast.isVisible()] == ["No answer, Ravi Chauhan"]


def test_a_lead_that_comes_once_the_page_was_left_goes_back(stage: Stage) -> None:
    page = stage.open()
    page.deactivate()
    stage.add("Ravi Chauhan")
    page.presenter.next_lead()  # asked for before, answered now
    calling, imran = stage.services.calling, stage.office.imran
    assert isinstance(calling.next_lead(imran, stage.campaign.id), NextLead)
    calling.release(imran)
    page.activate()
    assert page.presenter.state is State.PREVIEW
    assert page.presenter.lead is not None
