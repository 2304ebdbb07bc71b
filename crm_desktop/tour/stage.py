"""What the tour is played on: a workspace and folders of its own, a set clock, the program's own start."""

from __future__ import annotations

import json
import os
import secrets
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from crm_desktop.errors import UserError

#: Fri 20 Nov 2026, 15:42 in India: inside calling hours, on a working day.
TOUR_NOW = datetime(2026, 11, 20, 10, 12, tzinfo=UTC)
SCREEN = (1920, 1080)


def take_pictures(out: Path) -> list[Path]:
    """Play the tour and save numbered pictures into `out`; the files in order.

    Nothing of the person's is read or changed. Raises `UserError` naming the step that failed.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        for old in out.glob("[0-9][0-9]-*.png"):
            old.unlink()
    except OSError as error:
        raise UserError("The folder {folder} can't be written. Choose another one.", folder=out) from error
    with tempfile.TemporaryDirectory(prefix="crm-tour-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        with _surroundings(home):
            return _play(out.absolute(), home)


@contextmanager
def _surroundings(home: Path) -> Iterator[None]:
    """Own folders, no key store but a word made up now, and a screen that nobody sees."""
    wanted = {
        "CRM_DESKTOP_HOME": str(home / "home"),
        "CRM_DESKTOP_KEYSTORE": "none",
        "CRM_DESKTOP_PASSPHRASE": secrets.token_urlsafe(16),
        "QT_SCALE_FACTOR": "1",
    }
    if sys.platform.startswith("linux"):  # elsewhere the offscreen screen has no fonts
        wanted["QT_QPA_PLATFORM"] = f"offscreen:configfile={_screen_file(home)}"
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        _put_back(before)


def _put_back(before: Mapping[str, str | None]) -> None:
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _screen_file(home: Path) -> Path:
    width, height = SCREEN
    screen = {
        "name": "tour", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96,
        "logicalBaseDpi": 96, "dpr": 1,
    }  # fmt: skip
    path = home / "screen.json"
    path.write_text(json.dumps({"screens": [screen]}), "utf-8")
    return path


@contextmanager
def _quiet_screen() -> Iterator[None]:
    """The offscreen screen says of each window what it can't do; whatever else Qt says is passed on."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    def heard(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if "This plugin does not support" not in text:
            print(text, file=sys.stderr)

    before = qInstallMessageHandler(heard)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _play(out: Path, home: Path) -> list[Path]:
    with _quiet_screen():
        return _played(out, home)


def _played(out: Path, home: Path) -> list[Path]:
    from PySide6.QtWidgets import QApplication

    from crm_desktop import app as entry
    from crm_desktop.clock import SetClock
    from crm_desktop.tour.day import FirstDay
    from crm_desktop.tour.player import Player
    from crm_desktop.ui.entrance.window import EntranceWindow

    found = QApplication.instance()
    application = found if isinstance(found, QApplication) else QApplication(["crm-desktop"])
    entry.dress(application)
    settings = entry.window_settings()
    settings.setValue("look/mode", "light")  # whatever the system has: the same pictures everywhere
    player, clock = Player(out), SetClock(TOUR_NOW)
    window = EntranceWindow(settings)
    painted: list[bool] = []
    window.painted.connect(lambda: painted.append(True))
    window.show()
    player.until(lambda: painted, "the first paint")
    program = entry.make_program(window, settings, home / "workspace", entry.MAIN_SEAT, clock=clock)
    try:
        program.begin()
        FirstDay(player, program, clock, home).play()
    finally:
        program.end()
    return player.pictures
