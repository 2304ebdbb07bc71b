"""How long it takes from the key that gives a result until the next lead is on the screen."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from crm_desktop.log import get_logger
from crm_desktop.ui.calling.states import OWES_RESULT

if TYPE_CHECKING:
    from crm_desktop.ui.calling.presenter import CallingPresenter

log = get_logger(__name__)


class Pace(QObject):
    """Watches the presenter and the paint of the hero; each time it writes one line to the log.

    Made only where the heartbeat is wanted: it looks at every event of the hero.
    """

    def __init__(self, presenter: CallingPresenter, hero: QWidget) -> None:
        super().__init__(hero)
        self._presenter = presenter
        self._pressed_at: float | None = None
        self._answered_at = 0.0
        self._is_next_shown = False
        presenter.moving.connect(self._moved)
        presenter.shown.connect(self._shown)
        hero.installEventFilter(self)

    def _moved(self) -> None:
        p = self._presenter
        if p.is_moving and p.state in OWES_RESULT:
            self._pressed_at, self._is_next_shown = time.perf_counter(), False

    def _shown(self) -> None:
        p = self._presenter
        if self._pressed_at is None or p.is_moving or self._is_next_shown:
            return  # a key pressed before the paint changes nothing: that paint counts
        self._answered_at = time.perf_counter()
        self._is_next_shown = p.state not in OWES_RESULT
        if not self._is_next_shown:  # refused: the call is still there
            self._pressed_at = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The paint in which the next lead appears; what was painted is flushed before the timer."""
        if event.type() == QEvent.Type.Hide:  # the page was left: nothing is waited for
            self._pressed_at, self._is_next_shown = None, False
        elif event.type() == QEvent.Type.Paint and self._is_next_shown:
            self._is_next_shown = False
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        if self._pressed_at is not None:
            log.info(
                "next lead painted",
                ms=round((time.perf_counter() - self._pressed_at) * 1000, 1),
                answered_ms=round((self._answered_at - self._pressed_at) * 1000, 1),  # by the store
            )
            self._pressed_at = None
