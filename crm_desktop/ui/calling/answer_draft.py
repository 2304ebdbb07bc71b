"""What was typed for a result's fields, kept on this workstation until the result is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from crm_desktop.ui.calling.notes import LANE, SAVE_AFTER_MS
from crm_desktop.ui.ops import Operations, Progress

if TYPE_CHECKING:
    from crm_desktop.store.seat import Seat

ANSWERS = "calling.answers"


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """The texts typed for one call and one result, by the fields' keys."""

    call_id: UUID
    result_code: str
    typed: Mapping[str, str]


def read_draft(seat: Seat, call_id: UUID) -> AnswerDraft | None:
    """What was typed for this call when the program ended; another call's is forgotten."""
    kept: Any = seat.get(ANSWERS)
    if not isinstance(kept, dict):
        return None
    if kept.get("call") != str(call_id) or not isinstance(kept.get("typed"), dict):
        seat.set(ANSWERS, None)
        return None
    return AnswerDraft(call_id, str(kept.get("result", "")), kept["typed"])


class AnswerKeeper(QObject):
    """Saves what is typed at most half a second later, and forgets it once it is saved with the call."""

    def __init__(self, ops: Operations, seat: Seat, parent: QObject) -> None:
        super().__init__(parent)
        self._ops, self._seat = ops, seat
        self.draft: AnswerDraft | None = None
        self._has_place = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.flush)

    def typed_for(self, call_id: UUID, result_code: str) -> Mapping[str, str]:
        """What was typed for this result of this call so far."""
        draft = self.draft
        is_same = draft is not None and (draft.call_id, draft.result_code) == (call_id, result_code)
        return draft.typed if is_same and draft is not None else {}

    def begin(self, draft: AnswerDraft | None) -> None:
        """What is known already: found again after a power cut, or taken back."""
        self.draft = draft
        self._has_place = draft is not None

    def keep(self, draft: AnswerDraft) -> None:
        """The fields now hold this."""
        if draft == self.draft:
            return
        self.draft = draft
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Save what waits now."""
        self._timer.stop()
        draft, seat = self.draft, self._seat
        if draft is None:
            return
        self._has_place = True
        kept = {"call": str(draft.call_id), "result": draft.result_code, "typed": dict(draft.typed)}
        self._run(lambda _progress: seat.set(ANSWERS, kept))

    def forget(self) -> None:
        """The result is saved: nothing has to be kept here."""
        self._timer.stop()
        self.draft = None
        if self._has_place:
            self._has_place = False
            seat = self._seat
            self._run(lambda _progress: seat.set(ANSWERS, None))

    def _run(self, work: Any) -> None:
        def task(progress: Progress) -> None:
            work(progress)

        self._ops.task(self, task, key=LANE).surely().start()
