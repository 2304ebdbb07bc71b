"""The rows of the sales page: what waits for a confirmation first, then the newest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtGui import QResizeEvent

from crm_desktop.domain.formats import short_when
from crm_desktop.services.sales import SaleRow
from crm_desktop.ui.sale_texts import amount_words, state_chip, state_words
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell

WHEN, AMOUNT, STATE, CONFIRMED, PERSON = 136, 120, 104, 104, 130
LEAST_LEAD, LEAST_PRODUCT = 140, 130


class SalesModel(CellsModel):
    """Sales as they were read; further ones are added at the end."""

    def __init__(self, zone: str, parent: QObject | None = None) -> None:
        super().__init__([], parent)
        self._headings = [
            self.tr("When"), self.tr("Lead"), self.tr("Product"), self.tr("Amount"), self.tr("State"),
            self.tr("Confirmed"), self.tr("Sold by"),
        ]  # fmt: skip
        self._zone = zone
        self.sales: list[SaleRow] = []

    def show(self, rows: Sequence[SaleRow], now: datetime) -> None:
        """Show these in place of the ones before."""
        self.sales = list(rows)
        self.set_rows([self._cells(row, now) for row in rows], [row.sale.id for row in rows])

    def add(self, rows: Sequence[SaleRow], now: datetime) -> None:
        """Further ones at the end."""
        if not rows:
            return
        first = len(self.sales)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self.sales += rows
        self._rows += [self._cells(row, now) for row in rows]
        self._keys += [row.sale.id for row in rows]
        self.endInsertRows()

    def row(self, place: int) -> SaleRow | None:
        """The sale of a row."""
        return self.sales[place] if 0 <= place < len(self.sales) else None

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
        lead = max(LEAST_LEAD, int(room * 0.52))
        product = max(LEAST_PRODUCT, int(room) - lead)
        self.set_widths(WHEN, lead, product, AMOUNT, STATE, CONFIRMED, PERSON)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()
