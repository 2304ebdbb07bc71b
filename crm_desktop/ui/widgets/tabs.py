"""Underlined tabs, and a row of short choices of which one holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QSizePolicy, QWidget

from crm_desktop.ui.theme import current, follow_theme, paint_icon
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.layouts import Row


class _Tab(QPushButton):
    """One tab: words, underlined in the accent when chosen."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self._words = words
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(words)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def set_words(self, words: str) -> None:
        """Change the words."""
        self._words = words
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self._restyle()

    def sizeHint(self) -> QSize:
        theme = current()
        return QSize(theme.metrics("body_strong").horizontalAdvance(self._words) + 1, theme.px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        is_lit = self.isChecked() or self.underMouse()
        style = "body_strong" if self.isChecked() else "body"
        colour = theme.colour("text_disabled" if not self.isEnabled() else "text" if is_lit else "text_muted")
        paint.text(painter, QRectF(self.rect()), self._words, theme.font(style), colour, paint.LEFT)
        if self.isChecked():
            painter.fillRect(0, self.height() - 2, self.width(), 2, theme.colour("accent"))


class Tabs(QWidget):
    """Underlined tabs; `changed` gives the index. Arrow keys move between them."""

    changed = Signal(int)

    def __init__(self, words: Sequence[str], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._row = Row(self, gap=24)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        for index, word in enumerate(words):
            tab = _Tab(word, self)
            self._group.addButton(tab, index)
            self._row.addWidget(tab)
        self._row.addStretch(1)
        self._group.idToggled.connect(self._toggled)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if words:
            self._group.button(0).setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, current().colour("border"))

    def _toggled(self, index: int, is_checked: bool) -> None:
        if is_checked:
            self.changed.emit(index)

    def index(self) -> int:
        """The chosen tab."""
        return self._group.checkedId()

    def choose(self, index: int) -> None:
        """Choose a tab."""
        self._group.button(index).setChecked(True)

    def set_words(self, index: int, words: str) -> None:
        """Change the words of a tab, as when a count changes."""
        tab = self._group.button(index)
        assert isinstance(tab, _Tab)
        tab.set_words(words)

    def add_right(self, widget: QWidget) -> None:
        """Put an act at the right end."""
        self._row.addWidget(widget)


class _Segment(QPushButton):
    """One of a row of choices."""

    def __init__(self, words: str, icon: str, parent: QWidget) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self._words = words
        self._icon = icon
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(words)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = current()
        width = theme.metrics("button_small", weight=600).horizontalAdvance(self._words) + theme.px(24)
        return QSize(width + (theme.px(22) if self._icon else 0), theme.px(30))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        ink = theme.colour("text_muted")
        weight = 500
        area = QRectF(self.rect())
        if self.isChecked():
            ink, weight = theme.colour("accent"), 600
            paint.box(
                painter,
                area,
                radius=theme.px(4),
                fill=theme.colour("accent_soft"),
                border=theme.colour("accent"),
            )
        elif self.underMouse() and self.isEnabled():
            ink = theme.colour("text")
            paint.box(painter, area, radius=theme.px(4), fill=theme.colour("hover"))
        if not self.isEnabled():
            ink = theme.colour("text_disabled")
        metrics = theme.metrics("button_small", weight=weight)
        content = metrics.horizontalAdvance(self._words) + (theme.px(22) if self._icon else 0)
        left = (area.width() - content) / 2
        if self._icon:
            paint_icon(painter, QRectF(left, 0, theme.px(16), area.height()), self._icon, ink, theme.px(16))
            left += theme.px(22)
        font = theme.font("button_small", weight=weight)
        paint.text(painter, QRectF(left, 0, area.width() - left, area.height()), self._words, font, ink)


class SegmentedChoice(QWidget):
    """Two to six short choices side by side; `changed` gives the index. At index -1 none holds yet."""

    changed = Signal(int)

    def __init__(
        self,
        words: Sequence[str],
        name: str,
        *,
        icons: Sequence[str] = (),
        index: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        row = Row(self, margins=3, gap=2)
        self._group = QButtonGroup(self)
        for number, word in enumerate(words):
            segment = _Segment(word, icons[number] if icons else "", self)
            self._group.addButton(segment, number)
            row.addWidget(segment)
        if index >= 0:
            self._group.button(index).setChecked(True)
        self._enter_at_chosen()
        self._group.idToggled.connect(self._toggled)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        follow_theme(self.update)

    def _enter_at_chosen(self) -> None:
        """Tab comes to what holds, from either side; arrows go on from there."""
        chosen = self._group.checkedButton()
        for button in self._group.buttons():
            is_entry = chosen is None or button is chosen
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_entry else Qt.FocusPolicy.ClickFocus)

    def _toggled(self, index: int, is_checked: bool) -> None:
        if is_checked:
            self._enter_at_chosen()
            self.changed.emit(index)

    def index(self) -> int:
        """The choice that holds."""
        return self._group.checkedId()

    def choose(self, index: int) -> None:
        """Choose one."""
        self._group.button(index).setChecked(True)

    def clear(self) -> None:
        """None holds any more."""
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)
        self._enter_at_chosen()

    def buttons(self) -> list[QAbstractButton]:
        """The choices, for shortcuts and tests."""
        return self._group.buttons()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        paint.box(
            painter,
            QRectF(self.rect()),
            radius=theme.px(6),
            fill=theme.colour("surface"),
            border=theme.colour("border_strong"),
        )
