"""Whose turn it is: which of a campaign's leads a person is given next.

The search asks its queue through `StandingQueue`: the store's rows live, the simulator's arrays when a rule
is tried out. Both are led by the same steps here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol, TypeVar
from uuid import UUID

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.campaign_rules import takes_retry
from crm_desktop.domain.gate import Act, judge
from crm_desktop.domain.lawful import BASIS_REASONS
from crm_desktop.domain.lead_facts import LeadFacts, facts_for
from crm_desktop.domain.placing import place_of_refused
from crm_desktop.domain.queue import LEASE_S, PRIORITY_STEP, Lane, Place, Reason
from crm_desktop.domain.quick import quick

MANY = 500  # after the first few the gate is asked in bulk
MANY_ROUNDS = 4  # in one transaction, so that other writers get their turn

# No lead: the queue holds nothing for now, or so much was refused (or is being claimed by others this
# moment) that the search goes on in another transaction.
Missed = Literal["nothing", "more"]


@quick
@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that is due, before the gate has looked at it."""

    id: UUID
    lead_id: UUID
    lane: Lane
    next_at: datetime
    urgency: int = 0  # within its lane, lower first

    def turn(self, first_lane: Lane) -> tuple[int, int, datetime, UUID]:
        """Sorts candidates as they are dialled: promises, then `first_lane`, then the other one."""
        lane = 0 if self.lane is Lane.PROMISED else 1 if self.lane is first_lane else 2
        return lane, self.urgency, self.next_at, self.id


C = TypeVar("C", bound=Candidate)
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


def urgency_of(lane: Lane, priority: int, score: int) -> int:
    """How urgent an entry is within its lane: a promise is kept at its time, whatever priority and score.

    `score` is 0 where the campaign's rules don't count it.
    """
    return 0 if lane is Lane.PROMISED else -(priority * PRIORITY_STEP + score)


class Turns:
    """Whose turn it is, retries or new leads, a person and campaign: counted while the program runs."""

    def __init__(self) -> None:
        self._given: Counter[tuple[UUID, UUID]] = Counter()
        self._shown: dict[UUID, tuple[UUID, Campaign, Lane]] = {}  # what each person was given last

    def first_lane(self, person_id: UUID, campaign: Campaign) -> Lane:
        """Which lane comes next after the promises; the other one when it is empty."""
        given = self._given[person_id, campaign.id]
        return Lane.RETRY if takes_retry(campaign.rules.mix, given) else Lane.NEW

    def given(self, person_id: UUID, campaign: Campaign, lead_id: UUID, lane: Lane) -> None:
        """A lead came on a person's screen; it counts once it is dialled."""
        self._shown[person_id] = (lead_id, campaign, lane)

    def dialled(self, person_id: UUID, lead_id: UUID) -> None:
        """Count a retry or a new lead; one whose turn it wasn't leaves the turn where it is."""
        lead, campaign, lane = self._shown.pop(person_id, (None, None, Lane.PROMISED))
        if campaign is not None and lead == lead_id and lane is self.first_lane(person_id, campaign):
            self._given[person_id, campaign.id] += 1


class StandingQueue(Protocol[C, T_co]):
    """A campaign's queue as one person meets it at one moment, at the places that are open to them."""

    @property
    def few(self) -> int:
        """How many due ones to look at first."""
        ...

    def due(self, first_lane: Lane, limit: int) -> Sequence[C]:
        """What is due and mine or nobody's, in order."""
        ...

    def due_of_absent(self) -> Sequence[C]:
        """Due promises of people who are absent today, oldest first, one an owner and place."""
        ...

    def due_of_others(self, overdue_since: datetime) -> Sequence[C]:
        """Owned leads that waited since then for their owners, or whose owners are absent."""
        ...

    def in_turn(self, candidates: Sequence[C]) -> Iterable[C]:
        """These in order, without those that somebody has, or is at this moment."""
        ...

    def facts(self, candidate: C) -> LeadFacts | None:
        """The lead as the gate sees it, held for the moment; None when someone else is at it."""
        ...

    def facts_of(self, candidates: Sequence[C]) -> Mapping[UUID, LeadFacts]:
        """Many leads as the gate sees them, by id."""
        ...

    def take(self, candidate: C, phone_id: UUID) -> T_co | None:
        """Put the lead on the person's screen; None when it is on another one by now."""
        ...

    def move_on(self, candidate: C, lane: Lane, reason: Reason, next_at: datetime) -> None:
        """Put an entry that is due out of the way, so that it is met once only."""
        ...

    def break_off(self, candidate: C, lane: Lane, reason: Reason, next_at: datetime) -> None:
        """The same where no number is left that may be dialled: what was promised can't be kept."""
        ...


