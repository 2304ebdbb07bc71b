"""Notices that nobody has touched keyboard or mouse for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
LOOK_EVERY_MS = 5_000


class IdleWatch(QObject):
    """Emits `idle` once after `minutes` without a touch, unless `veto()` says no.

    A veto (in a call, or after one until its result is in) only puts it off: as long as it stands the
    watch keeps looking, and the full time counts again from its end. 0 minutes switches the watch off.
    Give it the `window`, shown by the time it starts: it then looks at what the system sends that window,
    and not at every event of every widget, which costs each repaint several milliseconds.
    """

    idle = Signal()

    def __init__(
        self,
        minutes: float,
        parent: QObject | None = None,
        *,
        veto: Callable[[], bool] = lambda: False,
        clock_s: Callable[[], float] = time.monotonic,
        window: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._limit_s = minutes * 60
        self._veto = veto
        self._clock_s = clock_s
        self._window = window
        self._touched_at = clock_s()
        self._is_on = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch, counting from now."""
        watched = self._watched()
        if watched is None:
            return
        self._touched_at = self._clock_s()
        watched.installEventFilter(self)  # once: Qt takes out the one before
        self._is_on = True
        if self._limit_s > 0 and not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Watch no more, until started again (after unlocking)."""
        watched = self._watched()
        if watched is not None:
            watched.removeEventFilter(self)
        self._is_on = False
        self._timer.stop()

    def _watched(self) -> QObject | None:
        handle = self._window.windowHandle() if self._window is not None else None
        return handle or QCoreApplication.instance()

    def set_minutes(self, minutes: float) -> None:
        """Another limit; counts from now."""
        was_on = self._is_on
        self.stop()
        self._limit_s = minutes * 60
        if was_on:
            self.start()

    @property
    def untouched_s(self) -> float:
        """Seconds since the last touch."""
        return self._clock_s() - self._touched_at

    def touch(self) -> None:
        """Somebody is there."""
        self._touched_at = self._clock_s()

    def look(self) -> None:
        """Look whether the time is up; called by the timer."""
        if self._veto():
            self.touch()
        elif self._clock_s() - self._touched_at >= self._limit_s:
            self.stop()
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note of every touch, and let it through."""
        if event.type() in TOUCHES:
            self._touched_at = self._clock_s()
        return False
