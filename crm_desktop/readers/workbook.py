"""Workbooks: XLSX, XLS and ODS."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import python_calamine as calamine

from ..errors import UserError
from .base import MAX_CELL, Kind, Oddities, OpenOptions, Row, Source, Table
from .cells import cell_text
from .packed import PackedRows, Raw
from .tables import build_table, data_rows, fit_rows, too_many_columns, with_count
from .totals import may_be_sums
from .trouble import changed_meanwhile, file_trouble
from .xls_check import check_xls
from .zip_check import ZipFindings, broken, inspect_parts, locked

T = TypeVar("T")
PACK_FROM = 20_000  # rows of a sheet
_Merges = dict[int, list[tuple[int, int]]]


class WorkbookSource(Source):
    """A workbook on disk. The sheet read last is held in memory, big ones pressed together."""

    path: Path

    def __init__(self, path: Path, kind: Kind, options: OpenOptions) -> None:
        """Open it and list its sheets; `UserError` when it is locked, broken, a bomb or without cells."""
        self.kind = kind
        self.name = path.name
        self.path = path
        self._options = options
        self.oddities = Oddities()
        try:
            with path.open("rb") as file:
                self.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
                self.size = os.fstat(file.fileno()).st_size
                self._mtime_ns = os.fstat(file.fileno()).st_mtime_ns
        except OSError as error:
            raise file_trouble(error, path) from error
        if kind is Kind.XLS:
            check_xls(path)
            self._findings = ZipFindings()
        else:
            self._findings = inspect_parts(path)
        self._book: Any = self._careful(lambda: calamine.CalamineWorkbook.from_path(path))
        self._sheet: tuple[str, Any] | None = None
        self._packed: dict[str, PackedRows] = {}
        self._tables: dict[str, Table] = {}
        self._last_rows: dict[str, tuple[str, ...]] = {}
        self._hidden: dict[str, bool] = {
            meta.name: meta.visible != calamine.SheetVisibleEnum.Visible
            for meta in self._book.sheets_metadata
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
        }
        self._names = tuple(sorted(self._with_cells(), key=lambda name: self._hidden[name]))
        if not self._names:
            raise UserError(
                "“{file}” has no sheet with anything in it. Choose a file with leads in it.", file=self.name
            )

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """Sheets with cells; hidden ones last."""
        return self._names

    def table(self, sheet: str | None = None) -> Table:
        """What was found in a sheet (the first visible one, if not named)."""
        name = sheet or self._names[0]
        if name not in self._tables:
            if name not in self._names:
                raise UserError("“{file}” has no sheet called “{sheet}”.", file=self.name, sheet=name)
            self._tables[name] = self._look_at(name)
        return self._tables[name]

    def rows(self, sheet: str | None = None, start: int | None = None) -> Iterator[Row]:
        """Rows of data; a cell merged over several rows counts for each of them."""
        table = self.table(sheet)
        self.oddities = oddities = Oddities(error_cells=self._findings.error_cells.get(table.sheet, 0))
        last = self._last_rows[table.sheet]
        return data_rows(self._raw(table.sheet), table, self.name, oddities, last, start)

    def close(self) -> None:
        """Free the sheet and close the file."""
        self._sheet = None
        self._packed = {}
        if self._book is not None:
            self._book.close()

    def __getstate__(self) -> dict[str, Any]:
        """For another process: rows pressed together are all it can read."""
        return {**self.__dict__, "_book": None, "_sheet": None}

    def _with_cells(self) -> Iterator[str]:
        """Names of the sheets that aren't empty; told by the look into the zip, where there was one."""
        for name in self._hidden:
            if name in self._findings.filled or len(self._hidden) == 1 or self._load(name).start is not None:
                yield name

    def _load(self, name: str) -> Any:
        if self._sheet is None or self._sheet[0] != name:
            self._same_file()
            self._sheet = None
            sheet = self._careful(lambda: self._book.get_sheet_by_name(name))
            self._sheet = (name, sheet)
        return self._sheet[1]

    def _look_at(self, name: str) -> Table:
        sheet = self._load(name)
        if sheet.start is None:
            raise UserError("The sheet “{sheet}” of “{file}” is empty.", file=self.name, sheet=name)
        if sheet.width > 1000:
            raise too_many_columns(self.name, sheet.start[0] + 1, sheet.width)
        if sheet.height >= PACK_FROM:
            self._packed[name] = PackedRows(self._raw(name))
            self._sheet = sheet = None  # ten times as much
            self.travels = True
        table = build_table(
            self._raw(name), sheet=name, file=self.name, options=self._options, hidden=self._hidden[name]
        )
        count = 0
        last: tuple[str, ...] = ()
        for _, last in fit_rows(self._raw(name), table, self.name, Oddities()):  # noqa: B007
            count += 1
        self._last_rows[name] = last
        if may_be_sums(last, table.preview):
            return with_count(lambda: self._raw(name), table, self.name, last)
        return replace(table, row_count=count)

    def _raw(self, name: str) -> Iterator[Raw]:
        packed = self._packed.get(name)
        return self._unpacked(name) if packed is None else iter(packed)

    def _unpacked(self, name: str) -> Iterator[Raw]:
        sheet = self._load(name)
        merges = _merged_down(sheet)
        above: dict[int, str] = {}
        text = cell_text
        for number, values in enumerate(self._iterate(sheet), 1):
            cells = [value if type(value) is str else text(value) for value in values]
            for cell in cells:
                if len(cell) > MAX_CELL:
                    raise UserError(
                        "Row {row} of “{file}” has a cell of {count} characters; {most} is the most. "
                        "Shorten it and bring the file again.",
                        file=self.name,
                        row=number,
                        count=f"{len(cell):,}",
                        most=f"{MAX_CELL:,}",
                    )
            for column, top in merges.get(number, ()):
                if number == top:
                    above[column] = cells[column]
                elif not cells[column]:
                    cells[column] = above.get(column, "")
            yield number, cells

    def _iterate(self, sheet: Any) -> Iterator[list[Any]]:
        rows = self._careful(sheet.iter_rows)
        while True:
            row = self._careful(lambda: next(rows, None))
            if row is None:
                return
            yield row

    def _same_file(self) -> None:
        try:
            now = os.stat(self.path)
        except OSError as error:
            raise file_trouble(error, self.path) from error
        if now.st_size != self.size or now.st_mtime_ns != self._mtime_ns:
            raise changed_meanwhile(self.name)

    def _careful(self, act: Callable[[], T]) -> T:
        """Run an act of the library; every way of failing becomes one sentence."""
        try:
            return act()
        except calamine.PasswordError as error:
            raise locked(self.name) from error
        except calamine.CalamineError as error:
            if "Cell limit" in str(error):
                raise UserError(
                    "“{file}” has more cells than a list of leads may have. "
                    "Copy the rows you need into a new workbook or CSV and bring that.",
                    file=self.name,
                ) from error
            if "password" in str(error).lower() or "encrypt" in str(error).lower():
                raise locked(self.name) from error
            raise broken(self.name) from error
        except OSError as error:
            raise file_trouble(error, self.path) from error
        except BaseException as error:
            if type(error).__name__ == "PanicException":  # the library gave up on a broken file
                raise broken(self.name) from error
            raise


def _merged_down(sheet: Any) -> _Merges:
    """For each row number: the columns in which a merged cell spans it, with the span's first row number."""
    merges: _Merges = {}
    start = sheet.start or (0, 0)
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        if bottom == top or bottom - top > 10_000 or left < start[1] or left > sheet.end[1]:
            continue
        for row in range(top, bottom + 1):
            merges.setdefault(row + 1, []).append((left - start[1], top + 1))
    return merges
