"""A team's server from the window: looked for now and then, and calmly told of when it is away and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.domain.kept_acts import OUTCOME_LABELS
from crm_desktop.log import get_logger
from crm_desktop.ui.i18n import plural, tr_error, tr_label
from crm_desktop.ui.shell.notices import Notice, NoticeAct, Notices, Tone

if TYPE_CHECKING:
    from crm_desktop.domain.kept_acts import KeptAct
    from crm_desktop.errors import UserError
    from crm_desktop.services.offline.letting_go import Cleared
    from crm_desktop.services.offline.link import LinkState
    from crm_desktop.services.offline.sending import Sent
    from crm_desktop.ui.ops import Operations
    from crm_desktop.ui.session import Session

log = get_logger(__name__)

AWAY_EVERY_MS = 5_000
THERE_EVERY_MS = 60_000
FIRST_MS = 3_000
AWAY, SENT, OTHERWISE, UNSENT = "server.away", "server.sent", "server.otherwise", "server.unsent"
CLEARED = "server.cleared"
TOPICS = {"calls", "queue", "leads", "callbacks", "sales", "people", "settings", "imports"}
# By name, so that nothing heavy is imported for it.
ASKS_PASSWORD = ("SignInAgain", "CantGoOn", "SeatRetired")
MOST_TOLD = 3


class ServerWatch(QObject):
    """Sends what waits and keeps leads ahead, off the GUI thread; nothing in a local workspace."""

    changed = Signal()  # away, or back
    password_asked = Signal()  # the server takes nothing more before the password was typed again
    _told = Signal(object)

    def __init__(
        self,
        session: Session,
        ops: Operations,
        notices: Notices,
        parent: QObject,
        *,
        is_kept: bool = False,
    ) -> None:
        """`is_kept`: an earlier sign-in goes on, and the server hasn't heard of it yet."""
        super().__init__(parent)
        self._is_kept = is_kept
        self._session, self._ops, self._notices = session, ops, notices
        self._offline = session.services.offline
        self._was_away = self._has_asked = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        if self._offline is None:
            return
        self._told.connect(self._show)
        self._offline.link.listen(self._heard)
        self._timer.setInterval(FIRST_MS)
        self._timer.start()
        notices.server_lost = self._lost
        if self._offline.link.is_away:
            self._show(self._offline.link.state)

    @property
    def is_away(self) -> bool:
        """Whether the server couldn't be reached when it was last tried."""
        return self._offline is not None and self._offline.link.is_away

    @property
    def needs_password(self) -> bool:
        """Whether the server is there, and takes nothing more before the password was typed again."""
        why = None if self._offline is None else self._offline.link.state.why
        return type(why).__name__ in ASKS_PASSWORD

    @property
    def why(self) -> UserError | None:
        """Why it takes nothing, where it isn't simply away."""
        return None if self._offline is None else self._offline.link.state.why

    @property
    def waiting(self) -> int:
        """Calls and other acts of the person that lie on this computer only."""
        return 0 if self._offline is None else self._offline.link.state.waiting

    def look(self) -> None:
        """Is the server there? Then what waits is sent, and leads are kept for an hour."""
        offline, actor = self._offline, self._session.actor
        if offline is None:
            return
        self._timer.setInterval(AWAY_EVERY_MS if offline.link.is_away else THERE_EVERY_MS)

        def work() -> tuple[Sent, tuple[KeptAct, ...], Cleared | None]:
            sent = offline.calling.look(actor)
            return sent, offline.calling.came_out_otherwise(actor), offline.was_cleared()

        self._ops.task(self, lambda _progress: work(), key="server").success(self._looked).failure(
            lambda error: log.warning("no leads kept", template=error.template)
        ).start()

    def _lost(self) -> None:
        """A page could not read: the server is looked for at once, unless it is known to be away."""
        if not self._was_away:
            self.look()

    def stop(self) -> None:
        """The window goes."""
        self._timer.stop()
        self._notices.server_lost = None
        if self._offline is not None:
            self._offline.link.forget(self._heard)

    # ---- what is told ------------------------------------------------------------------------------

    def _heard(self, state: LinkState) -> None:
        """In whichever thread it was noticed."""
        try:
            self._told.emit(state)
        except RuntimeError:
            pass  # the window is gone already

    def _show(self, state: LinkState) -> None:
        if state.is_away:
            self._timer.setInterval(AWAY_EVERY_MS)
            if not self._was_away:
                self._notices.dismiss(SENT)
            acts: tuple[NoticeAct, ...] = ()
            if self.needs_password:
                acts = (NoticeAct(self.tr("Type the password"), self.password_asked.emit),)
            tone = Tone.DUE if acts else Tone.INFO
            self._notices.show(Notice(AWAY, tone, self._away_text(state), acts, is_closable=False))
            if acts and not self._has_asked:
                self._has_asked = True
                self.password_asked.emit()
        elif self._was_away:
            self._notices.dismiss(AWAY)
            if not state.sent:
                self._notices.toast(self.tr("The server is back"))
            self._ops.changes.announce(TOPICS, self)
        if not state.is_away and state.sent and state.sent_at is not None and self._was_away:
            text = plural(
                self.tr("The server is back, and all is sent: %n call(s)", "", state.sent), state.sent
            )
            self._notices.toast(text)
        if not state.is_away:
            self._has_asked = self._is_kept = False
        self._was_away = state.is_away
        self.changed.emit()

    def _away_text(self, state: LinkState) -> str:
        if state.why is not None:
            return self.tr("Your calls are kept here. {why}").format(why=tr_error(state.why))
        if self._is_kept and not state.waiting:
            return self.tr("Signed in without the server: go on calling, your calls are kept here")
        if not state.waiting:
            return self.tr("Server not reachable: go on calling, your calls are kept here")
        return plural(
            self.tr("Server not reachable: your calls are kept here (%n waiting)", "", state.waiting),
            state.waiting,
        )

    def _looked(self, found: tuple[Sent, tuple[KeptAct, ...], Cleared | None]) -> None:
        _sent, otherwise, cleared = found
        if otherwise:
            self._tell_otherwise(otherwise)
        if cleared is not None:
            self._tell_cleared(cleared.unsent)

    def _tell_cleared(self, unsent: int) -> None:
        """An admin had retired this workstation: what it kept is gone, before anybody works here."""
        words = self.tr("An admin had retired this workstation. What it kept of the team’s leads is cleared.")
        if unsent:
            words += " " + plural(self.tr("%n act(s) that were never sent went too.", "", unsent), unsent)
        self._notices.show(Notice(CLEARED, Tone.DUE, words))

    def _tell_otherwise(self, acts: tuple[KeptAct, ...]) -> None:
        """Kept acts that came out otherwise than meant: named one by one, till the person has read them."""
        offline = self._offline
        assert offline is not None
        lines = [self._line(act) for act in acts[:MOST_TOLD]]
        if len(acts) > MOST_TOLD:
            more = len(acts) - MOST_TOLD
            lines.append(plural(self.tr("and %n more", "", more), more))

        def read() -> None:
            self._notices.dismiss(OTHERWISE)
            self._ops.task(self, lambda _progress: offline.calling.shown(acts), key="server").start()

        self._notices.show(
            Notice(
                OTHERWISE,
                Tone.INFO,
                "\n".join(lines),
                (NoticeAct(self.tr("Got it"), read),),
                is_closable=False,
                lead_in=self.tr("Sent later:"),
            )
        )

    def _line(self, act: KeptAct) -> str:
        told: Any = OUTCOME_LABELS.get(act.outcome)
        said = tr_label(told) if told else ""
        return f"{act.told}: {said}" if act.told else said
