"""What is known of a lead when it is decided who calls it, when, and at which number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.consent import AGE_MINOR, Channel
from crm_desktop.domain.dispositions import Disposition, Flag
from crm_desktop.domain.gate import Act, Facts, PhoneFacts, Tries
from crm_desktop.domain.lawful import NO_BASIS_OF_ITS_OWN, OwnBasis
from crm_desktop.domain.purposes import says_no
from crm_desktop.domain.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class LeadFacts:
    """What the gate needs of a lead, and on whose screen it is now, if on any.

    `in_call_of`: who is calling it, as far as their program said.
    """

    lead_id: UUID
    status: str
    zone: str
    owner_id: UUID | None
    team_id: UUID | None
    last_result: str
    next_call_at: datetime | None
    phones: tuple[PhoneFacts, ...]
    tries: Tries
    on_screen_of: UUID | None
    in_call_of: UUID | None = None
    own: OwnBasis = NO_BASIS_OF_ITS_OWN
    is_erased: bool = False
    refused: int = 0  # bits of `consent.bit`
    age_band: str = ""


def facts_for(
    act: Act,
    now: datetime,
    campaign: Campaign,
    lead: LeadFacts,
    office_zone: str,
    *,
    is_awaited: bool = False,
) -> Facts:
    """What the gate judges by; `is_awaited` for a promise."""
    return Facts(
        act=act,
        now=now,
        zone=lead.zone or office_zone,
        window=campaign.window,
        rules=campaign.rules,
        phones=lead.phones,
        lead=lead.tries,
        is_awaited=is_awaited,
        span=campaign.lawful_at(now),
        own=lead.own,
        is_erased=lead.is_erased,
        is_refused=says_no(lead.refused, lead.own.purposes, campaign.aim, Channel.CALL, now),
        is_minor=lead.age_band == AGE_MINOR,
    )


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
