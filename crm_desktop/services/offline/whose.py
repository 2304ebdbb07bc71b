"""Which lead a kept act belongs to on the server: the one it named, where that went, who has the number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select, update

from crm_desktop.domain.call import Call
from crm_desktop.domain.kept_acts import ERASED, AtNumber, KeptAct, Outcome, whose_call
from crm_desktop.domain.lead_facts import LeadFacts
from crm_desktop.domain.people import Actor
from crm_desktop.errors import StoreBusy
from crm_desktop.services.calling.incoming import phone_of
from crm_desktop.services.lead_rules import NewLead
from crm_desktop.services.new_leads import create_lead
from crm_desktop.store.callers import Callers
from crm_desktop.store.lead_cards import is_erased, lead_card
from crm_desktop.store.number_lookups import NumberLookups
from crm_desktop.store.people import People
from crm_desktop.store.queue import Queue
from crm_desktop.store.tables import appointments, leads, messages
from crm_desktop.store.unit_of_work import Work

FAMILY = 50  # leads at one number
MERGED = "merged"
_HOPS = 5  # a lead that was merged into one that was merged


@dataclass(frozen=True, slots=True)
class Where:
    """The lead an act belongs to, None when there is none; `outcome` where it isn't simply the one named."""

    lead: LeadFacts | None
    outcome: Outcome = Outcome.APPLIED


def lead_then(work: Work, lead_id: UUID) -> LeadFacts | None:
    """The lead, held against changes; None when it is gone. For one made away whoever had its number."""
    queue = Queue(work)
    queue.lock_phones(lead_id)
    lead = queue.facts(lead_id, lock=True)
    if lead is None and queue.facts(lead_id) is not None:
        raise StoreBusy("the lead is being changed by someone else")
    if lead is None:
        other = (work.applied(lead_id) or {}).get("lead_id")
        return lead_then(work, UUID(str(other))) if other and str(other) != str(lead_id) else None
    return lead if not is_erased(work, lead.lead_id) else replace(lead, status=ERASED)


def where(work: Work, lead_id: UUID, number: str, name: str) -> Where:
    """Where a call that didn't start here belongs now; see `domain.kept_acts.whose_call`."""
    lead = lead_then(work, lead_id)
    for _ in range(_HOPS):
        if lead is None or lead.status != MERGED:
            break
        into = work.connection.execute(
            select(leads.c.merged_into).where(leads.c.id == lead.lead_id)
        ).scalar_one_or_none()
        lead = None if into is None else lead_then(work, into)
    if lead is not None or not number:
        return Where(lead)
    return at_number(work, number, name)


def at_number(work: Work, number: str, name: str) -> Where:
    """The lead that has a number now. A colleague's counts as looked up: its caller may note the call."""
    asking = work.actor
    assert asking is not None, "acts are applied by someone"
    found = [
        AtNumber(
            row.lead_id, row.name, row.owner_id == asking.person_id, row.owner_id is None, not row.is_limited,
            row.last_call_at,
        )
        for row in Callers(work).at_number(number, FAMILY)
    ]  # fmt: skip
    lead_id, outcome = whose_call(found, name)
    if lead_id is None:
        return Where(None)
    if outcome is Outcome.OTHERS_LEAD:
        NumberLookups(work).add(asking.person_id, Callers(work).phone_id(number), number)
    return Where(lead_then(work, lead_id), outcome)


def made(work: Work, actor: Actor, command: NewLead, lead_id: UUID) -> LeadFacts | None:
    """A new lead, of whoever was called; nobody's when that person works here no more."""
    person = People(work).get(actor.person_id)
    owner = actor.person_id if person is not None and not person.is_disabled else None
    create_lead(work, actor, replace(command, owner_id=owner), lead_id)
    return lead_then(work, lead_id)


def phone_that_rang(work: Work, lead: LeadFacts, wanted: UUID | None, number: str) -> UUID | None:
    """The lead's phone of this number; a phone made at the workstation has another id here."""
    if number and all(phone.phone_id != wanted for phone in lead.phones):
        card = lead_card(work, lead.lead_id)
        same = next((p.phone_id for p in card.phones if p.e164 == number), None) if card else None
        wanted = same or wanted
    return phone_of(lead, wanted)


def as_themselves(work: Work, actor: Actor, act: KeptAct) -> Actor:
    """Whoever did an act, with their own role and team: what they may isn't widened by who hands it in."""
    if work.on_behalf_of is None:
        return actor
    person = People(work).get(act.person_id)
    assert person is not None, "people are never deleted"
    return Actor(person.id, act.session_id, person.display_name, person.role, person.team_id)


def belongs_to_call(work: Work, call: Call, beside: tuple[UUID, ...]) -> None:
    """Texts and appointments that came in before their call are put to it."""
    if not beside:
        return
    for table in (messages, appointments):
        whose = table.c.person_id if table is messages else table.c.owner_id
        work.connection.execute(
            update(table)
            .where(
                table.c.id.in_(beside),
                table.c.call_id.is_(None),
                table.c.lead_id == call.lead_id,
                whose == call.person_id,
            )
            .values(call_id=call.id)
        )
