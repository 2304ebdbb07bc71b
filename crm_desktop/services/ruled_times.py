"""Contested stretches of a day: a break that was none, a forgotten sign-out, idle while the power was out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.people import Actor
from crm_desktop.domain.presence import Span, State
from crm_desktop.domain.ruled_time import RULED_STATES
from crm_desktop.domain.rulings import Claim, Contest, TimeCounted
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.errors import NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.presence import known_reason, spans_of
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.contests import Contests
from crm_desktop.store.unit_of_work import Work

_A_DAY = timedelta(days=1)
#: No day of a shift reaches further than this past the midnight it began at.
_LONGEST_DAY = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class OwnTime:
    """A stretch of one's own day; `until` None: the moment of a sign-in or a sign-out."""

    began: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class TimeVerdict:
    """As what a stretch counts, from when until when; `reason` of a break."""

    state: State
    began: datetime
    until: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TimeChoices:
    """The day (yyyymmdd) of a claim as it counts at present, by the clock of `zone`."""

    day: int
    spans: tuple[Span, ...]
    zone: str


def contested(work: Work, actor: Actor, time: OwnTime, claim: Claim, why: str) -> Contest:
    """A claim about a stretch of the own day; raises NotFound where it isn't in one."""
    zone = workspace_zone(work)
    day, was = _found(work, actor.person_id, time, zone)
    for other in Contests(work).of_times((actor.person_id,), day, day):
        of = other.was
        is_same = isinstance(of, TimeCounted) and of.began < was.until and of.until > was.began
        if other.ruling is None and is_same:
            raise UserError("This time is contested already. Wait for the ruling.")
    return Contest(new_id(), None, None, actor.person_id, work.now, claim, why, was, day=day)


def choices(work: Work, contest: Contest) -> TimeChoices:
    """The day a claim is about."""
    assert contest.day is not None, "asked of times"
    zone = workspace_zone(work)
    return TimeChoices(contest.day, spans_of(work, contest.person_id, contest.day, zone), zone)


def as_ruled(work: Work, contest: Contest, verdict: TimeVerdict) -> TimeCounted:
    """The stretch as a ruling wants it.

    Raises UserError for times that make no sense, or where it says nothing new.
    """
    assert contest.day is not None, "asked of times"
    assert verdict.state in RULED_STATES, verdict.state
    reason = known_reason(verdict.reason).code if verdict.state is State.BREAK else ""
    midnight = _midnight(date_of(contest.day), workspace_zone(work))
    if verdict.until <= verdict.began:
        raise UserError("The time ends before it begins. Look at both times again.", field="until")
    if verdict.until > work.now:
        raise UserError("This lies in the time to come. Rule on what is over.", field="until")
    if verdict.began < midnight or verdict.until > midnight + _LONGEST_DAY:
        raise UserError("This reaches beyond the day that is contested.", field="from")
    now = TimeCounted(verdict.state, reason, verdict.began, verdict.until)
    if now == contest.was:
        raise UserError("The time counts as that already. Rule something else.")
    return now


def _found(work: Work, person_id: UUID, time: OwnTime, zone: str) -> tuple[int, TimeCounted]:
    """The day a stretch lies in, and what it counts as there: what holds for most of it."""
    on = time.began.astimezone(ZoneInfo(zone)).date()
    for date_ in (on, on - _A_DAY):
        day = number_of(date_)
        spans = spans_of(work, person_id, day, zone)
        if time.until is None:
            within = [span for span in spans if time.began in (span.began, span.until)][:1]
            began, until = (within[0].began, within[0].until) if within else (time.began, time.began)
        else:
            began, until = time.began, time.until
            within = [span for span in spans if span.until > began and span.began < until]
        if within:
            most = max(within, key=lambda span: min(span.until, until) - max(span.began, began))
            until = min(until, max(span.until for span in within), work.now)
            return day, TimeCounted(most.state, most.reason, max(began, within[0].began), until)
    raise NotFound("This time is not in your day any more. Look at the rows again.")


def _midnight(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
