"""The result of a kept call, given on the server: as of when it was given, by the rules."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from crm_desktop.domain.call import Call, CallState, Direction
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.gate import Act, local_day, usable
from crm_desktop.domain.kept_acts import ERASED, Found, KeptAct, Outcome, Settlement, settle
from crm_desktop.domain.lead_facts import LeadFacts, facts_for
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import DIALLED_LANES
from crm_desktop.domain.timeline import Kind
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling.blocking import mark_do_not_call
from crm_desktop.services.calling.complete import Kept, complete_call
from crm_desktop.services.calling.incoming import entry_in
from crm_desktop.services.calling.noted import noted
from crm_desktop.services.calling.values import CompleteCall
from crm_desktop.services.lead_rules import NewLead
from crm_desktop.services.offline.payloads import Result, read_result
from crm_desktop.services.offline.whose import Where, belongs_to_call, lead_then, made, phone_that_rang, where
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.outside_calls import OutsideCalls, Way
from crm_desktop.store.people import has_session
from crm_desktop.store.queue import Queue, StoredEntry
from crm_desktop.store.shifts import Shifts
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Work

NOT_YOURS = "This call is not yours. Take the next lead."
GAVE = "kept act gave"  # in `work.known`: what the act's result holds beside its outcome
Said = tuple[Outcome, str]  # how it came out, and the sentence where it was refused


def give_result(work: Work, actor: Actor, act: KeptAct) -> Said:
    result = read_result(act.payload)
    assert act.call_id is not None
    campaign = Campaigns(work).get(result.call.campaign_id)
    found_at = _where(work, actor, result, campaign)
    lead = found_at.lead
    known = Calls(work).get(act.call_id)
    if known is not None and known.person_id != actor.person_id:
        return Outcome.REFUSED, NOT_YOURS
    disposition = None
    if campaign is not None:
        by_id = campaign.disposition(result.disposition_id)
        disposition = by_id or next((d for d in campaign.dispositions if d.code == result.code), None)
    if lead is None:
        return Outcome.GONE, ""
    if campaign is None or disposition is None:
        return Outcome.REFUSED, "This result does not belong to the campaign. Choose another one."
    entry = Queue(work).entry(lead.lead_id, campaign.id)
    is_in = result.call.direction is Direction.IN
    found = _found(work, actor, act.call_id, known, result, lead, campaign, entry)
    has_promise = result.callback_at is not None
    done = settle(found, disposition.flags, has_promise=has_promise, rang_in=is_in)
    if done.adds_note and result.note:
        Timeline(work).add(lead.lead_id, Kind.NOTE, result.note)
        work.announce("leads", lead.lead_id)
    if not done.keeps_call:
        if done.marks_number and known is None:
            never_again(work, lead, result.call.phone_id, disposition.label)
        return done.outcome, ""
    if is_in and lead.status != ERASED:
        entry = entry_in(Queue(work), campaign, lead, Queue(work).of_lead(lead.lead_id))
    call = (
        _marked(work, known, result) if known is not None else _added(work, actor, act, result, lead, entry)
    )
    command = _command(work, act, campaign, result, done)
    session_id = act.session_id if has_session(work, act.session_id) else None
    said = result.call
    way = Way(said.line, said.our_number, said.forwarded_from)
    kept = Kept(done, is_new_call=known is None, session_id=session_id, way=way)
    closed = complete_call(work, actor, replace(command, disposition_id=disposition.id), call, kept)
    belongs_to_call(work, closed.call, result.beside)
    work.known[GAVE] = {"undo_id": str(closed.undo_id)}
    return (found_at.outcome if done.outcome is Outcome.APPLIED else done.outcome), ""


def _where(work: Work, actor: Actor, result: Result, campaign: Campaign | None) -> Where:
    """The lead of the call; for a call in by its number where need be, and made where nobody has that."""
    call = result.call
    if call.direction is not Direction.IN:
        return Where(lead_then(work, call.lead_id))
    found = where(work, call.lead_id, call.number, call.name)
    if found.lead is not None or campaign is None or not call.number:
        return found
    new = NewLead(call.name, (call.number,), campaign_id=campaign.id)
    return Where(made(work, actor, new, new_id()))


def _found(
    work: Work,
    actor: Actor,
    call_id: UUID,
    known: Call | None,
    result: Result,
    lead: LeadFacts,
    campaign: Campaign,
    entry: StoredEntry | None,
) -> Found:
    since = result.call.dialled_at
    others = OutsideCalls(work).calls_after(lead.lead_id, since, but=call_id)
    is_theirs = lead.on_screen_of not in (None, actor.person_id)
    is_in = result.call.direction is Direction.IN
    is_ended = not is_in and (entry is None or entry.entry.lane not in DIALLED_LANES)
    promises = Callbacks(work).open_of_lead(lead.lead_id)
    return Found(
        lead_status=lead.status,
        call=None if known is None else known.state.value,
        newer_call=others or lead.status == "merged",
        on_a_screen=is_theirs,
        may_be_called=not is_ended and reachable(work, campaign, lead),
        newer_promise=any(p.created_at > since and p.owner_id != actor.person_id for p in promises),
    )


def reachable(work: Work, campaign: Campaign, lead: LeadFacts) -> bool:
    """Whether some number of the lead may be dialled, now or some day."""
    return usable(facts_for(Act.CHOOSE, work.now, campaign, lead, workspace_zone(work)))


def _marked(work: Work, known: Call, result: Result) -> Call:
    """A call the server knows of, with the marks that didn't arrive; the first mark stays."""
    changed: dict[str, object] = {}
    if known.answered_at is None and result.call.answered_at is not None:
        changed |= {"answered_at": result.call.answered_at, "known_how": result.call.known_how.value}
    if known.ended_at is None and result.call.ended_at is not None:
        changed |= {"ended_at": result.call.ended_at, "end_cause": result.call.end_cause}
    if not changed:
        return known
    Calls(work).change(known.id, **changed)
    call = Calls(work).get(known.id)
    assert call is not None
    return call


