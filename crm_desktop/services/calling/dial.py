"""Dialling: one call a person, one screen a lead, the gate asked once more at the last moment."""

from __future__ import annotations

from uuid import UUID

from crm_desktop.domain.call import Call, CallState, Direction, KnownHow
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.gate import Act, judge, local_day, refused, refused_by_law
from crm_desktop.domain.lead_facts import LeadFacts, facts_for
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Reason
from crm_desktop.errors import NotFound, StoreBusy, UserError
from crm_desktop.services.calling.values import Dial, payload_of
from crm_desktop.store.ahead import about_dial
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.lead_cards import lead_card
from crm_desktop.store.queue import Queue, StoredEntry
from crm_desktop.store.shifts import Shifts
from crm_desktop.store.tombstones import Tombstones
from crm_desktop.store.unit_of_work import Work

PRACTICE = "practice"  # the dialler whose line is simulated


def dial(work: Work, actor: Actor, command: Dial) -> Call:
    """Begin a call, or give the one this command began before."""
    payload = payload_of(command)
    queue = Queue(work)
    queue.lock_person(actor.person_id)  # a repeat waits for the first
    about_dial(
        work, actor.person_id, command.request_id, command.call_id, command.lead_id, command.campaign_id
    )
    earlier = work.earlier_result(command.request_id, "dial", payload)
    calls = Calls(work)
    if earlier is not None:
        return _known(calls, UUID(earlier["call_id"]), actor)
    if calls.get(command.call_id) is not None:
        return _known(calls, command.call_id, actor)
    refuse_while_on_call(work, actor)
    campaign = usable_campaign(work, command.campaign_id)
    _same_kind(campaign, command)
    queue.lock_phones(command.lead_id)
    lead = queue.facts(command.lead_id, lock=True, rules=campaign.rules)
    if lead is None:
        raise StoreBusy("the lead is being changed by someone else")
    stored = _held(work, queue, actor, command)
    _through_the_gate(work, campaign, lead, command.phone_id)
    call = Call(
        id=command.call_id,
        lead_id=command.lead_id,
        campaign_id=campaign.id,
        phone_id=command.phone_id,
        person_id=actor.person_id,
        direction=Direction.OUT,
        state=CallState.OPEN,
        known_how=KnownHow.MARKED,
        is_practice=campaign.is_practice,
        dialler=command.dialler,
        attempt_no=stored.entry.attempts + 1,
        dialled_at=work.now,
        answered_at=None,
        ended_at=None,
        closed_at=None,
        talk_s=None,
        disposition_code="",
        disposition_label="",
        end_cause="",
        note="",
        day=Shifts(work).day_of(actor.person_id, work.now),
    )
    if lead.in_call_of is not None:
        _end_lost_calls(work, calls, actor, lead.lead_id)
    span = campaign.lawful_at(work.now)
    calls.add(call, actor.session_id, "" if span is None else span.rules)
    queue.dialled(stored.entry.id)
    if not call.is_practice:  # practice uses up nobody's tries
        zone = lead.zone or workspace_zone(work)
        calls.count_dial(lead.lead_id, command.phone_id, local_day(work.now, zone))
    work.record("call.dialled", "call", call.id, lead_id=lead.lead_id, practice=call.is_practice)
    work.keep_result(command.request_id, "dial", payload, {"call_id": call.id})
    work.announce("calls", call.id)
    return call


def _end_lost_calls(work: Work, calls: Calls, actor: Actor, lead_id: UUID) -> None:
    """What somebody's program never ended, with a lead that came back from it: the tries stay."""
    for call_id in calls.close_lost(lead_id, actor.person_id):
        lost = calls.get(call_id)
        if lost is not None:  # a server counts by itself, and shows nobody another's call
            CallHours(work).add(lost)
        work.record("call.lost", "call", call_id, lead_id=lead_id)
        work.announce("calls", call_id)


def refuse_while_on_call(work: Work, actor: Actor) -> None:
    """A person finishes one call before anything else; raises UserError naming whom it was with."""
    open_call = Calls(work).open_of(actor.person_id)
    if open_call is None:
        return
    lead = lead_card(work, open_call.lead_id)
    raise UserError(
        "You are still on a call with {name}. Give its result first.", name=lead.name if lead else ""
    )


def usable_campaign(work: Work, campaign_id: UUID, *, also_paused: bool = False) -> Campaign:
    """A campaign that is being called; raises NotFound or UserError."""
    campaign = Campaigns(work).get(campaign_id)
    if campaign is None:
        raise NotFound("This campaign does not exist any more. Choose another one.")
    if not campaign.is_active:
        raise UserError("The campaign {name} is switched off. Choose another one.", name=campaign.name)
    if campaign.is_paused and not also_paused:
        if not campaign.paused_why:
            raise UserError("The campaign {name} is paused. Choose another one.", name=campaign.name)
        raise UserError(
            "The campaign {name} is paused: {why}. Choose another one.",
            name=campaign.name,
            why=campaign.paused_why,
        )
    return campaign


def _known(calls: Calls, call_id: UUID, actor: Actor) -> Call:
    call = calls.get(call_id)
    if call is None or call.person_id != actor.person_id:
        raise NotFound("This call is not yours. Take the next lead.")
    return call


def _same_kind(campaign: Campaign, command: Dial) -> None:
    """The simulated line never touches real leads, and a real line never a practice campaign's."""
    is_practice = command.is_practice or command.dialler == PRACTICE
    if is_practice and not campaign.is_practice:
        raise UserError(
            "The practice line only works in a practice campaign. Choose another way to dial, or another "
            "campaign."
        )
    if campaign.is_practice and not is_practice:
        raise UserError("{name} is for practice. Choose the practice line.", name=campaign.name)


def _held(work: Work, queue: Queue, actor: Actor, command: Dial) -> StoredEntry:
    """The lead's entry, on this person's screen; claimed again when its lease ran out meanwhile."""
    held = queue.held(command.lead_id, command.campaign_id, actor.person_id)
    if held is not None:
        return held
    stored = queue.entry(command.lead_id, command.campaign_id)
    if stored is None:
        raise NotFound("This lead is not in the campaign any more. Take the next one.")
    queue.free(actor.person_id)
    claimed = queue.claim(stored.entry.id, command.lead_id, actor.person_id)
    if claimed is None:
        raise UserError("Someone else has this lead on the screen now. Take the next one.")
    return claimed


def _through_the_gate(work: Work, campaign: Campaign, lead: LeadFacts, phone_id: UUID) -> None:
    facts = facts_for(Act.DIAL, work.now, campaign, lead, workspace_zone(work))
    verdict = judge(facts, phone_id)
    if verdict.phone_id is None:
        raise refused(verdict, facts)
    if not campaign.is_practice and Tombstones(work).bars(phone_id):
        raise refused_by_law(Reason.ERASED, None, facts.zone)
