"""A call in: put down at once, worked like any other, and afterwards back to what was on the screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from crm_desktop.domain.call import Call, CallState, Direction, KnownHow
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.gate import Act, usable
from crm_desktop.domain.lead_facts import LeadFacts, facts_for
from crm_desktop.domain.outside_calls import BEGAN_WITHIN, HOLD
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane
from crm_desktop.errors import NotFound, StoreBusy, UserError
from crm_desktop.services.calling.claim import Search, on_screen
from crm_desktop.services.calling.dial import refuse_while_on_call
from crm_desktop.services.calling.hours import OpenHours
from crm_desktop.services.calling.outside_values import Held, OnLine, TakeCall
from crm_desktop.services.calling.reach import limited, require_call
from crm_desktop.services.calling.values import NextLead, payload_of
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.outside_calls import OutsideCalls
from crm_desktop.store.queue import Queue, StoredEntry
from crm_desktop.store.shifts import Shifts
from crm_desktop.store.unit_of_work import Work

BY_PHONE = "phone"  # how a call came that no line of ours reported


def take_call(work: Work, actor: Actor, command: TakeCall, hours: OpenHours) -> OnLine:
    """Begin a call in, or give the one this command began before.

    It uses no try and asks no gate: they rang us. What was on the screen is kept for its caller; the lead
    leaves other screens, unless somebody is on a call with it.
    """
    payload = payload_of(command)
    queue = Queue(work)
    queue.lock_person(actor.person_id)
    earlier = work.earlier_result(command.request_id, "take_call", payload)
    if earlier is not None:
        return OnLine(*_known(work, actor, command, hours), held_of(earlier["held"]))
    refuse_while_on_call(work, actor)
    lead = locked_lead(queue, command.lead_id)
    entries = queue.of_lead(command.lead_id)
    require_call(work, actor, lead, entries)
    campaign = campaign_for(work, lead.lead_id, entries, command.campaign_id)
    stored = entry_in(queue, campaign, lead, entries)
    held = _hold(work, queue, actor, lead)
    OutsideCalls(work).clear_screens(lead.lead_id, actor.person_id)
    queue.claim(stored.entry.id, lead.lead_id, actor.person_id)  # None: someone is on a call with them
    began = max(min(command.began_at or work.now, work.now), work.now - BEGAN_WITHIN)
    call = outside_call(
        work,
        command.call_id, lead, campaign, stored, actor,
        direction=Direction.IN, at=began, phone_id=phone_of(lead, command.phone_id),
    )  # fmt: skip
    call = replace(call, answered_at=began)
    OutsideCalls(work).add(call, actor.session_id, command.way)
    OutsideCalls(work).spoke(lead.lead_id, began)
    work.record("call.taken", "call", call.id, lead_id=lead.lead_id, practice=call.is_practice)
    work.keep_result(command.request_id, "take_call", payload, {"call_id": call.id, "held": held_image(held)})
    for topic in ("calls", "queue"):
        work.announce(topic, lead.lead_id)
    return OnLine(call, shown_call(work, actor, call, campaign, hours), held)


def put_down(work: Work, actor: Actor, call_id: UUID) -> None:
    """Not them: forget a running call in that was put down at the wrong lead. The lead's place stays."""
    queue = Queue(work)
    queue.lock_person(actor.person_id)
    call = Calls(work).get(call_id)
    if call is None or call.person_id != actor.person_id or not OutsideCalls(work).forget(call_id):
        raise NotFound("This call is not running any more. Take the next lead.")
    queue.free(actor.person_id)
    work.record("call.taken_back", "call", call_id, lead_id=call.lead_id)
    for topic in ("calls", "queue"):
        work.announce(topic, call.lead_id)


def give_back(work: Work, held: Held) -> None:
    """Give what was held its place in the queue again, unless somebody has changed it since."""
    outside = OutsideCalls(work)
    if outside.unhold(held.lead_id, held.campaign_id, held.until, held.reason, held.next_at):
        work.announce("queue", held.lead_id)


def shown_call(work: Work, actor: Actor, call: Call, campaign: Campaign, hours: OpenHours) -> NextLead:
    """The lead of a call in as its caller's screen shows it."""
    stored = Queue(work).entry(call.lead_id, campaign.id)
    if stored is None:
        raise NotFound("This lead is not in the campaign any more. Take the next one.")
    office = workspace_zone(work)
    shown = on_screen(Search(work, actor, campaign, hours), stored.entry, call.phone_id, None, office)
    return as_rung(work, actor, shown, call)


def as_rung(work: Work, actor: Actor, shown: NextLead, call: Call) -> NextLead:
    """A lead on the screen because it rang; unchanged when the call went out."""
    if call.direction is not Direction.IN:
        return shown
    lead = Queue(work).facts(shown.lead.id)
    assert lead is not None, "a lead with calls is never deleted"
    facts = facts_for(Act.CHOOSE, work.now, shown.campaign, lead, workspace_zone(work))
    why = replace(shown.why, kind="rang")
    return limited(work, actor, replace(shown, why=why, may_be_dialled=usable(facts)), call)


# ---- what calls from outside have in common -----------------------------------------------------------


def locked_lead(queue: Queue, lead_id: UUID) -> LeadFacts:
    """The lead, held so that nobody changes its place meanwhile; raises NotFound or StoreBusy."""
    queue.lock_phones(lead_id)
    lead = queue.facts(lead_id, lock=True)
    if lead is not None and lead.status != "merged":
        return lead
    if lead is not None or queue.facts(lead_id) is None:
        raise NotFound("This lead does not exist any more. Choose another one.")
    raise StoreBusy("the lead is being changed by someone else")


