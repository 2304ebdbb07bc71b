"""Targets and the office's calendars as rows, and what was done between two days to measure them by."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, insert, literal, or_, select

from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.domain.targets import (
    FIGURES,
    Aims,
    Away,
    Calendar,
    Measure,
    Period,
    Subject,
    Target,
    Whose,
    WorkDays,
)
from crm_desktop.ids import new_id
from crm_desktop.store.campaign_days import CampaignDays
from crm_desktop.store.counted_rows import sales_counted
from crm_desktop.store.leaves import Leaves
from crm_desktop.store.memberships import memberships, on_days_of
from crm_desktop.store.sold import sold as sold_rows
from crm_desktop.store.tables import calendars, call_hours, people, targets
from crm_desktop.store.unit_of_work import Work

_t, _c, _h, _s = targets.c, calendars.c, call_hours.c, sold_rows.c
_OF_CALLS = ("attempts", "conversations", "successes", "talk_s")
_OF_SALES = ("sales", "sales_minor")
Done = dict[str, int]


@dataclass(frozen=True, slots=True)
class KeptTarget:
    """A version of a target, who set it and when."""

    target: Target
    set_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptCalendar:
    """A version of the office's calendar, who set it and when."""

    calendar: Calendar
    set_by: str
    at: datetime


