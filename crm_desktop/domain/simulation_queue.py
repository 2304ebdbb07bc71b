"""The queue the simulator plays on: due entries found by place, like the store's index finds them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from crm_desktop.domain.calling_window import closes_at, is_open, next_open
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.lead_facts import LeadFacts
from crm_desktop.domain.queue import DIALLED_LANES, FIRST_DONE_LANE, Lane, Place, Reason
from crm_desktop.domain.simulation_leads import NOBODY, StandingLeads
from crm_desktop.domain.ticks import moment, ticks
from crm_desktop.domain.turns import Candidate, has_skill, urgency_of
from crm_desktop.domain.zones import clock_of

_NO_BITS = 24  # a key is the time and, below it, the lead's number
_NO_MASK = (1 << _NO_BITS) - 1
_WEEK = 7 * 86_400_000_000


@dataclass(frozen=True, slots=True)
class Standing(Candidate):
    """A candidate and its number."""

    no: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """A lead on somebody's screen."""

    no: int
    lane: Lane
    phone: int  # its number among phones
    phone_id: UUID


class SimulatedQueue:
    """Entries by owner, lane and place, each in order of time; times are `ticks`."""

    def __init__(self, campaign: Campaign, leads: StandingLeads) -> None:
        self.campaign, self.leads = campaign, leads
        # The keys are negative and rise, so that what is due first stands last and goes without a move.
        self._standing: dict[int, dict[tuple[int, int], list[int]]] = {}
        self._hours: dict[str, tuple[int, int, bool]] = {}
        self.with_recent = campaign.rules.counts_recent
        self._by_score = campaign.rules.by_score
        known: dict[Place, int] = {}
        self._of_store = [known.setdefault(replace(p, score=0), no) for no, p in enumerate(leads.places)]
        for no in range(len(leads)):
            if leads.lanes[no] < FIRST_DONE_LANE:
                self._list_of(no).append(_key(leads.next_at[no], no))
        for lists in self._standing.values():
            for keys in lists.values():
                keys.sort()

    def _list_of(self, no: int) -> list[int]:
        leads = self.leads
        here = self._standing.setdefault(leads.owner[no], {})
        return here.setdefault((leads.lanes[no], leads.place[no]), [])

    def take_out(self, no: int) -> None:
        """It stands in no lane: on a screen, or about to be placed anew."""
        keys = self._list_of(no)
        key = _key(self.leads.next_at[no], no)
        at = len(keys) - 1
        if at < 0 or keys[at] != key:
            at = bisect_left(keys, key)
        assert keys[at] == key, "an entry stands where its lane, place and owner say"
        del keys[at]

    def put(self, no: int, lane: int, reason: str, next_at: datetime, owner: int) -> None:
        """Put what stands nowhere where it belongs."""
        leads = self.leads
        leads.lanes[no], leads.reasons[no], leads.next_at[no] = lane, reason, ticks(next_at)
        leads.owner[no] = owner
        if lane < FIRST_DONE_LANE:
            insort(self._list_of(no), _key(leads.next_at[no], no))

    def is_open(self, zone: str, now: int) -> bool:
        """Whether people in a zone ('' for the office's) may be called; asked anew only when it changes."""
        known = self._hours.get(zone)
        if known is None or not known[0] <= now < known[1]:
            known = self._hours[zone] = self._look(clock_of(zone, self.leads.office_zone), now)
        return known[2]

    def _look(self, zone: str, now: int) -> tuple[int, int, bool]:
        window, at = self.campaign.window, moment(now)
        is_now = is_open(window, zone, at)
        until = closes_at(window, zone, at) if is_now else next_open(window, zone, at)
        return now, now + _WEEK if until is None else ticks(until), is_now

    def lists(self, owners: Iterable[int]) -> Iterable[tuple[int, int, int, list[int]]]:
        """Owner, lane, place and keys of all that stands with these owners."""
        for owner in owners:
            for (lane, place), keys in self._standing.get(owner, {}).items():
                if keys:
                    yield owner, lane, place, keys

    @property
    def owners(self) -> Sequence[int]:
        """Everybody, and nobody, with whom anything stands."""
        return tuple(self._standing)

    def candidate(self, key: int, lane: int, place: int) -> Standing:
        """What a key stands for."""
        no, leads = -key & _NO_MASK, self.leads
        return Standing(
            id=UUID(bytes=leads.entry_ids[no]),
            lead_id=UUID(bytes=leads.lead_ids[no]),
            lane=_LANES[lane],
            next_at=moment(-key >> _NO_BITS),
            urgency=self.urgency(lane, place),
            no=no,
        )

    def urgency(self, lane: int, place: int) -> int:
        """How urgent what stands there is, as the campaign's rules count scores."""
        where = self.leads.places[place]
        return urgency_of(_LANES[lane], where.priority, where.score if self._by_score else 0)

    def place_of_store(self, place: int) -> int:
        """The same for all places that differ by score alone: the store's places know none."""
        return self._of_store[place]

    def due_of(self, keys: list[int], now: int) -> int:
        """How many of a list are due."""
        return len(keys) - bisect_left(keys, _key(now, _NO_MASK))


