"""F3 by keyboard: found as one types, the call is on, its result, and back to what was there before."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QComboBox

from crm_desktop.domain.people import Actor
from crm_desktop.store.tables import callbacks, calls, leads, number_lookups, sales, timeline
from crm_desktop.ui.callers.desk import CallerDesk
from crm_desktop.ui.callers.earlier import EarlierPanel
from crm_desktop.ui.callers.panel import CallerPanel
from crm_desktop.ui.callers.rows import DETAIL
from crm_desktop.ui.calling.page import CallingPage
from crm_desktop.ui.calling.states import State
from tests.ui.calling.stage import OtherPage, Stage, press, type_text
from tests.ui.walk import assert_sound


def open_desk(stage: Stage, who: Actor | None = None) -> tuple[CallingPage, CallerPanel]:
    """The window with the calling page, and F3 in it."""
    page = stage.open(who)
    window = stage.windows[-1]
    desk = CallerDesk(window.context.services, stage.ops, window.notices, window)
    return page, desk.panel


def called(page: CallingPage, text: str) -> None:
    """F3, and this typed."""
    press(page, "F3")
    type_text(page, text)


def rows(stage: Stage, table: object) -> list[dict[str, object]]:
    from sqlalchemy import select

    with stage.store.read() as work:
        statement = select(table).order_by(*table.primary_key.columns)  # type: ignore[call-overload,attr-defined]
        return [dict(row) for row in work.connection.execute(statement).mappings()]


def own(stage: Stage, name: str) -> UUID:
    """A lead of Asha's."""
    lead_id = stage.add(name)
    stage.services.leads.assign(stage.office.admin, [lead_id], stage.office.asha.person_id)
    return lead_id


def toasts(stage: Stage) -> list[str]:
    return [toast.text for toast in stage.windows[-1].notices.toasts]


def test_the_last_digits_and_enter_put_the_call_on_and_the_lead_before_comes_back(stage: Stage) -> None:
    first, rang = own(stage, "Ravi Chauhan"), own(stage, "Vandana Kini")
    page, panel = open_desk(stage)
    p = page.presenter
    assert p.lead is not None
    assert p.lead.lead.id == first
    press(page, "N")
    type_text(page, "Ask about the plot")
    press(page, "Esc")
    called(page, "0002")
    stage.clock.move(seconds=12)
    assert panel.list.count() == 1
    press(page, "Enter")
    assert not panel.isVisible()
    assert (p.state, p.lead.lead.id) == (State.ON_CALL, rang)
    assert page.hero.name.accessibleName() == "Vandana Kini"
    assert page.hero._title.text() == "On a call · incoming"
    type_text(page, "Rang about the papers")
    stage.clock.move(seconds=48)
    press(page, "Ctrl+Enter")
    assert p.state is State.AFTER
    press(page, "3")  # not interested
    assert p.state is State.PREVIEW
    assert p.lead.lead.id == first
    assert p.lead.why.kind == "new"
    call = rows(stage, calls)[0]
    assert (call["direction"], call["talk_s"], call["note"]) == ("in", 60, "Rang about the papers")
    notes = [row["text"] for row in rows(stage, timeline) if row["kind"] == "note"]
    assert notes == ["Ask about the plot"]  # what was typed before belongs to its lead


def test_a_call_in_survives_a_kill_and_the_lead_behind_it_comes_back(stage: Stage) -> None:
    first, rang = own(stage, "Ravi Chauhan"), own(stage, "Vandana Kini")
    page, _ = open_desk(stage)
    called(page, "0002")
    press(page, "Enter")
    type_text(page, "Wants a visit")
    page.presenter.note.flush()
    stage.kill()
    page = stage.open()
    p = page.presenter
    assert p.state is State.AFTER
    assert page.hero._title.text() == "You were on a call with Vandana Kini: give its result"
    assert page.note.edit.toPlainText() == "Wants a visit"
    assert p.lead is not None
    assert p.lead.lead.id == rang
    press(page, "3")
    assert p.state is State.PREVIEW
    assert p.lead.lead.id == first
    assert stage.seat.drafts() == []


