"""The rows of the requests page: what is still owed, the most pressing first, then what is dealt with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject

from crm_desktop.domain.formats import short_when
from crm_desktop.services.requests import RequestRow
from crm_desktop.ui.requests.words import STATE_CHIPS, due_chip, due_words, kind_words, state_words
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.grouped import GroupedModel, GroupedTable
from crm_desktop.ui.widgets.table_cells import Cell

WHEN, STATE, REFERENCE, PERSON = 128, 96, 124, 130
LEAST_WHO, LEAST_WHAT, LEAST_DUE = 150, 190, 216


class RequestsModel(GroupedModel[RequestRow]):
    """Requests as they were read, under a heading each."""

    def __init__(self, zone: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = [
            self.tr("Who asks"), self.tr("What"), self.tr("Until when"), self.tr("Came"), self.tr("State"),
            self.tr("Taken by"), self.tr("Reference"),
        ]  # fmt: skip
        self._zone = zone

    def heading_of(self, row: RequestRow) -> str:
        return self.tr("Still to answer") if row.request.is_open else self.tr("Dealt with")

    def id_of(self, row: RequestRow) -> UUID:
        return row.request.id

    def cells_of(self, row: RequestRow, now: datetime) -> list[Cell]:
        request = row.request
        due = Cell("–", tone="muted")
        if request.is_open:
            standing = request.standing(now)
            due = Cell(due_words(standing, self._zone, now), kind="chip", style=due_chip(standing))
        return [
            Cell(row.lead_name or request.name or self.tr("No name"), is_lead=True),
            Cell(kind_words(request)),
            due,
            Cell(short_when(request.received_at, self._zone, now), kind="figures", tone="muted"),
            Cell(state_words(request), kind="chip", style=STATE_CHIPS[request.state]),
            Cell(row.taken_by, tone="muted"),
            Cell(request.reference, tone="muted"),
        ]


class RequestsTable(GroupedTable):
    """Chips and figures keep their width; who and what share what is left."""

    def fit_columns(self) -> None:
        """Give each column its width at the window's width."""
        room = self.viewport().width() / current().zoom - LEAST_DUE - STATE
        for column, width in ((6, REFERENCE), (5, PERSON), (3, WHEN)):  # the card tells them too
            has_room = room - width >= LEAST_WHO + LEAST_WHAT
            self.setColumnHidden(column, not has_room)
            room -= width if has_room else 0
        who = max(LEAST_WHO, int(room * 0.46))
        self.set_widths(who, max(LEAST_WHAT, int(room) - who), LEAST_DUE, WHEN, STATE, PERSON, REFERENCE)
        self.low_headings()
