"""What is kept of a person: found by anything known of them, and given out whole to who asks.

DPDP Act 2023, s.11 (summary, and who received it) and GDPR art. 15 and 20 (a copy, readable by machines). No
reason of the gate binds it: it is the person's own.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.person_records import HELD
from crm_desktop.domain.phone import Phone, parse_phone
from crm_desktop.domain.privacy import PERSONAL
from crm_desktop.errors import NotFound, UserError
from crm_desktop.services.exports import as_text_cell
from crm_desktop.store.disclosures import Disclosures
from crm_desktop.store.errors import FileDamaged, FileMissing, PersonKeyGone
from crm_desktop.store.files import FileRef, Files
from crm_desktop.store.lead_lists import LeadLists
from crm_desktop.store.person_records import PersonRecords
from crm_desktop.store.person_texts import is_email, named_in_texts
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.unit_of_work import Store, Work

SCHEMA = "crm-desktop/person/1"  # published as resources/schemas/person.schema.json
MOST = 50
BLOCK = 64 * 1024
_TITLES = {held.table: held.title for held in HELD}
_SELF = "leads"


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A lead that may be the person; `where`: what found it, "lead" or the tables whose texts name it."""

    lead_id: UUID
    name: str
    company: str
    email: str
    phones: tuple[str, ...]
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of records: `labels` are what its columns are called to the person."""

    table: str
    title: str
    labels: Mapping[str, str]
    records: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Everything kept of a person, as plain values."""

    lead_id: UUID
    name: str
    made_at: datetime
    office: str
    zone: str
    sections: tuple[Section, ...]

    def to_json(self) -> dict[str, Any]:
        """The published form."""
        return {
            "schema": SCHEMA,
            "id": str(self.lead_id),
            "made_at": self.made_at.isoformat(),
            "controller": self.office,
            "sections": [
                {
                    "kind": section.table,
                    "title": section.title,
                    "labels": dict(section.labels),
                    "records": [dict(record) for record in section.records],
                }
                for section in self.sections
            ],
        }


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the files of the folder, records by table, documents.

    `unread`: names of documents that are gone or damaged.
    """

    out: Path
    files: tuple[str, ...]
    counts: Mapping[str, int]
    documents: int
    unread: tuple[str, ...] = ()


WritePdf = Callable[[PersonRecord, Path], None]


class PersonService:
    """Answers people who ask what is kept of them."""

    def __init__(self, store: Store, files: Files) -> None:
        self._store = store
        self._files = files

    def find(self, actor: Actor, typed: str) -> tuple[FoundPerson, ...]:
        """Leads by any phone, name or e-mail, and those whose notes or messages name it; at most MOST.

        Raises UserError for fewer than three letters or digits.
        """
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        text = typed.strip()
        if sum(letter.isalnum() for letter in text) < 3:
            raise UserError(
                "Type at least three letters or digits of a name, a phone or an e-mail.", field="text"
            )
        with self._store.read(actor) as work:
            named = named_in_texts(work, _needles(text), MOST)
            is_whole = is_email(text) and any("lead" in tables for tables in named.values())
            where = {} if is_whole else {row.id: {"lead"} for row in LeadLists(work).find(text, MOST)}
            for lead_id, tables in named.items():
                where.setdefault(lead_id, set()).update(tables)
            records = PersonRecords(work)
            found = [
                FoundPerson(lead_id, *records.card(lead_id), tuple(sorted(tables)))
                for lead_id, tables in list(where.items())[:MOST]
            ]
        return tuple(found)

    def record(self, actor: Actor, lead_id: UUID) -> PersonRecord:
        """Everything kept of the person behind a lead, also of the leads merged into it."""
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        with self._store.read(actor) as work:
            return _record(work, lead_id)

    def export(
        self, actor: Actor, lead_id: UUID, out: Path, reason: str, write_pdf: WritePdf | None = None
    ) -> Exported:
        """Write it into a new folder: JSON by the published schema, CSV, vCard, a page to read, documents.

        The folder appears when it is whole. Raises UserError without a reason, for a folder that is there
        already or can't be made, NotFound for an unknown lead.
        """
        actor.require(Permission.ANSWER_PEOPLE, Reach.ALL)
        if not reason.strip():
            raise UserError("Say who asked for it, and how; it is kept in the audit.", field="reason")
        if out.exists():
            raise UserError("{folder} is there already. Name a new folder.", field="out", folder=str(out))
        part = out.with_name(f".{out.name}.{os.getpid()}.part")
        try:
            with self._store.read(actor) as work:
                record = _record(work, lead_id)
                documents = _documents(work, PersonRecords(work).ids_of(lead_id))
            part.mkdir(parents=True)
            unread = self._write(record, documents, part, write_pdf)
            with self._store.write(actor) as work:
                counts = {section.table: len(section.records) for section in record.sections}
                disclosure = Disclosures(work).add("person", "folder", 1, reason.strip(), {})
                work.record(
                    "person.exported", "lead", lead_id, disclosure=disclosure, rows=sum(counts.values())
                )
            os.replace(part, out)
        except OSError as error:
            raise UserError(
                "The folder {folder} can't be written ({why}). Choose another place.",
                field="out",
                folder=str(out),
                why=error.strerror or "no access",
            ) from error
        finally:
            with suppress(OSError):
                shutil.rmtree(part)
        files = tuple(sorted(path.name for path in out.iterdir()))
        return Exported(out, files, counts, len(documents) - len(unread), unread)

    def _write(
        self,
        record: PersonRecord,
        documents: Sequence[tuple[str, FileRef]],
        folder: Path,
        write_pdf: WritePdf | None,
    ) -> tuple[str, ...]:
        """Everything into the folder; gives the names of documents that can't be read."""
        text = json.dumps(record.to_json(), ensure_ascii=False, indent=1)
        (folder / "person.json").write_text(text, encoding="utf-8")
        _write_csv(record, folder / "person.csv")
        (folder / "person.vcf").write_text(vcard(record), encoding="utf-8", newline="")
        if write_pdf is not None:
            write_pdf(record, folder / "person.pdf")
        unread = []
        for number, (name, ref) in enumerate(documents, 1):
            try:
                self._write_document(ref, folder / "documents" / f"{number} {Path(name).name}")
            except (FileMissing, FileDamaged, PersonKeyGone):
                unread.append(name)
        return tuple(unread)

    def _write_document(self, ref: FileRef, out: Path) -> None:
        with self._files.open(ref) as source:
            out.parent.mkdir(exist_ok=True)
            with out.open("xb") as target:
                shutil.copyfileobj(source, target, BLOCK)


