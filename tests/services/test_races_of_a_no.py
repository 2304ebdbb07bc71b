"""A no at the same moment as somebody dials, claims, promises or hands out: on PostgreSQL, interleaved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from crm_desktop.domain.assignment import HandOut
from crm_desktop.domain.consent import Channel, Purpose
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.batches import BatchService
from crm_desktop.services.calling import NextLead
from crm_desktop.services.consent import ConsentService, SayNo
from crm_desktop.store.batches import BatchRows
from crm_desktop.store.calls import Calls
from crm_desktop.store.consents import Consents
from crm_desktop.store.queue import Queue
from crm_desktop.store.tables import callbacks, consents, leads
from tests.calling_office import CallingOffice
from tests.services.test_calling_races import Meanwhile, phone_of

No = Callable[[CallingOffice, Actor, UUID], None]


def withdrawn(co: CallingOffice, who: Actor, lead_id: UUID) -> None:
    """They want nothing any more."""
    ConsentService(co.store).say_no(who, SayNo(new_id(), lead_id))


def not_called(co: CallingOffice, who: Actor, lead_id: UUID) -> None:
    """Their number isn't called any more."""
    co.calling.do_not_call(who, lead_id, phone_of(co, lead_id), "asked in a letter")


both_ways = pytest.mark.parametrize("say_no", [withdrawn, not_called])


@pytest.fixture
def co(postgres_office: CallingOffice) -> CallingOffice:
    return postgres_office


@pytest.fixture
def meanwhile(co: CallingOffice, monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    return Meanwhile(co, monkeypatch)


def is_over(co: CallingOffice, lead_id: UUID) -> None:
    """Nobody is given the lead, promised a call or due to call."""
    assert co.entry(lead_id).entry.lane in (Lane.BLOCKED, Lane.CLOSED)
    assert [row for row in co.rows(callbacks) if row["state"] == "open"] == []
    assert co.lead_row(lead_id)["next_call_at"] is None
    for who in (co.office.asha, co.office.imran):
        assert not isinstance(co.calling.next_lead(who, co.campaign.id), NextLead)


@both_ways
def test_a_dial_just_before_a_no_is_the_last(co: CallingOffice, meanwhile: Meanwhile, say_no: No) -> None:
    asha, boss = co.office.asha, co.office.lead
    lead_id = co.add_lead()
    shown = co.next(asha)
    meanwhile.after(Queue, "facts", lambda: say_no(co, boss, lead_id))  # the dial is through the gate
    call_id = co.dial(asha, shown)
    meanwhile.done()
    co.result(asha, call_id, "NO_ANSWER", take_next=False)
    is_over(co, lead_id)


@both_ways
def test_a_no_just_before_a_dial_stops_it(co: CallingOffice, meanwhile: Meanwhile, say_no: No) -> None:
    asha, boss = co.office.asha, co.office.lead
    lead_id = co.add_lead()
    shown = co.next(asha)
    where, method = (Consents, "add") if say_no is withdrawn else (Calls, "set_do_not_call")
    meanwhile.after(where, method, lambda: co.dial(asha, shown), before=True)  # nothing is committed yet
    say_no(co, boss, lead_id)
    with pytest.raises(UserError):
        meanwhile.done()
    co.calling.release(asha)
    is_over(co, lead_id)


@both_ways
def test_a_lead_found_while_it_says_no_is_not_given(
    co: CallingOffice, meanwhile: Meanwhile, say_no: No
) -> None:
    lead_id = co.add_lead()
    meanwhile.after(Queue, "due", lambda: say_no(co, co.office.lead, lead_id))
    assert not isinstance(co.calling.next_lead(co.office.imran, co.campaign.id), NextLead)
    meanwhile.done()
    is_over(co, lead_id)


@both_ways
def test_nothing_is_promised_to_who_says_no_meanwhile(
    co: CallingOffice, meanwhile: Meanwhile, say_no: No
) -> None:
    asha, boss = co.office.asha, co.office.lead
    lead_id = co.add_lead()
    call_id = co.dial(asha, co.next(asha))
    meanwhile.after(Queue, "facts", lambda: say_no(co, boss, lead_id))
    co.result(asha, call_id, "CALL_BACK", callback_at=co.clock.now() + timedelta(hours=1), take_next=False)
    meanwhile.done()  # it came after the promise, and ended it
    is_over(co, lead_id)


def test_two_who_say_no_at_once_are_both_kept_and_hold_once(co: CallingOffice, meanwhile: Meanwhile) -> None:
    lead_id = co.add_lead()
    meanwhile.after(Consents, "of_lead", lambda: withdrawn(co, co.office.admin, lead_id))
    withdrawn(co, co.office.lead, lead_id)
    meanwhile.done()
    rows = co.rows(consents, lead_id=lead_id)
    assert {row["state"] for row in rows} == {"refused"}
    ways = {(row["purpose"], Channel(row["channel"])) for row in rows}
    assert ways == {(purpose, channel) for purpose in Purpose for channel in Channel}
    assert co.entry(lead_id).entry.reason == Reason.CONSENT_WITHDRAWN
    is_over(co, lead_id)


@both_ways
def test_a_hand_out_at_the_same_moment_brings_nobody_back(
    co: CallingOffice, meanwhile: Meanwhile, say_no: No
) -> None:
    lead_id = co.add_lead()
    boss, asha = co.office.lead, co.office.asha
    (no,) = (int(str(row["no"])) for row in co.rows(leads))
    meanwhile.after(BatchRows, "change", lambda: say_no(co, boss, lead_id), before=True)
    BatchService(co.store).hand_out(
        boss, [no], HandOut(people=((asha.person_id, 1),), skip_absent=False), new_id()
    )
    meanwhile.done()
    assert co.lead_row(lead_id)["owner_id"] == asha.person_id
    is_over(co, lead_id)
