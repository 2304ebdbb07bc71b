"""Spans from now in minutes and hours: "30 min", "+2h", "2 ghante baad", "saadhe 3 ghante"."""

from __future__ import annotations

import re
from datetime import timedelta

from crm_desktop.domain.when_refusals import ONE_NUMBER, Unclear

_LEAD = r"(?:(?:AFTER|IN|[+]) )?"
_HOURS = re.compile(_LEAD + r"(\d{1,4}(?:\.\d)?) U_HOUR(?:(?: AND)? (\d{1,2}) U_MIN)?(?: AFTER)?")
_MINUTES = re.compile(_LEAD + r"(\d{1,5}) U_MIN(?: AFTER)?")
_PARTS = re.compile(_LEAD + r"(SAWA|SADHE|PAUNE) (\d{1,2}) U_HOUR(?: AFTER)?")
_BARE_PLUS = re.compile(r"[+] (\d{1,3})")
_QUARTERS = {"SAWA": 15, "SADHE": 30, "PAUNE": -15}
_FEWEST_BARE = 5  # "+2" may mean minutes, hours or days


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
    elif found := _BARE_PLUS.fullmatch(words):
        minutes = int(found[1])
        if minutes < _FEWEST_BARE:
            raise Unclear("Add the unit, such as +{number}h.", number=found[1])
    elif re.search(r"\d-\d+ U_", words):
        raise Unclear(ONE_NUMBER)
    else:
        return None
    if minutes < 1:
        raise Unclear("Type a time to come.")
    return timedelta(minutes=round(minutes))
