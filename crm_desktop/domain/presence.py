"""Who is at work and how: the spans of a day, made of sign-ins, changes of presence and calls.

Nothing is kept twice. A sign-in says from when to when somebody was there (a killed program: until it was
last heard of); a change of presence says when a break, an absence or readiness began; a call's own times say
when somebody was on it and when its result was still missing. At each moment of a sign-in exactly one state
holds, the first that fits: on a call, wrap-up, what the last change says, ready. Outside: signed out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from uuid import UUID

SECOND = timedelta(seconds=1)
#: A program tells that it is alive about once a minute; after this long without a word it is taken for gone.
HEARD_WITHIN = timedelta(minutes=3)


class State(StrEnum):
    """What somebody is doing."""

    READY = "ready"
    ON_CALL = "on_call"
    WRAP_UP = "wrap_up"
    BREAK = "break"
    AWAY = "away"
    SIGNED_OUT = "signed_out"


STATE_LABELS: dict[str, str] = {
    State.READY: "Ready",
    State.ON_CALL: "On a call",
    State.WRAP_UP: "After the call",
    State.BREAK: "Break",
    State.AWAY: "Away",
    State.SIGNED_OUT: "Signed out",
}


class KnownHow(StrEnum):
    """How a change came to be known: at once, or later from a workstation whose server was away."""

    LIVE = "live"
    KEPT = "kept"


# Why somebody is away: nobody touched anything, they locked the window, or the program was gone for a while.
IDLE, LOCKED, CLOSED = "idle", "locked", "closed"
AWAY_REASONS = (IDLE, LOCKED, CLOSED)


@dataclass(frozen=True, slots=True)
class BreakReason:
    """Why someone takes a break; the setting that says how many minutes it may take, and its start value.

    0 minutes: no limit.
    """

    code: str
    setting: str
    minutes: int


BREAK_REASONS = (
    BreakReason("Tea", "break_minutes_tea", 15),
    BreakReason("Lunch", "break_minutes_lunch", 45),
    BreakReason("Washroom", "break_minutes_washroom", 10),
    BreakReason("Meeting", "break_minutes_meeting", 0),
    BreakReason("Power", "break_minutes_power", 0),
)
LABELS: dict[str, str] = {
    "Tea": "Tea",
    "Lunch": "Lunch",
    "Washroom": "Washroom",
    "Meeting": "Meeting",
    "Power": "Power",
    IDLE: "window locked by itself",
    LOCKED: "window locked",
    CLOSED: "program closed",
}


def break_reason(code: str) -> BreakReason | None:
    """The reason of that name, None where there is none."""
    return next((reason for reason in BREAK_REASONS if reason.code == code), None)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of presence: ready, a break or away, from `at` on. `allowed_s` None: no limit.

    `day` (yyyymmdd) is that of the shift it belongs to.
    """

    id: UUID
    person_id: UUID
    session_id: UUID
    state: State
    reason: str
    allowed_s: int | None
    at: datetime
    day: int
    known_how: KnownHow = KnownHow.LIVE


@dataclass(frozen=True, slots=True)
class Stretch:
    """Being signed in from one moment to another, in one sign-in."""

    session_id: UUID
    began: datetime
    until: datetime
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class CallTimes:
    """When a call began, ended, and got its result; None: not yet."""

    began: datetime
    ended: datetime | None
    closed: datetime | None


@dataclass(frozen=True, slots=True)
class Span:
    """One state from one moment to another. `since` is when it began, were it not for a call in between.

    `over_s`: how many seconds of it lie beyond what its break allows. `is_open`: it goes on.
    """

    state: State
    began: datetime
    until: datetime
    since: datetime
    reason: str = ""
    allowed_s: int | None = None
    over_s: int = 0
    known_how: KnownHow = KnownHow.LIVE
    is_open: bool = False

    @property
    def took(self) -> timedelta:
        """How long it is."""
        return self.until - self.began


# What holds at a moment: its state, since when, and the change it comes from, if any.
_Source = tuple[State, datetime, int, "Change | None"]


class _Rank(IntEnum):
    """What comes first of what happens at one moment."""

    LEFT = 0
    CALL_OVER = 1
    CAME = 2
    CALL = 3
    CHANGE = 4


