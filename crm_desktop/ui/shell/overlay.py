"""A panel over the window, inside it: for the palette, the sheet of keys and a page's own side cards."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets import paint

SCRIM_LIGHT, SCRIM_DARK = 0.28, 0.5


class Card(QWidget):
    """The panel in the middle of an overlay."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        paint.box(
            painter,
            self.rect(),
            radius=theme.px(theme.tokens.radius.panel),
            fill=theme.colour("surface_raised"),
            border=theme.colour("border_strong"),
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the card is not a click beside it."""
        event.accept()


class Overlay(QWidget):
    """Covers its parent, takes the keyboard, and gives both back: Esc or a click beside closes it."""

    opened = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget, *, width: int, at_top: bool = False) -> None:
        super().__init__(parent)
        self.covered = parent
        self._wanted = width
        self._at_top = at_top
        self._focus_before: QWidget | None = None
        self.card = Card(self)
        self.column = QVBoxLayout(self.card)
        self.hide()
        parent.installEventFilter(self)

    def open(self) -> None:
        """Show it and take the keyboard."""
        if self.isVisible() or not self.covered.isVisible():
            return
        self._focus_before = QApplication.focusWidget()
        self.prepare()
        self.place()
        self.show()
        self.raise_()
        self.opened.emit()
        self.first_focus().setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Hide it and put the keyboard back where it was."""
        if not self.isVisible():
            return
        self.hide()
        before, self._focus_before = self._focus_before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def prepare(self) -> None:
        """Fill in what is shown; called at each opening."""

    def first_focus(self) -> QWidget:
        """The widget that takes the keyboard."""
        return self.card

    def wanted_height(self) -> int:
        """The card's height in px, before the window's limit."""
        return self.card.sizeHint().height()

    def place(self) -> None:
        """Cover the parent and put the card in the middle of it."""
        self.setGeometry(self.covered.rect())
        theme = current()
        edge = theme.px(16)
        width = min(theme.px(self._wanted), self.width() - 2 * edge)
        top = theme.px(64) if self._at_top and self.height() > theme.px(600) else edge
        height = min(self.wanted_height(), self.height() - top - edge)
        if not self._at_top:
            top = (self.height() - height) // 2
        self.card.setGeometry((self.width() - width) // 2, top, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        event.accept()  # no key falls through to what lies beneath

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays inside the overlay."""
        inside = [
            widget
            for widget in self.card.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
        ]
        now = QApplication.focusWidget()
        if not inside:
            return True
        at = inside.index(now) if now in inside else -1
        inside[(at + (1 if forward else -1)) % len(inside)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        scrim = QColor(0, 0, 0)
        scrim.setAlphaF(SCRIM_DARK if current().scheme == "dark" else SCRIM_LIGHT)
        QPainter(self).fillRect(self.rect(), scrim)
