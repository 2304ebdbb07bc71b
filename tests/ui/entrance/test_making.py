"""Pages and panels made a part at a time: whatever comes between two parts, the made half is sound."""

from __future__ import annotations

from collections.abc import Iterator
from types import FunctionType

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QLayoutItem
from pytestqt.qtbot import QtBot

from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.shell.page import Page
from crm_desktop.ui.theme import apply_theme, current
from tests.examples import IS_SOAK
from tests.ui.entrance.places import Place

SPARE = 100
OFTEN = 4 if IS_SOAK else 8  # each so many steps another zoom, which goes over every widget there is
SIZES = ((1366, 768), (911, 512), (1920, 1080))


@pytest.fixture
def desk(office: Place) -> Desk:
    program = office.start()
    office.sign_in(program)
    assert program.desk is not None
    at = program.desk
    office.until(lambda: at.ops.is_idle)
    return at


@pytest.fixture(autouse=True)
def spare() -> list[FunctionType]:
    """References to spare: without them an error in a handler would end the run, not fail the test."""
    kinds: list[type] = [QObject, QLayoutItem]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    return [each for kind in kinds for each in vars(kind).values() if isinstance(each, FunctionType)] * SPARE


def in_parts(desk: Desk) -> list[str]:
    """The pages of this person that are made in parts and aren't there yet."""
    deck = desk.window.deck
    return [
        page_id
        for page_id, spec in deck._specs.items()
        if page_id not in deck._pages and spec.kind().making is not Page.making
    ]


def shake(desk: Desk, at: int) -> None:
    """Everything that may come to a window between two steps: another size, a picture, another zoom."""
    window = desk.window
    window.resize(*SIZES[at % len(SIZES)])
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    window.grab()  # sends hidden widgets the sizes they have to hear of
    if at % OFTEN == 3:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, "light", 1.1 if current().zoom == 1.0 else 1.0)


def taken_with_shakes(desk: Desk, steps: Iterator[None]) -> int:
    """Take all the steps and shake the window after each; how many there were."""
    taken = 0
    for _ in steps:
        shake(desk, taken)
        taken += 1
        QApplication.processEvents()  # answers of workers come in
    return taken


def test_a_half_made_page_bears_all_that_may_come(desk: Desk, qtbot: QtBot) -> None:
    """An error in a handler of a half-made widget, such as one for its size, ends PySide's program."""
    pages = in_parts(desk)
    assert {"leads", "callbacks"} <= set(pages)
    try:
        for page_id in pages:
            assert taken_with_shakes(desk, desk.window.deck.steps(page_id)) > 3, page_id
            assert desk.window.open_page(page_id)
            shake(desk, 0)
    finally:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, "light", 1.0)


def test_everything_ahead_bears_all_that_may_come(desk: Desk, qtbot: QtBot) -> None:
    """The steps of the desk itself, panels of calls from outside among them."""
    begun: list[int] = []
    first = desk.ops.task(desk, lambda _progress: begun.append(1), key="first")
    try:
        assert taken_with_shakes(desk, desk._steps_ahead(first)) > 10
    finally:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, "light", 1.0)
    assert begun == [1]


@pytest.mark.parametrize("parts", [1, 2, 4, 6, 8])
def test_a_page_opened_half_made_is_whole(desk: Desk, qtbot: QtBot, parts: int) -> None:
    """Ctrl+2 before the page is ready: the rest is made at once, and the steps left do nothing."""
    deck = desk.window.deck
    steps = deck.steps("leads")
    for _ in range(parts):
        next(steps)
    assert desk.window.open_page("leads")
    page = deck.current_page
    assert page is not None
    assert page.is_made
    assert list(steps) == []
    assert deck.current_page is page
    shake(desk, 1)
