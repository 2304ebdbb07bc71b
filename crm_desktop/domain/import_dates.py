"""Dates in brought cells: one order for a whole column, doubt reported."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_DIGITS = {ord(zero) + digit: str(digit) for zero in "०০੦૦௦౦೦൦０" for digit in range(10)}
_NUMERIC = re.compile(r"(\d{1,4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,4})(?:[ T,]+(.+))?")
_DAY_MONTH = re.compile(r"(\d{1,2})[-/.](\d{1,2})(?:[ ,]+(\d.*))?")
_NAMED = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s\-/.,]*([^\W\d_]{3,10}|[\u0900-\u097f]{2,12})"
    r"[\s\-/.,']*(\d{4}|\d{2})?(?:[ T,]+(\d.*))?"
)
_NAMED_FIRST = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3,9})[\s\-/.]+(\d{1,2})(?:st|nd|rd|th)?"
    r"(?:[\s\-/.,]+(\d{4}|\d{2}))?(?:[ T,]+(\d.*))?"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?")
_SERIAL = re.compile(r"(\d{5})(?:\.(\d+))?")
_TIME = re.compile(
    r"(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?)?\s*(am|pm|a\.m\.?|p\.m\.?)?(?:\s*(?:hrs?|ist|utc|gmt|[+-]\d\d:?\d\d))?",
    re.IGNORECASE,
)
_MONTHS = {
    **{
        name: place
        for place, name in enumerate(
            ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
        )
    },
    **{
        name: place
        for place, names in enumerate(
            ("जनवरी", "फरवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"),
            1,
        )
        for name in (names,)
    },
}
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # a spreadsheet's day numbers have no zone
_FULL_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
Moment = date | datetime
"""A date, or a datetime when a time stands beside; naive means the office's own clock."""


@dataclass(frozen=True)
class DateOrder:
    """How a column writes numeric dates: "dmy", "mdy" or "ymd".

    `is_ambiguous`: nothing in the column tells day and month apart, so India's order was taken.
    `conflicts`: how many cells fit the other order only.
    """

    order: str
    is_ambiguous: bool = False
    conflicts: int = 0


def decide_order(cells: Iterable[str], default: str = "dmy") -> DateOrder:
    """Decide on one order for a column: whatever makes the most of its cells possible."""
    day_first = month_first = either = year_first = 0
    for cell in cells:
        found = _NUMERIC.fullmatch(cell.translate(_DIGITS).strip())
        if found is None:
            continue
        first, second = found[1], int(found[2])
        if len(first) == 4:
            year_first += 1
        elif len(first) <= 2:
            one = int(first)
            if one > 12 >= second:
                day_first += 1
            elif second > 12 >= one:
                month_first += 1
            elif one != second:
                either += 1
    if day_first or month_first:
        if day_first == month_first:
            return DateOrder(default, True, day_first)
        order = "dmy" if day_first > month_first else "mdy"
        return DateOrder(order, False, min(day_first, month_first))
    if either:
        return DateOrder(default, True)
    return DateOrder("ymd" if year_first else default)


def is_date(text: str) -> bool:
    """Whether a cell is a date in any order (a bare number of five digits is not taken for one here)."""
    text = text.strip()
    if not text or _SERIAL.fullmatch(text) or not any(char.isdigit() for char in text):
        return False
    return any(parse_moment(text, order, date(2024, 1, 1)) is not None for order in ("dmy", "mdy"))


def moment_parser(order: str, today: date, *, is_birthday: bool = False) -> Callable[[str], Moment | None]:
    """A parser for one column, remembering what it has seen (dates repeat much in a column)."""
    seen: dict[str, Moment | None] = {}

    def parse(text: str) -> Moment | None:
        try:
            return seen[text]
        except KeyError:
            if len(seen) > 50_000:
                seen.clear()
            found = seen[text] = parse_moment(text, order, today, is_birthday=is_birthday)
            return found

    return parse


