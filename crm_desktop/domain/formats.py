"""How numbers, money, times and durations are written; plain text, the same in screens and files."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIGNS = {"INR": "₹", "USD": "$", "EUR": "€", "GBP": "£"}
_MINOR_DIGITS = {"JPY": 0, "KWD": 3, "BHD": 3, "OMR": 3}
_UNITS = (("d", 86_400, "h", 3_600), ("h", 3_600, "min", 60), ("min", 60, "s", 1))
_NEAR_DAYS = 6  # within a week either way the weekday says more than the date alone


def group_indian(number: int) -> str:
    """Lakh grouping: 1234567 -> "12,34,567"."""
    sign, digits = ("-", str(-number)) if number < 0 else ("", str(number))
    head, tail = digits[:-3], digits[-3:]
    pairs: list[str] = []
    while head:
        pairs.insert(0, head[-2:])
        head = head[:-2]
    return sign + ",".join([*pairs, tail])


def minor_digits(currency: str) -> int:
    """How many digits the currency's smaller unit has: 2 for rupees and paise."""
    return _MINOR_DIGITS.get(currency, 2)


def money(minor: int, currency: str = "INR") -> str:
    """An amount in minor units (paise, cents): 12345600 -> "₹1,23,456", 150 -> "₹1.50".

    Rupees are grouped in lakhs, others in thousands; whole amounts show no decimals.
    """
    places = minor_digits(currency)
    whole, part = divmod(abs(minor), 10**places)
    shown = group_indian(whole) if currency == "INR" else f"{whole:,}"
    if part:
        shown += f".{part:0{places}d}"
    return ("-" if minor < 0 else "") + _SIGNS.get(currency, f"{currency} ") + shown


def clock(moment: datetime, zone: str) -> str:
    """The local time of day, "16:30"."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local.hour:02d}:{local.minute:02d}"


def day(moment: datetime, zone: str, *, weekday: bool = True, year: bool = False) -> str:
    """The local date, "Sat 21 Nov" or "21 Nov 2026"."""
    local = moment.astimezone(ZoneInfo(zone))
    shown = f"{local.day} {_MONTHS[local.month - 1]}"
    if weekday:
        shown = f"{_DAYS[local.weekday()]} {shown}"
    return f"{shown} {local.year}" if year else shown


def day_of_date(there: date) -> str:
    """A date, "Sat 21 Nov 2026"."""
    return f"{_DAYS[there.weekday()]} {there.day} {_MONTHS[there.month - 1]} {there.year}"


def month_of_year(month: int) -> str:
    """A month (yyyymm) in words: "Mar 2025"."""
    return f"{_MONTHS[month % 100 - 1]} {month // 100}"


def full_when(moment: datetime, zone: str) -> str:
    """A promise spelled out: "Sat 21 Nov, 16:00"."""
    return f"{day(moment, zone)}, {clock(moment, zone)}"


def short_when(moment: datetime, zone: str, now: datetime, *, in_sentence: bool = False) -> str:
    """As short as stays clear beside `now`, all in `zone`.

    "Today 16:30", "Tomorrow 10:00", "Yesterday 18:05"; the weekday within a week ("Sat 21 Nov, 16:00");
    else "12 Nov 17:30", with the year when it isn't this one. `in_sentence`: "until tomorrow 10:00".
    """
    tz = ZoneInfo(zone)
    there, here = moment.astimezone(tz), now.astimezone(tz)
    apart = (there.date() - here.date()).days
    named = {0: "Today", 1: "Tomorrow", -1: "Yesterday"}.get(apart)
    if named:
        return f"{named.lower() if in_sentence else named} {clock(moment, zone)}"
    if there.year != here.year:
        return f"{day(moment, zone, weekday=False, year=True)} {clock(moment, zone)}"
    if 0 < apart <= _NEAR_DAYS:
        return full_when(moment, zone)
    return f"{day(moment, zone, weekday=False)} {clock(moment, zone)}"


def duration(seconds: float | timedelta) -> str:
    """A length of time in at most two units: "45 s", "1 min 12 s", "2 h 5 min", "3 d 4 h"."""
    total = _whole_seconds(seconds)
    for name, size, lower, lower_size in _UNITS:
        if total >= size:
            rest = total % size // lower_size
            return f"{total // size} {name} {rest} {lower}" if rest else f"{total // size} {name}"
    return f"{total} s"


def hours(seconds: float | timedelta) -> str:
    """A length of time for adding up, hours at most: "45 s", "12 min", "2 h 5 min", "121 h 3 min"."""
    total = _whole_seconds(seconds)
    if total < 3_600:
        return duration(total)
    whole, rest = divmod(total, 3_600)
    return f"{whole} h {rest // 60} min" if rest >= 60 else f"{whole} h"


def timer(seconds: float | timedelta) -> str:
    """A running clock: "02:47", from an hour on "1:02:47"."""
    total = _whole_seconds(seconds)
    hours, rest = divmod(total, 3_600)
    shown = f"{rest // 60:02d}:{rest % 60:02d}"
    return f"{hours}:{shown}" if hours else shown


def minute_of_day(minute: int) -> str:
    """A minute after midnight: 1020 is "17:00", 1440 "24:00"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def ordinal(number: int) -> str:
    """ "1st", "2nd", "3rd", "11th"."""
    tens, ones = abs(number) % 100, abs(number) % 10
    ending = "th" if 11 <= tens <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(ones, "th")
    return f"{number}{ending}"


def _whole_seconds(seconds: float | timedelta) -> int:
    """Never negative: a clock set back must not show a running call as minus something."""
    value = seconds.total_seconds() if isinstance(seconds, timedelta) else seconds
    return max(0, int(value))
