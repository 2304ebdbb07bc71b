"""Bringing the next lead: order, gate and claim in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from crm_desktop.domain.calling_window import day_start
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.campaign_rules import takes_retry
from crm_desktop.domain.gate import Act, Facts, Verdict, free_at, judge, usable
from crm_desktop.domain.lead import Lead, LeadPhone
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import LEASE_S, Lane, Place, QueueEntry, Reason
from crm_desktop.errors import NotFound, UserError
from crm_desktop.services.calling.hours import OpenHours
from crm_desktop.services.calling.next_call import break_promises
from crm_desktop.services.calling.values import NextLead, Why
from crm_desktop.services.lead_rules import masked_lead
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.lead_cards import screen_card
from crm_desktop.store.queue import Candidate, LeadFacts, Queue
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Work

_MANY = 500  # then the gate is asked in bulk
_MANY_ROUNDS = 4  # in one transaction, so that other writers get their turn
TIMELINE_ITEMS = 30


# No lead: the queue holds nothing for now, or so much was refused (or is being claimed by others this
# moment) that the search goes on in another transaction.
Missed = Literal["nothing", "more"]
Kinds = Literal["promised", "retry", "new", "chosen", "rang"]


class Turns:
    """Whose turn it is, retries or new leads, a person and campaign: counted while the program runs."""

    def __init__(self) -> None:
        self._given: Counter[tuple[UUID, UUID]] = Counter()

    def first_lane(self, person_id: UUID, campaign: Campaign) -> Lane:
        """Which lane comes next after the promises; the other one when it is empty."""
        given = self._given[person_id, campaign.id]
        return Lane.RETRY if takes_retry(campaign.rules.mix, given) else Lane.NEW

    def count(self, person_id: UUID, campaign_id: UUID) -> None:
        """A retry or a new lead was given."""
        self._given[person_id, campaign_id] += 1


@dataclass(frozen=True, slots=True)
class Search:
    """One person's search for a lead in one campaign."""

    work: Work
    actor: Actor
    campaign: Campaign
    hours: OpenHours
    turns: Turns = field(default_factory=Turns)

    @property
    def office_zone(self) -> str:
        """The zone of leads that have none."""
        return workspace_zone(self.work)


def facts_for(
    act: Act,
    now: datetime,
    campaign: Campaign,
    lead: LeadFacts,
    office_zone: str,
    *,
    is_awaited: bool = False,
) -> Facts:
    """What the gate judges by; `is_awaited` for a promise."""
    return Facts(
        act=act,
        now=now,
        zone=lead.zone or office_zone,
        window=campaign.window,
        rules=campaign.rules,
        phones=lead.phones,
        lead=lead.tries,
        is_awaited=is_awaited,
    )


def claim_next(search: Search) -> NextLead | Missed:
    """Claim what is due first and passes the gate.

    What the gate refuses is moved on, so that it is met once only.
    """
    work, me, campaign = search.work, search.actor.person_id, search.campaign
    queue = Queue(work)
    queue.lock_person(me)
    queue.free(me)
    if campaign.is_paused or not campaign.is_worked_by(me):
        return "nothing"
    places = open_places(work, me, campaign, search.hours)
    if not places:
        return "nothing"
    office, first_lane = search.office_zone, search.turns.first_lane(me, campaign)
    found = _first_few(search, queue, places, office, first_lane)
    if found == "more":
        found = _bulk(search, queue, places, office, first_lane)
    entry = found.entry if isinstance(found, NextLead) else None
    if entry is not None and entry.lane is not Lane.PROMISED:
        search.turns.count(me, campaign.id)
    return found


def open_places(work: Work, person_id: UUID, campaign: Campaign, hours: OpenHours) -> list[Place]:
    """Where this person may dial now: it is calling time there, and they have the skill."""
    queue, office = Queue(work), workspace_zone(work)
    found = [
        place
        for place in queue.places(campaign.id)
        if hours.open_until(campaign.window, place.zone or office, work.now)
    ]
    return with_skill(work, person_id, campaign, found)


def with_skill(work: Work, person_id: UUID, campaign: Campaign, places: Iterable[Place]) -> list[Place]:
    """Those of the places whose leads this person can talk to."""
    needed = campaign.rules.who.skill
    if not needed:
        return list(places)
    skills = {skill.casefold() for skill in Queue(work).skills_of(person_id, needed)}
    return [place for place in places if not place.skill or place.skill.casefold() in skills]


def _first_few(
    search: Search, queue: Queue, places: list[Place], office: str, first_lane: Lane
) -> NextLead | Missed:
    work, me, campaign = search.work, search.actor.person_id, search.campaign
    due = queue.due(campaign.id, places, me, queue.few, first_lane)
    tried: tuple[Candidate, ...] = due
    today = day_start(work.now, office)
    if not due or due[0].lane is not Lane.PROMISED:
        # A promise is kept by someone else only on a day its owner doesn't come.
        tried = queue.due_of_absent(campaign.id, places, me, today) + due
    waits = campaign.rules.others_after
    if waits is not None and (not tried or tried[0].lane is not Lane.PROMISED):
        tried += queue.due_of_others(campaign.id, places, me, today, work.now - waits)
        tried = tuple(sorted(tried, key=lambda c: c.turn(first_lane)))
    for candidate in queue.in_turn(tried):
        found = _try(search, queue, candidate, office)
        if found is not None:
            return found
    return "more" if tried else "nothing"


