"""Words that may be read in more than one way, written out as each: "16" is 16:00 or the 16th."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crm_desktop.domain.calling_window import CallingWindow
from crm_desktop.domain.when_calendar import first_of_next, last_of
from crm_desktop.domain.when_phrases import DAY, ORDER, PART
from crm_desktop.domain.when_refusals import (
    DATE_OR_HOUR,
    DATE_OR_TIME,
    HOUR_OR_SPAN,
    ONE_NUMBER,
    PASSED_THIS_WEEK,
    WHICH_DAY,
    WHICH_HOUR,
    WHICH_OF_THEM,
    WHICH_UNIT,
    Unclear,
    Unsure,
)

_ANY_DAY = re.compile(rf"(?<!\S)(?:{DAY}|\d{{4}}-\d+-\d+|\d+ U_(?:DAY|WEEK|MONTH)|M\d+)(?!\S)")
_CLOCK_AFTER = rf"(?! BAJE| AM| PM| H24| UNTIL| {PART})"
_MOST_BARE_PLUS = 15  # "+30" is minutes; "+5" may be five of anything
_SHORTEST_DOUBTED_HOURS = 9  # "10h" may be ten o'clock; "2h" is a span


@dataclass(frozen=True, slots=True)
class Here:
    """Where and when something was typed: the moment (UTC), the same by the local clock, calling hours."""

    now: datetime
    local: datetime
    zone: str
    hours: CallingWindow


_Rule = Callable[[re.Match[str], Here], str | Unsure]


def settled(words: str, here: Here) -> str:
    """The words with such phrases settled where only one reading makes sense; raises Unsure with all else."""
    for pattern, rule in _RULES:
        found = pattern.search(words)
        if not found:
            continue
        answer = rule(found, here)
        before, after = words[: found.start()], words[found.end() :]
        if isinstance(answer, Unsure):
            raise answer.beside(before, after)
        words = " ".join(f"{before} {answer} {after}".split())
    return words


def _has_day(found: re.Match[str]) -> bool:
    rest = found.string[: found.start()] + " " + found.string[found.end() :]
    return _ANY_DAY.search(rest) is not None


# ---- one or the other --------------------------------------------------------------------------------


def _either(found: re.Match[str], here: Here) -> Unsure:
    """ "kal ya parso", "2 ya 3 din baad", "4 ya 5 baje": what stands behind both belongs to both."""
    first, second = found["first"], found["second"]
    if first.isdigit() and " " in second:
        first += second[second.index(" ") :]
    return Unsure(WHICH_OF_THEM, first, second)


def _either_count(found: re.Match[str], here: Here) -> str | Unsure:
    """ "2-3 din", "10 15 din", "char paanch baje"."""
    first, second, unit = int(found[1]), int(found[2]), found[3]
    if first >= second or (unit == "BAJE" and second != first + 1):
        return found[0]
    return Unsure(WHICH_OF_THEM, f"{first} {unit}", f"{second} {unit}")


def _few(found: re.Match[str], here: Here) -> Unsure:
    counts = (15, 30) if found[1] == "U_MIN" else (2, 3)
    return Unsure(WHICH_OF_THEM, *(f"{count} {found[1]}" for count in counts))


def _moments(found: re.Match[str], here: Here) -> Unsure:
    return Unsure(WHICH_OF_THEM, "15 U_MIN", "30 U_MIN", "60 U_MIN")


# ---- a date, an hour or a span -----------------------------------------------------------------------


def _dotted(found: re.Match[str], here: Here) -> str | Unsure:
    """ "10.12": a quarter past ten, or in December."""
    first, second = int(found[1]), int(found[2])
    if _has_day(found) or second > 12 or second == 0:
        return found[0]
    if first > 23:
        return f"{first}/{second}"
    if len(found[2]) == 1:
        return Unsure(ONE_NUMBER, f"{first}/{second}")
    return Unsure(DATE_OR_TIME, f"{first}:{found[2]}", f"{first}/{second}", number=found[0])


def _dashed(found: re.Match[str], here: Here) -> str | Unsure:
    """ "4-5": between four and five, or the 4th of May."""
    first, second = int(found[1]), int(found[2])
    between = f"{first} UNTIL {second} BAJE"
    if _has_day(found):
        return between
    if first > 12:
        return f"{first}/{second}"
    if second > 12:
        return found[0]
    return Unsure(DATE_OR_TIME, between, f"{first}/{second}", number=found[0])


def _to(found: re.Match[str], here: Here) -> str | Unsure:
    """ "10 to 5": ten minutes before five, or from ten until five."""
    first, second, half = int(found[1]), int(found[2]), found[3] or ""
    between = f"{first} UNTIL {second}{half or ' BAJE'}"
    if first % 5 or first > 59:
        return between
    before = f"{60 - first} PAST {second - 1 or 12}{half}"
    return before if first > 12 else Unsure(WHICH_OF_THEM, before, between)


def _bare_hours(found: re.Match[str], here: Here) -> str | Unsure:
    number = int(found[1])
    if not _SHORTEST_DOUBTED_HOURS <= number <= 23 or _has_day(found):
        return found[0]
    return Unsure(HOUR_OR_SPAN, f"{number} BAJE", f"IN {number} U_HOUR", number=found[1])


def _plus(found: re.Match[str], here: Here) -> str | Unsure:
    number = int(found[1])
    if number > _MOST_BARE_PLUS:
        return f"{number} U_MIN BARE"
    return Unsure(WHICH_UNIT, *(f"{number} {unit}" for unit in ("U_MIN", "U_HOUR", "U_DAY")))


def _weekday_number(found: re.Match[str], here: Here) -> str | Unsure:
    """ "sat 5": Saturday at five, or Saturday the 5th where there is one soon."""
    number, weekday = int(found[2]), int(found[1][-1])
    soon = (here.local.date() + timedelta(days=ahead) for ahead in range(1, 32))
    dates = [day for day in soon if day.day == number and day.weekday() == weekday]
    if not dates:
        return found[0]
    if number > 12 and not here.hours.holds(here.hours.start.replace(hour=min(number, 23), minute=0)):
        return str(dates[0])
    at = f"{found[1]} {number} BAJE"
    return Unsure(DATE_OR_HOUR, at, str(dates[0]), number=str(number))


# ---- weeks and months --------------------------------------------------------------------------------


def _next_week(found: re.Match[str], here: Here) -> Unsure:
    weeks = 2 if found[1] == "NEXT2" else 1
    return Unsure(WHICH_DAY, f"{found[1]} U_WEEK WD0", f"{weeks} U_WEEK")


def _this_week(found: re.Match[str], here: Here) -> Unsure:
    today = here.local.date()
    left = [today + timedelta(days=ahead) for ahead in range(1, 7 - today.weekday())]
    callable_ = [day for day in left if day.weekday() in here.hours.days]
    if not callable_:
        raise Unclear(PASSED_THIS_WEEK)
    return Unsure(WHICH_DAY, *map(str, callable_[:3]))


def _next_month(found: re.Match[str], here: Here) -> Unsure:
    return Unsure(WHICH_DAY, "NEXT U_MONTH 1 TARIKH", "1 U_MONTH")


def _this_month(found: re.Match[str], here: Here) -> Unsure:
    last = last_of(here.local.date())
    return Unsure(WHICH_DAY, str(last))


def _weekend(found: re.Match[str], here: Here) -> Unsure:
    of_next = ("NEXT U_WEEK WD5", "NEXT U_WEEK WD6")
    if found[1] == "NEXT ":
        return Unsure(WHICH_DAY, "COMING WD5", "COMING WD6", *of_next)
    return Unsure(WHICH_DAY, "COMING WD5", "COMING WD6")


def _end_of_week(found: re.Match[str], here: Here) -> Unsure:
    week = "NEXT U_WEEK" if found[1] else "COMING"
    return Unsure(WHICH_DAY, f"{week} WD4", f"{week} WD5")


def _end_of_day(found: re.Match[str], here: Here) -> Unsure:
    """The last two hours of calling; today's where no day is named."""
    end = here.hours.end.hour or 24
    day = "" if _has_day(found) else "TODAY "
    return Unsure(WHICH_HOUR, *(f"{day}{hour}:00 H24" for hour in (end - 2, end - 1) if hour >= 0))


