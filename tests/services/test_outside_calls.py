"""Calls that did not start here: rung in, missed, made earlier; on both engines where the engine matters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from crm_desktop.domain.call import Direction
from crm_desktop.domain.callers import MOST_FOUND
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane, NothingToDial, Reason
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.callers import CallerService
from crm_desktop.services.calling import CompleteCall, Dial, NextLead
from crm_desktop.services.calling.earlier import DoubleCall
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.leads import LeadService
from crm_desktop.services.outside_calls import (
    EarlierCall,
    Missed,
    MissedCall,
    OnLine,
    OutsideCallService,
    TakeCall,
)
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.outside_calls import Way
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.tables import (
    audit,
    callbacks,
    calls,
    number_lookups,
    phones,
    queue_entries,
    timeline,
)
from tests.calling_office import INDIA, CallingOffice, both_engines, usual_values


def at_india(hour: int, minute: int = 0, day: int = 20) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(INDIA)).astimezone(UTC)


def result_id(co: CallingOffice, code: str) -> UUID:
    return next(d.id for d in co.campaign.dispositions if d.code == code)


def outside(co: CallingOffice) -> OutsideCallService:
    return OutsideCallService(co.store)


def rings(co: CallingOffice, who: Actor, lead_id: UUID, **more: object) -> OnLine:
    """Someone has rung and is on the line."""
    values: dict[str, object] = {"campaign_id": co.campaign.id, **more}
    return outside(co).take(who, TakeCall(new_id(), new_id(), lead_id, **values))  # type: ignore[arg-type]


def missed(co: CallingOffice, who: Actor, lead_id: UUID, **more: object) -> Missed:
    values: dict[str, object] = {"campaign_id": co.campaign.id, **more}
    return outside(co).note_missed(
        who,
        MissedCall(new_id(), new_id(), lead_id, **values),  # type: ignore[arg-type]
    )


def earlier(co: CallingOffice, who: Actor, lead_id: UUID, code: str, at: datetime, **more: object) -> UUID:
    result = next(d for d in co.campaign.dispositions if d.code == code)
    values: dict[str, object] = {
        "direction": Direction.OUT, "campaign_id": co.campaign.id, "values": usual_values(result), **more
    }  # fmt: skip
    command = EarlierCall(
        new_id(),
        new_id(),
        lead_id,
        at=at,
        disposition_id=result.id,
        **values,  # type: ignore[arg-type]
    )
    return outside(co).log_earlier(who, command).id


def promise(co: CallingOffice, who: Actor, lead_id: UUID, due: datetime) -> dict[str, object]:
    """A call-back promised after a call; gives its row."""
    shown = co.calling.take_lead(who, lead_id, co.campaign.id)
    co.call(who, "CALL_BACK", shown, callback_at=due, take_next=False)
    return co.rows(callbacks, lead_id=lead_id, state="open")[0]


@pytest.fixture(autouse=True)
def totals_are_right(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test the hours' totals are what a count of the calls gives."""
    co = request.getfixturevalue("co") if "co" in request.fixturenames else None
    yield
    if co is not None:
        with co.store.read() as work:
            assert CallHours(work).check() == 0


# ---- a call in ----------------------------------------------------------------------------------------


@both_engines
def test_a_call_in_is_on_at_once_and_the_lead_before_it_comes_back(co: CallingOffice) -> None:
    on_screen, rang = co.add_lead("Ravi Chauhan"), co.add_lead("Vandana Kini")
    asha, imran = co.office.asha, co.office.imran
    first = co.next(asha)
    assert first.lead.id == on_screen
    began = co.clock.now() - timedelta(seconds=20)
    line = rings(co, asha, rang, began_at=began, way=Way("Office line", "022 4000 1000", ""))
    row = co.call_row(line.call.id)
    assert (row["direction"], row["state"], row["known_how"]) == ("in", "open", "marked")
    assert (row["dialled_at"], row["answered_at"], row["line"]) == (began, began, "Office line")
    assert (line.next_lead.lead.name, line.next_lead.why.kind) == ("Vandana Kini", "rang")
    assert isinstance(co.calling.next_lead(imran, co.campaign.id), NothingToDial)  # both are Asha's now
    co.clock.move(seconds=100)
    co.calling.mark_ended(asha, line.call.id, "completed")
    done = co.result(asha, line.call.id, "INTERESTED", callback_at=at_india(17), take_next=False)
    assert done.call.talk_s == 120
    assert line.held is not None
    back = outside(co).take_back(asha, line.held)
    assert back.lead.id == on_screen
    entry = co.entry(on_screen).entry
    assert (entry.lane, entry.reason, entry.next_at) == (Lane.NEW, "", line.held.next_at)


