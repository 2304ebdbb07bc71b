"""A report's rows as bars below each other (results, campaigns, stages of a funnel), or weeks as lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import group_indian
from crm_desktop.services.reports import Column, Row, Table
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.reports.chart import COLOURS, Legend, PlotChart, marks
from crm_desktop.ui.reports.paper_chart import Bar, bars_of
from crm_desktop.ui.reports.trend import Trend, TrendChart, trend_of, who_of
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.panel import Panel

ON_SCREEN = frozenset({"results", "progress", "funnel"})
THICK = 0.7  # of a row's room
NAME_PX, LINE_PX, AROUND_PX, LINES_PX = 190, 22, 52, 190


class RowBars(PlotChart):
    """The bars; the row under the mouse in words above. The table below has the same numbers."""

    def __init__(self, ops: Operations, parent: QWidget | None = None) -> None:
        super().__init__(ops, QCoreApplication.translate("RowBars", "Bars of the report"), parent)
        self._bars: list[Bar] = []
        self._heads: list[str] = []
        self._is_indian = False

    def show_bars(self, bars: Sequence[Bar], heads: Sequence[str], *, is_indian: bool = False) -> None:
        """Draw these; `is_indian`: numbers in lakhs, as in the table."""
        self._bars, self._heads, self._is_indian = list(bars), list(heads), is_indian
        self.setAccessibleDescription("; ".join(self._words(bar) for bar in self._bars))
        self.want()

    def draw(self) -> None:
        if self._plot is None:
            return
        theme, plot = current(), self._plot
        self.begin_bars(x=True)
        each = max((len(bar.values) for bar in self._bars), default=1)
        high = THICK / each
        for place in range(each):
            lengths = [bar.values[place] for bar in self._bars]
            at = [row + (place - (each - 1) / 2) * high for row in range(len(self._bars))]
            self.put_bars(COLOURS[place], x0=[0] * len(lengths), y=at, width=lengths, height=high * 0.92)
        left, metrics = plot.getAxis("left"), theme.metrics("caption")
        room = theme.px(NAME_PX)
        names = [metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, room) for bar in self._bars]
        left.setWidth(max((metrics.horizontalAdvance(name) for name in names), default=0) + theme.px(14))
        left.setGrid(False)
        left.setTicks([list(enumerate(names))])
        most = int(max((value for bar in self._bars for value in bar.values), default=1)) or 1
        words = group_indian if self._is_indian else "{:,}".format
        plot.getAxis("bottom").setTicks([[(mark, words(mark)) for mark in marks(most)]])
        plot.invertY(True)  # the first row on top
        plot.setXRange(0, marks(most)[-1], padding=0.03)
        plot.setYRange(-0.5, max(1, len(self._bars)) - 0.5, padding=0.02)

    def words_at(self, x: float, y: float) -> str:
        """The row of a place."""
        at = round(y)
        return self._words(self._bars[at]) if 0 <= at < len(self._bars) else ""

    def _words(self, bar: Bar) -> str:
        if len(bar.words) == 1:
            return f"{bar.name}: {bar.words[0]}"
        told = ", ".join(f"{head} {word}" for head, word in zip(self._heads, bar.words, strict=True))
        return f"{bar.name}: {told}"


class BarsPanel(Panel):
    """The bars or lines of a report with what they are; nothing to see where a report has none.

    `chosen` gives the row's key of a point that was clicked.
    """

    chosen = Signal(str)

    def __init__(self, ops: Operations) -> None:
        super().__init__(" ")
        self.bars, self.trend = RowBars(ops), TrendChart(ops)
        self._legend: Legend | None = None
        self._trend: Trend | None = None
        for chart in (self.bars, self.trend):
            self.body.addWidget(chart, 1)
        self.trend.chosen.connect(self.chosen)
        self.has_bars = False

    def show_table(self, table: Table) -> None:
        """Draw this report's bars or lines."""
        bars, heads = bars_of(table) if table.report in ON_SCREEN else ([], [])
        self._trend = trend_of(table)
        self.has_bars = bool(bars) or self._trend is not None
        self.bars.setVisible(bool(bars))
        self.trend.setVisible(self._trend is not None)
        if self._trend is not None:
            self.set_title(self.tr("Score by week"))
            self.setMinimumHeight(current().px(AROUND_PX + LINES_PX))
            self.trend.show_trend(self._trend)
            self._stand_out("")
        if not bars:
            return
        title = tr_label(table.title)
        self.set_title(title if len(heads) > 1 else f"{title}: {heads[0]}")
        self._tell(heads if len(heads) > 1 else [])
        lines = len(bars) * max(len(bar.values) for bar in bars)
        self.setMinimumHeight(current().px(AROUND_PX + 44 + LINE_PX * min(lines, 8)))
        self.bars.show_bars(bars, heads, is_indian=table.currency == "INR")

    def show_row(self, row: Row, _column: Column) -> None:
        """Let the line of the row with the keyboard stand out."""
        if self._trend is not None:
            self._stand_out(who_of(row) if "week" in row.figures else "")

    def _stand_out(self, who: str) -> None:
        assert self._trend is not None
        self.trend.stand_out(who)
        lines = self._trend.lines
        told = [line.name for line in lines if line.is_everybody]
        told += [line.name for line in lines if who and line.who == who]
        self._tell(told if len(lines) > 1 and lines[-1].is_everybody else [])

    def _tell(self, words: Sequence[str]) -> None:
        """Which colour is what; of one colour nothing has to be said."""
        if self._legend is not None:
            self._legend.setParent(None)
            self._legend = None
        if words:
            self._legend = Legend(words)
            self.add_act(self._legend)
