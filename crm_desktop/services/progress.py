"""How a long act tells how far it is, and hears that it should stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from crm_desktop.errors import Cancelled


class Progress(Protocol):
    """Handed to a long act by whoever waits for it: a window, a command, a test."""

    def update(self, done: int, total: int | None = None, note: str = "") -> None:
        """Say that `done` of `total` are done; may raise Cancelled."""
        ...

    def check(self) -> None:
        """Raise Cancelled when the person asked to stop."""
        ...


def parts_of(progress: Progress | None) -> Callable[[float], None] | None:
    """A backup tells its progress as a part of one."""
    if progress is None:
        return None
    told = progress
    return lambda part: told.update(int(part * 100), 100)


def asks(progress: Progress | None) -> Callable[[], bool] | None:
    """Whether whoever waits for a long act asks it to stop; for the places that count nothing."""
    if progress is None:
        return None
    told = progress

    def asked() -> bool:
        try:
            told.check()
        except Cancelled:
            return True
        return False

    return asked
