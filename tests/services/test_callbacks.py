"""Call-backs: mine, due, moved, handed over, closed; queue and lead keep step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, UserError
from crm_desktop.services.calling import NextLead
from crm_desktop.store.callbacks import Callbacks
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.tables import callbacks, disclosures
from tests.calling_office import INDIA, NOT_YOURS, CallingOffice, both_engines


def at_india(hour: int, minute: int = 0, day: int = 20) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(INDIA)).astimezone(UTC)


def promise(co: CallingOffice, at: datetime, name: str = "Ravi Chauhan") -> tuple[UUID, UUID]:
    """A lead that Asha promised to call; gives the lead's and the promise's id."""
    lead_id = co.add_lead(name)
    shown = co.calling.take_lead(co.office.asha, lead_id)
    done = co.call(co.office.asha, "CALL_BACK", shown, callback_at=at, callback_note="asks for rates")
    assert done.callback_id is not None
    return lead_id, done.callback_id


@both_engines
def test_my_lists_go_by_the_offices_day(co: CallingOffice) -> None:
    asha = co.office.asha
    promise(co, at_india(16), "Overdue")
    promise(co, at_india(18, 30), "Today")
    promise(co, at_india(11, day=21), "Coming")
    co.clock.set(at_india(16, 30))
    mine = co.callbacks.mine(asha)
    assert [r.lead_name for r in mine.overdue] == ["Overdue"]
    assert [r.lead_name for r in mine.today] == ["Today"]
    assert [r.lead_name for r in mine.coming] == ["Coming"]
    assert mine.overdue[0].phone.startswith("+91980")
    assert (mine.overdue[0].note, mine.overdue[0].owner_name) == ("asks for rates", "Asha Pawar")
    due = co.callbacks.due(asha)
    assert due == mine.overdue[0]
    assert co.callbacks.count_badge(asha) == 1
    assert co.callbacks.mine(co.office.imran).overdue == ()
    co.call(asha, "SOLD")
    after = co.callbacks.mine(asha)
    assert (after.overdue, [r.state for r in after.done_today]) == ((), ["late"])


@both_engines
def test_moving_a_promise_moves_the_lead_too(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id, callback_id = promise(co, at_india(16))
    co.callbacks.move(asha, callback_id, 1, at_india(18))
    assert co.entry(lead_id).entry.next_at == at_india(18)
    assert co.lead_row(lead_id)["next_call_at"] == at_india(18)
    with pytest.raises(ChangedMeanwhile):
        co.callbacks.move(asha, callback_id, 1, at_india(17))
    with pytest.raises(UserError, match="outside calling hours"):
        co.callbacks.move(asha, callback_id, 2, at_india(21))
    with pytest.raises(NOT_YOURS):
        co.callbacks.move(co.office.imran, callback_id, 2, at_india(17))
    with pytest.raises(NOT_YOURS):
        co.callbacks.move(co.office.other_lead, callback_id, 2, at_india(17))
    co.callbacks.move(co.office.lead, callback_id, 2, at_india(17))
    titles = [i.title for i in co.calling.take_lead(asha, lead_id).timeline]
    assert titles[:3] == ["Call-back moved", "Call-back moved", "Call-back promised"]


@both_engines
def test_handing_over_gives_the_lead_as_well(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    lead_id, callback_id = promise(co, at_india(16))
    with pytest.raises(UserError, match="theirs already"):
        co.callbacks.hand_over(asha, callback_id, 1, asha.person_id)
    co.callbacks.hand_over(asha, callback_id, 1, imran.person_id)
    assert sorted(str(r["state"]) for r in co.rows(callbacks)) == ["handed_over", "open"]
    assert co.lead_row(lead_id)["owner_id"] == imran.person_id
    co.clock.set(at_india(16, 1))
    assert not isinstance(co.calling.next_lead(asha, co.campaign.id), NextLead)
    shown = co.next(imran)
    assert (shown.lead.id, shown.why.kind) == (lead_id, "promised")
    co.call(imran, "NO_ANSWER", shown)
    assert co.callbacks.mine(imran).done_today[0].state == "kept"


@both_engines
def test_handing_over_ends_at_the_own_team(co: CallingOffice) -> None:
    o = co.office
    lead_id, callback_id = promise(co, at_india(16))
    for who in (o.asha, o.lead):
        with pytest.raises(NotAllowed, match="not in your team"):
            co.callbacks.hand_over(who, callback_id, 1, o.other_caller.person_id)
    assert co.lead_row(lead_id)["owner_id"] == o.asha.person_id
    co.callbacks.hand_over(o.admin, callback_id, 1, o.other_caller.person_id)
    assert co.lead_row(lead_id)["owner_id"] == o.other_caller.person_id


def test_a_promise_settled_without_a_call_leaves_the_lead_to_be_tried(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id, callback_id = promise(co, at_india(16))
    with pytest.raises(UserError, match="Say why"):
        co.callbacks.done(asha, callback_id, 1, "  ")
    co.callbacks.done(asha, callback_id, 1, "rang us back")
    entry = co.entry(lead_id).entry
    assert (entry.lane, entry.next_at) == (Lane.RETRY, at_india(16))
    assert [r["state"] for r in co.rows(callbacks)] == ["kept"]
    with pytest.raises(ChangedMeanwhile, match="closed meanwhile"):
        co.callbacks.done(asha, callback_id, 2, "again")
    co.clock.move(hours=1)
    assert co.next(asha).why.kind == "retry"


def test_a_final_result_ends_the_promise(co: CallingOffice) -> None:
    lead_id, _ = promise(co, at_india(18))
    co.clock.move(minutes=5)
    co.call(co.office.asha, "NOT_INTERESTED", co.calling.take_lead(co.office.asha, lead_id))
    assert [r["state"] for r in co.rows(callbacks)] == ["kept"]
    assert co.lead_row(lead_id)["next_call_at"] is None
    assert co.callbacks.count_badge(co.office.asha) == 0


def test_a_due_promise_comes_before_everything(co: CallingOffice) -> None:
    lead_id, _ = promise(co, at_india(16))
    co.add_lead("New", next_at=co.clock.now() - timedelta(days=9))
    co.clock.set(at_india(16))
    assert co.next(co.office.asha).lead.id == lead_id


@both_engines
def test_snoozing_is_quiet_and_promises_nothing_else(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id, callback_id = promise(co, at_india(16))
    co.clock.set(at_india(16))
    co.callbacks.snooze(asha, callback_id, 10)
    assert co.callbacks.due(asha) is None
    (row,) = co.callbacks.mine(asha).overdue
    assert (row.due_at, row.version, row.snoozed_until) == (at_india(16), 1, at_india(16, 10))
    assert co.entry(lead_id).entry.next_at == at_india(16)
    co.clock.set(at_india(16, 10))
    assert co.callbacks.due(asha) is not None
    with pytest.raises(UserError, match="1 to 480 minutes"):
        co.callbacks.snooze(asha, callback_id, 0)
    with pytest.raises(NOT_YOURS):
        co.callbacks.snooze(co.office.imran, callback_id, 10)


@both_engines
def test_a_moved_promise_remembers_what_was_promised_first(co: CallingOffice) -> None:
    _, callback_id = promise(co, at_india(16))
    co.callbacks.move(co.office.asha, callback_id, 1, at_india(17))
    co.callbacks.move(co.office.asha, callback_id, 2, at_india(18))
    with co.store.read() as work:
        kept = Callbacks(work).get(callback_id)
    assert kept is not None
    assert (kept.first_due_at, kept.moved_count) == (at_india(16), 2)


@both_engines
@pytest.mark.parametrize(("minutes_late", "state"), [(10, "kept"), (20, "late")])
def test_what_is_settled_without_a_call_is_judged_by_its_time(
    co: CallingOffice, minutes_late: int, state: str
) -> None:
    lead_id, callback_id = promise(co, at_india(16))
    co.clock.set(at_india(16, minutes_late))
    co.callbacks.done(co.office.asha, callback_id, 1, "they rang us")
    assert [r.state for r in co.callbacks.mine(co.office.asha).done_today] == [state]
    assert co.entry(lead_id).entry.lane is Lane.RETRY


@both_engines
def test_nobody_promises_more_than_the_office_allows(co: CallingOffice) -> None:
    asha, imran = co.office.asha, co.office.imran
    with co.store.write(co.office.admin) as work:
        SettingRows(work).set("workspace", co.office.workspace_id, "callbacks_most", 2)
    promise(co, at_india(16), "One")
    two, two_id = promise(co, at_india(17), "Two")
    shown = co.calling.take_lead(asha, co.add_lead("Three"))
    call_id = co.dial(asha, shown)
    with pytest.raises(UserError, match="You have 2 open call-backs") as told:
        co.result(asha, call_id, "CALL_BACK", callback_at=at_india(18))
    assert told.value.field == "callback_at"
    co.result(asha, call_id, "NO_ANSWER", take_next=False)
    again = co.calling.take_lead(asha, two)  # the call answers one promise and gives another
    co.clock.move(minutes=1)
    assert co.call(asha, "CALL_BACK", again, callback_at=at_india(18)).callback_id is not None
    promise_of(co, imran, "Four")
    (mine,) = [r for r in co.callbacks.mine(asha).today if r.lead_name == "One"]
    co.callbacks.hand_over(co.office.lead, mine.id, mine.version, imran.person_id)
    (left,) = [r for r in co.callbacks.mine(asha).today if r.lead_name == "Two"]
    with pytest.raises(UserError, match="They have 2 open call-backs"):
        co.callbacks.hand_over(co.office.lead, left.id, left.version, imran.person_id)
    assert two_id != left.id


def promise_of(co: CallingOffice, who: Actor, name: str) -> None:
    shown = co.calling.take_lead(who, co.add_lead(name))
    co.call(who, "CALL_BACK", shown, callback_at=at_india(18), callback_note="x", take_next=False)


@both_engines
def test_what_nobody_called_for_a_week_is_broken_and_its_lead_comes_back(co: CallingOffice) -> None:
    lead_id, callback_id = promise(co, at_india(16))
    co.clock.set(at_india(16, day=27))
    assert co.callbacks.sweep(co.office.lead) == 0
    co.clock.set(at_india(16, 1, day=27))
    assert co.callbacks.sweep(co.office.lead) == 1
    with co.store.read() as work:
        ended = Callbacks(work).get(callback_id)
    assert ended is not None
    assert ended.state == "broken"
    assert co.entry(lead_id).entry.lane is Lane.RETRY
    assert co.callbacks.sweep(co.office.lead) == 0


def test_paper_is_noted(co: CallingOffice) -> None:
    co.callbacks.printed(co.office.asha, 3)
    with co.store.read() as work:
        rows = work.connection.execute(select(disclosures)).all()
    assert [(r.kind, r.format, r.row_count, r.person_id) for r in rows] == [
        ("print", "paper", 3, co.office.asha.person_id)
    ]


def test_days_of_the_strip(co: CallingOffice) -> None:
    promise(co, at_india(16), "A")
    promise(co, at_india(11, day=23), "B")
    assert co.callbacks.due_times(co.office.asha) == (at_india(16), at_india(11, day=23))
    assert co.callbacks.due_times(co.office.imran) == ()
