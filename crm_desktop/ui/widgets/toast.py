"""Toasts: what just happened, with Undo; at the bottom right, out of the way of what is typed in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QTextEdit,
    QWidget,
)

from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Row

INPUTS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)
MAX_SHOWN = 3
LOW_BELOW = 600  # px at 100 %: in lower windows there is room for the newest alone
MARGIN = 16
GAP = 8


class Toast(QWidget):
    """One toast: words and, where it can be taken back, Undo. A child of the window, never a window."""

    undone = Signal()
    ended = Signal()

    def __init__(
        self, words: str, *, can_undo: bool, stay_ms: int, parent: QWidget, is_wide: bool = False
    ) -> None:
        super().__init__(parent)
        self._words = words
        row = Row(self, margins=(16, 8, 8, 8), gap=12)
        row.addStretch(1)
        self.undo = KeyCapButton(self.tr("Undo"), "Ctrl+Z", kind="inverted", size="compact")
        if not can_undo:  # never show what has no parent yet: it would be a window for a moment
            self.undo.hide()
        self.undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.undo.clicked.connect(self._undo)
        row.addWidget(self.undo)
        self.can_undo = can_undo
        self.setAccessibleName(words)
        wide = QSizePolicy.Policy.Expanding if is_wide else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(stay_ms)
        self._timer.timeout.connect(self.end)
        self._timer.start()
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """What it says."""
        return self._words

    def _undo(self) -> None:
        self.undone.emit()
        self.end()

    def end(self) -> None:
        """Take it away."""
        self._timer.stop()
        self.hide()
        self.ended.emit()
        self.deleteLater()

    def sizeHint(self) -> QSize:
        theme = current()
        width = theme.metrics("body").horizontalAdvance(self._words) + theme.px(32)
        if self.can_undo:
            width += self.undo.sizeHint().width() + theme.px(4)
        return QSize(max(width, theme.px(220)), theme.px(44))

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        paint.box(painter, QRectF(self.rect()), radius=theme.px(8), fill=theme.colour("tooltip"))
        right = self.undo.x() - theme.px(12) if self.can_undo else self.width() - theme.px(16)
        left = theme.px(16)
        words = paint.elide(self._words, theme.metrics("body"), right - left)
        self.setToolTip(self._words if words != self._words else "")
        area = QRectF(left, 0, right - left, self.height())
        paint.text(painter, area, words, theme.font("body"), theme.colour("tooltip_text"))


class Toasts(QObject):
    """The toasts of one window, stacked upwards from the bottom right.

    `set_bottom` leaves room for the acts and the status line. What can be undone ends in … when it is wider
    than `most_with_undo` (px at 100 %): a name stands last. When the focused input would be covered
    the stack moves: above the input, beside it, or to the top right. Low windows show the newest alone, and
    of those with Undo only the newest is in view anywhere: Ctrl+Z means that one, and once it is used the
    one before comes back for the rest of its time.
    """

    def __init__(self, window: QWidget, *, bottom: int = 44, most_with_undo: int = 10_000) -> None:
        super().__init__(window)
        self._window = window
        self._bottom = bottom
        self._most_with_undo = most_with_undo
        self._shown: list[Toast] = []
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self.place)
        window.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def set_bottom(self, bottom: int) -> None:
        """Distance from the window's lower edge, in px at 100 %."""
        self._bottom = bottom
        self.place()

    def show(self, words: str, undo: Callable[[], object] | None = None, *, stay_ms: int = 0) -> Toast:
        """Show a toast for 8 s unless told otherwise; the oldest goes when there are too many."""
        stay = stay_ms or current().tokens.motion.toast_stay
        toast = Toast(words, can_undo=undo is not None, stay_ms=stay, parent=self._window)
        if undo is not None:
            toast.undone.connect(undo)
        toast.ended.connect(self._ended)
        self._shown.append(toast)
        while len(self._shown) > MAX_SHOWN:
            self._shown[0].end()
        self.place()  # before it is shown: at the corner it would take the pointer's rest there for a hover
        toast.raise_()
        return toast

    def undo_last(self) -> bool:
        """Take back what the newest toast offers to; False when none does."""
        for toast in reversed(self._shown):
            if toast.can_undo:
                toast.undo.click()
                return True
        return False

    def shown(self) -> list[Toast]:
        """The toasts on screen, oldest first."""
        return list(self._shown)

    def clear(self) -> None:
        """Take all away, as when another person signs in."""
        for toast in self.shown():
            toast.end()

    def _ended(self) -> None:
        sender = self.sender()
        self._shown = [toast for toast in self._shown if toast is not sender]
        self.place()

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if self._shown:
            self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._shown:
            self.place()
            self._again.start()  # once what lies in the window has found its new place
        return super().eventFilter(watched, event)

    def _input(self) -> QRect | None:
        """Where the focused input is, in the window's coordinates, with the form it stands in.

        A form that is not to be covered says so with the property `keep_clear`.
        """
        focus = QApplication.focusWidget()
        if focus is None or not self._window.isAncestorOf(focus):
            return None
        taken: QWidget | None = focus
        while taken is not None and not taken.property("keep_clear"):
            taken = taken.parentWidget()
        if taken is None and isinstance(focus, INPUTS):
            taken = focus
        return None if taken is None else QRect(taken.mapTo(self._window, QPoint(0, 0)), taken.size())

    def place(self) -> None:
        """Put the stack where it covers no input that has the focus."""
        if not self._shown:
            return
        theme = current()
        gap, margin = theme.px(GAP), theme.px(MARGIN)
        room = self._window.width() - 2 * margin
        is_low = self._window.height() < theme.px(LOW_BELOW)
        in_view = self._shown[-1:] if is_low else self._without_older_undos()
        for toast in self._shown:
            if toast not in in_view:
                toast.hide()  # its undo lives on until its time is up
        most = min(room, theme.px(self._most_with_undo))
        sizes = [t.sizeHint().boundedTo(QSize(most if t.can_undo else room, 10_000)) for t in in_view]
        width = max(size.width() for size in sizes)
        height = sum(size.height() for size in sizes) + gap * (len(sizes) - 1)
        stack = self._spot(QSize(width, height), margin, theme.px(self._bottom))
        y = stack.bottom() + 1
        for toast, size in zip(reversed(in_view), reversed(sizes), strict=True):
            y -= size.height()
            toast.setGeometry(stack.right() + 1 - size.width(), y, size.width(), size.height())
            toast.show()
            y -= gap

    def _without_older_undos(self) -> list[Toast]:
        newest = next((toast for toast in reversed(self._shown) if toast.can_undo), None)
        return [toast for toast in self._shown if toast is newest or not toast.can_undo]

    def _spot(self, size: QSize, margin: int, bottom: int) -> QRect:
        """The first of a few places that leaves the input free; failing all, the least bad."""
        whole = self._window.rect()
        right = whole.right() + 1 - margin - size.width()
        home = QRect(QPoint(right, whole.bottom() + 1 - bottom - size.height()), size)
        taken = self._input()
        if taken is None:
            return home
        ring = taken.adjusted(-4, -4, 4, 4)
        top = current().px(current().tokens.shell.header) + margin
        places = [
            home,
            QRect(QPoint(right, ring.top() - size.height() - margin // 2), size),
            QRect(QPoint(ring.left() - size.width() - margin // 2, home.top()), size),
            QRect(QPoint(right, ring.bottom() + 1 + margin // 2), size),
            QRect(QPoint(right, 0), size),  # over the header rather than over what is worked on
            QRect(QPoint(right, top), size),
            QRect(QPoint(margin, home.top()), size),
        ]
        inside = [spot for spot in places if whole.contains(spot)]
        for spot in inside:
            if not spot.intersects(ring):
                return spot

        def overlap(spot: QRect) -> int:
            common = spot.intersected(ring)
            return common.width() * common.height()

        return min(inside or [home], key=overlap)
