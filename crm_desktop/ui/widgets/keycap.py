"""Key caps: the key that presses a button, drawn as a small key; can be switched off everywhere."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint

SHORT = {
    "Return": "Enter",
    "Escape": "Esc",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "Del": "Delete",
    "PgUp": "Page ↑",
    "PgDown": "Page ↓",
}


class _Hints(QObject):
    """Whether key caps are shown."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_on = True


_hints = _Hints()
key_hints_changed = _hints.changed


def key_hints_on() -> bool:
    """Whether key caps are shown inside buttons."""
    return _hints.is_on


def set_key_hints(is_on: bool) -> None:
    """Show or hide the key caps of the whole program."""
    if _hints.is_on != is_on:
        _hints.is_on = is_on
        _hints.changed.emit()


def key_words(key: str | QKeySequence) -> str:
    """A shortcut as written on a cap: `Ctrl+Return` becomes `Ctrl Enter`."""
    text = key.toString(QKeySequence.SequenceFormat.PortableText) if isinstance(key, QKeySequence) else key
    if text in {"+", ""}:
        return text
    ends_in_plus = text.endswith("++")
    parts = text.removesuffix("++").split("+") if ends_in_plus else text.split("+")
    if ends_in_plus:
        parts.append("+")
    return " ".join(SHORT.get(part, part) for part in parts)


def cap_width(words: str) -> int:
    """The width of a cap in px: never narrower than it is high."""
    theme = current()
    return max(theme.px(20), theme.metrics("chip").horizontalAdvance(words) + theme.px(12))


def paint_cap(
    painter: QPainter, rect: QRectF, words: str, colour: QColor, border: QColor, fill: QColor | None
) -> None:
    """Paint a key cap that fills the rectangle."""
    theme = current()
    paint.box(painter, rect, radius=theme.px(4), fill=fill, border=border)
    paint.text(painter, rect, words, theme.font("chip"), colour, paint.CENTRE)


class KeyCap(QWidget):
    """A key alone, beside words that are not a button."""

    def __init__(self, key: str | QKeySequence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = key_words(key)
        self.setAccessibleName(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        key_hints_changed.connect(self._restyle)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def set_key(self, key: str | QKeySequence) -> None:
        """Show another key."""
        self._words = key_words(key)
        self.setAccessibleName(self._words)
        self._restyle()

    def sizeHint(self) -> QSize:
        if not key_hints_on():
            return QSize(0, 0)
        return QSize(cap_width(self._words), current().px(current().tokens.control.key_cap))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not key_hints_on() or not self._words:
            return
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        colour = theme.colour("text_muted" if self.isEnabled() else "text_disabled")
        border = theme.colour("border_strong" if self.isEnabled() else "border")
        paint_cap(painter, QRectF(self.rect()), self._words, colour, border, theme.colour("surface"))
