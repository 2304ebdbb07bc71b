"""A page that is a list with a card beside it, which asks in place: sales, requests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Generic

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QWidget

from crm_desktop.errors import UserError
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.beside import CARD_TAB, LIST_TAB, fit_card
from crm_desktop.ui.shell.list_acts import ListActs
from crm_desktop.ui.shell.page import Page, PageContext, Width
from crm_desktop.ui.widgets.asking import AskBox, AskingCard
from crm_desktop.ui.widgets.grouped import GroupedModel, GroupedTable, Shown
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.tabs import Tabs


class ListPage(Page, Generic[Shown]):
    """Whoever makes one sets filters, model, table, card and acts, and lays them out.

    The list is read again after each act; what is chosen stays chosen.
    """

    card: AskingCard
    acts: ListActs
    model: GroupedModel[Shown]
    table: GroupedTable
    filters: QWidget
    empty: EmptyState
    CARD_WIDTHS = (320, 372)  # px at 100 %, in usual and in wide windows

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.session: Session = context.services
        self.zone = self.session.services.workspace.zone
        self._is_busy = self._has_read = False
        self._width = Width.FULL

    def lay_out(self, tabs: Tabs, list_name: str) -> None:
        """Filters above, list and card beside each other; `tabs` where there is no room for both."""
        self.table.setProperty("user_data", True)
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.header_.setSectionsClickable(False)
        self.table.set_empty(self.empty)
        column = Column(self, gap=12)
        column.addWidget(self.filters)
        self.tabs = tabs
        self.tabs.hide()
        column.addWidget(self.tabs)
        self._beside = Row(gap=12)
        self.list_panel = Panel(margins=0, gap=0, accessible_name=list_name)
        self.list_panel.body.addWidget(self.table, 1)
        self.list_panel.clip_corners()
        self._beside.addWidget(self.list_panel, 1)
        self._beside.addWidget(self.card)
        column.addLayout(self._beside, 1)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.tabs.changed.connect(self._show_tab)
        self.card.asked.connect(self._asked)

    # ---- what each page says for itself --------------------------------------------------------

    def read(self) -> None:
        """Read the list; what is shown stays until it comes."""
        raise NotImplementedError

    def choose(self, row: Shown | None) -> None:
        """Show this row's card; None: nothing is chosen."""
        raise NotImplementedError

    # ---- what the window asks ------------------------------------------------------------------

    def activate(self) -> None:
        self.read()

    def refresh(self, topics: frozenset[str]) -> None:
        self.read()

    def fit(self, width: Width) -> None:
        self._width = width
        self.rescale()

    def rescale(self) -> None:
        """List and card as the window's width and the theme want them."""
        normal, wide = self.CARD_WIDTHS
        is_tabbed = fit_card(self._beside, self.tabs, self.card, self._width, normal=normal, wide=wide)
        self.card.set_side_by_side(is_tabbed)
        if is_tabbed:
            self._show_tab(self.tabs.index())
        else:
            for part in (self.filters, self.list_panel, self.card):
                part.show()
        self.table.fit_columns()

    def _show_tab(self, index: int) -> None:
        if self._width < Width.FULL:
            self.list_panel.setVisible(index == LIST_TAB)
            self.filters.setVisible(index == LIST_TAB)
            self.card.setVisible(index == CARD_TAB)

    # ---- the list ------------------------------------------------------------------------------

    def now(self) -> datetime:
        """The present moment, by the session's clock."""
        return self.session.clock.now()

    def show_rows(self, rows: Sequence[Shown], kept: object, column: int = 0) -> None:
        """Show these rows; `kept` stays chosen, or what took its place. `column` gets the keyboard."""
        before, top = self.table.currentIndex().row(), self.table.verticalScrollBar().value()
        self.model.show(rows, self.now())
        self.table.low_headings()
        place = self.model.row_of(kept)
        if place < 0 and rows:
            place = self.model.nearest(before)
        if place >= 0:
            flags = QItemSelectionModel.SelectionFlag
            index = self.model.index(place, column)
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.table.verticalScrollBar().setValue(top)
            self.table.scrollTo(index)
        self.choose(self.model.row(place))
        self.status_changed.emit()

    def not_read(self, error: UserError, title: str, again: str = "") -> None:
        """Say why there is no list; what was shown before stays."""
        if self.model.rowCount():
            self.context.notices.user_error(error)
            return
        self.empty.tell(title, tr_error(error), act=again, icon="sign.error")

    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        row = self.model.row(now.row()) if now.isValid() else None
        if row is not None:
            self.choose(row)

    # ---- asking in place -----------------------------------------------------------------------

    def open_box(self, box: AskBox, focus: QWidget) -> None:
        """Ask this in the card."""
        if self._width < Width.FULL:
            self.tabs.choose(CARD_TAB)
        self.card.ask(box)
        focus.setFocus()

    def _asked(self, box: AskBox | None) -> None:
        self.acts.state_changed()
        if box is None:
            if self._width < Width.FULL:
                self.tabs.choose(LIST_TAB)
            self.table.setFocus()

    def submit(self) -> None:
        """What Ctrl+Enter does while something is asked."""
        if self.card.box is not None:
            self.card.box.submit()

    def refused(self, error: UserError) -> None:
        """Say in the card why it was not done, or beside it, and read again."""
        if self.card.box is not None:
            self.card.box.refuse(tr_error(error))
        else:
            self.context.notices.user_error(error)
        self.read()

    def settled(self) -> None:
        """An act is over, however it ended."""
        self._is_busy = False
