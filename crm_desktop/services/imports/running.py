"""One import on its way: rows are read, matched and written in batches, and taken back if it is stopped.

A file of up to `BATCH` rows is one transaction. A longer one is written in transactions of at most `BATCH`
rows, so that whoever works meanwhile waits a few tenths of a second at most; its leads come into the queue
only when all are written. Rows are gathered by `CHUNK` and written in the order of their names: neighbouring
names share pages of the indexes, and a commit writes a tenth of the pages it would write in file order.
Between groups of transactions the next rows are taken and packed, which is when other programs get their
turn; whoever writes in this one has it after each transaction.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from crm_desktop.domain.lead import search_key
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.ids import new_id
from crm_desktop.services.imports.changing import Changer
from crm_desktop.services.imports.matching import Decisions, Found, Matcher, NewLead, NumberedRow
from crm_desktop.services.imports.packing import Packer, Setting
from crm_desktop.services.imports.plan import ImportPlan
from crm_desktop.services.imports.reading import Rows
from crm_desktop.services.imports.refused import RefusedFile
from crm_desktop.services.imports.tally import NOT_THEIRS, Tally
from crm_desktop.services.progress import Progress
from crm_desktop.store.bulk import packed_ids
from crm_desktop.store.import_leads import ImportLeads, LeadBatch
from crm_desktop.store.import_matches import FoundLead, ImportMatches
from crm_desktop.store.imports import Imports
from crm_desktop.store.search import SearchIndex
from crm_desktop.store.tuning import bulk_load, copy_log
from crm_desktop.store.types import pack_time
from crm_desktop.store.unit_of_work import Store, Work

BATCH = 2_500
CHUNK = 50_000
PUBLISH = 5_000
LOOK = 5_000
GROUP = 4
"""Batches that are got ready together: other programs look every 0.1 s whether the store is free."""

Change = tuple[bytes, list[NumberedRow]]
MERGE_PAGES = 2_000


class ImportRun:
    """Everything one import holds while it runs."""

    def __init__(
        self,
        store: Store,
        actor: Actor,
        plan: ImportPlan,
        rows: Rows,
        refused: RefusedFile | None,
        progress: Progress | None,
    ) -> None:
        self._store, self._actor, self._plan = store, actor, plan
        self._rows = rows
        self._refused, self._progress = refused, progress
        self.import_id = new_id()
        self._ids = packed_ids()
        self._matcher = Matcher(
            plan.duplicates, plan.match, self.import_id.bytes, self._ids, may_change(actor)
        )
        self._found = Found()
        self._buffer: list[NumberedRow] = []
        self._is_read = False
        self._has_cut_texts = False
        self.tally = Tally()
        self.first_no: int | None = None
        self.last_no: int | None = None

    def read_first(self) -> bool:
        """Read the first rows, before anything is written; whether that was the whole file."""
        self._read(BATCH)
        return self._is_read

    def prepare(self, setting: Setting) -> None:
        """Take over what is the same for all rows, once the import is noted in the store."""
        self._setting = setting
        self._packer = Packer(setting, self._ids)
        self._changer = Changer(setting, self._packer, overwrite=self._plan.duplicates == "update")

    def write_at_once(self, work: Work) -> None:
        """Write a short file whole in the caller's transaction."""
        decisions = self._decide(work)
        self._write(work, self._packed(decisions.created), list(decisions.changes.items()))
        self._publish(work, self.first_no, self.last_no)
        self.finish(work)

    def write_in_batches(self) -> None:
        """Write a long file; each batch is a transaction of its own."""
        with bulk_load(self._store):
            self._write_chunks()
            self._publish_all()
            if self._has_cut_texts:
                forget_removed(self._store, self._actor, self._check)

    def _write_chunks(self) -> None:
        while True:
            while not self._is_read and len(self._buffer) < CHUNK:
                self._read(BATCH)
            if not self._buffer:
                break
            self._write_chunk()

    def _write_chunk(self) -> None:
        with self._store.read(self._actor) as work:
            decisions = self._decide(work)
        created, changes = by_name(decisions.created), list(decisions.changes.items())
        del decisions  # rows are let go of as they are written: all at once would hold the window up
        while created or changes:
            self._check()
            for batch, some in [self._next_batch(created, changes) for _ in range(GROUP)]:
                if batch.leads or some:
                    with self._store.write(self._actor) as work:
                        self._write(work, batch, some)
                    self._tell()
            copy_log(self._store)
        self._matcher.forget_new()

    def _next_batch(self, created: list[NewLead], changes: list[Change]) -> tuple[LeadBatch, list[Change]]:
        """Cut the next rows off and pack them, and read as many."""
        batch, some = self._packed(created[:BATCH]), changes[:BATCH]
        del created[:BATCH], changes[:BATCH]
        if not self._is_read and len(self._buffer) < CHUNK:
            self._read(BATCH)
        return batch, some

    def _read(self, count: int) -> None:
        """Read and understand some rows; refused ones go to their file at once."""
        buffer, tally = self._buffer, self.tally
        rows = self._rows.take(count)
        self._is_read = len(rows) < count
        tally.read += len(rows)
        for row_no, row, cells in rows:
            if row.problems:
                tally.note_problems(row_no, row)
            if row.refused is not None:
                tally.refuse(row_no, row)
                if self._refused is not None:
                    self._refused.add(cells, row.refused)
                continue
            buffer.append((row_no, row))
        self._tell()

    def _decide(self, work: Work) -> Decisions:
        """Match what was read with the store, and with itself."""
        rows, self._buffer = self._buffer, []
        self._found = look_up(work, rows)
        decisions = self._matcher.decide(rows, self._found)
        tally = self.tally
        tally.created += len(decisions.created)
        tally.updated += decisions.updated
        tally.skipped += decisions.skipped
        tally.repeated += decisions.repeated
        for row_no in decisions.not_theirs:
            tally.problem(row_no, "", NOT_THEIRS, "")
        return decisions

    def _packed(self, created: list[NewLead]) -> LeadBatch:
        """New leads ready to be written; done before the transaction, which others wait for."""
        batch = LeadBatch()
        add, known = self._packer.add, self._found.by_phone
        for lead in created:
            add(batch, lead, known)
        return batch

    def _write(self, work: Work, batch: LeadBatch, changes: list[Change]) -> None:
        """Write some of the decisions in one transaction."""
        known = self._found.by_phone
        if changes:
            stored = ImportMatches(work).whole([lead_id for lead_id, _ in changes], self._setting.campaign_id)
            for lead_id, rows in changes:
                lead_now = stored.get(lead_id)
                # Gone since it was found: someone merged it a moment ago.
                changed = 0 if lead_now is None else self._changer.add(batch, lead_id, lead_now, rows, known)
                self.tally.updated += changed
                self.tally.skipped += len(rows) - changed
        numbers = ImportLeads(work, self._setting.import_id).write(batch)
        self._has_cut_texts = self._has_cut_texts or bool(batch.changed_texts)
        if numbers is not None:
            self.first_no = numbers[0] if self.first_no is None else self.first_no
            self.last_no = numbers[1]
        Imports(work).note(self.import_id, self.tally.counts(), self.first_no, self.last_no, is_done=False)

    def _publish_all(self) -> None:
        if self.first_no is None or self.last_no is None:
            return
        for start in range(self.first_no, self.last_no + 1, PUBLISH):
            self._check()
            with self._store.write(self._actor) as work:
                self._publish(work, start, min(start + PUBLISH - 1, self.last_no))
            self._tell()
            if start // PUBLISH % GROUP == 0:
                copy_log(self._store)

    def _publish(self, work: Work, first: int | None, last: int | None) -> None:
        if first is None or last is None:
            return
        leads = ImportLeads(work, self._setting.import_id)
        leads.publish(self._setting.campaign_id, first, last, pack_time(self._setting.now))

    def finish(self, work: Work) -> None:
        """The last words of an import: zones, counts, audit, and that lists are to be read anew."""
        plan, tally = self._plan, self.tally
        leads = ImportLeads(work, self._setting.import_id)
        leads.add_zones(self._setting.campaign_id, self._packer.zones)
        records = Imports(work)
        records.note(self.import_id, tally.counts(), self.first_no, self.last_no, is_done=True)
        if plan.remember_layout:
            mapping = replace(plan.mapping, country=plan.country)
            records.remember_layout(mapping.signature, json.loads(mapping.to_json()))
        counts = tally.counts()
        work.record(
            "import.finished",
            "import",
            self.import_id,
            campaign=UUID(bytes=self._setting.campaign_id),
            read=counts.read,
            created=counts.created,
            updated=counts.updated,
            skipped=counts.skipped,
            refused=counts.refused,
            repeated=counts.repeated,
        )
        for topic in ("leads", "queue", "callbacks", "campaigns", "imports"):
            work.announce(topic)

    def _tell(self) -> None:
        if self._progress is None:
            return
        share = self._rows.fraction()
        total = int(self.tally.read / share) if share and not self._is_read else self.tally.read
        written = self.tally.read - len(self._buffer)
        self._progress.update(written, total if share or self._is_read else None)
        self._progress.check()

    def _check(self) -> None:
        if self._progress is not None:
            self._progress.check()


