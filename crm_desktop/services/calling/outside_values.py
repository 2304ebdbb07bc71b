"""What goes into and comes out of the services for calls that did not start here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from crm_desktop.domain.call import Call, Direction
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.queue import Lane
from crm_desktop.domain.result_fields import Asked, Plain
from crm_desktop.services.calling.values import NextLead
from crm_desktop.store.outside_calls import Way


@dataclass(frozen=True, slots=True)
class TakeCall:
    """Someone has rung and is on the line: the call is on.

    `campaign_id` is what the caller works on, taken unless the lead says better; `began_at` when the phone
    was picked up, None: now. `phone_id` None: the lead's first number.
    """

    request_id: UUID
    call_id: UUID
    lead_id: UUID
    phone_id: UUID | None = None
    campaign_id: UUID | None = None
    began_at: datetime | None = None
    way: Way = field(default_factory=Way)


@dataclass(frozen=True, slots=True)
class Held:
    """What left the screen for a call in, and its place in the queue until then."""

    lead_id: UUID
    campaign_id: UUID
    lane: Lane
    reason: str
    next_at: datetime
    until: datetime  # nobody else gets it before


@dataclass(frozen=True, slots=True)
class OnLine:
    """A call in that is on; `held` is what waits to come back on the screen afterwards."""

    call: Call
    next_lead: NextLead
    held: Held | None


@dataclass(frozen=True, slots=True)
class MissedCall:
    """Someone rang and nobody took it; `at` None: just now."""

    request_id: UUID
    call_id: UUID
    lead_id: UUID
    phone_id: UUID | None = None
    campaign_id: UUID | None = None
    at: datetime | None = None
    note: str = ""
    way: Way = field(default_factory=Way)
    dialler: str = ""
    is_double_fine: bool = False


@dataclass(frozen=True, slots=True)
class Missed:
    """A missed call that is kept. `callback_id` None: nobody calls back, `why_not` says why (a refusal).

    `is_kept`: it lies on the workstation, and becomes a call-back when the team's server is back.
    """

    call: Call
    callback_id: UUID | None
    due_at: datetime | None
    owner_name: str
    why_not: str = ""
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class EarlierCall:
    """A call made before it is entered, with its real time; its result as if it had been given then.

    `talk_s` is None where nobody knows. `is_double_fine`: the person saw the call beside it and wants both.
    """

    request_id: UUID
    call_id: UUID
    lead_id: UUID
    direction: Direction
    at: datetime
    disposition_id: UUID
    phone_id: UUID | None = None
    campaign_id: UUID | None = None
    note: str = ""
    callback_at: datetime | None = None
    callback_note: str = ""
    talk_s: int | None = None
    values: tuple[tuple[str, Plain], ...] = ()
    dialler: str = ""
    is_double_fine: bool = False
    way: Way = field(default_factory=Way)


@dataclass(frozen=True, slots=True)
class EarlierForm:
    """What the form of an earlier call asks: the campaign's results, and how their fields are read."""

    name: str
    zone: str
    campaign: Campaign
    asked: Asked
    days_back: int
