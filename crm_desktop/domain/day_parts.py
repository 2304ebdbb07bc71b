"""Parts of the day: who didn't answer in the morning is tried in another part."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from crm_desktop.domain.calling_window import CallingWindow, instants_of, next_open


class DayPart(StrEnum):
    """By the called person's clock."""

    MORNING = "morning"  # until 12:00
    AFTERNOON = "afternoon"  # until 16:00
    EVENING = "evening"


LABELS: dict[str, str] = {
    DayPart.MORNING: "Morning",
    DayPart.AFTERNOON: "Afternoon",
    DayPart.EVENING: "Evening",
}
_NOON, _EVENING = 12, 16
_BEGINS = {DayPart.MORNING: time(0), DayPart.AFTERNOON: time(_NOON), DayPart.EVENING: time(_EVENING)}
_LOOK_AHEAD_DAYS = 8


def part_of(moment: datetime, zone: str) -> DayPart:
    """The part of the day in which a moment lies."""
    hour = moment.astimezone(ZoneInfo(zone)).hour
    return DayPart.MORNING if hour < _NOON else DayPart.AFTERNOON if hour < _EVENING else DayPart.EVENING


def next_in_another_part(
    window: CallingWindow, zone: str, tried: DayPart, earliest: datetime
) -> datetime | None:
    """The first open moment from `earliest` on that isn't in the part that was tried.

    Where the hours lie within that part alone, the first open moment; None when it never opens.
    """
    first = next_open(window, zone, earliest)
    if first is None or part_of(first, zone) is not tried:
        return first
    day = first.astimezone(ZoneInfo(zone)).date()
    for begin in _beginnings(day, zone, tried):
        if begin <= first:
            continue
        found = next_open(window, zone, begin)
        if found is not None and part_of(found, zone) is not tried:
            return found
    return first


def parts_of(window: CallingWindow, zone: str, now: datetime) -> frozenset[DayPart]:
    """The first part of the day in which calls can be made from now on, and another one if there is any.

    Empty when the window never opens.
    """
    first = next_open(window, zone, now)
    if first is None:
        return frozenset()
    tried = part_of(first, zone)
    other = next_in_another_part(window, zone, tried, first)
    return frozenset({tried} if other is None else {tried, part_of(other, zone)})


@lru_cache(maxsize=256)
def _beginnings(day: date, zone: str, tried: DayPart) -> tuple[datetime, ...]:
    """When the other parts begin on that day and the following ones, in order."""
    others = [begin for part, begin in _BEGINS.items() if part is not tried]
    days = (day + timedelta(days=ahead) for ahead in range(_LOOK_AHEAD_DAYS))
    found = (moment for each in days for begin in others for moment in instants_of(each, begin, zone))
    return tuple(sorted(found))
