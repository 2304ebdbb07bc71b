"""One kept act, applied on the server once: as of when it was done, by the rules for what changed since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from crm_desktop.domain.call import Call, CallState, Direction
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.gate import Act, local_day, usable
from crm_desktop.domain.kept_acts import ERASED, ActKind, Found, KeptAct, Outcome, Settlement, settle
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.domain.queue import DIALLED_LANES, SKIP_S, Reason
from crm_desktop.domain.timeline import Kind
from crm_desktop.errors import StoreBusy, UserError
from crm_desktop.services.calling import chosen
from crm_desktop.services.calling.claim import facts_for
from crm_desktop.services.calling.complete import Kept, block_unusable, complete_call
from crm_desktop.services.calling.noted import noted
from crm_desktop.services.calling.values import CallLater, CompleteCall
from crm_desktop.services.offline.payloads import Result, moment, read, read_result
from crm_desktop.services.people import PAUSE_REASONS
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import Campaigns, workspace_zone
from crm_desktop.store.lead_cards import is_erased
from crm_desktop.store.outside_calls import OutsideCalls
from crm_desktop.store.people import People, has_session
from crm_desktop.store.queue import LeadFacts, Queue, StoredEntry
from crm_desktop.store.reservations import Reservations
from crm_desktop.store.shifts import Shifts
from crm_desktop.store.skips import Skips
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Store, Work

UNIQUE_VIOLATION = "23505"
NOT_YOURS = "This call is not yours. Take the next lead."
Said = tuple[Outcome, str]  # how it came out, and the sentence where it was refused


def apply_act(store: Store, actor: Actor, act: KeptAct) -> Said:
    """Apply one act in one transaction; what is on the server already gives what it gave then.

    `actor` is the act's own person, or whoever hands in another's act. Store errors pass: the act stays kept.
    """
    try:
        with store.write(actor) as work:
            return _once(work, actor, act)
    except IntegrityError as doubled:
        if getattr(doubled.orig, "sqlstate", "") != UNIQUE_VIOLATION:
            raise
        return Outcome.REFUSED, NOT_YOURS  # the call is kept already, out of this person's sight
    except UserError as refused:
        if type(refused).__module__.startswith("crm_desktop.store"):
            raise  # the store can't be used: nothing is decided
        # The refusal is written down too, so that the act is settled everywhere the same way.
        with store.write(actor) as work:
            if (earlier := work.applied(act.id)) is None:
                said = Outcome.REFUSED, str(refused)
                _keep(work, act, said)
                return said
            return _known(earlier)


def _once(work: Work, actor: Actor, act: KeptAct) -> Said:
    person = _person(actor, act)
    Queue(work).lock_person(actor.person_id)  # a repeat waits for the first
    if (earlier := work.applied(act.id)) is not None:
        return _known(earlier)
    if person is not actor:
        work.on_behalf_of = act.person_id
    else:
        actor.require(Permission.CALL)
    present = work.now
    work.now = min(act.made_at, present)  # everything counts as of then
    said = _APPLIED[act.kind](work, person, act)
    if act.lead_id is not None and person is actor:
        Reservations(work).give_back(actor.person_id, act.lead_id)
    work.record(
        "kept_act.applied", "act", act.id, kind=act.kind.value, sent_at=present, outcome=said[0].value
    )
    _keep(work, act, said)
    return said


def _person(actor: Actor, act: KeptAct) -> Actor:
    """Who did it; their team and role don't matter for what is written."""
    if act.person_id == actor.person_id:
        return actor
    return Actor(act.person_id, act.session_id, act.person_name, actor.role, actor.team_id)


def _keep(work: Work, act: KeptAct, said: Said) -> None:
    payload = {"act": act.payload}
    work.keep_result(act.id, act.kind.value, payload, {"outcome": said[0].value, "why": said[1]})


def _known(earlier: dict[str, object]) -> Said:
    """What a command gave; one that the program itself had applied before the server went simply stands."""
    return Outcome(str(earlier.get("outcome", Outcome.APPLIED.value))), str(earlier.get("why", ""))


# --- a call and its result ---


