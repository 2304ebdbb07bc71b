"""Whole numbers that were looked up, as rows: who and when, never the number itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, insert, select

from crm_desktop.ids import new_id
from crm_desktop.store.tables import number_lookups
from crm_desktop.store.unit_of_work import Work

_n = number_lookups.c


class NumberLookups:
    """Repository of look-ups."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, person_id: UUID, phone_id: UUID | None) -> None:
        """Count a look-up; no phone: the number is nobody's here."""
        self._work.connection.execute(
            insert(number_lookups).values(
                id=new_id(), person_id=person_id, at=self._work.now, phone_id=phone_id
            )
        )

    def since(self, person_id: UUID, since: datetime) -> tuple[int, datetime | None]:
        """How many this person made since then, and when the first of them was."""
        row = self._work.connection.execute(
            select(func.count(), func.min(_n.at)).where(_n.person_id == person_id, _n.at > since)
        ).one()
        return int(row[0]), row[1]

    def has(self, person_id: UUID, phone_ids: frozenset[UUID], since: datetime) -> bool:
        """Whether this person looked up one of these phones since then."""
        if not phone_ids:
            return False
        row = self._work.connection.execute(
            select(_n.id)
            .where(_n.person_id == person_id, _n.at > since, _n.phone_id.in_(list(phone_ids)))
            .limit(1)
        ).first()
        return row is not None
