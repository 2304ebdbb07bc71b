"""What people ask about their data: taken down by whoever hears it, answered by an admin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from crm_desktop.domain.complaints import Brake, brake_of, levels_of
from crm_desktop.domain.consent import How
from crm_desktop.domain.evidence import About, Piece
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.purposes import CALLS_AND_OFFERS, EVERYTHING, Pairs
from crm_desktop.domain.requests import (
    CLOSING,
    LONGEST_NAME,
    LONGEST_TEXT,
    Came,
    Nominee,
    Proof,
    Request,
    RequestKind,
    RequestState,
    Step,
    Trigger,
    deadlines,
    extended,
    possible,
)
from crm_desktop.domain.timeline import Kind
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.services.calling.blocking import mark_do_not_call
from crm_desktop.services.calling.values import payload_of
from crm_desktop.services.consent import SayNo, keep_no
from crm_desktop.services.evidence_rows import keep_evidence
from crm_desktop.services.lead_rules import check_length, clean, seen
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.complaints import Complaints
from crm_desktop.store.queue import Queue
from crm_desktop.store.requests import RequestRow, Requests, RequestStep, WhereFrom
from crm_desktop.store.rule_changes import rules_today
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Store, Work

__all__ = ["RequestRow", "RequestService", "RequestStep", "TakeRequest", "TakeStep", "WhereFrom"]

# What a request says no to, before anybody answers it.
STOPS: Mapping[RequestKind, Pairs] = {
    RequestKind.WITHDRAWAL: EVERYTHING,
    RequestKind.OBJECTION: CALLS_AND_OFFERS,
    RequestKind.ERASURE: CALLS_AND_OFFERS,
}
HOW_OF: Mapping[Came, How] = {
    Came.CALL: How.CALL,
    Came.EMAIL: How.MESSAGE,
    Came.MESSAGE: How.MESSAGE,
    Came.LETTER: How.PAPER,
    Came.IN_PERSON: How.IN_PERSON,
}
ASKED = "Asked about their data"  # why a number isn't dialled any more
SOON = timedelta(minutes=5)  # clocks of workstations differ


@dataclass(frozen=True, slots=True)
class TakeRequest:
    """Somebody asks. `never_phone_id`: this number is never dialled again, from now on.

    `received_at` None: now. Without a lead it is somebody we don't know (yet).
    """

    request_id: UUID
    kind: RequestKind
    came: Came = Came.CALL
    lead_id: UUID | None = None
    campaign_id: UUID | None = None
    call_id: UUID | None = None
    name: str = ""
    contact: str = ""
    text: str = ""
    never_phone_id: UUID | None = None
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TakeStep:
    """What is done with a request read with `version`. `proof` only where it is made sure who asks.

    `name`, `contact`, `trigger`: of somebody named to act for the person, `text` being what shows it. `file`:
    what came in, went out or shows who asks, as `EvidenceService.bring` gives it.
    """

    request_id: UUID
    id: UUID
    version: int
    step: Step
    text: str = ""
    proof: Proof | None = None
    name: str = ""
    contact: str = ""
    trigger: Trigger | None = None
    file: Piece | None = None


class RequestService:
    """The register of requests. A telecaller takes them down and sees the own ones; admins answer."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- looking ---

    def page(
        self, actor: Actor, state: RequestState | None = None, kind: RequestKind | None = None
    ) -> tuple[RequestRow, ...]:
        """Whom one may see, the most urgent first."""
        actor.require(Permission.TAKE_REQUESTS)
        with self._store.read(actor) as work:
            return tuple(row for row in Requests(work).page(state, kind) if _is_seen(actor, row))

    def of_lead(self, actor: Actor, lead_id: UUID) -> tuple[RequestRow, ...]:
        """What a lead asked."""
        with self._store.read(actor) as work:
            seen(work, actor, lead_id, Permission.SEE_LEADS)
            return Requests(work).page(lead_id=lead_id)

    def get(self, actor: Actor, request_id: UUID) -> RequestRow:
        """One request."""
        with self._store.read(actor) as work:
            return reached(work, actor, request_id)

    def steps(self, actor: Actor, request_id: UUID) -> tuple[RequestStep, ...]:
        """What was done with a request, the oldest first."""
        with self._store.read(actor) as work:
            reached(work, actor, request_id)
            return Requests(work).steps(request_id)

    def allowed(self, actor: Actor, row: RequestRow) -> frozenset[Step]:
        """What this person may do with it as it stands."""
        if not actor.may(Permission.TAKE_REQUESTS, Reach.TEAM):
            return frozenset()
        return possible(row.request, is_answering=actor.may(Permission.ANSWER_PEOPLE, Reach.ALL))

    def nominee_of(self, actor: Actor, row: RequestRow) -> Nominee | None:
        """Who acts in the place of who asks; for whoever may see the request."""
        with self._store.read(actor) as work:
            lead_id = reached(work, actor, row.request.id).request.lead_id
            return None if lead_id is None else Requests(work).nominee(lead_id)

    def where_from(self, actor: Actor, lead_id: UUID, campaign_id: UUID | None = None) -> WhereFrom:
        """Where we have a lead from: for “Who gave you my number?”."""
        with self._store.read(actor) as work:
            seen(work, actor, lead_id, Permission.SEE_LEADS)
            found = Requests(work).where_from(lead_id, campaign_id)
            assert found is not None, "it was just seen"
            return found

    def complaints(self, actor: Actor) -> tuple[Brake, int]:
        """How hard the brake of complaints holds, and how many people complained in ten days."""
        actor.require(Permission.TAKE_REQUESTS, Reach.TEAM)
        with self._store.read(actor) as work:
            count = Complaints(work).count()
            return brake_of(count, levels_of(rules_today(work).value("complaints"))), count

    # --- acts ---

    def take(self, actor: Actor, command: TakeRequest) -> RequestRow:
        """Take a request down; the clocks run from when it came. A repeat gives the same one.

        Raises UserError for a request of nobody, a text that is too long, or a time that is to come.
        """
        actor.require(Permission.TAKE_REQUESTS)
        payload = payload_of(command)
        with self._store.write(actor) as work:
            if work.earlier_result(command.request_id, "request", payload) is None:
                if command.lead_id is not None:
                    queue = Queue(work)
                    queue.lock_person(actor.person_id)
                    queue.lock_phones(command.lead_id)
                    lead = seen(work, actor, command.lead_id, Permission.SEE_LEADS)
                    command = replace(command, name=command.name or lead.name)
                add_request(work, actor, actor.person_id, check_request(command, work.now))
                work.keep_result(command.request_id, "request", payload, {})
            return _found(work, command.request_id)

    def take_step(self, actor: Actor, command: TakeStep) -> RequestRow:
        """Acknowledge, note, make sure who asks, give more time, pass on, answer, refuse, open again.

        Raises UserError where the words or the proof are missing; ChangedMeanwhile for an older version.
        """
        payload = payload_of(command)
        with self._store.write(actor) as work:
            if work.earlier_result(command.request_id, "request_step", payload) is None:
                row = reached(work, actor, command.id)
                self._check_may(actor, row, command)
                self._carry_out(work, actor, row, command)
                work.keep_result(command.request_id, "request_step", payload, {})
            return _found(work, command.id)

    def _check_may(self, actor: Actor, row: RequestRow, command: TakeStep) -> None:
        if row.request.version != command.version:
            raise ChangedMeanwhile("Someone else has changed this request. Look at it again.")
        if command.step in self.allowed(actor, row):
            return
        actor.require(Permission.TAKE_REQUESTS, Reach.TEAM)
        if command.step in possible(row.request, is_answering=True):
            actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        if row.request.is_open and command.step is Step.ANSWERED:
            raise UserError("Make sure first who asks, and note how.")
        raise UserError("This can’t be done with the request as it stands now.")

    def _carry_out(self, work: Work, actor: Actor, row: RequestRow, command: TakeStep) -> None:
        step, words = command.step, clean(command.text)
        check_length(words, LONGEST_TEXT, "text")
        if step in _NEEDS_WORDS and not words and not (step is Step.NOTE and command.file is not None):
            raise UserError(_NEEDS_WORDS[step], field="text")
        changed, detail = _changes(work, row.request, command), {}
        if step is Step.NOMINATED:
            nominee = _nominee(command)
            words, detail = nominee.as_text(), {"trigger": nominee.trigger.value}
        if step is Step.ANSWERED and row.request.kind is RequestKind.NOMINATION:
            _check_named(work, row.request)
        if step is Step.PASSED_ON:
            detail["client"] = row.client
        if step in CLOSING:
            changed |= {
                "state": CLOSING[step].value, "closed_at": work.now, "closed_by": actor.person_id
            }  # fmt: skip
        if not Requests(work).change(command.id, command.version, **changed):
            raise ChangedMeanwhile("Someone else has changed this request. Look at it again.")
        if command.proof is not None:
            detail["proof"] = command.proof.value
        if command.file is not None:
            detail["sha256"] = command.file.sha256
        step_id = Requests(work).add_step(command.id, actor.person_id, step, words, **detail)
        if command.file is not None:
            keep_evidence(work, About.REQUEST, [step_id], command.file)
        tell(work, row.request, f"request.{step.value}")


