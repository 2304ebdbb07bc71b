"""Which leads are called first, usual or last, as a team lead says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crm_desktop.domain.queue import PRIORITIES
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.services.calling import NextLead
from crm_desktop.services.leads import LeadService
from crm_desktop.store.tables import campaign_zones, queue_entries
from tests.calling_office import NOT_YOURS, CallingOffice, both_engines

FIRST, USUAL, LAST = PRIORITIES["first"], PRIORITIES["usual"], PRIORITIES["last"]


def given(co: CallingOffice, how_many: int) -> list[str]:
    """Whom Asha is given, one after the other."""
    found = []
    for _ in range(how_many):
        lead = co.calling.next_lead(co.office.asha, co.campaign.id)
        assert isinstance(lead, NextLead)
        found.append(lead.lead.name)
        co.call(co.office.asha, "NOT_INTERESTED", lead, take_next=False)
    return found


@both_engines
def test_what_the_team_lead_puts_first_is_called_first(co: CallingOffice) -> None:
    leads = LeadService(co.store)
    for name in ("Usual one", "Usual two"):
        co.add_lead(name)
    last, first = co.add_lead("Last"), co.add_lead("First")
    assert leads.set_priority(co.office.lead, [first], FIRST)[0] == 1
    assert leads.set_priority(co.office.admin, [last], LAST)[0] == 1
    assert leads.priority(co.office.lead, first) == FIRST
    assert leads.priority(co.office.admin, last) == LAST
    names = given(co, 4)
    assert (names[0], names[-1]) == ("First", "Last")


@both_engines
def test_it_is_taken_back_but_not_what_was_changed_again_since(co: CallingOffice) -> None:
    leads, boss = LeadService(co.store), co.office.lead
    one, two = co.add_lead("One"), co.add_lead("Two")
    leads.set_priority(boss, [two], LAST)
    count, undo_id = leads.set_priority(boss, [one, two], FIRST)
    assert count == 2
    leads.set_priority(boss, [one], LAST)
    leads.undo_priority(boss, undo_id)
    assert [leads.priority(boss, each) for each in (one, two)] == [LAST, LAST]
    with pytest.raises(UserError, match="already"):
        leads.undo_priority(boss, undo_id)
    _, undo_id = leads.set_priority(boss, [two], FIRST)
    co.clock.set(co.clock.now() + timedelta(hours=2))
    with pytest.raises(UserError, match="too late"):
        leads.undo_priority(boss, undo_id)


def test_no_entry_stands_where_the_campaign_knows_no_place(co: CallingOffice) -> None:
    leads = LeadService(co.store)
    ids = [co.add_lead(f"Lead {n}", zone=zone) for n, zone in enumerate(("Asia/Kolkata", "Asia/Dubai", ""))]
    _, undo_id = leads.set_priority(co.office.lead, ids, FIRST)
    leads.undo_priority(co.office.lead, undo_id)
    leads.set_priority(co.office.lead, ids[:1], LAST)
    places = {(row["zone"], row["priority"], row["skill"]) for row in co.rows(campaign_zones)}
    assert {(row["zone"], row["priority"], row["skill"]) for row in co.rows(queue_entries)} <= places


@both_engines
def test_only_team_leads_and_admins_say_who_is_called_first(co: CallingOffice) -> None:
    leads = LeadService(co.store)
    lead_id, theirs = co.add_lead("Nobody's"), co.add_lead("Other team's", owner=co.office.other_caller)
    with pytest.raises(NotAllowed):
        leads.set_priority(co.office.asha, [lead_id], FIRST)
    with pytest.raises(NOT_YOURS):
        leads.set_priority(co.office.lead, [lead_id, theirs], FIRST)
    with pytest.raises(UserError, match="first"):
        leads.set_priority(co.office.lead, [lead_id], 7)
    assert {row["priority"] for row in co.rows(queue_entries)} == {USUAL}
    _, undo_id = leads.set_priority(co.office.lead, [lead_id], FIRST)
    with pytest.raises(NotAllowed):
        leads.undo_priority(co.office.asha, undo_id)
