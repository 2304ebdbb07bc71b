"""The live board: states, leads, figures, promises, campaigns; whose row an event touches, at what cost."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import event

from crm_desktop.domain.board import BoardRow, Figures, NeedKind, placed
from crm_desktop.domain.leave import Leave
from crm_desktop.domain.people import Actor
from crm_desktop.domain.presence import State
from crm_desktop.errors import NotAllowed, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.board import BoardService
from crm_desktop.services.campaigns import ChangeCampaign
from crm_desktop.services.desk_notes import SHOWN_FOR, DeskNoteService
from crm_desktop.services.leave import LeaveService
from crm_desktop.store.desk_notes import NoteKind
from tests.calling_office import CallingOffice, two_engines
from tests.factories import add_callers


def rows_of(service: BoardService, who: Actor) -> dict[UUID, BoardRow]:
    return {row.person_id: row for row in service.whole(who).rows}


def needs(co: CallingOffice, service: BoardService, who: Actor, whose: Actor) -> list[NeedKind]:
    found = placed(service.whole(who).rows, co.clock.now())
    return [need.kind for each in found if each.row.person_id == whose.person_id for need in each.needs]


def heartbeat(co: CallingOffice, *who: Actor) -> None:
    for each in who:
        co.office.people.touch(each)


@two_engines
def test_the_board_follows_a_call_and_a_break(co: CallingOffice) -> None:
    o, board = co.office, BoardService(co.store)
    for no in range(3):
        co.add_lead(f"Lead {no}", owner=o.asha)
    with pytest.raises(NotAllowed):
        board.whole(o.asha)
    lead, asha, imran = o.lead, o.asha, o.imran
    heard = board.whole(lead).heard
    assert board.touched(lead, heard).about == frozenset()

    claimed = co.next(asha)
    new = board.touched(lead, heard)
    assert (new.about, new.is_whole) == ({asha.person_id}, False)
    (row,) = new.rows
    assert (row.now.state, row.has_lead, row.lead_id) == (State.READY, True, claimed.lead.id)
    assert (row.campaign, row.lead) == (co.campaign.name, claimed.lead.name)

    call = co.dial(asha, claimed)
    co.clock.move(minutes=2)
    (row,) = board.touched(lead, new.heard).rows
    assert (row.now.state, row.lead_id, row.figures) == (
        State.ON_CALL,
        claimed.lead.id,
        Figures(0, 0, 0, None),
    )
    co.result(asha, call, "CALL_BACK", callback_at=co.clock.now() + timedelta(minutes=30), take_next=False)
    new = board.touched(lead, new.heard)
    (row,) = new.rows
    assert (row.now.state, row.has_lead, row.figures.calls) == (State.READY, False, 1)
    assert len(row.dues) == 1
    co.calling.pause(asha, "Tea", new_id())
    co.clock.move(minutes=50)
    heartbeat(co, asha, imran)
    (row,) = board.touched(lead, new.heard).rows
    assert (row.now.state, row.now.over_s(co.clock.now()) // 60) == (State.BREAK, 35)
    assert (row.late(co.clock.now()), row.promises, row.dues) == (1, 1, ())
    assert needs(co, board, lead, asha) == [NeedKind.BREAK_OVER, NeedKind.LATE]
    # Imran never had a lead; nothing tells that a program went silent but that it isn't heard of.
    assert needs(co, board, lead, imran) == [NeedKind.NO_LEAD]
    co.clock.move(minutes=4)
    heartbeat(co, asha)
    (gone,) = board.silent(lead, frozenset({asha.person_id, imran.person_id}))
    assert (gone.person_id, gone.now.state, gone.now.is_lost) == (imran.person_id, State.SIGNED_OUT, True)
    assert board.silent(lead, frozenset({asha.person_id})) == ()
    leave = LeaveService(co.store)
    leave.set(lead, imran.person_id, Leave(date(2026, 11, 20), date(2026, 11, 20)))
    assert rows_of(board, lead)[imran.person_id].is_on_leave
    co.add_lead("For the lead")
    heard = board.whole(lead).heard
    co.next(lead)
    new = board.touched(lead, heard)
    assert (new.about, new.is_whole) == ({lead.person_id}, False), "who leads and calls is one person too"
    co.calling.release(lead)
    # A lead sees the own team, an admin everybody; who only leads isn't on it.
    assert o.other_caller.person_id not in rows_of(board, lead)
    everybody = rows_of(board, o.admin)
    assert o.other_caller.person_id in everybody
    assert not {o.lead.person_id, o.admin.person_id} & everybody.keys()
    assert board.rows(lead, frozenset({o.other_caller.person_id})) == ()


@two_engines
def test_campaigns_say_how_long_they_last_and_what_keeps_them(co: CallingOffice) -> None:
    o, board = co.office, BoardService(co.store)
    for no in range(8):
        co.add_lead(f"Lead {no}")
    with pytest.raises(NotAllowed):
        board.campaigns(o.asha)
    found = {each.id: each for each in board.campaigns(o.lead)}[co.campaign.id]
    assert (found.counts.dialable, found.pace, found.dry_at, found.blocked) == (8, 0, None, 0)
    for code in ("NO_ANSWER", "NOT_INTERESTED", "NOT_INTERESTED", "CALL_BACK"):
        due = {"callback_at": co.clock.now() + timedelta(minutes=20)} if code == "CALL_BACK" else {}
        co.call(o.asha, code, take_next=False, **due)
        co.clock.move(minutes=5)
    found = {each.id: each for each in board.campaigns(o.lead)}[co.campaign.id]
    # Four calls in twenty minutes and four leads left: dry in twenty, but for what comes free meanwhile.
    assert (found.counts.dialable, round(found.pace)) == (4, 12)
    assert found.dry_at is not None
    assert timedelta(minutes=15) < found.dry_at - co.clock.now() < timedelta(minutes=50)
    assert found.soon >= 1
    assert found.soon_until - co.clock.now() <= timedelta(hours=2)


@two_engines
def test_notes_are_told_and_their_reading_too(co: CallingOffice) -> None:
    o, notes, board = co.office, DeskNoteService(co.store), BoardService(co.store)
    request = new_id()
    notes.send(o.lead, o.asha.person_id, "  Ask Meera about\nthe new rate  ", request)
    notes.send(o.lead, o.asha.person_id, "Ask Meera about the new rate", request)
    (note,) = notes.mine(o.asha)
    assert (note.text, note.kind) == ("Ask Meera about the new rate", NoteKind.NOTE)
    assert notes.mine(o.imran) == ()
    heard = board.whole(o.lead).heard
    assert not notes.seen(o.imran, note.id), "not theirs"
    assert notes.seen(o.asha, note.id)
    assert not notes.seen(o.asha, note.id)
    told = board.touched(o.lead, heard)
    assert (told.others, told.about) == ({"notes"}, frozenset())
    assert notes.mine(o.asha) == ()
    assert notes.of(o.lead, o.asha.person_id)[0].seen_at == co.clock.now()
    for who, whom, refused in (
        (o.asha, o.imran, NotAllowed), (o.lead, o.other_caller, NotAllowed), (o.asha, o.asha, NotAllowed),
    ):  # fmt: skip
        with pytest.raises(refused):
            notes.send(who, whom.person_id, "Hello", new_id())
    for words in ("  ", "x" * 201):
        with pytest.raises(UserError) as raised:
            notes.send(o.lead, o.asha.person_id, words, new_id())
        assert raised.value.field == "text"
    notes.send(o.admin, o.other_caller.person_id, "Hello", new_id())
    co.clock.move(hours=SHOWN_FOR.seconds // 3600, minutes=1)
    assert notes.mine(o.other_caller) == (), "that was yesterday's"
    assert notes.of(o.admin, o.other_caller.person_id)[0].seen_at is None


@two_engines
def test_a_forgotten_break_is_ended_once_and_told(co: CallingOffice) -> None:
    o, notes, board = co.office, DeskNoteService(co.store), BoardService(co.store)
    co.calling.pause(o.asha, "Lunch", new_id())
    co.clock.move(minutes=90)
    heartbeat(co, o.asha)
    for who in (o.asha, o.imran):
        with pytest.raises(NotAllowed):
            notes.end_break(who, o.asha.person_id, new_id())
    request = new_id()
    assert notes.end_break(o.lead, o.asha.person_id, request) == "Lunch"
    assert notes.end_break(o.lead, o.asha.person_id, request) == "Lunch"
    assert rows_of(board, o.lead)[o.asha.person_id].now.state is State.READY
    (note,) = notes.mine(o.asha)
    assert (note.kind, note.text, note.from_name) == (NoteKind.BREAK_ENDED, "Lunch", o.lead.name)
    with pytest.raises(UserError, match="over already"):
        notes.end_break(o.lead, o.asha.person_id, new_id())
    co.calling.resume(o.asha, new_id())  # her own key a moment later does no harm
    assert rows_of(board, o.lead)[o.asha.person_id].now.state is State.READY


@two_engines
def test_moving_somebody_keeps_who_works_where_straight(co: CallingOffice) -> None:
    o, notes = co.office, DeskNoteService(co.store)
    asha, imran = o.asha.person_id, o.imran.person_id
    other = co.campaigns.copy(o.admin, co.campaign.id, "Car loan").id

    def chosen(campaign_id: UUID, *who: UUID) -> None:
        version = co.campaigns.get(o.admin, campaign_id).version
        co.campaigns.update(o.admin, ChangeCampaign(campaign_id, version, people=frozenset(who)))

    def work_on(campaign_id: UUID) -> frozenset[UUID]:
        return co.campaigns.get(o.admin, campaign_id).people

    co.campaigns.resume(o.admin, other) if co.campaigns.get(o.admin, other).is_paused else None
    done = notes.move(o.lead, asha, other, new_id(), co.campaign.id)
    assert (done.added, done.left) == (False, None), "anybody works on both"
    (note,) = notes.mine(o.asha)
    assert (note.kind, note.campaign_id, note.campaign) == (NoteKind.MOVED, other, "Car loan")
    chosen(co.campaign.id, asha, imran)
    chosen(other, imran)
    done = notes.move(o.lead, asha, other, new_id(), co.campaign.id)
    assert (done.added, done.left) == (True, co.campaign.id)
    assert (work_on(other), work_on(co.campaign.id)) == ({asha, imran}, {imran})
    done = notes.move(o.lead, imran, other, new_id(), co.campaign.id)
    assert done.left is None, "nobody would be left, and everybody would work there"
    assert work_on(co.campaign.id) == {imran}
    with pytest.raises(NotAllowed):
        notes.move(o.asha, asha, other, new_id())
    co.campaigns.pause(o.admin, other)
    with pytest.raises(UserError, match="paused"):
        notes.move(o.lead, asha, other, new_id())


@two_engines
def test_an_event_costs_the_same_in_a_small_team_and_a_large_one(co: CallingOffice) -> None:
    o, board = co.office, BoardService(co.store)
    for no in range(4):
        co.add_lead(f"Lead {no}", owner=o.asha)
    engine, asked = co.store.engine, [0, 0]

    def count(connection: object, cursor: object, statement: str, values: object, *rest: object) -> None:
        if "SESSION AUTHORIZATION" in statement:  # what stands before is how the tests act as somebody
            asked[:] = [0, 0]
            return
        asked[0] += 1
        asked[1] += len(str(values))

    def cost() -> tuple[int, int, int]:
        """Questions of one event and of the whole board; and the size of what is asked by the event."""
        heard = board.whole(o.lead).heard
        co.next(o.asha)
        event.listen(engine, "before_cursor_execute", count)
        try:
            asked[:] = [0, 0]
            found = board.touched(o.lead, heard)
            one = tuple(asked)
            asked[:] = [0, 0]
            board.whole(o.lead)
            return one[0], asked[0], one[1]
        finally:
            event.remove(engine, "before_cursor_execute", count)
            assert (len(found.rows), found.is_whole) == (1, False)

    cost()  # what is remembered of the workspace is so from here on
    small = cost()
    add_callers(co.store, co.office, 50)
    assert len(board.whole(o.lead).rows) > 50
    large = cost()
    assert large[:2] == small[:2]
    assert abs(large[2] - small[2]) < 200
    assert small[0] <= 18