def _added(
    work: Work, actor: Actor, act: KeptAct, result: Result, lead: LeadFacts, entry: StoredEntry | None
) -> Call:
    """A call the server never heard of: kept as it was, its tries and caps counted on its own day."""
    facts = result.call
    assert act.call_id is not None
    is_in = facts.direction is Direction.IN
    if is_in:
        phone_id = phone_that_rang(work, lead, facts.phone_id, facts.number)
    else:
        phone_id = facts.phone_id if any(p.phone_id == facts.phone_id for p in lead.phones) else None
    call = Call(
        id=act.call_id,
        lead_id=lead.lead_id,
        campaign_id=facts.campaign_id,
        phone_id=phone_id,
        person_id=act.person_id,
        direction=facts.direction,
        state=CallState.CLOSED,
        known_how=facts.known_how,
        is_practice=facts.is_practice,
        dialler=facts.dialler,
        attempt_no=(entry.entry.attempts if entry is not None else 0) + (not is_in),
        dialled_at=facts.dialled_at,
        answered_at=facts.answered_at,
        ended_at=facts.ended_at,
        closed_at=work.now,
        talk_s=None,
        disposition_code="",
        disposition_label="",
        end_cause=facts.end_cause,
        note="",
        day=Shifts(work).day_of(act.person_id, facts.dialled_at),
    )
    if is_in:
        OutsideCalls(work).spoke(lead.lead_id, call.dialled_at)
    elif not call.is_practice:
        if entry is not None:
            OutsideCalls(work).count_try(entry.entry.id)
        zone = lead.zone or workspace_zone(work)
        OutsideCalls(work).count_earlier_dial(call, local_day(call.dialled_at, zone))
    work.record(
        "call.taken" if is_in else "call.dialled",
        "call",
        call.id,
        lead_id=lead.lead_id,
        practice=call.is_practice,
    )
    return call


def _command(work: Work, act: KeptAct, campaign: Campaign, result: Result, done: Settlement) -> CompleteCall:
    """What of the result is carried out; values that don't fit its fields any more go into the note."""
    note, values = result.note, result.values
    disposition = campaign.disposition(result.disposition_id)
    if values and disposition is not None:
        try:
            noted(work, disposition, values)
        except UserError:
            said = ", ".join(f"{name}: {value}" for name, value in values)
            note, values = "\n".join(part for part in (note, said) if part), ()
    elif disposition is None:
        values = ()
    assert act.call_id is not None
    return CompleteCall(
        request_id=act.id,
        call_id=act.call_id,
        disposition_id=result.disposition_id,
        note=note if done.keeps_text else "",
        callback_at=result.callback_at if done.keeps_promise else None,
        callback_note=result.callback_note if done.keeps_promise else "",
        take_next=False,
        values=values if done.keeps_text else (),
        asked=result.asked if done.keeps_promise else "",
    )


def never_again(work: Work, lead: LeadFacts, phone_id: UUID, why: str, number: str = "") -> None:
    """A wish not to be called, whatever else came between."""
    if number:  # of a lead made at a workstation, whose phone has another id here
        phone_id = phone_that_rang(work, lead, phone_id, number) or phone_id
    mark_do_not_call(work, lead, phone_id, why)
