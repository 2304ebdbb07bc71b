"""Watches over promises whatever page is open: the badge, a banner and a system notification when due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.domain.formats import clock
from crm_desktop.store.callbacks import CallbackRow
from crm_desktop.ui.callbacks.words import lead_words
from crm_desktop.ui.ops import Change, Operations
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.notices import Notice, NoticeAct, Notices, Tone
from crm_desktop.ui.shell.page import Frame

LOOK_EVERY_MS = 15_000
LATER = timedelta(minutes=10)
BANNER = "callbacks.due"
PAGE = "callbacks"
#: Shows a system notification: title and text; False where the system can't (`SystemNotes.tell`).
TellSystem = Callable[[str, str], bool]


class CallbackWatcher(QObject):
    """Made by the entry for each sign-in; `start` begins, `stop` ends it (another person, lock, closing).

    `came_due` gives the call-back, once for each time it is promised for.
    """

    came_due = Signal(object)  # CallbackRow

    def __init__(
        self,
        session: Session,
        ops: Operations,
        notices: Notices,
        frame: Frame,
        parent: QObject,
        tell_system: TellSystem | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._ops = ops
        self._notices = notices
        self._frame = frame
        self._tell_system = tell_system
        self._told: tuple[UUID, datetime] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        ops.changes.announced.connect(self._heard)

    def start(self) -> None:
        """Look now, and again and again."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more; the banner and the badge go."""
        self._timer.stop()
        self._told = None
        self._notices.dismiss(BANNER)
        self._frame.set_badge(PAGE, 0)

    def _heard(self, change: Change) -> None:
        if self._timer.isActive() and change.topics & {"callbacks", "calls", "queue"}:
            self.look()

    def look(self) -> None:
        """Ask what is due; in the read lane."""
        callbacks, actor = self._session.services.callbacks, self._session.actor

        def ask() -> tuple[CallbackRow | None, int]:
            return callbacks.due(actor), callbacks.count_badge(actor)

        self._ops.read(self, ask).latest_only("callbacks.due").success(lambda came: self._came(*came)).start()

    def _came(self, row: CallbackRow | None, count: int) -> None:
        if not self._timer.isActive():
            return
        self._frame.set_badge(PAGE, count)
        if row is None:
            self._told = None
            self._notices.dismiss(BANNER)
            return
        if self._told == (row.id, row.due_at):
            return
        self._told = (row.id, row.due_at)
        self._tell(row)

    def _tell(self, row: CallbackRow) -> None:
        at = clock(row.due_at, self._session.services.workspace.zone)
        words = self.tr("{name}, promised for {time} by you").format(name=lead_words(row), time=at)
        self._notices.show(
            Notice(
                BANNER,
                Tone.DUE,
                words,
                (
                    NoticeAct(self.tr("Call now"), lambda: self.call(row), "F2"),
                    NoticeAct(self.tr("In 10 min"), lambda: self.put_off(row), "F3"),
                ),
                icon="sign.due",
                lead_in=self.tr("Due now:"),
            )
        )
        if self._tell_system is not None:
            self._tell_system(self.tr("Call-back due"), words)
        self.came_due.emit(row)

    def call(self, row: CallbackRow) -> None:
        """Take the lead to the calling page."""
        self._notices.dismiss(BANNER)
        self._frame.open_page("calling", lead_id=row.lead_id)

    def put_off(self, row: CallbackRow) -> None:
        """Promise ten minutes later instead."""
        callbacks, actor = self._session.services.callbacks, self._session.actor
        at = self._session.clock.now() + LATER
        self._notices.dismiss(BANNER)
        op = self._ops.store(self, lambda: callbacks.move(actor, row.id, row.version, at))
        op.changes("callbacks", "leads", "queue").start()
