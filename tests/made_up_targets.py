"""Targets and calendars that hold already, put into the store as if they had been set long ago."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert

from crm_desktop.domain.targets import EACH, Calendar, Measure, Period, Subject
from crm_desktop.ids import new_id
from crm_desktop.store.tables import calendars, targets
from crm_desktop.store.unit_of_work import Store
from tests.calling_office import CallingOffice


def put_target(
    co: CallingOffice,
    measure: Measure,
    period: Period,
    amount: int | None,
    *,
    subject: Subject = EACH,
    from_on: int = 20260101,
) -> None:
    """A target from this day on."""
    add_target(co.store, co.office.admin.person_id, measure, period, amount, subject, from_on)


def add_target(
    store: Store,
    set_by: UUID,
    measure: Measure,
    period: Period,
    amount: int | None,
    subject: Subject = EACH,
    from_on: int = 20260101,
) -> None:
    """A target from this day on, in any store."""
    with store.write(None) as work:
        work.connection.execute(
            insert(targets).values(
                id=new_id(), whose=subject.whose.value, person_id=subject.person_id,
                campaign_id=subject.campaign_id, team_id=subject.team_id, measure=measure.value,
                period=period.value, amount=amount, from_on=from_on, set_by=set_by, at=work.now,
            )
        )  # fmt: skip


def put_calendar(co: CallingOffice, calendar: Calendar) -> None:
    """On which days the office works, from the calendar's day on."""
    with co.store.write(None) as work:
        work.connection.execute(
            insert(calendars).values(
                id=new_id(), from_on=calendar.from_on, week_starts=calendar.week_starts,
                days=sorted(calendar.days), holidays=sorted(calendar.holidays),
                set_by=co.office.admin.person_id, at=work.now,
            )
        )  # fmt: skip
