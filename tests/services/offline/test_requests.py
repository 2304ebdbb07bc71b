"""Requests about data at a workstation: taken in a call without the server, never dialled from here, once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from crm_desktop.domain.kept_acts import ActKind
from crm_desktop.domain.requests import RequestKind
from crm_desktop.ids import new_id
from crm_desktop.services.offline.requests import KeptRequestService
from crm_desktop.services.requests import TakeRequest
from crm_desktop.store.tables import leads, phones, requests
from tests.services.offline.conftest import Desk, both_desks

pytestmark = both_desks


def test_asked_in_a_call_without_the_server(desk: Desk) -> None:
    asha, service = desk.co.office.asha, KeptRequestService(desk.calling)
    with desk.co.store.write(desk.co.office.admin) as work:
        work.connection.execute(update(leads).values(language="Hindi"))
    desk.calling.look(asha)
    first = desk.next(asha)
    desk.calling.look(asha, desk.co.campaign.id)
    desk.cut()
    dial = desk.dial(asha, first)
    assert service.where_from(asha, first.lead.id, first.campaign.id).source == first.lead.source
    asked_at = desk.clock.now()
    command = TakeRequest(
        new_id(), RequestKind.ERASURE, lead_id=first.lead.id, campaign_id=first.campaign.id,
        call_id=dial.call_id, never_phone_id=first.phone.phone_id,
    )  # fmt: skip
    row = service.take(asha, command)
    assert (row.lead_name, row.request.kind) == (first.lead.name, RequestKind.ERASURE)
    assert row.language == "Hindi"  # letters are proposed in it
    assert ActKind.REQUEST in [act.kind for act in desk.outbox.of_call(dial.call_id)]
    desk.complete(asha, dial, "NO_ANSWER")
    desk.pass_time(hours=2)
    desk.mend()
    for _ in range(2):
        desk.calling.look(asha)
    assert desk.calling.waiting(asha) == 0
    (kept,) = desk.co.rows(requests)
    assert (kept["id"], kept["received_at"]) == (command.request_id, asked_at)
    assert kept["acknowledge_due_at"] == asked_at + timedelta(hours=24)
    assert kept["received_by"] == asha.person_id
    assert desk.co.rows(phones, id=first.phone.phone_id)[0]["do_not_call_at"] == asked_at
    assert desk.co.entry(first.lead.id).entry.reason == "do_not_call"


def test_the_answer_was_lost_on_the_way(desk: Desk) -> None:
    asha, service = desk.co.office.asha, KeptRequestService(desk.calling)
    desk.calling.look(asha)
    first = desk.next(asha)
    desk.store.loses_answers = 1
    service.take(asha, TakeRequest(new_id(), RequestKind.ACCESS, lead_id=first.lead.id))
    desk.mend()
    desk.calling.look(asha)
    assert desk.calling.waiting(asha) == 0
    assert len(desk.co.rows(requests)) == 1
