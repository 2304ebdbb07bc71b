"""What the live board reads: people within reach, their figures, leads in hand, promises due."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, null, or_, select, type_coerce

from crm_desktop.domain.callbacks import CallbackState
from crm_desktop.domain.people import COMMAND_SEAT, Role
from crm_desktop.store.tables import (
    call_hours,
    callbacks,
    campaigns,
    leads,
    people,
    queue_entries,
    sessions,
)
from crm_desktop.store.unit_of_work import Work

_h = call_hours.c
_p = people.c
_s = sessions.c


@dataclass(frozen=True, slots=True)
class BoardPerson:
    """Somebody who may stand on the board."""

    id: UUID
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class InHand:
    """The lead on somebody's screen; its name is empty where the looker may not see it."""

    campaign_id: UUID
    lead_id: UUID
    lead: str


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What one person's calls of a day add up to, and when the last one was."""

    day: int
    calls: int
    conversations: int
    successes: int
    talk_calls: int
    talk_s: int
    last_at: datetime | None


class BoardRows:
    """Repository of the board; each method is one question, however many people it is about."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def people(
        self, team_id: UUID | None, me: UUID, *, is_all: bool, ids: Collection[UUID] | None = None
    ) -> dict[UUID, BoardPerson]:
        """Those who may sign in, of one team and oneself unless `is_all`; of them only `ids`, if said."""
        statement = select(_p.id, _p.display_name, _p.role).where(~_p.is_disabled)
        if not is_all:
            own: ColumnElement[bool] = _p.id == me
            statement = statement.where(own if team_id is None else or_(own, _p.team_id == team_id))
        if ids is not None:
            statement = statement.where(_p.id.in_(tuple(ids)))
        rows = self._work.connection.execute(statement)
        return {row.id: BoardPerson(row.id, row.display_name, Role(row.role)) for row in rows}

    def whose(self, session_ids: Iterable[UUID]) -> dict[UUID, UUID]:
        """Whose sign-ins these are; those out of reach are left out."""
        wanted = tuple(session_ids)
        if not wanted:
            return {}
        rows = self._work.connection.execute(select(_s.id, _s.person_id).where(_s.id.in_(wanted)))
        return {row.id: row.person_id for row in rows}

    def silent(self, since: datetime, seen_before: datetime) -> frozenset[UUID]:
        """People with a sign-in begun since a moment and not ended, whose program wasn't heard of since."""
        rows = self._work.connection.execute(
            select(_s.person_id).where(
                _s.signed_in_at >= since,
                _s.signed_out_at.is_(None),
                _s.last_seen_at < seen_before,
                _s.seat != COMMAND_SEAT,
            )
        )
        return frozenset(rows.scalars())

    def figures(self, days: Iterable[int], ids: Collection[UUID]) -> dict[UUID, list[DayFigures]]:
        """Totals of these days by person."""
        sums = (_h.attempts, _h.conversations, _h.successes, _h.talk_calls, _h.talk_s)
        statement = (
            select(_h.person_id, _h.day, *(func.sum(each) for each in sums), func.max(_h.last_at))
            .where(_h.day.in_(tuple(days)), _h.person_id.in_(tuple(ids)))
            .group_by(_h.person_id, _h.day)
        )
        found: dict[UUID, list[DayFigures]] = {}
        for person_id, day, *counts, last_at in self._work.connection.execute(statement):
            calls, talked, won, measured, talk_s = (int(each or 0) for each in counts)
            of_day = DayFigures(day, calls, talked, won, measured, talk_s, last_at)
            found.setdefault(person_id, []).append(of_day)
        return found

    def in_hand(self, ids: Collection[UUID]) -> dict[UUID, InHand]:
        """The leads on these people's screens."""
        q = queue_entries.c
        rows = self._work.connection.execute(
            select(q.claimed_by, q.campaign_id, q.lead_id, leads.c.name)
            .select_from(queue_entries.outerjoin(leads, leads.c.id == q.lead_id))
            .where(q.claimed_by.in_(tuple(ids)), q.lease_until > self._work.now)
        )
        return {row.claimed_by: InHand(row.campaign_id, row.lead_id, row.name or "") for row in rows}

    def lead_names(self, ids: Iterable[UUID]) -> dict[UUID, str]:
        """What leads are called, as far as they may be seen."""
        wanted = tuple(ids)
        if not wanted:
            return {}
        rows = self._work.connection.execute(select(leads.c.id, leads.c.name).where(leads.c.id.in_(wanted)))
        return {row.id: row.name for row in rows}

    def campaign_names(self) -> dict[UUID, str]:
        """What the campaigns are called."""
        rows = self._work.connection.execute(select(campaigns.c.id, campaigns.c.name))
        return {row.id: row.name for row in rows}

    def dues(
        self, ids: Collection[UUID], late: datetime, until: datetime
    ) -> dict[UUID, tuple[int, tuple[datetime, ...]]]:
        """Of people's open call-backs: how many are due before `late`, and when those until `until` are."""
        c = callbacks.c
        at = type_coerce(case((c.due_at < late, null()), else_=c.due_at), c.due_at.type)
        rows = self._work.connection.execute(
            select(c.owner_id, at, func.count())
            .where(
                c.owner_id.in_(tuple(ids)), c.state == CallbackState.OPEN.value, c.due_at < until
            )
            .group_by(c.owner_id, at)
        )  # fmt: skip
        overdue: dict[UUID, int] = {}
        times: dict[UUID, list[datetime]] = {}
        for owner_id, due_at, count in rows:
            if due_at is None:
                overdue[owner_id] = count
            else:
                times.setdefault(owner_id, []).extend([due_at] * count)
        return {
            owner_id: (overdue.get(owner_id, 0), tuple(sorted(times.get(owner_id, ()))))
            for owner_id in overdue.keys() | times.keys()
        }

    def paces(self, days: Iterable[int], since: datetime) -> dict[UUID, tuple[int, datetime]]:
        """Calls of these days by campaign, in hours begun since a moment, and when the first of them was.

        On a team's server only those of people whose figures the looker may see.
        """
        rows: Any = self._work.connection.execute(
            select(_h.campaign_id, func.sum(_h.attempts), func.min(_h.first_at))
            .where(_h.day.in_(tuple(days)), _h.hour_at >= since)
            .group_by(_h.campaign_id)
        )
        return {row[0]: (int(row[1]), row[2]) for row in rows if row[1] and row[2] is not None}