def parse_moment(text: str, order: str, today: date, *, is_birthday: bool = False) -> Moment | None:
    """Read a date as a spreadsheet or program writes it, numeric ones in `order`; None when it is none.

    Knows ISO, 15/04/2021 16:00, 15.4.21, "15 Apr, 2021 00:03:00", "Apr 15, 2021", 15-Apr, 20210415,
    a spreadsheet's day numbers (44301.5) and Devanagari digits. Without a year the coming one is taken.
    """
    text = text.strip()
    if not 4 <= len(text) <= 60:
        return None
    if text[:4].isascii() and text[:4].isdigit() and text[4:5] == "-":
        try:
            if len(text) == 10:
                return date.fromisoformat(text)
            return _shown(datetime.fromisoformat(text))
        except ValueError:
            pass
    text = text.translate(_DIGITS)
    try:
        return _numeric(text, order, today, is_birthday) or _worded(text, today, is_birthday) or _number(text)
    except (ValueError, OverflowError):
        return None


def _numeric(text: str, order: str, today: date, is_birthday: bool) -> Moment | None:
    found = _NUMERIC.fullmatch(text)
    if found:
        a, b, c = found[1], found[2], found[3]
        if len(a) == 4:
            year, month, day = a, b, c
        elif len(c) in (2, 4):
            year = c
            day, month = (b, a) if order == "mdy" else (a, b)
            if order == "ymd" and len(c) == 2:
                year, month, day = a, b, c
        else:
            return None
        return _with_time(date(_year(year, is_birthday), int(month), int(day)), found[4])
    found = _DAY_MONTH.fullmatch(text)
    if found and not is_birthday:
        day, month = (found[2], found[1]) if order == "mdy" else (found[1], found[2])
        return _with_time(_coming(int(month), int(day), today), found[3])
    return None


def _worded(text: str, today: date, is_birthday: bool) -> Moment | None:
    found = _NAMED.fullmatch(text)
    if found:
        day, name, year, rest = found[1], found[2], found[3], found[4]
    else:
        found = _NAMED_FIRST.fullmatch(text)
        if not found:
            return None
        name, day, year, rest = found[1], found[2], found[3], found[4]
    month = _month(name)
    if month is None:
        return None
    if year is None:
        return None if is_birthday else _with_time(_coming(month, int(day), today), rest)
    return _with_time(date(_year(year, is_birthday), month, int(day)), rest)


def _number(text: str) -> Moment | None:
    found = _COMPACT.fullmatch(text)
    if found and 1900 <= int(found[1]) <= 2100:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if found[4]:
            return datetime.combine(day, time(int(found[4]), int(found[5]), int(found[6] or 0)))
        return day
    found = _SERIAL.fullmatch(text)
    if found and 7_000 <= int(found[1]) <= 73_050:  # 1919 to 2099
        moment = _EPOCH + timedelta(days=float(text))
        return _shown(moment + timedelta(milliseconds=500)) if found[2] else moment.date()
    return None


def parse_time(text: str) -> time | None:
    """A time of day: 16:00, 4:30 pm, 4 pm, 16.30, 0.6875 (a spreadsheet's); None when it is none."""
    text = text.translate(_DIGITS).strip()
    if re.fullmatch(r"0\.\d{3,}", text):
        minutes = round(float(text) * 1440)
        return time(minutes // 60 % 24, minutes % 60)
    found = _TIME.fullmatch(text)
    if not found or (not found[2] and not found[4]):
        return None
    hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    half = (found[4] or "").lower()[:1]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _with_time(day: date, rest: str | None) -> Moment | None:
    if not rest or not rest.strip():
        return day
    moment = parse_time(rest)
    return _shown(datetime.combine(day, moment)) if moment else None


def _shown(moment: datetime) -> Moment:
    """Midnight to the second is a date with an empty time, as spreadsheets write it."""
    moment = moment.replace(microsecond=0)
    return moment.date() if moment.tzinfo is None and moment.time() == time() else moment


def _year(text: str, is_birthday: bool) -> int:
    year = int(text)
    if len(text) > 2:
        return year if 1900 <= year <= 2199 else 0  # 0 is no year: the date fails
    return 2000 + year if year < (25 if is_birthday else 70) else 1900 + year


def _month(name: str) -> int | None:
    folded = name.casefold()
    if folded in _MONTHS:
        return _MONTHS[folded]
    short = folded[:3]
    month = _MONTHS.get(short)
    if month and (_FULL_MONTHS[month - 1].startswith(folded) or folded == "sept"):
        return month
    return None


def _coming(month: int, day: int, today: date) -> date:
    """The day's next turn; up to two months back still means this year's."""
    chosen = date(today.year, month, day)
    return chosen if chosen >= today - timedelta(days=60) else date(today.year + 1, month, day)
