"""What tests of a window without its server share: the workstation, and what is pressed and read there."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.ui.calling.states import State
from crm_desktop.ui.entrance.program import Program
from crm_desktop.ui.entrance.server_watch import AWAY
from tests.away_office import IMRAN, AwayOffice
from tests.ui.entrance.places import Place


@pytest.fixture
def workstation(away_office: AwayOffice, place: Place, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Programs at the office's workstation, which look every moment."""
    from tests.team_offices import PASSPHRASE

    monkeypatch.setenv("CRM_DESKTOP_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr("crm_desktop.ui.entrance.server_watch.AWAY_EVERY_MS", 700)
    monkeypatch.setattr("crm_desktop.ui.entrance.server_watch.THERE_EVERY_MS", 700)
    monkeypatch.setattr("crm_desktop.ui.entrance.server_watch.FIRST_MS", 100)
    place.folder = away_office.folder
    place.clock = away_office.clock
    return place


def kill(place: Place, program: Program) -> None:
    """The program is gone as by a power cut: nothing is signed out or given back."""
    desk = program.desk
    assert desk is not None
    offline = desk.session.services.offline
    opened = desk.session.services.opened
    program._sign_out = lambda _desk: None  # type: ignore[method-assign]
    page_of(program).deactivate = lambda: None
    assert offline is not None
    program.end()
    opened.close()
    program.window.close()
    place.programs.remove(program)


def page_of(program: Program) -> Any:
    """The calling page."""
    assert program.desk is not None
    return program.desk.window.deck.current_page


def banner(program: Program) -> Any:
    """The line about the server, None when there is none."""
    assert program.desk is not None
    return next((each for each in program.desk.notices.banners if each.id == AWAY), None)


def settle(place: Place, program: Program) -> None:
    """Until the page may be used by key; the looks at the server go on."""
    desk: Any = program.desk
    place.until(
        lambda: not page_of(program).presenter.is_moving and desk.window.isActiveWindow(), timeout=10_000
    )


def at_work(place: Place) -> tuple[Program, Any]:
    """Imran's program with the first lead on its screen, and its presenter."""
    program = place.start()
    place.sign_in(program, "imran", IMRAN)
    presenter = page_of(program).presenter
    place.until(lambda: presenter.state is State.PREVIEW, timeout=10_000)
    settle(place, program)
    return program, presenter


def press(qtbot: QtBot, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    """A key, wherever the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, key, modifier)
