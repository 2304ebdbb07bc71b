"""The day in a typed call-back: "kal", "next monday", "1 tarikh", "25/11", "month end", "15 din baad"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crm_desktop.domain.formats import ordinal
from crm_desktop.domain.when_refusals import NO_SUCH_DATE, ONE_NUMBER, PASSED_DATE, TODAYS_NAME, Unclear

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905
_JUST_PASSED = timedelta(days=92)  # a date this lately passed is rather a slip than meant for next year
_SMALL_HOURS = 4  # until then people still call the coming daylight "tomorrow"


@dataclass(frozen=True, slots=True)
class DayReading:
    """A local day; counted when it was given as a number of days from today."""

    on: date
    is_certain: bool = True
    is_counted: bool = False


_Rule = Callable[[re.Match[str], datetime], DayReading]


def read_day(words: str, local: datetime) -> tuple[DayReading | None, str]:
    """The day in `words` seen from the local time, and the words left; raises Unclear if it may be two."""
    for pattern, rule in _RULES:
        if found := pattern.search(words):
            day = rule(found, local)
            rest = " ".join((words[: found.start()] + " " + words[found.end() :]).split())
            return day, _without_its_weekday(rest, day.on)
    return None, words


def _without_its_weekday(rest: str, day: date) -> str:
    """ "Sat 21 Nov": a weekday beside a date must be that date's."""
    found = re.search(r"(?:(?:NEXT|COMING|THIS) )?\bWD(\d)\b", rest)
    if not found:
        return rest
    if int(found[1]) != day.weekday():
        name = _WEEKDAYS[day.weekday()]
        raise Unclear("{date} is a {name}. Type only one of them.", date=_shown(day), name=name)
    return " ".join((rest[: found.start()] + " " + rest[found.end() :]).split())


def _counted(found: re.Match[str], local: datetime) -> DayReading:
    number, unit = int(found["count"]), found["unit"]
    if number < 1 or number > 400:
        raise Unclear("Type a time to come, within a year.")
    today = local.date()
    if unit == "MONTH":
        return DayReading(_months_on(today, number), is_counted=True)
    return DayReading(today + timedelta(days=number * (7 if unit == "WEEK" else 1)), is_counted=True)


