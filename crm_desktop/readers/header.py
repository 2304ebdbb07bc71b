"""Finding the header: title rows above it, or none at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.import_columns import header_target
from .base import Row

_LOOK_AT = 25
"""How many filled rows from the top may hold the header."""
_NUMBER = re.compile(r"[-+(]?[₹$€£]?\s*[\d.,\s]*\d[\d.,\s]*(?:[eE][-+]?\d+)?\s*%?\)?")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T].*)?|\d{1,2}[ -][A-Za-z]{3,9}[ ,-]+\d{2,4}.*")
_PHONE = re.compile(r"[-+()/.\s\d]*(?:\d[-+()/.\s]*){7,}(?:\D{0,4}\d{1,6})?")


@dataclass(frozen=True)
class HeaderGuess:
    """Where the header is (`row`, a row number, or None), where data begins, and why we think so."""

    row: int | None
    first_row: int
    why: str


def is_value(text: str) -> bool:
    """Whether a cell is plainly data (a number, date, phone or address of e-mail), never a heading."""
    text = text.strip()
    return 0 < len(text) <= 80 and (
        bool(_NUMBER.fullmatch(text) or _DATE.fullmatch(text) or _PHONE.fullmatch(text))
        or ("@" in text and "." in text.rpartition("@")[2])
        or text.startswith(("http://", "https://", "f:", "p:+"))
    )


def _is_label(text: str) -> bool:
    text = text.strip()
    if not text or len(text) > 80 or is_value(text):
        return False
    letters = sum(char.isalpha() for char in text)
    return letters > sum(char.isdigit() for char in text) and letters >= 1


class _RowLook:
    """What one row at the top looks like."""

    def __init__(self, number: int, cells: Sequence[str]) -> None:
        self.number = number
        self.cells = cells
        filled = [cell.strip() for cell in cells if cell.strip()]
        self.filled = len(filled)
        self.labels = sum(map(_is_label, filled))
        self.known = sum(header_target(cell) is not None for cell in filled)
        self.distinct = len({cell.casefold() for cell in filled})

    @property
    def only_labels(self) -> bool:
        return self.filled > 0 and self.labels == self.filled


def find_header(rows: Sequence[Row]) -> HeaderGuess:
    """Guess the header among the first filled rows (numbers and cells, blank rows left out)."""
    if not rows:
        return HeaderGuess(None, 1, "the sheet is empty")
    looks = [_RowLook(number, cells) for number, cells in rows[:_LOOK_AT]]
    usual = _usual_width(rows)
    for place, look in enumerate(looks):
        if not _may_be_header(look, usual):
            continue
        later = looks[place + 1] if place + 1 < len(looks) else None
        if (
            later is not None
            and later.only_labels
            and later.known > look.known
            and later.filled >= look.filled
        ):
            look = later  # a band of group headings above the real ones
            place += 1
        if look.known >= max(1, min(2, usual)) or _contrasts(rows, place, usual):
            first = rows[place + 1][0] if place + 1 < len(rows) else look.number + 1
            return HeaderGuess(look.number, first, "these look like headings")
        if usual > 1 and not _repeats_below(rows, place):
            first = rows[place + 1][0] if place + 1 < len(rows) else look.number + 1
            return HeaderGuess(look.number, first, "all text, and none of it comes again below")
        break
    for look in looks:
        if look.filled * 2 >= usual and (usual > 1 or not look.only_labels):
            return HeaderGuess(None, look.number, "the first rows are data already")
    return HeaderGuess(None, rows[0][0], "no headings found")


def _usual_width(rows: Sequence[Row]) -> int:
    """How many cells a row of this table usually fills."""
    counts = Counter(sum(1 for cell in cells if cell.strip()) for _, cells in rows)
    return max(counts, key=lambda width: (counts[width] * width, width))


def _may_be_header(look: _RowLook, usual: int) -> bool:
    if look.filled * 2 < usual or (usual > 1 and look.filled < 2):
        return False
    if look.known >= 2 and look.known * 2 >= look.filled and look.labels * 5 >= look.filled * 4:
        return True
    return look.only_labels and look.distinct == look.filled


def _contrasts(rows: Sequence[Row], place: int, usual: int) -> bool:
    """Whether some column below the row is mostly numbers, dates or the like, though its heading isn't."""
    below = rows[place + 1 : place + 41]
    if not below:
        return False
    heading = rows[place][1]
    for index, cell in enumerate(heading):
        if not cell.strip() or is_value(cell):
            continue
        values = [cells[index] for _, cells in below if index < len(cells) and cells[index].strip()]
        if values and len(values) * 3 >= len(below) and sum(map(is_value, values)) * 5 >= len(values) * 4:
            return True
    return False


def _repeats_below(rows: Sequence[Row], place: int) -> bool:
    """Whether a value of the row stands again below it in the same column, as data does."""
    for index, cell in enumerate(rows[place][1]):
        text = cell.strip().casefold()
        if text and any(
            index < len(cells) and cells[index].strip().casefold() == text for _, cells in rows[place + 1 :]
        ):
            return True
    return False
