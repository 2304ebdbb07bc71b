"""What goes into the calling service and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from crm_desktop.domain.call import Call
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.lead import Lead, LeadPhone
from crm_desktop.domain.purposes import Pairs, bits_meant, with_no
from crm_desktop.domain.queue import NothingToDial, QueueEntry
from crm_desktop.domain.quick import quick
from crm_desktop.domain.result_fields import FieldValue, Plain
from crm_desktop.domain.targets import Reached
from crm_desktop.domain.timeline import TimelineItem
from crm_desktop.store.queue_counts import COUNTED_AT_MOST


def payload_of(command: Any) -> dict[str, object]:
    """A command's fields, flat: what tells a repeat of it from another command."""
    return {name: getattr(command, name) for name in command.__dataclass_fields__}


COUNT_LIMIT = COUNTED_AT_MOST  # `Today` counts no further; a figure equal to it means "at least"


@quick
@dataclass(frozen=True, slots=True)
class Why:
    """Why this lead now; `at` is when it was promised or due, the attempt is the one about to be made."""

    kind: Literal["promised", "retry", "new", "chosen", "rang"]
    at: datetime | None
    attempt_no: int
    max_attempts: int | None  # None: no limit
    score: int = 0  # where it made the lead come sooner


@quick
@dataclass(frozen=True, slots=True)
class NextLead:
    """A lead on the caller's screen, claimed for them, with the phone to dial.

    `local_zone` is the clock of the person called; `may_call_until` when their calling hours end;
    `others` how many further leads share one of the numbers; `callback_id` the promise it answers.
    """

    lead: Lead
    entry: QueueEntry | None
    campaign: Campaign
    phone: LeadPhone
    why: Why
    local_zone: str
    may_call_until: datetime | None
    timeline: tuple[TimelineItem, ...]
    others: int
    callback_id: UUID | None
    is_limited: bool = False  # another's lead that rang: name, owner and number only
    may_be_dialled: bool = True  # asked for calls in only: whether a next call can be promised

    def refusing(self, what: Pairs) -> NextLead:
        """As it stands once they said no to this."""
        lead, aim = self.lead, self.campaign.aim
        own = replace(lead.own, purposes=with_no(lead.own.purposes, what, aim))
        return replace(self, lead=replace(lead, refused=lead.refused | bits_meant(what), own=own))


@dataclass(frozen=True, slots=True)
class Dial:
    """Dial this phone of this lead now; `call_id` is chosen by the program before it dials."""

    request_id: UUID
    call_id: UUID
    lead_id: UUID
    campaign_id: UUID
    phone_id: UUID
    dialler: str
    is_practice: bool = False


@dataclass(frozen=True, slots=True)
class CompleteCall:
    """The result of a call. `stay_on_lead` keeps the lead, to try another of its numbers.

    `values` are what was given for the result's fields: key and plain value (see `domain.result_fields`).
    `asked`: the words in which the person asked for the call-back; empty: nobody says they did.
    """

    request_id: UUID
    call_id: UUID
    disposition_id: UUID
    note: str = ""
    callback_at: datetime | None = None
    callback_note: str = ""
    take_next: bool = True
    stay_on_lead: bool = False
    values: tuple[tuple[str, Plain], ...] = ()
    asked: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Completed:
    """What a result led to; `next` is None when none was asked for."""

    call: Call
    undo_id: UUID
    callback_id: UUID | None
    next: NextLead | NothingToDial | None


@dataclass(frozen=True, slots=True)
class Reopened:
    """An undone result: the call is open again. What the result had noted, so that it isn't typed twice."""

    next_lead: NextLead
    call: Call
    result_code: str = ""
    values: tuple[FieldValue, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call that still owes its result, found again after the program ended."""

    call: Call
    next_lead: NextLead


@dataclass(frozen=True, slots=True)
class Skip:
    """Not this lead now; `reason` is one of SKIP_REASONS or the person's own words."""

    request_id: UUID
    lead_id: UUID
    campaign_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class CallLater:
    """Promise a call-back without calling now."""

    request_id: UUID
    lead_id: UUID
    campaign_id: UUID
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Today:
    """The day of a person's shift, counted as reports do, and what the queue holds for them.

    `dialable_now` and `later_today` stop counting at COUNT_LIMIT; 0 when no campaign was asked for.
    `target`: calls of the day, 0 for none. `goals`: the own targets in the campaign. `is_goal_reached`: one
    of the day that the team or the office shares.
    """

    calls: int
    conversations: int
    successes: int
    target: int
    dialable_now: int
    later_today: int
    goals: tuple[Reached, ...] = ()
    is_goal_reached: bool = False
