"""What the own rules don't know is asked of dateparser, and taken only if it used every word."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

_FARTHEST = timedelta(days=200)  # nobody promises a call so far ahead: rather misread
_AWAY = timedelta(days=100, hours=5)
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[:./-]\d+)*")
_MAY_BE_IDLE = frozenset({"at", "on", "the", "and", "of", "o", "clock"})


def ask_dateparser(text: str, now: datetime, language: str = "en") -> datetime | None:
    """The local time dateparser finds in `text` at the local time `now`; None when any word is idle.

    A word is idle when leaving it out never changes the time: then it was skipped, not understood.
    """
    words = _WORD.findall(text)
    if not any(word.isalpha() for word in words) or len(words) > 8:
        return None
    found = _parse(text, now, language)
    if found is None or found - now > _FARTHEST:
        return None
    for word in _WORD.finditer(text):
        if word[0].lower() in _MAY_BE_IDLE:
            continue
        shorter = text[: word.start()] + text[word.end() :]
        # Seen from another month too: "28 november" loses nothing without its month, in November.
        bases = (now, now + _AWAY)
        if all(_parse(shorter, base, language) == _parse(text, base, language) for base in bases):
            return None
    return found


def _parse(text: str, now: datetime, language: str) -> datetime | None:
    import dateparser

    settings: dict[str, Any] = {
        "DATE_ORDER": "DMY",
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": now,
        "PREFER_DAY_OF_MONTH": "first",
        "TIMEZONE": "UTC",  # keeps it from asking the computer; a zone in the text makes the answer aware
    }
    languages = list(dict.fromkeys([language, "en", "hi"]))
    try:
        found = dateparser.parse(text, languages=languages, settings=settings)
    except (ValueError, OverflowError):
        return None
    return None if found is None or found.tzinfo else found
