"""Tells once when a break has become longer than it may take, whatever page is open."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from crm_desktop.domain.formats import clock
from crm_desktop.domain.presence import Change
from crm_desktop.ui.callbacks.watcher import TellSystem
from crm_desktop.ui.i18n import plural, tr_label
from crm_desktop.ui.ops import Change as Announced
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.notices import Notice, NoticeAct, Notices, Tone
from crm_desktop.ui.shell.page import Frame

BANNER = "presence.over"
LOOK_EVERY_MS = 15_000


class BreakWatcher(QObject):
    """Made for each sign-in. A lock doesn't stop it: it names nobody, and a break goes on under the lock."""

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
        self._session, self._ops, self._notices, self._frame = session, ops, notices, frame
        self._tell_system = tell_system
        self._break: Change | None = None
        self._told: UUID | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._judge)
        ops.changes.announced.connect(self._heard)

    def start(self) -> None:
        """Ask which break is on, and look now and then."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._notices.dismiss(BANNER)

    def _heard(self, change: Announced) -> None:
        if self._timer.isActive() and "people" in change.topics:
            self.look()

    def look(self) -> None:
        """Ask which break is on; in the read lane. A server that is away is not asked."""
        calling, actor = self._session.services.calling, self._session.actor
        self._ops.read(self, lambda: calling.current_break(actor)).latest_only("presence.break").success(
            self._found
        ).failure(lambda _error: None).start()

    def _found(self, found: Change | None) -> None:
        self._break = found
        if found is None:
            self._told = None
            self._notices.dismiss(BANNER)
        self._judge()

    def _judge(self) -> None:
        """Whether the break is over by now; told once."""
        found = self._break
        if found is None or found.allowed_s is None or found.id == self._told:
            return
        allowed = timedelta(seconds=found.allowed_s)
        if self._session.clock.now() < found.at + allowed:
            return
        self._told = found.id
        minutes = found.allowed_s // 60
        reason, since = tr_label(found.reason), clock(found.at, self._session.services.workspace.zone)
        words = plural(
            self.tr("{reason} may take %n minute(s), and began at {time}.", "", minutes), minutes
        ).format(reason=reason, time=since)
        self._notices.show(
            Notice(
                BANNER,
                Tone.DUE,
                words,
                (NoticeAct(self.tr("Go to my break"), self._go),),
                icon="call.break",
                lead_in=self.tr("Your break is over:"),
            )
        )
        if self._tell_system is not None:
            self._tell_system(self.tr("Your break is over"), words)

    def _go(self) -> None:
        self._notices.dismiss(BANNER)
        self._frame.open_page("calling")
