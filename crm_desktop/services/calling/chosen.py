"""What a caller decides without calling: this lead now, not now, later, never."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from crm_desktop.domain.callbacks import Callback, CallbackState
from crm_desktop.domain.calling_window import next_open
from crm_desktop.domain.consent import LIFT_LABELS, LONGEST_EVIDENCE
from crm_desktop.domain.evidence import About, Piece
from crm_desktop.domain.gate import Act, judge, refused
from crm_desktop.domain.lead_facts import LeadFacts, facts_for
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.queue import DIALLED_LANES, SKIP_S, Lane, Reason
from crm_desktop.domain.timeline import Kind
from crm_desktop.errors import NotAllowed, NotFound, StoreBusy, UserError
from crm_desktop.services.calling.after import check_promise, check_reachable
from crm_desktop.services.calling.blocking import mark_do_not_call
from crm_desktop.services.calling.claim import Search, on_screen
from crm_desktop.services.calling.dial import refuse_while_on_call, usable_campaign
from crm_desktop.services.calling.hours import OpenHours
from crm_desktop.services.calling.next_call import set_next_call
from crm_desktop.services.calling.room import check_room
from crm_desktop.services.calling.unblock import unblock
from crm_desktop.services.calling.values import CallLater, NextLead, Skip, payload_of
from crm_desktop.services.evidence_rows import keep_evidence
from crm_desktop.services.lead_rules import check_length, clean
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.queue import Queue, StoredEntry
from crm_desktop.store.queue_settling import settle
from crm_desktop.store.skips import Skips
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Work


def take(
    work: Work,
    actor: Actor,
    lead_id: UUID,
    campaign_id: UUID | None,
    hours: OpenHours,
    *,
    phone_id: UUID | None = None,
    but_not: UUID | None = None,
) -> NextLead:
    """Put a chosen lead on this person's screen, if the gate lets it be dialled.

    `phone_id` asks for one number, `but_not` for any other than that. A lead that is not in
    the campaign yet is put into it.
    """
    queue = Queue(work)
    queue.lock_person(actor.person_id)
    refuse_while_on_call(work, actor)
    held = queue.claimed(actor.person_id)
    # What the queue gave, for instance an absent person's promise, may be tried on another number too.
    is_given = but_not is not None or (held is not None and held.entry.lead_id == lead_id)
    queue.free(actor.person_id)
    lead = queue.facts(lead_id, lock=True)
    if lead is None:
        raise _missing(queue, lead_id)
    stored = _entry(work, queue, lead, campaign_id)
    if not is_given:
        require_reach(work, actor, lead, stored)
    campaign = usable_campaign(work, stored.entry.campaign_id)
    office = workspace_zone(work)
    lead = queue.with_recent({lead_id: lead}, campaign.rules)[lead_id]
    if but_not is not None:
        lead = replace(lead, phones=tuple(p for p in lead.phones if p.phone_id != but_not))
    facts = facts_for(Act.CHOOSE, work.now, campaign, lead, office)
    verdict = judge(facts, phone_id)
    if verdict.phone_id is None:
        raise refused(verdict, facts)
    claimed = queue.claim(stored.entry.id, lead_id, actor.person_id)
    if claimed is None:
        raise UserError("Someone else has this lead on the screen now. Choose another one.")
    work.announce("queue", lead_id)
    search = Search(work, actor, campaign, hours)
    return on_screen(search, claimed.entry, verdict.phone_id, "chosen", office)


def require_reach(work: Work, actor: Actor, lead: LeadFacts, stored: StoredEntry | None) -> None:
    """Whether this person may work the lead: theirs, nobody's, within their team, or promised by them."""
    if lead.owner_id is None or actor.may_touch(Permission.SEE_LEADS, lead.owner_id, lead.team_id):
        return
    entry = stored.entry if stored else None
    if entry and actor.person_id in (entry.owner_id, entry.claimed_by):
        return
    raise NotAllowed("This lead belongs to someone else. Ask your team lead.")


def _missing(queue: Queue, lead_id: UUID) -> Exception:
    if queue.facts(lead_id) is None:
        return NotFound("This lead does not exist any more. Choose another one.")
    return StoreBusy("the lead is being changed by someone else")


