"""Bringing the next lead: order, gate and claim in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from crm_desktop.domain.calling_window import day_start
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.lawful import BASIS_REASONS
from crm_desktop.domain.lead import Lead, LeadPhone
from crm_desktop.domain.lead_facts import LeadFacts
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane, Place, QueueEntry, Reason
from crm_desktop.domain.quick import quick
from crm_desktop.domain.turns import Candidate, Missed, Turn, Turns, has_skill, next_turn
from crm_desktop.domain.zones import clock_of
from crm_desktop.errors import NotFound, UserError
from crm_desktop.services.calling.hours import OpenHours
from crm_desktop.services.calling.next_call import break_promises
from crm_desktop.services.calling.values import NextLead, Why
from crm_desktop.services.lead_rules import masked_lead
from crm_desktop.store.ahead import about_screens
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.lawful import has_refused_by_law, settle_lawful
from crm_desktop.store.lead_cards import screen_card
from crm_desktop.store.queue import Queue
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Work

TIMELINE_ITEMS = 30


_SETTLED = "settled by law"  # once a transaction

Kinds = Literal["promised", "retry", "new", "chosen", "rang"]


@quick
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


def claim_next(search: Search) -> NextLead | Missed:
    """Claim what is due first and passes the gate."""
    work, me, campaign = search.work, search.actor.person_id, search.campaign
    queue = Queue(work)
    queue.lock_person(me)
    queue.free(me)
    if campaign.is_paused or not campaign.is_worked_by(me):
        return "nothing"
    places = open_places(work, me, campaign, search.hours)
    if not places:
        return "nothing"
    turn = Turn(campaign, work.now, search.office_zone, search.turns.first_lane(me, campaign))
    found = next_turn(turn, _AtStore(search, queue, places))
    if found == "nothing" and _comes_back(search):
        return "more"
    entry = found.entry if isinstance(found, NextLead) else None
    if entry is not None:
        search.turns.given(me, campaign, entry.lead_id, entry.lane)
    return found


def _comes_back(search: Search) -> bool:
    """Whether leads that law kept back may be called again: answered, scrubbed or by other rules."""
    work, campaign = search.work, search.campaign
    span = campaign.lawful_at(work.now)
    if work.known.get(_SETTLED):
        return True
    if span is None or span.reasons:
        return False
    return has_refused_by_law(work, campaign.id) and settle_lawful(work, campaign) > 0


class _AtStore:
    """The store's queue as one person meets it."""

    def __init__(self, search: Search, queue: Queue, places: Sequence[Place]) -> None:
        self._search, self._queue, self._places = search, queue, places
        self._work, self._me, self._campaign = search.work, search.actor.person_id, search.campaign
        self._office = search.office_zone
        self.few = queue.few

    def due(self, first_lane: Lane, limit: int) -> Sequence[Candidate]:
        """What is due and mine or nobody's, in order."""
        by_score = self._campaign.rules.by_score
        return self._queue.due(
            self._campaign.id, self._places, self._me, limit, first_lane, by_score=by_score
        )

    def due_of_absent(self) -> Sequence[Candidate]:
        """Due promises of people who are absent today."""
        return self._queue.due_of_absent(self._campaign.id, self._places, self._me, self._today())

    def due_of_others(self, overdue_since: datetime) -> Sequence[Candidate]:
        """Owned leads that waited too long, or whose owners are absent."""
        today = self._today()
        by_score = self._campaign.rules.by_score
        return self._queue.due_of_others(
            self._campaign.id, self._places, self._me, today, overdue_since, by_score=by_score
        )

    def in_turn(self, candidates: Sequence[Candidate]) -> Iterable[Candidate]:
        """These in order, without those that somebody has."""
        return self._queue.in_turn(candidates)

    def facts(self, candidate: Candidate) -> LeadFacts | None:
        """The lead as the gate sees it, held unless somebody has it."""
        return self._queue.facts_to_claim(candidate.lead_id, self._campaign.rules)

    def facts_of(self, candidates: Sequence[Candidate]) -> Mapping[UUID, LeadFacts]:
        """Many leads as the gate sees them."""
        known = self._queue.facts_of([candidate.lead_id for candidate in candidates])
        return self._queue.with_recent(known, self._campaign.rules)

    def take(self, candidate: Candidate, phone_id: UUID) -> NextLead | None:
        """Claim it, with all that the screen shows of it."""
        stored = self._queue.claim(candidate.id, candidate.lead_id, self._me, due_by=self._work.now)
        return None if stored is None else on_screen(self._search, stored.entry, phone_id, None, self._office)

    def move_on(self, candidate: Candidate, lane: Lane, reason: Reason, next_at: datetime) -> None:
        """Put it out of the way; what law refuses goes with all of its campaign that it refuses."""
        if reason in BASIS_REASONS:
            if _SETTLED not in self._work.known:
                self._work.known[_SETTLED] = settle_lawful(self._work, self._campaign)
            return
        self._queue.move_on(candidate, lane, reason, next_at)

    def break_off(self, candidate: Candidate, lane: Lane, reason: Reason, next_at: datetime) -> None:
        """The same, and close what can't be kept any more; nothing, if somebody moved it meanwhile."""
        if self._queue.closed(candidate, lane, reason, next_at):
            break_promises(self._work, candidate.lead_id, self._campaign.id)

    def _today(self) -> datetime:
        return day_start(self._work.now, self._office)


def open_places(work: Work, person_id: UUID, campaign: Campaign, hours: OpenHours) -> list[Place]:
    """Where this person may dial now: it is calling time there, and they have the skill."""
    queue, office = Queue(work), workspace_zone(work)
    found = [
        place
        for place in queue.places(campaign.id)
        if hours.open_until(campaign.window, clock_of(place.zone, office), work.now)
    ]
    return with_skill(work, person_id, campaign, found)


def with_skill(work: Work, person_id: UUID, campaign: Campaign, places: Iterable[Place]) -> list[Place]:
    """Those of the places whose leads this person can talk to."""
    needed = campaign.rules.who.skill
    if not needed:
        return list(places)
    skills = frozenset(skill.casefold() for skill in Queue(work).skills_of(person_id, needed))
    return [place for place in places if has_skill(place, skills)]


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
    about_screens(work, (entry.lead_id,), TIMELINE_ITEMS)
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
            score=lead.score if search.campaign.rules.by_score and shown in ("retry", "new") else 0,
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
