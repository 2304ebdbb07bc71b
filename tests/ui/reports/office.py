"""A workspace with made-up days of calls, sales, a long and a Devanagari name, for tests and pictures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select, update

from crm_desktop.clock import SetClock
from crm_desktop.domain.shift import date_of
from crm_desktop.domain.targets import Measure, Period
from crm_desktop.ids import new_id
from crm_desktop.services.bundle import Services, make_services
from crm_desktop.services.demo import fill
from crm_desktop.services.workspace import WorkspaceService
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.tables import calls, people, sales
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.entrance.program import Program
from tests.factories import PASSWORD, QuickPasswords
from tests.made_up_targets import add_target
from tests.ui.entrance.places import OFFICE, Place, make_workspace

EVENING = datetime(2026, 11, 20, 19, 10, tzinfo=ZoneInfo("Asia/Kolkata")).astimezone(UTC)
TODAY = 20261120
NAMES = ("Thiruvengadam Venkatasubramaniam", "कविता मिश्रा", "Imran Sheikh")


def fill_office(folder: Path, *, people_count: int = 4, days: int = 4) -> tuple[str, ...]:
    """Fill the workspace of tests until EVENING, its last day too; gives the callers' sign-in names."""
    clock = SetClock(EVENING - timedelta(minutes=1))
    opened = WorkspaceService(clock, QuickPasswords()).open(folder)
    try:
        services = make_services(opened, clock, QuickPasswords())
        admin = services.people.sign_in(OFFICE.sign_in_name, PASSWORD, "made").actor
        done = fill(
            services,
            admin,
            people=people_count,
            leads=300,
            days=days,
            seed=4,
            clock=clock,
            password=PASSWORD,
            calls_a_day=60,
            passwords=QuickPasswords(),
        )
        _make_today(services)
        _name_and_sell(services)
        add_target(opened.store, admin.person_id, Measure.AMOUNT, Period.MONTH, 500_000_00)
    finally:
        opened.close()
    return done.callers


def _make_today(services: Services) -> None:
    """The last day: every caller's calls of the day before, two days later by the clock."""
    with services.opened.store.write(None) as work:
        day = work.connection.execute(select(func.max(calls.c.day))).scalar_one()
        for row in work.connection.execute(select(calls).where(calls.c.day == day)).mappings().all():
            later = date_of(TODAY) - date_of(day)
            moments = ("dialled_at", "answered_at", "ended_at", "closed_at")
            moved = {name: row[name] and row[name] + later for name in moments}
            work.connection.execute(
                insert(calls).values({**row, **moved, "id": new_id(), "day": TODAY, "session_id": None})
            )
        CallHours(work).rebuild(TODAY, TODAY)


def _name_and_sell(services: Services) -> None:
    with services.opened.store.write(None) as work:
        callers = work.connection.execute(
            select(people.c.id).where(people.c.role == "telecaller").order_by(people.c.sign_in_name)
        ).scalars()
        found: list[UUID] = list(callers)
        for person, name in zip(found, NAMES, strict=False):
            work.connection.execute(update(people).where(people.c.id == person).values(display_name=name))
        last = work.connection.execute(
            select(calls.c.day, calls.c.lead_id, calls.c.person_id, calls.c.dialled_at)
            .where(calls.c.disposition_code == "SOLD")
            .order_by(calls.c.dialled_at.desc())
        ).all()
        for place, row in enumerate(last):
            work.connection.execute(
                insert(sales).values(
                    id=new_id(),
                    lead_id=row.lead_id,
                    person_id=row.person_id,
                    product="Home loan",
                    amount_minor=(24_000 + 1_500 * place) * 100,
                    currency="INR",
                    state="received" if place % 3 else "promised",
                    confirmed_at=None if place % 5 == 4 else row.dialled_at,
                    at=row.dialled_at,
                    day=row.day,
                )
            )


def at_the_desk(place: Place, *, days: int = 4) -> tuple[Program, Desk, tuple[str, ...]]:
    """The program at EVENING with the admin of a filled workspace signed in; the callers' sign-in names."""
    make_workspace(place.folder, SetClock(EVENING - timedelta(hours=1)))
    callers = fill_office(place.folder, days=days)
    place.clock = SetClock(EVENING)
    program = place.start()
    place.sign_in(program)
    assert program.desk is not None
    return program, program.desk, callers
