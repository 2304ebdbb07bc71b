"""The gate before every dial: which of a lead's phones may be called now, and if none, why and until when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache, partial
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.calling_window import CallingWindow, is_open, is_over, next_open
from crm_desktop.domain.campaign_rules import Caps, Numbers, Rules
from crm_desktop.domain.caps import Check, as_check, check_caps
from crm_desktop.domain.formats import full_when
from crm_desktop.domain.lawful import BASIS_REASONS, NO_BASIS_OF_ITS_OWN, OwnBasis, Span
from crm_desktop.domain.lead import LeadPhone
from crm_desktop.domain.queue import Reason
from crm_desktop.domain.quick import quick
from crm_desktop.domain.shift import number_of
from crm_desktop.errors import UserError


class Act(StrEnum):
    """What the gate is asked for."""

    CLAIM = "claim"  # the queue puts a lead on a screen
    CHOOSE = "choose"  # a person picks a lead
    DIAL = "dial"
    MESSAGE = "message"  # a text is handed to WhatsApp, the message or the mail program
    EXPORT = "export"  # contacts leave in a list
    ARCHIVE = "archive"  # everything of the workspace, for the workspace
    PERSON_EXPORT = "person_export"  # what a person asked to have of themselves


# What the person's own wish or age forbids, for good until they or their guardian say otherwise.
PERSON_REASONS = (Reason.MINOR, Reason.CONSENT_WITHDRAWN)
_RIGHTS = frozenset({Reason.ERASED, Reason.DO_NOT_CALL, Reason.NO_PHONE, *PERSON_REASONS})
_TIMES_AND_CAPS = frozenset(
    {
        Reason.MAX_ATTEMPTS,
        Reason.DAY_CAP,
        Reason.ROLLING_CAP,
        Reason.WEEK_CAP,
        Reason.TOO_SOON,
        Reason.AGREEMENT_ENDED,
        Reason.OUTSIDE_HOURS,
    }
)
_BASIS = frozenset(BASIS_REASONS)
# Which reasons bind which act: what a person asked for binds all, why they may be called, hours and caps
# bind dials.
BINDS: dict[Act, frozenset[Reason]] = {
    Act.CLAIM: _RIGHTS | _BASIS | _TIMES_AND_CAPS,
    Act.CHOOSE: _RIGHTS | _BASIS | _TIMES_AND_CAPS,
    Act.DIAL: _RIGHTS | _BASIS | _TIMES_AND_CAPS,
    Act.MESSAGE: _RIGHTS,
    Act.EXPORT: _RIGHTS - {Reason.NO_PHONE},
    Act.ARCHIVE: frozenset(),
    Act.PERSON_EXPORT: frozenset(),
}

_BOUND_BY_ALL = frozenset(act for act, reasons in BINDS.items() if reasons >= BINDS[Act.DIAL])

# Seconds that must lie between two dials of one number: a person may ring again at once when the line
# dropped, but not by a slip of the finger; how long the queue leaves people in peace is the campaign's rule.
GAP_S = {Act.CHOOSE: 0, Act.DIAL: 20}
_A_DAY_ANYWHERE = timedelta(days=2)  # longer than any date lasts where clocks are put back


@quick
@dataclass(frozen=True, slots=True)
class Tries:
    """How often a number or a lead was tried. `recent`: the latest times, oldest first.

    `day` (yyyymmdd in the lead's zone) is what `day_count` counts.
    """

    total: int = 0
    day_count: int = 0
    day: int | None = None
    last_at: datetime | None = None
    recent: tuple[datetime, ...] = ()

    def of_day(self, today: int) -> int:
        """Those of one day."""
        return self.day_count if self.day == today else 0


@quick
@dataclass(frozen=True, slots=True)
class PhoneFacts:
    """What the gate knows of one phone."""

    phone_id: UUID
    is_wrong: bool = False
    is_do_not_call: bool = False
    tries: Tries = Tries()


@quick
@dataclass(frozen=True, slots=True)
class Facts:
    """What the gate knows of one lead in one campaign; phones in the order they stand on the card.

    `is_awaited`: the lead comes by a promise, so the campaign's gap doesn't bind. `span`: why the campaign's
    people may be called at `now`; None where nobody asks, as in practice. `own`: the lead's own basis.
    `is_refused`: the person said no to this purpose by this way; `is_minor`: under 18, no guardian on record.
    """

    act: Act
    now: datetime
    zone: str
    window: CallingWindow
    rules: Rules
    phones: tuple[PhoneFacts, ...]
    lead: Tries = Tries()
    is_awaited: bool = False
    span: Span | None = None
    own: OwnBasis = NO_BASIS_OF_ITS_OWN
    is_erased: bool = False
    is_refused: bool = False
    is_minor: bool = False


# Tuples, for they are made at every decision, and a frozen dataclass takes four times as long to make.
class Refusal(NamedTuple):
    """One rule that says no, and until when (None: for good)."""

    reason: Reason
    until: datetime | None


_refusal: Callable[[tuple[Reason, datetime | None]], Refusal] = partial(tuple.__new__, Refusal)


@quick
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
    chosen = tuple(p for p in _in_order(facts) if phone_id is None or p.phone_id == phone_id)
    hours = _refusals(
        checks_of_person(facts) + checks_of_basis(facts) + checks_of_hours(facts) + checks_of_lead(facts)
    )
    refused: list[tuple[Refusal, ...]] = []
    for phone in chosen:
        against = _refusals(checks_of_phone(facts, phone))
        if not against and not hours:
            return Verdict(phone.phone_id)
        refused.append(against + hours)
    if not refused:
        return Verdict(None, _gravest_first((Refusal(Reason.NO_PHONE, None), *hours)))
    return Verdict(None, _gravest_first(min(refused, key=_hopeless)))


_PLAIN = (None, None, None, None)  # of a check that knows yes and no alone


def checks_of_phone(facts: Facts, phone: PhoneFacts) -> tuple[Check, ...]:
    """All that the gate asks of one number, in the order in which it refuses."""
    asked = [
        as_check((Reason.DO_NOT_CALL, not phone.is_do_not_call, None, phone.phone_id, *_PLAIN)),
        as_check((Reason.NO_PHONE, not phone.is_wrong, None, phone.phone_id, *_PLAIN)),
        *_capped(facts, facts.rules.phone_caps, phone.tries, phone.phone_id),
    ]
    last_at, gap_s = phone.tries.last_at, _gap_s(facts, phone)
    if last_at is not None:
        free = last_at + timedelta(seconds=gap_s)
        is_free = facts.now >= free
        until = None if is_free else next_open(facts.window, facts.zone, free)
        asked.append(as_check((Reason.TOO_SOON, is_free, until, phone.phone_id, None, None, last_at, gap_s)))
    return _binding(facts.act, asked)


def checks_of_lead(facts: Facts) -> tuple[Check, ...]:
    """What the gate asks of the lead, whichever number."""
    erased = (Check(Reason.ERASED, False),) if facts.is_erased else ()
    return _binding(facts.act, (*erased, *_capped(facts, facts.rules.lead_caps, facts.lead, None)))


def checks_of_person(facts: Facts) -> tuple[Check, ...]:
    """What the person's own wish or age says, whichever number."""
    if not (facts.is_minor or facts.is_refused):
        return ()
    found = ((Reason.MINOR, facts.is_minor), (Reason.CONSENT_WITHDRAWN, facts.is_refused))
    return _binding(facts.act, tuple(Check(reason, False) for reason, is_so in found if is_so))


def checks_of_basis(facts: Facts) -> tuple[Check, ...]:
    """Whether anybody said why this lead may be called, and whether that still holds."""
    if facts.span is None:
        return ()
    refused = facts.span.refusals(facts.own, facts.now)
    if not refused:
        return _binding(facts.act, (Check(Reason.NO_BASIS, True),))
    ended = facts.span.ended_at or facts.own.until
    return _binding(facts.act, tuple(Check(reason, False, at=ended) for reason in refused))


def basis_ended(facts: Facts) -> datetime | None:
    """When the reason to call ran out; None: there is one, or there never was."""
    return next((check.at for check in checks_of_basis(facts) if check.at is not None), None)


def checks_of_hours(facts: Facts) -> tuple[Check, ...]:
    """Whether it is calling time there, and when it is."""
    if is_over(facts.window, facts.zone, facts.now):
        return _binding(facts.act, (Check(Reason.AGREEMENT_ENDED, False),))
    if is_open(facts.window, facts.zone, facts.now):
        return _binding(facts.act, (Check(Reason.OUTSIDE_HOURS, True),))
    opening = next_open(facts.window, facts.zone, facts.now)
    return _binding(facts.act, (Check(Reason.OUTSIDE_HOURS, False, opening),))


def judge_phones(
    act: Act, now: datetime, phones: Sequence[LeadPhone], *, is_refused: bool = False, is_minor: bool = False
) -> tuple[LeadPhone, ...]:
    """The phones of a card on which an act that hours and caps don't bind may reach the person."""
    assert not BINDS[act] & _TIMES_AND_CAPS, "hours and caps need the campaign's facts"
    allowed: list[LeadPhone] = []
    for phone in phones:
        known = PhoneFacts(phone.phone_id, phone.is_wrong, phone.is_do_not_call)
        facts = Facts(
            act, now, "UTC", CallingWindow(), Rules(), (known,), is_refused=is_refused, is_minor=is_minor
        )
        if judge(facts).phone_id is not None:
            allowed.append(phone)
    return tuple(allowed)


@dataclass(frozen=True, slots=True)
class Contact:
    """What the gate knows of a person whose contacts would leave in a list."""

    no: int
    is_do_not_call: bool
    is_refused: bool
    is_minor: bool
    is_erased: bool = False  # or about to be


def against_contact(act: Act, contact: Contact) -> Reason | None:
    """Why these contacts may not leave this way; None when they may."""
    said = (
        (Reason.ERASED, contact.is_erased),
        (Reason.DO_NOT_CALL, contact.is_do_not_call),
        (Reason.MINOR, contact.is_minor),
        (Reason.CONSENT_WITHDRAWN, contact.is_refused),
    )
    return next((reason for reason, is_so in said if is_so and reason in BINDS[act]), None)


def usable(facts: Facts) -> bool:
    """Whether any phone may ever be dialled again, whatever the hour."""
    if checks_of_person(facts) or any(r.until is None for r in _refusals(checks_of_lead(facts))):
        return False
    return any(all(r.until is not None for r in _refusals(checks_of_phone(facts, p))) for p in facts.phones)


def free_at(verdict: Verdict) -> datetime | None:
    """When the refused lead can be dialled at the earliest, None when never by itself."""
    untils = [r.until for r in verdict.refusals]
    if not untils or None in untils:
        return None
    return max(u for u in untils if u is not None)


@lru_cache(maxsize=1024)  # each number of a lead asks for the same moment
def local_day(now: datetime, zone: str) -> int:
    """The date in a zone as yyyymmdd."""
    return number_of(now.astimezone(ZoneInfo(zone)).date())


def refused(verdict: Verdict, facts: Facts) -> UserError:
    """The sentence for the person who wanted to dial, with the date from which it is possible."""
    primary = verdict.refusals[0]
    until = "" if primary.until is None else full_when(primary.until, facts.zone)
    end = facts.window.end
    ended = basis_ended(facts)
    is_ahead = any(p.tries.last_at is not None and p.tries.last_at > facts.now for p in facts.phones)
    if primary.reason is Reason.TOO_SOON and is_ahead:
        return UserError(_CLOCK_WAS_AHEAD, until=until)
    return UserError(
        _SENTENCES[primary.reason],
        ended="" if ended is None else full_when(ended, facts.zone),
        until=until,
        **_limits(facts, primary.reason),
        start=facts.window.start.strftime("%H:%M"),
        end="24:00" if end == time(0) else end.strftime("%H:%M"),
    )


def refused_by_law(reason: Reason, ended: datetime | None, zone: str) -> UserError:
    """The sentence for who asks about a whole campaign: what of law stands against calling its people."""
    return UserError(_SENTENCES[reason], ended="" if ended is None else full_when(ended, zone))


_CLOCK_WAS_AHEAD = (
    "By this computer’s clock this number is called only later: the clock was ahead, or is behind now. Set "
    "it right, or wait until {until}."
)
_SENTENCES: dict[Reason, str] = {
    Reason.ERASED: "This person had their data erased. Nothing may reach them any more.",
    Reason.DO_NOT_CALL: "The person at this number asked not to be called. It is never dialled again.",
    Reason.MINOR: "This person is under 18. Nobody calls them before a guardian’s consent is on record; "
    "their card has a place for it.",
    Reason.CONSENT_WITHDRAWN: "This person said no to such calls. They are called again once they agree "
    "anew, on record.",
    Reason.NO_PHONE: "This lead has no number that can be called. Add one, then call.",
    Reason.MAX_ATTEMPTS: "This number was dialled {limit} times, as often as allowed. Use another number.",
    Reason.DAY_CAP: "This number was dialled {limit} times today, as often as allowed. Call from {until} on.",
    Reason.ROLLING_CAP: "This number was dialled {limit} times in 24 hours, as often as allowed. "
    "Call from {until} on.",
    Reason.WEEK_CAP: "This number was dialled {limit} times in 7 days, as often as allowed. "
    "Call from {until} on.",
    Reason.TOO_SOON: "This number was dialled a moment ago. Wait until {until}.",
    Reason.AGREEMENT_ENDED: "The agreement with this client has ended. Nobody is called for it any more.",
    Reason.OUTSIDE_HOURS: "It is outside calling hours there ({start}–{end}). Call from {until} on.",
    Reason.NO_BASIS: "Nobody has said why these people may be called. A team lead or an admin answers it "
    "in the settings, Why we call.",
    Reason.BASIS_EXPIRED: "The reason to call this person ended {ended}. Get their consent on record, or "
    "wait until they ask again.",
    Reason.SCRUB_MISSING: "This list must be scrubbed by the operator before it is called. A team lead or an "
    "admin enters that in the settings, Why we call.",
    Reason.SCRUB_EXPIRED: "The scrubbed list ran out {ended}. Have it scrubbed again before calling.",
    Reason.LINE_SERIES: "This list may only be called from a 140 number. A team lead or an admin enters it "
    "in the settings, Why we call.",
}


def _binding(act: Act, asked: Sequence[Check]) -> tuple[Check, ...]:
    if act in _BOUND_BY_ALL:
        return tuple(asked)
    bound = BINDS[act]
    return tuple([check for check in asked if check.reason in bound])


def _refusals(checks: Sequence[Check]) -> tuple[Refusal, ...]:
    return tuple([_refusal((check.reason, check.until)) for check in checks if not check.passes])


def _in_order(facts: Facts) -> Sequence[PhoneFacts]:
    if facts.rules.numbers is Numbers.FIRST:
        return facts.phones
    return sorted(facts.phones, key=lambda p: p.tries.last_at.timestamp() if p.tries.last_at else 0.0)


def _gap_s(facts: Facts, phone: PhoneFacts) -> int:
    """How long the number is left in peace after its last try.

    When that was this lead's own, the delay of its result decides; for a relative at the same number the
    campaign's gap does. A promise is kept, whoever else was called there.
    """
    if facts.act is not Act.CLAIM:
        return GAP_S.get(facts.act, 0)
    is_own = phone.tries.last_at is not None and phone.tries.last_at == facts.lead.last_at
    return 0 if facts.is_awaited or is_own else facts.rules.gap_s


def _capped(facts: Facts, caps: Caps, tries: Tries, phone_id: UUID | None) -> list[Check]:
    today = 0 if caps.per_day is None else _of_today(facts, tries)
    return check_caps(
        caps,
        tries.recent,
        tries.total,
        today,
        now=facts.now,
        zone=facts.zone,
        window=facts.window,
        phone_id=phone_id,
    )


def _of_today(facts: Facts, tries: Tries) -> int:
    """Those of the person's own day: counted for a number, looked up for a lead."""
    day = local_day(facts.now, facts.zone)
    if tries.day is not None:
        return tries.of_day(day)
    # A try stamped on a later day was made before now all the same, by a clock that was ahead.
    late = tries.recent[bisect_right(tries.recent, facts.now - _A_DAY_ANYWHERE) :]
    return sum([local_day(at, facts.zone) >= day for at in late])


def _limits(facts: Facts, reason: Reason) -> dict[str, Any]:
    """The cap that decided: the lead's where the numbers' own doesn't say anything."""
    name = {
        Reason.MAX_ATTEMPTS: "lifetime",
        Reason.DAY_CAP: "per_day",
        Reason.ROLLING_CAP: "per_24h",
        Reason.WEEK_CAP: "per_week",
    }.get(reason)
    if name is None:
        return {}
    limits = [getattr(caps, name) for caps in (facts.rules.phone_caps, facts.rules.lead_caps)]
    return {"limit": min(limit for limit in limits if limit is not None)}


def _gravest_first(refusals: tuple[Refusal, ...]) -> tuple[Refusal, ...]:
    """What forbids it for good is told before what opens again."""
    return tuple(
        sorted(refusals, key=lambda refusal: (refusal.until is not None, _FIRST.get(refusal.reason, 4)))
    )


_FIRST = {
    Reason.ERASED: -1,
    Reason.DO_NOT_CALL: 0,
    Reason.MINOR: 1,
    Reason.CONSENT_WITHDRAWN: 2,
} | dict.fromkeys(BASIS_REASONS, 3)
_RANK = {
    Reason.DO_NOT_CALL: 1,
    Reason.MINOR: 2,
    Reason.CONSENT_WITHDRAWN: 3,
    Reason.MAX_ATTEMPTS: 4,
    Reason.NO_PHONE: 5,
}


def _hopeless(refusals: tuple[Refusal, ...]) -> tuple[bool, Any, int]:
    """Sorts a lead's refused phones: first the one that is free soonest, then by why it never is.

    Of two that are free at the same time the one with less against it decides: what the other adds is no
    reason, since the lead would be dialled without it at no other time.
    """
    for_good = [r for r in refusals if r.until is None]
    if for_good:
        return True, min(_RANK.get(r.reason, 9) for r in for_good), 0
    return False, max([r.until for r in refusals if r.until is not None]), len(refusals)
