"""A caller's work by keys and mouse, on a real store: dial, result, call-back, undo, skip, break."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from crm_desktop.domain.campaign import DialMode
from crm_desktop.domain.lawful import Answer, Basis
from crm_desktop.domain.queue import Reason
from crm_desktop.ids import new_id
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.lawful import AnswerWhy
from crm_desktop.store import tables
from crm_desktop.ui.callbacks.watcher import BANNER, CallbackWatcher
from crm_desktop.ui.calling.page import CallingPage
from crm_desktop.ui.calling.states import State, Strip
from tests.factories import AGREED
from tests.ui.calling.stage import OtherPage, Stage, press, type_text


def calls_of(stage: Stage) -> list[object]:
    """All calls, oldest first."""
    with stage.store.read() as work:
        return list(work.connection.execute(select(tables.calls).order_by(tables.calls.c.id)))


def shown_name(page: CallingPage) -> str:
    """The name in the hero."""
    return page.hero.name.accessibleName()


def focus() -> object:
    """What has the keyboard."""
    return QApplication.focusWidget()


def test_two_keys_make_a_whole_call(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    assert shown_name(page) == "Ravi Chauhan"
    assert page.hero.number.text() == "+91 98000 00001"
    assert focus() is page.hero.dial
    press(page, "Space")
    assert page.presenter.state is State.BY_HAND
    press(page, "4")
    assert page.presenter.state is State.PREVIEW
    assert shown_name(page) == "Vandana Kini"
    (call,) = calls_of(stage)
    assert (call.disposition_code, call.state, call.talk_s) == ("NO_ANSWER", "closed", None)  # type: ignore[attr-defined]
    assert focus() is page.hero.dial


def test_the_mouse_does_the_same(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    QTest.mouseClick(page.hero.dial, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.results.bar.buttons()[4], Qt.MouseButton.LeftButton)
    assert shown_name(page) == "Vandana Kini"
    assert calls_of(stage)[0].disposition_code == "BUSY"  # type: ignore[attr-defined]


def test_marked_talk_is_measured_and_the_note_is_saved(stage: Stage) -> None:
    lead = stage.add("Ravi Chauhan")
    page = stage.open()
    press(page, "Ctrl+Enter")
    press(page, "A")
    assert page.presenter.state is State.ON_CALL
    assert focus() is page.note.edit
    type_text(page, "likes it rnr ")
    assert page.note.edit.toPlainText() == "likes it Rang, no reply. "
    stage.clock.move(seconds=125)
    page.presenter.tick()
    assert page.hero.timer.text() == "02:05"
    press(page, "Ctrl+Enter")
    assert page.presenter.state is State.AFTER
    assert focus() is page
    press(page, "3")
    (call,) = calls_of(stage)
    assert (call.talk_s, call.note) == (125, "likes it Rang, no reply.")  # type: ignore[attr-defined]
    assert any("likes it" in item.text for item in stage.services.leads.timeline(stage.office.admin, lead))
    assert stage.seat.drafts() == []
    assert stage.seat.open_call() is None


def test_a_call_back_in_the_callers_words(stage: Stage) -> None:
    lead = stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    press(page, "Space")
    press(page, "2")
    assert page.presenter.ask.strip is Strip.PROMISE
    assert focus() is page.results.strip.field.edit
    type_text(page, "kal 4 baje")
    assert page.results.strip._when.text() == "Sat 21 Nov, 16:00"
    press(page, "Enter")
    assert shown_name(page) == "Vandana Kini"
    (promise,) = stage.services.callbacks.mine(stage.office.asha).coming
    assert promise.lead_id == lead
    assert promise.due_at == datetime(2026, 11, 21, 10, 30, tzinfo=UTC)


def test_enter_takes_the_proposed_time_and_esc_goes_back(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    press(page, "Space")
    press(page, "1")
    assert page.presenter.ask.promise is not None
    press(page, "Esc")
    assert page.presenter.ask.strip is Strip.NONE
    assert page.presenter.state is State.BY_HAND
    press(page, "1")
    press(page, "Enter")
    (promise,) = stage.services.callbacks.mine(stage.office.asha).coming
    assert promise.due_at == stage.clock.now() + timedelta(days=1)


def test_ready_times_by_key_and_what_is_not_understood(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    press(page, "Space")
    press(page, "2")
    type_text(page, "whenever suits")
    assert not page.results.strip.confirm.isEnabled()
    assert "not understood" in page.results.strip._problem.text()
    press(page, "Enter")
    assert page.presenter.state is State.BY_HAND
    press(page, "Alt+1")
    assert page.results.strip.field.text() == ""
    press(page, "Ctrl+Enter")
    (promise,) = stage.services.callbacks.mine(stage.office.asha).today
    assert promise.due_at == stage.clock.now() + timedelta(minutes=30)


def test_beyond_the_reason_to_call_one_key_says_they_asked_or_takes_the_latest_time(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    why = Answer(Basis.ASKED, date(2026, 11, 14), "Web form")
    stage.services.lawful.answer(stage.office.admin, AnswerWhy(new_id(), stage.campaign.id, why))
    stage.services.lawful.switch_on(stage.office.admin)
    page = stage.open()
    strip = page.results.strip
    press(page, "Space")
    press(page, "2")
    type_text(page, "24 nov 11 am")
    press(page, "Enter")
    assert "may only be called until Sun 22 Nov, 00:00" in strip._problem.text()
    shown = [button.words() for button in strip.choices if button.isVisible()]
    assert shown == ["They asked for this call", "At the latest: Sat 21 Nov, 18:59"]
    press(page, "Alt+2")
    assert strip._when.text() == "Sat 21 Nov, 18:59"
    assert strip.field.text() == ""
    type_text(page, "24 nov 11 am")
    press(page, "Enter")
    press(page, "Alt+1")
    (promise,) = stage.services.callbacks.mine(stage.office.asha).coming
    assert promise.due_at == datetime(2026, 11, 24, 5, 30, tzinfo=UTC)


def test_two_readings_are_asked_and_chosen_by_key(stage: Stage) -> None:
    lead = stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    strip = page.results.strip
    press(page, "Space")
    press(page, "2")
    type_text(page, "kal ya parso 11 baje")
    assert strip._problem.text() == "Which of them?"
    shown = [button.words() for button in strip.choices if button.isVisible()]
    assert shown == ["Sat 21 Nov, 11:00 · tomorrow", "Sun 22 Nov, 11:00 · in 2 days"]
    press(page, "Enter")
    press(page, "Enter")  # in haste: nothing is taken unseen
    assert page.presenter.state is State.BY_HAND
    assert focus() is strip.choosing
    press(page, "Esc")  # types again
    assert focus() is strip.field.edit
    assert strip.field.text() == "kal ya parso 11 baje"
    press(page, "Enter")
    press(page, "2")
    assert focus() is strip.field.edit
    assert strip._when.text() == "Sun 22 Nov, 11:00"
    assert page.presenter.state is State.BY_HAND  # shown before it is saved
    press(page, "Enter")
    (promise,) = stage.services.callbacks.mine(stage.office.asha).coming
    assert promise.lead_id == lead
    assert promise.due_at == datetime(2026, 11, 22, 5, 30, tzinfo=UTC)


def test_digits_are_typed_while_readings_stand_below_and_alt_takes_one(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    strip = page.results.strip
    press(page, "Space")
    press(page, "2")
    type_text(page, "16")
    assert strip._problem.text() == "Is 16 a date or an hour?"
    type_text(page, "30")
    assert strip._when.text() == "Fri 20 Nov, 16:30"
    strip.field.set_text("16")
    press(page, "Alt+2")
    assert strip._when.text() == "Wed 16 Dec, 10:00"
    assert strip._assumed.text() == "no hour given → 10:00, when calling begins"
    press(page, "Alt+2")  # the ready times are back
    assert strip._when.text() == "Fri 20 Nov, 17:42"


def test_what_was_assumed_stands_beside_the_date(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    press(page, "Space")
    press(page, "2")
    type_text(page, "kal 4")
    assert page.results.strip._assumed.text() == "4 → 16:00, in calling hours"
    type_text(page, "pm")
    assert page.results.strip._assumed.text() == ""
    page.results.strip.field.set_text("5 jan")
    assert page.results.strip._when.text() == "Tue 5 Jan 2027, 10:00"


def test_a_time_outside_calling_hours_is_refused_in_place(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    press(page, "Space")
    press(page, "2")
    type_text(page, "kal 9 pm")
    assert page.results.strip._hours.words() == "outside calling hours"
    press(page, "Enter")
    assert page.presenter.state is State.BY_HAND
    assert page.presenter.ask.strip is Strip.PROMISE
    assert "outside calling hours" in page.results.strip._problem.text()


def test_other_promises_at_the_same_time_are_counted(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    for _ in range(2):
        press(page, "Space")
        press(page, "2")
        page.presenter.day.read()
        type_text(page, "kal 4 baje")
        others = page.results.strip._others
        told = others.words() if not others.isHidden() else ""
        press(page, "Enter")
    assert told == "you have 1 other at 16:00"


def test_undo_opens_the_call_again(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    press(page, "Space")
    press(page, "N")
    type_text(page, "wrong key")
    press(page, "Esc")
    press(page, "5")
    assert shown_name(page) == "Vandana Kini"
    press(page, "Ctrl+Z")
    assert page.presenter.state is State.AFTER
    assert shown_name(page) == "Ravi Chauhan"
    assert page.note.edit.toPlainText() == "wrong key"
    press(page, "4")
    (call,) = calls_of(stage)
    assert call.disposition_code == "NO_ANSWER"  # type: ignore[attr-defined]


def test_a_second_key_press_does_nothing(stage: Stage) -> None:
    for name in ("Ravi Chauhan", "Vandana Kini", "Zoya Mirza"):
        stage.add(name)
    page = stage.open()
    press(page, "Space")
    press(page, "Space")
    assert page.presenter.state is State.BY_HAND
    press(page, "4")
    press(page, "4")
    assert page.presenter.state is State.PREVIEW
    assert len(calls_of(stage)) == 1
    page.presenter.is_moving = True
    page._show_keys()
    press(page, "Space")
    page.presenter.flow.dial()
    page.presenter.flow.press_result(3)
    assert len(calls_of(stage)) == 1


def test_skip_asks_why_in_place(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    press(page, "S")
    assert page.bar.is_asking()
    press(page, "Esc")
    assert not page.bar.is_asking()
    press(page, "S")
    press(page, "2")
    assert shown_name(page) == "Vandana Kini"
    with stage.store.read() as work:
        (skip,) = work.connection.execute(select(tables.skips))
    assert skip.reason == "Not the right time"


def test_do_not_call_asks_why_in_place(stage: Stage) -> None:
    lead = stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    press(page, "D")
    assert shown_name(page) == "Ravi Chauhan"
    press(page, "1")
    assert shown_name(page) == "Vandana Kini"
    assert stage.services.leads.get(stage.office.admin, lead).phones[0].is_do_not_call


def test_call_later_promises_without_a_call(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    press(page, "L")
    type_text(page, "shaam 6")
    press(page, "Enter")
    assert shown_name(page) == "Vandana Kini"
    assert len(stage.services.callbacks.mine(stage.office.asha).today) == 1
    assert calls_of(stage) == []


def test_a_break_and_back(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    press(page, "B")
    press(page, "1")
    assert page.presenter.state is State.BREAK
    assert shown_name(page) == "Tea"
    stage.clock.move(minutes=16)
    page.presenter.tick()
    assert page.hero.caption.text() == "01:00 above the 15 min"
    assert isinstance(stage.services.calling.next_lead(stage.office.imran, stage.campaign.id), object)
    stage.services.calling.release(stage.office.imran)
    press(page, "Space")
    assert shown_name(page) == "Ravi Chauhan"
    assert stage.services.presence.current_break(stage.office.asha) is None


def test_a_break_is_there_after_a_restart(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    press(page, "B")
    press(page, "2")
    stage.kill()
    assert stage.open().presenter.state is State.BREAK


def test_nothing_to_dial_goes_on_by_itself(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    press(page, "Space")
    press(page, "5")
    assert page.presenter.state is State.NOTHING
    assert page.presenter.nothing is not None
    assert [reason.reason for reason in page.presenter.nothing.reasons] == [Reason.WAITING_RETRY]
    assert page.nothing.lines[0].figure.text() == page.nothing.sum.figure.text() == "1"
    assert "15:57" in shown_name(page)
    stage.clock.move(minutes=15, seconds=1)
    page.presenter._tried_at = 0.0
    page.presenter.tick()
    assert page.presenter.state is State.PREVIEW
    assert focus() is page.hero.dial


def test_another_number_of_the_lead(stage: Stage) -> None:
    stage.add("Ravi Chauhan", phones=3)
    page = stage.open()
    press(page, "Alt+2")
    assert page.hero.number.text() == "+91 98000 00002"
    QTest.mouseClick(page.lead._numbers[2], Qt.MouseButton.LeftButton)
    assert page.hero.number.text() == "+91 98000 00003"
    press(page, "C")
    assert QGuiApplication.clipboard().text() == "+919800000003"
    press(page, "Space")
    press(page, "Alt+2")
    assert page.presenter.stays_on_lead
    press(page, "4")
    assert shown_name(page) == "Ravi Chauhan"
    assert page.hero.number.text() != "+91 98000 00003"


def test_the_foot_offers_the_number_that_comes_next(stage: Stage) -> None:
    stage.add("Ravi Chauhan", phones=2)
    page = stage.open()
    other = page.bar.button("calling.other_number")
    assert (other.isVisible(), other.accessibleDescription()) == (True, "Alt 2")
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    assert page.hero.number.text() == "+91 98000 00002"
    assert other.accessibleDescription() == "Alt 1"
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    assert page.hero.number.text() == "+91 98000 00001"
    assert other.accessibleDescription() == "Alt 2"


def test_the_foot_offers_no_number_that_is_not_called(stage: Stage) -> None:
    stage.add("Ravi Chauhan", phones=2)
    page = stage.open()
    press(page, "Space")
    press(page, "Alt+2")
    press(page, "7")  # wrong number; the second one is tried
    assert page.hero.number.text() == "+91 98000 00002"
    assert not page.bar.button("calling.other_number").isVisible()


def test_the_qr_code_stands_in_the_page(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    press(page, "Q")
    assert page.lead.is_qr_shown()
    assert page.lead.qr.modules() > 20
    press(page, "Esc")
    assert not page.lead.is_qr_shown()


def test_a_killed_program_finds_its_call_and_note_again(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    press(page, "Space")
    press(page, "A")
    type_text(page, "half a sentence")
    page.presenter.note.flush()
    stage.kill()
    page = stage.open()
    assert page.presenter.state is State.AFTER
    assert page.hero._title.text() == "You were on a call with Ravi Chauhan: give its result"
    assert page.note.edit.toPlainText() == "half a sentence"
    press(page, "4")
    (call,) = calls_of(stage)
    assert call.note == "half a sentence"  # type: ignore[attr-defined]
    assert shown_name(page) == "Vandana Kini"
    assert stage.seat.drafts() == []


def test_a_note_before_the_call_survives_too(stage: Stage) -> None:
    lead = stage.add("Ravi Chauhan")
    page = stage.open()
    press(page, "N")
    type_text(page, "ask about Baner")
    page.presenter.note.flush()
    stage.kill()
    stage.open()
    notes = [item.text for item in stage.services.leads.timeline(stage.office.admin, lead)]
    assert "ask about Baner" in notes
    assert stage.seat.drafts() == []


def test_a_note_before_a_skip_goes_to_the_lead(stage: Stage) -> None:
    lead = stage.add("Ravi Chauhan")
    page = stage.open()
    press(page, "N")
    type_text(page, "on holiday")
    press(page, "Esc")
    press(page, "S")
    press(page, "5")
    assert "on holiday" in [item.text for item in stage.services.leads.timeline(stage.office.admin, lead)]


def test_notes_are_saved_within_a_second(stage: Stage, qtbot: object) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    press(page, "Space")
    press(page, "N")
    type_text(page, "kept")
    assert page.presenter.note._timer.isActive()
    assert page.presenter.note._timer.interval() <= 1000
    page.presenter.note._timer.timeout.emit()
    assert [draft.note for draft in stage.seat.drafts()] == ["kept"]
    assert page.presenter.note.is_saved


def test_nobody_leaves_a_call_without_its_result(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    frame = page.context.frame
    press(page, "Space")
    assert not page.may_leave()
    assert not frame.open_page("leads")
    press(page, "4")
    assert page.may_leave()
    assert frame.open_page("leads")


def test_leaving_gives_the_lead_back_and_coming_takes_it_again(stage: Stage) -> None:
    lead = stage.add("Ravi Chauhan")
    page = stage.open()
    page.context.frame.open_page("leads")
    found = stage.services.calling.next_lead(stage.office.imran, stage.campaign.id)
    assert found.lead.id == lead  # type: ignore[union-attr]
    stage.services.calling.release(stage.office.imran)
    page.context.frame.open_page("calling")
    assert shown_name(page) == "Ravi Chauhan"
    assert page.presenter.lead is not None
    assert page.presenter.lead.why.kind == "new"


def test_editing_keeps_the_lead(stage: Stage) -> None:
    lead = stage.add("Ravi Chauhan")
    page = stage.open()
    OtherPage.opened.clear()
    press(page, "E")
    assert OtherPage.opened == [{"lead_id": lead, "edit": True}]
    assert not isinstance(
        getattr(stage.services.calling.next_lead(stage.office.imran, stage.campaign.id), "lead", None),
        type(page.presenter.lead),
    )
    page.context.frame.open_page("calling")
    assert shown_name(page) == "Ravi Chauhan"


def test_a_lead_chosen_elsewhere(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    chosen = stage.add("Vandana Kini")
    page = stage.open()
    page.context.frame.open_page("leads")
    page.context.frame.open_page("calling", lead_id=chosen, campaign_id=stage.campaign.id)
    assert shown_name(page) == "Vandana Kini"
    assert page.hero._pool[0].words() == "Chosen by you"


def test_a_campaign_just_made_is_worked_on_when_another_page_asks(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    page.context.frame.open_page("leads")
    stage.campaign = stage.services.campaigns.create(
        stage.office.admin, NewCampaign("Brought in today", answer=AGREED)
    )
    stage.add("Vandana Kini")
    page.context.frame.open_page("calling", campaign_id=stage.campaign.id)
    assert shown_name(page) == "Vandana Kini"
    assert page.presenter.campaign is not None
    assert page.presenter.campaign.name == "Brought in today"


def test_the_practice_line_says_so_and_runs_the_call(stage: Stage) -> None:
    practice = stage.services.campaigns.create(stage.office.admin, NewCampaign("Practice", is_practice=True))
    stage.campaign = practice
    stage.services.settings.set(stage.office.asha, "last_campaign", str(practice.id))
    stage.add("Kavita Example")
    page = stage.open()
    assert [notice.text for notice in page.context.notices.banners] == [
        "Practice line: nobody is called, nothing counts"
    ]
    press(page, "Space")
    assert page.presenter.state is State.DIALLING
    assert focus() is page.note.edit
    for _ in range(5):
        if page.presenter.state is not State.AFTER:
            stage.later.fire()
    assert page.presenter.state is State.AFTER
    press(page, "3")
    assert calls_of(stage)[0].is_practice  # type: ignore[attr-defined]
    assert stage.services.calling.today(stage.office.asha).calls == 0


@pytest.mark.parametrize("key", ["Esc", "N", "S"])
def test_the_countdown_waits(stage: Stage, key: str) -> None:
    stage.campaign = stage.services.campaigns.create(
        stage.office.admin, NewCampaign("Gold loan", dial_mode=DialMode.PREVIEW, countdown_s=5, answer=AGREED)
    )
    stage.services.settings.set(stage.office.asha, "last_campaign", str(stage.campaign.id))
    stage.add("Ravi Chauhan")
    page = stage.open()
    assert page.hero.countdown.is_running()
    press(page, key)
    assert not page.hero.countdown.is_running()
    assert page.presenter.state is State.PREVIEW


def test_the_countdown_dials(stage: Stage) -> None:
    stage.campaign = stage.services.campaigns.create(
        stage.office.admin, NewCampaign("Gold loan", dial_mode=DialMode.PREVIEW, countdown_s=5, answer=AGREED)
    )
    stage.services.settings.set(stage.office.asha, "last_campaign", str(stage.campaign.id))
    stage.add("Ravi Chauhan")
    page = stage.open()
    for _ in range(50):
        page.hero.countdown._tick()
    assert page.presenter.state is State.BY_HAND


def test_a_due_call_back_is_told_and_taken(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    press(page, "Space")
    press(page, "2")
    type_text(page, "30 min")
    press(page, "Enter")
    stage.clock.move(minutes=31)
    watcher = CallbackWatcher(
        page.presenter.session, page.context.ops, page.context.notices, page.context.frame, page
    )
    watcher.start()
    banner = next(notice for notice in page.context.notices.banners if notice.id == BANNER)
    assert "Ravi Chauhan" in banner.text
    banner.acts[0].run()
    assert shown_name(page) == "Ravi Chauhan"
    assert all(notice.id != BANNER for notice in page.context.notices.banners)
    watcher.look()
    assert all(notice.id != BANNER for notice in page.context.notices.banners), "it is on the screen"
    watcher.stop()


def test_the_gate_refuses_in_place(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    stage.clock.set(datetime(2026, 11, 20, 14, 0, tzinfo=UTC))
    press(page, "Space")
    assert page.presenter.state is State.PREVIEW
    assert any("outside calling hours" in notice.text for notice in page.context.notices.banners)
    assert calls_of(stage) == []


def test_switching_the_campaign(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    stage.campaign = stage.services.campaigns.create(
        stage.office.admin, NewCampaign("Car loan", answer=AGREED)
    )
    stage.add("Vandana Kini")
    page = stage.open()
    assert shown_name(page) == "Vandana Kini"
    at = page.around.chooser.findText("Home loan, November")
    page.around.chooser.setCurrentIndex(at)
    page.around.chooser.activated.emit(at)
    assert shown_name(page) == "Ravi Chauhan"
    kept = stage.services.settings.get(stage.office.asha, "last_campaign")
    assert kept == str(page.presenter.campaign.id)  # type: ignore[union-attr]


def test_without_leads_it_says_what_to_do(stage: Stage) -> None:
    page = stage.open(stage.office.lead)
    assert page.presenter.state is State.NO_CAMPAIGN
    assert page.plain.button.words() == "Bring leads in"
    OtherPage.opened.clear()
    press(page, "Space")
    assert OtherPage.opened == [{"bring": True}]
    stage.add("Ravi Chauhan")
    page.context.frame.open_page("calling")
    assert shown_name(page) == "Ravi Chauhan"


def test_space_presses_the_button_that_has_the_focus(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    page.bar.button("calling.skip").setFocus()
    press(page, "Space")
    assert page.presenter.ask.strip is Strip.SKIP
