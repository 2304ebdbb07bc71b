"""What people ask about their data: taken in a call, never called again, answered by an admin."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from crm_desktop.domain.consent import CONTACT, Channel, How, Purpose
from crm_desktop.domain.lawful import Answer, Basis
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane
from crm_desktop.domain.requests import Came, Nominee, Proof, RequestKind, RequestState, Step, Trigger
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.consent import Agree, ConsentService
from crm_desktop.services.erasure import ErasePerson
from crm_desktop.services.lawful import AnswerWhy, LawfulService
from crm_desktop.services.notices import NoticeText
from crm_desktop.services.requests import RequestRow, RequestService, TakeRequest, TakeStep
from crm_desktop.store.tables import audit, consents, phones, queue_entries, request_steps, requests, timeline
from tests.calling_office import CallingOffice, both_engines, two_engines
from tests.factories import services_on


def register(co: CallingOffice) -> RequestService:
    return RequestService(co.store)


def do(co: CallingOffice, who: Actor, row: RequestRow, step: Step, text: str = "", **more: Any) -> RequestRow:
    request = row.request
    return register(co).take_step(who, TakeStep(new_id(), request.id, request.version, step, text, **more))


@both_engines
def test_delete_everything_in_a_call_is_taken_down_and_never_dialled_again(co: CallingOffice) -> None:
    asha = co.office.asha
    lead = co.add_lead("Ravi Chauhan", phones=2)
    shown = co.next(asha)
    call = co.dial(asha, shown)
    phone_id = shown.phone.phone_id
    command = TakeRequest(
        new_id(), RequestKind.ERASURE, lead_id=lead, campaign_id=co.campaign.id, call_id=call,
        never_phone_id=phone_id,
    )  # fmt: skip
    row = register(co).take(asha, command)
    assert register(co).take(asha, command) == row
    assert (row.request.name, row.taken_by) == ("Ravi Chauhan", asha.name)
    assert row.request.rules.startswith("in-2025-02-")
    assert row.request.deadlines.acknowledge_at == co.clock.now() + timedelta(hours=24)
    assert co.rows(phones, id=phone_id)[0]["do_not_call_at"] == co.clock.now()
    co.result(asha, call, "NO_ANSWER")
    co.clock.move(hours=3)
    co.calling.release(asha)
    assert not hasattr(co.calling.next_lead(asha, co.campaign.id), "lead")
    assert co.entry(lead).entry.reason == "do_not_call"
    assert [r["kind"] for r in co.rows(timeline, lead_id=lead)].count("request") == 1
    assert [r["kind"] for r in co.rows(request_steps)] == ["taken"]
    # It is them who aren't called, not that number alone; nothing is offered to them by any other way either.
    entries = {r["lead_id"]: r for r in co.rows(queue_entries)}
    assert entries[lead]["lane"] == Lane.BLOCKED
    said = {(r["purpose"], r["channel"]): (r["state"], r["how"]) for r in co.rows(consents, lead_id=lead)}
    assert said == {(Purpose.SERVICE, Channel.CALL): ("refused", "call")} | {
        (Purpose.OFFERS, channel): ("refused", "call") for channel in CONTACT
    }


@both_engines
def test_who_asks_not_to_be_called_is_not_from_that_day_on(co: CallingOffice) -> None:
    """An objection by letter and a consent taken back act by themselves; a yes that came later stands."""
    office, texts = co.office, (NoticeText("English", "Notice", "Name", "Calls", "Say so", "Ask", "Office"),)
    consent = ConsentService(co.store)
    consent.save_notice(office.admin, texts, new_id())
    objects, takes_back, asks = (co.add_lead(name) for name in ("Meera", "Ravi", "Zubin"))
    for lead, days in ((takes_back, 3), (objects, 1)):
        yes = Agree(new_id(), lead, ((Purpose.OFFERS, Channel.SMS),), How.PAPER, "English", "Form")
        consent.agree(office.admin, replace(yes, said_at=co.clock.now() - timedelta(days=days)))
    two_days_ago = co.clock.now() - timedelta(days=2)
    for lead, kind in ((objects, RequestKind.OBJECTION), (takes_back, RequestKind.WITHDRAWAL),
                       (asks, RequestKind.ACCESS)):  # fmt: skip
        register(co).take(
            office.admin, TakeRequest(new_id(), kind, Came.LETTER, lead_id=lead, received_at=two_days_ago)
        )
    said = {
        lead: {(r["purpose"], r["channel"]): r for r in co.rows(consents, lead_id=lead)
               if r["state"] != "given"}
        for lead in (objects, takes_back, asks)
    }  # fmt: skip
    assert said[asks] == {}
    assert set(said[objects]) == {(Purpose.SERVICE, Channel.CALL)} | {
        (Purpose.OFFERS, channel) for channel in CONTACT if channel is not Channel.SMS
    }
    assert set(said[takes_back]) == {(purpose, channel) for purpose in Purpose for channel in Channel}
    row = said[takes_back][Purpose.OFFERS, Channel.SMS]
    assert (row["state"], row["how"], row["at"]) == ("withdrawn", "paper", two_days_ago)
    assert str(row["evidence"]).startswith("R2")
    lanes = {r["lead_id"]: r["lane"] for r in co.rows(queue_entries)}
    assert lanes[objects] == lanes[takes_back] == Lane.BLOCKED != lanes[asks]


@both_engines
def test_each_sees_the_own_and_only_an_admin_answers(co: CallingOffice) -> None:
    office, service = co.office, register(co)
    lead = co.add_lead("Meera Kulkarni", owner=office.asha)
    row = service.take(office.asha, TakeRequest(new_id(), RequestKind.ACCESS, lead_id=lead))
    unknown = service.take(
        office.admin, TakeRequest(new_id(), RequestKind.GRIEVANCE, Came.LETTER, name="Zubin")
    )
    seen = {who: [r.request.id for r in service.page(who)]
            for who in (office.asha, office.imran, office.lead, office.other_lead, office.admin)}  # fmt: skip
    assert seen[office.asha] == [row.request.id]
    assert seen[office.lead] == [row.request.id]
    assert seen[office.imran] == seen[office.other_lead] == []
    assert set(seen[office.admin]) == {row.request.id, unknown.request.id}
    with pytest.raises((NotAllowed, NotFound)):
        service.steps(office.imran, row.request.id)
    with pytest.raises(NotAllowed, match="not yours"):
        do(co, office.asha, row, Step.ACKNOWLEDGED)
    row = do(co, office.lead, row, Step.ACKNOWLEDGED)
    with pytest.raises(UserError, match="how it was made sure"):
        do(co, office.lead, row, Step.IDENTITY)
    row = do(co, office.lead, row, Step.IDENTITY, proof=Proof.NUMBER)
    with pytest.raises(NotAllowed, match="Only an admin"):
        do(co, office.lead, row, Step.ANSWERED, "Sent")
    before = row
    row = do(co, office.admin, row, Step.ANSWERED, "Everything we have, by e-mail")
    assert (row.request.state, row.request.closed_by) == (RequestState.ANSWERED, office.admin.person_id)
    with pytest.raises(ChangedMeanwhile):
        do(co, office.admin, before, Step.NOTE, "late")
    row = do(co, office.admin, row, Step.REOPENED, "A page was missing")
    assert row.request.is_open
    steps = service.steps(office.admin, row.request.id)
    assert [s.kind for s in steps] == [
        Step.TAKEN,
        Step.ACKNOWLEDGED,
        Step.IDENTITY,
        Step.ANSWERED,
        Step.REOPENED,
    ]
    assert dict(steps[2].detail) == {"proof": "number"}
    acts = [r["act"] for r in co.rows(audit) if str(r["act"]).startswith("request.")]
    assert acts.count("request.answered") == 1


@both_engines
def test_what_is_missing_is_said_and_nothing_is_kept(co: CallingOffice) -> None:
    admin, service = co.office.admin, register(co)
    with pytest.raises(UserError, match="Say who asks"):
        service.take(admin, TakeRequest(new_id(), RequestKind.ACCESS, Came.EMAIL))
    ahead = co.clock.now() + timedelta(days=1)
    with pytest.raises(UserError, match="still to come"):
        service.take(admin, TakeRequest(new_id(), RequestKind.ACCESS, name="Zubin", received_at=ahead))
    with pytest.raises(UserError, match="at most 2000"):
        service.take(admin, TakeRequest(new_id(), RequestKind.ACCESS, name="Zubin", text="x" * 2001))
    early = co.clock.now() - timedelta(days=2)
    row = service.take(admin, TakeRequest(new_id(), RequestKind.ACCESS, name="Zubin", received_at=early))
    assert row.request.standing(co.clock.now()).alert == 100
    for step, message in ((Step.ANSWERED, "who asks"), (Step.REFUSED, "by which law"), (Step.NOTE, "empty"),
                          (Step.EXTENDED, "takes longer"), (Step.PASSED_ON, "as it stands")):  # fmt: skip
        with pytest.raises(UserError, match=message):
            do(co, admin, row, step)
    with pytest.raises(UserError, match="no more time"):
        do(co, admin, row, Step.EXTENDED, "Many files")
    assert len(service.steps(admin, row.request.id)) == 1


@both_engines
def test_who_gave_you_my_number(co: CallingOffice) -> None:
    asha = co.office.asha
    lead = co.add_lead("Ravi Chauhan")
    LawfulService(co.store).answer(
        co.office.lead, AnswerWhy(new_id(), co.campaign.id, Answer(Basis.LIST, source="Fair in Pune"))
    )
    with pytest.raises((NotAllowed, NotFound)):
        register(co).where_from(asha, co.add_lead("Theirs", owner=co.office.imran))
    co.next(asha)
    found = register(co).where_from(asha, lead, co.campaign.id)
    assert (found.basis, found.basis_source, found.campaign) == ("list", "Fair in Pune", co.campaign.name)
    assert isinstance(lead, UUID)


def test_after_an_erasure_the_request_stays_without_the_person(co: CallingOffice, tmp_path: Path) -> None:
    services = services_on(co.store, tmp_path)
    lead = co.add_lead("Ravi Chauhan")
    command = TakeRequest(
        new_id(), RequestKind.ERASURE, lead_id=lead, contact="ravi@example.in", text="Delete Ravi Chauhan"
    )  # fmt: skip
    row = services.requests.take(co.office.admin, command)
    row = do(co, co.office.admin, row, Step.NOTE, "Ravi rang twice")
    services.erasure.erase(co.office.admin, ErasePerson(new_id(), lead, f"Request {row.request.reference}"))
    (kept,) = co.rows(requests)
    assert (kept["kind"], kept["name"], kept["contact"], kept["text"]) == ("erasure", "", "", "")
    assert [(s["kind"], s["text"]) for s in co.rows(request_steps)] == [("taken", ""), ("note", "")]
    row = services.requests.get(co.office.admin, row.request.id)
    row = do(co, co.office.admin, row, Step.IDENTITY, proof=Proof.NUMBER)
    assert not do(co, co.office.admin, row, Step.ANSWERED, "Certificate sent").request.is_open


@two_engines
def test_a_nomination_is_acted_upon_before_it_is_answered(co: CallingOffice) -> None:
    admin, service = co.office.admin, register(co)
    lead = co.add_lead("Ravi Chauhan", owner=co.office.asha)
    row = service.take(admin, TakeRequest(new_id(), RequestKind.NOMINATION, Came.LETTER, lead_id=lead))
    assert Step.NOMINATED not in service.allowed(admin, row)
    row = do(co, admin, row, Step.IDENTITY, proof=Proof.PAPER)
    with pytest.raises(UserError, match="whom they named"):
        do(co, admin, row, Step.ANSWERED, "Noted")
    named = {"name": "Meena Chauhan", "contact": "+91 98111 22250", "trigger": Trigger.DEATH}
    for missing in named:
        lacking = {**named, missing: None if missing == "trigger" else ""}
        with pytest.raises(UserError) as raised:
            do(co, admin, row, Step.NOMINATED, "Signed letter", **lacking)
        assert raised.value.field == missing
    with pytest.raises(UserError):
        do(co, admin, row, Step.NOMINATED, "", **named)
    assert service.nominee_of(admin, row) is None
    row = do(co, admin, row, Step.NOMINATED, "Signed letter", **named)
    assert service.nominee_of(admin, row) == Nominee(
        "Meena Chauhan", "+91 98111 22250", Trigger.DEATH, "Signed letter"
    )
    row = do(co, admin, row, Step.ANSWERED, "Noted")
    later = service.take(co.office.asha, TakeRequest(new_id(), RequestKind.ACCESS, lead_id=lead))
    found = service.nominee_of(co.office.asha, later)  # whoever asks now, it is seen who may
    assert found is not None
    assert found.name == "Meena Chauhan"
