"""Starts operations in their lanes and brings the results back to the GUI thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from crm_desktop.errors import Cancelled, StoreBusy, UserError
from crm_desktop.log import get_logger
from crm_desktop.ui.ops.changes import Changed, Changes
from crm_desktop.ui.ops.lanes import InlineLane, Lane, ThreadLane
from crm_desktop.ui.ops.operation import Operation, ReadOp, StoreOp, TaskOp
from crm_desktop.ui.ops.progress import Progress
from crm_desktop.ui.ops.reporter import LogReporter, Reporter

log = get_logger(__name__)
T = TypeVar("T")

PROGRESS_AFTER_S = 0.6
PROGRESS_EVERY_MS = 100
BUSY_WAITS_S = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)


class StillBusy(UserError):
    """The store stayed busy through all tries; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("The workspace is busy with other work. Nothing was changed. Try again in a moment.")


@dataclass(frozen=True)
class _Outcome:
    """How an operation ended: a value or an error."""

    op: Operation[Any]
    value: Any = None
    error: BaseException | None = None


class Operations(QObject):
    """The lanes of one window: one for changes, two threads for reads, one per key for tasks.

    `reporter` shows errors and progress and may be set later; `changes` hears what changed.
    Belongs to the GUI thread; `close()` before the application ends.
    """

    _arrived = Signal(object)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        changes: Changes | None = None,
        reporter: Reporter | None = None,
        busy_waits_s: Sequence[float] = BUSY_WAITS_S,
    ) -> None:
        super().__init__(parent)
        self.changes = changes if changes is not None else Changes(self)
        self.reporter: Reporter = reporter if reporter is not None else LogReporter()
        self._busy_waits_s = tuple(busy_waits_s)
        self._lanes: dict[str, Lane] = {}
        self._latest: dict[str, Operation[Any]] = {}
        self._underway: dict[Operation[Any], float] = {}
        self._shown: set[Operation[Any]] = set()
        self._closed = False
        self._watch = QTimer(self)
        self._watch.setInterval(PROGRESS_EVERY_MS)
        self._watch.timeout.connect(self._look)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    # ---- making operations -------------------------------------------------------------------

    def store(self, owner: QObject, work: Callable[[], T | Changed[T]]) -> StoreOp[T]:
        """A change of the store. `work` runs in the write lane; `owner` is the screen it belongs to."""
        return StoreOp(self, owner, lambda _progress: work())

    def store_reporting(self, owner: QObject, work: Callable[[Progress], T | Changed[T]]) -> StoreOp[T]:
        """A long change: `work(progress)` may report, and must roll back when `Cancelled` passes."""
        return StoreOp(self, owner, work)

    def read(self, owner: QObject, work: Callable[[], T]) -> ReadOp[T]:
        """A question to the store."""
        return ReadOp(self, owner, lambda _progress: work())

    def read_reporting(self, owner: QObject, work: Callable[[Progress], T]) -> ReadOp[T]:
        """A question that may take long: `work(progress)` may report, and is asked to stop."""
        return ReadOp(self, owner, work)

    def task(self, owner: QObject, work: Callable[[Progress], T | Changed[T]], *, key: str) -> TaskOp[T]:
        """Work with files or the network, one after the other within `key`."""
        return TaskOp(self, owner, work, key)

    # ---- running them ------------------------------------------------------------------------

    def launch(self, op: Operation[Any]) -> None:
        """Put an operation in its lane; called by `Operation.start`."""
        if self._closed:
            log.info("background work refused: the window is closing")
            return
        if op.latest_key is not None:
            before = self._latest.get(op.latest_key)
            if before is not None:
                before.token.cancel()
            self._latest[op.latest_key] = op
        self._underway[op] = time.monotonic()
        if op.ticket is not None and not self._watch.isActive():
            self._watch.start()
        self._lane(op.lane).submit(lambda: self._run(op))

    def _lane(self, name: str) -> Lane:
        if name not in self._lanes:
            self._lanes[name] = self._make_lane(name, 2 if name == "read" else 1)
        return self._lanes[name]

    def _make_lane(self, name: str, threads: int) -> Lane:
        return ThreadLane(name, threads)

    def _hand_over(self, outcome: _Outcome) -> None:
        try:
            self._arrived.emit(outcome)
        except RuntimeError:
            log.info("the window was gone before its work ended")

    def _run(self, op: Operation[Any]) -> None:
        """In the worker: do the work, trying again while the store is busy."""
        try:
            op.token.begin()
            outcome = _Outcome(op, value=self._with_patience(op))
        except BaseException as error:  # whatever it was, the GUI thread has to hear of it
            outcome = _Outcome(op, error=error)
        self._hand_over(outcome)

    def _with_patience(self, op: Operation[Any]) -> Any:
        for wait_s in self._busy_waits_s:
            op.token.check()
            try:
                return op.work(op.token)
            except StoreBusy:
                op.token.wait(wait_s)
        op.token.check()
        try:
            return op.work(op.token)
        except StoreBusy as busy:
            raise StillBusy from busy

    # ---- back on the GUI thread --------------------------------------------------------------

    def _deliver(self, outcome: _Outcome) -> None:
        op = outcome.op
        self._underway.pop(op, None)
        if self._closed:
            if outcome.error is not None and not isinstance(outcome.error, Cancelled):
                log.error("work ended badly while closing", outcome.error)
            return
        self._take_down(op)
        if op.latest_key is not None:
            if self._latest.get(op.latest_key) is not op:
                return  # a later question replaced this one: its answer is the one to show
            del self._latest[op.latest_key]
        try:
            if outcome.error is None:
                self._succeeded(op, outcome.value)
            else:
                self._failed(op, outcome.error)
        finally:
            if op.on_settled is not None and op.owner_alive:
                op.on_settled()

    def _succeeded(self, op: Operation[Any], result: Any) -> None:
        topics = op.topics
        value = result
        if isinstance(result, Changed):
            value = result.value
            topics = topics | result.topics
        alive = op.owner_alive
        initiator = op.owner if alive else None
        try:
            if alive and op.on_success is not None:
                op.on_success(value)
        finally:
            # The data has changed even when the screen that did it is gone or its callback failed.
            self.changes.announce(topics, initiator)
            if op.undo_work is not None and op.undo_label is not None:
                self._offer_undo(op, value, topics)

    def _offer_undo(self, op: Operation[Any], value: Any, topics: frozenset[str]) -> None:
        undo_work, undo_label = op.undo_work, op.undo_label
        assert undo_work is not None
        assert undo_label is not None

        def take_back() -> None:
            self.store(self, lambda: undo_work(value)).changes(*topics).start()

        self.reporter.offer_undo(undo_label(value), take_back)

    def _failed(self, op: Operation[Any], error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        if isinstance(error, UserError):
            if op.on_failure is not None and op.owner_alive:
                op.on_failure(error)
            elif not isinstance(op, ReadOp):
                self.reporter.user_error(error)  # a refused change is told even when its screen is gone
            elif op.owner_alive:
                self.reporter.not_read(error)
            return
        self.reporter.crash(error)

    # ---- progress ----------------------------------------------------------------------------

    def _look(self) -> None:
        """Show what has been under way for a while, and pass on newer counts."""
        now = time.monotonic()
        watched = [op for op in self._underway if op.ticket is not None]
        for op in watched:
            ticket = op.ticket
            assert ticket is not None
            ticket.state = op.token.latest
            if op in self._shown:
                self.reporter.progress_changed(ticket)
            elif now - self._underway[op] >= PROGRESS_AFTER_S:
                self._shown.add(op)
                self.reporter.progress_shown(ticket)
        if not watched:
            self._watch.stop()

    def _take_down(self, op: Operation[Any]) -> None:
        if op in self._shown:
            self._shown.discard(op)
            assert op.ticket is not None
            self.reporter.progress_over(op.ticket)

    # ---- the end -----------------------------------------------------------------------------

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way or waiting to be delivered."""
        return not self._underway

    def close(self, timeout_s: float = 30.0, others_s: float = 30.0) -> bool:
        """Stop: changes and what must `surely` be done are finished, reads forgotten, the rest asked to stop.

        Waits up to `timeout_s` seconds for the former and not longer than `others_s` for the rest, which
        loses nothing when the process ends under it. True when all threads have ended.
        """
        self._closed = True
        self._watch.stop()
        sure = {op.lane for op in self._underway if op.is_sure}
        for op in list(self._underway):
            if not op.is_sure:
                op.token.cancel()
        now = time.monotonic()
        first = sorted(self._lanes, key=lambda name: name not in sure)
        ended = [
            self._lanes[name].close(
                drop=name == "read", deadline=now + (timeout_s if name in sure else min(timeout_s, others_s))
            )
            for name in first
        ]
        return all(ended)


class InlineOperations(Operations):
    """Does everything at once in the caller's thread, without waiting between tries; for tests."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        changes: Changes | None = None,
        reporter: Reporter | None = None,
    ) -> None:
        super().__init__(parent, changes=changes, reporter=reporter, busy_waits_s=(0.0, 0.0, 0.0))

    def _make_lane(self, name: str, threads: int) -> Lane:
        return InlineLane()

    def _hand_over(self, outcome: _Outcome) -> None:
        self._deliver(outcome)
