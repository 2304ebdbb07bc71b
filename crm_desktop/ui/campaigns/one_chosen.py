"""What is done to the campaign chosen: paused, called again, switched off or on, its leads shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.lead_query import NOBODY, LeadQuery
from crm_desktop.domain.people import Permission, Reach
from crm_desktop.errors import UserError
from crm_desktop.services.campaigns import ChangeCampaign
from crm_desktop.ui.campaigns.section import TOPICS
from crm_desktop.ui.campaigns.words import state_of

if TYPE_CHECKING:
    from crm_desktop.ui.campaigns.page import CampaignsPage


class OneChosen(QObject):
    """Each act at once, and each can be taken back."""

    def __init__(self, page: CampaignsPage) -> None:
        super().__init__(page)
        self._page = page
        self._ops, self._session = page.context.ops, page.session
        head = page.head
        head.pause_asked.connect(self.ask_pause)
        head.resume_asked.connect(self.resume)
        head.leads_asked.connect(self.show_leads)
        head.return_asked.connect(self.return_leads)
        head.delete_asked.connect(self.delete_leads)
        head.turn_asked.connect(self.turn)
        page.pausing.paused.connect(self._pause)

    def ask_pause(self) -> None:
        """Why everyone stops."""
        if self._page.base is not None and state_of(self._page.base) == "calling":
            self._page.pausing.open_under(self._page.head.pause)

    def _pause(self, why: str) -> None:
        campaign, campaigns, actor = self._page.base, self._session.services.campaigns, self._session.actor
        if campaign is None:
            return
        self._ops.store(self._page, lambda: campaigns.pause(actor, campaign.id, why)).changes(
            *TOPICS
        ).success(lambda _: self._page.read()).undo(
            self.tr("Paused for everyone: {name}").format(name=campaign.name),
            lambda _: campaigns.resume(actor, campaign.id),
        ).start()

    def resume(self) -> None:
        """Leads are given out again."""
        campaign, campaigns, actor = self._page.base, self._session.services.campaigns, self._session.actor
        if campaign is None or not campaign.is_paused:
            return
        why = campaign.paused_why
        self._ops.store(self._page, lambda: campaigns.resume(actor, campaign.id)).changes(*TOPICS).success(
            lambda _: self._page.read()
        ).undo(
            self.tr("Called again: {name}").format(name=campaign.name),
            lambda _: campaigns.pause(actor, campaign.id, why),
        ).start()

    def pause_or_resume(self) -> None:
        """The one that fits the state."""
        if self._page.base is not None and self._page.base.is_paused:
            self.resume()
        else:
            self.ask_pause()

    def turn(self) -> None:
        """Switch off, or on again; either can be taken back."""
        campaign, campaigns, actor = self._page.base, self._session.services.campaigns, self._session.actor
        if campaign is None:
            return
        is_on, version = campaign.is_active, campaign.version
        words = self.tr("Switched off: {name}") if is_on else self.tr("Switched on: {name}")

        def turn(was: int, *, to: bool) -> Campaign:
            return campaigns.update(actor, ChangeCampaign(campaign.id, was, is_active=to))

        def refused(error: UserError) -> None:
            self._page.context.notices.user_error(error)
            self._page.read()

        self._ops.store(self._page, lambda: turn(version, to=not is_on)).changes(*TOPICS).success(
            lambda _: self._page.read()
        ).undo(words.format(name=campaign.name), lambda done: turn(done.version, to=is_on)).failure(
            refused
        ).start()

    def show_leads(self) -> None:
        """The leads of the campaign, in the list of leads."""
        if self._page.base is not None:
            self._page.context.frame.open_page("leads", query=LeadQuery(campaign=str(self._page.base.id)))

    def hand_out(self) -> None:
        """Its leads that nobody has, in the list of leads, to be handed out there."""
        base = self._page.base
        if base is not None and self._page.session.actor.may(Permission.ASSIGN_LEADS, Reach.TEAM):
            query = LeadQuery(campaign=str(base.id), owner=NOBODY)
            self._page.context.frame.open_page("leads", query=query, hand_out=True)

    def return_leads(self) -> None:
        """The client's leads as a file: the list of them, with the export asked for."""
        if self._page.base is not None:
            query = LeadQuery(campaign=str(self._page.base.id))
            self._page.context.frame.open_page("leads", query=query, export=True)

    def delete_leads(self) -> None:
        """The client's leads that are in no other campaign, in the list of leads, with deleting asked for."""
        if self._page.base is not None:
            query = LeadQuery(campaign=str(self._page.base.id), alone=True)
            self._page.context.frame.open_page("leads", query=query, delete=True)

    def show_why(self) -> None:
        """Where its leads stand now."""
        self._page.show_section(self._page.sections.index(self._page.why))
