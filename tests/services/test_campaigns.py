"""Campaigns: made with the ready set, changed with care, results never deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crm_desktop.domain.campaign import READY_SCRIPT, CampaignRole, Hours
from crm_desktop.domain.campaign_rules import Caps, Who, WhoKind
from crm_desktop.domain.dispositions import KEYS, READY_SET, Flag
from crm_desktop.domain.queue import NothingToDial, Reason
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.campaigns import ChangeCampaign, NewCampaign, SaveCampaign
from crm_desktop.store.queue import Queue
from tests.calling_office import INDIA, CallingOffice, both_engines
from tests.campaign_acts import save_results, save_rules


def test_a_new_campaign_has_the_ready_set_and_indian_defaults(co: CallingOffice) -> None:
    campaign = co.campaigns.get(co.office.asha, co.campaign.id)
    assert campaign == co.campaign
    assert [d.code for d in campaign.dispositions] == [d.code for d in READY_SET]
    assert [d.flags for d in campaign.dispositions] == [d.flags for d in READY_SET]
    usual = co.campaigns.create(co.office.admin, NewCampaign("Gold loan"))
    assert (usual.start_minute, usual.end_minute, usual.days) == (600, 1140, frozenset(range(6)))
    assert campaign.script == READY_SCRIPT
    assert len(READY_SET) <= len(KEYS)


def test_team_leads_and_admins_make_campaigns(co: CallingOffice) -> None:
    with pytest.raises(NotAllowed):
        co.campaigns.create(co.office.asha, NewCampaign("Gold loan"))
    assert co.campaigns.create(co.office.lead, NewCampaign("Personal loan")).rules_no == 1
    made = co.campaigns.ensure(co.office.lead, "  Gold   loan ")
    assert co.campaigns.ensure(co.office.lead, "Gold loan").id == made.id
    with pytest.raises(NotAllowed):
        co.campaigns.ensure(co.office.asha, "Car loan")
    assert [c.name for c in co.campaigns.list(co.office.asha)] == [
        "Gold loan",
        "Home loan, November",
        "Personal loan",
    ]
    with pytest.raises(NotFound):
        co.campaigns.get(co.office.asha, new_id())


@both_engines
def test_a_change_says_when_someone_was_faster(co: CallingOffice) -> None:
    admin, campaign = co.office.admin, co.campaign
    changed = co.campaigns.update(admin, ChangeCampaign(campaign.id, 1, name="Home loan", is_active=False))
    assert (changed.name, changed.is_active, changed.version) == ("Home loan", False, 2)
    with pytest.raises(ChangedMeanwhile, match="Home loan"):
        co.campaigns.update(admin, ChangeCampaign(campaign.id, 1, name="Other"))
    assert co.campaigns.list(admin) == ()
    assert len(co.campaigns.list(admin, include_inactive=True)) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"start_minute": 1140}, "start_minute"),
        ({"end_minute": 1500}, "start_minute"),
        ({"days": frozenset()}, "days"),
        ({"target": -1}, "target"),
        ({"role": CampaignRole.CLIENT}, "client_name"),
        ({"wrap_up_s": 30}, "wrap_up_code"),
        ({"wrap_up_s": 30, "wrap_up_code": "INTERESTED"}, "wrap_up_code"),
        ({"office_hours": Hours(0, 9 * 60)}, "start_minute"),
        ({"countdown_s": 99}, "countdown_s"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(
    co: CallingOffice, change: dict[str, object], field: str
) -> None:
    with pytest.raises(UserError) as raised:
        co.campaigns.update(co.office.admin, ChangeCampaign(co.campaign.id, 1, **change))  # type: ignore[arg-type]
    assert raised.value.field == field


@both_engines
def test_results_are_switched_off_and_come_back_as_themselves(co: CallingOffice) -> None:
    admin, ready = co.office.admin, co.campaign.dispositions
    kept = [replace(d, label=f"{d.label}!") for d in ready if d.code != "BUSY"]
    named = save_rules(co.campaigns, admin, co.campaign, co.campaign.rules, "Kept")
    changed = save_results(co.campaigns, admin, named, list(reversed(kept)))
    active = [d for d in changed.dispositions if d.is_active]
    assert [d.code for d in active] == [d.code for d in reversed(kept)]
    assert all(d.label.endswith("!") for d in active)
    busy = next(d for d in ready if d.code == "BUSY")
    assert next(d for d in changed.dispositions if d.code == "BUSY").is_active is False
    again = save_results(co.campaigns, admin, changed, [*kept, replace(busy, id=new_id())])
    back = next(d for d in again.dispositions if d.code == "BUSY")
    assert (back.id, back.is_active, back.retry_s) == (busy.id, True, busy.retry_s)
    assert (again.rules, again.rules_no, again.rules_name) == (changed.rules, 2, "Kept")  # not touched


def test_results_that_make_no_sense_are_refused(co: CallingOffice) -> None:
    admin, ready = co.office.admin, co.campaign.dispositions
    one = ready[0]
    for wanted, words in (
        ((), "at least one"),
        (tuple(replace(one, code=f"C{n}") for n in range(16)), "at most 15"),
        ((one, replace(one, id=new_id())), "same code"),
        ((replace(one, label=" "),), "needs a name"),
        ((replace(one, flags=frozenset({Flag.FINAL, Flag.CALL_BACK})),), "can't both"),
    ):
        with pytest.raises(UserError, match=words):
            save_results(co.campaigns, admin, co.campaign, wanted)


# ---- all of a campaign at once --------------------------------------------------------------------------


@both_engines
def test_values_results_and_rules_are_saved_in_one_act(co: CallingOffice) -> None:
    boss, before = co.office.lead, co.campaign
    results = tuple(replace(d, label="Engaged") if d.code == "BUSY" else d for d in before.dispositions)
    results = tuple(d for d in results if d.code != "LANGUAGE")
    rules = replace(before.rules, gap_s=1800, who=Who(WhoKind.OWNER_FIRST, after_minutes=10))
    people = frozenset({co.office.asha.person_id})
    change = ChangeCampaign(before.id, before.version, target=40, people=people, recording_text="Recorded.")
    saved = co.campaigns.save(boss, SaveCampaign(change, rules, "Two lines", results))
    assert (saved.target, saved.people, saved.recording_text) == (40, people, "Recorded.")
    assert (saved.rules, saved.rules_no, saved.rules_name) == (rules, 2, "Two lines")
    active = [d for d in saved.dispositions if d.is_active]
    assert "Engaged" in [d.label for d in active]
    assert "LANGUAGE" not in [d.code for d in active]
    assert saved.version > before.version
    with pytest.raises(ChangedMeanwhile):
        co.campaigns.save(boss, SaveCampaign(change))
    same = co.campaigns.save(
        boss, SaveCampaign(ChangeCampaign(saved.id, saved.version, target=41), rules, "Two lines")
    )
    assert (same.target, same.rules_no) == (41, 2)


@both_engines
def test_what_is_refused_leaves_nothing_half_saved(co: CallingOffice) -> None:
    before = co.campaigns.get(co.office.admin, co.campaign.id)
    rules = replace(before.rules, phone_caps=Caps(per_day=9, lifetime=4))
    change = ChangeCampaign(before.id, before.version, name="Other", target=9)
    with pytest.raises(UserError) as raised:
        co.campaigns.save(co.office.admin, SaveCampaign(change, rules))
    assert raised.value.field == "phone.per_day"
    without = tuple(d for d in before.dispositions if d.code != "NO_ANSWER")
    boxed = replace(change, wrap_up_s=30, wrap_up_code="NO_ANSWER")
    with pytest.raises(UserError) as raised:
        co.campaigns.save(co.office.admin, SaveCampaign(boxed, results=without))
    assert raised.value.field == "wrap_up_code"
    with pytest.raises(NotAllowed):
        co.campaigns.save(co.office.asha, SaveCampaign(change))
    assert co.campaigns.get(co.office.admin, co.campaign.id) == before


@both_engines
def test_successes_are_counted_a_campaign(co: CallingOffice) -> None:
    assert co.campaigns.successes(co.office.lead) == {}
    co.add_lead("Buys")
    co.add_lead("Doesn't")
    co.call(co.office.asha, "SOLD", take_next=False)
    co.call(co.office.imran, "NOT_INTERESTED", take_next=False)
    assert co.campaigns.successes(co.office.lead) == {co.campaign.id: 1}
    with pytest.raises(NotAllowed):
        co.campaigns.successes(co.office.asha)


# ---- a client's agreement --------------------------------------------------------------------------------


@both_engines
def test_a_clients_agreement_that_ends_stops_the_calls_and_is_told_before(co: CallingOffice) -> None:
    boss, asha, today = co.office.lead, co.office.asha, date(2026, 11, 20)
    kept, elsewhere = co.add_lead(), co.add_lead()
    own = co.campaigns.create(co.office.admin, NewCampaign("Own"))
    with co.store.write(None) as work:
        Queue(work).add(own.id, elsewhere, INDIA, None)
    ends = ChangeCampaign(
        co.campaign.id, 1, role=CampaignRole.CLIENT, client_name="Kaveri Pumps", client_until=today
    )
    co.campaigns.update(boss, replace(ends, client_until=today + timedelta(days=15)))
    assert co.campaigns.endings(boss) == ()
    co.campaigns.update(boss, replace(ends, version=2))
    (ending,) = co.campaigns.endings(boss)
    assert (ending.last_day, ending.is_over, ending.leads, ending.only_here) == (today, False, 2, 1)
    assert co.next(asha).lead.id == kept  # on the last day it is called
    co.calling.release(asha)
    co.clock.move(days=1)
    assert co.campaigns.endings(boss)[0].is_over
    nothing = co.calling.next_lead(asha, co.campaign.id)
    assert isinstance(nothing, NothingToDial)
    assert [(each.reason, each.leads) for each in nothing.reasons] == [(Reason.AGREEMENT_ENDED, 2)]
    assert nothing.opens == 0
    with pytest.raises(UserError, match="agreement"):
        co.calling.take_lead(asha, kept, co.campaign.id)
    said = co.calling.why_lead(boss, kept).campaigns[0]
    assert "agreement ended" in [answer.said for answer in said.gates if not answer.passes]
    with pytest.raises(NotAllowed):
        co.campaigns.endings(asha)