def campaign_for(
    work: Work, lead_id: UUID, entries: tuple[StoredEntry, ...], wanted: UUID | None
) -> Campaign:
    """The campaign a call from outside belongs to.

    That of the soonest promise; else the one asked for, if the lead is in it; else where the lead is dialled
    first; else, for a lead in none, the one asked for or the only one there is.
    """
    active = {c.id: c for c in Campaigns(work).all(include_inactive=False)}
    within = [s.entry.campaign_id for s in entries if s.entry.campaign_id in active]
    promised = [p.campaign_id for p in Callbacks(work).open_of_lead(lead_id) if p.campaign_id in within]
    real = [campaign_id for campaign_id in within if not active[campaign_id].is_practice]
    usual = [campaign_id for campaign_id, campaign in active.items() if not campaign.is_practice]
    if promised:
        chosen = promised[0]
    elif wanted in within:
        chosen = wanted
    elif real or within:
        chosen = (real or within)[0]
    elif wanted in usual:
        chosen = wanted
    elif len(usual) == 1:
        chosen = usual[0]
    elif not usual:
        raise UserError("No campaign is switched on. Ask an admin to switch one on.", field="campaign")
    else:
        raise UserError("This lead is in no campaign. Choose one.", field="campaign")
    assert chosen is not None
    found = Campaigns(work).get(chosen)
    assert found is not None
    return found


def entry_in(
    queue: Queue, campaign: Campaign, lead: LeadFacts, entries: tuple[StoredEntry, ...]
) -> StoredEntry:
    """The lead's place in the campaign, made when it has none."""
    found = next((s for s in entries if s.entry.campaign_id == campaign.id), None)
    if found is None:
        queue.add(campaign.id, lead.lead_id, lead.zone, lead.owner_id)
        found = queue.entry(lead.lead_id, campaign.id)
        assert found is not None
    return found


def phone_of(lead: LeadFacts, wanted: UUID | None) -> UUID | None:
    """The phone that rang: the one named, if it is the lead's, else its first that is theirs."""
    own = [phone for phone in lead.phones if not phone.is_wrong] or list(lead.phones)
    if any(phone.phone_id == wanted for phone in lead.phones):
        return wanted
    return own[0].phone_id if own else None


def outside_call(
    work: Work,
    call_id: UUID,
    lead: LeadFacts,
    campaign: Campaign,
    stored: StoredEntry,
    actor: Actor,
    *,
    direction: Direction,
    at: datetime,
    phone_id: UUID | None,
    dialler: str = "",
    known_how: KnownHow = KnownHow.MARKED,
    state: CallState = CallState.OPEN,
) -> Call:
    """A call as it is first kept; only a call out is a try."""
    return Call(
        id=call_id,
        lead_id=lead.lead_id,
        campaign_id=campaign.id,
        phone_id=phone_id,
        person_id=actor.person_id,
        direction=direction,
        state=state,
        known_how=known_how,
        is_practice=campaign.is_practice,
        dialler=dialler or BY_PHONE,
        attempt_no=stored.entry.attempts + (direction is Direction.OUT),
        dialled_at=at,
        answered_at=None,
        ended_at=None,
        closed_at=None,
        talk_s=None,
        disposition_code="",
        disposition_label="",
        end_cause="",
        note="",
        day=Shifts(work).day_of(actor.person_id, at),
    )


def _hold(work: Work, queue: Queue, actor: Actor, lead: LeadFacts) -> Held | None:
    """Keep for this person what is on the screen; None when nothing is, or the lead itself."""
    claimed = queue.claimed(actor.person_id)
    if claimed is None:
        return None
    entry = claimed.entry
    if entry.lead_id == lead.lead_id:
        queue.free(actor.person_id)  # perhaps in another campaign than the call's
        return None
    until = work.now + HOLD
    OutsideCalls(work).hold(entry, until)
    return Held(entry.lead_id, entry.campaign_id, entry.lane, entry.reason, entry.next_at, until)


def held_image(held: Held | None) -> dict[str, object] | None:
    """What is held, as plain values: to be kept on the seat."""
    if held is None:
        return None
    return {
        "lead_id": str(held.lead_id),
        "campaign_id": str(held.campaign_id),
        "lane": int(held.lane),
        "reason": held.reason,
        "next_at": held.next_at.isoformat(),
        "until": held.until.isoformat(),
    }


def held_of(image: object) -> Held | None:
    """What `held_image` gave; None for anything else."""

    if not isinstance(image, dict):
        return None
    try:
        return Held(
            UUID(image["lead_id"]), UUID(image["campaign_id"]), Lane(image["lane"]), str(image["reason"]),
            datetime.fromisoformat(image["next_at"]), datetime.fromisoformat(image["until"]),
        )  # fmt: skip
    except (KeyError, ValueError, TypeError):
        return None


def _known(work: Work, actor: Actor, command: TakeCall, hours: OpenHours) -> tuple[Call, NextLead]:
    call = Calls(work).get(command.call_id)
    if call is None or call.person_id != actor.person_id or call.campaign_id is None:
        raise NotFound("This call is not running any more. Take the next lead.")
    campaign = Campaigns(work).get(call.campaign_id)
    assert campaign is not None
    return call, shown_call(work, actor, call, campaign, hours)
