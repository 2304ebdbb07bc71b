"""Call-backs: promises to call someone at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from crm_desktop.domain.quick import quick

KEPT_WITHIN = timedelta(minutes=15)
LONGEST_PROMISE = timedelta(days=366)


class CallbackState(StrEnum):
    """How a promise stands or ended."""

    OPEN = "open"
    KEPT = "kept"
    LATE = "late"
    BROKEN = "broken"
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"


class CallbackKind(StrEnum):
    """Where a call-back comes from; only promises count as kept or broken."""

    PROMISE = "promise"
    REMINDER = "reminder"  # a date of the customer's comes up
    MISSED_CALL = "missed_call"
    APPOINTMENT = "appointment"


@quick
@dataclass(frozen=True, slots=True)
class Callback:
    """A promise: who calls which lead when, and what was said."""

    id: UUID
    lead_id: UUID
    campaign_id: UUID | None
    owner_id: UUID
    due_at: datetime
    note: str
    state: CallbackState
    created_at: datetime
    closed_at: datetime | None
    version: int
    kind: CallbackKind = CallbackKind.PROMISE
    first_due_at: datetime | None = None  # as it was promised at first, once it was moved
    moved_count: int = 0


def state_when_called(due_at: datetime, called_at: datetime) -> CallbackState:
    """Kept when called within ±15 minutes of the promise, or before it; late otherwise."""
    return CallbackState.LATE if called_at > due_at + KEPT_WITHIN else CallbackState.KEPT


def stays_open(due_at: datetime, called_at: datetime, human_spoke: bool) -> bool:
    """An earlier try that reached nobody does not use up the promise."""
    return not human_spoke and called_at < due_at - KEPT_WITHIN


def in_quiet_hours(minute: int, start: int, end: int) -> bool:
    """Whether a minute after midnight lies in [start, end), which may go over midnight; equal: never."""
    if start <= end:
        return start <= minute < end
    return minute >= start or minute < end