def _complete(work: Work, actor: Actor, act: KeptAct) -> Said:
    result = read_result(act.payload)
    assert act.call_id is not None
    lead = _lead(work, result.call.lead_id)
    campaign = Campaigns(work).get(result.call.campaign_id)
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
    found = _found(work, actor, act.call_id, known, result, lead, campaign, entry)
    done = settle(found, disposition.flags, has_promise=result.callback_at is not None)
    if done.adds_note and result.note:
        Timeline(work).add(lead.lead_id, Kind.NOTE, result.note)
        work.announce("leads", lead.lead_id)
    if not done.keeps_call:
        if done.marks_number and known is None:
            _never_again(work, lead, result.call.phone_id, disposition.label)
        return done.outcome, ""
    call = (
        _marked(work, known, result) if known is not None else _added(work, actor, act, result, lead, entry)
    )
    command = _command(work, act, campaign, result, done)
    session_id = act.session_id if has_session(work, act.session_id) else None
    kept = Kept(done, is_new_call=known is None, session_id=session_id)
    complete_call(work, actor, replace(command, disposition_id=disposition.id), call, kept)
    return done.outcome, ""


def _lead(work: Work, lead_id: UUID) -> LeadFacts | None:
    """The lead, held against changes; None when it is gone."""
    queue = Queue(work)
    queue.lock_phones(lead_id)
    lead = queue.facts(lead_id, lock=True)
    if lead is None and queue.facts(lead_id) is not None:
        raise StoreBusy("the lead is being changed by someone else")
    return lead if lead is None or not is_erased(work, lead.lead_id) else replace(lead, status=ERASED)


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
    office = workspace_zone(work)
    since = result.call.dialled_at
    others = OutsideCalls(work).calls_after(lead.lead_id, since, but=call_id)
    is_theirs = lead.on_screen_of not in (None, actor.person_id)
    is_ended = entry is None or entry.entry.lane not in DIALLED_LANES
    promises = Callbacks(work).open_of_lead(lead.lead_id)
    return Found(
        lead_status=lead.status,
        call=None if known is None else known.state.value,
        newer_call=others or lead.status == "merged",
        on_a_screen=is_theirs,
        may_be_called=not is_ended and usable(facts_for(Act.CHOOSE, work.now, campaign, lead, office)),
        newer_promise=any(p.created_at > since and p.owner_id != actor.person_id for p in promises),
    )


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
    has_phone = any(phone.phone_id == facts.phone_id for phone in lead.phones)
    call = Call(
        id=act.call_id,
        lead_id=lead.lead_id,
        campaign_id=facts.campaign_id,
        phone_id=facts.phone_id if has_phone else None,
        person_id=act.person_id,
        direction=Direction.OUT,
        state=CallState.CLOSED,
        known_how=facts.known_how,
        is_practice=facts.is_practice,
        dialler=facts.dialler,
        attempt_no=(entry.entry.attempts if entry is not None else 0) + 1,
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
    if not call.is_practice:
        if entry is not None:
            OutsideCalls(work).count_try(entry.entry.id)
        zone = lead.zone or workspace_zone(work)
        OutsideCalls(work).count_earlier_dial(call, local_day(call.dialled_at, zone))
    work.record("call.dialled", "call", call.id, lead_id=lead.lead_id, practice=call.is_practice)
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
    )


# --- what is done without a call ---


def _note(work: Work, actor: Actor, act: KeptAct) -> Said:
    assert act.lead_id is not None
    lead = Queue(work).facts(act.lead_id)
    if lead is None:
        return Outcome.GONE, ""
    if is_erased(work, lead.lead_id):
        return Outcome.WITHOUT_TEXT, ""
    Timeline(work).add(act.lead_id, Kind.NOTE, str(read(act.payload)["note"]).strip())
    work.record("note_added", "lead", act.lead_id)
    work.announce("leads", act.lead_id)
    return Outcome.APPLIED, ""


def _call_later(work: Work, actor: Actor, act: KeptAct) -> Said:
    assert act.lead_id is not None
    fields = read(act.payload)
    lead = _lead(work, act.lead_id)
    if lead is None:
        return Outcome.GONE, ""
    if lead.status == ERASED:
        return Outcome.WITHOUT_TEXT, ""
    at = moment(fields["at"])
    assert at is not None
    command = CallLater(act.id, act.lead_id, UUID(fields["campaign_id"]), at, str(fields.get("note", "")))
    chosen.promise_later(work, actor, command)
    return Outcome.APPLIED, ""


