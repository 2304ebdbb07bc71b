"""The time of day in a typed call-back: "4", "4pm", "shaam 6", "half past 4", "paune 5", "4-5 pm"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from crm_desktop.domain.calling_window import CallingWindow
from crm_desktop.domain.when_phrases import PART
from crm_desktop.domain.when_reasons import IN_HOURS, IS_BETWEEN, IS_FROM, IS_PART, Note, note
from crm_desktop.domain.when_refusals import (
    AT_MIDNIGHT,
    DATE_OR_HOUR,
    HALF_OF_DAY,
    NO_SUCH_TIME,
    WHICH_HOUR,
    Unclear,
    Unsure,
)

_HALF = r"(?: BAJE)?(?: (?P<half{n}>AM|PM))?(?: BAJE)?(?P<h24{n}> H24)?"
_CLOCK = re.compile(
    rf"(?<!\S)(?:(?P<after>AFTER) )?(?:(?P<part>{PART}) )?(?P<hour>\d{{1,2}})"
    + r"(?:[:.](?P<minute>\d{2})(?::00)?)?"
    + _HALF.format(n="")
    + r"(?: UNTIL (?P<hour2>\d{1,2})(?:[:.](?P<minute2>\d{2}))?"
    + _HALF.format(n="2")
    + rf")?(?: (?P<noon>MIDDAY))?(?: (?P<part2>{PART}))?(?P<later> AFTER)?(?!\S)"
)
# Hours (24 h) each word may mean; the first is taken when the word stands alone.
_PART_HOURS = {
    "MORNING": (10, range(4, 12)),
    "AFTERNOON": (14, range(12, 18)),
    "EVENING": (18, range(16, 22)),
    "NIGHT": (20, range(19, 24)),
    "DAYTIME": (12, range(9, 18)),
}
# What may be meant by words that name no hour.
_ASKED = {
    "EARLY MORNING": ("8 AM", "9 AM", "10 AM"),
    "LATE MORNING": ("11 AM", "11:30 AM"),
    "EARLY AFTERNOON": ("12 PM", "1 PM"),
    "LATE AFTERNOON": ("3 PM", "4 PM"),
    "EARLY EVENING": ("4 PM", "5 PM"),
    "LATE EVENING": ("7 PM", "8 PM"),
    "LATE NIGHT": ("9 PM", "10 PM"),
    "NIGHT": ("8 PM", "9 PM"),
    "DAYTIME": ("12 PM", "2 PM", "4 PM"),
    "OFFICE AFTER": ("6 PM", "7 PM", "8 PM"),
    "LUNCH BEFORE": ("11 AM", "12 PM"),
    "LUNCH": ("1 PM", "2 PM"),
}
_AFTER_LUNCH = time(14)
_LAST_BARE = 31


@dataclass(frozen=True, slots=True)
class ClockReading:
    """A local time of day with what was assumed; bare when the other half of the day was possible."""

    at: time
    assumed: tuple[Note, ...] = ()
    is_bare: bool = False
    is_same_time: bool = False


def read_clock(words: str, hours: CallingWindow, *, has_day: bool) -> tuple[ClockReading | None, str]:
    """The time of day in `words`, and the words left over.

    Raises Unclear when there is none such, Unsure when it may be two; each way then holds all the words.
    """
    if re.search(r"\bSAMETIME\b", words):
        return ClockReading(time(0), is_same_time=True), re.sub(r"\bSAMETIME\b", "", words, count=1)
    if found := re.search(r"\bAFTER LUNCH\b|\bLUNCH AFTER\b", words):
        return ClockReading(_AFTER_LUNCH, (_told(IS_PART, _AFTER_LUNCH),)), _without(words, found)
    words = _compact(_spelled_out(_ordered(words)))
    if found := _CLOCK.search(words):
        before, after = words[: found.start()], words[found.end() :]
        try:
            return _numbered(found, hours, has_day, before + after), _without(words, found)
        except Unsure as unsure:
            raise unsure.beside(before, after) from None
    for asked, ways in _ASKED.items():
        if found := re.search(rf"(?<!\S){asked}(?!\S)", words):
            raise Unsure(WHICH_HOUR, *ways).beside(words[: found.start()], words[found.end() :])
    if found := re.search(r"\bMIDDAY\b", words):
        return ClockReading(time(12)), _without(words, found)
    if found := re.search(rf"\b{PART}\b", words):
        at = _part_alone(found[0], hours)
        return ClockReading(at, (_told(IS_PART, at),)), _without(words, found)
    return None, words


def _ordered(words: str) -> str:
    """ "AFTER OFFICE" and "OFFICE AFTER" alike; a part of the day beside its clock."""
    words = re.sub(r"\b(AFTER|BEFORE) (OFFICE|LUNCH)\b", r"\2 \1", words)
    return re.sub(r"\b(?:EARLY|LATE) (?=(?:EARLY|LATE) )", "", words)


def _numbered(found: re.Match[str], hours: CallingWindow, has_day: bool, beside: str) -> ClockReading:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if minute > 59 or hour > _LAST_BARE or (found["part"] and found["part2"]):
        raise Unclear(NO_SUCH_TIME)
    part = found["part"] or found["part2"]
    typed = found["hour"] + (f":{found['minute']}" if found["minute"] else "")
    if found["hour2"]:
        reading = _range_start(found, typed, part, hours)
        return ClockReading(reading.at, (_between(found, reading.at, part),), reading.is_bare)
    reading = _one_time(found, hour, minute, typed, part, hours, is_alone=not (has_day or beside.strip()))
    if found["after"] or found["later"]:
        return ClockReading(reading.at, (_told(IS_FROM, reading.at),), reading.is_bare)
    return reading


def _one_time(
    found: re.Match[str], hour: int, minute: int, typed: str, part: str | None, hours: CallingWindow, *,
    is_alone: bool,
) -> ClockReading:  # fmt: skip
    """A single time of day, by what stands beside it or by the calling hours."""
    halves = (f"{typed} AM", f"{typed} PM")
    if found["noon"]:
        if hour != 12 or found["half"] or part:
            raise Unsure(HALF_OF_DAY, *halves, hour=typed)
        return ClockReading(time(12, minute))
    if found["half"]:
        return ClockReading(_by_half(hour, minute, found["half"], part, halves))
    if part:
        return ClockReading(_by_part(hour, minute, part, halves))
    if hour > 12 or hour == 0 or found["h24"]:
        is_hour = found["minute"] or "BAJE" in found[0] or found["h24"]
        if not is_hour and is_alone and hour:
            raise Unsure(DATE_OR_HOUR, f"{hour}:00", f"{hour} TARIKH", number=str(hour))
        if hour > 23 or not (is_hour or hour):
            raise Unclear(NO_SUCH_TIME)
        return ClockReading(time(hour, minute))
    return _by_hours(hour, minute, typed, hours, is_padded=found["hour"].startswith("0"))


def _by_half(hour: int, minute: int, half: str, part: str | None, halves: tuple[str, str]) -> time:
    """am and pm; a word beside them must say the same."""
    if hour == 0 or hour > 23 or (hour > 12 and half == "AM"):
        raise Unclear(NO_SUCH_TIME)
    if hour <= 12:
        hour = hour % 12 + (12 if half == "PM" else 0)
    if part and hour not in _PART_HOURS[part][1]:
        raise Unsure(HALF_OF_DAY, *halves, hour=halves[0].removesuffix(" AM"))
    return time(hour, minute)


def _by_part(hour: int, minute: int, part: str, halves: tuple[str, str]) -> time:
    if hour > 23:
        raise Unclear(NO_SUCH_TIME)
    both = {hour % 12, hour % 12 + 12} if 0 < hour <= 12 else {hour}
    fitting = [h for h in both if h in _PART_HOURS[part][1]]
    if len(fitting) == 1:
        return time(fitting[0], minute)
    if part == "NIGHT" and (hour == 12 or hour < 4):
        raise Unclear(AT_MIDNIGHT)
    if hour > 12 or hour == 0:
        raise Unclear(NO_SUCH_TIME)
    raise Unsure(HALF_OF_DAY, *halves, hour=halves[0].removesuffix(" AM"))


def _by_hours(hour: int, minute: int, typed: str, hours: CallingWindow, *, is_padded: bool) -> ClockReading:
    """A bare hour falls in calling hours, if exactly one of its two readings does.

    "04:30" is how a clock of 24 hours writes the morning: 16:30 is asked then, not taken.
    """
    readings = [time(hour % 12, minute), time(hour % 12 + 12, minute)]
    inside = [reading for reading in readings if hours.holds(reading)]
    if len(inside) == 1:
        at = inside[0]
        if is_padded and at.hour >= 12:
            raise Unsure(HALF_OF_DAY, f"{typed} AM", f"{typed} PM", hour=typed)
        is_other = at.hour > 12 or (hour == 12 and at.hour == 0)
        told = (note(IN_HOURS, typed=typed, time=f"{at:%H:%M}"),) if is_other else ()
        return ClockReading(at, told, is_bare=True)
    raise Unsure(HALF_OF_DAY, f"{typed} AM", f"{typed} PM", hour=typed)


# ---- ranges ----------------------------------------------------------------------------------------------


def _range_start(found: re.Match[str], typed: str, part: str | None, hours: CallingWindow) -> ClockReading:
    """The start of "4-5 pm"; the end decides the half of the day: "11-1 pm" begins at 11 in the morning."""
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if int(found["hour2"]) > 23 or int(found["minute2"] or 0) > 59 or hour > 23:
        raise Unclear(NO_SUCH_TIME)
    halves = (f"{typed} AM", f"{typed} PM")
    if found["half"]:
        return ClockReading(_by_half(hour, minute, found["half"], part, halves))
    if part:
        return ClockReading(_by_part(hour, minute, part, halves))
    if found["half2"] and 0 < hour <= 12:
        end = _by_half(int(found["hour2"]), int(found["minute2"] or 0), found["half2"], None, halves)
        starts = [time(hour % 12, minute), time(hour % 12 + 12, minute)]
        before = [start for start in starts if start < end]
        if not before:
            raise Unsure(HALF_OF_DAY, *halves, hour=typed)
        return ClockReading(before[-1])
    if hour > 12 or hour == 0:
        return ClockReading(time(hour, minute))
    return _by_hours(hour, minute, typed, hours, is_padded=False)


def _between(found: re.Match[str], start: time, part: str | None) -> Note:
    end = int(found["hour2"])
    if end <= 12 and end % 12 + (12 if start.hour >= 12 else 0) <= start.hour and start.hour < 12:
        end = end % 12 + 12
    elif end < 12 and start.hour >= 12:
        end += 12
    until = f"{end:02d}:{found['minute2'] or '00'}"
    return note(IS_BETWEEN, time=f"{start:%H:%M}", until=until)


def _told(template: str, at: time) -> Note:
    return note(template, time=f"{at:%H:%M}")


def _part_alone(part: str, hours: CallingWindow) -> time:
    """The part's usual hour, or the nearest to it in calling hours."""
    usual, possible = _PART_HOURS[part]
    if hours.holds(time(usual)):
        return time(usual)
    inside = [time(hour) for hour in possible if hours.holds(time(hour))]
    if hours.start.hour in possible:
        inside.append(hours.start)
    return min(inside, key=lambda at: abs(at.hour - usual), default=time(usual))


