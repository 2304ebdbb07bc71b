"""The import page: File, Columns, Why we call, Duplicates, Result; nothing is changed before Import."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.import_mapping import Mapping
from crm_desktop.errors import UserError
from crm_desktop.log import get_logger
from crm_desktop.readers import OpenOptions
from crm_desktop.services.imports import ImportResult, Question
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.imports.asking import ask_for_list, refused_of_pasted
from crm_desktop.ui.imports.desk import Desk, Found, Wish
from crm_desktop.ui.imports.draft import Draft
from crm_desktop.ui.imports.dropping import dropped_path
from crm_desktop.ui.imports.going_on import open_folder, see_leads, start_calling
from crm_desktop.ui.imports.import_acts import import_acts
from crm_desktop.ui.imports.looking import Looker
from crm_desktop.ui.imports.mapping_files import MappingFiles
from crm_desktop.ui.imports.runner import ImportRunner
from crm_desktop.ui.imports.why_asking import WhyAsking
from crm_desktop.ui.imports.wizard import COLUMNS, DUPLICATES, FILE, RESULT, WHY, Wizard
from crm_desktop.ui.imports.words import refusal_words
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import Page, PageContext, StatusPart, StatusParts, Width
from crm_desktop.ui.widgets.file_asker import FileAsker
from crm_desktop.ui.widgets.layouts import Column

FILE_TASKS = "imports.file"
log = get_logger(__name__)  # sentences with their places empty: whoever follows the window reads no names


class ImportPage(Page):
    """A wizard on one page. `open(path=…)` or `open(text=…)` begins with a file or pasted cells."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.session: Session = context.services
        self.desk = Desk(self.session)
        self.ask = FileAsker(self)
        self.draft: Draft | None = None
        self._opening = 0
        self.looker = Looker(self, context.ops, self.desk)
        self.runner = ImportRunner(self, context.ops, context.notices, self.desk)
        self.mappings = MappingFiles(self, context.ops, context.notices, self.desk)
        self._questions_seen = False
        self._was_read = False
        self._build()
        self.why_asking = WhyAsking(
            self, context.ops, self.desk, self.why, lambda: self._go(WHY), self._look_ahead
        )
        self._connect()
        context.acts.add_all(import_acts(self), scope=self)
        self._go(FILE)

    def _build(self) -> None:
        self.wizard = wizard = Wizard(self._moment)
        self.file, self.columns = wizard.file, wizard.columns
        self.why, self.duplicates = wizard.why, wizard.duplicates
        self.result, self.foot = wizard.result, wizard.foot
        column = Column(self, gap=0)
        column.addWidget(wizard)

    def _connect(self) -> None:
        self.file.zone.choose.clicked.connect(self.choose_file)
        self.file.zone.paste.clicked.connect(self.paste)
        self.file.reading.other_asked.connect(self.choose_file)
        self.file.reading.changed.connect(self._read_otherwise)
        self.file.past.part.confirmed.connect(self._undo_past)
        self.columns.chosen.connect(self._column_chosen)
        self.columns.answered.connect(self._answered)
        self.why.submitted.connect(self.next)
        self.columns.where.save_asked.connect(self._save_mapping)
        self.columns.where.load_asked.connect(self._load_mapping)
        self.result.running.stop_confirmed.connect(self.runner.stop)
        self.looker.checked.connect(self.columns.retell)
        self.looker.looked.connect(self.wizard.show_preview)
        self.looker.failed.connect(lambda error: self.wizard.show_trouble(tr_error(error)))
        self.looker.busy_changed.connect(self.wizard.set_busy)
        self.looker.counted.connect(self.wizard.set_counted)
        self.runner.told.connect(self.result.running.tell)
        self.runner.finished.connect(self._ran)
        self.runner.refused.connect(self._not_ran)
        self.runner.stopped.connect(self._stopped)
        self.runner.ended.connect(self.status_changed)
        self.result.done.folder_asked.connect(lambda: open_folder(self))
        self.foot.leads.clicked.connect(self.see_leads)
        self.foot.another.clicked.connect(self.choose_file)
        self.foot.undo.clicked.connect(self.ask_undo)
        self.result.done.part.closed.connect(self.foot.undo.setFocus)
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
        self.runner.show_in_page()
        if not self._was_read:
            self._was_read = True
            self._read_past()

    def deactivate(self) -> None:
        """An import under way is shown by the window meanwhile."""
        self.runner.show_in_window(self.tr("Importing {file}").format(file=self.wizard.name()))

    def refresh(self, topics: frozenset[str]) -> None:
        if topics & {"imports", "leads"}:
            self._read_past()

    def focus_first(self) -> None:
        self.wizard.focus_first()

    def status_parts(self) -> StatusParts:
        if self.runner.is_running:
            return StatusParts((StatusPart(self.tr("Importing"), icon="act.import"),))
        if self.step() == RESULT:
            return StatusParts(
                (StatusPart(self.tr("Can be undone as a whole for 30 days"), icon="act.undo"),)
            )
        return StatusParts(
            (StatusPart(self.tr("Nothing is changed before you press Import"), icon="sign.ok"),)
        )

    def toast_clearance(self) -> int:
        return self.foot.height() + 12

    def fit(self, width: Width) -> None:
        self.wizard.fit(width)

    # ---- steps -----------------------------------------------------------------------------------

    def step(self) -> int:
        """The step in view, from 0."""
        return self.wizard.step()

    def state(self) -> str:
        """The state of the page's keys: file, columns, duplicates, running or result."""
        if self.step() == RESULT:
            return "running" if self.runner.is_running else "result"
        return ("file", "columns", "why", "duplicates")[self.step()]

    def _go(self, step: int) -> None:
        self.wizard.stack.setCurrentIndex(step)
        state = self.state()
        self.wizard.go(step, state)
        self.context.acts.set_state("import", state)
        self.status_changed.emit()

    def next(self) -> None:
        """The primary act of the step in view."""
        if self.step() == FILE and self.draft is not None:
            self._enter_columns()
        elif self.step() == COLUMNS:
            self._leave_columns()
        elif self.step() == WHY and self.why_asking.is_answered():
            self._enter_duplicates()
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
        elif self.step() == WHY:
            self._enter_columns()
        elif self.step() == DUPLICATES and self.draft is not None:
            self.why_asking.enter(self.draft)

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
        self.looker.stop()
        draft, self.draft = self.draft, None
        self.wizard.take_draft(None)
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
        ask_for_list(self.ask, lambda path: self.open_wish(Wish(path)))

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
        if self.runner.is_running:
            self.context.notices.warn(
                self.tr("An import is running. Wait until it is done, or stop it first.")
            )
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
            .failure(lambda error: self._not_opened(error, number, wish))
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
        self.wizard.take_draft(draft)
        is_plain = len(found.source.sheet_names) == 1 and (
            found.table.header_row is not None or found.source.kind.value == "vcard"
        )
        if is_plain and not is_same:
            self._enter_columns()
        else:
            self._go(FILE)
            if not is_same:
                self.file.focus_first()
        # Said once the page is in its state: whoever follows the log presses the next key then.
        log.debug("list opened", kind=found.source.kind.value, sheets=len(found.source.sheet_names))

    def _not_opened(self, error: UserError, number: int, wish: Wish) -> None:
        if number != self._opening:
            return
        log.debug("list refused", sentence=error.template)
        self.file.set_busy("")
        self.file.refusal.act.hide()
        stays = self.draft is not None and self.draft.found.wish.where != wish.where
        self.file.refusal.tell(refusal_words(tr_error(error), self.wizard.name() if stays else ""))
        self._go(FILE)
        if self.draft is not None:
            self.file.reading.show_found(
                self.draft.found
            )  # what is shown is how it was read, not what failed
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
        if self.draft is not None:
            self.columns.retell()
            self.looker.check(self.draft)
            self._look_ahead()

    def _look_ahead(self) -> None:
        """Find out anew what will happen; an earlier look still under way is dropped."""
        if self.draft is not None and self.step() in (COLUMNS, WHY, DUPLICATES):
            self.looker.look(self.draft, is_long=self.step() == DUPLICATES)

    def _leave_columns(self) -> None:
        draft = self.draft
        assert draft is not None
        if draft.mapping.problem is not None:
            log.debug("list refused", sentence=draft.mapping.problem)
            sentence = tr_error(UserError(draft.mapping.problem))
            self.columns.truth.set_error(sentence)
            if all(toast.text != sentence for toast in self.context.notices.toasts):
                self.context.notices.toast(sentence)  # the panel may be out of view, or say so all along
            self.columns.focus_first()
            return
        if draft.open_questions() and not self._questions_seen:
            self._questions_seen = True
            log.debug("list asks", what="words")
            self.columns.show_questions()
            return
        if not draft.campaign.strip():
            log.debug("list asks", what="campaign")
            self.columns.split.tabs.choose(1)
            self.columns.where.ask_campaign()
            return
        self.why_asking.enter(draft)

    def _enter_duplicates(self) -> None:
        assert self.draft is not None
        self._go(DUPLICATES)
        self.duplicates.show_draft(self.draft)
        self._look_ahead()
        self.duplicates.focus_first()

    def only_questions(self) -> None:
        """Only the rows with a question, or all again."""
        self.columns.toggle_only()

    def _save_mapping(self) -> None:
        if self.draft is not None:
            self.mappings.save(self.ask, self.draft)

    def _load_mapping(self) -> None:
        if self.draft is not None:
            self.mappings.load(self.ask, self.draft, self._mapping_loaded)

    def _mapping_loaded(self, mapping: Mapping) -> None:
        if self.draft is not None and len(mapping.columns) == len(self.draft.mapping.columns):
            self.draft.set_mapping(mapping)
            self.context.notices.toast(self.tr("The columns are understood as in the file."))

    # ---- Result ----------------------------------------------------------------------------------

    def run(self) -> None:
        """Bring the leads in."""
        draft = self.draft
        if draft is None or self.runner.is_running:
            return
        self.looker.stop()
        if draft.refused_file is None:
            is_pasted = draft.found.wish.path is None
            draft.refused_file = refused_of_pasted(self.session.clock.now()) if is_pasted else None
        self.result.show_running(self.wizard.name())
        self.runner.run(draft)
        self._show_running()

    def _show_running(self) -> None:
        if self.runner.is_running:
            self._go(RESULT)
            self.result.running.bar.cancel.setFocus()

    def _ran(self, result: ImportResult) -> None:
        campaign = self.draft.campaign.strip() if self.draft is not None else ""
        self.result.show_result(result, self.wizard.name(), campaign)
        self._go(RESULT)
        self._read_past()
        if not self.result.done.has_people:
            self.foot.nobody_came()
        if self.isVisible():
            first = self.foot.next if self.result.done.has_people else self.foot.another
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.context.notices.toast(self.result.done.title.text())

    def _not_ran(self, error: UserError) -> None:
        sentence = tr_error(error)
        log.debug("list refused", sentence=error.template)
        if self.draft is not None and self.why_asking.refused(self.draft, error):
            return
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

    def _stopped(self) -> None:
        """A stopped import goes back to where it was started from."""
        self._go(DUPLICATES)
        self._look_ahead()
        self.duplicates.focus_first()
        self.context.notices.toast(self.tr("The import was stopped. Nothing was changed."))

    def _refused_elsewhere(self) -> None:
        def chosen(folder: Path) -> None:
            if self.draft is not None:
                self.draft.refused_file = (
                    folder / f"{Path(self.wizard.name()).stem} - {self.tr('refused')}.csv"
                )
                self.run()

        self.ask.folder(self.tr("Choose a folder for refused rows"), chosen)

    def start_calling(self) -> None:
        """Work through what was brought."""
        start_calling(self)

    def see_leads(self) -> None:
        """The list of what this import brought."""
        see_leads(self)

    # ---- Undo ------------------------------------------------------------------------------------

    def ask_undo(self) -> None:
        """Ask whether to take the import in view back."""
        if self.state() == "result":
            self.result.split.tabs.choose(0)
            self.result.done.ask_undo()
        else:
            self.file.split.tabs.choose(1)
            self.file.past.ask()

    def can_undo(self) -> bool:
        """Whether there is an import in view that can be taken back."""
        if self.state() == "result":
            return self.result.done.can_undo
        return self.file.past.can_undo()

    def _undo_past(self, import_id: UUID) -> None:
        self.runner.undo(import_id, self.file.past.part, self._read_past)

    def _undo_result(self, import_id: UUID) -> None:
        self.runner.undo(import_id, self.result.done.part, self._result_undone)

    def _result_undone(self) -> None:
        self.result.done.undone()
        self.foot.undone()
        self._read_past()
