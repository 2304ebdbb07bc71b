"""The campaigns, one a row: name, state, for whom, people, how far to the target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign import Campaign
from crm_desktop.ui.campaigns.words import (
    for_whom,
    people_words,
    progress_words,
    state_chip,
    state_of,
)
from crm_desktop.ui.theme import follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell

ORDER = ("calling", "paused", "off")


class CampaignList(Panel):
    """`moved` gives the id of the row the person came to."""

    moved = Signal(object)  # UUID

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", margins=0, gap=0, parent=parent)
        self.set_title(self.tr("Campaigns"))
        self.new = KeyCapButton(self.tr("New"), "N", size="compact", icon="act.add")
        self.new.setAccessibleName(self.tr("New campaign"))
        self.add_act(self.new)
        headings = [
            self.tr("Campaign"), self.tr("State"), self.tr("For"), self.tr("Who"),
            self.tr("Successes"), "",
        ]  # fmt: skip
        self.model = CellsModel(headings, self)
        self.table = TableView(self.tr("Campaigns"))
        self.table.setProperty("user_data", True)
        self.table.setModel(self.model)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.empty = EmptyState(
            self.tr("No campaign yet"),
            self.tr("A campaign says whom your people call, when, and what they say."),
            icon="page.campaigns", act=self.tr("New campaign"), key="N", kind="primary",
        )  # fmt: skip
        self.table.set_empty(self.empty)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.body.addWidget(self.table)
        self.clip_corners()
        self._is_filling = False
        follow_theme(self._rescale)

    def _rescale(self) -> None:
        self.table.set_widths(142, 80, 62, 52, 88, 46)

    def show_campaigns(
        self, every: Sequence[Campaign], successes: Mapping[UUID, int], chosen: UUID | None
    ) -> None:
        """Show all; those that are called come first."""
        ordered = sorted(every, key=lambda c: (ORDER.index(state_of(c)), c.name.casefold()))
        self._is_filling = True
        self.model.set_rows(
            [self._cells(each, successes.get(each.id, 0)) for each in ordered], [c.id for c in ordered]
        )
        self.go_to(chosen)
        self._is_filling = False

    def _cells(self, campaign: Campaign, done: int) -> list[Cell]:
        words, kind = state_chip(campaign)
        share = min(1.0, done / campaign.target) if campaign.target else 0.0
        told = progress_words(done, campaign.target)
        bar = Cell("", "bar", share=share) if campaign.target else Cell("")
        return [
            Cell(campaign.name, is_lead=True, tone="" if campaign.is_active else "muted"),
            Cell(words, "chip", style=kind),
            Cell(for_whom(campaign), tone="muted"),
            Cell(people_words(campaign), "figures", tone="" if campaign.people else "muted"),
            Cell(told, "figures", tone="" if campaign.target else "muted"),
            bar,
        ]

    def go_to(self, campaign_id: UUID | None) -> None:
        """Choose a row without telling."""
        row = self.model.row_of(campaign_id)
        was, self._is_filling = self._is_filling, True
        if row >= 0:
            self.table.selectRow(row)
        self._is_filling = was

    def _moved(self) -> None:
        key = self.model.key(self.table.currentIndex().row())
        if not self._is_filling and isinstance(key, UUID):
            self.moved.emit(key)

    def names(self) -> list[tuple[UUID, str]]:
        """All campaigns in the order of the list."""
        found: list[tuple[UUID, str]] = []
        for row in range(self.model.rowCount()):
            key = self.model.key(row)
            if isinstance(key, UUID):
                found.append((key, str(self.model.data(self.model.index(row, 0)))))
        return found
