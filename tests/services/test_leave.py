"""Leave: who is away is passed over though signed in, others keep the promises, and why says so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crm_desktop.domain.leave import Leave
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.services.calling import NextLead
from crm_desktop.services.leave import LeaveService
from crm_desktop.services.simulation import SimulationService, TryOut
from crm_desktop.store.leaves import Leaves
from tests.calling_office import CallingOffice, both_engines

TODAY = date(2026, 11, 20)


@both_engines
def test_whose_leave_it_is_is_passed_over_and_others_keep_the_promises(co: CallingOffice) -> None:
    asha, imran, boss, leave = co.office.asha, co.office.imran, co.office.lead, LeaveService(co.store)
    lead = co.add_lead()
    due = co.clock.now() + timedelta(minutes=30)
    co.call(asha, "CALL_BACK", callback_at=due, take_next=False)
    co.clock.move(minutes=40)
    assert not isinstance(co.calling.next_lead(imran, co.campaign.id), NextLead)  # she is at work
    leave.set(boss, asha.person_id, Leave(TODAY, TODAY + timedelta(days=3)))
    assert leave.of(boss, asha.person_id) == Leave(TODAY, TODAY + timedelta(days=3))
    said = [gate.said for gate in co.calling.why_lead(boss, lead).campaigns[0].gates]
    assert "owner on leave" in said
    assert co.next(imran).lead.id == lead
    co.calling.release(imran)
    leave.set(boss, asha.person_id, None)
    assert leave.of(boss, asha.person_id) is None
    assert not isinstance(co.calling.next_lead(imran, co.campaign.id), NextLead)


@both_engines
def test_leaves_are_for_who_leads_and_days_must_make_sense(co: CallingOffice) -> None:
    asha, boss, leave = co.office.asha, co.office.lead, LeaveService(co.store)
    with pytest.raises(NotAllowed):
        leave.set(asha, asha.person_id, Leave(TODAY, TODAY))
    for wrong, words in (
        (Leave(TODAY, TODAY - timedelta(days=1)), "before it begins"),
        (Leave(TODAY - timedelta(days=3), TODAY - timedelta(days=1)), "past"),
        (Leave(TODAY, TODAY + timedelta(days=400)), "more than a year"),
        (Leave(TODAY - timedelta(days=1), TODAY), "begins today or later"),
    ):
        with pytest.raises(UserError, match=words) as raised:
            leave.set(boss, asha.person_id, wrong)
        assert raised.value.field == ("first" if "begins today" in words else "last")
    leave.set(boss, asha.person_id, Leave(TODAY, TODAY + timedelta(days=1)))
    # under way it is made longer and shorter; the days that were stay leave, and no other one becomes it
    co.clock.move(days=1)
    for days in (5, 1):
        leave.set(boss, asha.person_id, Leave(TODAY, TODAY + timedelta(days=days)))
        assert leave.of(boss, asha.person_id) == Leave(TODAY, TODAY + timedelta(days=days))
    with pytest.raises(UserError, match="begins today or later"):
        leave.set(boss, asha.person_id, Leave(TODAY - timedelta(days=1), TODAY + timedelta(days=1)))
    leave.set(boss, asha.person_id, None)
    with co.store.read(boss) as work:
        assert Leaves(work).stretches([asha.person_id]) == {asha.person_id: ((20261120, 20261120),)}
    assert leave.of(boss, asha.person_id) is None  # it is over


def test_the_simulator_leaves_out_who_is_on_leave_then(co: CallingOffice) -> None:
    for number in range(6):
        co.add_lead(f"Lead {number}")
    tomorrow = TODAY + timedelta(days=1)
    service, wanted = SimulationService(co.store), TryOut(co.campaigns.get(co.office.admin, co.campaign.id))
    before = {person.person_id for person in service.try_out(co.office.lead, wanted).changed.people}
    assert co.office.asha.person_id in before
    LeaveService(co.store).set(co.office.lead, co.office.asha.person_id, Leave(tomorrow, tomorrow))
    after = {person.person_id for person in service.try_out(co.office.lead, wanted).changed.people}
    assert after == before - {co.office.asha.person_id}
