"""CSV and its relatives: streamed, in any encoding and with any separator a spreadsheet writes."""

from __future__ import annotations

import codecs
import csv
import io
import os
from collections.abc import Generator, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import UserError
from .base import MAX_CELL, PREVIEW_ROWS, Kind, Oddities, OpenOptions, Row, Source, Table
from .delimiter import guess_delimiter, sep_line, space_after
from .tables import build_table, data_rows, with_count
from .text_scan import TextScan, not_a_table, scan_text
from .trouble import changed_meanwhile, file_trouble

_SAMPLE = 1 << 16
_MARK = "\U0010fffd"
"""Stands for bytes that don't decode, while their row is looked for."""
codecs.register_error("crm-mark", lambda error: (_MARK, error.end))  # type: ignore[attr-defined]


class CsvSource(Source):
    """A text file with separated cells."""

    kind = Kind.CSV
    path: Path
    travels = True

    def __init__(self, path: Path, options: OpenOptions) -> None:
        """Pass over the file once (hash, encoding, damage); raises `UserError` when it can't be read."""
        self.name = path.name
        self.path = path
        self._options = options
        self._file: BinaryIO | None = None
        self.oddities = Oddities()
        try:
            self._scan: TextScan = scan_text(path, options.encoding)
            self.encoding = self._scan.encoding
            self.size, self.sha256 = self._scan.size, self._scan.sha256
            sample = self._sample()
        except OSError as error:
            raise file_trouble(error, path) from error
        if not sample.strip('\ufeff\0 \r\n\t,;|"'):
            raise UserError("“{file}” is empty. Choose a file with leads in it.", file=self.name)
        self._has_sep_line = sep_line(sample) is not None
        self.delimiter = options.delimiter or sep_line(sample) or guess_delimiter(sample)
        self._space_after = space_after(sample, self.delimiter)
        if self._scan.is_broken:
            raise self._damage()

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """One sheet, called as the file."""
        return (self.name,)

    def table(self, sheet: str | None = None) -> Table:
        """What was found in the file."""
        return self._table

    def rows(self, sheet: str | None = None, start: int | None = None) -> Iterator[Row]:
        """Rows of data, streamed. A row's number is that of the record, as a spreadsheet counts."""
        table = self._table
        self.oddities = oddities = Oddities()
        records = self._records()
        return _and_close(data_rows(records, table, self.name, oddities, self._last, start), records)

    def __getstate__(self) -> dict[str, Any]:
        """For another process: the table is found here, the file is opened there."""
        _ = self._table, self._last
        return {**self.__dict__, "_file": None}

    def fraction_read(self) -> float | None:
        """Share of the file's bytes read so far; None when none is being read."""
        file = self._file
        if file is None or file.closed:
            return None
        try:
            return min(1.0, file.tell() / max(1, self.size))
        except (OSError, ValueError):  # another thread reads, and is closing it at this moment
            return None

    @cached_property
    def _table(self) -> Table:
        records = self._records()
        try:
            table = build_table(records, sheet=self.name, file=self.name, options=self._options)
        finally:
            records.close()
        if len(table.preview) < PREVIEW_ROWS:
            table = with_count(self._records, table, self.name, self._last)  # small: costs nothing
        return table

    @cached_property
    def _last(self) -> list[str]:
        """The last record, found by looking at the file's end; [] when that is not so plain."""
        try:
            with self.path.open("rb") as file:
                file.seek(max(0, self.size - _SAMPLE))
                data = file.read()
        except OSError as error:
            raise file_trouble(error, self.path) from error
        tail = data.decode((self.encoding or "utf-8").removesuffix("-sig"), "ignore")
        lines = [line for line in tail.splitlines() if line.strip()]
        try:
            return next(csv.reader(lines[-1:], delimiter=self.delimiter or ","), [])
        except csv.Error:
            return []

    def _records(self) -> Generator[tuple[int, list[str]], None, None]:
        """Every record with its number; every way of failing becomes one sentence."""
        number = 0
        try:
            with self.path.open("rb") as file:
                self._file = file
                self._same_file(file)
                cells: list[str] = []
                reader = self._reader(file)  # named, for with the last reference to it the file is closed
                for number, cells in enumerate(reader, 1):
                    yield number, cells
                self._same_file(file)
            if self._scan.quotes % 2 and cells and "\n" in cells[-1]:
                raise self._unclosed(number)
        except csv.Error as error:
            raise self._unclosed(number + 1) from error
        except UnicodeError as error:
            raise changed_meanwhile(self.name) from error
        except OSError as error:
            raise file_trouble(error, self.path) from error

    def _reader(self, file: BinaryIO, errors: str = "strict") -> Iterator[list[str]]:
        text = io.TextIOWrapper(file, encoding=self.encoding, errors=errors, newline="")
        if self._has_sep_line:
            text.readline()
        return csv.reader(text, delimiter=self.delimiter or ",", skipinitialspace=self._space_after)

    def _same_file(self, file: BinaryIO) -> None:
        now = os.fstat(file.fileno())
        if now.st_size != self._scan.size or now.st_mtime_ns != self._scan.mtime_ns:
            raise changed_meanwhile(self.name)

    def _sample(self) -> str:
        with self.path.open("rb") as file:
            text = io.TextIOWrapper(file, encoding=self.encoding, errors="replace", newline="")
            return text.read(_SAMPLE)

    def _unclosed(self, row: int) -> UserError:
        return UserError(
            'Row {row} of “{file}” has a quotation mark (") that is never closed, or a cell of more than '
            "{most} characters. Mend that row in a spreadsheet and bring the file again.",
            file=self.name,
            row=row,
            most=f"{MAX_CELL:,}",
        )

    def _damage(self) -> UserError:
        """Look for the first row that is broken, to name it."""
        with self.path.open("rb") as file:
            number = 0
            try:
                reader = self._reader(file, "crm-mark")
                for number, cells in enumerate(reader, 1):
                    joined = "".join(cells)
                    if _MARK in joined:
                        return UserError(
                            "Row {row} of “{file}” holds bytes that are not {encoding} text. Choose another "
                            "encoding, or open the file in a spreadsheet and save it as “CSV UTF-8”.",
                            file=self.name,
                            row=number,
                            encoding=(self.encoding or "").upper().removesuffix("-SIG"),
                        )
                    if "\0" in joined:
                        return UserError(
                            "Row {row} of “{file}” holds NUL bytes: the file is damaged there. Open it in a "
                            "spreadsheet, mend that row and save it as “CSV UTF-8”.",
                            file=self.name,
                            row=number,
                        )
            except csv.Error:
                return self._unclosed(number + 1)
        return not_a_table(self.name)


def _and_close(rows: Iterator[Row], records: Generator[tuple[int, list[str]], None, None]) -> Iterator[Row]:
    """The rows; however they end, the file behind them is closed at once."""
    try:
        yield from rows
    finally:
        records.close()
