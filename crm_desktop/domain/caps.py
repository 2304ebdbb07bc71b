"""Caps: how often a number or a lead is tried, and when it may be tried again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from crm_desktop.domain.calling_window import CallingWindow, instants_of, next_open
from crm_desktop.domain.campaign_rules import Caps
from crm_desktop.domain.queue import Reason

_DAY, _WEEK = timedelta(hours=24), timedelta(days=7)
MOST_RECENT = 24  # tries that are looked at with their times; a week's cap may not be higher
RECENT_DAYS = 8  # how far back they are looked for: a week, and the day that is a zone's difference


class CapCheck(NamedTuple):
    """How much of one cap is used; `until`: when there is room again, None for never, or while there is."""

    reason: Reason
    tries: int
    most: int
    until: datetime | None = None

    @property
    def is_reached(self) -> bool:
        """Whether it forbids another try."""
        return self.tries >= self.most


def check_caps(
    caps: Caps,
    tries: Sequence[datetime],
    total: int,
    day_tries: int,
    *,
    now: datetime,
    zone: str,
    window: CallingWindow,
) -> tuple[CapCheck, ...]:
    """Every cap that is set, with what has been used of it.

    `tries` are the times of the latest ones, oldest first; `total` counts all, `day_tries` those of the
    person's own day.
    """
    found: list[CapCheck] = []
    if caps.lifetime is not None:
        found.append(CapCheck(Reason.MAX_ATTEMPTS, total, caps.lifetime))
    if caps.per_day is not None:
        is_reached = day_tries >= caps.per_day
        until = next_open(window, zone, next_midnight(now, zone)) if is_reached else None
        found.append(CapCheck(Reason.DAY_CAP, day_tries, caps.per_day, until))
    for reason, most, span in (
        (Reason.ROLLING_CAP, caps.per_24h, _DAY),
        (Reason.WEEK_CAP, caps.per_week, _WEEK),
    ):
        if most is None:
            continue
        within = len(tries) - bisect_right(tries, now - span)
        free = None
        if within >= most:
            free = next_open(window, zone, tries[-most] + span if most else now + span)
        found.append(CapCheck(reason, within, most, free))
    return tuple(found)


def next_midnight(now: datetime, zone: str) -> datetime:
    """When the person's next day begins."""
    tomorrow = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    for clock in (time(0), time(1)):  # a few zones skip midnight
        if found := instants_of(tomorrow, clock, zone):
            return found[-1]
    return now + timedelta(days=1)
