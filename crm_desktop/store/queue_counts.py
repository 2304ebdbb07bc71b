"""Counting what one person may dial, up to a limit: every number here comes out of the indexes alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, literal_column, select

from crm_desktop.domain.queue import Lane, Place
from crm_desktop.store.prepared import Prepared
from crm_desktop.store.queue_statements import DUE, PLACES_AT_ONCE, at_places, counted
from crm_desktop.store.tables import queue_entries
from crm_desktop.store.unit_of_work import Work

_q = queue_entries.c
COUNTED_AT_MOST = 10_000


class QueueCounts:
    """Repository of counts over one campaign's queue."""

    def __init__(self, work: Work, campaign_id: UUID) -> None:
        self._work = work
        self._campaign_id = campaign_id

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
