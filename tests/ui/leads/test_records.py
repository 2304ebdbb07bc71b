"""Sales and service records on the lead's card, by keyboard: added, changed, taken away, documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.service_records import ServiceText
from crm_desktop.services.bundle import Services
from crm_desktop.services.leads import NewLead
from crm_desktop.store.sales import Sales
from crm_desktop.ui.leads import documents
from crm_desktop.ui.leads.card import RECORDS
from crm_desktop.ui.sales.page import SalesPage
from crm_desktop.ui.widgets.timeline import ENTRY_ROLE
from tests.factories import Office
from tests.ui.leads.conftest import Opener
from tests.ui.leads.scene import Scene, made_up_sale, press, settle, types
from tests.ui.walk import assert_sound

CTRL = Qt.KeyboardModifier.ControlModifier
OIL = ServiceText(date(2026, 11, 18), "Oil change", 1_850_00, "5W-30", date(2027, 5, 18))


def titles(scene: Scene) -> list[str]:
    """What stands in the list of records."""
    model = scene.page.card.records.list.model_
    return [model.index(row).data(ENTRY_ROLE).title for row in range(model.rowCount())]


@pytest.fixture
def lead_id(services: Services, office: Office) -> UUID:
    return services.leads.create(office.lead, NewLead("Devayani Phadke", ("98000 09876",))).id


@pytest.fixture
def shown(opened: Opener, lead_id: UUID) -> Scene:
    """The list opened at Devayani, a lead of the team."""
    scene = opened()
    scene.page.show_query(LeadQuery(text="devayani"))
    settle()
    assert scene.page.card.lead is not None
    return scene


def test_a_service_by_keyboard(shown: Scene, services: Services, office: Office, lead_id: UUID) -> None:
    card = shown.page.card
    press("S")
    assert card.in_form
    assert card.tabs.index() == RECORDS
    assert shown.window.acts.state("leads") == "form"
    assert QApplication.focusWidget() is card.service_form.what.edit
    types("Oil change")
    press(Qt.Key.Key_Return)
    assert card.service_form.done_on.text() == "20 Nov 2026"
    press("a", CTRL)
    types("18/11/2026")
    press(Qt.Key.Key_Tab)
    types("1,850")
    press(Qt.Key.Key_Tab)
    types("in 6 months")
    press(Qt.Key.Key_Return, CTRL)
    assert not card.in_form
    assert titles(shown) == ["Oil change, ₹1,850"]
    (record,) = services.service_records.of_lead(office.lead, lead_id)
    assert (record.done_on, record.next_due_on) == (date(2026, 11, 18), date(2027, 5, 20))
    assert QApplication.focusWidget() is card.records.list
    press("Z", CTRL)
    assert services.service_records.of_lead(office.lead, lead_id) == ()


def test_changing_and_taking_away_with_undo(
    shown: Scene, services: Services, office: Office, lead_id: UUID
) -> None:
    services.service_records.add(office.lead, lead_id, OIL)
    card = shown.page.card
    press("R")
    assert titles(shown) == ["Oil change, ₹1,850"]
    assert shown.window.acts.state("leads") == "record"
    press(Qt.Key.Key_Return)
    assert card.in_form
    assert card.service_form.next_due_on.text() == "18 May 2027"
    press("a", CTRL)
    types("Oil and filter")
    press(Qt.Key.Key_Return, CTRL)
    assert titles(shown) == ["Oil and filter, ₹1,850"]
    press(Qt.Key.Key_Delete)
    assert titles(shown) == []
    press("Z", CTRL)
    settle()
    assert titles(shown) == ["Oil and filter, ₹1,850"]


def test_wrong_and_unclear_input_is_told_at_its_field(
    shown: Scene, services: Services, office: Office, lead_id: UUID
) -> None:
    card = shown.page.card
    form = card.service_form
    press("S")
    press(Qt.Key.Key_Return, CTRL)
    assert form.what.error() == "Say what was done."
    form.what.set_text("Brakes")
    form.done_on.set_text("31/2/2026")
    form.price.set_text("1,2500")
    form.submit()
    assert "no such date" in form.done_on.error()
    assert "odd places" in form.price.error()
    assert QApplication.focusWidget() is form.done_on.edit
    form.price.set_text("")
    form.done_on.set_text("kal")
    form.submit()
    assert form.done_on.error() == "Is it 21 Nov 2026? Save again if so."
    form.submit()
    assert "still to come" in form.done_on.error()
    form.done_on.set_text("aaj")
    form.next_due_on.set_text("1/1/2026")
    form.submit()
    assert "must come after" in form.next_due_on.error()
    press(Qt.Key.Key_Escape)
    assert "Esc again" in form.error.text()
    assert card.in_form
    press(Qt.Key.Key_Escape)
    assert not card.in_form
    assert services.service_records.of_lead(office.lead, lead_id) == ()


def test_someone_else_changed_it(shown: Scene, services: Services, office: Office, lead_id: UUID) -> None:
    record = services.service_records.add(office.lead, lead_id, OIL).record
    press("R")
    press(Qt.Key.Key_Return)
    theirs = ServiceText(OIL.done_on, "Brakes", OIL.price_minor, "new pads", OIL.next_due_on)
    services.service_records.change(office.admin, record.id, 1, theirs)
    types("x")
    press(Qt.Key.Key_Return, CTRL)
    form = shown.page.card.service_form
    settle()
    assert services.service_records.of_lead(office.lead, lead_id)[0].what == "Brakes"
    assert "now here too: Note." in form.error.text()
    assert "theirs is “Brakes”" in form.error.text()
    assert (form.what.text(), form.note.toPlainText()) == ("Oil changex", "new pads")
    press(Qt.Key.Key_Return, CTRL)  # both changes stand
    settle()
    (kept,) = services.service_records.of_lead(office.lead, lead_id)
    assert (kept.what, kept.note) == ("Oil changex", "new pads")


def test_documents(
    shown: Scene,
    services: Services,
    office: Office,
    lead_id: UUID,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    services.service_records.add(office.lead, lead_id, OIL)
    file = tmp_path / "invoice 12.pdf"
    file.write_bytes(b"%PDF paid in full")
    press("R")
    card = shown.page.card
    card.desk.attach(file)
    settle()
    (record,) = services.service_records.of_lead(office.lead, lead_id)
    assert record.document is not None
    assert "invoice 12.pdf (1 KB)" in card.records.list.model_.entry(0).detail
    card.desk.save_to(tmp_path / "copy.pdf")
    settle()
    assert (tmp_path / "copy.pdf").read_bytes() == b"%PDF paid in full"
    shows: list[Path] = []
    monkeypatch.setattr(documents.opened, "show", lambda path: shows.append(path) or True)
    press("O")
    assert shows[0].read_bytes() == b"%PDF paid in full"
    assert shows[0].parent.parent.stat().st_mode & 0o077 == 0
    documents.opened.clear()
    assert not shows[0].exists()
    (tmp_path / "empty.pdf").touch()
    card.desk.attach(tmp_path / "empty.pdf")
    settle()
    assert any("is empty" in notice.text for notice in shown.notices.banners)
    card.desk.detach()
    settle()
    assert services.service_records.of_lead(office.lead, lead_id)[0].document is None


def test_a_sale_on_the_card_opens_its_page(
    shown: Scene, services: Services, office: Office, lead_id: UUID
) -> None:
    with services.opened.store.write(office.asha) as work:
        sale = made_up_sale(lead_id, office.asha.person_id, work.now)
        Sales(work).add(sale)
    press("R")
    assert titles(shown) == ["Gold loan, ₹1,25,000"]
    assert "not confirmed yet" in shown.page.card.records.list.model_.entry(0).detail
    press(Qt.Key.Key_Return)
    page = shown.window.deck.current_page
    assert isinstance(page, SalesPage)
    assert page.card.row is not None
    assert page.card.row.sale.id == sale.id


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_nothing_is_cut_off(
    opened: Opener, services: Services, office: Office, lead_id: UUID, size: tuple[int, int]
) -> None:
    services.service_records.add(office.lead, lead_id, OIL)
    scene = opened(size=size)
    scene.page.show_query(LeadQuery(text="devayani"))
    settle()
    scene.page.toolbar.tabs.choose(1)
    press("R")
    assert_sound(scene.window)
    press("S")
    assert_sound(scene.window)
