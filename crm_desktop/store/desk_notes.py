"""Notes from who leads a team to somebody's calling screen, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, insert, or_, select, update

from crm_desktop.store.tables import campaigns, desk_notes, people
from crm_desktop.store.unit_of_work import Work

_n = desk_notes.c


class NoteKind(StrEnum):
    """What a note says: its words, or what was done for the person."""

    NOTE = "note"
    BREAK_ENDED = "break_ended"  # the text is the break's reason
    MOVED = "moved"  # to a campaign
    LEAVE_BACK = "leave_back"  # leave of past days they were told of is none; the text says which


@dataclass(frozen=True, slots=True)
class DeskNote:
    """A note, with the names it is shown with. `seen_at` None: not yet."""

    id: UUID
    person_id: UUID
    from_name: str
    at: datetime
    kind: NoteKind
    text: str
    campaign_id: UUID | None
    campaign: str
    seen_at: datetime | None


class DeskNotes:
    """Repository of notes; what was said stays as it is, but for when it was seen."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(
        self,
        note_id: UUID,
        to: UUID,
        by: UUID,
        kind: NoteKind,
        text: str = "",
        campaign_id: UUID | None = None,
    ) -> None:
        """Keep a note."""
        self._work.connection.execute(
            insert(desk_notes).values(
                id=note_id, person_id=to, from_id=by, at=self._work.now, kind=kind.value, text=text,
                campaign_id=campaign_id,
            )
        )  # fmt: skip

    def unseen(self, person_id: UUID, since: datetime) -> tuple[DeskNote, ...]:
        """What waits for somebody, oldest first; of what changed their days also what is older."""
        is_new = or_(_n.at >= since, _n.kind == NoteKind.LEAVE_BACK.value)
        wanted = _with_names().where(_n.person_id == person_id, is_new, _n.seen_at.is_(None))
        return self._found(wanted.order_by(_n.at))

    def last_of(self, person_id: UUID, limit: int) -> tuple[DeskNote, ...]:
        """What was sent to somebody, newest first."""
        wanted = _with_names().where(_n.person_id == person_id)
        return self._found(wanted.order_by(_n.at.desc()).limit(limit))

    def see(self, note_id: UUID, person_id: UUID) -> bool:
        """It was seen just now; False where it isn't theirs, or was seen before."""
        done = self._work.connection.execute(
            update(desk_notes)
            .where(_n.id == note_id, _n.person_id == person_id, _n.seen_at.is_(None))
            .values(seen_at=self._work.now)
        )
        return done.rowcount > 0

    def forget(self, before: datetime) -> int:
        """Remove what is older; how many."""
        return int(self._work.connection.execute(delete(desk_notes).where(_n.at < before)).rowcount)

    def _found(self, statement: Select[Any]) -> tuple[DeskNote, ...]:
        rows = self._work.connection.execute(statement)
        return tuple(
            DeskNote(
                row.id, row.person_id, row.from_name, row.at, NoteKind(row.kind), row.text, row.campaign_id,
                row.campaign or "", row.seen_at,
            )
            for row in rows
        )  # fmt: skip


def _with_names() -> Select[Any]:
    return select(
        desk_notes, people.c.display_name.label("from_name"), campaigns.c.name.label("campaign")
    ).select_from(
        desk_notes.join(people, people.c.id == _n.from_id).outerjoin(
            campaigns, campaigns.c.id == _n.campaign_id
        )
    )
