"""What people can, as rows: the values of a lead's field they can deal with, such as languages."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, false, insert, select

from crm_desktop.store.tables import people, person_skills
from crm_desktop.store.unit_of_work import Work

_s = person_skills.c


class Skills:
    """Repository of people's skills."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def of(self, person_id: UUID) -> dict[str, frozenset[str]]:
        """What a person can, by field."""
        found: dict[str, set[str]] = {}
        for row in self._work.connection.execute(select(_s.field, _s.value).where(_s.person_id == person_id)):
            found.setdefault(row.field, set()).add(row.value)
        return {field: frozenset(values) for field, values in found.items()}

    def set(self, person_id: UUID, field: str, values: Collection[str]) -> None:
        """Make these a person's skills of one field."""
        connection = self._work.connection
        connection.execute(delete(person_skills).where(_s.person_id == person_id, _s.field == field))
        if values:
            rows = [{"person_id": person_id, "field": field, "value": value} for value in sorted(values)]
            connection.execute(insert(person_skills), rows)

    def callers(self) -> frozenset[UUID]:
        """Everybody who may sign in."""
        found = self._work.connection.execute(select(people.c.id).where(people.c.is_disabled == false()))
        return frozenset(row.id for row in found)

    def known(self, field: str, people_ids: Collection[UUID]) -> frozenset[str]:
        """What any of these people can, of one field's values."""
        rows = self._work.connection.execute(select(_s.person_id, _s.value).where(_s.field == field))
        return frozenset(row.value for row in rows if row.person_id in people_ids)
