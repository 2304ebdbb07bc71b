"""The timeline: what happened, newest first; icon, title, when, and the detail wrapped below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from crm_desktop.ui.theme import current, follow_theme, paint_icon
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.text import TONE_COLOURS, Tone

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 101
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened; `when` as shown, `ref` whatever the page needs to find it again."""

    icon: str
    title: str
    when: str
    detail: str = ""
    tone: Tone = ""
    ref: object = None


class TimelineModel(QAbstractListModel):
    """The entries of one timeline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[TimelineEntry] = []

    def set_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show these."""
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def add_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Append older ones at the end."""
        if entries:
            first = len(self._entries)
            self.beginInsertRows(QModelIndex(), first, first + len(entries) - 1)
            self._entries.extend(entries)
            self.endInsertRows()

    def entry(self, row: int) -> TimelineEntry:
        """The entry of a row."""
        return self._entries[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{entry.title}, {entry.when}"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return ", ".join(part for part in (entry.title, entry.when, entry.detail) if part)
        return None


INSET = 8  # px at 100 % beside an entry, so that the ring of the keyboard leaves its words free


class TimelineDelegate(QStyledItemDelegate):
    """Paints entries; the wrapped detail lines are kept per entry and width."""

    def __init__(self, parent: QAbstractItemView, inset: int) -> None:
        super().__init__(parent)
        self._view = parent
        self._inset = inset  # px at 100 %
        self._wrapped: dict[tuple[TimelineEntry, int], list[str]] = {}

    def forget(self) -> None:
        """Drop the kept lines, after a change of fonts."""
        self._wrapped.clear()

    def lines(self, entry: TimelineEntry, width: int) -> list[str]:
        """The detail's lines at a width of the row in px."""
        if not entry.detail:
            return []
        key = (entry, width)
        found = self._wrapped.get(key)
        if found is None:
            if len(self._wrapped) > 2000:
                self._wrapped.clear()
            theme = current()
            found = paint.wrap(entry.detail, theme.font("table"), width - theme.px(24 + 2 * self._inset))
            self._wrapped[key] = found
        return found

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = current()
        entry = index.data(ENTRY_ROLE)
        width = self._view.viewport().width()
        details = len(self.lines(entry, width)) if isinstance(entry, TimelineEntry) else 0
        return QSize(theme.px(120), theme.px(17) + theme.line("body") + details * theme.line("table"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, TimelineEntry):
            return
        theme = current()
        paint.smooth(painter)
        whole = QRectF(option.rect)
        area = whole.adjusted(theme.px(self._inset), 0, -theme.px(self._inset), 0)
        state = option.state
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            paint.box(painter, whole.adjusted(0, 1, 0, -2), radius=4, border=theme.colour("focus"), width=2)
        top, line = area.top() + theme.px(8), theme.line("body")
        side = theme.px(16)
        ink = theme.colour(TONE_COLOURS[entry.tone or "muted"])
        paint_icon(painter, QRectF(area.left(), top, side, line), entry.icon, ink, side)
        left = area.left() + theme.px(24)
        when_width = theme.metrics("table", tabular=True).horizontalAdvance(entry.when) + 1
        room = area.right() - left
        when = QRectF(area.right() - when_width, top, when_width, line)
        muted = theme.colour("text_muted")
        paint.text(painter, when, entry.when, theme.font("table", tabular=True), muted, paint.RIGHT)
        words = paint.elide(entry.title, theme.metrics("body_strong"), room - when_width - theme.px(8))
        title = theme.colour(TONE_COLOURS[entry.tone])
        paint.text(painter, QRectF(left, top, room, line), words, theme.font("body_strong"), title)
        y, step = top + line, theme.line("table")
        for part in self.lines(entry, self._view.viewport().width()):
            paint.text(painter, QRectF(left, y, room, step), part, theme.font("table"), muted)
            y += step
        if index.row() < index.model().rowCount() - 1:
            painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), theme.colour("border"))


class TimelineView(QListView):
    """A list of timeline entries; `nothing` is said where there are none."""

    def __init__(
        self, name: str, parent: QWidget | None = None, *, inset: int = INSET, nothing: str = ""
    ) -> None:
        super().__init__(parent)
        self._inset, self._nothing, self._is_filled = inset, nothing, False
        self.setAccessibleName(name)
        self.model_ = TimelineModel(self)
        self._delegate = TimelineDelegate(self, inset)
        self.setModel(self.model_)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self._delegate.forget()
        self.doItemsLayout()

    def set_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show these, newest first."""
        self._is_filled = True
        self.model_.set_entries(entries)
        self.setAccessibleDescription("" if entries else self._nothing)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._nothing and self._is_filled and not self.model_.rowCount():
            theme = current()
            area = self.viewport().rect().adjusted(theme.px(self._inset), theme.px(8), 0, 0)
            area.setHeight(theme.line("body"))
            painter = QPainter(self.viewport())
            paint.text(painter, area, self._nothing, theme.font("body"), theme.colour("text_muted"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.doItemsLayout()
