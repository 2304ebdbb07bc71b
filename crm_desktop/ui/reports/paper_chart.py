"""A report's chart as it is printed: bars with their values, or the map of hours and weekdays; on white."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from crm_desktop.domain.kpi import Unit
from crm_desktop.services.reports import Column, Row, Table
from crm_desktop.services.reports.best_time import DAY_LABELS
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.paper import paper_font
from crm_desktop.ui.reports.heat import squares_of
from crm_desktop.ui.reports.words import shown

# What each report's bars show: one or two columns of counts or money, the first one strong.
CHARTED: dict[str, tuple[str, ...]] = {
    "agent-day": ("calls", "conversations"),
    "evening": ("calls", "answered"),
    "calls": ("calls", "conversations"),
    "results": ("calls",),
    "progress": ("leads_held", "leads_tried"),
    "follow-ups": ("follow_ups_due", "follow_ups_missed"),
    "sales": ("sales_amount",),
    "attendance": ("worked_s",),
    "timeline": ("worked_s", "on_call_s"),
    "data-quality": ("leads_found",),
}
FUNNEL = ("leads_in", "leads_in_tried", "leads_in_reached", "leads_in_interested", "leads_in_won")
MOST_BARS = 31
MOST_SIDE_BY_SIDE = 8  # names of more stand upright, as a rule, and get room for it
DPI = 300
MM = DPI / 25.4
INK, MUTED, LINE = QColor("#1b1f24"), QColor("#5b636d"), QColor("#d8dce1")
STRONG, LIGHT = QColor("#1f5fbf"), QColor("#e08a1e")  # told apart in grey too: the lighter one is hatched
HEIGHT_MM, HEAT_MM = 48.0, 46.0
TURNED_MM = 46.0  # what names of many bars take, which stand upright below them


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the report, or a stage: its values as bars, and each in words."""

    name: str
    values: tuple[float, ...]
    words: tuple[str, ...]


def chart_of(table: Table, width_mm: float) -> QImage | None:
    """The chart on white at print's resolution; None where a report has none, or too many rows for one."""
    squares = squares_of(table) if table.report == "best-time" else {}
    if squares:
        return _painted(width_mm, HEAT_MM, lambda painter, room: _draw_heat(painter, room, table))
    bars, heads = bars_of(table)
    if not bars:
        return None
    high = HEIGHT_MM + (TURNED_MM - 8 if len(bars) > MOST_SIDE_BY_SIDE else 0)
    return _painted(width_mm, high, lambda painter, room: _draw_bars(painter, room, bars, heads))


def bars_of(table: Table) -> tuple[list[Bar], list[str]]:
    """The bars of a report, and what each of a row's values is; none where there is nothing to compare.

    A funnel's are its stages, all campaigns together; else a row has one or two.
    """
    if table.report == "funnel":
        stages = [c for c in table.columns if c.id in FUNNEL]
        bars = [_of_stage(table, column) for column in stages]
        return (bars, [tr_label(stages[0].title)]) if bars and bars[0].values[0] else ([], [])
    columns = [c for name in CHARTED.get(table.report, ()) for c in table.columns if c.id == name]
    if not columns or not 2 <= len(table.rows) <= MOST_BARS:
        return [], []
    bars = [_bar(table, row, columns) for row in table.rows]
    if not any(value for bar in bars for value in bar.values):
        return [], []
    return bars, [tr_label(column.title) for column in columns]


def _of_stage(table: Table, column: Column) -> Bar:
    value = table.total.values[column.id]
    number = float(value) if isinstance(value, int | float) else 0.0
    return Bar(tr_label(column.title), (number,), (shown(table, table.total, column),))


def _painted(width_mm: float, height_mm: float, draw: Callable[[QPainter, QRectF], None]) -> QImage:
    image = QImage(round(width_mm * MM), round(height_mm * MM), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(DPI / 0.0254))
    image.setDotsPerMeterY(round(DPI / 0.0254))
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, QRectF(0, 0, image.width(), image.height()))
    painter.end()
    return image


def _bar(table: Table, row: Row, columns: Sequence[Column]) -> Bar:
    first = table.columns[0]
    name = shown(table, row, first)
    if len(table.columns) > 1 and table.columns[1].unit is Unit.DAY and first.id == "person":
        name = f"{name}, {shown(table, row, table.columns[1])}"
    values = [row.values[c.id] for c in columns]
    numbers = tuple(float(v) if isinstance(v, int | float) else 0.0 for v in values)
    return Bar(name, numbers, tuple(shown(table, row, c) for c in columns))


def _font(painter: QPainter, points: float, *, bold: bool = False) -> None:
    font = paper_font(points)
    font.setPixelSize(max(1, round(points * DPI / 72)))
    font.setBold(bold)
    painter.setFont(font)


