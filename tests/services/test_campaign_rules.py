"""A campaign's rules at work: who is given which lead when, and where it goes after each result."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from crm_desktop.domain.campaign import Campaign, Hours
from crm_desktop.domain.campaign_rules import Caps, Mix, Part, Recycle, Rules, Who, WhoKind
from crm_desktop.domain.import_mapping import ColumnRule, Mapping
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane, NothingToDial, Place, Reason
from crm_desktop.errors import ChangedMeanwhile, UserError
from crm_desktop.readers import open_source
from crm_desktop.services.calling import NextLead
from crm_desktop.services.campaigns import ChangeCampaign
from crm_desktop.services.doctor import Doctor, State
from crm_desktop.services.imports import ImportPlan, ImportService
from crm_desktop.services.leads import EditLead, LeadService, NewLead
from crm_desktop.services.workspace import WorkspaceService
from crm_desktop.store.queue import Queue
from crm_desktop.store.tables import leads, queue_entries, sessions
from tests.calling_office import INDIA, CallingOffice, both_engines
from tests.campaign_acts import save_rules
from tests.factories import QuickPasswords


def give(co: CallingOffice, **rules: object) -> Campaign:
    """Change the campaign's rules."""
    campaign = co.campaigns.get(co.office.admin, co.campaign.id)
    wanted = replace(campaign.rules, **rules)  # type: ignore[arg-type]
    return save_rules(co.campaigns, co.office.admin, campaign, wanted)


def set_up(co: CallingOffice, **values: object) -> Campaign:
    """Change the campaign itself."""
    campaign = co.campaigns.get(co.office.admin, co.campaign.id)
    command = ChangeCampaign(campaign.id, campaign.version, **values)  # type: ignore[arg-type]
    return co.campaigns.update(co.office.admin, command)


def names(co: CallingOffice, who: Actor, how_many: int, code: str = "NOT_INTERESTED") -> list[str]:
    """Whom a person is given, one after the other."""
    found = []
    for _ in range(how_many):
        lead = co.calling.next_lead(who, co.campaign.id)
        if not isinstance(lead, NextLead):
            found.append("-")
            continue
        found.append(lead.lead.name)
        co.call(who, code, lead, take_next=False)
    return found


def later(co: CallingOffice, **by: int) -> None:
    """Let time pass."""
    co.clock.set(co.clock.now() + timedelta(**by))


def india(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(INDIA))


# ---- versions -----------------------------------------------------------------------------------------


@both_engines
def test_rules_are_kept_in_versions_and_one_changed_meanwhile_is_told(co: CallingOffice) -> None:
    admin, first = co.office.admin, co.campaign
    changed = save_rules(co.campaigns, admin, first, Rules(gap_s=600), "  Short   gap ")
    assert (changed.rules.gap_s, changed.rules_no, changed.rules_name) == (600, 2, "Short gap")
    with pytest.raises(ChangedMeanwhile):
        save_rules(co.campaigns, admin, first, Rules(gap_s=700))
    versions = co.campaigns.rules_versions(admin, first.id)
    assert [(v.no, v.name, v.rules.gap_s) for v in versions] == [(2, "Short gap", 600), (1, "", 3600)]
    assert versions[0].made_by == admin.person_id


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        (Rules(mix=Mix(0, 0)), "mix"),
        (Rules(phone_caps=Caps(per_day=4, per_24h=3)), "phone.per_day"),
        (Rules(phone_caps=Caps(per_week=9, lifetime=8)), "phone.per_week"),
        (Rules(lead_caps=Caps(per_day=0)), "lead.per_day"),
        (Rules(gap_s=26 * 3600), "gap_s"),
        (Rules(recycling={"BUSY": Recycle(60)}), "recycling"),
        (Rules(recycling={"BUSY": Recycle(900, most=8)}), "recycling"),
        (Rules(who=Who(WhoKind.OWNER, same_days=3)), "same_days"),
        (Rules(who=Who(WhoKind.OWNER_FIRST, after_minutes=0)), "after_minutes"),
        (Rules(who=Who(skill="shoe size")), "skill"),
    ],
)
def test_rules_that_make_no_sense_are_refused_at_their_field(
    co: CallingOffice, rules: Rules, field: str
) -> None:
    with pytest.raises(UserError) as raised:
        save_rules(co.campaigns, co.office.admin, co.campaign, rules)
    assert raised.value.field == field
    assert len(co.campaigns.rules_versions(co.office.admin, co.campaign.id)) == 1


