"""Campaigns with their results, as the server said them last, for times when it is away."""

from __future__ import annotations

from dataclasses import dataclass

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.people import Actor
from crm_desktop.errors import UserError
from crm_desktop.services.campaigns import CampaignService
from crm_desktop.services.offline.last_said import LastSaid
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.seat import Seat
from crm_desktop.store.unit_of_work import Store


@dataclass(frozen=True, slots=True)
class Known:
    """The campaigns that are switched on, with their results."""

    campaigns: tuple[Campaign, ...]


class KeptCampaigns(CampaignService):
    """Campaigns, of which the list is kept in the seat's own file."""

    def __init__(self, store: Store, seat: Seat) -> None:
        super().__init__(store)
        self._last = LastSaid(seat, "campaigns", Known)

    def list(self, actor: Actor, include_inactive: bool = False) -> tuple[Campaign, ...]:
        """As ever; while the server is away those that it named last, switched on."""
        try:
            found = super().list(actor, include_inactive)
            with self._store.read(actor) as work:
                whole = [Campaigns(work).get(c.id) for c in found if c.is_active]
        except UserError as error:
            if not error.is_about_server or not (known := self.known(actor)):
                raise
            return known
        named = Known(tuple(campaign for campaign in whole if campaign is not None))
        self._last.keep(actor.person_id, named)
        return found

    def known(self, actor: Actor) -> tuple[Campaign, ...]:
        """Those that were named last, with their results; empty where none was."""
        last = self._last.of(actor.person_id)
        return () if last is None else last.campaigns
