"""The card by keyboard: notes, changing beside someone else, new leads, merging, hidden numbers."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.letters import Officer
from crm_desktop.domain.people import Actor
from crm_desktop.errors import NotFound
from crm_desktop.services.bundle import Services
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.leads import EditLead, NewLead
from crm_desktop.ui.leads.card import DETAILS
from crm_desktop.ui.messages.writer import Writer
from crm_desktop.ui.shell.page import Width
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.timeline import ENTRY_ROLE
from tests.factories import AGREED, Office
from tests.ui.leads.conftest import COUNT, Opener
from tests.ui.leads.scene import Scene, settle
from tests.ui.walk import assert_sound

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LONG = "திருவேங்கடம் வெங்கடசுப்ரமணியம் இராமச்சந்திரன்"


def _press(key: Qt.Key | str, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, how)  # type: ignore[call-overload]
    settle()


def _titles(scene: Scene) -> list[str]:
    model = scene.page.card.timeline.model_
    return [model.index(row).data(ENTRY_ROLE).title for row in range(model.rowCount())]


def _add(services: Services, actor: Actor, name: str, number: int, **more: object) -> UUID:
    return services.leads.create(actor, NewLead(name, (f"98000 {number:05d}",), **more)).id  # type: ignore[arg-type]


@pytest.fixture
def shown(opened: Opener, services: Services, office: Office) -> Scene:
    """The list opened at Devayani, a made-up lead of the team."""
    _add(services, office.lead, "Devayani Phadke", 9876, city="Satara", company="Phadke Sweets")
    scene = opened()
    scene.page.show_query(LeadQuery(text="devayani"))
    settle()
    assert scene.page.card.lead is not None
    return scene


def test_a_note_by_key_is_kept_and_shown(shown: Scene, services: Services) -> None:
    card = shown.page.card
    _press("N")
    assert card.note.edit.hasFocus()
    QTest.keyClicks(card.note.edit, "Speaks Marathi, call after six")
    _press(Qt.Key.Key_Return)
    assert _titles(shown)[0] == "Note"
    assert card.note.edit.text() == ""
    assert shown.window.status.texts()[0] == "All saved 15:42"
    _press(Qt.Key.Key_Escape)
    assert shown.page.table.hasFocus()


def test_a_note_not_saved_waits_for_its_lead(opened: Opener) -> None:
    scene = opened()
    page = scene.page
    _press("N")
    QTest.keyClicks(page.card.note.edit, "half a sent")
    _press(Qt.Key.Key_Down, ALT)
    assert page.table.current_place() == 1
    assert page.card.note.edit.text() == ""
    _press(Qt.Key.Key_Up, ALT)
    assert page.card.note.edit.text() == "half a sent"


def test_next_and_previous_keep_the_place(opened: Opener) -> None:
    scene = opened()
    page = scene.page
    page.table.go_to(40)
    for step, key in ((1, Qt.Key.Key_Down), (1, Qt.Key.Key_Down), (-1, Qt.Key.Key_Up)):
        before = page.table.current_place()
        _press(key, ALT)
        assert page.table.current_place() == before + step
        row = page.model.row(before + step)
        assert row is not None
        assert page.card.lead is not None
        assert page.card.lead.id == row.id


def test_editing_by_keyboard(shown: Scene, services: Services, office: Office) -> None:
    card = shown.page.card
    _press("E")
    assert card.in_form
    assert shown.window.acts.state("leads") == "form"
    _press("a", CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "Devayani Joshi")
    _press(Qt.Key.Key_Return, CTRL)
    assert not card.in_form
    assert card.head.name.text() == "Devayani Joshi"
    assert card.lead is not None
    assert services.leads.get(office.lead, card.lead.id).name == "Devayani Joshi"
    row = shown.page.model.row(0)
    assert row is not None
    assert row.name == "Devayani Joshi"
    assert "Changed" in _titles(shown)


def test_what_is_wrong_stands_at_its_field(shown: Scene) -> None:
    card = shown.page.card
    _press("E")
    card.form.field("phones").set_text("98765")
    card.form.field("email").set_text("not an address")
    _press(Qt.Key.Key_Return, CTRL)
    assert card.in_form
    assert "not an e-mail address" in card.form.field("email").error()
    card.form.field("email").set_text("")
    _press(Qt.Key.Key_Return, CTRL)
    assert card.form.field("phones").error()


def test_someone_else_was_quicker(shown: Scene, services: Services, office: Office) -> None:
    card = shown.page.card
    lead = card.lead
    assert lead is not None
    _press("E")
    form = card.form
    form.field("company").set_text("Phadke and Daughters")
    form.field("city").set_text("Karad")
    services.leads.edit(
        office.admin,
        EditLead(lead.id, lead.version, {"city": "Nashik", "language": "Marathi"}, tags=("vip",)),
    )
    _press(Qt.Key.Key_Return, CTRL)
    assert card.in_form
    assert form.conflict.isVisible()
    assert form.conflict.words.text().startswith("Rohini Nambiar changed this lead at 15:42")
    assert form.conflict.changes.text().splitlines() == [
        "City: Satara → Nashik",
        "Language: – → Marathi",
        "Tags, with commas between: – → vip",
    ]
    assert form.field("company").text() == "Phadke and Daughters"  # what was typed stays
    assert form.field("city").text() == "Karad"
    _press("l", ALT)
    assert not form.conflict.isVisible()
    assert form.field("language").text() == "Marathi"  # theirs, where nothing was typed
    assert form.field("city").text() == "Karad"
    assert services.leads.get(office.lead, lead.id).city == "Nashik"  # nothing overwritten yet
    _press(Qt.Key.Key_Return, CTRL)
    after = services.leads.get(office.lead, lead.id)
    assert (after.city, after.company) == ("Karad", "Phadke and Daughters")
    assert (after.language, after.tags) == ("Marathi", ("vip",))


def test_someone_else_changed_other_fields(shown: Scene, services: Services, office: Office) -> None:
    card = shown.page.card
    lead = card.lead
    assert lead is not None
    _press("E")
    card.form.field("city").set_text("Karad")
    services.leads.edit(office.admin, EditLead(lead.id, lead.version, {"language": "Marathi"}, tags=("vip",)))
    _press(Qt.Key.Key_Return, CTRL)
    assert not card.in_form
    after = services.leads.get(office.lead, lead.id)
    assert (after.city, after.language, after.tags) == ("Karad", "Marathi", ("vip",))
    told = shown.notices.toasts[-1].text
    assert "Language" in told
    assert "City" not in told


def test_what_was_typed_is_not_dropped_by_one_key(shown: Scene) -> None:
    card = shown.page.card
    _press("E")
    QTest.keyClicks(card.form.field("source").edit, "Fair")
    _press(Qt.Key.Key_Escape)
    assert card.in_form
    assert not shown.window.open_page("callbacks")  # nor by leaving the page
    _press(Qt.Key.Key_Escape)
    assert not card.in_form


def test_a_new_lead_in_one_form(opened: Opener, services: Services, office: Office) -> None:
    campaign = services.campaigns.create(office.admin, NewCampaign("Home loan", answer=AGREED))
    services.leads.add_field(office.admin, "loan", "Loan wanted", "money")
    scene = opened()
    form = scene.page.card.form
    _press("n", CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "Keshav Ogale")
    _press(Qt.Key.Key_Tab)
    QTest.keyClicks(QApplication.focusWidget(), "98000 07654")
    form.field("custom.loan").set_text("12,00,000")
    form.field("note").set_text("Met at the fair")
    assert form.choice("campaign").currentData() == campaign.id
    _press(Qt.Key.Key_Return, CTRL)
    card = scene.page.card
    assert card.lead is not None
    assert (card.lead.name, card.lead.phones[0].e164) == ("Keshav Ogale", "+919800007654")
    assert card.lead.custom == {"loan": "12,00,000"}
    assert _titles(scene) == ["Note", "Added"]
    assert scene.page.model.rowCount() == COUNT + 1
    row = scene.page.model.row(scene.page.table.current_place())
    assert row is not None
    assert row.name == "Keshav Ogale"


def test_nothing_to_know_a_person_by_is_refused(opened: Opener) -> None:
    scene = opened()
    _press("n", CTRL)
    _press(Qt.Key.Key_Return, CTRL)
    assert "needs a name or a phone" in scene.page.card.form.field("name").error()


def test_merging_shows_what_happens_and_can_be_undone(
    shown: Scene, services: Services, office: Office
) -> None:
    other = _add(services, office.lead, "D. Phadke", 1234, city="Pune", email="d@example.in")
    card, merge = shown.page.card, shown.page.card.merge
    lead = card.lead
    assert lead is not None
    _press("M")
    QTest.keyClicks(merge.picker.field.edit, "d. phadke")
    settle()
    _press(Qt.Key.Key_Return)
    lines = merge.lines()
    assert "Its numbers come along: +91 98000 01234" in lines
    assert "Not taken over: E-mail: d@example.in; City: Pune" in lines
    _press(Qt.Key.Key_Return, CTRL)
    assert not card.in_form
    after = services.leads.get(office.lead, lead.id)
    assert [p.e164 for p in after.phones] == ["+919800009876", "+919800001234"]
    assert "Merged" in _titles(shown)
    assert shown.notices.toasts[-1].text == "Merged: D. Phadke into Devayani Phadke"
    _press("z", CTRL)
    assert [p.e164 for p in services.leads.get(office.lead, lead.id).phones] == ["+919800009876"]
    assert services.leads.get(office.lead, other).city == "Pune"
    assert [p.e164 for p in card.lead.phones] == ["+919800009876"]


def test_a_person_is_erased_by_keyboard_and_the_certificate_is_saved(
    opened: Opener, services: Services, office: Office, tmp_path: Path
) -> None:
    lead_id = _add(services, office.asha, "Kavya Iyengar", 99163, email="kavya@example.in")
    scene = opened(office.admin)
    scene.page.show_query(LeadQuery(text="98000 99163"))
    settle()
    card, panel = scene.page.card, scene.page.card.erase
    _press(Qt.Key.Key_Delete, CTRL)
    said = "\n".join(panel.lines())
    assert "Kavya Iyengar" in said
    assert "Never again here, by hand or by an import: +91 98000 99163, kavya@example.in" in said
    assert QApplication.focusWidget() is panel.reason.edit
    _press(Qt.Key.Key_Return, CTRL)
    assert "Say how they asked" in panel.reason.error()
    QTest.keyClicks(panel.reason.edit, "Kavya rang")
    _press(Qt.Key.Key_Return, CTRL)
    assert panel.sure.isVisible()
    _press(Qt.Key.Key_Return, CTRL)
    assert "names the person" in panel.reason.error()
    assert services.leads.get(office.admin, lead_id).name == "Kavya Iyengar"
    panel.reason.set_text("Asked in a call")
    _press(Qt.Key.Key_Return)
    _press(Qt.Key.Key_Return)
    assert panel.is_done
    assert "Every table was searched for their numbers and e-mails: nothing was found." in panel.lines()
    card.erasing.save(tmp_path)
    settle()
    assert not [*tmp_path.glob("erasure-*")], "it waits for who stands on it"
    services.answers.name_officer(office.admin, Officer("Rohini Nambiar", email="privacy@example.in"))
    card.erasing.save(tmp_path)
    settle()
    assert sorted(file.suffix for file in tmp_path.glob("erasure-*")) == [".json", ".pdf"]
    _press(Qt.Key.Key_Escape)
    assert not card.in_form
    with pytest.raises(NotFound):
        services.leads.get(office.admin, lead_id)


def test_only_an_admin_erases(shown: Scene) -> None:
    _press(Qt.Key.Key_Delete, CTRL)
    assert not shown.page.card.in_form


def test_the_other_one_can_be_kept(shown: Scene, services: Services, office: Office) -> None:
    other = _add(services, office.lead, "D. Phadke", 1234)
    _press("M")
    QTest.keyClicks(shown.page.card.merge.picker.field.edit, "d. phadke")
    settle()
    _press(Qt.Key.Key_Return)
    _press("k", ALT)
    _press(Qt.Key.Key_Return, CTRL)
    assert shown.page.card.lead is not None
    assert shown.page.card.lead.id == other


def test_a_hidden_number_asks_why_and_is_shown(opened: Opener, services: Services, office: Office) -> None:
    services.settings.set(office.admin, "numbers_hidden", True)
    lead_id = _add(services, office.asha, "Kavya Iyengar", 163)
    scene = opened(office.asha)
    head = scene.page.card.head
    assert head.phone.accessibleName() == "+91 98••• ••163"
    assert not head.copy.isVisible()
    _press("v", ALT)
    reason = QApplication.focusWidget()
    assert reason.accessibleName() == "Why do you need the number?"
    head.phone._chosen(1)
    settle()
    assert head.phone.accessibleName() == "+91 98000 00163"
    QTest.mouseClick(head.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "+919800000163"
    kinds = [item.kind for item in services.leads.timeline(office.asha, lead_id)]
    assert kinds[0] == "number_shown"
    _press("E")
    assert scene.page.card.in_form
    scene.page.card.form.field("city").set_text("Kochi")
    _press(Qt.Key.Key_Return, CTRL)
    lead = services.leads.get(office.lead, lead_id)
    assert (lead.city, lead.phones[0].e164) == ("Kochi", "+919800000163")  # hidden numbers stay


def test_family_members_at_the_same_number(shown: Scene, services: Services, office: Office) -> None:
    other = _add(services, office.lead, "Anand Phadke", 9876)
    page = shown.page
    page.refresh(frozenset({"leads"}))
    _press("D")
    assert page.card.tabs.index() == DETAILS
    names = [b.words() for b in page.card.details.findChildren(KeyCapButton)]
    assert "Anand Phadke" in names
    page.card.details.open_asked.emit(other)
    settle()
    assert page.card.lead is not None
    assert page.card.lead.id == other


def test_a_refresh_does_not_disturb_what_is_being_typed(
    shown: Scene, services: Services, office: Office
) -> None:
    card = shown.page.card
    assert card.lead is not None
    QTest.keyClicks(card.note.edit, "half a sent")
    services.leads.edit(office.admin, EditLead(card.lead.id, card.lead.version, {"city": "Wai"}))
    shown.ops.changes.announce({"leads"})
    settle()
    assert card.head.where.text() == "Phadke Sweets, Wai"
    assert card.note.edit.text() == "half a sent"


@pytest.mark.parametrize("size", [(1366, 768), (911, 512), (1920, 1080)])
def test_everything_has_a_name_and_room(
    opened: Opener, services: Services, office: Office, size: tuple[int, int]
) -> None:
    _add(services, office.lead, LONG, 418, company=LONG, city="சென்னை", tags=("தமிழ்", "home-loan"))
    scene = opened(size=size)
    page = scene.page
    page.show_query(LeadQuery(text="திருவேங்கடம்", status=("new",)))
    settle()
    page.model.choose(0, True)
    assert_sound(scene.window)
    if page._width < Width.FULL:
        page.tabs.choose(1)
    for act in ("details", "edit"):
        scene.window.acts.trigger(f"leads.{act}")
        settle()
        assert_sound(scene.window)


def test_every_text_is_translated(pseudo_language: None, opened: Opener, office: Office) -> None:
    scene = opened(office.admin)
    page = scene.page
    for name in ("filter", "views", "columns", "export", "assign"):
        getattr(page.popovers, f"open_{name}")()
        settle()
        assert_sound(page, pseudo=True)
        page.popovers.dismiss()
    page.show_query(LeadQuery(status=("open",), city="Pune"))
    settle()
    page.model.choose(0, True)
    assert_sound(page, pseudo=True)
    page.card.tabs.choose(DETAILS)
    settle()
    assert_sound(page, pseudo=True)
    for act in ("edit", "merge", "new"):
        scene.window.acts.trigger(f"leads.{act}")
        settle()
        assert_sound(page, pseudo=True)
        page.card.close_form()
    page.show_query(LeadQuery(text="zzzz"))
    settle()
    assert_sound(page, pseudo=True)


def test_writing_to_the_lead_in_the_card(shown: Scene) -> None:
    """W opens the panel with the page's keys asleep; Esc gives them back."""
    page = shown.page
    _press("W")
    panel = page.findChild(Writer)
    assert panel is not None
    assert panel.isVisible()
    assert panel.title.text() == "Write to Devayani Phadke"
    _press("E")
    assert not page.card.in_form
    assert panel.told.text() == "This lead has no e-mail address. Add one, then write."
    _press(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    _press("E")
    assert page.card.in_form


def test_a_form_stays_in_view_when_the_window_shrinks(opened: Opener) -> None:
    scene = opened()
    card = scene.page.card
    card.begin_edit()
    settle()
    card.form.field("company").edit.setFocus()
    scene.window.resize(911, 512)
    settle()
    assert card.form.isVisible()
    assert QApplication.focusWidget() is card.form.field("company").edit
    scene.window.resize(1366, 768)
    settle()
    assert scene.page.table.isVisible()
