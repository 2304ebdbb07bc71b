"""Caps: how often a number or a lead is tried, and when it may be tried again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from crm_desktop.domain.calling_window import CallingWindow, instants_of, next_open
from crm_desktop.domain.campaign_rules import Caps
from crm_desktop.domain.queue import Reason

Against = tuple[Reason, datetime | None]
_DAY, _WEEK = timedelta(hours=24), timedelta(days=7)
MOST_RECENT = 24  # tries that are looked at with their times; a week's cap may not be higher
RECENT_DAYS = 8  # how far back they are looked for: a week, and the day that is a zone's difference


def against(
    caps: Caps,
    tries: Sequence[datetime],
    total: int,
    day_tries: int,
    *,
    now: datetime,
    zone: str,
    window: CallingWindow,
) -> tuple[Against, ...]:
    """Which caps forbid another try, and until when (None: for good).

    `tries` are the times of the latest ones, oldest first; `total` counts all, `day_tries` those of the
    person's own day.
    """
    found: list[Against] = []
    if caps.lifetime is not None and total >= caps.lifetime:
        found.append((Reason.MAX_ATTEMPTS, None))
    if caps.per_day is not None and day_tries >= caps.per_day:
        found.append((Reason.DAY_CAP, next_open(window, zone, next_midnight(now, zone))))
    for reason, most, span in (
        (Reason.ROLLING_CAP, caps.per_24h, _DAY),
        (Reason.WEEK_CAP, caps.per_week, _WEEK),
    ):
        within = [at for at in tries if at > now - span]
        if most is not None and len(within) >= most:
            free = within[-most] + span if most else now + span
            found.append((reason, next_open(window, zone, free)))
    return tuple(found)


def next_midnight(now: datetime, zone: str) -> datetime:
    """When the person's next day begins."""
    tomorrow = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    for clock in (time(0), time(1)):  # a few zones skip midnight
        if found := instants_of(tomorrow, clock, zone):
            return found[-1]
    return now + timedelta(days=1)