_NEEDS_WORDS: dict[Step, str] = {
    Step.NOTE: "The note is empty. Type something, or leave it.",
    Step.EXTENDED: "Say why it takes longer; the person is told.",
    Step.REFUSED: "Say why, and by which law; the person is told.",
    Step.ANSWERED: "Say what was answered; it is kept.",
    Step.REOPENED: "Say why it is opened again.",
}


def _nominee(command: TakeStep) -> Nominee:
    """Who was named; raises UserError at the field that is missing."""
    name, contact, proof = clean(command.name), clean(command.contact), clean(command.text)
    for value, field in ((name, "name"), (contact, "contact")):
        check_length(value, LONGEST_NAME, field)
    if not name:
        raise UserError("Say whom they named.", field="name")
    if not contact:
        raise UserError("Say how whom they named is reached.", field="contact")
    if command.trigger is None:
        raise UserError("Say from which case on they act.", field="trigger")
    if not proof:
        raise UserError("Say what shows that they named them, such as a signed letter.", field="proof")
    return Nominee(name, contact, command.trigger, proof)


def _check_named(work: Work, request: Request) -> None:
    if not any(step.kind is Step.NOMINATED for step in Requests(work).steps(request.id)):
        raise UserError("Note first whom they named: that is what they asked for.")


