"""The queue, as rows: claiming by lease, moving entries on, keeping them in step with their leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Select,
    bindparam,
    exists,
    func,
    insert,
    literal_column,
    not_,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from crm_desktop.domain.gate import PhoneFacts
from crm_desktop.domain.queue import DIALLED_LANES, FIRST_DONE_LANE, LEASE_S, Lane, QueueEntry
from crm_desktop.ids import new_id
from crm_desktop.store.prepared import Prepared
from crm_desktop.store.tables import (
    calls,
    campaign_zones,
    lead_phones,
    leads,
    people,
    phones,
    queue_entries,
    sessions,
)
from crm_desktop.store.unit_of_work import Work

_q = queue_entries.c
# The words of the partial indexes; a bound value would hide from the planner that they apply.
_DUE: Any = literal_column(f"queue_entries.claimed_by IS NULL AND queue_entries.lane < {FIRST_DONE_LANE}")
_FAR = datetime(9999, 1, 1, tzinfo=UTC)
_ZONES_AT_ONCE = 40  # 6 small selects a zone; SQLite takes 500 in one statement

_ENTRY = (
    _q.id,
    _q.campaign_id,
    _q.lead_id,
    _q.lane,
    _q.reason,
    _q.next_at,
    _q.zone,
    _q.attempts,
    _q.owner_id,
    _q.claimed_by,
    _q.lease_until,
    _q.version,
)


def _need(name: str, column: Any) -> Any:
    return bindparam(name, type_=column.type, required=True)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that is due, before the gate has looked at it."""

    id: UUID
    lead_id: UUID
    lane: Lane
    next_at: datetime


@dataclass(frozen=True, slots=True)
class LeadFacts:
    """What the gate needs of a lead, and on whose screen it is now, if on any."""

    lead_id: UUID
    status: str
    zone: str
    owner_id: UUID | None
    team_id: UUID | None
    last_result: str
    next_call_at: datetime | None
    phones: tuple[PhoneFacts, ...]
    on_screen_of: UUID | None


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry and its version, which every change but a claim moves on."""

    entry: QueueEntry
    version: int


def _by_owner(lane: Lane, zone: str, is_mine: bool) -> Select[Any]:
    """One seek in the index: due entries of a lane and zone that are mine, or nobody's, oldest first."""
    owner = _q.owner_id == _need("person_id", _q.owner_id) if is_mine else _q.owner_id.is_(None)
    part = (
        select(_q.id, _q.lead_id, _q.lane, _q.next_at)
        .where(
            _q.campaign_id == _need("campaign_id", _q.campaign_id),
            _q.lane == literal_column(str(int(lane))),
            _q.zone == _need(zone, _q.zone),
            owner,
            _DUE,
            _q.next_at <= _need("now", _q.next_at),
        )
        .order_by(_q.owner_id, _q.next_at, _q.id)  # PostgreSQL sees the index's order only with the owner
        .limit(bindparam("how_many", required=True))
        .subquery()
    )
    return select(part)


@lru_cache(maxsize=_ZONES_AT_ONCE)
def _candidates(zones: int) -> Prepared:
    def build(is_sqlite: bool) -> Any:
        parts = [
            _by_owner(lane, f"zone_{i}", is_mine)
            for lane in DIALLED_LANES
            for i in range(zones)
            for is_mine in (True, False)
        ]
        both = union_all(*parts).subquery()
        return (
            select(both)
            .order_by(both.c.lane, both.c.next_at, both.c.id)
            .limit(bindparam("how_many", required=True))
        )

    return Prepared(build)


def _is_present() -> Any:
    """Whether a person has signed in, or was still at work, since `today`."""
    return exists(
        select(sessions.c.id).where(
            sessions.c.person_id == people.c.id,
            # An evening sign-in may last past midnight; older ones are not worth looking through.
            sessions.c.signed_in_at >= _need("yesterday", sessions.c.signed_in_at),
            sessions.c.last_seen_at >= _need("today", sessions.c.last_seen_at),
        )
    )


