"""The questions asked in place: why skip, why never call, why a break, when to call back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QTimer

from crm_desktop.domain.consent import Channel
from crm_desktop.domain.dispositions import Disposition
from crm_desktop.domain.presence import BREAK_REASONS
from crm_desktop.domain.purposes import is_meant
from crm_desktop.domain.queue import SKIP_REASONS, NothingToDial
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling.asked_again import BasisEnds
from crm_desktop.services.calling.values import CallLater, NextLead, Skip
from crm_desktop.services.consent import SayNo
from crm_desktop.ui.calling import words
from crm_desktop.ui.calling.asked_data import ASKED_LABELS, AskedData
from crm_desktop.ui.calling.promise import Promise, propose
from crm_desktop.ui.calling.questions import Questions
from crm_desktop.ui.calling.states import WITH_LEAD, Pause, State, Strip
from crm_desktop.ui.consent_texts import NO_LABELS, NO_TO, said_no
from crm_desktop.ui.i18n import tr_error

if TYPE_CHECKING:
    from crm_desktop.ui.calling.presenter import CallingPresenter

LATER_DELAY = timedelta(hours=2)
PAUSE_MS = 200  # without a key before the slow library is asked what was meant
MAY_BREAK = (State.PREVIEW, State.NOTHING, State.LOCKED, State.NO_CAMPAIGN)


class Decisions:
    """The strip that is open, and what follows from its answer."""

    def __init__(self, presenter: CallingPresenter) -> None:
        self._p = presenter
        self.strip = Strip.NONE
        self.promise: Promise | None = None
        self.result: Disposition | None = None
        self.questions = Questions(presenter)
        self.asked = AskedData(presenter)
        self._pause = QTimer(presenter)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask_library)

    # ---- opening and closing -----------------------------------------------------------------

    def close(self) -> None:
        """Forget the question, without showing anything yet."""
        self.strip, self.promise, self.result = Strip.NONE, None, None
        self.questions.close()

    def back(self) -> None:
        """The person thought better of it; from the time of a call back to what the result asked before."""
        if not self.strip or self._p.is_moving:
            return
        if self.promise is not None and self.promise.is_choosing:
            self.promise = self.promise.asked(False)
            self._p.shown.emit()
            return
        has_fields = self.strip is Strip.PROMISE and self.questions.answers is not None
        self.close()
        if not (has_fields and self.questions.reopen()):
            self._p.shown.emit()

    def show(self, strip: Strip, result: Disposition) -> None:
        """Ask something that a result needs."""
        self.strip, self.promise, self.result = strip, None, result
        self._p.shown.emit()

    def open(self, strip: Strip) -> None:
        """Ask for the reason of a skip, a break, a do-not-call, or for showing a hidden number."""
        p = self._p
        fits = {
            Strip.BREAK: p.state in MAY_BREAK,
            Strip.SHOW_NUMBER: p.state in WITH_LEAD and p.hidden.is_hidden(p.phone),
            Strip.SAY_NO: p.state in WITH_LEAD and p.lead is not None and not p.lead.is_limited,
            Strip.ASKED: p.state in WITH_LEAD,
        }.get(strip, p.state is State.PREVIEW)
        if p.is_moving or not fits:
            return
        p.countdown_s = None
        self.strip = strip
        if strip is Strip.ASKED:
            self.asked.begin()
        p.shown.emit()

    def reasons(self) -> tuple[str, ...]:
        """The reasons of the open strip, in the order of their keys, in English."""
        return {
            Strip.SKIP: SKIP_REASONS,
            Strip.DO_NOT_CALL: tuple(words.NEVER_LABELS.values()),
            Strip.BREAK: tuple(reason.code for reason in BREAK_REASONS),
            Strip.SHOW_NUMBER: tuple(words.SHOW_LABELS.values()),
            Strip.SAY_NO: tuple(NO_LABELS.values()),
            Strip.ASKED: tuple(ASKED_LABELS.values()),
        }.get(self.strip, ())

    def choose(self, index: int) -> None:
        """One of the reasons: done at once."""
        reasons = self.reasons()
        if self._p.is_moving or not 0 <= index < len(reasons):
            return
        act: dict[Strip, Callable[[str], None]] = {
            Strip.SKIP: self._skip,
            Strip.DO_NOT_CALL: self._never,
            Strip.BREAK: self._break,
            Strip.SHOW_NUMBER: self._p.hidden.reveal,
            Strip.SAY_NO: self._said_no,
            Strip.ASKED: self.asked.choose,
        }
        act[self.strip](reasons[index])

    # ---- reasons -----------------------------------------------------------------------------

    def _skip(self, reason: str) -> None:
        p = self._p
        if p.lead is None:
            return
        p.keep_note()
        calling, actor = p.session.services.calling, p.session.actor
        command = Skip(new_id(), p.lead.lead.id, p.lead.campaign.id, reason)
        name = p.lead.lead.name

        def skipped(found: NextLead | NothingToDial) -> None:
            p.arrived(found)
            p.notices.toast(words.skipped(name))

        p.move(lambda: calling.skip(actor, command), skipped, self.refused)

    def _never(self, why: str) -> None:
        p = self._p
        if p.lead is None or p.phone is None:
            return
        p.keep_note()
        calling, actor = p.session.services.calling, p.session.actor
        lead_id, phone_id, campaign_id = p.lead.lead.id, p.phone.phone_id, p.lead.campaign.id
        number = p.hidden.number(p.phone)

        def work() -> NextLead | NothingToDial:
            calling.do_not_call(actor, lead_id, phone_id, why)
            return calling.next_lead(actor, campaign_id)

        def done(found: NextLead | NothingToDial) -> None:
            p.arrived(found)
            p.notices.toast(words.never_again(number))

        p.move(work, done, self.refused)

    def _said_no(self, told: str) -> None:
        """They don't want this any more: kept at once; who may not be called any more leaves the screen."""
        p = self._p
        if p.lead is None:
            return
        key = next(key for key, label in NO_LABELS.items() if label == told)
        p.keep_note()
        services, actor = p.session.services, p.session.actor
        name, lead_id, campaign = p.lead.lead.name, p.lead.lead.id, p.lead.campaign
        call_id = p.call.id if p.call is not None else None
        command = SayNo(new_id(), lead_id, NO_TO[key], call_id, "")
        goes = p.state is State.PREVIEW and is_meant(command.what, campaign.aim, Channel.CALL)

        def work() -> NextLead | NothingToDial | None:
            services.consent.say_no(actor, command)
            return services.calling.next_lead(actor, campaign.id) if goes else None

        def done(found: NextLead | NothingToDial | None) -> None:
            self.close()
            p.ops.changes.announce(("leads", "queue", "callbacks"), p)
            if found is not None:
                p.arrived(found)
            elif p.lead is not None and p.lead.lead.id == lead_id:
                p.lead = p.lead.refusing(command.what)
            p.notices.toast(said_no(name, key))
            p.shown.emit()

        p.move(work, done, self.refused)

    def _break(self, reason: str) -> None:
        p = self._p
        p.keep_note()
        calling, actor = p.session.services.calling, p.session.actor
        request = new_id()

        def work() -> Pause:
            begun = calling.pause(actor, reason, request)
            calling.release(actor)
            return Pause(begun.reason, begun.at, begun.allowed_s)

        def done(pause: Pause) -> None:
            self.close()
            p.pause = pause
            p.ops.changes.announce(("people",), p)
            p.show(State.BREAK)

        p.move(work, done, self.refused)

    def resume(self) -> None:
        """Back from the break: the next lead."""
        p = self._p
        if p.state is not State.BREAK or p.is_moving:
            return
        calling, actor = p.session.services.calling, p.session.actor
        request = new_id()

        def done(_none: object) -> None:
            p.pause = None
            p.ops.changes.announce(("people",), p)
            p.next_lead()

        p.move(lambda: calling.resume(actor, request), done)

    def refused(self, error: UserError) -> None:
        self.close()
        self._p.tell(error)

    # ---- when to call back -------------------------------------------------------------------

    def open_promise(
        self, for_act: Literal["result", "later"], delay: timedelta, result: Disposition | None = None
    ) -> None:
        """Ask when; a time is proposed already."""
        p = self._p
        if p.lead is None or p.is_moving:
            return
        p.countdown_s = None
        self.strip, self.result = Strip.PROMISE, result
        self.promise = propose(for_act, p.now, p.lead.local_zone, p.lead.campaign.window, delay)
        p.shown.emit()

    def later(self) -> None:
        """Promise a call-back without calling now."""
        if self._p.state is State.PREVIEW:
            self.open_promise("later", LATER_DELAY)

    def typed(self, text: str) -> None:
        """A time in the person's own words; what the own rules don't know a library is asked for."""
        p = self._p
        if self.promise is None or text == self.promise.typed:
            return
        self.promise = self.promise.read(text, p.now, "en", may_ask_library=False)
        p.shown.emit()
        if self.promise.at is None and len(text.strip()) > 2:
            self._pause.start()
        else:
            self._pause.stop()

    def _ask_library(self) -> None:
        """The person stopped typing in the middle of what the own rules don't know."""
        p, promise = self._p, self.promise
        if promise is None or promise.at is not None:
            return
        now = p.now
        p.ops.read(p, lambda: promise.read(promise.typed, now, "en", may_ask_library=True)).latest_only(
            f"calling.when.{id(self)}"
        ).success(self._understood).start()

    def _understood(self, found: Promise) -> None:
        promise = self.promise
        if promise is None or promise.typed != found.typed or promise.at is not None or promise.readings:
            return
        if found.at is not None or found.readings:
            self.promise = found
            self._p.shown.emit()

    def quick(self, index: int) -> None:
        """One of the readings of what was typed, where there are several; else one of the ready times."""
        if self.promise is not None and not self._p.is_moving:
            promise = self.promise
            if promise.ways:
                self._way(promise, index)
                return
            self.promise = promise.reading(index) if promise.readings else promise.chosen(index)
            self._p.shown.emit()

    def _way(self, promise: Promise, index: int) -> None:
        """They asked for it: it is promised at once; or the latest time instead, to be seen first."""
        if not 0 <= index < len(promise.ways):
            return
        if promise.ways[index] == "asked":
            self.promise = replace(promise, is_asked=True)
            self.confirm()
            return
        self.promise = replace(promise.read("", self._p.now, "en", may_ask_library=False), at=promise.latest)
        self._p.shown.emit()

    def confirm(self) -> None:
        """Enter: promise what is understood, and go on; where it is not sure, the keyboard asks which."""
        p, promise, result = self._p, self.promise, self.result
        if self.strip is not Strip.PROMISE or promise is None or p.is_moving:
            return
        if promise.at is None:
            self.promise = promise.asked(True)
            p.shown.emit()
            return
        if promise.for_act == "result":
            if result is not None:
                p.flow.complete(result, promise.at)
            return
        self._promise_later(promise)

    def _promise_later(self, promise: Promise) -> None:
        p = self._p
        if p.lead is None or promise.at is None:
            return
        calling, actor, at = p.session.services.calling, p.session.actor, promise.at
        lead, note = p.lead, p.note.text.strip()
        command = CallLater(new_id(), lead.lead.id, lead.campaign.id, at, note)

        def work() -> NextLead | NothingToDial:
            calling.call_later(actor, command)
            return calling.next_lead(actor, lead.campaign.id)

        def done(found: NextLead | NothingToDial) -> None:
            p.note.done()
            p.arrived(found)
            p.notices.toast(words.promised_label(lead.lead.name, at, lead.local_zone, p.now))

        p.move(work, done, self._later_refused)

    def _later_refused(self, error: UserError) -> None:
        if error.field == "callback_at":
            self.refuse(error)
        else:
            self.refused(error)

    def refuse(self, error: UserError) -> None:
        """The time can't be promised: say why, in the strip, and what can be done."""
        if self.promise is not None:
            ends = error if isinstance(error, BasisEnds) else None
            self.promise = replace(
                self.promise,
                refusal=tr_error(error),
                latest=ends.latest if ends is not None else None,
                may_ask=ends is not None and ends.may_ask and self.promise.for_act == "result",
                is_asked=False,
            )
