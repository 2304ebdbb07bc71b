"""Terms of law and what runs by them: hours, days, calendar months, working days; and how much has passed."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

# Shares of a term, in per cent, at which whoever is to answer is reminded.
ALERTS = (50, 80, 100)
SATURDAY = 5


class Unit(StrEnum):
    """What a term is counted in."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working days"
    MONTHS = "months"


MOST = {Unit.HOURS: 24 * 366, Unit.DAYS: 3660, Unit.WORKING_DAYS: 366, Unit.MONTHS: 120}
_TERM = re.compile(r"\s*(\d{1,4})\s*(hour|day|working day|month)s?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """So many hours, days, working days or calendar months."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count} {self.unit.value.removesuffix('s') if self.count == 1 else self.unit.value}"


def read_term(text: str) -> Term:
    """ "1 month", "10 working days" as a term; raises ValueError for what is none."""
    found = _TERM.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no term")
    term = Term(int(found[1]), Unit(" ".join(found[2].lower().split()) + "s"))
    if not 0 < term.count <= MOST[term.unit]:
        raise ValueError(f"{text!r} is out of all bounds")
    return term


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def is_working(day: date, holidays: Collection[date] = ()) -> bool:
    """Monday to Friday, but for holidays."""
    return day.weekday() < SATURDAY and day not in holidays


def working_days_after(day: date, days: int, holidays: Collection[date] = ()) -> date:
    """The last of so many working days that follow a day."""
    while days:
        day += timedelta(days=1)
        days -= is_working(day, holidays)
    return day


def due_at(since: datetime, term: Term, zone: str, holidays: Collection[date] = ()) -> datetime:
    """When a term ends, UTC. Hours run from the moment; the rest to the end of its last day in the zone.

    The day itself isn't counted. A last day that is a Sunday or a holiday moves nothing: that is the cautious
    reading, other laws would leave until the next working day.
    """
    if term.unit is Unit.HOURS:
        return since + timedelta(hours=term.count)
    here = ZoneInfo(zone)
    first = since.astimezone(here).date()
    match term.unit:
        case Unit.DAYS:
            last = first + timedelta(days=term.count)
        case Unit.WORKING_DAYS:
            last = working_days_after(first, term.count, holidays)
        case Unit.MONTHS:
            last = months_after(first, term.count)
    return datetime.combine(last + timedelta(days=1), time(), here).astimezone(UTC)


def share(since: datetime, due: datetime, now: datetime) -> float:
    """How much of a term has passed: 0 at its beginning, 1 at its end, more after it."""
    whole = (due - since).total_seconds()
    return max(0.0, (now - since).total_seconds()) / whole if whole > 0 else 1.0


def alert(since: datetime, due: datetime, now: datetime) -> int:
    """The highest of `ALERTS` that is reached, 0 for none."""
    reached = share(since, due, now) * 100
    return max((each for each in ALERTS if reached >= each), default=0)
