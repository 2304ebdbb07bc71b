"""Where operations tell what the person should see; the window implements it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from crm_desktop.errors import UserError
from crm_desktop.log import get_logger
from crm_desktop.ui.ops.progress import ProgressState

log = get_logger(__name__)


@dataclass(eq=False)
class Ticket:
    """A long act being shown: its label, its last state, and how to stop it (None: can't be stopped)."""

    label: str
    state: ProgressState
    cancel: Callable[[], None] | None = None


class Reporter(Protocol):
    """What the window does with errors, offers to undo, and progress."""

    def user_error(self, error: UserError) -> None:
        """Show one sentence the person can act on."""
        ...

    def not_read(self, error: UserError) -> None:
        """Something could not be shown; what tells calmly that the server is away says it once for all."""
        ...

    def crash(self, error: BaseException) -> None:
        """Show a fault of the program, once per cause."""
        ...

    def offer_undo(self, label: str, undo: Callable[[], None]) -> None:
        """Offer the way back for a while."""
        ...

    def progress_shown(self, ticket: Ticket) -> None:
        """A long act has taken longer than a moment."""
        ...

    def progress_changed(self, ticket: Ticket) -> None:
        """The ticket has a newer state."""
        ...

    def progress_over(self, ticket: Ticket) -> None:
        """The act shown has ended."""
        ...


class LogReporter:
    """Writes to the log only; used before a window stands and where there is none."""

    def user_error(self, error: UserError) -> None:
        """Log the English template, not the filled-in sentence (it may name people)."""
        log.info("refused", template=error.template)

    def not_read(self, error: UserError) -> None:
        """Logged likewise."""
        self.user_error(error)

    def crash(self, error: BaseException) -> None:
        """Log the fault with its traceback."""
        log.error("fault in background work", error)

    def offer_undo(self, label: str, undo: Callable[[], None]) -> None:
        """There is nobody to offer it to."""

    def progress_shown(self, ticket: Ticket) -> None:
        """Nobody watches."""

    def progress_changed(self, ticket: Ticket) -> None:
        """Nobody watches."""

    def progress_over(self, ticket: Ticket) -> None:
        """Nobody watches."""
