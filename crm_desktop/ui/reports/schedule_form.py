"""When a saved report is written to a folder by itself, asked in place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTime
from PySide6.QtWidgets import QFileDialog, QWidget

from crm_desktop.domain.saved_reports import Every, SavedReport, Schedule
from crm_desktop.errors import UserError
from crm_desktop.services.reports.best_time import DAY_LABELS
from crm_desktop.ui.folders import documents
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.reports.export_popover import FORMATS
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.page_popover import FormPopover
from crm_desktop.ui.widgets.buttons import IconButton, KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import FormGrid, Row
from crm_desktop.ui.widgets.numbers import NumberField, TimeField
from crm_desktop.ui.widgets.tabs import SegmentedChoice
from crm_desktop.ui.widgets.text import Text

_DAYS = tuple(DAY_LABELS)
EVENING = 19 * 60


def every_words(every: Every) -> str:
    """How often, as it is chosen."""
    return {
        Every.DAY: QCoreApplication.translate("Schedule", "Every day"),
        Every.SIX_DAYS: QCoreApplication.translate("Schedule", "Monday to Saturday"),
        Every.WEEKDAY: QCoreApplication.translate("Schedule", "Monday to Friday"),
        Every.WEEK: QCoreApplication.translate("Schedule", "Every week"),
        Every.MONTH: QCoreApplication.translate("Schedule", "Every month"),
    }[every]


def often_words(schedule: Schedule) -> str:
    """How often with its day and time: "Every week, Monday, 19:00"."""
    parts = [every_words(schedule.every)]
    if schedule.every is Every.WEEK:
        parts.append(tr_label(DAY_LABELS[_DAYS[schedule.on]]))
    if schedule.every is Every.MONTH:
        parts.append(QCoreApplication.translate("Schedule", "day {day}").format(day=schedule.on))
    hour, minute = divmod(schedule.at_minute, 60)
    return ", ".join([*parts, f"{hour:02d}:{minute:02d}"])


class ScheduleForm(FormPopover):
    """How often, when, as what and where to; or no longer."""

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=500)
        self._saved: SavedReport | None = None
        self.title.setText(self.tr("Write it to a folder"))
        self.setAccessibleName(self.tr("Write it to a folder"))
        self.about = Text("", "body", tone="muted", wrap=True)
        self.about.setProperty("user_data", True)
        self.every = ComboBox(self.tr("How often"))
        for every in Every:
            self.every.addItem(every_words(every), every.value)
        self.weekday = ComboBox(self.tr("On which day"))
        for place, name in enumerate(_DAYS):
            self.weekday.addItem(tr_label(DAY_LABELS[name]), place)
        self.month_day = NumberField(self.tr("On which day of the month"), 1, 31)
        self.at = TimeField(self.tr("At"), QTime(EVENING // 60, 0))
        self.format = SegmentedChoice([shown for shown, _ in FORMATS], self.tr("Format"))
        self.format.setProperty("user_data", True)
        when = Row(gap=8)
        for widget in (self.every, self.weekday, self.month_day):
            when.addWidget(widget)
        when.addStretch(1)
        grid = FormGrid(name_width=92)
        held = QWidget()
        held.setLayout(when)
        grid.add(self.tr("How often"), held)
        grid.add(self.tr("At"), self.at)
        grid.add(self.tr("Format"), self.format)
        self.folder = Field(self.tr("Folder"))
        self.folder.set_hint(
            self.tr("This computer writes it while you are signed in; what was missed is written then.")
        )
        self.enter_submits(self.folder)
        browse = IconButton("act.open", self.tr("Choose a folder"), side=22)
        browse.clicked.connect(self._browse)
        self.folder.frame.add_right(browse)
        for part in (self.about, grid, self.folder):
            self.column.addWidget(part)
        self.stop = KeyCapButton(self.tr("No longer"), kind="quiet", icon="act.close")
        self.stop.clicked.connect(self._no_longer)
        self.go = KeyCapButton(self.tr("Write it"), "Ctrl+Return", kind="primary", icon="act.save")
        self.go.clicked.connect(self.submit)
        self.add_foot(self.go, beside=(self.stop,))
        self.every.currentIndexChanged.connect(self._show_fields)
        self._dialog: QFileDialog | None = None
        self._show_fields()

    def first_focus(self) -> QWidget:
        return self.every

    def ask(self, anchor: QWidget, saved: SavedReport) -> None:
        """Open with this report's schedule, or a likely one."""
        self._saved = saved
        self.about.setText(saved.name)
        schedule = saved.planned.schedule if saved.planned else None
        self.stop.setVisible(schedule is not None)
        if schedule is None:
            is_six = self._session.services.workspace.country == "IN"
            every = Every.SIX_DAYS if is_six else Every.WEEKDAY
            schedule = Schedule(every, EVENING, FORMATS[0][1], str(documents()), "")
        self.every.setCurrentIndex(self.every.findData(schedule.every.value))
        self.weekday.setCurrentIndex(schedule.on if schedule.every is Every.WEEK else 0)
        self.month_day.setValue(schedule.on if schedule.every is Every.MONTH else 1)
        self.at.setTime(QTime(*divmod(schedule.at_minute, 60)))
        self.format.choose([suffix for _, suffix in FORMATS].index(schedule.format))
        self.folder.set_text(schedule.folder)
        self.tell("")
        self._show_fields()
        self.open_under(anchor)

    def submit(self) -> None:
        saved, at = self._saved, self.at.time()
        if saved is None or self._is_busy:
            return
        reports, actor = self._session.services.saved_reports, self._session.actor
        every, minute = str(self.every.currentData()), at.hour() * 60 + at.minute()
        on = self._on(every)
        format, folder = FORMATS[self.format.index()][1], self.folder.text()

        def work() -> object:
            return reports.plan(
                actor, saved.id, every=every, at_minute=minute, format=format, folder=folder, on=on
            )

        told = self.tr("{name} is written by itself from now on").format(name=saved.name)
        self.keep(work, ("reports",), lambda: self._context.notices.toast(told))

    def _on(self, every: str) -> int:
        if every == Every.WEEK:
            return int(self.weekday.currentData())
        return self.month_day.value() if every == Every.MONTH else 0

    def refused(self, error: UserError) -> None:
        """At the folder, when it is about it."""
        if not self.refuse_at({"folder": self.folder}, error):
            super().refused(error)

    def _no_longer(self) -> None:
        saved = self._saved
        if saved is None or self._is_busy:
            return
        reports, actor = self._session.services.saved_reports, self._session.actor
        told = self.tr("{name} is no longer written by itself").format(name=saved.name)
        self.keep(
            lambda: reports.stop(actor, saved.id),
            ("reports",),
            lambda: self._context.notices.toast(told),
        )

    def _show_fields(self) -> None:
        every = self.every.currentData()
        self.weekday.setVisible(every == Every.WEEK)
        self.month_day.setVisible(every == Every.MONTH)

    def _browse(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        dialog = QFileDialog(self.window(), self.tr("Choose a folder"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder.set_text)
        self._dialog = dialog
        dialog.open()
