"""What is kept of a person: found everywhere, given out whole, and told who received it."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    Text,
    insert,
    select,
    update,
)

from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.person_records import AS_FILES, HELD
from crm_desktop.domain.privacy import PERSONAL
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.exports import ExportService
from crm_desktop.services.leads import LeadService
from crm_desktop.services.persons import SCHEMA, PersonService, vcard
from crm_desktop.store.files import LocalFiles
from crm_desktop.store.leads import Leads
from crm_desktop.store.person_keys import PersonKeys
from crm_desktop.store.person_records import packed, unpacked
from crm_desktop.store.tables import (
    audit,
    batches,
    field_definitions,
    imports,
    lead_phones,
    leads,
    metadata,
    phones,
    scorecards,
    tags,
)
from crm_desktop.store.types import Id, Json, UtcTime
from tests.calling_office import CallingOffice, both_engines
from tests.stores import TEST_KEY

EXPORTED = sorted(name for name, how in PERSONAL.items() if how.is_exported)
#: Where a table asks for one of a few words.
WORDS: dict[str, object] = {
    "field_definitions.kind": "text", "imports.state": "done", "imports.duplicates": "skip",
    "batches.kind": "owner",
    "appointments.ends_at": datetime(2026, 11, 27, 6, 0, tzinfo=UTC),
    "calls.state": "closed", "calls.direction": "out", "calls.known_how": "marked",
    "contests.claim": "other", "contests.call_id": UUID(int=1),
    "callbacks.kind": "promise", "callbacks.state": "open", "messages.channel": "email",
    "messages.state": "handed",
    "appointments.state": "planned", "sales.state": "promised", "sale_changes.state": "promised",
    "sales.currency": "INR", "service_records.currency": "INR", "attachments.kind": "document",
    "attachments.sha256": "0" * 64, "undo_acts.kind": "complete", "timeline.kind": "note",
    "comings.ground": "asked", "evidence.about": "lift", "evidence.sha256": "0" * 64,
    "consents.purpose": "offers", "consents.channel": "call", "consents.state": "refused",
    "bases.kind": "asked", "bases.scope": "lead",
    "lead_preferences.channel": "call", "submitted_acts.kind": "result",
}  # fmt: skip


class Planted:
    """A value of its own in every exported column of one lead, each with `also` behind it."""

    def __init__(self, co: CallingOffice, lead_id: UUID, also: str = "") -> None:
        self.co, self.lead_id, self.also = co, lead_id, also
        self.values: dict[str, str] = {}
        self._ids: dict[str, UUID] = {"leads": lead_id, "people": co.office.admin.person_id}
        with co.store.write(None) as work:
            for row in work.connection.execute(lead_phones.select().where(lead_phones.c.lead_id == lead_id)):
                self._ids["phones"] = row.phone_id
            self._ids["campaigns"] = co.campaign.id
            for table in (tags, field_definitions, imports, batches, scorecards):
                self._add(work.connection, table)
            for held in sorted(HELD, key=lambda held: held.table == "sale_changes"):
                self._plant(work.connection, metadata.tables[held.table])

    def _plant(self, connection: Any, table: Table) -> None:
        marks = {c.name: self._mark(table, c) for c in table.c if f"{table.name}.{c.name}" in EXPORTED}
        marks = {name: mark for name, mark in marks.items() if mark is not None}
        if table.name == "leads":
            connection.execute(update(table).where(table.c.id == self.lead_id).values(marks))
        elif table.name == "phones":
            connection.execute(update(table).where(table.c.id == self._ids["phones"]).values(marks))
        elif table.name == "lead_phones":
            connection.execute(update(table).where(table.c.lead_id == self.lead_id).values(marks))
        else:
            if table.name == "disclosures":
                no = connection.execute(select(leads.c.no).where(leads.c.id == self.lead_id)).scalar_one()
                marks["lead_nos"] = packed([no])
            self._add(connection, table, marks)

    def _mark(self, table: Table, column: Column[Any]) -> object | None:
        name = f"{table.name}.{column.name}"
        if name in WORDS or column.foreign_keys or name == "leads.zone":
            return None
        mark = f"planted-{table.name}-{column.name}{self.also}"
        if name == "phones.e164":
            mark = "+919811122233"
        elif isinstance(column.type, Json):
            self.values[name] = mark
            return {"said": mark}
        elif not isinstance(column.type, Text):
            return None
        self.values[name] = mark
        return mark

    def _add(self, connection: Any, table: Table, marks: dict[str, object] | None = None) -> None:
        values: dict[str, object] = {}
        for column in table.c:
            if column.foreign_keys:
                known = self._ids.get(next(iter(column.foreign_keys)).column.table.name)
                if known is not None or not column.nullable:
                    values[column.name] = known
            elif column.name == "lead_id" or str(column) == "evidence.key_id":
                values[column.name] = self.lead_id
            elif f"{table.name}.{column.name}" in WORDS:
                values[column.name] = WORDS[f"{table.name}.{column.name}"]
            elif not column.nullable and column.server_default is None and column.autoincrement is not True:
                values[column.name] = _something(column)
        values |= marks or {}
        made = values.get("id")
        if isinstance(made, UUID):
            self._ids[table.name] = made
        connection.execute(insert(table).values(values))


def _something(column: Column[Any]) -> object:
    if isinstance(column.type, Id):
        return new_id()
    if isinstance(column.type, UtcTime):
        return datetime(2026, 11, 27, 5, 0, tzinfo=UTC)
    if isinstance(column.type, Json):
        return {}
    if isinstance(column.type, Date):
        return date(2026, 11, 27)
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, Integer | Numeric):
        return 1
    return b"x" * 32 if isinstance(column.type, LargeBinary) else "x"


@pytest.fixture
def persons(co: CallingOffice, tmp_path: Path) -> PersonService:
    return PersonService(co.store, LocalFiles(tmp_path, PersonKeys(tmp_path, TEST_KEY)))


def test_every_exported_column_has_a_way_to_the_person() -> None:
    tables = {name.split(".")[0] for name in EXPORTED}
    assert tables - AS_FILES == {held.table for held in HELD}


@both_engines
def test_all_that_was_planted_is_given_out_and_nothing_of_others(
    co: CallingOffice, persons: PersonService, tmp_path: Path
) -> None:
    lead_id, other = co.add_lead("Ravi Chauhan"), co.add_lead("Meena Kini")
    planted = Planted(co, lead_id)
    assert len(planted.values) > 35
    out = tmp_path / "ravi"
    done = persons.export(co.office.admin, lead_id, out, "He asked by letter of 20 November")
    text = (out / "person.json").read_text()
    assert {name for name, mark in planted.values.items() if mark not in text} == set()
    with (out / "person.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    cells = "\n".join(cell for row in rows for cell in row)
    assert {name for name, mark in planted.values.items() if mark not in cells} == set()
    assert done.files == ("person.csv", "person.json", "person.vcf")
    # Their content was never there.
    assert done.unread == ("planted-attachments-name", "planted-evidence-name")
    persons.export(co.office.admin, other, tmp_path / "meena", "She asked")
    assert "planted" not in (tmp_path / "meena" / "person.json").read_text()


def test_it_keeps_to_the_published_schema(co: CallingOffice, persons: PersonService) -> None:
    lead_id = co.add_lead("Ravi Chauhan")
    co.call(co.office.asha, "BUSY", note="asked for the rates", take_next=False)
    given = persons.record(co.office.admin, lead_id).to_json()
    schema = json.loads(Path("resources/schemas/person.schema.json").read_text())
    assert schema["properties"]["schema"]["const"] == SCHEMA == given["schema"]
    assert set(given) == set(schema["required"]) == set(schema["properties"])
    wanted = schema["properties"]["sections"]["items"]
    for section in given["sections"]:
        assert set(section) == set(wanted["required"])
        assert all(record and set(record) <= set(section["labels"]) for record in section["records"])
    assert json.loads(json.dumps(given)) == given
    called = next(section for section in given["sections"] if section["kind"] == "calls")
    assert called["records"][0]["note"] == "asked for the rates"
    assert not any("lead_id" in record for section in given["sections"] for record in section["records"])


def test_documents_go_as_files(co: CallingOffice, persons: PersonService, tmp_path: Path) -> None:
    lead_id = co.add_lead()
    files = LocalFiles(tmp_path, PersonKeys(tmp_path, TEST_KEY))
    key = new_id()
    ref = files.put(BytesIO(b"the policy"), key)
    with co.store.write(None) as work:
        work.connection.execute(
            insert(metadata.tables["attachments"]).values(
                id=new_id(), lead_id=lead_id, kind="document", name="policy.pdf", media_type="text/plain",
                sha256=ref.sha256, size=ref.size, key_id=ref.person_key_id, at=work.now,
            )
        )  # fmt: skip
    done = persons.export(co.office.admin, lead_id, tmp_path / "out", "asked")
    assert done.documents == 1
    assert (tmp_path / "out" / "documents" / "1 policy.pdf").read_bytes() == b"the policy"


@both_engines
def test_who_received_it_is_told_and_only_who_was_in_it(
    co: CallingOffice, persons: PersonService, tmp_path: Path
) -> None:
    lead_id, other = co.add_lead("Ravi Chauhan"), co.add_lead("Meena Kini")
    with co.store.write(None) as work:
        work.connection.execute(
            update(leads).where(leads.c.id == lead_id).values(city="Pune", city_key="pune")
        )
        Leads(work).index(lead_id)
    exports = ExportService(co.store, LeadService(co.store))
    exports.leads(co.office.admin, LeadQuery(city="Pune"), "csv", tmp_path / "pune.csv", "Mailing house")
    kinds = {s.table: s.records for s in persons.record(co.office.admin, lead_id).sections}
    assert [row["reason"] for row in kinds["disclosures"]] == ["Mailing house"]
    assert "disclosures" not in {s.table for s in persons.record(co.office.admin, other).sections}


@both_engines
def test_a_person_is_found_by_anything(co: CallingOffice, persons: PersonService) -> None:
    lead_id, other = co.add_lead("Ravi Chauhan"), co.add_lead("Meena Kini")
    number = str(co.rows(phones, id=co.rows(lead_phones, lead_id=lead_id)[0]["phone_id"])[0]["e164"])
    with co.store.write(None) as work:
        national = number[-10:]
        of, told = leads.c.id, f"c/o her brother, {national[:4]}-{national[4:]}"
        work.connection.execute(update(leads).where(of == lead_id).values(email="ravi@example.in"))
        work.connection.execute(update(leads).where(of == other).values(address=told))
        Leads(work).index(lead_id)
        Leads(work).index(other)
    co.calling.take_lead(co.office.asha, other)
    co.calling.note(co.office.asha, other, f"Brother Ravi has {national[:5]} {national[5:]}", new_id())
    admin = co.office.admin
    for typed in (number, national, f"{national[:5]} {national[5:]}"):
        found = {each.lead_id: each.where for each in persons.find(admin, typed)}
        assert found == {lead_id: ("lead",), other: ("lead", "timeline")}, typed
    assert [each.lead_id for each in persons.find(admin, "ravi@example.in")] == [lead_id]
    assert {each.lead_id for each in persons.find(admin, "ravi")} == {lead_id, other}
    assert persons.find(admin, "100%_") == ()
    with pytest.raises(UserError, match="three letters"):
        persons.find(admin, "r.")


@both_engines
def test_it_is_an_admins_act_with_a_reason(co: CallingOffice, persons: PersonService, tmp_path: Path) -> None:
    lead_id = co.add_lead()
    for who in (co.office.asha, co.office.lead):
        with pytest.raises(NotAllowed):
            persons.find(who, "Ravi")
        with pytest.raises(NotAllowed):
            persons.export(who, lead_id, tmp_path / "out", "asked")
    admin = co.office.admin
    with pytest.raises(UserError, match="Say who asked"):
        persons.export(admin, lead_id, tmp_path / "out", " ")
    with pytest.raises(NotFound):
        persons.export(admin, new_id(), tmp_path / "out", "asked")
    (tmp_path / "there").mkdir()
    with pytest.raises(UserError, match="there already"):
        persons.export(admin, lead_id, tmp_path / "there", "asked")
    with pytest.raises(UserError, match="can't be written"):
        persons.export(admin, lead_id, Path("/proc/nowhere/out"), "asked")
    assert not (tmp_path / "out").exists()
    persons.export(admin, lead_id, tmp_path / "out", "asked")
    with co.store.read(admin) as work:
        acts = [row.act for row in work.connection.execute(audit.select())]
    assert acts.count("person.exported") == 1


def test_a_card_for_address_books(co: CallingOffice, persons: PersonService) -> None:
    lead_id = co.add_lead("Ravi, son of; Mohan\\")
    card = vcard(persons.record(co.office.admin, lead_id))
    assert card.startswith("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ravi\\, son of\\; Mohan\\\\\r\n")
    assert all(len(line.encode()) <= 75 for line in card.split("\r\n"))
    assert "TEL;VALUE=uri:tel:+91" in card


@given(numbers=st.sets(st.integers(1, 3_000_000), max_size=80))
def test_which_leads_were_handed_on_is_kept_exactly(numbers: set[int]) -> None:
    assert unpacked(packed(numbers)) == sorted(numbers)
