"""Typed call-back times understood: "kal 4 baje", "shaam 6", "15 din baad", "25/11 3:30", "month end".

Every word must have a meaning and the meaning must be one; otherwise a sentence says what to type. A time
is never guessed silently: what was assumed is marked as not certain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crm_desktop.domain.calling_window import CallingWindow, instants_of, is_open
from crm_desktop.domain.formats import full_when
from crm_desktop.domain.when_clock import ClockReading, read_clock
from crm_desktop.domain.when_day import DayReading, read_day
from crm_desktop.domain.when_fallback import ask_dateparser
from crm_desktop.domain.when_refusals import UNKNOWN_WORDS, Refusal, Unclear
from crm_desktop.domain.when_span import read_span
from crm_desktop.domain.when_words import canonical

_FARTHEST = timedelta(days=400)
_LONGEST = 80
_KNOWN = re.compile(r"[A-Z_]+\d*|[+\d:./-]+", re.ASCII)  # what canonical() leaves otherwise has no meaning


@dataclass(frozen=True, slots=True)
class Understood:
    """A moment to call back (`at`, UTC) and the words to show before it is saved.

    Not certain: something was assumed (which half of the day, which week); the person should look twice.
    """

    at: datetime
    explanation: str
    is_certain: bool
    is_outside_hours: bool = False


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """One sentence that helps: an English template and its places, for translation."""

    template: str
    params: tuple[tuple[str, str], ...] = ()

    @property
    def sentence(self) -> str:
        """The English sentence, filled in."""
        return self.template.format(**dict(self.params))


def understand(
    text: str,
    now: datetime,
    zone: str,
    hours: CallingWindow,
    language: str = "en",
    *,
    may_ask_library: bool = True,
) -> Understood | NotUnderstood:
    """Read a typed time as meant by someone in `zone` at `now` (aware); the answer is always in the future.

    `hours` settle a bare hour (4 is 16:00) and give dates without a time their opening hour. Without
    `may_ask_library` only the own rules are asked: fit for every key press; dateparser loads slowly.
    """
    local = now.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0)
    if not text.strip() or len(text) > _LONGEST:
        return _refused(UNKNOWN_WORDS)
    try:
        return _by_own_rules(canonical(text), local, now, zone, hours)
    except Unclear as unclear:
        if unclear.refusal is UNKNOWN_WORDS and may_ask_library:
            found = ask_dateparser(text, local.replace(tzinfo=None), language)
            if found is not None and found > local.replace(tzinfo=None):
                clock = found.time() if found.time() != time(0) else hours.start
                try:
                    return _answer(found.date(), clock, local, now, zone, hours, is_certain=False)
                except Unclear as later:
                    unclear = later
        return _refused(unclear.refusal, unclear.params)


def _by_own_rules(words: str, local: datetime, now: datetime, zone: str, hours: CallingWindow) -> Understood:
    """Span of minutes or hours; else a day and a clock time, either of which may be missing."""
    if not all(_KNOWN.fullmatch(word) for word in words.split()):
        raise Unclear(UNKNOWN_WORDS)
    about = " ABOUT " in f" {words} "
    words = " ".join(word for word in words.split() if word != "ABOUT")
    span = read_span(words)
    if span is not None:
        at = local.astimezone(UTC) + span
        if span > _FARTHEST:
            raise Unclear("That is more than a year away. Type a nearer time.")
        return _explained(at, local, zone, hours, is_certain=not about)
    day, rest = read_day(words, local)
    clock, rest = read_clock(rest, hours)
    if rest.strip():
        raise Unclear(UNKNOWN_WORDS)
    if day is None and clock is None:
        raise Unclear(UNKNOWN_WORDS)
    if day is None:
        assert clock is not None
        return _next_clock(clock, local, now, zone, hours, about)
    return _day_and_clock(day, clock, local, now, zone, hours, about)


def _next_clock(
    clock: ClockReading, local: datetime, now: datetime, zone: str, hours: CallingWindow, about: bool
) -> Understood:
    """A time of day alone: today if still to come, else tomorrow."""
    if clock.is_same_time:
        raise Unclear("Type the day too, such as kal.")
    today = local.date()
    is_certain = clock.is_certain and not about
    if _is_future(today, clock.at, now, zone):
        return _answer(today, clock.at, local, now, zone, hours, is_certain=is_certain)
    # Typed while one may still call, a bare "4" after four may also be a slip.
    is_certain = is_certain and (clock.is_explicit or not is_open(hours, zone, now))
    return _answer(today + timedelta(days=1), clock.at, local, now, zone, hours, is_certain=is_certain)


def _day_and_clock(
    day: DayReading, clock: ClockReading | None, local: datetime, now: datetime, zone: str,
    hours: CallingWindow, about: bool,
) -> Understood:  # fmt: skip
    """A day with a time; without one the same time of day after "15 days", else the opening hour."""
    is_certain = day.is_certain and not about
    if clock is None or clock.is_same_time:
        if clock is None and day.on == local.date():
            raise Unclear("Type the hour too, such as aaj 5 baje.")
        keeps_time = day.is_counted or clock is not None
        at = local.time() if keeps_time and hours.holds(local.time()) else hours.start
        if clock is not None:
            at = local.time()
        return _answer(day.on, at, local, now, zone, hours, is_certain=is_certain)
    if day.on == local.date() and not _is_future(day.on, clock.at, now, zone):
        raise Unclear("{time} has passed today. Type a later time, or kal.", time=f"{clock.at:%H:%M}")
    is_certain = is_certain and clock.is_certain
    return _answer(day.on, clock.at, local, now, zone, hours, is_certain=is_certain)


def _is_future(day: date, clock: time, now: datetime, zone: str) -> bool:
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC) > now


def _answer(
    day: date, clock: time, local: datetime, now: datetime, zone: str, hours: CallingWindow, *,
    is_certain: bool,
) -> Understood:  # fmt: skip
    """Turn a local day and time into a moment; a clock time that does not exist moves on, not certain."""
    instants = instants_of(day, clock, zone)
    at = instants[0] if instants else datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)
    if at <= now:
        raise Unclear("That time has passed. Type a time to come.")
    if at - now > _FARTHEST:
        raise Unclear("That is more than a year away. Type a nearer time.")
    return _explained(at, local, zone, hours, is_certain=is_certain and len(instants) == 1)


def _explained(
    at: datetime, local: datetime, zone: str, hours: CallingWindow, *, is_certain: bool
) -> Understood:
    there = at.astimezone(ZoneInfo(zone))
    apart = (there.date() - local.date()).days
    shown = full_when(at, zone)
    if there.year != local.year:
        shown = shown.replace(",", f" {there.year},")
    named = {0: "today", 1: "tomorrow"}.get(apart, f"in {apart} days")
    is_outside = not is_open(hours, zone, at)
    note = "; outside calling hours" if is_outside else ""
    doubt = "" if is_certain else "; please check"
    return Understood(at, f"{shown} ({named}){note}{doubt}", is_certain, is_outside)


def _refused(refusal: Refusal, params: tuple[tuple[str, str], ...] = ()) -> NotUnderstood:
    return NotUnderstood(refusal, params)