def _week_of_month(found: re.Match[str], here: Here) -> Unsure:
    """ "first week of december": its first, middle and last day."""
    order = found["order"] or found["order2"]
    first = _first_of(found, here)
    if order in ("END", "LAST"):
        begin, end = last_of(first) - timedelta(days=6), last_of(first)
    else:
        begin = first + timedelta(days=7 * ("FIRST", "SECOND", "THIRD", "FOURTH").index(order))
        end = begin + timedelta(days=6)
    return Unsure(WHICH_DAY, str(begin), str(begin + timedelta(days=3)), str(end))


def _part_of_month(found: re.Match[str], here: Here) -> Unsure:
    """ "december", "mid december", "start of next month"."""
    first = _first_of(found, here)
    days = {"START": (1, 3, 5), "MID": (14, 15, 16)}.get(found["order"] or found["order2"] or "", (1, 15))
    ways = [str(first.replace(day=day)) for day in days]
    if len(days) == 2:
        ways.append(str(last_of(first)))
    return Unsure(WHICH_DAY, *ways)


def _first_of(found: re.Match[str], here: Here) -> date:
    """The first day of the month that was named."""
    today = here.local.date()
    named = found["month"] or found["month2"]
    if named.startswith("M"):
        month = int(named[1:])
        return date(today.year + (month < today.month), month, 1)
    return first_of_next(today) if named.startswith(("NEXT", "COMING")) else today.replace(day=1)


