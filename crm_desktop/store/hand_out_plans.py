"""Hand-outs that repeat, as rows: when each is due next, and who runs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from crm_desktop.domain.assignment import HandOut
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.store.tables import hand_out_plans, people
from crm_desktop.store.unit_of_work import Work

_p = hand_out_plans.c


@dataclass(frozen=True, slots=True)
class HandOutPlan:
    """A hand-out that repeats: every so many minutes, or once a day at `at_minute` by the office's clock."""

    id: UUID
    name: str
    person_id: UUID
    query: LeadQuery
    how: HandOut
    every_minutes: int | None
    at_minute: int | None
    next_at: datetime
    last_at: datetime | None


class HandOutPlanRows:
    """Repository of hand-outs that repeat."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, plan: HandOutPlan) -> None:
        """Keep one."""
        self._work.connection.execute(
            insert(hand_out_plans).values(
                id=plan.id, name=plan.name, person_id=plan.person_id, query=plan.query.to_json(),
                settings=plan.how.to_json(), every_minutes=plan.every_minutes, at_minute=plan.at_minute,
                created_at=self._work.now, next_at=plan.next_at,
            )
        )  # fmt: skip

    def all(self) -> tuple[HandOutPlan, ...]:
        """Everybody's that can be seen, the next one first."""
        rows = self._work.connection.execute(select(hand_out_plans).order_by(_p.next_at))
        return tuple(_plan(row) for row in rows)

    def due(self) -> tuple[HandOutPlan, ...]:
        """Those whose time has come, of people who may still sign in."""
        rows = self._work.connection.execute(
            select(hand_out_plans)
            .join(people, people.c.id == _p.person_id)
            .where(_p.next_at <= self._work.now, ~people.c.is_disabled)
        )
        return tuple(_plan(row) for row in rows)

    def take(self, plan: HandOutPlan, next_at: datetime) -> bool:
        """Take its turn; False where another program took it first."""
        done = self._work.connection.execute(
            update(hand_out_plans)
            .where(_p.id == plan.id, _p.next_at == plan.next_at)
            .values(next_at=next_at, last_at=self._work.now, version=_p.version + 1)
        )
        return done.rowcount == 1

    def remove(self, plan_id: UUID) -> bool:
        """Have it no more; False where it was gone."""
        gone = self._work.connection.execute(delete(hand_out_plans).where(_p.id == plan_id))
        return gone.rowcount == 1


def _plan(row: Any) -> HandOutPlan:
    query, how = LeadQuery.from_json(row.query), HandOut.from_json(row.settings)
    return HandOutPlan(
        row.id,
        row.name,
        row.person_id,
        query,
        how,
        row.every_minutes,
        row.at_minute,
        row.next_at,
        row.last_at,
    )
