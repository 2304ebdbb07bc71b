"""Leave: who is away is passed over though signed in, others keep the promises, and why says so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crm_desktop.domain.leave import Leave
from crm_desktop.domain.people import Actor
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.services.advanced import ADVANCED
from crm_desktop.services.calling import NextLead
from crm_desktop.services.desk_notes import DeskNoteService
from crm_desktop.services.leave import LeaveService
from crm_desktop.services.reports import Question
from crm_desktop.services.reports.service import ReportService
from crm_desktop.services.rulings import RulingService
from crm_desktop.services.simulation import SimulationService, TryOut
from crm_desktop.store.desk_notes import NoteKind
from crm_desktop.store.leaves import Leaves
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.tables import audit
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
        (Leave(TODAY, TODAY + timedelta(days=400)), "more than a year"),
        (Leave(TODAY - timedelta(days=380), TODAY - timedelta(days=370)), "year ago"),
    ):
        with pytest.raises(UserError, match=words) as raised:
            leave.set(boss, asha.person_id, wrong)
        assert raised.value.field == ("first" if "ago" in words else "last")
    leave.set(boss, asha.person_id, Leave(TODAY, TODAY + timedelta(days=1)))
    # under way it is made longer and shorter; the days that were stay leave, and no other one becomes it
    co.clock.move(days=1)
    for days in (5, 1):
        leave.set(boss, asha.person_id, Leave(TODAY, TODAY + timedelta(days=days)))
        assert leave.of(boss, asha.person_id) == Leave(TODAY, TODAY + timedelta(days=days))
    leave.set(boss, asha.person_id, None)
    assert stretches(co, asha) == ((20261120, 20261120),)
    assert leave.of(boss, asha.person_id) is None  # it is over


def stretches(co: CallingOffice, whose: Actor) -> tuple[tuple[int, int], ...]:
    with co.store.read(co.office.lead) as work:
        return Leaves(work).stretches([whose.person_id]).get(whose.person_id, ())


@both_engines
def test_who_was_ill_is_entered_the_next_morning_as_long_as_the_month_is_open(co: CallingOffice) -> None:
    """Targets and attendance follow, the person is told, and a slip is taken back."""
    o, leave, rulings = co.office, LeaveService(co.store), RulingService(co.store)
    asha, yesterday = o.asha.person_id, TODAY - timedelta(days=1)
    holiday = Leave(TODAY + timedelta(days=5), TODAY + timedelta(days=6))
    leave.set(o.lead, asha, holiday)
    late = leave.set(o.lead, asha, Leave(yesterday, yesterday))
    assert late == (Leave(yesterday, yesterday),)
    assert stretches(co, o.asha) == ((20261119, 20261119), (20261125, 20261126))  # what is to come stays
    with pytest.raises(UserError, match="leave already"):
        leave.set(o.lead, asha, Leave(yesterday, yesterday))
    (told,) = rulings.told(o.asha).leaves
    assert (told.leave, told.set_by) == (late[0], "Joseph Lobo")
    assert rulings.told(o.imran).count == rulings.told(o.lead).count == 0
    detail = co.rows(audit, act="person.leave_changed")[-1]["detail"]
    assert detail == {"days": 1, "past": [[20261119, 20261119]]}
    question = Question(yesterday, yesterday, (asha,))
    reports = ReportService(co.store)
    (row,) = reports.run(o.lead, "attendance", question).rows
    assert (row.key, row.values["leave"]) == ("asha 2026-11-19", "on leave")
    asked = lambda: set(reports.run(o.lead, "targets", question).rows[0].values)  # noqa: E731
    assert asked() == {"person"}  # the day asked for nothing
    leave.take_back(o.lead, asha, late)
    assert stretches(co, o.asha) == ((20261125, 20261126),)
    assert "aim_calls" in asked()
    notes = DeskNoteService(co.store)  # she had been told; and is told again, whenever she comes
    co.clock.move(hours=20)
    assert [(note.kind, note.text) for note in notes.mine(o.asha)] == [
        (NoteKind.LEAVE_BACK, "Thu 19 Nov 2026")
    ]
    co.clock.move(hours=-20)
    # since two days ago until tomorrow: what is past becomes leave, what is to come is this instead
    leave.set(o.lead, asha, Leave(TODAY - timedelta(days=2), TODAY + timedelta(days=1)))
    assert stretches(co, o.asha) == ((20261118, 20261119), (20261120, 20261121))
    assert leave.of(o.lead, asha) == Leave(TODAY - timedelta(days=2), TODAY + timedelta(days=1))
    with co.store.write(None) as work:
        SettingRows(work).set("workspace", o.workspace_id, ADVANCED, True)
    with pytest.raises(UserError, match="is closed: what its days asked for stays") as raised:
        leave.set(o.lead, asha, Leave(date(2026, 10, 30), date(2026, 11, 2)))
    assert raised.value.field == "first"
    with pytest.raises(NotAllowed):
        leave.set(o.asha, asha, Leave(yesterday, yesterday))


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
