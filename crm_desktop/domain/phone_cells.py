"""Taking a spreadsheet's phone cell apart: several numbers, labels, floats, scientific notation."""

from __future__ import annotations

import math
import re
from typing import Literal

from crm_desktop.domain.phone_fast import INVISIBLE, ODD_SPACES

CellFault = Literal["empty", "lost_digits", "not_a_number"]

_LARGEST_EXACT = 2**53  # above it a float no longer keeps every digit
_CLEAN: dict[int, str | None] = {
    **{ord(space): " " for space in ODD_SPACES},
    **{ord(mark): None for mark in INVISIBLE},
    ord("\uff0b"): "+",
}
_FLOAT_TEXT = re.compile(r"([+]?\d{5,17})[.]0{1,6}", re.ASCII)
_SCIENTIFIC = re.compile(r"[+]?(\d)(?:[.,](\d*))?[eE][+]?(\d{1,3})", re.ASCII)
_NOTHING = frozenset(["na", "nil", "none", "null", "nan", "no", "notavailable", "unknown", "blank"])

_PLAIN = re.compile(r"[+]?\d[\d ().-]{4,15}\d", re.ASCII)  # too short for two numbers
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3}){2,5}(?:[.]0+)?", re.ASCII)
_BETWEEN = re.compile(
    r"\s*:::\s*"
    r"|\s*[/\\|&\n\u0964]\s*"
    r"|\s*;(?!\s*(?:ext|isub|phone-context))\s*"
    r"|\s*(?<!,),(?!,|\s*\d{1,6}#)\s*"
    r"|\s+(?:or|and|ya|aur|या|और)\s+",
    re.IGNORECASE,
)
_EXTENSION_ALONE = re.compile(r"(?:x|ext(?:n|ension)?[.:]?|#)\s*\d{1,7}#?", re.IGNORECASE)
_LABEL = (
    r"(?:mobile|mob|cell(?:ular)?|phone|ph|tel(?:ephone)?|landline|home|office|off|work|res(?:idence)?"
    r"|whats\s?app|wa|alt(?:ernate)?|primary|secondary|other|main|personal|contact|no|m|o|h|r|w|p)"
)
_LABEL_BEFORE = re.compile(rf"^[\s('\"=]*(?:{_LABEL}[\s.:)-]*){{1,3}}(?=[+(\d])", re.IGNORECASE)
_LABEL_AFTER = re.compile(rf"(?<=\d)[\s:.(\[-]+{_LABEL}[\s.)\]]*$", re.IGNORECASE)
_LABEL_BETWEEN = re.compile(
    rf"(?<=\d{{5}})\s*[(\[]?\b{_LABEL}\b[\s.:)\]-]+(?=[+(\d])|(?<=\d{{5}})\s+(?={_LABEL}[.:]\s*[+(\d])",
    re.IGNORECASE,
)
_HAS_DIGIT = re.compile(r"\d")


def cell_text(raw: str | float | int) -> tuple[str, CellFault | None]:
    """The text a cell stands for, and what is wrong with it before any phone rule is asked.

    Integral floats become integers; "9.820012345E+09" with all its digits too. When the notation has
    dropped digits the fault is "lost_digits": the number can't be known any more.
    """
    if isinstance(raw, str):
        return _text_of_string(raw)
    if isinstance(raw, bool):
        return str(raw), "not_a_number"
    if isinstance(raw, float):
        if math.isnan(raw):
            return "", "empty"
        if math.isinf(raw) or raw != int(raw):
            return repr(raw), "not_a_number"
        if abs(raw) >= _LARGEST_EXACT:
            return repr(raw), "lost_digits"
    return str(int(raw)), None


def _text_of_string(raw: str) -> tuple[str, CellFault | None]:
    text = raw.translate(_CLEAN).strip()
    if not any(ch.isalnum() for ch in text):
        return text, "empty"
    if len(text) <= 16 and "".join(ch for ch in text if ch.isalnum()).lower() in _NOTHING:
        return text, "empty"
    if len(text) > 32:
        return text, None
    if found := _FLOAT_TEXT.fullmatch(text):
        return found.group(1), None
    if found := _SCIENTIFIC.fullmatch(text):
        digits, exponent = found.group(1) + (found.group(2) or ""), int(found.group(3))
        if exponent > 20:
            return text, "not_a_number"
        if len(digits.rstrip("0")) > exponent + 1:
            return text, "not_a_number"
        # Fewer digits than places: spreadsheets cut the rest, zeros can't be told from lost digits.
        return (digits[: exponent + 1], None) if len(digits) >= exponent + 1 else (text, "lost_digits")
    return text, None


def split_phones(cell: str | float | int) -> list[str]:
    """The numbers written in one cell, in their order, labels taken off, extensions kept; [] when empty.

    Parts at `/ , ; | &`, line breaks, `:::`, "or", "and", and at blanks between whole numbers.
    What holds no digit at all comes back as one part, so that it can be listed as refused.
    """
    if isinstance(cell, str) and _PLAIN.fullmatch(cell):
        return [cell]
    if isinstance(cell, str):
        cell = cell.strip().replace("\r", "\n").replace("\n", " ::: ")
    text, fault = cell_text(cell)
    if fault == "empty":
        return []
    if fault or not _HAS_DIGIT.search(text) or len(text) > 1000:
        return [text]
    if _GROUPED.fullmatch(text):
        return [text.partition(".")[0].replace(",", "")]
    parts: list[str] = []
    for piece in _BETWEEN.split(_LABEL_BETWEEN.sub(" ::: ", text)):
        piece = piece.strip()
        if piece and _EXTENSION_ALONE.fullmatch(piece) and parts:
            parts[-1] += " " + piece
        elif _HAS_DIGIT.search(piece):
            parts.extend(_without_labels(part) for part in _at_blanks(piece))
    return parts


def _at_blanks(piece: str) -> list[str]:
    """Part "9800000001 9800000002" at the blank, but never "98000 00001" or an extension."""
    words = piece.split()
    all_whole = all(10 <= sum(ch.isdigit() for ch in word) <= 14 for word in words)
    return words if len(words) > 1 and all_whole else [piece]


def _without_labels(part: str) -> str:
    """Take "Mobile:", "(O)" or "home" away from a number's ends."""
    bare = _LABEL_AFTER.sub("", _LABEL_BEFORE.sub("", part.strip())).strip()
    return bare if _HAS_DIGIT.search(bare) else part.strip()
