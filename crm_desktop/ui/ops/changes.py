"""The hub where a change of data is announced to every screen, with who started it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

T = TypeVar("T")


@dataclass(frozen=True)
class Changed(Generic[T]):
    """What a changing act returns when it knows itself what it touched."""

    value: T
    topics: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Change:
    """An announced change: `topics` such as "leads" or "calls"; `initiator` is the screen that did it."""

    topics: frozenset[str]
    initiator: QObject | None = None


class Changes(QObject):
    """Announces changes; screens connect to `announced` (GUI thread only)."""

    announced = Signal(object)

    def announce(self, topics: Iterable[str], initiator: QObject | None = None) -> None:
        """Tell all screens that these topics changed; nothing happens without topics."""
        touched = frozenset(topics)
        if touched:
            self.announced.emit(Change(touched, initiator))
