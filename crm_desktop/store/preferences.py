"""How customers want to be reached, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from crm_desktop.domain.reminders import Preferences
from crm_desktop.store.tables import lead_preferences
from crm_desktop.store.unit_of_work import Work

_p = lead_preferences.c


class PreferenceRows:
    """Repository of preferences; a customer who said nothing has no row."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def get(self, lead_id: UUID) -> Preferences:
        """What this customer wishes; version 0 where nothing was said."""
        return self.of((lead_id,)).get(lead_id) or Preferences(lead_id)

    def of(self, lead_ids: Sequence[UUID]) -> dict[UUID, Preferences]:
        """The wishes of those of many customers who have any."""
        rows = self._work.connection.execute(select(lead_preferences).where(_p.lead_id.in_(lead_ids)))
        return {row.lead_id: _preferences(row) for row in rows}

    def set(self, wishes: Preferences, version: int) -> bool:
        """Keep wishes read with this version (0: there were none); False when they were changed since."""
        values: dict[str, Any] = {
            "channel": wishes.channel,
            "from_minute": wishes.from_minute,
            "to_minute": wishes.to_minute,
            "days_before": None if wishes.days_before is None else list(wishes.days_before),
            "updated_at": self._work.now,
            "updated_by": self._work.actor.person_id if self._work.actor else None,
        }
        connection = self._work.connection
        if version == 0:
            if self.get(wishes.lead_id).version:
                return False
            connection.execute(insert(lead_preferences).values(lead_id=wishes.lead_id, version=1, **values))
            return True
        done = connection.execute(
            update(lead_preferences)
            .where(_p.lead_id == wishes.lead_id, _p.version == version)
            .values(version=version + 1, **values)
        )
        return bool(done.rowcount == 1)


def _preferences(row: Any) -> Preferences:
    return Preferences(
        lead_id=row.lead_id,
        channel=row.channel,
        from_minute=row.from_minute,
        to_minute=row.to_minute,
        days_before=None if row.days_before is None else tuple(row.days_before),
        version=row.version,
    )
