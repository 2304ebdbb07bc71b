"""Which leads are called first, usual or last, as a team lead says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from crm_desktop.domain.campaign_rules import Rules
from crm_desktop.domain.queue import PRIORITIES, Lane
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.services.calling import NextLead
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.doctor import settled_scores
from crm_desktop.services.leads import EditLead, LeadService
from crm_desktop.store import tables
from crm_desktop.store.queue import Queue
from crm_desktop.store.tables import campaign_zones, queue_entries
from tests.calling_office import NOT_YOURS, CallingOffice, both_engines
from tests.campaign_acts import save_rules

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


@both_engines
def test_the_highest_score_is_called_first_within_a_priority(co: CallingOffice) -> None:
    leads, asha, now = LeadService(co.store), co.office.asha, co.clock.now()
    hour, mine = timedelta(hours=1), {"owner": asha}
    co.add_lead("Unscored, old", next_at=now - 9 * hour)
    co.add_lead("Cold", score=20, next_at=now - 5 * hour, zone="Asia/Dubai")
    co.add_lead("Hot, later", score=90, next_at=now + hour)
    co.add_lead("Hot, another's", score=95, owner=co.office.imran)
    co.add_lead("Warm, young", score=60, next_at=now - hour)
    co.add_lead("Warm, old", score=60, next_at=now - 2 * hour, **mine)  # type: ignore[arg-type]
    co.add_lead("Unscored, young", next_at=now - 4 * hour)
    co.add_lead("Last of all", score=100, next_at=now - 9 * hour)
    raised = co.add_lead("Raised", score=1, next_at=now - hour)
    first = co.add_lead("First of all", next_at=now - hour)
    co.add_lead("Promised", lane=Lane.PROMISED, next_at=now, **mine)  # type: ignore[arg-type]
    last = next(row["id"] for row in co.rows(tables.leads) if row["name"] == "Last of all")
    leads.set_priority(co.office.lead, [first], FIRST)
    leads.set_priority(co.office.lead, [last], LAST)
    card = leads.get(co.office.lead, raised)
    leads.edit(co.office.lead, EditLead(raised, card.version, {"score": "61"}))
    order = [
        "First of all", "Raised", "Warm, old", "Warm, young", "Cold", "Unscored, old", "Unscored, young",
        "Last of all",
    ]  # fmt: skip
    names = {row["id"]: row["name"] for row in co.rows(tables.leads)}
    with co.store.write(asha) as work:
        queue = Queue(work)
        places = queue.places(co.campaign.id)
        for limit in (1, 2, 4, 100):
            due = queue.due(co.campaign.id, places, asha.person_id, limit, Lane.RETRY, by_score=True)
            assert [names[each.lead_id] for each in due] == ["Promised", *order][:limit]
        by_age = queue.due(co.campaign.id, places, asha.person_id, 100, Lane.RETRY)
        assert [names[each.lead_id] for each in by_age][2] == "Unscored, old"
    assert given(co, 9) == ["Promised", *order]


@both_engines
def test_a_place_has_its_leads_score_whatever_happens_to_either(co: CallingOffice) -> None:
    leads, boss = LeadService(co.store), co.office.lead
    kept, double = co.add_lead("Kept", score=10), co.add_lead("Double", score=70)
    other = co.campaigns.create(co.office.admin, NewCampaign("Gold loan"))

    def scores() -> dict[str, list[int]]:
        names = {row["id"]: row["name"] for row in co.rows(tables.leads)}
        found: dict[str, list[int]] = {}
        for row in co.rows(queue_entries):
            found.setdefault(names[row["lead_id"]], []).append(row["score"])
        return {name: sorted(some) for name, some in found.items()}

    with co.store.write(None) as work:
        Queue(work).add(other.id, double, "Asia/Kolkata", None)
        work.connection.execute(update(queue_entries).values(score=99))  # nobody sets it there
    assert scores() == {"Kept": [10], "Double": [70, 70]}
    undo_id = leads.merge(boss, kept, double)
    assert scores()["Kept"] == [10, 10]
    leads.undo_merge(boss, undo_id)
    assert scores() == {"Kept": [10], "Double": [70, 70]}
    card = leads.get(boss, double)
    leads.edit(boss, EditLead(double, card.version, {"score": ""}))
    assert scores() == {"Kept": [10], "Double": [0, 0]}


@pytest.mark.parametrize("co", ["team_office"], indirect=True)
def test_a_score_changed_while_its_lead_joins_a_campaign_is_settled_by_the_doctor(co: CallingOffice) -> None:
    """Neither of the two saw what the other was about to do: the place has the score of before."""
    lead, other = co.add_lead("Kept", score=10), co.campaigns.create(co.office.admin, NewCampaign("Gold"))
    with co.store.write(None) as work:
        work.connection.execute(update(tables.leads).where(tables.leads.c.id == lead).values(score=70))
        with co.store.write(None) as meanwhile:
            Queue(meanwhile).add(other.id, lead, "Asia/Kolkata", None)

    def scores() -> list[object]:
        return sorted(row["score"] for row in co.rows(queue_entries))  # type: ignore[type-var]

    assert scores() == [10, 70]
    told = settled_scores(co.store, co.office.asha).told
    assert told.startswith("Of leads’ places in campaigns 1 had an earlier score")
    assert scores() == [70, 70]
    assert settled_scores(co.store, co.office.asha).told == "Every lead is called by the score it has."


def test_a_campaign_may_leave_scores_alone(co: CallingOffice) -> None:
    now = co.clock.now()
    co.add_lead("Hot", score=90, next_at=now - timedelta(hours=1))
    co.add_lead("Old", next_at=now - timedelta(hours=2))
    campaign = co.campaigns.get(co.office.admin, co.campaign.id)
    assert campaign.rules.by_score
    assert Rules.from_json({k: v for k, v in campaign.rules.as_json().items() if k != "by_score"}).by_score
    save_rules(co.campaigns, co.office.admin, campaign, replace(campaign.rules, by_score=False))
    shown = co.next(co.office.asha)
    assert (shown.lead.name, shown.why.score) == ("Old", 0)
    co.calling.release(co.office.asha)
    campaign = co.campaigns.get(co.office.admin, co.campaign.id)
    save_rules(co.campaigns, co.office.admin, campaign, replace(campaign.rules, by_score=True))
    shown = co.next(co.office.asha)
    assert (shown.lead.name, shown.why.score) == ("Hot", 90)