def test_nobody_found_is_a_new_lead_in_one_form_and_then_the_same(stage: Stage) -> None:
    page, panel = open_desk(stage)
    called(page, "98111 22233")
    assert "Nobody found" in panel.told.words.text()
    press(page, "Enter")
    assert panel.is_form_open
    assert panel.form.number.text() == "+919811122233"
    type_text(page, "Meera Kulkarni")
    press(page, "Enter")
    p = page.presenter
    assert p.state is State.ON_CALL
    assert p.lead is not None
    assert p.lead.lead.name == "Meera Kulkarni"
    (lead,) = rows(stage, leads)
    assert (lead["source"], lead["owner_id"]) == ("Called us", stage.office.asha.person_id)
    press(page, "Ctrl+Enter")
    press(page, "3")
    assert p.state is not State.AFTER


def test_a_form_that_lacks_something_says_so_and_keeps_what_was_typed(stage: Stage) -> None:
    page, panel = open_desk(stage)
    called(page, "Meera")
    press(page, "Enter")
    assert (panel.form.name.text(), panel.form.number.text()) == ("Meera", "")
    type_text(page, "12345")
    press(page, "Enter")
    assert "too short" in panel.form.number.error() or "made-up" in panel.form.number.error()
    press(page, "Esc")
    assert not panel.is_form_open
    assert panel.isVisible()
    assert panel.edit.text() == "Meera"
    press(page, "Esc")
    assert not panel.isVisible()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Four digits are enough."),
        ("0", "Type 3 more digits."),
        ("00 0", "Type 1 more digit."),
    ],
)
def test_too_few_digits_find_nobody_and_say_how_many_are_missing(stage: Stage, typed: str, told: str) -> None:
    own(stage, "Ravi Chauhan")
    page, panel = open_desk(stage)
    called(page, typed)
    assert panel.list.isHidden()
    assert told in panel.told.words.text()
    press(page, "Enter")  # nobody is made a new lead of three digits
    assert panel.isVisible()
    assert not panel.is_form_open
    type_text(page, "0001")
    assert panel.list.count() == 1


def test_anothers_lead_by_its_whole_number_shows_name_and_owner_alone(stage: Stage) -> None:
    lead_id = stage.add("Ravi Chauhan", company="Kaveri Pumps")
    stage.services.leads.assign(stage.office.admin, [lead_id], stage.office.imran.person_id)
    page, panel = open_desk(stage)
    called(page, "00001")
    assert panel.list.count() == 0
    panel.edit.clear()
    type_text(page, "9800000001")
    row = panel.list.chosen()
    assert row is not None
    assert row.is_limited
    assert panel.list.currentIndex().data(DETAIL) == "lead of Imran Sheikh"
    press(page, "Enter")
    p = page.presenter
    assert p.state is State.ON_CALL
    assert p.lead is not None
    assert (p.lead.lead.company, p.lead.timeline) == ("", ())
    shown = [chip.accessibleName() or chip.text() for chip in page.hero._pool if chip.isVisible()]
    assert "Lead of Imran Sheikh" in shown
    assert len(rows(stage, number_lookups)) == 1


def test_used_up_look_ups_are_told_in_place(stage: Stage) -> None:
    stage.services.settings.set(stage.office.admin, "number_lookups_per_hour", 1)
    page, panel = open_desk(stage)
    called(page, "9811122233")
    panel.edit.clear()
    type_text(page, "9811122244")
    assert "As many numbers as allowed (1)" in panel.told.words.text()


def test_a_missed_call_is_noted_without_leaving_the_page(stage: Stage) -> None:
    own(stage, "Ravi Chauhan")
    own(stage, "Vandana Kini")
    page, panel = open_desk(stage)
    shown = page.presenter.lead
    called(page, "0002")
    press(page, "Alt+M")
    assert not panel.isVisible()
    assert page.presenter.lead is shown
    assert "Missed call of Vandana Kini noted: your call-back, now" in toasts(stage)
    assert rows(stage, callbacks)[0]["kind"] == "missed_call"
    called(page, "0002")
    press(page, "Alt+M")
    assert "noted already" in panel.told.words.text()


