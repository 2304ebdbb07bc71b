"""Writers of one program take turns: whoever asked first is next.

SQLite lets writers look again and again, ever more rarely, whether the store is free; beside someone who
writes without rest, as an import does, that is luck and may take seconds.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from crm_desktop.errors import StoreBusy


class Turns:
    """A queue of threads for one thing; not to be taken twice by one thread."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Semaphore] = deque()
        self._is_taken = False

    @property
    def is_wanted(self) -> bool:
        """Whether someone waits for a turn."""
        return bool(self._waiting)

    @contextmanager
    def one(self, seconds: float) -> Iterator[None]:
        """Hold the turn for as long as the block runs; StoreBusy when it doesn't come within `seconds`."""
        self.take(seconds)
        try:
            yield
        finally:
            self.give()

    def take(self, seconds: float) -> None:
        """Have the turn until it is given back; StoreBusy when it doesn't come within `seconds`."""
        if not self._take(seconds):
            raise StoreBusy("another thread has been writing for too long")

    def _take(self, seconds: float) -> bool:
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = threading.Semaphore(0)
            self._waiting.append(mine)
        if mine.acquire(timeout=seconds):
            return True
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return False
        return True  # it was handed over in the last moment

    def give(self) -> None:
        """Give the turn back."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()  # it stays taken: nobody slips in between
            else:
                self._is_taken = False
