"""Rows of totals at the end of a table, which are no leads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .base import Oddities, Row

TOTAL_INITIALS = frozenset("TtGgSsकयज")
"""First letters a total's label can have: a cheap question before the dear one."""
_LABEL = re.compile(
    r"(?:(?:grand|sub|net|overall)[\s-]*)?(?:totals?|sum)\b(?:\s+(?:leads?|records?|rows?|count|amount|customers?))?"
    r"\s*[:=-]?\s*[\d.,]*|कुल(?:\s+योग)?\s*:?\s*[\d.,]*|योग\s*:?\s*[\d.,]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?(?:₹|Rs\.?)?\s*\d[\d,]*(?:\.\d+)?%?")


def is_total_row(cells: Sequence[str]) -> bool:
    """Whether a row is a label like "Grand total" and otherwise only numbers."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and bool(_LABEL.fullmatch(filled[0])) and all(map(_NUMBER.fullmatch, filled[1:]))


def may_be_sums(last: Sequence[str], preview: Sequence[Row]) -> tuple[int, ...]:
    """Columns in which the last row may be the sum of the column; empty when it is a row like the others.

    Only numbers, and empty where the other rows are filled.
    """
    filled = [index for index, cell in enumerate(last) if cell.strip()]
    if preview and preview[-1][1] == tuple(last):
        preview = preview[:-1]
    if not filled or len(preview) < 2 or not all(_NUMBER.fullmatch(last[index].strip()) for index in filled):
        return ()
    usual = [
        index
        for index in range(len(last))
        if sum(1 for _, cells in preview if index < len(cells) and cells[index].strip()) * 10
        >= len(preview) * 9
    ]
    return tuple(filled) if any(index not in filled for index in usual) else ()


def without_sum_row(rows: Iterator[Row], columns: Sequence[int], oddities: Oddities) -> Iterator[Row]:
    """The rows, without the last when it truly is the sum of the others in one of the columns."""
    sums = dict.fromkeys(columns, 0.0)
    held: Row | None = None
    count = 0
    for row in rows:
        if held is not None:
            count += 1
            for index in columns:
                sums[index] += number_in(held[1][index])
            yield held
        held = row
    if held is None:
        return
    cells = held[1]
    others_empty = all(not cell.strip() for index, cell in enumerate(cells) if index not in sums)
    is_sum = any(
        cells[index].strip() and abs(number_in(cells[index]) - sums[index]) < 0.01 for index in columns
    )
    if count >= 2 and others_empty and is_sum:
        oddities.total_rows.append(held[0])
    else:
        yield held


def number_in(text: str) -> float:
    """The number in a cell like "₹ 1,25,000.50"; 0 when there is none."""
    try:
        return float(re.sub(r"[₹,\s%]|Rs\.?", "", text) or 0)
    except ValueError:
        return 0.0
