"""Chips and state pills: a word on a soft ground, with an icon for good, due and blocked."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.ui.theme import current, follow_theme, paint_icon
from crm_desktop.ui.widgets import paint

ChipKind = Literal["plain", "line", "accent", "ok", "warn", "bad", "info"]
State = Literal["ready", "dialling", "on_call", "wrap_up", "break", "away"]

# kind → ground, text; an empty ground is only outlined
CHIP_COLOURS: dict[str, tuple[str, str]] = {
    "plain": ("state_away_soft", "text_muted"),
    "line": ("", "text"),
    "accent": ("accent_soft", "accent"),
    "ok": ("success_soft", "success"),
    "warn": ("warning_soft", "warning"),
    "bad": ("danger_soft", "danger"),
    "info": ("info_soft", "info"),
}


def chip_size(words: str, icon: str, cross: bool = False) -> QSize:
    """The size of a chip in px."""
    theme = current()
    width = theme.metrics("chip").horizontalAdvance(words) + 2 * theme.px(9) + 1
    width += theme.px(18) if icon else 0
    width += theme.px(18) if cross else 0
    return QSize(width, theme.px(theme.tokens.control.chip))


def paint_chip(
    painter: QPainter, rect: QRectF, words: str, kind: str, icon: str = "", cross: bool = False
) -> None:
    """Paint a chip that fills the rectangle; words too long for it end in …"""
    theme = current()
    ground, colour_name = CHIP_COLOURS[kind]
    colour = theme.colour(colour_name)
    radius = rect.height() / 2
    if ground:
        paint.box(painter, rect, radius=radius, fill=theme.colour(ground))
    else:
        paint.box(painter, rect, radius=radius, border=theme.colour("border"))
    left = rect.left() + theme.px(9)
    right = rect.right() - theme.px(9)
    if icon:
        side = theme.px(13)
        paint_icon(painter, QRectF(left, rect.top(), side, rect.height()), icon, colour, side)
        left += theme.px(18)
    if cross:
        side = theme.px(11)
        box = QRectF(right - side, rect.top(), side, rect.height())
        paint_icon(painter, box, "act.close", colour, side)
        right -= theme.px(18)
    shown = paint.elide(words, theme.metrics("chip"), right - left + 1)
    paint.text(
        painter, QRectF(left, rect.top(), right - left, rect.height()), shown, theme.font("chip"), colour
    )


class Chip(QWidget):
    """A short fact: `Open`, `Promised 16:00`, a tag. Can be pressed when `clickable`, taken away
    by its cross when `removable` (`removed`)."""

    clicked = Signal()
    removed = Signal()

    def __init__(
        self,
        words: str,
        kind: ChipKind = "plain",
        *,
        icon: str = "",
        clickable: bool = False,
        removable: bool = False,
        accessible_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._kind: ChipKind = kind
        self._icon = icon
        self._is_clickable = clickable or removable
        self._is_removable = removable
        self._name = accessible_name
        self.setAccessibleName(accessible_name or words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if self._is_clickable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setProperty("focusRing", True)
            self.setProperty("focusRadius", 11)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        if removable:
            self.setAccessibleDescription(self.tr("Delete takes it away"))
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """The words shown."""
        return self._words

    def show_as(self, words: str, kind: ChipKind, icon: str = "") -> None:
        """Change words, kind and icon."""
        if (words, kind, icon) == (self._words, self._kind, self._icon):
            return
        self._words, self._kind, self._icon = words, kind, icon
        self.setAccessibleName(self._name or words)
        self._restyle()

    def sizeHint(self) -> QSize:
        return chip_size(self._words, self._icon, self._is_removable)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), current().px(48)), hint.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._is_clickable or not self.rect().contains(event.position().toPoint()):
            event.ignore()
            return
        if self._is_removable and event.position().x() > self.width() - current().px(26):
            self.removed.emit()
        else:
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_clickable and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clicked.emit()
        elif self._is_removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.smooth(painter)
        paint_chip(painter, QRectF(self.rect()), self._words, self._kind, self._icon, self._is_removable)


def pill_size(words: str, height: int = 24) -> QSize:
    """The size of a state pill in px."""
    theme = current()
    width = theme.metrics("caption_strong", tabular=True).horizontalAdvance(words)
    return QSize(width + theme.px(10 + 8 + 6 + 10) + 1, theme.px(height))


def paint_pill(painter: QPainter, rect: QRectF, words: str, state: str) -> None:
    """Paint a state pill that fills the rectangle."""
    theme = current()
    colour: QColor = theme.colour(f"state_{state}")
    paint.box(painter, rect, radius=rect.height() / 2, fill=theme.colour(f"state_{state}_soft"))
    paint.dot(painter, QPointF(rect.left() + theme.px(14), rect.center().y()), theme.px(8), colour)
    left = rect.left() + theme.px(24)
    width = rect.right() - theme.px(10) - left
    shown = paint.elide(words, theme.metrics("caption_strong", tabular=True), width + 1)
    font = theme.font("caption_strong", tabular=True)
    paint.text(painter, QRectF(left, rect.top(), width, rect.height()), shown, font, colour)


class StatePill(QWidget):
    """The presence of a caller: a dot and a word in the state's colour."""

    def __init__(self, state: State, words: str, *, height: int = 24, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: State = state
        self._words = words
        self._height = height
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def show_state(self, state: State, words: str) -> None:
        """Show another state in words, with a running time perhaps: `Ready 00:06`."""
        if (state, words) == (self._state, self._words):
            return
        self._state, self._words = state, words
        self.setAccessibleName(words)
        self._restyle()

    def sizeHint(self) -> QSize:
        return pill_size(self._words, self._height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.smooth(painter)
        paint_pill(painter, QRectF(self.rect()), self._words, self._state)
