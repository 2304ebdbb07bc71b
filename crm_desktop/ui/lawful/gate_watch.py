"""A bar for who leads, while nobody has said why an active campaign's people may be called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from crm_desktop.domain.people import Permission, Reach
from crm_desktop.services.lawful import GateState
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.ops.changes import Change
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.notices import Notice, NoticeAct, Notices, Tone
from crm_desktop.ui.shell.page import Frame

translate = QCoreApplication.translate
EVERY_MS = 60 * 60_000
UNANSWERED = "lawful.unanswered"
MOST_NAMES = 3
TOPICS = frozenset({"campaigns", "settings"})


class GateWatch(QObject):
    """Looks at the start, each hour, and whenever campaigns change; puts the queue where law wants it."""

    def __init__(
        self, session: Session, ops: Operations, notices: Notices, frame: Frame, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._ops, self._notices, self._frame = session, ops, notices, frame
        self._may_switch = session.actor.may(Permission.CHANGE_SETTINGS, Reach.ALL)
        if not session.actor.may(Permission.CHANGE_CAMPAIGNS, Reach.ALL):
            return
        timer = QTimer(self)
        timer.setInterval(EVERY_MS)
        timer.timeout.connect(self.refresh)
        timer.start()
        ops.changes.announced.connect(self._heard)
        self.refresh()

    def refresh(self) -> None:
        """The rules, the program or the day may have changed."""
        lawful, actor = self._session.services.lawful, self._session.actor
        self._ops.store(self, lambda: lawful.refresh(actor)).failure(
            lambda _error: None  # the next hour tries again
        ).settled(self.look).start()

    def _heard(self, change: Change) -> None:
        if change.topics & TOPICS:
            self.look()

    def look(self) -> None:
        """Ask once which campaigns nobody answered for."""
        lawful, actor = self._session.services.lawful, self._session.actor
        self._ops.read(self, lambda: lawful.state(actor)).latest_only(UNANSWERED).success(self._tell).failure(
            lambda _error: None  # the next hour asks again
        ).start()

    def _tell(self, state: GateState) -> None:
        waiting = [each.name for each in state.unanswered]
        if waiting:
            self._show(Tone.DUE, f"{_named(waiting)}:", _consequence(state), self.tr("Answer it"))
        elif state.campaigns and not state.is_on and self._may_switch:
            words = self.tr("It is answered why the people of every active campaign may be called.")
            self._show(Tone.INFO, "", words, self.tr("Switch the gate on"))
        else:
            self._notices.dismiss(UNANSWERED)

    def _show(self, tone: Tone, lead_in: str, words: str, act: str) -> None:
        opening = NoticeAct(act, lambda: self._frame.open_page("settings", part="why"))
        icon = "sign.warning" if tone is Tone.DUE else "sign.info"
        self._notices.show(Notice(UNANSWERED, tone, words, (opening,), icon=icon, lead_in=lead_in))


def _named(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    if more <= 0:
        return shown
    words = translate("GateWatch", "{names} and %n more", "", more)
    return plural(words, more).format(names=shown)


def _consequence(state: GateState) -> str:
    if state.is_on:
        return translate(
            "GateWatch", "nobody has said why these people may be called; until then they aren’t."
        )
    return translate("GateWatch", "nobody has said yet why these people may be called.")
