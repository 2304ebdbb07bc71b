"""The leads of a campaign that stand alike, as a condition of a list: by their kind, and those told apart."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, literal_column, or_, select, tuple_, union_all

from crm_desktop.domain.queue import FIRST_DONE_LANE
from crm_desktop.store.queue_groups import DUE_NOW, NOBODY, OVERDUE, Kind
from crm_desktop.store.queue_statements import DUE
from crm_desktop.store.tables import leads, queue_entries

_q = queue_entries.c


@dataclass(frozen=True, slots=True)
class StandingFilter:
    """Leads of one campaign: all of these kinds but for `without`, and `beside`."""

    campaign_id: UUID
    kinds: Collection[Kind]
    beside: Collection[UUID]
    without: Collection[UUID]
    now: datetime
    overdue_since: datetime | None

    def condition(self, *, is_sqlite: bool) -> ColumnElement[bool]:
        """What the leads of a list must fulfil; seeks in the queue's own indexes."""
        nobody: Any = literal_column("zeroblob(16)" if is_sqlite else f"'{NOBODY}'::uuid")
        owner = func.coalesce(_q.owner_id, nobody, type_=_q.owner_id.type)
        here = _q.campaign_id == self.campaign_id
        done: Any = literal_column(f"queue_entries.lane >= {FIRST_DONE_LANE}")
        parts = [
            select(_q.lead_id).where(here, DUE, self._live(owner)),
            select(_q.lead_id).where(here, done, self._done()),
        ]
        found: ColumnElement[bool] = leads.c.id.in_(union_all(*parts))
        if self.without:
            found = and_(found, leads.c.id.not_in(list(self.without)))
        return or_(found, leads.c.id.in_(list(self.beside))) if self.beside else found

    def _live(self, owner: Any) -> ColumnElement[bool]:
        whole = tuple_(_q.lane, _q.reason, _q.zone, _q.skill, owner)
        by_time: dict[int, set[tuple[Any, ...]]] = {}
        for kind in self.kinds:
            if kind.lane < FIRST_DONE_LANE:
                state = kind.quarter if kind.quarter in (DUE_NOW, OVERDUE) else 1
                values = (int(kind.lane), kind.reason, kind.zone, kind.skill, kind.owner_id or NOBODY)
                by_time.setdefault(state, set()).add(values)
        return or_(
            false(),
            *(and_(self._at(state), whole.in_(sorted(values, key=str))) for state, values in by_time.items()),
        )

    def _at(self, state: int) -> ColumnElement[bool]:
        if state == OVERDUE:
            assert self.overdue_since is not None
            return _q.next_at <= self.overdue_since
        if state != DUE_NOW:
            return _q.next_at > self.now
        if self.overdue_since is None:
            return _q.next_at <= self.now
        return and_(_q.next_at <= self.now, _q.next_at > self.overdue_since)

    def _done(self) -> ColumnElement[bool]:
        kinds = {(int(kind.lane), kind.reason) for kind in self.kinds if kind.lane >= FIRST_DONE_LANE}
        return tuple_(_q.lane, _q.reason).in_(sorted(kinds)) if kinds else false()
