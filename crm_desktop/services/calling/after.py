"""What is refused when a next call is promised: times that have passed, are shut, or find no number free."""

from __future__ import annotations

from datetime import datetime

from crm_desktop.domain.callbacks import LONGEST_PROMISE
from crm_desktop.domain.calling_window import is_open, next_open
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.dispositions import Disposition, Flag
from crm_desktop.domain.formats import full_when, minute_of_day
from crm_desktop.domain.gate import PERSON_REASONS, Act, free_at, judge, refused
from crm_desktop.domain.lawful import BASIS_REASONS
from crm_desktop.domain.lead_facts import LeadFacts, facts_for
from crm_desktop.errors import UserError
from crm_desktop.services.calling.asked_again import basis_ends


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
            start=minute_of_day(campaign.start_minute),
            end=minute_of_day(campaign.end_minute),
            better=full_when(better, zone) if better else "",
        )


def check_reachable(
    at: datetime, now: datetime, campaign: Campaign, lead: LeadFacts, office_zone: str
) -> None:
    """Whether a number may still be dialled at that time; raises UserError at the field callback_at."""
    facts = facts_for(Act.CHOOSE, at, campaign, lead, office_zone)
    verdict = judge(facts)
    if verdict.phone_id is not None:
        return
    reason = verdict.refusals[0].reason
    if reason in PERSON_REASONS:
        raise refused(verdict, facts)
    if reason in BASIS_REASONS:
        raise basis_ends(facts, verdict, now)
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
