"""Rows that somebody contests, and what was ruled: original, claim and ruling are all kept.

A call counts as its row says. A ruling that upholds a claim sets what the row says (result, length, whose) or
leaves it out of all counting; what it said before is kept with claim and ruling. Nothing follows from it for
the lead: its place in the queue, promises and do-not-calls stay as the result left them.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from datetime import datetime as Moment
from enum import StrEnum
from typing import Any
from uuid import UUID

from crm_desktop.domain.call import Call, CallState, KnownHow

LONGEST_WHY = 300
LONGEST_TALK_S = 6 * 3600


class Claim(StrEnum):
    """What is wrong with a row, as its person says."""

    RESULT = "result"
    LENGTH = "length"
    PERSON = "person"  # it was somebody else's call
    OTHER = "other"


CLAIM_LABELS: dict[str, str] = {
    Claim.RESULT: "Wrong result",
    Claim.LENGTH: "Wrong length",
    Claim.PERSON: "Not my call",
    Claim.OTHER: "Something else",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """As what a call counts: whose, with which result, how long (seconds; None: not measured), at all."""

    person_id: UUID
    disposition_id: UUID | None
    code: str
    label: str
    flags: str
    talk_s: int | None
    is_left_out: bool = False

    def to_json(self) -> dict[str, Any]:
        """Plain values, as they are kept."""
        return {
            "person": str(self.person_id),
            "disposition": None if self.disposition_id is None else str(self.disposition_id),
            "code": self.code,
            "label": self.label,
            "flags": self.flags,
            "talk_s": self.talk_s,
            "left_out": self.is_left_out,
        }

    @staticmethod
    def from_json(kept: Mapping[str, Any]) -> Counted:
        """What `to_json` gave; a text emptied since stays empty."""
        disposition = kept.get("disposition")
        return Counted(
            UUID(kept["person"]),
            UUID(disposition) if disposition else None,
            str(kept.get("code", "")),
            str(kept.get("label", "")),
            str(kept.get("flags", "")),
            kept.get("talk_s"),
            bool(kept.get("left_out")),
        )


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a team lead or an admin said: `now` is as what the row counts since, None where refused."""

    id: UUID
    at: Moment
    person_id: UUID
    why: str
    now: Counted | None

    @property
    def is_upheld(self) -> bool:
        """Whether the claim was followed."""
        return self.now is not None


@dataclass(frozen=True, slots=True)
class Contest:
    """A claim about a call, as it was then (`was`), and its ruling once there is one."""

    id: UUID
    call_id: UUID
    lead_id: UUID
    person_id: UUID
    at: Moment
    claim: Claim
    why: str
    was: Counted
    ruling: Ruling | None = None


def may_be_contested(call: Call, person_id: UUID) -> bool:
    """Whether this person may contest the row: the own, with its result in, and no practice."""
    return call.person_id == person_id and call.state is CallState.CLOSED and not call.is_practice


def has_a_length(call: Call) -> bool:
    """Whether a length of this call counts anywhere: entered afterwards it never does."""
    return call.known_how is not KnownHow.LATER


def closed_since(day: int, after_days: int) -> date:
    """The first date on which the month of a day (yyyymmdd) is closed: so many days after its last one."""
    year, month = day // 10_000, day // 100 % 100
    last = date(year, month, calendar.monthrange(year, month)[1])
    return last + timedelta(days=after_days + 1)
