"""Caps: how often a number or a lead is tried, and when it may be tried again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache, partial
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.calling_window import CallingWindow, Hours, hours_of, instants_of
from crm_desktop.domain.campaign_rules import Caps
from crm_desktop.domain.queue import Reason

_DAY, _WEEK = timedelta(hours=24), timedelta(days=7)
MOST_RECENT = 24  # tries that are looked at with their times; a week's cap may not be higher
RECENT_DAYS = 8  # how far back they are looked for: a week, and the day that is a zone's difference


class Check(NamedTuple):
    """One rule the gate asked, passed or not, with the value that decided.

    `until`: when it opens (None: passed, or shut for good). `phone_id` None: it is about the lead.
    `tries` of `most` for caps; `at` and `gap_s` for the time since a number was called last.
    """

    reason: Reason
    passes: bool
    until: datetime | None = None
    phone_id: UUID | None = None
    tries: int | None = None
    most: int | None = None
    at: datetime | None = None
    gap_s: int | None = None


# Of each decision many are made: with names given to it a named tuple takes twice as long to make.
as_check: Callable[[tuple[Any, ...]], Check] = partial(tuple.__new__, Check)


def check_caps(
    caps: Caps,
    tries: Sequence[datetime],
    total: int,
    day_tries: int,
    *,
    now: datetime,
    zone: str,
    window: CallingWindow,
    phone_id: UUID | None = None,
) -> list[Check]:
    """Every cap that is set, with what has been used of it.

    `tries` are the times of the latest ones, oldest first; `total` counts all, `day_tries` those of the
    person's own day.
    """
    found: list[Check] = []
    hours: Hours | None = None
    if (most := caps.lifetime) is not None:
        found.append(as_check((Reason.MAX_ATTEMPTS, total < most, None, phone_id, total, most, None, None)))
    if (most := caps.per_day) is not None:
        until = None
        if day_tries >= most:
            hours = hours_of(window, zone)
            until = hours.next_open(next_midnight(now, zone))
        found.append(
            as_check((Reason.DAY_CAP, day_tries < most, until, phone_id, day_tries, most, None, None))
        )
    for most, reason, span in (
        (caps.per_24h, Reason.ROLLING_CAP, _DAY),
        (caps.per_week, Reason.WEEK_CAP, _WEEK),
    ):
        if most is None:
            continue
        within = len(tries) - bisect_right(tries, now - span)
        free = None
        if within >= most:
            hours = hours or hours_of(window, zone)
            free = hours.next_open((tries[-most] + span if most else now + span).astimezone(UTC))
        found.append(as_check((reason, within < most, free, phone_id, within, most, None, None)))
    return found


@lru_cache(maxsize=8)  # each number of a lead asks for the same moment
def next_midnight(now: datetime, zone: str) -> datetime:
    """When the person's next day begins."""
    tomorrow = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    for clock in (time(0), time(1)):  # a few zones skip midnight
        if found := instants_of(tomorrow, clock, zone):
            return found[-1]
    return now + timedelta(days=1)
