"""The strip of a day: one bar from the first sign-in to now, a colour a state; the list beside has it all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from crm_desktop.domain.formats import clock
from crm_desktop.domain.presence import Span, State
from crm_desktop.domain.shift import hour_of
from crm_desktop.ui.presence.words import COLOURS, span_words
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint

BAR, TICKS = 22, 18  # px at 100 %
LEAST = timedelta(hours=4)  # the first minutes of a day fill no whole strip
HOUR = timedelta(hours=1)


class PresenceStrip(QWidget):
    """Spans of one day; a click gives the place of the span under it (`chosen`)."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spans: Sequence[Span] = ()
        self._zone = "UTC"
        self._current = -1
        self.setAccessibleName(self.tr("The day as a strip"))
        self.setProperty("user_data", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current().px(400), current().px(BAR + TICKS + 4))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(160), self.sizeHint().height())

    def show_spans(self, spans: Sequence[Span], zone: str, described: str = "") -> None:
        """Show these; `described` sums them up for screen readers."""
        self._spans, self._zone = spans, zone
        self.setAccessibleDescription(described)
        self.update()

    def set_current(self, place: int) -> None:
        """Frame the span that is chosen in the list; -1 for none."""
        if place != self._current:
            self._current = place
            self.update()

    def extent(self) -> tuple[datetime, datetime]:
        """From when to when the strip reaches: whole hours, some room for what comes."""
        first, last = self._spans[0].began, self._spans[-1].until
        start = hour_of(first, self._zone)
        end = hour_of(last, self._zone) + HOUR
        return start, max(end, start + LEAST)

    def place_at(self, x: float) -> int:
        """The place of the span at this point, -1 where there is none."""
        if not self._spans:
            return -1
        start, end = self.extent()
        at = start + (end - start) * max(0.0, min(1.0, x / max(1, self.width())))
        return next((n for n, span in enumerate(self._spans) if span.began <= at < span.until), -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        bar = QRectF(0, theme.px(2), self.width(), theme.px(BAR))
        radius = theme.px(4)
        paint.box(painter, bar, radius=radius, fill=theme.colour("state_away_soft"))
        if not self._spans:
            return
        start, end = self.extent()
        whole = (end - start).total_seconds()

        def x(at: datetime) -> float:
            return bar.width() * (at - start).total_seconds() / whole

        painter.setClipRect(bar)
        for span in self._spans:
            self._paint_span(painter, span, QRectF(x(span.began), bar.top(), 0, bar.height()), x(span.until))
        painter.setClipping(False)
        if 0 <= self._current < len(self._spans):
            chosen = self._spans[self._current]
            left, right = x(chosen.began), x(chosen.until)
            frame = QRectF(left, bar.top(), max(right - left, theme.px(4)), bar.height()).adjusted(
                1, 1, -1, -1
            )
            paint.box(painter, frame, radius=0, border=theme.colour("text"))
        self._paint_hours(painter, bar, start, end)

    def _paint_span(self, painter: QPainter, span: Span, area: QRectF, right: float) -> None:
        """Calls and breaks fill the bar; ready and away lie low, so that the day reads as a silhouette."""
        theme = current()
        area.setRight(max(right, area.left() + 1))
        name = COLOURS.get(span.state)
        if name is None:
            return
        low = {State.READY: 0.55, State.AWAY: 0.55, State.WRAP_UP: 0.25}.get(span.state, 0.0)
        full = area.adjusted(0, area.height() * low, 0, 0)
        painter.fillRect(full, theme.colour(f"state_{name}"))
        if span.over_s:
            part = min(1.0, span.over_s / max(1.0, span.took.total_seconds()))
            over = QRectF(area.right() - area.width() * part, area.top(), area.width() * part, area.height())
            painter.fillRect(over, theme.colour("danger"))

    def _paint_hours(self, painter: QPainter, bar: QRectF, start: datetime, end: datetime) -> None:
        theme = current()
        metrics = theme.metrics("caption", tabular=True)
        hours = (end - start) / HOUR
        room = bar.width() / max(1.0, hours)
        wide = metrics.horizontalAdvance("00:00") + theme.px(16)
        step = next((n for n in (1, 2, 3, 4, 6, 12) if room * n >= wide), 24)
        count = 0
        at = start
        while at <= end:
            if count % step == 0:
                x = bar.width() * ((at - start) / (end - start))
                words = clock(at, self._zone)
                width = metrics.horizontalAdvance(words)
                left = min(max(0.0, x - width / 2), bar.width() - width)
                place = QRectF(left, bar.bottom() + theme.px(2), width + 1, theme.px(TICKS - 2))
                paint.text(
                    painter, place, words, theme.font("caption", tabular=True), theme.colour("text_muted")
                )
                if 0 < x < bar.width():
                    painter.fillRect(
                        QRectF(x, bar.bottom() - theme.px(1), 1, theme.px(3)), theme.colour("border_strong")
                    )
            at += HOUR
            count += 1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            place = self.place_at(QPointF(event.position()).x())
            if place >= 0:
                self.chosen.emit(place)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_at(event.pos().x())
            if place >= 0:
                QToolTip.showText(event.globalPos(), span_words(self._spans[place], self._zone), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)


class StateKey(QWidget):
    """What a colour of the strip stands for, and how long it was: a square, a word, a time."""

    def __init__(self, state: State, words: str, time: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state, self._words, self._time = state, words, time
        self.setAccessibleName(f"{words}: {time}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = current()
        wide = theme.metrics("caption").horizontalAdvance(self._words) + theme.px(16)
        wide += theme.metrics("caption_strong", tabular=True).horizontalAdvance(self._time) + theme.px(6)
        return QSize(wide + 2, theme.px(22))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        name = COLOURS.get(self.state)
        colour = theme.colour(f"state_{name}" if name else "danger")
        side = theme.px(10)
        mid = self.height() / 2
        paint.box(painter, QRectF(0, mid - side / 2, side, side), radius=2, fill=colour)
        left = float(theme.px(16))
        width = theme.metrics("caption").horizontalAdvance(self._words) + 1
        ink = theme.colour("danger" if name is None else "text_muted")
        paint.text(painter, QRectF(left, 0, width, self.height()), self._words, theme.font("caption"), ink)
        left += width + theme.px(5)
        font = theme.font("caption_strong", tabular=True)
        rest = QRectF(left, 0, self.width() - left, self.height())
        paint.text(painter, rest, self._time, font, theme.colour("danger" if name is None else "text"))
