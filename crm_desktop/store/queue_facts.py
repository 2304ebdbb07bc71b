"""Rows of a lead and its phones, as the gate sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from crm_desktop.domain.caps import MOST_RECENT
from crm_desktop.domain.gate import PhoneFacts, Tries
from crm_desktop.domain.lawful import OwnBasis
from crm_desktop.domain.lead_facts import LeadFacts
from crm_desktop.domain.zones import clock_of


def grouped_facts(rows: Iterable[Any]) -> dict[UUID, LeadFacts]:
    """Leads as the gate sees them, of rows that have each lead's phones in order."""
    by_lead: dict[UUID, list[Any]] = {}
    for row in rows:
        by_lead.setdefault(row.id, []).append(row)
    return {lead_id: lead_facts(rows) for lead_id, rows in by_lead.items()}


def lead_facts(rows: Sequence[Any]) -> LeadFacts:
    """One lead, of the rows of its phones."""
    first = rows[0]
    return LeadFacts(
        lead_id=first.id,
        status=first.status,
        zone=clock_of(first.zone, ""),
        owner_id=first.owner_id,
        team_id=first.team_id,
        last_result=first.last_result,
        next_call_at=first.next_call_at,
        phones=tuple(_phone_facts(row) for row in rows if row.phone_id is not None),
        tries=Tries(first.lead_attempts, last_at=first.last_call_at),
        on_screen_of=first.on_screen_of,
        in_call_of=first.in_call_of,
        own=OwnBasis(first.basis_kind, first.basis_until, first.created_at, first.purposes),
        is_erased=first.erased_at is not None,
        refused=first.refused,
        age_band=first.age_band,
    )


def with_times(
    lead: LeadFacts, of_phone: Mapping[UUID, list[datetime]], of_lead: list[datetime]
) -> LeadFacts:
    """The same lead with the times of its latest tries."""
    phones = tuple(
        replace(phone, tries=replace(phone.tries, recent=_latest(of_phone.get(phone.phone_id, []))))
        for phone in lead.phones
    )
    return replace(lead, phones=phones, tries=replace(lead.tries, recent=_latest(of_lead)))


def _latest(times: list[datetime]) -> tuple[datetime, ...]:
    return tuple(sorted(times)[-MOST_RECENT:])


def _phone_facts(row: Any) -> PhoneFacts:
    return PhoneFacts(
        phone_id=row.phone_id,
        is_wrong=row.wrong_at is not None,
        is_do_not_call=row.do_not_call_at is not None,
        tries=Tries(row.attempts, row.day_attempts, row.day, row.last_attempt_at),
    )