@both_engines
def test_a_call_in_uses_no_try_and_asks_no_gate(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead()
    co.clock.set(at_india(22))  # outside calling hours
    line = rings(co, asha, lead_id)
    co.result(asha, line.call.id, "LANGUAGE", callback_at=at_india(11, day=21), take_next=False)
    phone = co.rows(phones)[0]
    assert (phone["attempts"], phone["day_attempts"], phone["last_attempt_at"]) == (0, 0, None)
    lead = co.lead_row(lead_id)
    assert (lead["attempts"], lead["last_call_at"], lead["last_result"]) == (0, at_india(22), "Language")
    assert co.entry(lead_id).entry.attempts == 0


@both_engines
def test_whoever_rings_back_settles_the_promise(co: CallingOffice) -> None:
    lead, imran = co.office.lead, co.office.imran
    soon, late = co.add_lead("Soon"), co.add_lead("Late")
    first = promise(co, imran, soon, at_india(17))
    second = promise(co, imran, late, at_india(16))
    co.clock.set(at_india(16, 30))
    for lead_id in (soon, late):
        line = rings(co, lead, lead_id)
        co.result(lead, line.call.id, "NOT_INTERESTED", take_next=False)
    assert co.rows(callbacks, id=first["id"])[0]["state"] == "kept"
    assert co.rows(callbacks, id=second["id"])[0]["state"] == "late"


def test_a_ring_at_which_nobody_spoke_moves_nothing(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead()
    row = promise(co, asha, lead_id, at_india(17))
    before, lead = co.entry(lead_id).entry, co.lead_row(lead_id)
    co.clock.set(at_india(17, 30))
    line = rings(co, asha, lead_id)
    co.result(asha, line.call.id, "NO_ANSWER", take_next=False)
    after = co.entry(lead_id).entry
    assert (after.lane, after.next_at, after.owner_id) == (before.lane, before.next_at, before.owner_id)
    assert co.rows(callbacks, id=row["id"])[0]["state"] == "open"
    assert co.lead_row(lead_id)["last_result"] == lead["last_result"]


@both_engines
def test_who_asked_not_to_be_called_may_ring_but_is_not_rung(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead()
    shown = co.next(asha)
    co.call(asha, "DO_NOT_CALL", shown, take_next=False)
    line = rings(co, asha, lead_id)
    assert not line.next_lead.may_be_dialled
    with pytest.raises(UserError, match="No number of this lead may be dialled"):
        co.result(asha, line.call.id, "INTERESTED", callback_at=at_india(17), take_next=False)
    co.result(asha, line.call.id, "INTERESTED", take_next=False)  # no next date is asked for
    entry = co.entry(lead_id).entry
    assert (entry.lane, entry.reason) == (Lane.BLOCKED, Reason.DO_NOT_CALL)
    with pytest.raises(UserError, match="asked not to be called"):
        co.calling.take_lead(asha, lead_id)


@both_engines
def test_a_lead_that_rings_leaves_other_screens_but_not_a_running_call(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    lead_id = co.add_lead()
    shown = co.next(imran)
    line = rings(co, asha, lead_id)
    with pytest.raises(UserError, match="Someone else has this lead"):
        co.dial(imran, shown)
    co.result(asha, line.call.id, "CALL_BACK", callback_at=at_india(17), take_next=False)
    other = co.add_lead("Vandana Kini")
    on_call = co.next(imran)
    assert on_call.lead.id == other
    call_id = co.dial(imran, on_call)
    line = rings(co, asha, other)  # a relative rings meanwhile
    co.result(asha, line.call.id, "CALL_BACK", callback_at=at_india(18), take_next=False)
    done = co.result(imran, call_id, "NOT_INTERESTED", take_next=False)
    assert done.call.disposition_code == "NOT_INTERESTED"
    assert co.entry(other).entry.lane is Lane.CLOSED


@both_engines
def test_one_call_at_a_time_and_a_repeat_is_the_same_call(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id, other = co.add_lead(), co.add_lead("Vandana Kini")
    co.next(asha)
    command = TakeCall(new_id(), new_id(), other, campaign_id=co.campaign.id)
    line = outside(co).take(asha, command)
    again = outside(co).take(asha, command)
    assert (again.call.id, again.held) == (line.call.id, line.held)
    assert line.held is not None
    assert line.held.lead_id == lead_id
    for act in (lambda: rings(co, asha, lead_id), lambda: co.calling.next_lead(asha, co.campaign.id)):
        with pytest.raises(UserError, match="still on a call with Vandana Kini"):
            act()
    found = co.calling.open_call(asha)  # after the program was killed
    assert found is not None
    assert (found.call.id, found.next_lead.why.kind) == (line.call.id, "rang")


@both_engines
def test_a_call_put_down_at_the_wrong_lead_is_forgotten(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    lead_id = co.add_lead()
    line = rings(co, asha, lead_id)
    with pytest.raises(NotFound):
        outside(co).put_down(imran, line.call.id)
    outside(co).put_down(asha, line.call.id)
    assert co.rows(calls) == []
    assert co.next(imran).lead.id == lead_id
    call_id = co.dial(imran, co.calling.take_lead(imran, lead_id))
    with pytest.raises(NotFound):
        outside(co).put_down(imran, call_id)  # a call out is never forgotten


def test_the_result_of_a_call_in_can_be_taken_back(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead()
    line = rings(co, asha, lead_id)
    done = co.result(asha, line.call.id, "SOLD", take_next=False)
    reopened = co.calling.undo(asha, done.undo_id)
    assert (reopened.call.direction, reopened.next_lead.why.kind) == (Direction.IN, "rang")
    assert co.entry(lead_id).entry.lane is Lane.NEW
    co.result(asha, line.call.id, "SOLD", take_next=False)


def test_the_campaign_is_that_of_the_promise_then_the_one_worked_on(co: CallingOffice) -> None:
    asha = co.office.asha
    gold = co.campaigns.create(co.office.admin, NewCampaign("Gold loan"))
    both = co.add_lead("Both")
    with co.store.write(None) as work:
        from crm_desktop.store.queue import Queue

        Queue(work).add(gold.id, both, INDIA, None)
    assert rings_and_ends(co, asha, both, gold.id) == gold.id
    promise(co, asha, both, at_india(17))
    assert rings_and_ends(co, asha, both, gold.id) == co.campaign.id
    stranger = co.add_lead("In gold only", campaign=gold)
    assert rings_and_ends(co, asha, stranger, co.campaign.id) == gold.id
    nowhere = co.add_lead("In none")
    with co.store.write(None) as work:
        work.connection.execute(queue_entries.delete().where(queue_entries.c.lead_id == nowhere))
    with pytest.raises(UserError, match="in no campaign"):
        rings(co, asha, nowhere, campaign_id=None)
    assert rings_and_ends(co, asha, nowhere, gold.id) == gold.id


def rings_and_ends(co: CallingOffice, who: Actor, lead_id: UUID, working_on: UUID) -> object:
    line = rings(co, who, lead_id, campaign_id=working_on)
    outside(co).put_down(who, line.call.id)
    return line.call.campaign_id


# ---- another's lead -----------------------------------------------------------------------------------


@both_engines
def test_a_whole_number_finds_anothers_lead_by_name_and_owner_alone(co: CallingOffice) -> None:
    asha, zoya = co.office.asha, co.office.other_caller
    lead_id = co.add_lead("Ravi Chauhan", owner=asha)
    number = str(co.rows(phones)[0]["e164"])
    callers = CallerService(co.store)
    assert callers.find(zoya, number[-5:]).rows == ()
    found = callers.find(zoya, number.removeprefix("+91"))
    assert (found.rows, found.look_up) == ((), number)
    with pytest.raises(NotAllowed, match="Type the whole number"):
        rings(co, zoya, lead_id)
    (row,) = callers.look_up(zoya, number)
    assert (row.lead_id, row.name, row.owner_name, row.is_limited) == (
        lead_id, "Ravi Chauhan", "Asha Pawar", True,
    )  # fmt: skip
    assert (row.last_result, row.city, row.promise_at) == ("", "", None)
    line = rings(co, zoya, lead_id)
    assert line.next_lead.is_limited
    assert line.next_lead.timeline == ()
    leads = LeadService(co.store)
    with pytest.raises(NotAllowed):
        leads.get(zoya, lead_id)
    with pytest.raises(NotAllowed):
        leads.timeline(zoya, lead_id)
    opened = co.calling.open_call(zoya)
    assert opened is not None
    assert opened.next_lead.is_limited
    co.result(zoya, line.call.id, "CALL_BACK", callback_at=at_india(17), take_next=False)
    assert co.lead_row(lead_id)["owner_id"] == asha.person_id
    assert co.rows(callbacks)[0]["owner_id"] == zoya.person_id


@both_engines
def test_look_ups_are_counted_limited_and_kept_without_the_number(co: CallingOffice) -> None:
    zoya = co.office.other_caller
    co.add_lead("Ravi Chauhan", owner=co.office.asha)
    number = str(co.rows(phones)[0]["e164"])
    with co.store.write(co.office.admin) as work:
        SettingRows(work).set("workspace", co.office.workspace_id, "number_lookups_per_hour", 2)
    callers = CallerService(co.store)
    callers.look_up(zoya, number)
    callers.look_up(zoya, number)  # the same within the hour counts once
    assert callers.look_up(zoya, "+919811122233") == ()
    with pytest.raises(
        UserError,
        match=r"As many numbers as allowed \(2\) were looked up within an hour; the next from 16:42",
    ):
        callers.look_up(zoya, "+919811122234")
    assert len(co.rows(number_lookups)) == 2
    acts = [row["act"] for row in co.rows(audit) if str(row["act"]).startswith("number.")]
    assert acts == ["number.looked_up", "number.looked_up", "number.look_up_refused"]
    kept = [str(row["detail"]) for row in co.rows(audit)] + [str(row) for row in co.rows(number_lookups)]
    assert not any("98111222" in text for text in kept)
    co.clock.move(minutes=61)
    assert callers.look_up(zoya, "+919811122234") == ()
    with pytest.raises(NotAllowed):  # an hour later the look-up is no right any more
        rings(co, zoya, co.rows(queue_entries)[0]["lead_id"])  # type: ignore[arg-type]


def test_admins_see_everybody_anyway_and_are_not_counted(co: CallingOffice) -> None:
    co.add_lead("Ravi Chauhan", owner=co.office.asha)
    number = str(co.rows(phones)[0]["e164"])
    callers = CallerService(co.store)
    found = callers.find(co.office.admin, number)
    assert ([row.name for row in found.rows], found.look_up) == (["Ravi Chauhan"], "")
    callers.look_up(co.office.admin, number)
    assert co.rows(number_lookups) == []


@both_engines
def test_last_digits_find_the_family_and_whoever_one_called(co: CallingOffice) -> None:
    asha = co.office.asha
    first = co.add_lead("Ravi Chauhan", owner=asha)
    phone_id = co.rows(phones)[0]["id"]
    number = str(co.rows(phones)[0]["e164"])
    co.add_lead("Meera Chauhan", owner=asha, phones=(phone_id,))  # type: ignore[arg-type]
    pool = co.add_lead("Pool")
    for lead_id in (first, pool):
        index(co, lead_id)
    index_all(co)
    callers = CallerService(co.store)
    found = callers.find(asha, number[-4:])
    assert sorted(row.name for row in found.rows) == ["Meera Chauhan", "Ravi Chauhan"]
    pool_number = str(co.rows(phones)[1]["e164"])
    assert callers.find(asha, pool_number[-6:]).rows == ()
    shown = co.calling.take_lead(asha, pool)
    co.call(asha, "NO_ANSWER", shown, take_next=False)
    assert [row.name for row in callers.find(asha, pool_number[-6:]).rows] == ["Pool"]
    assert [row.last_result for row in callers.find(asha, pool_number).rows] == ["No answer"]
    assert callers.find(asha, "12").rows == ()
    assert [row.name for row in callers.find(asha, "meera").rows] == ["Meera Chauhan"]


@both_engines
def test_of_many_that_end_alike_whoever_was_dialled_last_comes_first(co: CallingOffice) -> None:
    asha = co.office.asha
    made = [co.add_lead(f"Ravi {no}", owner=asha) for no in range(MOST_FOUND + 3)]
    with co.store.write(None) as work:
        for no, row in enumerate(co.rows(phones)):
            changed = update(phones).where(phones.c.id == row["id"])
            work.connection.execute(changed.values(e164=f"+9198{no:04d}4321"))
    dialled = [
        co.call(asha, "NO_ANSWER", co.calling.take_lead(asha, made[no]), take_next=False) for no in (14, 3)
    ]
    assert len(dialled) == 2
    found = CallerService(co.store).find(asha, "4321")
    assert [row.name for row in found.rows][:2] == ["Ravi 3", "Ravi 14"]
    assert (len(found.rows), found.has_more) == (MOST_FOUND, True)


def index(co: CallingOffice, lead_id: UUID) -> None:
    from crm_desktop.store.leads import Leads

    with co.store.write(None) as work:
        Leads(work).index(lead_id)


def index_all(co: CallingOffice) -> None:
    from crm_desktop.store.tables import leads

    for row in co.rows(leads):
        index(co, row["id"])  # type: ignore[arg-type]


def test_hidden_numbers_stay_hidden(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead("Ravi Chauhan", owner=asha)
    index(co, lead_id)
    number = str(co.rows(phones)[0]["e164"])
    with co.store.write(co.office.admin) as work:
        SettingRows(work).set("workspace", co.office.workspace_id, "numbers_hidden", True)
    callers = CallerService(co.store)
    for rows in (callers.find(asha, number[-4:]).rows, callers.look_up(asha, number)):
        assert [row.phone for row in rows] == ["+91 98••• ••001"]
    line = rings(co, asha, lead_id)
    assert "•" in line.next_lead.phone.e164


# ---- missed calls -------------------------------------------------------------------------------------


@both_engines
def test_a_missed_call_becomes_a_call_back_of_the_leads_owner(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    lead_id = co.add_lead(owner=imran)
    closed = co.calling.take_lead(imran, lead_id)
    co.call(imran, "NOT_INTERESTED", closed, take_next=False)
    co.clock.move(minutes=30)
    number = str(co.rows(phones)[0]["e164"])
    CallerService(co.store).look_up(asha, number)
    kept = missed(co, asha, lead_id, way=Way("", "", "022 4000 1000"), note="Rang twice")
    row = co.rows(callbacks)[0]
    assert (row["kind"], row["owner_id"], row["due_at"], row["note"]) == (
        "missed_call", imran.person_id, co.clock.now(), "Rang twice",
    )  # fmt: skip
    assert (kept.callback_id, kept.owner_name) == (row["id"], "Imran Sheikh")
    entry = co.entry(lead_id).entry
    assert (entry.lane, entry.owner_id) == (Lane.PROMISED, imran.person_id)
    call = co.call_row(kept.call.id)
    assert (call["direction"], call["state"], call["forwarded_from"]) == ("missed", "closed", "022 4000 1000")
    assert co.next(imran).why.kind == "promised"
    assert [r["kind"] for r in co.rows(timeline, call_id=kept.call.id)] == ["missed_call"]


@both_engines
def test_a_missed_call_at_night_is_called_back_when_hours_open_and_once(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead()
    co.clock.set(at_india(22))
    first = missed(co, asha, lead_id)
    assert first.due_at == at_india(10, day=21)
    co.clock.move(minutes=10)
    second = missed(co, asha, lead_id)
    assert second.callback_id == first.callback_id  # one call-back answers both
    with pytest.raises(DoubleCall, match="A missed call at 22:10 is noted already"):
        missed(co, asha, lead_id)
    assert len(co.rows(callbacks)) == 1


def test_nobody_calls_back_who_asked_not_to_be_called_or_was_spoken_with_since(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id, other = co.add_lead(), co.add_lead("Vandana Kini")
    rang_at = co.clock.now() - timedelta(minutes=30)
    co.call(asha, "DO_NOT_CALL", co.calling.take_lead(asha, lead_id), take_next=False)
    assert missed(co, asha, lead_id).why_not == Reason.DO_NOT_CALL
    co.call(asha, "NOT_INTERESTED", co.calling.take_lead(asha, other), take_next=False)
    late = missed(co, asha, other, at=rang_at)
    assert (late.why_not, late.callback_id, late.call.known_how) == ("followed", None, "later")
    assert co.rows(callbacks) == []


def test_a_missed_call_can_be_noted_while_on_a_call(co: CallingOffice) -> None:
    asha = co.office.asha
    co.add_lead()
    rang = co.add_lead("Vandana Kini")
    call_id = co.dial(asha, co.next(asha))
    kept = missed(co, asha, rang)
    assert kept.callback_id is not None
    done = co.result(asha, call_id, "NO_ANSWER")
    assert isinstance(done.next, NextLead)
    assert (done.next.lead.id, done.next.callback_id) == (rang, kept.callback_id)
    co.call(asha, "NOT_INTERESTED", done.next, take_next=False)
    assert co.rows(callbacks)[0]["state"] == "kept"


# ---- calls made earlier -------------------------------------------------------------------------------


@both_engines
def test_a_call_entered_later_counts_as_if_it_had_been_made_then(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead()
    at = at_india(11)
    call_id = earlier(co, asha, lead_id, "NO_ANSWER", at, talk_s=0, note="Power cut")
    row = co.call_row(call_id)
    assert (row["known_how"], row["state"], row["dialled_at"], row["day"], row["note"]) == (
        "later", "closed", at, 20261120, "Power cut",
    )  # fmt: skip
    phone = co.rows(phones)[0]
    assert (phone["attempts"], phone["day_attempts"], phone["day"], phone["last_attempt_at"]) == (
        1, 1, 20261120, at,
    )  # fmt: skip
    entry = co.entry(lead_id).entry
    assert (entry.lane, entry.attempts, entry.next_at) == (Lane.RETRY, 1, at + timedelta(hours=2))
    lead = co.lead_row(lead_id)
    assert (lead["attempts"], lead["last_call_at"], lead["last_result"]) == (1, at, "No answer")
    told = co.rows(timeline, call_id=call_id)[0]
    assert told["at"] == at
    assert told["data"]["entered_at"] == co.clock.now().isoformat()  # type: ignore[index]


@both_engines
def test_caps_count_a_call_on_its_own_day(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead()
    for hour in (10, 11, 12):
        earlier(co, asha, lead_id, "BUSY", at_india(hour))
    nothing = co.calling.next_lead(asha, co.campaign.id)
    assert isinstance(nothing, NothingToDial)
    assert [r.reason for r in nothing.reasons] == [Reason.DAY_CAP]
    earlier(co, asha, lead_id, "BUSY", at_india(12, day=19))  # the day before uses up none of today's
    phone = co.rows(phones)[0]
    assert (phone["attempts"], phone["day_attempts"], phone["day"]) == (4, 3, 20261120)
    assert phone["last_attempt_at"] == at_india(12)


@both_engines
def test_a_newer_call_has_decided_unless_the_earlier_one_ends_the_work(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead()
    newest = co.call(asha, "CALL_BACK", callback_at=at_india(18), take_next=False)
    before = co.entry(lead_id).entry
    earlier(co, asha, lead_id, "NO_ANSWER", at_india(11))
    after = co.entry(lead_id).entry
    assert (after.lane, after.next_at, after.owner_id) == (before.lane, before.next_at, before.owner_id)
    assert co.lead_row(lead_id)["last_result"] == "Call back"
    assert co.rows(callbacks, call_id=newest.call.id)[0]["state"] == "open"
    earlier(co, asha, lead_id, "SOLD", at_india(11, 30))
    assert co.entry(lead_id).entry.lane is Lane.CLOSED
    assert co.lead_row(lead_id)["status"] == "won"
    assert co.rows(callbacks, call_id=newest.call.id)[0]["state"] == "cancelled"


@both_engines
def test_an_earlier_call_settles_the_promise_of_its_time(co: CallingOffice) -> None:
    asha = co.office.asha
    kept, late = co.add_lead("Kept"), co.add_lead("Late")
    rows = [promise(co, asha, lead_id, at_india(16)) for lead_id in (kept, late)]
    co.clock.set(at_india(18))
    earlier(co, asha, kept, "NOT_INTERESTED", at_india(16, 10))
    earlier(co, asha, late, "NO_ANSWER", at_india(16, 40))
    states = [co.rows(callbacks, id=row["id"])[0]["state"] for row in rows]
    assert states == ["kept", "late"]


def test_times_to_come_or_long_past_and_doubles_are_noticed(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead()
    with pytest.raises(UserError, match="still to come") as told:
        earlier(co, asha, lead_id, "BUSY", co.clock.now() + timedelta(minutes=1))
    assert told.value.field == "at"
    with pytest.raises(UserError, match="more than 31 days ago"):
        earlier(co, asha, lead_id, "BUSY", co.clock.now() - timedelta(days=32))
    with pytest.raises(UserError, match="end in the future"):
        earlier(co, asha, lead_id, "BUSY", co.clock.now() - timedelta(minutes=5), talk_s=3600)
    earlier(co, asha, lead_id, "BUSY", at_india(11))
    with pytest.raises(DoubleCall, match=r"Asha Pawar has a call at 11:00 with this lead already \(Busy\)"):
        earlier(co, asha, lead_id, "BUSY", at_india(11, 3))
    assert len(co.rows(calls)) == 1
    earlier(co, asha, lead_id, "BUSY", at_india(11, 3), is_double_fine=True)
    earlier(co, asha, lead_id, "LANGUAGE", at_india(11, 1), direction=Direction.IN)  # another way: no double
    assert len(co.rows(calls)) == 3


@both_engines
def test_an_earlier_call_is_entered_while_on_a_call_and_only_once(co: CallingOffice) -> None:
    asha = co.office.asha
    first, second = co.add_lead(), co.add_lead("Vandana Kini")
    call_id = co.dial(asha, co.next(asha))
    command = EarlierCall(
        new_id(), new_id(), second, Direction.OUT, at_india(11), result_id(co, "NO_ANSWER"),
        campaign_id=co.campaign.id,
    )  # fmt: skip
    kept = outside(co).log_earlier(asha, command)
    assert outside(co).log_earlier(asha, command) == replace_of(co, kept.id)
    assert len(co.rows(calls)) == 2
    done = co.result(asha, call_id, "NO_ANSWER", take_next=False)
    assert done.call.lead_id == first


def replace_of(co: CallingOffice, call_id: UUID) -> object:
    from crm_desktop.store.calls import Calls

    with co.store.read() as work:
        return Calls(work).get(call_id)


@both_engines
def test_a_call_of_anothers_lead_needs_its_whole_number(co: CallingOffice) -> None:
    lead_id = co.add_lead(owner=co.office.asha)
    for act in (
        lambda: earlier(co, co.office.other_caller, lead_id, "BUSY", at_india(11)),
        lambda: missed(co, co.office.other_caller, lead_id),
    ):
        with pytest.raises(NotAllowed, match="Type the whole number"):
            act()
    for who in (co.office.asha, co.office.lead, co.office.admin):
        missed(co, who, lead_id, at=at_india(9 + len(co.rows(calls))))


def test_a_wrong_number_entered_later_marks_the_phone(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead()
    earlier(co, asha, lead_id, "WRONG_NUMBER", at_india(11))
    entry = co.entry(lead_id).entry
    assert (entry.lane, entry.reason) == (Lane.BLOCKED, Reason.NO_PHONE)
    gone = co.add_lead("Merged")
    with co.store.write(None) as work:
        from crm_desktop.store.tables import leads

        work.connection.execute(update(leads).where(leads.c.id == gone).values(status="merged"))
    with pytest.raises(NotFound):
        earlier(co, asha, gone, "BUSY", at_india(11))
    assert Dial is not CompleteCall
