"""Calls: one row a dial, in or out, known by measure, by hand or entered later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.result_fields import FieldValue


class Direction(StrEnum):
    """Who rang whom."""

    OUT = "out"
    IN = "in"
    MISSED = "missed"


class KnownHow(StrEnum):
    """How the call's times are known; talk counts only when measured or marked."""

    MEASURED = "measured"
    MARKED = "marked"
    LATER = "later"


class CallState(StrEnum):
    """A call is open until its result is in."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Call:
    """One call. Four timestamps: dialled, answered, ended, closed; `talk_s` is None when not measured."""

    id: UUID
    lead_id: UUID
    campaign_id: UUID | None
    phone_id: UUID | None
    person_id: UUID
    direction: Direction
    state: CallState
    known_how: KnownHow
    is_practice: bool
    dialler: str
    attempt_no: int
    dialled_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    closed_at: datetime | None
    talk_s: int | None
    disposition_code: str
    disposition_label: str
    end_cause: str
    note: str
    flags: frozenset[Flag] = frozenset()
    values: tuple[FieldValue, ...] = ()  # what the result noted

    @property
    def is_answered(self) -> bool:
        """Talk measured or marked; by hand it follows from the result's flag."""
        return self.answered_at is not None or Flag.HUMAN in self.flags
