"""Short ways to change a campaign as its page does: by `CampaignService.save`."""

from __future__ import annotations

from collections.abc import Sequence

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.campaign_rules import Rules
from crm_desktop.domain.dispositions import Disposition
from crm_desktop.domain.people import Actor
from crm_desktop.services.campaigns import CampaignService, ChangeCampaign, SaveCampaign


def save_rules(
    service: CampaignService, actor: Actor, campaign: Campaign, rules: Rules, name: str = ""
) -> Campaign:
    """Make these the rules of the campaign, as it was read."""
    return service.save(actor, SaveCampaign(_nothing_else(campaign), rules, name))


def save_results(
    service: CampaignService, actor: Actor, campaign: Campaign, results: Sequence[Disposition]
) -> Campaign:
    """Make these the results of the campaign, as it was read."""
    return service.save(actor, SaveCampaign(_nothing_else(campaign), results=tuple(results)))


def _nothing_else(campaign: Campaign) -> ChangeCampaign:
    return ChangeCampaign(campaign.id, campaign.version)
