"""The list of who may have rung: two lines a lead, a sign at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crm_desktop.domain.callers import CallerRow
from crm_desktop.ui.callers.words import Sign, detail_of, name_of, number_of, sign_of
from crm_desktop.ui.theme import current, follow_theme, paint_icon
from crm_desktop.ui.widgets import paint

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
NUMBER, DETAIL, SIGN = ROW_ROLE + 1, ROW_ROLE + 2, ROW_ROLE + 3
Index = QModelIndex | QPersistentModelIndex
_INK = {"bad": "danger", "warn": "warning", "info": "info"}


class _RowPainter(QStyledItemDelegate):
    """Name and number on the first line, what is known on the second, the sign at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = current()
        return QSize(0, theme.line("body_strong") + theme.line("table") + theme.px(14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        painter.save()
        paint.smooth(painter)
        area = QRectF(option.rect)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(area, theme.colour("selection"))
            painter.fillRect(QRectF(area.left(), area.top(), 3, area.height()), theme.colour("accent"))
        ink = theme.colour("selection_text" if is_chosen else "text")
        muted = theme.colour("text" if is_chosen else "text_muted")
        left, right = area.left() + theme.px(16), area.right() - theme.px(12)
        first = QRectF(left, area.top() + theme.px(7), right - left, theme.line("body_strong"))
        right -= self._paint_sign(painter, first, index.data(SIGN))
        first.setRight(right)
        number = str(index.data(NUMBER) or "")
        figures = theme.metrics("body", tabular=True)
        width = figures.horizontalAdvance(number)
        room = first.width() - width - theme.px(12)
        name = paint.elide(str(index.data()), theme.metrics("body_strong"), max(room, theme.px(80)))
        paint.text(painter, first, name, theme.font("body_strong"), ink)
        after = theme.metrics("body_strong").horizontalAdvance(name) + theme.px(12)
        paint.text(painter, first.adjusted(after, 0, 0, 0), number, theme.font("body", tabular=True), muted)
        below = QRectF(left, first.bottom(), area.right() - theme.px(12) - left, theme.line("table"))
        detail = paint.elide(str(index.data(DETAIL) or ""), theme.metrics("table"), below.width())
        paint.text(painter, below, detail, theme.font("table"), muted)
        painter.restore()

    def _paint_sign(self, painter: QPainter, line: QRectF, sign: object) -> float:
        """The sign at the right end; gives the room it took."""
        if not isinstance(sign, Sign) or not sign.words:
            return 0.0
        theme = current()
        ink = theme.colour(_INK.get(sign.kind, "text_muted"))
        metrics, side = theme.metrics("caption"), theme.px(14)
        words = paint.elide(sign.words, metrics, line.width() / 2)
        width = metrics.horizontalAdvance(words) + side + theme.px(5)
        place = QRectF(line.right() - width, line.top(), width, line.height())
        paint_icon(painter, QRectF(place.left(), place.top(), side, place.height()), sign.icon, ink, side)
        paint.text(painter, place.adjusted(side + theme.px(5), 0, 0, 0), words, theme.font("caption"), ink)
        return width + theme.px(12)


class CallerList(QListView):
    """The leads that may have rung; the field above keeps the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_RowPainter(self))
        self.setAccessibleName(self.tr("Who may have called"))
        self.setProperty("user_data", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        follow_theme(self.doItemsLayout)

    def show_rows(self, rows: Sequence[CallerRow], me: UUID, zone: str, now: datetime) -> None:
        """Fill it; the lead that was chosen stays chosen while it is there."""
        before = self.chosen()
        self._model.clear()
        at = 0
        for place, row in enumerate(rows):
            item = QStandardItem(name_of(row))
            detail, sign = detail_of(row, me, zone, now), sign_of(row, zone, now)
            for role, value in ((ROW_ROLE, row), (NUMBER, number_of(row)), (DETAIL, detail), (SIGN, sign)):
                item.setData(value, role)
            spoken = ", ".join(part for part in (item.text(), number_of(row), sign.words, detail) if part)
            item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
            if before is not None and before.lead_id == row.lead_id:
                at = place
        if rows:
            self.setCurrentIndex(self._model.index(at, 0))

    def chosen(self) -> CallerRow | None:
        """The lead under the mark."""
        row = self.currentIndex().data(ROW_ROLE) if self.currentIndex().isValid() else None
        return row if isinstance(row, CallerRow) else None

    def row_of(self, index: QModelIndex) -> CallerRow | None:
        """The lead of a place."""
        row = index.data(ROW_ROLE)
        return row if isinstance(row, CallerRow) else None

    def step(self, by: int) -> None:
        """Mark another one; round at the ends."""
        if self._model.rowCount():
            at = (self.currentIndex().row() + by) % self._model.rowCount()
            self.setCurrentIndex(self._model.index(at, 0))

    def count(self) -> int:
        """How many are shown."""
        return self._model.rowCount()
