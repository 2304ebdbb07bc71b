"""When a person may be called: half-open hours on given weekdays, in the clock of that person's place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

EVERY_DAY: frozenset[int] = frozenset(range(7))
_LOOK_AHEAD_DAYS = 9  # a week, and one day each side for zones that skip or repeat part of a day
_SOON_DAYS = 2  # nearly always it opens within them
_KEPT_DAYS = 400  # of each window: no more are asked for but in a simulation
_LAST_DAY = date.max.toordinal() - 30
_MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class CallingWindow:
    """From `start` up to but not including `end`, on `days` (0 = Monday … 6 = Sunday), by local clocks.

    `end` 00:00 means the end of the day; an end before the start is on the next day, and the hours belong
    to the day they began. No days at all means: never. `holidays` are local dates on which nothing is open.
    `also` are hours by another clock, such as the office's own: both must be open. `last_day`: after that
    local date nothing is open any more.
    """

    start: time = time(10)
    end: time = time(19)
    days: frozenset[int] = field(default=EVERY_DAY)
    holidays: frozenset[date] = frozenset()
    also: ByClock | None = None
    last_day: date | None = None

    def __post_init__(self) -> None:
        if self.start.tzinfo or self.end.tzinfo:
            raise ValueError("calling hours are local clock times, without a zone")
        if self.start == self.end != _MIDNIGHT:
            raise ValueError("calling hours must end after they start")
        if not self.days <= EVERY_DAY:
            raise ValueError("days are numbered 0 (Monday) to 6 (Sunday)")

    def __hash__(self) -> int:
        # Asked for at each decision of the gate: what nearly always tells two windows apart is enough.
        return hash((self.start, self.end, self.days))

    @property
    def is_over_midnight(self) -> bool:
        """Whether it ends on the day after it began."""
        return _MIDNIGHT != self.end < self.start

    def holds(self, local: time) -> bool:
        """Whether a local clock time lies inside, whatever the day."""
        clock = local if local.tzinfo is None else local.replace(tzinfo=None)
        if self.is_over_midnight:
            return clock >= self.start or clock < self.end
        return self.start <= clock and (self.end == _MIDNIGHT or clock < self.end)

    def day_of(self, local: datetime) -> date:
        """The day that hours open at a local time began on."""
        began_before = self.is_over_midnight and local.time() < self.end
        return local.date() - timedelta(days=1) if began_before else local.date()


@dataclass(frozen=True, slots=True)
class ByClock:
    """Hours by the clock of one place; zone '': of the called person's."""

    window: CallingWindow
    zone: str


DEFAULT_WINDOW = CallingWindow()
ALWAYS = CallingWindow(_MIDNIGHT, _MIDNIGHT)
NEVER = CallingWindow(days=frozenset())


def is_open(window: CallingWindow, zone: str, now: datetime) -> bool:
    """Whether people in `zone` may be called at `now` (aware)."""
    local = _aware(now).astimezone(ZoneInfo(zone))
    if not window.holds(local.time()):
        return False
    day = window.day_of(local)
    if day.weekday() not in window.days or day in window.holidays or _is_past(window, day):
        return False
    return window.also is None or is_open(window.also.window, window.also.zone or zone, now)


def is_over(window: CallingWindow, zone: str, now: datetime) -> bool:
    """Whether nothing opens there any more since its last day is past."""
    if window.last_day is None:
        return False
    return _is_past(window, window.day_of(_aware(now).astimezone(ZoneInfo(zone))))


def _is_past(window: CallingWindow, day: date) -> bool:
    return window.last_day is not None and day > window.last_day


def next_open(window: CallingWindow, zone: str, now: datetime) -> datetime | None:
    """The first moment from `now` on (UTC) at which the window is open; `now` itself if it is.

    None when it never opens.
    """
    return hours_of(window, zone).next_open(_aware(now).astimezone(UTC))


class Hours:
    """When a window is open in a zone: worked out once a day (UTC), since all leads ask for the same days."""

    __slots__ = ("_days", "_window", "_zone")

    def __init__(self, window: CallingWindow, zone: str) -> None:
        self._window, self._zone = window, zone
        self._days: dict[int, tuple[tuple[datetime, datetime], ...]] = {}

    def next_open(self, now: datetime) -> datetime | None:
        """As the function of that name; `now` in UTC."""
        first = now.toordinal()
        if first > _LAST_DAY:
            return self._far(now)
        for day in range(first, first + _SOON_DAYS + 1):
            spans = self._days.get(day)
            if spans is None:
                spans = self._spans(day)
            for opens, shuts in spans:
                if now < shuts:
                    return opens if opens > now else now
        return self._far(datetime.combine(date.fromordinal(first + _SOON_DAYS + 1), _MIDNIGHT, UTC))

    def _spans(self, day: int) -> tuple[tuple[datetime, datetime], ...]:
        """From when until when it is open within a day: between two turning points nothing changes."""
        start = datetime.combine(date.fromordinal(day), _MIDNIGHT, UTC)
        end = start + timedelta(days=1)
        points = {start, *_turning_points(self._window, self._zone, start, to_open=True, days=1)}
        points.update(_turning_points(self._window, self._zone, start, to_open=False, days=1))
        found: list[tuple[datetime, datetime]] = []
        opened = None
        for point in sorted(point for point in points if start <= point < end):
            if is_open(self._window, self._zone, point):
                opened = opened or point
            elif opened is not None:
                found.append((opened, point))
                opened = None
        if opened is not None:
            found.append((opened, end))
        if len(self._days) >= _KEPT_DAYS:
            self._days.clear()
        self._days[day] = spans = tuple(found)
        return spans

    def _far(self, now: datetime) -> datetime | None:
        is_so = is_open(self._window, self._zone, now)
        return now if is_so else _opening(self._window, self._zone, now)