# ---- other ways of writing a clock -----------------------------------------------------------------------


def _spelled_out(words: str) -> str:
    """ "HALF PAST 4" → "4:30", "PAUNE 5" → "4:45", "DEDH BAJE" → "1:30"."""
    words = re.sub(r"\bHALF PAST (\d{1,2})\b(?![:.])", r"\1:30", words)
    words = re.sub(r"\bQUARTER PAST (\d{1,2})\b(?![:.])", r"\1:15", words)
    words = re.sub(r"\bSADHE (\d{1,2})\b(?![:.])", r"\1:30", words)
    words = re.sub(r"\bSAWA (\d{1,2})\b(?![:.])", r"\1:15", words)
    words = re.sub(r"\bSAWA BAJE\b", "1:15 BAJE", words)
    words = re.sub(r"\bPAUNE BAJE\b", "12:45 BAJE", words)
    words = re.sub(r"\b(?:PAUNE|QUARTER TO) (\d{1,2})\b(?![:.])", lambda m: f"{_before(int(m[1]))}:45", words)
    words = re.sub(r"\b([1-5]?\d) PAST (\d{1,2})\b(?![:.])", lambda m: f"{m[2]}:{int(m[1]):02d}", words)
    words = re.sub(
        r"\b([1-5]?\d) (?:TO|TOHOUR) (\d{1,2})\b(?![:.])",
        lambda m: f"{_before(int(m[2]))}:{60 - int(m[1]):02d}",
        words,
    )
    words = re.sub(r"\bDEDH\b(?: BAJE)?", "1:30 BAJE", words)
    return re.sub(r"\bDHAI\b(?: BAJE)?", "2:30 BAJE", words)


def _compact(words: str) -> str:
    """ "430 PM" → "4:30 PM", "1630" → "16:30"; what may be a year is left."""

    def spelled(found: re.Match[str]) -> str:
        digits = found[0]
        hour, minute = int(digits[:-2]), int(digits[-2:])
        is_time = hour < 24 and minute < 60 and minute % 5 == 0 and not digits.startswith(("20", "19"))
        return f"{digits[:-2]}:{digits[-2:]}" if is_time else digits

    return re.sub(r"(?<!\S)\d{3,4}(?!\S)", spelled, words)


def _before(hour: int) -> int:
    return 12 if hour == 1 else hour - 1


def _without(words: str, found: re.Match[str]) -> str:
    return " ".join((words[: found.start()] + " " + words[found.end() :]).split())
