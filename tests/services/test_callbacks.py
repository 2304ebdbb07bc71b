"""Call-backs: mine, due, moved, handed over, closed; queue and lead keep step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from crm_desktop.domain.queue import Lane
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, UserError
from crm_desktop.services.calling import NextLead
from crm_desktop.store.tables import callbacks
from tests.calling_office import INDIA, CallingOffice, both_engines


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
    with pytest.raises(NotAllowed):
        co.callbacks.move(co.office.imran, callback_id, 2, at_india(17))
    with pytest.raises(NotAllowed):
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


def test_a_promise_settled_without_a_call_leaves_the_lead_to_be_tried(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id, callback_id = promise(co, at_india(16))
    with pytest.raises(UserError, match="Say why"):
        co.callbacks.done(asha, callback_id, 1, "  ")
    co.callbacks.done(asha, callback_id, 1, "rang us back")
    entry = co.entry(lead_id).entry
    assert (entry.lane, entry.next_at) == (Lane.RETRY, at_india(16))
    assert [r["state"] for r in co.rows(callbacks)] == ["cancelled"]
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
