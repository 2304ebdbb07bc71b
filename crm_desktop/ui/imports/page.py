"""The import page: File, Columns, Duplicates, Result; nothing is changed before Import is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QStandardPaths, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.import_mapping import Mapping
from crm_desktop.errors import UserError
from crm_desktop.readers import OpenOptions
from crm_desktop.services.imports import ImportResult, Preview, Question
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.imports.asking import FileAsker
from crm_desktop.ui.imports.checking import Checked
from crm_desktop.ui.imports.columns_step import ColumnsStep
from crm_desktop.ui.imports.desk import Desk, Found, Stop, Undone, Wish
from crm_desktop.ui.imports.draft import Draft
from crm_desktop.ui.imports.dropping import dropped_path
from crm_desktop.ui.imports.duplicates_step import DuplicatesStep
from crm_desktop.ui.imports.file_step import FileStep
from crm_desktop.ui.imports.foot import Foot
from crm_desktop.ui.imports.import_acts import import_acts
from crm_desktop.ui.imports.result_step import ResultStep
from crm_desktop.ui.imports.undo_part import UndoPart
from crm_desktop.ui.imports.words import found_words
from crm_desktop.ui.ops import TaskOp, Ticket
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import Page, PageContext, StatusPart, StatusParts, Width
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.steps import StepBar
from crm_desktop.ui.widgets.text import ElidedText, IconLabel, Text

FILE, COLUMNS, DUPLICATES, RESULT = range(4)
FIRST_LOOK = 5_000
"""Rows looked at while columns are chosen; the Duplicates step looks at all."""
POLL_MS = 100
FILE_TASKS, RUN_TASKS = "imports.file", "imports.run"


class ImportPage(Page):
    """A wizard on one page. `open(path=…)` or `open(text=…)` begins with a file or pasted cells."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.session: Session = context.services
        self.desk = Desk(self.session)
        self.ask = FileAsker(self)
        self.draft: Draft | None = None
        self._opening = 0
        self._stop = Stop()
        self._running: TaskOp[ImportResult] | None = None
        self._undoing: tuple[TaskOp[Undone], UndoPart] | None = None
        self._ticket: Ticket | None = None
        self._questions_seen = False
        self._was_read = False
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._tell_progress)
        self._build()
        self._connect()
        context.acts.add_all(import_acts(self), scope=self)
        self._go(FILE)

    def _build(self) -> None:
        self.steps = StepBar(
            [self.tr("File"), self.tr("Columns"), self.tr("Duplicates"), self.tr("Result")]
        )
        self.file_icon = IconLabel("sign.sheet")
        self.file_name = ElidedText("", "body")
        self.file_detail = ElidedText("", "body", tone="muted")
        for widget in (self.file_name, self.file_detail):
            widget.setProperty("user_data", True)
        top = Row(gap=8)
        top.addWidget(self.steps)
        top.addStretch(1)
        top.addWidget(self.file_icon)
        top.addWidget(self.file_name)
        top.addWidget(self.file_detail)
        self.file = FileStep(self._moment)
        self.columns = ColumnsStep()
        self.duplicates = DuplicatesStep()
        self.result = ResultStep()
        self.stack = QStackedWidget()
        for step in (self.file, self.columns, self.duplicates, self.result):
            self.stack.addWidget(step)
        self.foot = Foot()
        column = Column(self, gap=12)
        column.addLayout(top)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self.file.zone.choose.clicked.connect(self.choose_file)
        self.file.zone.paste.clicked.connect(self.paste)
        self.file.reading.other_asked.connect(self.choose_file)
        self.file.reading.changed.connect(self._read_otherwise)
        self.file.past.part.confirmed.connect(self._undo_past)
        self.columns.chosen.connect(self._column_chosen)
        self.columns.answered.connect(self._answered)
        self.columns.where.save_asked.connect(self._save_mapping)
        self.columns.where.load_asked.connect(self._load_mapping)
        self.result.running.stop_confirmed.connect(self._stop_import)
        self.result.done.folder_asked.connect(self.open_folder)
        self.result.done.leads.clicked.connect(self.see_leads)
        self.result.done.another.clicked.connect(self.another)
        self.result.done.part.confirmed.connect(self._undo_result)
        self.file.refusal.act.clicked.connect(self._refused_elsewhere)
        self.foot.next_pressed.connect(self.next)
        self.foot.back_pressed.connect(self.back)
        self.foot.cancel_pressed.connect(self.cancel)

    def _moment(self) -> tuple[datetime, str]:
        return self.session.clock.now(), self.desk.zone

    # ---- what the window asks --------------------------------------------------------------------

    def open(self, **arguments: object) -> None:
        """`path` begins with a file, `text` with pasted cells."""
        path, text = arguments.get("path"), arguments.get("text")
        if isinstance(path, str | Path) and str(path):
            self.open_wish(Wish(Path(path)))
        elif isinstance(text, str):
            self.open_wish(Wish(text))

    def activate(self) -> None:
        if self._ticket is not None:
            self.context.notices.progress_over(self._ticket)
            self._ticket = None
        if not self._was_read:
            self._was_read = True
            self._read_past()

    def deactivate(self) -> None:
        """An import under way is shown by the window meanwhile."""
        if self._running is not None:
            label = self.tr("Importing {file}").format(file=self._name())
            self._ticket = Ticket(label, self._running.token.latest)
            self.context.notices.progress_shown(self._ticket)

    def refresh(self, topics: frozenset[str]) -> None:
        if topics & {"imports", "leads"}:
            self._read_past()

    def focus_first(self) -> None:
        (self.file, self.columns, self.duplicates, self.result)[self.step()].setFocus()
        if self.step() == FILE:
            self.file.focus_first()
        elif self.step() == COLUMNS:
            self.columns.focus_first()
        elif self.step() == DUPLICATES:
            self.duplicates.focus_first()
        else:
            self.foot.next.setFocus()

    def status_parts(self) -> StatusParts:
        if self._running is not None:
            return StatusParts((StatusPart(self.tr("Importing"), icon="act.import"),))
        if self.step() == RESULT:
            return StatusParts((StatusPart(self.tr("Can be undone as a whole for 30 days"), icon="act.undo"),))
        return StatusParts(
            (StatusPart(self.tr("Nothing is changed before you press Import"), icon="sign.ok"),)
        )

    def toast_clearance(self) -> int:
        return self.foot.height() + 12

    def fit(self, width: Width) -> None:
        self.file.fit(width)
        self.columns.fit(width)
        self.duplicates.fit(width)
        self.result.fit(width)
        self.foot.fit(width)
        self.steps.setMinimumWidth(0)
        self.file_detail.setVisible(width > Width.SMALL and self.draft is not None)

    # ---- steps -----------------------------------------------------------------------------------

    def step(self) -> int:
        """The step in view, from 0."""
        return self.stack.currentIndex()

    def state(self) -> str:
        """The state of the page's keys: file, columns, duplicates, running or result."""
        if self.step() == RESULT:
            return "running" if self._running is not None else "result"
        return ("file", "columns", "duplicates")[self.step()]

    def _go(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        self.steps.set_index(step if step != RESULT or self._running is not None else len(("",) * 4))
        self.context.acts.set_state("import", self.state())
        self._show_name()
        self.foot.show_step(self.state(), has_file=self.draft is not None)
        self.status_changed.emit()

    def _show_name(self) -> None:
        has_file = self.draft is not None and self.step() != FILE
        for widget in (self.file_icon, self.file_name, self.file_detail):
            widget.setVisible(has_file)
        if self.draft is not None:
            self.file_name.setText(self._name())
            self.file_detail.setText(found_words(self.draft.found))

    def _name(self) -> str:
        if self.draft is None:
            return ""
        found = self.draft.found
        return self.tr("Pasted cells") if found.wish.path is None else found.source.name

    def next(self) -> None:
        """The primary act of the step in view."""
        if self.step() == FILE and self.draft is not None:
            self._enter_columns()
        elif self.step() == COLUMNS:
            self._leave_columns()
        elif self.step() == DUPLICATES:
            self.run()
        elif self.state() == "result":
            self.start_calling()

    def back(self) -> None:
        """One step back; what was chosen stays."""
        if self.step() == COLUMNS and self.columns.shows_questions:
            self.columns.show_table()
            self.columns.focus_first()
        elif self.step() == COLUMNS:
            self._go(FILE)
            self.file.show_found(self.draft.found if self.draft else None)
            self.file.focus_first()
        elif self.step() == DUPLICATES:
            self._enter_columns()

    def cancel(self) -> None:
        """Leave what is being done: a question, a running import (asked in place), the file, the page."""
        for part in (self.file.past.part, self.result.done.part):
            if part.isVisible() and part.is_asking:
                part.close_()
                return
        if self.state() == "running":
            running = self.result.running
            running.withdraw() if running.is_asking else running.ask()
        elif self.state() == "result" or self.draft is not None:
            self.another()
        else:
            self.context.frame.open_page("leads")

    def another(self) -> None:
        """Forget the file and begin anew; an import that was run stays."""
        self._forget()
        self.file.refusal.tell("")
        self.file.show_found(None)
        self._go(FILE)
        self.file.focus_first()

    def _forget(self) -> None:
        self._stop.cancel()
        draft, self.draft = self.draft, None
        if draft is not None:
            self._close(draft.found)
            draft.deleteLater()

    def _close(self, found: Found) -> None:
        def close(_progress: object) -> None:
            with found.turn:
                found.source.close()

        self.context.ops.task(self, close, key=FILE_TASKS).start()

    # ---- File ------------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for a file."""
        kinds = self.tr("Lists of leads ({kinds})").format(
            kinds="*.csv *.tsv *.txt *.xlsx *.xlsm *.xlsb *.xls *.ods *.vcf"
        )
        both = f"{kinds};;{self.tr('All files')} (*)"
        self.ask.open(self.tr("Choose a file with leads"), both, lambda path: self.open_wish(Wish(path)))

    def paste(self) -> None:
        """Take the cells, or the file, that were copied."""
        data = QGuiApplication.clipboard().mimeData()
        path = dropped_path(data)
        self.open_wish(Wish(path if path is not None else data.text()))

    def _read_otherwise(self, sheet: str | None, options: OpenOptions) -> None:
        if self.draft is not None:
            self.open_wish(Wish(self.draft.found.wish.where, options, sheet))

    def open_wish(self, wish: Wish) -> None:
        """Open a file or pasted cells; what is open already stays until the new one was read."""
        if self._running is not None:
            self.context.notices.warn(self.tr("An import is running. Wait until it is done, or stop it first."))
            return
        self._opening += 1
        number = self._opening
        name = wish.path.name if wish.path is not None else self.tr("pasted cells")
        self.file.refusal.tell("")
        self.file.set_busy(self.tr("Opening {file} …").format(file=name))
        if self.step() != FILE:
            self._go(FILE)
        (
            self.context.ops.task(self, lambda _progress: self.desk.open(wish), key=FILE_TASKS)
            .success(lambda found: self._opened(found, number))
            .failure(lambda error: self._not_opened(error, number))
            .start()
        )

    def _opened(self, found: Found, number: int) -> None:
        if number != self._opening:
            self._close(found)
            return
        self.file.set_busy("")
        before = self.draft
        is_same = before is not None and before.found.wish.where == found.wish.where
        draft = Draft(found, self)
        if before is not None and is_same:
            draft.take_over(before)
        self._forget()
        self.draft = draft
        self._questions_seen = False
        draft.mapping_changed.connect(self._mapping_changed)
        draft.plan_changed.connect(self._look_ahead)
        self.file.show_found(found)
        self.columns.show_draft(draft)
        self.duplicates.show_draft(draft)
        is_plain = len(found.source.sheet_names) == 1 and (
            found.table.header_row is not None or found.source.kind.value == "vcard"
        )
        if is_plain and not is_same:
            self._enter_columns()
        else:
            self._go(FILE)
            if not is_same:
                self.file.focus_first()

    def _not_opened(self, error: UserError, number: int) -> None:
        if number != self._opening:
            return
        self.file.set_busy("")
        self.file.refusal.act.hide()
        self.file.refusal.tell(tr_error(error))
        self._go(FILE)
        if self.draft is not None:
            self.file.reading.show_found(self.draft.found)  # what is shown is how it was read, not what failed
        self.file.focus_first()

    def _read_past(self) -> None:
        (
            self.context.ops.read(self, self.desk.past)
            .latest_only("imports.past")
            .success(self.file.past.show_past)
            .start()
        )

    # ---- Columns ---------------------------------------------------------------------------------

    def _enter_columns(self) -> None:
        self._go(COLUMNS)
        self._look_ahead()
        self.columns.focus_first()

    def _column_chosen(self, column: int, target: str, label: str) -> None:
        if self.draft is not None:
            self.draft.set_target(column, target, label)

    def _answered(self, question: Question, answer: str) -> None:
        if self.draft is not None:
            self.draft.answer(question, answer)

    def _mapping_changed(self) -> None:
        draft = self.draft
        if draft is None:
            return
        self.columns.retell()
        found, mapping = draft.found, draft.mapping
        (
            self.context.ops.read(self, lambda: self.desk.check(found, mapping))
            .latest_only("imports.check")
            .success(self._checked)
            .start()
        )
        self._look_ahead()

    def _checked(self, checked: Checked) -> None:
        if self.draft is not None:
            self.draft.checked = checked
            self.columns.retell()

    def _look_ahead(self) -> None:
        """Find out anew what will happen; an earlier look still under way is dropped."""
        draft = self.draft
        if draft is None or self.step() not in (COLUMNS, DUPLICATES):
            return
        self._stop.cancel()
        self._stop = stop = Stop()
        is_whole = self.step() == DUPLICATES
        found, plan = draft.found, draft.plan(is_only_a_look=True)
        truths = (self.columns.truth, self.duplicates.truth)
        for truth in truths:
            truth.set_busy(True)
        limit = None if is_whole else FIRST_LOOK
        (
            self.context.ops.read(self, lambda: self.desk.preview(found, plan, limit, stop))
            .latest_only("imports.preview")
            .success(lambda preview: self._looked(preview, draft))
            .failure(self._not_looked)
            .settled(lambda: self._not_busy(stop))
            .start()
        )

    def _not_busy(self, stop: Stop) -> None:
        if stop is self._stop:
            self.columns.truth.set_busy(False)
            self.duplicates.truth.set_busy(False)

    def _looked(self, preview: Preview, draft: Draft) -> None:
        if draft is not self.draft:
            return
        draft.take_questions(preview.questions)
        self.columns.truth.show_preview(preview, draft.duplicates)
        self.duplicates.show_preview(preview, draft.duplicates)
        self.columns.retell_questions()

    def _not_looked(self, error: UserError) -> None:
        for truth in (self.columns.truth, self.duplicates.truth):
            truth.set_error(tr_error(error))

    def _leave_columns(self) -> None:
        draft = self.draft
        assert draft is not None
        if draft.mapping.problem is not None:
            self.columns.truth.set_error(tr_error(UserError(draft.mapping.problem)))
            self.columns.focus_first()
            return
        if draft.open_questions() and not self._questions_seen:
            self._questions_seen = True
            self.columns.show_questions()
            return
        if not draft.campaign.strip():
            self.columns.split.tabs.choose(1)
            self.columns.where.ask_campaign()
            return
        self._go(DUPLICATES)
        self.duplicates.show_draft(draft)
        self._look_ahead()
        self.duplicates.focus_first()

    def only_questions(self) -> None:
        """Only the rows with a question, or all again."""
        self.columns.toggle_only()

    def _save_mapping(self) -> None:
        draft = self.draft
        if draft is None:
            return
        mapping, name = draft.mapping, f"{draft.source or self._name()}.columns.json"

        def save(path: Path) -> None:
            (
                self.context.ops.task(self, lambda _progress: self.desk.save_mapping(path, mapping), key=FILE_TASKS)
                .success(lambda saved: self.context.notices.toast(self.tr("Saved as {file}").format(file=saved.name)))
                .start()
            )

        self.ask.save(self.tr("Save what the columns mean"), self._mapping_kinds(), name, save)

    def _load_mapping(self) -> None:
        draft = self.draft
        if draft is None:
            return
        header = draft.found.table.header

        def load(path: Path) -> None:
            (
                self.context.ops.task(self, lambda _progress: self.desk.load_mapping(path, header), key=FILE_TASKS)
                .success(lambda mapping: self._mapping_loaded(mapping, draft))
                .start()
            )

        self.ask.open(self.tr("Load what the columns mean"), self._mapping_kinds(), load)

    def _mapping_kinds(self) -> str:
        return self.tr("Columns' meanings ({kinds})").format(kinds="*.json")

    def _mapping_loaded(self, mapping: Mapping, draft: Draft) -> None:
        if draft is self.draft:
            draft.set_mapping(mapping)
            self.context.notices.toast(self.tr("The columns are understood as in the file."))

    # ---- Result ----------------------------------------------------------------------------------

    def run(self) -> None:
        """Bring the leads in."""
        draft = self.draft
        if draft is None or self._running is not None:
            return
        self._stop.cancel()
        found, plan = draft.found, draft.plan()
        refused = draft.refused_file or self._refused_for(found)
        self._running = self.context.ops.task(
            self, lambda progress: self.desk.run(found, plan, progress, refused), key=RUN_TASKS
        ).changes("leads", "queue", "callbacks", "campaigns", "imports")
        self.result.show_running(self._name())
        self._go(RESULT)
        self._poll.start()
        (
            self._running.success(lambda result: self._ran(result, draft))
            .failure(self._not_ran)
            .settled(self._run_over)
            .start()
        )

    def _refused_for(self, found: Found) -> Path | None:
        """Pasted cells have no folder of their own: their refused rows go to the documents."""
        if found.wish.path is not None:
            return None
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        stamp = self.session.clock.now().strftime("%Y-%m-%d %H%M%S")
        return folder / f"{self.tr('Pasted cells')} {stamp} - {self.tr('refused')}.csv"

    def _ran(self, result: ImportResult, draft: Draft) -> None:
        self._running = None
        self.result.show_result(result, self._name(), draft.campaign.strip())
        self._go(RESULT)
        self._read_past()
        if self.isVisible():
            self.foot.next.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.context.notices.toast(self.result.done.title.text())

    def _not_ran(self, error: UserError) -> None:
        self._running = None
        sentence = tr_error(error)
        if error.field in ("campaign", "owner", "mapping"):
            self._go(COLUMNS)
            self.columns.truth.set_error(sentence)
            return
        self._go(FILE)
        self.file.show_found(self.draft.found if self.draft else None)
        self.file.refusal.tell(sentence)
        self.file.refusal.act.setVisible(error.field == "refused")
        self.file.refusal.act.set_words(self.tr("Choose a folder"))
        if error.field == "refused":
            self.file.refusal.act.setFocus()

    def _run_over(self) -> None:
        """However it ended: a stopped import goes back to where it was started from."""
        self._poll.stop()
        if self._ticket is not None:
            self.context.notices.progress_over(self._ticket)
            self._ticket = None
        if self._running is not None:
            self._running = None
            self._go(DUPLICATES)
            self._look_ahead()
            self.duplicates.focus_first()
            self.context.notices.toast(self.tr("The import was stopped. Nothing was changed."))
        self.status_changed.emit()

    def _refused_elsewhere(self) -> None:
        def chosen(folder: Path) -> None:
            if self.draft is not None:
                self.draft.refused_file = folder / f"{Path(self._name()).stem} - {self.tr('refused')}.csv"
                self.run()

        self.ask.folder(self.tr("Choose a folder for refused rows"), chosen)

    def _stop_import(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def _tell_progress(self) -> None:
        if self._running is not None:
            state = self._running.token.latest
            self.result.running.tell(state)
            if self._ticket is not None:
                self._ticket.state = state
                self.context.notices.progress_changed(self._ticket)
        if self._undoing is not None:
            op, part = self._undoing
            part.tell(op.token.latest)

    def open_folder(self) -> None:
        """Show the folder of the refused rows."""
        result = self.result.done.result
        if result is not None and result.refused_file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(result.refused_file.parent)))

    def start_calling(self) -> None:
        """Work through what was brought."""
        result = self.result.done.result
        if result is not None:
            self.context.frame.open_page("calling", campaign_id=result.campaign_id)

    def see_leads(self) -> None:
        """The list of the campaign's leads, the newest first."""
        result = self.result.done.result
        if result is not None:
            query = LeadQuery(campaign_id=result.campaign_id)
            self.context.frame.open_page("leads", query=query)

    # ---- Undo ------------------------------------------------------------------------------------

    def ask_undo(self) -> None:
        """Ask whether to take the import in view back."""
        if self.state() == "result":
            self.result.done.ask_undo()
        else:
            self.file.split.tabs.choose(1)
            self.file.past.ask()

    def can_undo(self) -> bool:
        """Whether there is an import in view that can be taken back."""
        if self.state() == "result":
            return not self.result.done.undo.isHidden()
        return self.file.past.can_undo()

    def _undo_past(self, import_id: UUID) -> None:
        self._undo(import_id, self.file.past.part)

    def _undo_result(self, import_id: UUID) -> None:
        self._undo(import_id, self.result.done.part)

    def _undo(self, import_id: UUID, part: UndoPart) -> None:
        op = self.context.ops.task(
            self, lambda progress: self.desk.undo(import_id, progress), key=RUN_TASKS
        ).changes("leads", "queue", "callbacks", "campaigns", "imports")
        self._undoing = (op, part)
        self._poll.start()
        (
            op.success(lambda undone: self._undone(undone, part))
            .failure(lambda error: part.show_failure(tr_error(error)))
            .settled(self._undo_over)
            .start()
        )

    def _undone(self, undone: Undone, part: UndoPart) -> None:
        part.show_undone(undone)
        if part is self.result.done.part:
            self.result.done.undone()
        self._read_past()

    def _undo_over(self) -> None:
        self._undoing = None
        if self._running is None:
            self._poll.stop()


def steps_of(page: ImportPage) -> Sequence[QWidget]:
    """The four steps, for walking through them in tests and pictures."""
    return (page.file, page.columns, page.duplicates, page.result)
