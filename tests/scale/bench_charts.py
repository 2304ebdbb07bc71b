"""Every chart of the screens drawn anew, against making an empty plot of the same size and grabbing it.

Drawn anew: other numbers, as much of them as a quarter of a 25-person team has, and the paint into a picture,
which is what a person waits for. All charts are there already, as on a page. Their turns are mixed, so that
whatever else the machine does falls on all; medians.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from time import perf_counter

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.domain.presence import Span, State
from crm_desktop.services.reports import Row, Table
from crm_desktop.services.reports.best_time import DAY_LABELS
from crm_desktop.ui.calling.nothing import HoursChart
from crm_desktop.ui.ops import InlineOperations, calm
from crm_desktop.ui.presence.strip import PresenceStrip
from crm_desktop.ui.reports.bars import RowBars
from crm_desktop.ui.reports.chart import Hour, HourChart, PlotChart, load
from crm_desktop.ui.reports.heat import HeatMap
from crm_desktop.ui.reports.paper_chart import Bar
from crm_desktop.ui.reports.trend import Line, Point, Trend, TrendChart
from crm_desktop.ui.theme import apply_theme, load_icons
from tests.conftest import TEST_NOW
from tests.scale.results import Result, against, middle

SIZE = QSize(1100, 320)
ROUNDS = 25
GOAL = 1.0
HOURS, PEOPLE, WEEKS, ROWS, SPANS = 24, 25, 13, 31, 400
dice = random.Random(5)


def run(sizes: Sequence[int]) -> list[Result]:
    """Each chart; how many leads there are plays no part."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app, "light", 1.0)
    load_icons()
    pg, ops = load(), InlineOperations()

    def empty() -> None:
        plot = pg.PlotWidget()
        plot.resize(SIZE)
        plot.grab()
        plot.deleteLater()

    charts = _charts(ops)
    for chart, again in charts.values():
        chart.resize(SIZE)
        again()
        if isinstance(chart, PlotChart):
            assert chart._plot is not None
    calm.begin()
    calm.settle()
    took: dict[str, list[float]] = {name: [] for name in charts}
    bare: list[float] = []
    for no in range(ROUNDS + 3):
        for name, act in (("", empty), *((name, _drawn(*each)) for name, each in charts.items())):
            begun = perf_counter()
            act()
            if no >= 3:  # the first ones fill caches of fonts
                (bare if not name else took[name]).append((perf_counter() - begun) * 1000)
        app.processEvents()
    calm.end()
    return [
        against(f"chart ÷ empty plot: {name}", 0, middle(ms), middle(bare), GOAL) for name, ms in took.items()
    ]


def _drawn(chart: QWidget, again: Callable[[], None]) -> Callable[[], None]:
    def act() -> None:
        again()
        chart.grab()

    return act


def _charts(ops: InlineOperations) -> dict[str, tuple[QWidget, Callable[[], None]]]:
    """Each chart with what gives it other numbers."""
    hours, rule, heat, bars = HourChart(ops), HourChart(ops), HeatMap(ops), RowBars(ops)
    trend, chosen, day, later = TrendChart(ops), TrendChart(ops), PresenceStrip(), HoursChart()
    chosen.show_trend(_trend())
    people = [""]

    def choose() -> None:
        people.append(f"p{len(people) % PEOPLE}")
        chosen.stand_out(people[-1])

    return {
        "calls by hour": (hours, lambda: hours.show_hours(_hours(HOURS))),
        "a week's hours tried out": (rule, lambda: rule.show_hours(_hours(7 * HOURS))),
        "map of hours and weekdays": (heat, lambda: heat.show_table(_map())),
        "bars of a report, two a row": (bars, lambda: bars.show_bars(_bars(), ["Calls", "Conversations"])),
        "scores by week, 25 people": (trend, lambda: trend.show_trend(_trend())),
        "another person of the scores": (chosen, choose),
        "a day as a strip": (day, lambda: day.show_spans(_spans(), "Asia/Kolkata")),
        "dialable later today": (later, lambda: later.show_hours(_later(), "Asia/Kolkata", TEST_NOW)),
    }


def _hours(count: int) -> list[Hour]:
    return [Hour(f"{at % 24:02d}:00", dice.randrange(900), dice.randrange(300)) for at in range(count)]


def _map() -> Table:
    rows = tuple(
        Row(f"{day} {hour:02d}", {}, {"calls": dice.randrange(2_000), "contact_rate": dice.random()})
        for day in DAY_LABELS
        for hour in range(HOURS)
    )
    none = Row("", {}, {})
    return Table("best-time", "", 20260901, 20261130, "Asia/Kolkata", "INR", TEST_NOW, (), rows, none)


def _bars() -> list[Bar]:
    values = [(float(dice.randrange(90_000)), float(dice.randrange(30_000))) for _ in range(ROWS)]
    return [
        Bar(f"Home loan, Pune and Nashik, part {at}", each, tuple(f"{value:,.0f}" for value in each))
        for at, each in enumerate(values)
    ]


def _trend() -> Trend:
    lines = []
    for who in [*(f"p{at}" for at in range(PEOPLE)), ""]:
        points = (Point(at, dice.random(), f"{at} {who}", "80 %, reviews: 2") for at in range(WEEKS))
        lines.append(Line(who, f"Person {who}" if who else "Everybody", tuple(points)))
    return Trend(tuple(f"{at + 1} Oct" for at in range(WEEKS)), tuple(lines))


def _spans() -> list[Span]:
    states = (State.READY, State.ON_CALL, State.WRAP_UP, State.READY, State.ON_CALL, State.BREAK)
    ends = [TEST_NOW + timedelta(seconds=60 * at + dice.randrange(50)) for at in range(SPANS + 1)]
    return [
        Span(states[at % len(states)], began, until, began)
        for at, (began, until) in enumerate(pairwise(ends))
    ]


def _later() -> list[tuple[datetime, int]]:
    return [(TEST_NOW + timedelta(hours=at), dice.randrange(9_000)) for at in range(12)]
