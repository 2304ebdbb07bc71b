"""The rows of the requests page: what is still owed, the most pressing first, then what is dealt with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent

from crm_desktop.domain.formats import short_when
from crm_desktop.services.requests import RequestRow
from crm_desktop.ui.requests.words import STATE_CHIPS, due_chip, due_words, kind_words, state_words
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell

Index = QModelIndex | QPersistentModelIndex
WHEN, STATE, REFERENCE, PERSON = 128, 96, 124, 130
LEAST_WHO, LEAST_WHAT, LEAST_DUE = 150, 170, 196
HEADING = 30


class RequestsModel(CellsModel):
    """Requests as they were read, under a heading each."""

    def __init__(self, zone: str, parent: QObject | None = None) -> None:
        super().__init__([], parent)
        self._headings = [
            self.tr("Who asks"), self.tr("What"), self.tr("Until when"), self.tr("Came"), self.tr("State"),
            self.tr("Taken by"), self.tr("Reference"),
        ]  # fmt: skip
        self._zone = zone
        self._lines: list[RequestRow | None] = []  # None: a heading

    @property
    def requests(self) -> list[RequestRow]:
        """The requests in view, without the headings."""
        return [line for line in self._lines if line is not None]

    def show(self, rows: Sequence[RequestRow], now: datetime) -> None:
        """Show these in place of the ones before."""
        lines: list[RequestRow | None] = []
        cells: list[list[Cell]] = []
        keys: list[object] = []
        before: RequestRow | None = None
        for row in rows:
            if before is None or before.request.is_open != row.request.is_open:
                words = self.tr("Still to answer") if row.request.is_open else self.tr("Dealt with")
                lines.append(None)
                cells.append([Cell(words, "group"), *[Cell("", "group")] * (len(self._headings) - 1)])
                keys.append(words)
            lines.append(row)
            cells.append(self._cells(row, now))
            keys.append(row.request.id)
            before = row
        self._lines = lines
        self.set_rows(cells, keys)

    def headings(self) -> set[int]:
        """The lines that are headings."""
        return {place for place, line in enumerate(self._lines) if line is None}

    def row(self, place: int) -> RequestRow | None:
        """The request of a line; None for a heading."""
        return self._lines[place] if 0 <= place < len(self._lines) else None

    def nearest(self, place: int) -> int:
        """The line of a request at or next to a place, -1 when there is none."""
        found = [at for at, line in enumerate(self._lines) if line is not None]
        return min(found, key=lambda at: (abs(at - place), -at), default=-1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) if self.row(index.row()) is not None else Qt.ItemFlag.NoItemFlags

    def place_of(self, request_id: UUID | None) -> int:
        """Where a request stands, -1 when it is not here."""
        return self.row_of(request_id)

    def _cells(self, row: RequestRow, now: datetime) -> list[Cell]:
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


class RequestsTable(TableView):
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

    def low_headings(self) -> None:
        """Headings are lower than rows."""
        model = self.model()
        if isinstance(model, RequestsModel):
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
