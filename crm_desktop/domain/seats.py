"""Workstations that keep something of the team's people, and what each still owes of an erasure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

#: An erasure that waits for a workstation longer than this is worth a word.
OPEN_TOO_LONG = timedelta(days=7)
LONGEST_WHY = 300
MAIN = "main"  # what a computer's first seat is called everywhere


@dataclass(frozen=True, slots=True)
class SeatProof:
    """Which workstation this is, and the secret only its own file has."""

    id: UUID
    name: str
    computer: str
    secret: str

    def __repr__(self) -> str:
        return f"SeatProof({self.name!r})"


@dataclass(frozen=True, slots=True)
class KnownSeat:
    """A workstation of the team; `owes`: erasures it has not acknowledged, of a retired one none."""

    id: UUID
    name: str
    computer: str
    made_at: datetime
    last_seen_at: datetime
    last_person: str
    retired_at: datetime | None
    retired_why: str
    cleared_at: datetime | None
    owes: int = 0

    @property
    def shown(self) -> str:
        """How people tell it from others: seats of many computers bear the same name."""
        if not self.computer:
            return self.name
        return self.computer if self.name == MAIN else f"{self.computer} ({self.name})"


@dataclass(frozen=True, slots=True)
class ErasureSeat:
    """A workstation that may have kept something of an erasure's people."""

    erasure_id: UUID
    seat: KnownSeat
    acknowledged_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether the erasure still waits for it."""
        return self.acknowledged_at is None and self.seat.retired_at is None
