"""One call from the dial to its result, and the result taken back."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from crm_desktop.dialers.base import SUGGESTED_RESULT, Cause
from crm_desktop.domain.call import Call
from crm_desktop.domain.dispositions import Disposition, Flag
from crm_desktop.domain.formats import full_when
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling.values import CompleteCall, Completed, Dial, NextLead, Reopened
from crm_desktop.ui.calling import words
from crm_desktop.ui.calling.ringing import is_in
from crm_desktop.ui.calling.states import IN_CALL, OWES_RESULT, State, Strip
from crm_desktop.ui.shell.notices import Notice, Tone

if TYPE_CHECKING:
    from crm_desktop.ui.calling.presenter import CallingPresenter

NO_DATE_DELAY = timedelta(days=1)
DOUBLE_PRESS_S = 0.35
REFUSED = "calling.refused"


class CallFlow:
    """Dial, answered, ended, result, undo; what is held stays with the presenter."""

    def __init__(self, presenter: CallingPresenter) -> None:
        self._p = presenter
        self._result_at = 0.0

    # ---- the call ----------------------------------------------------------------------------

    def dial(self) -> None:
        """Dial the number shown; a second press finds the state changed and does nothing."""
        p = self._p
        lead, phone, line = p.lead, p.phone, p.line
        if p.state is not State.PREVIEW or p.is_moving or lead is None or phone is None or line is None:
            return
        p.countdown_s = None
        p.ask.close()
        command = Dial(
            new_id(), p.call_id, lead.lead.id, lead.campaign.id, phone.phone_id, line.name,
            is_practice=line.is_practice,
        )  # fmt: skip
        calling, actor = p.session.services.calling, p.session.actor
        number = "" if p.hidden.is_hidden(phone) else p.hidden.known(phone).e164
        leads, is_by_hand = p.session.services.leads, line.is_silent

        def work() -> tuple[Call, str]:
            """A hidden number is read with the call that needs it, for the line alone.

            Who must dial it by hand sees it until the call is closed, and the log says so.
            """
            call = calling.dial(actor, command)
            if number or not is_by_hand:
                return call, number or calling.line_number(actor, call.id)
            with suppress(UserError):  # the server is away, or it was taken from the lead a moment ago
                return call, leads.reveal_number(actor, lead.lead.id, phone.phone_id, words.BY_HAND)
            return call, calling.line_number(actor, call.id)

        def dialled(begun: tuple[Call, str]) -> None:
            call, e164 = begun
            p.call = call
            p.notices.dismiss(REFUSED)
            p.note.dialled()
            if is_by_hand and not number:
                p.hidden.show(phone.phone_id, e164)
            p.show(State.BY_HAND if line.is_silent else State.DIALLING)
            if e164:
                line.dial(call.id, e164, phone.extension)
            else:  # the number was taken from the lead a moment ago
                self.line_refused(call.id, words.number_gone())

        p.move(work, dialled, p.tell)

    def line_answered(self, call_id: UUID) -> None:
        """The line says that someone answered."""
        if self._is_running(call_id):
            self._mark_answered(is_measured=True)

    def line_ended(self, call_id: UUID, cause: str) -> None:
        """The line says that the call is over."""
        if self._is_running(call_id):
            self._mark_ended(cause)

    def line_refused(self, call_id: UUID, sentence: str) -> None:
        """The line did not take the call."""
        if self._is_running(call_id):
            self._p.notices.show(Notice(REFUSED, Tone.DUE, sentence))
            self._mark_ended("forbidden")

    def _is_running(self, call_id: UUID) -> bool:
        p = self._p
        return p.call is not None and p.call.id == call_id and p.state in IN_CALL

    def answered(self) -> None:
        """The caller says that someone answered: the timer starts."""
        if self._p.state in (State.BY_HAND, State.DIALLING) and not self._p.is_moving:
            self._mark_answered(is_measured=False)

    def _mark_answered(self, *, is_measured: bool) -> None:
        p = self._p
        if p.call is None or p.answered_at is not None:
            return
        calling, actor = p.session.services.calling, p.session.actor
        call_id, at = p.call.id, p.now
        p.answered_at = at
        p.show(State.ON_CALL)
        self._write(lambda: calling.mark_answered(actor, call_id, at, is_measured=is_measured))

    def end_call(self) -> None:
        """Hang up, or say that the call is over."""
        p = self._p
        if p.state not in IN_CALL or p.is_moving or p.call is None:
            return
        p.ask.close()
        self._hang_up(p.call)
        if p.state in IN_CALL:  # the line did not say so already
            self._mark_ended("completed" if p.answered_at else "cancelled")

    def _hang_up(self, call: Call) -> None:
        """Our line knows nothing of a call that rang in on another phone."""
        if self._p.line is not None and not is_in(call):
            self._p.line.hang_up(call.id)

    def _mark_ended(self, cause: str) -> None:
        p = self._p
        if p.call is None:
            return
        calling, actor = p.session.services.calling, p.session.actor
        call_id, at = p.call.id, p.now
        p.ended_at, p.boxed_call = at, p.call.id
        p.suggested = SUGGESTED_RESULT.get(Cause(cause)) if cause in set(Cause) else None
        p.show(State.AFTER)
        self._write(lambda: calling.mark_ended(actor, call_id, cause, at))

    def _write(self, work: Callable[[], object]) -> None:
        self._p.ops.store(self._p, work).changes("calls").success(lambda _done: self._p.mark_saved()).start()

    # ---- the result --------------------------------------------------------------------------

    def may_give_result(self) -> bool:
        """Whether a result key means anything now."""
        p = self._p
        return p.state in OWES_RESULT and not p.is_moving and p.call is not None

    def press_result(self, index: int) -> None:
        """A result key: saved at once, or what it needs is asked in place: its fields, then the date."""
        results = self._p.results()
        if not self.may_give_result() or not 0 <= index < len(results):
            return
        result = results[index]
        if self._is_barred() and result.has(Flag.CALL_BACK):
            self._p.notices.toast(words.may_not_call_back())
        elif not self._p.ask.questions.open(result):
            self.go_on(result)

    def _is_barred(self) -> bool:
        """Whether the lead on the screen may not be called any more, so that no time can be promised."""
        return self._p.lead is not None and not self._p.lead.may_be_dialled

    def go_on(self, result: Disposition) -> None:
        """What the result asked is answered: the date it needs is asked, or it is saved."""
        if not self._is_barred() and (result.needs_next_date or result.has(Flag.CALL_BACK)):
            delay = timedelta(seconds=result.retry_s) if result.retry_s else NO_DATE_DELAY
            self._p.ask.open_promise("result", delay, result)
        else:
            self.complete(result)

    def take_suggestion(self) -> None:
        """The primary act after a call whose end the line explained."""
        for index, result in enumerate(self._p.results()):
            if result.code == self._p.suggested:
                self.press_result(index)
                return

    def complete(self, result: Disposition, at: datetime | None = None) -> None:
        """Save the result, and the promise with it; the next lead comes with the same act."""
        p = self._p
        lead, call = p.lead, p.call
        if lead is None or call is None or p.is_moving:
            return
        goes_back = is_in(call) and p.ringing.has_something_behind() and not p.stays_on_lead
        command = CompleteCall(
            new_id(), call.id, result.id, p.note.text.strip(), at, take_next=not goes_back,
            stay_on_lead=p.stays_on_lead, values=p.ask.questions.values(), asked=self._asked(at),
        )  # fmt: skip
        calling, actor = p.session.services.calling, p.session.actor
        if p.state in IN_CALL:
            self._hang_up(call)
        label, zone, now, name = result.label, lead.local_zone, p.now, lead.lead.name

        def completed(done: Completed) -> None:
            self._result_at = time.monotonic()
            p.notices.dismiss(REFUSED)
            p.note.done()
            p.ask.questions.keeper.forget()
            if goes_back:
                p.ringing.go_on()
            else:
                p.ringing.let_go()
                p.arrived(done.next, after_result=True)
            undo_id = done.undo_id
            p.notices.undo(words.done_label(label, name, at, zone, now), lambda: self.undo(undo_id))

        p.move(lambda: calling.complete_and_next(actor, command), completed, self._not_saved, "result")

    def _asked(self, at: datetime | None) -> str:
        """In which words the person asked for the call-back; empty: nobody says so."""
        promise = self._p.ask.promise
        if at is None or promise is None or not promise.is_asked:
            return ""
        return f"Asked in the call to be called {full_when(at, promise.zone)}: {promise.typed}".rstrip(": ")

    def _not_saved(self, error: UserError) -> None:
        p = self._p
        if error.field == "callback_at" and p.ask.strip is Strip.PROMISE:
            p.ask.refuse(error)
        elif not p.ask.questions.refuse(error):
            p.ask.close()
            p.tell(error)

    def is_double(self) -> bool:
        """Whether a result was saved a moment ago: the second press of its key means nothing."""
        return time.monotonic() - self._result_at < DOUBLE_PRESS_S

    def undo(self, undo_id: UUID) -> None:
        """Take a result back: its call is open again."""
        p = self._p
        if p.is_moving or p.state in OWES_RESULT:
            p.notices.toast(words.finish_first())
            return
        p.keep_note()
        calling, actor = p.session.services.calling, p.session.actor

        def reopened(found: Reopened) -> None:
            campaign = found.next_lead.campaign
            p.campaign = next((c for c in p.campaigns if c.id == campaign.id), campaign)
            p.opening.set_line()
            p.countdown_s = None
            p.reopen(found.next_lead, found.call, found.call.note)
            p.ask.questions.remember(found.result_code, found.values)

        p.move(lambda: calling.undo(actor, undo_id), reopened, p.tell)

    # ---- another number ----------------------------------------------------------------------

    def other_place(self) -> int | None:
        """The place (1 is the first) of the number that comes after the one shown; None when none may."""
        lead, phone = self._p.lead, self._p.phone
        if lead is None or phone is None:
            return None
        phones = lead.lead.phones
        at = next((place for place, one in enumerate(phones) if one.phone_id == phone.phone_id), -1)
        around = [place % len(phones) for place in range(at + 1, at + 1 + len(phones))]
        usable = (
            place for place in around
            if place != at and not (phones[place].is_wrong or phones[place].is_do_not_call)
        )  # fmt: skip
        found = next(usable, None)
        return None if found is None else found + 1

    def other_number(self, position: int) -> None:
        """The lead's other number: to dial it now, or after the result of this call. 1 is the first."""
        p, lead = self._p, self._p.lead
        if lead is None or p.is_moving or not 1 <= position <= len(lead.lead.phones):
            return
        wanted = lead.lead.phones[position - 1]
        if p.state in OWES_RESULT:
            p.stays_on_lead = not p.stays_on_lead
            p.shown.emit()
            return
        if p.state is not State.PREVIEW or (p.phone is not None and wanted.phone_id == p.phone.phone_id):
            return
        calling, actor = p.session.services.calling, p.session.actor

        def changed(found: NextLead) -> None:
            p.lead = replace(found, why=lead.why, callback_id=lead.callback_id)
            p.phone = found.phone
            p.countdown_s = None
            p.hidden.begin(found.lead.id)
            p.shown.emit()

        p.move(
            lambda: calling.change_phone(actor, lead.lead.id, lead.campaign.id, wanted.phone_id),
            changed,
            p.tell,
        )
