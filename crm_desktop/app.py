"""The program: from the first paint to the last seal; the one place that names concrete classes.

Nothing heavy is imported before the first paint (`tests/test_start.py` looks): what needs more than
QtCore, QtGui and QtWidgets is imported inside the functions that run after it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from crm_desktop import paths

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from crm_desktop.clock import Clock
    from crm_desktop.services.bundle import Services
    from crm_desktop.services.passwords import Passwords
    from crm_desktop.services.workspace import OpenWorkspace
    from crm_desktop.ui.entrance.program import Program
    from crm_desktop.ui.entrance.window import EntranceWindow
    from crm_desktop.ui.shell.single_instance import SingleInstance

MAIN_SEAT = "main"


def run(workspace: Path | None = None, seat: str = MAIN_SEAT, *, argv: Sequence[str] | None = None) -> int:
    """Open the program's window and stay until it is closed; the exit code.

    `workspace` None opens the one opened last, else the default one. A second start on the same
    workspace and seat raises the first window and ends at once with 0.
    """
    from PySide6.QtWidgets import QApplication

    app = QApplication(list(argv) if argv is not None else sys.argv[:1])
    dress(app)
    settings = window_settings()
    from crm_desktop.ui.entrance.window import EntranceWindow, known_workspaces, shown_name

    last = next(iter(known_workspaces(settings)), None)
    folder = (workspace or last or paths.default_workspace_dir()).expanduser().absolute()
    place: SingleInstance | None = None
    if _others_may_be_open():
        place = claim_place(folder, seat)
        if place is None:
            return 0
    window = EntranceWindow(settings, shown_name(folder))
    programs: list[Program] = []

    def go_on() -> None:
        """After the first paint: the rest of the program."""
        programs.append(make_program(window, settings, folder, seat))
        programs[0].begin(place)

    window.painted.connect(go_on)
    window.show()
    code = app.exec()
    for program in programs:
        program.end()
    settings.sync()  # else it would be left to the last moments of the process
    return code


def _others_may_be_open() -> bool:
    """Whether a window of this program may be open: then its place is asked for before the first paint.

    Where no socket of ours lies about nobody can be there, and asking waits until after the paint.
    """
    from PySide6.QtCore import QDir

    if os.name == "nt":
        return True
    try:
        return any(
            name.startswith("crm-desktop-") and not name.endswith(".lock")
            for name in os.listdir(QDir.tempPath())
        )
    except OSError:
        return True


def claim_place(folder: Path, seat: str) -> SingleInstance | None:
    """The place of the first window of a workspace and seat; None when another was raised instead."""
    from crm_desktop.ui.shell.single_instance import SingleInstance, socket_name

    place = SingleInstance(socket_name(folder, seat))
    return place if place.claim() else None


def dress(app: QApplication) -> None:
    """Names the system sees; costs nothing."""
    app.setApplicationName("crm-desktop")
    app.setApplicationDisplayName("CRM Desktop")
    app.setDesktopFileName("crm-desktop")
    app.setQuitOnLastWindowClosed(False)


def window_settings() -> QSettings:
    """Where this workstation keeps window places, the look and the last name."""
    from PySide6.QtCore import QSettings

    return QSettings(str(paths.config_dir() / "window.ini"), QSettings.Format.IniFormat)


def make_program(
    window: EntranceWindow,
    settings: QSettings,
    folder: Path,
    seat: str,
    *,
    clock: Clock | None = None,
    passwords: Passwords | None = None,
) -> Program:
    """Everything behind the first window, wired. Tests and the tour give their own clock and passwords."""
    from crm_desktop.clock import SystemClock
    from crm_desktop.ui.entrance.door import Door
    from crm_desktop.ui.entrance.program import Program

    used = clock or SystemClock()

    def make_passwords() -> Passwords:
        from crm_desktop.services.passwords import Argon2Passwords

        return passwords or Argon2Passwords()

    def wire(opened: OpenWorkspace) -> Services:
        from crm_desktop.services.bundle import make_services

        return make_services(opened, used, make_passwords())

    return Program(window, settings, Door(folder, seat, used, make_passwords, wire))
