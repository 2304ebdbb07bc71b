"""The time after a call where it is limited: seconds in sight, then a result is given by itself."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from crm_desktop.ui.calling import words
from crm_desktop.ui.widgets.progress import CountdownBar

if TYPE_CHECKING:
    from crm_desktop.ui.calling.presenter import CallingPresenter

LEAST_S = 5.0  # left at least, once a question was closed again
TYPING_S = 2.0  # a note typed a moment ago is let be finished: its keys would go to the next lead


class AfterBox(QObject):
    """Counts only while nothing is asked: what a result needs is never cut short.

    A call found or taken back again has no limit: its time is long over.
    """

    def __init__(self, presenter: CallingPresenter, bar: CountdownBar, parent: QObject) -> None:
        super().__init__(parent)
        self._p, self._bar = presenter, bar
        self._call_id: UUID | None = None  # the call whose time runs
        self._typed_at = 0.0
        bar.finished.connect(self._over)

    def follow(self, *, is_in_view: bool) -> None:
        """After a change: count, hold, or stop."""
        p = self._p
        result = p.alone_result()
        if result is None or p.lead is None or p.call is None:
            self._call_id = None
            self._bar.stop()
            return
        if self._call_id != p.call.id:
            self._call_id = p.call.id
            self._bar.set_words(words.then_result(result.label))
            total = float(p.lead.campaign.wrap_up_s)
            passed = (p.now - p.ended_at).total_seconds() if p.ended_at is not None else 0.0
            self._bar.show_left(min(total, max(LEAST_S, total - passed)), total)
        if p.ask.strip or p.is_moving or not is_in_view:
            self._bar.stop()
        elif not self._bar.is_running():
            self._bar.show_left(max(LEAST_S, self._bar.left_s()), float(p.lead.campaign.wrap_up_s))
            self._bar.go_on()

    def typed(self) -> None:
        """Something was typed into the note."""
        self._typed_at = time.monotonic()

    def _over(self) -> None:
        p = self._p
        result = p.alone_result()
        if result is None or p.lead is None:
            return
        if time.monotonic() - self._typed_at < TYPING_S:
            self._bar.show_left(TYPING_S, float(p.lead.campaign.wrap_up_s))
            self._bar.go_on()
            return
        p.notices.toast(words.given_alone(result.label))
        p.flow.complete(result)
