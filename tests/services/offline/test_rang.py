"""Calls that rang in without the server: known here, kept first, put to the right lead when it is back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from crm_desktop.domain.call import Direction
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane
from crm_desktop.ids import new_id
from crm_desktop.services.calling.earlier import DoubleCall
from crm_desktop.services.calling.values import CompleteCall, NextLead
from crm_desktop.services.lead_rules import NewLead
from crm_desktop.services.leads import LeadService
from crm_desktop.services.offline.desk import ServerAway
from crm_desktop.services.offline.known_callers import KeptCallers
from crm_desktop.services.offline.new_callers import KeptLeadService
from crm_desktop.services.offline.rang import KeptOutsideCalls
from crm_desktop.services.outside_calls import EarlierCall, MissedCall, OnLine, TakeCall
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.outside_calls import Way
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.tables import callbacks, calls, leads, phones, timeline
from tests.calling_office import usual_values
from tests.services.offline.conftest import Desk, both_desks

pytestmark = both_desks
NUMBER = "98333 44455"


class Rang:
    """The services of a workstation for calls that rang in."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.asha = desk, desk.co.office.asha
        with desk.co.store.read() as work:
            info = workspace_info(work)
        self.callers = KeptCallers(desk.calling, info.country)
        self.outside = KeptOutsideCalls(desk.calling, desk.outbox, lambda: 31)
        self.leads = KeptLeadService(desk.store, desk.calling, desk.outbox, info, self._campaigns)
        desk.calling.look(self.asha)
        self.shown = desk.next(self.asha)
        desk.calling.asked(self.asha)
        desk.calling.look(self.asha, desk.co.campaign.id)

    def _campaigns(self, _actor: Actor) -> tuple[Campaign, ...]:
        return (self.desk.co.campaign,)

    def new(self, name: str = "Sunita Rao", number: str = NUMBER) -> UUID:
        """Somebody who isn't known here."""
        made = self.leads.create(
            self.asha, NewLead(name, (number,), campaign_id=self.desk.co.campaign.id), new_id()
        )
        return made.id

    def take(self, lead: UUID) -> OnLine:
        """They are on the line."""
        return self.outside.take(
            self.asha,
            TakeCall(new_id(), new_id(), lead, None, self.desk.co.campaign.id, way=Way(our_number="2")),
        )

    def result(self, line: OnLine, code: str, **more: object) -> CompleteCall:
        """Give the call's result."""
        result = self.desk.disposition(code)
        values: dict[str, object] = {"values": usual_values(result), "take_next": False, **more}
        command = CompleteCall(new_id(), line.call.id, result.id, **values)  # type: ignore[arg-type]
        self.desk.calling.complete_and_next(self.asha, command)
        return command

    def back(self) -> None:
        """The server is back, and has everything."""
        self.desk.mend()
        self.desk.calling.look(self.asha)
        assert self.desk.calling.waiting(self.asha) == 0
        with self.desk.co.store.read() as work:
            assert CallHours(work).check() == 0

    def outcomes(self) -> list[str]:
        """What the person is told of."""
        return [act.outcome for act in self.desk.calling.came_out_otherwise(self.asha)]


def test_a_kept_lead_rings_is_found_and_worked(desk: Desk) -> None:
    rang = Rang(desk)
    desk.cut()
    desk.calling.look(rang.asha)
    kept = next(s for s in desk.keeper.known(rang.asha) if s.shown.lead.id != rang.shown.lead.id)
    number = next(iter(kept.numbers.values()))
    for typed in (number[-4:], number, kept.shown.lead.name):
        found = rang.callers.find(rang.asha, typed)
        assert found.is_away
        assert kept.shown.lead.id in [row.lead_id for row in found.rows]
    line = rang.take(kept.shown.lead.id)
    assert line.next_lead.why.kind == "rang"
    assert line.held is not None
    assert line.held.lead_id == rang.shown.lead.id
    desk.pass_time(minutes=3)
    desk.calling.mark_ended(rang.asha, line.call.id, "completed")
    rang.result(line, "CALL_BACK", note="wants a loan", callback_at=desk.clock.now() + timedelta(days=1))
    back = rang.outside.take_back(rang.asha, line.held)
    assert isinstance(back, NextLead)
    assert back.lead.id == rang.shown.lead.id
    rang.back()
    row = desk.co.call_row(line.call.id)
    assert (row["direction"], row["note"], row["talk_s"], row["our_number"]) == (
        "in",
        "wants a loan",
        180,
        "2",
    )
    assert desk.co.entry(kept.shown.lead.id).entry.attempts == 0, "they rang us: no try is used"
    assert desk.co.entry(kept.shown.lead.id).entry.lane is Lane.PROMISED
    assert rang.outcomes() == []


def test_an_unknown_caller_becomes_a_lead_once(desk: Desk) -> None:
    rang = Rang(desk)
    desk.cut()
    assert rang.callers.find(rang.asha, NUMBER).rows == ()
    lead = rang.new()
    assert [row.lead_id for row in rang.callers.find(rang.asha, NUMBER[-5:]).rows] == [lead]
    line = rang.take(lead)
    desk.killed()
    opened = desk.calling.open_call(rang.asha)
    assert opened is not None
    assert opened.call.id == line.call.id
    assert opened.call.direction is Direction.IN
    rang.result(line, "NOT_INTERESTED", note="asked for rates")
    rang.back()
    row = desk.co.call_row(line.call.id)
    assert row["lead_id"] == lead
    assert len(desk.co.rows(phones, e164="+919833344455")) == 1
    assert desk.co.rows(leads, id=lead)[0]["name"] == "Sunita Rao"