@dataclass(slots=True)
class _Moment:
    """Something that may change the state; `no` tells apart what is of one kind."""

    at: datetime
    rank: _Rank
    no: int
    state: State = State.READY
    change: Change | None = None


def spans(
    stretches: Sequence[Stretch], changes: Iterable[Change], calls: Iterable[CallTimes]
) -> tuple[Span, ...]:
    """The spans of the signed-in time in order: they cover all of it, once.

    Where somebody is signed in at two workstations the later word counts. Times that run backwards (a clock
    was set) make no span negative.
    """
    if not stretches:
        return ()
    end = max(max(s.began, s.until) for s in stretches)
    moments = sorted(
        [*_comings(stretches), *_phases(calls, end), *_turns(changes)], key=lambda m: (m.at, m.rank, m.no)
    )
    there: dict[int, _Source] = {}
    phases: dict[tuple[State, int], datetime] = {}
    found: list[tuple[_Source, datetime, datetime]] = []
    for place, moment in enumerate(moments):
        _apply(moment, stretches, there, phases)
        following = moments[place + 1].at if place + 1 < len(moments) else moment.at
        source = _holds(there, phases)
        if source is None or following <= moment.at:
            continue
        if found and found[-1][0][:3] == source[:3] and found[-1][2] == moment.at:
            found[-1] = (found[-1][0], found[-1][1], following)
        else:
            found.append((source, moment.at, following))
    is_open = any(s.is_open and max(s.began, s.until) == end for s in stretches)
    return _finished(found, end if is_open else None)


def _comings(stretches: Sequence[Stretch]) -> Iterable[_Moment]:
    for no, stretch in enumerate(stretches):
        if stretch.until > stretch.began:
            yield _Moment(stretch.began, _Rank.CAME, no)
            yield _Moment(stretch.until, _Rank.LEFT, no)


def _phases(calls: Iterable[CallTimes], end: datetime) -> Iterable[_Moment]:
    for no, call in enumerate(calls):
        closed = end if call.closed is None else max(call.began, call.closed)
        ended = closed if call.ended is None else min(max(call.began, call.ended), closed)
        for state, began, until in ((State.ON_CALL, call.began, ended), (State.WRAP_UP, ended, closed)):
            if until > began:
                yield _Moment(began, _Rank.CALL, no, state)
                yield _Moment(until, _Rank.CALL_OVER, no, state)


def _turns(changes: Iterable[Change]) -> Iterable[_Moment]:
    for no, change in enumerate(sorted(changes, key=lambda c: c.at)):
        yield _Moment(change.at, _Rank.CHANGE, no, change.state, change)


def _apply(
    moment: _Moment,
    stretches: Sequence[Stretch],
    there: dict[int, _Source],
    phases: dict[tuple[State, int], datetime],
) -> None:
    match moment.rank:
        case _Rank.CAME:
            there[moment.no] = (State.READY, moment.at, -1, None)
        case _Rank.LEFT:
            there.pop(moment.no, None)
        case _Rank.CALL:
            phases[moment.state, moment.no] = moment.at
        case _Rank.CALL_OVER:
            phases.pop((moment.state, moment.no), None)
        case _Rank.CHANGE:
            assert moment.change is not None
            for no in there:
                if stretches[no].session_id == moment.change.session_id:
                    there[no] = (moment.state, moment.at, moment.no, moment.change)


def _holds(there: Mapping[int, _Source], phases: Mapping[tuple[State, int], datetime]) -> _Source | None:
    if not there:
        return None
    for state in (State.ON_CALL, State.WRAP_UP) if phases else ():
        running = [(began, no) for (of, no), began in phases.items() if of is state]
        if running:
            began, no = max(running)
            return state, began, no, None
    if len(there) == 1:
        return next(iter(there.values()))
    return max(there.values(), key=lambda source: (source[1], source[2]))