def _promises_of_absent(is_sqlite: bool) -> Any:
    """Due promises of people who have not signed in today: one seek a person and zone."""
    first = (
        select(_q.id)
        .where(
            _q.campaign_id == _need("campaign_id", _q.campaign_id),
            _q.lane == literal_column(str(int(Lane.PROMISED))),
            _q.zone == campaign_zones.c.zone,
            _q.owner_id == people.c.id,
            _DUE,
            _q.next_at <= _need("now", _q.next_at),
        )
        .order_by(_q.owner_id, _q.next_at, _q.id)
        .limit(literal_column("1"))
        .correlate(people, campaign_zones)
        .scalar_subquery()
    )
    return (
        select(first.label("id"), campaign_zones.c.zone)
        .select_from(people.join(campaign_zones, literal_column("1") == literal_column("1")))
        .where(
            people.c.id != _need("person_id", people.c.id),
            campaign_zones.c.campaign_id == _need("campaign_id", _q.campaign_id),
            not_(_is_present()),
        )
    )


_ABSENT = Prepared(_promises_of_absent)


def _facts_columns() -> Select[Any]:
    other = queue_entries.alias("other")
    screen = (
        select(other.c.claimed_by)
        .where(other.c.lead_id == leads.c.id, other.c.claimed_by.is_not(None))
        .limit(literal_column("1"))
        .scalar_subquery()
    )
    return select(
        leads.c.id,
        leads.c.status,
        leads.c.zone,
        leads.c.owner_id,
        leads.c.team_id,
        leads.c.last_result,
        leads.c.next_call_at,
        screen.label("on_screen_of"),
        phones.c.id.label("phone_id"),
        lead_phones.c.wrong_at,
        phones.c.do_not_call_at,
        phones.c.attempts,
        phones.c.day_attempts,
        phones.c.day,
        phones.c.last_attempt_at,
    ).select_from(
        leads.outerjoin(lead_phones, lead_phones.c.lead_id == leads.c.id).outerjoin(
            phones, phones.c.id == lead_phones.c.phone_id
        )
    )


def _facts(is_sqlite: bool) -> Any:
    return (
        _facts_columns()
        .where(leads.c.id == _need("lead_id", leads.c.id))
        .order_by(lead_phones.c.position, phones.c.id)
    )


def _facts_locked(is_sqlite: bool) -> Any:
    """The same, holding the lead's row; gives nothing when someone else holds it (PostgreSQL)."""
    statement = _facts(is_sqlite)
    return statement if is_sqlite else statement.with_for_update(of=leads, key_share=True, skip_locked=True)


_FACTS = Prepared(_facts)
_FACTS_LOCKED = Prepared(_facts_locked)


def _claim(is_sqlite: bool) -> Any:
    other = queue_entries.alias("other")
    return (
        update(queue_entries)
        .where(
            _q.id == _need("entry_id", _q.id),
            _q.claimed_by.is_(None),
            # Someone may have worked the lead between our looking and our claiming.
            _q.next_at <= _need("due_by", _q.next_at),
            not_(
                exists(
                    select(other.c.id).where(
                        other.c.lead_id == _need("lead_id", _q.lead_id), other.c.claimed_by.is_not(None)
                    )
                )
            ),
        )
        .values(
            claimed_by=_need("person_id", _q.claimed_by), lease_until=_need("lease_until", _q.lease_until)
        )
        .returning(*_ENTRY)
    )


_CLAIM = Prepared(_claim)


def _free(is_sqlite: bool) -> Any:
    """My own claim, and those whose lease ran out with no call running."""
    running = exists(
        select(calls.c.id).where(
            calls.c.person_id == _q.claimed_by,
            calls.c.lead_id == _q.lead_id,
            literal_column("calls.state = 'open'"),
            literal_column("calls.direction = 'out'"),
        )
    )
    held: Any = literal_column("queue_entries.claimed_by IS NOT NULL")
    mine = select(_q.id).where(_q.claimed_by == _need("person_id", _q.claimed_by))
    ran_out = select(_q.id).where(held, _q.lease_until < _need("now", _q.lease_until), not_(running))
    if not is_sqlite:  # two who tidy up at once don't wait for each other
        mine = mine.with_for_update(skip_locked=True)
        ran_out = ran_out.with_for_update(skip_locked=True)
    which = union_all(*(select(part.subquery().c.id) for part in (mine, ran_out)))
    return update(queue_entries).where(_q.id.in_(which)).values(claimed_by=None, lease_until=None)


