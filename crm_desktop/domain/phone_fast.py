"""The short way to read Indian numbers: one translation, one regular expression, the official patterns.

Only shapes whose outcome in phonenumbers is certain are decided here (ten digits, with or without 0, 91,
+91 or 0091 in front, and plain punctuation). Everything else is left to the library. A property test holds
both ways together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

Kind = Literal["mobile", "fixed", "other"]

# Spaces the library does not know, and invisible marks that contact programs leave behind.
ODD_SPACES = "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\t\r\n\x0b\x0c"
INVISIBLE = "\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\x00"
# Punctuation the library skips as well; '/' and '~' are missing on purpose (they may part two numbers).
_PUNCTUATION = " -.()\u00a0\u00ad\u200b\u2060\u3000\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_ZEROS = "\u0966\uff10\u09e6\u0a66\u0ae6\u0be6\u0c66\u0ce6\u0d66\u0660\u06f0"  # scripts of India, full width

_TABLE: dict[int, str | None] = {ord(mark): None for mark in _PUNCTUATION + ODD_SPACES + INVISIBLE}
_TABLE.update({ord(zero) + digit: str(digit) for zero in _ZEROS for digit in range(10)})
_TABLE[ord("\uff0b")] = "+"

_SHAPE = re.compile(r"(?:\+91|0091|91|0)?([1-9][0-9]{9})").fullmatch
_LONGEST = 40  # longer cells are rare and are the library's business

_kinds: Callable[[str], re.Match[str] | None] | None = None
_KIND_OF_GROUP: tuple[Kind, ...] = ("other", "mobile", "fixed", "other")  # by group of _compile_kinds


def indian_number(text: str) -> tuple[str, Kind | None] | None:
    """The ten national digits and their kind (None: no such line exists) of a plain Indian shape.

    None when the shape is any other: ask the library then.
    """
    found = _SHAPE(text)
    if found is None:
        if len(text) > _LONGEST:
            return None
        found = _SHAPE(text.translate(_TABLE))
        if found is None:
            return None
    national = found[1]
    line = (_kinds or _load_kinds())(national)
    return national, (_KIND_OF_GROUP[line.lastindex or 0] if line else None)


def _load_kinds() -> Callable[[str], re.Match[str] | None]:
    global _kinds
    _kinds = _compile_kinds()
    return _kinds


def _compile_kinds() -> Callable[[str], re.Match[str] | None]:
    """Join the library's own patterns for +91 into one; imported late, the first window must not wait."""
    from phonenumbers import PhoneMetadata

    data = PhoneMetadata.metadata_for_region("IN")
    if data is None:  # pragma: no cover - the library always knows India
        raise RuntimeError("phonenumbers has no metadata for India")

    def pattern(*names: str) -> str:
        descriptions = (getattr(data, name) for name in names)
        return "|".join(d.national_number_pattern for d in descriptions if d and d.national_number_pattern)

    other = pattern(
        "toll_free", "premium_rate", "shared_cost", "personal_number", "voip", "pager", "uan", "voicemail"
    )
    mobile, fixed = pattern("mobile"), pattern("fixed_line")
    # Mobile alone, fixed alone, anything else that is valid. The last holds what both patterns claim, and
    # 1600 and 1601: banks and offices calling out, though the library files them under mobile.
    joined = rf"(?!160[01]|(?:{fixed})\Z)({mobile})|(?!(?:{mobile})\Z)({fixed})|({mobile}|{other})"
    return re.compile(joined, re.ASCII).fullmatch
