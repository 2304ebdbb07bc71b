"""The gate before every dial: which of a lead's phones may be called now, and if none, why and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.calling_window import CallingWindow, instants_of, is_open, next_open
from crm_desktop.domain.formats import full_when
from crm_desktop.domain.lead import LeadPhone
from crm_desktop.domain.queue import Reason
from crm_desktop.domain.shift import number_of
from crm_desktop.errors import UserError


class Act(StrEnum):
    """What the gate is asked for."""

    CLAIM = "claim"  # the queue puts a lead on a screen
    CHOOSE = "choose"  # a person picks a lead
    DIAL = "dial"
    MESSAGE = "message"  # a text is handed to WhatsApp, the message or the mail program


_RIGHTS = frozenset({Reason.DO_NOT_CALL, Reason.NO_PHONE})
_TIMES_AND_CAPS = frozenset({Reason.MAX_ATTEMPTS, Reason.DAY_CAP, Reason.TOO_SOON, Reason.OUTSIDE_HOURS})
# Which reasons bind which act: what a person asked for binds all, hours and caps bind dials.
BINDS: dict[Act, frozenset[Reason]] = {
    Act.CLAIM: _RIGHTS | _TIMES_AND_CAPS,
    Act.CHOOSE: _RIGHTS | _TIMES_AND_CAPS,
    Act.DIAL: _RIGHTS | _TIMES_AND_CAPS,
    Act.MESSAGE: _RIGHTS,
}

# Seconds that must lie between two dials of one number: the queue leaves people in peace, a person may
# ring again at once when the line dropped, but not by a slip of the finger.
GAP_S = {Act.CLAIM: 10 * 60, Act.CHOOSE: 0, Act.DIAL: 20, Act.MESSAGE: 0}


@dataclass(frozen=True, slots=True)
class PhoneFacts:
    """What the gate knows of one phone; `day` (yyyymmdd in the lead's zone) is what day_attempts counts."""

    phone_id: UUID
    is_wrong: bool
    is_do_not_call: bool
    attempts: int
    day_attempts: int
    day: int | None
    last_attempt_at: datetime | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the gate knows of one lead in one campaign; phones in the order they are tried."""

    act: Act
    now: datetime
    zone: str
    window: CallingWindow
    max_per_day: int
    max_per_phone: int
    phones: tuple[PhoneFacts, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """One rule that says no, and until when (None: for good)."""

    reason: Reason
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The phone to dial, or the rules that forbid it, the primary one first."""

    phone_id: UUID | None
    refusals: tuple[Refusal, ...] = ()


def judge(facts: Facts, phone_id: UUID | None = None) -> Verdict:
    """Whether the lead may be dialled now, on this phone or on the first that is free.

    Refused for good come do-not-call, used-up tries and wrong numbers; for a time the caps, the gap
    between two dials and the calling hours. A lead is refused for good only when all its phones are.
    """
    chosen = tuple(p for p in facts.phones if phone_id is None or p.phone_id == phone_id)
    hours = _binding(facts.act, _hours(facts))
    refused: list[tuple[Refusal, ...]] = []
    for phone in chosen:
        against = _binding(facts.act, _against(facts, phone))
        if not against and not hours:
            return Verdict(phone.phone_id)
        refused.append(against + hours)
    if not refused:
        return Verdict(None, (Refusal(Reason.NO_PHONE, None), *hours))
    return Verdict(None, min(refused, key=_hopeless))


def judge_phones(act: Act, now: datetime, phones: Sequence[LeadPhone]) -> tuple[LeadPhone, ...]:
    """The phones of a card on which an act that hours and caps don't bind may reach the person."""
    assert not BINDS[act] & _TIMES_AND_CAPS, "hours and caps need the campaign's facts"
    allowed: list[LeadPhone] = []
    for phone in phones:
        known = PhoneFacts(phone.phone_id, phone.is_wrong, phone.is_do_not_call, 0, 0, None, None)
        facts = Facts(act, now, "UTC", CallingWindow(), 1, 1, (known,))
        if judge(facts).phone_id is not None:
            allowed.append(phone)
    return tuple(allowed)


def usable(facts: Facts) -> bool:
    """Whether any phone may ever be dialled again, whatever the hour."""
    return any(all(r.until is not None for r in _against(facts, p)) for p in facts.phones)


def free_at(verdict: Verdict) -> datetime | None:
    """When the refused lead can be dialled at the earliest, None when never by itself."""
    untils = [r.until for r in verdict.refusals]
    if not untils or None in untils:
        return None
    return max(u for u in untils if u is not None)


def local_day(now: datetime, zone: str) -> int:
    """The date in a zone as yyyymmdd."""
    return number_of(now.astimezone(ZoneInfo(zone)).date())


def next_day_open(window: CallingWindow, zone: str, now: datetime) -> datetime | None:
    """When calling hours open on the first following local day that has any."""
    tomorrow = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    midnight = instants_of(tomorrow, time(0), zone)
    begin = midnight[-1] if midnight else now + timedelta(days=1)  # a few zones skip midnight
    return next_open(window, zone, begin)


def refused(verdict: Verdict, facts: Facts) -> UserError:
    """The sentence for the person who wanted to dial, with the date from which it is possible."""
    primary = verdict.refusals[0]
    until = "" if primary.until is None else full_when(primary.until, facts.zone)
    end = facts.window.end
    return UserError(
        _SENTENCES[primary.reason],
        until=until,
        max_per_phone=facts.max_per_phone,
        max_per_day=facts.max_per_day,
        start=facts.window.start.strftime("%H:%M"),
        end="24:00" if end == time(0) else end.strftime("%H:%M"),
    )


_SENTENCES: dict[Reason, str] = {
    Reason.DO_NOT_CALL: "The person at this number asked not to be called. It is never dialled again.",
    Reason.NO_PHONE: "This lead has no number that can be called. Add one, then call.",
    Reason.MAX_ATTEMPTS: "This number was dialled {max_per_phone} times, as often as allowed. "
    "Use another number.",
    Reason.DAY_CAP: "This number was dialled {max_per_day} times today, as often as allowed. "
    "Call from {until} on.",
    Reason.TOO_SOON: "This number was dialled a moment ago. Wait until {until}.",
    Reason.OUTSIDE_HOURS: "It is outside calling hours there ({start}–{end}). Call from {until} on.",
}


def _binding(act: Act, refusals: tuple[Refusal, ...]) -> tuple[Refusal, ...]:
    return tuple(r for r in refusals if r.reason in BINDS[act])


def _against(facts: Facts, phone: PhoneFacts) -> tuple[Refusal, ...]:
    found: list[Refusal] = []
    if phone.is_do_not_call:
        found.append(Refusal(Reason.DO_NOT_CALL, None))
    if phone.is_wrong:
        found.append(Refusal(Reason.NO_PHONE, None))
    if phone.attempts >= facts.max_per_phone:
        found.append(Refusal(Reason.MAX_ATTEMPTS, None))
    today = local_day(facts.now, facts.zone)
    if phone.day == today and phone.day_attempts >= facts.max_per_day:
        found.append(Refusal(Reason.DAY_CAP, next_day_open(facts.window, facts.zone, facts.now)))
    gap = timedelta(seconds=GAP_S[facts.act])
    if phone.last_attempt_at is not None and facts.now < phone.last_attempt_at + gap:
        until = phone.last_attempt_at + gap
        found.append(Refusal(Reason.TOO_SOON, next_open(facts.window, facts.zone, until)))
    return tuple(found)


def _hours(facts: Facts) -> tuple[Refusal, ...]:
    if is_open(facts.window, facts.zone, facts.now):
        return ()
    return (Refusal(Reason.OUTSIDE_HOURS, next_open(facts.window, facts.zone, facts.now)),)


_RANK = {Reason.DO_NOT_CALL: 1, Reason.MAX_ATTEMPTS: 2, Reason.NO_PHONE: 3}


def _hopeless(refusals: tuple[Refusal, ...]) -> tuple[bool, float]:
    """Sorts a lead's refused phones: first the one that is free soonest, then by why it never is."""
    for_good = [r for r in refusals if r.until is None]
    if for_good:
        return True, min(_RANK.get(r.reason, 9) for r in for_good)
    return False, max(r.until.timestamp() for r in refusals if r.until is not None)