def test_a_number_somebody_has_is_put_to_that_lead(desk: Desk) -> None:
    rang, imran = Rang(desk), desk.co.office.imran
    theirs = LeadService(desk.co.store).create(
        imran, NewLead("Ramesh Rao", (NUMBER,), campaign_id=desk.co.campaign.id)
    )
    desk.cut()
    lead = rang.new()
    line = rang.take(lead)
    rang.result(line, "CALL_BACK", note="son of", callback_at=desk.clock.now() + timedelta(days=1))
    desk.calling.note(rang.asha, lead, "second thought", new_id())
    rang.back()
    assert desk.co.call_row(line.call.id)["lead_id"] == theirs.id
    assert desk.co.rows(leads, id=lead) == []
    texts = {row["text"] for row in desk.co.rows(timeline, lead_id=theirs.id, kind="note")}
    assert texts == {"Sunita Rao", "second thought"}
    assert rang.outcomes() == ["others_lead"]


def test_a_missed_call_becomes_a_call_back(desk: Desk) -> None:
    rang = Rang(desk)
    desk.cut()
    lead = rang.new()
    command = MissedCall(new_id(), new_id(), lead, note="rang twice")
    assert rang.outside.note_missed(rang.asha, command).is_kept
    with pytest.raises(DoubleCall):
        rang.outside.note_missed(rang.asha, MissedCall(new_id(), new_id(), lead))
    desk.pass_time(minutes=20)
    rang.back()
    [promise] = desk.co.rows(callbacks, lead_id=lead)
    assert (promise["kind"], promise["owner_id"], promise["state"]) == (
        "missed_call", rang.asha.person_id, "open",
    )  # fmt: skip
    assert desk.co.call_row(command.call_id)["direction"] == "missed"
    desk.calling.look(rang.asha)
    assert len(desk.co.rows(calls)) == 1


def test_an_earlier_call_is_entered_without_the_server(desk: Desk) -> None:
    rang = Rang(desk)
    desk.cut()
    lead = rang.shown.lead.id
    form = rang.outside.earlier_form(rang.asha, lead, None)
    result = desk.disposition("NOT_INTERESTED")
    at = desk.clock.now() - timedelta(hours=2)
    command = EarlierCall(
        new_id(), new_id(), lead, Direction.OUT, at, result.id, campaign_id=form.campaign.id, note="at lunch",
        talk_s=90, values=usual_values(result), dialler="typed",
    )  # fmt: skip
    rang.outside.log_earlier(rang.asha, command)
    with pytest.raises(DoubleCall):
        rang.outside.log_earlier(
            rang.asha, EarlierCall(new_id(), new_id(), lead, Direction.OUT, at, result.id)
        )
    rang.back()
    row = desk.co.call_row(command.call_id)
    assert (row["dialled_at"], row["talk_s"], row["note"]) == (at, 90, "at lunch")
    assert (row["disposition_code"], row["known_how"]) == ("NOT_INTERESTED", "later")


def test_not_them_is_forgotten_everywhere(desk: Desk) -> None:
    rang = Rang(desk)
    desk.cut()
    line = rang.take(rang.shown.lead.id)
    rang.outside.put_down(rang.asha, line.call.id)
    assert desk.calling.open_call(rang.asha) is None
    desk.mend()
    desk.calling.look(rang.asha)
    there = rang.take(rang.shown.lead.id)
    desk.cut()
    rang.outside.put_down(rang.asha, there.call.id)
    rang.back()
    assert desk.co.rows(calls) == []
    assert rang.outcomes() == []


def test_who_is_not_kept_is_said(desk: Desk) -> None:
    rang = Rang(desk)
    desk.cut()
    with pytest.raises(ServerAway):
        rang.take(new_id())
    assert desk.calling.waiting(rang.asha) == 0


def test_a_result_the_server_has_is_taken_back_without_it(desk: Desk) -> None:
    rang = Rang(desk)
    dial = desk.dial(rang.asha, rang.shown)
    done = desk.complete(rang.asha, dial, "NOT_INTERESTED", note="wrong key")
    desk.cut()
    reopened = desk.calling.undo(rang.asha, done.undo_id)
    assert reopened.call.id == dial.call_id
    desk.complete(rang.asha, dial, "NO_ANSWER", note="right", take_next=False)
    rang.back()
    row = desk.co.call_row(dial.call_id)
    assert (row["disposition_code"], row["note"]) == ("NO_ANSWER", "right")
    assert rang.outcomes() == []


def test_a_result_whose_answer_was_lost_is_taken_back(desk: Desk) -> None:
    rang = Rang(desk)
    dial = desk.dial(rang.asha, rang.shown)
    desk.store.loses_answers = 1
    done = desk.complete(rang.asha, dial, "NOT_INTERESTED")  # it is on the server, and nobody here knows
    assert desk.link.is_away
    desk.calling.undo(rang.asha, done.undo_id)
    desk.complete(rang.asha, dial, "NO_ANSWER", take_next=False)
    rang.back()
    assert desk.co.call_row(dial.call_id)["disposition_code"] == "NO_ANSWER"
    assert rang.outcomes() == []
