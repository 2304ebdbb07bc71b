"""One piece of background work, described by chaining and then started."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from crm_desktop.errors import UserError
from crm_desktop.ui.ops.changes import Changed
from crm_desktop.ui.ops.progress import Progress
from crm_desktop.ui.ops.reporter import Ticket

if TYPE_CHECKING:
    from typing import Self

    from crm_desktop.ui.ops.operations import Operations

T = TypeVar("T")
Work = Callable[[Progress], "T | Changed[T]"]


class Operation(Generic[T]):
    """Common part of `StoreOp`, `ReadOp` and `TaskOp`; make them through `Operations`."""

    lane = ""
    is_sure = False  # done even when the window closes before it was begun

    def __init__(self, home: Operations, owner: QObject, work: Work[T]) -> None:
        self._home = home
        self.owner = owner
        self.work = work
        self.token = Progress()
        self.ticket: Ticket | None = None
        self.topics: frozenset[str] = frozenset()
        self.latest_key: str | None = None
        self.on_success: Callable[[T], object] | None = None
        self.on_failure: Callable[[UserError], object] | None = None
        self.on_settled: Callable[[], object] | None = None
        self.undo_label: Callable[[T], str] | None = None
        self.undo_work: Callable[[T], object] | None = None

    def success(self, callback: Callable[[T], object]) -> Self:
        """Call `callback(value)` on the GUI thread when the work is done."""
        self.on_success = callback
        return self

    def failure(self, callback: Callable[[UserError], object]) -> Self:
        """Call `callback(error)` for what the person can mend, instead of the default notice.

        A store that stays busy comes here as `StillBusy`.
        """
        self.on_failure = callback
        return self

    def settled(self, callback: Callable[[], object]) -> Self:
        """Call `callback()` last, however it ended (also cancelled or crashed): to free the screen."""
        self.on_settled = callback
        return self

    def progress(self, label: str, cancellable: bool = False) -> Self:
        """Show `label` with the count after 600 ms, with a Cancel button when `cancellable`."""
        self.ticket = Ticket(label, self.token.latest, self.token.cancel if cancellable else None)
        return self

    def start(self) -> Self:
        """Put the work in its lane. Returns itself, so that it can be kept to `cancel` it."""
        self._home.launch(self)
        return self

    def cancel(self) -> None:
        """Ask the work to stop; if it hasn't begun it never does. No callback but `settled` follows."""
        self.token.cancel()

    @property
    def owner_alive(self) -> bool:
        """Whether the owner's C++ part still exists."""
        return isValid(self.owner)


class StoreOp(Operation[T]):
    """A change of the store: one lane, in the order started, never in parallel."""

    lane = "write"
    is_sure = True

    def changes(self, *topics: str) -> Self:
        """Announce these topics on success, besides those a returned `Changed` names."""
        self.topics = self.topics | frozenset(topics)
        return self

    def undo(self, label: str | Callable[[T], str], work: Callable[[T], object]) -> Self:
        """After success offer Undo under `label`; taking it runs `work(value)` in the write lane.

        `work` may return a `Changed`; the topics of this act are announced again in any case.
        """
        self.undo_label = label if callable(label) else lambda _value: label
        self.undo_work = work
        return self


class ReadOp(Operation[T]):
    """A question to the store: two lanes' worth of threads, no order promised."""

    lane = "read"

    def latest_only(self, key: str) -> Self:
        """Drop this answer (and don't even begin) when a later read with the same key was started."""
        self.latest_key = key
        return self


class TaskOp(StoreOp[T]):
    """Work with files or the network; one line per key, different keys at the same time."""

    def __init__(self, home: Operations, owner: QObject, work: Work[T], key: str) -> None:
        super().__init__(home, owner, work)
        self.lane = f"task:{key}"
        self.is_sure = False

    def surely(self) -> Self:
        """Do it even when the window closes before it was begun: it keeps what a person typed or did."""
        self.is_sure = True
        return self
