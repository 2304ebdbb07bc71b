"""How long a call lasted, as typed or as a phone writes it: "3", "3:20", "1:02:05", "80 sec", "2m 10s"."""

from __future__ import annotations

import re

LONGEST_S = 24 * 3600
_PARTS = re.compile(
    r"(?:(\d+)\s*(?:h|hrs?|hours?)\b\.?)?\s*(?:(\d+)\s*(?:m|mins?|minutes?)\b\.?)?\s*"
    r"(?:(\d+)\s*(?:s|secs?|seconds?)\b\.?)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,4}):([0-5]\d)")


def read_talk(text: str, *, bare_is_minutes: bool) -> int | None:
    """Seconds of a call; None when the text says no length. A bare figure is minutes as people type it,
    seconds as phones write it."""
    plain = " ".join(text.replace(",", " ").split())
    if not plain:
        return None
    if plain.isascii() and plain.isdigit():
        seconds = int(plain) * (60 if bare_is_minutes else 1)
    elif found := _CLOCK.fullmatch(plain):
        seconds = int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3])
    elif (found := _PARTS.fullmatch(plain)) and any(found.groups()):
        hours, minutes, rest = (int(part or 0) for part in found.groups())
        seconds = hours * 3600 + minutes * 60 + rest
    else:
        return None
    return seconds if seconds <= LONGEST_S else None
