"""One kept act, applied on the server once: as of when it was done, by the rules for what changed since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from crm_desktop.domain.kept_acts import DECIDES, ERASED, ActKind, KeptAct, Outcome
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.domain.queue import DIALLED_LANES, SKIP_S, Reason
from crm_desktop.domain.timeline import Kind
from crm_desktop.errors import UserError
from crm_desktop.services.calling import chosen
from crm_desktop.services.calling.values import CallLater
from crm_desktop.services.offline import beside_acts, rung
from crm_desktop.services.offline.payloads import moment, read, read_result
from crm_desktop.services.offline.promise_acts import about_promise
from crm_desktop.services.offline.results import GAVE, NOT_YOURS, Said, give_result, never_again
from crm_desktop.services.offline.whose import lead_then
from crm_desktop.services.presence import begin_break, end_break, step_away, step_back
from crm_desktop.store.ahead import about_kept_result
from crm_desktop.store.people import has_session, note_heard
from crm_desktop.store.queue import Queue
from crm_desktop.store.reservations import Reservations
from crm_desktop.store.skips import Skips
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Store, Work

UNIQUE_VIOLATION = "23505"


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
    if act.kind is ActKind.COMPLETE and act.lead_id is not None and act.call_id is not None:
        call = read_result(act.payload).call
        about_kept_result(
            work, act.id, act.session_id, act.call_id, act.lead_id, call.campaign_id, call.dialled_at
        )
    if (earlier := work.applied(act.id)) is not None:
        return _known(earlier)
    if person is not actor:
        work.on_behalf_of = act.person_id
    else:
        actor.require(Permission.CALL)
    present = work.now
    work.now = min(act.made_at, present)  # everything counts as of then
    said = _APPLIED[act.kind](work, person, act)
    if act.session_id != actor.session_id:
        note_heard(work, act.session_id, work.now)
    if act.lead_id is not None and person is actor and act.kind in DECIDES:
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
    payload, gave = {"act": act.payload}, work.known.get(GAVE, {})
    result = {**gave, "outcome": said[0].value, "why": said[1]}
    work.keep_result(act.id, act.kind.value, payload, result)


def _known(earlier: dict[str, object]) -> Said:
    """What a command gave; one that the program itself had applied before the server went simply stands."""
    said = str(earlier.get("outcome", Outcome.APPLIED.value))
    is_known = said in set(Outcome)  # else a newer program's word
    return Outcome(said) if is_known else Outcome.APPLIED, str(earlier.get("why", ""))


# --- what is done without a call ---


def _note(work: Work, actor: Actor, act: KeptAct) -> Said:
    assert act.lead_id is not None
    lead = lead_then(work, act.lead_id)
    if lead is None:
        return Outcome.GONE, ""
    if lead.status == ERASED:
        return Outcome.WITHOUT_TEXT, ""
    Timeline(work).add(lead.lead_id, Kind.NOTE, str(read(act.payload)["note"]).strip())
    work.record("note_added", "lead", lead.lead_id)
    work.announce("leads", lead.lead_id)
    return Outcome.APPLIED, ""


def _call_later(work: Work, actor: Actor, act: KeptAct) -> Said:
    assert act.lead_id is not None
    fields = read(act.payload)
    lead = lead_then(work, act.lead_id)
    if lead is None:
        return Outcome.GONE, ""
    if lead.status == ERASED:
        return Outcome.WITHOUT_TEXT, ""
    at = moment(fields["at"])
    assert at is not None
    command = CallLater(act.id, lead.lead_id, UUID(fields["campaign_id"]), at, str(fields.get("note", "")))
    chosen.promise_later(work, actor, command)
    return Outcome.APPLIED, ""


def _skip(work: Work, actor: Actor, act: KeptAct) -> Said:
    assert act.lead_id is not None
    fields = read(act.payload)
    campaign_id = UUID(fields["campaign_id"])
    lead = lead_then(work, act.lead_id)
    stored = Queue(work).entry(act.lead_id, campaign_id) if lead is not None else None
    if stored is None or stored.entry.lane not in DIALLED_LANES:
        return Outcome.NOT_NEEDED, ""
    entry, until = stored.entry, work.now + timedelta(seconds=SKIP_S)
    mine = Reservations(work).of_person(actor.person_id)
    is_kept = any(r.lead_id == act.lead_id and r.until == entry.next_at for r in mine)
    if work.on_behalf_of is None:
        Skips(work).add(act.lead_id, campaign_id, actor.person_id, str(fields["reason"]))
    Timeline(work).add(
        act.lead_id,
        Kind.SKIPPED,
        str(fields["reason"]),
        campaign_id=campaign_id,
        data={"until": until.isoformat()},
    )
    # Only now: a server lets a caller write about the lead while it is on their screen.
    if entry.claimed_by in (None, actor.person_id) and (is_kept or until > entry.next_at):
        Queue(work).place(
            entry.id, entry.lane, Reason.SKIPPED, until, entry.owner_id, off_screen_of=actor.person_id
        )
    work.record("lead.skipped", "lead", act.lead_id, campaign_id=campaign_id)
    work.announce("queue", act.lead_id)
    return Outcome.APPLIED, ""


def _never(work: Work, actor: Actor, act: KeptAct) -> Said:
    assert act.lead_id is not None
    fields = read(act.payload)
    lead = lead_then(work, act.lead_id)
    if lead is None:
        return Outcome.GONE, ""
    never_again(work, lead, UUID(fields["phone_id"]), str(fields["why"]), str(fields.get("number", "")))
    return Outcome.APPLIED, ""


def _break(work: Work, actor: Actor, act: KeptAct) -> Said:
    if not has_session(work, act.session_id):  # of a store that came back from a copy
        return Outcome.NOT_NEEDED, ""
    begin_break(work, act.person_id, act.session_id, act.id, str(read(act.payload)["reason"]))
    return Outcome.APPLIED, ""


def _away(work: Work, actor: Actor, act: KeptAct) -> Said:
    why = str(read(act.payload)["why"])
    return _changed(step_away(work, act.person_id, act.session_id, act.id, why))


def _resume(work: Work, actor: Actor, act: KeptAct) -> Said:
    return _changed(end_break(work, act.person_id, act.session_id, act.id))


def _back(work: Work, actor: Actor, act: KeptAct) -> Said:
    return _changed(step_back(work, act.person_id, act.session_id, act.id))


def _changed(is_changed: bool) -> Said:
    return Outcome.APPLIED if is_changed else Outcome.NOT_NEEDED, ""


def _with_its_call(work: Work, actor: Actor, act: KeptAct) -> Said:
    """Dials and marks come with their call's result; by themselves they change nothing."""
    return Outcome.NOT_NEEDED, ""


_APPLIED: dict[ActKind, Callable[[Work, Actor, KeptAct], Said]] = {
    ActKind.COMPLETE: give_result,
    ActKind.RANG: give_result,
    ActKind.NEW_LEAD: rung.new_lead,
    ActKind.PUT_DOWN: rung.not_them,
    ActKind.MISSED: rung.missed,
    ActKind.EARLIER: rung.earlier,
    ActKind.UNDO: rung.take_back,
    ActKind.MOVE: about_promise,
    ActKind.SNOOZE: about_promise,
    ActKind.CLOSE: about_promise,
    **beside_acts.KINDS,
    ActKind.TAKE: _with_its_call,
    ActKind.NOTE: _note,
    ActKind.CALL_LATER: _call_later,
    ActKind.SKIP: _skip,
    ActKind.NEVER: _never,
    ActKind.BREAK: _break,
    ActKind.RESUME: _resume,
    ActKind.AWAY: _away,
    ActKind.BACK: _back,
    ActKind.DIAL: _with_its_call,
    ActKind.ANSWERED: _with_its_call,
    ActKind.ENDED: _with_its_call,
}
