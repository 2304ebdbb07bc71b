"""What the calling screen does: its states and acts, without a widget."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.dialers.base import SUGGESTED_RESULT, Cause
from crm_desktop.domain.call import Call
from crm_desktop.domain.campaign import Campaign, DialMode
from crm_desktop.domain.dispositions import Disposition, Flag
from crm_desktop.domain.lead import LeadPhone
from crm_desktop.domain.queue import LEASE_S, NothingToDial
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling.values import (
    CompleteCall,
    Completed,
    Dial,
    NextLead,
    Reopened,
)
from crm_desktop.ui.calling import boot, words
from crm_desktop.ui.calling.day import DayWatch
from crm_desktop.ui.calling.decisions import Decisions
from crm_desktop.ui.calling.line import Line
from crm_desktop.ui.calling.notes import NoteKeeper
from crm_desktop.ui.calling.states import (
    IN_CALL,
    MOVING,
    OWES_RESULT,
    WITH_LEAD,
    Boot,
    Pause,
    State,
    Strip,
)
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.notices import Notice, Notices, Tone

TOPICS = ("calls", "queue", "leads", "callbacks")
RETRY_GAP_S = 2.0
NO_DATE_DELAY = timedelta(days=1)
REFUSED = "calling.refused"


class CallingPresenter(QObject):
    """Holds what is shown and does what is asked; every store act goes through the operations.

    `shown` after anything but the clock changed, `moving` when an act begins to be saved, `ticked` each
    second, `note_replaced` when the note's text comes from here and not from the keyboard.
    """

    shown = Signal()
    moving = Signal()
    ticked = Signal()
    note_replaced = Signal(str)

    def __init__(
        self,
        session: Session,
        ops: Operations,
        notices: Notices,
        line: Callable[[str], Line],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self.ops, self.notices, self._make_line = session, ops, notices, line
        self.state = State.LOADING
        self.is_moving = False
        self.facts: Boot | None = None
        self.campaigns: tuple[Campaign, ...] = ()
        self.campaign: Campaign | None = None
        self.lead: NextLead | None = None
        self.phone: LeadPhone | None = None
        self.call: Call | None = None
        self.answered_at: datetime | None = None
        self.ended_at: datetime | None = None
        self.since = session.clock.now()
        self.nothing: NothingToDial | None = None
        self.pause: Pause | None = None
        self.error = ""
        self.is_recovered = False
        self.stays_on_lead = False
        self.countdown_s: int | None = None
        self.suggested: str | None = None  # the code of the result that the line's cause suggests
        self.line: Line | None = None
        self._call_id: UUID = new_id()
        self.wanted: tuple[UUID, UUID | None] | None = None  # a lead asked for before the page was ready
        self.is_editing = False
        self._tried_at = 0.0
        self._result_at = 0.0
        self.note = NoteKeeper(ops, session.seat, session.clock, self)
        self.day = DayWatch(ops, session, self)
        self.ask = Decisions(self)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.tick)
        self._lease = QTimer(self)
        self._lease.setInterval(LEASE_S * 1000 // 3)
        self._lease.timeout.connect(self._renew)

    # ---- what is shown -----------------------------------------------------------------------

    @property
    def key_state(self) -> str:
        """The state whose keys are awake."""
        if self.is_moving:
            return MOVING
        return self.ask.strip.value or self.state.value

    @property
    def zone(self) -> str:
        """The office's zone."""
        return self.facts.zone if self.facts else "UTC"

    @property
    def now(self) -> datetime:
        """The present, UTC."""
        return self.session.clock.now()

    def results(self) -> tuple[Disposition, ...]:
        """The results of the campaign in the order of their keys."""
        if self.lead is None:
            return ()
        active = (d for d in self.lead.campaign.dispositions if d.is_active)
        return tuple(sorted(active, key=lambda d: d.position))[:15]

    def show(self, state: State) -> None:
        """Go to a state; the clock of the state begins."""
        if state is not self.state or state is State.PREVIEW:
            self.since = self.now
        self.state = state
        if state not in WITH_LEAD:
            self.lead = self.phone = self.call = None
        self.shown.emit()

    # ---- coming and going --------------------------------------------------------------------

    def begin(self) -> None:
        """The page is opened for the first time."""
        session = self.session
        self.ops.read(self, lambda: boot.read(session)).success(self._booted).failure(self._lock).start()

    def set_in_view(self, is_in_view: bool) -> None:
        """The page came into view or left it: the clocks run only while it is seen."""
        if is_in_view:
            self._clock.start()
            self._lease.start()
            self.day.start()
            if self.facts is not None:
                self._come_back()
        else:
            self._clock.stop()
            self._lease.stop()
            self.day.stop()
            self.countdown_s = None
            self.note.flush()

    def _come_back(self) -> None:
        """Back from another page: the lead may have been changed there, or given back."""
        self.is_editing = False
        if self.state is State.PREVIEW and self.lead is not None:
            lead = self.lead
            self.take(lead.lead.id, lead.campaign.id, why=lead)
        elif self.state in (State.NOTHING, State.LOCKED, State.NO_CAMPAIGN):
            self.reload()

    def leave(self) -> None:
        """The page is left or the person signs out: give the lead back, unless it is being called."""
        self.note.flush()
        if self.state is State.PREVIEW and not self.is_editing:
            calling, actor = self.session.services.calling, self.session.actor
            self._keep_note_of_lead()
            self.ops.store(self, lambda: calling.release(actor)).start()

    def _booted(self, facts: Boot) -> None:
        self.facts = facts
        self.campaigns = facts.campaigns
        if facts.open_call is not None:
            self._recover(facts)
            return
        wanted = facts.last_campaign
        found = next((c for c in self.campaigns if c.id == wanted), None)
        real = next((c for c in self.campaigns if not c.is_practice), None)
        self.campaign = found or real or (self.campaigns[0] if self.campaigns else None)
        self._set_line()
        if facts.pause is not None:
            self.pause = facts.pause
            self.show(State.BREAK)
            return
        if self.wanted is not None:
            asked, self.wanted = self.wanted, None
            self.take(*asked)
            return
        self.next_lead()

    def _recover(self, facts: Boot) -> None:
        """A call was under way when the program ended: it owes its result."""
        assert facts.open_call is not None
        self.campaign = facts.open_call.next_lead.campaign
        self._set_line()
        self.is_recovered = True
        self._reopen(facts.open_call.next_lead, facts.open_call.call, facts.note)

    def _reopen(self, lead: NextLead, call: Call, note: str) -> None:
        self.lead, self.call, self.phone = lead, call, lead.phone
        self._call_id = call.id
        self.answered_at, self.ended_at = call.answered_at, call.ended_at
        self.note.begin(call.id, lead.lead.id, note, is_dialled=True)
        self.note_replaced.emit(note)
        self.suggested = None
        self.ask.close()
        self.show(State.AFTER)

    def reload(self) -> None:
        """Read the campaigns again, then go on: something was brought in or changed."""
        session = self.session
        if self.is_moving or self.state in OWES_RESULT:
            return

        def done(facts: Boot) -> None:
            self.facts, self.campaigns = facts, facts.campaigns
            if self.campaign is None or all(c.id != self.campaign.id for c in self.campaigns):
                self._booted(facts)
            elif self.state in (State.NOTHING, State.LOCKED, State.NO_CAMPAIGN):
                self.next_lead()
            else:
                self.shown.emit()

        self.ops.read(self, lambda: boot.read(session)).latest_only(f"calling.boot.{id(self)}").success(
            done
        ).failure(self._lock).start()

    def choose_campaign(self, campaign_id: UUID) -> None:
        """Work on another campaign; not while a call owes its result."""
        found = next((c for c in self.campaigns if c.id == campaign_id), None)
        if found is None or self.is_moving or self.state in OWES_RESULT or found == self.campaign:
            self.shown.emit()
            return
        self._keep_note_of_lead()
        self.campaign = found
        self._set_line()
        session = self.session
        key = str(found.id)
        self.ops.store(
            self, lambda: session.services.settings.set(session.actor, "last_campaign", key)
        ).start()
        if self.state is State.BREAK:
            self.shown.emit()
        else:
            self.next_lead()

    def _set_line(self) -> None:
        """The line that fits the campaign: practice campaigns only ever have the practice line."""
        if self.campaign is None or self.facts is None:
            return
        chosen = self.facts.dialler
        name = "practice" if self.campaign.is_practice else ("by_hand" if chosen == "practice" else chosen)
        if self.line is not None:
            if self.line.name == name:
                return
            self.line.close()
        self.line = self._make_line(name)
        self.line.answered.connect(self._line_answered)
        self.line.ended.connect(self._line_ended)
        self.line.refused.connect(self._line_refused)

    # ---- the next lead -----------------------------------------------------------------------

    def next_lead(self) -> None:
        """Bring the next lead of the campaign."""
        if self.campaign is None:
            self.show(State.NO_CAMPAIGN)
            return
        calling, actor, campaign_id = self.session.services.calling, self.session.actor, self.campaign.id
        self._tried_at = time.monotonic()
        self.move(lambda: calling.next_lead(actor, campaign_id), self.arrived)

    def take(self, lead_id: UUID, campaign_id: UUID | None, why: NextLead | None = None) -> None:
        """Bring a chosen lead, from the list or a call-back; `why` keeps the reason it was shown for."""
        if self.is_moving or self.state in OWES_RESULT:
            self.notices.toast(words.finish_first())
            return
        if self.facts is None:
            self.wanted = (lead_id, campaign_id)
            return
        calling, actor = self.session.services.calling, self.session.actor
        if why is None:
            self._keep_note_of_lead()

        def taken(found: NextLead) -> None:
            is_same = why is not None and self.lead is not None and self.lead.lead.id == found.lead.id
            if why is not None:
                found = replace(found, why=why.why, callback_id=why.callback_id)
            self.campaign = next((c for c in self.campaigns if c.id == found.campaign.id), found.campaign)
            self._set_line()
            self.arrived(found, keeps_note=is_same)

        def refused(error: UserError) -> None:
            self._tell(error)
            if why is not None or self.state is not State.PREVIEW:
                self.next_lead()

        self.move(lambda: calling.take_lead(actor, lead_id, campaign_id), taken, refused)

    def arrived(self, found: NextLead | NothingToDial | None, *, keeps_note: bool = False) -> None:
        """A lead came, or none: show it at once."""
        self.ask.close()
        self.is_recovered = self.stays_on_lead = False
        self.countdown_s = None
        self.call = self.answered_at = self.ended_at = self.suggested = None
        if isinstance(found, NextLead):
            self.nothing = None
            self.lead, self.phone = found, found.phone
            if not keeps_note:
                self._call_id = new_id()
                self.note.begin(self._call_id, found.lead.id)
                self.note_replaced.emit("")
            if found.campaign.dial_mode is DialMode.PREVIEW and found.campaign.countdown_s > 0:
                self.countdown_s = found.campaign.countdown_s
            self.show(State.PREVIEW)
        else:
            self.nothing = found
            is_empty = found is not None and found.total == 0
            self.show(State.NO_CAMPAIGN if is_empty else State.NOTHING)
        campaign_id = self.campaign.id if self.campaign else None
        self.day.follow(campaign_id, self.campaigns)
        self.day.ask(look_around=self.state is State.NOTHING)

    def wait(self) -> None:
        """Stop the countdown: the caller dials when ready."""
        if self.countdown_s is not None:
            self.countdown_s = None
            self.shown.emit()

    # ---- the call ----------------------------------------------------------------------------

    def dial(self) -> None:
        """Dial the number shown; a second press finds the state changed and does nothing."""
        lead, phone, line = self.lead, self.phone, self.line
        if self.state is not State.PREVIEW or self.is_moving or lead is None or phone is None or line is None:
            return
        self.countdown_s = None
        self.ask.close()
        command = Dial(
            new_id(), self._call_id, lead.lead.id, lead.campaign.id, phone.phone_id, line.name,
            is_practice=line.is_practice,
        )  # fmt: skip
        calling, actor = self.session.services.calling, self.session.actor

        def dialled(call: Call) -> None:
            self.call = call
            self.notices.dismiss(REFUSED)
            self.note.dialled()
            self.show(State.BY_HAND if line.is_silent else State.DIALLING)
            line.dial(call.id, phone.e164, phone.extension)

        self.move(lambda: calling.dial(actor, command), dialled, self._tell)

    def _line_answered(self, call_id: UUID) -> None:
        if self.call is not None and self.call.id == call_id and self.state in IN_CALL:
            self._mark_answered(is_measured=True)

    def _line_ended(self, call_id: UUID, cause: str) -> None:
        if self.call is not None and self.call.id == call_id and self.state in IN_CALL:
            self._mark_ended(cause)

    def _line_refused(self, call_id: UUID, sentence: str) -> None:
        if self.call is not None and self.call.id == call_id and self.state in IN_CALL:
            self.notices.show(Notice(REFUSED, Tone.DUE, sentence))
            self._mark_ended("forbidden")

    def answered(self) -> None:
        """The caller says that someone answered: the timer starts."""
        if self.state in (State.BY_HAND, State.DIALLING) and not self.is_moving:
            self._mark_answered(is_measured=False)

    def _mark_answered(self, *, is_measured: bool) -> None:
        if self.call is None or self.answered_at is not None:
            return
        calling, actor = self.session.services.calling, self.session.actor
        call_id, at = self.call.id, self.now
        self.answered_at = at
        self.show(State.ON_CALL)
        self._write(lambda: calling.mark_answered(actor, call_id, at, is_measured=is_measured))

    def end_call(self) -> None:
        """Hang up, or say that the call is over."""
        if self.state not in IN_CALL or self.is_moving or self.call is None:
            return
        if self.line is not None:
            self.line.hang_up(self.call.id)
        if self.state in IN_CALL:  # the line did not say so already
            self._mark_ended("completed" if self.answered_at else "cancelled")

    def _mark_ended(self, cause: str) -> None:
        if self.call is None:
            return
        calling, actor = self.session.services.calling, self.session.actor
        call_id, at = self.call.id, self.now
        self.ended_at = at
        self.suggested = SUGGESTED_RESULT.get(Cause(cause)) if cause in set(Cause) else None
        self.show(State.AFTER)
        self._write(lambda: calling.mark_ended(actor, call_id, cause, at))

    def _write(self, work: Callable[[], object]) -> None:
        self.ops.store(self, work).changes("calls").start()

    # ---- the result --------------------------------------------------------------------------

    def may_give_result(self) -> bool:
        """Whether a result key means anything now."""
        return self.state in OWES_RESULT and not self.is_moving and self.call is not None

    def press_result(self, index: int) -> None:
        """A result key: saved at once, or the date it needs is asked in place."""
        results = self.results()
        if not self.may_give_result() or not 0 <= index < len(results):
            return
        result = results[index]
        if result.needs_next_date or result.has(Flag.CALL_BACK):
            delay = timedelta(seconds=result.retry_s) if result.retry_s else NO_DATE_DELAY
            self.ask.open_promise("result", delay, result)
        else:
            self.complete(result)

    def take_suggestion(self) -> None:
        """The primary act after a call whose end the line explained."""
        for index, result in enumerate(self.results()):
            if result.code == self.suggested:
                self.press_result(index)
                return

    def complete(self, result: Disposition, at: datetime | None = None) -> None:
        """Save the result, and the promise with it; the next lead comes with the same act."""
        lead, call = self.lead, self.call
        if lead is None or call is None or self.is_moving:
            return
        command = CompleteCall(
            new_id(), call.id, result.id, self.note.text.strip(), at, stay_on_lead=self.stays_on_lead
        )
        calling, actor = self.session.services.calling, self.session.actor
        if self.line is not None and self.state in IN_CALL:
            self.line.hang_up(call.id)
        label, zone, now = result.label, lead.local_zone, self.now
        name = lead.lead.name

        def completed(done: Completed) -> None:
            self._result_at = time.monotonic()
            self.notices.dismiss(REFUSED)
            self.note.done()
            self.arrived(done.next)
            undo_id = done.undo_id
            self.notices.undo(words.done_label(label, name, at, zone, now), lambda: self.undo(undo_id))

        self.move(lambda: calling.complete_and_next(actor, command), completed, self._not_saved, "result")

    def _not_saved(self, error: UserError) -> None:
        if error.field == "callback_at" and self.ask.strip is Strip.PROMISE:
            self.ask.refuse(tr_error(error))
        else:
            self.ask.close()
            self._tell(error)

    def undo(self, undo_id: UUID) -> None:
        """Take a result back: its call is open again."""
        if self.is_moving or self.state in OWES_RESULT:
            self.notices.toast(words.finish_first())
            return
        self._keep_note_of_lead()
        calling, actor = self.session.services.calling, self.session.actor

        def reopened(found: Reopened) -> None:
            self.campaign = next(
                (c for c in self.campaigns if c.id == found.next_lead.campaign.id), found.next_lead.campaign
            )
            self._set_line()
            self.countdown_s = None
            self._reopen(found.next_lead, found.call, found.call.note)

        self.move(lambda: calling.undo(actor, undo_id), reopened, self._tell)

    def other_number(self, position: int) -> None:
        """The lead's other number: to dial it now, or after the result of this call. 1 is the first."""
        lead = self.lead
        if lead is None or self.is_moving or not 1 <= position <= len(lead.lead.phones):
            return
        wanted = lead.lead.phones[position - 1]
        if self.state in OWES_RESULT:
            self.stays_on_lead = not self.stays_on_lead
            self.shown.emit()
            return
        if self.state is not State.PREVIEW or wanted == self.phone:
            return
        calling, actor = self.session.services.calling, self.session.actor

        def changed(found: NextLead) -> None:
            self.lead = replace(found, why=lead.why, callback_id=lead.callback_id)
            self.phone = found.phone
            self.countdown_s = None
            self.shown.emit()

        self.move(
            lambda: calling.change_phone(actor, lead.lead.id, lead.campaign.id, wanted.phone_id),
            changed,
            self._tell,
        )

    # ---- the clock ---------------------------------------------------------------------------

    def tick(self) -> None:
        """A second passed."""
        if self.state is State.NOTHING and self.nothing is not None and not self.is_moving:
            due = self.nothing.next_at
            if due is not None and self.now >= due:
                self.try_again()
        self.ticked.emit()

    def try_again(self) -> None:
        """Something may be dialable now: look, but not more often than every two seconds."""
        waits = self.state in (State.NOTHING, State.NO_CAMPAIGN)
        is_idle = waits and not self.is_moving and not self.ask.strip
        if is_idle and time.monotonic() - self._tried_at >= RETRY_GAP_S:
            self.next_lead()

    def is_double(self) -> bool:
        """Whether a key of the results was pressed a moment ago: its second press means nothing."""
        return time.monotonic() - self._result_at < 0.35

    def _renew(self) -> None:
        if self.state in WITH_LEAD:
            calling, actor = self.session.services.calling, self.session.actor
            self.ops.store(self, lambda: calling.renew(actor)).start()

    # ---- inside ------------------------------------------------------------------------------

    def move(
        self,
        work: Callable[[], object],
        success: Callable[..., object],
        failure: Callable[[UserError], object] | None = None,
        label: str = "lead",
    ) -> None:
        """One act of the store; until it is over no key does anything."""
        self.is_moving = True
        self.moving.emit()

        def done(value: object) -> None:
            self.is_moving = False
            success(value)

        def failed(error: UserError) -> None:
            self.is_moving = False
            (failure or self._lock)(error)
            self.shown.emit()

        def settled() -> None:
            if self.is_moving:  # cancelled or crashed
                self.is_moving = False
                self.shown.emit()

        self.ops.store(self, work).changes(*TOPICS).progress(words.saving(label)).success(done).failure(
            failed
        ).settled(settled).start()

    def keep_note(self) -> None:
        """What was noted before a call that was not made belongs to the lead."""
        self._keep_note_of_lead()

    def _keep_note_of_lead(self) -> None:
        text = self.note.text.strip()
        if self.state is not State.PREVIEW or self.lead is None or not text:
            return
        leads, actor, lead_id = self.session.services.leads, self.session.actor, self.lead.lead.id
        request = self._call_id
        self.ops.store(self, lambda: leads.add_note(actor, lead_id, text, request)).changes("leads").success(
            lambda _none: None
        ).start()
        self.note.done()

    def _tell(self, error: UserError) -> None:
        self.notices.show(Notice(REFUSED, Tone.DUE, tr_error(error)))

    def _lock(self, error: UserError) -> None:
        self.error = tr_error(error)
        self.show(State.LOCKED)
