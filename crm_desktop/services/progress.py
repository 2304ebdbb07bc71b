"""How a long act tells how far it is, and hears that it should stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Handed to a long act by whoever waits for it: a window, a command, a test."""

    def update(self, done: int, total: int | None = None, note: str = "") -> None:
        """Say that `done` of `total` are done; may raise Cancelled."""
        ...

    def check(self) -> None:
        """Raise Cancelled when the person asked to stop."""
        ...
