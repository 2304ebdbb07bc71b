"""What the calling screen does: its states and acts, without a widget."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.domain.call import Call
from crm_desktop.domain.campaign import Campaign, DialMode
from crm_desktop.domain.dispositions import Disposition
from crm_desktop.domain.lead import LeadPhone
from crm_desktop.domain.queue import LEASE_S, NothingToDial
from crm_desktop.domain.rule_check import dials_by_itself, may_be_given_alone
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling.values import NextLead
from crm_desktop.ui.calling import words
from crm_desktop.ui.calling.day import DayWatch
from crm_desktop.ui.calling.decisions import Decisions
from crm_desktop.ui.calling.flow import REFUSED, CallFlow
from crm_desktop.ui.calling.hidden import HiddenNumbers
from crm_desktop.ui.calling.line import Line
from crm_desktop.ui.calling.notes import NoteKeeper
from crm_desktop.ui.calling.opening import WAITING, Opening
from crm_desktop.ui.calling.ringing import Ringing
from crm_desktop.ui.calling.states import CHOOSING, MOVING, OWES_RESULT, WITH_LEAD, Boot, Pause, State
from crm_desktop.ui.calling.told import Told
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.notices import Notice, Notices, Tone

TOPICS = ("calls", "queue", "leads", "callbacks")
RETRY_GAP_S = 2.0
GRACE_S = 3  # in which a lead that is dialled by itself can still be held


class CallingPresenter(QObject):
    """Holds what is shown and does what is asked; every store act goes through the operations.

    `opening` brings it to its first state, `flow` is the call, `ringing` calls in, `ask` the questions,
    `hidden` the numbers that are not shown, `note` and `day` what is read and kept beside.

    `shown` after anything but the clock changed, `moving` when an act begins to be saved, `ticked` each
    second, `lead_came` when a lead ends the waiting by itself, `was_saved` when something is on the disk,
    `note_replaced` when the note's text comes from here and not from the keyboard.
    """

    shown = Signal()
    moving = Signal()
    ticked = Signal()
    lead_came = Signal()
    was_saved = Signal()
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
        self.session, self.ops, self.notices, self.make_line = session, ops, notices, line
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
        self.call_id: UUID = new_id()  # of the call on the screen, or of the one about to be made
        self.saved_at: datetime | None = None
        self.wanted: tuple[UUID, UUID | None] | None = None  # a lead asked for while something was under way
        self.boxed_call: UUID | None = None  # the call after which the time runs, where it is limited
        self.is_held = False  # nothing is dialled by itself until the caller says so
        self.is_editing = False
        self.is_in_view = False
        self._tried_at = 0.0
        self._moves = 0  # acts begun so far
        self.note = NoteKeeper(ops, session.seat, session.clock, self)
        self.day = DayWatch(ops, session, self)
        self.hidden = HiddenNumbers(self)
        self.ask = Decisions(self)
        self.flow = CallFlow(self)
        self.opening = Opening(self)
        self.ringing = Ringing(self)
        self.told = Told(self)
        self.note.saved.connect(self._note_saved)
        self.shown.connect(self._take_wanted)
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
        if self.ask.promise is not None and self.ask.promise.is_choosing:
            return CHOOSING
        return self.ask.strip.value or self.state.value

    @property
    def zone(self) -> str:
        """The office's zone."""
        return self.facts.zone if self.facts else "UTC"

    @property
    def now(self) -> datetime:
        """The present, UTC."""
        return self.session.clock.now()

    def alone_result(self) -> Disposition | None:
        """The result that is given when the time after this call is over; None where it isn't limited."""
        if self.state is not State.AFTER or self.lead is None or self.call is None:
            return None
        campaign = self.lead.campaign
        if self.boxed_call != self.call.id or not campaign.wrap_up_s:
            return None
        found = next((r for r in self.results() if r.code == campaign.wrap_up_code), None)
        return found if found is not None and may_be_given_alone(found) else None

    def is_boxed(self) -> bool:
        """Whether the time after this call is limited."""
        return self.alone_result() is not None

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
            self.hidden.begin(None)
        self.shown.emit()

    # ---- coming and going --------------------------------------------------------------------

    def set_in_view(self, is_in_view: bool) -> None:
        """The page came into view or left it: the clocks run only while it is seen."""
        self.is_in_view = is_in_view
        if is_in_view:
            self._clock.start()
            self._lease.start()
            if self.facts is not None:
                self._come_back()
        else:
            self._clock.stop()
            self._lease.stop()
            self.day.stop()
            self.countdown_s = None
            self.note.flush()
            self.ask.questions.keeper.flush()

    def _come_back(self) -> None:
        """Back from another page: the lead may have been changed there, or given back."""
        self.is_editing = False
        if self.state is State.PREVIEW and self.lead is not None:
            lead = self.lead
            self.take(lead.lead.id, lead.campaign.id, why=lead)
        elif self.state in WAITING:
            self.opening.reload()

    def leave(self) -> None:
        """The page is left or the person signs out: give the lead back, unless it is being called."""
        self.note.flush()
        self.ask.questions.keeper.flush()
        if self.state is State.PREVIEW and not self.is_editing:
            calling, actor = self.session.services.calling, self.session.actor
            self.keep_note()
            self.ops.store(self, lambda: calling.release(actor)).start()

    def reopen(self, lead: NextLead, call: Call, note: str) -> None:
        """A call that owes its result is on the screen again, with the note it has so far."""
        self.lead, self.call, self.phone = lead, call, lead.phone
        self.call_id = call.id
        self.answered_at, self.ended_at = call.answered_at, call.ended_at
        self.note.begin(call.id, lead.lead.id, note, is_dialled=True)
        self.note_replaced.emit(note)
        self.suggested = self.boxed_call = None
        self.hidden.begin(lead.lead.id)
        self.ask.close()
        self.show(State.AFTER)

    # ---- the next lead -----------------------------------------------------------------------

    def next_lead(self, *, by_itself: bool = False, waits: bool = False) -> None:
        """Bring the next lead of the campaign; `by_itself`: nobody asked for it just now.

        `waits`: it isn't dialled by itself.
        """
        if self.campaign is None:
            self.show(State.NO_CAMPAIGN)
            return
        calling, actor, campaign_id = self.session.services.calling, self.session.actor, self.campaign.id
        self._tried_at = time.monotonic()

        def found(lead: NextLead | NothingToDial) -> None:
            waited = self.state is State.NOTHING
            self.arrived(lead)
            if waits:
                self.wait()
            if by_itself and waited and self.state is State.PREVIEW:
                self.lead_came.emit()

        self.move(lambda: calling.next_lead(actor, campaign_id), found)

    def take(self, lead_id: UUID, campaign_id: UUID | None, why: NextLead | None = None) -> None:
        """Bring a chosen lead, from the list or a call-back; `why` keeps the reason it was shown for."""
        if self.state in OWES_RESULT:
            self.notices.toast(words.finish_first())
            return
        if self.is_moving or self.facts is None:
            self.wanted = (lead_id, campaign_id) if why is None else self.wanted
            return
        calling, actor = self.session.services.calling, self.session.actor
        if why is None:
            self.keep_note()

        def taken(found: NextLead) -> None:
            if why is not None and self.wanted is not None:
                self._take_wanted()
                return
            is_same = why is not None and self.lead is not None and self.lead.lead.id == found.lead.id
            if why is not None:
                found = replace(found, why=why.why, callback_id=why.callback_id)
            self.campaign = next((c for c in self.campaigns if c.id == found.campaign.id), found.campaign)
            self.opening.set_line()
            self.arrived(found, keeps_note=is_same)

        def refused(error: UserError) -> None:
            if why is not None and self.wanted is not None:
                return  # to the lead that was asked for meanwhile
            self.tell(error)
            if why is not None or self.state is not State.PREVIEW:
                self.next_lead()

        self.move(lambda: calling.take_lead(actor, lead_id, campaign_id), taken, refused)

    def _take_wanted(self) -> None:
        """What was under way is over: the lead that was asked for meanwhile."""
        if self.wanted is not None and not self.is_moving and self.facts is not None:
            asked, self.wanted = self.wanted, None
            self.take(*asked)

    def arrived(
        self, found: NextLead | NothingToDial | None, *, keeps_note: bool = False, after_result: bool = False
    ) -> None:
        """A lead came, or none: show it at once; `after_result`: it may be dialled by itself."""
        self.ask.close()
        self.is_recovered = self.stays_on_lead = False
        self.countdown_s = None
        self.call = self.answered_at = self.ended_at = self.suggested = self.boxed_call = None
        if isinstance(found, NextLead):
            self.nothing = None
            self.lead, self.phone = found, found.phone
            self.hidden.begin(found.lead.id)
            if not keeps_note:
                self.call_id = new_id()
                self.note.begin(self.call_id, found.lead.id)
                self.note_replaced.emit("")
            self.countdown_s = self._countdown(found.campaign, after_result=after_result)
            self.show(State.PREVIEW)
            if not self.is_in_view:  # another page was opened meanwhile
                self.leave()
        else:
            self.nothing = found
            is_empty = found is not None and found.total == 0
            self.show(State.NO_CAMPAIGN if is_empty else State.NOTHING)
        campaign_id = self.campaign.id if self.campaign else None
        self.day.follow(campaign_id, self.campaigns)
        self.day.ask(look_around=self.state is State.NOTHING)

    def _countdown(self, campaign: Campaign, *, after_result: bool) -> int | None:
        """The seconds until the lead is dialled by itself; None where a key does it."""
        if self.is_held or campaign.is_paused:
            return None
        if campaign.dial_mode is DialMode.PREVIEW:
            return campaign.countdown_s or None
        measures = self.line is not None and not self.line.is_silent
        dials = after_result and dials_by_itself(campaign.dial_mode, measures)
        return GRACE_S if dials else None

    def hold_or_go_on(self) -> None:
        """Dial by itself no more, or again from the next lead on."""
        self.is_held = not self.is_held
        if self.is_held:
            self.countdown_s = None
        self.notices.toast(words.held() if self.is_held else words.goes_on())
        self.shown.emit()

    def may_hold(self) -> bool:
        """Whether leads of the campaign are dialled by themselves here."""
        campaign = self.campaign
        if campaign is None or campaign.dial_mode is DialMode.MANUAL:
            return False
        measures = self.line is not None and not self.line.is_silent
        return campaign.dial_mode is DialMode.PREVIEW or measures

    def come_from_break(self) -> None:
        """Somebody else ended the break: the next lead, and it waits for a key, since nobody may be here."""
        self.pause = None
        self.next_lead(waits=True)

    def wait(self) -> None:
        """Stop the countdown: the caller dials when ready."""
        if self.countdown_s is not None:
            self.countdown_s = None
            self.shown.emit()

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
            self.next_lead(by_itself=True)

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
        self._moves += 1
        this = self._moves
        self.moving.emit()

        def done(value: object) -> None:
            self.is_moving = False
            self.mark_saved()
            success(value)

        def failed(error: UserError) -> None:
            self.is_moving = False
            (failure or self.lock)(error)
            self.shown.emit()

        def settled() -> None:
            if self.is_moving and self._moves == this:  # cancelled or crashed, and nothing else was begun
                self.is_moving = False
                self.shown.emit()

        self.ops.store(self, work).changes(*TOPICS).progress(words.saving(label)).success(done).failure(
            failed
        ).settled(settled).start()

    def mark_saved(self) -> None:
        """Something was saved just now."""
        self.saved_at = self.now
        self.was_saved.emit()

    def _note_saved(self, is_saved: bool) -> None:
        if is_saved:
            self.saved_at = self.now
        self.was_saved.emit()

    def keep_note(self) -> None:
        """What was noted before a call that was not made belongs to the lead."""
        text = self.note.text.strip()
        if self.state is not State.PREVIEW or self.lead is None or not text:
            return
        calling, actor, lead_id = self.session.services.calling, self.session.actor, self.lead.lead.id
        request = self.call_id
        self.ops.store(self, lambda: calling.note(actor, lead_id, text, request)).changes("leads").success(
            lambda _none: self.mark_saved()
        ).start()
        self.note.done()

    def tell(self, error: UserError) -> None:
        """Say in a banner why something was refused."""
        self.notices.show(Notice(REFUSED, Tone.DUE, tr_error(error)))

    def lock(self, error: UserError) -> None:
        """Calling is not possible now; the screen says why."""
        self.error = tr_error(error)
        self.show(State.LOCKED)
