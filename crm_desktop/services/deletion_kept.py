"""What law makes an office keep when its whole workspace goes: sealed by a passphrase, a file an end.

Nothing of the workspace opens these files: its keys are destroyed, and deleting a file after its day is all
that is left to do. They hold who was dealt with, when and with which result, who worked here and what they
did, proofs of consent and what was sealed of erased people; no note and no text.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from crm_desktop.domain.evidence import About
from crm_desktop.domain.people import Actor
from crm_desktop.domain.retention import months_after, months_before
from crm_desktop.errors import UserError
from crm_desktop.secrets.sealing import unseal
from crm_desktop.secrets.workspace_file import copy_whole
from crm_desktop.services.erasing_whom import LEAST
from crm_desktop.services.team.steps import Steps
from crm_desktop.services.workspace import OpenWorkspace
from crm_desktop.store.archive_file import MANIFEST, WrittenPart, put_together, write_part
from crm_desktop.store.archive_sealing import ArchiveKey
from crm_desktop.store.errors import FileDamaged, FileMissing, PersonKeyGone
from crm_desktop.store.files import FileRef
from crm_desktop.store.rule_changes import rules_today
from crm_desktop.store.tables import (
    audit,
    calls,
    campaigns,
    consents,
    disclosures,
    do_not_calls,
    evidence,
    lead_phones,
    leads,
    messages,
    people,
    phones,
    requests,
    sale_changes,
    sales,
    sealed_records,
    sessions,
)
from crm_desktop.store.unit_of_work import Work

FOLDER = "kept-by-law"
CONTACTS, SALES = "contacts", "sales"
KEPT_LABELS: dict[str, str] = {
    CONTACTS: "Who was called or written to, when and with which result; who did what",
    SALES: "Sales and their steps",
}
_BATCH = 2_000
_README = """\
What the law makes an office keep after its workspace in CRM Desktop was deleted. manifest.json says which
law and until when. Delete this file after that day, and each copy of it.

tables/         NAME.json: a list of objects, one a line
documents/      what shows that people agreed, under the SHA-256 of the content

To open it (age-encryption.org): age -d key.age > key asks for the passphrase, then
  age -d -i key tables/calls.json.gz.age | gunzip > calls.json
"""


@dataclass(frozen=True, slots=True)
class Owed:
    """What law wants kept: `CONTACTS` or `SALES`, of which law, since when it counts, and until when."""

    what: str
    law: str
    since: datetime
    until: datetime


def owed_of(work: Work) -> tuple[Owed, ...]:
    """What would have to be sealed now; nothing where the rules of the office's law ask for nothing."""
    rules, now = rules_today(work), work.now
    found = []
    wanted: tuple[tuple[str, str, Any], ...] = (
        (CONTACTS, "calls_kept_months", leads.c.created_at), (SALES, "sales_kept_months", sales.c.at),
    )  # fmt: skip
    for what, rule, at in wanted:
        months = int(rules.value(rule, 0) or 0)
        since = months_before(now, months)
        asked = select(at).where(at >= since) if what is SALES else select(at)
        if months and work.connection.execute(asked.limit(1)).first() is not None:
            law = rules.kept[rule].row.source
            found.append(Owed(what, law, since, months_after(now, months)))
    return tuple(found)


def seal_kept(
    opened: OpenWorkspace, actor: Actor, passphrase: str, steps: Steps
) -> tuple[dict[str, Any], ...]:
    """Write what law keeps into files of the workspace's folder, sealed; gives what the certificate says.

    Raises UserError at the field passphrase where there is something to keep and no passphrase.
    """
    folder = opened.folder / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    with opened.store.read(actor) as work:
        owed = owed_of(work)
        if not owed:
            return ()
        if not passphrase:
            raise UserError(
                "The law keeps some of this until {day}: {law}. Give a passphrase that seals it (commands: "
                "CRM_DESKTOP_ARCHIVE_PASSPHRASE).",
                field="passphrase",
                day=f"{max(each.until for each in owed):%d %b %Y}",
                law="; ".join(each.law for each in owed),
            )
        key = ArchiveKey.make(passphrase)
        return tuple(_write(opened, work, each, folder, key, steps) for each in owed)


def move_out(folder: Path, kept: tuple[Mapping[str, Any], ...], to: Path) -> None:
    """Bring the sealed files out of the workspace's folder, beside the certificate; again after a kill."""
    for each in kept:
        source, target = folder / FOLDER / each["file"], to / each["file"]
        if not source.exists():
            continue
        copy_whole(source, target)
        source.unlink()


