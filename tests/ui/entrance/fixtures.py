"""What tests of the entrance, the people page and the settings share: programs on real workspaces."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from crm_desktop.clock import SetClock
from tests.conftest import TEST_NOW
from tests.ui.entrance.places import Place, make_cheap, make_workspace


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """No workspace yet; `place.start()` starts a program there."""
    make_cheap(monkeypatch)
    # Short, because the sockets of first windows lie there and the system limits their paths.
    sockets = tempfile.TemporaryDirectory(prefix="crm-")
    monkeypatch.setenv("TMPDIR", sockets.name)
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("look/mode", "light")
    made = Place(tmp_path / "ws", settings, clock, qtbot.waitUntil)
    yield made
    made.end()
    sockets.cleanup()


@dataclass(frozen=True)
class Template:
    """A workspace made once, to be copied, and its recovery code."""

    folder: Path
    code: str


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Shakti Finance with its admin, made once for all tests."""
    folder = tmp_path_factory.mktemp("template") / "ws"
    with pytest.MonkeyPatch.context() as patch:
        make_cheap(patch)
        return Template(folder, make_workspace(folder, SetClock(TEST_NOW)))


@pytest.fixture
def office(place: Place, template: Template) -> Place:
    """The place with the workspace Shakti Finance and its admin; `place.code` is its recovery code."""
    shutil.copytree(template.folder, place.folder)
    place.code = template.code
    return place