class PersonsQueue:
    """The queue as one person meets it at one moment; what `next_turn` asks."""

    few = 4

    def __init__(
        self, queue: SimulatedQueue, me: int, skills: frozenset[str], absent: frozenset[int], now: datetime
    ) -> None:
        self._queue, self._me, self._absent, self._now = queue, me, absent, now
        self._at = ticks(now)
        needs_skill = bool(queue.campaign.rules.who.skill)
        self._open = {
            no
            for no, place in enumerate(queue.leads.places)
            if queue.is_open(place.zone, self._at) and (not needs_skill or has_skill(place, skills))
        }

    @property
    def is_anywhere_open(self) -> bool:
        """Whether there is any place to call at."""
        return bool(self._open)

    def due(self, first_lane: Lane, limit: int) -> Sequence[Standing]:
        """What is due and mine or nobody's, in order."""
        found, last = [], _key(self._at, _NO_MASK)
        for _, lane, place, keys in self._queue.lists((self._me, NOBODY)):
            if keys[-1] < last or place not in self._open:
                continue
            turn = 0 if lane == Lane.PROMISED else 1 if lane == first_lane else 2
            urgency = self._queue.urgency(lane, place)
            for key in keys[: -limit - 1 : -1]:
                if key < last:
                    break
                found.append((turn, urgency, -key, lane, place))
        found.sort()
        return [self._queue.candidate(-key, lane, place) for _, _, key, lane, place in found[:limit]]

    def due_of_absent(self) -> Sequence[Standing]:
        """Due promises of people who are absent, oldest first, one an owner and place."""
        return self._oldest(self._absent, (Lane.PROMISED,), self._at)

    def due_of_others(self, overdue_since: datetime) -> Sequence[Standing]:
        """Owned leads that waited since then for their owners, or whose owners are absent."""
        lanes = (Lane.RETRY, Lane.NEW)
        others = [owner for owner in self._queue.owners if owner not in (NOBODY, self._me)]
        found = [
            *self._oldest(others, lanes, ticks(overdue_since)),
            *self._oldest(self._absent, lanes, self._at),
        ]
        return list({each.no: each for each in found}.values())

    def _oldest(self, owners: Iterable[int], lanes: tuple[Lane, ...], by: int) -> list[Standing]:
        last = _key(by, _NO_MASK)
        found: dict[tuple[int, int, int], tuple[int, int, int]] = {}
        for owner, lane, place, keys in self._queue.lists(owners):
            if lane in lanes and place in self._open and keys[-1] >= last:
                here = owner, lane, self._queue.place_of_store(place)
                oldest = -keys[-1], lane, place
                found[here] = min(found.get(here, oldest), oldest)
        return [self._queue.candidate(-key, lane, place) for key, lane, place in sorted(found.values())]

    def in_turn(self, candidates: Sequence[Standing]) -> Iterable[Standing]:
        """All of them: nobody else acts at the same moment."""
        return candidates

    def facts(self, candidate: Standing) -> LeadFacts | None:
        """The lead as the gate sees it."""
        return self._queue.leads.facts(candidate.no, self._now, with_recent=self._queue.with_recent)

    def facts_of(self, candidates: Sequence[Standing]) -> Mapping[UUID, LeadFacts]:
        """The same of many, each looked up when it is asked for."""
        return _AskedFacts(self, candidates)

    def take(self, candidate: Standing, phone_id: UUID) -> Taken | None:
        """Put the lead on the person's screen."""
        self._queue.take_out(candidate.no)
        phone = self._queue.leads.phone_no(phone_id.bytes)
        assert phone is not None, "the gate chose among the lead's phones"
        return Taken(candidate.no, candidate.lane, phone, phone_id)

    def move_on(self, candidate: Standing, lane: Lane, reason: Reason, next_at: datetime) -> None:
        """Put it out of the way."""
        owner = self._queue.leads.owner[candidate.no]
        self._queue.take_out(candidate.no)
        self._queue.put(candidate.no, lane, reason, next_at, owner)

    def break_off(self, candidate: Standing, lane: Lane, reason: Reason, next_at: datetime) -> None:
        """The same; nothing stands promised any more."""
        self.move_on(candidate, lane, reason, next_at)
        self._queue.leads.promises.pop(candidate.no, None)


class _AskedFacts(dict[UUID, LeadFacts]):
    """Facts of leads by id, looked up when they are asked for."""

    def __init__(self, queue: PersonsQueue, candidates: Sequence[Standing]) -> None:
        super().__init__()
        self._queue, self._by_id = queue, {each.lead_id: each for each in candidates}

    def get(self, lead_id: UUID, default: Any = None) -> Any:
        """One lead's."""
        candidate = self._by_id.get(lead_id)
        return default if candidate is None else self._queue.facts(candidate)


def _key(at: int, no: int) -> int:
    return -(at << _NO_BITS | no)


_LANES = {int(lane): lane for lane in DIALLED_LANES}