@quick
@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's turn in a campaign: when, and which lane comes after the promises."""

    campaign: Campaign
    now: datetime
    office_zone: str  # of leads that have none
    first_lane: Lane


def next_turn(turn: Turn, queue: StandingQueue[C, T]) -> T | Missed:
    """Take what is due first and passes the gate; what the gate refuses is moved on.

    Promises come first, one's own before those of absent people; then retries and new leads by the mix,
    with what waited too long for its owner among them.
    """
    found = _first_few(turn, queue)
    return found if found != "more" else _bulk(turn, queue)


def has_skill(place: Place, skills: frozenset[str]) -> bool:
    """Whether somebody with these skills (casefolded) can talk to the leads at a place."""
    return not place.skill or place.skill.casefold() in skills


def _first_few(turn: Turn, queue: StandingQueue[C, T]) -> T | Missed:
    tried = tuple(queue.due(turn.first_lane, queue.few))
    if not tried or tried[0].lane is not Lane.PROMISED:
        # A promise is kept by someone else only on a day its owner doesn't come.
        tried = (*queue.due_of_absent(), *tried)
    waits = turn.campaign.rules.who.others_after
    if waits is not None and (not tried or tried[0].lane is not Lane.PROMISED):
        tried = (*tried, *queue.due_of_others(turn.now - waits))
        tried = tuple(sorted(tried, key=lambda c: c.turn(turn.first_lane)))
    for candidate in queue.in_turn(tried):
        if (found := _try(turn, queue, candidate)) is not None:
            return found
    return "more" if tried else "nothing"


def _bulk(turn: Turn, queue: StandingQueue[C, T]) -> T | Missed:
    for _ in range(MANY_ROUNDS):
        due = queue.due(turn.first_lane, MANY)
        known = queue.facts_of(due)
        passed = 0
        for candidate in due:
            lead = known.get(candidate.lead_id)
            if lead is None or _passed(turn, queue, candidate, lead) is None:
                continue
            passed += 1
            if (found := _try(turn, queue, candidate)) is not None:
                return found
        if len(due) < MANY:
            return "more" if passed else "nothing"  # passed: others are just taking these
    return "more"


def _try(turn: Turn, queue: StandingQueue[C, T], candidate: C) -> T | None:
    lead = queue.facts(candidate)
    phone_id = None if lead is None else _passed(turn, queue, candidate, lead)
    return None if phone_id is None else queue.take(candidate, phone_id)


def _passed(turn: Turn, queue: StandingQueue[C, T], candidate: C, lead: LeadFacts) -> UUID | None:
    """The phone to dial; None when the gate refuses, then the entry is moved out of the way."""
    if lead.on_screen_of is not None:
        later = turn.now + timedelta(seconds=LEASE_S)
        queue.move_on(candidate, candidate.lane, Reason.ON_ANOTHER_SCREEN, later)
        return None
    is_awaited = candidate.lane is Lane.PROMISED
    facts = facts_for(Act.CLAIM, turn.now, turn.campaign, lead, turn.office_zone, is_awaited=is_awaited)
    verdict = judge(facts)
    if verdict.phone_id is not None:
        return verdict.phone_id
    lane, reason, next_at = place_of_refused(facts, verdict, candidate.lane, candidate.next_at)
    # A promise outlives what law forbids for now: it is kept once somebody answers why, or they ask again.
    is_broken = is_awaited and lane is not Lane.PROMISED and reason not in BASIS_REASONS
    put = queue.break_off if is_broken else queue.move_on
    put(candidate, lane, reason, next_at)
    return None
