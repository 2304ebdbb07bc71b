"""What is drawn of a report above its table: calls by hour, a map of hours, bars or lines, a person's day."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QBoxLayout, QWidget

from crm_desktop.ui.reports.bars import BarsPanel
from crm_desktop.ui.reports.chart import HourChart, Legend, hours_of
from crm_desktop.ui.reports.counting import Read
from crm_desktop.ui.reports.day_panel import DayPanel
from crm_desktop.ui.reports.heat import HeatMap, squares_of
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.tabs import SegmentedChoice

translate = QCoreApplication.translate


class Charts:
    """The panels of all charts; of a report those are shown that it has figures for."""

    def __init__(self, context: PageContext) -> None:
        self.hours, self.heat = HourChart(context.ops), HeatMap(context.ops)
        self.bars, self.day = BarsPanel(context.ops), DayPanel(context)
        self._hours_panel = Panel(translate("ReportsPage", "Calls by hour"))
        names = [translate("ReportsPage", "calls"), translate("ReportsPage", "conversations")]
        self._hours_panel.add_act(Legend(names))
        self._hours_panel.body.addWidget(self.hours, 1)
        self._heat_panel = Panel(translate("ReportsPage", "By hour and day"))
        shown = [translate("ReportsPage", "Contact rate"), translate("ReportsPage", "Calls")]
        self.shades = SegmentedChoice(shown, translate("ReportsPage", "What the map shows"))
        self.shades.changed.connect(lambda index: self.heat.show_calls(index == 1))
        self._heat_panel.add_act(self.shades)
        self._heat_panel.body.addWidget(self.heat, 1)

    def add_to(self, layout: QBoxLayout) -> None:
        """Put the panels there; a day is as high as it needs."""
        for panel in (self._hours_panel, self._heat_panel, self.bars):
            layout.addWidget(panel, 2)
        layout.addWidget(self.day)

    def draw(self, found: Read) -> None:
        """Draw these figures."""
        if found.hours is not None:
            self.hours.show_hours(hours_of(found.hours))
        if _has_squares(found):
            self.heat.show_table(found.table)
        self.bars.show_table(found.table)
        if _has_days(found):
            self.day.show_row(found.table, found.table.rows[0], found.people)

    def show_of(self, found: Read | None, *, is_on: bool) -> None:
        """Show what there is of these figures, where `is_on`."""
        shown = self._of(found) if is_on else ()
        for panel in (self._hours_panel, self._heat_panel, self.bars, self.day):
            panel.setVisible(panel in shown)

    def has_any(self, found: Read | None) -> bool:
        """Whether there is anything to draw of these figures."""
        return bool(self._of(found))

    def _of(self, found: Read | None) -> tuple[QWidget, ...]:
        if found is None:
            return ()
        panels = (
            (self._hours_panel, found.hours is not None and bool(found.hours.rows)),
            (self._heat_panel, _has_squares(found)),
            (self.bars, self.bars.has_bars),
            (self.day, _has_days(found)),
        )
        return tuple(panel for panel, is_there in panels if is_there)


def _has_squares(found: Read) -> bool:
    """Whether the report is one by hour and weekday."""
    return found.table.report == "best-time" and bool(squares_of(found.table))


def _has_days(found: Read) -> bool:
    return found.table.report == "timeline" and bool(found.table.rows)