_FREE = Prepared(_free)
_RENEW = Prepared(
    lambda is_sqlite: (
        update(queue_entries)
        .where(_q.claimed_by == _need("person_id", _q.claimed_by))
        .values(lease_until=_need("until", _q.lease_until))
    )
)
_PLACE = Prepared(
    lambda is_sqlite: (
        update(queue_entries)
        .where(_q.id == _need("entry_id", _q.id))
        .values(
            lane=_need("v_lane", _q.lane),
            reason=_need("v_reason", _q.reason),
            next_at=_need("v_next_at", _q.next_at),
            owner_id=_need("v_owner_id", _q.owner_id),
            claimed_by=_need("v_claimed_by", _q.claimed_by),
            lease_until=_need("v_lease_until", _q.lease_until),
            version=_q.version + 1,
        )
    )
)
_MOVE_ON = Prepared(
    lambda is_sqlite: (
        update(queue_entries)
        .where(_q.id == _need("entry_id", _q.id), _q.claimed_by.is_(None))
        .values(
            lane=_need("v_lane", _q.lane),
            reason=_need("v_reason", _q.reason),
            next_at=_need("v_next_at", _q.next_at),
            version=_q.version + 1,
        )
    )
)
_ZONES = Prepared(
    lambda is_sqlite: select(campaign_zones.c.zone).where(
        campaign_zones.c.campaign_id == _need("campaign_id", campaign_zones.c.campaign_id)
    )
)
_OF_LEAD = Prepared(
    lambda is_sqlite: (
        select(*_ENTRY).where(_q.lead_id == _need("lead_id", _q.lead_id)).order_by(_q.lane, _q.next_at, _q.id)
    )
)
_MINE = Prepared(lambda is_sqlite: select(*_ENTRY).where(_q.claimed_by == _need("person_id", _q.claimed_by)))
_mine = lead_phones.alias("mine")
_OTHERS = Prepared(
    lambda is_sqlite: (
        select(func.count(lead_phones.c.lead_id.distinct()).label("others"))
        .select_from(_mine.join(lead_phones, lead_phones.c.phone_id == _mine.c.phone_id))
        .where(_mine.c.lead_id == _need("lead_id", _mine.c.lead_id), lead_phones.c.lead_id != _mine.c.lead_id)
    )
)
_DIALLED = Prepared(
    lambda is_sqlite: (
        update(queue_entries)
        .where(_q.id == _need("entry_id", _q.id))
        .values(attempts=_q.attempts + 1, lease_until=_need("until", _q.lease_until), version=_q.version + 1)
    )
)


