"""Finding one lead by typing, as for a merge: a field and a short list, arrow keys and Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from crm_desktop.domain.lead_query import LeadRow
from crm_desktop.ui.leads.words import phone_words
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.field import SearchField
from crm_desktop.ui.widgets.layouts import Column

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex


def detail_of(row: LeadRow) -> str:
    """What tells a lead from its namesakes: number, company, city."""
    parts = [phone_words(row.phone) if row.phone else "", row.company, row.city]
    return ", ".join(part for part in parts if part)


class _TwoLines(QStyledItemDelegate):
    """Paints a lead: name, and below it what tells it from its namesakes."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = current()
        return QSize(0, theme.line("body") + theme.line("table") + theme.px(12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        paint.smooth(painter)
        area = QRectF(option.rect)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(area, theme.colour("selection"))
            painter.fillRect(QRectF(area.left(), area.top(), 3, area.height()), theme.colour("accent"))
        row = index.data(ROW_ROLE)
        if not isinstance(row, LeadRow):
            return
        left, room = area.left() + theme.px(12), area.width() - theme.px(24)
        top = area.top() + theme.px(6)
        name = paint.elide(str(index.data()), theme.metrics("body_medium"), room)
        ink = theme.colour("selection_text" if is_chosen else "text")
        line = QRectF(left, top, room, theme.line("body"))
        paint.text(painter, line, name, theme.font("body_medium"), ink)
        detail = paint.elide(detail_of(row), theme.metrics("table", tabular=True), room)
        below = QRectF(left, top + theme.line("body"), room, theme.line("table"))
        muted = theme.colour("text" if is_chosen else "text_muted")
        paint.text(painter, below, detail, theme.font("table", tabular=True), muted)


class LeadPicker(QWidget):
    """`asked` for each typed text (the owner answers with `show_rows`), `picked` gives the row."""

    asked = Signal(str)
    picked = Signal(object)  # LeadRow

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, gap=8)
        self.field = SearchField(placeholder)
        self.field.edit.setProperty("user_data", True)
        self.field.text_changed.connect(self.asked)
        self.field.edit.installEventFilter(self)
        self.model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.setProperty("user_data", True)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_TwoLines(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.clicked.connect(self._take)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        follow_theme(self.list.doItemsLayout)

    def text(self) -> str:
        """What is searched for."""
        return self.field.text()

    def clear(self) -> None:
        """Begin anew."""
        self.field.edit.clear()
        self.model.clear()

    def show_rows(self, rows: Sequence[LeadRow]) -> None:
        """What was found for the text."""
        self.model.clear()
        for row in rows:
            item = QStandardItem(row.name or phone_words(row.phone))
            item.setData(row, ROW_ROLE)
            item.setData(f"{item.text()}, {detail_of(row)}", Qt.ItemDataRole.AccessibleTextRole)
            self.model.appendRow(item)
        if rows:
            self.list.setCurrentIndex(self.model.index(0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                at = self.list.currentIndex().row() + step
                self.list.setCurrentIndex(self.model.index(min(self.model.rowCount() - 1, max(0, at)), 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _take(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE) if index.isValid() else None
        if isinstance(row, LeadRow):
            self.picked.emit(row)
