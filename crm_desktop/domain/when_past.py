"""Typed times of calls that are over: "aaj 11 baje", "kal 4pm", "yesterday 16:10", "20 min ago".

The words are those of `when`; here "kal" is yesterday and "parso" the day before it. What may be read in
two ways is not guessed: a sentence says what to type.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crm_desktop.domain.calling_window import CallingWindow, instants_of
from crm_desktop.domain.when import NotUnderstood, shown_when
from crm_desktop.domain.when_calendar import day_in
from crm_desktop.domain.when_clock import read_clock
from crm_desktop.domain.when_past_refusals import ADD_HOUR, TO_COME, UNKNOWN, WHICH_HALF, WHICH_TIME
from crm_desktop.domain.when_refusals import Unclear, Unsure
from crm_desktop.domain.when_span import read_span
from crm_desktop.domain.when_words import canonical

_LONGEST_TEXT = 80
_WAKING = CallingWindow(time(8), time(21))  # settles a bare hour: 4 is 16:00, 11 is 11:00; 8 is asked
_SEARCHED_BACK = 366

_FUTURE_WORDS = re.compile(r"\b(?:tomorr?ow|tommorr?ow|tmrw?|tomo|overmorrow)\b", re.IGNORECASE)
_DOTTED = re.compile(r"(?<![\d./-])(\d{1,2})\.([0-5]\d)(?![\d.])")


@dataclass(frozen=True, slots=True)
class PastTime:
    """A moment that is over (UTC), and how it is shown before it is saved."""

    at: datetime
    shown: str
    days_ago: int


def understand_past(text: str, now: datetime, zone: str) -> PastTime | NotUnderstood:
    """Read when a call was, as meant by someone in `zone` at `now` (aware); never a time to come."""
    local = now.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0)
    if not text.strip() or len(text) > _LONGEST_TEXT or _FUTURE_WORDS.search(text):
        return NotUnderstood(UNKNOWN)
    try:
        at = _moment(canonical(_DOTTED.sub(r"\1:\2", text)), local, zone)
    except Unclear as unclear:
        return NotUnderstood(unclear.refusal, unclear.params)
    except Unsure as unsure:
        hour = dict(unsure.params).get("hour", "")
        if hour and ":" not in hour:
            return NotUnderstood(WHICH_HALF, (("hour", hour),))
        return NotUnderstood(WHICH_TIME)
    if at > now:
        return NotUnderstood(TO_COME, (("when", shown_when(at, zone, now)),))
    days_ago = (local.date() - at.astimezone(ZoneInfo(zone)).date()).days
    return PastTime(at, shown_when(at, zone, now), days_ago)


def _moment(words: str, local: datetime, zone: str) -> datetime:
    if words == "NOW":
        return local.astimezone(UTC)
    tokens = words.split()
    if any(token.startswith("U_") for token in tokens):
        tokens = [token for token in tokens if token not in ("AGO", "BEFORE", "LAST")]
    words = " ".join(token for token in tokens if token != "ABOUT")
    span = read_span(words)
    if span is not None:
        return local.astimezone(UTC) - span
    day, rest = _day(words, local)
    clock, rest = read_clock(rest, _WAKING, has_day=day is not None)
    if rest.strip() or (day is None and clock is None):
        raise Unclear(UNKNOWN)
    if clock is None or clock.is_same_time:
        raise Unclear(ADD_HOUR)
    on = local.date() if day is None else day
    instants = instants_of(on, clock.at, zone)
    if len(instants) != 1:
        raise Unclear(UNKNOWN)
    return instants[0]


_Rule = Callable[[re.Match[str], date], date]


def _day(words: str, local: datetime) -> tuple[date | None, str]:
    for pattern, rule in _RULES:
        if found := pattern.search(words):
            rest = words[: found.start()] + " " + words[found.end() :]
            return rule(found, local.date()), " ".join(rest.split())
    return None, words


def _back(days: int) -> _Rule:
    return lambda _found, today: today - timedelta(days=days)


def _counted(found: re.Match[str], today: date) -> date:
    return today - timedelta(days=int(found[1]) * (7 if found[2] == "WEEK" else 1))


def _weekday(found: re.Match[str], today: date) -> date:
    """The last one; today's own name is today unless "last" stands before it."""
    back = (today.weekday() - int(found["day"])) % 7
    return today - timedelta(days=back or (7 if found["last"] else 0))


def _iso(found: re.Match[str], today: date) -> date:
    return day_in(int(found[1]), int(found[2]), int(found[3]))


def _full(found: re.Match[str], today: date) -> date:
    year = int(found[3])
    return day_in(year + 2000 if year < 100 else year, int(found[2]), int(found[1]))


def _day_month(found: re.Match[str], today: date) -> date:
    return _latest(int(found[1]), int(found[2]), today)


def _named_month(found: re.Match[str], today: date) -> date:
    number, month = int(found["number"] or found["number2"]), int(found["month"] or found["month2"])
    return _latest(number, month, today)


def _latest(number: int, month: int, today: date) -> date:
    """This year's, or last year's when it is still to come by more than a slip."""
    on = day_in(today.year, month, number)
    if on > today + timedelta(days=92):
        return day_in(today.year - 1, month, number)
    return on


def _of_month(found: re.Match[str], today: date) -> date:
    """ "15 tarikh": the last such day."""
    number = int(found[1])
    for back in range(_SEARCHED_BACK):
        on = today - timedelta(days=back)
        if on.day == number:
            return on
    raise Unclear(UNKNOWN)


_RULES: tuple[tuple[re.Pattern[str], _Rule], ...] = tuple(
    (re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), rule)
    for pattern, rule in (
        (r"(\d{4})-(\d{1,2})-(\d{1,2})", _iso),
        (r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", _full),
        (r"(\d{1,2})/(\d{1,2})", _day_month),
        (r"(?P<number>\d{1,2})(?: TARIKH)? M(?P<month>\d{1,2})|M(?P<month2>\d{1,2}) (?P<number2>\d{1,2})"
         r"(?: TARIKH)?(?! BAJE| AM| PM)", _named_month),
        (r"(\d{1,2}) TARIKH", _of_month),
        (r"(\d{1,2}) U_(DAY|WEEK)", _counted),
        (r"TODAY", _back(0)),
        (r"YESTERDAY|TOMORROW|(?:LAST|AGO)(?= NIGHT\b| EVENING\b)", _back(1)),
        (r"DAYAFTER|U_DAY YESTERDAY", _back(2)),
        (r"D3", _back(3)),
        (r"(?:(?P<last>LAST|AGO) )?WD(?P<day>\d)", _weekday),
    )
)  # fmt: skip
