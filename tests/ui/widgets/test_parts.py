"""The shared parts: what they say, what they emit, how they fit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, QPoint, QPointF, Qt, QTime
from PySide6.QtGui import QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.ui.theme import apply_theme, current
from crm_desktop.ui.widgets.banner import Banner
from crm_desktop.ui.widgets.buttons import IconButton, KeyCapButton
from crm_desktop.ui.widgets.chips import Chip, StatePill
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.field import Field, NoteEdit, SearchField
from crm_desktop.ui.widgets.hero import Hero, HeroName
from crm_desktop.ui.widgets.keycap import KeyCap, cap_width, key_words, set_key_hints
from crm_desktop.ui.widgets.layouts import FlowLayout, FormGrid, Row
from crm_desktop.ui.widgets.numbers import DateField, NumberField, TimeField
from crm_desktop.ui.widgets.outcomes import KEYS, Outcome, OutcomeBar
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.phone import MaskedPhone
from crm_desktop.ui.widgets.progress import CountdownBar, ProgressBar
from crm_desktop.ui.widgets.qr import QrCode
from crm_desktop.ui.widgets.steps import StepBar
from crm_desktop.ui.widgets.summary import SummaryLine, SummaryList
from crm_desktop.ui.widgets.tabs import SegmentedChoice, Tabs


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication) -> Iterator[None]:
    yield
    set_key_hints(True)
    if (current().scheme, current().zoom) != ("light", 1.0):
        apply_theme(qapp, "light", 1.0)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("Ctrl+Return", "Ctrl Enter"),
        ("Alt+Left", "Alt ←"),
        ("Ctrl++", "Ctrl +"),
        ("?", "?"),
        (QKeySequence("Ctrl+K"), "Ctrl K"),
        ("", ""),
    ],
)
def test_keys_are_written_short(key: str | QKeySequence, words: str) -> None:
    assert key_words(key) == words


def test_what_stands_in_an_empty_note_grows_with_the_rest(qtbot: QtBot, qapp: QApplication) -> None:
    note = NoteEdit("Note", placeholder="In their words")
    qtbot.addWidget(note)
    note.show()
    apply_theme(qapp, "light", 1.5)
    assert note.viewport().font() == note.font()


@pytest.mark.parametrize("zoom", [0.9, 1.0, 1.25, 1.5])
def test_key_caps_hold_their_words(qapp: QApplication, zoom: float) -> None:
    apply_theme(qapp, "light", zoom)
    theme = current()
    metrics = theme.metrics("chip")
    for words in ("3", "S", "Esc", "Ctrl K", "Ctrl Enter", "Ctrl Shift Delete", "W", "Alt →"):
        cap = KeyCap(words)
        size = cap.sizeHint()
        assert size.width() == cap_width(words)
        assert metrics.horizontalAdvance(words) <= size.width() - theme.px(8)
        assert metrics.tightBoundingRect(words).height() <= size.height() - 4


@pytest.mark.parametrize("zoom", [0.9, 1.0, 1.5])
@pytest.mark.parametrize("size", ["compact", "normal", "large"])
def test_buttons_have_room_for_all_their_parts(qapp: QApplication, zoom: float, size: str) -> None:
    apply_theme(qapp, "light", zoom)
    button = KeyCapButton("वचन दें and next", "Ctrl+Return", icon="call.dial", size=size)  # type: ignore[arg-type]
    pad, gap, icon, cap = button._parts()
    words = button._font()[1].horizontalAdvance(button.words())
    assert button.sizeHint().width() >= 2 * pad + icon + gap + words + gap + cap
    assert button.sizeHint().height() == current().px({"compact": 28, "normal": 36, "large": 44}[size])
    assert button._font()[1].boundingRect(button.words()).height() <= button.sizeHint().height()


def test_hints_off_makes_buttons_narrower(qtbot: QtBot) -> None:
    button = KeyCapButton("Skip", "S")
    qtbot.addWidget(button)
    wide = button.sizeHint().width()
    set_key_hints(False)
    assert button.sizeHint().width() < wide
    assert KeyCap("S").sizeHint().isEmpty()
    assert button.accessibleDescription() == "S"


def test_zoom_at_runtime_reaches_widgets_that_live(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = Row(window, margins=16)
    button, field = KeyCapButton("Next"), Field("City")
    row.addWidget(button)
    row.addWidget(field)
    window.show()
    assert button.height() == 36
    apply_theme(qapp, "light", 1.5)
    qapp.processEvents()
    assert button.sizeHint().height() == 54
    assert row.contentsMargins().left() == 24
    assert field.edit.font().pixelSize() == 21


def test_ampersands_are_words_not_shortcuts() -> None:
    button = KeyCapButton("Papers & visit")
    assert button.shortcut().isEmpty()
    assert button.words() == "Papers & visit"
    assert button.accessibleName() == "Papers & visit"


def test_field_error_goes_when_mended(qtbot: QtBot) -> None:
    field = Field("Phone", kind="figures", hint="With or without +91")
    qtbot.addWidget(field)
    field.set_error("This number can’t be called.")
    assert field.edit.accessibleDescription() == "This number can’t be called."
    assert field._message.words.text() == "This number can’t be called."
    qtbot.keyClicks(field.edit, "9")
    assert field.error() == ""
    assert field._message.words.text() == "With or without +91"


def test_password_eye_and_caps_lock(qtbot: QtBot) -> None:
    field = Field("Password", kind="password")
    qtbot.addWidget(field)
    field.show()
    eye = field.findChild(IconButton)
    assert eye is not None
    assert eye.accessibleName() == "Show the password"
    eye.click()
    assert field.edit.echoMode() == QLineEdit.EchoMode.Normal
    assert eye.accessibleName() == "Hide the password"
    qtbot.keyClick(field.edit, "A")
    assert field._message.words.text() == "Caps Lock is on"
    qtbot.keyClick(field.edit, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not field._message.isVisible()


def test_field_is_named_by_its_label() -> None:
    field = Field("City")
    assert field.label.buddy() is field.edit
    assert field.edit.accessibleName() == "City"


def test_search_empties_itself(qtbot: QtBot) -> None:
    search = SearchField("Find a lead", "Ctrl+K")
    qtbot.addWidget(search)
    search.show()
    told: list[str] = []
    search.text_changed.connect(told.append)
    search.edit.setText("98")
    assert not search._cap.isVisible()
    search._clear.click()
    assert told == ["98", ""]
    assert search._cap.isVisible()


def test_note_leaves_on_escape(qtbot: QtBot) -> None:
    note = NoteEdit("Note")
    qtbot.addWidget(note)
    with qtbot.waitSignal(note.left, timeout=500):
        qtbot.keyClick(note, Qt.Key.Key_Escape)


def test_combo_box_is_wide_enough_for_its_choices() -> None:
    combo = ComboBox("Campaign")
    combo.addItems(["A", "Gold loan, renewals"])
    assert combo.sizeHint().width() > combo.fontMetrics().horizontalAdvance("Gold loan, renewals") + 30
    assert combo.view().accessibleName() == "Campaign"


def test_check_box_turns_by_mouse_and_space(qtbot: QtBot) -> None:
    check = CheckBox("Remember this layout")
    qtbot.addWidget(check)
    check.show()
    qtbot.mouseClick(check, Qt.MouseButton.LeftButton)
    assert check.isChecked()
    qtbot.keyClick(check, Qt.Key.Key_Space)
    assert not check.isChecked()


@given(
    words=st.lists(st.text("abcdefgh ", min_size=1, max_size=20), min_size=1, max_size=12),
    width=st.integers(80, 600),
)
def test_chips_wrap_inside_the_width(words: list[str], width: int) -> None:
    holder = QWidget()
    flow = FlowLayout(holder)
    chips = [Chip(word) for word in words]
    for chip in chips:
        flow.addWidget(chip)
    holder.resize(width, flow.heightForWidth(width))
    flow.setGeometry(holder.rect())
    boxes = [chip.geometry() for chip in chips]
    for number, box in enumerate(boxes):
        assert box.left() >= 0
        assert box.right() < max(width, chips[number].minimumSizeHint().width())
        assert box.bottom() < holder.height()
        assert not any(box.intersects(other) for other in boxes[:number])
    holder.deleteLater()


def test_chip_is_pressed_and_taken_away(qtbot: QtBot) -> None:
    chip = Chip("City: 6 of 31", "accent", removable=True)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    told: list[str] = []
    chip.clicked.connect(lambda: told.append("clicked"))
    chip.removed.connect(lambda: told.append("removed"))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 10, 10))
    qtbot.keyClick(chip, Qt.Key.Key_Return)
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert told == ["clicked", "removed", "clicked", "removed"]


def test_pill_tells_its_state_in_words() -> None:
    pill = StatePill("ready", "Ready 00:06")
    pill.show_state("on_call", "On a call")
    assert pill.accessibleName() == "On a call"


def test_banner_has_two_acts_at_most() -> None:
    banner = Banner("warn", "No server.", lead="Due now:")
    assert banner.accessibleName() == "Due now: No server."
    banner.add_act("Call now", "F2")
    banner.add_act("In 10 min", "F3")
    with pytest.raises(ValueError, match="two acts"):
        banner.add_act("Hand over")
    banner.tell("As many numbers as allowed were shown to you within an hour. You can still call this one.")
    heights = []
    for width in (900, 320):  # a sentence goes over two lines before it is cut
        banner._words.resize(width, 20)
        heights.append(banner._words.sizeHint().height())
    assert heights[1] == 2 * heights[0]


@pytest.mark.parametrize(
    ("width", "style", "lines"),
    [(900, "lead_name", 1), (600, "lead_name_small", 1), (400, "lead_name_small", 2)],
)
def test_long_names_fit_by_size_then_by_lines(qtbot: QtBot, width: int, style: str, lines: int) -> None:
    name = HeroName("Thiruvengadam Venkatasubramaniam Ramachandran")
    qtbot.addWidget(name)
    name.resize(width, 60)
    name.show()
    assert name.style_name() == style
    assert len(name.lines()) == lines
    assert "".join(name.lines()).replace(" ", "") == name.accessibleName().replace(" ", "")
    assert name.heightForWidth(width) == lines * current().line(style)


def test_name_too_long_for_two_lines_ends_in_dots_and_keeps_a_tooltip(qtbot: QtBot) -> None:
    name = HeroName("Thiruvengadam Venkatasubramaniam " * 6)
    qtbot.addWidget(name)
    name.resize(300, 60)
    name.show()
    assert name.lines()[-1].endswith("…")
    assert name.toolTip() == name.accessibleName()


def test_hero_height_keeps_in_every_state(qtbot: QtBot) -> None:
    hero = Hero()
    qtbot.addWidget(hero)
    heights = set()
    for state, title in (("ready", "Next lead"), ("on_call", "On a call"), ("wrap_up", "After the call")):
        hero.set_state(state, title, icon="call.dial", chips=[Chip("New")])  # type: ignore[arg-type]
        hero.set_lead("सुनीता देशमुख", "+91 98000 00562")
        hero.clear_facts()
        hero.add_fact("sign.clock", "in Nashik", strong="15:42")
        heights.add(hero.sizeHint().height())
    assert heights == {138}
    assert hero.accessibleName() == "After the call, सुनीता देशमुख, +91 98000 00562"
    hero.set_compact(True)
    assert hero.sizeHint().height() <= 100


def test_each_result_has_its_key(qtbot: QtBot) -> None:
    bar = OutcomeBar("Results")
    qtbot.addWidget(bar)
    bar.set_outcomes([Outcome(number, f"Result {number}") for number in range(15)])
    told: list[object] = []
    bar.chosen.connect(told.append)
    for key in KEYS:
        assert bar.press(key.lower())
    assert told == list(range(15))
    assert [b.isChecked() for b in bar.buttons()] == [False] * 14 + [True]
    assert not bar.press("z")
    with pytest.raises(ValueError, match="15"):
        bar.set_outcomes([Outcome(n, "x") for n in range(16)])


def test_a_typed_key_chooses_a_result(qtbot: QtBot) -> None:
    bar = OutcomeBar("Results")
    qtbot.addWidget(bar)
    bar.set_outcomes([Outcome("a", "Interested"), Outcome("b", "Busy")])
    with qtbot.waitSignal(bar.chosen, timeout=500) as caught:
        qtbot.keyClick(bar.buttons()[0], "2")
    assert caught.args == ["b"]


def test_number_is_shown_after_a_reason(qtbot: QtBot) -> None:
    phone = MaskedPhone(["Dial from my own phone", "Read it to the lead"])
    qtbot.addWidget(phone)
    phone.show()
    phone.set_number("+91 98••• ••231", is_masked=True)
    assert phone._show.isVisible()
    phone.ask()
    assert not phone._show.isVisible()
    with qtbot.waitSignal(phone.show_asked, timeout=500) as caught:
        phone._reason.activated.emit(1)
    assert caught.args == ["Read it to the lead"]
    phone.set_number("+91 98000 00231", is_masked=False)
    assert not phone._show.isVisible()
    assert phone.accessibleName() == "+91 98000 00231"


def test_countdown_ends_once(qtbot: QtBot) -> None:
    countdown = CountdownBar("Dials by itself in")
    qtbot.addWidget(countdown)
    told: list[int] = []
    countdown.finished.connect(lambda: told.append(1))
    countdown.start(0.3)
    assert countdown.is_running()
    for _ in range(3):
        countdown._tick()
    assert told == [1]
    assert not countdown.is_running()
    countdown.show_left(3.2, 5)
    assert countdown._figure.text() == "4 s"


def test_progress_tells_and_is_cancelled(qtbot: QtBot) -> None:
    progress = ProgressBar("Importing", cancellable=True)
    qtbot.addWidget(progress)
    progress.tell("Importing", 0.44, "2,140 of 4,812")
    assert progress.share() == pytest.approx(0.44)
    assert progress.accessibleName() == "Importing: 2,140 of 4,812"
    with qtbot.waitSignal(progress.cancelled, timeout=500):
        progress.cancel.click()


def test_steps_say_where_one_is() -> None:
    steps = StepBar(["File", "Columns", "Result"], index=1)
    assert steps.accessibleName() == "Step 2 of 3: Columns"
    steps.set_index(3)
    assert steps.accessibleName() == "Step 3 of 3: Result"


def test_tabs_and_segments_choose_one(qtbot: QtBot) -> None:
    for choice in (Tabs(["A", "B", "C"], "Parts"), SegmentedChoice(["A", "B", "C"], "Parts")):
        qtbot.addWidget(choice)
        told: list[int] = []
        choice.changed.connect(told.append)
        choice.choose(2)
        choice.choose(2)
        assert told == [2]
        assert choice.index() == 2


def test_qr_code_can_be_emptied() -> None:
    code = QrCode("Number")
    code.set_content("tel:+919800000417")
    assert code.modules() >= 21
    code.set_content("")
    assert code.modules() == 0


def test_summary_reads_as_label_and_number() -> None:
    summary = SummaryList("What will happen")
    summary.set_lines([SummaryLine("New leads", "4,310")], SummaryLine("Rows read", "4,812"))
    names = {child.accessibleName() for child in summary.findChildren(QWidget)}
    assert {"New leads: 4,310", "Rows read: 4,812"} <= names


def test_form_values_change_in_place() -> None:
    form = FormGrid()
    form.add("City", "Pune")
    form.set_value("City", "Nashik")
    assert form.findChildren(QWidget)
    assert any(child.accessibleName() == "City: Nashik" for child in form.findChildren(QWidget))
    with pytest.raises(KeyError):
        form.set_value("Owner", "x")


def test_empty_state_offers_its_act(qtbot: QtBot) -> None:
    empty = EmptyState("No call-backs yet", "Press 3 after a call.", act="Next lead", key="Ctrl+Enter")
    qtbot.addWidget(empty)
    with qtbot.waitSignal(empty.acted, timeout=500):
        empty.button.click()
    empty.tell("Nothing found")
    assert empty.button.isHidden()


def test_panel_without_title_takes_no_acts() -> None:
    with pytest.raises(AssertionError):
        Panel(accessible_name="x").add_act(KeyCap("N"))


def test_click_outside_a_chip_does_nothing(qtbot: QtBot) -> None:
    chip = Chip("Open", clickable=True)
    qtbot.addWidget(chip)
    told: list[int] = []
    chip.clicked.connect(lambda: told.append(1))
    event = QMouseEvent(
        QMouseEvent.Type.MouseButtonRelease,
        QPointF(500, 500),
        QPointF(500, 500),
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    chip.mouseReleaseEvent(event)
    assert told == []


def test_number_time_and_date_are_fields(qtbot: QtBot) -> None:
    number = NumberField("Tries", 1, 10, value=3, unit=" a day")
    at, day = TimeField("From", QTime(16, 0)), DateField("On", QDate(2026, 11, 21))
    for field in (number, at, day):
        qtbot.addWidget(field)
        field.resize(field.sizeHint())
        field.show()
        assert field.sizeHint().height() == 36
        inner = field.findChild(QLineEdit)
        assert inner is not None
        assert field.fontMetrics().horizontalAdvance(field.text()) <= inner.width()
        assert inner.height() >= field.fontMetrics().height()
    assert (number.text(), at.text(), day.text()) == ("3 a day", "16:00", "Sat 21 Nov 2026")
    qtbot.keyClick(number, Qt.Key.Key_Up)
    assert number.value() == 4
    names = {button.accessibleName() for button in day.calendarWidget().findChildren(QToolButton)}
    assert {"Month before", "Month after"} <= names
