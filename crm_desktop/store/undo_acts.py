"""What acts changed, as it was, for as long as it can be taken back; personal, goes with the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.store.tables import undo_acts
from crm_desktop.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class UndoAct:
    """One act that can be taken back; `before` is what it changed, as it was."""

    id: UUID
    person_id: UUID
    lead_id: UUID | None
    before: dict[str, Any]


class UndoActs:
    """Repository of acts that can be taken back."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def keep(self, kind: str, lead_id: UUID | None, before: dict[str, Any], lasting: timedelta) -> UUID:
        """Remember how things were; gives the id to take the act back with."""
        if self._work.actor is None:
            raise RuntimeError("acts that can be taken back need a person")
        undo_id = new_id()
        self._work.connection.execute(
            insert(undo_acts).values(
                id=undo_id,
                person_id=self._work.actor.person_id,
                kind=kind,
                lead_id=lead_id,
                before=before,
                at=self._work.now,
                until=self._work.now + lasting,
            )
        )
        return undo_id

    def take(self, kind: str, undo_id: UUID) -> UndoAct:
        """The act, marked as taken back; raises UserError when it is too late or was done already."""
        row = self._work.connection.execute(
            select(undo_acts).where(undo_acts.c.id == undo_id, undo_acts.c.kind == kind)
        ).one_or_none()
        if row is None or row.undone_at is not None:
            raise UserError("This was taken back already.")
        if row.until < self._work.now:
            raise UserError("It is too late to take this back. Change it by hand.")
        self._work.connection.execute(
            update(undo_acts).where(undo_acts.c.id == undo_id).values(undone_at=self._work.now)
        )
        return UndoAct(row.id, row.person_id, row.lead_id, row.before)