def by_name(leads: list[NewLead]) -> list[NewLead]:
    """New leads in the order of their names; in steps, since nothing else runs while Python sorts."""
    for start in range(0, len(leads), BATCH):
        leads[start : start + BATCH] = sorted(leads[start : start + BATCH], key=_name_key)
    return sorted(leads, key=_name_key)  # runs in order are only merged


def _name_key(lead: NewLead) -> str:
    return lead.name_key


def look_up(work: Work, rows: list[NumberedRow]) -> Found:
    """What the store holds of the phones of these rows, and of the e-mails of those without a phone."""
    found = Found()
    for start in range(0, len(rows), LOOK):
        some = _look_up(work, rows[start : start + LOOK])
        found.by_phone.update(some.by_phone)
        found.by_email.update(some.by_email)
    return found


def _look_up(work: Work, rows: list[NumberedRow]) -> Found:
    e164s = {brought[2][0] for _, row in rows for brought in row.phones}
    emails = [
        (search_key(row.name or row.company), email)
        for _, row in rows
        if not row.phones
        for email in row.emails
    ]
    matches = ImportMatches(work)
    return Found(matches.by_phone(sorted(e164s)), matches.by_email(emails))


def may_change(actor: Actor) -> Callable[[FoundLead], bool]:
    """Whether a stored lead is within the importing person's reach."""

    def allowed(lead: FoundLead) -> bool:
        owner = None if lead.owner_id is None else UUID(bytes=lead.owner_id)
        team = None if lead.team_id is None else UUID(bytes=lead.team_id)
        return actor.may_touch(Permission.CHANGE_LEADS, owner, team)

    return allowed


def forget_removed(store: Store, actor: Actor | None, check: Callable[[], None]) -> None:
    """Take what was removed out of the search index for good, in short transactions."""
    first = True
    while True:
        check()
        with store.write(actor) as work:
            if not SearchIndex(work).forget_removed(MERGE_PAGES, first=first):
                return
        copy_log(store)
        first = False
