"""Clients’ agreements that end: told to who leads, at the campaign and beforehand in every window."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from crm_desktop.domain.campaign import ClientData
from crm_desktop.domain.formats import day_of_date, group_indian
from crm_desktop.domain.people import Permission, Reach
from crm_desktop.services.campaigns import Ending
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.notices import Notice, NoticeAct, Notices, Tone
from crm_desktop.ui.shell.page import Frame

translate = QCoreApplication.translate
EVERY_MS = 60 * 60_000
ENDING = "campaigns.ending"


def ending_words(ending: Ending) -> tuple[str, str]:
    """The sentence that leads, and what is to be done with the leads, by count."""
    lead = (
        translate("Endings", "The agreement ended on {day}.")
        if ending.is_over
        else translate("Endings", "The agreement ends on {day}.")
    ).format(day=day_of_date(ending.last_day))
    words = plural(
        translate("Endings", "{count} lead(s) of the client still here", "", ending.leads), ending.leads
    )
    told = words.format(count=group_indian(ending.leads))
    if ending.only_here < ending.leads:
        told = translate("Endings", "{told}, {count} of them for this campaign alone").format(
            told=told, count=group_indian(ending.only_here)
        )
    agreed = {
        ClientData.UNSAID: "",
        ClientData.RETURN: translate("Endings", "agreed: return them"),
        ClientData.DELETE: translate("Endings", "agreed: delete them"),
    }[ending.campaign.client_data]
    return lead, f"{told}; {agreed}." if agreed else f"{told}."


class EndingWatch(QObject):
    """Looks each hour whether an agreement ends soon, and says so once a sign-in and campaign."""

    def __init__(
        self, session: Session, ops: Operations, notices: Notices, frame: Frame, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._ops, self._notices, self._frame = session, ops, notices, frame
        self._told: set[tuple[UUID, bool]] = set()
        if not session.actor.may(Permission.CHANGE_CAMPAIGNS, Reach.ALL):
            return
        timer = QTimer(self)
        timer.setInterval(EVERY_MS)
        timer.timeout.connect(self.look)
        timer.start()
        self.look()

    def look(self) -> None:
        """Ask once."""
        campaigns, actor = self._session.services.campaigns, self._session.actor
        self._ops.read(self, lambda: campaigns.endings(actor)).latest_only(ENDING).success(
            self._tell
        ).failure(
            lambda _error: None  # the next hour asks again
        ).start()

    def _tell(self, endings: tuple[Ending, ...]) -> None:
        left = {ending.campaign.id for ending in endings}
        for campaign_id in {each for each, _ in self._told} - left:  # made longer, or all leads are gone
            self._notices.dismiss(f"{ENDING}.{campaign_id}")
        for ending in endings:
            key = (ending.campaign.id, ending.is_over)
            if key in self._told:
                continue
            self._told.add(key)
            lead, words = ending_words(ending)
            self._notices.show(
                Notice(
                    f"{ENDING}.{ending.campaign.id}",
                    Tone.DUE,
                    f"{lead} {words}",
                    (NoticeAct(self.tr("Open the campaign"), self._opening(ending)),),
                    icon="sign.calendar",
                    lead_in=ending.campaign.name,
                )
            )

    def _opening(self, ending: Ending) -> Callable[[], object]:
        return lambda: self._frame.open_page("campaigns", campaign_id=ending.campaign.id)