def _needles(text: str) -> tuple[str, ...]:
    """How a text may stand in notes: a phone also without the country, whole or in groups of five."""
    phone = parse_phone(text)
    if not isinstance(phone, Phone):
        return (text,)
    national = phone.e164[-10:]
    return tuple(dict.fromkeys((text, phone.e164, national, f"{national[:5]} {national[5:]}")))


def _record(work: Work, lead_id: UUID) -> PersonRecord:
    records, office = PersonRecords(work), workspace_info(work)
    found = records.of(records.ids_of(lead_id))
    if _SELF not in found:
        raise NotFound("This lead does not exist any more. Look for the person again.")
    sections = []
    for table, rows in found.items():
        columns = dict.fromkeys(name for row in rows for name in row)
        labels = {name: _label(table, name) for name in columns}
        plain = [{name: _plain(value) for name, value in row.items() if _is_said(value)} for row in rows]
        sections.append(Section(table, _TITLES[table], labels, [row for row in plain if row]))
    name = str(found[_SELF][0]["name"])
    return PersonRecord(lead_id, name, work.now, office.name, office.zone, tuple(sections))


def _label(table: str, column: str) -> str:
    personal = PERSONAL.get(f"{table}.{column}")
    return personal.label if personal is not None else column.replace("_", " ").capitalize()


def _is_said(value: Any) -> bool:
    return value is not None and value != "" and value != [] and value != {}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    return value


def _documents(work: Work, lead_ids: Sequence[UUID]) -> list[tuple[str, FileRef]]:
    return [
        (row["name"], FileRef(row["sha256"], row["size"], row["key_id"]))
        for row in PersonRecords(work).documents(lead_ids)
    ]


def _write_csv(record: PersonRecord, out: Path) -> None:
    """A line a value: what it is, in which record of which kind."""
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Kind", "Record", "What", "Value"])
        for section in record.sections:
            for number, row in enumerate(section.records, 1):
                for name, value in row.items():
                    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                    writer.writerow([section.title, number, section.labels[name], as_text_cell(shown)])


def vcard(record: PersonRecord) -> str:
    """The person as a card for address books (RFC 6350)."""
    rows = {section.table: section.records for section in record.sections}
    lead = rows[_SELF][0]
    lines = ["BEGIN:VCARD", "VERSION:4.0", f"FN:{_escaped(record.name)}"]
    if lead.get("company"):
        lines.append(f"ORG:{_escaped(str(lead['company']))}")
    lines += [f"TEL;VALUE=uri:tel:{row['e164']}" for row in rows.get("phones", ()) if "e164" in row]
    emails = [lead.get("email"), *(row.get("email") for row in rows.get("lead_emails", ()))]
    lines += [f"EMAIL:{_escaped(str(email))}" for email in emails if email]
    place = [str(lead.get(name, "")) for name in ("address", "city", "state", "postal_code", "country")]
    if any(place):
        lines.append("ADR:;;" + ";".join(_escaped(part) for part in place))
    return "\r\n".join([*(_folded(line) for line in lines), "END:VCARD", ""])


def _escaped(text: str) -> str:
    return (
        text.replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\r", "")
        .replace("\n", "\\n")
    )


def _folded(line: str) -> str:
    """No line is longer than 75 bytes, and no letter is cut (RFC 6350, 3.2)."""
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > 74:
            parts.append(part)
            part = ""
        part += letter
    return "\r\n ".join([*parts, part])
