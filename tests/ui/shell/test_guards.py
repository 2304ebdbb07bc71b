"""Crash dialog, single instance, idle watch, system notes."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.ids import new_id
from crm_desktop.ui.shell.crash import CrashDesk, CrashDialog, cause_of, report_text
from crm_desktop.ui.shell.idle import IdleWatch
from crm_desktop.ui.shell.single_instance import SingleInstance, socket_name
from crm_desktop.ui.shell.system_notes import SystemNotes
from tests.ui.walk import assert_sound

# ---- faults -----------------------------------------------------------------------------------------


def fault(text: str) -> Exception:
    """A caught error, always raised at this place."""
    try:
        raise ValueError(text)
    except ValueError as error:
        return error


def other_fault() -> Exception:
    """A caught error of another place."""
    try:
        raise ValueError("other")
    except ValueError as error:
        return error


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[CrashDesk]:
    window = QWidget()
    qtbot.addWidget(window)
    crash_desk = CrashDesk(window)
    yield crash_desk
    crash_desk.uninstall()


@pytest.fixture
def dialogs(desk: CrashDesk) -> list[CrashDialog]:
    shown: list[CrashDialog] = []
    desk.shown.connect(shown.append)
    return shown


@pytest.mark.allow_log("fault of the program")
def test_one_dialog_per_cause(desk: CrashDesk, dialogs: list[CrashDialog]) -> None:
    desk.take(fault("first"))
    desk.take(fault("second"))
    assert len(dialogs) == 1
    desk.take(other_fault())
    assert len(dialogs) == 2
    assert cause_of(fault("a")) == cause_of(fault("b"))


def test_the_report_leaves_people_out() -> None:
    text = report_text(fault("row 'Meera Kulkarni' +91 98000 00231 meera@example.invalid is wrong"))
    assert "98000" not in text
    assert "Meera" not in text
    assert "meera@" not in text
    assert "ValueError" in text
    assert "test_guards.py" in text


@pytest.mark.allow_log("fault of the program")
def test_the_dialog_goes_on_and_copies(desk: CrashDesk, dialogs: list[CrashDialog], qtbot: QtBot) -> None:
    desk.take(fault("first"))
    dialog = dialogs[0]
    assert not dialog.isModal()
    assert_sound(dialog)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == dialog.report.toPlainText()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.goes_on.click()


def test_the_dialog_is_translated_and_fits(pseudo_language: None, qtbot: QtBot) -> None:
    dialog = CrashDialog("report")
    qtbot.addWidget(dialog)
    dialog.show()
    assert_sound(dialog, pseudo=True)


@pytest.mark.allow_log("fault of the program")
def test_faults_of_threads_and_slots_arrive(
    desk: CrashDesk, dialogs: list[CrashDialog], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)
    desk.install()

    def fail() -> None:
        raise RuntimeError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(dialogs) == 1)
    assert dialogs[0].thread() is QApplication.instance().thread()  # type: ignore[union-attr]
    error = other_fault()
    sys.excepthook(type(error), error, error.__traceback__)
    assert len(dialogs) == 2
    desk.uninstall()
    assert sys.excepthook is sys.__excepthook__


# ---- one window ---------------------------------------------------------------------------------------


@pytest.fixture
def name() -> str:
    return f"crm-test-{new_id().hex[-12:]}"


def test_a_second_start_raises_the_first(name: str, qtbot: QtBot) -> None:
    one, two = SingleInstance(name), SingleInstance(name)
    raised: list[int] = []
    one.raise_asked.connect(lambda: raised.append(1))
    assert one.claim()
    assert not two.claim()
    qtbot.waitUntil(lambda: raised == [1])
    one.release()
    assert two.claim()
    two.release()


@pytest.mark.skipif(sys.platform == "win32", reason="sockets of killed programs vanish there")
def test_the_socket_of_a_killed_program_is_removed(name: str, qtbot: QtBot) -> None:
    path = Path(tempfile.gettempdir()) / name
    dead = socket.socket(socket.AF_UNIX)
    dead.bind(str(path))
    dead.listen()
    dead.close()
    assert path.exists()
    one = SingleInstance(name)
    assert one.claim()
    two = SingleInstance(name)
    assert not two.claim()
    one.release()


def test_workspaces_and_seats_have_their_own_window(tmp_path: Path) -> None:
    names = {
        socket_name(tmp_path / "a"),
        socket_name(tmp_path / "b"),
        socket_name(tmp_path / "a", "2"),
    }
    assert len(names) == 3
    assert socket_name(tmp_path / "a") == socket_name(tmp_path / "x" / ".." / "a")
    assert str(tmp_path) not in socket_name(tmp_path)


# ---- idle -----------------------------------------------------------------------------------------------


class HandClock:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_idle_after_the_time_and_only_once(qtbot: QtBot) -> None:
    clock, told = HandClock(), []
    watch = IdleWatch(5, clock_s=clock)
    watch.idle.connect(lambda: told.append(1))
    watch.start()
    for seconds in (299.0, 300.0, 600.0):
        clock.now_s = seconds
        if watch._timer.isActive():
            watch.look()
    assert told == [1]
    watch.start()
    clock.now_s += 299
    watch.look()
    assert told == [1]
    watch.stop()


def test_a_touch_counts_anew_and_a_call_is_never_idle(qtbot: QtBot) -> None:
    clock, told, in_call = HandClock(), [], [False]
    watch = IdleWatch(5, veto=lambda: in_call[0], clock_s=clock)
    watch.idle.connect(lambda: told.append(1))
    watch.start()
    widget = QWidget()
    qtbot.addWidget(widget)
    clock.now_s = 200
    qtbot.keyClick(widget, "a")
    clock.now_s = 400
    watch.look()
    assert told == []
    in_call[0] = True
    clock.now_s = 4000
    watch.look()
    in_call[0] = False
    clock.now_s = 4299
    watch.look()
    assert told == []
    clock.now_s = 4300
    watch.look()
    assert told == [1]
    watch.stop()


def test_repainting_is_no_touch_and_zero_minutes_is_off(qtbot: QtBot) -> None:
    clock, told = HandClock(), []
    watch = IdleWatch(5, clock_s=clock)
    watch.idle.connect(lambda: told.append(1))
    watch.start()
    clock.now_s = 300
    widget = QWidget()
    qtbot.addWidget(widget)
    QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.UpdateRequest))
    watch.look()
    assert told == [1]
    off = IdleWatch(0)
    off.start()
    assert not off.findChild(QTimer).isActive()
    watch.stop()


def test_without_a_tray_the_system_note_says_so(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtWidgets import QSystemTrayIcon

    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    notes = SystemNotes(QIcon())
    assert notes.tell("Due now", "A call-back is due") is False
    notes.close()


def test_the_window_needs_none_of_the_heavy_libraries() -> None:
    heavy = ("sqlalchemy", "numpy", "pyqtgraph", "keyring", "psycopg", "phonenumbers", "cryptography")
    code = (
        "import sys, crm_desktop.ui.shell.window, crm_desktop.ui.shell.crash, "
        "crm_desktop.ui.shell.single_instance, crm_desktop.ui.shell.idle\n"
        f"print([name for name in {(*heavy, 'structlog', 'qtawesome')!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
