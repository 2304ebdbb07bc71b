"""The day in a typed call-back: "kal", "next monday", "1 tarikh", "25/11", "month end", "15 din baad"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crm_desktop.domain.formats import ordinal
from crm_desktop.domain.when_calendar import day_in, first_of_next, last_of, months_on, shown_day, weekday_on
from crm_desktop.domain.when_refusals import (
    IS_THIS_MEANT,
    IS_TODAY,
    NO_SUCH_DATE,
    PASSED,
    PASSED_DATE,
    SHORT_MONTH,
    TOO_FAR,
    TWO_DAYS,
    WEEKDAY_LABELS,
    WHICH_DAY,
    WHICH_MORROW,
    WHICH_OF_THEM,
    WHICH_WEEK,
    Unclear,
    Unsure,
)

_JUST_PASSED = timedelta(days=92)  # a date this lately passed is rather a slip than meant for next year
_SMALL_HOURS = 4  # until then people still call the coming daylight "tomorrow"
_FARTHEST_COUNT = 400
_HARDLY_NEXT = 2  # days: on a Sunday "next monday" is hardly tomorrow


@dataclass(frozen=True, slots=True)
class DayReading:
    """A local day; counted when it was given as a number of days from today, named when as "today"."""

    on: date
    is_counted: bool = False
    is_named_today: bool = False


_Rule = Callable[[re.Match[str], datetime], DayReading]


def read_day(words: str, local: datetime) -> tuple[DayReading | None, str]:
    """The day in `words` seen from the local time, and the words left.

    Raises Unclear for a day that cannot be, Unsure when it may be two; each way then holds all the words.
    """
    for pattern, rule in _RULES:
        if found := pattern.search(words):
            before, after = words[: found.start()], words[found.end() :]
            try:
                day = rule(found, local)
            except Unsure as unsure:
                raise unsure.beside(before, after) from None
            rest = " ".join((before + " " + after).split())
            if rule is _weekday and re.search(r"\b(?:NEXT2?|COMING|THIS) WD", rest):
                return day, rest  # "friday next friday"
            return day, _without_its_weekday(rest, day.on)
    return None, words


def _without_its_weekday(rest: str, day: date) -> str:
    """ "Sat 21 Nov": a weekday beside a date must be that date's."""
    found = re.search(r"(?:(?:NEXT|COMING|THIS) )?\bWD(\d)\b", rest)
    if not found:
        return rest
    if int(found[1]) != day.weekday():
        raise Unclear(TWO_DAYS, date=shown_day(day), name=WEEKDAY_LABELS[day.weekday()])
    return " ".join((rest[: found.start()] + " " + rest[found.end() :]).split())


# ---- counted and named -----------------------------------------------------------------------------------


def _counted(found: re.Match[str], local: datetime) -> DayReading:
    number, unit = int(found["count"]), found["unit"]
    if number < 1:
        raise Unclear(PASSED)
    if number > _FARTHEST_COUNT:
        raise Unclear(TOO_FAR)
    today = local.date()
    if unit == "MONTH":
        return DayReading(months_on(today, number), is_counted=True)
    return DayReading(today + timedelta(days=number * (7 if unit == "WEEK" else 1)), is_counted=True)


def _today(found: re.Match[str], local: datetime) -> DayReading:
    return DayReading(local.date(), is_named_today=True)


def _named(days: int) -> _Rule:
    def rule(found: re.Match[str], local: datetime) -> DayReading:
        on = local.date() + timedelta(days=days)
        if local.hour < _SMALL_HOURS:
            raise Unsure(WHICH_MORROW, str(on - timedelta(days=1)), str(on))
        return DayReading(on)

    return rule


# ---- weekdays and weeks; weeks begin on Monday -----------------------------------------------------------


