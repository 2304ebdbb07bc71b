"""The rows of the sales page: what waits for a confirmation first, then the newest."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject

from crm_desktop.domain.formats import short_when
from crm_desktop.services.sales import SaleRow
from crm_desktop.ui.sale_texts import amount_words, state_chip, state_words
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.grouped import GroupedModel, GroupedTable
from crm_desktop.ui.widgets.table_cells import Cell

WHEN, AMOUNT, STATE, CONFIRMED, PERSON = 136, 116, 100, 100, 122
LEAST_LEAD, LEAST_PRODUCT = 140, 130


class SalesModel(GroupedModel[SaleRow]):
    """Sales as they were read, under the heading of their kind; further ones are added at the end."""

    def __init__(self, zone: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = [
            self.tr("When"), self.tr("Lead"), self.tr("Product"), self.tr("Amount"), self.tr("State"),
            self.tr("Confirmed"), self.tr("Sold by"),
        ]  # fmt: skip
        self._zone = zone

    def heading_of(self, row: SaleRow) -> str:
        return self.tr("Waiting for confirmation") if row.sale.waits else self.tr("Dealt with")

    def id_of(self, row: SaleRow) -> UUID:
        return row.sale.id

    def cells_of(self, row: SaleRow, now: datetime) -> list[Cell]:
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


class SalesTable(GroupedTable):
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
