"""Calls: one row a dial, in or out, known by measure, by hand or entered later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.quick import quick
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


LOST = "lost"  # the end_cause of a call whose program fell silent, once somebody else calls the lead


@quick
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
    day: int | None = None  # yyyymmdd of the shift it belongs to
    is_left_out: bool = False  # by a ruling: it counts nowhere

    @property
    def is_answered(self) -> bool:
        """Talk above zero where the line measures it; by hand it follows from a mark or the result's flag."""
        if self.direction is not Direction.OUT:
            return self.direction is Direction.IN
        if self.known_how is KnownHow.MEASURED and self.talk_s is not None:
            return self.talk_s > 0
        return self.answered_at is not None or Flag.HUMAN in self.flags