def _weekday(found: re.Match[str], local: datetime) -> DayReading:
    """The coming one. "Next" is next week's, if this week's is over: else people mean either."""
    today, which, day = local.date(), found["which"], int(found["day"])
    ahead = (day - today.weekday()) % 7
    name = WEEKDAY_LABELS[day]
    of_next_week = weekday_on(today, day, weeks=1)
    if which in ("NEXT", "NEXT2"):
        later = timedelta(days=7 if which == "NEXT2" else 0)
        if day > today.weekday():
            this_weeks = weekday_on(today, day)
            raise Unsure(WHICH_WEEK, str(this_weeks + later), str(of_next_week + later), name=name)
        if (of_next_week - today).days <= _HARDLY_NEXT:
            following = of_next_week + timedelta(days=7)
            raise Unsure(WHICH_OF_THEM, str(of_next_week + later), str(following + later))
        return DayReading(of_next_week + later)
    if which == "THIS" and day < today.weekday():
        raise Unsure(IS_THIS_MEANT, str(of_next_week))
    if ahead == 0 and which != "COMING":
        raise Unsure(IS_TODAY, str(today), str(of_next_week), name=name)
    return DayReading(today + timedelta(days=ahead or 7))


def _weekday_of_next_week(found: re.Match[str], local: datetime) -> DayReading:
    weeks = 2 if found["which"] == "NEXT2" else 1
    return DayReading(weekday_on(local.date(), int(found["day"]), weeks=weeks))


def _weekday_of_this_week(found: re.Match[str], local: datetime) -> DayReading:
    on = weekday_on(local.date(), int(found["day"]))
    if on < local.date():
        raise Unclear(PASSED_DATE, date=shown_day(on))
    return DayReading(on)


# ---- months ----------------------------------------------------------------------------------------------


def _day_of_next_month(found: re.Match[str], local: datetime) -> DayReading:
    first = first_of_next(local.date())
    return DayReading(day_in(first.year, first.month, int(found["number"])))


def _day_of_this_month(found: re.Match[str], local: datetime) -> DayReading:
    today = local.date()
    on = day_in(today.year, today.month, int(found["number"]))
    if on < today:
        raise Unclear(PASSED_DATE, date=shown_day(on))
    return DayReading(on)


def _month_end(found: re.Match[str], local: datetime) -> DayReading:
    today = local.date()
    following = last_of(first_of_next(today))
    if found["which"] == "NEXT":
        return DayReading(following)
    if found["month"]:
        month = int(found["month"])
        first = date(today.year + (month < today.month), month, 1)
        return DayReading(last_of(first))
    if last_of(today) == today:
        raise Unsure(WHICH_DAY, str(today), str(following))
    return DayReading(last_of(today))


def _day_of_month(found: re.Match[str], local: datetime) -> DayReading:
    """ "5 tarikh": the next such day."""
    today, number = local.date(), int(found["number"] or found["number2"])
    if not 1 <= number <= 31:
        raise Unclear(NO_SUCH_DATE)
    month = today if number > today.day else first_of_next(today)
    skipped: list[date] = []
    while number > last_of(month).day:
        skipped.append(last_of(month))
        month = first_of_next(month)
    on = month.replace(day=number)
    if skipped:
        raise Unsure(SHORT_MONTH, *map(str, skipped), str(on), number=ordinal(number))
    if number == today.day:
        raise Unsure(IS_TODAY, str(today), str(on), name=ordinal(number))
    return DayReading(on)


# ---- dates -----------------------------------------------------------------------------------------------


def _iso(found: re.Match[str], local: datetime) -> DayReading:
    return DayReading(day_in(int(found[1]), int(found[2]), int(found[3])))


def _day_month_year(found: re.Match[str], local: datetime) -> DayReading:
    year = int(found[3])
    year = year + 2000 if year < 100 else year
    number, month = int(found[1]), int(found[2])
    if month > 12 >= number:
        raise Unsure(IS_THIS_MEANT, str(day_in(year, number, month)))
    return DayReading(day_in(year, month, number))


def _day_month(found: re.Match[str], local: datetime) -> DayReading:
    """Day first; "12/25" can only be the other way round, and is asked."""
    number, month = int(found[1]), int(found[2])
    if month > 12 >= number:
        raise Unsure(IS_THIS_MEANT, str(_in_year(month, number, local).on))
    return _in_year(number, month, local, _has_weekday(found))


