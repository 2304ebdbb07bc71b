"""Texts without the server: only while it is known who may be written to, and never forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from crm_desktop.domain.messages import Channel, MessageState
from crm_desktop.domain.people import Actor
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.ids import new_id
from crm_desktop.messengers import NotHanded
from crm_desktop.services.appointments import BookAppointment
from crm_desktop.services.calling.values import CallLater, NextLead
from crm_desktop.services.messages import HandOver, MessageService, TemplateText
from crm_desktop.services.offline.desk import ServerAway
from crm_desktop.services.offline.rang import KeptOutsideCalls
from crm_desktop.services.outside_calls import TakeCall
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.tables import appointments, calls, leads, messages, phones, timeline
from tests.services.offline.conftest import Desk, both_desks

pytestmark = both_desks


def _at_hand(desk: Desk, who: Actor) -> NextLead:
    """A lead on the screen; the desk has looked, and keeps what it needs."""
    service = MessageService(desk.co.store, desk.programs)
    service.save_template(
        desk.co.office.lead, TemplateText("Rates", Channel.WHATSAPP, "Namaste {first_name}, {caller} here.")
    )
    desk.calling.look(who)
    lead = desk.next(who)
    with desk.co.store.write(None) as work:
        work.connection.execute(update(leads).where(leads.c.id == lead.lead.id).values(email="m@example.in"))
    desk.calling.look(who, desk.co.campaign.id)
    return lead


def _text(lead: NextLead, channel: Channel = Channel.WHATSAPP, call_id: UUID | None = None) -> HandOver:
    return HandOver(new_id(), lead.lead.id, channel, " Hello ", campaign_id=lead.campaign.id, call_id=call_id)


def _told(desk: Desk, lead_id: UUID) -> list[Any]:
    return [row for row in desk.co.rows(timeline, lead_id=lead_id) if row["kind"] == "message"]


def _back(desk: Desk, who: Actor) -> None:
    desk.mend()
    desk.calling.look(who)
    assert desk.calling.waiting(who) == 0


@pytest.mark.parametrize("channel", list(Channel))
def test_handed_over_in_a_call_and_told_when_the_server_is_back(desk: Desk, channel: Channel) -> None:
    asha = desk.co.office.asha
    lead = _at_hand(desk, asha)
    desk.cut()
    dial = desk.dial(asha, lead)
    writing = desk.messages.writing(asha, lead.lead.id, channel, lead.campaign.id)
    assert writing.refusal is None
    assert len(writing.to) == 1
    if channel is Channel.WHATSAPP:
        assert [p.body for p in writing.previews] == ["Namaste Lead, Asha here."]
    command = _text(lead, channel, dial.call_id)
    at = desk.clock.now()
    done = desk.messages.hand_over(asha, command)
    assert desk.messages.hand_over(asha, command) == done, "a repeat opens nothing"
    desk.killed()
    assert desk.messages.hand_over(asha, command) == done, "nor after the program was killed"
    assert [r.body for r in desk.programs.taken] == ["Hello"]
    desk.complete(asha, dial, "NOT_INTERESTED")
    desk.pass_time(minutes=20)
    _back(desk, asha)
    (row,) = desk.co.rows(messages)
    assert (row["id"], row["state"], row["handler"]) == (done.message_id, "handed_over", "whatsapp")
    assert (row["at"], row["call_id"], row["body"]) == (at, dial.call_id, "Hello")
    assert bool(row["phone_id"]) == (channel is not Channel.EMAIL)
    assert row["email"] == ("m@example.in" if channel is Channel.EMAIL else "")
    assert [item["text"] for item in _told(desk, lead.lead.id)] == ["Hello"]
    assert desk.calling.came_out_otherwise(asha) == ()


def test_with_the_server_there_it_is_told_at_once(desk: Desk) -> None:
    asha = desk.co.office.asha
    lead = _at_hand(desk, asha)
    dial = desk.dial(asha, lead)
    command = _text(lead, call_id=dial.call_id)
    done = desk.messages.hand_over(asha, command)
    assert desk.messages.hand_over(asha, command) == done
    (row,) = desk.co.rows(messages)
    assert (row["state"], row["call_id"]) == ("handed_over", dial.call_id)
    assert len(_told(desk, lead.lead.id)) == len(desk.programs.taken) == 1
    assert desk.calling.waiting(asha) == 0


def test_half_an_hour_after_the_server_went_nobody_is_written_to(desk: Desk) -> None:
    asha = desk.co.office.asha
    lead = _at_hand(desk, asha)
    desk.cut()
    dial = desk.dial(asha, lead)
    desk.pass_time(minutes=30)
    refusal = desk.messages.writing(asha, lead.lead.id, Channel.WHATSAPP, lead.campaign.id).refusal
    assert isinstance(refusal, ServerAway)
    with pytest.raises(ServerAway, match="for too long"):
        desk.messages.hand_over(asha, _text(lead, call_id=dial.call_id))
    desk.ticks[0] = 0.0
    desk.clock.move(minutes=-29)
    desk.ticks[0] += 31 * 60
    with pytest.raises(ServerAway):  # a clock set back makes nothing fresh
        desk.messages.hand_over(asha, _text(lead, call_id=dial.call_id))
    assert desk.programs.taken == []
    assert desk.calling.waiting(asha) == 1, "the call alone"


def test_undoing_a_result_makes_nothing_fresher(desk: Desk) -> None:
    asha = desk.co.office.asha
    lead = _at_hand(desk, asha)
    desk.cut()
    dial = desk.dial(asha, lead)
    desk.pass_time(minutes=25)
    done = desk.complete(asha, dial, "BUSY", take_next=False)
    desk.calling.undo(asha, done.undo_id)
    desk.pass_time(minutes=5)
    with pytest.raises(ServerAway):
        desk.messages.hand_over(asha, _text(lead, call_id=dial.call_id))


def test_who_asked_not_to_be_called_is_not_written_to(desk: Desk) -> None:
    asha = desk.co.office.asha
    lead = _at_hand(desk, asha)
    other = desk.co.add_lead("The wife", phones=(lead.phone.phone_id,), owner=asha)
    at = desk.clock.now() + timedelta(hours=1)
    desk.co.calling.release(asha)
    desk.co.calling.call_later(asha, CallLater(new_id(), other, desk.co.campaign.id, at))
    desk.calling.take_lead(asha, lead.lead.id)
    desk.calling.look(asha, desk.co.campaign.id)
    desk.cut()
    assert desk.keeper.any(asha, other) is not None, "kept, at the same number"
    desk.complete(asha, desk.dial(asha, lead), "DO_NOT_CALL")
    for lead_id in (lead.lead.id, other):
        for channel in Channel:
            with pytest.raises(UserError, match="asked not to be contacted"):
                desk.messages.hand_over(asha, HandOver(new_id(), lead_id, channel, "Hello"))
    with pytest.raises(ServerAway):
        desk.calling.take_lead(asha, other)
    assert desk.programs.taken == []


def test_a_wish_the_workstation_could_not_know_of_is_told(desk: Desk) -> None:
    asha, imran = desk.co.office.asha, desk.co.office.imran
    lead = _at_hand(desk, asha)
    desk.cut()
    with desk.co.store.write(imran) as work:
        at = desk.clock.now()
        work.connection.execute(
            update(phones).where(phones.c.id == lead.phone.phone_id).values(do_not_call_at=at)
        )
    desk.pass_time(minutes=1)
    desk.messages.hand_over(asha, _text(lead))
    _back(desk, asha)
    told = desk.calling.came_out_otherwise(asha)
    assert [(act.outcome, act.told) for act in told] == [("asked_not_to", lead.lead.name)]
    assert [row["state"] for row in desk.co.rows(messages)] == ["handed_over"], "it happened all the same"


def test_what_nothing_took_can_be_handed_over_again(desk: Desk) -> None:
    asha = desk.co.office.asha
    lead = _at_hand(desk, asha)
    command = _text(lead)
    desk.programs.is_there = False
    with pytest.raises(NotHanded):
        desk.messages.hand_over(asha, command)
    assert [row["state"] for row in desk.co.rows(messages)] == [MessageState.FAILED]
    desk.programs.is_there = True
    desk.messages.hand_over(asha, command)
    assert [row["state"] for row in desk.co.rows(messages)] == [MessageState.HANDED_OVER]
    desk.cut()
    desk.programs.is_there = False
    another = _text(lead)
    with pytest.raises(NotHanded):
        desk.messages.hand_over(asha, another)
    assert desk.calling.waiting(asha) == 0, "nothing happened"
    desk.programs.is_there = True
    desk.messages.hand_over(asha, another)
    _back(desk, asha)
    assert [row["state"] for row in desk.co.rows(messages)] == [MessageState.HANDED_OVER] * 2
    assert len(_told(desk, lead.lead.id)) == len(desk.programs.taken) == 2


def test_the_server_goes_while_the_other_program_opens(desk: Desk) -> None:
    asha = desk.co.office.asha
    lead = _at_hand(desk, asha)
    desk.programs.before = desk.cut
    desk.messages.hand_over(asha, _text(lead))
    assert [row["state"] for row in desk.co.rows(messages)] == ["handing"]
    assert desk.calling.waiting(asha) == 1
    _back(desk, asha)
    assert [row["state"] for row in desk.co.rows(messages)] == ["handed_over"]
    assert len(_told(desk, lead.lead.id)) == 1


@pytest.mark.parametrize("lost", [1, 2])
def test_an_answer_that_was_lost_doubles_nothing(desk: Desk, lost: int) -> None:
    asha = desk.co.office.asha
    lead = _at_hand(desk, asha)
    desk.store.loses_answers = lost
    desk.messages.hand_over(asha, _text(lead))
    desk.cut()
    _back(desk, asha)
    assert [row["state"] for row in desk.co.rows(messages)] == ["handed_over"]
    assert len(_told(desk, lead.lead.id)) == len(desk.programs.taken) == 1


def test_hidden_numbers_stay_hidden_and_showing_one_is_logged(desk: Desk) -> None:
    asha = desk.co.office.asha
    with desk.co.store.write(desk.co.office.admin) as work:
        SettingRows(work).set("workspace", desk.co.office.workspace_id, "numbers_hidden", True)
    lead = _at_hand(desk, asha)
    assert "•" in lead.phone.e164 or "*" in lead.phone.e164 or "X" in lead.phone.e164, lead.phone.e164
    desk.cut()
    with pytest.raises(NotAllowed):
        desk.messages.hand_over(asha, _text(lead))
    number = desk.leads.reveal_number(asha, lead.lead.id, lead.phone.phone_id, "dialling by hand")
    assert number.startswith("+919800")
    assert desk.calling.waiting(asha) == 1
    with pytest.raises(UserError):
        desk.leads.reveal_number(asha, lead.lead.id, lead.phone.phone_id, " ")
    with pytest.raises(ServerAway):
        desk.leads.reveal_number(asha, new_id(), lead.phone.phone_id, "why not")
    _back(desk, asha)
    shown = [r for r in desk.co.rows(timeline, lead_id=lead.lead.id) if r["kind"] == "number_shown"]
    assert [row["text"] for row in shown] == ["dialling by hand"]


def test_who_is_not_kept_waits_for_the_server(desk: Desk) -> None:
    asha = desk.co.office.asha
    _at_hand(desk, asha)
    other = desk.co.add_lead("Somebody", owner=asha)
    desk.cut()
    with pytest.raises(ServerAway):
        desk.messages.writing(asha, other, Channel.WHATSAPP, None)
    with pytest.raises(ServerAway):
        desk.messages.hand_over(asha, HandOver(new_id(), other, Channel.WHATSAPP, "Hello"))
    with pytest.raises(UserError, match="empty"):
        desk.messages.hand_over(asha, HandOver(new_id(), other, Channel.WHATSAPP, " "))
    with pytest.raises(ServerAway):
        desk.messages.of_lead(asha, other)
    assert [t.name for t in desk.messages.templates(asha)] == ["Rates"]
    assert desk.calling.waiting(asha) == 0


@pytest.mark.parametrize("goes", ["never", "before the call", "in the call"])
def test_what_was_written_in_a_call_that_was_none_stays_without_it(desk: Desk, goes: str) -> None:
    """Not them: the call in is forgotten, the text and the appointment are not."""
    asha = desk.co.office.asha
    outside = KeptOutsideCalls(desk.calling, desk.outbox, lambda: 31)
    lead = _at_hand(desk, asha)
    desk.calling.release(asha)
    if goes == "before the call":
        desk.cut()
    call, at = new_id(), desk.clock.now() + timedelta(hours=1)
    outside.take(asha, TakeCall(new_id(), call, lead.lead.id, None, desk.co.campaign.id))
    if goes == "in the call":
        desk.cut()
    desk.messages.hand_over(asha, _text(lead, call_id=call))
    desk.appointments.book(asha, BookAppointment(new_id(), lead.lead.id, "Visit", at, call_id=call))
    outside.put_down(asha, call)
    _back(desk, asha)
    assert desk.co.rows(calls) == []
    assert [row["call_id"] for row in (*desk.co.rows(messages), *desk.co.rows(appointments))] == [None] * 2
    assert desk.calling.came_out_otherwise(asha) == ()
