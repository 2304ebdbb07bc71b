"""What a long act tells about itself, and how it hears that it should stop."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from crm_desktop.errors import Cancelled


@dataclass(frozen=True)
class ProgressState:
    """How far a long act is: `done` of `total` (None: not known), `note` beside it, `elapsed_s` so far."""

    done: int = 0
    total: int | None = None
    note: str = ""
    elapsed_s: float = 0.0

    @property
    def rate(self) -> float:
        """Items a second so far; 0 before anything was done."""
        return self.done / self.elapsed_s if self.elapsed_s > 0 else 0.0

    @property
    def left_s(self) -> float | None:
        """Seconds left at the present rate; None while that can't be said."""
        if self.total is None or self.rate <= 0:
            return None
        return max(0.0, (self.total - self.done) / self.rate)

    @property
    def share(self) -> float | None:
        """Done as a part of 1; None when the total isn't known."""
        if not self.total:
            return None
        return min(1.0, max(0.0, self.done / self.total))


class Progress:
    """Handed to a long act: it reports with `update` and stops at `check` when asked to.

    Reporting costs an attribute store, so it may be called for every row; the window looks at it
    ten times a second.
    """

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._begun_at = time.monotonic()
        self._latest = ProgressState()

    def begin(self) -> None:
        """Start counting the time, when the worker takes the act up."""
        self._begun_at = time.monotonic()

    def update(self, done: int, total: int | None = None, note: str = "") -> None:
        """Say how far the act is, and stop here (raise `Cancelled`) when the person asked to."""
        self._latest = ProgressState(done, total, note, time.monotonic() - self._begun_at)
        self.check()

    def check(self) -> None:
        """Raise `Cancelled` when the person asked to stop."""
        if self._stop.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the act to stop at its next `check`."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether the act was asked to stop."""
        return self._stop.is_set()

    @property
    def latest(self) -> ProgressState:
        """The last report."""
        return self._latest

    def wait(self, seconds: float) -> None:
        """Sleep, but wake up and raise `Cancelled` as soon as the act is asked to stop."""
        self._stop.wait(seconds)
        self.check()
