"""Lists whose rows stand under a low heading each kind: rows are chosen, headings are not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent

from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell

Index = QModelIndex | QPersistentModelIndex
Shown = TypeVar("Shown")
HEADING = 30  # px at 100 %


class GroupedModel(CellsModel, Generic[Shown]):
    """Rows as they were read; a heading comes before the first of its kind, further ones go to the end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([], parent)
        self._lines: list[Shown | None] = []  # None: a heading

    def heading_of(self, row: Shown) -> str:
        """The heading a row stands under."""
        raise NotImplementedError

    def id_of(self, row: Shown) -> object:
        """What the row is found by."""
        raise NotImplementedError

    def cells_of(self, row: Shown, now: datetime) -> list[Cell]:
        """The row's cells."""
        raise NotImplementedError

    @property
    def shown(self) -> list[Shown]:
        """The rows in view, without the headings."""
        return [line for line in self._lines if line is not None]

    def show(self, rows: Sequence[Shown], now: datetime) -> None:
        """Show these in place of the ones before."""
        self._lines = []
        self._lines, cells, keys = self._listed(rows, now)
        self.set_rows(cells, keys)

    def add(self, rows: Sequence[Shown], now: datetime) -> None:
        """Further ones at the end."""
        if not rows:
            return
        first = len(self._lines)
        lines, cells, keys = self._listed(rows, now)
        self.beginInsertRows(QModelIndex(), first, first + len(lines) - 1)
        self._lines += lines
        self._rows += cells
        self._keys += keys
        self.endInsertRows()

    def _listed(
        self, rows: Sequence[Shown], now: datetime
    ) -> tuple[list[Shown | None], list[list[Cell]], list[object]]:
        lines: list[Shown | None] = []
        cells: list[list[Cell]] = []
        keys: list[object] = []
        last = self._lines[-1] if self._lines else None
        before = None if last is None else self.heading_of(last)
        for row in rows:
            words = self.heading_of(row)
            if words != before:
                lines.append(None)
                cells.append([Cell(words, "group"), *[Cell("", "group")] * (len(self._headings) - 1)])
                keys.append(words)
            lines.append(row)
            cells.append(self.cells_of(row, now))
            keys.append(self.id_of(row))
            before = words
        return lines, cells, keys

    def headings(self) -> set[int]:
        """The lines that are headings."""
        return {place for place, line in enumerate(self._lines) if line is None}

    def row(self, place: int) -> Shown | None:
        """What stands on a line; None for a heading."""
        return self._lines[place] if 0 <= place < len(self._lines) else None

    def nearest(self, place: int) -> int:
        """The line of a row at or next to a place, -1 when there is none."""
        found = [at for at, line in enumerate(self._lines) if line is not None]
        return min(found, key=lambda at: (abs(at - place), -at), default=-1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) if self.row(index.row()) is not None else Qt.ItemFlag.NoItemFlags


class GroupedTable(TableView):
    """A table under such headings; its columns are fitted to the window's width."""

    def fit_columns(self) -> None:
        """Give each column its width at the window's width."""
        raise NotImplementedError

    def heading_lines(self) -> set[int]:
        """The lines that are headings."""
        model = self.model()
        return model.headings() if isinstance(model, GroupedModel) else set()

    def low_headings(self) -> None:
        """Headings are lower than rows."""
        height, usual = current().px(HEADING), self.verticalHeader().defaultSectionSize()
        self.verticalHeader().setMinimumSectionSize(height)
        headings = self.heading_lines()
        for line in range(self.model().rowCount()):  # heights stay when another list is shown
            wanted = height if line in headings else usual
            if self.rowHeight(line) != wanted:
                self.setRowHeight(line, wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()
