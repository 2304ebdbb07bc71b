"""Appointments with a customer: a visit, a test drive, a meeting at the branch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

LONGEST = timedelta(hours=12)
FARTHEST = timedelta(days=366)
USUAL = timedelta(minutes=30)  # how long a slot is unless said


class AppointmentState(StrEnum):
    """How an appointment stands or ended."""

    PLANNED = "planned"
    KEPT = "kept"
    MISSED = "missed"
    CANCELLED = "cancelled"


LABELS: dict[str, str] = {
    AppointmentState.PLANNED: "Planned",
    AppointmentState.KEPT: "Took place",
    AppointmentState.MISSED: "Did not take place",
    AppointmentState.CANCELLED: "Cancelled",
}


@dataclass(frozen=True, slots=True)
class Appointment:
    """One appointment; `sequence` counts the versions of its invitation (RFC 5545, 3.8.7.4)."""

    id: UUID
    lead_id: UUID
    call_id: UUID | None
    owner_id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    note: str
    state: AppointmentState
    sequence: int
    version: int

    def meets(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether the time overlaps with the half-open stretch from `starts_at` to `ends_at`."""
        return self.starts_at < ends_at and starts_at < self.ends_at
