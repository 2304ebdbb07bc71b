"""Whole numbers, dates and times to type or step with the arrow keys; drawn as fields.

The little arrows are taken away by the stylesheet: with NoButtons Qt 6.11 leaves the text no room.
"""

from __future__ import annotations

from PySide6.QtCore import QDate, QRectF, QSize, Qt, QTime
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QDateEdit,
    QSizePolicy,
    QSpinBox,
    QTimeEdit,
    QToolButton,
    QWidget,
)

from crm_desktop.ui.theme import current, follow_theme, icon, paint_icon
from crm_desktop.ui.widgets.buttons import Size
from crm_desktop.ui.widgets.field import EDIT_STYLE


def field_height(size: Size) -> int:
    """The height of a field in px, never below its line."""
    theme = current()
    return max(theme.px(getattr(theme.tokens.control, size)), theme.line(EDIT_STYLE[size]) + 8)


class NumberField(QSpinBox):
    """A whole number from `least` to `most`, with a unit after it (` min`)."""

    def __init__(
        self,
        name: str,
        least: int,
        most: int,
        *,
        value: int | None = None,
        unit: str = "",
        size: Size = "normal",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size: Size = size
        self.setRange(least, most)
        self.setValue(least if value is None else value)
        self.setSuffix(unit)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.setFont(current().font(EDIT_STYLE[self._size], tabular=True))
        self.lineEdit().setFont(self.font())  # Qt hands a changed font on only the first time
        self.lineEdit().setTextMargins(current().px(8), 0, current().px(8), 0)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        widest = max(self.textFromValue(self.minimum()), self.textFromValue(self.maximum()), key=len)
        width = self.fontMetrics().horizontalAdvance(widest + self.suffix()) + current().px(32)
        return QSize(max(width, current().px(72)), field_height(self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class TimeField(QTimeEdit):
    """A time of day, 24 h."""

    def __init__(
        self, name: str, value: QTime, *, size: Size = "normal", parent: QWidget | None = None
    ) -> None:
        super().__init__(value, parent)
        self._size: Size = size
        self.setDisplayFormat("HH:mm")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.setFont(current().font(EDIT_STYLE[self._size], tabular=True))
        self.lineEdit().setFont(self.font())  # Qt hands a changed font on only the first time
        self.lineEdit().setTextMargins(current().px(8), 0, current().px(8), 0)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance("00:00") + current().px(32)
        return QSize(width, field_height(self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class DateField(QDateEdit):
    """A date with its calendar; `Sat 21 Nov 2026`."""

    FORMAT = "ddd d MMM yyyy"

    def __init__(
        self, name: str, value: QDate, *, size: Size = "normal", parent: QWidget | None = None
    ) -> None:
        super().__init__(value, parent)
        self._size: Size = size
        self.setDisplayFormat(self.FORMAT)
        self.setCalendarPopup(True)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.setFont(current().font(EDIT_STYLE[self._size], tabular=True))
        self.lineEdit().setFont(self.font())  # Qt hands a changed font on only the first time
        self._restyle_calendar()
        self.updateGeometry()

    def _restyle_calendar(self) -> None:
        """Qt's own calendar marks weekends in red and draws black arrows in any scheme."""
        calendar = self.calendarWidget()
        calendar.setFont(current().font("table"))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        weekend = QTextCharFormat()
        weekend.setForeground(current().colour("text_muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, weekend)
        steps = (
            ("qt_calendar_prevmonth", "sign.chevron_left", self.tr("Month before")),
            ("qt_calendar_nextmonth", "sign.chevron_right", self.tr("Month after")),
        )
        for part, sign, words in steps:
            button = calendar.findChild(QToolButton, part)
            if isinstance(button, QToolButton):
                button.setIcon(icon(sign))
                button.setAccessibleName(words)
                button.setToolTip(words)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance("Wed 30 Nov 2026") + current().px(60)
        return QSize(width, field_height(self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current()
        painter = QPainter(self)
        side = theme.px(16)
        place = QRectF(self.width() - side - theme.px(10), 0, side, self.height())
        colour = theme.colour("text_muted" if self.isEnabled() else "text_disabled")
        paint_icon(painter, place, "sign.calendar", colour, side)
