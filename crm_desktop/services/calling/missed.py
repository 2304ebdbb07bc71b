"""A missed call: kept, and somebody calls back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from crm_desktop.domain.call import Call, CallState, Direction, KnownHow
from crm_desktop.domain.callbacks import Callback, CallbackKind, CallbackState
from crm_desktop.domain.calling_window import next_open
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.gate import Act, judge, usable
from crm_desktop.domain.lead_facts import LeadFacts, facts_for
from crm_desktop.domain.outside_calls import LATER_AFTER, check_earlier
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.domain.timeline import Kind
from crm_desktop.ids import new_id
from crm_desktop.services.calling.earlier import days_back, refuse_double
from crm_desktop.services.calling.incoming import (
    campaign_for,
    entry_in,
    locked_lead,
    outside_call,
    phone_of,
)
from crm_desktop.services.calling.next_call import set_next_call
from crm_desktop.services.calling.outside_values import Missed, MissedCall
from crm_desktop.services.calling.reach import require_call
from crm_desktop.services.calling.values import payload_of
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.outside_calls import OutsideCalls
from crm_desktop.store.people import People
from crm_desktop.store.queue import Queue, StoredEntry
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Work


def note_missed(work: Work, actor: Actor, command: MissedCall) -> Missed:
    """Keep a missed call and its call-back: due now or when calling hours open, for the lead's owner.

    A promise that is due by then stands for both. Nobody calls back a number that asked not to be called,
    nor one that was spoken with since. A repeat changes nothing.
    """
    payload = payload_of(command)
    queue = Queue(work)
    queue.lock_person(actor.person_id)
    earlier = work.earlier_result(command.request_id, "note_missed", payload)
    if earlier is not None:
        return _known(work, UUID(earlier["call_id"]), earlier)
    office = workspace_zone(work)
    at = command.at or work.now
    is_later = at < work.now - LATER_AFTER
    check_earlier(at, work.now, days_back(work), office)
    lead = locked_lead(queue, command.lead_id)
    entries = queue.of_lead(lead.lead_id)
    require_call(work, actor, lead, entries)
    refuse_double(work, lead.lead_id, Direction.MISSED, at, is_fine=command.is_double_fine)
    missed = keep_missed(work, actor, command, lead, actor.session_id, is_later=is_later)
    work.keep_result(
        command.request_id,
        "note_missed",
        payload,
        {
            "call_id": missed.call.id,
            "callback_id": missed.callback_id,
            "due_at": missed.due_at,
            "owner": missed.owner_name,
            "why_not": missed.why_not,
        },
    )
    return missed


def keep_missed(
    work: Work, actor: Actor, command: MissedCall, lead: LeadFacts, session_id: UUID | None, *, is_later: bool
) -> Missed:
    """The missed call itself and its call-back; whoever asks for it sees to it that it is kept once."""
    queue, at = Queue(work), command.at or work.now
    entries = queue.of_lead(lead.lead_id)
    campaign = campaign_for(work, lead.lead_id, entries, command.campaign_id)
    stored = entry_in(queue, campaign, lead, entries)
    call = outside_call(
        work,
        command.call_id, lead, campaign, stored, actor,
        direction=Direction.MISSED, at=at, phone_id=phone_of(lead, command.phone_id),
        dialler=command.dialler, known_how=KnownHow.LATER if is_later else KnownHow.MARKED,
        state=CallState.CLOSED,
    )  # fmt: skip
    call = replace(call, closed_at=work.now, note=command.note.strip())
    OutsideCalls(work).add(call, session_id, command.way)
    CallHours(work).add(call)
    _tell(work, call, is_later=is_later)
    missed = _call_back(work, actor, call, campaign, lead, stored)
    work.record("call.missed", "call", call.id, lead_id=lead.lead_id, later=is_later)
    for topic in ("callbacks", "calls", "leads", "queue"):
        work.announce(topic, lead.lead_id)
    return missed


def _tell(work: Work, call: Call, *, is_later: bool) -> None:
    data: dict[str, object] = {"direction": call.direction.value}
    if is_later:
        data |= {"entered_at": work.now.isoformat(), "from": call.dialler}
    Timeline(work).add(
        call.lead_id, Kind.MISSED_CALL, call.note, campaign_id=call.campaign_id, call_id=call.id,
        data=data, at=call.dialled_at,
    )  # fmt: skip


def _call_back(
    work: Work, actor: Actor, call: Call, campaign: Campaign, lead: LeadFacts, stored: StoredEntry
) -> Missed:
    """The call-back a missed call asks for, or why there is none."""
    office = workspace_zone(work)
    facts = facts_for(Act.CHOOSE, work.now, campaign, lead, office)
    if not usable(facts):
        return Missed(call, None, None, "", judge(facts).refusals[0].reason.value)
    if OutsideCalls(work).followed(lead.lead_id, call.dialled_at):
        return Missed(call, None, None, "", "followed")
    due = next_open(campaign.window, lead.zone or office, work.now) or work.now
    standing = next(
        (
            p
            for p in Callbacks(work).open_of_lead(lead.lead_id)
            if p.campaign_id in (None, campaign.id) and p.due_at <= due
        ),
        None,
    )
    people = People(work)
    if standing is not None:
        holder = people.get(standing.owner_id)
        return Missed(call, standing.id, standing.due_at, holder.display_name if holder else "")
    owner = people.get(lead.owner_id) if lead.owner_id else None
    if owner is None or owner.is_disabled:
        owner = people.get(actor.person_id)
    assert owner is not None, "whoever acts is one of the people"
    callback = Callback(
        id=new_id(),
        lead_id=lead.lead_id,
        campaign_id=campaign.id,
        owner_id=owner.id,
        due_at=due,
        note=call.note,
        state=CallbackState.OPEN,
        created_at=work.now,
        closed_at=None,
        version=1,
        kind=CallbackKind.MISSED_CALL,
    )
    Callbacks(work).add(callback, call_id=call.id)
    Queue(work).place(stored.entry.id, Lane.PROMISED, "", due, owner.id)
    set_next_call(work, lead.lead_id)
    return Missed(call, callback.id, due, owner.display_name)


def _known(work: Work, call_id: UUID, earlier: dict[str, str | None]) -> Missed:
    call = Calls(work).get(call_id)
    assert call is not None, "calls are never deleted once they are closed"
    callback_id, due_at = earlier["callback_id"], earlier["due_at"]
    return Missed(
        call,
        UUID(callback_id) if callback_id else None,
        datetime.fromisoformat(due_at) if due_at else None,
        earlier["owner"] or "",
        earlier["why_not"] or "",
    )


# Why nobody calls back a missed call, beside the gate's own reasons.
REASONS: dict[str, str] = {
    "followed": "They were spoken with since.",
    Reason.DO_NOT_CALL.value: "They asked not to be called: nobody calls back.",
    Reason.NO_PHONE.value: "Their number is marked as wrong: nobody calls back.",
    Reason.MAX_ATTEMPTS.value: "All tries with their number are used: nobody calls back.",
}
