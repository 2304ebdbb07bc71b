"""Consent: a no binds from the next dial and message on, a yes needs what shows it, on both engines."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import select

from crm_desktop.domain.consent import (
    AGE_GUARDED,
    AGE_MINOR,
    Basis,
    Channel,
    ConsentRow,
    How,
    Purpose,
    State,
    bit,
    bits_of,
    newest,
)
from crm_desktop.domain.consent_receipt import as_json
from crm_desktop.domain.import_mapping import ColumnRule, Mapping
from crm_desktop.domain.lawful import Answer
from crm_desktop.domain.lawful import Basis as Lawful
from crm_desktop.domain.messages import Channel as Way
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane, NothingToDial, Reason
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.readers import open_source
from crm_desktop.services.calling import NextLead
from crm_desktop.services.calling.values import CallLater
from crm_desktop.services.consent import Agree, ConsentService, Ledger, SayNo
from crm_desktop.services.imports import ImportPlan, ImportService
from crm_desktop.services.leads import LeadService
from crm_desktop.services.messages import MessageService
from crm_desktop.services.minors import Guardian
from crm_desktop.services.notices import NoticeText
from crm_desktop.services.recipients import Recipient, RecipientService
from crm_desktop.store.consents import Consents
from crm_desktop.store.tables import consents, leads, phones
from tests.calling_office import CallingOffice, two_engines

OFFERS, SERVICE, CALL = Purpose.OFFERS, Purpose.SERVICE, Channel.CALL
OFFER_CALLS = ((OFFERS, CALL),)


def notice(co: CallingOffice, *languages: str) -> None:
    texts = tuple(
        NoticeText(each, "Notice", "Name", "Calls", "Say so", "Ask", "Office")
        for each in languages or ("English",)
    )
    ConsentService(co.store).save_notice(co.office.admin, texts, new_id())


def no(co: CallingOffice, who: Actor, lead_id: UUID, **more: object) -> None:
    ConsentService(co.store).say_no(who, SayNo(new_id(), lead_id, **more))  # type: ignore[arg-type]


def yes(co: CallingOffice, who: Actor, lead_id: UUID, **more: object) -> Ledger:
    values = {"what": OFFER_CALLS, "how": How.FORM, "language": "English", "evidence": "Form 7"} | more
    return ConsentService(co.store).agree(who, Agree(new_id(), lead_id, **values))  # type: ignore[arg-type]


def refused(co: CallingOffice, lead_id: UUID) -> int:
    return int(str(co.rows(leads, id=lead_id)[0]["refused"]))


@two_engines
def test_a_no_without_a_call_takes_the_promised_time_off_the_lead(co: CallingOffice) -> None:
    asha = co.office.asha
    for way in ("said", "marked"):
        co.add_lead(way, owner=asha)
        shown = co.next(asha)
        lead_id, at = shown.lead.id, co.clock.now() + timedelta(hours=1)
        co.calling.call_later(asha, CallLater(new_id(), lead_id, co.campaign.id, at, ""))
        assert co.lead_row(lead_id)["next_call_at"] == at
        if way == "said":
            no(co, asha, lead_id)
        else:
            co.calling.do_not_call(asha, lead_id, shown.lead.phones[0].phone_id, "asked")
        assert co.entry(lead_id).entry.lane is Lane.BLOCKED
        assert co.lead_row(lead_id)["next_call_at"] is None


@two_engines
def test_a_no_in_the_call_binds_from_the_next_dial_on(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead()
    lead = co.next(asha)
    call = co.dial(asha, lead)
    command = SayNo(new_id(), lead_id, call_id=call, words="Never again, please")
    for _ in range(2):
        ConsentService(co.store).say_no(asha, command)
    assert len(co.rows(consents)) == len(Purpose) * len(Channel)
    with pytest.raises(UserError, match="said no"):  # nobody may be promised a call that isn't made
        co.result(asha, call, "CALL_BACK", callback_at=co.clock.now() + timedelta(hours=1))
    co.result(asha, call, "NO_ANSWER")
    entry = co.entry(lead_id).entry
    assert (entry.lane, entry.reason, entry.claimed_by) == (Lane.BLOCKED, "consent_withdrawn", None)
    found = co.calling.next_lead(asha, co.campaign.id)
    assert isinstance(found, NothingToDial)
    assert [(each.reason, each.leads) for each in found.reasons] == [(Reason.CONSENT_WITHDRAWN, 1)]
    with pytest.raises(UserError, match="said no"):
        co.calling.take_lead(co.office.lead, lead_id, co.campaign.id)
    why = co.calling.why_lead(co.office.lead, lead_id).campaigns[0]
    assert (why.code, [g.text for g in why.gates if not g.passes]) == (
        "CONSENT_WITHDRAWN", ["They said no to such calls"],
    )  # fmt: skip


@two_engines
def test_a_lead_on_a_screen_is_not_dialled_once_it_said_no(co: CallingOffice) -> None:
    lead_id = co.add_lead()
    lead = co.next(co.office.asha)
    no(co, co.office.lead, lead_id)
    with pytest.raises(UserError, match="said no"):
        co.dial(co.office.asha, lead)
    assert co.entry(lead_id).entry.reason == "consent_withdrawn"
    no(co, co.office.asha, lead_id)  # said twice: nothing new, and the screen is free
    assert co.entry(lead_id).entry.claimed_by is None


@two_engines
def test_each_purpose_and_way_stands_by_itself(co: CallingOffice) -> None:
    asha = co.office.asha
    lead_id = co.add_lead(owner=asha)
    no(co, asha, lead_id, what=((OFFERS, Channel.WHATSAPP), (SERVICE, CALL)))
    assert refused(co, lead_id) == bit(OFFERS, Channel.WHATSAPP) | bit(SERVICE, CALL)
    assert co.entry(lead_id).entry.lane is Lane.NEW  # the campaign is promotional
    messages = MessageService(co.store, None)  # type: ignore[arg-type]

    def refusal(way: Way, campaign_id: UUID | None = co.campaign.id) -> str:
        return str(messages.writing(asha, lead_id, way, campaign_id).refusal or "")

    assert "said no to WhatsApp" in refusal(Way.WHATSAPP)
    assert "said no to WhatsApp" in refusal(Way.WHATSAPP, None)  # for whatever it is
    assert refusal(Way.SMS) == ""
    ledger = ConsentService(co.store).of_lead(asha, lead_id)
    assert ledger.state(SERVICE, CALL) is State.REFUSED  # nobody had agreed to it
    assert ledger.state(OFFERS, CALL) is None


@two_engines
def test_a_yes_needs_a_notice_and_evidence_and_ends_by_itself(co: CallingOffice) -> None:
    lead_id = co.add_lead(owner=co.office.asha)
    with pytest.raises(UserError, match="no notice"):
        yes(co, co.office.lead, lead_id)
    notice(co, "English", "हिन्दी")
    for who, more, said in (
        (co.office.lead, {"evidence": " "}, "what shows it"),
        (co.office.lead, {"language": "Urdu"}, "no notice"),
        (co.office.lead, {"what": ()}, "agreed to"),
        (co.office.lead, {"said_at": co.clock.now() + timedelta(hours=1)}, "still to come"),
        (co.office.lead, {"basis": Basis.CONTRACT}, "until when"),
        (co.office.asha, {}, "team lead"),
        (co.office.asha, {"how": How.CALL, "call_id": new_id()}, "isn’t one with this person"),
    ):
        with pytest.raises(UserError, match=said):
            yes(co, who, lead_id, **more)
    assert co.rows(consents) == []
    made = yes(co, co.office.lead, lead_id, basis=Basis.PURCHASE, language="हिन्दी")
    row = made.rows[0]
    assert (row.notice_id, row.by) == (made.notices[1].id, "Joseph Lobo")
    assert made.notices[0].sha256 != made.notices[1].sha256
    basis = co.rows(leads, id=lead_id)[0]
    assert (basis["basis_kind"], basis["basis_until"]) == ("agreed", row.valid_until)
    co.clock.move(days=8)
    later = ConsentService(co.store).of_lead(co.office.lead, lead_id)
    assert later.state(OFFERS, CALL) is State.EXPIRED
    service = ConsentService(co.store)
    if co.store.engine.dialect.name == "sqlite":  # a server goes by its own clock
        assert (service.expire(co.office.admin), service.expire(co.office.admin)) == (1, 0)
        (ended,) = [row for row in co.rows(consents) if row["state"] == "expired"]
        assert ended["at"] == row.valid_until
    no(co, co.office.lead, lead_id, what=OFFER_CALLS)
    assert ConsentService(co.store).of_lead(co.office.lead, lead_id).state(OFFERS, CALL) is State.REFUSED


@two_engines
def test_a_no_is_lifted_by_staff_and_not_asked_for_before_its_time(co: CallingOffice) -> None:
    notice(co)
    asha, lead_id = co.office.asha, co.add_lead(owner=co.office.asha)
    call = co.dial(asha, co.next(asha))
    yes(co, asha, lead_id, how=How.CALL, call_id=call, evidence="")
    co.clock.move(minutes=1)
    no(co, asha, lead_id, call_id=call)
    assert ConsentService(co.store).of_lead(asha, lead_id).state(OFFERS, CALL) is State.WITHDRAWN
    co.result(asha, call, "NO_ANSWER")
    co.clock.move(minutes=1)
    with pytest.raises(UserError, match="team lead keeps"):
        yes(co, asha, lead_id, how=How.CALL, call_id=call)
    with pytest.raises(UserError, match="before"):
        yes(co, co.office.lead, lead_id)
    yes(co, co.office.lead, lead_id, they_asked=True)
    assert (co.entry(lead_id).entry.lane, co.entry(lead_id).entry.reason) == (Lane.RETRY, "")
    assert refused(co, lead_id) & bit(OFFERS, CALL) == 0
    assert refused(co, lead_id) & bit(SERVICE, CALL)
    co.clock.move(minutes=1)
    no(co, co.office.lead, lead_id, what=OFFER_CALLS)
    co.clock.move(days=91)
    yes(co, co.office.lead, lead_id)
    assert isinstance(co.calling.next_lead(asha, co.campaign.id), NextLead)


@two_engines
def test_what_was_refused_binds_whoever_it_is_merged_into(co: CallingOffice) -> None:
    kept, other = co.add_lead("Ravi", owner=co.office.asha), co.add_lead("Ravi C", owner=co.office.asha)
    no(co, co.office.asha, other, what=OFFER_CALLS)
    merged = LeadService(co.store).merge(co.office.lead, kept, other)
    assert refused(co, kept) == bit(OFFERS, CALL)
    LeadService(co.store).undo_merge(co.office.lead, merged)
    assert (refused(co, kept), refused(co, other)) == (0, bit(OFFERS, CALL))
    with co.store.read() as work:
        assert work.connection.execute(select(consents.c.lead_id)).scalars().all() == [other]


@two_engines
def test_a_minor_is_reached_by_nobody_until_a_guardian_is_on_record(co: CallingOffice) -> None:
    service, asha = ConsentService(co.store), co.office.asha
    lead_id = co.add_lead(owner=asha)
    lead = co.next(asha)
    service.set_age(asha, lead_id, AGE_MINOR, None, new_id())
    entry = co.entry(lead_id).entry
    assert (entry.lane, entry.reason, entry.claimed_by) == (Lane.BLOCKED, "minor", None)
    with pytest.raises(UserError, match="under 18"):
        co.calling.take_lead(asha, lead.lead.id, co.campaign.id)
    messages = MessageService(co.store, None)  # type: ignore[arg-type]
    assert "under 18" in str(messages.writing(asha, lead_id, Way.SMS, None).refusal)
    mother = Guardian("Sunita Deshmukh", "Aadhaar seen by video call", "Mother")
    for who, band, guardian, said in (
        (asha, "adult", None, "team lead says"),
        (asha, AGE_GUARDED, mother, "team lead says"),
        (co.office.lead, AGE_GUARDED, None, "who speaks"),
        (co.office.lead, AGE_GUARDED, Guardian("Sunita", " "), "showed who"),
    ):
        with pytest.raises(UserError, match=said):
            service.set_age(who, lead_id, band, guardian, new_id())
    ledger = service.set_age(co.office.lead, lead_id, AGE_GUARDED, mother, new_id())
    assert (ledger.age_band, ledger.guardian) == (AGE_GUARDED, mother)
    assert co.next(asha).lead.id == lead_id


def test_a_receipt_has_the_standards_fields_and_every_event(co: CallingOffice) -> None:
    notice(co)
    lead_id = co.add_lead("देवयानी फडके", owner=co.office.asha)
    yes(co, co.office.lead, lead_id, basis=Basis.PURCHASE)
    co.clock.move(minutes=5)
    no(co, co.office.asha, lead_id, what=OFFER_CALLS, words="No more")
    kept = (Recipient("Pune Hosting", "everything, encrypted", "Mumbai"),)
    RecipientService(co.store).keep(co.office.admin, kept)
    found = ConsentService(co.store).receipt(co.office.asha, lead_id)
    told = json.loads(json.dumps(as_json(found), ensure_ascii=False))
    assert told["schema_version"] == "ISO/IEC TS 27560:2023"
    assert [party["party_name"] for party in told["party_identification"]][1] == "देवयानी फडके"
    assert told["party_identification"][2]["party_name"] == "Pune Hosting"
    (record,) = told["records"]
    (third,) = record["pii_processing"]["purposes"][0]["recipient_third_parties"]
    assert (third["party_id"], third["storage_location"]) == ("recipient-1", "Mumbai")
    processing = record["pii_processing"]
    assert processing["privacy_notice"]["sha256"] == found.notices[0].sha256
    assert processing["purposes"][0]["lawful_basis"] == "purchase"
    assert processing["purposes"][0]["withdrawal_method"] == "Say so"
    assert [(e["event_state"], e["evidence"]) for e in record["events"]] == [
        ("given", "Form 7"), ("withdrawn", "No more"),
    ]  # fmt: skip
    assert record["events"][0]["validity_until"] is not None
    assert record["event_state"] == "withdrawn"


@two_engines
def test_an_import_brings_consent_with_day_and_proof_alone_and_lifts_no_refusal(co: CallingOffice) -> None:
    columns = (ColumnRule("Name", "name"), ColumnRule("Mobile", "phone"))
    told = co.add_lead("Told no", owner=co.office.lead)
    no(co, co.office.lead, told, what=OFFER_CALLS)
    (phone,) = co.rows(phones)  # which comes again in the file

    def bring(rows: str, why: Answer) -> None:
        plan = ImportPlan(co.campaign.name, Mapping(columns, country="IN"), why=why, duplicates="fill")
        with open_source(f"Name,Mobile\n{rows}") as source:
            ImportService(co.store).run(co.office.lead, source, plan)

    bring("Lata,9820000001", Answer(Lawful.AGREED, proof="Form 7"))
    assert len(co.rows(consents)) == 1  # without a day nothing is brought
    agreed = Answer(Lawful.AGREED, date(2026, 11, 2), proof="Form 7 of the fair")
    bring(f"Mohan,9820000002\nTold no,{phone['e164']}", agreed)
    (row,) = [row for row in co.rows(consents) if row["state"] == "given"]
    assert (row["how"], row["evidence"], row["purpose"]) == ("import", "Form 7 of the fair", "offers")
    assert row["import_id"] is not None
    assert row["at"] == datetime(2026, 11, 2, 6, 30, tzinfo=UTC)
    assert refused(co, told) == bit(OFFERS, CALL)
    mohan = UUID(str(row["lead_id"]))
    ledger = ConsentService(co.store).of_lead(co.office.lead, mohan)
    assert (ledger.name, ledger.state(OFFERS, CALL)) == ("Mohan", State.GIVEN)


@two_engines
def test_a_server_works_out_of_the_ledger_what_a_local_store_does(co: CallingOffice) -> None:
    notice(co)
    (written,) = ConsentService(co.store).notices(co.office.admin)
    lead_id, chance, kept = co.add_lead(owner=co.office.asha), Random(6), []
    for _ in range(24):
        at = co.clock.now() - timedelta(minutes=chance.randrange(9))  # what comes late is put in its order
        state = chance.choice([State.GIVEN, State.REFUSED, State.WITHDRAWN])
        until = chance.choice([None, at + timedelta(days=3)]) if state is State.GIVEN else None
        made = ConsentRow(
            new_id(), lead_id, chance.choice(list(Purpose)), chance.choice([CALL, Channel.SMS]), state,
            at, co.clock.now(), notice_id=written.id, valid_until=until, person_id=co.office.admin.person_id,
        )  # fmt: skip
        kept.append(made)
        with co.store.write(None) as work:
            Consents(work).add([made])
        row = co.rows(leads, id=lead_id)[0]
        assert row["refused"] == bits_of(kept)
        held = newest(kept)
        yeses = [p for p in Purpose if (p, CALL) in held and held[p, CALL].state is State.GIVEN]
        if yeses:
            assert row["basis_kind"] == ("agreed" if OFFERS in yeses else "agreed_service")
