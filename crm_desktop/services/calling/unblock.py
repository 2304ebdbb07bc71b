"""Places in the queue that were blocked come back, as far as the gate lets a number be called."""

from __future__ import annotations

from uuid import UUID

from crm_desktop.domain.gate import PERSON_REASONS, Act, judge
from crm_desktop.domain.lawful import BASIS_REASONS
from crm_desktop.domain.lead_facts import facts_for
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.queue import Queue
from crm_desktop.store.unit_of_work import Work


def unblock(work: Work, lead_id: UUID, *, after_lifting: bool = False) -> None:
    """After a number was added, mended or freed: bring the lead's blocked entries back to be tried.

    A person who asked not to be called is brought back only `after_lifting` that.
    """
    queue, campaigns = Queue(work), Campaigns(work)
    lead = queue.facts(lead_id)
    if lead is None:
        return
    office = workspace_zone(work)
    for stored in queue.of_lead(lead_id):
        entry = stored.entry
        is_stuck = entry.lane is Lane.BLOCKED or entry.reason == Reason.MAX_ATTEMPTS
        is_stuck = is_stuck or (after_lifting and entry.reason == Reason.DO_NOT_CALL)
        campaign = campaigns.get(entry.campaign_id) if is_stuck else None
        if campaign is None:
            continue
        verdict = judge(facts_for(Act.CHOOSE, work.now, campaign, lead, office))
        for_good = [r.reason for r in verdict.refusals if r.until is None]
        if verdict.phone_id is None and for_good:
            is_by_law = for_good[0] in (*BASIS_REASONS, *PERSON_REASONS)
            if is_by_law and entry.reason != for_good[0]:  # only that forbids it now
                queue.place(entry.id, Lane.BLOCKED, for_good[0], work.now, entry.owner_id)
            continue
        lane = Lane.NEW if entry.attempts == 0 else Lane.RETRY
        queue.place(entry.id, lane, "", work.now, campaign.owner_of_place(lead.owner_id))
