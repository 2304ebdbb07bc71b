"""Leads that may be called, or may ring, while the server is away, as their screen showed them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from crm_desktop.store.seat import Seat

CLAIMED, RESERVED, PROMISED = "claimed", "reserved", "promised"
WORKED = "worked"  # done with, or rung in: never dialled from here, but known when they ring
WORKED_FOR, MOST_WORKED = timedelta(days=2), 100


@dataclass(frozen=True, slots=True)
class KeptLead:
    """One lead with its snapshot, JSON. `fresh_s`: seconds it may be called from `kept_at` on.

    `kind`: on the screen (claimed), reserved for this workstation, the person's own promise, due then, or
    worked lately.
    """

    person_id: UUID
    lead_id: UUID
    campaign_id: UUID
    kind: str
    place: int
    due_at: datetime | None
    kept_at: datetime
    fresh_s: int
    snapshot: str


class KeptLeads:
    """The leads in the seat's own file, by person."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    def replace(self, person_id: UUID, kinds: Sequence[str], leads: Sequence[KeptLead]) -> None:
        """Keep these instead of what is kept of these kinds; all or none."""
        marks = ", ".join("?" for _ in kinds)
        with self._seat.together() as run:
            run(
                f"DELETE FROM kept_leads WHERE person_id = ? AND kind IN ({marks})",
                (person_id.bytes, *kinds),
            )
            for lead in leads:
                run(_PUT, _values(lead))

    def put(self, lead: KeptLead) -> None:
        """Keep one lead; replaces what was kept of it."""
        self._seat.run(_PUT, _values(lead))

    def all(self, person_id: UUID) -> tuple[KeptLead, ...]:
        """What is kept for a person, in the order it is to be called."""
        rows = self._seat.run(f"{_SELECT} WHERE person_id = ? ORDER BY place, lead_id", (person_id.bytes,))
        return tuple(_lead(row) for row in rows)

    def get(self, person_id: UUID, lead_id: UUID) -> KeptLead | None:
        """One of them."""
        where = "WHERE person_id = ? AND lead_id = ?"
        rows = self._seat.run(f"{_SELECT} {where}", (person_id.bytes, lead_id.bytes))
        return _lead(rows[0]) if rows else None

    def drop(self, person_id: UUID, lead_id: UUID, now: datetime) -> None:
        """This one is done with: it isn't called any more, and is known for two days should it ring."""
        whose = person_id.bytes
        with self._seat.together() as run:
            run(
                "UPDATE kept_leads SET kind = 'worked', fresh_s = 0, kept_at = ? WHERE person_id = ?"
                " AND lead_id = ?",
                (_text(now), whose, lead_id.bytes),
            )
            run(
                "DELETE FROM kept_leads WHERE person_id = ? AND kind = 'worked' AND (kept_at < ? OR lead_id"
                " NOT IN (SELECT lead_id FROM kept_leads WHERE person_id = ? AND kind = 'worked'"
                " ORDER BY kept_at DESC LIMIT ?))",
                (whose, _text(now - WORKED_FOR), whose, MOST_WORKED),
            )

    def clear(self, person_id: UUID) -> None:
        """Nothing is kept to be called by this person any more."""
        self._seat.run("DELETE FROM kept_leads WHERE person_id = ? AND kind <> 'worked'", (person_id.bytes,))


_SELECT = (
    "SELECT person_id, lead_id, campaign_id, kind, place, due_at, kept_at, fresh_s, snapshot FROM kept_leads"
)
_PUT = "INSERT OR REPLACE INTO kept_leads VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


def _values(lead: KeptLead) -> tuple[object, ...]:
    return (
        lead.person_id.bytes,
        lead.lead_id.bytes,
        lead.campaign_id.bytes,
        lead.kind,
        lead.place,
        None if lead.due_at is None else _text(lead.due_at),
        _text(lead.kept_at),
        lead.fresh_s,
        lead.snapshot,
    )


def _lead(row: Sequence[Any]) -> KeptLead:
    return KeptLead(
        UUID(bytes=row[0]),
        UUID(bytes=row[1]),
        UUID(bytes=row[2]),
        row[3],
        int(row[4]),
        None if row[5] is None else datetime.fromisoformat(row[5]),
        datetime.fromisoformat(row[6]),
        int(row[7]),
        row[8],
    )


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