def _finished(
    found: Sequence[tuple[_Source, datetime, datetime]], open_until: datetime | None
) -> tuple[Span, ...]:
    """The spans with what of their breaks is over the limit."""
    done: list[Span] = []
    used: dict[tuple[datetime, int], timedelta] = {}
    for (state, since, no, change), began, until in found:
        span = Span(state, began, until, since, is_open=until == open_until)
        if change is not None:
            before = used.get((since, no), timedelta())
            used[since, no] = before + span.took
            span = replace(
                span,
                reason=change.reason,
                allowed_s=change.allowed_s,
                known_how=change.known_how,
                over_s=_over_s(before + span.took, change.allowed_s) - _over_s(before, change.allowed_s),
            )
        done.append(span)
    return tuple(done)


def _over_s(took: timedelta, allowed_s: int | None) -> int:
    return 0 if allowed_s is None else max(0, took // SECOND - allowed_s)


def totals(found: Iterable[Span]) -> dict[State, timedelta]:
    """How long each state was held, in the order of `State`; those that weren't are left out."""
    sums: dict[State, timedelta] = {}
    for span in found:
        sums[span.state] = sums.get(span.state, timedelta()) + span.took
    return {state: sums[state] for state in State if state in sums}


def grown(found: Sequence[Span], now: datetime) -> tuple[Span, ...]:
    """The same spans a moment later: the one that goes on is longer, and its break perhaps over."""
    if not found or not found[-1].is_open or now <= found[-1].until:
        return tuple(found)
    last = found[-1]
    before = sum((s.took for s in found[:-1] if (s.state, s.since) == (last.state, last.since)), timedelta())
    over_s = _over_s(before + (now - last.began), last.allowed_s) - _over_s(before, last.allowed_s)
    return *found[:-1], replace(last, until=now, over_s=over_s)


def with_gaps(found: Sequence[Span]) -> tuple[Span, ...]:
    """The spans with the time signed out between them; before the first and after the last there is none."""
    whole: list[Span] = []
    for span in found:
        if whole and whole[-1].until < span.began:
            gap = whole[-1].until
            whole.append(Span(State.SIGNED_OUT, gap, span.began, gap))
        whole.append(span)
    return tuple(whole)


@dataclass(frozen=True, slots=True)
class BreakTaken:
    """One break, with what a call took of it left out."""

    began: datetime
    reason: str
    allowed_s: int | None
    took: timedelta
    over_s: int
    is_open: bool


def breaks_taken(found: Iterable[Span]) -> tuple[BreakTaken, ...]:
    """The breaks among spans; one that was interrupted by a call is one."""
    taken: dict[tuple[datetime, str], BreakTaken] = {}
    for span in found:
        if span.state is not State.BREAK:
            continue
        key = span.since, span.reason
        known = taken.get(key) or BreakTaken(
            span.began, span.reason, span.allowed_s, timedelta(), 0, is_open=False
        )
        taken[key] = replace(
            known, took=known.took + span.took, over_s=known.over_s + span.over_s, is_open=span.is_open
        )
    return tuple(taken.values())


@dataclass(frozen=True, slots=True)
class Now:
    """What somebody is doing at present. `since` None: not signed in for a day or more.

    `over_at` is when the break in hand becomes too long; `is_lost`: their program went silent.
    """

    state: State
    since: datetime | None
    reason: str = ""
    allowed_s: int | None = None
    over_at: datetime | None = None
    is_lost: bool = False

    def over_s(self, now: datetime) -> int:
        """How many seconds beyond what is allowed the break is by now."""
        return 0 if self.over_at is None else max(0, (now - self.over_at) // SECOND)


def now_of(found: Sequence[Span], *, is_lost: bool = False) -> Now:
    """What the last span says; the time that calls took of a break is given back to it."""
    if not found:
        return Now(State.SIGNED_OUT, None)
    last = found[-1]
    if not last.is_open:
        return Now(State.SIGNED_OUT, last.until, is_lost=is_lost)
    over_at = None
    if last.state is State.BREAK and last.allowed_s is not None:
        before = sum(
            (s.took for s in found[:-1] if s.state is State.BREAK and s.since == last.since), timedelta()
        )
        over_at = last.began + timedelta(seconds=last.allowed_s) - before
    since = last.since if last.state is not State.READY else last.began
    return Now(last.state, since, last.reason, last.allowed_s, over_at)