class Queue:
    """Repository of queue entries."""

    def __init__(self, work: Work) -> None:
        self._work = work

    # --- claiming ---

    def lock_person(self, person_id: UUID) -> None:
        """Let one person's acts come one after another (SQLite has one writer anyway)."""
        if not self._work.is_sqlite:
            self._work.connection.execute(
                select(people.c.id).where(people.c.id == person_id).with_for_update(key_share=True)
            )

    def free(self, person_id: UUID) -> None:
        """Give back this person's claim, and all whose lease ran out while no call was running."""
        _FREE.run(self._work, person_id=person_id, now=self._work.now)

    def zones(self, campaign_id: UUID) -> tuple[str, ...]:
        """The zones that occur in a campaign; '' stands for leads without one."""
        return tuple(row.zone for row in _ZONES.rows(self._work, campaign_id=campaign_id))

    def due(
        self, campaign_id: UUID, zones: Sequence[str], person_id: UUID, limit: int
    ) -> tuple[Candidate, ...]:
        """What this person may dial now in these zones, in order; never walks over what is not."""
        found: list[Candidate] = []
        for start in range(0, len(zones), _ZONES_AT_ONCE):
            some = zones[start : start + _ZONES_AT_ONCE]
            statement, values = self.due_statement(campaign_id, some, person_id, limit)
            found += [_candidate(row) for row in statement.rows(self._work, **values)]
        if len(zones) > _ZONES_AT_ONCE:
            found.sort(key=lambda c: (c.lane, c.next_at, c.id))
        return tuple(found[:limit])

    def due_statement(
        self, campaign_id: UUID, zones: Sequence[str], person_id: UUID, limit: int
    ) -> tuple[Prepared, dict[str, Any]]:
        """What `due` asks, for tests of its plan."""
        values: dict[str, Any] = {f"zone_{i}": zone for i, zone in enumerate(zones)}
        values |= {
            "campaign_id": campaign_id,
            "person_id": person_id,
            "now": self._work.now,
            "how_many": limit,
        }
        return _candidates(len(zones)), values

    def due_of_absent(
        self, campaign_id: UUID, zones: Sequence[str], person_id: UUID, day_start: datetime
    ) -> tuple[Candidate, ...]:
        """Due promises whose owners have not signed in since `day_start`, oldest first, one an owner."""
        rows = _ABSENT.rows(
            self._work,
            campaign_id=campaign_id,
            person_id=person_id,
            now=self._work.now,
            today=day_start,
            yesterday=day_start - timedelta(days=1),
        )
        ids = [row.id for row in rows if row.id is not None and row.zone in zones]
        if not ids:
            return ()
        statement = select(_q.id, _q.lead_id, _q.lane, _q.next_at).where(_q.id.in_(ids))
        found = self._work.connection.execute(statement.order_by(_q.next_at, _q.id))
        return tuple(_candidate(row) for row in found)

    def absent_people(self, person_id: UUID, day_start: datetime) -> frozenset[UUID]:
        """Everybody else who has not signed in since `day_start`."""
        rows = self._work.connection.execute(
            select(people.c.id).where(people.c.id != person_id, not_(_is_present())),
            {"today": day_start, "yesterday": day_start - timedelta(days=1)},
        )
        return frozenset(rows.scalars())

    def facts(self, lead_id: UUID, *, lock: bool = False) -> LeadFacts | None:
        """A lead as the gate sees it. With `lock` nobody else can change its place meanwhile.

        None when there is no such lead, or when `lock` and someone else is at it this moment.
        """
        rows = (_FACTS_LOCKED if lock else _FACTS).rows(self._work, lead_id=lead_id)
        if not rows:
            return None
        return _lead_facts(rows)

    def facts_of(self, lead_ids: Sequence[UUID]) -> dict[UUID, LeadFacts]:
        """Many leads as the gate sees them."""
        statement = _facts_columns().where(leads.c.id.in_(lead_ids))
        by_lead: dict[UUID, list[Any]] = {}
        for row in self._work.connection.execute(statement.order_by(lead_phones.c.position, phones.c.id)):
            by_lead.setdefault(row.id, []).append(row)
        return {lead_id: _lead_facts(rows) for lead_id, rows in by_lead.items()}

    def claim(
        self, entry_id: UUID, lead_id: UUID, person_id: UUID, *, due_by: datetime | None = None
    ) -> StoredEntry | None:
        """Put the lead on this person's screen; None when it is on another one, or not due by then."""
        row = _CLAIM.row(
            self._work,
            entry_id=entry_id,
            lead_id=lead_id,
            person_id=person_id,
            due_by=due_by or _FAR,
            lease_until=self._lease(),
        )
        return None if row is None else _entry(row)

    def renew(self, person_id: UUID) -> bool:
        """Prolong the lease on what this person holds; False when nothing is held."""
        return _RENEW.run(self._work, person_id=person_id, until=self._lease()) > 0

    # --- moving on ---

    def place(
        self,
        entry_id: UUID,
        lane: Lane,
        reason: str,
        next_at: datetime,
        owner_id: UUID | None,
        claimed_by: UUID | None = None,
    ) -> None:
        """Put an entry where it belongs; it leaves the screen unless `claimed_by` keeps it there."""
        _PLACE.run(
            self._work,
            entry_id=entry_id,
            v_lane=int(lane),
            v_reason=reason,
            v_next_at=next_at,
            v_owner_id=owner_id,
            v_claimed_by=claimed_by,
            v_lease_until=None if claimed_by is None else self._lease(),
        )

    def move_on(self, entry_id: UUID, lane: Lane, reason: str, next_at: datetime) -> None:
        """Put an unclaimed entry out of the way, so that it is not met again before `next_at`."""
        _MOVE_ON.run(self._work, entry_id=entry_id, v_lane=int(lane), v_reason=reason, v_next_at=next_at)

    def dialled(self, entry_id: UUID) -> None:
        """Count a try and prolong the lease."""
        _DIALLED.run(self._work, entry_id=entry_id, until=self._lease())

    # --- looking ---

    def of_lead(self, lead_id: UUID) -> tuple[StoredEntry, ...]:
        """The lead's entries in all campaigns, what is dialled first first."""
        return tuple(_entry(row) for row in _OF_LEAD.rows(self._work, lead_id=lead_id))

    def entry(self, lead_id: UUID, campaign_id: UUID) -> StoredEntry | None:
        """The lead's entry in one campaign."""
        return next((e for e in self.of_lead(lead_id) if e.entry.campaign_id == campaign_id), None)

    def claimed(self, person_id: UUID) -> StoredEntry | None:
        """What is on this person's screen."""
        row = _MINE.row(self._work, person_id=person_id)
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
    ) -> UUID:
        """Put a lead into a campaign's queue; gives the id of its entry. Bulk loads write the same rows."""
        entry_id = new_id()
        self._work.connection.execute(
            insert(queue_entries).values(
                id=entry_id,
                campaign_id=campaign_id,
                lead_id=lead_id,
                lane=int(lane),
                reason=reason,
                next_at=next_at or self._work.now,
                zone=zone,
                owner_id=owner_id,
            )
        )
        self.add_zones(campaign_id, (zone,))
        return entry_id

    def add_zones(self, campaign_id: UUID, zones: Iterable[str]) -> None:
        """Tell a campaign which zones its leads live in; entries of an unknown zone are never dialled."""
        rows = [{"campaign_id": campaign_id, "zone": zone} for zone in dict.fromkeys(zones)]
        if rows:
            make: Any = sqlite.insert if self._work.is_sqlite else postgresql.insert
            self._work.connection.execute(make(campaign_zones).on_conflict_do_nothing(), rows)

    def assign(self, lead_ids: Sequence[UUID], owner_id: UUID | None) -> None:
        """Keep entries in step with their leads' owner; a promise stays with who gave it."""
        for start in range(0, len(lead_ids), 500):
            self._work.connection.execute(
                update(queue_entries)
                .where(_q.lead_id.in_(lead_ids[start : start + 500]), _q.lane != int(Lane.PROMISED))
                .values(owner_id=owner_id, version=_q.version + 1)
            )

    def move_zone(self, lead_id: UUID, zone: str) -> None:
        """Keep entries in step with their lead's zone."""
        for stored in self.of_lead(lead_id):
            self.add_zones(stored.entry.campaign_id, (zone,))
        self._work.connection.execute(
            update(queue_entries).where(_q.lead_id == lead_id).values(zone=zone, version=_q.version + 1)
        )

    def leads_with_phone(self, phone_id: UUID) -> tuple[UUID, ...]:
        """Every lead that has this phone."""
        rows = self._work.connection.execute(
            select(lead_phones.c.lead_id).where(lead_phones.c.phone_id == phone_id)
        )
        return tuple(rows.scalars())

    def others_at_number(self, lead_id: UUID) -> int:
        """How many other leads share a number with this one."""
        row = _OTHERS.row(self._work, lead_id=lead_id)
        return 0 if row is None else int(row.others)

    def restore(self, entry_id: UUID, before: Mapping[str, Any]) -> None:
        """Set an entry's columns back to what they were."""
        self._work.connection.execute(
            update(queue_entries).where(_q.id == entry_id).values(**before, version=_q.version + 1)
        )

    def _lease(self) -> datetime:
        return self._work.now + timedelta(seconds=LEASE_S)


