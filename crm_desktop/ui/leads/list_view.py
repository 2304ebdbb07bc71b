"""The table of leads: keys of a long list, the place kept over changes, and which rows are in view."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from crm_desktop.ui.leads.columns import CHECK_WIDTH, Shown, fitted
from crm_desktop.ui.leads.list_model import LeadListModel
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.table import TableView

SETTLE_MS = 300


class LeadTable(TableView):
    """Shows a `LeadListModel`. One row is the current one; `came_to` gives its place (-1: none)."""

    came_to = Signal(int)
    columns_arranged = Signal()  # a person moved or widened columns

    def __init__(self, name: str, model: LeadListModel, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.leads = model
        self._is_placing = False
        self.by_person = False  # the current row changes because a person moved, not because the list did
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setProperty("user_data", True)
        self.setModel(model)
        self.header_.set_check_column(0)
        self.header_.check_all_toggled.connect(model.choose_all)
        self.header_.setFirstSectionMovable(False)
        model.choice_changed.connect(self._show_choice)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self._arranged = QTimer(self)
        self._arranged.setSingleShot(True)
        self._arranged.setInterval(SETTLE_MS)
        self._arranged.timeout.connect(self.columns_arranged)
        self.header_.sectionResized.connect(self._arrange)
        self.header_.sectionMoved.connect(self._arrange)
        follow_theme(self._widths)

    # ---- columns -----------------------------------------------------------------------------

    def show_columns(self, shown: tuple[Shown, ...]) -> None:
        """Show these columns in this order."""
        self._is_placing = True
        place = self.place()
        self.leads.set_shown(shown)
        for visual in range(self.header_.count()):
            self.header_.moveSection(self.header_.visualIndex(visual), visual)
        self._is_placing = False
        self._widths()
        self.restore(*place)

    def _widths(self) -> None:
        """Every column in view where the window allows it."""
        self._is_placing = True
        theme = current()
        self.header_.setMinimumSectionSize(theme.px(CHECK_WIDTH))
        room = self.viewport().width() / theme.zoom - CHECK_WIDTH
        self.set_widths(CHECK_WIDTH, *fitted(self.leads.shown, room))
        self._is_placing = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._widths()

    def _arrange(self) -> None:
        if not self._is_placing and self.isVisible():
            self._arranged.start()

    def arranged(self) -> tuple[Shown, ...]:
        """The columns as the person arranged them, widths in px at 100 %."""
        zoom = current().zoom
        found: list[Shown] = []
        for visual in range(self.header_.count()):
            column = self.header_.logicalIndex(visual)
            if column == 0:
                continue
            known = self.leads.shown[column - 1]
            is_last = visual == self.header_.count() - 1
            width = known.width if is_last else round(self.header_.sectionSize(column) / zoom)
            found.append(Shown(known.column, width))
        return tuple(found)

    # ---- the current row and the place ---------------------------------------------------------

    def current_place(self) -> int:
        """The place of the current row, -1 when there is none."""
        return self.currentIndex().row() if self.currentIndex().isValid() else -1

    def go_to(self, place: int) -> None:
        """Make this row the current one and bring it into view."""
        rows = self.leads.rowCount()
        if not rows:
            return
        place = min(rows - 1, max(0, place))
        column = max(1, self.currentIndex().column())
        self.setCurrentIndex(self.leads.index(place, column))

    def step(self, by: int) -> None:
        """The lead before or after, because a person wants it."""
        self.by_person = True
        self.go_to(max(0, self.current_place()) + by if self.current_place() >= 0 else 0)
        self.by_person = False

    def top(self) -> int:
        """The place of the first row in view."""
        return max(0, self.rowAt(0))

    def in_view(self) -> tuple[int, int]:
        """The places of the first and last row in view."""
        first = self.top()
        height = max(1, self.verticalHeader().defaultSectionSize())
        return first, min(self.leads.rowCount() - 1, first + self.viewport().height() // height + 1)

    def place(self) -> tuple[int | None, int]:
        """The current row's number and how many rows below the top of the view it stands."""
        return self.leads.number(self.current_place()), self.current_place() - self.top()

    def restore(self, number: int | None, below_top: int, place: int | None = None) -> None:
        """Go back to a lead after a change of the list, standing as high in the view as before.

        `place` is where it is now, when that is known; without a place the row stays where it was.
        """
        if number is None or not self.leads.rowCount():
            return
        numbers = self.leads.numbers
        if place is None:
            try:
                place = numbers.index(number)
            except ValueError:
                return
        index = self.leads.index(place, 1)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        height = self.viewport().height() // max(1, self.verticalHeader().defaultSectionSize())
        if 0 <= below_top < height:
            self.verticalScrollBar().setValue(place - below_top)

    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        self.came_to.emit(now.row() if now.isValid() else -1)

    def _show_choice(self) -> None:
        count = self.leads.chosen_count()
        state = Qt.CheckState.Unchecked
        if count:
            is_whole = count >= self.leads.rowCount()
            state = Qt.CheckState.Checked if is_whole else Qt.CheckState.PartiallyChecked
        self.header_.set_check_state(state)

    # ---- keys and mouse ------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.by_person = True
        try:
            self._pressed(event)
        finally:
            self.by_person = False

    def _pressed(self, event: QKeyEvent) -> None:
        key, rows = event.key(), self.leads.rowCount()
        if key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(rows - 1)
        elif key == Qt.Key.Key_Space:
            place = self.current_place()
            number = self.leads.number(place)
            if number is not None:
                self.leads.choose(place, not self.leads.is_chosen(number))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + (60 if key == Qt.Key.Key_Right else -60))
        elif event.text() and event.text().isprintable() and not event.modifiers():
            event.ignore()  # letters are keys of acts here, not a search through a million rows
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == 0 and event.button() == Qt.MouseButton.LeftButton:
            number = self.leads.number(index.row())
            if number is not None:
                self.leads.choose(index.row(), not self.leads.is_chosen(number))
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        self.by_person = True
        try:
            super().mousePressEvent(event)
        finally:
            self.by_person = False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == 0:
            return  # taken at the press
        super().mouseReleaseEvent(event)
