"""Calling that goes on without the server: kept first, sent in order, nothing lost, nothing doubled."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, update

from crm_desktop.domain.kept_acts import ActKind
from crm_desktop.domain.queue import Lane, NothingToDial, Reason
from crm_desktop.errors import NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.calling.values import CallLater, NextLead, Skip
from crm_desktop.services.offline.desk import ServerAway
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.settings import SettingRows, set_epoch, workspace_info
from crm_desktop.store.tables import (
    call_hours,
    callbacks,
    calls,
    campaigns,
    phones,
    presence,
    reservations,
    timeline,
)
from tests.services.offline.conftest import Desk, both_desks

pytestmark = both_desks


def _totals_agree(desk: Desk) -> None:
    with desk.co.store.read() as work:
        assert CallHours(work).check() == 0


def test_with_the_server_there_nothing_waits(desk: Desk) -> None:
    asha = desk.co.office.asha
    desk.calling.look(asha)
    lead = desk.next(asha)
    dial = desk.dial(asha, lead)
    assert desk.calling.line_number(asha, dial.call_id) == lead.phone.e164
    desk.calling.mark_answered(asha, dial.call_id)
    desk.calling.mark_ended(asha, dial.call_id, "completed")
    done = desk.complete(asha, dial, "NO_ANSWER", note="rang")
    assert isinstance(done.next, NextLead)
    assert done.next.lead.id != lead.lead.id
    assert desk.calling.waiting(asha) == 0
    assert desk.co.call_row(dial.call_id)["note"] == "rang"
    reopened = desk.calling.undo(asha, done.undo_id)
    assert reopened.call.id == dial.call_id


def test_gone_in_mid_call_the_call_is_finished_and_sent_later(desk: Desk) -> None:
    asha = desk.co.office.asha
    desk.calling.look(asha)
    desk.calling.look(asha, desk.co.campaign.id)
    dial = desk.dial(asha, desk.next(asha))
    desk.cut()
    desk.pass_time(seconds=10)
    answered = desk.clock.now()
    desk.calling.mark_answered(asha, dial.call_id)
    desk.pass_time(seconds=60)
    desk.calling.mark_ended(asha, dial.call_id, "completed")
    done = desk.complete(asha, dial, "NOT_INTERESTED", note="has one")
    assert desk.link.state.is_away
    assert desk.link.state.waiting == 1
    assert isinstance(done.next, NextLead)
    desk.pass_time(minutes=5)
    desk.mend()
    desk.calling.look(asha, desk.co.campaign.id)
    assert desk.link.state.sent == 1
    assert not desk.link.state.is_away
    row = desk.co.call_row(dial.call_id)
    assert (row["answered_at"], row["talk_s"], row["disposition_code"]) == (answered, 60, "NOT_INTERESTED")
    assert row["closed_at"] == answered + timedelta(seconds=60)
    assert desk.co.entry(dial.lead_id).entry.lane is Lane.CLOSED
    _totals_agree(desk)


def test_kept_leads_go_on_being_called_for_an_hour(desk: Desk) -> None:
    asha, imran = desk.co.office.asha, desk.co.office.imran
    desk.calling.look(asha)
    lead = desk.next(asha)
    desk.calling.look(asha, desk.co.campaign.id)
    reserved = {row["lead_id"] for row in desk.co.rows(reservations)}
    assert 10 <= len(reserved) <= 16, "half of what can be dialled, and what is on the screen"
    desk.cut()
    done = 0
    found: NextLead | NothingToDial | None = lead
    called = []
    while isinstance(found, NextLead):
        dial = desk.dial(asha, found)
        assert desk.calling.line_number(asha, dial.call_id) == found.phone.e164
        called.append(found.lead.id)
        desk.pass_time(seconds=60)
        found = desk.complete(asha, dial, "NO_ANSWER").next
        done += 1
    assert isinstance(found, NothingToDial)
    assert found.reasons[0].reason is Reason.SERVER_AWAY
    assert set(called) == reserved
    assert len(called) == len(set(called)) == done
    theirs = desk.co.next(imran)  # the server is there for others
    assert theirs.lead.id not in reserved
    desk.mend()
    desk.calling.look(asha)
    assert len(desk.co.rows(calls)) == done
    assert desk.calling.waiting(asha) == 0
    assert not {row["lead_id"] for row in desk.co.rows(reservations)} & reserved
    _totals_agree(desk)


def test_as_many_are_kept_as_an_hour_asks_for_at_ones_own_pace(desk: Desk) -> None:
    asha, now = desk.co.office.asha, desk.clock.now().replace(minute=0)
    hours = [now - timedelta(days=1, hours=n) for n in range(6)]
    pace = {"person_id": asha.person_id, "campaign_id": desk.co.campaign.id, "attempts": 11}
    with desk.co.store.write(None) as work:
        rows = [{**pace, "day": int(f"{at:%Y%m%d}"), "hour_at": at} for at in hours]
        work.connection.execute(insert(call_hours), rows)
    desk.calling.look(asha, desk.co.campaign.id)
    assert len(desk.co.rows(reservations)) == 11, "15 are free: half of those that can be dialled"
    with desk.co.store.write(None) as work:
        work.connection.execute(delete(call_hours))
    desk.pass_time(minutes=50)
    desk.calling.look(asha, desk.co.campaign.id)
    assert len(desk.co.rows(reservations)) == 11
    desk.pass_time(minutes=11)  # asked for anew
    desk.calling.look(asha, desk.co.campaign.id)
    assert len(desk.co.rows(reservations)) == 15


def test_after_half_an_hour_of_a_promotion_nothing_is_dialled(desk: Desk) -> None:
    asha = desk.co.office.asha
    desk.calling.look(asha)
    lead = desk.next(asha)
    desk.calling.look(asha, desk.co.campaign.id)
    desk.cut()
    assert isinstance(desk.calling.next_lead(asha, desk.co.campaign.id), NextLead)
    desk.pass_time(minutes=29)
    assert isinstance(desk.calling.next_lead(asha, desk.co.campaign.id), NothingToDial)
    with pytest.raises(ServerAway):
        desk.dial(asha, lead)
    assert desk.calling.waiting(asha) == 0


def test_the_workspace_says_for_how_long(desk: Desk) -> None:
    asha, campaign = desk.co.office.asha, desk.co.campaign.id
    with desk.co.store.write(desk.co.office.admin) as work:
        SettingRows(work).set("workspace", workspace_info(work).id, "kept_minutes", 15)
        work.connection.execute(update(campaigns).values(call_class="service"))
    desk.calling.look(asha)
    desk.next(asha)
    desk.calling.look(asha, campaign)
    desk.cut()
    desk.pass_time(minutes=13)
    assert isinstance(desk.calling.next_lead(asha, campaign), NextLead)
    desk.pass_time(minutes=1)
    assert isinstance(desk.calling.next_lead(asha, campaign), NothingToDial)


def test_a_clock_set_back_makes_nothing_fresh_again(desk: Desk) -> None:
    asha = desk.co.office.asha
    desk.calling.look(asha)
    desk.next(asha)
    desk.calling.look(asha, desk.co.campaign.id)
    desk.cut()
    desk.ticks[0] += 31 * 60  # the computer's clock stood still meanwhile
    assert isinstance(desk.calling.next_lead(asha, desk.co.campaign.id), NothingToDial)
    desk.ticks[0] = 0.0
    desk.clock.move(minutes=-5)
    desk.killed()
    assert isinstance(desk.calling.next_lead(asha, desk.co.campaign.id), NothingToDial)


def test_an_answer_that_was_lost_doubles_nothing(desk: Desk) -> None:
    asha = desk.co.office.asha
    desk.calling.look(asha)
    lead = desk.next(asha)
    desk.store.loses_answers = 1
    dial = desk.dial(asha, lead)  # it is on the server, and nobody here knows
    assert desk.link.is_away
    desk.mend()
    desk.calling.look(asha)
    desk.store.loses_answers = 1
    done = desk.complete(asha, dial, "NO_ANSWER")
    assert desk.link.is_away or done.next is not None
    desk.mend()
    desk.calling.look(asha)
    assert len(desk.co.rows(calls)) == 1
    assert desk.co.entry(lead.lead.id).entry.attempts == 1
    assert len(desk.co.rows(timeline, lead_id=lead.lead.id)) == 1
    assert desk.calling.waiting(asha) == 0
    _totals_agree(desk)


def test_killed_in_mid_call_without_the_server_the_call_owes_its_result(desk: Desk) -> None:
    asha = desk.co.office.asha
    desk.calling.look(asha)
    lead = desk.next(asha)
    desk.cut()
    dial = desk.dial(asha, lead)
    desk.calling.mark_answered(asha, dial.call_id)
    desk.killed()
    found = desk.calling.open_call(asha)
    assert found is not None
    assert (found.call.id, found.next_lead.lead.id) == (dial.call_id, lead.lead.id)
    assert found.call.answered_at is not None
    with pytest.raises(UserError, match="still on a call"):
        desk.dial(asha, lead)
    desk.mend()
    desk.calling.look(asha)  # the server is back before the call is over
    assert isinstance(desk.complete(asha, dial, "BUSY").next, NextLead)
    assert desk.co.call_row(dial.call_id)["disposition_code"] == "BUSY"
    assert desk.calling.waiting(asha) == 0


def test_a_result_that_waits_can_be_taken_back(desk: Desk) -> None:
    asha = desk.co.office.asha
    desk.calling.look(asha)
    lead = desk.next(asha)
    desk.cut()
    dial = desk.dial(asha, lead)
    done = desk.complete(asha, dial, "WRONG_NUMBER", take_next=False)
    again = desk.calling.undo(asha, done.undo_id)
    assert (again.call.id, again.result_code) == (dial.call_id, "WRONG_NUMBER")
    desk.complete(asha, dial, "BUSY", take_next=False)
    desk.mend()
    desk.calling.look(asha)
    assert [row["disposition_code"] for row in desk.co.rows(calls)] == ["BUSY"]


def test_what_the_rules_refuse_is_told_at_once_and_not_kept(desk: Desk) -> None:
    asha = desk.co.office.asha
    desk.calling.look(asha)
    dial = desk.dial(asha, desk.next(asha))
    with pytest.raises(UserError) as refused:
        desk.complete(asha, dial, "INTERESTED")
    assert refused.value.field == "callback_at"
    desk.cut()
    with pytest.raises(UserError) as refused:
        desk.complete(asha, dial, "INTERESTED")
    assert refused.value.field == "callback_at"
    assert desk.outbox.to_send(asha.person_id) == ()
    with pytest.raises(NotFound):
        desk.calling.complete_and_next(
            asha, desk.command(dial, "BUSY").__class__(new_id(), dial.call_id, new_id())
        )
    assert desk.outbox.to_send(asha.person_id) == ()


def test_decisions_without_a_call_are_kept_too(desk: Desk) -> None:
    asha, at = desk.co.office.asha, desk.co.campaign.id
    desk.calling.look(asha)
    first = desk.next(asha)
    desk.calling.look(asha, at)
    desk.cut()
    desk.calling.note(asha, first.lead.id, "lives abroad", new_id())
    second = desk.calling.skip(asha, Skip(new_id(), first.lead.id, at, "Language"))
    assert isinstance(second, NextLead)
    due = desk.clock.now() + timedelta(hours=2)
    desk.calling.call_later(asha, CallLater(new_id(), second.lead.id, at, due, "at the dentist"))
    third = desk.next(asha)
    desk.calling.do_not_call(asha, third.lead.id, third.phone.phone_id, "asked")
    assert len({first.lead.id, second.lead.id, third.lead.id, desk.next(asha).lead.id}) == 4
    assert desk.calling.waiting(asha) == 4
    desk.pass_time(minutes=3)
    desk.mend()
    desk.calling.look(asha)
    assert desk.calling.waiting(asha) == 0
    assert desk.co.entry(first.lead.id).entry.reason == Reason.SKIPPED
    assert [row["due_at"] for row in desk.co.rows(callbacks)] == [due]
    assert desk.co.rows(phones, id=third.phone.phone_id)[0]["do_not_call_at"] is not None
    assert "lives abroad" in [row["text"] for row in desk.co.rows(timeline, lead_id=first.lead.id)]


def test_a_break_without_the_server_has_its_own_times(desk: Desk) -> None:
    asha = desk.co.office.asha
    desk.calling.look(asha)
    desk.next(asha)
    desk.cut()
    with pytest.raises(UserError):
        desk.calling.note(asha, desk.next(asha).lead.id, " ", new_id())
    desk.calling.call_later(
        asha,
        CallLater(
            new_id(), desk.next(asha).lead.id, desk.co.campaign.id, desk.clock.now() + timedelta(hours=2)
        ),
    )
    begun = desk.calling.pause(asha, "Tea", new_id())
    assert (begun.reason, begun.allowed_s) == ("Tea", 900)
    desk.pass_time(minutes=9)
    desk.calling.resume(asha, new_id())
    desk.pass_time(minutes=20)
    desk.mend()
    desk.calling.look(asha)
    row, back = desk.co.rows(presence)
    assert (row["id"], row["state"], row["at"]) == (begun.id, "break", begun.at)
    assert (back["state"], back["at"]) == ("ready", begun.at + timedelta(minutes=9))
    assert desk.calling.waiting(asha) == 0


def test_only_kept_leads_can_be_chosen(desk: Desk) -> None:
    asha = desk.co.office.asha
    desk.calling.look(asha)
    lead = desk.next(asha)
    other = desk.co.add_lead("Somebody else")
    desk.cut()
    with pytest.raises(ServerAway, match="kept on this computer"):
        desk.calling.take_lead(asha, other)
    assert desk.calling.take_lead(asha, lead.lead.id).lead.id == lead.lead.id


def test_a_conflict_is_shown_once(desk: Desk) -> None:
    asha, imran = desk.co.office.asha, desk.co.office.imran
    desk.calling.look(asha)
    lead = desk.next(asha)
    desk.cut()
    dial = desk.dial(asha, lead)
    desk.complete(asha, dial, "BUSY")
    desk.pass_time(hours=1)  # the lease ran out; nothing was reserved
    desk.co.call(imran, "NO_ANSWER", desk.co.calling.take_lead(imran, lead.lead.id))
    desk.mend()
    desk.calling.look(asha)
    told = desk.calling.came_out_otherwise(asha)
    assert [(act.kind, act.outcome, act.told) for act in told] == [
        (ActKind.COMPLETE, "overtaken", lead.lead.name)
    ]
    desk.calling.shown(told)
    assert desk.calling.came_out_otherwise(asha) == ()


def test_a_restored_store_is_offered_what_it_lost(desk: Desk) -> None:
    asha = desk.co.office.asha
    desk.calling.look(asha)
    lead = desk.next(asha)
    dial = desk.dial(asha, lead)
    desk.complete(asha, dial, "NO_ANSWER", take_next=False)
    with desk.co.store.write(None) as work:  # an hour-old copy knows neither the call nor its commands
        for table in ("timeline", "undo_acts", "audit", "call_hours", "calls", "commands"):
            work.connection.exec_driver_sql(f"DELETE FROM {table}")
        set_epoch(work, new_id())
    found = desk.calling.look(asha)
    assert found.offered_again >= 1
    assert desk.co.call_row(dial.call_id)["disposition_code"] == "NO_ANSWER"
    assert desk.calling.waiting(asha) == 0
    desk.calling.look(asha)
    assert len(desk.co.rows(calls)) == 1


def test_leaving_gives_back_what_is_kept_and_says_what_is_unsent(desk: Desk) -> None:
    asha = desk.co.office.asha
    desk.calling.look(asha)
    lead = desk.next(asha)
    desk.calling.look(asha, desk.co.campaign.id)
    assert desk.calling.leave(asha) == 0
    assert desk.co.rows(reservations) == []
    assert desk.kept.all(asha.person_id) == ()
    lead = desk.next(asha)
    desk.cut()
    desk.complete(asha, desk.dial(asha, lead), "BUSY", take_next=False)
    assert desk.calling.leave(asha) == 1


def test_the_server_is_asked_for_a_lead_once_it_has_what_was_kept(desk: Desk) -> None:
    """Its answer to a result was lost: it would give the same lead again."""
    asha = desk.co.office.asha
    desk.calling.look(asha)
    first = desk.next(asha)
    dial = desk.dial(asha, first)
    desk.cut()
    desk.complete(asha, dial, "NO_ANSWER")
    desk.mend()
    desk.link.came(desk.calling.waiting(asha))  # noticed to be back, before anything was sent
    found = desk.calling.next_lead(asha, desk.co.campaign.id)
    assert isinstance(found, NextLead)
    assert found.lead.id != first.lead.id
    assert desk.calling.waiting(asha) == 0
