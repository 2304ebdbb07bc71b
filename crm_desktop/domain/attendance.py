"""Time at work: sign-ins laid out on the days of shifts, with their breaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.call_ticks import CallTicks
from crm_desktop.domain.presence import (
    SECOND,
    Change,
    Span,
    State,
    Stretch,
    breaks_taken,
    spans,
    totals,
)
from crm_desktop.domain.ruled_time import RuledTime, as_ruled, stretches_of
from crm_desktop.domain.shift import LastAct, day_of, number_of

_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One sign-in: to which day it belongs, and until when the program was seen."""

    id: UUID
    person_id: UUID
    day: int
    began: datetime
    until: datetime
    is_open: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a sign-in that belongs to one day."""

    day: int
    began: datetime
    until: datetime
    is_open: bool


# When a person's first and last act of a day was: a call, a change of presence that somebody made.
Acts = Mapping[tuple[UUID, int], tuple[datetime, datetime]]


def acts_of(calls: Acts, changes: Iterable[Change]) -> Acts:
    """First and last acts of each person and day: calls, breaks and coming back.

    That a window locked itself, or was locked, proves nobody's presence.
    """
    found = dict(calls)
    for change in changes:
        if change.state is State.AWAY:
            continue
        key = change.person_id, change.day
        first, last = found.get(key, (change.at, change.at))
        found[key] = min(first, change.at), max(last, change.at)
    return found


def pieces(signed_in: SignedIn, acts: Acts, zone: str) -> tuple[Piece, ...]:
    """The parts of one sign-in, a day each.

    A program left open counts to its own day until the last act of that shift, and to a later day from the
    first act there; `domain/shift.py` says when a shift ends.
    """
    person, over = signed_in.person_id, max(signed_in.began, signed_in.until)
    later = sorted(
        (first, day)
        for (who, day), (first, _) in acts.items()
        if day > signed_in.day and signed_in.began < first < over and who == person
    )
    starts = [(signed_in.began, signed_in.day), *later]
    found = []
    for place, (began, day) in enumerate(starts):
        is_last = place == len(starts) - 1
        until = over if is_last else starts[place + 1][0]
        last = min(until, max(began, acts.get((person, day), (began, began))[1]))
        belongs = is_last and day_of(until, zone, LastAct(last, day)) == day
        until = until if belongs or _is_of(until, day, zone) else last
        found.append(Piece(day, began, until, is_last and signed_in.is_open))
    return tuple(found)


def _is_of(at: datetime, day: int, zone: str) -> bool:
    return number_of(at.astimezone(ZoneInfo(zone)).date()) == day


def day_stretches(sign_ins: Iterable[SignedIn], acts: Acts, zone: str) -> dict[int, list[Stretch]]:
    """What of one person's sign-ins belongs to each day."""
    by_day: dict[int, list[Stretch]] = defaultdict(list)
    for signed_in in sign_ins:
        for piece in pieces(signed_in, acts, zone):
            goes_on = piece.is_open and piece.until >= signed_in.until
            by_day[piece.day].append(Stretch(signed_in.id, piece.began, piece.until, goes_on))
    return by_day


@dataclass(frozen=True, slots=True)
class DayLaidOut:
    """One person's day: the parts of sign-ins that belong to it, and its time once, state by state.

    `took` sums the time up by state. Where only sums were asked for, the spans lack the calls that were
    all made while ready.
    """

    stretches: tuple[Stretch, ...]
    spans: tuple[Span, ...]
    is_signed_in: bool
    took: Mapping[State, timedelta]


