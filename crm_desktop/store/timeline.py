"""The timeline, as rows: only ever added to."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, or_, select

from crm_desktop.domain.timeline import LABELS, Kind, TimelineItem
from crm_desktop.ids import new_id
from crm_desktop.store.prepared import Prepared, first
from crm_desktop.store.tables import imports, leads, people, timeline
from crm_desktop.store.unit_of_work import Work

_ADD = Prepared(
    lambda is_sqlite: insert(timeline).values(
        {
            column.name: bindparam(f"v_{column.name}", type_=column.type, required=True)
            for column in timeline.c
        }
    )
)
_OF_LEAD = (
    select(
        timeline.c.id,
        timeline.c.at,
        timeline.c.kind,
        timeline.c.text,
        timeline.c.call_id,
        timeline.c.data,
        people.c.display_name,
    )
    .select_from(timeline.outerjoin(people, people.c.id == timeline.c.person_id))
    .where(
        # what was merged into the lead keeps its own rows
        timeline.c.lead_id.in_(
            select(leads.c.id).where(
                or_(
                    leads.c.id == bindparam("lead_id", type_=leads.c.id.type, required=True),
                    leads.c.merged_into == bindparam("lead_id", type_=leads.c.id.type, required=True),
                )
            )
        )
    )
    .order_by(timeline.c.at.desc(), timeline.c.id.desc())
)


@lru_cache(maxsize=8)
def newest(how_many: int) -> Prepared:
    """The newest rows of a lead."""
    return Prepared(lambda is_sqlite: first(_OF_LEAD, how_many))


# An import of a million leads writes no million rows to say so: what the lead came with is told from there.
_BROUGHT = Prepared(
    lambda is_sqlite: (
        select(
            imports.c.id,
            imports.c.started_at.label("at"),
            imports.c.file_name,
            people.c.display_name,
        )
        .select_from(
            leads.join(imports, imports.c.id == leads.c.import_id).outerjoin(
                people, people.c.id == imports.c.person_id
            )
        )
        .where(leads.c.id == bindparam("lead_id", type_=leads.c.id.type, required=True))
    )
)


class Timeline:
    """Repository of what happened to leads."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(
        self,
        lead_id: UUID,
        kind: Kind,
        text: str = "",
        *,
        campaign_id: UUID | None = None,
        call_id: UUID | None = None,
        data: dict[str, Any] | None = None,
        at: datetime | None = None,
    ) -> UUID:
        """Add a row by the acting person; `text` may be personal, `data` never is. Gives its id."""
        item_id = new_id()
        _ADD.later(
            self._work,
            v_id=item_id,
            v_lead_id=lead_id,
            v_at=at or self._work.now,
            v_person_id=self._work.on_behalf_of or (self._work.actor.person_id if self._work.actor else None),
            v_kind=kind.value,
            v_campaign_id=campaign_id,
            v_call_id=call_id,
            v_text=text,
            v_data=data,
        )
        return item_id

    def of_lead(self, lead_id: UUID, limit: int = 100) -> tuple[TimelineItem, ...]:
        """The newest `limit` rows, newest first; results that were taken back are left out."""
        items, is_whole = self._newest(lead_id, limit)
        row = _BROUGHT.row(self._work, lead_id=lead_id) if is_whole else None
        if row is not None:
            items.append(brought_item(row.id, row.at, row.file_name, row.display_name))
        return tuple(items)

    def of_brought(
        self, lead_id: UUID, brought: TimelineItem | None, limit: int = 100
    ) -> tuple[TimelineItem, ...]:
        """The same, where it is known already what the lead came with, if with anything."""
        items, is_whole = self._newest(lead_id, limit)
        return (*items, brought) if is_whole and brought is not None else tuple(items)

    def _newest(self, lead_id: UUID, limit: int) -> tuple[list[TimelineItem], bool]:
        """The newest rows as items, and whether that is all there are."""
        rows = newest(limit).rows(self._work, lead_id=lead_id)
        taken_back: dict[UUID, int] = {}
        items: list[TimelineItem] = []
        for row in rows:
            if row.kind == Kind.CALL_UNDONE:
                taken_back[row.call_id] = taken_back.get(row.call_id, 0) + 1
            elif row.kind == Kind.CALL and taken_back.get(row.call_id):
                taken_back[row.call_id] -= 1
            elif row.kind in (Kind.PROMISED, Kind.SALE) and taken_back.get(row.call_id):
                continue
            else:
                items.append(_item(row))
        return items, len(rows) < limit


def brought_item(import_id: UUID, at: datetime, file_name: str, person_name: str | None) -> TimelineItem:
    """The row that tells what a lead came with; no import writes it for each of its leads."""
    return TimelineItem(
        id=import_id,
        at=at,
        kind=Kind.IMPORTED,
        title=LABELS[Kind.IMPORTED],
        text=file_name,
        person_name=person_name or "",
    )


def _item(row: Any) -> TimelineItem:
    data = row.data or {}
    title = data.get("label") if row.kind == Kind.CALL else None
    return TimelineItem(
        id=row.id,
        at=row.at,
        kind=row.kind,
        title=str(title or LABELS.get(row.kind, row.kind)),
        text=row.text,
        person_name=row.display_name or "",
        data=data,
    )
