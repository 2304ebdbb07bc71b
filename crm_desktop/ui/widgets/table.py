"""Tables: rows of 30, 34 or 44, a header with sort arrow, whole rows chosen, a place for "nothing here"."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from crm_desktop.ui.theme import current, follow_theme, paint_icon
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.choice import paint_check
from crm_desktop.ui.widgets.table_cells import FIRST_PAD, PAD, CellDelegate

RowHeight = Literal["compact", "normal", "roomy"]


class TableHeader(QHeaderView):
    """The header: 32 px, muted words, an arrow at the sorted column, a box that checks all."""

    check_all_toggled = Signal(bool)

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._check_column = -1
        self._check_state = Qt.CheckState.Unchecked
        self.has_grid = False
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setDefaultAlignment(paint.LEFT)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setStretchLastSection(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_check_column(self, column: int) -> None:
        """Paint a check box over this column; `check_all_toggled` when it is pressed."""
        self._check_column = column
        self.viewport().update()

    def set_check_state(self, state: Qt.CheckState) -> None:
        """None, some or all rows are checked."""
        self._check_state = state
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), current().px(32))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        column = self.logicalIndexAt(event.position().toPoint())
        if column >= 0 and column == self._check_column:
            self.check_all_toggled.emit(self._check_state != Qt.CheckState.Checked)
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        beside = self.length() - self.offset()
        if beside < self.viewport().width():  # the line goes on
            rest = QRect(beside, self.height() - 1, self.viewport().width() - beside, 1)
            QPainter(self.viewport()).fillRect(rest, current().colour("border"))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme = current()
        painter.save()
        painter.fillRect(rect, theme.colour("surface"))
        line = theme.colour("border")
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, line)
        if self.has_grid:
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), line)
        paint.smooth(painter)
        is_first = self.visualIndex(logicalIndex) == 0
        area = QRectF(rect).adjusted(theme.px(FIRST_PAD if is_first else PAD), 0, -theme.px(PAD), -1)
        if logicalIndex == self._check_column:
            side = theme.px(theme.tokens.control.checkbox)
            top = round(area.center().y() - side / 2)
            paint_check(painter, QRectF(area.left(), top, side, side), self._check_state)
        else:
            self._paint_words(painter, area, logicalIndex)
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRectF, column: int) -> None:
        theme = current()
        model = self.model()
        words = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        align = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        is_right = align is not None and bool(Qt.AlignmentFlag(align) & Qt.AlignmentFlag.AlignRight)
        is_sorted = self.isSortIndicatorShown() and self.sortIndicatorSection() == column
        arrow = theme.px(14) if is_sorted else 0
        gap = theme.px(4) if is_sorted else 0
        metrics = theme.metrics("caption_strong")
        shown = paint.elide(words, metrics, area.width() - arrow - gap)
        width = metrics.horizontalAdvance(shown) + 1
        left = area.right() - width - arrow - gap if is_right else area.left()
        ink = theme.colour("text" if is_sorted else "text_muted")
        place = QRectF(left, area.top(), width, area.height())
        paint.text(painter, place, shown, theme.font("caption_strong"), ink)
        if is_sorted:
            is_up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            name = "sign.sort_up" if is_up else "sign.sort_down"
            paint_icon(
                painter, QRectF(place.right() + gap, area.top(), arrow, area.height()), name, ink, arrow
            )


class TableView(QTableView):
    """A table whose model gives `Cell`s: whole rows chosen, no widgets in cells, keys as in a list.

    `opened` (Enter or double click) gives the row; `sort_requested` column and order.
    """

    opened = Signal(int)
    sort_requested = Signal(int, Qt.SortOrder)

    def __init__(self, name: str, *, rows: RowHeight = "normal", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._rows: RowHeight = rows
        self._empty: QWidget | None = None
        self.header_ = TableHeader(self)
        self.setHorizontalHeader(self.header_)
        self.cells = CellDelegate(self)
        self.setItemDelegate(self.cells)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.header_.sortIndicatorChanged.connect(self.sort_requested)
        self.activated.connect(self._activated)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        theme = current()
        self.cells.forget()
        height = theme.px(getattr(theme.tokens.row, self._rows))
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.setFont(theme.font("table"))
        self.header_.setMinimumSectionSize(theme.px(40))
        self.header_.updateGeometry()
        self.updateGeometries()
        self.viewport().update()

    def set_row_height(self, rows: RowHeight) -> None:
        """Rows of 30, 34 or 44 px at 100 %."""
        self._rows = rows
        self._restyle()

    def set_grid(self, is_on: bool) -> None:
        """Lines between columns too, for previews of files."""
        self.cells.has_grid = self.header_.has_grid = is_on
        self.viewport().update()

    def set_sorting(
        self, is_on: bool, column: int = 0, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        """Show a sort arrow and let a click on the header ask for an order; the model does the sorting."""
        self.header_.blockSignals(True)
        self.header_.setSortIndicatorShown(is_on)
        self.header_.setSortIndicator(column, order)
        self.header_.blockSignals(False)
        self.header_.viewport().update()

    def set_widths(self, *widths: int) -> None:
        """Column widths in px at 100 %."""
        for column, width in enumerate(widths):
            self.setColumnWidth(column, current().px(width))

    def fit_rows(self, least: int, most: int) -> None:
        """As high as its rows, at least so many and at most: what stands below stays in view."""
        model = self.model()
        rows = 0 if model is None else model.rowCount()
        if not rows and self._empty is not None:
            least = max(least, 4)  # what is said instead of rows needs the room
        count = min(max(least, rows), most)
        height = self.header_.sizeHint().height() + count * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(height + current().px(4))

    def set_empty(self, widget: QWidget) -> None:
        """What is shown in place of the rows while there are none."""
        self._empty = widget
        widget.setParent(self.viewport())
        self._show_empty()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        old = self.model()
        if old is not None:
            for signal in (old.modelReset, old.rowsInserted, old.rowsRemoved):
                signal.disconnect(self._show_empty)
        super().setModel(model)
        if model is not None:
            for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
                signal.connect(self._show_empty)
        self._show_empty()

    def _show_empty(self) -> None:
        if self._empty is None:
            return
        model = self.model()
        self._empty.setGeometry(self.viewport().rect())
        self._empty.setVisible(model is None or model.rowCount() == 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_empty()

    def _activated(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def _hover(self, row: int) -> None:
        old = self.cells.hovered_row
        if old == row:
            return
        self.cells.hovered_row = row
        for changed in (old, row):
            if changed >= 0:
                y = self.rowViewportPosition(changed)
                self.viewport().update(QRect(0, y, self.viewport().width(), self.rowHeight(changed)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        point: QPoint = event.position().toPoint()
        self._hover(self.rowAt(point.y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)
