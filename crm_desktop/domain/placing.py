"""Where a lead goes in the queue, after a result or when the gate refused it, and whose place that is.

What is decided live and what the simulator plays asks the same functions here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from crm_desktop.domain.callbacks import stays_open
from crm_desktop.domain.calling_window import next_open
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.campaign_rules import Part
from crm_desktop.domain.day_parts import next_in_another_part, part_of
from crm_desktop.domain.dispositions import Disposition, Flag
from crm_desktop.domain.gate import Act, Facts, Verdict, free_at, judge, usable
from crm_desktop.domain.lawful import BASIS_REASONS
from crm_desktop.domain.lead_facts import LeadFacts, facts_for, with_effect
from crm_desktop.domain.queue import DIALLED_LANES, Lane, Reason
from crm_desktop.domain.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class NextPlace:
    """Where an entry goes. `promise_of` is whose promise it waits for, if any."""

    lane: Lane
    reason: str
    next_at: datetime
    promise_of: UUID | None = None


class Promise(Protocol):
    """An open promise, as far as it decides: who calls when."""

    @property
    def due_at(self) -> datetime:
        """When."""
        ...

    @property
    def owner_id(self) -> UUID:
        """Who."""
        ...


def place_of_refused(
    facts: Facts, verdict: Verdict, lane: Lane, next_at: datetime
) -> tuple[Lane, Reason, datetime]:
    """Where an entry goes that the gate refuses: later in its lane, or out of the lanes for good."""
    reason = verdict.refusals[0].reason
    if reason in BASIS_REASONS:
        return Lane.BLOCKED, reason, next_at
    until = free_at(verdict)
    if until is not None:
        return lane, reason, until
    if usable(facts):  # only the hours never come: no calling days at all
        return lane, Reason.OUTSIDE_HOURS, facts.now + timedelta(days=1)
    return (Lane.CLOSED if reason is Reason.MAX_ATTEMPTS else Lane.BLOCKED), reason, next_at


def place_after(
    disposition: Disposition,
    campaign: Campaign,
    lead: LeadFacts,
    dialled: UUID | None,
    callback_at: datetime | None,
    promised: Promise | None,
    me: UUID,
    now: datetime,
    office_zone: str,
    given_before: int = 0,
) -> NextPlace:
    """Where the lead goes after a result; `promised` is the open promise the call may have answered.

    `given_before`: how often the lead had this result in the campaign before.
    """
    lead = with_effect(lead, dialled, disposition)
    flags = disposition.flags
    if Flag.DO_NOT_CALL in flags:
        return NextPlace(Lane.CLOSED, Reason.DO_NOT_CALL, now)  # whatever other number the lead has
    if Flag.FINAL in flags:
        return NextPlace(Lane.CLOSED, Reason.FINAL, now)
    if callback_at is not None:
        return NextPlace(Lane.PROMISED, "", callback_at, me)
    if promised is not None and stays_open(promised.due_at, now, Flag.HUMAN in flags):
        return NextPlace(Lane.PROMISED, "", promised.due_at, promised.owner_id)
    recycle = campaign.rules.after(disposition.code)
    if Flag.WRONG_NUMBER in flags:  # it says nothing about the lead's other numbers
        return _retry(campaign, lead, now, now, office_zone)
    if recycle.most is not None and given_before >= recycle.most:
        return NextPlace(Lane.CLOSED, Reason.MAX_ATTEMPTS, now)
    wanted = now + timedelta(seconds=recycle.after_s)
    if recycle.part is not Part.NEXT:
        return _retry(campaign, lead, now, wanted, office_zone)
    zone = lead.zone or office_zone
    tried = part_of(now, zone)
    wanted = next_in_another_part(campaign.window, zone, tried, wanted) or wanted
    place = _retry(campaign, lead, now, wanted, office_zone)
    # A cap may put it off into the part that was tried: nobody who isn't in mornings is called each morning.
    if place.lane is Lane.RETRY and part_of(place.next_at, zone) is tried:
        other = next_in_another_part(campaign.window, zone, tried, place.next_at)
        if other is not None and other > place.next_at:
            return _retry(campaign, lead, now, other, office_zone)
    return place


def owner_after(owner_id: UUID | None, result: Disposition, place: NextPlace, me: UUID) -> UUID | None:
    """A lead that nobody owns becomes the caller's once they spoke and it stays open, or it bought."""
    keeps = place.lane in DIALLED_LANES or result.has(Flag.SUCCESS)
    return me if owner_id is None and result.has(Flag.HUMAN) and keeps else owner_id


def keeps_number(campaign: Campaign, result: Disposition, spoke_at: datetime, at: datetime) -> bool:
    """Whether who spoke there also calls there at a later time, by the campaign's rules."""
    days = campaign.rules.who.same_days
    is_spoken = result.has(Flag.HUMAN) and not result.has(Flag.WRONG_NUMBER)
    return bool(days) and is_spoken and at <= spoke_at + timedelta(days=days)


def whose_place(
    campaign: Campaign,
    result: Disposition,
    place: NextPlace,
    owner_id: UUID | None,
    me: UUID,
    spoke_at: datetime,
) -> UUID | None:
    """Whose the place in the queue is: a promise's, who spoke there lately, the owner's or nobody's."""
    if place.promise_of is not None:
        return place.promise_of
    if keeps_number(campaign, result, spoke_at, place.next_at):
        return me
    return campaign.owner_of_place(owner_id)


def _retry(
    campaign: Campaign, lead: LeadFacts, now: datetime, wanted: datetime, office_zone: str
) -> NextPlace:
    """The next try: not before `wanted`, within calling hours and caps; none when tries are used up."""
    zone = lead.zone or office_zone
    at = next_open(campaign.window, zone, wanted)
    if at is None:
        return NextPlace(Lane.RETRY, Reason.OUTSIDE_HOURS, now + timedelta(days=1))
    facts: Facts = facts_for(Act.CHOOSE, at, campaign, lead, office_zone)
    verdict = judge(facts)
    if verdict.phone_id is not None:
        return NextPlace(Lane.RETRY, Reason.WAITING_RETRY, at)
    lane, reason, next_at = place_of_refused(facts, verdict, Lane.RETRY, at)
    return NextPlace(lane, reason, next_at)
