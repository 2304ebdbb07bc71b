"""Reads the list: the first page at once, then the numbers of all, then the rows that come into view."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.domain.lead_query import LeadQuery, LeadRow
from crm_desktop.errors import UserError
from crm_desktop.ui.leads.list_model import LeadListModel
from crm_desktop.ui.leads.list_view import LeadTable
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.session import Session

FIRST_PAGE = 100
MARGIN = 60


class LeadReading(QObject):
    """Keeps a `LeadListModel` filled for a query; nothing here waits for the store.

    `arrived` after every answer about the list as a whole, `failed` with the error when it can't be read.
    """

    arrived = Signal()
    failed = Signal(object)  # UserError
    rows_arrived = Signal()

    def __init__(
        self, session: Session, ops: Operations, model: LeadListModel, table: LeadTable, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._leads = session.services.leads
        self._ops = ops
        self._model = model
        self._table = table
        self.query = LeadQuery()
        self.is_whole = False
        self._asked = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.read_rows)
        model.rows_missing.connect(self._soon.start)

    def ask(self, query: LeadQuery) -> None:
        """Show another list from its beginning; the chosen leads are forgotten with the old one."""
        self.query = query
        self.is_whole = False
        if self._model.chosen_count():
            self._model.choose_all(False)
        self._asked += 1
        asked, actor, leads = self._asked, self._session.actor, self._leads

        def first_page() -> Sequence[LeadRow]:
            if query.text and not query.filters:
                # The fast way to some of them; the order of all comes with the numbers.
                found = leads.find(actor, query.text, FIRST_PAGE // 2)
                if len(found) == FIRST_PAGE // 2:
                    return found
            return leads.page(actor, query, None, FIRST_PAGE).rows

        first = self._ops.read(self, first_page).latest_only("leads.first")
        first.success(lambda rows: self._first_came(asked, rows)).failure(self._failed).start()
        self._read_numbers(asked)

    def again(self) -> None:
        """Read the same list again after a change, keeping the place."""
        self._model.make_stale()
        self._asked += 1
        self._read_numbers(self._asked)

    def _read_numbers(self, asked: int) -> None:
        actor, leads, query = self._session.actor, self._leads, self.query
        kept = self._table.place()[0]

        def numbers() -> tuple[array[int], int | None]:
            found = leads.numbers(actor, query)
            if kept is None:
                return found, None
            try:
                return found, found.index(kept)
            except ValueError:
                return found, None

        op = self._ops.read(self, numbers).latest_only("leads.numbers")
        op.success(lambda came: self._numbers_came(asked, kept, *came)).failure(self._failed).start()

    def _first_came(self, asked: int, rows: Sequence[LeadRow]) -> None:
        if asked != self._asked or self.is_whole:
            return
        self._model.show(array("I", (row.no for row in rows)), rows)
        self._table.scrollToTop()
        self.arrived.emit()

    def _numbers_came(self, asked: int, kept: int | None, numbers: array[int], place: int | None) -> None:
        if asked != self._asked:
            return
        was_whole, self.is_whole = self.is_whole, True
        if numbers == self._model.numbers:
            if was_whole:
                self._table.viewport().update()  # stale rows ask for themselves when painted
        elif was_whole or not self._model.extend(numbers):
            number, below_top = self._table.place()
            if number != kept:
                place = None  # the person moved on while it was read
            top = self._table.top()
            self._model.show(numbers)
            if number is None or (place is None and number not in numbers):
                self._table.verticalScrollBar().setValue(top)
                if number is not None:
                    self._table.go_to(top + max(0, below_top))  # the lead left the list: its neighbour
            else:
                self._table.restore(number, below_top, place)
        self.arrived.emit()

    def _failed(self, error: UserError) -> None:
        self._model.not_read()
        self.failed.emit(error)

    def read_rows(self) -> None:
        """Read what is in view and not here yet."""
        first, last = self._table.in_view()
        wanted = self._model.missing(first, last, MARGIN)
        if not wanted:
            self._model.not_read()
            return
        actor, leads = self._session.actor, self._leads
        op = self._ops.read(self, lambda: leads.rows_by_no(actor, wanted)).latest_only("leads.rows")
        op.success(lambda rows: self._rows_came(rows, wanted)).failure(self._failed).start()

    def _rows_came(self, rows: Sequence[LeadRow], wanted: Sequence[int]) -> None:
        self._model.fill(rows, wanted)
        self.rows_arrived.emit()
