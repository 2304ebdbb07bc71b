"""When a campaign is called: hours by the called person's clock, the office's hours, days, holidays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, QTime, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign import Campaign, Hours
from crm_desktop.domain.formats import day_of_date
from crm_desktop.ui.campaigns.section import Section, Surround
from crm_desktop.ui.campaigns.words import DAYS, minute_of, py_date, q_time, words
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.choice import CheckBox
from crm_desktop.ui.widgets.layouts import Column, FlowLayout, Row
from crm_desktop.ui.widgets.numbers import DateField, TimeField
from crm_desktop.ui.widgets.text import Text


class Holidays(QWidget):
    """Dates as chips in order; one is added below, Delete takes one away."""

    changed = Signal()

    def __init__(self, none: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, gap=8)
        self.none = Text(none or self.tr("None: called on every calling day."), tone="muted", wrap=bool(none))
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=6)
        self.day = DateField(self.tr("Holiday to add"), QDate.currentDate())
        self.add = KeyCapButton(self.tr("Add the day"), icon="act.add")
        self.add.clicked.connect(self._add)
        line = Row(gap=8)
        line.addWidget(self.day)
        line.addWidget(self.add)
        line.addStretch(1)
        for part in (self.none, self._chips):
            column.addWidget(part)
        column.addLayout(line)
        self.days: frozenset[date] = frozenset()
        self.chips: dict[date, Chip] = {}

    def show_days(self, days: frozenset[date]) -> None:
        """Show these."""
        self.days = days
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.chips.clear()
        for day in sorted(days):
            chip = Chip(day_of_date(day), "line", icon="sign.calendar", removable=True)
            chip.removed.connect(self._taking(day))
            self.chips[day] = chip
            self._flow.addWidget(chip)
            chip.show()
        self.none.setVisible(not days)
        self._chips.setVisible(bool(days))
        self._chips.updateGeometry()

    def _taking(self, day: date) -> Callable[[], None]:
        def take() -> None:
            self.show_days(self.days - {day})
            self.day.setFocus()
            self.changed.emit()

        return take

    def _add(self) -> None:
        day = py_date(self.day.date())
        self.day.setDate(self.day.date().addDays(1))
        if day not in self.days:
            self.show_days(self.days | {day})
            self.changed.emit()


class HoursSection(Section):
    """The second section."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        panel = self.panel(self.tr("Calling hours"))
        self.start, self.end, hours = self._span(
            self.tr("Calling hours from"), self.tr("Calling hours until"), 10, 19
        )
        self.line(
            panel, self.tr("Their clock"), hours,
            self.tr("By the clock where they live. An end before the start is on the next day."),
            "start_minute",
        )  # fmt: skip
        self.by_office = CheckBox(self.tr("And only during our office’s hours"))
        self.by_office.toggled.connect(self._office_toggled)
        self.office_start, self.office_end, office = self._span(
            self.tr("Office hours from"), self.tr("Office hours until"), 9, 18
        )
        self._office = QWidget()
        Row(self._office).addLayout(office)
        inner = Column(gap=8)
        inner.addWidget(self.by_office)
        inner.addWidget(self._office)
        self._office_line = self.line(panel, self.tr("Our clock"), inner, " ")
        days = QWidget()
        flow = FlowLayout(days, gap=12)
        self.days = [CheckBox(words(name)) for name in DAYS]
        for box in self.days:
            box.toggled.connect(self.touched)
            flow.addWidget(box)
        self.line(
            panel, self.tr("Days"), days,
            self.tr("Calling follows at once, what the campaign’s targets owe from tomorrow on."), "days",
        )  # fmt: skip
        panel = self.panel(
            self.tr("Holidays"),
            self.tr(
                "On these dates nobody is called, by their own clock. Those after today owe nothing of its "
                "targets."
            ),
        )
        self.holidays = Holidays()
        self.holidays.changed.connect(self.touched)
        panel.body.addWidget(self.holidays)
        self.column.addStretch(1)

    def _span(self, start: str, end: str, begins: int, ends: int) -> tuple[TimeField, TimeField, Row]:
        fields = TimeField(start, QTime(begins, 0)), TimeField(end, QTime(ends, 0))
        row = Row(gap=8)
        for widget in (fields[0], Text(self.tr("until")), fields[1]):
            row.addWidget(widget)
        row.addStretch(1)
        for field in fields:
            field.timeChanged.connect(self.touched)
        return *fields, row

    def _office_toggled(self, is_on: bool) -> None:
        self._office.setVisible(is_on)
        self.touched()

    def fill(self, campaign: Campaign, around: Surround) -> None:
        """Put the campaign's values into the controls."""
        self.start.setTime(q_time(campaign.start_minute))
        self.end.setTime(q_time(campaign.end_minute))
        office = campaign.office_hours
        self.by_office.setChecked(office is not None)
        self._office_toggled(office is not None)
        if office is not None:
            self.office_start.setTime(q_time(office.start_minute))
            self.office_end.setTime(q_time(office.end_minute))
        self._office_line.set_hint(
            self.tr("By the clock in {zone}. Both must be open.").format(zone=around.office_zone)
        )
        for number, box in enumerate(self.days):
            box.setChecked(number in campaign.days)
        self.holidays.show_days(campaign.holidays)

    def read(self, campaign: Campaign) -> Campaign:
        """The campaign with what the controls say."""
        office = None
        if self.by_office.isChecked():
            office = Hours(
                minute_of(self.office_start.time()), minute_of(self.office_end.time(), is_end=True)
            )
        return replace(
            campaign,
            start_minute=minute_of(self.start.time()),
            end_minute=minute_of(self.end.time(), is_end=True),
            office_hours=office,
            days=frozenset(number for number, box in enumerate(self.days) if box.isChecked()),
            holidays=self.holidays.days,
        )
