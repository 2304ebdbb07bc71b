"""An appointment agreed in a call: booked by key on the calling screen, without leaving the lead."""

from __future__ import annotations

from datetime import UTC, datetime

from crm_desktop.ui.appointments.booker import Booker
from crm_desktop.ui.calling.states import State
from tests.ui.calling.stage import Stage, press, type_text
from tests.ui.leads.scene import settle


def test_an_appointment_is_booked_in_the_call_by_key(stage: Stage) -> None:
    lead_id = stage.add("Meera Kulkarni", city="Pune", owner_id=stage.office.asha.person_id)
    page = stage.open()
    page.presenter.next_lead()
    press(page, "Space")
    assert page.presenter.state is State.BY_HAND
    press(page, "Ctrl+T")
    booker = page.findChild(Booker)
    assert booker is not None
    assert booker.when.field.edit.hasFocus()
    type_text(page, "kal 4 baje")
    press(page, "Enter")
    settle()
    type_text(page, "Home visit")
    press(page, "Enter")
    settle()
    (row,) = stage.services.appointments.of_lead(stage.office.asha, lead_id)
    assert row.appointment.starts_at == datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
    assert row.appointment.call_id == page.presenter.call.id  # type: ignore[union-attr]
    assert not booker._form.isVisible()
    newest = page.history.view.model_.entry(0)
    assert newest.title == "Appointment"
    assert newest.detail.startswith("for Sat 21 Nov, 16:00 · Home visit")
    press(page, "Enter")
    settle()
    assert not booker.isVisible()
    assert page.presenter.state is State.BY_HAND  # the keys that booked gave no result
    assert page.note.edit.toPlainText() == ""
