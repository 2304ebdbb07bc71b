"""Next lead, dial, result: order, claims, effects; on both engines."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, insert, update

from crm_desktop.domain.campaign_rules import Caps
from crm_desktop.domain.people import LOST, Actor
from crm_desktop.domain.queue import Lane, NothingToDial, Reason
from crm_desktop.domain.targets import Measure, Period
from crm_desktop.errors import NotAllowed, NotFound, StoreBusy, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling import (
    CallingService,
    CallLater,
    CompleteCall,
    Dial,
    NextLead,
    Skip,
    Today,
)
from crm_desktop.services.campaigns import ChangeCampaign, NewCampaign
from crm_desktop.services.leads import LeadService
from crm_desktop.store import prepared
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.queue import Queue
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.tables import (
    audit,
    callbacks,
    calls,
    do_not_calls,
    lead_phones,
    leads,
    people,
    phones,
    queue_entries,
    sessions,
    skips,
    timeline,
)
from tests.calling_office import INDIA, CallingOffice, both_engines, two_engines
from tests.campaign_acts import save_rules
from tests.factories import PASSWORD
from tests.made_up_targets import put_target


@both_engines
def test_a_result_brings_the_next_lead(co: CallingOffice) -> None:
    first, second = co.add_lead("Ravi Chauhan"), co.add_lead("Vandana Kini")
    asha = co.office.asha
    shown = co.next(asha)
    assert shown.lead.id == first
    assert shown.why.kind == "new"
    done = co.call(asha, "NO_ANSWER", shown)
    assert isinstance(done.next, NextLead)
    assert done.next.lead.id == second
    placed = co.entry(first).entry
    assert (placed.lane, placed.reason) == (Lane.RETRY, Reason.WAITING_RETRY)
    assert placed.next_at == co.clock.now() + timedelta(hours=2)
    last = co.call(asha, "NOT_INTERESTED", done.next)
    assert isinstance(last.next, NothingToDial)
    assert last.next.total == 2
    assert {r.reason: r.leads for r in last.next.reasons} == {Reason.WAITING_RETRY: 1, Reason.FINAL: 1}
    assert last.next.next_at == placed.next_at


def result_id(co: CallingOffice, code: str) -> UUID:
    return next(d.id for d in co.campaign.dispositions if d.code == code)


def at_india(hour: int, minute: int = 0, day: int = 20) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(INDIA)).astimezone(UTC)


@both_engines
def test_promised_comes_before_retries_before_new_and_the_oldest_first(co: CallingOffice) -> None:
    asha, now = co.office.asha, co.clock.now()
    new_late = co.add_lead("New", next_at=now - timedelta(minutes=1))
    new_early = co.add_lead("New early", next_at=now - timedelta(days=3))
    retry = co.add_lead("Retry", lane=Lane.RETRY, next_at=now - timedelta(minutes=2))
    promised = co.add_lead("Promised", lane=Lane.PROMISED, owner=asha, next_at=now - timedelta(seconds=1))
    co.add_lead("Later", lane=Lane.PROMISED, owner=asha, next_at=now + timedelta(minutes=1))
    shown = co.next(asha)
    order = []
    for _ in range(4):
        order.append(shown.lead.id)
        found = co.call(asha, "NOT_INTERESTED", shown).next
        if isinstance(found, NextLead):
            shown = found
    assert order == [promised, retry, new_early, new_late]


@both_engines
def test_a_promise_of_someone_else_is_kept_only_when_they_are_away_today(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    due = co.clock.now() - timedelta(minutes=1)
    co.add_lead("Promised by Imran", lane=Lane.PROMISED, owner=imran, next_at=due)
    nothing = co.calling.next_lead(asha, co.campaign.id)
    assert isinstance(nothing, NothingToDial)
    assert [(r.reason, r.leads) for r in nothing.reasons] == [(Reason.PROMISED_OTHER, 1)]
    co.clock.set(at_india(11, day=21))
    asha = co.office.people.sign_in("asha", PASSWORD, "seat").actor
    why = co.calling.why_nothing(asha, co.campaign.id)
    assert (why.dialable, why.total) == (1, 1)
    assert co.next(asha).why.kind == "promised"


@both_engines
def test_a_promise_is_handed_over_once_its_owner_signs_out_or_is_disabled(co: CallingOffice) -> None:
    asha, imran, other = co.office.asha, co.office.imran, co.office.other_caller
    due = co.clock.now() - timedelta(minutes=1)
    for owner in (imran, other):
        co.add_lead(f"Promised by {owner.name}", lane=Lane.PROMISED, owner=owner, next_at=due)

    def dialable() -> int:
        return co.calling.why_nothing(asha, co.campaign.id).dialable

    assert dialable() == 0
    co.office.people.sign_out(imran)
    assert dialable() == 1
    again = co.office.people.sign_in("imran", PASSWORD, "seat-imran").actor
    assert dialable() == 0  # he came back
    with co.store.write(None) as work:
        killed = sessions.c.id == again.session_id
        lost = {"signed_out_at": work.now, "end_reason": LOST}
        work.connection.execute(update(sessions).where(killed).values(**lost))
        gone = people.c.id == other.person_id
        work.connection.execute(update(people).where(gone).values(is_disabled=True))
    assert dialable() == 1  # a killed program comes back; who is disabled doesn't
    assert co.next(asha).lead.name == f"Promised by {other.name}"


def test_leads_of_others_stay_theirs(co: CallingOffice) -> None:
    co.add_lead("Imran's", owner=co.office.imran)
    nothing = co.calling.next_lead(co.office.asha, co.campaign.id)
    assert isinstance(nothing, NothingToDial)
    assert [(r.reason, r.leads, r.first_at) for r in nothing.reasons] == [(Reason.NOT_YOURS, 1, None)]
    assert nothing.next_at is None
    assert co.next(co.office.imran).lead.name == "Imran's"


@both_engines
def test_a_lead_is_on_one_screen_even_across_campaigns(co: CallingOffice) -> None:
    other = co.campaigns.create(co.office.admin, NewCampaign("Gold loan"))
    lead_id = co.add_lead()
    with co.store.write(None) as work:
        Queue(work).add(other.id, lead_id, INDIA, None)
    assert co.next(co.office.asha).lead.id == lead_id
    nothing = co.calling.next_lead(co.office.imran, other.id)
    assert isinstance(nothing, NothingToDial)
    assert [r.reason for r in nothing.reasons] == [Reason.ON_ANOTHER_SCREEN]
    with pytest.raises(UserError, match="Someone else has this lead"):
        co.calling.take_lead(co.office.imran, lead_id, other.id)
    co.calling.release(co.office.asha)
    assert co.calling.take_lead(co.office.imran, lead_id, other.id).lead.id == lead_id


@both_engines
def test_a_lease_runs_out_unless_renewed_or_a_call_is_running(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    lead_id = co.add_lead()
    shown = co.next(asha)
    co.clock.move(seconds=110)
    assert co.calling.renew(asha)
    co.clock.move(seconds=110)
    assert isinstance(co.calling.next_lead(imran, co.campaign.id), NothingToDial)
    call_id = co.dial(asha, shown)
    co.clock.move(minutes=40)
    assert isinstance(co.calling.next_lead(imran, co.campaign.id), NothingToDial)
    co.result(asha, call_id, "BUSY", take_next=False)
    co.clock.move(minutes=20)
    co.next(asha)
    co.clock.move(minutes=3)
    assert co.next(imran).lead.id == lead_id
    assert not co.calling.renew(asha)


@both_engines
def test_a_lead_whose_caller_fell_silent_in_the_call_comes_back_with_its_try(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    lead_id = co.add_lead()
    lost = co.dial(asha, co.next(asha))
    co.clock.move(minutes=63)
    shown = co.next(imran)
    assert (shown.lead.id, shown.why.attempt_no) == (lead_id, 2)
    assert co.calling.open_call(asha) is not None  # until somebody else calls, its result is waited for
    call_id = co.dial(imran, shown)
    row = co.call_row(lost)
    assert (row["state"], row["end_cause"], row["disposition_code"]) == ("closed", "lost", "")
    with pytest.raises(UserError, match="without a result"):
        co.result(asha, lost, "BUSY")
    assert co.calling.open_call(asha) is None
    co.result(imran, call_id, "BUSY", take_next=False)
    assert co.lead_row(lead_id)["attempts"] == 2
    with co.store.read() as work:
        assert CallHours(work).check() == 0


@both_engines
def test_signing_out_gives_the_lead_on_the_screen_back(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead()
    co.next(asha)
    co.office.people.sign_out(asha)
    assert co.entry(lead_id).entry.claimed_by is None


@both_engines
def test_a_double_dial_is_one_call_and_a_second_call_is_refused_by_name(co: CallingOffice) -> None:
    asha = co.office.asha
    co.add_lead("Ravi Chauhan"), co.add_lead("Vandana Kini")
    shown = co.next(asha)
    command = Dial(new_id(), new_id(), shown.lead.id, co.campaign.id, shown.phone.phone_id, "by_hand")
    first = co.calling.dial(asha, command)
    assert co.calling.dial(asha, command) == first
    assert co.calling.dial(asha, replace(command, request_id=new_id())) == first
    assert len(co.rows(calls)) == 1
    assert co.rows(phones, id=shown.phone.phone_id)[0]["attempts"] == 1
    with pytest.raises(UserError, match="still on a call with Ravi Chauhan"):
        co.dial(asha, shown)
    with pytest.raises(UserError, match="Ravi Chauhan"):
        co.next(asha)


@both_engines
def test_a_repeated_completion_changes_nothing_and_says_the_same(co: CallingOffice) -> None:
    asha = co.office.asha
    for name in ("Ravi Chauhan", "Vandana Kini"):
        co.add_lead(name)
    call_id = co.dial(asha, co.next(asha))
    command = CompleteCall(new_id(), call_id, result_id(co, "CALL_BACK"), "in a meeting", at_india(17))
    first = co.calling.complete_and_next(asha, command)
    before = {t.name: co.rows(t) for t in (calls, callbacks, timeline, audit, queue_entries, leads)}
    again = co.calling.complete_and_next(asha, command)
    assert again == first
    assert {t.name: co.rows(t) for t in (calls, callbacks, timeline, audit, queue_entries, leads)} == before
    with pytest.raises(UserError, match="already has the result"):
        co.calling.complete_and_next(asha, replace(command, request_id=new_id()))


def test_a_promise_needs_a_time_within_calling_hours(co: CallingOffice) -> None:
    asha = co.office.asha
    co.add_lead()
    call_id = co.dial(asha, co.next(asha))
    for at, words in (
        (None, "Give the time"),
        (co.clock.now(), "has passed"),
        (at_india(20), r"outside calling hours \(10:00–19:00\).*Sat 21 Nov, 10:00"),
        (at_india(12) + timedelta(days=400), "more than a year"),
    ):
        with pytest.raises(UserError, match=words) as raised:
            co.result(asha, call_id, "CALL_BACK", callback_at=at)
        assert raised.value.field == "callback_at"
    with pytest.raises(UserError, match="ends the work") as raised:
        co.result(asha, call_id, "SOLD", callback_at=at_india(17))
    assert co.call_row(call_id)["state"] == "open"


@both_engines
def test_a_promise_makes_the_lead_the_callers_and_brings_it_back_on_time(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    lead_id = co.add_lead()
    done = co.call(asha, "CALL_BACK", callback_at=at_india(17), callback_note="after the meeting")
    row = co.lead_row(lead_id)
    assert (row["owner_id"], row["team_id"]) == (asha.person_id, asha.team_id)
    assert (row["status"], row["last_result"], row["next_call_at"]) == ("open", "Call back", at_india(17))
    assert isinstance(done.next, NothingToDial)
    assert done.next.next_at == at_india(17)
    assert done.next.later == ((at_india(17), 1),)
    co.clock.set(at_india(17, 5))
    assert isinstance(co.calling.next_lead(imran, co.campaign.id), NothingToDial)
    shown = co.next(asha)
    assert (shown.why.kind, shown.why.at, shown.why.attempt_no) == ("promised", at_india(17), 2)
    assert shown.callback_id == done.callback_id
    co.call(asha, "NO_ANSWER", shown)
    assert [c["state"] for c in co.rows(callbacks)] == ["kept"]


def test_a_promise_called_late_is_late(co: CallingOffice) -> None:
    asha = co.office.asha
    co.add_lead()
    co.call(asha, "CALL_BACK", callback_at=at_india(17))
    co.clock.set(at_india(17, 16))
    co.call(asha, "SOLD")
    assert [c["state"] for c in co.rows(callbacks)] == ["late"]


def test_an_early_try_that_reaches_nobody_leaves_the_promise_open(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead()
    co.call(asha, "CALL_BACK", callback_at=at_india(17))
    co.clock.move(minutes=10)
    co.call(asha, "NO_ANSWER", co.calling.take_lead(asha, lead_id, co.campaign.id))
    assert [c["state"] for c in co.rows(callbacks)] == ["open"]
    entry = co.entry(lead_id).entry
    assert (entry.lane, entry.next_at) == (Lane.PROMISED, at_india(17))
    co.clock.move(minutes=10)
    co.call(asha, "NOT_INTERESTED", co.calling.take_lead(asha, lead_id, co.campaign.id))
    assert [c["state"] for c in co.rows(callbacks)] == ["kept"]


def test_three_a_day_and_eight_in_all(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead()
    dials: dict[str, int] = {}
    for _ in range(400):
        found = co.calling.next_lead(asha, co.campaign.id)
        if isinstance(found, NextLead):
            co.call(asha, "BUSY", found, take_next=False)
            day = co.clock.now().astimezone(ZoneInfo(INDIA)).date().isoformat()
            dials[day] = dials.get(day, 0) + 1
        elif found.next_at is None:
            break
        else:
            co.clock.set(found.next_at)
    assert list(dials.values()) == [3, 3, 2]
    entry = co.entry(lead_id).entry
    assert (entry.lane, entry.reason) == (Lane.CLOSED, Reason.MAX_ATTEMPTS)
    with pytest.raises(UserError, match="dialled 8 times"):
        co.calling.take_lead(asha, lead_id, co.campaign.id)


def test_a_day_cap_waits_for_the_next_morning(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead()
    for _ in range(3):
        co.call(asha, "BUSY", take_next=False)
        co.clock.move(minutes=16)
    entry = co.entry(lead_id).entry
    assert (entry.lane, entry.reason, entry.next_at) == (Lane.RETRY, Reason.DAY_CAP, at_india(10, day=21))
    with pytest.raises(UserError, match=r"3 times today.*Sat 21 Nov, 10:00"):
        co.calling.take_lead(asha, lead_id, co.campaign.id)


@both_engines
def test_outside_calling_hours_nothing_is_dialled(co: CallingOffice) -> None:
    asha = co.office.asha
    india, toronto = co.add_lead("India"), co.add_lead("Toronto", zone="America/Toronto")
    shown = co.next(asha)
    assert shown.lead.id == india
    done = co.call(asha, "SOLD", shown)
    assert isinstance(done.next, NothingToDial)
    opens = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("America/Toronto")).astimezone(UTC)
    waiting = {r.reason: r for r in done.next.reasons}
    assert (waiting[Reason.OUTSIDE_HOURS].leads, waiting[Reason.OUTSIDE_HOURS].first_at) == (1, opens)
    assert done.next.next_at == opens
    assert done.next.later == ((at_india(20), 1),)
    with pytest.raises(UserError, match="outside calling hours there"):
        co.calling.take_lead(asha, toronto)
    co.clock.set(opens)
    assert co.next(asha).may_call_until == opens + timedelta(hours=9)


def test_the_gate_is_asked_again_at_the_dial(co: CallingOffice) -> None:
    asha = co.office.asha
    co.add_lead()
    shown = co.next(asha)
    co.clock.set(at_india(19))
    with pytest.raises(UserError, match="outside calling hours"):
        co.dial(asha, shown)
    assert co.rows(calls) == []


@both_engines
def test_do_not_call_follows_the_phone_to_the_whole_family(co: CallingOffice) -> None:
    asha = co.office.asha
    first = co.add_lead("Ravi Chauhan")
    shared = co.rows(lead_phones, lead_id=first)[0]["phone_id"]
    assert isinstance(shared, UUID)
    wife = co.add_lead(
        "Meena Chauhan", phones=(shared,), lane=Lane.PROMISED, owner=asha, next_at=at_india(17)
    )
    son = co.add_lead("Amit Chauhan", phones=2)
    with co.store.write(None) as work:
        work.connection.execute(insert(lead_phones).values(lead_id=son, phone_id=shared, position=0))
    shown = co.next(asha)
    assert (shown.lead.id, shown.others) == (first, 2)
    done = co.call(asha, "DO_NOT_CALL", shown)
    assert isinstance(done.next, NextLead)
    assert (done.next.lead.id, done.next.phone.phone_id == shared) == (son, False)
    for lead_id in (first, wife):
        assert co.entry(lead_id).entry.reason == Reason.DO_NOT_CALL
        assert co.entry(lead_id).entry.lane in (Lane.BLOCKED, Lane.CLOSED)
    with pytest.raises(UserError, match="asked not to be called"):
        co.dial(asha, done.next, shared)
    why = co.calling.why_nothing(asha, co.campaign.id)
    assert (why.total, why.dialable) == (3, 1)
    co.calling.undo(asha, done.undo_id)
    assert co.entry(wife).entry.lane is Lane.PROMISED
    assert co.rows(phones, id=shared)[0]["do_not_call_at"] is None
    assert [r["is_lifted"] for r in co.rows(do_not_calls)] == [False, True]


def test_a_wrong_number_is_the_leads_alone_and_the_next_one_is_tried(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead(phones=2)
    first, second = (r["phone_id"] for r in sorted(co.rows(lead_phones), key=lambda r: str(r["position"])))
    done = co.call(asha, "WRONG_NUMBER")
    assert isinstance(done.next, NextLead)
    assert (done.next.lead.id, done.next.phone.phone_id) == (lead_id, second)
    assert co.rows(phones, id=first)[0]["do_not_call_at"] is None
    last = co.call(asha, "WRONG_NUMBER", done.next)
    assert isinstance(last.next, NothingToDial)
    assert [(r.reason, r.leads) for r in last.next.reasons] == [(Reason.NO_PHONE, 1)]
    assert co.lead_row(lead_id)["status"] == "open"


def test_another_number_of_the_same_lead_with_one_key(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead(phones=2)
    co.add_lead("Someone else")
    shown = co.next(asha)
    done = co.call(asha, "NO_ANSWER", shown, stay_on_lead=True)
    assert isinstance(done.next, NextLead)
    assert (done.next.lead.id, done.next.phone.phone_id != shown.phone.phone_id) == (lead_id, True)
    back = co.calling.change_phone(asha, lead_id, co.campaign.id, shown.phone.phone_id)
    assert back.phone.phone_id == shown.phone.phone_id


def test_talk_time_only_when_both_ends_are_marked(co: CallingOffice) -> None:
    asha = co.office.asha
    for _ in range(3):
        co.add_lead()
    marked = co.dial(asha, co.next(asha))
    co.clock.move(seconds=12)
    co.calling.mark_answered(asha, marked)
    co.clock.move(seconds=65)
    co.calling.mark_ended(asha, marked, "completed")
    co.clock.move(seconds=5)
    co.calling.mark_ended(asha, marked, "unknown")
    assert co.result(asha, marked, "NOT_INTERESTED").call.talk_s == 65
    half = co.dial(asha, co.next(asha))
    co.calling.mark_answered(asha, half)
    assert co.result(asha, half, "NOT_INTERESTED").call.talk_s is None
    silent = co.call(asha, "SOLD").call
    assert (silent.talk_s, silent.answered_at, silent.is_answered) == (None, None, True)
    assert co.call_row(marked)["end_cause"] == "completed"


@both_engines
def test_an_open_call_is_found_again(co: CallingOffice) -> None:
    asha = co.office.asha
    co.add_lead()
    assert co.calling.open_call(asha) is None
    shown = co.next(asha)
    call_id = co.dial(asha, shown)
    found = CallingService(co.store).open_call(asha)
    assert found is not None
    assert (found.call.id, found.next_lead.lead.id) == (call_id, shown.lead.id)
    assert found.next_lead.phone == shown.phone
    co.calling.release(asha)
    assert co.entry(shown.lead.id).entry.claimed_by == asha.person_id
    co.result(asha, call_id, "NO_ANSWER")
    assert co.calling.open_call(asha) is None


@both_engines
def test_undo_opens_the_call_again_as_it_was(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead()
    co.add_lead("Next one")
    call_id = co.dial(asha, co.next(asha))
    tables = (calls, callbacks, lead_phones, phones, leads)
    before = {t.name: co.rows(t) for t in tables}
    entry = co.entry(lead_id).entry
    done = co.result(asha, call_id, "SOLD", note="wrong key")
    reopened = co.calling.undo(asha, done.undo_id)
    assert (reopened.call.id, reopened.next_lead.lead.id) == (call_id, lead_id)
    assert reopened.call.note == "wrong key"  # what was written is not lost with the wrong key
    before["calls"][0]["note"] = "wrong key"
    assert {t.name: co.rows(t) for t in tables} == before
    assert replace(co.entry(lead_id).entry, lease_until=None) == replace(entry, lease_until=None)
    assert co.calling.undo(asha, done.undo_id).call == reopened.call
    assert reopened.next_lead.timeline == ()
    co.result(asha, call_id, "CALL_BACK", callback_at=at_india(17))
    shown = co.calling.take_lead(asha, lead_id)
    assert [i.title for i in shown.timeline] == ["Call-back promised", "Call back"]


def test_undo_is_refused_once_someone_else_worked_on_the_lead(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    lead_id = co.add_lead()
    done = co.call(asha, "NO_ANSWER", take_next=False)
    co.clock.move(minutes=1)
    co.calling.take_lead(imran, lead_id, co.campaign.id)
    with pytest.raises(UserError, match="Someone else has this lead"):
        co.calling.undo(asha, done.undo_id)
    with pytest.raises(NotFound):
        co.calling.undo(imran, done.undo_id)
    co.call(imran, "BUSY", co.calling.take_lead(imran, lead_id, co.campaign.id), take_next=False)
    with pytest.raises(UserError, match="dialled again since"):
        co.calling.undo(asha, done.undo_id)


@two_engines
def test_undo_stands_against_nobody_but_people(co: CallingOffice) -> None:
    """What the queue alone did with the place meanwhile is no work of anybody."""
    asha, imran = co.office.asha, co.office.imran
    rules = replace(co.campaign.rules, gap_s=3600, phone_caps=Caps(lifetime=3))
    campaign = save_rules(co.campaigns, co.office.lead, co.campaign, rules)
    lead_id = co.add_lead(phones=2)
    own, shared = (row["phone_id"] for row in co.rows(lead_phones, lead_id=lead_id))
    assert isinstance(shared, UUID)
    relative = co.add_lead("Their son", phones=(shared,))

    def call_the_relative() -> None:
        co.call(imran, "NO_ANSWER", co.calling.take_lead(imran, relative, campaign.id), take_next=False)
        co.clock.move(minutes=1)

    call_the_relative()
    call_id = co.dial(asha, co.calling.take_lead(asha, lead_id, campaign.id))
    assert co.call_row(call_id)["phone_id"] == own
    before = replace(co.entry(lead_id).entry, lease_until=None)
    # The other number is due at once, and refused in the same act: it was dialled a minute ago.
    done = co.result(asha, call_id, "WRONG_NUMBER")
    assert (co.entry(lead_id).entry.lane, co.entry(lead_id).entry.reason) == (Lane.RETRY, Reason.TOO_SOON)
    co.calling.undo(asha, done.undo_id)
    assert replace(co.entry(lead_id).entry, lease_until=None) == before
    # The relative's calls use the other number up, which the queue finds out.
    done = co.result(asha, call_id, "WRONG_NUMBER", take_next=False)
    call_the_relative(), call_the_relative()
    co.calling.next_lead(asha, campaign.id)
    assert co.entry(lead_id).entry.reason == Reason.MAX_ATTEMPTS
    co.calling.undo(asha, done.undo_id)
    assert replace(co.entry(lead_id).entry, lease_until=None) == before
    # A skip is somebody's.
    done = co.result(asha, call_id, "NO_ANSWER", take_next=False)
    co.calling.take_lead(imran, lead_id, campaign.id)
    co.calling.skip(imran, Skip(new_id(), lead_id, campaign.id, "Other"))
    with pytest.raises(UserError, match="worked on this lead since"):
        co.calling.undo(asha, done.undo_id)


def test_undo_waits_for_the_running_call_and_not_for_ever(co: CallingOffice) -> None:
    asha = co.office.asha
    co.add_lead("Ravi Chauhan"), co.add_lead("Vandana Kini")
    done = co.call(asha, "NO_ANSWER")
    assert isinstance(done.next, NextLead)
    call_id = co.dial(asha, done.next)
    with pytest.raises(UserError, match="still on a call with Vandana Kini"):
        co.calling.undo(asha, done.undo_id)
    co.result(asha, call_id, "BUSY", take_next=False)
    co.clock.move(minutes=11)
    with pytest.raises(UserError, match="too late"):
        co.calling.undo(asha, done.undo_id)


@two_engines
def test_a_skip_asks_why_and_puts_the_lead_off(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id, second = co.add_lead(), co.add_lead("Vandana Kini")
    co.next(asha)
    with pytest.raises(UserError, match="Say why"):
        co.calling.skip(asha, Skip(new_id(), lead_id, co.campaign.id, " "))
    command = Skip(new_id(), lead_id, co.campaign.id, "Language")
    found = co.calling.skip(asha, command)
    assert isinstance(found, NextLead)
    assert found.lead.id == second
    co.calling.skip(asha, command)
    assert len(co.rows(skips)) == 1
    entry = co.entry(lead_id).entry
    assert (entry.lane, entry.reason) == (Lane.NEW, Reason.SKIPPED)
    assert entry.next_at == co.clock.now() + timedelta(minutes=30)


def test_call_later_promises_without_a_call(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead()
    co.next(asha)
    command = CallLater(new_id(), lead_id, co.campaign.id, at_india(18), "asked by message")
    callback_id = co.calling.call_later(asha, command)
    assert co.calling.call_later(asha, command) == callback_id
    entry = co.entry(lead_id).entry
    assert (entry.lane, entry.owner_id, entry.claimed_by) == (Lane.PROMISED, asha.person_id, None)
    assert co.lead_row(lead_id)["next_call_at"] == at_india(18)


def test_a_chosen_lead_joins_the_campaign_and_is_still_gated(co: CallingOffice) -> None:
    other = co.campaigns.create(co.office.admin, NewCampaign("Gold loan"))
    lead_id = co.add_lead()
    shown = co.calling.take_lead(co.office.asha, lead_id, other.id)
    assert (shown.campaign.id, shown.why.kind) == (other.id, "chosen")
    co.call(co.office.asha, "SOLD", shown, take_next=False)
    theirs = co.add_lead("Zoya's", owner=co.office.other_caller)
    with pytest.raises(NotAllowed):
        co.calling.take_lead(co.office.asha, theirs)
    with pytest.raises(NotAllowed):
        co.calling.take_lead(co.office.lead, theirs)
    assert co.calling.take_lead(co.office.other_lead, theirs).lead.id == theirs


def test_do_not_call_without_a_call_and_its_lifting(co: CallingOffice) -> None:
    asha, admin = co.office.asha, co.office.admin
    lead_id = co.add_lead()
    shown = co.next(asha)
    co.calling.do_not_call(asha, lead_id, shown.phone.phone_id, "asked in a letter")
    assert co.entry(lead_id).entry.lane is Lane.BLOCKED
    with pytest.raises(NotAllowed):
        co.calling.lift_do_not_call(asha, lead_id, shown.phone.phone_id, "mistake")
    with pytest.raises(UserError, match="what shows it"):
        co.calling.lift_do_not_call(admin, lead_id, shown.phone.phone_id, " ", "reissued")
    co.calling.lift_do_not_call(admin, lead_id, shown.phone.phone_id, "Letter of 19 Nov", "reissued")
    told = co.rows(do_not_calls)[-1]
    assert (told["is_lifted"], told["person_id"], told["at"]) == (True, admin.person_id, co.clock.now())
    assert told["why"] == "The number belongs to someone else now: Letter of 19 Nov"
    assert co.next(asha).lead.id == lead_id
    with pytest.raises(NotFound):
        co.calling.lift_do_not_call(admin, lead_id, shown.phone.phone_id, "Again")


@both_engines
def test_practice_counts_nowhere_and_uses_up_nobodys_tries(co: CallingOffice) -> None:
    asha = co.office.asha
    practice = co.campaigns.create(co.office.admin, NewCampaign("Practice", is_practice=True))
    lead_id = co.add_lead("Made Up", campaign=practice)
    real = co.add_lead("Real")
    shown = co.next(asha, practice)
    done = co.call(asha, "DO_NOT_CALL", shown)
    assert done.call.is_practice
    phone = co.rows(phones, id=shown.phone.phone_id)[0]
    assert (phone["attempts"], phone["do_not_call_at"]) == (0, None)
    assert co.entry(lead_id, practice).entry.lane is Lane.CLOSED
    assert co.calling.today(asha, co.campaign.id) == Today(0, 0, 0, 80, 1, 0)
    shown = co.next(asha)
    assert shown.lead.id == real
    line = Dial(new_id(), new_id(), real, co.campaign.id, shown.phone.phone_id, "practice")
    with pytest.raises(UserError, match="only works in a practice campaign"):
        co.calling.dial(asha, line)


@both_engines
def test_today_counts_calls_conversations_and_successes(co: CallingOffice) -> None:
    asha = co.office.asha
    for _ in range(5):
        co.add_lead()
    co.call(asha, "NO_ANSWER"), co.call(asha, "NOT_INTERESTED"), co.call(asha, "SOLD")
    assert co.calling.today(asha, co.campaign.id) == Today(3, 2, 1, 80, 1, 1)
    co.clock.set(at_india(11, day=21))
    assert co.calling.today(asha).calls == 0


@both_engines
def test_the_status_counts_the_leads_that_the_reasons_count(co: CallingOffice) -> None:
    imran, now = co.office.imran, co.clock.now()
    co.add_lead("Due")
    co.add_lead("This evening", lane=Lane.RETRY, next_at=now + timedelta(hours=1))
    co.add_lead("Tomorrow", lane=Lane.RETRY, next_at=now + timedelta(days=1))
    for zone in (INDIA, "Asia/Dubai", "America/Toronto"):
        co.add_lead(zone, lane=Lane.PROMISED, owner=imran, next_at=now - timedelta(minutes=1), zone=zone)
        co.add_lead(f"New in {zone}", zone=zone)
    for at in (co.clock.now(), at_india(8, 30, day=21), at_india(11, day=21)):
        co.clock.set(at)
        asha = co.office.people.sign_in("asha", PASSWORD, "seat").actor
        day, why = co.calling.today(asha, co.campaign.id), co.calling.why_nothing(asha, co.campaign.id)
        assert (day.dialable_now, day.later_today) == (why.dialable, sum(n for _, n in why.later))
        assert why.total == 9


def test_an_absent_persons_promise_is_seen_and_worked_like_an_own_lead(co: CallingOffice) -> None:
    lead_id = co.add_lead(
        "Promised by Imran", phones=2, lane=Lane.PROMISED, owner=co.office.imran, next_at=co.clock.now()
    )
    co.clock.set(at_india(11, day=21))
    asha = co.office.people.sign_in("asha", PASSWORD, "seat").actor
    card = LeadService(co.store)
    with pytest.raises(NotAllowed):
        card.get(asha, lead_id)
    shown = co.next(asha)
    other = next(p.phone_id for p in shown.lead.phones if p.phone_id != shown.phone.phone_id)
    shown = co.calling.change_phone(asha, lead_id, co.campaign.id, other)
    assert shown.phone.phone_id == other
    call_id = co.dial(asha, shown)
    co.clock.move(minutes=40)  # longer than any lease, while others look for what was left behind
    co.calling.next_lead(co.office.other_caller, co.campaign.id)
    assert card.get(asha, lead_id).name == "Promised by Imran"
    assert card.timeline(asha, lead_id) == ()
    done = co.result(asha, call_id, "WRONG_NUMBER", stay_on_lead=True)
    assert isinstance(done.next, NextLead)
    assert (done.next.lead.id, done.next.phone.phone_id == other) == (lead_id, False)


@both_engines
def test_refused_leads_are_met_once_only(co: CallingOffice) -> None:
    asha = co.office.asha
    for _ in range(12):
        co.add_lead("Capped")
    with co.store.write(None) as work:
        work.connection.execute(update(phones).values(attempts=8))
    good = co.add_lead("Good")
    assert co.next(asha).lead.id == good
    counts = {r.reason: r.leads for r in co.calling.why_nothing(asha, co.campaign.id).reasons}
    assert counts == {Reason.MAX_ATTEMPTS: 12}


def test_a_switched_off_campaign_and_an_unknown_lead_are_told(co: CallingOffice) -> None:
    co.add_lead()
    co.campaigns.update(co.office.admin, ChangeCampaign(co.campaign.id, co.campaign.version, is_active=False))
    with pytest.raises(UserError, match="switched off"):
        co.calling.next_lead(co.office.asha, co.campaign.id)
    with pytest.raises(NotFound):
        co.calling.take_lead(co.office.asha, new_id(), co.campaign.id)


def test_what_cannot_be_kept_is_not_promised(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead()
    for _ in range(2):
        co.call(asha, "BUSY", take_next=False)
        co.clock.move(minutes=16)
    call_id = co.dial(asha, co.next(asha))
    with pytest.raises(UserError, match=r"3 times that day.*Sat 21 Nov, 10:00") as raised:
        co.result(asha, call_id, "CALL_BACK", callback_at=at_india(18))
    assert raised.value.field == "callback_at"
    co.result(asha, call_id, "CALL_BACK", callback_at=at_india(11, day=21))
    with co.store.write(None) as work:
        work.connection.execute(update(phones).values(attempts=8))
    co.clock.set(at_india(11, day=21))
    assert isinstance(co.calling.next_lead(asha, co.campaign.id), NothingToDial)
    assert [r["state"] for r in co.rows(callbacks)] == ["broken"]
    assert co.lead_row(lead_id)["next_call_at"] is None


@both_engines
def test_a_result_asks_the_store_a_bounded_number_of_times(
    co: CallingOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    asha = co.office.asha
    for number in range(8):
        co.add_lead(f"Lead {number}", phones=3)
    co.call(asha, "BUSY")
    call_id = co.dial(asha, co.next(asha))
    asked: list[str] = []
    run = prepared._execute

    def counted(connection: object, sql: str, *args: Any, **more: Any) -> Any:
        asked.append(sql)
        return run(connection, sql, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(prepared, "_execute", counted)

    def core(connection: object, cursor: object, sql: str, *more: object) -> None:
        asked.append(sql)

    event.listen(co.store.engine, "before_cursor_execute", core)
    done = co.result(asha, call_id, "CALL_BACK", callback_at=at_india(17))
    event.remove(co.store.engine, "before_cursor_execute", core)
    assert isinstance(done.next, NextLead)
    if "SESSION AUTHORIZATION" in " ".join(asked):  # whose transaction it is, and the token
        asked = asked[next(i for i, sql in enumerate(asked) if "SESSION AUTHORIZATION" in sql) + 1 :]
    # Two locks more on PostgreSQL: the person, the phones.
    assert len(asked) <= (31 if co.store.engine.dialect.name == "sqlite" else 33), (len(asked), asked)


@both_engines
def test_many_at_once_never_get_the_same_lead(co: CallingOffice) -> None:
    names = [f"Lead {number}" for number in range(30)]
    for name in names:
        co.add_lead(name)
    people = [co.office.asha, co.office.imran, co.office.other_caller, co.office.lead]
    called: list[str] = []

    def work_through(who: Actor) -> None:
        found = again(partial(co.calling.next_lead, who, co.campaign.id))
        while isinstance(found, NextLead):
            called.append(found.lead.name)
            call_id = again(partial(co.dial, who, found))
            found = again(partial(co.result, who, call_id, "SOLD")).next

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(work_through, people))
    assert sorted(called) == sorted(names)
    assert all(r["state"] == "closed" for r in co.rows(calls))


def again(act: Callable[[], Any]) -> Any:
    """What the screens do when the store is busy: try again."""
    for _ in range(20):
        try:
            return act()
        except StoreBusy:
            continue
    raise AssertionError("busy for ever")


@both_engines
def test_a_hidden_number_is_called_without_being_seen(co: CallingOffice) -> None:
    """Where the workspace hides numbers a telecaller sees them masked; the line gets the whole one."""
    co.add_lead("Ravi Chauhan")
    asha, imran = co.office.asha, co.office.imran
    with co.store.write(co.office.admin) as work:
        SettingRows(work).set("workspace", co.office.workspace_id, "numbers_hidden", True)
    put_target(co, Measure.CALLS, Period.DAY, 120)
    shown = co.next(asha)
    assert shown.phone is not None
    assert "•" in shown.phone.e164
    command = Dial(
        new_id(), new_id(), shown.lead.id, shown.campaign.id, shown.phone.phone_id, "by_hand", False
    )
    call = co.calling.dial(asha, command)
    assert co.calling.line_number(asha, call.id).startswith("+91")
    with pytest.raises(NotFound):
        co.calling.line_number(imran, call.id)
    assert co.calling.today(asha).target == 120
