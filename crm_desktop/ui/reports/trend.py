"""Scores week by week: a line for everybody, one for each person; the chosen person's stands out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication, QPointF, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import day_of_date
from crm_desktop.domain.shift import date_of
from crm_desktop.services.reports import Row, Table
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.reports.chart import COLOURS, PlotChart
from crm_desktop.ui.reports.words import shown
from crm_desktop.ui.theme import current

SCORE = "review_score"
MOST_WEEKS_NAMED = 8
NEAR_PX = 24  # how far from a point the mouse may be
MOST_NAMED = 3  # points that lie on one another


@dataclass(frozen=True, slots=True)
class Point:
    """A score (0 to 1) in the week at a place; `key` is its row's in the table, where its receipt hangs."""

    at: int
    score: float
    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """Scores of a person (`who`: the name to sign in with) or of everybody (""), by weeks."""

    who: str
    name: str
    points: tuple[Point, ...]

    @property
    def is_everybody(self) -> bool:
        """Whether it is everybody's together."""
        return not self.who


@dataclass(frozen=True, slots=True)
class Trend:
    """Lines over weeks (in short words); weeks in which nobody was reviewed keep their place."""

    weeks: tuple[str, ...]
    lines: tuple[Line, ...]


def trend_of(table: Table) -> Trend | None:
    """The lines of a coaching report by week; None of another one, and of fewer than two weeks."""
    is_by_week = table.report == "coaching" and table.columns[0].id == "week"
    scored = [row for row in table.rows if row.values[SCORE] is not None] if is_by_week else []
    days = sorted({date_of(int(row.figures["week"])) for row in scored})
    if len(days) < 2:
        return None
    column = next(c for c in table.columns if c.id == SCORE)
    reviews = next(c for c in table.columns if c.id == "reviews")
    found: dict[str, list[Point]] = {}
    for row in scored:
        value, monday = row.values[SCORE], date_of(int(row.figures["week"]))
        told = QCoreApplication.translate("Trend", "{score}, reviews: {count}")
        words = told.format(score=shown(table, row, column), count=shown(table, row, reviews))
        assert isinstance(value, int | float), "a share"
        point = Point((monday - days[0]).days // 7, float(value), row.key, words)
        found.setdefault(who_of(row), []).append(point)
    names = {who_of(row): str(row.values.get("person", "")) for row in scored}
    everybody = QCoreApplication.translate("Trend", "Everybody")
    lines = (
        Line(who, names[who] if who else everybody, tuple(points))
        for who, points in sorted(found.items(), key=lambda each: names[each[0]].casefold())
    )
    count = (days[-1] - days[0]).days // 7 + 1
    weeks = tuple(_short(days[0] + timedelta(weeks=n)) for n in range(count))
    return Trend(weeks, tuple(sorted(lines, key=lambda line: line.is_everybody)))


def named_weeks(trend: Trend) -> list[tuple[int, str]]:
    """The weeks that are named below a chart: as many as have room, evenly, the newest among them."""
    step = -(-len(trend.weeks) // MOST_WEEKS_NAMED)
    return [(at, trend.weeks[at]) for at in range(len(trend.weeks) - 1, -1, -step)][::-1]


class TrendChart(PlotChart):
    """The lines; the point under the mouse in words above. The table below has the same numbers.

    `chosen` gives the row's key of a point that was clicked.
    """

    chosen = Signal(str)

    def __init__(self, ops: Operations, parent: QWidget | None = None) -> None:
        super().__init__(ops, QCoreApplication.translate("Trend", "Score by week"), parent)
        self._trend = Trend((), ())
        self._who = ""
        self._listens = False
        self.told.setProperty("user_data", True)

    def show_trend(self, trend: Trend) -> None:
        """Draw these lines."""
        self._trend = trend
        told = (self._words(line, point) for line in trend.lines for point in line.points)
        self.setAccessibleDescription("; ".join(told))
        self.want()

    def stand_out(self, who: str) -> None:
        """Let the line of this person stand out; "" of none."""
        if who != self._who:
            self._who = who
            self.draw()

    def draw(self) -> None:
        if self._plot is None:
            return
        plot = self._plot
        if not self._listens:
            self._listens = True
            plot.scene().sigMouseClicked.connect(self._clicked)
        self.begin_bars(y=True)
        looks = (("border_strong", 1.0, 5), (COLOURS[0], 2.5, 8), (COLOURS[1], 2.5, 8))
        for order, look in enumerate(looks):
            lines = [line.points for line in self._trend.lines if self._order(line) == order]
            self.put_lines(*look, [[(p.at, 100 * p.score) for p in points] for points in lines])
        plot.getAxis("bottom").setGrid(False)
        plot.getAxis("bottom").setTicks([named_weeks(self._trend)])
        theme = current()
        wide = theme.metrics("caption", tabular=True).horizontalAdvance("100 %")
        plot.getAxis("left").setWidth(wide + theme.px(14))
        plot.getAxis("left").setTicks([[(mark, f"{mark} %") for mark in range(0, 101, 25)]])
        plot.setXRange(-0.4, max(1, len(self._trend.weeks)) - 0.6, padding=0)
        plot.setYRange(0, 100, padding=0.14)  # half a line, or the outermost marks are left out

    def _order(self, line: Line) -> int:
        """What stands out lies above the others."""
        return int(line.is_everybody) or 2 * int(line.who == self._who)

    def words_at(self, x: float, y: float) -> str:
        """The points at a place of the plot."""
        near = self._near(x, y)
        if not near:
            return ""
        words = [self._words(line, point) for line, point in near[:MOST_NAMED]]
        if len(near) > MOST_NAMED:
            words.append(self.tr("and {count} more").format(count=len(near) - MOST_NAMED))
        return f"{self._trend.weeks[near[0][1].at]}: {'; '.join(words)}"

    def _near(self, x: float, y: float) -> list[tuple[Line, Point]]:
        """The nearest point, and what lies on it; what stands out first."""
        view: Any = self._plot.plotItem.vb
        there = view.mapViewToScene(QPointF(x, y))

        def far(point: Point) -> float:
            at = view.mapViewToScene(QPointF(point.at, 100 * point.score))
            return float((at - there).manhattanLength())

        every = [(line, point) for line in self._trend.lines for point in line.points]
        nearest = min(every, key=lambda each: far(each[1]), default=None)
        if nearest is None or far(nearest[1]) > NEAR_PX:
            return []
        same = [e for e in every if (e[1].at, e[1].score) == (nearest[1].at, nearest[1].score)]
        return sorted(same, key=lambda each: -self._order(each[0]))

    def _clicked(self, event: Any) -> None:
        at = self._plot.plotItem.vb.mapSceneToView(event.scenePos())
        near = self._near(at.x(), at.y())
        if near:
            self.chosen.emit(near[0][1].key)

    def _words(self, line: Line, point: Point) -> str:
        return f"{line.name} {point.words}"


def who_of(row: Row) -> str:
    """Whose line a row of a report by week lies on; "" of everybody's."""
    return row.key.partition(" ")[2]


def _short(day: date) -> str:
    """ "Mon 23 Nov 2026" without weekday and year."""
    return " ".join(day_of_date(day).split(" ")[1:3])