def _write(
    opened: OpenWorkspace, work: Work, owed: Owed, folder: Path, key: ArchiveKey, steps: Steps
) -> dict[str, Any]:
    name = f"{opened.folder.absolute().name}-{owed.what}-kept-until-{owed.until:%Y%m%d}.zip"
    parts: list[WrittenPart] = []
    rows: dict[str, int] = {}
    scratch = folder / owed.what
    scratch.mkdir(parents=True, mode=0o700)
    steps.begin("Kept by law", None)

    def put(table: str, found: Iterator[Mapping[str, Any]]) -> None:
        rows[table] = 0

        def blocks() -> Iterator[bytes]:
            yield b"[\n"
            for batch in _batches(found):
                text = ",\n".join(json.dumps(each, default=_plain, ensure_ascii=False) for each in batch)
                yield ((",\n" if rows[table] else "") + text).encode()
                rows[table] += len(batch)
                steps.more(len(batch))
            yield b"\n]\n"

        parts.append(write_part(scratch, f"tables/{table}.json", blocks(), key))

    for table, asked in (_contacts if owed.what == CONTACTS else _sales)(owed.since).items():
        put(table, _rows(work, asked))
    if owed.what == CONTACTS:
        put("erased", _of_erased(opened, work))
        rows["documents"] = 0
        for ref in _proofs(work):
            try:
                with opened.files.open(ref) as content:
                    blocks = iter(lambda read=content.read: read(1 << 20), b"")  # type: ignore[misc]
                    parts.append(write_part(scratch, f"documents/{ref.sha256}", blocks, key))
                    rows["documents"] += 1
            except (FileMissing, FileDamaged, PersonKeyGone):
                continue
    told = {"law": owed.law, "what": owed.what, "until": owed.until.date().isoformat(), "rows": rows}
    about = {
        "kind": "crm-desktop kept by law",
        "workspace": {"id": str(opened.info.id), "name": opened.info.name},
        "since": owed.since.isoformat(),
        **told,
        "files": {w.part.name: {"size": w.part.size, "sha256": w.part.sha256} for w in parts},
    }
    out = folder / name
    manifest = json.dumps(about, ensure_ascii=False, indent=1).encode()
    put_together(out, parts, {MANIFEST: manifest}, key, _README)
    shutil.rmtree(scratch)
    with out.open("rb") as written:
        return {**told, "file": name, "sha256": hashlib.file_digest(written, "sha256").hexdigest()}


def _contacts(since: datetime) -> dict[str, Select[Any]]:
    """By table; all of the same people, those dealt with since then."""
    c = leads.c
    written = select(messages.c.lead_id).where(messages.c.at >= since)
    called = select(calls.c.lead_id).where(calls.c.dialled_at >= since)
    lately = (c.created_at >= since) | c.id.in_(called) | c.id.in_(written)
    whom = select(c.id).where(lately)
    return {
        "leads": select(*_least(leads, "id", "merged_into", "erased_at")).where(lately),
        "phones": select(lead_phones.c.lead_id, phones.c.e164)
        .join_from(lead_phones, phones)
        .where(lead_phones.c.lead_id.in_(whom)),
        "calls": select(
            *_least(calls, "id", "lead_id", "campaign_id", "person_id", "session_id"), phones.c.e164
        )
        .join_from(calls, phones, isouter=True)
        .where(calls.c.dialled_at >= since),
        "messages": select(*_least(messages, "id", "lead_id", "person_id")).where(messages.c.at >= since),
        "do_not_calls": select(*_least(do_not_calls), phones.c.e164).join_from(do_not_calls, phones),
        "consents": select(*_least(consents, "id", "lead_id", "sha256")).where(consents.c.lead_id.in_(whom)),
        "requests": select(*_least(requests, "id", "lead_id")).where(requests.c.received_at >= since),
        "disclosures": select(*_least(disclosures, "id", "person_id", "row_count")).where(
            disclosures.c.at >= since
        ),
        "campaigns": select(campaigns.c.id, campaigns.c.name),
        "people": select(people.c.id, people.c.sign_in_name, people.c.display_name, people.c.role),
        "sessions": select(sessions).where(sessions.c.last_seen_at >= since),
        "audit": select(audit).where(audit.c.at >= since),
    }


def _sales(since: datetime) -> dict[str, Select[Any]]:
    s = sales.c
    names = ("id", "lead_id", "person_id", "product", "amount_minor", "currency", "state", "confirmed_at",
             "at", "reference")  # fmt: skip
    steps = ("sale_id", "at", "person_id", "state", "amount_minor", "is_confirmed")
    of_them = select(s.id).where(s.at >= since)
    return {
        "sales": select(*(s[name] for name in names), leads.c.name.label("customer"))
        .join_from(sales, leads)
        .where(s.at >= since),
        "sale_changes": select(*(sale_changes.c[name] for name in steps)).where(
            sale_changes.c.sale_id.in_(of_them)
        ),
        "people": select(people.c.id, people.c.sign_in_name, people.c.display_name, people.c.role),
    }


def _least(table: Any, *ids: str) -> list[Any]:
    """A table's columns that law wants, as of a person who is erased."""
    return [table.c[name] for name in (*ids, *LEAST[table.name]) if name in table.c]


def _of_erased(opened: OpenWorkspace, work: Work) -> Iterator[Mapping[str, Any]]:
    """What was sealed of erased people and is still owed: its own key goes with the workspace."""
    r = sealed_records.c
    asked = select(r.id, r.key_id, r.sealed, r.law, r.until).where(
        r.gone_at.is_(None), r.sealed.is_not(None), r.until > work.now
    )
    for batch in _batches(_rows(work, asked)):
        keys = opened.files.known_keys(work, [row["key_id"] for row in batch])
        for row in batch:
            if (key := keys.get(row["key_id"])) is not None:  # lost with a restore, where it isn't
                content = json.loads(unseal(key, bytes(row["sealed"]), str(row["id"])))
                yield {"id": row["id"], "law": row["law"], "until": row["until"], "content": content}


def _proofs(work: Work) -> list[FileRef]:
    e = evidence.c
    asked = select(e.sha256, e.size, e.key_id).where(e.about == About.CONSENT.value).distinct()
    found = {row.sha256: FileRef(row.sha256, row.size, row.key_id) for row in work.connection.execute(asked)}
    return [found[sha256] for sha256 in sorted(found)]


def _rows(work: Work, asked: Select[Any]) -> Iterator[Mapping[str, Any]]:
    streamed = asked.execution_options(stream_results=True, yield_per=_BATCH)
    for row in work.connection.execute(streamed).mappings():
        yield dict(row)


def _batches(found: Iterator[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    while batch := list(islice(found, _BATCH)):
        yield batch


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else bytes(value).hex()


__all__ = ["CONTACTS", "FOLDER", "KEPT_LABELS", "SALES", "Owed", "move_out", "owed_of", "seal_kept"]