def test_hours_that_never_come_are_refused_for_the_zone_of_a_lead(co: CallingOffice) -> None:
    """10 to 19 in Auckland is the night in India: with the office's own hours nothing is left."""
    co.add_lead(zone="Pacific/Auckland")
    with pytest.raises(UserError, match="Pacific/Auckland"):
        set_up(co, start_minute=13 * 60, end_minute=17 * 60, office_hours=Hours(10 * 60, 18 * 60))


def test_a_copy_has_everything_but_the_leads(co: CallingOffice) -> None:
    co.add_lead()
    give(co, gap_s=600, who=Who(WhoKind.ANYONE))
    set_up(co, people=frozenset({co.office.asha.person_id}), holidays=frozenset({date(2026, 11, 24)}))
    known = co.campaigns.get(co.office.admin, co.campaign.id)
    made = co.campaigns.copy(co.office.admin, co.campaign.id, "Home loan, December")
    assert made.rules == known.rules
    assert (made.people, made.holidays, made.window) == (known.people, known.holidays, known.window)
    assert [d.code for d in made.dispositions] == [d.code for d in known.dispositions]
    assert co.rows(queue_entries, campaign_id=made.id) == []


# ---- who is given what --------------------------------------------------------------------------------


@both_engines
def test_retries_and_new_leads_are_mixed_by_their_ratio(co: CallingOffice) -> None:
    give(co, mix=Mix(1, 2))
    for n in range(3):
        co.add_lead(f"Retry {n}", lane=Lane.RETRY)
    for n in range(4):
        co.add_lead(f"New {n}")
    assert names(co, co.office.asha, 7) == [
        *("Retry 0", "New 0", "New 1"), *("Retry 1", "New 2", "New 3"), "Retry 2"
    ]  # fmt: skip


@both_engines
def test_a_retry_that_becomes_due_is_not_behind_the_new_one_that_took_its_turn(co: CallingOffice) -> None:
    co.add_lead("New 0"), co.add_lead("New 1")
    assert names(co, co.office.asha, 1) == ["New 0"]
    co.add_lead("Retry", lane=Lane.RETRY)
    assert names(co, co.office.asha, 2) == ["Retry", "New 1"]


@both_engines
def test_what_is_called_first_comes_first_within_its_lane_and_a_promise_before_all(co: CallingOffice) -> None:
    asha = co.office.asha
    for name in ("Last", "Usual", "First"):
        co.add_lead(name)
    with co.store.write(None) as work:
        for name, priority in (("First", 1), ("Last", -1)):
            lead_id = co.rows(leads, name=name)[0]["id"]
            entry = update(queue_entries).where(queue_entries.c.lead_id == lead_id)
            work.connection.execute(entry.values(priority=priority))
            Queue(work).add_places(co.campaign.id, [Place(INDIA, priority)])
    co.add_lead("Promised", owner=asha, lane=Lane.PROMISED)
    assert names(co, asha, 4) == ["Promised", "First", "Usual", "Last"]


@both_engines
def test_a_paused_campaign_gives_nothing_to_anyone(co: CallingOffice) -> None:
    co.add_lead("Waiting")
    shown = co.next(co.office.asha)
    co.campaigns.pause(co.office.lead, co.campaign.id, "New script")
    found = co.calling.next_lead(co.office.imran, co.campaign.id)
    assert isinstance(found, NothingToDial)
    with pytest.raises(UserError, match="paused: New script"):
        co.dial(co.office.asha, shown)
    found = co.calling.next_lead(co.office.asha, co.campaign.id)
    assert isinstance(found, NothingToDial)
    assert [(r.reason, r.leads) for r in found.reasons] == [(Reason.PAUSED, 1)]
    co.campaigns.resume(co.office.lead, co.campaign.id)
    assert co.next(co.office.imran).lead.name == "Waiting"


