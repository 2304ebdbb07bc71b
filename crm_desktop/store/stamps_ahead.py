"""What was stamped by a clock that stood days ahead: numbers and places that would wait until those days."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select, update

from crm_desktop.domain.queue import Lane
from crm_desktop.domain.shift import number_of
from crm_desktop.store.campaigns import office_date
from crm_desktop.store.tables import leads, phones, queue_entries
from crm_desktop.store.unit_of_work import Work

#: A stamp that is further ahead comes of no zone; what is less comes right by itself within a day.
AHEAD = timedelta(days=1)


class StampsAhead:
    """Last tries that are days ahead of now, in a local store; a server goes by its own clock."""

    def __init__(self, work: Work) -> None:
        self._work, self._limit = work, work.now + AHEAD

    def count(self) -> int:
        """How many numbers were called at such times."""
        asked = select(func.count()).select_from(phones).where(phones.c.last_attempt_at > self._limit)
        return int(self._work.connection.execute(asked).scalar_one())

    def set_right(self) -> None:
        """Count them as of now, their leads' places wait no longer. Calls and promises keep their times."""
        run, now = self._work.connection.execute, self._work.now
        q = queue_entries.c
        ahead = select(leads.c.id).where(leads.c.last_call_at > self._limit)
        tried = (q.lead_id.in_(ahead), q.lane.in_([int(Lane.RETRY), int(Lane.NEW)]), q.next_at > now)
        run(update(queue_entries).where(*tried).values(next_at=now))
        today = number_of(office_date(self._work))
        are_ahead = phones.c.last_attempt_at > self._limit
        run(update(phones).where(are_ahead).values(last_attempt_at=now, day=today))
        run(update(leads).where(leads.c.last_call_at > self._limit).values(last_call_at=now))