def _draw_bars(painter: QPainter, room: QRectF, bars: Sequence[Bar], heads: Sequence[str]) -> None:
    """Upright bars side by side; a row's name below, its first value above where there is room."""
    _font(painter, 7)
    _draw_key(painter, room, heads)
    step = room.width() / len(bars)
    is_turned = any(painter.fontMetrics().horizontalAdvance(bar.name) > step - MM for bar in bars)
    top, foot = room.top() + 7 * MM, room.bottom() - (TURNED_MM if is_turned else 8) * MM
    most = max(max(bar.values) for bar in bars) or 1.0
    wide = min(step * 0.7, 16 * MM)
    metrics = painter.fontMetrics()
    for place, bar in enumerate(bars):
        middle = room.left() + (place + 0.5) * step
        one = wide / len(bar.values)
        for at, value in enumerate(bar.values):
            height = (foot - top - 4 * MM) * value / most
            box = QRectF(middle - wide / 2 + at * one, foot - height, one - 0.3 * MM, height)
            painter.fillRect(box, STRONG if at == 0 else LIGHT)
            if at:
                painter.fillRect(box, Qt.BrushStyle.BDiagPattern)
            painter.setPen(INK)
            words = bar.words[at]
            room_for = step if len(bar.values) == 1 else one
            if metrics.horizontalAdvance(words) <= room_for:
                above = QRectF(box.center().x() - step / 2, box.top() - 4 * MM, step, 3.6 * MM)
                painter.drawText(above, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, words)
        painter.setPen(MUTED)
        if is_turned:
            _draw_turned(painter, QPointF(middle, foot + 1 * MM), bar.name, step)
            continue
        name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, round(step - MM))
        below = QRectF(middle - step / 2, foot + 1 * MM, step, 6 * MM)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, name)
    painter.setPen(LINE)
    painter.drawLine(QPointF(room.left(), foot), QPointF(room.right(), foot))


def _draw_turned(painter: QPainter, at: QPointF, name: str, step: float) -> None:
    """A name upright below its bar, read from the bottom to the top."""
    metrics, long = painter.fontMetrics(), (TURNED_MM - 2) * MM
    words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, round(long))
    painter.save()
    painter.translate(at)
    painter.rotate(-90)
    line = QRectF(-long, -step / 2, long, step)
    painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
    painter.restore()


def _draw_key(painter: QPainter, room: QRectF, heads: Sequence[str]) -> None:
    x = room.left()
    for at, words in enumerate(heads):
        box = QRectF(x, room.top() + 1 * MM, 3 * MM, 3 * MM)
        painter.fillRect(box, STRONG if at == 0 else LIGHT)
        if at:
            painter.fillRect(box, Qt.BrushStyle.BDiagPattern)
        painter.setPen(INK)
        wide = painter.fontMetrics().horizontalAdvance(words)
        painter.drawText(
            QRectF(x + 4 * MM, room.top(), wide + MM, 5 * MM), Qt.AlignmentFlag.AlignVCenter, words
        )
        x += wide + 10 * MM


def _draw_heat(painter: QPainter, room: QRectF, table: Table) -> None:
    """A column an hour, a line a weekday; each square with its contact rate."""
    squares = squares_of(table)
    hours = range(min(h for _, h in squares), max(h for _, h in squares) + 1)
    most = max((square.reached or 0.0 for square in squares.values()), default=0.0) or 1.0
    names = [tr_label(DAY_LABELS[day]) for day in DAY_LABELS]
    left, top = room.left() + 22 * MM, room.top() + 5 * MM
    wide, high = (room.right() - left) / len(hours), (room.bottom() - top) / 7
    _font(painter, 6.5)
    painter.setPen(MUTED)
    told = QCoreApplication.translate("PaperChart", "Contact rate, %")
    painter.drawText(QRectF(room.left(), room.top(), 21 * MM, 4.5 * MM), Qt.AlignmentFlag.AlignVCenter, told)
    for place, hour in enumerate(hours):
        painter.setPen(MUTED)
        head = QRectF(left + place * wide, room.top(), wide, 4.5 * MM)
        painter.drawText(head, Qt.AlignmentFlag.AlignCenter, f"{hour:02d}")
    for day, name in enumerate(names):
        painter.setPen(MUTED)
        line = QRectF(room.left(), top + day * high, 21 * MM, high)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, name)
        for place, hour in enumerate(hours):
            box = QRectF(left + place * wide, top + day * high, wide - 0.4 * MM, high - 0.4 * MM)
            square = squares.get((day, hour))
            if square is None or square.reached is None:
                painter.fillRect(box, QColor("#f6f7f8"))
                continue
            share = square.reached / most
            painter.fillRect(box, QColor.fromRgbF(*_mixed(0.1 + 0.75 * share)))
            painter.setPen(Qt.GlobalColor.white if share > 0.75 else INK)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{100 * square.reached:.0f}")


def _mixed(share: float) -> tuple[float, float, float]:
    red, green, blue = (1 - share * (1 - one) for one in (STRONG.redF(), STRONG.greenF(), STRONG.blueF()))
    return red, green, blue
