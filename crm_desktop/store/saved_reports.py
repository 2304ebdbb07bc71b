"""Reports saved under a name and their schedules, as rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, true, update

from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.saved_reports import Asks, Every, Planned, SavedReport, Schedule
from crm_desktop.store.tables import people, report_schedules, saved_reports
from crm_desktop.store.unit_of_work import Work

_r, _s = saved_reports.c, report_schedules.c


class SavedReports:
    """Repository of saved reports."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def seen_by(self, actor: Actor) -> tuple[SavedReport, ...]:
        """One's own, and those shared with one's team or with everybody; by name."""
        is_all = actor.reach(Permission.SEE_REPORTS) is Reach.ALL
        of_team = true() if is_all else or_(_r.team_id.is_(None), _r.team_id == actor.team_id)
        rows = self._work.connection.execute(
            _SEEN.where(or_(_r.owner_id == actor.person_id, and_(_r.is_shared, of_team)))
        )
        found = [_saved(row) for row in rows]
        # A folder of a computer is its owner's to know.
        told = [s if s.owner_id == actor.person_id else replace(s, planned=None) for s in found]
        return tuple(sorted(told, key=lambda one: one.name.casefold()))

    def add(self, saved: SavedReport) -> None:
        """Keep one, with its schedule if it has one."""
        self._work.connection.execute(
            insert(saved_reports).values(
                id=saved.id, owner_id=saved.owner_id, team_id=saved.team_id, is_shared=saved.is_shared,
                name=saved.name, asks=saved.asks.to_json(), created_at=self._work.now,
            )
        )  # fmt: skip
        if saved.planned is not None:
            self.plan(saved, saved.planned)

    def change(self, saved: SavedReport) -> None:
        """Its name, what it asks, and whom it is shared with."""
        self._work.connection.execute(
            update(saved_reports)
            .where(_r.id == saved.id)
            .values(
                name=saved.name, asks=saved.asks.to_json(), is_shared=saved.is_shared, version=_r.version + 1
            )
        )

    def remove(self, report_id: UUID) -> bool:
        """Have it no more, nor its schedule; False where it was gone."""
        self.unplan(report_id)
        gone = self._work.connection.execute(delete(saved_reports).where(_r.id == report_id))
        return gone.rowcount == 1

    def plan(self, saved: SavedReport, planned: Planned) -> None:
        """Write it by itself from now on, in place of an earlier schedule."""
        self.unplan(saved.id)
        schedule = planned.schedule
        self._work.connection.execute(
            insert(report_schedules).values(
                report_id=saved.id, owner_id=saved.owner_id, seat=schedule.seat, every=schedule.every.value,
                on_day=schedule.on, at_minute=schedule.at_minute, format=schedule.format,
                folder=schedule.folder, next_at=planned.next_at, last_at=planned.last_at,
                last_file=planned.last_file, trouble=planned.trouble,
            )
        )  # fmt: skip

    def unplan(self, report_id: UUID) -> bool:
        """Write it no more; False where it wasn't."""
        gone = self._work.connection.execute(delete(report_schedules).where(_s.report_id == report_id))
        return gone.rowcount == 1

    def due(self, owner_id: UUID, seat: str) -> tuple[SavedReport, ...]:
        """A person's own whose time has come, to be written at this workstation."""
        rows = self._work.connection.execute(
            _SEEN.where(_s.owner_id == owner_id, _s.seat == seat, _s.next_at <= self._work.now)
        )
        return tuple(_saved(row) for row in rows)

    def take(self, report_id: UUID, at: datetime, next_at: datetime) -> bool:
        """The turn of this time is over, that of `next_at` is next; False where it was planned anew since."""
        done = self._work.connection.execute(
            update(report_schedules)
            .where(_s.report_id == report_id, _s.next_at == at)
            .values(next_at=next_at, version=_s.version + 1)
        )
        return done.rowcount == 1

    def wrote(self, report_id: UUID, last_file: str) -> None:
        """It was written, now."""
        self._of(report_id, last_at=self._work.now, last_file=last_file, trouble="")

    def failed(self, report_id: UUID, at: datetime, trouble: str) -> None:
        """The turn of `at` couldn't be written: why; it stays the next one."""
        self._of(report_id, _s.next_at == at, trouble=trouble)

    def _of(self, report_id: UUID, *more: ColumnElement[bool], **values: Any) -> None:
        done = update(report_schedules).where(_s.report_id == report_id, *more)
        self._work.connection.execute(done.values(**values, version=_s.version + 1))


_SEEN = select(
    *(_r.id, _r.owner_id, _r.team_id, _r.name, _r.asks, _r.is_shared, people.c.display_name),
    *(_s.seat, _s.every, _s.on_day, _s.at_minute, _s.format, _s.folder, _s.next_at, _s.last_at),
    *(_s.last_file, _s.trouble),
).select_from(
    saved_reports.join(people, people.c.id == _r.owner_id).outerjoin(report_schedules, _s.report_id == _r.id)
)


def _saved(row: Any) -> SavedReport:
    planned = None
    if row.seat is not None:
        schedule = Schedule(Every(row.every), row.at_minute, row.format, row.folder, row.seat, row.on_day)
        planned = Planned(schedule, row.next_at, row.last_at, row.last_file, row.trouble)
    return SavedReport(
        row.id, row.owner_id, row.team_id, row.name, Asks.from_json(row.asks), row.is_shared,
        row.display_name, planned,
    )  # fmt: skip
