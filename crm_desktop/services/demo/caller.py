"""An invented caller: what one does in a working day, step by step, each through the services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from crm_desktop.domain.calling_window import next_open
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.dispositions import Disposition
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import SKIP_REASONS
from crm_desktop.domain.result_fields import FieldKind, Plain
from crm_desktop.errors import UserError
from crm_desktop.ids import id_at, new_id
from crm_desktop.services.bundle import Services
from crm_desktop.services.calling import CompleteCall, Completed, Dial, NextLead, Skip
from crm_desktop.services.demo.names import sample_words

# How often a dial ends how: someone out of the blue, and someone who was promised a call.
COLD = {
    "NO_ANSWER": 34, "BUSY": 12, "SWITCHED_OFF": 11, "NOT_INTERESTED": 13, "CALL_BACK": 14, "INTERESTED": 6,
    "WRONG_NUMBER": 3, "LANGUAGE": 2, "ALREADY_BOUGHT": 2, "SOLD": 2, "DO_NOT_CALL": 1,
}  # fmt: skip
PROMISED = {
    "NO_ANSWER": 20, "BUSY": 8, "SWITCHED_OFF": 4, "NOT_INTERESTED": 18, "CALL_BACK": 18, "INTERESTED": 14,
    "ALREADY_BOUGHT": 3, "SOLD": 15,
}  # fmt: skip
_NEVER_ANSWERED = frozenset({"NO_ANSWER", "BUSY", "SWITCHED_OFF"})
_LONGEST_LOOK_S = 100  # the claim on a lead lasts two minutes
_A_CALL_S = 95  # what a call takes on the average, ring to result

Step = Callable[[datetime], "Next"]
Next = tuple[datetime, Step] | None
"""When a caller does something next, and what; None when the day is over."""


@dataclass
class Day:
    """One caller's plan for a day; all times UTC."""

    arrives_at: datetime
    opens_at: datetime
    leaves_at: datetime
    target: int
    pauses: list[tuple[datetime, str, float]]  # when, why, how many minutes; soonest first
    made: int = 0


