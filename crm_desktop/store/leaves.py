"""Who is on leave, as rows: one stretch of days a person, kept until it is over or taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import delete, insert, select

from crm_desktop.domain.leave import Leave
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.store.tables import leaves
from crm_desktop.store.unit_of_work import Work


class Leaves:
    """Repository of leaves."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> dict[UUID, Leave]:
        """Everybody's, by person; also such as are over."""
        rows = self._work.connection.execute(select(leaves))
        return {row.person_id: Leave(date_of(row.first_day), date_of(row.last_day)) for row in rows}

    def of(self, person_id: UUID) -> Leave | None:
        """One person's."""
        row = self._work.connection.execute(select(leaves).where(leaves.c.person_id == person_id)).first()
        return None if row is None else Leave(date_of(row.first_day), date_of(row.last_day))

    def set(self, person_id: UUID, leave: Leave | None) -> None:
        """Make this a person's leave, instead of another one; None takes it back."""
        self._work.connection.execute(delete(leaves).where(leaves.c.person_id == person_id))
        if leave is not None:
            days = {"first_day": number_of(leave.first), "last_day": number_of(leave.last)}
            self._work.connection.execute(insert(leaves).values(person_id=person_id, **days))

    def away_on(self, day: date, among: Iterable[UUID]) -> frozenset[UUID]:
        """Those of some people who are on leave on a day."""
        every = self.all()
        return frozenset(each for each in among if each in every and every[each].holds(day))
