"""The list of 5,000 leads by key and mouse: to the end, in order, filtered, searched, chosen, refreshed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from crm_desktop.clock import SetClock
from crm_desktop.domain.lead_query import LeadQuery, NextCall, Sort
from crm_desktop.errors import UserError
from crm_desktop.services.bundle import Services
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.leads import EditLead, NewLead
from crm_desktop.ui.leads import columns as lead_columns
from crm_desktop.ui.leads.columns import BY_KEY, Shown
from crm_desktop.ui.leads.list_model import KEPT_ROWS, WAITING
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.table_cells import CELL_ROLE
from tests.factories import AGREED, Office
from tests.ui.leads.conftest import COUNT, Opener
from tests.ui.leads.scene import Elsewhere, Scene, settle


def _press(scene: Scene, key: Qt.Key | str, to: object = None, how: object = None) -> None:
    target = to or QApplication.focusWidget() or scene.page.table
    modifiers = how if how is not None else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(target, key, modifiers)  # type: ignore[call-overload]
    settle()


def _names(scene: Scene) -> list[str]:
    first, last = scene.page.table.in_view()
    rows = [scene.page.model.row(place) for place in range(first, last)]
    return [row.name for row in rows if row is not None]


def test_the_whole_list_is_there_and_the_end_is_one_key_away(opened: Opener, services: Services) -> None:
    scene = opened()
    page = scene.page
    numbers = services.leads.numbers(scene.session.actor, LeadQuery())
    assert page.model.rowCount() == COUNT == len(numbers)
    assert page.table.current_place() == 0
    assert scene.window.status.texts()[0] == "5,000 leads in this view"
    _press(scene, Qt.Key.Key_End)
    assert page.table.current_place() == COUNT - 1
    last = page.model.row(COUNT - 1)
    assert last is not None
    assert last.no == numbers[-1]
    assert page.card.lead is not None
    assert page.card.lead.id == last.id
    assert WAITING.text not in [page.model.index(p, 1).data(CELL_ROLE).text for p in range(COUNT - 15, COUNT)]
    _press(scene, Qt.Key.Key_Home)
    assert page.table.current_place() == 0
    assert len(page.model._kept) <= KEPT_ROWS


def test_until_all_are_counted_the_window_says_so(opened: Opener) -> None:
    page = opened().page
    page.reading.is_whole = False  # as between the first page and the numbers of all
    assert [part.text for part in page.status_parts().left] == ["Counting the leads of this view …"]


def test_a_place_not_read_yet_shows_a_placeholder_and_asks_once(opened: Opener) -> None:
    scene = opened()
    asked: list[None] = []
    scene.page.model.rows_missing.connect(lambda: asked.append(None))
    cells = [scene.page.model.index(3000 + p, 1).data(CELL_ROLE) for p in range(10)]
    assert cells == [WAITING] * 10
    assert len(asked) == 1


def test_rows_long_unseen_are_forgotten(opened: Opener) -> None:
    scene = opened()
    for place in range(0, COUNT, 15):
        scene.page.table.verticalScrollBar().setValue(place)
        scene.page.reading.read_rows()
    assert len(scene.page.model._kept) <= KEPT_ROWS
    assert scene.page.model.row(0) is None


@pytest.mark.parametrize(
    ("key", "sort"), [("city", Sort.CITY), ("next_call", Sort.NEXT_CALL), ("status", Sort.STATUS)]
)
def test_a_click_on_a_heading_sorts_and_another_turns_it_round(
    opened: Opener, services: Services, key: str, sort: Sort
) -> None:
    scene = opened()
    header = scene.page.table.header_
    column = scene.page.model.column_of(key)
    middle = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
    for descending in (False, True):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        settle()
        query = LeadQuery(sort=sort, descending=descending)
        assert scene.page.model.numbers == services.leads.numbers(scene.session.actor, query)
        assert scene.page.table.current_place() == 0


def test_a_heading_without_an_order_leaves_the_list_as_it_is(opened: Opener) -> None:
    scene = opened()
    before = scene.page.model.numbers[:]
    header = scene.page.table.header_
    column = scene.page.model.column_of("phone")
    QTest.mouseClick(
        header.viewport(), Qt.MouseButton.LeftButton,
        pos=QPoint(header.sectionViewportPosition(column) + 20, 10),
    )  # fmt: skip
    settle()
    assert scene.page.model.numbers == before
    assert header.sortIndicatorSection() == scene.page.model.column_of("name")


def test_search_as_you_type_by_keyboard_alone(opened: Opener, qtbot: object) -> None:
    scene = opened()
    page = scene.page
    _press(scene, "/")
    assert page.toolbar.search.edit.hasFocus()
    QTest.keyClicks(page.toolbar.search.edit, "zoya mirza")
    qtbot.waitUntil(lambda: page.reading.query.text == "zoya mirza")  # type: ignore[attr-defined]
    settle()
    assert page.model.rowCount() > 0
    assert all("Mirza" in name or "Zoya" in name for name in _names(scene))
    _press(scene, Qt.Key.Key_Down, page.toolbar.search.edit)
    assert page.table.hasFocus()
    _press(scene, "/")
    _press(scene, Qt.Key.Key_Escape, page.toolbar.search.edit)
    qtbot.waitUntil(lambda: page.model.rowCount() == COUNT)  # type: ignore[attr-defined]


def test_part_of_a_phone_finds_its_lead(opened: Opener) -> None:
    scene = opened()
    scene.page.show_query(LeadQuery(text="00 04321"))
    assert scene.page.model.rowCount() == 1
    assert scene.page.card.lead is not None
    assert scene.page.card.lead.phones[0].e164 == "+919800004321"


def test_filters_by_keyboard_become_chips_that_can_be_taken_away(opened: Opener, services: Services) -> None:
    scene = opened()
    page, popover = scene.page, scene.page.popovers.filter
    _press(scene, "F")
    assert popover.isVisible()
    _press(scene, Qt.Key.Key_Space)  # the first box: new
    for _ in range(7):
        _press(scene, Qt.Key.Key_Tab)
    _press(scene, "P")  # the city box: to Pune
    expected = LeadQuery(status=("new",), city="Pune")
    assert page.reading.query == expected
    assert page.model.rowCount() == services.leads.count(scene.session.actor, expected)
    _press(scene, Qt.Key.Key_Escape)
    assert not popover.isVisible()
    assert page.table.hasFocus()
    chips = page.toolbar.chips.chips()
    assert [chip.words() for chip in chips] == ["Status: New", "City: Pune"]
    chips[0].setFocus()
    _press(scene, Qt.Key.Key_Delete, chips[0])
    assert page.reading.query == LeadQuery(city="Pune")
    chip = page.toolbar.chips.chips()[0]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 10, chip.height() // 2))
    settle()
    assert page.model.rowCount() == COUNT
    assert not page.toolbar.chips.isVisible()


def test_nothing_found_offers_the_way_back(opened: Opener) -> None:
    scene = opened()
    scene.page.show_query(LeadQuery(text="zzzz"))
    settle()
    assert scene.page.empty.isVisible()
    assert scene.page.empty.title.text() == "No lead fits"
    assert scene.page.card.lead is None
    QTest.mouseClick(scene.page.empty.button, Qt.MouseButton.LeftButton)
    settle()
    assert scene.page.model.rowCount() == COUNT


def test_a_list_that_cannot_be_read_says_so_and_tries_again(
    opened: Opener, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise UserError("The disk is full. Nothing was lost.")

    with monkeypatch.context() as broken:
        broken.setattr(type(services.leads), "numbers", refuse)
        broken.setattr(type(services.leads), "page", refuse)
        scene = opened()
        assert scene.page.empty.title.text() == "The list could not be read"
        assert scene.page.empty.sentence.text() == "The disk is full. Nothing was lost."
    QTest.mouseClick(scene.page.empty.button, Qt.MouseButton.LeftButton)
    settle()
    assert scene.page.model.rowCount() == COUNT


def test_choosing_by_space_mouse_and_flag(opened: Opener) -> None:
    scene = opened()
    page = scene.page
    _press(scene, Qt.Key.Key_Space)
    assert page.model.chosen_count() == 1
    _press(scene, Qt.Key.Key_Space)
    assert page.model.chosen_count() == 0
    box = page.table.visualRect(page.model.index(2, 0)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert page.model.is_chosen(page.model.numbers[2])
    assert page.choice_bar.isVisible()
    _press(scene, Qt.Key.Key_A, how=Qt.KeyboardModifier.ControlModifier)
    assert page.model.is_all
    assert page.model.chosen_count() == COUNT
    assert page.model._chosen == set()  # a flag, not a list of everything
    _press(scene, Qt.Key.Key_Space)
    assert page.model.chosen_count() == COUNT - 1
    assert scene.window.status.texts()[1] == "4,999 chosen"
    _press(scene, Qt.Key.Key_Escape)
    assert page.model.chosen_count() == 0
    assert not page.choice_bar.isVisible()
    header = page.table.header_
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert page.model.is_all
    page.show_query(LeadQuery(city="Pune"))
    assert page.model.chosen_count() == 0  # the choice went with its list


def test_given_to_someone_and_taken_back(opened: Opener, office: Office, services: Services) -> None:
    scene = opened()
    page = scene.page
    for place in (0, 1, 2):
        page.model.choose(place, True)
    chosen = list(page.model.chosen_numbers())
    _press(scene, "A")
    assert page.popovers.assign.isVisible()
    combo = page.popovers.assign.person
    combo.setCurrentIndex(combo.findText("Imran Sheikh"))
    _press(scene, Qt.Key.Key_Return, how=Qt.KeyboardModifier.ControlModifier)
    rows = services.leads.rows_by_no(office.lead, chosen)
    assert {row.owner_id for row in rows} == {office.imran.person_id}
    assert scene.notices.toasts[-1].text == "3 leads given to Imran Sheikh"
    assert page.model.chosen_count() == 0
    scene.notices.take_undo()
    rows = services.leads.rows_by_no(office.lead, chosen)
    assert {row.owner_id for row in rows} == {None}


def test_called_first_shown_on_the_card_and_taken_back(
    opened: Opener, office: Office, services: Services
) -> None:
    campaign = services.campaigns.create(office.admin, NewCampaign("Home loan", answer=AGREED))
    lead = services.leads.create(
        office.admin, NewLead("Aadhya First", ("+919811111111",), campaign_id=campaign.id)
    )
    scene = opened()
    page = scene.page
    page.open(lead_id=lead.id)
    settle()
    page.table.setFocus()
    page.model.choose(page.table.current_place(), True)
    _press(scene, "P")
    assert page.popovers.priority.isVisible()
    QTest.mouseClick(page.popovers.priority.buttons[1], Qt.MouseButton.LeftButton)
    settle()
    assert scene.notices.toasts[-1].text == "1 lead called first"
    assert services.leads.priority(office.lead, lead.id) == 1
    page.card.show_lead(lead.id, again=True)
    settle()
    assert "Called first" in [chip.words() for chip in page.card.head.findChildren(Chip)]
    scene.notices.take_undo()
    assert services.leads.priority(office.lead, lead.id) == 0


def test_a_change_elsewhere_keeps_the_lead_and_its_height_in_view(
    opened: Opener, services: Services, office: Office, ops: object
) -> None:
    scene = opened()
    page = scene.page
    page.table.go_to(2500)
    settle()
    page.table.verticalScrollBar().setValue(2495)
    settle()
    row = page.model.row(2500)
    assert row is not None
    for number in range(3):
        services.leads.create(office.lead, NewLead(f"AAA first {number}", (f"98000 1{number:04d}",)))
    scene.ops.changes.announce({"leads"})
    settle()
    assert page.model.rowCount() == COUNT + 3
    assert page.table.current_place() == 2503
    assert page.table.place() == (row.no, 5)
    assert page.card.lead is not None
    assert page.card.lead.id == row.id


def test_a_changed_row_is_read_again(opened: Opener, services: Services, office: Office) -> None:
    scene = opened()
    row = scene.page.model.row(1)
    assert row is not None
    services.leads.edit(office.lead, EditLead(row.id, 1, {"city": "Udupi"}))
    scene.ops.changes.announce({"leads"})
    settle()
    again = scene.page.model.row(1)
    assert again is not None
    assert again.city == "Udupi"


def test_a_lead_that_is_gone_leaves_a_dash_and_no_endless_asking(
    opened: Opener, services: Services, office: Office
) -> None:
    scene = opened()
    page = scene.page
    keep, gone = page.model.row(0), page.model.row(1)
    assert keep is not None
    assert gone is not None
    services.leads.merge(office.lead, keep.id, gone.id)
    page.model.make_stale()
    page.reading.read_rows()
    settle()
    assert page.model.index(1, 1).data(CELL_ROLE).text == "–"
    assert page.model.missing(0, 20, 10) == []


def test_columns_are_chosen_and_remembered_for_the_person(
    opened: Opener, services: Services, office: Office
) -> None:
    scene = opened()
    page = scene.page
    _press(scene, "C")
    boxes = page.popovers.columns.boxes
    boxes["email"].setFocus()
    _press(scene, Qt.Key.Key_Space)
    boxes["city"].setFocus()
    _press(scene, Qt.Key.Key_Space)
    _press(scene, Qt.Key.Key_Escape)
    keys = [s.column.key for s in page.model.shown]
    assert keys == ["name", "phone", "status", "last_result", "next_call", "email"]
    stored = services.settings.get(office.lead, "lead_columns")
    assert [key for key, _ in stored] == keys
    assert services.settings.get(office.asha, "lead_columns") == []
    again = opened()
    assert [s.column.key for s in again.page.model.shown] == keys


def test_columns_survive_a_setting_this_program_does_not_know() -> None:
    shown = lead_columns.from_setting([["city", 5000], ["nonsense", 10], "name", ["city", 90], 7])
    assert shown == (Shown(BY_KEY["city"], 640), Shown(BY_KEY["name"], 200))
    assert lead_columns.from_setting(None) == lead_columns.usual()
    assert lead_columns.from_setting(lead_columns.to_setting(shown)) == shown


@pytest.mark.parametrize("room", [400, 744, 820, 1300])
def test_columns_share_the_room_and_figures_keep_theirs(room: int) -> None:
    shown = lead_columns.usual()
    widths = lead_columns.fitted(shown, room)
    by_key = {s.column.key: w for s, w in zip(shown, widths, strict=True)}
    assert by_key["phone"] == BY_KEY["phone"].width
    assert by_key["next_call"] == BY_KEY["next_call"].width
    if 700 < room < 1100:
        assert sum(widths) <= room
        assert sum(widths) >= room - len(widths)


def test_views_are_saved_used_and_deleted(opened: Opener, services: Services, office: Office) -> None:
    scene = opened()
    page, views = scene.page, scene.page.popovers.views
    wanted = LeadQuery(status=("open",), next_call=NextCall.WEEK.value, sort=Sort.NEXT_CALL)
    page.show_query(wanted)
    assert page.toolbar.view.words() == "Own choice"
    _press(scene, "V")
    views.name.setFocus()
    QTest.keyClicks(views.name.edit, "Follow-ups this week")
    views.share.setChecked(True)
    _press(scene, Qt.Key.Key_Return, views.name.edit)
    saved = services.leads.views(office.asha)
    assert [(v.name, v.is_shared) for v in saved] == [("Follow-ups this week", True)]
    assert page.toolbar.view.words() == "Follow-ups this week"
    page.show_query(LeadQuery())
    assert page.toolbar.view.words() == "All leads"
    _press(scene, "V")
    button = next(b for b in views.findChildren(type(page.toolbar.view)) if b.words() == saved[0].name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()
    assert page.reading.query == wanted
    page.popovers._delete_view(saved[0].id)
    assert services.leads.views(office.lead) == ()
    scene.notices.take_undo()
    assert [v.name for v in services.leads.views(office.lead)] == ["Follow-ups this week"]


def test_a_caller_has_no_buttons_for_what_is_not_allowed(opened: Opener, office: Office) -> None:
    scene = opened(office.asha)
    bar = scene.page.toolbar
    assert not bar.export.isVisible()
    assert not bar.import_.isVisible()
    ids = {act.id for act in scene.window.acts.acts("leads")}
    assert not ids & {"leads.export", "leads.import", "leads.assign", "leads.merge", "leads.priority"}
    assert scene.page.empty.title.text() == "No leads yet"  # none of the leads is Asha's


def test_import_opens_its_page(opened: Opener) -> None:
    scene = opened()
    _press(scene, "I")
    assert scene.window.deck.current_id == "import"


def test_export_asks_why_and_writes_the_view(
    opened: Opener, office: Office, tmp_path: object, services: Services
) -> None:
    scene = opened(office.admin)
    scene.page.show_query(LeadQuery(city="Kochi", status=("won",)))
    _press(scene, "X")
    pop = scene.page.popovers.export
    out = tmp_path / "leads.csv"  # type: ignore[operator]
    pop.file.set_text(str(out))
    _press(scene, Qt.Key.Key_Return, how=Qt.KeyboardModifier.ControlModifier)
    assert pop.isVisible()
    assert pop.reason.error()
    QTest.keyClicks(pop.reason.edit, "Monthly letter")
    _press(scene, Qt.Key.Key_Return, how=Qt.KeyboardModifier.ControlModifier)
    lines = out.read_text("utf-8-sig").splitlines()
    assert len(lines) - 1 == scene.page.model.rowCount() > 0
    assert scene.notices.toasts[-1].text == f"{len(lines) - 1} leads exported to leads.csv"


def test_the_palette_finds_a_lead_and_opens_its_card(
    opened: Opener, services: Services, office: Office, qtbot: object
) -> None:
    lead = services.leads.create(office.lead, NewLead("Devayani Phadke", ("98000 09876",), city="Satara"))
    scene = opened()
    scene.window.open_page("callbacks")
    palette = scene.window.palette_overlay
    palette.open()
    QTest.keyClicks(palette.field, "devayani")
    qtbot.waitUntil(lambda: "Devayani Phadke" in palette.titles())  # type: ignore[attr-defined]
    for _ in range(palette.titles().index("Devayani Phadke")):
        QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    settle()
    assert scene.window.deck.current_id == "leads"
    assert scene.page.card.lead is not None
    assert scene.page.card.lead.id == lead.id
    row = scene.page.model.row(scene.page.table.current_place())
    assert row is not None
    assert row.id == lead.id  # next and previous go on from there


def test_a_due_time_turns_red_when_its_minute_comes(opened: Opener, clock: SetClock) -> None:
    scene = opened()
    page = scene.page
    page.show_query(LeadQuery(next_call=NextCall.TODAY.value, sort=Sort.NEXT_CALL))
    column = page.model.column_of("next_call")
    place = next(p for p in range(page.model.rowCount()) if page.model.row(p).next_call_at > clock.now())
    assert page.model.index(place, column).data(CELL_ROLE).tone == ""
    clock.move(hours=9)
    page._retell()
    assert page.model.index(place, column).data(CELL_ROLE).tone == "danger"


def test_elsewhere_is_told_whom_to_call(opened: Opener) -> None:
    scene = opened()
    row = scene.page.model.row(0)
    assert row is not None
    _press(scene, Qt.Key.Key_Return)
    assert scene.window.deck.current_id == "calling"
    assert Elsewhere.asked == [{"lead_id": row.id}]
