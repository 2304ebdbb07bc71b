"""Places in the queue of everybody who has no number left that may be called; `unblock` brings them back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from crm_desktop.domain.callbacks import CallbackState
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.gate import Act, Facts, checks_of_person, usable
from crm_desktop.domain.lead_facts import LeadFacts, facts_for
from crm_desktop.domain.queue import DIALLED_LANES, Lane, QueueEntry, Reason
from crm_desktop.domain.timeline import Kind
from crm_desktop.services.calling.images import entry_image, lead_image
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.queue import Queue
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Work


@dataclass(slots=True)
class Blocked:
    """What blocking changed, as images: queue entries, ended promises, other leads."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    leads: list[dict[str, Any]] = field(default_factory=list)


def block_unusable(
    work: Work,
    phone_id: UUID,
    campaign: Campaign | None = None,
    done_lead: UUID | None = None,
    only_lead: UUID | None = None,
) -> Blocked:
    """Block every entry of every lead with this phone that has no other phone left; end their promises.

    Leaves out the entry of `done_lead` in `campaign`, which is placed already; without a campaign none is.
    """
    queue, campaigns = Queue(work), Campaigns(work)
    office = workspace_zone(work)
    done = Blocked()
    known: dict[UUID, Campaign | None] = {}
    for lead_id in (only_lead,) if only_lead else queue.leads_with_phone(phone_id):
        lead, placed_in = queue.facts(lead_id), campaign.id if campaign and lead_id == done_lead else None
        for stored in queue.of_lead(lead_id) if lead else ():
            entry = stored.entry
            if lead is None or entry.campaign_id == placed_in or entry.lane not in DIALLED_LANES:
                continue
            if entry.campaign_id not in known:
                known[entry.campaign_id] = campaigns.get(entry.campaign_id)
            theirs = known[entry.campaign_id]
            facts = None if theirs is None else facts_for(Act.CHOOSE, work.now, theirs, lead, office)
            if facts is None or usable(facts):
                continue
            _block(work, entry, lead, _why(facts), done, is_other=placed_in is None)
    return done


def mark_do_not_call(work: Work, lead: LeadFacts, phone_id: UUID, why: str) -> bool:
    """Never dial one of a lead's numbers again; False where that held already, or it isn't theirs.

    A lead that is in a call now keeps its place until the call's result: nothing is dialled meanwhile.
    """
    phone = next((p for p in lead.phones if p.phone_id == phone_id), None)
    if phone is None or phone.is_do_not_call:
        return False
    Calls(work).set_do_not_call(phone_id, work.now, why)
    in_call = in_call_for(work, work.actor.person_id, lead.lead_id) if work.actor is not None else None
    block_unusable(work, phone_id, in_call, lead.lead_id)
    Timeline(work).add(lead.lead_id, Kind.DO_NOT_CALL, why, data={"phone_id": str(phone_id)})
    work.record("phone.do_not_call", "phone", phone_id, lead_id=lead.lead_id)
    for topic in ("callbacks", "leads", "queue"):
        work.announce(topic, lead.lead_id)
    return True


def in_call_for(work: Work, person_id: UUID, lead_id: UUID) -> Campaign | None:
    """The campaign for which they are in a call with this lead: its place there waits for the result."""
    call = Calls(work).open_of(person_id)
    if call is None or call.lead_id != lead_id or call.campaign_id is None:
        return None
    return Campaigns(work).get(call.campaign_id)


def _why(facts: Facts) -> Reason:
    if facts.is_erased:
        return Reason.ERASED
    if any(phone.is_do_not_call for phone in facts.phones):
        return Reason.DO_NOT_CALL
    return next((check.reason for check in checks_of_person(facts)), Reason.NO_PHONE)


def _block(
    work: Work, entry: QueueEntry, lead: LeadFacts, reason: Reason, done: Blocked, *, is_other: bool
) -> None:
    calls, callbacks = Calls(work), Callbacks(work)
    after = (Lane.BLOCKED, reason, entry.next_at, entry.owner_id)
    done.entries.append(entry_image(entry, after))
    Queue(work).place(entry.id, *after)
    for promise in callbacks.open_of_lead(lead.lead_id):
        if promise.campaign_id in (None, entry.campaign_id):
            callbacks.close(promise.id, CallbackState.CANCELLED)
            done.closed.append(str(promise.id))
    state = calls.lead_state(lead.lead_id)
    if is_other and state.next_call_at is not None:
        left = [p.due_at for p in callbacks.open_of_lead(lead.lead_id)]
        changed = replace(state, next_call_at=min(left, default=None))
        calls.set_lead_state(lead.lead_id, changed)
        image = {"before": lead_image(state), "after": lead_image(changed)}
        known = next((i for i in done.leads if i["lead_id"] == str(lead.lead_id)), None)
        if known is None:
            done.leads.append({"lead_id": str(lead.lead_id), **image})
        else:  # a second campaign of the same lead
            known["after"] = image["after"]
