"""What tests of the screens share: a dressed application, inline operations, and a clean end."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from crm_desktop.errors import UserError
from crm_desktop.services.acceptance import AcceptanceService
from crm_desktop.ui.ops import Changes, InlineOperations, Ticket

HARMLESS = (
    # the offscreen screen can't do these, and says so
    "This plugin does not support",
    "QFont::setPointSizeF: Point size <= 0",
)
THREAD_GRACE_S = 2.0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of the screens fails when Qt warns."""
    for item in items:
        if item.nodeid.startswith("tests/ui/") and item.get_closest_marker("qt_log_level_fail") is None:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(*HARMLESS, extend=True))


class RecordingReporter:
    """A reporter that remembers what the person would have seen."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.crashes: list[BaseException] = []
        self.undos: list[tuple[str, Callable[[], None]]] = []
        self.shown: list[str] = []
        self.changed: list[float | None] = []
        self.over: list[str] = []

    def user_error(self, error: UserError) -> None:
        self.errors.append(str(error))

    def not_read(self, error: UserError) -> None:
        self.user_error(error)

    def crash(self, error: BaseException) -> None:
        self.crashes.append(error)

    def offer_undo(self, label: str, undo: Callable[[], None]) -> None:
        self.undos.append((label, undo))

    def progress_shown(self, ticket: Ticket) -> None:
        self.shown.append(ticket.label)

    def progress_changed(self, ticket: Ticket) -> None:
        self.changed.append(ticket.state.share)

    def progress_over(self, ticket: Ticket) -> None:
        self.over.append(ticket.label)


@pytest.fixture(autouse=True)
def accepted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody accepted the terms long ago, but where a test is about that."""
    if request.node.get_closest_marker("asks_to_accept") is None:
        monkeypatch.setattr(AcceptanceService, "missing", lambda _service, _actor: ())


@pytest.fixture(scope="session", autouse=True)
def dressed_app(qapp: QApplication) -> QApplication:
    """The application in the light theme at 100 %."""
    from crm_desktop.ui.theme.current import apply_theme

    qapp.setApplicationName("crm-desktop-tests")
    apply_theme(qapp, "light", 1.0)
    return qapp


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Window settings in a file of the test's own."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def reporter() -> RecordingReporter:
    """Remembers errors, crashes, offers to undo and progress."""
    return RecordingReporter()


@pytest.fixture
def changes(qapp: QApplication) -> Changes:
    """A hub of changes of the test's own."""
    return Changes()


@pytest.fixture
def ops(qapp: QApplication, changes: Changes, reporter: RecordingReporter) -> Iterator[InlineOperations]:
    """Operations that are done at once, in the test's own thread."""
    operations = InlineOperations(changes=changes, reporter=reporter)
    yield operations
    operations.close()


@pytest.fixture
def started_timers(monkeypatch: pytest.MonkeyPatch) -> list[QTimer]:
    """Every QTimer started from Python during the test."""
    started: list[QTimer] = []
    real = QTimer.start

    def start(timer: QTimer, *args: int) -> None:
        started.append(timer)
        real(timer, *args)

    monkeypatch.setattr(QTimer, "start", start)
    return started


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication, started_timers: list[QTimer]) -> Iterator[None]:
    """After each test: windows are closed and deleted, no thread and no timer goes on."""
    before = set(threading.enumerate())
    yield
    for window in QApplication.topLevelWidgets():
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    assert not left, f"windows left open: {left}"
    ticking = [t for t in started_timers if isValid(t) and t.isActive() and not t.isSingleShot()]
    assert not ticking, f"timers left running: {[(t.parent(), t.interval()) for t in ticking]}"
    deadline = time.monotonic() + THREAD_GRACE_S
    new = [thread for thread in threading.enumerate() if thread not in before]
    for thread in new:
        thread.join(max(0.0, deadline - time.monotonic()))
    alive = [thread.name for thread in new if thread.is_alive()]
    assert not alive, f"threads left running: {alive}"


@pytest.fixture
def pseudo_language(qapp: QApplication) -> Iterator[None]:
    """Every text that goes through translation is accented and longer; build the widgets afterwards."""
    from crm_desktop.ui.i18n import PSEUDO, install_translator, remove_translators

    assert install_translator(qapp, PSEUDO)
    yield
    remove_translators(qapp)
