"""Saved views of the lead list, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, or_, select, update

from crm_desktop.ids import new_id
from crm_desktop.store.tables import saved_views
from crm_desktop.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class SavedView:
    """A named query of the lead list; shared ones are everybody's to use."""

    id: UUID
    owner_id: UUID
    name: str
    query: dict[str, Any]
    is_shared: bool


class SavedViews:
    """Repository of saved views."""

    def __init__(self, work: Work) -> None:
        self._connection = work.connection
        self._now = work.now

    def of(self, person_id: UUID) -> tuple[SavedView, ...]:
        """A person's own views and the shared ones, by name."""
        rows = self._connection.execute(
            select(saved_views)
            .where(or_(saved_views.c.owner_id == person_id, saved_views.c.is_shared))
            .order_by(saved_views.c.name)
        )
        return tuple(SavedView(r.id, r.owner_id, r.name, r.query, r.is_shared) for r in rows)

    def save(self, owner_id: UUID, name: str, query: dict[str, Any], *, is_shared: bool) -> UUID:
        """Keep a view; one's own of the same name is replaced."""
        known = self._connection.execute(
            select(saved_views.c.id).where(saved_views.c.owner_id == owner_id, saved_views.c.name == name)
        ).scalar_one_or_none()
        if known is not None:
            self._connection.execute(
                update(saved_views).where(saved_views.c.id == known).values(query=query, is_shared=is_shared)
            )
            return UUID(str(known))
        view_id = new_id()
        self._connection.execute(
            insert(saved_views).values(
                id=view_id,
                owner_id=owner_id,
                name=name,
                query=query,
                is_shared=is_shared,
                created_at=self._now,
            )
        )
        return view_id

    def remove(self, view_id: UUID) -> None:
        """Remove a view."""
        self._connection.execute(delete(saved_views).where(saved_views.c.id == view_id))