@both_engines
def test_only_who_works_on_a_campaign_is_given_its_leads(co: CallingOffice) -> None:
    co.add_lead("Ravi")
    set_up(co, people=frozenset({co.office.imran.person_id}))
    assert names(co, co.office.asha, 1) == ["-"]
    assert names(co, co.office.imran, 1) == ["Ravi"]


@both_engines
def test_leads_that_ask_for_a_skill_go_to_who_has_it(co: CallingOffice) -> None:
    tamil, plain = co.add_lead("Selvi"), co.add_lead("Ravi")
    with co.store.write(None) as work:
        work.connection.execute(update(leads).where(leads.c.id == tamil).values(language=" Tamil"))
    with pytest.raises(UserError, match="Nobody here has such a skill") as raised:
        give(co, who=Who(skill="language"))
    assert raised.value.field == "skill"
    co.campaigns.set_skills(co.office.lead, co.office.imran.person_id, "language", frozenset({"tamil"}))
    give(co, who=Who(skill="language"))
    assert names(co, co.office.asha, 2) == ["Ravi", "-"]
    nothing = co.calling.why_nothing(co.office.asha, co.campaign.id)
    assert (Reason.OTHER_SKILL, 1) in [(r.reason, r.leads) for r in nothing.reasons]
    assert names(co, co.office.imran, 1) == ["Selvi"]
    assert plain != tamil


@both_engines
def test_a_lead_goes_to_who_knows_the_product_it_asked_about(co: CallingOffice, tmp_path: Path) -> None:
    """Also one typed straight into the campaign, and after what it asks about changed, by a file as well."""
    service, lead = LeadService(co.store), co.office.lead
    co.campaigns.set_skills(lead, co.office.imran.person_id, "product", frozenset({"gold LOAN"}))
    give(co, who=Who(WhoKind.ANYONE, skill="product"))
    gold = NewLead("Selvi", ("98000 00801",), product="Gold  loan", campaign_id=co.campaign.id)
    made = service.create(lead, gold)
    service.create(lead, replace(gold, name="Ravi", phones=("98000 00802",)))
    assert names(co, co.office.asha, 1) == ["-"]
    assert co.entry(made.id).entry.skill == "Gold loan"
    service.edit(lead, EditLead(made.id, made.version, {"product": ""}))
    assert co.entry(made.id).entry.skill == ""
    file, imports = tmp_path / "fair.csv", ImportService(co.store)
    file.write_text("Name,Mobile,Product\nSelvi,9800000801,Gold loan\n")
    columns = (ColumnRule("Name", "name"), ColumnRule("Mobile", "phone"), ColumnRule("Product", "product"))
    fair = ImportPlan("Another campaign", Mapping(columns), duplicates="update")
    done = imports.run(co.office.admin, open_source(file), fair)
    assert (done.updated, co.entry(made.id).entry.skill) == (1, "Gold loan")
    imports.undo(co.office.admin, done.id)
    assert co.entry(made.id).entry.skill == ""
    assert names(co, co.office.asha, 2) == ["Selvi", "-"]
    assert names(co, co.office.imran, 1) == ["Ravi"]


