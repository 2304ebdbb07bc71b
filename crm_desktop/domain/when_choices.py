"""Call-backs by one key: the ready choices and the proposed next try, each inside calling hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crm_desktop.domain.calling_window import CallingWindow, next_open

_EVENING = time(18)


@dataclass(frozen=True, slots=True)
class QuickChoice:
    """A ready call-back time: `key` stays the same always, `label` is the English text for translation."""

    key: str
    label: str
    at: datetime  # UTC


def quick_choices(now: datetime, zone: str, hours: CallingWindow) -> tuple[QuickChoice, ...]:
    """The six ready times after `now` (aware), in the order of their keys, each moved into calling hours.

    From the evening on "this evening" becomes "tomorrow evening", so that no label says something untrue.
    """
    now = _whole_minute(now)
    local = now.astimezone(ZoneInfo(zone))
    today = local.date()

    def at(day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)

    this_evening = at(today, _EVENING)
    evening_label = "This evening"
    if this_evening <= now or today.weekday() not in hours.days:
        this_evening, evening_label = at(today + timedelta(days=1), _EVENING), "Tomorrow evening"
    monday = today + timedelta(days=7 - today.weekday())
    choices = (
        ("plus_30_min", "+30 min", now + timedelta(minutes=30)),
        ("plus_2_h", "+2 h", now + timedelta(hours=2)),
        ("evening", evening_label, this_evening),
        ("tomorrow_same_time", "Tomorrow same time", at(today + timedelta(days=1), local.time())),
        ("plus_3_days", "+3 days", at(today + timedelta(days=3), local.time())),
        ("monday", "Monday", at(monday, hours.start)),
    )
    return tuple(
        QuickChoice(key, label, _moved_inside(hours, zone, moment)) for key, label, moment in choices
    )


def propose_next(now: datetime, zone: str, hours: CallingWindow, delay: timedelta) -> datetime:
    """The next try (UTC): `delay` after `now`, moved on to when calling is open."""
    if delay < timedelta(0):
        raise ValueError("a next try lies ahead: the delay can't be negative")
    return _moved_inside(hours, zone, _whole_minute(now) + delay)


def _moved_inside(hours: CallingWindow, zone: str, at: datetime) -> datetime:
    """As it is where the hours never open: there is nothing to move it to, and the gate says why."""
    return next_open(hours, zone, at) or at.astimezone(UTC)


def _whole_minute(now: datetime) -> datetime:
    """Rounded up, so that what is proposed is never before now."""
    whole = now.astimezone(UTC).replace(second=0, microsecond=0)
    return whole if whole == now else whole + timedelta(minutes=1)
