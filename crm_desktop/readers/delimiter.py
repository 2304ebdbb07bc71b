"""Which character parts the cells of a text file."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice

CANDIDATES = (",", ";", "\t", "|")
_ROWS = 100


def sep_line(text: str) -> str | None:
    """The separator named by Excel's own first line `sep=;`, if there is one."""
    line = text[:10].splitlines()[0] if text.strip() else ""
    return line[4] if len(line) == 5 and line[:4].lower() == "sep=" else None


def guess_delimiter(sample: str) -> str:
    """The separator that cuts the most rows into the same number of cells; a comma when none does."""
    best, best_score = ",", 0.0
    for candidate in CANDIDATES:
        score = _score(sample, candidate)
        if score > best_score * 1.001:
            best, best_score = candidate, score
    return best


def space_after(sample: str, delimiter: str) -> bool:
    """Whether cells in quotes stand after separator and space, as in `a, "b, c"`."""
    return sample.count(f'{delimiter} "') > sample.count(f'{delimiter}"')


def _score(sample: str, delimiter: str) -> float:
    lines = sample.splitlines(keepends=True)
    if len(lines) > 1 and not lines[-1].endswith(("\n", "\r")):
        lines.pop()  # cut in the middle
    try:
        reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=space_after(sample, delimiter))
        widths = [len(row) for row in islice(reader, _ROWS) if row]
    except csv.Error:
        return 0.0
    counts = Counter(width for width in widths if width > 1)
    if not counts:
        return 0.0
    width, times = max(counts.items(), key=lambda item: (item[1], item[0]))
    share = times / len(widths)
    return share * share * (1 + min(width, 30) / 30)
