"""Dates of customers that make their lead due: a renewal, a birthday, the next instalment, a service.

A date reminds a few days before it comes up, once or every year. 29 February comes up on the 28th in
other years. What is due is decided by dates alone; the time of day follows the customer's wishes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.calling_window import ByClock, CallingWindow, next_open
from crm_desktop.errors import UserError

DAYS_BEFORE = (30, 15, 7, 1)
MOST_MARKS = 6  # how many times before one date
FARTHEST_DAYS = 90


@dataclass(frozen=True, slots=True)
class Reminds:
    """How a date field reminds: so many days before, every year or once."""

    days_before: tuple[int, ...] = DAYS_BEFORE
    is_yearly: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which a date reminds: the date it is about, how many days before that."""

    occasion_on: date
    days_before: int

    @property
    def due_on(self) -> date:
        """The day the lead becomes due."""
        return self.occasion_on - timedelta(days=self.days_before)


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a customer wants to be reached; empty or None where nothing was said.

    `from_minute` and `to_minute` are minutes after the customer's own midnight, half open.
    """

    lead_id: UUID
    channel: str = ""
    from_minute: int | None = None
    to_minute: int | None = None
    days_before: tuple[int, ...] | None = None
    version: int = 0


def occasion(day: date, reminds: Reminds, today: date) -> date | None:
    """When the date comes up next, today included; None when it came once and is over."""
    if not reminds.is_yearly:
        return day if day >= today else None
    first = max(today.year, day.year)
    for year in (first, first + 1):
        found = _in_year(day, year)
        if found >= today and found >= day:
            return found
    return None  # not reached: one of two following years lies ahead


def mark_due(day: date, reminds: Reminds, today: date) -> Mark | None:
    """The mark a date stands at today: the last one passed before it comes up; None before the first.

    A program that was closed over several marks tells the last one only.
    """
    coming = occasion(day, reminds, today)
    if coming is None:
        return None
    left = (coming - today).days
    passed = [d for d in reminds.days_before if d >= left]
    return Mark(coming, min(passed)) if passed else None


def spans(reminds: Reminds, today: date) -> tuple[tuple[int, int], ...]:
    """Which month-and-day numbers (mmdd, both ends included) may be due today; two around new year.

    29 February is asked for with the 28th.
    """
    last = today + timedelta(days=max(reminds.days_before, default=0))
    begin, end = today.month * 100 + today.day, last.month * 100 + last.day
    if end == 228:
        end = 229
    if (last - today).days >= 365:
        return ((101, 1231),)
    return ((begin, end),) if begin <= end else ((begin, 1231), (101, end))


def time_due(
    day: date, zone: str, hours: CallingWindow, preferences: Preferences | None, now: datetime
) -> datetime:
    """When on that day, or after it, the customer is called: within calling hours and their own wishes.

    Wishes outside calling hours can't be met by a call; calling hours win.
    """
    begin = max(datetime.combine(day, time(0), ZoneInfo(zone)), now)
    if preferences is not None and preferences.from_minute is not None and preferences.to_minute is not None:
        wanted = CallingWindow(_clock(preferences.from_minute), _clock(preferences.to_minute))
        both = replace(wanted, also=ByClock(hours, zone))
        if (met := next_open(both, zone, begin)) is not None:
            return met
    return next_open(hours, zone, begin) or begin


def checked_days(days: Sequence[int], field: str = "days_before") -> tuple[int, ...]:
    """Days before a date, the most first, each once; raises UserError at `field` for what can't be."""
    wanted = tuple(sorted(set(days), reverse=True))
    if not wanted:
        raise UserError("Say how many days before, such as 30, 15, 7, 1.", field=field)
    if len(wanted) > MOST_MARKS:
        raise UserError(
            "A date reminds at most {limit} times. Leave some out.", field=field, limit=MOST_MARKS
        )
    if wanted[0] > FARTHEST_DAYS or wanted[-1] < 0:
        raise UserError(
            "A date reminds 0 to {limit} days before. Change {days}.",
            field=field,
            limit=FARTHEST_DAYS,
            days=wanted[0] if wanted[0] > FARTHEST_DAYS else wanted[-1],
        )
    return wanted


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return day.replace(year=year, day=28)


def _clock(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)
