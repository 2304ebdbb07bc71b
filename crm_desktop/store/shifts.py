"""Which shift's day a moment of a person's belongs to, asked of what the person did before it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, cast, literal, literal_column, null, select, union_all

from crm_desktop.domain.people import COMMAND_SEAT, LOST
from crm_desktop.domain.shift import LastAct, day_after_break, day_of, is_before_noon
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.prepared import Prepared, first, needed
from crm_desktop.store.tables import calls, presence, sessions
from crm_desktop.store.unit_of_work import Work


def _last_acts(is_sqlite: bool) -> Any:
    """The last call, sign-in and break of a person up to a moment: one row each, whichever there are."""
    c, s, p = calls.c, sessions.c, presence.c
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
    change = first(
        select(p.at, cast(null(), p.at.type), p.day)
        .where(p.person_id == person, p.at <= at, p.state != literal_column("'away'"))
        .order_by(p.at.desc()),
        1,
    )
    parts = (call.subquery("last_call"), session.subquery("last_session"), change.subquery("last_change"))
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

    def day_of_return(self, person_id: UUID, at: datetime, broke: LastAct) -> int:
        """The day of coming back from a break, which is the break's unless that was very long."""
        day = day_after_break(at, workspace_zone(self._work), broke)
        return self.day_of(person_id, at) if day is None else day

    def _last_act(self, person_id: UUID, at: datetime, zone: str) -> LastAct | None:
        """The last thing done; what has no day of its own takes it from what was before it."""
        acts = [
            (row.began, max(m for m in (row.began, row.ended) if m is not None and m <= at), row.day)
            for row in _LAST_ACTS.rows(self._work, person_id=person_id, at=at)
        ]
        last: LastAct | None = None
        for began, until, day in sorted(acts, key=lambda act: act[0]):
            last = LastAct(max(until, last.at if last else until), day or day_of(began, zone, last))
        return last
