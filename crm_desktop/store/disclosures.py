"""What left the workspace, as rows: only ever added to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select

from crm_desktop.ids import new_id
from crm_desktop.store.person_records import packed
from crm_desktop.store.tables import disclosures, people
from crm_desktop.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class Disclosed:
    """Something that left the workspace: when, by whom, what, how many, why."""

    id: UUID
    at: datetime
    person_name: str
    kind: str
    format: str
    rows: int
    reason: str


class Disclosures:
    """Repository of what was handed on."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(
        self,
        kind: str,
        format: str,
        rows: int,
        reason: str,
        filters: dict[str, Any],
        lead_nos: Iterable[int] | None = None,
        gate: dict[str, Any] | None = None,
        known_as: UUID | None = None,
    ) -> UUID:
        """Note that the acting person handed `rows` leads on, in which format, why, and which they were.

        `lead_nos`: the leads' numbers, so that each can be told who received their data. `gate`: what the
        gate decided about them. `known_as`: its id, where what was handed on bears it already.
        """
        if self._work.actor is None:
            raise RuntimeError("what is handed on needs a person")
        disclosure_id = known_as or new_id()
        self._work.connection.execute(
            insert(disclosures).values(
                id=disclosure_id,
                at=self._work.now,
                person_id=self._work.actor.person_id,
                kind=kind,
                format=format,
                row_count=rows,
                reason=reason,
                filters=filters,
                lead_nos=None if lead_nos is None else packed(lead_nos),
                gate=gate,
            )
        )
        return disclosure_id

    def rows_of(self, person_id: UUID, kind: str, since: datetime) -> int:
        """How many leads somebody handed on in one way since then."""
        statement = select(func.coalesce(func.sum(disclosures.c.row_count), 0)).where(
            disclosures.c.person_id == person_id, disclosures.c.kind == kind, disclosures.c.at >= since
        )
        return int(self._work.connection.execute(statement).scalar_one())

    def since(self, since: datetime, limit: int = 500) -> tuple[Disclosed, ...]:
        """What was handed on since then, the newest first."""
        d = disclosures.c
        statement = (
            select(d.id, d.at, d.kind, d.format, d.row_count, d.reason, people.c.display_name)
            .select_from(disclosures.join(people, people.c.id == d.person_id))
            .where(d.at >= since)
            .order_by(d.at.desc(), d.id.desc())
            .limit(limit)
        )
        return tuple(
            Disclosed(row.id, row.at, row.display_name, row.kind, row.format, row.row_count, row.reason)
            for row in self._work.connection.execute(statement)
        )