def _bulk(
    search: Search, queue: Queue, places: list[Place], office: str, first_lane: Lane
) -> NextLead | Missed:
    me, rules = search.actor.person_id, search.campaign.rules
    for _ in range(_MANY_ROUNDS):
        due = queue.due(search.campaign.id, places, me, _MANY, first_lane)
        known = queue.with_recent(queue.facts_of([c.lead_id for c in due]), rules)
        passed = 0
        for candidate in due:
            lead = known.get(candidate.lead_id)
            if lead is None or _passed(search, queue, candidate, lead, office) is None:
                continue
            passed += 1
            found = _try(search, queue, candidate, office)
            if found is not None:
                return found
        if len(due) < _MANY:
            return "more" if passed else "nothing"  # passed: others are just taking these
    return "more"


def _try(search: Search, queue: Queue, candidate: Candidate, office: str) -> NextLead | None:
    lead = queue.facts(candidate.lead_id, lock=True, rules=search.campaign.rules)
    phone_id = None if lead is None else _passed(search, queue, candidate, lead, office)
    if phone_id is None:
        return None
    stored = queue.claim(candidate.id, candidate.lead_id, search.actor.person_id, due_by=search.work.now)
    if stored is None:
        return None
    return on_screen(search, stored.entry, phone_id, None, office)


def _passed(search: Search, queue: Queue, candidate: Candidate, lead: LeadFacts, office: str) -> UUID | None:
    """The phone to dial; None when the gate refuses, then the entry is moved out of the way."""
    now = search.work.now
    if lead.on_screen_of is not None:
        later = now + timedelta(seconds=LEASE_S)
        queue.move_on(candidate.id, candidate.lane, Reason.ON_ANOTHER_SCREEN, later)
        return None
    is_awaited = candidate.lane is Lane.PROMISED
    facts = facts_for(Act.CLAIM, now, search.campaign, lead, office, is_awaited=is_awaited)
    verdict = judge(facts)
    if verdict.phone_id is not None:
        return verdict.phone_id
    lane, reason, next_at = place_of_refused(facts, verdict, candidate.lane, candidate.next_at)
    queue.move_on(candidate.id, lane, reason, next_at)
    if candidate.lane is Lane.PROMISED and lane is not Lane.PROMISED:
        break_promises(search.work, candidate.lead_id, search.campaign.id)
    return None


def place_of_refused(
    facts: Facts, verdict: Verdict, lane: Lane, next_at: datetime
) -> tuple[Lane, Reason, datetime]:
    """Where an entry goes that the gate refuses: later in its lane, or out of the lanes for good."""
    reason = verdict.refusals[0].reason
    until = free_at(verdict)
    if until is not None:
        return lane, reason, until
    if usable(facts):  # only the hours never come: no calling days at all
        return lane, Reason.OUTSIDE_HOURS, facts.now + timedelta(days=1)
    return (Lane.CLOSED if reason is Reason.MAX_ATTEMPTS else Lane.BLOCKED), reason, next_at


def numbers_of(work: Work, lead_id: UUID) -> dict[str, str]:
    """The numbers of a lead that this transaction put on a screen, by phone: hidden ones too."""
    found: dict[str, str] = work.known.get((NUMBERS, lead_id), {})
    return found


def on_screen(
    search: Search,
    entry: QueueEntry,
    phone_id: UUID | None,
    kind: Kinds | None,
    office: str,
) -> NextLead:
    """Everything the calling screen shows of a claimed lead.

    Without `phone_id` the first number that may be used; `kind` None: as its lane says.
    """
    work = search.work
    card = screen_card(work, entry.lead_id)
    if card is None:
        raise NotFound("This lead does not exist any more. Take the next one.")
    work.known[NUMBERS, entry.lead_id] = {str(phone.phone_id): phone.e164 for phone in card.lead.phones}
    lead = masked_lead(work, search.actor, card.lead)
    promise = None
    if entry.lane is Lane.PROMISED:
        open_ones = Callbacks(work).open_of_lead(lead.id)
        promise = next((c for c in open_ones if c.campaign_id in (None, entry.campaign_id)), None)
    zone = lead.zone or office
    shown: Kinds = kind or _KINDS.get(entry.lane, "chosen")
    return NextLead(
        lead=lead,
        entry=entry,
        campaign=search.campaign,
        phone=_phone(lead, phone_id),
        why=Why(
            kind=shown,
            at=promise.due_at if promise else (None if shown in ("new", "chosen", "rang") else entry.next_at),
            attempt_no=entry.attempts + 1,
            max_attempts=search.campaign.max_per_phone,
        ),
        local_zone=zone,
        may_call_until=search.hours.open_until(search.campaign.window, zone, work.now),
        timeline=Timeline(work).of_brought(lead.id, card.brought, TIMELINE_ITEMS),
        others=card.others,
        callback_id=promise.id if promise else None,
    )


NUMBERS = "numbers on the screen"

_KINDS: dict[Lane, Kinds] = {
    Lane.PROMISED: "promised",
    Lane.RETRY: "retry",
    Lane.NEW: "new",
}


def _phone(lead: Lead, phone_id: UUID | None) -> LeadPhone:
    for phone in lead.phones:
        if phone.phone_id == phone_id or (
            phone_id is None and not phone.is_wrong and not phone.is_do_not_call
        ):
            return phone
    if lead.phones:
        return lead.phones[0]
    raise UserError("This lead has no number that can be called. Add one, then call.")
