"""The queue, as rows: claiming by lease, moving entries on, keeping them in step with their leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from crm_desktop.domain.campaign_rules import Rules
from crm_desktop.domain.caps import RECENT_DAYS
from crm_desktop.domain.lead_facts import LeadFacts
from crm_desktop.domain.queue import LEASE_S, LOST_CALL_S, Lane, Place, QueueEntry
from crm_desktop.domain.quick import quick
from crm_desktop.domain.shift import number_of
from crm_desktop.domain.turns import Candidate
from crm_desktop.domain.zones import clock_of
from crm_desktop.ids import chance_id
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.prepared import Prepared
from crm_desktop.store.queue_facts import grouped_facts, lead_facts, with_times
from crm_desktop.store.queue_moves import CLAIM, DIALLED, FREE, HELD, KEEP, MOVE_ON, PLACE, RENEW
from crm_desktop.store.queue_scored import Asker, due_by_score
from crm_desktop.store.queue_settling import for_anyone
from crm_desktop.store.queue_statements import (
    ABSENT,
    ABSENT_PEOPLE,
    FACTS,
    FACTS_LOCKED,
    FACTS_TO_CLAIM,
    FAR,
    HOLD_FIRST,
    LEADS_WITH_PHONE,
    LOCK_PERSON,
    LOCK_PHONES,
    MINE,
    NOT_HERE_TODAY,
    OF_LEAD,
    PLACES,
    PLACES_AT_ONCE,
    SKILLS_OF,
    WAITING,
    at_places,
    candidates,
    facts_of_many,
    recent_tries,
    urgency,
)
from crm_desktop.store.tables import campaign_zones, queue_entries
from crm_desktop.store.unit_of_work import Work

_q = queue_entries.c


@quick
@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry and its version, which every change but a claim moves on."""

    entry: QueueEntry
    version: int