def _skip(work: Work, actor: Actor, act: KeptAct) -> Said:
    assert act.lead_id is not None
    fields = read(act.payload)
    campaign_id = UUID(fields["campaign_id"])
    lead = _lead(work, act.lead_id)
    stored = Queue(work).entry(act.lead_id, campaign_id) if lead is not None else None
    if stored is None or stored.entry.lane not in DIALLED_LANES:
        return Outcome.NOT_NEEDED, ""
    entry, until = stored.entry, work.now + timedelta(seconds=SKIP_S)
    mine = Reservations(work).of_person(actor.person_id)
    is_kept = any(r.lead_id == act.lead_id and r.until == entry.next_at for r in mine)
    if entry.claimed_by in (None, actor.person_id) and (is_kept or until > entry.next_at):
        Queue(work).place(
            entry.id, entry.lane, Reason.SKIPPED, until, entry.owner_id, off_screen_of=actor.person_id
        )
    if work.on_behalf_of is None:
        Skips(work).add(act.lead_id, campaign_id, actor.person_id, str(fields["reason"]))
    Timeline(work).add(
        act.lead_id,
        Kind.SKIPPED,
        str(fields["reason"]),
        campaign_id=campaign_id,
        data={"until": until.isoformat()},
    )
    work.record("lead.skipped", "lead", act.lead_id, campaign_id=campaign_id)
    work.announce("queue", act.lead_id)
    return Outcome.APPLIED, ""


def _never(work: Work, actor: Actor, act: KeptAct) -> Said:
    assert act.lead_id is not None
    fields = read(act.payload)
    lead = _lead(work, act.lead_id)
    if lead is None:
        return Outcome.GONE, ""
    _never_again(work, lead, UUID(fields["phone_id"]), str(fields["why"]))
    return Outcome.APPLIED, ""


def _never_again(work: Work, lead: LeadFacts, phone_id: UUID, why: str) -> None:
    """A wish not to be called, whatever else came between."""
    phone = next((p for p in lead.phones if p.phone_id == phone_id), None)
    if phone is None or phone.is_do_not_call:
        return
    Calls(work).set_do_not_call(phone_id, work.now, why)
    block_unusable(work, phone_id)
    Timeline(work).add(lead.lead_id, Kind.DO_NOT_CALL, why, data={"phone_id": str(phone_id)})
    work.record("phone.do_not_call", "phone", phone_id, lead_id=lead.lead_id)
    for topic in ("callbacks", "leads", "queue"):
        work.announce(topic, lead.lead_id)


def _break(work: Work, actor: Actor, act: KeptAct) -> Said:
    reason = str(read(act.payload)["reason"])
    known = next((r for r in PAUSE_REASONS if r.code == reason), None)
    allowed = None if known is None or known.minutes is None else timedelta(minutes=known.minutes)
    rows = People(work)
    rows.end_breaks(act.person_id)
    rows.start_break(act.id, act.person_id, act.session_id, reason, allowed)
    work.record("break_started", "person", act.person_id, reason=reason)
    work.announce("people", act.person_id)
    return Outcome.APPLIED, ""


def _resume(work: Work, actor: Actor, act: KeptAct) -> Said:
    if not People(work).end_breaks(act.person_id):
        return Outcome.APPLIED, ""
    work.record("break_ended", "person", act.person_id)
    work.announce("people", act.person_id)
    return Outcome.APPLIED, ""


def _with_its_call(work: Work, actor: Actor, act: KeptAct) -> Said:
    """Dials and marks come with their call's result; by themselves they change nothing."""
    return Outcome.NOT_NEEDED, ""


_APPLIED: dict[ActKind, Callable[[Work, Actor, KeptAct], Said]] = {
    ActKind.COMPLETE: _complete,
    ActKind.NOTE: _note,
    ActKind.CALL_LATER: _call_later,
    ActKind.SKIP: _skip,
    ActKind.NEVER: _never,
    ActKind.BREAK: _break,
    ActKind.RESUME: _resume,
    ActKind.DIAL: _with_its_call,
    ActKind.ANSWERED: _with_its_call,
    ActKind.ENDED: _with_its_call,
}
