"""The own call-backs and appointments of the next hours, kept in the seat's own file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from crm_desktop.store.seat import Seat

CALLBACK, APPOINTMENT = "callback", "appointment"


@dataclass(frozen=True, slots=True)
class KeptDate:
    """A call-back or an appointment; `shown` is what its list shows, JSON."""

    id: UUID
    lead_id: UUID
    at: datetime
    shown: str


class KeptDates:
    """The dates in the seat's own file, by person and kind."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    def replace(self, person_id: UUID, kind: str, dates: Sequence[KeptDate]) -> None:
        """Keep these instead of what is kept of this kind; all or none."""
        with self._seat.together() as run:
            run("DELETE FROM kept_dates WHERE person_id = ? AND kind = ?", (person_id.bytes, kind))
            for each in dates:
                at = each.at.astimezone(UTC).isoformat(timespec="microseconds")
                run(
                    "INSERT INTO kept_dates VALUES (?, ?, ?, ?, ?, ?)",
                    (person_id.bytes, kind, each.id.bytes, each.lead_id.bytes, at, each.shown),
                )

    def all(self, person_id: UUID, kind: str) -> tuple[KeptDate, ...]:
        """What is kept of a person, the soonest first."""
        rows = self._seat.run(
            "SELECT id, lead_id, at, shown FROM kept_dates WHERE person_id = ? AND kind = ? ORDER BY at, id",
            (person_id.bytes, kind),
        )
        return tuple(
            KeptDate(UUID(bytes=row[0]), UUID(bytes=row[1]), datetime.fromisoformat(row[2]), row[3])
            for row in rows
        )
