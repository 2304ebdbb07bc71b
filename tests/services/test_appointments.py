"""Appointments: booked, moved, closed by whoever may; the invitation is what calendars read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from sqlalchemy import select

from crm_desktop.domain.appointments import AppointmentState
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.appointments import (
    AppointmentRow,
    AppointmentService,
    BookAppointment,
    MoveAppointment,
)
from crm_desktop.store.tables import timeline
from tests.calling_office import INDIA, CallingOffice, both_engines


@pytest.fixture
def service(co: CallingOffice) -> AppointmentService:
    return AppointmentService(co.store)


def at(hour: int, minute: int = 0, day: int = 21) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(INDIA))


def book(co: CallingOffice, service: AppointmentService, lead_id: UUID, **more: object) -> AppointmentRow:
    command = BookAppointment(new_id(), lead_id, "Visit at home", at(16), place="12, Karve Road, Pune")
    return service.book(co.office.asha, replace(command, **more))  # type: ignore[arg-type]


@both_engines
def test_a_slot_is_booked_once_and_told(co: CallingOffice, service: AppointmentService) -> None:
    lead_id = co.add_lead("Meera Kulkarni", owner=co.office.asha)
    command = BookAppointment(new_id(), lead_id, "  Visit  at home ", at(16), place="Pune")
    first = service.book(co.office.asha, command)
    assert service.book(co.office.asha, command) == first
    assert first.appointment.title == "Visit at home"
    assert first.appointment.ends_at - first.appointment.starts_at == timedelta(minutes=30)
    assert service.of_lead(co.office.asha, lead_id) == (first,)
    assert service.between(co.office.asha, at(0), at(0, day=22)) == (first,)
    assert service.between(co.office.imran, at(0), at(0, day=22)) == ()
    with co.store.read() as work:
        told = work.connection.execute(select(timeline).where(timeline.c.lead_id == lead_id)).all()
    assert [(row.kind, row.text) for row in told] == [("appointment", "Visit at home, Pune")]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": "  "}, "title"),
        ({"starts_at": at(9, day=20)}, "starts_at"),
        ({"starts_at": at(9) + timedelta(days=400)}, "starts_at"),
        ({"ends_at": at(16)}, "ends_at"),
        ({"ends_at": at(16) + timedelta(hours=13)}, "ends_at"),
    ],
)
def test_what_can_not_be_is_refused_at_its_field(
    co: CallingOffice, service: AppointmentService, more: dict[str, object], field: str
) -> None:
    lead_id = co.add_lead(owner=co.office.asha)
    with pytest.raises(UserError) as told:
        book(co, service, lead_id, **more)
    assert told.value.field == field
    assert service.of_lead(co.office.asha, lead_id) == ()


@both_engines
def test_moving_keeps_the_length_and_renews_the_invitation(
    co: CallingOffice, service: AppointmentService
) -> None:
    row = book(co, service, co.add_lead(owner=co.office.asha), ends_at=at(17))
    moved = service.move(co.office.asha, MoveAppointment(row.appointment.id, 1, starts_at=at(18))).row
    assert (moved.appointment.ends_at, moved.appointment.sequence) == (at(19), 1)
    noted = service.move(co.office.asha, MoveAppointment(row.appointment.id, 2, note="bring the papers")).row
    assert (noted.appointment.note, noted.appointment.sequence) == ("bring the papers", 1)
    with pytest.raises(ChangedMeanwhile, match="meanwhile"):
        service.move(co.office.asha, MoveAppointment(row.appointment.id, 2, place="Nashik"))


@both_engines
def test_how_it_ended(co: CallingOffice, service: AppointmentService) -> None:
    row = book(co, service, co.add_lead(owner=co.office.asha))
    with pytest.raises(UserError, match="Until then it can be moved or cancelled"):
        service.close(co.office.asha, row.appointment.id, 1, AppointmentState.KEPT)
    co.clock.set(at(17))
    done = service.close(co.office.asha, row.appointment.id, 1, AppointmentState.KEPT).row
    assert done.appointment.state is AppointmentState.KEPT
    with pytest.raises(ChangedMeanwhile, match="closed meanwhile"):
        service.close(co.office.asha, row.appointment.id, 2, AppointmentState.MISSED)


@both_engines
def test_a_move_is_taken_back_while_nobody_touched_it(co: CallingOffice, service: AppointmentService) -> None:
    asha = co.office.asha
    row = book(co, service, co.add_lead(owner=asha))
    moved = service.move(asha, MoveAppointment(row.appointment.id, 1, starts_at=at(18), place="Nashik"))
    back = service.undo(asha, moved.undo_id).appointment
    assert (back.starts_at, back.ends_at, back.place) == (at(16), at(16, 30), row.appointment.place)
    assert (back.sequence, back.version) == (2, 3)  # calendars that took the move take this as newer
    with pytest.raises(UserError, match="taken back already"):
        service.undo(asha, moved.undo_id)
    again = service.move(asha, MoveAppointment(row.appointment.id, 3, note="bring the papers"))
    service.move(asha, MoveAppointment(row.appointment.id, 4, place="Pune"))
    with pytest.raises(ChangedMeanwhile, match="since"):
        service.undo(asha, again.undo_id)


@both_engines
@pytest.mark.parametrize(
    "state", [AppointmentState.KEPT, AppointmentState.MISSED, AppointmentState.CANCELLED]
)
def test_a_closing_is_taken_back(
    co: CallingOffice, service: AppointmentService, state: AppointmentState
) -> None:
    row = book(co, service, co.add_lead(owner=co.office.asha))
    co.clock.set(at(17))
    closed = service.close(co.office.asha, row.appointment.id, 1, state)
    with pytest.raises(NotFound, match="nothing to undo"):
        service.undo(co.office.lead, closed.undo_id)
    back = service.undo(co.office.asha, closed.undo_id).appointment
    assert back.state is AppointmentState.PLANNED
    assert back.sequence == 2 * (state is AppointmentState.CANCELLED)
    assert service.between(co.office.asha, at(0), at(0, day=22))[0].appointment == back
    with co.store.read() as work:
        told = work.connection.execute(select(timeline.c.data).where(timeline.c.kind != "created")).scalars()
        assert [data["state"] for data in told] == ["planned", state.value, "planned"]


def test_too_late_to_take_back(co: CallingOffice, service: AppointmentService) -> None:
    row = book(co, service, co.add_lead(owner=co.office.asha))
    moved = service.move(co.office.asha, MoveAppointment(row.appointment.id, 1, starts_at=at(18)))
    co.clock.move(minutes=11)
    with pytest.raises(UserError, match="too late"):
        service.undo(co.office.asha, moved.undo_id)
    assert service.between(co.office.asha, at(18), at(19)) == (moved.row,)


def test_a_colleagues_overlaps_are_told_to_whom_may_book_for_them(
    co: CallingOffice, service: AppointmentService
) -> None:
    row = book(co, service, co.add_lead(owner=co.office.asha), ends_at=at(17))
    whose = co.office.asha.person_id
    assert service.clashing(co.office.lead, at(16), at(17), owner_id=whose) == (row,)
    assert service.clashing(co.office.lead, at(16), at(17)) == ()
    with pytest.raises(NotAllowed, match="not in your team"):
        service.clashing(co.office.imran, at(16), at(17), owner_id=whose)


def test_overlaps_are_told(co: CallingOffice, service: AppointmentService) -> None:
    row = book(co, service, co.add_lead(owner=co.office.asha), ends_at=at(17))
    assert service.clashing(co.office.asha, at(16, 30), at(18)) == (row,)
    assert service.clashing(co.office.asha, at(15), at(16)) == ()
    assert service.clashing(co.office.asha, at(17), at(18)) == ()
    assert service.clashing(co.office.asha, at(16, 30), at(18), but_not=row.appointment.id) == ()
    service.close(co.office.asha, row.appointment.id, 1, AppointmentState.CANCELLED)
    assert service.clashing(co.office.asha, at(16, 30), at(18)) == ()


def test_whose_they_are(co: CallingOffice, service: AppointmentService) -> None:
    mine, theirs = co.add_lead(owner=co.office.asha), co.add_lead(owner=co.office.imran)
    with pytest.raises(NotAllowed):
        book(co, service, theirs)
    with pytest.raises(NotAllowed, match="not in your team"):
        book(co, service, mine, owner_id=co.office.imran.person_id)
    row = book(co, service, mine)
    with pytest.raises(NotAllowed):
        service.move(co.office.imran, MoveAppointment(row.appointment.id, 1, place="Nashik"))
    with pytest.raises(NotAllowed):
        service.file(co.office.other_caller, row.appointment.id)
    given = service.book(
        co.office.lead,
        BookAppointment(new_id(), mine, "Test drive", at(12), owner_id=co.office.imran.person_id),
    )
    assert service.between(co.office.imran, at(0), at(0, day=22)) == (given,)


def test_the_invitation_is_what_calendars_read(co: CallingOffice, service: AppointmentService) -> None:
    lead_id = co.add_lead("सुनीता देशमुख", owner=co.office.asha)
    row = book(co, service, lead_id, title="Visit; papers, all\nof them", note="Floor 2")
    made = service.file(co.office.asha, row.appointment.id)
    assert made.name == "2026-11-21 1600 Visit papers all of them.ics"
    calendar = Calendar.from_ical(made.content)
    (event,) = calendar.walk("VEVENT")
    assert str(event["summary"]) == "Visit; papers, all of them – Shakti Finance"
    assert event["dtstart"].dt == at(16)
    assert event["dtstart"].params["TZID"] == INDIA
    assert str(event["location"]) == "12, Karve Road, Pune"
    assert str(calendar["method"]) == "PUBLISH"
    assert calendar.walk("VTIMEZONE")
    assert all(len(line) <= 75 for line in made.content.split(b"\r\n"))
    assert "सुनीता".encode() not in made.content  # the file goes through others' hands
    service.close(co.office.asha, row.appointment.id, 1, AppointmentState.CANCELLED)
    cancelled = Calendar.from_ical(service.file(co.office.asha, row.appointment.id).content)
    (gone,) = cancelled.walk("VEVENT")
    assert (str(cancelled["method"]), str(gone["status"]), int(gone["sequence"])) == (
        "CANCEL",
        "CANCELLED",
        1,
    )
    assert gone["uid"] == event["uid"]
