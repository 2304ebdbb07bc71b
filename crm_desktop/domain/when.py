"""Typed call-back times understood: "kal 4 baje", "shaam 6", "15 din baad", "25/11 3:30", "month end".

Every word must have a meaning. Where the meaning may be more than one, the readings are given to choose
from; what was assumed is said beside the date. A time is never guessed silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crm_desktop.domain.callbacks import LONGEST_PROMISE
from crm_desktop.domain.calling_window import CallingWindow, instants_of, is_open
from crm_desktop.domain.formats import full_when
from crm_desktop.domain.when_clock import ClockReading, read_clock
from crm_desktop.domain.when_day import DayReading, read_day
from crm_desktop.domain.when_fallback import ask_dateparser
from crm_desktop.domain.when_reasons import (
    AFTER_CHANGE,
    ARE_MINUTES,
    BEFORE_CHANGE,
    CLOCKS_SKIP,
    DAYS_AHEAD,
    HAS_PASSED,
    IS_ABOUT,
    IS_OPENING,
    IS_SAME_TIME,
    IS_TODAY,
    IS_TOMORROW,
    OUTSIDE_HOURS,
    Note,
    note,
)
from crm_desktop.domain.when_refusals import (
    ADD_DAY,
    ADD_HOUR,
    IS_NOW,
    IS_THIS_MEANT,
    PASSED,
    PASSED_TODAY,
    TOO_FAR,
    TWICE,
    UNKNOWN_WORDS,
    UNTIL_THEN,
    WHEN_IS_THAT,
    WHICH_DAY,
    Params,
    Unclear,
    Unsure,
)
from crm_desktop.domain.when_span import read_span
from crm_desktop.domain.when_ways import Here, settled
from crm_desktop.domain.when_words import canonical

_LONGEST_TEXT = 80
_KNOWN = re.compile(r"[A-Z_]+\d*|[+\d:./-]+", re.ASCII)  # what canonical() leaves otherwise has no meaning
_DEEPEST = 3  # questions within questions: "kal ya parso 8 baje"
MOST_CHOICES = 4
_TURNS = {"TURN1": BEFORE_CHANGE, "TURN2": AFTER_CHANGE}  # of a night whose clocks go back


@dataclass(frozen=True, slots=True)
class Understood:
    """A moment to call back (`at`, UTC), as it is shown before it is saved, and what was assumed.

    `shown` is the local date and time, with the year where it isn't this one; `distance` says how far away.
    """

    at: datetime
    shown: str
    distance: Note
    assumed: tuple[Note, ...] = ()
    is_outside_hours: bool = False

    @property
    def explanation(self) -> str:
        """All of it in English."""
        outside = (OUTSIDE_HOURS,) if self.is_outside_hours else ()
        notes = (*outside, *(one.words for one in self.assumed))
        return "; ".join((f"{self.shown} ({self.distance.words})", *notes))


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """One sentence that helps: an English template and its places, for translation."""

    template: str
    params: Params = ()

    @property
    def sentence(self) -> str:
        """The English sentence, filled in."""
        return self.template.format(**dict(self.params))


@dataclass(frozen=True, slots=True)
class Asked(NotUnderstood):
    """Not sure: a question, and up to four moments in order, of which the person chooses."""

    choices: tuple[Understood, ...] = ()


Answer = Understood | Asked | NotUnderstood


def understand(
    text: str,
    now: datetime,
    zone: str,
    hours: CallingWindow,
    language: str = "en",
    *,
    may_ask_library: bool = True,
) -> Answer:
    """Read a typed time as meant by someone in `zone` at `now` (aware); what is given lies in the future,
    at most LONGEST_PROMISE ahead.

    `hours` settle a bare hour (4 is 16:00) and give dates without a time their opening hour. Without
    `may_ask_library` only the own rules are asked: fit for every key press; dateparser loads slowly.
    """
    local = now.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0)
    here = Here(now.astimezone(UTC), local, zone, hours)
    if not text.strip() or len(text) > _LONGEST_TEXT:
        return NotUnderstood(UNKNOWN_WORDS)
    try:
        found, unsure = _answers(canonical(text), here, _DEEPEST)
    except Unclear as unclear:
        if unclear.refusal is UNKNOWN_WORDS and may_ask_library:
            found = _by_library(text, here, language)
            if found:
                return Asked(IS_THIS_MEANT, choices=tuple(found))
        return NotUnderstood(unclear.refusal, unclear.params)
    if unsure is None:
        return found[0]
    if len(found) == 1 and not unsure.is_last_resort:
        return Asked(IS_THIS_MEANT, choices=tuple(found))
    return Asked(unsure.question, unsure.params, tuple(found))


def shown_when(at: datetime, zone: str, now: datetime) -> str:
    """A promise spelled out, with the year where it isn't this one: "Tue 5 Jan 2027, 10:00"."""
    there, here = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone))
    shown = full_when(at, zone)
    return shown if there.year == here.year else shown.replace(",", f" {there.year},")