@both_engines
def test_owners_come_first_and_anyone_after_a_while(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    give(co, who=Who(WhoKind.OWNER_FIRST, after_minutes=30))
    co.add_lead("Asha's", owner=asha)
    assert names(co, imran, 1) == ["-"]
    later(co, minutes=29)
    assert names(co, imran, 1) == ["-"]
    later(co, minutes=2)
    assert names(co, imran, 1) == ["Asha's"]


@both_engines
def test_what_absent_people_own_need_not_wait(co: CallingOffice) -> None:
    give(co, who=Who(WhoKind.OWNER_FIRST, after_minutes=240))
    co.add_lead("Asha's", owner=co.office.asha)
    with co.store.write(None) as work:
        gone = work.now - timedelta(days=3)
        theirs = update(sessions).where(sessions.c.person_id == co.office.asha.person_id)
        work.connection.execute(theirs.values(signed_in_at=gone, last_seen_at=gone))
    assert names(co, co.office.imran, 1) == ["Asha's"]


@both_engines
def test_where_anyone_calls_an_owner_does_not_keep_a_lead_from_others(co: CallingOffice) -> None:
    co.add_lead("Asha's", owner=co.office.asha)
    assert names(co, co.office.imran, 1) == ["-"]
    give(co, who=Who(WhoKind.ANYONE))
    assert names(co, co.office.imran, 1) == ["Asha's"]


@both_engines
def test_who_spoke_at_a_number_keeps_everyone_there_for_some_days(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    give(co, who=Who(WhoKind.ANYONE, same_days=3))
    co.clock.set(india(20, 11))
    co.add_lead("Ravi")
    shown = co.next(asha)
    meena = co.add_lead("Meena", phones=(shown.phone.phone_id,))
    done = co.call(asha, "NOT_INTERESTED", shown, take_next=False)
    assert co.entry(meena).entry.owner_id == asha.person_id
    later(co, minutes=61)  # the gap of the number
    assert names(co, imran, 1) == ["-"]
    co.clock.set(india(21, 11, 30))
    assert names(co, imran, 1) == ["Meena"]
    assert done.call.lead_id == shown.lead.id


@both_engines
def test_taking_the_result_back_gives_up_what_the_number_brought(co: CallingOffice) -> None:
    asha = co.office.asha
    give(co, who=Who(WhoKind.ANYONE, same_days=3))
    co.add_lead("Ravi")
    shown = co.next(asha)
    meena = co.add_lead("Meena", phones=(shown.phone.phone_id,))
    before = co.entry(meena).entry
    done = co.call(asha, "NOT_INTERESTED", shown, take_next=False)
    co.calling.undo(asha, done.undo_id)
    assert co.entry(meena).entry == before


# ---- where it goes --------------------------------------------------------------------------------------


@both_engines
def test_no_answer_is_tried_in_another_part_of_the_day(co: CallingOffice) -> None:
    co.clock.set(india(20, 10, 30))
    lead = co.add_lead("Ravi")
    co.call(co.office.asha, "NO_ANSWER", take_next=False)
    assert co.entry(lead).entry.next_at == india(20, 12, 30)  # two hours on is the afternoon already
    co.clock.set(india(20, 12, 30))
    co.call(co.office.asha, "NO_ANSWER", take_next=False)
    assert co.entry(lead).entry.next_at == india(20, 16)


def test_a_cap_that_puts_it_off_leaves_the_other_part_of_the_day(co: CallingOffice) -> None:
    """Once a day only: who doesn't answer in the morning isn't called every morning."""
    give(co, phone_caps=Caps(per_day=1, lifetime=8))
    co.clock.set(india(20, 10))
    lead = co.add_lead("Ravi")
    for called, wanted in ((india(20, 10, 30), india(21, 12)), (india(21, 12), india(22, 10))):
        co.clock.set(called)
        co.call(co.office.asha, "NO_ANSWER", take_next=False)
        assert co.entry(lead).entry.next_at == wanted


@both_engines
def test_a_result_is_tried_again_so_often_and_no_more(co: CallingOffice) -> None:
    give(co, recycling={"BUSY": Recycle(600, most=2)})
    lead = co.add_lead("Ravi")
    for _ in range(2):
        co.call(co.office.asha, "BUSY", take_next=False)
        assert co.entry(lead).entry.lane is Lane.RETRY
        later(co, minutes=11)
    co.call(co.office.asha, "BUSY", take_next=False)
    entry = co.entry(lead).entry
    assert (entry.lane, entry.reason) == (Lane.CLOSED, Reason.MAX_ATTEMPTS)


@both_engines
def test_rolling_caps_hold_whoever_is_called_at_the_number(co: CallingOffice) -> None:
    co.clock.set(india(20, 11))
    give(co, phone_caps=Caps(per_24h=2), gap_s=0, recycling={"BUSY": Recycle(600)}, mix=Mix(1, 0))
    co.add_lead("Ravi")
    phone_id = co.next(co.office.asha).phone.phone_id
    co.add_lead("Meena", phones=(phone_id,))
    assert names(co, co.office.asha, 1, "BUSY") == ["Ravi"]
    later(co, minutes=11)
    assert names(co, co.office.asha, 1, "BUSY") == ["Ravi"]
    later(co, minutes=11)
    assert names(co, co.office.asha, 1) == ["-"]
    found = co.calling.why_nothing(co.office.asha, co.campaign.id)
    assert [(r.reason, r.leads) for r in found.reasons] == [(Reason.ROLLING_CAP, 2)]
    co.clock.set(india(21, 11, 1))  # the first of the two is a day old
    assert names(co, co.office.asha, 1) != ["-"]


@both_engines
def test_a_clock_set_back_over_midnight_lets_no_cap_be_passed(co: CallingOffice) -> None:
    """What was stamped later than now came before it all the same: it counts, and its number waits."""
    asha = co.office.asha
    give(co, lead_caps=Caps(per_day=2), recycling={"BUSY": Recycle(600)})
    co.clock.set(india(21, 11))
    lead, other = co.add_lead("Ravi", phones=2), co.add_lead("Meena")
    for _ in range(2):
        co.call(asha, "BUSY", co.calling.take_lead(asha, lead), take_next=False)
        later(co, minutes=11)
    co.call(asha, "BUSY", co.calling.take_lead(asha, other), take_next=False)
    co.clock.set(india(20, 12))
    with pytest.raises(UserError, match="2 times today"):  # the second number was never called
        co.calling.take_lead(asha, lead)
    with pytest.raises(UserError, match=r"clock was ahead, or is behind now.*Sat 21 Nov, 11:22"):
        co.calling.take_lead(asha, other)
    assert names(co, asha, 1) == ["-"]
    co.clock.set(india(22, 11))
    assert set(names(co, asha, 2)) == {"Ravi", "Meena"}


def test_what_a_clock_stamped_a_year_ahead_the_doctor_sets_right(co: CallingOffice) -> None:
    asha, doctor = co.office.asha, Doctor(WorkspaceService(co.clock, QuickPasswords()))
    lead = co.add_lead("Ravi")
    assert doctor.clock(co.store).state is State.SOUND
    shown = co.next(asha)
    co.clock.set(india(20, 11).replace(year=2027))
    co.call(asha, "BUSY", shown, take_next=False)
    co.clock.set(india(20, 16))
    assert co.entry(lead).entry.next_at.year == 2027
    assert doctor.clock(co.store).state is State.WARNING  # which of the two clocks is wrong people know
    assert co.entry(lead).entry.next_at.year == 2027
    assert doctor.clock(co.store, is_right=True).told.startswith("1 numbers were called")
    assert co.entry(lead).entry.next_at == co.clock.now()
    later(co, minutes=61)
    assert names(co, asha, 1) == ["Ravi"]
    assert doctor.clock(co.store).state is State.SOUND


@both_engines
def test_holidays_and_the_offices_hours_close_the_queue(co: CallingOffice) -> None:
    co.clock.set(india(20, 11))
    co.add_lead("Ravi")
    set_up(co, holidays=frozenset({date(2026, 11, 20)}), office_hours=Hours(9 * 60, 12 * 60 + 20))
    assert names(co, co.office.asha, 1) == ["-"]
    co.clock.set(india(21, 12, 30))
    assert names(co, co.office.asha, 1) == ["-"]
    co.clock.set(india(23, 10, 30))
    assert names(co, co.office.asha, 1) == ["Ravi"]


@both_engines
def test_spread_over_parts_is_said_by_the_rule(co: CallingOffice) -> None:
    co.clock.set(india(20, 10, 30))
    give(co, recycling={"NO_ANSWER": Recycle(900, part=Part.ANY)})
    lead = co.add_lead("Ravi")
    co.call(co.office.asha, "NO_ANSWER", take_next=False)
    assert co.entry(lead).entry.next_at == india(20, 10, 45)
