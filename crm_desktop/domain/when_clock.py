"""The time of day in a typed call-back: "4", "4pm", "shaam 6", "half past 4", "paune 5", "16:30"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from crm_desktop.domain.calling_window import CallingWindow
from crm_desktop.domain.when_refusals import HALF_OF_DAY, ONE_NUMBER, Unclear

_PART = r"(?:MORNING|AFTERNOON|EVENING|NIGHT)"
_CLOCK = re.compile(
    rf"(?:(?P<after>AFTER) )?(?:(?P<part>{_PART}) )?"
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::00)?)?(?:-(?P<until>\d{1,2}))?(?P<baje> BAJE)?"
    rf"(?: (?P<half>AM|PM))?(?: (?P<noon>MIDDAY))?(?: (?P<part2>{_PART}))?(?P<baad> AFTER)?(?= |$)"
)
# Hours (24 h) each word may mean; the first is taken when the word stands alone.
_PART_HOURS = {
    "MORNING": (10, range(4, 12)),
    "AFTERNOON": (14, range(12, 18)),
    "EVENING": (18, range(16, 22)),
    "NIGHT": (None, range(19, 24)),
}
_AFTER_LUNCH = time(14)


@dataclass(frozen=True, slots=True)
class ClockReading:
    """A local time of day; explicit when nothing but the words decided it."""

    at: time
    is_certain: bool = True
    is_explicit: bool = True
    is_same_time: bool = False


def read_clock(words: str, hours: CallingWindow) -> tuple[ClockReading | None, str]:
    """The time of day in `words`, and the words left over; raises Unclear when it may mean two."""
    if re.search(r"\bSAMETIME\b", words):
        return ClockReading(time(0), is_same_time=True), re.sub(r"\bSAMETIME\b", "", words, count=1)
    if found := re.search(r"\bAFTER LUNCH\b|\bLUNCH AFTER\b", words):
        return ClockReading(_AFTER_LUNCH, is_certain=False), _without(words, found)
    words = _compact(_spelled_out(words))
    if found := re.search(r"(?<!\S)" + _CLOCK.pattern, words):
        return _numbered(found, words, hours), _without(words, found)
    if found := re.search(r"\bMIDDAY\b", words):
        return ClockReading(time(12)), _without(words, found)
    if found := re.search(rf"\b{_PART}\b", words):
        return _part_alone(found[0], hours), _without(words, found)
    return None, words


def _numbered(found: re.Match[str], words: str, hours: CallingWindow) -> ClockReading:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if minute > 59 or hour > 24 or (found["part"] and found["part2"]):
        raise Unclear("There is no such time. Type for example 4:30pm or 16:30.")
    part = found["part"] or found["part2"]
    is_sure = not (found["after"] or found["baad"] or found["until"])
    if found["until"] and not (found["baje"] or found["half"] or part):
        raise Unclear(ONE_NUMBER)
    if found["noon"]:
        if hour != 12 or found["half"] or part:
            raise Unclear(HALF_OF_DAY, hour=str(hour))
        return ClockReading(time(12, minute), is_sure)
    if found["half"]:
        return ClockReading(_by_half(hour, minute, found["half"], part), is_sure)
    if part:
        return ClockReading(_by_part(hour, minute, part), is_sure)
    if hour > 12 or hour == 0:
        if found["minute"] is None and not found["baje"]:
            raise Unclear("Is {hour} a date or an hour? Type {hour}:00, or {hour} tarikh.", hour=str(hour))
        if hour == 24:
            raise Unclear("There is no such time. Type for example 4:30pm or 16:30.")
        return ClockReading(time(hour, minute), is_sure)
    return _by_hours(hour, minute, hours, is_sure, is_padded=found["hour"].startswith("0"))


def _by_half(hour: int, minute: int, half: str, part: str | None) -> time:
    """am and pm; a word beside them must say the same."""
    if hour == 0 or (hour > 12 and half == "AM"):
        raise Unclear("There is no such time. Type for example 4:30pm or 16:30.")
    if hour <= 12:
        hour = hour % 12 + (12 if half == "PM" else 0)
    if part and hour not in _PART_HOURS[part][1]:
        raise Unclear(HALF_OF_DAY, hour=str(hour % 12 or 12))
    return time(hour, minute)


def _by_part(hour: int, minute: int, part: str) -> time:
    fitting = [
        h for h in ({hour % 12, hour % 12 + 12} if hour <= 12 else {hour}) if h in _PART_HOURS[part][1]
    ]
    if len(fitting) != 1 or hour == 0:
        raise Unclear(HALF_OF_DAY, hour=str(hour % 12 or 12))
    return time(fitting[0], minute)


def _by_hours(
    hour: int, minute: int, hours: CallingWindow, is_sure: bool, *, is_padded: bool
) -> ClockReading:
    """A bare hour falls in calling hours, if exactly one of its two readings does."""
    readings = [time(hour % 12, minute), time(hour % 12 + 12, minute)]
    inside = [reading for reading in readings if hours.holds(reading)]
    if len(inside) == 1:
        is_certain = is_sure and not (is_padded and inside[0].hour >= 12)
        return ClockReading(inside[0], is_certain, is_explicit=False)
    if is_padded:  # "07:30" is how a 24-hour clock writes it
        return ClockReading(readings[0], is_certain=False)
    raise Unclear(HALF_OF_DAY, hour=f"{hour}:{minute:02d}" if minute else str(hour))


def _part_alone(part: str, hours: CallingWindow) -> ClockReading:
    hour, possible = _PART_HOURS[part]
    if hour is None:
        raise Unclear("Type the hour too, such as raat 8.")
    at = time(hour)
    if not hours.holds(at) and hours.start.hour in possible:
        at = hours.start
    return ClockReading(at, is_explicit=False)


def _spelled_out(words: str) -> str:
    """ "HALF PAST 4" → "4:30", "PAUNE 5" → "4:45", "DEDH BAJE" → "1:30"."""
    words = re.sub(r"\bHALF PAST (\d{1,2})\b(?![:.])", r"\1:30", words)
    words = re.sub(r"\bQUARTER PAST (\d{1,2})\b(?![:.])", r"\1:15", words)
    words = re.sub(r"\bSADHE (\d{1,2})\b(?![:.])", r"\1:30", words)
    words = re.sub(r"\bSAWA (\d{1,2})\b(?![:.])", r"\1:15", words)
    words = re.sub(r"\bSAWA BAJE\b", "1:15 BAJE", words)
    words = re.sub(r"\bPAUNE BAJE\b", "12:45 BAJE", words)
    words = re.sub(r"\b(?:PAUNE|QUARTER TO) (\d{1,2})\b(?![:.])", lambda m: f"{_before(int(m[1]))}:45", words)
    words = re.sub(r"\b(\d{1,2}) PAST (\d{1,2})\b(?![:.])", lambda m: f"{m[2]}:{int(m[1]):02d}", words)
    words = re.sub(r"\bDEDH\b(?: BAJE)?", "1:30", words)
    return re.sub(r"\bDHAI\b(?: BAJE)?", "2:30", words)


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
