"""Imports and undos under way: started, watched, stopped; shown by the page, or by the window meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.errors import UserError
from crm_desktop.services.imports import ImportResult
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.imports.desk import Desk, Undone
from crm_desktop.ui.imports.draft import Draft
from crm_desktop.ui.imports.undo_part import UndoPart
from crm_desktop.ui.ops import Operations, ProgressState, TaskOp, Ticket
from crm_desktop.ui.shell.notices import Notices

POLL_MS = 100
RUN_TASKS = "imports.run"
TOUCHED = ("leads", "queue", "callbacks", "campaigns", "imports")


class ImportRunner(QObject):
    """Runs one import at a time in a line of its own, so that calls go on being saved beside it."""

    told = Signal(object)  # ProgressState
    finished = Signal(object)  # ImportResult
    refused = Signal(object)  # UserError
    stopped = Signal()
    ended = Signal()  # however it ended

    def __init__(self, page: QWidget, ops: Operations, notices: Notices, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._ops, self._notices, self._desk = page, ops, notices, desk
        self._running: TaskOp[ImportResult] | None = None
        self._undoing: tuple[TaskOp[Undone], UndoPart] | None = None
        self._ticket: Ticket | None = None
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._look)

    @property
    def is_running(self) -> bool:
        """Whether an import is under way."""
        return self._running is not None

    def run(self, draft: Draft) -> None:
        """Bring the leads of a draft in."""
        found, plan, refused = draft.found, draft.plan(), draft.refused_file
        op = self._ops.task(
            self._page, lambda progress: self._desk.run(found, plan, progress, refused), key=RUN_TASKS
        ).changes(*TOUCHED)
        self._running = op
        self._poll.start()
        op.success(self._ran).failure(self._not_ran).settled(self._over).start()

    def stop(self) -> None:
        """Ask the import to stop; what was written is taken back, then `stopped` is told."""
        if self._running is not None:
            self._running.cancel()

    def _ran(self, result: ImportResult) -> None:
        self._running = None
        self.finished.emit(result)

    def _not_ran(self, error: UserError) -> None:
        self._running = None
        self.refused.emit(error)

    def _over(self) -> None:
        self.show_in_page()
        self._rest()
        if self._running is not None:  # neither done nor refused
            self._running = None
            self.stopped.emit()
        self.ended.emit()

    # ---- where it is shown -----------------------------------------------------------------------

    def show_in_window(self, label: str) -> None:
        """The page leaves the view: the window shows how far the import is."""
        if self._running is not None and self._ticket is None:
            self._ticket = Ticket(label, self._running.token.latest)
            self._notices.progress_shown(self._ticket)

    def show_in_page(self) -> None:
        """The page shows it again."""
        if self._ticket is not None:
            self._notices.progress_over(self._ticket)
            self._ticket = None

    def _look(self) -> None:
        if self._running is not None:
            state: ProgressState = self._running.token.latest
            self.told.emit(state)
            if self._ticket is not None:
                self._ticket.state = state
                self._notices.progress_changed(self._ticket)
        if self._undoing is not None:
            op, part = self._undoing
            part.tell(op.token.latest)

    def _rest(self) -> None:
        if self._running is None and self._undoing is None:
            self._poll.stop()

    # ---- undo ------------------------------------------------------------------------------------

    def undo(self, import_id: UUID, part: UndoPart, done: Callable[[], object]) -> None:
        """Take an import back; `part` shows how far it is and what came of it."""
        op = self._ops.task(
            self._page, lambda progress: self._desk.undo(import_id, progress), key=RUN_TASKS
        ).changes(*TOUCHED)
        self._undoing = (op, part)
        self._poll.start()

        def undone(what: Undone) -> None:
            part.show_undone(what)
            done()

        (
            op.success(undone)
            .failure(lambda error: part.show_failure(tr_error(error)))
            .settled(self._undo_over)
            .start()
        )

    def _undo_over(self) -> None:
        self._undoing = None
        self._rest()
