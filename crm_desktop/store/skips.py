"""Skipped leads, as rows."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert

from crm_desktop.ids import new_id
from crm_desktop.store.tables import skips
from crm_desktop.store.unit_of_work import Work


class Skips:
    """Repository of skips."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, lead_id: UUID, campaign_id: UUID, person_id: UUID, reason: str) -> None:
        """Count a skip."""
        self._work.connection.execute(
            insert(skips).values(
                id=new_id(),
                lead_id=lead_id,
                campaign_id=campaign_id,
                person_id=person_id,
                reason=reason,
                at=self._work.now,
            )
        )
