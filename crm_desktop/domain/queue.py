"""The dialling queue: lanes, order, and the reasons why a lead is not dialled now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from uuid import UUID

from crm_desktop.domain.quick import quick


class Lane(IntEnum):
    """Where a queue entry stands; smaller is dialled first. From BLOCKED on nothing is dialled."""

    PROMISED = 1
    RETRY = 2
    NEW = 3
    BLOCKED = 8
    CLOSED = 9


@quick
@dataclass(frozen=True, slots=True)
class Place:
    """Where in a lane entries stand: their zone, priority (higher first) and what their caller must know.

    `score`, where one plays with places: the store finds scores without them.
    """

    zone: str
    priority: int = 0
    skill: str = ""
    score: int = 0


DIALLED_LANES = (Lane.PROMISED, Lane.RETRY, Lane.NEW)
FIRST_DONE_LANE = 8  # lanes below are dialled; the store's indexes are cut here


class Reason(StrEnum):
    """Why a lead is not dialled now; every lead that can't be dialled has exactly one primary reason."""

    WAITING_RETRY = "waiting_retry"
    PROMISED_LATER = "promised_later"
    PAUSED = "paused"
    PROMISED_OTHER = "promised_other"
    AGREEMENT_ENDED = "agreement_ended"
    OUTSIDE_HOURS = "outside_hours"
    ON_ANOTHER_SCREEN = "on_another_screen"
    DAY_CAP = "day_cap"
    ROLLING_CAP = "rolling_cap"
    WEEK_CAP = "week_cap"
    TOO_SOON = "too_soon"
    SKIPPED = "skipped"
    DO_NOT_CALL = "do_not_call"
    MINOR = "minor"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    NO_PHONE = "no_phone"
    MAX_ATTEMPTS = "max_attempts"
    FINAL = "final"
    NOT_YOURS = "not_yours"
    OTHER_SKILL = "other_skill"
    NOT_MEMBER = "not_member"
    SERVER_AWAY = "server_away"
    NO_BASIS = "no_basis"
    BASIS_EXPIRED = "basis_expired"
    SCRUB_MISSING = "scrub_missing"
    SCRUB_EXPIRED = "scrub_expired"
    LINE_SERIES = "line_series"
    ERASED = "erased"
    DELETED = "deleted"


# Why the queue puts a place off within its lane, by itself; nothing else says these without a call.
PUTS_OFF = frozenset(
    {Reason.OUTSIDE_HOURS, Reason.DAY_CAP, Reason.ROLLING_CAP, Reason.WEEK_CAP, Reason.TOO_SOON}
)

# What each reason is called on the screen.
LABELS: dict[str, str] = {
    Reason.WAITING_RETRY: "Waiting for their next try",
    Reason.PROMISED_LATER: "Promised for later",
    Reason.PAUSED: "The campaign is paused",
    Reason.PROMISED_OTHER: "Promised by someone else",
    Reason.AGREEMENT_ENDED: "The agreement with the client ended",
    Reason.OUTSIDE_HOURS: "Outside their calling hours",
    Reason.ON_ANOTHER_SCREEN: "On another screen",
    Reason.DAY_CAP: "Tried often enough today",
    Reason.ROLLING_CAP: "Tried often enough in 24 hours",
    Reason.WEEK_CAP: "Tried often enough this week",
    Reason.TOO_SOON: "Their number was dialled a moment ago",
    Reason.SKIPPED: "Skipped for a while",
    Reason.DO_NOT_CALL: "Do not call",
    Reason.MINOR: "Under 18, and nobody who speaks for them is on record",
    Reason.CONSENT_WITHDRAWN: "They said no to such calls",
    Reason.NO_PHONE: "No number that can be called",
    Reason.MAX_ATTEMPTS: "All tries used",
    Reason.FINAL: "Closed with a final result",
    Reason.NOT_YOURS: "Belongs to someone else",
    Reason.OTHER_SKILL: "Needs a skill that is missing",
    Reason.NOT_MEMBER: "You don’t work on this campaign",
    Reason.SERVER_AWAY: "Waiting for the server",
    Reason.NO_BASIS: "Nobody said why they may be called",
    Reason.BASIS_EXPIRED: "The reason to call them ended",
    Reason.SCRUB_MISSING: "Not on a scrubbed list",
    Reason.SCRUB_EXPIRED: "The scrubbed list ran out",
    Reason.LINE_SERIES: "Needs a 140 number",
    Reason.ERASED: "Their data is erased",
    Reason.DELETED: "Deleted",
}

# The codes of scripts; every other reason by its own name.
_CODES = {
    Reason.FINAL: "FINISHED",
    Reason.ON_ANOTHER_SCREEN: "CLAIMED",
    Reason.WAITING_RETRY: "WAITING",
    Reason.PROMISED_LATER: "WAITING",
    Reason.SKIPPED: "WAITING",
}


def code_of(reason: Reason) -> str:
    """What a reason is called in JSON: FINISHED, PAUSED, NO_PHONE, the gate's codes, CLAIMED, WAITING."""
    return _CODES.get(reason, reason.value.upper())


PRIORITY_STEP = 128  # a priority goes before any score
PRIORITIES = {"first": 1, "usual": 0, "last": -1}  # how a lead stands within its lane
LEASE_S = 2 * 60  # a lead on a screen; its program asks for more every third of that
LOST_CALL_S = 60 * 60  # a call whose program has been silent so long no longer keeps its lead from others
SKIP_S = 30 * 60  # a skipped lead comes back after that

SKIP_REASONS = ("Language", "Not the right time", "Someone else knows them", "Looks like a double", "Other")


@quick
@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One lead in one campaign's queue."""

    id: UUID
    campaign_id: UUID
    lead_id: UUID
    lane: Lane
    reason: str
    next_at: datetime
    zone: str
    priority: int
    skill: str
    attempts: int
    owner_id: UUID | None
    claimed_by: UUID | None
    lease_until: datetime | None


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """How many leads wait for one reason; `first_at`: when the first is dialable (None: never by itself).

    `zone`: where it is, of leads outside their hours.
    """

    reason: Reason
    leads: int
    first_at: datetime | None
    zone: str = ""


@dataclass(frozen=True, slots=True)
class NothingToDial:
    """Why no lead came: every lead of the campaign counted once, and when the next one is due.

    `total` = `dialable` + the sum over `reasons`. `later` holds (start of an hour by the office's clock,
    leads that become dialable within it) for the rest of today. The leads on the asker's own screen count
    as dialable. `opens`: those of all reasons that become dialable by themselves, some day.
    """

    total: int
    reasons: tuple[ReasonCount, ...]
    next_at: datetime | None
    dialable: int = 0
    later: tuple[tuple[datetime, int], ...] = ()
    opens: int = 0
