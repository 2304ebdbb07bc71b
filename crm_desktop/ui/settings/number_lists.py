"""Lists of numbers that aren't called: whose, of which day, until when; brought as files like any import."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import day, day_of_date, group_indian
from crm_desktop.domain.typed_dates import read_date
from crm_desktop.errors import UserError
from crm_desktop.readers import open_source
from crm_desktop.services.number_lists import BringList
from crm_desktop.store.number_lists import NumberList
from crm_desktop.ui.folders import documents
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.ops import Progress
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.file_asker import FileAsker
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.text import Tone


class NumberListsPart(SettingsPart):
    """What was brought, and another one; Ctrl+S brings it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        there = self.panel(
            self.tr("Lists of numbers that aren’t called"),
            self.tr(
                "Such as an operator’s or a client’s. Their numbers aren’t called, nor when a later import "
                "brings them, until the list ends. A person’s own word stays."
            ),
        )
        columns = [self.tr("Whose"), self.tr("Of"), self.tr("Until"), self.tr("Numbers"), self.tr("New")]
        self.model = CellsModel(columns, self)
        self.table = TableView(self.tr("Lists"), rows="compact")
        self.table.setProperty("user_data", True)
        self.table.setModel(self.model)
        self.table.set_empty(
            EmptyState(self.tr("No list yet"), self.tr("Numbers are kept from being called one by one."))
        )
        there.body.addWidget(self.table)
        form = self.panel(self.tr("Bring a list"))
        self.source = Field("", accessible_name=self.tr("Whose list it is"))
        self.listed_on = Field("", accessible_name=self.tr("Of which day"), placeholder=self.tr("Today"))
        self.ends_on = Field("", accessible_name=self.tr("Until"), placeholder=self.tr("For good"))
        self.file = Field("", accessible_name=self.tr("File"), placeholder=self.tr("Excel, CSV, text"))
        self.numbers = Field(
            "", accessible_name=self.tr("Column of the numbers"), placeholder=self.tr("Found by itself")
        )
        self.browse = KeyCapButton(self.tr("Choose a file"), size="compact")
        self.browse.clicked.connect(self._browse)
        row = Row(gap=8)
        row.addWidget(self.file, 1)
        row.addWidget(self.browse)
        self.line(form, self.tr("Whose list it is"), self.source)
        self.line(form, self.tr("Of which day"), self.listed_on)
        self.line(form, self.tr("Until"), self.ends_on)
        self.line(form, self.tr("File"), row)
        self.line(form, self.tr("Column of the numbers"), self.numbers)
        for field in (self.source, self.listed_on, self.ends_on, self.file, self.numbers):
            field.edit.setProperty("user_data", True)
            field.text_changed.connect(self.edited)
            field.submitted.connect(self.submit)
        self.add_save(self.tr("Call none of these"))
        self.column.addStretch(1)
        follow_theme(self._rescale)

    def _rescale(self) -> None:
        self.table.set_widths(260, 130, 130, 110, 110)
        self.table.setMinimumHeight(current().px(160))

    def _browse(self) -> None:
        FileAsker(self.window()).open(
            self.tr("Choose a file"), "", lambda path: self.file.set_text(str(path)), str(documents())
        )

    def load(self) -> None:
        """Read the lists."""
        lists, actor = self.session.services.number_lists, self.session.actor
        self.read(lambda: lists.all(actor), self._show)

    def _show(self, found: tuple[NumberList, ...]) -> None:
        zone = self.session.services.workspace.zone
        rows = []
        for each in found:
            until = self.tr("for good") if each.ends_at is None else day(each.ends_at, zone, year=True)
            if each.ended_at is not None:
                until = self.tr("ended")
            tone: Tone = "muted" if each.ended_at is not None else ""
            rows.append(
                [
                    Cell(each.source, is_lead=True, tone=tone),
                    Cell(day_of_date(each.listed_on), tone=tone),
                    Cell(until, tone=tone),
                    Cell(group_indian(each.numbers), kind="number", tone=tone),
                    Cell(group_indian(each.taken), kind="number", tone=tone),
                ]
            )
        self.model.set_rows(rows, [each.id for each in found])

    def check(self) -> str:
        """What is missing before anything is read."""
        if not self.source.text().strip():
            return self.tr("Say whose list it is.")
        if not self.file.text().strip():
            return self.tr("Choose the file.")
        today = self._today()
        for field in (self.listed_on, self.ends_on):
            try:
                self._day(field, today)
            except UserError as error:
                return tr_error(error)
        return ""

    def _today(self) -> date:
        zone = ZoneInfo(self.session.services.workspace.zone)
        return self.session.clock.now().astimezone(zone).date()

    def _day(self, field: Field, today: date) -> date | None:
        return read_date(field.text(), today).on if field.text().strip() else None

    def save(self) -> None:
        """Bring the list, off the GUI thread; the file may be long."""
        lists, actor, today = self.session.services.number_lists, self.session.actor, self._today()
        file = Path(self.file.text().strip())
        command = BringList(
            self.source.text(),
            self._day(self.listed_on, today),
            self._day(self.ends_on, today),
            self.numbers.text(),
        )

        def work(progress: Progress) -> NumberList:
            with open_source(file) as source:
                return lists.bring(actor, source, command, progress)

        def done(made: NumberList) -> None:
            words = self.tr("{numbers} numbers aren’t called, {taken} of them new")
            told = words.format(numbers=group_indian(made.numbers), taken=group_indian(made.taken))
            self.context.notices.toast(told)
            for field in (self.source, self.listed_on, self.ends_on, self.file, self.numbers):
                field.set_text("")
            self.set_edited(False)
            self.load()

        op = self.context.ops.task(self, work, key="number_lists").changes("leads", "queue", "callbacks")
        op.success(done).failure(self.refused).start()
