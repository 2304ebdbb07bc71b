"""The telephone line as the screen needs it: any dialer, and what it says arrives on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.dialers.base import Dialer, DialRequest, LineEvent, LineState
from crm_desktop.dialers.registry import Surroundings, make_dialer
from crm_desktop.errors import UserError
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.ops import Operations, Progress
from crm_desktop.ui.session import Session

LANE = "line"


class QtScheduler(QObject):
    """Runs something later on the GUI thread, for lines that are simulated."""

    def later(self, seconds: float, act: Callable[[], None]) -> Callable[[], None]:
        """Run `act` after so many seconds; gives what cancels it."""
        timer = QTimer(self)
        timer.setSingleShot(True)

        def fire() -> None:
            timer.deleteLater()
            act()

        timer.timeout.connect(fire)
        timer.start(round(seconds * 1000))
        return timer.stop


class Line(QObject):
    """One way to reach the telephone.

    A silent line says nothing after the dial: the caller marks answer and end, and may give the result at
    once. `answered(call_id)`, `ended(call_id, cause)`, `refused(call_id, sentence)`.
    """

    answered = Signal(object)
    ended = Signal(object, str)
    refused = Signal(object, str)

    def __init__(self, dialer: Dialer, ops: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._dialer, self._ops = dialer, ops
        traits = dialer.traits
        self.name = traits.name
        self.is_practice = traits.is_practice
        self.is_silent = not traits.measures

    def dial(self, call_id: UUID, e164: str, extension: str = "") -> None:
        """Dial; returns at once, what follows comes as signals."""
        request, dialer = DialRequest(call_id, e164, extension), self._dialer
        if not self.is_silent:
            try:
                dialer.dial(request, self._heard)
            except UserError as error:
                self.refused.emit(call_id, tr_error(error))
            return

        def hand_over(_progress: Progress) -> None:
            dialer.dial(request, lambda _event: None)  # asks the system, which may take seconds

        self._ops.task(self, hand_over, key=LANE).failure(
            lambda error: self.refused.emit(call_id, tr_error(error))
        ).start()

    def _heard(self, event: LineEvent) -> None:
        if event.state is LineState.CONNECTED:
            self.answered.emit(event.call_id)
        elif event.state is LineState.ENDED:
            self.ended.emit(event.call_id, event.cause.value if event.cause else "")

    def hang_up(self, call_id: UUID) -> None:
        """End the call; a silent line only forgets it."""
        if not self.is_silent:
            self._dialer.hang_up(call_id)
            return
        dialer = self._dialer
        self._ops.task(self, lambda _progress: dialer.hang_up(call_id), key=LANE).start()

    def close(self) -> None:
        """The line is not used any more."""
        self._dialer.close()
        self.deleteLater()


def make_line(name: str, session: Session, ops: Operations, parent: QObject) -> Line:
    """The line of this name, with what the program put around it."""
    given = session.dialers
    around = given if isinstance(given, Surroundings) else None
    if around is None:
        around = Surroundings(session.clock, QtScheduler(parent))
    return Line(make_dialer(name, around), ops, parent)
