"""Whole numbers that were looked up, as rows: who and when, never the number itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select

from crm_desktop.ids import new_id
from crm_desktop.store.tables import number_lookups
from crm_desktop.store.unit_of_work import Work

_n = number_lookups.c


class NumberLookups:
    """Repository of look-ups."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, person_id: UUID, phone_id: UUID | None, e164: str) -> None:
        """Count a look-up; no phone: the number is nobody's here. A server finds the phone by the number."""
        given = {"id": new_id(), "person_id": person_id, "at": self._work.now}
        if self._work.is_sqlite:
            self._work.connection.execute(insert(number_lookups).values(**given, phone_id=phone_id))
            return
        values = (bindparam(name, type_=_n[name].type) for name in given)
        keeping = select(func.note_look_up(*values, bindparam("e164")))
        self._work.connection.execute(keeping, {**given, "e164": e164})

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
