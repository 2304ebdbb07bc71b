"""Appointments by key: booked in words, changed, closed, saved as a calendar file; the strip counts them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from crm_desktop.clock import SetClock
from crm_desktop.domain.appointments import AppointmentState
from crm_desktop.ids import new_id
from crm_desktop.services.appointments import BookAppointment
from crm_desktop.services.bundle import Services
from crm_desktop.services.leads import NewLead
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.appointments import calendar_file
from crm_desktop.ui.ops import InlineOperations
from tests.conftest import TEST_NOW
from tests.factories import Office
from tests.staffed_stores import Staffed
from tests.ui.leads.scene import Scene, make_services, open_scene, settle
from tests.ui.walk import assert_sound

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
SATURDAY_16 = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
LONG = "திருவேங்கடம் வெங்கடசுப்ரமணியம் இராமச்சந்திரன்"


def _press(key: Qt.Key | str, how: Qt.KeyboardModifier = NONE) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, how)  # type: ignore[call-overload]
    settle()


def _type(words: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), words)
    settle()


@pytest.fixture
def sqlite_store(sqlite_staffed: Staffed) -> Store:
    return sqlite_staffed.store


@pytest.fixture
def office(sqlite_staffed: Staffed) -> Office:
    return sqlite_staffed.office


@pytest.fixture
def services(sqlite_store: Store, office: Office) -> Services:
    return make_services(sqlite_store)


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "documents"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda *_: str(folder))
    return folder


@pytest.fixture
def lead(services: Services, office: Office) -> UUID:
    return services.leads.create(office.asha, NewLead("Kavita Rao", ("98000 00100",))).id


Book = Callable[..., UUID]


@pytest.fixture
def book(services: Services, office: Office, lead: UUID) -> Book:
    def make(at: datetime, title: str = "Visit", place: str = "Baner showroom") -> UUID:
        command = BookAppointment(new_id(), lead, title, at, place=place)
        return services.appointments.book(office.asha, command).appointment.id

    return make


Opener = Callable[..., Scene]


@pytest.fixture
def opened(
    services: Services, clock: SetClock, ops: InlineOperations, office: Office, tmp_path: Path, lead: UUID
) -> Opener:
    def opener(page: str = "callbacks", **more: object) -> Scene:
        ini = tmp_path / "window.ini"
        return open_scene(services, clock, office.asha, ops, ini, page=page, **more)  # type: ignore[arg-type]

    return opener


def _only(services: Services, office: Office, lead: UUID) -> object:
    (row,) = services.appointments.of_lead(office.asha, lead)
    return row


def _lines(scene: Scene) -> list[str]:
    model = scene.callbacks.model
    return [
        str(model.index(line, 0 if model.item(line) is None else 1).data())
        for line in range(model.rowCount())
    ]


def _popover(scene: Scene, page: str) -> Any:
    if page == "leads":
        return scene.page.popovers._booker
    return scene.callbacks.desk._booker


def test_booking_from_the_lead_by_key_and_the_file_by_one_more(
    opened: Opener, services: Services, office: Office, lead: UUID, documents: Path
) -> None:
    scene = opened("leads")
    scene.page.table.setFocus()
    settle()
    _press("t", CTRL)
    booker = _popover(scene, "leads")
    assert booker.when.field.edit.hasFocus()
    _type("kal 4 baje")
    assert booker.when.field._hint.startswith("Sat 21 Nov, 16:00 (tomorrow)")
    _press(Qt.Key.Key_Return)  # to what is missing
    assert booker.about.edit.hasFocus()
    _type("Test drive")
    _press(Qt.Key.Key_Return)
    (row,) = services.appointments.of_lead(office.asha, lead)
    assert (row.appointment.starts_at, row.appointment.title) == (SATURDAY_16, "Test drive")
    assert booker.result.text() == "Booked: Test drive, Sat 21 Nov, 16:00–16:30"
    assert "Appointment" in {item.title for item in services.leads.timeline(office.asha, lead)}
    _press("s")
    assert not booker.isVisible()
    (file,) = documents.glob("*.ics")
    assert b"DTSTART" in file.read_bytes()
    assert str(file) in scene.notices.toasts[-1].text


def test_what_is_missing_is_said_at_its_field(
    opened: Opener, services: Services, office: Office, lead: UUID
) -> None:
    scene = opened("leads")
    scene.page.table.setFocus()
    _press("b")
    booker = _popover(scene, "leads")
    _press(Qt.Key.Key_Return)
    assert booker.when.field.error()
    _type("sometime")
    _press(Qt.Key.Key_Return)
    assert booker.when.field.error()
    booker.when.field.set_text("kal 4 baje")
    _press(Qt.Key.Key_Return, CTRL)
    assert booker.about.error()
    assert services.appointments.of_lead(office.asha, lead) == ()
    _press(Qt.Key.Key_Escape)
    assert not booker.isVisible()
    assert scene.page.table.hasFocus()
    _press("b")
    assert booker.when.text() == "kal 4 baje"  # what was typed is still there


def test_two_readings_are_chosen_by_alt_and_a_number(
    opened: Opener, services: Services, office: Office, lead: UUID
) -> None:
    scene = opened("leads")
    scene.page.table.setFocus()
    _press("b")
    booker = _popover(scene, "leads")
    _type("kal ya parso 11 baje")
    _press(Qt.Key.Key_Return)
    assert "Alt" in booker.when.field.error()
    _press("2", ALT)
    booker.about.set_text("Visit")
    _press(Qt.Key.Key_Return)
    (row,) = services.appointments.of_lead(office.asha, lead)
    assert row.appointment.starts_at == datetime(2026, 11, 22, 5, 30, tzinfo=UTC)


def test_an_overlap_is_told_and_not_forbidden(
    opened: Opener, services: Services, office: Office, lead: UUID, book: Book
) -> None:
    book(SATURDAY_16 + timedelta(minutes=15))
    scene = opened("leads")
    scene.page.table.setFocus()
    _press("b")
    booker = _popover(scene, "leads")
    _type("kal 4 baje")
    assert booker.clash.text() == "At that time you have: Kavita Rao, Sat 21 Nov, 16:15–16:45"
    assert booker.clash.isVisible()
    booker.length.setCurrentIndex(booker.length.findData(15))
    settle()
    assert not booker.clash.isVisible()
    booker.about.set_text("Visit")
    _press(Qt.Key.Key_Return)
    assert len(services.appointments.of_lead(office.asha, lead)) == 2


def test_the_strip_counts_appointments_and_the_day_lists_them(opened: Opener, book: Book) -> None:
    book(SATURDAY_16)
    scene = opened()
    days = scene.callbacks.strip.days()
    assert [day.appointments for day in days] == [0, 1, *[0] * 13]
    assert scene.callbacks.strip.button(1).accessibleName() == "Sat 21: –, 1 appointment"
    _press("d")
    _press(Qt.Key.Key_Right)
    assert _lines(scene) == ["Appointments, 1", "Kavita Rao"]
    slot = scene.callbacks.slot
    assert slot.when.text() == "Sat 21 Nov, 16:00–16:30"
    assert slot.isVisible()
    assert not scene.callbacks.card.isVisible()


def test_moving_and_cancelling_by_key(
    opened: Opener, services: Services, office: Office, lead: UUID, book: Book
) -> None:
    book(SATURDAY_16)
    scene = opened()
    scene.callbacks.strip.choose(1)
    scene.callbacks.table.setFocus()
    settle()
    _press("m")
    booker = _popover(scene, "callbacks")
    assert booker.when.field._hint == "Stays on Sat 21 Nov, 16:00"
    _type("kal 5 baje")
    _press(Qt.Key.Key_Return)
    _press(Qt.Key.Key_Return)
    (row,) = services.appointments.of_lead(office.asha, lead)
    assert row.appointment.starts_at == SATURDAY_16 + timedelta(hours=1)
    assert row.appointment.title == "Visit"
    assert scene.callbacks.slot.when.text() == "Sat 21 Nov, 17:00–17:30"
    assert scene.notices.toasts[-1].text == "Kavita Rao: appointment changed to Sat 21 Nov, 17:00–17:30"
    _press("z", CTRL)
    assert scene.callbacks.slot.when.text() == "Sat 21 Nov, 16:00–16:30"
    scene.callbacks.table.setFocus()
    _press("c")
    assert scene.callbacks.slot.cancel_box.why.edit.hasFocus()
    _type("Out of town")
    _press(Qt.Key.Key_Return)
    (row,) = services.appointments.of_lead(office.asha, lead)
    assert row.appointment.state is AppointmentState.CANCELLED
    assert _lines(scene) == []
    assert [n.text for n in scene.notices.banners] == [
        "Kavita Rao has the invitation? Send its cancellation."
    ]
    assert scene.notices.toasts[-1].text == "Kavita Rao: the appointment is cancelled"
    _press("z", CTRL)
    (row,) = services.appointments.of_lead(office.asha, lead)
    assert row.appointment.state is AppointmentState.PLANNED
    assert _lines(scene) == ["Appointments, 1", "Kavita Rao"]
    assert not scene.notices.banners  # nothing is cancelled any more


@pytest.mark.parametrize(("key", "state"), [("x", AppointmentState.KEPT), ("u", AppointmentState.MISSED)])
def test_how_it_went_is_asked_until_it_is_said(
    opened: Opener, services: Services, office: Office, lead: UUID, book: Book, clock: SetClock, key: str,
    state: AppointmentState,
) -> None:  # fmt: skip
    book(SATURDAY_16)
    clock.set(SATURDAY_16 + timedelta(days=1))
    scene = opened()
    assert _lines(scene) == ["Did they take place?, 1", "Kavita Rao"]
    _press(key)
    (row,) = services.appointments.of_lead(office.asha, lead)
    assert row.appointment.state is state
    assert _lines(scene) == []
    _press("z", CTRL)
    (row,) = services.appointments.of_lead(office.asha, lead)
    assert row.appointment.state is AppointmentState.PLANNED
    assert _lines(scene) == ["Did they take place?, 1", "Kavita Rao"]


def test_before_it_begins_nobody_can_say_how_it_went(
    opened: Opener, services: Services, office: Office, lead: UUID, book: Book
) -> None:
    book(TEST_NOW + timedelta(hours=1))
    scene = opened()
    assert _lines(scene) == ["Appointments, 1", "Kavita Rao"]
    assert not scene.callbacks.slot.kept.isVisible()
    _press("x")
    (row,) = services.appointments.of_lead(office.asha, lead)
    assert row.appointment.state is AppointmentState.PLANNED


def test_a_team_lead_books_for_a_colleague(
    services: Services, clock: SetClock, ops: InlineOperations, office: Office, tmp_path: Path, lead: UUID,
    book: Book,
) -> None:  # fmt: skip
    book(SATURDAY_16)
    scene = open_scene(services, clock, office.lead, ops, tmp_path / "window.ini", page="leads")
    scene.page.table.setFocus()
    settle()
    _press("b")
    booker = _popover(scene, "leads")
    names = [booker.whose.itemText(place) for place in range(booker.whose.count())]
    assert names[0] == "For me"
    assert "For Imran Sheikh" in names
    assert not any("other" in name.casefold() for name in names)  # of another team
    _type("kal 4 baje")
    assert not booker.clash.isVisible()
    booker.whose.setCurrentIndex(names.index("For Asha Pawar"))
    settle()
    assert booker.clash.text() == "At that time Asha Pawar has: Kavita Rao, Sat 21 Nov, 16:00–16:30"
    booker.whose.setCurrentIndex(names.index("For Imran Sheikh"))
    settle()
    assert not booker.clash.isVisible()
    assert_sound(scene.page)
    booker.about.set_text("Visit")
    _press(Qt.Key.Key_Return)
    assert booker.result.text() == "Booked for Imran Sheikh: Visit, Sat 21 Nov, 16:00–16:30"
    newest = max(services.appointments.of_lead(office.lead, lead), key=lambda row: row.appointment.id)
    assert newest.appointment.owner_id == office.imran.person_id


def test_a_telecaller_books_for_themselves_only(opened: Opener) -> None:
    scene = opened("leads")
    scene.page.table.setFocus()
    _press("b")
    assert not _popover(scene, "leads").whose.isVisible()


def test_a_file_of_the_same_name_stays(tmp_path: Path) -> None:
    first = calendar_file.write(tmp_path, "Visit.ics", b"one")
    assert calendar_file.write(tmp_path, "Visit.ics", b"one") == first
    assert calendar_file.write(tmp_path, "Visit.ics", b"two") == tmp_path / "Visit (2).ics"
    assert first.read_bytes() == b"one"


def test_everything_is_named_and_nothing_cut(opened: Opener, book: Book) -> None:
    book(TEST_NOW + timedelta(hours=1), LONG, LONG)
    scene = opened()
    assert_sound(scene.callbacks)
    scene.callbacks.desk.change()
    settle()
    assert_sound(scene.callbacks)


def test_every_text_is_translated(pseudo_language: None, opened: Opener, book: Book) -> None:
    book(TEST_NOW + timedelta(hours=1))
    scene = opened()
    scene.callbacks.desk.change()
    settle()
    assert_sound(scene.callbacks, pseudo=True)


def test_how_to_reach_a_customer_by_key(
    opened: Opener, services: Services, office: Office, lead: UUID
) -> None:
    scene = opened("leads")
    scene.page.table.setFocus()
    _press("h")
    panel = scene.page.popovers._wishes
    assert panel is not None
    assert panel.isVisible()
    panel.way.setCurrentIndex(panel.way.findData("whatsapp"))
    panel.begin_at.set_text("late")
    panel.begin_at.edit.setFocus()
    _press(Qt.Key.Key_Return)
    assert panel.begin_at.error()
    panel.begin_at.set_text("5 pm")
    _press(Qt.Key.Key_Return)
    assert panel.end_at.error()  # one hour alone means nothing
    panel.end_at.set_text("18:00")
    panel.days.set_text("7, 1")
    assert_sound(panel)
    _press(Qt.Key.Key_Return)
    assert not panel.isVisible()
    wishes = services.reminders.preferences(office.asha, lead)
    assert (wishes.channel, wishes.from_minute, wishes.to_minute, wishes.days_before) == (
        "whatsapp", 1020, 1080, (7, 1),
    )  # fmt: skip
    assert scene.page.card.head.wish.text() == "Reach by WhatsApp, 17:00–18:00"
