"""The window: pages, changes, keys, notices, cover, small and large, and as a screen reader sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QRect, QSettings, QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from crm_desktop.domain.people import Permission
from crm_desktop.errors import UserError
from crm_desktop.ui import screens
from crm_desktop.ui.ops import InlineOperations, ProgressState, Ticket
from crm_desktop.ui.shell import geometry, look
from crm_desktop.ui.shell.finding import FoundLead
from crm_desktop.ui.shell.notices import Notice, NoticeAct, Tone
from crm_desktop.ui.shell.page import StatusPart, StatusParts, Width
from crm_desktop.ui.shell.pages import PAGES
from crm_desktop.ui.shell.window import MainWindow
from crm_desktop.ui.theme import ICONS, apply_theme, current
from tests.ui.shell.samples import FirstPage, SecondPage, Somebody, make_window
from tests.ui.walk import assert_sound

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(ops: InlineOperations, settings: QSettings, qtbot: QtBot) -> MainWindow:
    return shown(make_window(ops, settings), qtbot)


def shown(window: MainWindow, qtbot: QtBot) -> MainWindow:
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def first(window: MainWindow) -> FirstPage:
    window.open_page("calling")
    page = window.deck.current_page
    assert isinstance(page, FirstPage)
    return page


def second(window: MainWindow) -> SecondPage:
    window.open_page("leads")
    page = window.deck.current_page
    assert isinstance(page, SecondPage)
    return page


# ---- pages ------------------------------------------------------------------------------------------


def test_the_rail_shows_only_what_the_person_may_open(window: MainWindow) -> None:
    assert window.rail.button("leads") is not None
    assert window.rail.button("reports") is None
    assert not window.open_page("reports")
    window.set_visitor(Somebody("Rohini Nambiar", {Permission.SEE_AUDIT}))
    assert window.rail.button("calling") is None
    assert window.open_page("reports")
    assert window.header.person.text() == "Rohini Nambiar"


def test_pages_are_built_when_first_opened_and_kept(window: MainWindow) -> None:
    assert len(window.deck.pages) == 1
    page = second(window)
    first(window)
    assert second(window) is page
    assert len(window.deck.pages) == 2


def test_keys_and_clicks_open_pages(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    assert window.deck.current_id == "leads"
    button = window.rail.button("calling")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.deck.current_id == "calling"
    assert button.isChecked()


def test_a_page_may_hold_the_person_back(window: MainWindow, qtbot: QtBot) -> None:
    page = first(window)
    page.is_leavable = False
    button = window.rail.button("leads")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.deck.current_id == "calling"
    assert not button.isChecked()
    assert not window.close()
    page.is_leavable = True
    assert window.close()


def test_arguments_reach_the_page(window: MainWindow) -> None:
    first(window)
    window.open_page("calling", lead_id=7)
    page = first(window)
    assert {"lead_id": 7} in page.log


def test_another_person_sees_nothing_of_the_first(window: MainWindow, qtbot: QtBot) -> None:
    page = first(window)
    window.set_badge("callbacks", 3)
    window.set_presence("on_call", "On a call 02:47")
    window.notices.warn("Ravi Chauhan asks for you")
    window.notices.undo("Not answered, Ravi Chauhan", lambda: None)
    window.set_visitor(Somebody("Imran Sheikh"))
    assert window.deck.current_page is not page
    assert window.header.presence.isHidden()
    assert not window.notices.banners
    assert not window.notices.toasts
    said = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert not any("Ravi" in text for text in said)
    button = window.rail.button("callbacks")
    assert button is not None
    assert button.count() == 0


def test_status_and_header_follow_the_page(window: MainWindow) -> None:
    page = first(window)
    assert window.status.texts()[:2] == ["All saved 15:42", "Dialable now 128"]
    assert page.chooser.isVisible()
    second(window)
    assert window.status.texts() == []
    assert not page.chooser.isVisible()
    first(window)
    assert page.chooser.isVisible()
    other = QLabel("Other")
    page.header_widgets = lambda: [page.chooser, other]  # type: ignore[method-assign]
    page.status_parts = lambda: StatusParts((StatusPart("Note saved {}", "15:46"),))  # type: ignore[method-assign]
    page.header_changed.emit()
    page.status_changed.emit()
    assert other.isVisible()
    assert window.status.texts() == ["Note saved 15:46"]


def test_the_register_of_pages_is_sound() -> None:
    ids = [page.id for page in PAGES]
    assert len(set(ids)) == len(ids)
    for page in PAGES:
        assert page.icon in ICONS


# ---- changes ----------------------------------------------------------------------------------------


def test_the_page_in_view_refreshes_and_hidden_ones_catch_up(
    window: MainWindow, ops: InlineOperations
) -> None:
    leads, calling = second(window), first(window)
    calling.log.clear()
    leads.log.clear()
    ops.store(window, lambda: None).changes("leads", "calls").start()
    assert calling.log == [frozenset({"leads", "calls"})]
    assert leads.log == []
    ops.store(window, lambda: None).changes("imports").start()
    ops.store(window, lambda: None).changes("people").start()
    assert window.deck.stale("leads") == {"leads", "imports"}  # not calls, not people: it doesn't show them
    second(window)
    assert leads.log == ["activate", frozenset({"leads", "imports"})]
    assert window.deck.stale("leads") == frozenset()


def test_a_page_is_not_told_of_its_own_change(window: MainWindow, ops: InlineOperations) -> None:
    page = first(window)
    page.log.clear()
    ops.store(page, lambda: None).changes("calls").start()
    ops.store(page.button, lambda: None).changes("calls").start()
    assert page.log == []


# ---- keys -------------------------------------------------------------------------------------------


def test_the_same_key_means_each_pages_own_act(window: MainWindow, qtbot: QtBot) -> None:
    calling = first(window)
    calling.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_S)
    assert calling.log[-1] == "skip"
    leads = second(window)
    leads.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_S)
    assert leads.log[-1] == "new"
    assert calling.log[-1] == "deactivate"


def test_the_sheet_shows_every_key_of_page_and_window(window: MainWindow, qtbot: QtBot) -> None:
    first(window)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.keys_sheet.isVisible()
    caps = window.keys_sheet.keys_shown()
    for context in ("calling", "global"):
        for act in window.acts.acts(context):
            assert len([cap for cap in caps if cap == act.key_text()]) >= min(1, len(act.keys)), act.id
    assert_sound(window)
    page = first(window)
    page.log.clear()
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_S)
    assert page.log == []  # keys of the page sleep meanwhile
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    assert not window.keys_sheet.isVisible()


def test_the_palette_does_acts_and_gives_the_focus_back(window: MainWindow, qtbot: QtBot) -> None:
    page = first(window)
    page.button.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    palette = window.palette_overlay
    qtbot.waitUntil(palette.field.hasFocus)
    qtbot.keyClicks(palette.field, "dial")
    assert palette.titles()[0] == "Dial now"
    assert "First result" not in palette.titles()  # not in this state
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert page.log[-1] == "dial"
    assert not palette.isVisible()
    assert page.button.hasFocus()


def test_the_palette_finds_leads_without_waiting_and_drops_stale_answers(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, Callable[[Sequence[FoundLead]], None]]] = []
    opened: list[object] = []
    palette = window.palette_overlay
    palette.set_leads(lambda text, answer: asked.append((text, answer)), opened.append)
    palette._ask_soon.setInterval(1)
    palette.open()
    qtbot.keyClicks(palette.field, "kul")
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.keyClicks(palette.field, "k")
    qtbot.waitUntil(lambda: len(asked) == 2)
    asked[0][1]([FoundLead(1, "Stale Kulkarni")])
    assert palette.titles() == []
    assert palette.nothing.isVisible()
    asked[1][1]([FoundLead(1, "Meera Kulkarni", "Pune"), FoundLead(2, "Omkar Kulkarni")])
    asked[0][1]([FoundLead(1, "Late and stale Kulkarni")])
    assert palette.titles() == ["Meera Kulkarni", "Omkar Kulkarni"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert opened == [2]
    asked[1][1]([FoundLead(3, "Too late")])
    assert palette.titles() == ["Meera Kulkarni", "Omkar Kulkarni"]


def test_tab_stays_inside_an_overlay(window: MainWindow, qtbot: QtBot) -> None:
    first(window)
    window.keys_sheet.open()
    for _ in range(5):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert window.keys_sheet.isAncestorOf(focus)


# ---- notices ----------------------------------------------------------------------------------------


def test_undo_by_key_while_it_is_offered(window: MainWindow, qtbot: QtBot) -> None:
    first(window).setFocus()
    undone: list[str] = []
    window.notices.undo("First", lambda: undone.append("first"))
    window.notices.undo("Second", lambda: undone.append("second"))
    window.notices.toast("Copied")
    assert [t.words() for t in window.toasts.stack.shown()] == ["First", "Second", "Copied"]
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert undone == ["second", "first"]
    assert [t.words() for t in window.toasts.stack.shown()] == ["Copied"]


def test_the_toasts_button_undoes_once(window: MainWindow, qtbot: QtBot) -> None:
    undone: list[str] = []
    window.notices.undo("Saved", lambda: undone.append("x"))
    toast = window.toasts.stack.shown()[0]
    qtbot.mouseClick(toast.undo, Qt.MouseButton.LeftButton)
    window.notices.take_undo()
    assert undone == ["x"]
    assert not window.notices.toasts


def test_a_toast_whose_time_is_up_takes_no_undo(window: MainWindow) -> None:
    undone: list[str] = []
    window.notices.undo("Saved", lambda: undone.append("x"))
    window.toasts.stack.shown()[0].end()
    assert not window.notices.can_undo
    window.notices.take_undo()
    assert undone == []


def test_an_operation_offers_its_undo_through_the_window(window: MainWindow, ops: InlineOperations) -> None:
    data: list[int] = []
    ops.store(window, lambda: data.append(1) or 1).undo("Saved", data.remove).start()
    assert data == [1]
    window.notices.take_undo()
    assert data == []


def test_banners_have_acts_keys_and_go_away(window: MainWindow, qtbot: QtBot) -> None:
    page = first(window)
    done: list[str] = []
    notice = Notice(
        "due",
        Tone.DUE,
        "Ravi Chauhan, promised for 15:45",
        (NoticeAct("Call now", lambda: done.append("call"), "F2"),),
        lead_in="Due now:",
    )
    height = page.height()
    window.notices.show(notice)
    banner = window.notices_area.banner("due")
    assert banner is not None
    qtbot.keyClick(window, Qt.Key.Key_F2)
    qtbot.mouseClick(banner.acts()[0], Qt.MouseButton.LeftButton)
    assert done == ["call", "call"]
    qtbot.waitUntil(lambda: page.height() < height)
    window.notices.dismiss("due")
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert done == ["call", "call"]
    assert not window.notices_area.isVisible()


def test_trouble_comes_first_and_the_same_notice_once(window: MainWindow) -> None:
    window.notices.warn("The line is slow")
    window.notices.error("The disk is full")
    window.notices.error("The disk is full")
    assert [notice.tone for notice in window.notices.banners] == [Tone.TROUBLE, Tone.DUE]


def test_a_refused_act_becomes_a_banner(window: MainWindow, ops: InlineOperations) -> None:
    def refuse() -> None:
        raise UserError("Row {row} has no phone. Mend it or leave it out.", row=7)

    ops.store(window, refuse).start()
    assert [n.text for n in window.notices.banners] == ["Row 7 has no phone. Mend it or leave it out."]


def test_progress_is_told_in_words_and_can_be_cancelled(window: MainWindow, qtbot: QtBot) -> None:
    cancelled: list[str] = []
    ticket = Ticket("Importing", ProgressState(2140, 4812, "", 5.22), lambda: cancelled.append("x"))
    window.notices.progress_shown(ticket)
    bar = window.notices_area._bars[ticket]
    assert window.notices_area.detail(ticket.state) == "2,140 of 4,812, 410 a second, 7 s left"
    assert window.notices_area.detail(ProgressState(812345, None, "", 2)).startswith("8,12,345 done")
    assert window.notices_area.detail(ProgressState(10, 10_000, "", 1)).endswith("17 min left")
    qtbot.mouseClick(bar.cancel, Qt.MouseButton.LeftButton)
    assert cancelled == ["x"]
    window.notices.progress_over(ticket)
    assert not window.notices_area.isVisible()


# ---- covered ----------------------------------------------------------------------------------------


def test_under_a_cover_nothing_shows_and_no_key_works(
    window: MainWindow, ops: InlineOperations, qtbot: QtBot
) -> None:
    page = first(window)
    page.log.clear()
    lock = QLabel("Locked")
    window.cover(lock)
    assert not page.isVisible()
    assert lock.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_S)
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    assert window.deck.current_id == "calling"
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    ops.store(window, lambda: None).changes("calls").start()
    assert page.log == []
    assert not window.palette_overlay.isVisible()
    window.uncover()
    assert page.isVisible()
    assert page.log == [frozenset({"calls"})]
    qtbot.keyClick(window, Qt.Key.Key_S)
    assert page.log[-1] == "skip"


# ---- size, theme, words -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "kind", "rail", "header", "status"),
    [
        (1920, Width.WIDE, 80, 52, 28),
        (1366, Width.FULL, 80, 52, 28),
        (1100, Width.MEDIUM, 80, 52, 28),
        (911, Width.SMALL, 52, 44, 24),
    ],
)
def test_the_frame_follows_the_width(
    window: MainWindow, width: int, kind: Width, rail: int, header: int, status: int
) -> None:
    page = first(window)
    window.resize(width, 620)
    assert page.widths[-1] == kind
    assert (window.rail.width(), window.header.height(), window.status.height()) == (rail, header, status)


def test_the_zoom_makes_the_window_smaller(window: MainWindow, settings: QSettings) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    first(window)
    assert window.width_class() == Width.FULL
    look.set_zoom(app, settings, 1.5)
    try:
        assert window.width_class() == Width.SMALL
        assert_sound(window)
    finally:
        apply_theme(app, "light", 1.0)


def test_theme_and_zoom_are_remembered(window: MainWindow, settings: QSettings, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        assert window.acts.trigger("window.theme")
        for act in ("larger", "larger", "smaller"):  # as fast as keys come: all three count
            assert window.acts.trigger(f"window.{act}")
        qtbot.waitUntil(lambda: current().zoom == 1.1)
        apply_theme(app, "light", 1.0)
        look.load_look(app, settings)
        assert (current().scheme, current().zoom) == ("dark", 1.1)
        settings.setValue(look.ZOOM, "nonsense")
        settings.setValue(look.MODE, "purple")
        look.load_look(app, settings)
        assert current().zoom == 1.0
    finally:
        apply_theme(app, "light", 1.0)


@pytest.mark.parametrize("size", [(911, 512), (1024, 600), (1366, 768), (1920, 1080)])
def test_everything_has_a_name_and_room(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    window.set_presence("wrap_up", "After the call 00:18")
    window.set_badge("callbacks", 120)
    for page in ("calling", "leads"):
        window.open_page(page)
        assert_sound(window)


@pytest.mark.parametrize("size", [(911, 512), (1366, 768)])
def test_everything_is_translated_and_fits(
    pseudo_language: None, ops: InlineOperations, settings: QSettings, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window = shown(make_window(ops, settings), qtbot)
    window.setWindowTitle("")
    window.resize(*size)
    first(window)
    window.notices.progress_shown(Ticket("", ProgressState(5, 10, "", 1.0), lambda: None))
    assert_sound(window, pseudo=True)
    window.keys_sheet.open()
    assert_sound(window, pseudo=True)
    window.keys_sheet.dismiss()
    window.palette_overlay.open()
    assert_sound(window, pseudo=True)


# ---- the window's place -------------------------------------------------------------------------------


def test_the_place_is_remembered(window: MainWindow, ops: InlineOperations, settings: QSettings) -> None:
    room = geometry.screens()[0]
    window.setGeometry(QRect(room.left() + 20, room.top() + 30, min(920, room.width()), 560))
    before = window.geometry()
    assert window.close()
    again = make_window(ops, settings)
    assert again.geometry() == before


@pytest.mark.parametrize(
    ("place", "is_seen"),
    [
        (QRect(0, 0, 1000, 600), True),
        (QRect(-900, 10, 1000, 600), False),
        (QRect(-700, 10, 1000, 600), True),
        (QRect(5000, 10, 1000, 600), False),
        (QRect(100, -500, 1000, 600), False),
        (QRect(100, 1070, 1000, 600), False),
        (QRect(2000, 100, 1000, 600), True),
    ],
)
def test_a_place_off_the_screens_is_noticed(place: QRect, is_seen: bool) -> None:
    rooms = [QRect(0, 0, 1920, 1080), QRect(1920, 0, 1280, 720)]
    assert geometry.can_be_seen(place, rooms) is is_seen


@pytest.mark.parametrize(
    ("room", "size", "is_filled"),
    [
        (QSize(1366, 728), QSize(1366, 688), True),  # a small laptop with a task bar
        (QSize(1366, 768), QSize(1366, 728), True),
        (QSize(1920, 1040), QSize(1366, 768), False),
        (QSize(1440, 790), QSize(1366, 750), True),
    ],
)
def test_the_first_window_fits_with_its_title_bar(
    monkeypatch: pytest.MonkeyPatch, room: QSize, size: QSize, is_filled: bool
) -> None:
    monkeypatch.setattr(screens, "_room", lambda: room)
    assert screens.fitting(screens.FIRST_SIZE) == size
    assert not screens.fills_screen()  # drawn nowhere
    monkeypatch.setattr(screens.QGuiApplication, "platformName", lambda: "xcb")
    assert screens.fills_screen() is is_filled


def test_a_window_lost_off_screen_comes_back(ops: InlineOperations, settings: QSettings) -> None:
    settings.setValue(geometry.PLACE, QRect(9000, 9000, 1000, 600))
    settings.setValue(geometry.SIZE, "damaged")
    window = make_window(ops, settings)
    assert geometry.can_be_seen(window.geometry(), geometry.screens())
