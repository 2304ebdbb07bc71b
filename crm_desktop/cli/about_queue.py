"""`queue why`: a campaign's leads by what keeps them from being dialled, or every gate of one lead."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any
from uuid import UUID

from crm_desktop.cli.run import Answer, acting
from crm_desktop.cli.whom import one_campaign
from crm_desktop.domain.formats import full_when
from crm_desktop.domain.gate_answers import LABELS as GATE_LABELS
from crm_desktop.domain.gate_answers import CampaignWhy, GateAnswer
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import LABELS, NothingToDial, code_of
from crm_desktop.errors import NotFound
from crm_desktop.services.bundle import Services


def why(arguments: argparse.Namespace) -> Answer:
    """Answer for a campaign or a lead, as far as the person may see them."""
    with acting(arguments) as (services, actor):
        if arguments.lead is not None:
            return _of_lead(services, actor, arguments.lead)
        return _of_campaign(services, actor, arguments.campaign)


def _of_campaign(services: Services, actor: Actor, name: str) -> Answer:
    campaign = one_campaign(services, actor, name)
    found = services.calling.why_campaign(actor, campaign.id)
    zone = services.workspace.zone
    lines = [f"{campaign.name}: {found.dialable:,} of {found.total:,} leads can be dialled now"]
    for each in found.reasons:
        until = "" if each.first_at is None else f"  from {full_when(each.first_at, zone)}"
        lines.append(f"{each.leads:>10,}  {LABELS[each.reason]}{until}")
    if not found.dialable and found.next_at is not None:
        lines.append(f"Nothing to dial until {full_when(found.next_at, zone)}")
    return Answer({"campaign": campaign.name} | counts(found), tuple(lines))


def counts(found: NothingToDial) -> dict[str, Any]:
    """`leads` = `dialable` + the counts of all `reasons`; `next_at` of a reason is when its first is free."""
    reasons: dict[str, dict[str, Any]] = {}
    for each in found.reasons:
        known = reasons.setdefault(code_of(each.reason), {"count": 0, "next_at": None})
        known["count"] += each.leads
        times = [at for at in (known["next_at"], _iso(each.first_at)) if at is not None]
        known["next_at"] = min(times, default=None)
    return {
        "leads": found.total,
        "dialable": found.dialable,
        "next_at": _iso(found.next_at),
        "reasons": reasons,
    }


def _of_lead(services: Services, actor: Actor, given: str) -> Answer:
    try:
        lead_id = UUID(given)
    except ValueError:
        raise NotFound("There is no lead {id}. Its id is in the answer of `leads find`.", id=given) from None
    found = services.calling.why_lead(actor, lead_id)
    lines: list[str] = []
    for campaign in found.campaigns:
        zone = campaign.zone
        lines.append(f"{campaign.campaign}: {_standing(campaign)}")
        for gate in campaign.gates:
            mark = "ok" if gate.passes else "no"
            until = "" if gate.until is None else f" (opens {full_when(gate.until, zone)})"
            phone = f" {gate.phone}" if gate.phone else ""
            lines.append(f"  {mark}  {GATE_LABELS[gate.gate]}{phone}: {gate.text}{until}")
    if not found.campaigns:
        lines.append("The lead is in no campaign.")
    return Answer(
        {"lead": str(lead_id), "campaigns": [_campaign(each) for each in found.campaigns]}, tuple(lines)
    )


def _standing(why: CampaignWhy) -> str:
    if why.reason is None:
        return "can be dialled now"
    until = "" if why.until is None else f", until {full_when(why.until, why.zone)}"
    return f"{LABELS[why.reason]}{until}"


def _campaign(why: CampaignWhy) -> dict[str, Any]:
    return {
        "campaign": why.campaign,
        "zone": why.zone,
        "dialable": why.reason is None,
        "reason": why.code or None,
        "next_at": _iso(why.until),
        "gates": [_gate(gate) for gate in why.gates],
    }


def _gate(gate: GateAnswer) -> dict[str, Any]:
    return {
        "gate": gate.gate.value.upper(),
        "passes": gate.passes,
        "why": gate.text,
        "opens_at": _iso(gate.until),
        "phone": gate.phone or None,
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