def _entry(work: Work, queue: Queue, lead: LeadFacts, campaign_id: UUID | None) -> StoredEntry:
    entries = queue.of_lead(lead.lead_id)
    if campaign_id is None:
        active = {c.id for c in Campaigns(work).all(include_inactive=False)}
        found = next((e for e in entries if e.entry.campaign_id in active), None)
        if found is None:
            raise UserError("This lead is in no campaign. Choose a campaign first, then call.")
        return found
    found = next((e for e in entries if e.entry.campaign_id == campaign_id), None)
    if found is not None:
        return found
    campaign = usable_campaign(work, campaign_id)
    queue.add(campaign_id, lead.lead_id, lead.zone, campaign.owner_of_place(lead.owner_id))
    if campaign.rules.who.skill:
        settle(work, campaign, [lead.lead_id])
    added = queue.entry(lead.lead_id, campaign_id)
    assert added is not None
    return added


def skip(work: Work, actor: Actor, command: Skip) -> None:
    """Put the lead off for half an hour and count it; a repeat changes nothing."""
    payload = payload_of(command)
    queue = Queue(work)
    queue.lock_person(actor.person_id)
    if work.earlier_result(command.request_id, "skip", payload) is not None:
        return
    if not command.reason.strip():
        raise UserError("Say why you skip this lead.", field="reason")
    queue.lock_phones(command.lead_id)
    refuse_while_on_call(work, actor)
    stored = _mine(queue, actor, command.lead_id, command.campaign_id)
    entry = stored.entry
    campaign = usable_campaign(work, entry.campaign_id)
    wanted = work.now + timedelta(seconds=SKIP_S)
    zone = entry.zone or workspace_zone(work)
    at = next_open(campaign.window, zone, wanted) or wanted
    Skips(work).add(command.lead_id, command.campaign_id, actor.person_id, command.reason.strip())
    Timeline(work).add(
        command.lead_id,
        Kind.SKIPPED,
        command.reason.strip(),
        campaign_id=command.campaign_id,
        data={"until": at.isoformat()},
    )
    # Only now: a server lets a caller write about the lead while it is on their screen.
    if entry.lane in DIALLED_LANES:
        queue.place(
            entry.id,
            entry.lane,
            Reason.SKIPPED,
            max(at, entry.next_at),
            entry.owner_id,
            off_screen_of=actor.person_id,
        )
    else:
        queue.free(actor.person_id)
    work.record("lead.skipped", "lead", command.lead_id, campaign_id=command.campaign_id)
    work.keep_result(command.request_id, "skip", payload, {})
    work.announce("queue", command.lead_id)


def call_later(work: Work, actor: Actor, command: CallLater) -> UUID:
    """Promise a call-back without a call; gives its id. Earlier promises of the lead are replaced."""
    payload = payload_of(command)
    queue = Queue(work)
    queue.lock_person(actor.person_id)
    earlier = work.earlier_result(command.request_id, "call_later", payload)
    if earlier is not None:
        return UUID(earlier["callback_id"])
    queue.lock_phones(command.lead_id)
    refuse_while_on_call(work, actor)
    promised = promise_later(work, actor, command)
    work.keep_result(command.request_id, "call_later", payload, {"callback_id": promised})
    return promised


