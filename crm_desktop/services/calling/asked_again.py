"""A call-back beyond the reason to call: what is offered, and the person's own wish kept as evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from crm_desktop.domain.call import Call
from crm_desktop.domain.calling_window import is_open
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.formats import full_when
from crm_desktop.domain.gate import Facts, Verdict, basis_ended, refused
from crm_desktop.domain.lawful import LONGEST_PROOF, Basis, OwnBasis, Span, days_end
from crm_desktop.domain.lead_facts import LeadFacts
from crm_desktop.errors import UserError
from crm_desktop.services.lawful import enquiry_days
from crm_desktop.store.lawful import Bases
from crm_desktop.store.unit_of_work import Work

STEP = timedelta(minutes=15)
FURTHEST_BACK = 8 * 24 * 4  # steps: a campaign calls once a week at least


class BasisEnds(UserError):
    """The promised time lies after the reason to call.

    `latest`: the last time at which they may be called, if there is any; `may_ask`: the person's own wish
    to be called then would be a reason.
    """

    def __init__(self, template: str, *, latest: datetime | None, may_ask: bool, **params: object) -> None:
        super().__init__(template, field="callback_at", **params)
        self.latest, self.may_ask = latest, may_ask


def basis_ends(facts: Facts, verdict: Verdict, now: datetime) -> UserError:
    """What is said where law stands against calling at the time of `facts`, with what can be done."""
    ended = basis_ended(facts)
    if ended is None:
        return refused(verdict, facts)
    return BasisEnds(
        "They may only be called until {ended}. Promise an earlier time, or get their consent on record.",
        latest=_last_open(facts, ended, now),
        may_ask=may_ask(facts.span),
        ended=full_when(ended, facts.zone),
    )


def may_ask(span: Span | None) -> bool:
    """Whether the person's own wish is a reason to call."""
    return span is not None and Basis.ASKED.value in span.own


def _last_open(facts: Facts, ended: datetime, now: datetime) -> datetime | None:
    at = ended - timedelta(minutes=1)
    for _ in range(FURTHEST_BACK):
        if at <= now:
            return None
        if is_open(facts.window, facts.zone, at):
            return at
        at -= STEP
    return None


def keep_asked(
    work: Work, call: Call, campaign: Campaign, lead: LeadFacts, words: str, at: datetime, office: str
) -> LeadFacts:
    """Keep that the person asked for another call: when, in which call, in which words.

    Gives the lead with this reason of its own; as it was where law takes no such wish or it has a better one.
    """
    if not may_ask(campaign.lawful_at(at)) or call.is_practice:
        return lead
    day = at.astimezone(ZoneInfo(office)).date()
    until = days_end(day, enquiry_days(work), office)
    own = lead.own
    if own.kind in (Basis.ASKED.value, Basis.AGREED.value) and (own.until is None or own.until >= until):
        return lead
    proof = " ".join(words.split())[:LONGEST_PROOF]
    if not Bases(work).add_of_lead(lead.lead_id, campaign.id, call.id, proof, day, until):
        return lead
    work.record("lead.asked_again", "lead", lead.lead_id, call=call.id)
    return replace(lead, own=OwnBasis(Basis.ASKED.value, until, own.added_at))