# ---- readings --------------------------------------------------------------------------------------------


def _answers(words: str, here: Here, depth: int) -> tuple[list[Understood], Unsure | None]:
    """The one reading; or all that are possible, in order, with the question; raises Unclear without any."""
    try:
        return [_one(words, here)], None
    except Unsure as raised:
        unsure = raised
    if depth == 0 or (unsure.is_last_resort and depth < _DEEPEST):
        raise Unclear(PASSED if unsure.is_last_resort else UNKNOWN_WORDS)
    found: dict[datetime, Understood] = {}
    refused: Unclear | None = None
    for way in unsure.ways:
        try:
            for answer in _answers(way, here, depth - 1)[0]:
                found.setdefault(answer.at, answer)
        except Unclear as unclear:
            refused = refused or unclear
    if not found:
        raise refused or Unclear(UNKNOWN_WORDS)
    if len(found) > MOST_CHOICES:
        raise Unclear(unsure.question, **dict(unsure.params))
    return [found[at] for at in sorted(found)], unsure


def _one(words: str, here: Here) -> Understood:
    """Span of minutes or hours; else a day and a clock time, either of which may be missing."""
    tokens = words.split()
    if not all(_KNOWN.fullmatch(word) for word in tokens):
        raise Unclear(UNKNOWN_WORDS)
    _refuse_without_a_time(tokens)
    about = "ABOUT" in tokens
    words = settled(" ".join(token for token in tokens if token != "ABOUT"), here)
    bare, words = words.endswith(" BARE"), words.removesuffix(" BARE")
    span = read_span(words)
    if span is not None:
        found = _explained(here.local.astimezone(UTC) + span, here, (note(ARE_MINUTES),) if bare else ())
    else:
        found = _by_day_and_clock(words, here)
    if about:
        at = found.at.astimezone(ZoneInfo(here.zone))
        found = replace(found, assumed=(note(IS_ABOUT, time=f"{at:%H:%M}"), *found.assumed))
    return found


def _refuse_without_a_time(tokens: list[str]) -> None:
    """Words that give no time to come, whatever stands beside them."""
    held = set(tokens)
    if "VAGUE" in held:
        raise Unclear(WHEN_IS_THAT)
    if held & {"AGO", "YESTERDAY"}:
        raise Unclear(PASSED)
    if held & {"BY", "BEFORE"} and "LUNCH" not in held:
        raise Unclear(UNTIL_THEN)
    if held == {"NOW"}:
        raise Unclear(IS_NOW)


def _by_day_and_clock(words: str, here: Here) -> Understood:
    words, _, turn = words.partition(" TURN")
    if turn:
        on, clock_ = words.split()[:2]
        instants = instants_of(date.fromisoformat(on), time.fromisoformat(clock_), here.zone)
        return _explained(instants[int(turn) - 1], here, (note(_TURNS[f"TURN{turn}"]),))
    day, rest = read_day(words, here.local)
    if day is not None and " LATER_DAY " in f" {rest} ":
        rest = " ".join(word for word in rest.split() if word != "LATER_DAY")
        raise Unsure(WHICH_DAY, *(f"{day.on + timedelta(days=ahead)} {rest}" for ahead in (0, 1)))
    try:
        clock, rest = read_clock(rest, here.hours, has_day=day is not None)
    except Unsure as unsure:
        raise unsure.beside("" if day is None else str(day.on)) from None
    if rest.strip() or (day is None and clock is None):
        raise Unclear(UNKNOWN_WORDS)
    if day is None:
        assert clock is not None
        return _next_clock(clock, here)
    return _day_and_clock(day, clock, here)