def test_on_a_call_it_looks_up_and_notes_missed_calls_only(stage: Stage) -> None:
    first = own(stage, "Ravi Chauhan")
    own(stage, "Vandana Kini")
    page, panel = open_desk(stage)
    press(page, "Space")
    assert page.presenter.state is State.BY_HAND
    called(page, "0002")
    assert panel.call.isHidden()
    press(page, "Enter")
    assert [row["direction"] for row in rows(stage, calls)] == ["out", "missed"]
    assert page.presenter.state is State.BY_HAND
    assert page.presenter.lead is not None
    assert page.presenter.lead.lead.id == first


def test_not_them_takes_the_call_off_and_comes_back(stage: Stage) -> None:
    first = own(stage, "Ravi Chauhan")
    own(stage, "Vandana Kini")
    page, _ = open_desk(stage)
    called(page, "0002")
    press(page, "Enter")
    press(page, "Alt+X")
    p = page.presenter
    assert (p.state, p.lead and p.lead.lead.id) == (State.PREVIEW, first)
    assert rows(stage, calls) == []


def test_from_another_page_the_call_opens_the_calling_page(stage: Stage) -> None:
    own(stage, "Ravi Chauhan")
    rang = own(stage, "Vandana Kini")
    page, panel = open_desk(stage)
    window = stage.windows[-1]
    OtherPage.opened.clear()
    assert window.open_page("leads")
    press(window, "F3")
    assert panel.isVisible()
    type_text(window, "0002")
    press(window, "Enter")
    assert window.deck.current_page is page
    p = page.presenter
    assert (p.state, p.lead and p.lead.lead.id) == (State.ON_CALL, rang)


def test_in_a_break_the_break_goes_on_after_the_call(stage: Stage) -> None:
    own(stage, "Ravi Chauhan")
    page, _ = open_desk(stage)
    press(page, "B")
    press(page, "1")
    assert page.presenter.state is State.BREAK
    called(page, "0001")
    press(page, "Enter")
    assert page.presenter.state is State.ON_CALL
    press(page, "Ctrl+Enter")
    press(page, "3")
    assert page.presenter.state is State.BREAK


def test_who_asked_not_to_be_called_needs_no_next_date(stage: Stage) -> None:
    own(stage, "Ravi Chauhan")
    page, _ = open_desk(stage)
    p = page.presenter
    press(page, "D")
    press(page, "1")
    called(page, "0001")
    press(page, "Enter")
    assert p.state is State.ON_CALL
    press(page, "Ctrl+Enter")
    press(page, "2")  # call back: may not be promised
    assert p.state is State.AFTER
    assert "may not be dialled any more" in toasts(stage)[-1]
    press(page, "8")  # language: would ask for a date elsewhere
    assert p.state is not State.AFTER


def test_undo_opens_the_call_in_again(stage: Stage) -> None:
    own(stage, "Ravi Chauhan")
    page, _ = open_desk(stage)
    called(page, "0001")
    press(page, "Enter")
    press(page, "Ctrl+Enter")
    press(page, "3")
    press(page, "Ctrl+Z")
    assert page.presenter.state is State.AFTER
    assert page.presenter.ringing.is_on


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_the_panel_has_names_and_nothing_is_cut_off(stage: Stage, size: tuple[int, int]) -> None:
    own(stage, "Ravi Chauhan")
    page, panel = open_desk(stage)
    stage.windows[-1].resize(*size)
    called(page, "0001")
    press(page, "Alt+L")
    QApplication.processEvents()
    assert_sound(panel)
    press(page, "Alt+N")
    QApplication.processEvents()
    assert panel.is_form_open
    assert_sound(panel)


def test_every_word_of_the_panel_is_translated(stage: Stage, pseudo_language: None) -> None:
    own(stage, "Ravi Chauhan")
    page, panel = open_desk(stage)
    called(page, "0001")
    press(page, "Alt+L")
    assert_sound(panel, pseudo=True)
    press(page, "Alt+N")
    assert_sound(panel, pseudo=True)


# ---- calls made earlier -------------------------------------------------------------------------------


def earlier_of(stage: Stage) -> EarlierPanel:
    return stage.windows[-1].findChild(EarlierPanel)


