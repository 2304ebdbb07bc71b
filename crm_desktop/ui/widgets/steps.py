"""The steps of a wizard, on top: done with a tick, the present one filled, the rest outlined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.ui.theme import current, follow_theme, paint_icon
from crm_desktop.ui.widgets import paint


class StepBar(QWidget):
    """`1 File — 2 Columns — 3 Duplicates — 4 Result`."""

    def __init__(self, steps: Sequence[str], *, index: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = list(steps)
        self._index = index
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_index(index)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def index(self) -> int:
        """The present step, from 0."""
        return self._index

    def set_index(self, index: int) -> None:
        """Go to a step; the number of steps means that all are done."""
        self._index = index
        present = self._steps[min(index, len(self._steps) - 1)]
        words = self.tr("Step {number} of {count}: {name}")
        self.setAccessibleName(
            words.format(number=min(index + 1, len(self._steps)), count=len(self._steps), name=present)
        )
        self.update()

    def _line(self) -> int:
        return current().px(48)

    def sizeHint(self) -> QSize:
        theme = current()
        metrics = theme.metrics("body_strong")
        words = sum(metrics.horizontalAdvance(step) for step in self._steps)
        each = theme.px(24 + 8)
        between = (len(self._steps) - 1) * (self._line() + 2 * theme.px(12))
        return QSize(words + each * len(self._steps) + between + 2, theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        x, middle, side = 1.0, self.height() / 2, theme.px(24)
        for number, step in enumerate(self._steps):
            self._paint_mark(painter, QRectF(x, middle - side / 2, side, side), number)
            x += side + theme.px(8)
            is_present = number == self._index
            style = "body_strong" if is_present else "body"
            width = theme.metrics(style).horizontalAdvance(step) + 1
            ink = theme.colour("text" if is_present else "text_muted")
            paint.text(painter, QRectF(x, 0, width, self.height()), step, theme.font(style), ink)
            x += width + theme.px(12)
            if number < len(self._steps) - 1:
                painter.fillRect(QRectF(x, round(middle), self._line(), 1), theme.colour("border_strong"))
                x += self._line() + theme.px(12)

    def _paint_mark(self, painter: QPainter, circle: QRectF, number: int) -> None:
        theme = current()
        radius = circle.width() / 2
        if number < self._index:
            ground, line = theme.colour("success_soft"), theme.colour("success")
            paint.box(painter, circle, radius=radius, fill=ground, border=line)
            paint_icon(painter, circle, "sign.check", theme.colour("success"), theme.px(14))
            return
        is_present = number == self._index
        if is_present:
            paint.box(painter, circle, radius=radius, fill=theme.colour("accent"))
        else:
            line = theme.colour("border_strong")
            paint.box(painter, circle, radius=radius, fill=theme.colour("surface"), border=line)
        ink = theme.colour("accent_text" if is_present else "text_muted")
        paint.text(painter, circle, str(number + 1), theme.font("caption_strong"), ink, paint.CENTRE)
