"""What people may ask about their data: the kinds, how a request stands, until when it is answered.

DPDP Act 2023 s.11–14, SPDI Rules 2011 rule 5, GDPR art. 12–21. Terms come from the rule pack.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from crm_desktop.domain.clocks import Term, Unit, alert, due_at
from crm_desktop.domain.rule_packs import RulePack

LONGEST_TEXT = 2_000
LONGEST_NAME = 120
_LAST_RESORT = Term(30, Unit.DAYS)  # where a profile says nothing


class RequestKind(StrEnum):
    """What is asked."""

    ACCESS = "access"
    CORRECTION = "correction"
    COMPLETION = "completion"
    ERASURE = "erasure"
    WITHDRAWAL = "withdrawal"
    GRIEVANCE = "grievance"
    NOMINATION = "nomination"
    OBJECTION = "objection"
    PORTABILITY = "portability"


KIND_LABELS: dict[str, str] = {
    RequestKind.ACCESS: "What do you have of me?",
    RequestKind.CORRECTION: "Correct it",
    RequestKind.COMPLETION: "Complete it",
    RequestKind.ERASURE: "Delete everything",
    RequestKind.WITHDRAWAL: "I take my consent back",
    RequestKind.GRIEVANCE: "A complaint",
    RequestKind.NOMINATION: "Someone to act for me",
    RequestKind.OBJECTION: "No more calls or offers",
    RequestKind.PORTABILITY: "My data to take along",
}


class RequestState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    ANSWERED = "answered"
    REFUSED = "refused"
    PASSED_ON = "passed_on"  # to the client whose data it is
    TAKEN_BACK = "taken_back"  # by whoever asked


STATE_LABELS: dict[str, str] = {
    RequestState.OPEN: "Open",
    RequestState.ANSWERED: "Answered",
    RequestState.REFUSED: "Refused",
    RequestState.PASSED_ON: "Passed on",
    RequestState.TAKEN_BACK: "Taken back",
}


class Came(StrEnum):
    """How a request came."""

    CALL = "call"
    EMAIL = "email"
    LETTER = "letter"
    MESSAGE = "message"
    IN_PERSON = "in_person"


CAME_LABELS: dict[str, str] = {
    Came.CALL: "In a call",
    Came.EMAIL: "By e-mail",
    Came.LETTER: "By letter",
    Came.MESSAGE: "By message",
    Came.IN_PERSON: "In person",
}


class Proof(StrEnum):
    """How it was made sure who asks."""

    NUMBER = "number"  # called back on the number we have
    CODE = "code"
    EMAIL = "email"
    PAPER = "paper"
    KNOWN = "known"


PROOF_LABELS: dict[str, str] = {
    Proof.NUMBER: "Called back on the number we have",
    Proof.CODE: "A code sent to number or e-mail",
    Proof.EMAIL: "Written from the e-mail we have",
    Proof.PAPER: "Showed a document",
    Proof.KNOWN: "Known to us",
}


class Trigger(StrEnum):
    """When somebody named acts in the person's place (DPDP Act 2023, s.14)."""

    DEATH = "death"
    INCAPACITY = "incapacity"
    EITHER = "either"


TRIGGER_LABELS: dict[str, str] = {
    Trigger.DEATH: "When they die",
    Trigger.INCAPACITY: "When they can’t act themselves",
    Trigger.EITHER: "In either case",
}


@dataclass(frozen=True, slots=True)
class Nominee:
    """Who acts in a person's place, from which case on, and what shows that they named them."""

    name: str
    contact: str
    trigger: Trigger
    proof: str

    def as_text(self) -> str:
        """As a step keeps it."""
        return "\n".join((self.name, self.contact, self.proof))

    @classmethod
    def from_step(cls, text: str, trigger: object) -> Nominee:
        """What `as_text` wrote; empty once the person was erased."""
        name, contact, proof = (*text.split("\n", 2), "", "", "")[:3]
        return cls(name, contact, Trigger(str(trigger)), proof)


class Step(StrEnum):
    """What happened to a request; only ever added to."""

    TAKEN = "taken"
    ACKNOWLEDGED = "acknowledged"
    IDENTITY = "identity"
    NOMINATED = "nominated"  # who acts for them is on record
    NOTE = "note"
    EXPORTED = "exported"  # everything kept of the person was written and attached
    LETTER = "letter"
    EXTENDED = "extended"
    ANSWERED = "answered"
    REFUSED = "refused"
    PASSED_ON = "passed_on"
    TAKEN_BACK = "taken_back"
    REOPENED = "reopened"


STEP_LABELS: dict[str, str] = {
    Step.TAKEN: "Taken down",
    Step.ACKNOWLEDGED: "Acknowledged",
    Step.IDENTITY: "Made sure who asks",
    Step.NOMINATED: "Who acts for them",
    Step.NOTE: "Note",
    Step.EXPORTED: "Everything we have written out",
    Step.LETTER: "Letter",
    Step.EXTENDED: "Given more time",
    Step.ANSWERED: "Answered",
    Step.REFUSED: "Refused",
    Step.PASSED_ON: "Passed on",
    Step.TAKEN_BACK: "Taken back by who asked",
    Step.REOPENED: "Opened again",
}

