"""A report's chart as it is printed: bars with their values, scores by week, the map of hours; on white."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from crm_desktop.domain.kpi import Unit
from crm_desktop.services.reports import Column, Row, Table
from crm_desktop.services.reports.best_time import DAY_LABELS
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.paper import paper_font
from crm_desktop.ui.reports.heat import squares_of
from crm_desktop.ui.reports.trend import Line, Trend, named_weeks, trend_of
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
TREND_MM, NAMES_MM = 62.0, 42.0  # names of lines stand at their right ends
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
    trend = trend_of(table)
    if trend is not None:
        return _painted(width_mm, TREND_MM, lambda painter, room: _draw_trend(painter, room, trend))
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
    one = wide / len(bars[0].values)
    # A value that is wider than its bar goes over the gap beside it; those of a kind are all told, or none.
    most_wide = step if len(bars[0].values) == 1 else one + (step - wide) / 2 - 0.3 * MM
    is_told = [
        all(metrics.horizontalAdvance(bar.words[at]) <= most_wide for bar in bars)
        for at in range(len(bars[0].values))
    ]
    for place, bar in enumerate(bars):
        middle = room.left() + (place + 0.5) * step
        for at, value in enumerate(bar.values):
            height = (foot - top - 4 * MM) * value / most
            box = QRectF(middle - wide / 2 + at * one, foot - height, one - 0.3 * MM, height)
            painter.fillRect(box, STRONG if at == 0 else LIGHT)
            if at:
                painter.fillRect(box, Qt.BrushStyle.BDiagPattern)
            painter.setPen(INK)
            words = bar.words[at]
            if is_told[at]:
                over = max(0.0, metrics.horizontalAdvance(words) - box.width()) / 2
                aside = 0.0 if len(bar.values) == 1 else over if at else -over
                above = QRectF(box.center().x() + aside - step / 2, box.top() - 4 * MM, step, 3.6 * MM)
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


def _draw_trend(painter: QPainter, room: QRectF, trend: Trend) -> None:
    """A line for each, its name at the end where there is room; everybody's is thick and has its values."""
    _font(painter, 7)
    metrics = painter.fontMetrics()
    left, right = room.left() + 11 * MM, room.right() - NAMES_MM * MM
    top, foot = room.top() + 5 * MM, room.bottom() - 6 * MM
    step = (right - left) / max(1, len(trend.weeks) - 1)

    def place(at: int, score: float) -> QPointF:
        return QPointF(left + at * step, foot - (foot - top) * score)

    for mark in range(0, 101, 25):
        line = place(0, mark / 100)
        painter.setPen(LINE)
        painter.drawLine(line, QPointF(right, line.y()))
        painter.setPen(MUTED)
        beside = QRectF(room.left(), line.y() - 2 * MM, 9 * MM, 4 * MM)
        painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{mark} %")
    for at, words in named_weeks(trend):
        below = QRectF(place(at, 0).x() - 12 * MM, foot + 1 * MM, 24 * MM, 5 * MM)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, words)
    for each in trend.lines:
        ink, thick = (STRONG, 0.7 * MM) if each.is_everybody else (MUTED, 0.2 * MM)
        points = [place(point.at, point.score) for point in each.points]
        painter.setPen(QPen(ink, thick))
        painter.drawPolyline(points)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for point in points:
            painter.drawEllipse(point, thick + 0.3 * MM, thick + 0.3 * MM)
        painter.setPen(INK)
        for point, told in zip(points, each.points, strict=True):
            words = f"{100 * told.score:.0f}"
            if each.is_everybody and metrics.horizontalAdvance(words) < step:
                above = QRectF(point.x() - 2.5 * MM, point.y() - 4.6 * MM, 5 * MM, 3.2 * MM)
                painter.fillRect(above, Qt.GlobalColor.white)
                painter.drawText(above, Qt.AlignmentFlag.AlignCenter, words)
    ends = [(place(line.points[-1].at, line.points[-1].score), line) for line in trend.lines]
    _draw_names(painter, QRectF(left, top, right - left, foot - top), ends)


def _draw_names(painter: QPainter, within: QRectF, ends: list[tuple[QPointF, Line]]) -> None:
    """Each line's name beside its end, one below the other; of more than there is room for everybody's."""
    high = 3.4 * MM
    if len(ends) * high > within.height():
        ends = [each for each in ends if each[1].is_everybody]
    ends = sorted(ends, key=lambda each: each[0].y())
    places: list[float] = []
    for end, _ in ends:
        places.append(max(end.y(), places[-1] + high) if places else end.y())
    for at in range(len(places)):  # what came too low goes up again
        places[at] = min(places[at], within.bottom() - high * (len(places) - 1 - at))
    for at, (end, line) in enumerate(ends):
        painter.setPen(LINE)
        painter.drawLine(end, QPointF(within.right() + 3 * MM, places[at]))
        painter.setPen(STRONG if line.is_everybody else MUTED)
        beside = QRectF(within.right() + 3.5 * MM, places[at] - high / 2, (NAMES_MM - 3.5) * MM, high)
        words = painter.fontMetrics().elidedText(
            line.name, Qt.TextElideMode.ElideRight, round(beside.width())
        )
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, words)


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
