"""Time at work: sign-ins laid out on the days of shifts, with their pauses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.shift import LastAct, day_of, number_of

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One sign-in: to which day it belongs, and until when the program was seen."""

    person_id: UUID
    day: int
    began: datetime
    until: datetime
    is_open: bool


@dataclass(frozen=True, slots=True)
class Pause:
    """One pause that is over; `allowed_s` None: no limit."""

    person_id: UUID
    began: datetime
    until: datetime
    allowed_s: int | None


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a sign-in that belongs to one day."""

    day: int
    began: datetime
    until: datetime
    is_open: bool


# When a person's first and last call of a day were made.
Calls = Mapping[tuple[UUID, int], tuple[datetime, datetime]]


def pieces(signed_in: SignedIn, calls: Calls, pauses: Iterable[Pause], zone: str) -> tuple[Piece, ...]:
    """The parts of one sign-in, a day each.

    A program left open counts to its own day until the last call or pause of that shift, and to a later
    day from the first call made there; `domain/shift.py` says when a shift ends.
    """
    person = signed_in.person_id
    later = sorted(
        (first, day)
        for (who, day), (first, _) in calls.items()
        if who == person and day > signed_in.day and signed_in.began < first < signed_in.until
    )
    starts = [(signed_in.began, signed_in.day), *later]
    own = [p for p in pauses if p.person_id == person]
    found = []
    for place, (began, day) in enumerate(starts):
        is_last = place == len(starts) - 1
        until = signed_in.until if is_last else starts[place + 1][0]
        last = _last_act(began, until, calls.get((person, day)), own)
        belongs = is_last and day_of(until, zone, LastAct(last, day)) == day
        until = until if belongs or _is_of(until, day, zone) else last
        found.append(Piece(day, began, until, is_last and signed_in.is_open))
    return tuple(found)


def _is_of(at: datetime, day: int, zone: str) -> bool:
    return number_of(at.astimezone(ZoneInfo(zone)).date()) == day


def _last_act(
    began: datetime, until: datetime, calls: tuple[datetime, datetime] | None, pauses: Iterable[Pause]
) -> datetime:
    """The last thing done between two moments: a call, a pause, at least the beginning."""
    moments: list[datetime] = [began, *(calls or ())]
    moments += [moment for pause in pauses for moment in (pause.began, pause.until)]
    return max(moment for moment in moments if began <= moment <= until)


def attendance(
    sign_ins: Iterable[SignedIn], pauses: Iterable[Pause], calls: Calls, zone: str
) -> dict[tuple[UUID, int], dict[str, Any]]:
    """The figures of each person and day: first sign-in, last sign-out, worked and paused seconds."""
    own_pauses = tuple(pauses)
    by_day: dict[tuple[UUID, int], list[Piece]] = defaultdict(list)
    for signed_in in sign_ins:
        for piece in pieces(signed_in, calls, own_pauses, zone):
            by_day[signed_in.person_id, piece.day].append(piece)
    return {
        key: _figures(found, [p for p in own_pauses if p.person_id == key[0]])
        for key, found in by_day.items()
    }


def _figures(found: list[Piece], pauses: list[Pause]) -> dict[str, Any]:
    stretches = joined([(piece.began, piece.until) for piece in found])
    figures: dict[str, Any] = {
        "first_sign_in": min(piece.began for piece in found),
        "last_sign_out": max(piece.until for piece in found),
        "signed_in": sum(piece.is_open for piece in found),
        "worked_s": sum((until - began) // _SECOND for began, until in stretches),
        "break_s": 0,
        "breaks": 0,
        "long_breaks": 0,
        "long_break_s": 0,
    }
    for pause in pauses:
        stretch = next((s for s in stretches if s[0] <= pause.began < s[1]), None)
        if stretch is None:
            continue
        took_s = (min(pause.until, stretch[1]) - pause.began) // _SECOND
        over_s = 0 if pause.allowed_s is None else max(0, took_s - pause.allowed_s)
        figures["breaks"] += 1
        figures["break_s"] += took_s
        figures["long_breaks"] += over_s > 0
        figures["long_break_s"] += over_s
    return figures


def joined(stretches: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Stretches of time with what overlaps made one, in order."""
    found: list[tuple[datetime, datetime]] = []
    for began, until in sorted(stretches):
        if found and began <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((began, until))
    return found
