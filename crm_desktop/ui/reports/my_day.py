"""My day: one's own figures so far, against the target, and by hour."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from crm_desktop.domain.formats import money
from crm_desktop.domain.kpi import KPIS
from crm_desktop.domain.shift import date_of
from crm_desktop.services.presence import DayTimeline
from crm_desktop.services.reports.service import MyDay
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.presence.day import DayList, DayStrip
from crm_desktop.ui.reports.chart import HourChart, Legend, hours_of
from crm_desktop.ui.reports.tiles import FigureTile
from crm_desktop.ui.reports.words import shown
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.actions import Act
from crm_desktop.ui.shell.page import Page, PageContext, StatusPart, StatusParts, Width
from crm_desktop.ui.targets.goals_panel import GoalsPanel
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.layouts import Column, Grid, Row
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.tabs import Tabs
from crm_desktop.ui.widgets.text import Text

# The tiles in order; each is named and explained as the figure it shows first.
TILES = (
    "calls",
    "answered",
    "conversations",
    "interested",
    "follow_ups_done",
    "sales",
    "talk_s",
    "sales_amount",
)
QWIDGETSIZE_MAX = 16_777_215  # Qt's own word for "as wide as it likes"
TOPICS = frozenset({"calls", "callbacks", "sales", "settings", "people"})
HOURS, SPANS = 0, 1  # what stands beside the chart


class MyDayPage(Page):
    """A caller's own day, live after each result."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.session: Session = context.services
        self._has_begun = False
        self._width = Width.FULL
        self.day: MyDay | None = None
        titles = {
            "follow_ups_done": self.tr("Follow-ups set · done · missed"),
            "sales_amount": self.tr("Sales this month"),
        }
        self.tiles = {
            name: FigureTile(titles.get(name) or tr_label(KPIS[name].title), self._formula(name))
            for name in TILES
        }
        self.formula = Text("", "caption", tone="muted", wrap=True)
        self.chart = HourChart(context.ops)
        self._lay_out()
        title = self.tr("Rows behind my figures")
        self.context.acts.add(
            Act("day.rows", title, self._open_reports, ("R",), "day", self.tr("My day"), "act.receipt"),
            scope=self,
        )
        self.context.acts.add(
            Act(
                "day.reviews", self.tr("Reviews of my calls"), self._open_reviews, ("V",), "day",
                self.tr("My day"), "act.receipt", enabled=lambda: not self.reviews.isHidden(),
            ),
            scope=self,
        )  # fmt: skip
        for tile in self.tiles.values():
            tile.asked.connect(self.formula.setText)

    def _formula(self, name: str) -> str:
        names = (
            ("follow_ups_set", "follow_ups_done", "follow_ups_missed")
            if name == "follow_ups_done"
            else (name,)
        )
        return " ".join(tr_label(KPIS[part].formula) for part in names)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = Column(inside, margins=4, gap=12)  # room for the ring around what has the keyboard
        self._grid = Grid(gap_x=12, gap_y=12)
        column.addLayout(self._grid)
        column.addWidget(self.formula)
        self.goals = GoalsPanel()
        column.addWidget(self.goals)
        self._chart_panel = Panel(self.tr("Calls by hour"))
        self._chart_panel.add_act(Legend([self.tr("calls"), self.tr("conversations")]))
        self._chart_panel.body.addWidget(self.chart, 1)
        headings = [self.tr("Hour"), self.tr("Calls"), self.tr("Answered"), self.tr("Conversations")]
        self.hours = CellsModel(headings, self)
        self.table = TableView(self.tr("Calls by hour"), rows="compact")
        self.table.setModel(self.hours)
        self.table.setProperty("user_data", True)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        empty = EmptyState(
            self.tr("No calls yet"), self.tr("Your hours stand here after the first result."), icon="page.day"
        )
        self.table.set_empty(empty)
        self._day_panel = Panel(accessible_name=self.tr("Your day"), margins=(16, 10, 16, 8))
        self.strip = DayStrip(self.session.clock.now)
        self.spans = DayList(self.strip)
        self._day_panel.body.addWidget(self.strip)
        column.addWidget(self._day_panel)
        self.tabs = Tabs([self.tr("By hour"), self.tr("In words")], self.tr("By hour or in words"))
        self._table_panel = Panel(accessible_name=self.tr("Your day in figures"), margins=0, gap=0)
        tabs_row = Row(margins=(16, 2, 12, 2))
        tabs_row.addWidget(self.tabs)
        tabs_row.addStretch(1)
        self.rows_behind = KeyCapButton(self.tr("My rows"), "R", size="compact")
        self.rows_behind.clicked.connect(self._open_reports)
        self.reviews = KeyCapButton(self.tr("My reviews"), "V", size="compact")
        self.reviews.clicked.connect(self._open_reviews)
        self.reviews.hide()
        tabs_row.addWidget(self.reviews)
        tabs_row.addWidget(self.rows_behind)
        self._table_panel.body.addLayout(tabs_row)
        self._table_panel.body.addWidget(self.table)
        self._table_panel.body.addWidget(self.spans)
        self._table_panel.clip_corners()
        self.tabs.changed.connect(self._show_tab)
        self.strip.strip.chosen.connect(lambda _place: self.tabs.choose(SPANS))
        self._show_tab(HOURS)
        self._below = Row(gap=12)
        self._below.addWidget(self._chart_panel, 1)
        self._below.addWidget(self._table_panel)
        column.addLayout(self._below, 1)
        self._scroll = Scroll()
        self._scroll.setWidget(inside)
        Column(self).addWidget(self._scroll)
        self._place_tiles(4)

    def _show_tab(self, index: int) -> None:
        self.table.setVisible(index == HOURS)
        self.spans.setVisible(index == SPANS)

    def _place_tiles(self, across: int) -> None:
        for place, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, place // across, place % across)
        for place in range(4):
            self._grid.setColumnStretch(place, 1 if place < across else 0)

    def fit(self, width: Width) -> None:
        """Four tiles across, two in small windows."""
        is_small = width is Width.SMALL
        self._place_tiles(2 if is_small else 4)
        self.goals.bars.set_across(1 if is_small else 2)
        self._width = width
        self._arrange()
        self.chart.setMinimumHeight(current().px(180))

    def _arrange(self) -> None:
        """Chart and table beside each other; before the first call only the table, which says so."""
        width, has_hours = self._width, bool(self.hours.rowCount())
        side = 480 if width is Width.WIDE else 452
        self._chart_panel.setVisible(has_hours)
        is_small = width is Width.SMALL
        beside = QBoxLayout.Direction.TopToBottom if is_small else QBoxLayout.Direction.LeftToRight
        self._below.setDirection(beside)
        is_wide = is_small or not has_hours
        self._table_panel.setMinimumWidth(0 if is_small else current().px(side))
        self._table_panel.setMaximumWidth(QWIDGETSIZE_MAX if is_wide else current().px(side))
        self._table_panel.setMinimumHeight(current().px(260 if is_small else 160))
        self._below.setStretchFactor(self._table_panel, 0 if has_hours else 1)

    def _open_reports(self) -> None:
        """The rows of the day that is shown: a night shift's is yesterday's after midnight."""
        on = {} if self.day is None else {"on": date_of(self.day.table.first_day)}
        self.context.frame.open_page("reports", report="agent-day", **on)

    def _open_reviews(self) -> None:
        self.context.frame.open_page("coaching")

    # ---- reading -----------------------------------------------------------------------------------

    def activate(self) -> None:
        """Read at the first time."""
        if not self._has_begun:
            self._has_begun = True
            self.read()

    def refresh(self, topics: frozenset[str]) -> None:
        """A result, a call-back or a sale: count again."""
        if topics & TOPICS:
            self.read()

    def focus_first(self) -> None:
        self.tiles["calls"].setFocus()

    def read(self) -> None:
        """Count one's day."""
        services, actor = self.session.services, self.session.actor

        def ask() -> tuple[MyDay, DayTimeline, bool]:
            is_advanced = services.settings.is_advanced(actor)
            return services.reports.my_day(actor), services.presence.day(actor), is_advanced

        self.context.ops.read(self, ask).latest_only("day.mine").success(
            lambda found: self._show(*found)
        ).start()

    def _show(self, day: MyDay, spans: DayTimeline, is_advanced: bool) -> None:
        self.day = day
        self.reviews.setVisible(is_advanced)
        self.strip.show_day(spans)
        table = day.table
        row = table.rows[0] if table.rows else table.total
        columns = {column.id: column for column in table.columns}

        def value(name: str) -> str:
            return shown(table, row, columns[name])

        calls = int(row.figures.get("attempts") or 0)
        if day.calls_target:
            of_target = self.tr("of {target}").format(target=day.calls_target)
            self.tiles["calls"].tell(value("calls"), of_target, calls / day.calls_target)
        else:
            self.tiles["calls"].tell(value("calls"))
        self.tiles["answered"].tell(value("answered"), value("connect_rate"))
        self.tiles["conversations"].tell(value("conversations"))
        self.tiles["interested"].tell(value("interested"))
        follow_ups = " · ".join(value(f"follow_ups_{part}") for part in ("set", "done", "missed"))
        self.tiles["follow_ups_done"].tell(follow_ups)
        self.tiles["sales"].tell(value("sales"), value("sales_amount"))
        self.tiles["talk_s"].tell(value("talk_s"))
        month = money(day.month_minor, table.currency)
        if day.month_target_minor:
            target = self.tr("of {target}").format(target=money(day.month_target_minor, table.currency))
            self.tiles["sales_amount"].tell(month, target, day.month_minor / day.month_target_minor)
        else:
            self.tiles["sales_amount"].tell(month)
        self.goals.show_mine(day.mine, table.currency)
        self._show_hours(day)
        self.status_changed.emit()

    def _show_hours(self, day: MyDay) -> None:
        self.chart.show_hours(hours_of(day.hours))
        columns = {column.id: column for column in day.hours.columns}
        rows = [
            [
                Cell(str(row.values["hour"]), "figures"),
                *(Cell(shown(day.hours, row, columns[name]), "number") for name in TILES[:3]),
            ]
            for row in day.hours.rows
        ]
        self.hours.set_rows(rows)
        self.table.set_widths(70, 80, 90, 110)
        self._arrange()

    def status_parts(self) -> StatusParts:
        """Which day it is."""
        if self.day is None:
            return StatusParts()
        return StatusParts(left=[StatusPart("{}", self.day.table.days_shown(), icon="sign.calendar")])
