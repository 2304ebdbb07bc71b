"""How far something is: bars, a line with count, rate and time left, a countdown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.text import Text


def paint_bar(painter: QPainter, rect: QRectF, parts: Sequence[tuple[float, str]], ground: str) -> None:
    """A bar of 0–1 shares in token colours, one after the other, on a ground."""
    theme = current()
    radius = rect.height() / 2
    shape = QPainterPath()
    shape.addRoundedRect(rect, radius, radius)
    painter.fillPath(shape, theme.colour(ground))
    painter.save()
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    left = rect.left()
    gap = 2.0 if len(parts) > 1 else 0.0
    for share, colour in parts:
        width = rect.width() * min(1.0, max(0.0, share))
        painter.fillRect(QRectF(left, rect.top(), max(0.0, width - gap), rect.height()), theme.colour(colour))
        left += width
    painter.restore()


class Bar(QWidget):
    """A thin bar, 6 px high: one share of 0–1, or several in their own colours."""

    def __init__(
        self,
        name: str,
        share: float = 0.0,
        *,
        colour: str = "accent",
        height: int = 6,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts: list[tuple[float, str]] = [(share, colour)]
        self._colour = colour
        self._height = height
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def share(self) -> float:
        """The share shown, 0–1, all parts together."""
        return sum(part for part, _ in self._parts)

    def set_share(self, share: float, colour: str = "") -> None:
        """Show a share of 0–1."""
        self._colour = colour or self._colour
        self._parts = [(share, self._colour)]
        self.setAccessibleDescription(f"{round(share * 100)} %")
        self.update()

    def set_parts(self, parts: Sequence[tuple[float, str]]) -> None:
        """Show several shares, each with its colour's token name."""
        self._parts = list(parts)
        self.update()

    def sizeHint(self) -> QSize:
        theme = current()
        return QSize(theme.px(96), theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(24), current().px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.smooth(painter)
        paint_bar(painter, QRectF(self.rect()), self._parts, "surface_sunken")


class ProgressBar(QWidget):
    """What runs: its name, how far in words (count, rate, time left), a bar, Cancel."""

    cancelled = Signal()

    def __init__(
        self, name: str, *, cancellable: bool = False, key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = Column(self, gap=8)
        row = Row(gap=8)
        self._name = Text(name, "caption_strong")
        self._detail = Text("", "caption", tone="muted", tabular=True)
        self.cancel = KeyCapButton(self.tr("Cancel"), key, size="compact")
        if not cancellable:  # never show what has no parent yet: it would be a window for a moment
            self.cancel.hide()
        self.cancel.clicked.connect(self.cancelled)
        self._bar = Bar(name)
        row.addWidget(self._name)
        row.addStretch(1)
        row.addWidget(self._detail)
        row.addWidget(self.cancel)
        column.addLayout(row)
        column.addWidget(self._bar)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def tell(self, name: str, share: float, detail: str) -> None:
        """Show a share of 0–1 and the words at the right: `2,140 of 4,812, 410 a second, 7 s left`."""
        self._name.setText(name)
        self._detail.setText(detail)
        self._bar.set_share(share)
        self.setAccessibleName(f"{name}: {detail}")

    def set_cancellable(self, is_cancellable: bool) -> None:
        """Offer Cancel or not."""
        self.cancel.setVisible(is_cancellable)

    def share(self) -> float:
        """How far it is, 0–1."""
        return self._bar.share()


class CountdownBar(QWidget):
    """Words, the seconds left and a bar that empties; `finished` at zero. Nothing moves when stopped."""

    finished = Signal()
    TICK_MS = 100

    def __init__(self, words: str, *, colour: str = "state_ready", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, gap=8)
        row = Row(gap=8)
        self._words = Text(words, "body", tone="muted")
        self._figure = Text("", "number", tabular=True)
        self._bar = Bar(words, 1.0, colour=colour)
        row.addWidget(self._words)
        row.addStretch(1)
        row.addWidget(self._figure)
        column.addLayout(row)
        column.addWidget(self._bar)
        self._total_ms = 0
        self._left_ms = 0
        self._timer = QTimer(self)
        self._timer.setInterval(self.TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def start(self, seconds: float) -> None:
        """Begin to count down."""
        self.show_left(seconds, seconds)
        self._timer.start()

    def stop(self) -> None:
        """Stand still; `finished` will not come."""
        self._timer.stop()

    def go_on(self) -> None:
        """Count on from where it stands."""
        self._timer.start()

    def left_s(self) -> float:
        """The seconds that are left."""
        return self._left_ms / 1000

    def set_words(self, words: str) -> None:
        """Say something else beside the seconds."""
        self._words.setText(words)
        self.setAccessibleName(words)

    def is_running(self) -> bool:
        """Whether it counts."""
        return self._timer.isActive()

    def show_left(self, seconds: float, total: float) -> None:
        """Show a moment of the countdown without running."""
        self._total_ms = max(1, round(total * 1000))
        self._left_ms = max(0, round(seconds * 1000))
        self._show()

    def _tick(self) -> None:
        self._left_ms = max(0, self._left_ms - self.TICK_MS)
        self._show()
        if self._left_ms == 0:
            self._timer.stop()
            self.finished.emit()

    def _show(self) -> None:
        seconds = -(-self._left_ms // 1000)
        self._figure.setText(self.tr("{seconds} s").format(seconds=seconds))
        self._bar.set_share(self._left_ms / self._total_ms)
