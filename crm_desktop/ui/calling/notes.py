"""The note of a call, kept as it is typed: in this workstation's own file, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.clock import Clock
from crm_desktop.ui.ops import Operations, Progress

if TYPE_CHECKING:
    from crm_desktop.store.seat import Seat

SAVE_AFTER_MS = 500
LANE = "seat"
BEFORE_CALL = "calling.note_before_call"


class NoteKeeper(QObject):
    """Holds the text of one note and saves it at most half a second after it was typed.

    `saved` tells whether everything typed is on the disk.
    """

    saved = Signal(bool)

    def __init__(self, ops: Operations, seat: Seat, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._ops, self._seat, self._clock = ops, seat, clock
        self._call_id: UUID | None = None
        self._lead_id: UUID | None = None
        self._is_dialled = False
        self._has_place = False
        self.text = ""
        self._kept = ""  # the text that is on the disk
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.flush)

    @property
    def is_saved(self) -> bool:
        """Whether everything typed is on the disk."""
        return self.text == self._kept

    def begin(self, call_id: UUID, lead_id: UUID, text: str = "", *, is_dialled: bool = False) -> None:
        """Another call's note, with the text it has so far."""
        self.flush()
        self._call_id, self._lead_id = call_id, lead_id
        self._is_dialled = self._has_place = is_dialled  # a call found again may have a draft here
        self.text = self._kept = text

    def typed(self, text: str) -> None:
        """The note is now this text."""
        if text == self.text or self._call_id is None:
            return
        self.text = text
        if not self._timer.isActive():
            self._timer.start()
        self.saved.emit(False)

    def dialled(self) -> None:
        """The call of this note has begun: it is found again after the program was killed."""
        self._is_dialled = True
        call_id, at, seat = self._call_id, self._clock.now(), self._seat
        if call_id is not None:
            self._run(lambda: seat.set_open_call(call_id, at))

    def flush(self) -> None:
        """Save what waits now."""
        self._timer.stop()
        call_id, lead_id, text, at = self._call_id, self._lead_id, self.text, self._clock.now()
        if call_id is None or not (text or self._has_place):
            return
        seat = self._seat
        remember = not self._is_dialled and not self._has_place
        self._has_place = True

        def save() -> None:
            if remember:  # no call in the store leads to this note yet: say whom it is about
                seat.set(BEFORE_CALL, {"call": str(call_id), "lead": str(lead_id)})
            seat.save_draft(call_id, text, at)

        def kept() -> None:
            if self._call_id == call_id:
                self._kept = text
            self.saved.emit(self.is_saved)

        self._run(save, then=kept)

    def done(self) -> None:
        """The note is saved with its call: nothing has to be kept here."""
        self._timer.stop()
        call_id, seat = self._call_id, self._seat
        had_place, was_dialled = self._has_place, self._is_dialled
        self._call_id, self.text, self._kept = None, "", ""
        self.saved.emit(True)
        if call_id is None or not (had_place or was_dialled):
            return

        def forget() -> None:
            if was_dialled:
                seat.clear_open_call()
            if had_place:
                seat.clear_draft(call_id)
                seat.set(BEFORE_CALL, None)

        self._run(forget)

    def _run(self, work: Callable[[], None], then: Callable[[], None] | None = None) -> None:
        def task(_progress: Progress) -> None:
            work()

        operation = self._ops.task(self, task, key=LANE).surely()
        if then is not None:
            operation.success(lambda _none: then())
        operation.start()