def _with_month_name(found: re.Match[str], local: datetime) -> DayReading:
    month, number = int(found["month"] or found["month2"]), int(found["number"] or found["number2"])
    if year := found["year"] or found["year2"]:
        return DayReading(day_in(int(year) + (2000 if len(year) == 2 else 0), month, number))
    return _in_year(number, month, local, _has_weekday(found))


def _has_weekday(found: re.Match[str]) -> bool:
    return re.search(r"\bWD\d\b", found.string) is not None


def _in_year(number: int, month: int, local: datetime, has_weekday: bool = False) -> DayReading:
    """This year's or, when long passed, next year's; beside a weekday there is no slip to fear."""
    today = local.date()
    if (month, number) == (2, 29):
        years = (year for year in range(today.year, today.year + 9) if year % 4 == 0)
        return DayReading(next(date(y, 2, 29) for y in years if date(y, 2, 29) >= today))
    on = day_in(today.year, month, number)
    if on >= today:
        return DayReading(on)
    if today - on <= _JUST_PASSED and not has_weekday:
        raise Unclear(PASSED_DATE, date=shown_day(on))
    return DayReading(day_in(today.year + 1, month, number))


_END = r"(?!\S)"
_START = r"(?<!\S)"
_RULES: tuple[tuple[re.Pattern[str], _Rule], ...] = tuple(
    (re.compile(_START + pattern + _END), rule)
    for pattern, rule in (
        (r"(?:TODAY )?(?:(?:AFTER|IN|[+]) )?"
         r"(?P<count>\d{1,3}) U_(?P<unit>DAY|WEEK|MONTH)(?: AFTER)?(?: TODAY)?", _counted),
        (r"(\d{4})-(\d{1,2})-(\d{1,2})", _iso),
        (r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: TARIKH)?", _day_month_year),
        (r"(\d{1,2})/(\d{1,2})(?: TARIKH)?", _day_month),
        (r"(?:(?P<number>\d{1,2})(?: TARIKH)? M(?P<month>\d{1,2})(?: (?P<year>20\d\d|2[6-9](?! BAJE)))?"
         r"|M(?P<month2>\d{1,2}) (?P<number2>\d{1,2})(?: TARIKH)?(?: (?P<year2>20\d\d))?)(?: TARIKH)?",
         _with_month_name),
        (r"(?:NEXT|COMING) U_MONTH(?: TARIKH)? (?P<number>\d{1,2})(?: TARIKH)?"
         r"(?! BAJE| AM| PM| UNTIL| H24| MIDDAY| MORNING| AFTERNOON| EVENING| NIGHT)", _day_of_next_month),
        (r"(?P<number>\d{1,2}) TARIKH(?: TARIKH)? NEXT U_MONTH", _day_of_next_month),
        (r"THIS U_MONTH(?: TARIKH)? (?P<number>\d{1,2}) TARIKH", _day_of_this_month),
        (r"(?P<number>\d{1,2}) TARIKH THIS U_MONTH", _day_of_this_month),
        (r"(?:(?P<number>\d{1,2}) TARIKH(?: TARIKH)?|TARIKH (?P<number2>\d{1,2}))", _day_of_month),
        (r"(?:(?P<which>NEXT|THIS) |M(?P<month>\d{1,2}) )?MONTHEND", _month_end),
        (r"(?P<which>NEXT2|NEXT|COMING) U_WEEK WD(?P<day>\d)", _weekday_of_next_week),
        (r"WD(?P<day>\d) (?P<which>NEXT2|NEXT|COMING) U_WEEK", _weekday_of_next_week),
        (r"THIS U_WEEK WD(?P<day>\d)", _weekday_of_this_week),
        (r"WD(?P<day>\d) THIS U_WEEK", _weekday_of_this_week),
        (r"(?:NEXT|COMING) U_DAY", _named(1)),
        (r"TODAY", _today),
        (r"TOMORROW", _named(1)),
        (r"DAYAFTER", _named(2)),
        (r"D3", _named(3)),
        (r"(?:(?P<which>NEXT2|NEXT|COMING|THIS) )?WD(?P<day>\d)", _weekday),
    )
)  # fmt: skip
