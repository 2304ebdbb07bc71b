"""Which shift's day a moment of a person's belongs to, asked of what the person did before it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, case, cast, literal, literal_column, null, select, union_all

from crm_desktop.domain.people import COMMAND_SEAT, LOST
from crm_desktop.domain.shift import LastAct, day_of, is_before_noon
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.prepared import Prepared, first, needed
from crm_desktop.store.tables import breaks, calls, sessions
from crm_desktop.store.unit_of_work import Work


def _last_acts(is_sqlite: bool) -> Any:
    """The last call, sign-in and pause of a person up to a moment: one row each, whichever there are."""
    c, s, b = calls.c, sessions.c, breaks.c
    at = needed("at", c.dialled_at)
    person = needed("person_id", c.person_id)
    call = first(
        select(c.dialled_at.label("began"), c.closed_at.label("ended"), c.day.label("day"))
        .where(c.person_id == person, c.dialled_at <= at, literal_column("calls.direction <> 'missed'"))
        .order_by(c.dialled_at.desc()),
        1,
    )
    session = first(
        # A program that was killed proves nobody's presence till it was last seen.
        select(s.signed_in_at, case((s.end_reason != literal(LOST), s.signed_out_at)), s.day)
        .where(
            s.person_id == person,
            s.signed_in_at <= at,
            s.seat != literal(COMMAND_SEAT),
        )
        .order_by(s.signed_in_at.desc()),
        1,
    )
    pause = first(
        select(b.started_at, b.ended_at, cast(null(), Integer))
        .where(b.person_id == person, b.started_at <= at)
        .order_by(b.started_at.desc()),
        1,
    )
    parts = (call.subquery("last_call"), session.subquery("last_session"), pause.subquery("last_pause"))
    return union_all(*(select(part) for part in parts))


_LAST_ACTS = Prepared(_last_acts)


class Shifts:
    """Repository of shifts, which are nowhere kept but as the day of calls and sign-ins."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def day_of(self, person_id: UUID, at: datetime) -> int:
        """The day (yyyymmdd) that what this person does at `at` belongs to; from noon on nothing is asked."""
        zone = workspace_zone(self._work)
        last = self._last_act(person_id, at, zone) if is_before_noon(at, zone) else None
        return day_of(at, zone, last)

    def _last_act(self, person_id: UUID, at: datetime, zone: str) -> LastAct | None:
        """The last thing done; a pause has no day of its own and takes it from what was before it."""
        acts = [
            (row.began, max(m for m in (row.began, row.ended) if m is not None and m <= at), row.day)
            for row in _LAST_ACTS.rows(self._work, person_id=person_id, at=at)
        ]
        last: LastAct | None = None
        for began, until, day in sorted(acts, key=lambda act: act[0]):
            last = LastAct(max(until, last.at if last else until), day or day_of(began, zone, last))
        return last
