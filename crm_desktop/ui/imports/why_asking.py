"""Into the step Why we call and out of it, and what follows of an answer found out in the background."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.lawful import Answer
from crm_desktop.errors import UserError
from crm_desktop.log import get_logger
from crm_desktop.ui.imports.desk import Desk
from crm_desktop.ui.imports.draft import Draft
from crm_desktop.ui.imports.why_step import WhyStep
from crm_desktop.ui.ops import Operations

ABOUT_WHY = ("file", "proof", "source", "line", "on_date", "why", "asked_on")
log = get_logger(__name__)


class WhyAsking(QObject):
    """Asks for one page; `go` brings the step into view, `look` counts the rows anew."""

    def __init__(
        self,
        page: QWidget,
        ops: Operations,
        desk: Desk,
        step: WhyStep,
        go: Callable[[], object],
        look: Callable[[], object],
    ) -> None:
        super().__init__(page)
        self._page, self._ops, self._desk, self._step = page, ops, desk, step
        self._go, self._look = go, look
        step.asked.connect(self._ask)
        step.column_chosen.connect(look)

    def enter(self, draft: Draft) -> None:
        """Ask why these people may be called."""
        self._go()
        self._step.show_draft(draft)
        self._step.begin()
        self._look()

    def is_answered(self) -> bool:
        """Whether it can go on; says what is missing otherwise."""
        if self._step.check():
            return True
        if not self._step.is_waiting:
            log.debug("list asks", what="why")
        return False

    def refused(self, draft: Draft, error: UserError) -> bool:
        """Whether the service's no is about the answer; then it is shown there."""
        if error.field not in ABOUT_WHY:
            return False
        self.enter(draft)
        self._step.show_error(error)
        return True

    def _ask(self, campaign: str, answer: Answer | None) -> None:
        (
            self._ops.read(self._page, lambda: self._desk.why(campaign, answer))
            .latest_only("imports.why")
            .success(self._step.show_ahead)
            .start()
        )
