"""What left the workspace, as rows: only ever added to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from crm_desktop.ids import new_id
from crm_desktop.store.person_records import packed
from crm_desktop.store.tables import disclosures
from crm_desktop.store.unit_of_work import Work


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
    ) -> UUID:
        """Note that the acting person handed `rows` leads on, in which format, why, and which they were.

        `lead_nos`: the leads' numbers, so that each can be told who received their data.
        """
        if self._work.actor is None:
            raise RuntimeError("what is handed on needs a person")
        disclosure_id = new_id()
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
            )
        )
        return disclosure_id
