"""A panel that opens under a button, inside the page: takes the keyboard, gives it back on Esc."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from shiboken6 import isValid

from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.layouts import Column
from crm_desktop.ui.widgets.text import Text


class Popover(QWidget):
    """Shown under its anchor; Esc or a press elsewhere closes it, Tab stays inside. Fill `column`."""

    opened = Signal()
    closed = Signal()

    def __init__(self, page: QWidget, title: str, *, width: int = 320) -> None:
        super().__init__(page)
        self._page = page
        self._wanted = width
        self._anchor: QWidget | None = None
        self._focus_before: QWidget | None = None
        self.setAccessibleName(title)
        self.setProperty("keep_clear", True)  # passing messages stay beside it
        self.column = Column(self, margins=16, gap=12)
        self.title = Text(title, "body_strong")
        self.column.addWidget(self.title)
        self.hide()
        follow_theme(self.place)

    def open_under(self, anchor: QWidget) -> None:
        """Show it below this widget and take the keyboard."""
        if self.isVisible():
            return
        self._anchor = anchor
        self._focus_before = QApplication.focusWidget()
        self.prepare()
        self.place()
        self.show()
        self.raise_()
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self.opened.emit()
        self.first_focus().setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Hide it and put the keyboard back where it was."""
        if not self.isVisible():
            return
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.hide()
        before, self._focus_before = self._focus_before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def prepare(self) -> None:
        """Fill in what is shown; called at each opening."""

    def first_focus(self) -> QWidget:
        """The widget that takes the keyboard."""
        inside = self._inside()
        return inside[0] if inside else self

    def place(self) -> None:
        """Lie below the anchor, inside the page."""
        if self._anchor is None or not isValid(self._anchor):
            return
        theme = current()
        width = min(theme.px(self._wanted), self._page.width())
        wanted = self._height_at(width)
        if wanted > self._page.height():  # wider, words take fewer lines
            width = min(width * 3 // 2, self._page.width())
            wanted = self._height_at(width)
        corner = self._anchor.mapTo(self._page, QPoint(0, self._anchor.height() + theme.px(4)))
        left = min(max(0, corner.x()), max(0, self._page.width() - width))
        height = min(wanted, self._page.height())
        top = min(corner.y(), max(0, self._page.height() - height))
        self.setGeometry(left, top, width, height)

    def _height_at(self, width: int) -> int:
        hint = self.column.heightForWidth(width) if self.column.hasHeightForWidth() else -1
        return max(hint, self.column.sizeHint().height()) if hint < 0 else hint

    def _inside(self) -> list[QWidget]:
        return [
            widget
            for widget in self.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.focusProxy() is None
            and widget.isVisibleTo(self)
            and widget.isEnabled()
        ]

    def focusNextPrevChild(self, forward: bool) -> bool:
        inside = self._inside()
        if not inside:
            return True
        now = QApplication.focusWidget()
        at = inside.index(now) if now in inside else -1
        inside[(at + (1 if forward else -1)) % len(inside)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def hideEvent(self, event: QEvent) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.place()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press outside closes it; one in the list of a combo box of ours does not."""
        if event.type() != QEvent.Type.MouseButtonPress or not isinstance(watched, QWidget):
            return False
        if watched.window() is self.window() and not self._owns(watched):
            self.dismiss()
        return False

    def _owns(self, widget: QWidget) -> bool:
        step: QWidget | None = widget
        while step is not None:
            if step is self or (isinstance(step, QComboBox) and self.isAncestorOf(step)):
                return True
            step = step.parentWidget()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        paint.box(
            painter,
            QRectF(self.rect()),
            radius=theme.px(theme.tokens.radius.panel),
            fill=theme.colour("surface_raised"),
            border=theme.colour("border_strong"),
        )
