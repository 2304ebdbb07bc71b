"""Counting the queue without touching its rows: every number here comes out of the indexes alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Select, cast, extract, func, literal_column, or_, select
from sqlalchemy import Integer as SqlInteger

from crm_desktop.domain.queue import DIALLED_LANES, FIRST_DONE_LANE, Lane, Place
from crm_desktop.store.prepared import Prepared
from crm_desktop.store.queue_statements import DUE, PLACES_AT_ONCE, at_places, counted
from crm_desktop.store.tables import queue_entries
from crm_desktop.store.unit_of_work import Work

_q = queue_entries.c
COUNTED_AT_MOST = 10_000
_HOUR_US = 3_600_000_000


@dataclass(frozen=True, slots=True)
class Group:
    """So many unclaimed entries of one kind; `first_at` is the earliest of their times."""

    lane: Lane
    zone: str
    skill: str
    owner_id: UUID | None
    reason: str
    is_due: bool
    entries: int
    first_at: datetime


class QueueCounts:
    """Repository of counts over one campaign's queue."""

    def __init__(self, work: Work, campaign_id: UUID) -> None:
        self._work = work
        self._campaign_id = campaign_id

    def live(self) -> tuple[Group, ...]:
        """Unclaimed entries in the dialled lanes: those due, and those for later by their reason."""
        due = self._grouped(_q.next_at <= self._work.now, literal_column("''").label("reason"), ())
        later = self._grouped(_q.next_at > self._work.now, _q.reason, (_q.reason,))
        return tuple(
            [_group(row, True) for row in self._work.connection.execute(due)]
            + [_group(row, False) for row in self._work.connection.execute(later)]
        )

    def done(self) -> dict[tuple[Lane, str], int]:
        """Entries that are not dialled any more, by lane and reason."""
        rows = self._work.connection.execute(
            select(_q.lane, _q.reason, func.count())
            .where(_q.campaign_id == self._campaign_id, literal_column(f"lane >= {FIRST_DONE_LANE}"))
            .group_by(_q.lane, _q.reason)
        )
        return {(Lane(lane), reason): int(count) for lane, reason, count in rows}

    def claimed(self) -> tuple[UUID, ...]:
        """Who has a lead of the campaign on the screen."""
        rows = self._work.connection.execute(
            select(_q.claimed_by).where(
                _q.campaign_id == self._campaign_id,
                literal_column("queue_entries.claimed_by IS NOT NULL"),
                literal_column(f"queue_entries.lane < {FIRST_DONE_LANE}"),
            )
        )
        return tuple(row.claimed_by for row in rows)

    def by_hour(self, person_id: UUID, until: datetime, zone: str) -> dict[datetime, int]:
        """Mine and nobody's entries that become due before `until`, by the hour of this zone's clock."""
        offset = self._work.now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)
        hour = self._hour(int(offset.total_seconds()))
        rows = self._work.connection.execute(
            select(hour.label("hour"), func.count())
            .where(*self._mine(person_id), _q.next_at > self._work.now, _q.next_at < until)
            .group_by(hour)
            .order_by(hour)
        )
        start = datetime(1970, 1, 1, tzinfo=UTC) - offset
        return {start + timedelta(hours=int(number)): int(count) for number, count in rows}

    def due_up_to(self, person_id: UUID, places: Sequence[Place], limit: int) -> int:
        """How many this person may dial now at these places; counts no further than `limit`."""
        return self._up_to(person_id, places, None, limit)

    def promised_up_to(self, owners: Collection[UUID], places: Sequence[Place], limit: int) -> int:
        """How many promises of these people are due at these places; counts no further than `limit`."""
        zones = list(dict.fromkeys(place.zone for place in places))
        if not owners or not zones or limit <= 0:
            return 0
        some: Select[Any] = select(literal_column("1")).where(
            _q.campaign_id == self._campaign_id,
            _q.lane == int(Lane.PROMISED),
            _q.zone.in_(zones),
            _q.owner_id.in_(owners),
            DUE,
            _q.next_at <= self._work.now,
        )
        return self._count(some.limit(limit))

    def later_up_to(self, person_id: UUID, places: Sequence[Place], until: datetime, limit: int) -> int:
        """How many at these places become due between now and `until`; counts no further than `limit`."""
        return self._up_to(person_id, places, until, limit)

    def statement(
        self, person_id: UUID, places: Sequence[Place], until: datetime | None
    ) -> tuple[Prepared, dict[str, Any]]:
        """What the two above ask of some places (without `until`: what is due), for tests of its plan."""
        values = at_places(places)
        values |= {"campaign_id": self._campaign_id, "person_id": person_id, "now": self._work.now}
        if until is not None:
            values["until"] = until
        return counted(len(places), until is None, COUNTED_AT_MOST), values

    def _up_to(self, person_id: UUID, places: Sequence[Place], until: datetime | None, limit: int) -> int:
        found = 0
        for start in range(0, len(places), PLACES_AT_ONCE):
            statement, values = self.statement(person_id, places[start : start + PLACES_AT_ONCE], until)
            row = statement.row(self._work, **values)
            found += int(row.found) if row is not None else 0
        return min(found, limit)

    def _count(self, some: Any) -> int:
        statement = select(func.count()).select_from(some.subquery())
        return int(self._work.connection.execute(statement).scalar_one())

    def _mine(self, person_id: UUID) -> tuple[Any, ...]:
        return (
            _q.campaign_id == self._campaign_id,
            _q.lane.in_([int(lane) for lane in DIALLED_LANES]),
            or_(_q.owner_id == person_id, _q.owner_id.is_(None)),
            DUE,
        )

    def _grouped(self, condition: Any, reason: Any, more: tuple[Any, ...]) -> Any:
        key = (_q.lane, _q.zone, _q.skill, _q.owner_id)
        return (
            select(*key, reason, func.count().label("entries"), func.min(_q.next_at).label("first_at"))
            .where(_q.campaign_id == self._campaign_id, DUE, condition)
            .group_by(*key, *more)
        )

    def _hour(self, offset_s: int) -> Any:
        """Whole hours since 1970 by a clock that is `offset_s` ahead of UTC."""
        if self._work.is_sqlite:
            return (
                cast(_q.next_at, SqlInteger)
                .op("+")(literal_column(str(offset_s * 1_000_000)))
                .op("/")(literal_column(str(_HOUR_US)))
            )
        seconds = extract("epoch", _q.next_at)
        return cast(
            func.floor((seconds + literal_column(str(offset_s))) / literal_column("3600")), BigInteger
        )


def _group(row: Any, is_due: bool) -> Group:
    return Group(
        lane=Lane(row.lane),
        zone=row.zone,
        skill=row.skill,
        owner_id=row.owner_id,
        reason=row.reason,
        is_due=is_due,
        entries=int(row.entries),
        first_at=row.first_at,
    )
