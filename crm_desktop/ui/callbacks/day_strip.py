"""The strip of days above the list: how much is promised on each; a click or arrow key chooses one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from crm_desktop.domain.formats import clock, day
from crm_desktop.ui.callbacks.reading import STRIP_DAYS, Day
from crm_desktop.ui.callbacks.words import NOTHING
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.theme import current, follow_theme, paint_icon
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.layouts import Row

HEIGHT = 62
TODAY, DAY = 178, 66  # px at 100 %: narrower, and days leave the strip
NOON = time(12)


class _DayButton(QAbstractButton):
    """One day: its name, how many, and a word beside."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.title, self.count, self.side, self.tone = "", "", "", "text_muted"
        self.appointments = 0
        self.is_first = self.is_last = False
        self.setCheckable(True)
        self.setProperty("user_data", True)
        self.setProperty("elides", True)
        self.setProperty("focusRadius", 8)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def tell(self, title: str, count: str, side: str, tone: str, appointments: int, booked: str) -> None:
        """Show a day: call-backs as a figure, a word beside it, and how many appointments."""
        self.title, self.count, self.side, self.tone = title, count, side, tone
        self.appointments = appointments
        self.setText(title)
        self.setAccessibleName(
            ", ".join(part for part in (f"{title}: {count} {side}".strip(), booked) if part)
        )
        self.setToolTip("\n".join(part for part in (side, booked) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current().px(TODAY if self.is_first else DAY), current().px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(56), current().px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        area = QRectF(self.rect())
        painter.setClipPath(self._shape(area, theme.px(theme.tokens.radius.panel) - 1))
        if self.isChecked():
            painter.fillRect(area, theme.colour("accent_soft"))
            line = QRectF(area.left(), area.bottom() - theme.px(3), area.width(), theme.px(3))
            painter.fillRect(line, theme.colour("accent"))
        elif self.underMouse():
            painter.fillRect(area, theme.colour("hover"))
        if not self.is_last:
            edge = QRectF(area.right() - 1, area.top(), 1, area.height())
            painter.fillRect(edge, theme.colour("border"))
        pad = theme.px(14 if self.width() > theme.px(96) else 9)
        room = area.adjusted(pad, theme.px(10), -pad, -theme.px(8))
        title_ink = theme.colour("accent" if self.isChecked() else "text_muted")
        style = "label" if self.isChecked() else "table"
        title = paint.elide(self.title, theme.metrics(style), room.width())
        top = QRectF(room.left(), room.top(), room.width(), theme.line("table"))
        paint.text(painter, top, title, theme.font(style), title_ink)
        below = QRectF(room.left(), top.bottom(), room.width(), room.bottom() - top.bottom())
        count_font = theme.font("title", tabular=True)
        paint.text(painter, below, self.count, count_font, theme.colour("text"))
        left = theme.metrics("title", tabular=True).horizontalAdvance(self.count) + theme.px(8)
        right = self._paint_appointments(painter, below)
        free = below.adjusted(left, 0, -right, 0)
        style = "caption_strong" if self.tone == "danger" else "caption"
        if self.side and theme.metrics(style).horizontalAdvance(self.side) <= free.width():
            paint.text(painter, free, self.side, theme.font(style), theme.colour(self.tone), paint.RIGHT)

    def _paint_appointments(self, painter: QPainter, area: QRectF) -> int:
        """A calendar and their number at the right; gives the width taken."""
        if not self.appointments:
            return 0
        theme, words = current(), str(self.appointments)
        wide, side = theme.metrics("label", tabular=True).horizontalAdvance(words), theme.px(14)
        ink = theme.colour("accent")
        paint.text(painter, area, words, theme.font("label", tabular=True), ink, paint.RIGHT)
        place = QRectF(area.right() - wide - theme.px(4) - side, area.top(), side, area.height())
        paint_icon(painter, place, "sign.calendar", ink, side)
        return wide + side + theme.px(12)

    def _shape(self, area: QRectF, radius: float) -> QPainterPath:
        """Round at the strip's own ends."""
        left = 0.0 if self.is_first else radius
        right = 0.0 if self.is_last else radius
        path = QPainterPath()
        path.addRoundedRect(area.adjusted(-left, 0, right, 0), radius, radius)
        return path


class DayStrip(QWidget):
    """Today, the days of two weeks after it, and later; `chosen` gives the place."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Days"))
        row = Row(self, margins=1, gap=0)
        self._group = QButtonGroup(self)
        self._days: list[Day] = []
        self._first = 1  # the first day shown after today
        for place in range(STRIP_DAYS + 1):
            button = _DayButton(self)
            button.is_first, button.is_last = place == 0, place == STRIP_DAYS
            self._group.addButton(button, place)
            row.addWidget(button, 5 if place == 0 else 2)
        self._group.button(0).setChecked(True)
        self._group.idToggled.connect(self._toggled)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_theme(self.update)

    def _toggled(self, place: int, is_on: bool) -> None:
        if is_on:
            self._fit()
            self.chosen.emit(place)

    def place(self) -> int:
        """The chosen day's place; 0 is today."""
        return self._group.checkedId()

    def choose(self, place: int) -> None:
        """Choose a day."""
        self._group.button(place).setChecked(True)

    def days(self) -> Sequence[Day]:
        """The days shown."""
        return self._days

    def button(self, place: int) -> QAbstractButton:
        """The button of a day."""
        return self._group.button(place)

    def show_days(self, days: Sequence[Day], now: datetime, zone: str) -> None:
        """Show these counts."""
        self._days = list(days)
        for place, each in enumerate(days):
            button = self._group.button(place)
            assert isinstance(button, _DayButton)
            booked = plural(self.tr("%n appointment(s)", "", each.appointments), each.appointments)
            words = booked if each.appointments else ""
            button.tell(self._title(place, each), *self._figures(each, zone), each.appointments, words)

    def _title(self, place: int, each: Day) -> str:
        if each.on is None:
            return self.tr("Later")
        name = day(datetime.combine(each.on, NOON, UTC), "UTC").rsplit(" ", 1)[0]  # without the month
        return self.tr("Today, {day}").format(day=name) if place == 0 else name

    def _figures(self, each: Day, zone: str) -> tuple[str, str, str]:
        count = str(each.count) if each.count else NOTHING
        if each.overdue:
            return count, self.tr("{count} overdue").format(count=each.overdue), "danger"
        if each.first_at is not None and each.on is not None:
            return count, self.tr("from {time}").format(time=clock(each.first_at, zone)), "text_muted"
        if each.done and not each.count:
            return count, self.tr("{count} done").format(count=each.done), "success"
        return count, "", "text_muted"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        place = min(STRIP_DAYS, max(0, self.place() + step))
        self.choose(place)
        self._group.button(place).setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where not all days find room, those around the chosen one stand between today and “Later”."""
        theme = current()
        room = min(STRIP_DAYS - 1, max(1, (self.width() - theme.px(TODAY)) // theme.px(DAY) - 1))
        at = self.place()
        if at in (0, STRIP_DAYS):
            first = 1 if at == 0 else STRIP_DAYS - room
        elif self._first < at < self._first + room - 1 and self._first + room <= STRIP_DAYS:
            first = self._first
        else:
            first = min(STRIP_DAYS - room, max(1, at - room // 2))
        self._first = first
        for place in range(1, STRIP_DAYS):
            self._group.button(place).setVisible(first <= place < first + room)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        paint.box(
            painter,
            QRectF(self.rect()),
            radius=theme.px(theme.tokens.radius.panel),
            fill=theme.colour("surface"),
            border=theme.colour("border"),
        )
