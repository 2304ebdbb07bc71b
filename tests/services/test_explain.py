"""Every gate of one lead, with what decided: the words a caller reads, and whom they are for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from crm_desktop.domain.campaign_rules import Caps, Rules, Who
from crm_desktop.domain.gate_answers import CampaignWhy, Gate
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.services.campaigns import ChangeCampaign
from crm_desktop.store.prepared import Prepared
from crm_desktop.store.tables import lead_phones
from tests.calling_office import INDIA, NOT_YOURS, CallingOffice, both_engines
from tests.campaign_acts import save_rules


def at_india(hour: int, minute: int = 0, day: int = 20) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(INDIA)).astimezone(UTC)


def why(co: CallingOffice, who: Actor, lead_id: UUID) -> CampaignWhy:
    """The answer for the office's campaign."""
    (found,) = co.calling.why_lead(who, lead_id).campaigns
    return found


def said(found: CampaignWhy, *, passing: bool = False) -> dict[Gate, str]:
    """What the gates say that are shut, or open."""
    return {gate.gate: gate.text for gate in found.gates if gate.passes is passing}


@both_engines
def test_a_lead_that_can_be_dialled_passes_every_gate(co: CallingOffice) -> None:
    lead = co.add_lead(owner=co.office.asha)
    for who in (co.office.asha, co.office.lead):
        found = why(co, who, lead)
        assert (found.reason, found.until, said(found)) == (None, None, {})
        passing = said(found, passing=True)
        assert passing[Gate.HOURS].startswith("10:00–19:00 in Kolkata, now ")
        assert passing[Gate.DAY] == "0 of 3"
        assert passing[Gate.TRIES] == "0 of 8"
    assert said(why(co, co.office.asha, lead), passing=True)[Gate.OWNER] == "Yours"


@both_engines
def test_after_a_call_its_result_says_when_and_a_relative_waits_the_gap(co: CallingOffice) -> None:
    asha = co.office.asha
    lead = co.add_lead("Meena", owner=asha)
    shared = co.rows(lead_phones, lead_id=lead)[0]["phone_id"]
    assert isinstance(shared, UUID)
    son = co.add_lead("Amit", phones=(shared,), owner=asha)
    shown = co.calling.take_lead(asha, lead)
    done = co.call(asha, "BUSY", shown, take_next=False)
    at = f"{co.clock.now() + timedelta(hours=5, minutes=30):%H:%M}"
    found = why(co, asha, lead)
    assert found.reason is Reason.WAITING_RETRY
    assert found.until == co.clock.now() + timedelta(minutes=15)
    assert said(found) == {Gate.WAITING: f"{done.call.disposition_label} at {at}: again after 15 min"}
    found = why(co, asha, son)
    assert (found.reason, found.until) == (Reason.TOO_SOON, co.clock.now() + timedelta(hours=1))
    assert said(found) == {Gate.GAP: f"Last called {at} by Asha Pawar at this number; left in peace for 1 h"}


@both_engines
def test_what_stands_before_the_gate_is_named(co: CallingOffice) -> None:
    admin, asha = co.office.admin, co.office.asha
    lead = co.add_lead(owner=asha)
    co.campaigns.set_skills(admin, co.office.imran.person_id, "language", frozenset({"Tamil"}))
    campaign = co.campaigns.get(admin, co.campaign.id)
    rules = Rules(who=Who(skill="language"), lead_caps=Caps(per_day=2))
    campaign = save_rules(co.campaigns, admin, campaign, rules)
    people = frozenset({co.office.imran.person_id})
    campaign = co.campaigns.update(admin, ChangeCampaign(campaign.id, campaign.version, people=people))
    found = why(co, asha, lead)
    assert said(found) == {Gate.MEMBER: "You don’t work on it"}
    assert found.reason is Reason.NOT_MEMBER
    found = why(co, admin, lead)
    assert found.reason is Reason.NOT_YOURS
    assert said(found) == {Gate.OWNER: "Asha Pawar’s, who doesn’t work on the campaign"}
    co.campaigns.pause(admin, campaign.id, "bad numbers")
    found = why(co, admin, lead)
    assert found.reason is Reason.PAUSED
    assert said(found)[Gate.CAMPAIGN].endswith(": bad numbers")


def test_a_promise_of_another_and_a_screen_are_named(co: CallingOffice) -> None:
    lead = co.add_lead(owner=co.office.imran, lane=Lane.PROMISED, next_at=at_india(17))
    found = why(co, co.office.lead, lead)
    assert found.reason is Reason.PROMISED_LATER
    assert said(found)[Gate.WAITING] == "Promised for 17:00"
    co.calling.take_lead(co.office.imran, lead)
    found = why(co, co.office.lead, lead)
    assert found.reason is Reason.ON_ANOTHER_SCREEN
    assert said(found)[Gate.SCREEN] == "On Imran Sheikh’s screen"


@both_engines
def test_a_caller_asks_only_of_own_leads(co: CallingOffice) -> None:
    lead = co.add_lead(owner=co.office.imran)
    with pytest.raises(NOT_YOURS):
        co.calling.why_lead(co.office.asha, lead)


def test_after_the_hours_the_clock_there_is_told(co: CallingOffice) -> None:
    lead = co.add_lead()
    co.clock.set(at_india(19, 42))
    found = why(co, co.office.admin, lead)
    assert (found.reason, found.until) == (Reason.OUTSIDE_HOURS, at_india(10, day=21))
    assert said(found)[Gate.HOURS] == "10:00–19:00 in Kolkata, now 19:42"


@both_engines
def test_the_answer_asks_the_store_a_bounded_number_of_times(
    co: CallingOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = co.add_lead(owner=co.office.asha)
    co.call(co.office.asha, "NO_ANSWER", take_next=False)
    asked: list[str] = []
    row = Prepared.rows
    monkeypatch.setattr(Prepared, "rows", lambda self, work, **v: asked.append("") or row(self, work, **v))
    why(co, co.office.asha, lead)
    assert len(asked) <= 8
