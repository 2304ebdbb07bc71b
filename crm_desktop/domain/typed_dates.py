"""Dates typed into fields: "5/12/2026", "5 dec", "kal", "next monday", "15 din baad", "५ दिसंबर २०२६".

Unlike call-backs a date may lie in the past. What may mean two days is not certain and has to be looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from crm_desktop.domain.import_dates import parse_moment
from crm_desktop.domain.when_day import read_day
from crm_desktop.domain.when_refusals import (
    IS_THIS_MEANT,
    IS_TODAY,
    NO_SUCH_DATE,
    PASSED_DATE,
    Params,
    Unclear,
    Unsure,
)
from crm_desktop.domain.when_words import canonical
from crm_desktop.errors import UserError

_LONGEST = 60
_YEARS = 120  # either way; more is a slip
_HAS_YEAR = re.compile(
    r"\d{4}|^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}$|\d[^\W\d_\s]*[\s./,-]*[^\W\d_]{3,}[\s./,'-]*\d{2}$"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# The same word means the day before and the day after.
_EITHER_WAY = re.compile(r"\b(?:kal|parso[n]?|narso[n]?)\b|कल|परसों|नरसों", re.IGNORECASE)
_DASHED = re.compile(r"^(1[3-9]|2\d|3[01])[-.](\d{1,2})$")  # "4-5" may be anything
# Weeks begin on Monday, months on the 1st: assumed, so never certain.
_COMING = re.compile(r"(?:NEXT|COMING) U_(WEEK|MONTH)")
_COMING_FIRST = {"WEEK": "WD0", "MONTH": "1 TARIKH"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A day as understood; not certain when something was assumed."""

    on: date
    is_certain: bool


def read_date(typed: str, today: date) -> TypedDate:
    """The day meant by someone on `today`; raises UserError saying what to type instead."""
    text = " ".join(typed.split())
    if not text or len(text) > _LONGEST:
        raise _not_a_date(typed)
    found = _with_year(text, today) or _in_words(text, today)
    if abs((found.on - today).days) > _YEARS * 366:
        raise UserError("{date} is too far away. Look at the year.", date=shown_date(found.on))
    return found


def shown_date(day: date) -> str:
    """A day with its year: "5 Dec 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _with_year(text: str, today: date) -> TypedDate | None:
    """A whole date, day before month; a month above 12 is told, never turned round."""
    plain = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    if not _HAS_YEAR.search(plain) or re.fullmatch(r"\d{5,}", plain):
        return None
    found = parse_moment(plain, "dmy", today)
    if found is None:
        if parse_moment(plain, "mdy", today) is not None:
            raise UserError("“{text}” has no such month. Type the day before the month.", text=text)
        return None
    if isinstance(found, datetime):
        return None
    named = next((place for place, name in enumerate(_WEEKDAYS) if plain.casefold().startswith(name)), None)
    if named is not None and named != found.weekday():
        raise UserError("{date} is no such weekday. Type only the date.", date=shown_date(found))
    # A year in two digits may be of either century where both lie near.
    return TypedDate(found, is_certain=str(found.year) in plain or abs(found.year - today.year) <= 20)


def _in_words(text: str, today: date) -> TypedDate:
    if re.fullmatch(r"yesterday", text, re.IGNORECASE):
        return TypedDate(today - timedelta(days=1), True)
    noon = datetime.combine(today, time(12))
    words = _DASHED.sub(r"\1/\2", canonical(text))
    coming = _COMING.fullmatch(words)
    is_certain = coming is None
    try:
        day, rest = read_day(f"{coming[0]} {_COMING_FIRST[coming[1]]}" if coming else words, noon)
    except Unsure as unsure:
        # A date has to be looked at, not chosen: the later of two is shown, such as next week's.
        if unsure.question == IS_TODAY or (unsure.question == IS_THIS_MEANT and "/" in words):
            refusal = NO_SUCH_DATE if "/" in words else IS_TODAY
            raise _refused(refusal, unsure.params, text, today) from None
        is_certain = False
        day, rest = read_day(unsure.ways[-1], noon)
    except Unclear as unclear:
        raise _refused(unclear.refusal, unclear.params, text, today) from None
    if day is None or rest.strip():
        raise _not_a_date(text)
    return TypedDate(day.on, is_certain and not _EITHER_WAY.search(text))


def _refused(refusal: str, unclear: Params, text: str, today: date) -> UserError:
    """The call-back's refusals in the words of a date, which may also lie in the past."""
    params = dict(unclear)
    if refusal == PASSED_DATE:
        return UserError(
            "{date} has passed. Type the year too, such as {date} {year}.", **params, year=today.year
        )
    if refusal == IS_TODAY:
        return UserError("Today is {name}. Type aaj, or the date.", **params)
    if refusal == NO_SUCH_DATE:
        return UserError("There is no such date. Type day/month/year, such as 5/12/2026.")
    return _not_a_date(text)


def _not_a_date(typed: str) -> UserError:
    return UserError("“{text}” is not a date. Type for example 5/12/2026, 5 dec or 15 din baad.",
                     text=typed.strip())  # fmt: skip