# As easy as giving consent was, and a complaint: nobody is asked for a document first.
WITHOUT_PROOF = frozenset({RequestKind.WITHDRAWAL, RequestKind.OBJECTION, RequestKind.GRIEVANCE})
CLOSING: dict[Step, RequestState] = {
    Step.ANSWERED: RequestState.ANSWERED,
    Step.REFUSED: RequestState.REFUSED,
    Step.PASSED_ON: RequestState.PASSED_ON,
    Step.TAKEN_BACK: RequestState.TAKEN_BACK,
}


class ClockName(StrEnum):
    """What a deadline is for."""

    ACKNOWLEDGE = "acknowledge"
    TARGET = "target"
    PUBLISHED = "published"
    CEILING = "ceiling"


CLOCK_LABELS: dict[str, str] = {
    ClockName.ACKNOWLEDGE: "Acknowledge by {when}",
    ClockName.TARGET: "Answer by {when}",
    ClockName.PUBLISHED: "Promised by {when}",
    ClockName.CEILING: "By law until {when}",
}


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Until when what is due, UTC; each not after the next."""

    acknowledge_at: datetime
    target_at: datetime
    published_at: datetime
    ceiling_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """The clock that runs now: what it is for, when it ends, what share in per cent was reminded of."""

    clock: ClockName
    due_at: datetime
    alert: int


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `name` and `contact`: who asks and where the answer goes; `text`: in their words.

    `rules`: version of the rules the deadlines come from.
    """

    id: UUID
    kind: RequestKind
    state: RequestState
    came: Came
    received_at: datetime
    received_by: UUID
    deadlines: Deadlines
    lead_id: UUID | None = None
    campaign_id: UUID | None = None
    call_id: UUID | None = None
    name: str = ""
    contact: str = ""
    text: str = ""
    rules: str = ""
    acknowledged_at: datetime | None = None
    proof: Proof | None = None
    proven_at: datetime | None = None
    is_extended: bool = False
    closed_at: datetime | None = None
    closed_by: UUID | None = None
    version: int = 1

    @property
    def reference(self) -> str:
        """How it is named in letters: its day and the end of its id."""
        return f"R{self.received_at:%y%m%d}-{self.id.hex[-4:].upper()}"

    @property
    def is_open(self) -> bool:
        """Whether an answer is still owed."""
        return self.state is RequestState.OPEN

    def standing(self, now: datetime) -> Standing:
        """The clock that runs: to acknowledge while nobody did, then the first that isn't over."""
        all_of_them = self.deadlines
        if self.acknowledged_at is None:
            name, due = ClockName.ACKNOWLEDGE, all_of_them.acknowledge_at
            return Standing(name, due, alert(self.received_at, due, now))
        for name, due in (
            (ClockName.TARGET, all_of_them.target_at),
            (ClockName.PUBLISHED, all_of_them.published_at),
        ):
            if now < due:
                return Standing(name, due, alert(self.received_at, due, now))
        due = all_of_them.ceiling_at
        return Standing(ClockName.CEILING, due, alert(self.received_at, due, now))


def deadlines(
    kind: RequestKind, since: datetime, pack: RulePack, zone: str, holidays: Collection[date] = ()
) -> Deadlines:
    """What the rules give for a request that came at `since`; a stricter clock pulls the softer ones in."""
    ends = {
        name: due_at(since, term, zone, holidays)
        for name in ("acknowledge", "target", "published", "ceiling", "stop")
        if (term := pack.term(f"request_{name}")) is not None
    }
    ceiling = ends.get("ceiling", due_at(since, _LAST_RESORT, zone))
    if kind in (RequestKind.WITHDRAWAL, RequestKind.OBJECTION) and "stop" in ends:
        ceiling = min(ceiling, ends["stop"])
    published = min(ceiling, ends.get("published", ceiling))
    target = min(published, ends.get("target", published))
    return Deadlines(min(target, ends.get("acknowledge", target)), target, published, ceiling)


def extended(request: Request, pack: RulePack, zone: str) -> Deadlines | None:
    """The deadlines with the time law gives for reasons; None where it gives none, or gave it already."""
    term = pack.term("request_extension")
    if term is None or request.is_extended:
        return None
    was = request.deadlines
    longer = due_at(was.ceiling_at - timedelta(seconds=1), term, zone)  # counted from its last day
    return Deadlines(was.acknowledge_at, was.target_at, longer, longer)


def possible(request: Request, *, is_answering: bool) -> frozenset[Step]:
    """What may be done with a request as it stands; `is_answering`: the person answers for the office."""
    if not request.is_open:
        return frozenset({Step.NOTE, Step.REOPENED, Step.LETTER} if is_answering else {Step.NOTE})
    steps = {Step.NOTE}
    if request.acknowledged_at is None:
        steps.add(Step.ACKNOWLEDGED)
    if request.proof is None:
        steps.add(Step.IDENTITY)
    if not is_answering:
        return frozenset(steps)
    steps |= {Step.LETTER, Step.REFUSED, Step.TAKEN_BACK}
    if not request.is_extended:
        steps.add(Step.EXTENDED)
    if request.campaign_id is not None:
        steps.add(Step.PASSED_ON)
    if request.proof is not None or request.kind in WITHOUT_PROOF:
        steps.add(Step.ANSWERED)
    if request.proof is not None and request.lead_id is not None:
        steps.add(Step.EXPORTED)
        if request.kind is RequestKind.NOMINATION:
            steps.add(Step.NOMINATED)
    return frozenset(steps)