def _changes(work: Work, request: Request, command: TakeStep) -> dict[str, object]:
    """What a step changes in the request itself."""
    match command.step:
        case Step.ACKNOWLEDGED:
            return {"acknowledged_at": work.now}
        case Step.IDENTITY:
            if command.proof is None:
                raise UserError("Choose how it was made sure who asks.", field="proof")
            return {"proof": command.proof.value, "proven_at": work.now}
        case Step.EXTENDED:
            longer = extended(request, rules_today(work), workspace_zone(work))
            if longer is None:
                raise UserError("The rules kept here give no more time for this.")
            return {
                "is_extended": True, "published_due_at": longer.published_at,
                "ceiling_due_at": longer.ceiling_at,
            }  # fmt: skip
        case Step.REOPENED:
            return {"state": RequestState.OPEN.value, "closed_at": None, "closed_by": None}
        case Step.ANSWERED | Step.REFUSED if request.acknowledged_at is None:
            return {"acknowledged_at": work.now}  # an answer is one
        case _:
            return {}


def check_request(command: TakeRequest, now: datetime) -> TakeRequest:
    """The request as it is kept; raises UserError that says what is missing."""
    name, contact, text = clean(command.name), clean(command.contact), command.text.strip()
    if command.lead_id is None and not name:
        raise UserError("Say who asks.", field="name")
    check_length(name, LONGEST_NAME, "name")
    check_length(contact, LONGEST_NAME, "contact")
    check_length(text, LONGEST_TEXT, "text")
    if command.received_at is not None and command.received_at > now + SOON:
        raise UserError("This is still to come. Give the time the request came.", field="received_at")
    return replace(command, name=name, contact=contact, text=text)


