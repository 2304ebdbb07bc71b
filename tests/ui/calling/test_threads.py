"""The page with its real lanes: everything that waits for the store does so in another thread."""

from __future__ import annotations

import faulthandler
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt import exceptions
from pytestqt.qtbot import QtBot

from crm_desktop.clock import SetClock
from crm_desktop.ui.calling.page import CallingPage
from crm_desktop.ui.calling.states import State
from crm_desktop.ui.ops import Changes, Heartbeat, Operations
from crm_desktop.ui.shell.header import SearchButton
from tests.staffed_stores import Staffed
from tests.ui.calling.stage import Stage, make_stage, press, type_text


class Watched:
    """Stands before a service or the seat file and notes in which thread each of its acts runs."""

    def __init__(self, real: object, threads: dict[str, set[int]]) -> None:
        self._real, self._threads = real, threads

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._real, name)
        if not callable(value):
            return value

        def act(*args: object, **more: object) -> object:
            self._threads.setdefault(name, set()).add(threading.get_ident())
            return value(*args, **more)

        return act


@pytest.fixture
def threaded(
    sqlite_staffed: Staffed, clock: SetClock, tmp_path: Path, changes: Changes
) -> Iterator[tuple[Stage, Operations]]:
    """The stage of the page on the lanes the program uses."""
    operations = Operations(changes=changes)
    made = make_stage(sqlite_staffed.store, clock, tmp_path, operations, sqlite_staffed.office)
    yield made, operations
    for window in made.windows:
        window.hide()
        window.deleteLater()
    operations.close()
    made.seat.close()


def test_a_whole_call_waits_for_nothing_on_the_gui_thread(
    threaded: tuple[Stage, Operations], qtbot: QtBot
) -> None:
    stage, ops = threaded
    stage.hide_numbers()
    stage.add("Ravi Chauhan")
    stage.add("Vandana Kini")
    seen: dict[str, set[int]] = {}
    services = stage.services
    stage.services = replace(
        services,
        calling=Watched(services.calling, seen), leads=Watched(services.leads, seen),
        callbacks=Watched(services.callbacks, seen), campaigns=Watched(services.campaigns, seen),
        settings=Watched(services.settings, seen),
    )  # fmt: skip
    page = stage.open()

    def until(fits: Callable[[], bool]) -> None:
        try:
            qtbot.waitUntil(lambda: fits() and not p.is_moving, timeout=10_000)
        except exceptions.TimeoutError:
            faulthandler.dump_traceback()  # of every thread: which one waits, and for what
            focus = QApplication.focusWidget()
            where = []
            while focus is not None:
                where.append(f"{type(focus).__name__} {focus.accessibleName()!r} {focus.isVisible()}")
                focus = focus.parentWidget()
            pytest.fail(f"{p.state}, moving: {p.is_moving}, asked: {p.ask.strip}, {ops.is_idle=}, {where}")

    p = page.presenter
    until(lambda: p.state is State.PREVIEW)
    seat = stage.seat
    p.note._seat = Watched(seat, seen)  # type: ignore[assignment]
    beat = Heartbeat()
    beat.start()
    work(page, until)
    qtbot.waitUntil(lambda: ops.is_idle, timeout=5000)
    beat.stop()
    print(f"worst: {beat.worst_ms:.0f} ms without an answer")
    gui = threading.get_ident()
    waited = {name for name, where in seen.items() if gui in where}
    assert not waited, f"on the GUI thread: {sorted(waited)}"
    assert {"dial", "reveal_number", "complete_and_next", "undo", "save_draft"} <= set(seen)
    assert seat.drafts() == []  # the note came back with its call


@pytest.mark.parametrize("somebody_types", [False, True])
def test_the_keyboard_comes_when_the_first_lead_does(
    threaded: tuple[Stage, Operations], qtbot: QtBot, somebody_types: bool
) -> None:
    """A window that comes up beside a slow store gives the focus to what it finds first."""
    stage, _ops = threaded
    stage.add("Ravi Chauhan")
    page = stage.open()
    p = page.presenter
    qtbot.waitUntil(lambda: p.state is State.PREVIEW and not p.is_moving, timeout=10_000)
    window = page.window()
    elsewhere = QLineEdit(window) if somebody_types else window.findChild(SearchButton)
    elsewhere.show()
    elsewhere.setFocus()
    p.is_moving = True
    page.focus_first()
    assert QApplication.focusWidget() is elsewhere
    p.is_moving = False
    p.shown.emit()
    assert QApplication.focusWidget() is (elsewhere if somebody_types else page.hero.dial)


def twice(page: CallingPage, key: str) -> None:
    """Press a key, and again while the first is being saved; once that is over it would mean the next act."""
    press(page, key)
    if page.presenter.is_moving:
        press(page, key)


def work(page: CallingPage, until: Callable[[Callable[[], bool]], None]) -> None:
    """Show the number, one call with a note and a result, and the result taken back."""
    p = page.presenter
    press(page, "Alt+V")
    twice(page, "1")
    until(lambda: page.hero.number.text() == "+91 98000 00001")
    p.hidden._shown.clear()  # as if it had not been shown: the line has to ask
    twice(page, "Space")
    until(lambda: p.state is State.BY_HAND)
    press(page, "A")
    assert p.state is State.ON_CALL
    type_text(page, "asks for a lower rate")
    assert page.status_parts().left[0].text == "Saving…"
    p.note.flush()
    until(lambda: p.note.is_saved)
    press(page, "Ctrl+Enter")
    assert p.state is State.AFTER
    twice(page, "4")
    until(lambda: p.state is State.PREVIEW)
    assert page.hero.name.accessibleName() == "Vandana Kini"
    assert p.call is None
    press(page, "Ctrl+Z")
    until(lambda: p.state is State.AFTER)
    assert page.hero.name.accessibleName() == "Ravi Chauhan"
    assert page.note.edit.toPlainText() == "asks for a lower rate"


def test_a_lead_chosen_on_another_page_is_the_one_that_is_called(
    threaded: tuple[Stage, Operations], qtbot: QtBot
) -> None:
    """The page comes back with the lead it had; that is still being taken up when the other is asked for."""
    stage, ops = threaded
    stage.add("Ravi Chauhan")
    wanted = stage.add("Vandana Kini")
    page = stage.open()
    p = page.presenter
    qtbot.waitUntil(lambda: p.state is State.PREVIEW and not p.is_moving and ops.is_idle, timeout=5000)
    assert page.hero.name.accessibleName() == "Ravi Chauhan"
    frame = page.context.frame
    assert frame.open_page("callbacks")
    qtbot.waitUntil(lambda: ops.is_idle, timeout=5000)
    toasts: list[object] = []
    p.notices.toast = toasts.append  # type: ignore[assignment, method-assign]
    assert frame.open_page("calling", lead_id=wanted)
    press(page, "Space")  # too early, and not for the lead of before
    qtbot.waitUntil(lambda: not p.is_moving and ops.is_idle, timeout=5000)
    assert p.state is State.PREVIEW
    assert page.hero.name.accessibleName() == "Vandana Kini"
    assert not toasts
    assert p.call is None
