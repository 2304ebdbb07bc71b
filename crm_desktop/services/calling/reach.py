"""Whose calls a person may note, and how much of another's lead they see meanwhile."""

from __future__ import annotations

from dataclasses import replace

from crm_desktop.domain.call import Call, Direction
from crm_desktop.domain.lead_facts import LeadFacts
from crm_desktop.domain.outside_calls import LOOK_UP_HOLDS
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.errors import NotAllowed
from crm_desktop.services.calling.values import NextLead
from crm_desktop.store.number_lookups import NumberLookups
from crm_desktop.store.outside_calls import OutsideCalls
from crm_desktop.store.queue import Queue, StoredEntry
from crm_desktop.store.unit_of_work import Work


def is_within_reach(actor: Actor, lead: LeadFacts, entries: tuple[StoredEntry, ...]) -> bool:
    """Whether the person may work the lead anyway: theirs, nobody's, their team's, or promised by them."""
    if lead.owner_id is None or actor.may_touch(Permission.SEE_LEADS, lead.owner_id, lead.team_id):
        return True
    return any(stored.entry.owner_id == actor.person_id for stored in entries)


def require_call(work: Work, actor: Actor, lead: LeadFacts, entries: tuple[StoredEntry, ...]) -> None:
    """Whether the person may note a call of this lead: within reach, or found by its whole number.

    Also when they were on a call with it before: then they have seen it.
    """
    if is_within_reach(actor, lead, entries):
        return
    phones = frozenset(phone.phone_id for phone in lead.phones)
    if NumberLookups(work).has(actor.person_id, phones, work.now - LOOK_UP_HOLDS):
        return
    if OutsideCalls(work).called_by(lead.lead_id, actor.person_id):
        return
    raise NotAllowed(
        "This lead belongs to someone else. Type the whole number that rang, then note the call."
    )


def limited(work: Work, actor: Actor, shown: NextLead, call: Call) -> NextLead:
    """A call in with another's lead: the name, the owner and the number that rang, nothing more."""
    if call.direction is not Direction.IN:
        return shown
    queue = Queue(work)
    lead = queue.facts(shown.lead.id)
    if lead is None or is_within_reach(actor, lead, queue.of_lead(shown.lead.id)):
        return shown
    card = replace(
        shown.lead,
        company="", email="", address="", city="", state="", postal_code="", country="", language="",
        source="", product="", score=0, last_call_at=None, last_result="", next_call_at=None,
        import_id=None, more_emails=(), tags=(), custom={}, phones=(shown.phone,),
    )  # fmt: skip
    return replace(shown, lead=card, timeline=(), others=0, callback_id=None, is_limited=True)