def _next_clock(clock: ClockReading, here: Here) -> Understood:
    """A time of day alone: today if still to come, else tomorrow."""
    if clock.is_same_time:
        raise Unclear(ADD_DAY)
    today = here.local.date()
    if _is_future(today, clock.at, here):
        return _at(today, clock.at, here, clock.assumed)
    passed = note(HAS_PASSED, time=f"{clock.at:%H:%M}")
    return _at(today + timedelta(days=1), clock.at, here, (*clock.assumed, passed))


def _day_and_clock(day: DayReading, clock: ClockReading | None, here: Here) -> Understood:
    """A day with a time; without one the same time of day after "15 days", else the opening hour."""
    today, now_clock = here.local.date(), here.local.time()
    if clock is not None and clock.is_same_time:
        return _at(day.on, now_clock, here, ())
    if clock is None:
        if day.is_counted and here.hours.holds(now_clock):
            return _at(day.on, now_clock, here, (note(IS_SAME_TIME, time=f"{now_clock:%H:%M}"),))
        opening = here.hours.start
        if day.on == today and (day.is_named_today or not _is_future(today, opening, here)):
            raise Unclear(ADD_HOUR)
        return _at(day.on, opening, here, (note(IS_OPENING, time=f"{opening:%H:%M}"),))
    if day.on == today and not _is_future(today, clock.at, here):
        other = clock.at.replace(hour=(clock.at.hour + 12) % 24)
        ways = [f"{today} {other:%H:%M} H24"] if clock.is_bare and _is_future(today, other, here) else []
        ways.append(f"{today + timedelta(days=1)} {clock.at:%H:%M} H24")
        raise Unsure(PASSED_TODAY, *ways, is_last_resort=True, time=f"{clock.at:%H:%M}")
    return _at(day.on, clock.at, here, clock.assumed)


# ---- moments ---------------------------------------------------------------------------------------------


def _is_future(day: date, clock: time, here: Here) -> bool:
    return datetime.combine(day, clock, ZoneInfo(here.zone)).astimezone(UTC) > here.now


def _at(day: date, clock: time, here: Here, assumed: tuple[Note, ...]) -> Understood:
    """Turn a local day and time into a moment; a clock time that does not exist moves on, and says so."""
    instants = instants_of(day, clock, here.zone)
    if len(instants) > 1:
        raise Unsure(TWICE, *(f"{day} {clock:%H:%M} H24 {turn}" for turn in _TURNS), time=f"{clock:%H:%M}")
    if not instants:
        assumed = (*assumed, note(CLOCKS_SKIP, time=f"{clock:%H:%M}"))
        instants = (datetime.combine(day, clock, ZoneInfo(here.zone)).astimezone(UTC),)
    return _explained(instants[0], here, assumed)


def _explained(at: datetime, here: Here, assumed: tuple[Note, ...]) -> Understood:
    if at <= here.now:
        raise Unclear(PASSED)
    if at - here.now > LONGEST_PROMISE:
        raise Unclear(TOO_FAR)
    apart = (at.astimezone(ZoneInfo(here.zone)).date() - here.local.date()).days
    named = {0: note(IS_TODAY), 1: note(IS_TOMORROW)}.get(apart) or note(DAYS_AHEAD, days=str(apart))
    is_outside = not is_open(here.hours, here.zone, at)
    return Understood(at, shown_when(at, here.zone, here.now), named, assumed, is_outside)


def _by_library(text: str, here: Here, language: str) -> list[Understood]:
    """What dateparser makes of words unknown here: never taken, only asked."""
    local = here.local.replace(tzinfo=None)
    found = ask_dateparser(text, local, language)
    if found is None or found <= local:
        return []
    clock = found.time() if found.time() != time(0) else here.hours.start
    try:
        return [_at(found.date(), clock, here, ())]
    except Unclear:
        return []