@lru_cache(maxsize=1024)
def hours_of(window: CallingWindow, zone: str) -> Hours:
    """The hours of a window in a zone, with what is known of their days."""
    return Hours(window, zone)


@lru_cache(maxsize=4096)  # many leads wait for the same morning
def _opening(window: CallingWindow, zone: str, now: datetime) -> datetime | None:
    for moment in _turning_points(window, zone, now, to_open=True):
        if moment > now and is_open(window, zone, moment):
            return moment
    return None


def closes_at(window: CallingWindow, zone: str, now: datetime) -> datetime | None:
    """The moment (UTC) at which the window that is open at `now` closes.

    None when it isn't open at `now`, or never closes.
    """
    now = _aware(now).astimezone(UTC)
    if not is_open(window, zone, now):
        return None
    for moment in _turning_points(window, zone, now, to_open=False):
        if moment > now and not is_open(window, zone, moment):
            return moment
    return None


@lru_cache(maxsize=4096)
def instants_of(day: date, clock: time, zone: str) -> tuple[datetime, ...]:
    """When (UTC) clocks in `zone` show `clock` on `day`: once, twice when put back, never in a gap."""
    tz = ZoneInfo(zone)
    found: list[datetime] = []
    for fold in (0, 1):
        moment = datetime.combine(day, clock, tz).replace(fold=fold).astimezone(UTC)
        shown = moment.astimezone(tz)
        if (shown.date(), shown.time()) == (day, clock) and moment not in found:
            found.append(moment)
    return tuple(sorted(found))


def _turning_points(
    window: CallingWindow, zone: str, now: datetime, *, to_open: bool, days: int | None = None
) -> list[datetime]:
    """In order, every moment near which the window may open (or close); with `days` only so far ahead."""
    points: set[datetime] = set()
    ahead = _LOOK_AHEAD_DAYS + _holidays_of(window) if days is None else days + 2
    where: ByClock | None = ByClock(window, zone)
    while where is not None:
        points |= _points_of(
            where.window.start if to_open else where.window.end, where.zone or zone, now, ahead
        )
        where = where.window.also
    return sorted(points)


def _holidays_of(window: CallingWindow) -> int:
    more = 0 if window.also is None else _holidays_of(window.also.window)
    return len(window.holidays) + more


def _points_of(clock: time, zone: str, now: datetime, ahead: int) -> set[datetime]:
    tz = ZoneInfo(zone)
    first = now.astimezone(tz).date() - timedelta(days=1)
    points: set[datetime] = set()
    for days in range(ahead + 1):
        if first > date.max - timedelta(days=days + 2):
            break
        day = first + timedelta(days=days)
        for clock_time in {clock, _MIDNIGHT}:
            points.update(instants_of(day, clock_time, zone))
        if (change := _clock_change(day, zone)) is not None:
            points.add(change)
    return points


@lru_cache(maxsize=4096)
def _clock_change(day: date, zone: str) -> datetime | None:
    """The moment (UTC) at which clocks are put forward or back on `day`, if they are."""
    tz = ZoneInfo(zone)
    low = datetime.combine(day, _MIDNIGHT, UTC) - timedelta(hours=15)
    high = low + timedelta(hours=54)
    before = low.astimezone(tz).utcoffset()
    if high.astimezone(tz).utcoffset() == before:
        return None
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(tz).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone can't be compared with calling hours")
    return moment


@lru_cache(maxsize=8)
def midnight(day: date, zone: str) -> datetime:
    """When a date of the zone begins (UTC), also where the clock moves at midnight."""
    found = instants_of(day, time(0), zone)
    return found[0] if found else instants_of(day, time(1), zone)[0]


def day_start(now: datetime, zone: str) -> datetime:
    """When the local day began (UTC)."""
    return midnight(now.astimezone(ZoneInfo(zone)).date(), zone)


def day_end(now: datetime, zone: str) -> datetime:
    """When the next local day begins (UTC)."""
    return day_start(day_start(now, zone) + timedelta(hours=36), zone)
