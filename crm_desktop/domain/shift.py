"""Which day and hour things belong to, by the office's clock; a night shift belongs to the day it began.

The rules, for everything a person does (a sign-in, a call, a pause: an *act*):

1. An act belongs to the office's date at that moment, unless it goes on with the shift of the day before.
2. It goes on with that shift when the person's last act belonged to the day before, was less than
   three hours ago, and it is not noon yet.

So a night shift keeps its day over midnight and over a short absence; a program left open overnight does
not, because nothing was done in it; and no shift reaches past noon. Acts are dials, incoming calls taken,
sign-ins, sign-outs by hand, the beginning and the end of breaks, and unlocking the window; missed calls,
commands, a window that is locked and a program that is merely open are not. Coming back from a break of less
than six hours goes on with the break's day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

SILENCE_ENDS = timedelta(hours=3)  # this long without an act, and the shift is over
BREAK_ENDS = timedelta(hours=6)  # nobody comes back from a longer break to the same shift
NOON = 12  # the hour no shift of the day before reaches
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class LastAct:
    """What a person did last: when, and to which day (yyyymmdd) it belonged."""

    at: datetime
    day: int


def day_of(at: datetime, zone: str, last: LastAct | None) -> int:
    """The day (yyyymmdd) an act at this moment belongs to; `last` is the act before it."""
    local = at.astimezone(ZoneInfo(zone))
    today = number_of(local.date())
    if last is None or local.hour >= NOON or not timedelta(0) <= at - last.at < SILENCE_ENDS:
        return today
    return last.day if last.day == number_of(local.date() - timedelta(days=1)) else today


def day_after_break(at: datetime, zone: str, broke: LastAct) -> int | None:
    """The day of coming back from a break; None where it was too long, and the act before it decides."""
    if not timedelta(0) <= at - broke.at < BREAK_ENDS:
        return None
    return day_of(at, zone, LastAct(at, broke.day))


def is_before_noon(at: datetime, zone: str) -> bool:
    """Whether an act now may still belong to the day before; later the last act need not be asked."""
    return at.astimezone(ZoneInfo(zone)).hour < NOON


def number_of(day: date) -> int:
    """A date as the store keeps it: yyyymmdd."""
    return day.year * 10_000 + day.month * 100 + day.day


@lru_cache(maxsize=4096)
def date_of(number: int) -> date:
    """The date of what `number_of` gave."""
    return date(number // 10_000, number // 100 % 100, number % 100)


def hour_of(at: datetime, zone: str) -> datetime:
    """When the hour of this moment began by the zone's clock as it stood then (UTC).

    Hours of Kolkata begin at half past by UTC. Where a clock is put back, its hour comes twice.
    """
    offset = at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)
    past = timedelta(minutes=at.minute, seconds=at.second, microseconds=at.microsecond)
    return at - (past + offset) % _HOUR


def offsets_between(start: datetime, end: datetime, zone: str) -> tuple[tuple[datetime, timedelta], ...]:
    """The zone's offsets from UTC in [start, end]: each with the moment it begins to hold, to the second."""
    there = ZoneInfo(zone)

    def offset_at(moment: datetime) -> timedelta:
        return moment.astimezone(there).utcoffset() or timedelta(0)

    found = [(start, offset_at(start))]
    moment = start
    while moment < end:
        following = min(moment + timedelta(hours=12), end)
        if offset_at(following) != offset_at(moment):
            early, late = moment, following
            while late - early > timedelta(seconds=1):
                middle = early + (late - early) // 2
                early, late = (middle, late) if offset_at(middle) == offset_at(moment) else (early, middle)
            change = late.replace(microsecond=0)
            found.append((change, offset_at(following)))
        moment = following
    return tuple(found)
