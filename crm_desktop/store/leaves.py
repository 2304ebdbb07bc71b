"""Who is on leave, as rows: one stretch a person that is under way or to come, and those that were."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete, insert, select

from crm_desktop.domain.leave import Leave
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.store.tables import leaves
from crm_desktop.store.unit_of_work import Work

_l = leaves.c


class Leaves:
    """Repository of leaves."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> dict[UUID, Leave]:
        """Everybody's newest, by person; also such as are over."""
        rows = self._work.connection.execute(select(leaves).order_by(_l.first_day))
        return {row.person_id: Leave(date_of(row.first_day), date_of(row.last_day)) for row in rows}

    def of(self, person_id: UUID) -> Leave | None:
        """One person's newest."""
        found = self.stretches([person_id]).get(person_id)
        return None if found is None else Leave(date_of(found[-1][0]), date_of(found[-1][1]))

    def stretches(self, people: Iterable[UUID]) -> dict[UUID, tuple[tuple[int, int], ...]]:
        """All leave there ever was of some people: first and last days (yyyymmdd), in order."""
        found: dict[UUID, list[tuple[int, int]]] = {}
        statement = select(leaves).where(_l.person_id.in_(tuple(people))).order_by(_l.first_day)
        for row in self._work.connection.execute(statement):
            found.setdefault(row.person_id, []).append((row.first_day, row.last_day))
        return {person: tuple(stretches) for person, stretches in found.items()}

    def set(self, person_id: UUID, leave: Leave | None, today: date) -> None:
        """Make this a person's leave instead of what is under way or to come; None takes that back.

        Days that are past stay leave.
        """
        before = today - timedelta(days=1)
        first_day = None if leave is None else leave.first
        for first, last in self.stretches([person_id]).get(person_id, ()):
            if last >= number_of(today):
                here = (_l.person_id == person_id, _l.first_day == first)
                self._work.connection.execute(delete(leaves).where(*here))
                until = before if leave is None else min(before, leave.first - timedelta(days=1))
                if first <= number_of(until):
                    self._add(person_id, first, number_of(until))
            elif first_day is not None and first == number_of(first_day):  # it went before, and goes on
                first_day = date_of(last) + timedelta(days=1)
        if leave is not None and first_day is not None:
            self._add(person_id, number_of(first_day), number_of(leave.last))

    def _add(self, person_id: UUID, first: int, last: int) -> None:
        days = {"first_day": first, "last_day": last}
        self._work.connection.execute(insert(leaves).values(person_id=person_id, **days))

    def away_on(self, day: date, among: Iterable[UUID]) -> frozenset[UUID]:
        """Those of some people who are on leave on a day."""
        number = number_of(day)
        return frozenset(
            person
            for person, found in self.stretches(among).items()
            if any(first <= number <= last for first, last in found)
        )
