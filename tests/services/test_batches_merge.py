"""Many doubles merged at once: everything goes to the lead that stays, and an undo puts each row back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, update

from crm_desktop.domain.batches import Change, Kind, Skipped
from crm_desktop.domain.consent import Channel, Purpose
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services import handing_out, merging_many
from crm_desktop.services.batches import BatchService
from crm_desktop.services.leads import EditLead, LeadService
from crm_desktop.store.leads import Leads, with_keys
from crm_desktop.store.tables import (
    appointments,
    callbacks,
    calls,
    consents,
    field_values,
    lead_emails,
    lead_phones,
    lead_preferences,
    lead_search,
    lead_tags,
    leads,
    phones,
    queue_entries,
    sales,
    service_records,
    tags,
)
from tests.calling_office import CallingOffice, both_engines
from tests.campaign_acts import save_rules
from tests.services.test_retention import put

WORKED = Change(Kind.MERGE, "worked")
# What a merge may touch, and an undo puts back; versions and times of change go on.
TOUCHED = (
    leads, lead_phones, lead_emails, lead_tags, field_values, lead_preferences, lead_search, queue_entries,
    callbacks, appointments, service_records, calls, sales, consents,
)  # fmt: skip
GOING_ON = {"version", "updated_at", "closed_at"}


def _now(co: CallingOffice) -> dict[str, list[dict[str, object]]]:
    return {
        table.name: sorted(
            ({k: v for k, v in row.items() if k not in GOING_ON} for row in co.rows(table)), key=str
        )
        for table in TOUCHED
    }


def _set(co: CallingOffice, lead_id: UUID, **values: Any) -> None:
    with co.store.write(None) as work:
        run = work.connection.execute
        run(update(leads).where(leads.c.id == lead_id).values(**with_keys(values)))
        Leads(work).index(lead_id)


def _made(co: CallingOffice) -> tuple[UUID, UUID, UUID, UUID, UUID]:
    """Kavya, called; her double with all there is; one without a name; her brother; somebody else."""
    asha, now = co.office.asha, co.clock.now()
    kavya = co.add_lead("x", owner=asha)
    co.call(asha, "NO_ANSWER", take_next=False)
    (hers,) = (row["phone_id"] for row in co.rows(lead_phones, lead_id=kavya))
    assert isinstance(hers, UUID)
    other = new_id()
    with co.store.write(None) as work:
        work.connection.execute(insert(phones).values(id=other, e164="+919810000001"))
    double = co.add_lead("x", phones=(hers, other), owner=asha)
    nameless, brother, alone = (
        co.add_lead("x", phones=(hers,)), co.add_lead("x", phones=(hers,)), co.add_lead("x")
    )  # fmt: skip
    _set(co, kavya, name="Kavya Iyer", city="", email="kavya@example.in")
    _set(co, double, name="Kavya  IYER", city="पुणे", email="iyer@example.in", attempts=2, language="Tamil")
    _set(co, nameless, name="", address="12 MG Road")
    _set(co, brother, name="Ramesh Iyer")
    _set(co, alone, name="Lata Joshi")
    tag, field = (
        put(co, tags, name="Diwali"),
        LeadService(co.store).add_field(co.office.admin, "loan", "Loan"),
    )
    me = asha.person_id
    with co.store.write(None) as work:
        run = work.connection.execute
        run(insert(lead_tags).values(lead_id=double, tag_id=tag))
        run(insert(lead_emails).values(lead_id=double, position=2, email="KAVYA@example.in"))
        run(insert(lead_emails).values(lead_id=double, position=3, email="k.iyer@example.in"))
        run(insert(field_values).values(lead_id=double, field_id=field.id, text="Gold"))
        run(insert(lead_preferences).values(lead_id=double, channel="whatsapp", updated_at=now))
        run(
            update(queue_entries)
            .where(queue_entries.c.lead_id == double)
            .values(lane=int(Lane.PROMISED), next_at=now + timedelta(hours=3), owner_id=me)
        )
    promise = {"owner_id": me, "due_at": now + timedelta(hours=3), "created_at": now, "lead_id": double}
    put(co, callbacks, **promise, campaign_id=co.campaign.id)
    put(co, callbacks, **promise, kind="reminder", source_id=field.id, occasion_on=20261201, days_before=1)
    put(
        co, appointments, lead_id=double, owner_id=me, title="Visit", starts_at=now,
        ends_at=now + timedelta(hours=1), created_at=now,
    )  # fmt: skip
    put(
        co, service_records, lead_id=double, person_id=me, done_on=20261101, what="Oil", currency="INR",
        created_at=now, updated_at=now,
    )  # fmt: skip
    put(
        co, sales, lead_id=double, person_id=me, product="Loan", amount_minor=100, currency="INR",
        state="received", at=now,
    )  # fmt: skip
    put(
        co, consents, lead_id=double, purpose=Purpose.OFFERS.value, channel=Channel.CALL.value,
        state="refused", at=now, kept_at=now, person_id=me, how="call",
    )  # fmt: skip
    return kavya, double, nameless, brother, alone


@both_engines
def test_doubles_go_into_the_lead_that_stays_and_each_row_goes_back(
    co: CallingOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    for where in (handing_out, merging_many):
        monkeypatch.setattr(where, "PART", 1)
    batches, service, lead = BatchService(co.store), LeadService(co.store), co.office.lead
    kavya, double, _, brother, alone = _made(co)
    numbers = list(service.numbers(lead, LeadQuery()))
    with pytest.raises(UserError):
        batches.preview(lead, numbers, Change(Kind.MERGE, "mine"))
    seen = batches.preview(lead, numbers, WORKED)
    assert (seen.found, seen.changed) == (5, 2)
    assert dict(seen.skipped) == {Skipped.STAYS: 1, Skipped.OTHER_NAME: 1, Skipped.ALONE: 1}
    assert batches.preview(lead, numbers, Change(Kind.MERGE, "oldest", True)).changed == 3

    co.campaigns.set_skills(lead, co.office.imran.person_id, "language", frozenset({"Tamil"}))
    asking = replace(co.campaign.rules, who=replace(co.campaign.rules.who, skill="language"))
    save_rules(co.campaigns, lead, co.campaigns.get(lead, co.campaign.id), asking)
    before = _now(co)
    done = batches.change(lead, numbers, WORKED, new_id())
    assert (done.done, done.is_partly) == (2, False)
    assert {row.id for row in service.page(lead, LeadQuery()).rows} == {double, brother, alone}
    batches.undo(lead, done.id)
    assert _now(co) == before

    oldest = batches.change(lead, numbers, Change(Kind.MERGE, "oldest"), new_id())
    assert oldest.done == 2
    card = service.get(lead, kavya)
    assert (card.name, card.city, card.email, card.address) == (
        "Kavya Iyer", "पुणे", "kavya@example.in", "12 MG Road",
    )  # fmt: skip
    assert [p.e164[-4:] for p in card.phones][1:] == ["0001"]
    assert (card.more_emails, card.tags, card.custom) == (
        ("iyer@example.in", "k.iyer@example.in"), ("Diwali",), {"loan": "Gold"},
    )  # fmt: skip
    assert (card.attempts, card.language, bool(card.refused)) == (3, "Tamil", True)
    place = co.entry(kavya).entry
    assert (place.lane, place.owner_id, place.skill) == (
        Lane.PROMISED, co.office.asha.person_id, "Tamil",
    )  # fmt: skip
    assert place.next_at - co.clock.now() == timedelta(hours=3)
    states = {(row["kind"], row["state"], row["lead_id"]) for row in co.rows(callbacks)}
    assert states == {("promise", "open", kavya), ("reminder", "cancelled", double)}
    for table in (appointments, service_records):
        assert {row["lead_id"] for row in co.rows(table)} == {kavya}
    for table, whose in ((sales, double), (calls, kavya), (consents, double)):  # credit stays where it was
        assert {row["lead_id"] for row in co.rows(table)} == {whose}
    assert [row.id for row in service.find(lead, "k.iyer@example.in")] == [kavya]

    co.clock.move(minutes=10)
    service.edit(lead, EditLead(kavya, service.get(lead, kavya).version, {"city": "Nagpur"}))
    service.add_note(lead, kavya, "Moved to Nagpur", new_id())
    back = batches.undo(lead, oldest.id)
    assert (back.back, back.kept, back.worked) == (2, 0, 1)
    assert batches.kept(lead, oldest.id) == (kavya,)
    assert service.get(lead, kavya).city == "Nagpur"
    after = _now(co)
    for rows in (*before.values(), *after.values()):
        for row in rows:
            if row.get("id") == kavya:
                row |= {"city": "", "city_key": ""}
    assert after == before


@both_engines
def test_a_double_goes_on_to_where_its_own_lead_goes_and_nothing_is_merged_while_somebody_speaks(
    co: CallingOffice,
) -> None:
    batches, service, admin = BatchService(co.store), LeadService(co.store), co.office.admin
    first = co.add_lead("Kavya", owner=co.office.asha)
    (row,) = co.rows(lead_phones, lead_id=first)
    shared = (UUID(str(row["phone_id"])),)
    second, child = co.add_lead("Kavya", phones=shared), co.add_lead("Kavya", phones=shared)
    for each in (first, second, child):
        _set(co, each, name="Kavya")
    service.merge(admin, second, child)
    shown = co.next(co.office.asha)
    assert shown.lead.id == first
    numbers = [int(str(co.lead_row(each)["no"])) for each in (first, second, child)]
    assert dict(batches.preview(admin, numbers, WORKED).skipped) == {
        Skipped.ON_SCREEN: 1, Skipped.GONE: 1, Skipped.ALONE: 1,
    }  # fmt: skip
    co.calling.release(co.office.asha)
    before = _now(co)
    done = batches.change(admin, numbers, Change(Kind.MERGE, "oldest"), new_id())
    assert (done.done, dict(done.skipped)) == (1, {Skipped.GONE: 1, Skipped.STAYS: 1})
    assert {co.lead_row(each)["merged_into"] for each in (second, child)} == {first}
    assert (co.entry(second).entry.lane, co.entry(second).entry.reason) == (Lane.CLOSED, Reason.FINAL)
    assert batches.undo(admin, done.id).back == 1
    assert _now(co) == before
