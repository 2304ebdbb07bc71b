"""Dates of customers become call-backs: once each, for whoever looks after the lead, when they wish."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select, text, update

from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane
from crm_desktop.domain.reminders import Preferences, Reminds
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.leads import LeadService
from crm_desktop.services.reminders import Planned, ReminderService
from crm_desktop.store.tables import callbacks, field_values, people, service_records, timeline
from tests.calling_office import INDIA, NOT_YOURS, CallingOffice, both_engines


@pytest.fixture
def service(co: CallingOffice) -> ReminderService:
    return ReminderService(co.store)


def at(day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(INDIA))


def birthday(co: CallingOffice, service: ReminderService) -> UUID:
    """A date field that reminds; gives its id."""
    field = LeadService(co.store).add_field(co.office.admin, "birthday", "Birthday", "date")
    service.set_field(co.office.admin, field.id, Reminds())
    return field.id


def born(co: CallingOffice, lead_id: UUID, field_id: UUID, number: int) -> None:
    with co.store.write(None) as work:
        work.connection.execute(
            insert(field_values).values(lead_id=lead_id, field_id=field_id, text="x", number=number)
        )


def of_lead(co: CallingOffice, lead_id: UUID) -> list[tuple[str, int | None, str]]:
    with co.store.read() as work:
        rows = work.connection.execute(
            select(callbacks).where(callbacks.c.lead_id == lead_id).order_by(callbacks.c.created_at)
        ).all()
    return [(row.kind, row.days_before, row.state) for row in rows]


@both_engines
def test_a_date_makes_its_lead_due_once(co: CallingOffice, service: ReminderService) -> None:
    """The office's day is 20 November; a birthday on 5 December stands at its mark of 15 days."""
    field_id, lead_id = birthday(co, service), co.add_lead("Meera", owner=co.office.asha, lane=Lane.CLOSED)
    born(co, lead_id, field_id, 19800505)
    assert service.plan(co.office.lead) == Planned(0, 0)
    with co.store.write(None) as work:
        work.connection.execute(update(field_values).values(number=19801205))
    assert service.plan(co.office.lead) == Planned(1, 0)
    assert service.plan(co.office.asha) == Planned(0, 0)
    (mine,) = (*co.callbacks.mine(co.office.asha).overdue, *co.callbacks.mine(co.office.asha).today)
    assert (mine.kind, mine.note, mine.lead_id) == ("reminder", "Birthday", lead_id)
    entry = co.entry(lead_id).entry
    assert (entry.lane, entry.owner_id) == (Lane.PROMISED, co.office.asha.person_id)
    with co.store.read() as work:
        told = work.connection.execute(select(timeline).where(timeline.c.lead_id == lead_id)).all()
    assert [(row.kind, row.text, row.data["days_before"]) for row in told] == [("reminder", "Birthday", 15)]


@both_engines
def test_a_later_mark_takes_the_place_of_an_open_one(co: CallingOffice, service: ReminderService) -> None:
    field_id, lead_id = birthday(co, service), co.add_lead("Meera", owner=co.office.asha)
    born(co, lead_id, field_id, 19801205)
    service.plan(co.office.asha)
    co.clock.set(at(28))
    assert service.plan(co.office.asha) == Planned(1, 0)
    assert of_lead(co, lead_id) == [("reminder", 15, "cancelled"), ("reminder", 7, "open")]


@both_engines
def test_the_call_ends_the_reminder(co: CallingOffice, service: ReminderService) -> None:
    field_id, lead_id = birthday(co, service), co.add_lead("Meera", owner=co.office.asha)
    born(co, lead_id, field_id, 19801205)
    service.plan(co.office.asha)
    shown = co.calling.take_lead(co.office.asha, lead_id)
    co.call(co.office.asha, "NOT_INTERESTED", shown)
    assert of_lead(co, lead_id) == [("reminder", 15, "kept")]
    co.clock.set(at(20, 18))
    assert service.plan(co.office.asha) == Planned(0, 0)


def test_it_comes_again_next_year(co: CallingOffice, service: ReminderService) -> None:
    field_id, lead_id = birthday(co, service), co.add_lead("Meera", owner=co.office.asha)
    born(co, lead_id, field_id, 19801205)
    service.plan(co.office.asha)
    co.clock.set(at(20) + timedelta(days=365))
    assert service.plan(co.office.asha) == Planned(1, 0)
    assert len(of_lead(co, lead_id)) == 2


def test_the_customers_wishes_say_when(co: CallingOffice, service: ReminderService) -> None:
    field_id, lead_id = birthday(co, service), co.add_lead("Meera", owner=co.office.asha)
    born(co, lead_id, field_id, 19801225)
    kept = service.set_preferences(
        co.office.asha, Preferences(lead_id, "call", 17 * 60, 18 * 60, (45, 2), version=0)
    )
    assert service.preferences(co.office.asha, lead_id) == kept
    assert service.plan(co.office.asha) == Planned(1, 0)
    assert of_lead(co, lead_id) == [("reminder", 45, "open")]
    with co.store.read() as work:
        due = work.connection.execute(select(callbacks.c.due_at)).scalar_one()
    assert due.astimezone(ZoneInfo(INDIA)).hour == 17


