"""Looking ahead while choices are made: the first rows checked, the figures counted, old looks dropped."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.errors import UserError
from crm_desktop.services.imports import ImportPlan, Preview
from crm_desktop.ui.imports.checking import Checked
from crm_desktop.ui.imports.desk import Desk, Stop
from crm_desktop.ui.imports.draft import Draft
from crm_desktop.ui.ops import Operations

FIRST_LOOK, LONG_LOOK = 5_000, 200_000
"""Rows looked at while columns are chosen, and then in the Duplicates step; a longer file says so."""
WATCH_MS = 250


class Looker(QObject):
    """Asks in the read lane; only the answer to the latest question is told."""

    looked = Signal(object)  # Preview
    failed = Signal(object)  # UserError
    busy_changed = Signal(bool)
    checked = Signal()
    counted = Signal(int)  # rows of a long look so far

    def __init__(self, page: QWidget, ops: Operations, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._ops, self._desk = page, ops, desk
        self._stop = Stop()
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH_MS)
        self._watch.timeout.connect(lambda: self.counted.emit(self._stop.done))

    def stop(self) -> None:
        """Drop the look under way."""
        self._stop.cancel()
        self._watch.stop()

    def check(self, draft: Draft) -> None:
        """Understand the first rows anew after the mapping changed."""
        found, mapping = draft.found, draft.mapping

        def take(checked: Checked) -> None:
            draft.checked = checked
            self.checked.emit()

        (
            self._ops.read(self._page, lambda: self._desk.check(found, mapping))
            .latest_only("imports.check")
            .success(take)
            .start()
        )

    def look(self, draft: Draft, *, is_long: bool) -> None:
        """Count what will happen: in the first rows; with `is_long` then in a long file's other ones, too."""
        self._stop.cancel()
        self._stop = Stop()
        self.busy_changed.emit(True)
        self._ask(draft, draft.plan(is_only_a_look=True), FIRST_LOOK, self._stop, goes_on=is_long)

    def _ask(self, draft: Draft, plan: ImportPlan, limit: int, stop: Stop, *, goes_on: bool) -> None:
        found = draft.found

        def take(preview: Preview) -> None:
            nonlocal goes_on
            goes_on = goes_on and not preview.is_exact
            draft.take_questions(preview.questions)
            self.looked.emit(preview)

        def fail(error: UserError) -> None:
            nonlocal goes_on
            goes_on = False
            self.failed.emit(error)

        def rest() -> None:
            if stop is not self._stop:
                return
            if goes_on and not stop.is_set:
                self._watch.start()
                self._ask(draft, plan, LONG_LOOK, stop, goes_on=False)
                return
            self._watch.stop()
            self.busy_changed.emit(False)

        (
            self._ops.read(self._page, lambda: self._desk.preview(found, plan, limit, stop))
            .latest_only("imports.preview")
            .success(take)
            .failure(fail)
            .settled(rest)
            .start()
        )