def choose(widget: QComboBox, words: str) -> None:
    widget.setCurrentIndex(widget.findText(words))


def test_an_earlier_call_is_entered_by_keyboard(stage: Stage) -> None:
    own(stage, "Ravi Chauhan")
    page, _ = open_desk(stage)
    press(page, "Shift+F3")
    type_text(page, "0001")
    press(page, "Enter")
    form = earlier_of(stage)
    assert form.isVisible()
    type_text(page, "aaj 11 baje")
    assert "Fri 20 Nov, 11:00 (today)" in form.when._message.words.text()
    press(page, "Tab")
    press(page, "Tab")
    assert QApplication.focusWidget() is form.result
    type_text(page, "N")
    type_text(page, "o")
    assert form.result.currentText() == "Not interested"
    press(page, "Down")  # the next of the list
    form.talk.edit.setFocus()
    type_text(page, "0")
    press(page, "Ctrl+Enter")
    assert not form.isVisible()
    call = rows(stage, calls)[0]
    assert (call["known_how"], call["disposition_code"], call["direction"]) == ("later", "NO_ANSWER", "out")
    assert toasts(stage)[-1] == "Call with Ravi Chauhan entered"


def test_what_is_missing_is_said_at_its_field_and_a_double_is_saved_by_saving_again(stage: Stage) -> None:
    own(stage, "Ravi Chauhan")
    page, _ = open_desk(stage)
    for _ in range(2):
        press(page, "F3")
        type_text(page, "0001")
        press(page, "Alt+E")
        form = earlier_of(stage)
        press(page, "Enter")
        assert "not understood" in form.when.error()
        type_text(page, "17:00")
        press(page, "Enter")
        assert "still to come" in form.when.error()
        form.when.set_text("11:05")
        press(page, "Enter")
        assert "Choose how the call ended" in form.told.text()
        choose(form.result, "Busy")
        press(page, "Ctrl+Enter")
    assert "Asha Pawar has a call at 11:05" in form.when.error()
    press(page, "Ctrl+Enter")
    assert not form.isVisible()
    assert len(rows(stage, calls)) == 2


def test_a_missed_call_of_before_asks_for_no_result(stage: Stage) -> None:
    own(stage, "Ravi Chauhan")
    page, _ = open_desk(stage)
    press(page, "Shift+F3")
    type_text(page, "0001")
    press(page, "Enter")
    form = earlier_of(stage)
    type_text(page, "aaj 11 baje")
    choose(form.way, "They called, missed")
    assert not form.result.isVisible()
    press(page, "Ctrl+Enter")
    assert rows(stage, callbacks)[0]["kind"] == "missed_call"


def test_a_sale_entered_later_asks_for_its_fields_and_a_promise_for_its_time(stage: Stage) -> None:
    own(stage, "Ravi Chauhan")
    page, _ = open_desk(stage)
    press(page, "Shift+F3")
    type_text(page, "0001")
    press(page, "Enter")
    form = earlier_of(stage)
    type_text(page, "aaj 11 baje")
    choose(form.result, "Sold")
    press(page, "Ctrl+Enter")
    assert form.fields["amount"].error()
    form.fields["amount"].set_text("25,000")
    press(page, "Ctrl+Enter")
    assert not form.isVisible()
    assert rows(stage, sales)[0]["amount_minor"] == 2_500_000
    press(page, "Shift+F3")
    type_text(page, "0001")
    press(page, "Enter")
    type_text(page, "aaj 12 baje")
    choose(form.result, "Call back")
    form.next.set_text("kal 4 baje")
    press(page, "Ctrl+Enter")
    assert [row["state"] for row in rows(stage, callbacks)] == ["open"]


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_the_form_of_an_earlier_call_is_sound(stage: Stage, size: tuple[int, int]) -> None:
    own(stage, "Ravi Chauhan")
    page, _ = open_desk(stage)
    stage.windows[-1].resize(*size)
    press(page, "Shift+F3")
    type_text(page, "0001")
    press(page, "Enter")
    form = earlier_of(stage)
    choose(form.result, "Call back")
    press(page, "Ctrl+Enter")
    QApplication.processEvents()
    assert_sound(form)
