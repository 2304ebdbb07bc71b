"""Which calls are reviewed: drawn at random with a seed, so that anybody who has it draws the same again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from crm_desktop.domain.call import Call, CallState, Direction, KnownHow
from crm_desktop.domain.dispositions import Flag
from crm_desktop.errors import UserError

MOST_A_WEEK = 20
LONGEST_S = 3600
MOST_SEED = 999_999_999
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SampleRule:
    """So many calls a person and week. `campaign_id` None: of every campaign; `team_id` None: of everybody.

    `longer_than_s` in seconds. `takes_unmeasured`: a call whose length nobody measured is drawn too, where
    its result says that a human spoke; else such calls are left out, and counted.
    """

    id: UUID
    team_id: UUID | None
    campaign_id: UUID | None
    per_week: int
    longer_than_s: int
    takes_unmeasured: bool
    seed: int
    at: datetime
    ended_at: datetime | None = None


class Fits(StrEnum):
    """Whether a call may be drawn."""

    YES = "yes"
    NO = "no"
    UNMEASURED = "unmeasured"  # somebody spoke, nobody knows how long


class Outcome(StrEnum):
    """What a draw for one person came to."""

    DRAWN = "drawn"
    FEW = "few"  # fewer calls than wanted
    NO_CALLS = "no_calls"
    ABSENT = "absent"  # not signed in all week


OUTCOME_SENTENCES: dict[str, str] = {
    Outcome.DRAWN: "{taken} of {pool} calls drawn",
    Outcome.FEW: "Too few calls: {taken} drawn of {wanted} wanted",
    Outcome.NO_CALLS: "No call that fits",
    Outcome.ABSENT: "Absent all week",
}


def fits(call: Call, longer_than_s: int, *, takes_unmeasured: bool) -> Fits:
    """Whether a call may be drawn: with its result in, no practice, not ruled out, long enough."""
    if call.state is not CallState.CLOSED or call.is_practice or call.is_left_out:
        return Fits.NO
    if call.direction is Direction.MISSED:
        return Fits.NO
    if call.talk_s is not None and call.known_how is not KnownHow.LATER:
        return Fits.YES if call.talk_s > longer_than_s else Fits.NO
    if Flag.HUMAN not in call.flags:
        return Fits.NO
    return Fits.YES if takes_unmeasured else Fits.UNMEASURED


def drawn(seed: int, week: int, calls: Iterable[UUID], wanted: int) -> tuple[UUID, ...]:
    """Up to `wanted` of these calls, none twice; the same for the same seed, week and calls, in any order."""
    once = dict.fromkeys(calls)
    return tuple(
        sorted(once, key=lambda id: sha256(f"{seed}:{week}:{id}".encode()).digest())[: max(wanted, 0)]
    )


def outcome(taken: int, wanted: int, pool: int, *, was_there: bool) -> Outcome:
    """What a draw came to, to be said."""
    if not pool:
        return Outcome.NO_CALLS if was_there else Outcome.ABSENT
    return Outcome.DRAWN if taken >= wanted else Outcome.FEW


def week_of(day: date) -> date:
    """The Monday of a date's week."""
    return day - timedelta(days=day.weekday())


def check_rule(per_week: int, longer_than_s: int, seed: int) -> None:
    """Raises UserError for a rule that would draw nothing, or nobody could repeat."""
    if not 1 <= per_week <= MOST_A_WEEK:
        raise UserError("Draw 1 to {most} calls a person and week.", field="per_week", most=MOST_A_WEEK)
    if not 0 <= longer_than_s <= LONGEST_S:
        raise UserError("“Longer than” is 0 to {most} seconds.", field="longer_than", most=LONGEST_S)
    if not 0 <= seed <= MOST_SEED:
        raise UserError("The seed is a whole number from 0 to {most}.", field="seed", most=MOST_SEED)
