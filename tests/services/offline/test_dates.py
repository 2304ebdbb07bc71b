"""Call-backs and appointments without the server: kept here, moved, closed and booked, sent once."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from crm_desktop.domain.callbacks import CallbackState
from crm_desktop.domain.kept_acts import ActKind
from crm_desktop.domain.people import Actor
from crm_desktop.errors import ChangedMeanwhile, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.appointments import BookAppointment
from crm_desktop.services.calling.values import CallLater
from crm_desktop.services.offline.desk import ServerAway
from crm_desktop.store.callbacks import CallbackRow
from crm_desktop.store.tables import appointments, callbacks, commands, timeline
from tests.services.offline.conftest import Desk, both_desks

pytestmark = both_desks


@pytest.fixture(autouse=True)
def morning(desk: Desk) -> None:
    """A Saturday, 10:42 in India: calling hours end at seven."""
    desk.pass_time(hours=19)


def _promised(desk: Desk, who: Actor, **after: float) -> UUID:
    """A call-back of this person, made with the server there; gives its id."""
    lead = desk.co.add_lead("Meera Kulkarni", owner=who)
    at = desk.clock.now() + timedelta(**after)
    return desk.co.calling.call_later(who, CallLater(new_id(), lead, desk.co.campaign.id, at, "after lunch"))


def _kept(desk: Desk, who: Actor) -> None:
    """The desk has looked, and keeps what it needs."""
    desk.calling.look(who)
    desk.calling.look(who, desk.co.campaign.id)


def _row(desk: Desk, who: Actor, callback_id: UUID) -> CallbackRow:
    mine = desk.callbacks.mine(who)
    rows = (*mine.overdue, *mine.today, *mine.coming, *mine.done_today)
    return next(row for row in rows if row.id == callback_id)


def _stored(desk: Desk, callback_id: UUID) -> dict[str, object]:
    return desk.co.rows(callbacks, id=callback_id)[0]


def _back(desk: Desk, who: Actor) -> None:
    desk.mend()
    desk.calling.look(who)
    assert desk.calling.waiting(who) == 0


def test_those_of_the_next_hours_are_kept_and_shown(desk: Desk) -> None:
    asha = desk.co.office.asha
    soon, later = _promised(desk, asha, hours=2), _promised(desk, asha, hours=5)
    _promised(desk, desk.co.office.imran, hours=1)
    _kept(desk, asha)
    desk.cut()
    mine = desk.callbacks.mine(asha)
    assert mine.is_kept
    assert [row.id for row in (*mine.overdue, *mine.today, *mine.coming)] == [soon]
    assert mine.today[0].note == "after lunch"
    assert desk.callbacks.due(asha) is None
    desk.pass_time(hours=2, minutes=1)
    due = desk.callbacks.due(asha)
    assert due is not None
    assert (due.id, desk.callbacks.count_badge(asha)) == (soon, 1)
    desk.killed()
    assert [row.id for row in desk.callbacks.mine(asha).overdue] == [soon], "the program was killed"
    with pytest.raises(ServerAway, match="isn’t kept"):
        desk.callbacks.done(asha, later, 1, "settled")
    assert desk.calling.waiting(asha) == 0


def test_moved_twice_and_quiet_without_the_server(desk: Desk) -> None:
    asha = desk.co.office.asha
    promise = _promised(desk, asha, hours=1)
    _kept(desk, asha)
    desk.cut()
    first, second = (desk.clock.now() + timedelta(hours=h) for h in (2, 3))
    desk.callbacks.move(asha, promise, _row(desk, asha, promise).version, first)
    with pytest.raises(ChangedMeanwhile):
        desk.callbacks.move(asha, promise, 1, second)
    desk.callbacks.move(asha, promise, _row(desk, asha, promise).version, second)
    assert _row(desk, asha, promise).due_at == second
    desk.callbacks.snooze(asha, promise, 10)
    quiet = desk.clock.now() + timedelta(minutes=10)
    desk.pass_time(minutes=5)
    _back(desk, asha)
    row = _stored(desk, promise)
    assert (row["due_at"], row["moved_count"], row["snoozed_until"]) == (second, 2, quiet)
    lead = row["lead_id"]
    assert isinstance(lead, UUID)
    assert desk.co.entry(lead).entry.next_at == second
    moves = [item for item in desk.co.rows(timeline, lead_id=lead) if item["kind"] == "callback_moved"]
    assert len(moves) == 2
    assert desk.calling.came_out_otherwise(asha) == ()
    assert not desk.callbacks.mine(asha).is_kept


def test_closed_without_the_server_it_counts_as_of_then(desk: Desk) -> None:
    asha = desk.co.office.asha
    promise = _promised(desk, asha, minutes=10)
    _kept(desk, asha)
    desk.cut()
    desk.pass_time(minutes=12)
    assert desk.callbacks.due(asha) is not None
    desk.callbacks.done(asha, promise, 1, "they rang us")
    closed = desk.clock.now()
    assert desk.callbacks.due(asha) is None
    assert [row.id for row in desk.callbacks.mine(asha).done_today] == [promise]
    with pytest.raises(ChangedMeanwhile):
        desk.callbacks.done(asha, promise, 1, "again")
    desk.pass_time(hours=1)
    _back(desk, asha)
    row = _stored(desk, promise)
    assert (row["state"], row["closed_at"]) == (CallbackState.KEPT.value, closed)
    assert "they rang us" in [item["text"] for item in desk.co.rows(timeline, lead_id=row["lead_id"])]


def test_what_was_promised_here_can_be_moved_before_the_server_knows(desk: Desk) -> None:
    asha = desk.co.office.asha
    _kept(desk, asha)
    lead = desk.next(asha)
    _kept(desk, asha)
    desk.cut()
    at = desk.clock.now() + timedelta(hours=1)
    promise = desk.calling.call_later(asha, CallLater(new_id(), lead.lead.id, lead.campaign.id, at, "busy"))
    row = _row(desk, asha, promise)
    assert (row.due_at, row.note, row.lead_name) == (at, "busy", lead.lead.name)
    dial = desk.dial(asha, desk.next(asha))
    desk.complete(asha, dial, "CALL_BACK", callback_at=at, note="at the dentist")
    assert len(desk.callbacks.mine(asha).today) == 2
    moved = at + timedelta(hours=1)
    desk.callbacks.move(asha, promise, row.version, moved)
    _back(desk, asha)
    assert _stored(desk, promise)["due_at"] == moved
    assert {row["due_at"] for row in desk.co.rows(callbacks)} == {at, moved}


def test_a_call_answers_its_call_back_here_too(desk: Desk) -> None:
    asha = desk.co.office.asha
    promise = _promised(desk, asha, minutes=20)
    _kept(desk, asha)
    desk.cut()
    desk.pass_time(minutes=18)
    lead = desk.calling.take_lead(asha, _row(desk, asha, promise).lead_id)
    dial = desk.dial(asha, lead)
    desk.calling.mark_answered(asha, dial.call_id)
    desk.complete(asha, dial, "NOT_INTERESTED")
    mine = desk.callbacks.mine(asha)
    assert (mine.today, [row.id for row in mine.done_today]) == ((), [promise])
    _back(desk, asha)
    assert _stored(desk, promise)["state"] == CallbackState.KEPT.value


@pytest.mark.parametrize("what", ["closed", "handed over", "moved"])
def test_what_a_team_lead_did_meanwhile_stands_and_is_told(desk: Desk, what: str) -> None:
    asha, lead = desk.co.office.asha, desk.co.office.lead
    promise = _promised(desk, asha, hours=1)
    _kept(desk, asha)
    desk.cut()
    theirs, mine = (desk.clock.now() + timedelta(hours=h) for h in (2, 3))
    desk.callbacks.move(asha, promise, 1, mine)
    if what == "closed":
        desk.co.callbacks.done(lead, promise, 1, "they came by")
    elif what == "moved":
        desk.co.callbacks.move(lead, promise, 1, theirs)
    else:
        desk.co.callbacks.hand_over(lead, promise, 1, lead.person_id)
    _back(desk, asha)
    told = [(act.kind, act.outcome) for act in desk.calling.came_out_otherwise(asha)]
    assert told == [(ActKind.MOVE, "moved_already" if what == "moved" else "ended_already")]
    assert _stored(desk, promise)["due_at"] != mine


def test_a_reason_to_close_is_never_lost(desk: Desk) -> None:
    asha, lead = desk.co.office.asha, desk.co.office.lead
    promise = _promised(desk, asha, hours=1)
    _kept(desk, asha)
    desk.cut()
    desk.callbacks.done(asha, promise, 1, "settled by post")
    desk.co.callbacks.done(lead, promise, 1, "they came by")
    _back(desk, asha)
    row = _stored(desk, promise)
    texts = [item["text"] for item in desk.co.rows(timeline, lead_id=row["lead_id"])]
    assert "settled by post" in texts


@pytest.mark.parametrize("lost", [1, 2])
def test_an_answer_that_was_lost_doubles_nothing(desk: Desk, lost: int) -> None:
    asha = desk.co.office.asha
    promise = _promised(desk, asha, hours=1)
    _kept(desk, asha)
    at = desk.clock.now() + timedelta(hours=2)
    desk.store.loses_answers = lost
    desk.callbacks.move(asha, promise, _row(desk, asha, promise).version, at)
    desk.cut()
    _back(desk, asha)
    assert _stored(desk, promise)["moved_count"] == 1
    assert desk.calling.came_out_otherwise(asha) == ()


def test_what_the_rules_refuse_is_told_at_once_and_not_kept(desk: Desk) -> None:
    asha, imran = desk.co.office.asha, desk.co.office.imran
    promise = _promised(desk, asha, hours=1)
    _kept(desk, asha)
    desk.cut()
    past: datetime = desk.clock.now() - timedelta(minutes=1)
    with pytest.raises(UserError) as refused:
        desk.callbacks.move(asha, promise, 1, past)
    assert refused.value.field == "callback_at"
    with pytest.raises(UserError, match="Say why"):
        desk.callbacks.done(asha, promise, 1, " ")
    with pytest.raises(UserError, match="1 to 480"):
        desk.callbacks.snooze(asha, promise, 0)
    with pytest.raises(ServerAway):
        desk.callbacks.hand_over(asha, promise, 1, imran.person_id)
    with pytest.raises(ServerAway):
        desk.callbacks.printed(asha, 3)
    assert desk.calling.waiting(asha) == 0


def _book(desk: Desk, lead_id: UUID, call_id: UUID | None = None, **after: float) -> BookAppointment:
    at = desk.clock.now() + timedelta(**after)
    return BookAppointment(new_id(), lead_id, "Test drive", at, place="Showroom", call_id=call_id)


def test_an_appointment_agreed_in_a_call_is_kept_and_put_to_it(desk: Desk) -> None:
    asha = desk.co.office.asha
    _kept(desk, asha)
    lead = desk.next(asha)
    _kept(desk, asha)
    desk.cut()
    dial = desk.dial(asha, lead)
    command = _book(desk, lead.lead.id, dial.call_id, hours=3)
    row = desk.appointments.book(asha, command)
    assert (row.lead_name, row.appointment.title) == (lead.lead.name, "Test drive")
    assert desk.appointments.book(asha, command) == row, "a repeat is the same"
    now = desk.clock.now()
    assert desk.appointments.between(asha, now, now + timedelta(days=1)) == (row,)
    clash = desk.appointments.clashing(asha, row.appointment.starts_at, row.appointment.ends_at)
    assert clash == (row,)
    assert b"Test drive" in desk.appointments.file(asha, row.appointment.id).content
    with pytest.raises(ServerAway):
        desk.appointments.undo(asha, new_id())
    desk.complete(asha, dial, "NOT_INTERESTED")
    desk.pass_time(hours=4)  # it is over when it comes in
    _back(desk, asha)
    stored = desk.co.rows(appointments)
    assert [(r["id"], r["call_id"], r["owner_id"]) for r in stored] == [
        (command.request_id, dial.call_id, asha.person_id)
    ]
    assert desk.calling.came_out_otherwise(asha) == ()


def test_the_server_comes_back_in_mid_call(desk: Desk) -> None:
    asha = desk.co.office.asha
    _kept(desk, asha)
    lead = desk.next(asha)
    desk.cut()
    dial = desk.dial(asha, lead)
    desk.mend()
    desk.calling.look(asha)
    command = _book(desk, lead.lead.id, dial.call_id, hours=3)
    desk.appointments.book(asha, command)  # the server doesn't know the call yet
    desk.complete(asha, dial, "BUSY")
    assert [r["call_id"] for r in desk.co.rows(appointments)] == [dial.call_id]
    assert desk.calling.waiting(asha) == 0


def test_appointments_of_the_next_hours_are_kept(desk: Desk) -> None:
    asha, imran = desk.co.office.asha, desk.co.office.imran
    lead = desk.co.add_lead("Meera", owner=asha)
    soon = desk.appointments.book(asha, _book(desk, lead, hours=3))
    desk.appointments.book(asha, _book(desk, lead, hours=30))
    _kept(desk, asha)
    desk.cut()
    now = desk.clock.now()
    assert desk.appointments.between(asha, now, now + timedelta(days=9)) == (soon,)
    assert [r.appointment.id for r in desk.appointments.of_lead(asha, lead)] == [soon.appointment.id]
    with pytest.raises(ServerAway):
        desk.appointments.book(asha, _book(desk, new_id(), hours=1))
    with pytest.raises(UserError) as refused:
        desk.appointments.book(asha, _book(desk, desk.next(asha).lead.id, hours=-1))
    assert refused.value.field == "starts_at"
    other = BookAppointment(new_id(), desk.next(asha).lead.id, "Visit", now + timedelta(hours=1),
                            owner_id=imran.person_id)  # fmt: skip
    with pytest.raises(ServerAway):
        desk.appointments.book(asha, other)
    assert desk.calling.waiting(asha) == 0


def test_every_kept_act_is_a_command_the_server_knows_once(desk: Desk) -> None:
    """So that a store that lost it is offered it again."""
    asha = desk.co.office.asha
    promise = _promised(desk, asha, hours=1)
    _kept(desk, asha)
    desk.callbacks.move(
        asha, promise, _row(desk, asha, promise).version, desk.clock.now() + timedelta(hours=2)
    )
    desk.callbacks.snooze(asha, promise, 5)
    desk.callbacks.done(asha, promise, 2, "settled")
    desk.appointments.book(asha, _book(desk, desk.next(asha).lead.id, hours=3))
    kinds = {ActKind.MOVE, ActKind.SNOOZE, ActKind.CLOSE, ActKind.BOOKED}
    rows = desk.seat.run("SELECT id, kind FROM acts WHERE state = 'settled' AND outcome = 'applied'")
    known = {UUID(bytes=row[0]) for row in rows if row[1] in kinds}
    assert len(known) == 4
    assert known <= {row["request_id"] for row in desk.co.rows(commands)}
