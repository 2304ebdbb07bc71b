"""Names, translation, room: every state walked through in the pseudo-language, in large and small windows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import getCppPointer

from crm_desktop.domain.lead import LeadPhone
from crm_desktop.ids import new_id
from crm_desktop.ui.calling import script, words
from crm_desktop.ui.calling.page import CallingPage
from crm_desktop.ui.calling.states import State
from crm_desktop.ui.shell.page import Width
from tests.ui.calling.stage import DEVANAGARI, LONG_LATIN, LONG_TAMIL, Stage, press, type_text
from tests.ui.walk import cut_off, unnamed, untranslated


def walk(page: CallingPage, *keys: str) -> None:
    """Press keys; a word in quotes is typed."""
    for key in keys:
        if key.startswith("'"):
            type_text(page, key.strip("'"))
        else:
            press(page, key)
    for _ in range(8):
        QApplication.processEvents()


# Every state in one long walk: what it is called, and the keys that lead there from the one before.
WALK: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("preview", ()),
    ("note before", ("N", "'text'")),
    ("qr", ("Esc", "Q")),
    ("skip", ("Esc", "S")),
    ("never", ("Esc", "D")),
    ("break reasons", ("Esc", "B")),
    ("later", ("Esc", "L")),
    ("by hand", ("Esc", "Space")),
    ("on call", ("A",)),
    ("after", ("Ctrl+Enter",)),
    ("promise", ("2", "'kal 4 baje'")),
    ("unclear", ("'zz'",)),
    ("which", ("Esc", "2", "'kal ya parso 8 baje'")),
    ("choosing", ("Enter",)),
    ("next lead", ("Esc", "Esc", "4")),
    ("nothing", ("Space", "5")),
    ("break", ("B", "1")),
)


def test_every_state_has_names_and_words(stage: Stage, pseudo_language: None) -> None:
    stage.add("Ravi Chauhan", phones=2, tags=("home-loan",))
    stage.add("Vandana Kini")
    page = stage.open(width=1600, height=900)
    problems = []
    for state, keys in WALK:
        walk(page, *keys)
        problems += [f"{state}: {found}" for found in (*unnamed(page), *untranslated(page), *cut_off(page))]
    assert not problems, "\n".join(problems)
    assert page.presenter.state is State.BREAK


WRAPPED_PX = 8  # a line that wraps asks for more than its hint
SIZES = {"small": (911, 512), "medium": (1100, 700), "full": (1366, 768), "wide": (1920, 1080)}


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_nothing_is_cut_off(stage: Stage, size: tuple[int, int]) -> None:
    stage.add(LONG_LATIN, phones=3, company="Kaveri Pumps and Compressors", tags=("home-loan",))
    stage.add("Vandana Kini")
    page = stage.open(width=size[0], height=size[1])
    problems = []
    for state, keys in WALK:
        walk(page, *keys)
        problems += [f"{state}: {found}" for found in cut_off(page)]
        window = page.window()
        if (window.width(), window.height()) != size:
            problems.append(f"{state} makes the window {window.width()} × {window.height()}")
        if page.bar.isVisible() and page.bar.geometry().bottom() > page.rect().bottom():
            problems.append(f"{state} pushes the acts out")
        low = [b.text() for b in page.results.bar.buttons() if b.isVisible() and b.height() < 44]
        problems += [f"{state}: {text} is too low" for text in low]
    assert not problems, "\n".join(problems)


def test_hero_and_acts_keep_their_height(stage: Stage) -> None:
    stage.add("Ravi Chauhan", phones=2)
    stage.add("Vandana Kini")
    page = stage.open()
    found = []
    for state, keys in WALK:
        walk(page, *keys)
        acts = 60 if page.bar.isHidden() else page.bar.height()
        found.append((state, page.hero.height(), acts))
    assert found == [(state, 138, 60) for state, _ in WALK]


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_the_results_take_no_more_room_than_they_need(stage: Stage, size: tuple[int, int]) -> None:
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open(width=size[0], height=size[1])
    found = []
    for state, keys in (
        ("by hand", ("Space",)),
        ("promise", ("A", "Ctrl+Enter", "2", "'kal 4 baje'")),
        ("by hand, the next", ("Enter", "Space")),
        ("after", ("A", "Ctrl+Enter")),
        ("promise, the next", ("2", "'kal 4 baje'")),
    ):
        walk(page, *keys)
        below = page.body if page.body._work.isVisible() else page.bar
        needed = page.results.sizeHint().height()
        if not needed <= page.results.height() <= needed + WRAPPED_PX:
            found.append(f"{state}: {page.results.height()} for {needed}")
        if page.results.geometry().bottom() >= below.geometry().top():
            found.append(f"{state}: over what lies below")
        page.fit(page.body._width)  # as after another theme
        walk(page)
        if page.results.geometry().bottom() >= below.geometry().top():
            found.append(f"{state}: over what lies below, after another theme")
    assert not found, "\n".join(found)


def test_small_windows_have_one_column_with_tabs(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open(width=911, height=512)
    assert page.body._width is Width.SMALL
    assert page.script.isVisible()
    assert not page.lead.isVisible()
    press(page, "Alt+L")
    assert page.lead.isVisible()
    assert not page.script.isVisible()
    press(page, "Alt+L")
    press(page, "H")
    assert page.history.isVisible()
    press(page, "Esc")
    assert page.script.isVisible()


@pytest.mark.parametrize("name", [DEVANAGARI, LONG_TAMIL, LONG_LATIN, f"{LONG_LATIN} {LONG_LATIN}"])
def test_long_names_are_never_cut(stage: Stage, name: str) -> None:
    stage.add(name)
    page = stage.open()
    walk(page)
    assert "".join(page.hero.name.lines()).replace(" ", "") == name.replace(" ", "")


def parts(page: CallingPage) -> set[int]:
    """Every widget of the page, by where it is in memory."""
    return {getCppPointer(widget)[0] for widget in page.findChildren(QWidget)}


def test_widgets_stay_the_same_from_lead_to_lead(stage: Stage) -> None:
    for number in range(4):
        stage.add(f"Lead {number}", phones=2, company="Kaveri Pumps")
    page = stage.open()
    walk(page, "Space", "4")
    before = parts(page)
    walk(page, "Space", "4")
    assert parts(page) == before


def test_the_status_line_and_presence(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    press(page, "Space")
    press(page, "3")
    page.presenter.day.read()
    parts = page.status_parts()
    assert [part.figure for part in parts.right] == ["1", "1", "0"]
    assert parts.left[1].figure == "0"
    window = page.window()
    assert window.header.presence.accessibleName().startswith("Ready")  # type: ignore[attr-defined]
    assert page.presenter.state is State.PREVIEW


# ---- small parts ------------------------------------------------------------------------------------


def test_a_script_in_steps_and_with_hostile_fields() -> None:
    steps = script.steps_of("Hello\n# Opening\nGood {part_of_day}\n\n# Needs\nWhich {city}?")
    assert [step.title for step in steps] == ["", "Opening", "Needs"]
    rich = script.filled("Hi {name} & {nothing} <b>", {"name": "<script>"}, "x")
    assert "&lt;script&gt;" in rich
    assert "<b>" not in rich
    assert "…" in rich


def test_masked_numbers_stay_masked() -> None:
    def shown(e164: str) -> str:
        return words.number(LeadPhone(new_id(), e164, "", "", 1, False, False))

    assert shown("+919800000417") == "+91 98000 00417"
    assert shown("+91 98••• ••417") == "+91 98••• ••417"


def test_counts_stop_where_the_store_stops() -> None:
    told: Callable[[int], str] = words.count
    assert told(9_999) == "9,999"
    assert told(10_000) == "10,000+"


def test_a_toast_leaves_the_note_free_while_a_time_is_asked(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    stage.add(LONG_LATIN)
    stage.add("Vandana Kini")
    page = stage.open()
    walk(page, "Space", "4", "Space", "4", "Space", "A", "'text'", "Ctrl+Enter")
    shown = page.window().toasts.stack.shown()  # type: ignore[attr-defined]
    toast = shown[-1]
    note = page.note.edit

    def is_free() -> bool:
        place = QRect(note.mapTo(page.window(), QPoint(0, 0)), note.size())
        return not toast.geometry().intersects(place)

    assert is_free()
    walk(page, "2", "'kal 4 baje'")
    assert note.isVisible()
    assert is_free()
    assert toast.y() > page.bar.mapTo(page.window(), QPoint(0, 0)).y()
    walk(page, "Esc")
    assert toast.geometry().bottom() < page.bar.mapTo(page.window(), QPoint(0, 0)).y()


def test_a_toast_leaves_what_is_asked_free_on_a_low_screen(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    page = stage.open()
    page.window().resize(911, 512)
    walk(page, "Space", "4", "Space", "Ctrl+D")
    stack = page.window().toasts.stack  # type: ignore[attr-defined]
    bar = page.bar.mapTo(page.window(), QPoint(0, 0)).y()
    assert len({button.y() for button in page.bar.reason_buttons()}) > 1, "the question takes one line"
    assert all(toast.geometry().bottom() < bar for toast in stack.shown())