@pytest.mark.parametrize(
    ("wishes", "field"),
    [
        ({"channel": "pigeon"}, "channel"),
        ({"from_minute": 600}, "to_minute"),
        ({"from_minute": 600, "to_minute": 600}, "to_minute"),
        ({"days_before": (400,)}, "days_before"),
    ],
)
def test_wishes_that_can_not_be(
    co: CallingOffice, service: ReminderService, wishes: dict[str, object], field: str
) -> None:
    lead_id = co.add_lead(owner=co.office.asha)
    with pytest.raises(UserError) as told:
        service.set_preferences(co.office.asha, replace(Preferences(lead_id), **wishes))  # type: ignore[arg-type]
    assert told.value.field == field
    assert service.preferences(co.office.asha, lead_id) == Preferences(lead_id)


@both_engines
def test_two_who_change_wishes_are_told(co: CallingOffice, service: ReminderService) -> None:
    lead_id = co.add_lead(owner=co.office.asha)
    none = service.preferences(co.office.asha, lead_id)
    service.set_preferences(co.office.asha, replace(none, channel="whatsapp"))
    with pytest.raises(ChangedMeanwhile):
        service.set_preferences(co.office.lead, replace(none, channel="sms"))
    with pytest.raises(NOT_YOURS):
        service.preferences(co.office.other_caller, lead_id)


@both_engines
def test_whose_a_reminder_is(co: CallingOffice, service: ReminderService) -> None:
    """The owner's; without one whoever called last; of a disabled owner's lead likewise; else nobody's."""
    field_id = birthday(co, service)
    called, orphan, nobodys = (
        co.add_lead("Called"),
        co.add_lead("Orphan", owner=co.office.imran),
        co.add_lead("N"),
    )
    for lead_id in (called, orphan, nobodys):
        born(co, lead_id, field_id, 19801205)
    co.call(co.office.asha, "NO_ANSWER", co.calling.take_lead(co.office.asha, called))
    co.call(co.office.imran, "NO_ANSWER", co.calling.take_lead(co.office.imran, orphan))
    disable(co, co.office.imran)
    assert service.plan(co.office.admin) == Planned(1, 2)
    with co.store.read() as work:
        rows = work.connection.execute(select(callbacks.c.lead_id, callbacks.c.owner_id)).all()
    assert [(row.lead_id, row.owner_id) for row in rows] == [(called, co.office.asha.person_id)]


def disable(co: CallingOffice, who: Actor) -> None:
    with co.store.write(None) as work:
        work.connection.execute(update(people).where(people.c.id == who.person_id).values(is_disabled=True))


def test_who_may_not_be_called_reminds_nobody(co: CallingOffice, service: ReminderService) -> None:
    field_id, lead_id = birthday(co, service), co.add_lead(owner=co.office.asha)
    born(co, lead_id, field_id, 19801205)
    shown = co.calling.take_lead(co.office.asha, lead_id)
    co.calling.do_not_call(co.office.asha, lead_id, shown.phone.phone_id, "asked")
    assert service.plan(co.office.asha) == Planned(0, 0)
    assert of_lead(co, lead_id) == []


@both_engines
def test_the_next_service_reminds(co: CallingOffice, service: ReminderService) -> None:
    lead_id = co.add_lead(owner=co.office.asha)
    record_id = new_id()
    with co.store.write(None) as work:
        work.connection.execute(
            insert(service_records).values(
                id=record_id,
                lead_id=lead_id,
                person_id=co.office.asha.person_id,
                done_on=20260520,
                what="Oil change",
                currency="INR",
                next_due_on=20261127,
                created_at=work.now,
                updated_at=work.now,
            )
        )
    assert service.plan(co.office.asha) == Planned(1, 0)
    assert of_lead(co, lead_id) == [("reminder", 7, "open")]


def test_only_dates_remind_and_only_an_admin_says_so(co: CallingOffice, service: ReminderService) -> None:
    leads = LeadService(co.store)
    amount = leads.add_field(co.office.admin, "loan", "Loan", "money")
    day = leads.add_field(co.office.admin, "renewal", "Renewal", "date")
    with pytest.raises(UserError, match="“Loan” is no date"):
        service.set_field(co.office.admin, amount.id, Reminds())
    with pytest.raises(NotAllowed):
        service.set_field(co.office.lead, day.id, Reminds())
    service.set_field(co.office.admin, day.id, Reminds((7, 30), is_yearly=False))
    assert [f.reminds for f in leads.fields(co.office.asha)] == [None, Reminds((30, 7), is_yearly=False)]
    service.set_field(co.office.admin, day.id, None)
    assert [f.reminds for f in leads.fields(co.office.asha)] == [None, None]


def test_dates_are_looked_up_by_an_index(co: CallingOffice) -> None:
    with co.store.read() as work:
        plan = work.connection.execute(
            text(
                "EXPLAIN QUERY PLAN SELECT lead_id FROM field_values WHERE field_id = x'00'"
                " AND number IS NOT NULL AND number % 10000 >= 1120 AND number % 10000 <= 1220"
            )
        ).all()
    assert "ix_field_values_month_day" in str(plan)
