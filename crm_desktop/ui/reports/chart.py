"""Calls by hour as bars: pyqtgraph, brought in only when a chart is wanted, off the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.services.reports import Table
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.ops.qt_classes import class_steps
from crm_desktop.ui.ops.slices import Slices
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.layouts import Column
from crm_desktop.ui.widgets.text import Text

BAR = 0.3  # of an hour's room
LEAST_HOURS = 8  # room for so many: the bars of the first hours are no walls
COLOURS = ("chart_1", "chart_2")
#: What pyqtgraph takes Qt's classes from, beside what every window takes.
QT = ("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtSvg", "PySide6.QtTest")


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour: its words, calls dialled, conversations."""

    words: str
    calls: int
    conversations: int


def hours_of(table: Table) -> list[Hour]:
    """The hours of a report by hour."""
    return [
        Hour(str(row.values["hour"]), _whole(row.values["calls"]), _whole(row.values["conversations"]))
        for row in table.rows
    ]


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0


_loaded: list[Any] = []
"""pyqtgraph, once a worker has imported all of it: further charts are built at once."""


def load() -> Any:
    """Import pyqtgraph, which takes a third of a second; called in a worker."""
    import pyqtgraph

    _loaded[:] = [pyqtgraph]
    return pyqtgraph


class PlotChart(QWidget):
    """A plot that is brought in when it is first wanted; what the mouse is over stands above it in words."""

    def __init__(self, ops: Operations, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ops = ops
        self._pg: Any = None
        self._plot: Any = None
        self._drawn: list[Any] = []
        self._column = Column(self, gap=0)
        self.told = Text("", "caption", tone="muted", tabular=True)
        self._column.addWidget(self.told, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumHeight(current().px(120))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    def want(self) -> None:
        """Draw what is known by now; the first time pyqtgraph is brought in before."""
        if self._plot is not None:
            self.draw()
        elif _loaded:
            self._build(_loaded[0])
        elif self._pg is None:
            self._pg = False  # asked for
            Slices(class_steps(QT), self, fault=self._ops.reporter.crash, done=self._load)

    def _load(self) -> None:
        self._ops.read(self, load).success(self._build).start()

    def draw(self) -> None:
        """Draw anew: other numbers, another theme."""
        raise NotImplementedError

    def words_at(self, x: float, y: float) -> str:
        """What stands at a place of the plot, in words."""
        raise NotImplementedError

    def _build(self, pg: Any) -> None:
        if self._plot is not None:  # another chart brought it in meanwhile
            return
        self._pg = pg
        self._plot = plot = pg.PlotWidget(self)
        plot.setMouseEnabled(False, False)
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.setFrameShape(plot.Shape.NoFrame)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setAccessibleName(self.accessibleName())
        plot.getAxis("left").setWidth(current().px(40))
        plot.scene().sigMouseMoved.connect(self._hover)
        self._column.addWidget(plot, 1)
        follow_theme(self.draw)

    def style_axes(self) -> None:
        """Ground and axes as the theme has them."""
        theme, pg, plot = current(), self._pg, self._plot
        plot.setBackground(theme.colour("surface"))
        for name in ("left", "bottom"):
            axis = plot.getAxis(name)
            axis.setPen(pg.mkPen(theme.colour("border") if name == "left" else None))
            axis.setTextPen(pg.mkPen(theme.colour("text_muted")))
            axis.setTickFont(theme.font("caption", tabular=True))
            axis.setStyle(tickLength=0, hideOverlappingLabels=False)
            axis.setZValue(-1)  # lines of the grid lie behind the bars

    def begin_bars(self, *, x: bool = False, y: bool = False) -> None:
        """Axes and the grid of one of them as the theme has them, and nothing on it yet."""
        self.style_axes()
        self._plot.showGrid(x=x, y=y, alpha=1.0)
        for drawn in self._drawn:
            self._plot.removeItem(drawn)
        self._drawn = []

    def put_bars(self, colour: str, **where: Any) -> None:
        """Bars of one colour token; `where` as pyqtgraph's BarGraphItem takes it."""
        bars = self._pg.BarGraphItem(**where, brush=current().colour(colour), pen=self._pg.mkPen(None))
        self._plot.addItem(bars)
        self._drawn.append(bars)

    def put_lines(
        self, colour: str, thick: float, dot: int, lines: Sequence[Sequence[tuple[float, float]]]
    ) -> None:
        """Lines of one colour token through these points, each with a dot; sizes in px at 100 %.

        They are one item of the plot: its work for an item is that of a hundred points.
        """
        theme, pg = current(), self._pg
        ink = theme.colour(colour)
        points = [point for line in lines for point in line]
        if not points:
            return
        goes_on = [at + 1 < len(line) for line in lines for at in range(len(line))]
        pen = pg.mkPen(ink, width=thick * theme.px(100) / 100)
        drawn = pg.PlotDataItem(
            x=[x for x, _ in points], y=[y for _, y in points], connect=_as_array(goes_on), pen=pen,
            antialias=True, symbol="o", symbolSize=theme.px(dot), symbolBrush=ink, symbolPen=None,
        )  # fmt: skip
        self._plot.addItem(drawn)
        self._drawn.append(drawn)

    def _hover(self, place: Any) -> None:
        at = self._plot.plotItem.vb.mapSceneToView(place)
        self.told.setText(self.words_at(at.x(), at.y()))

    def sizeHint(self) -> QSize:
        return QSize(current().px(480), current().px(200))


def _as_array(goes_on: Sequence[bool]) -> Any:
    import numpy

    return numpy.array(goes_on, dtype=numpy.int32)


class HourChart(PlotChart):
    """Two bars an hour; the values of the hour under the mouse stand above. The table beside has them too."""

    def __init__(self, ops: Operations, parent: QWidget | None = None) -> None:
        super().__init__(ops, QCoreApplication.translate("HourChart", "Calls by hour"), parent)
        self._hours: list[Hour] = []

    def show_hours(self, hours: Sequence[Hour]) -> None:
        """Draw these hours."""
        self._hours = list(hours)
        self.setAccessibleDescription("; ".join(self._words(hour) for hour in self._hours))
        self.want()

    def draw(self) -> None:
        if self._plot is None:
            return
        theme, plot = current(), self._plot
        self.begin_bars(y=True)
        values = ([hour.calls for hour in self._hours], [hour.conversations for hour in self._hours])
        for place, (colour, heights) in enumerate(zip(COLOURS, values, strict=True)):
            side = (place - 0.5) * (BAR + 0.04)
            self.put_bars(colour, x=[at + side for at in range(len(heights))], height=heights, width=BAR)
        plot.getAxis("bottom").setGrid(False)
        plot.getAxis("bottom").setTicks([[(at, hour.words[:2]) for at, hour in enumerate(self._hours)]])
        most = max([1, *values[0], *values[1]])
        words = [(mark, f"{mark:,}") for mark in marks(most)]
        plot.getAxis("left").setTicks([words])
        wide = theme.metrics("caption", tabular=True).horizontalAdvance(words[-1][1])
        plot.getAxis("left").setWidth(max(theme.px(40), wide + theme.px(14)))
        count = max(1, len(self._hours))
        plot.setXRange(-0.6, max(count, LEAST_HOURS) - 0.4, padding=0.02)
        plot.setYRange(0, marks(most)[-1], padding=0.12)  # half a line, or the outermost marks are left out

    def words_at(self, x: float, y: float) -> str:
        """The hour of a place."""
        at = round(x)
        return self._words(self._hours[at]) if 0 <= at < len(self._hours) else ""

    def _words(self, hour: Hour) -> str:
        return self.tr("{hour}: {calls} calls, {conversations} conversations").format(
            hour=hour.words, calls=hour.calls, conversations=hour.conversations
        )


def marks(most: int) -> list[int]:
    """Three to six round marks from 0 to at least `most`."""
    step = 1
    while most / step > 5:
        step = step * 2 if str(step)[0] != "2" else step * 5 // 2
    return list(range(0, step * (-(-most // step)) + 1, step))


class Legend(QWidget):
    """Which colour is what, in words."""

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = list(words)
        self.setAccessibleName(", ".join(words))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self.updateGeometry)

    def _width(self, words: str) -> int:
        theme = current()
        return theme.px(10 + 6) + theme.metrics("caption").horizontalAdvance(words) + theme.px(16)

    def sizeHint(self) -> QSize:
        last = current().px(16)  # nothing follows the last
        return QSize(sum(self._width(words) for words in self._words) - last, current().line("caption"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, left = current(), QPainter(self), 0.0
        paint.smooth(painter)
        side = theme.px(10)
        for words, colour in zip(self._words, COLOURS, strict=False):
            square = QRectF(left, (self.height() - side) / 2, side, side)
            paint.box(painter, square, radius=2, fill=theme.colour(colour))
            area = QRectF(left + side + theme.px(6), 0, self._width(words), self.height())
            paint.text(painter, area, words, theme.font("caption"), theme.colour("text_muted"))
            left += self._width(words)
