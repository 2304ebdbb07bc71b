"""Who may not be called any more by their own word or age: out of the queue's way, and off the own screen."""

from __future__ import annotations

from uuid import UUID

from crm_desktop.domain.people import Actor
from crm_desktop.domain.purposes import forbids_calls
from crm_desktop.services.calling.blocking import block_unusable, in_call_for
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.queue import Queue
from crm_desktop.store.unit_of_work import Work


def put_aside(work: Work, actor: Actor, lead_id: UUID) -> None:
    """Block the places of a lead whose calls are forbidden now; a running call’s waits for its result."""
    lead = Queue(work).facts(lead_id)
    if lead is not None and lead.phones:
        in_call = in_call_for(work, actor.person_id, lead_id)
        block_unusable(work, lead.phones[0].phone_id, in_call, lead_id, only_lead=lead_id)


def off_screen(work: Work, actor: Actor, lead_id: UUID) -> None:
    """It leaves the own screen where it may not be called any more, but for a call that owes its result.

    Asked last: the lead goes out of sight with it.
    """
    queue, me = Queue(work), actor.person_id
    mine = queue.claimed(me)
    if mine is None or mine.entry.lead_id != lead_id or Calls(work).open_of(me) is not None:
        return
    lead, campaign = queue.facts(lead_id), Campaigns(work).get(mine.entry.campaign_id)
    if (
        lead is None
        or campaign is None
        or forbids_calls(lead.refused, lead.own.purposes, lead.age_band, campaign.aim, work.now)
    ):
        queue.free(me)