@dataclass(eq=False)
class Caller:
    """A caller with habits: `luck` scales successes, `marks_talk` says whether talk is marked by hand."""

    sign_in_name: str
    password: str
    seat: str
    luck: float
    marks_talk: bool
    random: Random
    services: Services
    campaigns: Sequence[Campaign]  # own one first
    count_call: Callable[[], None]
    day: Day = field(init=False)
    actor: Actor | None = None
    shown: NextLead | None = None
    call_id: UUID | None = None
    result: Disposition | None = None
    promises: int = 0  # given, over all days

    def begin(self, day: Day) -> Next:
        """Plan the day; gives the first step."""
        self.day = day
        return day.arrives_at, self._arrive

    # --- steps ---

    def _arrive(self, now: datetime) -> Next:
        self.actor = self.services.people.sign_in(self.sign_in_name, self.password, self.seat).actor
        start = max(now + self._seconds(40, 240), self.day.opens_at + self._seconds(5, 120))
        return start, self._seek

    def _seek(self, now: datetime) -> Next:
        """Ask for a lead, unless it is time for a pause or to go home."""
        if (instead := self._before_calling(now)) is not None:
            return now, instead
        back_at = now + timedelta(minutes=12)
        for campaign in self.campaigns:
            found = self.services.calling.next_lead(self._me, campaign.id)
            if isinstance(found, NextLead):
                self.shown = found
                return self._look(now)
            if found.next_at is not None:
                back_at = min(back_at, max(found.next_at, now + timedelta(seconds=20)))
        return back_at, self._seek

    def _dial(self, now: datetime) -> Next:
        if (instead := self._before_calling(now)) is not None:
            return now, instead
        assert self.shown is not None
        lead, campaign = self.shown.lead, self.shown.campaign
        if self.random.random() < 0.02:
            reason = self.random.choice(SKIP_REASONS)
            try:
                found = self.services.calling.skip(self._me, Skip(new_id(), lead.id, campaign.id, reason))
            except UserError:  # looked at for so long that it was given to somebody else
                return now + timedelta(seconds=5), self._seek
            self.shown = found if isinstance(found, NextLead) else None
            return self._look(now)
        self.call_id = id_at(now)
        try:
            self.services.calling.dial(
                self._me,
                Dial(new_id(), self.call_id, lead.id, campaign.id, self.shown.phone.phone_id, "by_hand"),
            )
        except UserError:  # the gate shut meanwhile
            return now + timedelta(seconds=5), self._seek
        self.day.made += 1
        self.count_call()
        self.result = self._outcome()
        if self.result.code in _NEVER_ANSWERED:
            return now + self._seconds(15, 50), self._finish
        return now + self._seconds(6, 25), self._answered

    def _answered(self, now: datetime) -> Next:
        assert self.result is not None
        long = self.result.code in ("INTERESTED", "SOLD", "CALL_BACK")
        ends_at = now + (self._seconds(60, 260) if long else self._seconds(12, 90))
        if not self.marks_talk:
            return ends_at + self._seconds(5, 40), self._finish
        assert self.call_id is not None
        self.services.calling.mark_answered(self._me, self.call_id)
        return ends_at, self._hung_up

    def _hung_up(self, now: datetime) -> Next:
        assert self.call_id is not None
        self.services.calling.mark_ended(self._me, self.call_id, "completed")
        return now + self._seconds(5, 40), self._finish

    def _finish(self, now: datetime) -> Next:
        """Give the result; now and then the wrong one first, taken back at once."""
        assert self.call_id is not None
        assert self.result is not None
        goes_on = self._before_calling(now) is None
        slip = self.random.random() < 0.008
        result = self._by_code("NO_ANSWER") if slip else self.result
        done = self._complete(self._command(result, now, goes_on), now)
        if slip:
            self.shown = self.services.calling.undo(self._me, done.undo_id).next_lead
            return now + self._seconds(4, 9), self._finish
        self.promises += done.callback_id is not None
        if self.random.random() < 0.02:
            self._write_a_note(done.call.lead_id)
        self.shown = done.next if isinstance(done.next, NextLead) else None
        return self._look(now)

    def _pause(self, now: datetime) -> Next:
        _, reason, minutes = self.day.pauses.pop(0)
        self.services.calling.release(self._me)
        self.services.calling.pause(self._me, reason, new_id())
        self.shown = None
        return now + timedelta(minutes=minutes), self._resume

    def _resume(self, now: datetime) -> Next:
        self.services.calling.resume(self._me, new_id())
        self._tidy_promises(now)
        return now + self._seconds(5, 60), self._seek

    def _leave(self, now: datetime) -> Next:
        self.services.calling.release(self._me)
        self.services.people.sign_out(self._me)
        self.shown, self.actor = None, None
        return None

    # --- inside ---

    @property
    def _me(self) -> Actor:
        assert self.actor is not None, "signed in"
        return self.actor

    def _before_calling(self, now: datetime) -> Step | None:
        """What comes before any further call: home, or a pause; None when nothing does."""
        if now >= self.day.leaves_at or self.day.made >= self.day.target:
            return self._leave
        return self._pause if self.day.pauses and now >= self.day.pauses[0][0] else None

    def _look(self, now: datetime) -> Next:
        """Read the lead on the screen; the pace is what the day's target leaves."""
        if self.shown is None:
            return now + self._seconds(3, 15), self._seek
        left_s = (self.day.leaves_at - now).total_seconds() - 60 * sum(p[2] for p in self.day.pauses)
        spare_s = left_s / max(1, self.day.target - self.day.made) - _A_CALL_S
        reads_s = min(max(4.0, spare_s * self.random.uniform(0.2, 1.6)), _LONGEST_LOOK_S)
        return now + timedelta(seconds=round(reads_s)), self._dial

    def _outcome(self) -> Disposition:
        assert self.shown is not None
        chances = PROMISED if self.shown.why.kind == "promised" else COLD
        codes = [code for code in chances if any(d.code == code for d in self.shown.campaign.dispositions)]
        weights = [chances[c] * (self.luck if c in ("SOLD", "INTERESTED") else 1.0) for c in codes]
        return self._by_code(self.random.choices(codes, weights)[0])

    def _by_code(self, code: str) -> Disposition:
        assert self.shown is not None
        return next(d for d in self.shown.campaign.dispositions if d.code == code)

    def _command(self, result: Disposition, now: datetime, goes_on: bool) -> CompleteCall:
        assert self.shown is not None
        assert self.call_id is not None
        words: dict[str, Any] = sample_words()
        remarks: list[str] = words["remarks"].get(result.code, [""])
        note = self.random.choice(remarks).format(amount=self.random.choice((2, 5, 10, 15, 25)))
        at: datetime | None = None
        if result.needs_next_date:
            window = self.shown.campaign.window
            at = next_open(window, self.shown.local_zone, now + timedelta(minutes=self._promise_in()))
        return CompleteCall(
            request_id=new_id(),
            call_id=self.call_id,
            disposition_id=result.id,
            note=note,
            callback_at=at,
            callback_note=note if at is not None else "",
            take_next=goes_on,
            values=self._noted(result),
        )

    def _noted(self, result: Disposition) -> tuple[tuple[str, Plain], ...]:
        """What a result asks for: a product, a round amount, now and then paid at once."""
        given: list[tuple[str, Plain]] = []
        for asked in result.fields:
            if asked.kind is FieldKind.PRODUCT:
                campaign = self.shown.campaign.name if self.shown is not None else ""
                products = self.services.products.list(self._me)
                fitting = [p for p in products if campaign.startswith(p.name)] or list(products)
                given += [(asked.key, str(self.random.choice(fitting).id))] if fitting else []
            elif asked.kind is FieldKind.AMOUNT:
                given.append((asked.key, self.random.choice((5, 8, 12, 18, 25, 40, 60)) * 1_000_00))
            elif asked.kind is FieldKind.PAID:
                given.append((asked.key, self.random.random() < 0.4))
        return tuple(given)

    def _complete(self, command: CompleteCall, now: datetime) -> Completed:
        """Give the result; a promise for a day with no tries left becomes one for the next day, or none."""
        assert self.shown is not None
        try:
            return self.services.calling.complete_and_next(self._me, command)
        except UserError:
            if command.callback_at is None:
                raise
        tomorrow = next_open(self.shown.campaign.window, self.shown.local_zone, now + timedelta(hours=18))
        try:
            later = replace(command, callback_at=tomorrow)
            return self.services.calling.complete_and_next(self._me, later)
        except UserError:  # every try is used up
            refused = self._by_code("NOT_INTERESTED")
            last = replace(command, disposition_id=refused.id, callback_at=None, callback_note="", values=())
            return self.services.calling.complete_and_next(self._me, last)

    def _promise_in(self) -> int:
        """In how many minutes someone wants to be called again, rounded as people speak."""
        hours, weights = (0.5, 1, 2, 3, 22, 24, 26, 48, 72, 120), (4, 5, 6, 4, 5, 8, 5, 3, 4, 2)
        return int(self.random.choices(hours, weights)[0] * 60)

    def _write_a_note(self, lead_id: UUID) -> None:
        text = self.random.choice(sample_words()["notes"])
        try:
            self.services.leads.add_note(self._me, lead_id, text, new_id())
        except UserError:  # the lead is not theirs
            pass

    def _tidy_promises(self, now: datetime) -> None:
        """After a pause now and then move a promise, or close one that is settled."""
        roll = self.random.random()
        if roll > 0.3:
            return
        mine = self.services.callbacks.mine(self._me)
        coming = mine.today + mine.coming
        if not coming:
            return
        chosen = self.random.choice(coming)
        if roll < 0.08:
            self.services.callbacks.done(self._me, chosen.id, chosen.version, "Came to the branch")
            return
        campaign = next((c for c in self.campaigns if c.id == chosen.campaign_id), self.campaigns[0])
        at = next_open(campaign.window, chosen.zone, max(now, chosen.due_at) + timedelta(hours=2))
        if at is None:
            return
        try:
            self.services.callbacks.move(self._me, chosen.id, chosen.version, at)
        except UserError:  # no tries left on that day
            pass

    def _seconds(self, least: int, most: int) -> timedelta:
        return timedelta(seconds=self.random.randint(least, most))
