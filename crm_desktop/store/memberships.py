"""Who was in which team on which day, as rows; a server's triggers keep the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, insert, or_, select

from crm_desktop.domain.memberships import Membership, Memberships, Stretch
from crm_desktop.domain.shift import number_of
from crm_desktop.ids import new_id
from crm_desktop.store.tables import people, team_members
from crm_desktop.store.unit_of_work import Work

_m = team_members.c


def memberships(work: Work) -> Memberships:
    """Everybody's teams, now and before."""
    run = work.connection.execute
    now = {row.id: row.team_id for row in run(select(people.c.id, people.c.team_id))}
    rows = run(select(_m.person_id, _m.team_id, _m.from_on).order_by(_m.from_on, _m.at, _m.id))
    return Memberships(now, tuple(Membership(row.person_id, row.team_id, row.from_on) for row in rows))


def keep_move(work: Work, person_id: UUID, version: int, team_id: Any, today: date) -> None:
    """Keep that a person of this version comes into a team (None: into none) from tomorrow on.

       Asked before the person's row changes.
    A server's trigger does it by itself.
    """
    if not work.is_sqlite:
        return
    run = work.connection.execute
    before = run(
        select(people.c.team_id).where(people.c.id == person_id, people.c.version == version)
    ).one_or_none()
    if before is None or before.team_id == team_id:
        return
    is_known = run(select(exists().where(_m.person_id == person_id))).scalar_one()
    tomorrow = number_of(today + timedelta(days=1))
    known = () if is_known else ((before.team_id, 0),)
    for team, from_on in (*known, (team_id, tomorrow)):
        run(
            insert(team_members).values(
                id=new_id(), person_id=person_id, team_id=team, from_on=from_on,
                set_by=work.actor.person_id if work.actor else None, at=work.now,
            )
        )  # fmt: skip


def on_days_of(person_id: Any, day: Any, stretches: Iterable[Stretch]) -> ColumnElement[bool]:
    """Whether rows with these columns lie on these people's days."""
    of_days: dict[tuple[int, int], list[UUID]] = {}
    for each in stretches:
        of_days.setdefault((each.first, each.last), []).append(each.person_id)
    parts = [and_(day.between(*days), person_id.in_(who)) for days, who in of_days.items()]
    return or_(*parts) if parts else false()
