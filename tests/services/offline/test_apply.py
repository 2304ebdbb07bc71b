"""Kept acts on the server: as of when they were done, once, and by the rules for what changed since."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, update

from crm_desktop.domain.kept_acts import ActKind, Outcome
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.services.offline.apply import apply_act
from crm_desktop.services.offline.payloads import written
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.reservations import Reservations
from crm_desktop.store.tables import (
    callbacks,
    calls,
    commands,
    lead_phones,
    leads,
    phones,
    presence,
    queue_entries,
    skips,
    timeline,
)
from tests.calling_office import CallingOffice, both_engines, usual_values
from tests.kept_acts import kept, kept_note, kept_result

pytestmark = both_engines


def _lead(co: CallingOffice, who: Actor | None = None) -> tuple[UUID, UUID]:
    """A lead kept for Asha's (or another's) workstation, and its phone."""
    lead, person = co.add_lead(), who or co.office.asha
    with co.store.write(person) as work:
        entry = co.entry(lead).entry
        assert Reservations(work).reserve(
            entry.id, lead, person.person_id, "desk", work.now + timedelta(hours=2)
        )
    phone = co.rows(lead_phones, lead_id=lead)[0]["phone_id"]
    assert isinstance(phone, UUID)
    return lead, phone


def _totals_agree(co: CallingOffice) -> None:
    with co.store.read() as work:
        assert CallHours(work).check() == 0


def test_a_call_counts_as_of_when_it_was_made(co: CallingOffice) -> None:
    asha = co.office.asha
    lead, phone = _lead(co)
    then = co.clock.now() + timedelta(minutes=20)
    act = kept_result(asha, co.campaign, lead, phone, "NO_ANSWER", then, note="rang out", talked_s=None)
    co.clock.move(hours=1)
    assert apply_act(co.store, asha, act) == (Outcome.APPLIED, "")
    assert act.call_id is not None
    row = co.call_row(act.call_id)
    assert (row["dialled_at"], row["closed_at"]) == (then - timedelta(seconds=90), then)
    assert (row["disposition_code"], row["note"], row["person_id"]) == (
        "NO_ANSWER",
        "rang out",
        asha.person_id,
    )
    entry = co.entry(lead).entry
    assert (entry.lane, entry.attempts, entry.claimed_by) == (Lane.RETRY, 1, None)
    morning = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)  # it was the evening there: another part of the day
    assert entry.next_at == morning
    assert co.rows(phones, id=phone)[0]["attempts"] == 1
    with co.store.read(asha) as work:
        assert Reservations(work).of_person(asha.person_id) == ()
    _totals_agree(co)


def test_a_repeat_changes_nothing(co: CallingOffice) -> None:
    asha = co.office.asha
    lead, phone = _lead(co)
    act = kept_result(asha, co.campaign, lead, phone, "NO_ANSWER", co.clock.now())
    assert apply_act(co.store, asha, act) == apply_act(co.store, asha, act) == (Outcome.APPLIED, "")
    assert len(co.rows(calls)) == 1
    assert co.entry(lead).entry.attempts == 1
    assert len(co.rows(timeline, lead_id=lead)) == 1


def test_a_dial_the_server_knows_gets_its_marks_and_result(co: CallingOffice) -> None:
    asha = co.office.asha
    co.add_lead()
    found = co.next(asha)
    call = co.dial(asha, found)
    then = co.clock.now() + timedelta(seconds=90)
    act = kept_result(asha, co.campaign, found.lead.id, found.phone.phone_id, "NO_ANSWER", then, call=call)
    co.clock.move(minutes=30)
    assert apply_act(co.store, asha, act)[0] is Outcome.APPLIED
    row = co.call_row(call)
    assert (row["state"], row["talk_s"], row["closed_at"]) == ("closed", 60, then)
    assert co.entry(found.lead.id).entry.attempts == 1
    _totals_agree(co)


def test_a_result_whose_answer_was_lost_stands_once(co: CallingOffice) -> None:
    asha = co.office.asha
    co.add_lead(owner=asha)
    found = co.next(asha)
    call = co.dial(asha, found)
    act = kept_result(
        asha, co.campaign, found.lead.id, found.phone.phone_id, "BUSY", co.clock.now(), call=call
    )
    co.result(asha, call, "BUSY", request_id=act.id)
    assert apply_act(co.store, asha, act) == (Outcome.APPLIED, "")
    assert len(co.rows(calls)) == 1
    _totals_agree(co)


def test_whoever_called_since_decides_what_comes_next(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    lead, phone = _lead(co)
    act = kept_result(
        asha, co.campaign, lead, phone, "BUSY", co.clock.now() + timedelta(minutes=1), note="later"
    )
    co.clock.move(hours=3)  # the reservation ran out
    co.call(imran, "NO_ANSWER", co.next(imran))
    before = co.entry(lead).entry
    assert apply_act(co.store, asha, act)[0] is Outcome.OVERTAKEN
    after = co.entry(lead).entry
    assert (after.lane, after.reason, after.next_at) == (before.lane, before.reason, before.next_at)
    assert after.attempts == 2
    assert act.call_id is not None
    assert co.call_row(act.call_id)["note"] == "later"
    assert len(co.rows(calls, lead_id=lead)) == 2
    _totals_agree(co)


def test_a_wish_not_to_be_called_counts_whoever_called_since(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    lead, phone = _lead(co)
    act = kept_result(asha, co.campaign, lead, phone, "DO_NOT_CALL", co.clock.now() + timedelta(minutes=1))
    co.clock.move(hours=3)
    co.call(imran, "BUSY", co.next(imran))
    assert apply_act(co.store, asha, act)[0] is Outcome.APPLIED
    assert co.rows(phones, id=phone)[0]["do_not_call_at"] is not None
    assert co.entry(lead).entry.lane is Lane.CLOSED


def test_a_promise_is_kept_as_it_was_given(co: CallingOffice) -> None:
    asha = co.office.asha
    lead, phone = _lead(co)
    due = co.clock.now() + timedelta(minutes=30)
    act = kept_result(
        asha, co.campaign, lead, phone, "CALL_BACK", co.clock.now(), callback_at=due, note="after lunch"
    )
    co.clock.move(hours=1)  # it is due already when it comes in
    assert apply_act(co.store, asha, act)[0] is Outcome.APPLIED
    promise = co.rows(callbacks, lead_id=lead)[0]
    assert (promise["due_at"], promise["owner_id"], promise["note"]) == (due, asha.person_id, "after lunch")
    entry = co.entry(lead).entry
    assert (entry.lane, entry.next_at, entry.owner_id) == (Lane.PROMISED, due, asha.person_id)
    assert co.next(asha).lead.id == lead


def test_of_an_erased_person_time_and_result_stay_never_text(co: CallingOffice) -> None:
    asha = co.office.asha
    lead, phone = _lead(co)
    due = co.clock.now() + timedelta(hours=3)
    acts = [
        kept_result(
            asha, co.campaign, lead, phone, "CALL_BACK", co.clock.now(), note="Ravi is ill", callback_at=due
        ),
        kept_note(asha, lead, "Ravi is ill", co.clock.now()),
    ]
    with co.store.write(None) as work:
        work.connection.execute(update(leads).where(leads.c.id == lead).values(name="", name_key=""))
        work.connection.execute(delete(lead_phones).where(lead_phones.c.lead_id == lead))
    assert [apply_act(co.store, asha, act)[0] for act in acts] == [Outcome.WITHOUT_TEXT] * 2
    assert acts[0].call_id is not None
    row = co.call_row(acts[0].call_id)
    assert (row["disposition_code"], row["note"], row["talk_s"]) == ("CALL_BACK", "", 60)
    assert co.rows(callbacks) == []
    assert all("ill" not in str(item["text"]) for item in co.rows(timeline))
    assert all("ill" not in str(item["result"]) for item in co.rows(commands))


def test_a_call_that_got_its_result_elsewhere_keeps_it(co: CallingOffice) -> None:
    asha = co.office.asha
    co.add_lead()
    found = co.next(asha)
    call = co.dial(asha, found)
    act = kept_result(
        asha,
        co.campaign,
        found.lead.id,
        found.phone.phone_id,
        "BUSY",
        co.clock.now(),
        call=call,
        note="at work",
    )
    co.result(asha, call, "NO_ANSWER")
    assert apply_act(co.store, asha, act)[0] is Outcome.HAD_RESULT
    assert co.call_row(call)["disposition_code"] == "NO_ANSWER"
    assert "at work" in [item["text"] for item in co.rows(timeline, lead_id=found.lead.id)]


def test_a_lead_that_is_gone_takes_nothing(co: CallingOffice) -> None:
    asha = co.office.asha
    lead, phone = _lead(co)
    with co.store.write(None) as work:
        work.connection.execute(delete(queue_entries).where(queue_entries.c.lead_id == lead))
        work.connection.execute(delete(leads).where(leads.c.id == lead))
    act = kept_result(asha, co.campaign, lead, phone, "BUSY", co.clock.now())
    assert apply_act(co.store, asha, act)[0] is Outcome.GONE
    assert apply_act(co.store, asha, kept_note(asha, lead, "x", co.clock.now()))[0] is Outcome.GONE
    assert co.rows(calls) == []


def test_a_sale_is_made_and_odd_values_become_text(co: CallingOffice) -> None:
    asha = co.office.asha
    sold = next(d for d in co.campaign.dispositions if d.code == "SOLD")
    first, phone = _lead(co)
    act = kept_result(asha, co.campaign, first, phone, "SOLD", co.clock.now(), values=usual_values(sold))
    assert apply_act(co.store, asha, act)[0] is Outcome.APPLIED
    second, phone = _lead(co)
    odd = kept_result(
        asha, co.campaign, second, phone, "SOLD", co.clock.now(), values=(("gone", "Gold plan"),), note="paid"
    )
    assert apply_act(co.store, asha, odd)[0] is Outcome.APPLIED
    assert odd.call_id is not None
    assert co.call_row(odd.call_id)["note"] == "paid\ngone: Gold plan"


def test_another_persons_call_is_refused(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    co.add_lead()
    found = co.next(imran)
    call = co.dial(imran, found)
    act = kept_result(
        asha, co.campaign, found.lead.id, found.phone.phone_id, "DO_NOT_CALL", co.clock.now(), call=call
    )
    assert apply_act(co.store, asha, act)[0] is Outcome.REFUSED
    assert co.call_row(call)["state"] == "open"


def test_skip_later_never_and_breaks(co: CallingOffice) -> None:
    asha, now = co.office.asha, co.clock.now()
    at = {"campaign_id": str(co.campaign.id)}
    skipped, _ = _lead(co)
    later, _ = _lead(co)
    never, phone = _lead(co)
    due = now + timedelta(hours=2)
    acts = [
        kept(asha, ActKind.SKIP, now, written({**at, "reason": "Language"}), skipped),
        kept(asha, ActKind.CALL_LATER, now, written({**at, "at": due.isoformat(), "note": "busy"}), later),
        kept(asha, ActKind.NEVER, now, written({"phone_id": str(phone), "why": "asked"}), never),
        kept(asha, ActKind.BREAK, now, written({"reason": "Tea"}), None),
        kept(asha, ActKind.RESUME, now + timedelta(minutes=9), written({}), None),
    ]
    co.clock.move(minutes=40)
    for act in acts + acts:
        assert apply_act(co.store, asha, act) == (Outcome.APPLIED, ""), act.kind
    entry = co.entry(skipped).entry
    assert (entry.reason, entry.next_at) == (Reason.SKIPPED, now + timedelta(minutes=30))
    assert co.entry(later).entry.next_at == due
    assert [row["due_at"] for row in co.rows(callbacks)] == [due]
    assert co.rows(phones, id=phone)[0]["do_not_call_at"] == now
    assert co.entry(never).entry.lane is Lane.BLOCKED
    pause, back = co.rows(presence)[-2:]
    assert (pause["state"], pause["at"], pause["allowed_s"]) == ("break", now, 900)
    assert (back["state"], back["at"]) == ("ready", now + timedelta(minutes=9))


def test_a_lead_of_nobody_is_skipped_though_the_reservation_ran_out(co: CallingOffice) -> None:
    asha, imran, now = co.office.asha, co.office.imran, co.clock.now()
    at = written({"campaign_id": str(co.campaign.id), "reason": "Language"})
    (still, _), (taken, _) = _lead(co), _lead(co)
    acts = [
        kept(asha, ActKind.SKIP, now + timedelta(hours=1, minutes=55), at, lead) for lead in (still, taken)
    ]
    co.clock.move(hours=2, minutes=5)
    while (found := co.next(imran)).lead.id != taken:
        co.result(imran, co.dial(imran, found), "BUSY", take_next=False)
    for act in acts:
        assert apply_act(co.store, asha, act) == (Outcome.APPLIED, "")
    assert [row["reason"] for row in co.rows(skips, person_id=asha.person_id)] == ["Language", "Language"]
    assert co.entry(taken).entry.claimed_by == imran.person_id  # who has it keeps it
    assert [row["person_id"] for row in co.rows(timeline, lead_id=taken, kind="skipped")] == [asha.person_id]


def test_a_refusal_is_settled_once_and_for_all(co: CallingOffice) -> None:
    asha = co.office.asha
    lead, _ = _lead(co)
    past = written(
        {"campaign_id": str(co.campaign.id), "at": (co.clock.now() - timedelta(days=1)).isoformat()}
    )
    act = kept(asha, ActKind.CALL_LATER, co.clock.now(), past, lead)
    outcome, why = apply_act(co.store, asha, act)
    assert outcome is Outcome.REFUSED
    assert "time has passed" in why
    assert apply_act(co.store, asha, act) == (outcome, why)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_repeated_nothing_is_lost_or_doubled(co: CallingOffice, seed: int) -> None:
    """Six calls of two people, offered in their order again and again from anywhere on."""
    before = len(co.rows(calls))
    people = (co.office.asha, co.office.imran)
    acts = []
    for n in range(6):
        lead, phone = _lead(co, people[n % 2])
        code = ("NO_ANSWER", "BUSY", "NOT_INTERESTED")[n % 3]
        acts.append(
            (people[n % 2], kept_result(people[n % 2], co.campaign, lead, phone, code, co.clock.now()))
        )
    again = random.Random(seed)
    for start in (*(again.randrange(6) for _ in range(10)), 0):
        for who, act in acts[start:]:
            apply_act(co.store, who, act)
    assert len(co.rows(calls)) == before + 6
    with co.store.read() as work:
        assert CallHours(work).check() == 0


@pytest.mark.parametrize("code", ["NO_ANSWER", "INTERESTED", "SOLD", "WRONG_NUMBER", "DO_NOT_CALL"])
def test_the_lead_stands_as_after_the_same_call_made_directly(co: CallingOffice, code: str) -> None:
    asha = co.office.asha
    sold = usual_values(next(d for d in co.campaign.dispositions if d.code == code))
    due = co.clock.now() + timedelta(days=1) if code == "INTERESTED" else None
    direct = co.add_lead("Direct")
    co.call(asha, code, co.calling.take_lead(asha, direct), callback_at=due, take_next=False)
    later, phone = _lead(co)
    act = kept_result(
        asha, co.campaign, later, phone, code, co.clock.now(), callback_at=due, values=sold, talked_s=None
    )
    assert apply_act(co.store, asha, act)[0] is Outcome.APPLIED
    one, other = co.entry(direct).entry, co.entry(later).entry
    assert (one.lane, one.reason, one.next_at, one.attempts, one.owner_id) == (
        other.lane, other.reason, other.next_at, other.attempts, other.owner_id,
    )  # fmt: skip
    same = ("status", "last_result", "next_call_at", "owner_id", "team_id", "attempts")
    assert {k: co.lead_row(direct)[k] for k in same} == {k: co.lead_row(later)[k] for k in same}
