"""What follows from a result: where the lead goes in the queue. Rules only, nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from crm_desktop.domain.callbacks import LONGEST_PROMISE, Callback, stays_open
from crm_desktop.domain.calling_window import is_open, next_open
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.campaign_rules import Part
from crm_desktop.domain.day_parts import next_in_another_part, part_of
from crm_desktop.domain.dispositions import Disposition, Flag
from crm_desktop.domain.formats import full_when
from crm_desktop.domain.gate import Act, Facts, free_at, judge
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.errors import UserError
from crm_desktop.services.calling.claim import facts_for, place_of_refused
from crm_desktop.store.queue import LeadFacts


@dataclass(frozen=True, slots=True)
class NextPlace:
    """Where an entry goes. `promise_of` is whose promise it waits for, if any."""

    lane: Lane
    reason: str
    next_at: datetime
    promise_of: UUID | None = None


def check_promise(
    at: datetime | None, disposition: Disposition | None, campaign: Campaign, zone: str, now: datetime
) -> None:
    """Whether a call-back at this time can be promised; raises UserError at the field callback_at."""
    if at is None:
        if disposition is not None and disposition.needs_next_date:
            raise UserError("Give the time of the next call, then save.", field="callback_at")
        return
    if disposition is not None and disposition.flags & {Flag.FINAL, Flag.DO_NOT_CALL}:
        raise UserError(
            "“{result}” ends the work on this lead. Leave the next call empty, or choose another result.",
            field="callback_at",
            result=disposition.label,
        )
    if at <= now:
        raise UserError("This time has passed. Give a time in the future.", field="callback_at")
    if at > now + LONGEST_PROMISE:
        raise UserError("This is more than a year away. Give an earlier time.", field="callback_at")
    if not is_open(campaign.window, zone, at):
        better = next_open(campaign.window, zone, at)
        raise UserError(
            "{at} is outside calling hours ({start}–{end}). The next time within them is {better}.",
            field="callback_at",
            at=full_when(at, zone),
            start=f"{campaign.start_minute // 60:02d}:{campaign.start_minute % 60:02d}",
            end=f"{campaign.end_minute // 60:02d}:{campaign.end_minute % 60:02d}",
            better=full_when(better, zone) if better else "",
        )


def check_reachable(at: datetime, campaign: Campaign, lead: LeadFacts, office_zone: str) -> None:
    """Whether a number may still be dialled at that time; raises UserError at the field callback_at."""
    facts = facts_for(Act.CHOOSE, at, campaign, lead, office_zone)
    verdict = judge(facts)
    if verdict.phone_id is not None:
        return
    until = free_at(verdict)
    if until is not None:
        raise UserError(
            "The number was dialled {limit} times that day, as often as allowed. Promise {better} or later.",
            field="callback_at",
            limit=campaign.rules.phone_caps.per_day or campaign.rules.lead_caps.per_day or 0,
            better=full_when(until, facts.zone),
        )
    raise UserError(
        "No number of this lead may be dialled again: all tries are used or the numbers are blocked. "
        "Add a number, or choose a result that ends the work.",
        field="callback_at",
    )


def place_after(
    disposition: Disposition,
    campaign: Campaign,
    lead: LeadFacts,
    dialled: UUID | None,
    callback_at: datetime | None,
    promised: Callback | None,
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
    if recycle.part is Part.NEXT:
        zone = lead.zone or office_zone
        wanted = next_in_another_part(campaign.window, zone, part_of(now, zone), wanted) or wanted
    return _retry(campaign, lead, now, wanted, office_zone)


def with_effect(lead: LeadFacts, dialled: UUID | None, disposition: Disposition) -> LeadFacts:
    """The lead as it is once the result's flags have marked the dialled phone."""
    if not disposition.flags & {Flag.WRONG_NUMBER, Flag.DO_NOT_CALL}:
        return lead
    return replace(
        lead,
        phones=tuple(
            replace(
                p,
                is_wrong=p.is_wrong or disposition.has(Flag.WRONG_NUMBER),
                is_do_not_call=p.is_do_not_call or disposition.has(Flag.DO_NOT_CALL),
            )
            if p.phone_id == dialled
            else p
            for p in lead.phones
        ),
    )


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