def promise_later(work: Work, actor: Actor, command: CallLater) -> UUID:
    """The promise itself; whoever asks for it sees to it that it is made once."""
    queue, callbacks = Queue(work), Callbacks(work)
    lead = queue.facts(command.lead_id)
    stored = queue.entry(command.lead_id, command.campaign_id)
    if lead is None or stored is None:
        raise NotFound("This lead is not in the campaign any more. Choose another one.")
    require_reach(work, actor, lead, stored)
    if stored.entry.claimed_by not in (None, actor.person_id):
        raise UserError("Someone else has this lead on the screen now. Choose another one.")
    if stored.entry.lane is Lane.BLOCKED:
        raise UserError("This lead has no number that may be called. Add one, then promise a call-back.")
    campaign = usable_campaign(work, command.campaign_id)
    office = workspace_zone(work)
    check_promise(command.at, None, campaign, lead.zone or office, work.now)
    lead = queue.with_recent({lead.lead_id: lead}, campaign.rules)[lead.lead_id]
    check_reachable(command.at, work.now, campaign, lead, office)
    replaced = [
        p for p in callbacks.open_of_lead(command.lead_id) if p.campaign_id in (None, command.campaign_id)
    ]
    check_room(work, actor.person_id, freed=sum(p.owner_id == actor.person_id for p in replaced))
    for promise in replaced:
        callbacks.close(promise.id, CallbackState.CANCELLED)
    promise = Callback(
        id=command.request_id,  # known where it was promised, also without the server
        lead_id=command.lead_id,
        campaign_id=command.campaign_id,
        owner_id=actor.person_id,
        due_at=command.at,
        note=command.note,
        state=CallbackState.OPEN,
        created_at=work.now,
        closed_at=None,
        version=1,
    )
    callbacks.add(promise)
    queue.place(
        stored.entry.id, Lane.PROMISED, "", command.at, actor.person_id, off_screen_of=actor.person_id
    )
    set_next_call(work, command.lead_id)
    Timeline(work).add(
        command.lead_id,
        Kind.PROMISED,
        command.note,
        campaign_id=command.campaign_id,
        data={"at": command.at.isoformat()},
    )
    work.record("callback.promised", "lead", command.lead_id, callback_id=promise.id)
    for topic in ("callbacks", "leads", "queue"):
        work.announce(topic, command.lead_id)
    return promise.id


def do_not_call(work: Work, actor: Actor, lead_id: UUID, phone_id: UUID, why: str) -> None:
    """Mark a number as never to be dialled; every lead that has no other is blocked."""
    queue = Queue(work)
    queue.lock_person(actor.person_id)
    queue.lock_phones(lead_id)
    lead = queue.facts(lead_id)
    phone = next((p for p in lead.phones if p.phone_id == phone_id), None) if lead else None
    if lead is None or phone is None:
        raise NotFound("This number does not belong to the lead any more.")
    require_reach(work, actor, lead, next(iter(queue.of_lead(lead_id)), None))
    if phone.is_do_not_call:
        return
    refuse_while_on_call(work, actor)
    mark_do_not_call(work, lead, phone_id, why)
    queue.free(actor.person_id)


def lift_do_not_call(
    work: Work, actor: Actor, lead_id: UUID, phone_id: UUID, evidence: str, ground: str, file: Piece | None
) -> None:
    """Let a number be dialled again; blocked leads with it return to the queue.

    `ground`: one of `LIFT_LABELS`. Raises UserError without what shows it, in words or as a file, or where
    nothing is to be lifted.
    """
    actor.require(Permission.LIFT_DO_NOT_CALL, Reach.ALL)
    evidence = clean(evidence) or (file.name if file is not None else "")
    if not evidence or ground not in LIFT_LABELS:
        raise UserError(
            "Say what shows it, such as their message or the operator’s letter.", field="evidence"
        )
    check_length(evidence, LONGEST_EVIDENCE, "evidence")
    Queue(work).lock_phones(lead_id)
    lead = Queue(work).facts(lead_id)
    phone = next((p for p in lead.phones if p.phone_id == phone_id), None) if lead else None
    if phone is None or not phone.is_do_not_call:
        raise NotFound("This number may be called already, or isn’t the lead’s any more.")
    why = f"{LIFT_LABELS[ground]}: {evidence}"
    lift_id = Calls(work).set_do_not_call(phone_id, None, why)
    if file is not None:
        keep_evidence(work, About.LIFT, [lift_id], file)
    for each in Queue(work).leads_with_phone(phone_id):
        unblock(work, each, after_lifting=True)
    Timeline(work).add(lead_id, Kind.DO_NOT_CALL, why, data={"phone_id": str(phone_id), "lifted": True})
    work.record("phone.do_not_call_lifted", "phone", phone_id, lead_id=lead_id)
    for topic in ("leads", "queue"):
        work.announce(topic, lead_id)


def _mine(queue: Queue, actor: Actor, lead_id: UUID, campaign_id: UUID) -> StoredEntry:
    stored = queue.entry(lead_id, campaign_id)
    if stored is None or stored.entry.claimed_by != actor.person_id:
        raise UserError("This lead is not on your screen any more. Take the next one.")
    return stored
