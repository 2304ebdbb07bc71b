"""Who is on leave, as rows: one stretch a person that is under way or to come, and those that were."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update

from crm_desktop.domain.leave import Leave
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.store.tables import leaves, people
from crm_desktop.store.unit_of_work import Work

_l = leaves.c
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LateLeave:
    """Leave of days that were past when it was set: which, by whom, when."""

    leave: Leave
    set_by: str
    set_at: datetime


class Leaves:
    """Repository of leaves."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> dict[UUID, Leave]:
        """Everybody's newest, by person; also such as are over. Stretches that follow one another are one."""
        found: dict[UUID, Leave] = {}
        for row in self._work.connection.execute(select(leaves).order_by(_l.first_day)):
            first, last = date_of(row.first_day), date_of(row.last_day)
            before = found.get(row.person_id)
            if before is not None and first <= before.last + DAY:
                first, last = before.first, max(before.last, last)
            found[row.person_id] = Leave(first, last)
        return found

    def of(self, person_id: UUID) -> Leave | None:
        """One person's newest."""
        return self.all().get(person_id)

    def stretches(self, people: Iterable[UUID]) -> dict[UUID, tuple[tuple[int, int], ...]]:
        """All leave there ever was of some people: first and last days (yyyymmdd), in order."""
        found: dict[UUID, list[tuple[int, int]]] = {}
        statement = select(leaves).where(_l.person_id.in_(tuple(people))).order_by(_l.first_day)
        for row in self._work.connection.execute(statement):
            found.setdefault(row.person_id, []).append((row.first_day, row.last_day))
        return {person: tuple(stretches) for person, stretches in found.items()}

    def set(self, person_id: UUID, leave: Leave | None, today: date) -> None:
        """Make this a person's leave instead of what is under way or to come; None takes that back.

        What is past stays leave, whatever is said now; see `add_late` for days that become so.
        """
        run, now = self._work.connection.execute, number_of(today)
        mine = _l.person_id == person_id
        run(delete(leaves).where(mine, _l.first_day >= now))
        run(update(leaves).where(mine, _l.last_day >= now).values(last_day=number_of(today - DAY)))
        if leave is not None:
            self._add(person_id, Leave(max(leave.first, today), leave.last), is_late=False)

    def missing(self, person_id: UUID, first: date, last: date) -> tuple[Leave, ...]:
        """The days between two, both included, that aren't leave of somebody: each stretch of them."""
        known = self.stretches([person_id]).get(person_id, ())
        found: list[Leave] = []
        for day in (first + DAY * n for n in range((last - first).days + 1)):
            if any(begin <= number_of(day) <= end for begin, end in known):
                continue
            if found and found[-1].last + DAY == day:
                found[-1] = Leave(found[-1].first, day)
            else:
                found.append(Leave(day, day))
        return tuple(found)

    def add_late(self, person_id: UUID, days: Iterable[Leave]) -> None:
        """Make past days that weren't leave leave."""
        for each in days:
            self._add(person_id, each, is_late=True)

    def drop_late(self, person_id: UUID, days: Iterable[Leave]) -> int:
        """Take back what was just added to the past by the same person; how many stretches went."""
        gone, actor = 0, self._work.actor
        for each in days:
            which = (
                *(_l.person_id == person_id, _l.first_day == number_of(each.first)),
                *(_l.last_day == number_of(each.last), _l.is_late.is_(True)),
                *(_l.set_by == (actor.person_id if actor else None), _l.set_at > self._work.now - DAY),
            )
            gone += int(self._work.connection.execute(delete(leaves).where(*which)).rowcount)
        return gone

    def late_since(self, person_id: UUID, since: datetime) -> tuple[LateLeave, ...]:
        """What others set after `since` of somebody's past days, the newest first."""
        rows = self._work.connection.execute(
            select(_l.first_day, _l.last_day, _l.set_at, func.coalesce(people.c.display_name, "").label("by"))
            .select_from(leaves.outerjoin(people, people.c.id == _l.set_by))
            .where(
                *(_l.person_id == person_id, _l.is_late.is_(True)),
                *(_l.set_at > since, _l.set_by.is_distinct_from(person_id)),
            )
            .order_by(_l.set_at.desc(), _l.first_day.desc())
        )
        return tuple(
            LateLeave(Leave(date_of(row.first_day), date_of(row.last_day)), row.by, row.set_at)
            for row in rows
        )

    def _add(self, person_id: UUID, leave: Leave, *, is_late: bool) -> None:
        self._work.connection.execute(
            insert(leaves).values(
                person_id=person_id, first_day=number_of(leave.first), last_day=number_of(leave.last),
                set_by=self._work.actor.person_id if self._work.actor else None, set_at=self._work.now,
                is_late=is_late,
            )
        )  # fmt: skip

    def is_away(self, person_id: UUID, first: date, last: date) -> bool:
        """Whether somebody is, or was, on leave on each day between two, both included."""
        stretches = self.stretches([person_id]).get(person_id, ())
        days = (number_of(first + DAY * n) for n in range((last - first).days + 1))
        return all(any(begin <= day <= end for begin, end in stretches) for day in days)

    def away_on(self, day: date, among: Iterable[UUID]) -> frozenset[UUID]:
        """Those of some people who are on leave on a day."""
        number = number_of(day)
        return frozenset(
            person
            for person, found in self.stretches(among).items()
            if any(first <= number <= last for first, last in found)
        )
