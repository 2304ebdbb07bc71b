"""What a simulation is played from, and what came of it: callers, calls, hours, people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.queue import Lane
from crm_desktop.domain.simulation_leads import StandingLeads
from crm_desktop.domain.simulation_past import Outcomes


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody at work: what they can (casefolded), and from when to when, in order and apart.

    `is_extra`: an assumed colleague, who counts as one of the campaign's people.
    """

    person_id: UUID
    skills: frozenset[str]
    hours: tuple[tuple[datetime, datetime], ...]
    is_extra: bool = False


@dataclass(frozen=True, slots=True)
class PlayedCall:
    """A call as it was simulated: who called which lead, at which phone, and where the lead went.

    `promised_for`: the time that was promised in it.
    """

    at: datetime
    closed_at: datetime
    caller: int
    no: int
    phone_id: UUID
    lane: Lane
    code: str
    is_answered: bool
    is_as_it_was: bool
    lane_after: Lane
    reason_after: str
    next_at: datetime
    owner_after: UUID | None
    promised_for: datetime | None = None


@dataclass(slots=True)
class PlayedHour:
    """An hour by the office's clock. `dialable`: at its beginning, by anybody at work or not."""

    begins_at: datetime
    dialable: int
    calls: int = 0
    answered: int = 0
    waited_s: int = 0


@dataclass(slots=True)
class PlayedPerson:
    """One person's part. `dialable`: what they could be given at each hour's beginning."""

    person_id: UUID
    is_extra: bool
    calls: int = 0
    answered: int = 0
    waited_s: int = 0
    worked_s: int = 0
    dialable: list[int] = field(default_factory=list)
    first_without: datetime | None = None  # when they first found nothing in open hours


@dataclass
class Played:
    """What came of it. `leads`: as they stand afterwards; `called`: the numbers of those that were called.

    `dry_at`: from when more than half of those at work had nothing to dial, ten minutes and longer.
    """

    leads: StandingLeads
    starts_at: datetime
    ends_at: datetime
    hours: list[PlayedHour]
    people: list[PlayedPerson]
    calls: list[PlayedCall]
    results: Counter[str]
    called: set[int]
    asked_in_vain: list[tuple[datetime, int]] = field(default_factory=list)  # when, which caller
    dry_at: datetime | None = None

    @property
    def answered(self) -> int:
        """Calls that somebody answered."""
        return sum(call.is_answered for call in self.calls)


@dataclass(frozen=True, slots=True)
class Game:
    """What is played: a campaign as it would be, its leads, who works when, how calls go.

    `others_present`: who doesn't call here but is at work, so that nobody keeps their promises for them;
    of `everybody`, who isn't named there and doesn't call is absent.
    """

    campaign: Campaign
    leads: StandingLeads
    callers: Sequence[Caller]
    outcomes: Outcomes
    starts_at: datetime
    ends_at: datetime
    others_present: frozenset[UUID] = frozenset()
    everybody: frozenset[UUID] = frozenset()
