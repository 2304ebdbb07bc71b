"""What the server said last, in the seat's own file: for times when it is away."""

from __future__ import annotations

from typing import Generic, TypeVar
from uuid import UUID

from crm_desktop.services.offline.snapshot import frozen, thawed
from crm_desktop.store.seat import Seat

T = TypeVar("T")


class LastSaid(Generic[T]):
    """One kind of answer, a person each."""

    def __init__(self, seat: Seat, name: str, kind: type[T]) -> None:
        self._seat, self._name, self._kind = seat, name, kind

    def of(self, person_id: UUID) -> T | None:
        """What was said last; None where nothing was, or by another version of the program."""
        kept = self._seat.get(self._key(person_id))
        try:
            return thawed(self._kind, kept) if isinstance(kept, str) else None
        except (ValueError, KeyError, TypeError):
            return None

    def keep(self, person_id: UUID, said: T) -> None:
        """Keep it, where it isn't what is kept already."""
        key, now = self._key(person_id), frozen(said)
        if now != self._seat.get(key):
            self._seat.set(key, now)

    def _key(self, person_id: UUID) -> str:
        return f"known.{person_id}.{self._name}"
