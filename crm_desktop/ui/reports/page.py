"""Reports: choose one and its days; rows with sums at the foot, the formula beside, export and passing on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.domain.people import Permission
from crm_desktop.domain.saved_reports import SavedReport
from crm_desktop.services.reports import Column, Question, Row
from crm_desktop.services.reports.receipts import Receipt as Proof
from crm_desktop.services.reports.service import Evening
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.ops import Progress
from crm_desktop.ui.reports.charts import Charts
from crm_desktop.ui.reports.choice_bar import ChoiceBar
from crm_desktop.ui.reports.counting import Read, count
from crm_desktop.ui.reports.evening_panel import EveningPanel
from crm_desktop.ui.reports.export_popover import ReportExport
from crm_desktop.ui.reports.narrowing import KeptTo, NarrowPopover, nothing
from crm_desktop.ui.reports.paper import office_paper
from crm_desktop.ui.reports.picture import as_mime, draw
from crm_desktop.ui.reports.receipt import Receipt, whose
from crm_desktop.ui.reports.rows_panel import RowsPanel
from crm_desktop.ui.reports.rulings_desk import RulingsDesk
from crm_desktop.ui.reports.saved_desk import SavedDesk
from crm_desktop.ui.reports.table_model import ReportTable
from crm_desktop.ui.reports.trend import SCORE
from crm_desktop.ui.reports.words import sentences
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.actions import Act
from crm_desktop.ui.shell.page import Page, PageContext, StatusPart, StatusParts, Width
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column as ColumnLayout
from crm_desktop.ui.widgets.layouts import FlowLayout
from crm_desktop.ui.widgets.layouts import Row as RowLayout
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.text import Text

TOPICS = frozenset({"calls", "callbacks", "sales", "people", "settings", "rulings", "reviews"})
# What a telecaller is shown of the own work.
OF_ONESELF = frozenset(
    {
        "agent-day",
        "timeline",
        "calls",
        "results",
        "follow-ups",
        "sales",
        "attendance",
        "worth-a-look",
        "incentive",
        "targets",
        "coaching",
    }
)


class ReportsPage(Page):
    """The office's figures, for a team lead those of the own team."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.session: Session = context.services
        self._has_begun = self._is_compared = self._is_counted = self._waits_for_rows = False
        self._is_charted = False
        self._width = Width.FULL
        self.found: Read | None = None
        self._make_choices()
        self.charts = Charts(context)
        self.chart, self.heat = self.charts.hours, self.charts.heat
        self.bars, self.day = self.charts.bars, self.charts.day
        self.evening = EveningPanel()
        self.evening_line = Text("", "caption", tone="muted", wrap=True)
        self.evening_line.setProperty("user_data", True)
        self.empty = EmptyState("", icon="page.reports")
        self.empty.acted.connect(self.read)
        self.table = ReportTable(self.tr("Report"), self.empty)
        self.receipt = Receipt()
        self.table.cell_changed.connect(self._show_receipt)
        self.table.rows.doubleClicked.connect(self.show_rows)
        self.behind = RowsPanel()
        self.behind.left.connect(self.leave_rows)
        self.rulings = RulingsDesk(self, context, self.behind, self._show_parts)
        self.behind.again.connect(self.read_rows)
        self.rulings.switched.connect(self.choices.set_advanced)
        self.rulings.ruled.connect(self.read)
        self._at: tuple[Row, Column] | None = None
        self.export_box = ReportExport(self)
        self.export_box.asked.connect(self._export)
        self.desk = SavedDesk(self, context)
        self.desk.chosen.connect(self.show_saved)
        self._lay_out()
        self._add_acts()
        self._asked()

    # ---- building ----------------------------------------------------------------------------------

    def _make_choices(self) -> None:
        sees_others = self.session.actor.may(Permission.SEE_PEOPLE)
        self.choices = ChoiceBar(self._today(), self, only=None if sees_others else OF_ONESELF)
        self.report, self.period, self.by = self.choices.report, self.choices.period, self.choices.by
        self.first, self.last, self.person = self.choices.first, self.choices.last, self.choices.person
        self.copy = KeyCapButton(self.tr("Copy to pass on"), "C", icon="act.copy")
        self.picture = KeyCapButton(self.tr("Save picture"), "P", icon="act.save")
        self.export = KeyCapButton(self.tr("Export"), "Ctrl+E", icon="act.export")
        self.saved = KeyCapButton(self.tr("Saved"), "S", icon="act.save")
        self.charted = KeyCapButton(self.tr("Chart"), "G", icon="page.reports")
        self.charted.clicked.connect(self.show_chart)
        self.choices.asked.connect(self._asked)
        self.choices.narrow.clicked.connect(self.ask_narrower)
        self.saved.clicked.connect(self.open_saved)
        self.copy.clicked.connect(self.copy_evening)
        self.picture.clicked.connect(self.save_picture)
        self.export.clicked.connect(self.begin_export)

    def _lay_out(self) -> None:
        column = ColumnLayout(self, gap=12)
        bar = QWidget()
        bar.setProperty("transparent", True)
        flow = FlowLayout(bar, gap=8)
        for widget in self.choices.widgets():
            flow.addWidget(widget)
        acts = (self.charted, self.saved, self.copy, self.picture, self.export, self.rulings.open_list)
        for button in acts:
            flow.addWidget(button)
        column.addWidget(bar)
        column.addWidget(self.evening)
        column.addWidget(self.evening_line)
        self._table_panel = Panel(margins=0, gap=0, accessible_name=self.tr("Report"))
        self._table_panel.body.addWidget(self.table)
        self._table_panel.clip_corners()
        left = ColumnLayout(gap=12)
        self.charts.add_to(left)
        self.table.cell_changed.connect(self.bars.show_row)
        self.bars.chosen.connect(lambda key: self.table.choose(key, SCORE))
        left.addWidget(self._table_panel, 3)
        left.addWidget(self.behind, 5)
        left.addWidget(self.rulings.panel, 5)
        self.behind.hide()
        row = RowLayout(gap=12)
        row.addLayout(left, 1)
        row.addWidget(self.receipt)
        column.addLayout(row, 1)

    def _add_acts(self) -> None:
        group = self.tr("Reports")

        def act(name: str, title: str, run: Callable[[], object], key: str, icon: str) -> Act:
            is_evening = self._is_evening if name in ("copy", "picture") else lambda: True
            return Act(f"reports.{name}", title, run, (key,), "reports", group, icon, enabled=is_evening)

        self.context.acts.add_all(
            [
                act("export", self.tr("Export this report"), self.begin_export, "Ctrl+E", "act.export"),
                act("formula", self.tr("How a number is counted"), self.show_formula, "F", "act.receipt"),
                act("chart", self.tr("Chart or table"), self.show_chart, "G", "page.reports"),
                act("rows", self.tr("The rows behind a number"), self.show_rows, "Return", "act.receipt"),
                act(
                    "narrow",
                    self.tr("Keep to a campaign, source or tag"),
                    self.ask_narrower,
                    "K",
                    "act.filter",
                ),
                act("saved", self.tr("Saved reports"), self.open_saved, "S", "act.save"),
                act("compare", self.tr("Compare with the days before"), self.compare, "B", "sign.calendar"),
                act("copy", self.tr("Copy the evening report"), self.copy_evening, "C", "act.copy"),
                act("picture", self.tr("Save the evening’s picture"), self.save_picture, "P", "act.save"),
                act("earlier", self.tr("The day before"), lambda: self._step(-1), "Ctrl+Left", ""),
                act("later", self.tr("The day after"), lambda: self._step(1), "Ctrl+Right", ""),
            ],
            scope=self,
        )
        self.context.acts.add_all(self.rulings.acts(group), scope=self)
        self.context.acts.add(
            Act(
                "reports.back",
                self.tr("Back to the report"),
                self.leave_rows,
                ("Escape",),
                "reports",
                group,
                enabled=lambda: self.behind.isVisible() or self.rulings.panel.isVisible(),
                in_palette=False,
            ),
            scope=self,
        )
        self.context.acts.add(
            Act(
                "reports.take",
                self.tr("Export"),
                self.export_box.take,
                ("Ctrl+Return",),
                "reports",
                group,
                enabled=self.export_box.isVisible,
                in_palette=False,
            ),
            scope=self,
        )

    def fit(self, width: Width) -> None:
        """The formula stands beside where there is room, else it comes by key."""
        self._width = width
        self.receipt.setFixedWidth(current().px(420 if width is Width.WIDE else 320))
        self.receipt.setVisible(width >= Width.FULL)
        self._show_parts()

    # ---- what is asked -----------------------------------------------------------------------------

    def open(self, **arguments: object) -> None:
        """A report of this id, of a `period` or the days `on`; with `claims` the contested rows, at this."""
        self._is_compared = bool(arguments.get("compared", "period" not in arguments and self._is_compared))
        self.choices.choose_report(arguments.get("report"), arguments.get("period"), arguments.get("on"))
        self.rulings.open(**arguments)

    def _today(self) -> date:
        return self.session.clock.now().astimezone(ZoneInfo(self.session.services.workspace.zone)).date()

    def _report_id(self) -> str:
        return self.choices.report_id()

    def _is_evening(self) -> bool:
        return self._report_id() == "evening"

    def question(self) -> Question:
        """What is chosen."""
        return self.choices.question(self._today())

    @cached_property
    def narrowing(self) -> NarrowPopover:
        """Asks what to keep to; made when it is first asked."""
        made = NarrowPopover(self, self.context)
        made.chosen.connect(self.choices.keep_to)
        return made

    def ask_narrower(self) -> None:
        """Which campaign, source and tag it shall keep to."""
        if self.choices.narrow.isVisibleTo(self):
            self.narrowing.ask(self.choices.narrow, self.choices.kept_to)

    def open_saved(self) -> None:
        """The reports under a name."""
        self.desk.open(self.saved, self.choices.asks(is_compared=self._is_compared))

    def show_saved(self, saved: SavedReport, kept_to: KeptTo) -> None:
        """Ask what a saved report asks."""
        self._is_compared = saved.asks.is_compared
        self.choices.show_asks(saved.asks, kept_to)

    def _asked(self) -> None:
        self._waits_for_rows = False
        self.choices.show_fields()
        self.copy.setVisible(self._is_evening())
        self.picture.setVisible(self._is_evening())
        if self._has_begun:
            self.leave_rows()
            self.read()

    def _step(self, days: int) -> None:
        """The day before or after the last one shown."""
        last = self.question().last or self._today()
        self.choices.show_day(QDate(last.year, last.month, last.day).addDays(days))

    # ---- reading -----------------------------------------------------------------------------------

    def activate(self) -> None:
        """Read at the first time."""
        if not self._has_begun:
            self._has_begun = True
            self.read()

    def refresh(self, topics: frozenset[str]) -> None:
        """Count again."""
        if topics & TOPICS:
            self.read()

    def focus_first(self) -> None:
        self._waits_for_rows = self.found is None  # then the keyboard goes to them once they are counted
        if self.found is None or not self.found.table.rows:
            self.report.setFocus()
        else:
            self.table.rows.setFocus()

    def read(self) -> None:
        """Count what is chosen."""
        self.rulings.look()
        services, actor = self.session.services, self.session.actor
        report_id, question, is_compared = self._report_id(), self.question(), self._is_compared

        def work(progress: Progress) -> Read:
            reports = services.reports.watched(progress)
            return count(reports, actor, report_id, question, is_compared=is_compared)

        op = self.context.ops.read_reporting(self, work).latest_only("reports.table")
        op.progress(self.tr("Counting"), cancellable=True).success(self._show).settled(self._settled)
        self._is_counted = False
        op.start()

    def _settled(self) -> None:
        """What was stopped leaves no figures of another question behind."""
        if not self._is_counted:
            self.found = self._at = None
            self.receipt.clear()
            self.table.clear()
            words = self.tr("Choose fewer days, or count again.")
            self.empty.tell(self.tr("Not counted"), words, act=self.tr("Count again"))
            self._show_parts()
            self.status_changed.emit()

    def _show(self, found: Read) -> None:
        self.found, self._is_counted = found, True
        self.choices.fill_people(found.people)
        self.charts.draw(found)
        if found.evening is not None:
            self.evening.show_evening(found.evening)
            self.evening_line.setText("\n".join(found.evening.text(sentences()).splitlines()[-2:]))
        self.receipt.clear()
        self._at = None
        self.empty.tell(*nothing(self.question(), found.table))
        self.table.show_table(found.table, found.before)
        self._show_parts()
        if self._waits_for_rows and self.report.hasFocus():
            self.focus_first()
        self.status_changed.emit()

    def _show_parts(self) -> None:
        found = self.found
        is_report = not self.behind.isVisibleTo(self) and not self.rulings.panel.isVisibleTo(self)
        has_room = self._width > Width.SMALL
        self.charted.setVisible(is_report and not has_room and self.charts.has_any(found))
        is_charted = self._is_charted and self.charted.isVisibleTo(self)
        self.charted.set_words(self.tr("Table") if is_charted else self.tr("Chart"))
        self._table_panel.setVisible(is_report and not is_charted)
        self.charts.show_of(found, is_on=is_report and (has_room or is_charted))
        if self.rulings.panel.isVisibleTo(self) or self._width >= Width.FULL:
            self.receipt.setVisible(not self.rulings.panel.isVisibleTo(self))
        has_evening = found is not None and found.evening is not None and is_report
        self.evening.setVisible(has_evening and has_room)
        self.evening_line.setVisible(has_evening and not has_room)

    def show_chart(self) -> None:
        """The chart in place of the table, or back, where there is no room for both."""
        if self.charted.isVisibleTo(self):
            self._is_charted = not self._is_charted
            self._show_parts()
            (self.charted if self._is_charted else self.table.rows).setFocus()

    def _show_receipt(self, row: Row, column: Column) -> None:
        self._at = (row, column)
        if self.found is not None:
            self.receipt.show_number(self.found.table, row, column, self.found.before)
            if self.found.table.report == "timeline":
                self.day.show_row(self.found.table, row, self.found.people)

    def show_formula(self) -> None:
        """How the number under the keyboard is counted: beside the table, or in place of it."""
        if self._width < Width.FULL:
            self.receipt.setVisible(not self.receipt.isVisible())
        self.table.rows.setFocus()

    def compare(self) -> None:
        """The days before beside each number, or no longer."""
        self._is_compared = not self._is_compared
        self.read()

    def show_rows(self, *_: object) -> None:
        """The rows behind the number under the keyboard, in place of the report."""
        if not self.rulings.rule_chosen():
            self.read_rows()

    def read_rows(self) -> None:
        """Read these rows, and show them."""
        if self.found is None or self._at is None or self._at[1].kpi is None:
            return
        table, (row, column) = self.found.table, self._at
        reports, actor = self.session.services.reports, self.session.actor
        report_id, question = self._report_id(), self.question()

        def show(receipt: Proof) -> None:
            self.behind.show()
            self._show_parts()
            self.behind.show_receipt(receipt, whose(table, row))

        op = self.context.ops.read_reporting(
            self,
            lambda progress: reports.watched(progress).receipt(
                actor, report_id, question, column.id, row.key
            ),
        ).latest_only("reports.rows")
        op.progress(self.tr("Reading the rows"), cancellable=True).success(show).start()

    def leave_rows(self) -> None:
        """The report again, with the keyboard where it was."""
        if self.rulings.leave():
            self.table.rows.setFocus()
        if self.behind.isVisibleTo(self):
            self.behind.hide()
            self._show_parts()
            self.table.rows.setFocus()

    def toast_clearance(self) -> int:
        """The sums."""
        return self.table.foot.height() if self.table.foot.isVisible() else 0

    def status_parts(self) -> StatusParts:
        """When it was counted, of which days."""
        if self.found is None:
            return StatusParts()
        table = self.found.table
        at = table.counted_at.astimezone(ZoneInfo(table.zone))
        counted = StatusPart(self.tr("Counted {}"), f"{at:%H:%M}", icon="sign.ok")
        days = StatusPart("{}", table.days_shown())
        return StatusParts(left=[counted, days], right=[StatusPart(self.tr("Practice never counts"))])

    # ---- giving it on ------------------------------------------------------------------------------

    def begin_export(self) -> None:
        """Ask for format and file."""
        if self.found is None:
            return
        table = self.found.table
        stem = f"{table.report}-{table.first_day}" + (
            f"-{table.last_day}" if table.last_day != table.first_day else ""
        )
        title = tr_label(table.title)
        if self.behind.isVisible() and self.behind.receipt is not None:
            column = self.behind.receipt.column
            title, stem = f"{title}, {tr_label(column.title)}", f"{stem}-{column.id}"
        self.export_box.show_for(f"{title}, {table.days_shown()}", stem)
        self.export_box.open_under(self.export)

    def _export(self, format: str, out: Path) -> None:
        reports, actor = self.session.services.reports, self.session.actor
        report_id, question = self._report_id(), self.question()
        pdf = office_paper(self.session.services, actor)

        def done(_: object) -> None:
            self.context.notices.toast(self.tr("Exported to {file}").format(file=out.name))

        told = self.behind.receipt if self.behind.isVisible() else None
        is_compared = self._is_compared

        def write(progress: Progress) -> object:
            watched = reports.watched(progress)
            if told is None:
                return watched.export(actor, report_id, question, format, out, pdf, is_compared=is_compared)
            behind = (told.column.id, told.row.key)
            return watched.export_receipt(actor, report_id, question, *behind, format, out, pdf)

        op = self.context.ops.task(self, write, key="export")
        op.progress(self.tr("Writing the file"), cancellable=True).success(done).start()

    def copy_evening(self) -> None:
        """Put the evening report on the clipboard, as text and as a picture."""
        evening = self.found.evening if self.found is not None else None
        if evening is None:
            return
        QApplication.clipboard().setMimeData(as_mime(evening))
        self._passed_on(evening, "text")
        self.context.notices.toast(self.tr("Copied as text and as a picture"))

    def save_picture(self) -> None:
        """Save the evening report's picture beside other pictures."""
        evening = self.found.evening if self.found is not None else None
        if evening is None:
            return
        from PySide6.QtCore import QStandardPaths

        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        file = Path(folder or Path.home()) / f"evening-{evening.table.last_day}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        if not draw(evening).save(str(file)):
            self.context.notices.error(
                self.tr("The picture can’t be saved as {file}. Copy it instead.").format(file=file)
            )
            return
        self._passed_on(evening, "png")
        self.context.notices.toast(self.tr("Saved as {file}").format(file=str(file)))

    def _passed_on(self, evening: Evening, format: str) -> None:
        reports, actor = self.session.services.reports, self.session.actor
        self.context.ops.store(self, lambda: reports.kept(actor, evening.table, format)).start()