def _months_on(day: date, number: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _named(days: int) -> _Rule:
    def rule(found: re.Match[str], local: datetime) -> DayReading:
        is_certain = days == 0 or local.hour >= _SMALL_HOURS
        return DayReading(local.date() + timedelta(days=days), is_certain)

    return rule


def _weekday(found: re.Match[str], local: datetime) -> DayReading:
    """The coming one. "Next" means the next week's, "this" this week's; weeks begin on Monday."""
    today, which = local.date(), found["which"]
    ahead = (int(found["day"]) - today.weekday()) % 7
    if which == "NEXT":
        monday = today - timedelta(days=today.weekday())
        on = monday + timedelta(days=7 + int(found["day"]))
        # Still to come in this week as well: people mean either.
        return DayReading(on, is_certain=(on - today).days <= 7)
    if which == "THIS" and int(found["day"]) < today.weekday():
        name = _WEEKDAYS[int(found["day"])]
        raise Unclear("This week's {name} has passed. Type next {name}, or the date.", name=name)
    if ahead == 0 and which != "COMING":
        raise Unclear(TODAYS_NAME, name=_WEEKDAYS[today.weekday()])
    return DayReading(today + timedelta(days=ahead or 7))


def _weekday_of_next_week(found: re.Match[str], local: datetime) -> DayReading:
    monday = local.date() - timedelta(days=local.weekday())
    return DayReading(monday + timedelta(days=7 + int(found["day"])))


def _next_week(found: re.Match[str], local: datetime) -> DayReading:
    return DayReading(local.date() + timedelta(days=7 - local.weekday()), is_certain=False)


def _next_month(found: re.Match[str], local: datetime) -> DayReading:
    return DayReading(_first_of_next(local.date()), is_certain=False)


def _first_of_next(day: date) -> date:
    return _months_on(day.replace(day=1), 1)


def _day_of_next_month(found: re.Match[str], local: datetime) -> DayReading:
    first = _first_of_next(local.date())
    return DayReading(_date(first.year, first.month, int(found["number"])))


def _month_end(found: re.Match[str], local: datetime) -> DayReading:
    today = local.date()
    last = _last_of(today)
    if found["which"] == "NEXT":
        return DayReading(_last_of(_first_of_next(today)))
    if last == today:
        raise Unclear("Today is the last day of the month. Type aaj with a time, or the date.")
    return DayReading(last)


def _last_of(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _day_of_month(found: re.Match[str], local: datetime) -> DayReading:
    """ "5 tarikh": the next such day; in a month without it, the month after, not certain."""
    today, number = local.date(), int(found["number"] or found["number2"])
    if not 1 <= number <= 31:
        raise Unclear(NO_SUCH_DATE)
    if number == today.day:
        raise Unclear(TODAYS_NAME, name=f"the {ordinal(number)}")
    month = today if number > today.day else _first_of_next(today)
    is_certain = True
    while number > _last_of(month).day:
        month, is_certain = _first_of_next(month), False
    return DayReading(month.replace(day=number), is_certain)


def _iso(found: re.Match[str], local: datetime) -> DayReading:
    return DayReading(_date(int(found[1]), int(found[2]), int(found[3])))


def _day_month_year(found: re.Match[str], local: datetime) -> DayReading:
    year = int(found[3])
    return DayReading(_date(year + 2000 if year < 100 else year, int(found[2]), int(found[1])))


def _day_month(found: re.Match[str], local: datetime) -> DayReading:
    return _in_year(int(found[1]), int(found[2]), local)


def _day_dash_month(found: re.Match[str], local: datetime) -> DayReading:
    if int(found[1]) <= 12:
        raise Unclear(ONE_NUMBER)  # "4-5": the 4th of May, or between 4 and 5
    return _in_year(int(found[1]), int(found[2]), local)


def _day_dot_month(found: re.Match[str], local: datetime) -> DayReading:
    if int(found[1]) <= 23:
        raise Unclear(ONE_NUMBER)  # "4.10": ten past four, or the 4th of October
    return _in_year(int(found[1]), int(found[2]), local)


def _with_month_name(found: re.Match[str], local: datetime) -> DayReading:
    month, number = int(found["month"] or found["month2"]), int(found["number"] or found["number2"])
    if year := found["year"] or found["year2"]:
        return DayReading(_date(int(year), month, number))
    return _in_year(number, month, local)


def _in_year(number: int, month: int, local: datetime) -> DayReading:
    """This year's or, when long passed, next year's."""
    today = local.date()
    if (month, number) == (2, 29):
        leap_years = (y for y in range(today.year, today.year + 9) if calendar.isleap(y))
        return DayReading(next(date(y, 2, 29) for y in leap_years if date(y, 2, 29) >= today))
    on = _date(today.year, month, number)
    if on >= today:
        return DayReading(on)
    if today - on <= _JUST_PASSED:
        raise Unclear(PASSED_DATE, date=_shown(on))
    return DayReading(_date(today.year + 1, month, number))


def _date(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise Unclear(NO_SUCH_DATE) from None


def _shown(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


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
        (r"(\d{1,2})-(\d{1,2})(?! BAJE| AM| PM| MORNING| AFTERNOON| EVENING| NIGHT)", _day_dash_month),
        (r"(?:(?P<number>\d{1,2})(?: TARIKH)? M(?P<month>\d{1,2})(?: (?P<year>20\d\d))?"
         r"|M(?P<month2>\d{1,2}) (?P<number2>\d{1,2})(?: TARIKH)?(?: (?P<year2>20\d\d))?)(?: TARIKH)?",
         _with_month_name),
        (r"NEXT U_MONTH(?: TARIKH)? (?P<number>\d{1,2}) TARIKH", _day_of_next_month),
        (r"(?P<number>\d{1,2}) TARIKH(?: TARIKH)? NEXT U_MONTH", _day_of_next_month),
        (r"(?:(?P<number>\d{1,2}) TARIKH(?: TARIKH)?|TARIKH (?P<number2>\d{1,2}))", _day_of_month),
        (r"(?:(?P<which>NEXT|THIS) )?MONTHEND", _month_end),
        (r"(?:NEXT|COMING) U_WEEK WD(?P<day>\d)", _weekday_of_next_week),
        (r"WD(?P<day>\d) (?:NEXT|COMING) U_WEEK", _weekday_of_next_week),
        (r"(?:NEXT|COMING) U_WEEK", _next_week),
        (r"(?:NEXT|COMING) U_MONTH", _next_month),
        (r"(?:NEXT|COMING) U_DAY", _named(1)),
        (r"TODAY", _named(0)),
        (r"TOMORROW", _named(1)),
        (r"DAYAFTER", _named(2)),
        (r"D3", _named(3)),
        (r"(?:(?P<which>NEXT|COMING|THIS) )?WD(?P<day>\d)", _weekday),
        (r"(?<!MORNING )(?<!AFTERNOON )(?<!EVENING )(?<!NIGHT )"
         r"(\d{1,2})[.](0?[1-9]|1[0-2])(?! BAJE| AM| PM| MORNING| AFTERNOON| EVENING| NIGHT)",
         _day_dot_month),
    )
)  # fmt: skip