def add_request(
    work: Work, actor: Actor, person_id: UUID, command: TakeRequest, *, is_erased: bool = False
) -> Request:
    """Write a request that was checked; never with words of somebody who is erased.

    Who objects, takes consent back or wants to be deleted isn't called and offered to from when they said so.
    """
    received = min(command.received_at or work.now, work.now)
    pack = rules_today(work)
    request = Request(
        id=command.request_id,
        kind=command.kind,
        state=RequestState.OPEN,
        came=command.came,
        received_at=received,
        received_by=person_id,
        deadlines=deadlines(command.kind, received, pack, workspace_zone(work)),
        lead_id=command.lead_id,
        campaign_id=command.campaign_id,
        call_id=command.call_id,
        name="" if is_erased else command.name,
        contact="" if is_erased else command.contact,
        text="" if is_erased else command.text,
        rules=pack.version,
    )
    Requests(work).add(request)
    Requests(work).add_step(request.id, person_id, Step.TAKEN)
    if command.lead_id is not None:
        if command.never_phone_id is not None:
            lead = Queue(work).facts(command.lead_id, lock=True)
            if lead is not None:
                mark_do_not_call(work, lead, command.never_phone_id, ASKED)
        Timeline(work).add(
            command.lead_id, Kind.REQUEST, "", data={"request": command.kind.value, "id": str(request.id)}
        )
        what = STOPS.get(request.kind)
        if what is not None and not is_erased:
            words, how = request.reference, HOW_OF[command.came]
            no = SayNo(request.id, command.lead_id, what, command.call_id, words, how, received)
            keep_no(work, actor, no, leaves=False)
    tell(work, request, "request.taken")
    if request.kind is RequestKind.GRIEVANCE:
        brake(work, request)
    return request


def brake(work: Work, request: Request) -> None:
    """A complaint counts for the office: so many people in ten days pause campaigns at once."""
    levels = levels_of(rules_today(work).value("complaints"))
    how, count, stopped = Complaints(work).brake(levels)
    for campaign_id in stopped:
        work.record("campaign.paused_by_complaints", "campaign", campaign_id, count=count)
        work.announce("campaigns", campaign_id)
    if stopped:
        work.announce("queue")
    if how:
        work.record("complaints.counted", "request", request.id, count=count, brake=how.name.lower())


def tell(work: Work, request: Request, act: str) -> None:
    """Audit and announce."""
    work.record(act, "request", request.id, kind=request.kind.value)
    work.announce("requests", request.id)
    if request.lead_id is not None:
        work.announce("leads", request.lead_id)


def _is_seen(actor: Actor, row: RequestRow) -> bool:
    if row.request.received_by == actor.person_id or actor.may(Permission.TAKE_REQUESTS, Reach.ALL):
        return True
    if row.request.lead_id is not None and actor.may_touch(
        Permission.TAKE_REQUESTS, row.owner_id, row.team_id
    ):
        return True
    is_leading = actor.reach(Permission.TAKE_REQUESTS) is Reach.TEAM
    return is_leading and row.taker_team_id is not None and row.taker_team_id == actor.team_id


def _found(work: Work, request_id: UUID) -> RequestRow:
    row = Requests(work).get(request_id)
    if row is None:
        raise NotFound("This request is not here any more. Look at the list again.")
    return row


def reached(work: Work, actor: Actor, request_id: UUID) -> RequestRow:
    """A request this person may see; raises NotFound and NotAllowed."""
    actor.require(Permission.TAKE_REQUESTS)
    row = _found(work, request_id)
    if not _is_seen(actor, row):
        raise NotAllowed("This request is not yours to see. Ask your team lead.")
    return row
