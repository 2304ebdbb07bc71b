"""Programs beside each other on one SQLite file: who waits to write says so, who writes for long asks.

SQLite lets writers look now and then whether the store is free. Beside somebody who begins again as soon as a
transaction ends, as an import or a change of many does, they would hit the moment between two by luck alone,
and give up in the end. So whoever finds the store taken holds a lock beside it, which several can share; who
writes for long sees it held, ends the transaction and begins no other until they have had theirs.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crm_desktop.store.locks import FileLock

ASIDE_S = 0.5
"""The longest that who writes for long stands aside at a time."""
LOOKS_EACH_S = 0.005
"""Between two looks of who waits, and of who stands aside."""


class Wanted:
    """The sign of one file; its lock is never waited for, and gone with a killed program."""

    def __init__(self, file: Path) -> None:
        self._file = file.with_name(f"{file.name}.lock")

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Say that somebody waits, for as long as the block runs."""
        sign = FileLock(self._file)
        try:
            is_up = False
            for _ in range(3):  # who looks for a sign has the lock alone for a moment
                is_up = is_up or sign.take(shared=True)
        except OSError:  # no sign can be put up: it is left to luck, as it was
            is_up = False
        try:
            yield
        finally:
            if is_up:
                sign.release()

    def is_shown(self) -> bool:
        """Whether another program waits."""
        if not self._file.exists():
            return False
        sign = FileLock(self._file)
        try:
            is_free = sign.take()
        except OSError:
            return False
        if is_free:
            sign.release()
        return not is_free

    def stand_aside(self) -> None:
        """Let those who wait go first, for `ASIDE_S` at most; nothing when nobody does."""
        until = time.monotonic() + ASIDE_S
        while self.is_shown() and time.monotonic() < until:
            time.sleep(LOOKS_EACH_S)
