"""Changes of presence, as rows; with sign-ins and calls they say who did what when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select

from crm_desktop.domain.people import COMMAND_SEAT
from crm_desktop.domain.presence import CallTimes, Change, KnownHow, State
from crm_desktop.domain.shift import LastAct
from crm_desktop.store.shifts import Shifts
from crm_desktop.store.tables import calls, people, presence, sessions
from crm_desktop.store.unit_of_work import Work

_NEXT = timedelta(microseconds=1)
# Calls whose times tell what their person did: not missed ones, and none typed in later.
OWN_CALLS = (calls.c.direction != "missed", calls.c.known_how != "later")


def change_of(row: Row[*tuple[Any, ...]]) -> Change:
    """A change from a row of the table."""
    return Change(
        id=row.id,
        person_id=row.person_id,
        session_id=row.session_id,
        state=State(row.state),
        reason=row.reason,
        allowed_s=row.allowed_s,
        at=row.at,
        day=row.day,
        known_how=KnownHow(row.known_how),
    )


@dataclass(frozen=True, slots=True)
class Here:
    """A sign-in that hasn't ended: whose, since when, and when its program was last heard of."""

    session_id: UUID
    person_id: UUID
    signed_in_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class LastCall:
    """Somebody's last call: its times, and whom it was to."""

    times: CallTimes
    campaign_id: UUID | None
    lead_id: UUID


class Presence:
    """Repository of changes of presence. Nobody alters or deletes one, not even its person."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._connection = work.connection

    def last(self, person_id: UUID, session_id: UUID) -> Change | None:
        """What the person changed to last in this sign-in; None: nothing, they are ready."""
        row = self._connection.execute(
            select(presence)
            .where(presence.c.person_id == person_id, presence.c.session_id == session_id)
            .order_by(presence.c.at.desc())
            .limit(1)
        ).one_or_none()
        return None if row is None else change_of(row)

    def add(
        self,
        change_id: UUID,
        person_id: UUID,
        session_id: UUID,
        state: State,
        reason: str = "",
        allowed_s: int | None = None,
    ) -> Change:
        """Change to a state at the moment of this work, but not before the last change of the sign-in.

        A clock that was put back so makes no change come before another. A team's server puts its own clock,
        and what the workspace allows, in place of what isn't so.
        """
        before, at = self.last(person_id, session_id), self._work.now
        if before is not None:
            at = max(at, before.at + _NEXT)
        shifts = Shifts(self._work)
        if state is State.READY and before is not None and before.state is State.BREAK:
            day = shifts.day_of_return(person_id, at, LastAct(before.at, before.day))
        else:
            day = shifts.day_of(person_id, at)
        row = self._connection.execute(
            insert(presence)
            .values(
                id=change_id,
                person_id=person_id,
                session_id=session_id,
                state=state.value,
                reason=reason,
                allowed_s=allowed_s,
                at=at,
                day=day,
            )
            .returning(*presence.c)
        ).one()
        return change_of(row)

    def changes(self, person_id: UUID, day: int) -> tuple[Change, ...]:
        """A person's changes of one day, in order."""
        p = presence.c
        rows = self._connection.execute(
            select(presence).where(p.day == day, p.person_id == person_id).order_by(p.at)
        )
        return tuple(change_of(row) for row in rows)

    def calls(self, person_id: UUID, day: int) -> tuple[CallTimes, ...]:
        """The times of a person's calls of one day, in order."""
        c = calls.c
        rows = self._connection.execute(
            select(c.dialled_at, c.ended_at, c.closed_at)
            .where(c.day == day, c.person_id == person_id, *OWN_CALLS)
            .order_by(c.dialled_at)
        )
        return tuple(CallTimes(*row) for row in rows)

    # ---- at present --------------------------------------------------------------------------------

    def here(self, people_ids: Iterable[UUID], since: datetime) -> tuple[Here, ...]:
        """Sign-ins begun since a moment that haven't ended, without those of commands."""
        s = sessions.c
        rows = self._connection.execute(
            select(s.id, s.person_id, s.signed_in_at, s.last_seen_at)
            .where(
                s.person_id.in_(tuple(people_ids)),
                s.signed_in_at >= since,
                s.signed_out_at.is_(None),
                s.seat != COMMAND_SEAT,
            )
            .order_by(s.signed_in_at)
        )
        return tuple(Here(*row) for row in rows)

    def left(self, people_ids: Iterable[UUID], since: datetime) -> dict[UUID, tuple[datetime, str]]:
        """When each person's last sign-in since a moment ended, and why."""
        s = sessions.c
        rows = self._connection.execute(
            select(s.person_id, s.signed_out_at, s.end_reason)
            .where(
                s.person_id.in_(tuple(people_ids)),
                s.signed_in_at >= since,
                s.signed_out_at.is_not(None),
                s.seat != COMMAND_SEAT,
            )
            .order_by(s.signed_out_at)
        )
        return {row.person_id: (row.signed_out_at, row.end_reason) for row in rows}

    def changes_of(self, here: Iterable[Here]) -> tuple[Change, ...]:
        """The changes of these sign-ins, in order."""
        known = tuple(here)
        if not known:
            return ()
        p = presence.c
        rows = self._connection.execute(
            select(presence)
            .where(
                p.person_id.in_({h.person_id for h in known}),
                p.at >= min(h.signed_in_at for h in known),
                p.session_id.in_([h.session_id for h in known]),
            )
            .order_by(p.at)
        )
        return tuple(change_of(row) for row in rows)

    def last_calls(self, people_ids: Iterable[UUID], since: datetime) -> dict[UUID, LastCall]:
        """Each person's last call since a moment."""
        c, last = calls.c, calls.alias("last")
        newest = (
            select(func.max(last.c.dialled_at))
            .where(
                last.c.person_id == people.c.id,
                last.c.dialled_at >= since,
                last.c.direction != "missed",
                last.c.known_how != "later",
            )
            .scalar_subquery()
        )
        rows = self._connection.execute(
            select(c.person_id, c.dialled_at, c.ended_at, c.closed_at, c.campaign_id, c.lead_id)
            .select_from(people.join(calls, calls.c.person_id == people.c.id))
            .where(people.c.id.in_(tuple(people_ids)), c.dialled_at == newest, *OWN_CALLS)
        )
        return {row[0]: LastCall(CallTimes(*row[1:4]), *row[4:]) for row in rows}
