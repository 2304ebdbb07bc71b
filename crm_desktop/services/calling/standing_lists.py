"""Lists of a campaign's leads by why they are not dialled: the same leads that the counts count."""

from __future__ import annotations

from uuid import UUID

from crm_desktop.domain.lead_query import DIALABLE, LeadQuery
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Reason
from crm_desktop.services.calling.explain import sees_office
from crm_desktop.services.calling.hours import OpenHours
from crm_desktop.services.calling.why import Standings, whom_of_office, whom_of_person
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.lead_lists import LeadLists
from crm_desktop.store.queue_filter import StandingFilter
from crm_desktop.store.unit_of_work import Work


def lists_of(work: Work, actor: Actor, query: LeadQuery) -> LeadLists:
    """The lists that answer a query; with a campaign and `standing`, cut to the leads that stand so."""
    if not (query.standing and query.campaign):
        return LeadLists(work)
    return LeadLists(work, standing_filter(work, actor, UUID(query.campaign), query.standing))


def standing_filter(work: Work, actor: Actor, campaign_id: UUID, standing: str) -> StandingFilter:
    """Which leads stand so for whom the counts are made: anyone of the campaign, or a caller alone."""
    campaign = Campaigns(work).get(campaign_id)
    if campaign is None:  # deleted meanwhile: a view that was saved finds nothing
        return StandingFilter(campaign_id, (), (), (), work.now, None)
    wanted = None if standing == DIALABLE else Reason(standing)
    whom = (whom_of_office if sees_office(actor) else whom_of_person)(work, actor, campaign)
    standings = Standings(work, campaign, whom, OpenHours())
    apart = standings.apart()
    kinds = [kind for kind in standings.groups.counted() if standings.of_kind(kind).reason is wanted]
    return StandingFilter(
        campaign_id=campaign_id,
        kinds=kinds,
        beside=[entry.lead_id for entry, stands in apart if stands.reason is wanted],
        without=[entry.lead_id for entry, _ in apart],
        now=work.now,
        overdue_since=standings.overdue_since,
    )
