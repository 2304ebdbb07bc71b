"""Which leads are called first, usual or last: the priority of their places in the queue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from crm_desktop.domain.queue import FIRST_DONE_LANE
from crm_desktop.store.tables import campaign_zones, queue_entries
from crm_desktop.store.unit_of_work import Work

_q = queue_entries.c
_AT_ONCE = 500


class Priorities:
    """Repository of the priorities of queue entries; a lead has one entry in each of its campaigns."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def of_lead(self, lead_id: UUID) -> int:
        """A lead's priority where it is still called: the highest of its campaigns."""
        found = self._work.connection.execute(
            select(_q.priority).where(_q.lead_id == lead_id, _q.lane < FIRST_DONE_LANE)
        ).scalars()
        return max((int(priority) for priority in found), default=0)

    def of_entries(self, lead_ids: Sequence[UUID]) -> dict[UUID, int]:
        """The priority of each entry of these leads, by the entry's id."""
        found: dict[UUID, int] = {}
        for some in _stretches(lead_ids):
            rows = self._work.connection.execute(select(_q.id, _q.priority).where(_q.lead_id.in_(some)))
            found |= {row.id: int(row.priority) for row in rows}
        return found

    def set(self, entry_ids: Iterable[UUID], priority: int, *, only: int | None = None) -> int:
        """Give entries this priority, and their campaigns the places they now stand at; how many changed.

        With `only` those that still have that priority.
        """
        connection, changed = self._work.connection, 0
        of_it = () if only is None else (_q.priority == only,)
        for some in _stretches(sorted(entry_ids)):
            done = connection.execute(
                update(queue_entries)
                .where(_q.id.in_(some), _q.priority != priority, *of_it)
                .values(priority=priority)
            )
            changed += done.rowcount
            names = [campaign_zones.c[name] for name in ("campaign_id", "zone", "priority", "skill")]
            places = select(_q.campaign_id, _q.zone, _q.priority, _q.skill).where(_q.id.in_(some)).distinct()
            insert = sqlite.insert if self._work.is_sqlite else postgresql.insert
            connection.execute(insert(campaign_zones).from_select(names, places).on_conflict_do_nothing())
        return changed


def _stretches(ids: Sequence[UUID]) -> list[Sequence[UUID]]:
    return [ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)]
