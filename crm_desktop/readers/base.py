"""What every reader gives: a source with sheets, and rows of text numbered as the person sees them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

Row = tuple[int, tuple[str, ...]]
"""A row: its number as a spreadsheet shows it (from 1), and its cells as text, padded to the width."""

MAX_COLUMNS = 1_000
MAX_CELL = 131_072
"""Longest cell taken, in characters; a spreadsheet's own limit is 32,767."""
PREVIEW_ROWS = 200
"""How many rows a preview holds."""


class Kind(StrEnum):
    """What sort of file the rows come from."""

    CSV = "csv"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    VCARD = "vcard"
    PASTED = "pasted"


@dataclass(frozen=True)
class OpenOptions:
    """What the person chose instead of the guess; `None` leaves the guess.

    `header_row` is a row number from 1, or 0 for "there is no header".
    """

    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None


@dataclass(frozen=True)
class Table:
    """One sheet and what was found in it.

    `header_row` is None when there is no header; `header` then numbers the columns ("Column 1").
    `header` is as wide as the sheet; repeated headings are numbered, empty ones read "Column 3".
    `first_row` is the number of the first row of data. `row_count` counts the rows of data, and is None
    where that would mean reading everything first (text files). `used` holds the indexes of columns
    with a heading or with anything in the preview. `preview` holds up to 200 rows of data.
    """

    sheet: str
    header_row: int | None
    header: tuple[str, ...]
    first_row: int
    row_count: int | None
    used: tuple[int, ...]
    preview: tuple[Row, ...]
    title_rows: tuple[Row, ...] = ()
    hidden: bool = False
    why: str = ""


@dataclass
class Oddities:
    """What was strange but harmless, counted while rows are read; the person is told afterwards."""

    short_rows: int = 0
    """Rows with fewer cells than the header; padded."""
    long_rows: int = 0
    """Rows with more cells than the header; the extra cells are kept at the end."""
    first_long_row: int | None = None
    blank_rows: int = 0
    """Empty rows between the others; left out."""
    error_cells: int = 0
    """Cells showing a formula error (#N/A, #REF! …); read as empty. Known for XLSX only."""
    total_rows: list[int] = field(default_factory=list)
    """Numbers of the rows of totals at the end; left out."""


class Source(ABC):
    """An opened file, or pasted cells: its sheets and their rows.

    Everything is text. Every method may raise `UserError` with one sentence about the file. Rows can be
    read again and again, each time from the file.
    """

    kind: Kind
    path: Path | None = None
    """The file; None for pasted cells."""
    travels: bool = False
    """Whether a copy of it can be pickled to read the same rows in another process."""
    name: str
    """The file's name without its folder, or "pasted cells"."""
    size: int
    """Bytes."""
    sha256: str
    """Of the file's bytes, hexadecimal; of the UTF-8 text for pasted cells."""
    encoding: str | None = None
    delimiter: str | None = None
    oddities: Oddities
    """Of the newest call of `rows`."""

    @property
    @abstractmethod
    def sheet_names(self) -> tuple[str, ...]:
        """Names of the sheets with cells, in the file's order; one for text files."""

    @abstractmethod
    def table(self, sheet: str | None = None) -> Table:
        """What was found in a sheet (the first, if not named)."""

    @abstractmethod
    def rows(self, sheet: str | None = None, start: int | None = None) -> Iterator[Row]:
        """Rows of data from row number `start` on (the sheet's `first_row`, if not given).

        Blank rows and rows of totals at the end are left out and counted in `oddities`.
        """

    @property
    def sheets(self) -> tuple[Table, ...]:
        """What was found in every sheet."""
        return tuple(self.table(name) for name in self.sheet_names)

    def fraction_read(self) -> float | None:
        """How much of the newest `rows` was read, 0.0 to 1.0; None when not known."""
        return None

    def close(self) -> None:  # noqa: B027  # most sources hold nothing open between calls
        """Let go of the file and of memory."""

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def column_names(header: Sequence[str], width: int) -> tuple[str, ...]:
    """Headings for `width` columns: trimmed, empty ones numbered by place, repeated ones by turn.

    >>> column_names(["Phone", "", "phone"], 4)
    ('Phone', 'Column 2', 'phone (2)', 'Column 4')
    """
    taken: set[str] = set()
    out: list[str] = []
    for index in range(width):
        text = " ".join(header[index].split()) if index < len(header) else ""
        base = text or f"Column {index + 1}"
        name, turn = base, 1
        while name.casefold() in taken:
            turn += 1
            name = f"{base} ({turn})"
        taken.add(name.casefold())
        out.append(name)
    return tuple(out)
