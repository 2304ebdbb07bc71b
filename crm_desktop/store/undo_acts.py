"""What acts changed, as it was, for as long as it can be taken back; personal, goes with the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from crm_desktop.errors import NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.store.prepared import Prepared, needed
from crm_desktop.store.tables import undo_acts
from crm_desktop.store.unit_of_work import Work

_KEEP = Prepared(
    lambda is_sqlite: undo_acts.insert().values(
        {c.name: needed(f"v_{c.name}", c) for c in undo_acts.c if c.name != "undone_at"}
    )
)


@dataclass(frozen=True, slots=True)
class UndoAct:
    """One act that can be, or was, taken back; `before` is what it changed, as it was."""

    id: UUID
    person_id: UUID
    kind: str
    lead_id: UUID | None
    before: dict[str, Any]
    at: datetime
    until: datetime
    undone_at: datetime | None


class UndoActs:
    """Repository of acts that can be taken back."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def keep(self, kind: str, lead_id: UUID | None, before: dict[str, Any], lasting: timedelta) -> UUID:
        """Remember how things were; gives the id to take the act back with."""
        if self._work.actor is None:
            raise RuntimeError("acts that can be taken back need a person")
        undo_id = new_id()
        _KEEP.later(
            self._work,
            v_id=undo_id,
            v_person_id=self._work.actor.person_id,
            v_kind=kind,
            v_lead_id=lead_id,
            v_before=before,
            v_at=self._work.now,
            v_until=self._work.now + lasting,
        )
        return undo_id

    def get(self, undo_id: UUID) -> UndoAct | None:
        """One act, taken back or not."""
        row = self._work.connection.execute(select(undo_acts).where(undo_acts.c.id == undo_id)).one_or_none()
        return None if row is None else UndoAct(**row._mapping)

    def take(self, kind: str, undo_id: UUID) -> UndoAct:
        """The act, marked as taken back; raises UserError when it is too late or was done."""
        act = self.get(undo_id)
        if act is None or act.kind != kind:
            raise NotFound("There is nothing to undo.")
        if act.undone_at is not None:
            raise UserError("This was taken back already.")
        if act.until < self._work.now:
            raise UserError("It is too late to take this back. Change it by hand.")
        self.set_undone(undo_id)
        return act

    def set_undone(self, undo_id: UUID) -> None:
        """Say that an act was taken back."""
        self._work.connection.execute(
            update(undo_acts).where(undo_acts.c.id == undo_id).values(undone_at=self._work.now)
        )
