"""Parts of pages made ahead of their page, one at a time, so that no single step holds the window up."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget

Part = TypeVar("Part", bound=QWidget)


class Spares:
    """The parts that wait for their page; those never taken are deleted with `clear`."""

    def __init__(self) -> None:
        self._waiting: dict[type[QWidget], QWidget] = {}

    def has(self, kind: type[QWidget]) -> bool:
        """Whether such a part waits."""
        return kind in self._waiting

    def make(self, kind: type[QWidget]) -> None:
        """Make one ahead; nothing happens when one waits already."""
        if kind not in self._waiting:
            self._waiting[kind] = kind()

    def take(self, kind: type[Part]) -> Part:
        """The part made ahead, or one made now."""
        found = self._waiting.pop(kind, None)
        return found if isinstance(found, kind) else kind()

    def clear(self) -> None:
        """Nobody will take them any more."""
        for part in self._waiting.values():
            part.deleteLater()
        self._waiting.clear()