class Targets:
    """Repository of targets and calendars; both are only ever added to."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def kept(self, *which: ColumnElement[bool]) -> tuple[KeptTarget, ...]:
        """Every version that fulfils these conditions and may be seen, in the order in which they hold."""
        statement = (
            select(targets, people.c.display_name)
            .join(people, people.c.id == _t.set_by)
            .where(*which)
            .order_by(_t.from_on, _t.at, _t.id)
        )
        return tuple(
            KeptTarget(_target(row), row.display_name, row.at)
            for row in self._work.connection.execute(statement)
        )

    def add(self, target: Target) -> Target:
        """Keep a version; gives it with its id."""
        assert self._work.actor is not None, "somebody sets it"
        subject, made = target.subject, new_id()
        self._work.connection.execute(
            insert(targets).values(
                id=made, whose=subject.whose.value, person_id=subject.person_id,
                campaign_id=subject.campaign_id, team_id=subject.team_id, measure=target.measure.value,
                period=target.period.value, amount=target.amount, from_on=target.from_on,
                set_by=self._work.actor.person_id, at=self._work.now,
            )
        )  # fmt: skip
        return _target_with(target, made)

    def calendars(self) -> tuple[KeptCalendar, ...]:
        """Every version, in the order in which they hold."""
        statement = (
            select(calendars, people.c.display_name)
            .join(people, people.c.id == _c.set_by)
            .order_by(_c.from_on, _c.at, _c.id)
        )
        return tuple(
            KeptCalendar(_calendar(row), row.display_name, row.at)
            for row in self._work.connection.execute(statement)
        )

    def add_calendar(self, calendar: Calendar) -> None:
        """Keep a version."""
        assert self._work.actor is not None, "somebody sets it"
        self._work.connection.execute(
            insert(calendars).values(
                id=new_id(), from_on=calendar.from_on, week_starts=calendar.week_starts,
                days=sorted(calendar.days), holidays=sorted(calendar.holidays),
                set_by=self._work.actor.person_id, at=self._work.now,
            )
        )  # fmt: skip

    def work_days(self) -> WorkDays:
        """On which days the office works, and worked."""
        rows = self._work.connection.execute(select(calendars).order_by(_c.from_on, _c.at, _c.id))
        return WorkDays(tuple(_calendar(row) for row in rows))

    def aims(
        self,
        people_ids: Iterable[UUID] = (),
        campaign_id: UUID | None = None,
        former: Collection[UUID] = (),
        team_id: UUID | None = None,
    ) -> Aims:
        """What these people are to reach: their own targets (of one campaign too) and those of each caller.

        With calendars and leave. A campaign's own target stands in it where one is said. `former`: others who
        were in this team and are out of sight by now; a server tells what they had in it.
        """
        wanted = (*people_ids, *former)
        campaign: ColumnElement[bool] = _t.campaign_id.is_(None)
        if campaign_id is not None:
            campaign = or_(campaign, _t.campaign_id == campaign_id)
        found = self._aims(and_(or_(_t.person_id.is_(None), _t.person_id.in_(wanted)), campaign), wanted)
        if not former or self._work.is_sqlite:
            return found
        told = func.targets_of_former(literal(team_id, _t.id.type))
        rows = self._work.connection.execute(select("*").select_from(told))
        theirs = [_target(row) for row in rows if row.campaign_id in (None, campaign_id)]
        return replace(found, targets=(*found.targets, *theirs))

    def every_aim(self, people_ids: Iterable[UUID]) -> Aims:
        """All targets of these people, in every campaign, and those of several together."""
        wanted = tuple(people_ids)
        return self._aims(or_(_t.person_id.is_(None), _t.person_id.in_(wanted)), wanted)

    def _aims(self, which: ColumnElement[bool], wanted: tuple[UUID, ...]) -> Aims:
        rows = self._work.connection.execute(select(targets).where(which).order_by(_t.from_on, _t.at, _t.id))
        found = tuple(_target(row) for row in rows)
        away = Leaves(self._work).stretches(wanted) if wanted else {}
        campaigns = {each.subject.campaign_id for each in found if each.subject.campaign_id is not None}
        return Aims(
            found,
            self.work_days(),
            {who: Away(stretches) for who, stretches in away.items()},
            CampaignDays(self._work).of(campaigns),
        )

    # --- what was done ---

    def done(
        self, first: date, last: date, people_ids: Iterable[UUID], campaign_id: UUID | None = None
    ) -> dict[UUID, dict[date, Done]]:
        """What these people did each day, by the names of FIGURES; of one campaign, if said."""
        wanted, days = tuple(people_ids), (number_of(first), number_of(last))
        found: dict[UUID, dict[date, Done]] = {}
        of_hours, of_sales = self._sums(days, campaign_id)
        run = self._work.connection.execute
        calls = select(_h.person_id, _h.day, *of_hours).where(
            *self._hours(days, campaign_id), _h.person_id.in_(wanted)
        )
        for row in run(calls.group_by(_h.person_id, _h.day)):
            _add_to(found, row, _OF_CALLS)
        sold = select(_s.person_id, _s.day, *of_sales).where(
            *self._sold(days, campaign_id), _s.person_id.in_(wanted)
        )
        for row in run(sold.group_by(_s.person_id, _s.day)):
            _add_to(found, row, _OF_SALES)
        return found

    def done_together(self, subject: Subject, first: date, last: date) -> Done:
        """What a campaign's people, a team or the office did between two days, both included.

        A team's is what its people of each day did. A server tells the sums alone, and those of a goal that
        there is.
        """
        days = (number_of(first), number_of(last))
        run = self._work.connection.execute
        if not self._work.is_sqlite:
            row = run(
                select(func.done_together(subject.whose.value, subject.campaign_id, subject.team_id, *days))
            ).scalar_one()
            return {name: int(row.get(name) or 0) for name in (*_OF_CALLS, *_OF_SALES)} if row else {}
        of_hours, of_sales = self._sums(days, subject.campaign_id)
        calls, sold = self._hours(days, subject.campaign_id), self._sold(days, subject.campaign_id)
        if subject.team_id is not None:
            stretches = memberships(self._work).stretches(subject.team_id, *days)
            calls = (*calls, on_days_of(_h.person_id, _h.day, stretches))
            sold = (*sold, on_days_of(_s.person_id, _s.day, stretches))
        found = run(select(*of_hours).where(*calls)).one(), run(select(*of_sales).where(*sold)).one()
        return {name: int(value or 0) for row in found for name, value in row._mapping.items()}

    def _sums(self, days: tuple[int, int], campaign_id: UUID | None) -> tuple[list[Any], list[Any]]:
        counts = sales_counted()
        return (
            [func.coalesce(func.sum(_h[name]), 0).label(name) for name in _OF_CALLS],
            [
                func.coalesce(func.sum(what).filter(condition), 0).label(name)
                for name in _OF_SALES
                for condition, what in (counts[name],)
            ],
        )

    def _hours(self, days: tuple[int, int], campaign_id: UUID | None) -> tuple[ColumnElement[bool], ...]:
        of = () if campaign_id is None else (_h.campaign_id == campaign_id,)
        return (_h.day.between(*days), *of)

    def _sold(self, days: tuple[int, int], campaign_id: UUID | None) -> tuple[ColumnElement[bool], ...]:
        of = () if campaign_id is None else (_s.campaign_id == campaign_id,)
        return (_s.day.between(*days), *of)


def total_of(days: dict[date, Done], measure: Measure, first: date, last: date) -> int:
    """What was done of a measure between two days."""
    return sum(done.get(FIGURES[measure], 0) for day, done in days.items() if first <= day <= last)


def _add_to(found: dict[UUID, dict[date, Done]], row: Any, names: tuple[str, ...]) -> None:
    of_day = found.setdefault(row.person_id, {}).setdefault(date_of(row.day), {})
    of_day.update({name: int(row._mapping[name] or 0) for name in names})


def _target(row: Any) -> Target:
    subject = Subject(Whose(row.whose), row.person_id, row.campaign_id, row.team_id)
    return Target(subject, Measure(row.measure), Period(row.period), row.amount, row.from_on, row.id)


def _target_with(target: Target, id: UUID) -> Target:
    return Target(target.subject, target.measure, target.period, target.amount, target.from_on, id)


def _calendar(row: Any) -> Calendar:
    days, holidays = frozenset(map(int, row.days)), frozenset(map(int, row.holidays))
    return Calendar(row.from_on, row.week_starts, days, holidays)