def _candidate(row: Any) -> Candidate:
    return Candidate(row.id, row.lead_id, Lane(row.lane), row.next_at)


def _lead_facts(rows: Sequence[Any]) -> LeadFacts:
    first = rows[0]
    return LeadFacts(
        lead_id=first.id,
        status=first.status,
        zone=first.zone,
        owner_id=first.owner_id,
        team_id=first.team_id,
        last_result=first.last_result,
        next_call_at=first.next_call_at,
        phones=tuple(_phone_facts(row) for row in rows if row.phone_id is not None),
        on_screen_of=first.on_screen_of,
    )


def _phone_facts(row: Any) -> PhoneFacts:
    return PhoneFacts(
        phone_id=row.phone_id,
        is_wrong=row.wrong_at is not None,
        is_do_not_call=row.do_not_call_at is not None,
        attempts=row.attempts,
        day_attempts=row.day_attempts,
        day=row.day,
        last_attempt_at=row.last_attempt_at,
    )


def _entry(row: Any) -> StoredEntry:
    return StoredEntry(
        QueueEntry(
            id=row.id,
            campaign_id=row.campaign_id,
            lead_id=row.lead_id,
            lane=Lane(row.lane),
            reason=row.reason,
            next_at=row.next_at,
            zone=row.zone,
            attempts=row.attempts,
            owner_id=row.owner_id,
            claimed_by=row.claimed_by,
            lease_until=row.lease_until,
        ),
        row.version,
    )