_MONTH = r"M\d{1,2}|(?:NEXT|THIS|COMING) U_MONTH|U_MONTH"
_ONE = rf"(?:{DAY}|{PART}|\d{{1,2}}(?:[:.]\d\d)?(?: (?:BAJE|AM|PM|TARIKH))?|\d{{1,3}} U_[A-Z]+(?: AFTER)?)"
_TWO = rf"(?:{DAY} {PART}|{PART} {DAY}|{DAY} \d{{1,2}}(?:[:.]\d\d)?(?: (?:BAJE|AM|PM))?)"
_RULES: tuple[tuple[re.Pattern[str], _Rule], ...] = tuple(
    (re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), rule)
    for pattern, rule in (
        (rf"(?P<first>{_TWO}) OR (?P<second>{_TWO})", _either),
        (rf"(?P<first>{_ONE}) OR (?P<second>{_ONE})", _either),
        (r"(\d{1,3})[- ](\d{1,3}) (U_[A-Z]+)", _either_count),
        (r"(\d{1,2}) (\d{1,2}) (BAJE)", _either_count),
        (r"FEW (U_[A-Z]+)", _few),
        (r"MOMENTS(?: AFTER| IN)?", _moments),
        (r"(\d{1,2}) TO (\d{1,2})( BAJE| AM| PM)?", _to),
        (r"(\d{1,2})\.(\d{1,2})(?! U_)" + _CLOCK_AFTER, _dotted),
        (r"(\d{1,2})-(\d{1,2})" + _CLOCK_AFTER, _dashed),
        (r"(?<!AFTER )(?<!IN )(?<![+] )(\d{1,2}) U_HOUR(?! AFTER| \d| AND)", _bare_hours),
        (r"[+] (\d{1,3})(?! \S)", _plus),
        (r"((?:(?:NEXT|COMING|THIS) )?WD\d) (\d{1,2})(?! M\d| TARIKH)" + _CLOCK_AFTER, _weekday_number),
        (rf"(?P<order>{ORDER}) U_WEEK (?P<month>{_MONTH})|(?P<month2>{_MONTH}) (?P<order2>{ORDER}) U_WEEK",
         _week_of_month),
        (rf"(?P<order>START|MID) (?P<month>{_MONTH})|(?P<month2>{_MONTH}) (?P<order2>START|MID)",
         _part_of_month),
        (r"(?<!\d )(?<!TARIKH )(?P<order>)(?P<order2>)(?P<month2>)(?P<month>M\d{1,2})(?! \d| MONTHEND)",
         _part_of_month),
        (r"(?<!WD\d )(NEXT2|NEXT|COMING) U_WEEK(?! WD| WEEKEND| EOW)", _next_week),
        (r"(?<!WD\d )THIS U_WEEK(?! WD)", _this_week),
        (r"(?<!TARIKH )(?:NEXT|COMING) U_MONTH(?! \d{1,2}" + _CLOCK_AFTER + r"(?!\S)| TARIKH)", _next_month),
        (r"(?<!\d TARIKH )THIS U_MONTH(?! \d)", _this_month),
        (r"(NEXT |THIS |COMING )?WEEKEND", _weekend),
        (r"(NEXT (?:U_WEEK )?)?EOW", _end_of_week),
        (r"EOD", _end_of_day),
    )
)  # fmt: skip
