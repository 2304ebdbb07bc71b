"""Cells pasted from a spreadsheet: tabs between cells, quotation marks around cells with line breaks."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from functools import cached_property

from ..errors import UserError
from .base import MAX_CELL, Kind, Oddities, OpenOptions, Row, Source, Table
from .delimiter import guess_delimiter
from .tables import build_table, data_rows, with_count

NAME = "pasted cells"


class PastedSource(Source):
    """Text from the clipboard."""

    kind = Kind.PASTED
    name = NAME

    def __init__(self, text: str, options: OpenOptions) -> None:
        """Takes the text as it is; raises `UserError` when there is nothing in it."""
        if not text.strip("\ufeff\0 \r\n\t,;|"):
            raise UserError("Nothing was pasted. Copy the cells in the spreadsheet and paste again.")
        if "\0" in text:
            raise UserError("What was pasted is no text. Copy the cells in the spreadsheet and paste again.")
        self._text = text.removeprefix("\ufeff")
        self._options = options
        data = text.encode("utf-8", "surrogatepass")
        self.size, self.sha256 = len(data), hashlib.sha256(data).hexdigest()
        has_tabs = "\t" in self._text
        self.delimiter = options.delimiter or ("\t" if has_tabs else guess_delimiter(self._text[: 1 << 16]))
        self.oddities = Oddities()

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """One sheet."""
        return (NAME,)

    def table(self, sheet: str | None = None) -> Table:
        """What was found in the pasted cells."""
        return self._table

    def rows(self, sheet: str | None = None, start: int | None = None) -> Iterator[Row]:
        """Rows of data, numbered as pasted."""
        table = self._table
        self.oddities = oddities = Oddities()
        return data_rows(self._records(), table, NAME, oddities, self._last, start)

    @cached_property
    def _last(self) -> list[str]:
        return next((cells for _, cells in reversed(list(self._records())) if any(cells)), [])

    @cached_property
    def _table(self) -> Table:
        table = build_table(self._records(), sheet=NAME, file=NAME, options=self._options)
        return with_count(self._records, table, NAME, self._last)

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        number = 0
        try:
            for number, cells in enumerate(
                csv.reader(io.StringIO(self._text, newline=""), delimiter=self.delimiter or "\t"), 1
            ):
                yield number, cells
        except csv.Error as error:
            raise UserError(
                'Row {row} of the pasted cells has a quotation mark (") that is never closed, or a cell of '
                "more than {most} characters. Mend that row and paste again.",
                row=number + 1,
                most=f"{MAX_CELL:,}",
            ) from error