class Queue:
    """Repository of queue entries."""

    def __init__(self, work: Work) -> None:
        self._work = work

    # --- claiming ---

    # On PostgreSQL locks are taken in this order: person, phones, lead. SQLite has one writer anyway.

    def lock_person(self, person_id: UUID) -> None:
        """Let one person's acts come one after another; asked once a transaction."""
        if not self._work.is_sqlite and ("locked", person_id) not in self._work.known:
            LOCK_PERSON.later(self._work, person_id=person_id)
            self._work.known["locked", person_id] = True

    def lock_phones(self, lead_id: UUID) -> bool:
        """Hold the lead's phones, before anything is decided by them: a dial, a cap, a do-not-call.

        Relatives share them, so that what is decided for one of them would change under the other. Gives
        whether it may have waited for others: what was read before may have changed.
        """
        if self._work.is_sqlite or ("phones locked", lead_id) in self._work.known:
            return False
        self._work.known["phones locked", lead_id] = True
        LOCK_PHONES.later(self._work, lead_id=lead_id)
        return True

    def free(self, person_id: UUID | None) -> None:
        """Give back this person's claim, if one is named, and all whose lease ran out with no call running.

        A call whose program fell silent long ago keeps its lead no longer.
        """
        lost_by = self._work.now - timedelta(seconds=LOST_CALL_S)
        FREE.later(self._work, person_id=person_id, now=self._work.now, lost_by=lost_by)

    def places(self, campaign_id: UUID) -> tuple[Place, ...]:
        """Where leads of a campaign stand; zone '' stands for leads without one."""
        rows = PLACES.rows(self._work, campaign_id=campaign_id)
        self._work.known["has scores", campaign_id] = any(row.has_scores for row in rows)
        return tuple(Place(row.zone, row.priority, row.skill) for row in rows)

    def has_scores(self, campaign_id: UUID) -> bool:
        """Whether any lead of a campaign that is called has a score; asked together with its places."""
        if ("has scores", campaign_id) not in self._work.known:
            self.places(campaign_id)
        return bool(self._work.known["has scores", campaign_id])

    def skills_of(self, person_id: UUID, field: str) -> frozenset[str]:
        """What a person can, of one field's values."""
        return frozenset(row.value for row in SKILLS_OF.rows(self._work, person_id=person_id, field=field))

    def due(
        self,
        campaign_id: UUID,
        places: Sequence[Place],
        person_id: UUID,
        limit: int,
        first_lane: Lane = Lane.RETRY,
        *,
        by_score: bool = False,
    ) -> tuple[Candidate, ...]:
        """What this person may dial now at these places, in order; never walks over what is not.

        After the promises come those of `first_lane`, then the others; `by_score`: as the rules say.
        """
        if by_score and self.has_scores(campaign_id):
            asker = Asker(campaign_id, person_id, self._work.now)
            rows = due_by_score(self._work, asker, places, limit, first_lane)
            return tuple(_candidate(row) for row in rows)
        found: list[Candidate] = []
        for start in range(0, len(places), PLACES_AT_ONCE):
            some = places[start : start + PLACES_AT_ONCE]
            statement, values = self.due_statement(campaign_id, some, person_id, limit, first_lane)
            found += [_candidate(row) for row in statement.rows(self._work, **values)]
        if len(places) > PLACES_AT_ONCE:
            found.sort(key=lambda each: each.turn(first_lane))
        return tuple(found[:limit])

    @property
    def few(self) -> int:
        """How many due ones to look at first: the first is nearly always free where one writes at a time."""
        return 4 if self._work.is_sqlite else 24

    def in_turn(self, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
        """These in order; from the second on without those that somebody has, or is at this moment.

        The first is nearly always free; where many claim at once, one question finds the next that is.
        """
        if self._work.is_sqlite:
            yield from candidates
            return
        yield from candidates[:1]
        left = list(candidates[1:])
        while left:
            row = HOLD_FIRST.row(self._work, entries=[candidate.id for candidate in left])
            at = next((n for n, each in enumerate(left) if row is not None and each.id == row.entry_id), None)
            if at is None:
                return
            yield left[at]
            left = left[at + 1 :]

    def due_statement(
        self,
        campaign_id: UUID,
        places: Sequence[Place],
        person_id: UUID,
        limit: int,
        first_lane: Lane = Lane.RETRY,
    ) -> tuple[Prepared, dict[str, Any]]:
        """What `due` asks, for tests of its plan."""
        values = at_places(places) | {
            "campaign_id": campaign_id,
            "person_id": person_id,
            "now": self._work.now,
            "first_lane": int(first_lane),
        }
        return candidates(len(places), limit), values

    def due_of_absent(
        self, campaign_id: UUID, places: Sequence[Place], person_id: UUID, day_start: datetime
    ) -> tuple[Candidate, ...]:
        """Due promises whose owners have not signed in since `day_start`, oldest first, one an owner."""
        rows = ABSENT.rows(
            self._work,
            campaign_id=campaign_id,
            person_id=person_id,
            now=self._work.now,
            **self._today(day_start),
        )
        return self._those(rows, places)

    def due_of_others(
        self,
        campaign_id: UUID,
        places: Sequence[Place],
        person_id: UUID,
        day_start: datetime,
        overdue_since: datetime,
        *,
        by_score: bool = False,
    ) -> tuple[Candidate, ...]:
        """Owned leads that waited for their owners since `overdue_since`, or whose owners are absent.

        One an owner and place, the one that waited longest.
        """
        rows = WAITING.rows(
            self._work,
            campaign_id=campaign_id,
            person_id=person_id,
            now=self._work.now,
            overdue_since=overdue_since,
            **self._today(day_start),
        )
        return self._those(rows, places, by_score=by_score)

    def _those(
        self, rows: Sequence[Any], places: Sequence[Place], *, by_score: bool = False
    ) -> tuple[Candidate, ...]:
        here = {(place.zone, place.skill) for place in places}
        ids = {row.id for row in rows if row.id is not None and (row.zone, row.skill) in here}
        if not ids:
            return ()
        columns = (_q.id, _q.lead_id, _q.lane, urgency(by_score=by_score).label("urgency"), _q.next_at)
        statement = select(*columns).where(_q.id.in_(ids))
        found = self._work.connection.execute(statement.order_by(_q.next_at, _q.id))
        return tuple(_candidate(row) for row in found)

    def _today(self, day_start: datetime) -> dict[str, Any]:
        """What says who is at work on the office's day that began then."""
        found: dict[str, Any] = {"today": day_start, "yesterday": day_start - timedelta(days=1)}
        if self._work.is_sqlite:  # a server's function knows the day
            zone = ZoneInfo(workspace_zone(self._work))
            found["day"] = number_of(day_start.astimezone(zone).date())
        return found

    def absent_people(self, person_id: UUID, day_start: datetime) -> frozenset[UUID]:
        """Everybody else who isn’t at work: not in since `day_start` or out again, on leave, disabled."""
        rows = ABSENT_PEOPLE.rows(self._work, person_id=person_id, **self._today(day_start))
        return frozenset(row.id for row in rows)

    def not_here_today(self, day_start: datetime) -> frozenset[UUID]:
        """Everybody who has not signed in since `day_start`, is on leave or disabled."""
        rows = NOT_HERE_TODAY.rows(self._work, **self._today(day_start))
        return frozenset(row.id for row in rows)

    def facts(self, lead_id: UUID, *, lock: bool = False, rules: Rules | None = None) -> LeadFacts | None:
        """A lead as the gate sees it, by `rules`. With `lock` nobody else can change its place meanwhile.

        None when there is no such lead, or when `lock` and someone else is at it this moment.
        """
        rows = (FACTS_LOCKED if lock else FACTS).rows(self._work, lead_id=lead_id)
        return self._facts(rows, rules)

    def facts_to_claim(self, lead_id: UUID, rules: Rules | None = None) -> LeadFacts | None:
        """The same of a lead that is to be claimed: held, unless it is on another screen.

        Whoever has it there isn't kept waiting until the search for another one ends.
        """
        return self._facts(FACTS_TO_CLAIM.rows(self._work, lead_id=lead_id), rules)

    def _facts(self, rows: Sequence[Any], rules: Rules | None) -> LeadFacts | None:
        if not rows:
            return None
        lead = lead_facts(rows)
        return lead if rules is None else self.with_recent({lead.lead_id: lead}, rules)[lead.lead_id]

    def with_recent(self, known: dict[UUID, LeadFacts], rules: Rules) -> dict[UUID, LeadFacts]:
        """The same leads with the times of their latest tries, where the rules count them."""
        if not known or not rules.counts_recent:
            return known
        since = self._work.now - timedelta(days=RECENT_DAYS)
        of_phone: dict[UUID, list[datetime]] = {}
        of_lead: dict[UUID, list[datetime]] = {}
        for row in recent_tries(self._work, list(known), since):
            if row.phone_id is not None:
                of_phone.setdefault(row.phone_id, []).append(row.dialled_at)
            if row.lead_id in known:
                of_lead.setdefault(row.lead_id, []).append(row.dialled_at)
        return {
            lead_id: with_times(lead, of_phone, of_lead.get(lead_id, [])) for lead_id, lead in known.items()
        }

    def facts_of(self, lead_ids: Sequence[UUID]) -> dict[UUID, LeadFacts]:
        """Many leads as the gate sees them."""
        statement = facts_of_many(lead_ids, is_sqlite=self._work.is_sqlite)
        return grouped_facts(self._work.connection.execute(statement))

    def claim(
        self, entry_id: UUID, lead_id: UUID, person_id: UUID, *, due_by: datetime | None = None
    ) -> StoredEntry | None:
        """Put the lead on this person's screen; None when it is on another one, or not due by then."""
        row = CLAIM.row(
            self._work,
            entry_id=entry_id,
            lead_id=lead_id,
            person_id=person_id,
            due_by=due_by or FAR,
            lease_until=self._lease(),
        )
        return None if row is None else _entry(row)

    def held(self, lead_id: UUID, campaign_id: UUID, person_id: UUID) -> StoredEntry | None:
        """What is on this person's screen, if it is that lead; nobody takes it back from there meanwhile."""
        row = HELD.row(
            self._work, lead_id=lead_id, campaign_id=campaign_id, person_id=person_id, until=self._lease()
        )
        return None if row is None else _entry(row)

    def renew(self, person_id: UUID) -> bool:
        """Prolong the lease on what this person holds; False when nothing is held."""
        return RENEW.run(self._work, person_id=person_id, until=self._lease()) > 0

    # --- moving on ---

    def place(
        self,
        entry_id: UUID,
        lane: Lane,
        reason: str,
        next_at: datetime,
        owner_id: UUID | None,
        *,
        off_screen_of: UUID | None = None,
    ) -> None:
        """Put an entry where it belongs; it leaves the screen of `off_screen_of`, nobody else's."""
        PLACE.later(
            self._work,
            entry_id=entry_id,
            v_lane=int(lane),
            v_reason=reason,
            v_next_at=next_at,
            v_owner_id=owner_id,
            v_off_screen_of=off_screen_of,
        )

    def keep(self, entry_id: UUID, call_id: UUID, person_id: UUID) -> None:
        """Give somebody's place in the queue to who just spoke at their number, in this call."""
        KEEP.later(self._work, entry_id=entry_id, call_id=call_id, person_id=person_id)

    def move_on(self, found: Candidate, lane: Lane, reason: str, next_at: datetime) -> None:
        """Put an entry that is due out of the way, so that it is not met again before `next_at`.

        Where it stands as it was found; who moved it meanwhile knew better.
        """
        MOVE_ON.later(self._work, **_moving(found, lane, reason, next_at))

    def closed(self, found: Candidate, lane: Lane, reason: str, next_at: datetime) -> bool:
        """The same, at once, where something follows from it; False when it was moved meanwhile."""
        moving = _moving(found, lane, reason, next_at)
        if self._work.is_sqlite:
            return MOVE_ON.run(self._work, **moving) > 0
        row = MOVE_ON.row(self._work, **moving)
        return row is not None and row.moved > 0

    def dialled(self, entry_id: UUID) -> None:
        """Count a try and prolong the lease."""
        DIALLED.later(self._work, entry_id=entry_id, until=self._lease())

    # --- looking ---

    def of_lead(self, lead_id: UUID) -> tuple[StoredEntry, ...]:
        """The lead's entries in all campaigns, what is dialled first first."""
        return tuple(_entry(row) for row in OF_LEAD.rows(self._work, lead_id=lead_id))

    def entry(self, lead_id: UUID, campaign_id: UUID) -> StoredEntry | None:
        """The lead's entry in one campaign."""
        return next((e for e in self.of_lead(lead_id) if e.entry.campaign_id == campaign_id), None)

    def claimed(self, person_id: UUID) -> StoredEntry | None:
        """What is on this person's screen."""
        row = MINE.row(self._work, person_id=person_id)
        return None if row is None else _entry(row)

    # --- what leads and imports call ---

    def add(
        self,
        campaign_id: UUID,
        lead_id: UUID,
        zone: str,
        owner_id: UUID | None,
        *,
        lane: Lane = Lane.NEW,
        next_at: datetime | None = None,
        reason: str = "",
        skill: str = "",
    ) -> UUID:
        """Put a lead into a campaign's queue; gives the id of its entry. Bulk loads write the same rows."""
        entry_id = chance_id()
        self._work.connection.execute(
            insert(queue_entries).values(
                id=entry_id,
                campaign_id=campaign_id,
                lead_id=lead_id,
                lane=int(lane),
                reason=reason,
                next_at=next_at or self._work.now,
                zone=zone,
                skill=skill,
                owner_id=owner_id,
            )
        )
        self.add_places(campaign_id, (Place(zone, skill=skill),))
        return entry_id

    def add_places(self, campaign_id: UUID, places: Iterable[Place]) -> None:
        """Tell a campaign where its leads stand; entries at an unknown place are never dialled."""
        rows = [
            {"campaign_id": campaign_id, "zone": place.zone, "priority": place.priority, "skill": place.skill}
            for place in dict.fromkeys(places)
        ]
        if rows:
            make: Any = sqlite.insert if self._work.is_sqlite else postgresql.insert
            self._work.connection.execute(make(campaign_zones).on_conflict_do_nothing(), rows)

    def assign(self, lead_ids: Sequence[UUID], owner_id: UUID | None) -> None:
        """Keep entries in step with their leads' owner; a promise stays with who gave it.

        Where anyone may call, a place in the queue is nobody's.
        """
        not_there = for_anyone(self._work)
        for start in range(0, len(lead_ids), 500):
            self._work.connection.execute(
                update(queue_entries)
                .where(_q.lead_id.in_(lead_ids[start : start + 500]), _q.lane != int(Lane.PROMISED))
                .where(_q.campaign_id.not_in(not_there))
                .values(owner_id=owner_id, version=_q.version + 1)
            )

    def move_zone(self, lead_id: UUID, zone: str) -> None:
        """Keep entries in step with their lead's zone."""
        for stored in self.of_lead(lead_id):
            place = Place(zone, stored.entry.priority, stored.entry.skill)
            self.add_places(stored.entry.campaign_id, (place,))
        self._work.connection.execute(
            update(queue_entries).where(_q.lead_id == lead_id).values(zone=zone, version=_q.version + 1)
        )

    def leads_with_phone(self, phone_id: UUID) -> tuple[UUID, ...]:
        """Every lead that has this phone; in a change nobody else decides about them meanwhile."""
        return tuple(row.id for row in LEADS_WITH_PHONE.rows(self._work, phone_id=phone_id))

    def restore(self, entry_id: UUID, before: Mapping[str, Any]) -> None:
        """Set an entry's columns back to what they were."""
        self._work.connection.execute(
            update(queue_entries).where(_q.id == entry_id).values(**before, version=_q.version + 1)
        )

    def _lease(self) -> datetime:
        return self._work.now + timedelta(seconds=LEASE_S)


def _moving(found: Candidate, lane: Lane, reason: str, next_at: datetime) -> dict[str, Any]:
    return {
        "entry_id": found.id,
        "from_lane": int(found.lane),
        "due_at": found.next_at,
        "v_lane": int(lane),
        "v_reason": reason,
        "v_next_at": next_at,
    }


def _candidate(row: Any) -> Candidate:
    return Candidate(row.id, row.lead_id, Lane(row.lane), row.next_at, row.urgency)


def _entry(row: Any) -> StoredEntry:
    return StoredEntry(
        QueueEntry(
            id=row.id,
            campaign_id=row.campaign_id,
            lead_id=row.lead_id,
            lane=Lane(row.lane),
            reason=row.reason,
            next_at=row.next_at,
            zone=clock_of(row.zone, ""),
            priority=row.priority,
            skill=row.skill,
            attempts=row.attempts,
            owner_id=row.owner_id,
            claimed_by=row.claimed_by,
            lease_until=row.lease_until,
        ),
        row.version,
    )
