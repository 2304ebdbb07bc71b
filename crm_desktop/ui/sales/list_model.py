"""The rows of the sales page: what waits for a confirmation first, then the newest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent

from crm_desktop.domain.formats import short_when
from crm_desktop.services.sales import SaleRow
from crm_desktop.ui.sale_texts import amount_words, state_chip, state_words
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell

Index = QModelIndex | QPersistentModelIndex
WHEN, AMOUNT, STATE, CONFIRMED, PERSON = 136, 116, 100, 100, 122
LEAST_LEAD, LEAST_PRODUCT = 140, 130
HEADING = 30


class SalesModel(CellsModel):
    """Sales as they were read, under the heading of their kind; further ones are added at the end."""

    def __init__(self, zone: str, parent: QObject | None = None) -> None:
        super().__init__([], parent)
        self._headings = [
            self.tr("When"), self.tr("Lead"), self.tr("Product"), self.tr("Amount"), self.tr("State"),
            self.tr("Confirmed"), self.tr("Sold by"),
        ]  # fmt: skip
        self._zone = zone
        self._lines: list[SaleRow | None] = []  # None: a heading

    @property
    def sales(self) -> list[SaleRow]:
        """The sales in view, without the headings."""
        return [line for line in self._lines if line is not None]

    def show(self, rows: Sequence[SaleRow], now: datetime) -> None:
        """Show these in place of the ones before."""
        self._lines = []
        self._lines, cells, keys = self._listed(rows, now)
        self.set_rows(cells, keys)

    def add(self, rows: Sequence[SaleRow], now: datetime) -> None:
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
        self, rows: Sequence[SaleRow], now: datetime
    ) -> tuple[list[SaleRow | None], list[list[Cell]], list[object]]:
        """The lines of these sales: a heading comes before the first of its kind."""
        lines: list[SaleRow | None] = []
        cells: list[list[Cell]] = []
        keys: list[object] = []
        before = self._lines[-1] if self._lines else None
        for row in rows:
            if before is None or before.sale.waits != row.sale.waits:
                words = self.tr("Waiting for confirmation") if row.sale.waits else self.tr("Dealt with")
                lines.append(None)
                cells.append([Cell(words, "group"), *[Cell("", "group")] * (len(self._headings) - 1)])
                keys.append(words)
            lines.append(row)
            cells.append(self._cells(row, now))
            keys.append(row.sale.id)
            before = row
        return lines, cells, keys

    def headings(self) -> set[int]:
        """The lines that are headings."""
        return {place for place, line in enumerate(self._lines) if line is None}

    def row(self, place: int) -> SaleRow | None:
        """The sale of a line; None for a heading."""
        return self._lines[place] if 0 <= place < len(self._lines) else None

    def nearest(self, place: int) -> int:
        """The line of a sale at or next to a place, -1 when there is none."""
        found = [at for at, line in enumerate(self._lines) if line is not None]
        return min(found, key=lambda at: (abs(at - place), -at), default=-1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) if self.row(index.row()) is not None else Qt.ItemFlag.NoItemFlags

    def place_of(self, sale_id: UUID | None) -> int:
        """Where a sale stands, -1 when it is not here."""
        return self.row_of(sale_id)

    def _cells(self, row: SaleRow, now: datetime) -> list[Cell]:
        sale = row.sale
        confirmed = Cell(self.tr("waits"), kind="chip", style="info")
        if sale.is_confirmed:
            confirmed = Cell(self.tr("confirmed"), kind="chip", style="ok" if sale.counts else "plain")
        elif not sale.waits:
            confirmed = Cell("–", tone="muted")
        return [
            Cell(short_when(sale.at, self._zone, now), kind="figures", tone="muted"),
            Cell(row.lead_name or self.tr("No name"), is_lead=True),
            Cell(sale.product),
            Cell(
                amount_words(sale),
                kind="number",
                tone="" if sale.state in ("promised", "received") else "muted",
            ),
            Cell(state_words(sale.state), kind="chip", style=state_chip(sale.state)),
            confirmed,
            Cell(row.person_name, tone="muted"),
        ]


class SalesTable(TableView):
    """Figures keep their width; lead and product share what is left."""

    def fit_columns(self) -> None:
        """Give each column its width at the window's width."""
        room = self.viewport().width() / current().zoom - WHEN - AMOUNT - STATE - CONFIRMED
        has_person = room - PERSON >= LEAST_LEAD + LEAST_PRODUCT
        self.setColumnHidden(6, not has_person)  # the card tells it too
        room -= PERSON if has_person else 0
        lead = max(LEAST_LEAD, int(room * 0.5))
        product = max(LEAST_PRODUCT, int(room) - lead)
        self.set_widths(WHEN, lead, product, AMOUNT, STATE, CONFIRMED, PERSON)
        self.low_headings()

    def low_headings(self) -> None:
        """Headings are lower than rows."""
        model = self.model()
        if isinstance(model, SalesModel):
            height, usual = current().px(HEADING), self.verticalHeader().defaultSectionSize()
            self.verticalHeader().setMinimumSectionSize(height)
            headings = model.headings()
            for line in range(model.rowCount()):  # heights stay when another list is shown
                wanted = height if line in headings else usual
                if self.rowHeight(line) != wanted:
                    self.setRowHeight(line, wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()
