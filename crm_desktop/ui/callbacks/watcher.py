"""Watches over promises whatever page is open: the badge, a banner and a system notification when due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.domain.callbacks import CallbackKind
from crm_desktop.domain.formats import clock, short_when
from crm_desktop.store.callbacks import CallbackRow
from crm_desktop.ui.callbacks.words import lead_words, said
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.ops import Change, Operations
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.notices import Notice, NoticeAct, Notices, Tone
from crm_desktop.ui.shell.page import Frame

LOOK_EVERY_MS = 15_000
LATER_MINUTES = 10
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
        self._is_quiet = False
        self._is_summed_up = False
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

        def ask() -> tuple[CallbackRow | None, int, bool]:
            row = callbacks.due(actor)
            return row, callbacks.count_badge(actor), row is not None and callbacks.is_quiet(actor)

        self._ops.read(self, ask).latest_only("callbacks.due").success(lambda came: self._came(*came)).start()

    def _came(self, row: CallbackRow | None, count: int, is_quiet: bool) -> None:
        if not self._timer.isActive():
            return
        self._is_quiet = is_quiet
        self._frame.set_badge(PAGE, count)
        self._sum_up(count, row)
        if row is None:
            self._told = None
            self._notices.dismiss(BANNER)
            return
        if self._told == (row.id, row.due_at):
            return
        self._told = (row.id, row.due_at)
        self._tell(row)

    def _sum_up(self, count: int, first: CallbackRow | None) -> None:
        """Once, at the start: what came due while the program was closed, so that none is lost."""
        if self._is_summed_up:
            return
        self._is_summed_up = True
        if count > 1 and first is not None:
            zone, now = self._session.services.workspace.zone, self._session.clock.now()
            words = plural(
                self.tr("%n call-back(s) are due, the first since {when}.", "", count),
                count,
            )
            self._notices.toast(words.format(when=short_when(first.due_at, zone, now, in_sentence=True)))

    def _tell(self, row: CallbackRow) -> None:
        at = clock(row.due_at, self._session.services.workspace.zone)
        words = self._words(row, at)
        lead, told = self.tr("Due now:"), words
        if row.kind is CallbackKind.PROMISE:  # the time stands where no long name pushes it out
            lead = self.tr("Due at {time}:").format(time=at)
            told = self.tr("{name}, promised by you").format(name=lead_words(row))
        self._notices.show(
            Notice(
                BANNER,
                Tone.DUE,
                told,
                (
                    NoticeAct(self.tr("Call now"), lambda: self.call(row), "F2"),
                    NoticeAct(self.tr("In 10 min"), lambda: self.put_off(row), "F4"),
                ),
                icon="sign.due",
                lead_in=lead,
            )
        )
        if self._tell_system is not None and not self._is_quiet:
            self._tell_system(self.tr("Call-back due"), words)
        self.came_due.emit(row)

    def _words(self, row: CallbackRow, at: str) -> str:
        """Who, and what the call-back comes from."""
        if row.kind is CallbackKind.REMINDER:
            return self.tr("{name}, a date comes up: {about}").format(name=lead_words(row), about=said(row))
        if row.kind is CallbackKind.MISSED_CALL:
            return self.tr("{name} rang and was not answered").format(name=lead_words(row))
        return self.tr("{name}, promised for {time} by you").format(name=lead_words(row), time=at)

    def call(self, row: CallbackRow) -> None:
        """Take the lead to the calling page."""
        self._notices.dismiss(BANNER)
        self._frame.open_page("calling", lead_id=row.lead_id)

    def put_off(self, row: CallbackRow) -> None:
        """Be quiet about it for ten minutes; what was promised stays as it is."""
        callbacks, actor = self._session.services.callbacks, self._session.actor
        self._notices.dismiss(BANNER)
        op = self._ops.store(self, lambda: callbacks.snooze(actor, row.id, LATER_MINUTES))
        op.changes("callbacks").success(lambda _: self.look()).start()
