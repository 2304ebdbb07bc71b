"""Layouts that follow the zoom: boxes with token margins, a wrapping row, a form of name and value."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QLayout,
    QLayoutItem,
    QSizePolicy,
    QWidget,
)

from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.text import Text, Tone

Margins = tuple[int, int, int, int] | int


def _four(margins: Margins) -> tuple[int, int, int, int]:
    return (margins, margins, margins, margins) if isinstance(margins, int) else margins


class _Box(QBoxLayout):
    """A box layout whose margins and gap are given at 100 % and follow the zoom."""

    def __init__(
        self, direction: QBoxLayout.Direction, parent: QWidget | None, margins: Margins, gap: int
    ) -> None:
        if parent is None:
            super().__init__(direction)
        else:
            super().__init__(direction, parent)
        self._margins = _four(margins)
        self._gap = gap
        follow_theme(self.rescale)

    def rescale(self) -> None:
        """Take margins and gap at the theme's zoom."""
        px = current().px
        self.setContentsMargins(*(px(m) for m in self._margins))
        self.setSpacing(px(self._gap))

    def set_space(self, margins: Margins, gap: int) -> None:
        """Other margins (left, top, right, bottom) and gap, in px at 100 %."""
        self._margins = _four(margins)
        self._gap = gap
        self.rescale()


class Row(_Box):
    """Side by side; `gap` 8 and no margins unless told, in px at 100 %."""

    def __init__(self, parent: QWidget | None = None, *, margins: Margins = 0, gap: int = 8) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, parent, margins, gap)


class Column(_Box):
    """One below the other; `gap` 8 and no margins unless told, in px at 100 %."""

    def __init__(self, parent: QWidget | None = None, *, margins: Margins = 0, gap: int = 8) -> None:
        super().__init__(QBoxLayout.Direction.TopToBottom, parent, margins, gap)


class Grid(QGridLayout):
    """A grid whose margins and gaps follow the zoom; px at 100 %."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        margins: Margins = 0,
        gap_x: int = 12,
        gap_y: int = 8,
    ) -> None:
        if parent is None:
            super().__init__()
        else:
            super().__init__(parent)
        self._margins = _four(margins)
        self._gaps = (gap_x, gap_y)
        follow_theme(self.rescale)

    def rescale(self) -> None:
        """Take margins and gaps at the theme's zoom."""
        px = current().px
        self.setContentsMargins(*(px(m) for m in self._margins))
        self.setHorizontalSpacing(px(self._gaps[0]))
        self.setVerticalSpacing(px(self._gaps[1]))


class FlowLayout(QLayout):
    """Side by side, wrapping to the next line where the width ends; for chips."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8) -> None:
        if parent is None:
            super().__init__()
        else:
            super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)
        follow_theme(self.rescale)

    def rescale(self) -> None:
        """Take the gap at the theme's zoom."""
        self.setSpacing(current().px(self._gap))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(s.width() for s in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(width, max((s.height() for s in sizes), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Place the items; the height they take."""
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(rect.width(), item.minimumSize().width())))
            if line and x + size.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
            line = max(line, size.height())
        return y + line - rect.y()


class Rule(QFrame):
    """A 1 px line that divides."""

    def __init__(self, orientation: Literal["h", "v"] = "h", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_h = orientation == "h"
        if self._is_h:
            self.setFixedHeight(1)
        else:
            self.setFixedWidth(1)
        follow_theme(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current().colour("border"))  # a palette may miss a new theme


class FormGrid(QWidget):
    """Names at left in muted text, values at right: `add("City", "Pune")`, or any widget as value."""

    def __init__(
        self, parent: QWidget | None = None, *, name_width: int = 80, style: str = "body", gap_y: int = 9
    ) -> None:
        super().__init__(parent)
        self._name_width = name_width
        self._style = style
        self._grid = Grid(self, gap_x=12, gap_y=gap_y)
        self._grid.setColumnStretch(1, 1)
        self._values: dict[str, QWidget] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        follow_theme(self._rescale)

    def _rescale(self) -> None:
        self._grid.setColumnMinimumWidth(0, current().px(self._name_width))

    def add(self, name: str, value: str | QWidget, *, tabular: bool = False, tone: Tone = "") -> QWidget:
        """Append a line; the widget that shows the value is returned."""
        row = self._grid.rowCount() if self._values else 0
        label = Text(name, self._style, tone="muted")
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        if isinstance(value, str):
            shown: QWidget = Text(value, self._style, tone=tone, tabular=tabular, wrap=True, selectable=True)
            shown.setAccessibleName(f"{name}: {value}")
        else:
            shown = value
            if not shown.accessibleName():
                shown.setAccessibleName(name)
        label.setBuddy(shown)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(shown, row, 1)
        self._values[name] = shown
        return shown

    def set_value(self, name: str, value: str) -> None:
        """Change a value given as text; KeyError when there is no such line."""
        shown = self._values[name]
        if isinstance(shown, Text):
            shown.setText(value)
            shown.setAccessibleName(f"{name}: {value}")

    def clear(self) -> None:
        """Take all lines away."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._values.clear()
