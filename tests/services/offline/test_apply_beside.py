"""Kept acts beside calls, on the server: call-backs, texts, appointments; once, as of then, by the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, update

from crm_desktop.domain.kept_acts import ActKind, KeptAct, Outcome
from crm_desktop.domain.messages import Channel
from crm_desktop.domain.people import Actor
from crm_desktop.ids import new_id
from crm_desktop.services.appointments import BookAppointment
from crm_desktop.services.calling.values import CallLater
from crm_desktop.services.messages import HandOver
from crm_desktop.services.offline.apply import apply_act
from crm_desktop.services.offline.beside_payloads import HowHanded, write_booking, write_message
from crm_desktop.services.offline.payloads import read, written
from crm_desktop.store.reservations import Reservations
from crm_desktop.store.tables import (
    appointments,
    callbacks,
    commands,
    lead_phones,
    leads,
    messages,
    phones,
    queue_entries,
    timeline,
)
from tests.calling_office import CallingOffice, both_engines
from tests.kept_acts import kept, kept_result

pytestmark = both_engines
APPLIED = (Outcome.APPLIED, "")


def _promise(co: CallingOffice, who: Actor) -> tuple[UUID, UUID, datetime]:
    """A call-back in an hour: its lead, its id and when it is due."""
    lead, due = co.add_lead(owner=who), co.clock.now() + timedelta(hours=1)
    return lead, co.calling.call_later(who, CallLater(new_id(), lead, co.campaign.id, due, "busy")), due


def _about(co: CallingOffice, who: Actor, kind: ActKind, promise: tuple[UUID, UUID, datetime],
           **said: object) -> KeptAct:  # fmt: skip
    lead, callback, due = promise
    payload = written({"callback_id": callback, "due_at": due, "version": 1, **said})
    return kept(who, kind, co.clock.now(), payload, lead)


def _text(co: CallingOffice, who: Actor, lead: UUID, call: UUID | None = None) -> tuple[KeptAct, KeptAct]:
    """A text about to be handed over, and that it was."""
    phone = co.rows(lead_phones, lead_id=lead)[0]["phone_id"]
    assert isinstance(phone, UUID)
    command = HandOver(new_id(), lead, Channel.WHATSAPP, "Ravi, the rates", phone_id=phone,
                       campaign_id=co.campaign.id, template_id=new_id())  # fmt: skip
    began = kept(who, ActKind.MESSAGE, co.clock.now(), write_message(command), lead, call)
    began = replace(began, id=command.request_id)
    how = HowHanded("whatsapp")
    return began, kept(who, ActKind.HANDED, co.clock.now(), write_message(command, how), lead, call)


def _booking(co: CallingOffice, who: Actor, lead: UUID, call: UUID | None = None) -> KeptAct:
    command = BookAppointment(new_id(), lead, "Visit", co.clock.now() + timedelta(hours=2), place="Ravi's")
    act = kept(who, ActKind.BOOKED, co.clock.now(), write_booking(command), lead, call)
    return replace(act, id=command.request_id)


def _lead_of_mine(co: CallingOffice) -> UUID:
    return co.add_lead(owner=co.office.asha)


def _erase(co: CallingOffice, lead: UUID) -> None:
    with co.store.write(None) as work:
        work.connection.execute(update(leads).where(leads.c.id == lead).values(name="", name_key=""))
        work.connection.execute(delete(lead_phones).where(lead_phones.c.lead_id == lead))


def test_moved_put_off_and_closed_once_and_as_of_then(co: CallingOffice) -> None:
    asha = co.office.asha
    promise = lead, callback, due = _promise(co, asha)
    then, at = co.clock.now(), due + timedelta(minutes=30)
    moved = _about(co, asha, ActKind.MOVE, promise, at=at)
    quiet = _about(co, asha, ActKind.SNOOZE, promise, minutes=30)
    co.clock.move(hours=3)  # all of it has passed when it comes in
    for act in (moved, quiet, moved, quiet):
        assert apply_act(co.store, asha, act) == APPLIED
    (row,) = co.rows(callbacks, id=callback)
    assert (row["due_at"], row["moved_count"], row["state"]) == (at, 1, "open")
    assert row["snoozed_until"] == then + timedelta(minutes=30)
    assert co.entry(lead).entry.next_at == at
    closed = replace(_about(co, asha, ActKind.CLOSE, promise, why="settled"), made_at=then)
    for _ in range(2):
        assert apply_act(co.store, asha, closed) == APPLIED
    (row,) = co.rows(callbacks, id=callback)
    assert (row["state"], row["closed_at"]) == ("kept", then)
    assert [t["kind"] for t in co.rows(timeline, lead_id=lead)].count("callback_done") == 1


def test_what_changed_meanwhile_is_never_overwritten(co: CallingOffice) -> None:
    asha, team_lead = co.office.asha, co.office.lead
    promise = _, callback, due = _promise(co, asha)
    moved = _about(co, asha, ActKind.MOVE, promise, at=due + timedelta(minutes=30))
    theirs = due + timedelta(minutes=45)
    co.callbacks.move(team_lead, callback, 1, theirs)
    assert apply_act(co.store, asha, moved)[0] is Outcome.MOVED_ALREADY
    unseen = written({"callback_id": callback, "version": 1, "at": due + timedelta(minutes=30)})
    act = kept(asha, ActKind.MOVE, co.clock.now(), unseen, None)
    assert apply_act(co.store, asha, act)[0] is Outcome.MOVED_ALREADY, "told by its version alone"
    assert co.rows(callbacks, id=callback)[0]["due_at"] == theirs
    co.callbacks.done(team_lead, callback, 2, "they came by")
    again = _about(co, asha, ActKind.MOVE, promise, at=due + timedelta(minutes=50))
    assert apply_act(co.store, asha, again)[0] is Outcome.ENDED_ALREADY
    assert apply_act(co.store, asha, _about(co, asha, ActKind.SNOOZE, promise, minutes=5)) == APPLIED


def test_a_time_the_rules_refuse_is_settled_with_its_sentence(co: CallingOffice) -> None:
    asha = co.office.asha
    promise = _, callback, due = _promise(co, asha)
    act = _about(co, asha, ActKind.MOVE, promise, at=due + timedelta(hours=12))
    outcome, why = apply_act(co.store, asha, act)
    assert outcome is Outcome.REFUSED
    assert "outside calling hours" in why
    assert apply_act(co.store, asha, act) == (outcome, why)
    assert co.rows(callbacks, id=callback)[0]["due_at"] == due


def test_nobody_changes_somebody_elses_call_back(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    promise = _, callback, due = _promise(co, imran)
    for kind, said in (
        (ActKind.MOVE, {"at": due + timedelta(minutes=30)}),
        (ActKind.CLOSE, {"why": "mine now"}),
        (ActKind.SNOOZE, {"minutes": 400}),
    ):
        outcome, _why = apply_act(co.store, asha, _about(co, asha, kind, promise, **said))
        assert outcome in (Outcome.REFUSED, Outcome.GONE), "a server doesn't even tell that it is there"
    (row,) = co.rows(callbacks, id=callback)
    assert (row["due_at"], row["state"], row["snoozed_until"]) == (due, "open", None)


def test_a_promise_of_an_older_program_is_found_by_its_command(co: CallingOffice) -> None:
    asha = co.office.asha
    lead, callback, due = _promise(co, asha)
    command = new_id()
    with co.store.write(asha) as work:
        work.keep_result(command, "call_later", {}, {"callback_id": callback})
    act = _about(co, asha, ActKind.MOVE, (lead, command, due), at=due + timedelta(minutes=30))
    assert apply_act(co.store, asha, act) == APPLIED
    assert co.rows(callbacks, id=callback)[0]["moved_count"] == 1


@pytest.mark.parametrize("order", ["in order", "handed alone", "backwards"])
def test_a_text_is_told_once_whatever_comes_in_first(co: CallingOffice, order: str) -> None:
    asha = co.office.asha
    lead = _lead_of_mine(co)
    began, handed = _text(co, asha, lead)
    acts = {"in order": [began, handed], "handed alone": [handed], "backwards": [handed, began]}[order]
    co.clock.move(minutes=9)
    for act in (*acts, *acts):
        assert apply_act(co.store, asha, act) == APPLIED
    (row,) = co.rows(messages)
    assert (row["id"], row["state"], row["handler"]) == (began.id, "handed_over", "whatsapp")
    assert (row["at"], row["person_id"], row["template_id"]) == (began.made_at, asha.person_id, None)
    told = [item for item in co.rows(timeline, lead_id=lead) if item["kind"] == "message"]
    assert [item["text"] for item in told] == ["Ravi, the rates"]


def test_what_the_program_before_had_kept_still_applies(co: CallingOffice) -> None:
    """Payloads exactly as the program before wrote them, without what was added since."""
    asha, at = co.office.asha, co.clock.now()
    lead, other = _lead_of_mine(co), _lead_of_mine(co)
    phone = co.rows(lead_phones, lead_id=lead)[0]["phone_id"]
    result = next(d for d in co.campaign.dispositions if d.code == "NOT_INTERESTED")
    then = (at - timedelta(minutes=2)).isoformat()
    due = (at + timedelta(hours=1)).isoformat()
    call = (
        f'{{"campaign_id":"{co.campaign.id}","dialled_at":"{then}","dialler":"by_hand","direction":"out",'
        f'"end_cause":"","forwarded_from":"","is_practice":false,"known_how":"marked","lead_id":"{lead}",'
        f'"line":"","name":"","number":"","our_number":"","phone_id":"{phone}"}}'
    )
    payloads = {
        ActKind.NOTE: '{"form":1,"note":"lives abroad"}',
        ActKind.CALL_LATER: f'{{"at":"{due}","campaign_id":"{co.campaign.id}","form":1,"note":"busy"}}',
        ActKind.COMPLETE: f'{{"call":{call},"callback_note":"","code":"{result.code}",'
        f'"disposition_id":"{result.id}","form":1,"note":"has one","values":[]}}',
    }
    acts = [
        kept(asha, kind, at, payload, other if kind is ActKind.CALL_LATER else lead,
             new_id() if kind is ActKind.COMPLETE else None)
        for kind, payload in payloads.items()
    ]  # fmt: skip
    for act in acts:
        assert apply_act(co.store, asha, act) == APPLIED, act.kind
    assert [row["note"] for row in co.rows(callbacks)] == ["busy"]
    assert co.call_row(acts[-1].call_id)["note"] == "has one"  # type: ignore[arg-type]


def test_of_an_erased_person_nothing_written_stays(co: CallingOffice) -> None:
    asha = co.office.asha
    lead = _lead_of_mine(co)
    promise = _promise(co, asha)
    began, handed = _text(co, asha, lead)
    acts = [began, handed, _booking(co, asha, lead),
            _about(co, asha, ActKind.CLOSE, promise, why="Ravi is ill"),
            _about(co, asha, ActKind.MOVE, promise, at=promise[2] + timedelta(minutes=9))]  # fmt: skip
    for each in (lead, promise[0]):
        _erase(co, each)
    outcomes = [apply_act(co.store, asha, act)[0] for act in acts]
    assert outcomes == [Outcome.APPLIED, Outcome.WITHOUT_TEXT, Outcome.NOT_NEEDED, Outcome.APPLIED,
                        Outcome.ENDED_ALREADY]  # fmt: skip
    (row,) = co.rows(messages)
    assert (row["state"], row["body"], row["email"], row["phone_id"]) == ("handed_over", "", "", None)
    assert co.rows(appointments) == []
    everything = [*co.rows(timeline), *co.rows(messages), *co.rows(commands), *co.rows(callbacks)]
    assert all(
        "Ravi" not in str(row.get(name, "")) for row in everything for name in ("text", "body", "result")
    )


def test_a_lead_that_is_gone_takes_nothing(co: CallingOffice) -> None:
    asha = co.office.asha
    lead = _lead_of_mine(co)
    acts = [*_text(co, asha, lead), _booking(co, asha, lead),
            kept(asha, ActKind.NUMBER_SHOWN, co.clock.now(), written({"phone_id": new_id(), "reason": "x"}),
                 lead)]  # fmt: skip
    with co.store.write(None) as work:
        work.connection.execute(delete(queue_entries).where(queue_entries.c.lead_id == lead))
        work.connection.execute(delete(lead_phones).where(lead_phones.c.lead_id == lead))
        work.connection.execute(delete(leads).where(leads.c.id == lead))
    assert [apply_act(co.store, asha, act)[0] for act in acts] == [Outcome.GONE] * 4


def test_who_had_asked_not_to_be_contacted_is_told_and_who_asked_after_is_not(co: CallingOffice) -> None:
    asha = co.office.asha
    before, after = _lead_of_mine(co), _lead_of_mine(co)
    acts = []
    for lead, minutes in ((before, -5), (after, 5)):
        acts.append(_text(co, asha, lead)[1])
        phone = co.rows(lead_phones, lead_id=lead)[0]["phone_id"]
        asked = co.clock.now() + timedelta(minutes=minutes)
        with co.store.write(None) as work:
            work.connection.execute(update(phones).where(phones.c.id == phone).values(do_not_call_at=asked))
    co.clock.move(minutes=10)
    outcomes = [apply_act(co.store, asha, act)[0] for act in acts]
    assert outcomes == [Outcome.ASKED_NOT_TO, Outcome.APPLIED]
    assert {row["state"] for row in co.rows(messages)} == {"handed_over"}


def test_what_came_in_before_its_call_is_put_to_it(co: CallingOffice) -> None:
    asha = co.office.asha
    lead = _lead_of_mine(co)
    phone = co.rows(lead_phones, lead_id=lead)[0]["phone_id"]
    assert isinstance(phone, UUID)
    call = new_id()
    began, handed = _text(co, asha, lead, call)
    booked = _booking(co, asha, lead, call)
    result = kept_result(asha, co.campaign, lead, phone, "NOT_INTERESTED", co.clock.now(), call=call)
    said = read(result.payload) | {"beside": [str(began.id), str(booked.id), str(new_id())]}
    result = replace(result, payload=written(said))
    for act in (began, handed, booked, result):
        assert apply_act(co.store, asha, act) == APPLIED
    assert [row["call_id"] for row in (*co.rows(messages), *co.rows(appointments))] == [call, call]


def test_writing_to_a_kept_lead_does_not_give_it_back(co: CallingOffice) -> None:
    asha = co.office.asha
    lead = co.add_lead()
    with co.store.write(asha) as work:
        until = work.now + timedelta(hours=2)
        assert Reservations(work).reserve(co.entry(lead).entry.id, lead, asha.person_id, "desk", until)
    for act in _text(co, asha, lead):
        assert apply_act(co.store, asha, act) == APPLIED
    with co.store.read(asha) as work:
        assert [one.lead_id for one in Reservations(work).of_person(asha.person_id)] == [lead]


def test_a_number_shown_is_logged_once(co: CallingOffice) -> None:
    asha = co.office.asha
    lead = _lead_of_mine(co)
    said = written({"phone_id": new_id(), "reason": "dialling by hand"})
    act = kept(asha, ActKind.NUMBER_SHOWN, co.clock.now(), said, lead)
    assert [apply_act(co.store, asha, act) for _ in range(2)] == [APPLIED] * 2
    shown = [item["text"] for item in co.rows(timeline, lead_id=lead) if item["kind"] == "number_shown"]
    assert shown == ["dialling by hand"]
