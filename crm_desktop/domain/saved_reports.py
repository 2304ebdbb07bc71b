"""Reports saved under a name: what each asks, and when it is written to a folder by itself."""

from __future__ import annotations

import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.periods import days_of

LONGEST_NAME = 80
MOST_MISSED = (
    31  # occasions that are caught up, the newest; a program closed for longer leaves older ones out
)
_DAY = timedelta(days=1)
_NOT_IN_NAMES = frozenset('<>:"/\\|?*')


class Every(StrEnum):
    """How often a report is written."""

    DAY = "day"
    SIX_DAYS = "six_days"  # Monday to Saturday
    WEEKDAY = "weekday"  # Monday to Friday
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Asks:
    """What a saved report asks. `period` is worked out anew each time; with "days" the days are fixed.

    `source` "": leads without one; None: whatever they have. `is_compared`: with as many days before.
    """

    report: str
    by: str = ""
    period: str = "today"
    first: date | None = None
    last: date | None = None
    people: tuple[UUID, ...] = ()
    campaign_id: UUID | None = None
    source: str | None = None
    tag: str = ""
    is_compared: bool = False

    def days(self, today: date) -> tuple[date, date]:
        """The days it is about, asked on this day."""
        if self.period == "days" and self.first is not None and self.last is not None:
            return self.first, self.last
        return days_of(self.period, today)

    def to_json(self) -> dict[str, Any]:
        """As the store keeps it: what isn't asked is left out."""
        plain = {
            "report": self.report,
            "by": self.by,
            "period": self.period,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "people": [str(person) for person in self.people],
            "campaign": str(self.campaign_id) if self.campaign_id else None,
            "tag": self.tag,
            "is_compared": self.is_compared,
        }
        kept = {name: value for name, value in plain.items() if value}
        return kept | ({} if self.source is None else {"source": self.source})

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Asks:
        """As it was kept; what is missing is not asked."""
        first, last, campaign = kept.get("first"), kept.get("last"), kept.get("campaign")
        return cls(
            report=str(kept["report"]),
            by=str(kept.get("by", "")),
            period=str(kept.get("period", "today")),
            first=date.fromisoformat(first) if first else None,
            last=date.fromisoformat(last) if last else None,
            people=tuple(UUID(person) for person in kept.get("people", ())),
            campaign_id=UUID(campaign) if campaign else None,
            source=kept.get("source"),
            tag=str(kept.get("tag", "")),
            is_compared=bool(kept.get("is_compared")),
        )


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a report is written, as what and where to.

    `at_minute` counts from the office's midnight. `on`: the weekday (Monday 0) or the day of the month, the
    last one of a shorter month; nothing for the others. `seat` is the one workstation that writes it.
    """

    every: Every
    at_minute: int
    format: str
    folder: str
    seat: str
    on: int = 0

    def is_on(self, day: date) -> bool:
        """Whether it is written on a day."""
        match self.every:
            case Every.WEEK:
                return day.weekday() == self.on
            case Every.MONTH:
                return day.day == min(self.on, monthrange(day.year, day.month)[1])
            case Every.WEEKDAY:
                return day.weekday() < 5
            case Every.SIX_DAYS:
                return day.weekday() < 6
            case _:
                return True

    def next_after(self, moment: datetime, zone: str) -> datetime:
        """The first time after a moment, in UTC; an hour that the clock leaves out is that much later."""
        there, hour = moment.astimezone(ZoneInfo(zone)).date(), divmod(self.at_minute, 60)
        day = there - _DAY
        while True:
            day += _DAY
            at = datetime.combine(day, time(*hour), ZoneInfo(zone)).astimezone(moment.tzinfo)
            if self.is_on(day) and at > moment:
                return at

    def missed(self, since: datetime, now: datetime, zone: str) -> tuple[datetime, ...]:
        """The occasions from `since` (itself one) until now, the newest `MOST_MISSED`, in their order."""
        found, at = [], since
        while at <= now:
            found.append(at)
            at = self.next_after(at, zone)
        return tuple(found[-MOST_MISSED:])


@dataclass(frozen=True, slots=True)
class Planned:
    """A schedule with when it is due next, what came of it last, and why it can't be written at present."""

    schedule: Schedule
    next_at: datetime
    last_at: datetime | None = None
    last_file: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class SavedReport:
    """A report under a name. Shared, it is seen by the owner's team, an admin's by everybody."""

    id: UUID
    owner_id: UUID
    team_id: UUID | None
    name: str
    asks: Asks
    is_shared: bool
    owner_name: str = ""
    planned: Planned | None = None


def file_name(name: str, first: date, last: date, suffix: str) -> str:
    """A file's name with its days: "Sales 2026-11-16 to 2026-11-22.xlsx"; every system can take it."""
    plain = "".join(
        " " if c in _NOT_IN_NAMES or unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in name
    )
    plain = " ".join(plain.split()).strip(". ")[:LONGEST_NAME] or "Report"
    while len(plain.encode()) > 180:  # three bytes a letter in most of India's scripts; disks take 255
        plain = plain[:-1]
    days = first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
    return f"{plain} {days}.{suffix}"
