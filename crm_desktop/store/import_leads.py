"""Leads written by an import, a batch at a time: all their rows, search texts and places in the queue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table

from crm_desktop.domain.import_ready import NEW_LEAD
from crm_desktop.domain.lawful import Span
from crm_desktop.store.bulk import Bulk, PackedRow
from crm_desktop.store.import_before import both
from crm_desktop.store.import_matches import TIMES
from crm_desktop.store.import_places import SQLITE_ID, law_of, places
from crm_desktop.store.import_sent import CALL, SentLeads, sent
from crm_desktop.store.tables import (
    callbacks,
    campaign_zones,
    consents,
    do_not_calls,
    field_values,
    import_changes,
    lead_emails,
    lead_phones,
    lead_tags,
    leads,
    phones,
    queue_entries,
    tags,
    timeline,
)
from crm_desktop.store.types import pack_time
from crm_desktop.store.unit_of_work import Work

LEAD_COLUMNS = ("id", *NEW_LEAD)
"""The order of a packed lead in `LeadBatch.leads`."""


@dataclass
class LeadBatch:
    """What one transaction of an import writes; every row packed, in the order of the columns named here."""

    leads: list[PackedRow] = field(default_factory=list)  # LEAD_COLUMNS
    texts: list[str] = field(default_factory=list)  # what each of `leads` is found by
    phones: dict[str, bytes] = field(default_factory=dict)  # e164 -> the id it gets, not in the store yet
    known_phones: dict[str, bytes] = field(default_factory=dict)  # e164 -> the id it has in the store
    new_tags: dict[str, bytes] = field(default_factory=dict)  # name -> the id it gets
    lead_phones: list[PackedRow] = field(default_factory=list)  # lead, e164, position, label, ext., wrong_at
    emails: list[PackedRow] = field(default_factory=list)  # lead, position, e-mail
    values: list[PackedRow] = field(default_factory=list)  # lead, field, text, number
    tags: list[PackedRow] = field(default_factory=list)  # tag's name, lead
    known_tags: dict[str, bytes] = field(default_factory=dict)  # name -> id, of tags in the store
    notes: list[PackedRow] = field(default_factory=list)  # id, lead, at, person, kind, campaign, text, data
    callbacks: list[PackedRow] = field(default_factory=list)  # id, lead, campaign, owner, due, note, by, at
    entries: list[PackedRow] = field(
        default_factory=list
    )  # id, campaign, lead, lane, reason, next, zone, owner
    do_not_call: dict[str, bytes] = field(default_factory=dict)  # e164 -> id of the row that says so
    changed: list[tuple[bytes, int, dict[str, Any]]] = field(default_factory=list)  # lead, version, columns
    changed_emails: list[bytes] = field(default_factory=list)  # leads whose further e-mails are set anew
    changed_values: list[PackedRow] = field(default_factory=list)  # as `values`, of leads that were there
    changed_entries: list[PackedRow] = field(default_factory=list)  # lane, reason, next_at, owner, entry
    changed_texts: list[PackedRow] = field(default_factory=list)  # text, no
    before: list[PackedRow] = field(default_factory=list)  # lead, JSON, version after
    bases: dict[tuple[str, int | None], list[bytes]] = field(
        default_factory=dict
    )  # kind and end of a basis of their own -> the new leads that have it
    consents: list[PackedRow] = field(default_factory=list)  # as CONSENT_COLUMNS, of new leads
    sent: SentLeads | None = None  # the new leads and their phones, made ready for a server

    def send(self) -> None:
        """Make the new leads and their phones ready for a server, and let go of them."""
        if not self.leads:
            return
        new = {row[0] for row in self.leads}
        theirs = [row for row in self.lead_phones if row[0] in new]
        self.lead_phones = [row for row in self.lead_phones if row[0] not in new]
        self.sent = sent(LEAD_COLUMNS, self.leads, self.texts, theirs, {**self.phones, **self.known_phones})
        if not (self.lead_phones or self.do_not_call):
            self.phones, self.known_phones = {}, {}  # nobody else asks for their ids
        self.leads, self.texts = [], []


CONSENT_COLUMNS = (
    *("id", "lead_id", "purpose", "channel", "state", "basis", "how", "evidence", "import_id"),
    *("valid_until", "at", "kept_at", "person_id"),
)


class ImportLeads:
    """Repository for the batches of one import."""

    def __init__(self, work: Work, import_id: bytes) -> None:
        self._work = work
        self._bulk = Bulk(work)
        self._import_id = import_id
        self._now = pack_time(work.now)

    def write(self, batch: LeadBatch) -> Sequence[int]:
        """Write a batch; gives the row numbers of its new leads, ascending; of a server the first and last.

        What they are found by (`LeadBatch.texts`) is entered apart, with `SearchIndex.add`; a server does it.
        """
        if not self._work.is_sqlite and batch.leads:
            batch.send()
        numbers = self._write_leads(batch) if batch.sent is None else self._send(batch.sent)
        phone_ids = self._phone_ids(batch)
        tag_ids = {**batch.known_tags, **self._ids(tags, "name", batch.new_tags)}
        insert = self._bulk.insert
        insert(
            lead_phones,
            ("lead_id", "phone_id", "position", "label", "extension", "wrong_at"),
            [
                (lead, phone_ids[e164], place, label, extension, wrong_at)
                for lead, e164, place, label, extension, wrong_at in batch.lead_phones
            ],
        )
        self._write_bases(batch)
        insert(consents, CONSENT_COLUMNS, batch.consents)
        self._write_changes(batch)
        insert(lead_emails, ("lead_id", "position", "email"), batch.emails)
        insert(field_values, ("lead_id", "field_id", "text", "number"), batch.values)
        insert(
            lead_tags,
            ("tag_id", "lead_id"),
            [(tag_ids[name], lead) for name, lead in batch.tags],
            skip_existing=True,
        )
        insert(
            timeline,
            ("id", "lead_id", "at", "person_id", "kind", "campaign_id", "text", "data"),
            batch.notes,
        )
        insert(
            callbacks,
            ("id", "lead_id", "campaign_id", "owner_id", "due_at", "note", "created_by", "created_at"),
            batch.callbacks,
        )
        insert(
            queue_entries,
            ("id", "campaign_id", "lead_id", "lane", "reason", "next_at", "zone", "owner_id"),
            batch.entries,
            skip_existing=True,
        )
        self._forbid(batch.do_not_call, phone_ids)
        return numbers

    def _phone_ids(self, batch: LeadBatch) -> dict[str, bytes]:
        """The ids of a batch's phones; a server hears the known numbers too, or leads may not have them."""
        if self._work.is_sqlite:
            return {**batch.known_phones, **self._ids(phones, "e164", batch.phones)}
        return self._ids(phones, "e164", {**batch.known_phones, **batch.phones})

    def write_phones(self, wanted: dict[str, bytes]) -> dict[str, bytes]:
        """Write phones that are new, in their order; gives the ids they have, whoever wrote them."""
        return self._ids(phones, "e164", wanted)

    def publish(self, campaign_id: bytes, after: bytes, last: bytes, next_at: int, span: Span | None) -> int:
        """Give the import's leads with ids after `after`, up to `last`, their place; how many got one.

        Leads that may not be dialled have theirs already. Law puts them out of the way: here as `span` says,
        on a server as what was answered says.
        """
        if not self._work.is_sqlite:
            call = f"SELECT publish_import(%s, %s, %s, {PG_TIME})"
            return self._bulk.asked("", call, self._import_id, after, last, next_at)
        # The sign keeps the engine from walking over the whole import, a stretch at a time.
        law = law_of(span, next_at)
        put = places(SQLITE_ID, "?", "?", ("?", "?"), "+l.import_id = ?", law)
        values = (last, campaign_id, next_at, after, last, self._import_id)
        return self._bulk.run(put, "", *values)

    def add_zones(self, campaign_id: bytes, zones: Iterable[str]) -> None:
        """Tell the campaign which zones its leads live in."""
        self._bulk.insert(
            campaign_zones,
            ("campaign_id", "zone"),
            [(campaign_id, zone) for zone in sorted(set(zones))],
            skip_existing=True,
        )

    def _write_leads(self, batch: LeadBatch) -> Sequence[int]:
        numbers = self._bulk.next_numbers("leads", len(batch.leads)) if batch.leads else ()
        self._bulk.insert(leads, LEAD_COLUMNS, batch.leads)
        return numbers

    def _send(self, given: SentLeads) -> Sequence[int]:
        person = self._work.actor.person_id if self._work.actor else None
        return self._bulk.rows("", CALL, self._import_id, person, self._now, *given.arrays)[0]

    def _ids(self, table: Table, name: str, wanted: dict[str, bytes]) -> dict[str, bytes]:
        """Insert phones or tags that are new; gives the ids they have in the store, whoever inserted them."""
        if not wanted:
            return wanted
        if table is phones and not self._work.is_sqlite:
            given = self._bulk.rows(
                "",
                "SELECT e164, id FROM phone_ids_of(%s::text[], %s::uuid[])",
                list(wanted),
                list(wanted.values()),
            )
            return {str(e164): phone_id for e164, phone_id in given}
        # In order, as everybody writes them: two who bring the same ones would wait for each other for ever.
        rows = [(wanted[value], value) for value in sorted(wanted)]
        if self._bulk.insert(table, ("id", name), rows, skip_existing=True) == len(wanted):
            return wanted
        found = self._bulk.rows(
            f"SELECT {name}, id FROM {table.name} WHERE {name} IN (SELECT value FROM json_each(?))",
            f"SELECT {name}, id FROM {table.name} WHERE {name} = ANY(%s)",
            self._bulk.among(wanted),
        )
        return {str(value): row_id for value, row_id in found}

    def _forbid(self, e164s: dict[str, bytes], phone_ids: dict[str, bytes]) -> None:
        """Set do-not-call on phones that are still free, each with its row that says who and why."""
        person = self._work.actor.person_id.bytes if self._work.actor else None
        rows: list[PackedRow] = []
        for e164, row_id in sorted(e164s.items()):  # who writes several goes in order
            changed = self._bulk.run(
                "UPDATE phones SET do_not_call_at = ? WHERE id = ? AND do_not_call_at IS NULL",
                f"UPDATE phones SET do_not_call_at = {PG_TIME} WHERE id = %s AND do_not_call_at IS NULL",
                self._now,
                phone_ids[e164],
            )
            if changed:
                rows.append((row_id, phone_ids[e164], self._now, person, "import"))
        self._bulk.insert(do_not_calls, ("id", "phone_id", "at", "person_id", "why"), rows)

    def _write_bases(self, batch: LeadBatch) -> None:
        """Why new leads may be called by themselves."""
        for (kind, until), lead_ids in batch.bases.items():
            self._bulk.run(
                "UPDATE leads SET basis_kind = ?, basis_until = ? "
                "WHERE id IN (SELECT unhex(value) FROM json_each(?))",
                f"UPDATE leads SET basis_kind = %s, basis_until = {PG_TIME} WHERE id = ANY(%s)",
                kind,
                until,
                self._bulk.among(lead_ids),
            )

    def _write_changes(self, batch: LeadBatch) -> None:
        """Change leads that were there before, and keep how they were."""
        for lead_id, version, columns in batch.changed:
            names = sorted(columns)
            sets = ", ".join(f"{name} = ?" for name in names)
            sets_postgres = ", ".join(
                f"{name} = {PG_TIME if name.endswith(TIMES) else '%s'}" for name in names
            )
            self._bulk.run(
                f"UPDATE leads SET {sets}{', ' if sets else ''}updated_at = ?, version = ? WHERE id = ?",
                f"UPDATE leads SET {sets_postgres}{', ' if sets else ''}updated_at = {PG_TIME}, version = %s "
                "WHERE id = %s",
                *(columns[name] for name in names),
                self._now,
                version + 1,
                lead_id,
            )
        for text, number in batch.changed_texts:
            self._bulk.run(
                "UPDATE lead_search SET text = ? WHERE no = ?",
                "UPDATE lead_search SET text = %s WHERE no = %s",
                text,
                number,
            )
        for lead_id, field_id, *_ in batch.changed_values:
            self._bulk.run(
                "DELETE FROM field_values WHERE lead_id = ? AND field_id = ?",
                "DELETE FROM field_values WHERE lead_id = %s AND field_id = %s",
                lead_id,
                field_id,
            )
        self._bulk.insert(field_values, ("lead_id", "field_id", "text", "number"), batch.changed_values)
        for lead_id in batch.changed_emails:
            self._bulk.run(
                "DELETE FROM lead_emails WHERE lead_id = ?",
                "DELETE FROM lead_emails WHERE lead_id = %s",
                lead_id,
            )
        for lane, reason, next_at, owner, entry in batch.changed_entries:
            self._bulk.run(
                "UPDATE queue_entries SET lane = ?, reason = ?, next_at = ?, owner_id = ?, "
                "version = version + 1 WHERE id = ? AND claimed_by IS NULL",
                f"UPDATE queue_entries SET lane = %s, reason = %s, next_at = {PG_TIME}, owner_id = %s, "
                "version = version + 1 WHERE id = %s AND claimed_by IS NULL",
                lane,
                reason,
                next_at,
                owner,
                entry,
            )
        self._keep_before(batch.before)

    def _keep_before(self, changed: list[PackedRow]) -> None:
        """Keep how leads were, from before the first change that this import made to each."""
        if not changed:
            return
        which, among = "WHERE import_id = {0} AND lead_id ", self._bulk.among([lead for lead, *_ in changed])
        sqlite = which.format("?") + "IN (SELECT unhex(value) FROM json_each(?))"
        postgres = which.format("%s") + "= ANY(%s)"
        earlier: dict[bytes, str] = dict(
            self._bulk.rows(
                f"SELECT lead_id, before FROM import_changes {sqlite}",
                f"SELECT lead_id, before::text FROM import_changes {postgres}",
                self._import_id,
                among,
            )
        )
        if earlier:
            gone = f"DELETE FROM import_changes {sqlite}", f"DELETE FROM import_changes {postgres}"
            self._bulk.run(*gone, self._import_id, among)
        self._bulk.insert(
            import_changes,
            ("import_id", "lead_id", "before", "version_after"),
            [
                (self._import_id, lead, both(earlier[lead], before) if lead in earlier else before, version)
                for lead, before, version in changed
            ],
        )


# A packed time as PostgreSQL takes it.
PG_TIME = "(timestamptz 'epoch' + %s * interval '1 microsecond')"
