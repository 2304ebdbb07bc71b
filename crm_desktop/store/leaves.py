"""Who is on leave, as rows: one stretch a person that is under way or to come, and those that were."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from crm_desktop.domain.leave import Leave
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.store.tables import leaves
from crm_desktop.store.unit_of_work import Work

_l = leaves.c
DAY = timedelta(days=1)


class Leaves:
    """Repository of leaves."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> dict[UUID, Leave]:
        """Everybody's newest, by person; also such as are over. Stretches that follow one another are one."""
        found: dict[UUID, Leave] = {}
        for row in self._work.connection.execute(select(leaves).order_by(_l.first_day)):
            first, last = date_of(row.first_day), date_of(row.last_day)
            before = found.get(row.person_id)
            if before is not None and first <= before.last + DAY:
                first, last = before.first, max(before.last, last)
            found[row.person_id] = Leave(first, last)
        return found

    def of(self, person_id: UUID) -> Leave | None:
        """One person's newest."""
        return self.all().get(person_id)

    def stretches(self, people: Iterable[UUID]) -> dict[UUID, tuple[tuple[int, int], ...]]:
        """All leave there ever was of some people: first and last days (yyyymmdd), in order."""
        found: dict[UUID, list[tuple[int, int]]] = {}
        statement = select(leaves).where(_l.person_id.in_(tuple(people))).order_by(_l.first_day)
        for row in self._work.connection.execute(statement):
            found.setdefault(row.person_id, []).append((row.first_day, row.last_day))
        return {person: tuple(stretches) for person, stretches in found.items()}

    def set(self, person_id: UUID, leave: Leave | None, today: date) -> None:
        """Make this a person's leave instead of what is under way or to come; None takes that back.

        Days that are past stay as they are: what was owed on them stays.
        """
        run, now = self._work.connection.execute, number_of(today)
        mine = _l.person_id == person_id
        run(delete(leaves).where(mine, _l.first_day >= now))
        run(update(leaves).where(mine, _l.last_day >= now).values(last_day=number_of(today - DAY)))
        if leave is not None:
            days = {"first_day": max(number_of(leave.first), now), "last_day": number_of(leave.last)}
            run(insert(leaves).values(person_id=person_id, **days))

    def is_away(self, person_id: UUID, first: date, last: date) -> bool:
        """Whether somebody is, or was, on leave on each day between two, both included."""
        stretches = self.stretches([person_id]).get(person_id, ())
        days = (number_of(first + DAY * n) for n in range((last - first).days + 1))
        return all(any(begin <= day <= end for begin, end in stretches) for day in days)

    def away_on(self, day: date, among: Iterable[UUID]) -> frozenset[UUID]:
        """Those of some people who are on leave on a day."""
        number = number_of(day)
        return frozenset(
            person
            for person, found in self.stretches(among).items()
            if any(first <= number <= last for first, last in found)
        )