def laid_out(
    sign_ins: Iterable[SignedIn],
    changes: Iterable[Change],
    calls: Mapping[UUID, CallTicks],
    acts: Acts,
    zone: str,
    ruled: Iterable[RuledTime] = (),
    go_on: Callable[[], object] = lambda: None,
    *,
    sums_only: bool = False,
) -> dict[tuple[UUID, int], DayLaidOut]:
    """Each person's days of shifts, as they count since what was `ruled` about them.

    `acts` are those of calls. Of the calls themselves only those taken in a break or an absence, and of days
    that were ruled about, are needed, unless it shall be told which time was spent on calls. With
    `sums_only` plain days are summed up without laying out each call. `go_on` is called before each day; it
    may raise.
    """
    of_day: dict[tuple[UUID, int], list[RuledTime]] = defaultdict(list)
    for each in ruled:
        of_day[each.person_id, each.day].append(each)
    of_person: dict[UUID, list[SignedIn]] = defaultdict(list)
    for signed_in in sign_ins:
        of_person[signed_in.person_id].append(signed_in)
    changed: dict[UUID, list[Change]] = defaultdict(list)  # by sign-in, so that a day looks at its own
    known = list(changes)
    for change in known:
        changed[change.session_id].append(change)
    whole: dict[UUID, dict[tuple[UUID, int], tuple[datetime, datetime]]] = defaultdict(dict)
    for key, times in acts_of(acts, known).items():
        whole[key[0]][key] = times
    found = {}
    for person, own in of_person.items():
        own_calls, still = calls.get(person, _NO_CALLS), any(s.is_open for s in own)
        for day, stretches in day_stretches(own, whole[person], zone).items():
            go_on()
            is_signed_in = still and any(_is_open(s, own) for s in stretches)
            first, last = min(s.began for s in stretches), max(s.until for s in stretches)
            its_changes = [
                change for id in dict.fromkeys(s.session_id for s in stretches) for change in changed[id]
            ]
            said, there = of_day.get((person, day)), tuple(stretches)
            if sums_only and not said:
                shown = spans(stretches, its_changes, ())
                plain = own_calls.plain_sums(shown, first, last)
                if plain is not None:
                    took = with_calls(totals(shown), *plain)
                    found[person, day] = DayLaidOut(there, shown, is_signed_in, took)
                    continue
            shown = spans(stretches, its_changes, own_calls.between(first, last))
            if said:
                shown = as_ruled(shown, said)
                there = stretches_of(shown, there)
            found[person, day] = DayLaidOut(there, shown, is_signed_in, totals(shown))
    return found


_NO_CALLS = CallTicks()


def with_calls(took: dict[State, timedelta], on_call: int, after: int) -> Mapping[State, timedelta]:
    """The sums of a day with microseconds of calls made while ready."""
    more = {State.ON_CALL: on_call * _MICROSECOND, State.WRAP_UP: after * _MICROSECOND}
    ready = took.pop(State.READY, timedelta()) - sum(more.values(), timedelta())
    return took | {state: spent for state, spent in (more | {State.READY: ready}).items() if spent}


def figures_of(day: DayLaidOut) -> dict[str, Any]:
    """The figures of a day: first sign-in, last sign-out, worked, paused and absent seconds.

    A day that was ruled away as a whole has no times.
    """
    return _figures(day.spans, day.took) | {
        "first_sign_in": min((s.began for s in day.stretches), default=None),
        "last_sign_out": max((s.until for s in day.stretches), default=None),
        "signed_in": int(day.is_signed_in),
    }


def _is_open(stretch: Stretch, own: Iterable[SignedIn]) -> bool:
    """Whether the sign-in it ends hasn't ended, also where its last part counts to no day."""
    return any(s.is_open and s.id == stretch.session_id for s in own)


def _figures(found: Sequence[Span], sums: Mapping[State, timedelta]) -> dict[str, Any]:
    none = timedelta()
    over = [taken for taken in breaks_taken(found) if not taken.is_open]
    return {
        "worked_s": sum(sums.values(), none) // SECOND,
        "break_s": sum((taken.took for taken in over), none) // SECOND,
        "breaks": len(over),
        "long_breaks": sum(taken.over_s > 0 for taken in over),
        "long_break_s": sum(taken.over_s for taken in over),
        "away_s": sums.get(State.AWAY, none) // SECOND,
    }
