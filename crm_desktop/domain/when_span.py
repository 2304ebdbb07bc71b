"""Spans from now in minutes and hours: "30 min", "+2h", "2 ghante baad", "saadhe 3 ghante"."""

from __future__ import annotations

import re
from datetime import timedelta

from crm_desktop.domain.when_refusals import PASSED, TOO_FAR, Unclear

_LEAD = r"(?:(?:AFTER|IN|[+]) )?"
_HOURS = re.compile(_LEAD + r"(\d{1,3}(?:\.\d)?) U_HOUR(?:(?: AND)? (\d{1,2}) U_MIN)?(?: AFTER)?")
_MINUTES = re.compile(_LEAD + r"(\d{1,5}) U_MIN(?: AFTER)?")
_PARTS = re.compile(_LEAD + r"(SAWA|SADHE|PAUNE) (\d{1,2}) U_HOUR(?: AFTER)?")
_UNIT_ALONE = re.compile(r"(?:AFTER U_HOUR|U_HOUR AFTER)")
_QUARTERS = {"SAWA": 15, "SADHE": 30, "PAUNE": -15}
_FARTHEST_MINUTES = 366 * 1440


def read_span(words: str) -> timedelta | None:
    """The span when the whole of `words` is one, else None; raises Unclear on a span of nothing."""
    words = words.removeprefix("TODAY ")
    minutes: float
    if found := _HOURS.fullmatch(words):
        minutes = float(found[1]) * 60 + int(found[2] or 0)
    elif found := _MINUTES.fullmatch(words):
        minutes = int(found[1])
    elif found := _PARTS.fullmatch(words):
        minutes = int(found[2]) * 60 + _QUARTERS[found[1]]
    elif _UNIT_ALONE.fullmatch(words):
        minutes = 60
    else:
        return None
    if minutes < 1:
        raise Unclear(PASSED)
    if minutes > _FARTHEST_MINUTES:
        raise Unclear(TOO_FAR)
    return timedelta(minutes=round(minutes))
