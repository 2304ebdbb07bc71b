"""Counting what becomes of rows, and what was odd about them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from crm_desktop.domain.import_rows import ParsedRow, Problem
from crm_desktop.services.imports.plan import ProblemCount
from crm_desktop.store.imports import Counts

NOT_THEIRS = "This lead belongs to another team; left as it was"
WAS_ERASED = "This person had their data erased; they don't come back by an import"
_MOST_PROBLEMS = 200


@dataclass
class Tally:
    """Running counts of one import or preview; `add` alone may be called from several threads."""

    read: int = 0
    created: int = 0
    updated: int = 0
    skipped: int = 0
    refused: int = 0
    repeated: int = 0
    _problems: dict[tuple[str, str], tuple[int, int, str]] = field(default_factory=dict)
    _adding: threading.Lock = field(default_factory=threading.Lock)

    def add(self, *, created: int = 0, updated: int = 0, skipped: int = 0, repeated: int = 0) -> None:
        """Count rows by what became of them."""
        with self._adding:
            self.created += created
            self.updated += updated
            self.skipped += skipped
            self.repeated += repeated

    def counts(self) -> Counts:
        """The counts as they are kept."""
        return Counts(self.read, self.created, self.updated, self.skipped, self.refused, self.repeated)

    def refuse_erased(self, row_nos: Sequence[int]) -> None:
        """Count rows of erased people: by their numbers alone, they stand in no file and no example."""
        self.refused += len(row_nos)
        for row_no in row_nos:
            self.problem(row_no, "", WAS_ERASED, "")

    def refuse(self, row_no: int, row: ParsedRow) -> None:
        """Count a refused row and why."""
        self.refused += 1
        if row.refused:
            self.problem(row_no, "", row.refused, "")

    def note_problems(self, row_no: int, problems: Sequence[Problem]) -> None:
        """Count what of a row was not taken as written."""
        for problem in problems:
            self.problem(row_no, problem.column, problem.reason, problem.raw)

    def problem(self, row_no: int, column: str, reason: str, example: str) -> None:
        """Count one oddity; the first of its kind gives the example."""
        key = (reason, column)
        known = self._problems.get(key)
        if known is not None:
            self._problems[key] = (known[0] + 1, *known[1:])
        elif len(self._problems) < _MOST_PROBLEMS:
            self._problems[key] = (1, row_no, example)

    def problems(self) -> tuple[ProblemCount, ...]:
        """The oddities, the most frequent first."""
        found = [
            ProblemCount(reason, column, count, row, example)
            for (reason, column), (count, row, example) in self._problems.items()
        ]
        return tuple(sorted(found, key=lambda p: -p.count))
