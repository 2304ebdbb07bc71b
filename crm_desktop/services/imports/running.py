"""One import on its way: rows are read, matched and written in batches, and taken back if it is stopped.

A file of up to `BATCH` rows is one transaction. A longer one is written in many (`stretches`): whoever works
meanwhile waits a few tenths of a second at most; its leads come into the queue only when all are
written. Rows are gathered by `CHUNK`: first their new phones are written, in the order of the numbers, then
the leads in the order of their names, then what they are found by. Neighbours share pages of the indexes, and
a commit writes a tenth of the pages it would write in file order.
Rows that mean a lead of the same chunk are laid over it once it stands there, one after the other: all comes
out as if the file had been written row by row, wherever its chunks end.
Between groups of transactions the next rows are packed; then other programs get their turn. The rows of the
chunk after wait in the second process, as what it will send: here each would take five times the room.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

from crm_desktop.domain.campaign_rules import SKILLS, WhoKind
from crm_desktop.domain.import_ready import NOTHING, ReadyRow, Setting
from crm_desktop.domain.import_rows import ParsedRow
from crm_desktop.domain.people import Actor
from crm_desktop.ids import new_id
from crm_desktop.services.imports.ahead import ahead, side_by_side
from crm_desktop.services.imports.changing import Changer
from crm_desktop.services.imports.looking_up import look_up, may_change, without_erased
from crm_desktop.services.imports.matching import Decisions, Found, Matcher, NewLead, NumberedRow
from crm_desktop.services.imports.packing import Packer
from crm_desktop.services.imports.plan import ImportPlan
from crm_desktop.services.imports.reading import Rows
from crm_desktop.services.imports.refused import RefusedFile
from crm_desktop.services.imports.stretches import Step, in_stretches
from crm_desktop.services.imports.tally import NOT_THEIRS, Tally
from crm_desktop.services.progress import Progress
from crm_desktop.store.bulk import packed_ids
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.comings import Comings
from crm_desktop.store.import_leads import ImportLeads, LeadBatch
from crm_desktop.store.import_matches import FoundPhone, ImportMatches
from crm_desktop.store.imports import Imports
from crm_desktop.store.queue_settling import settle, settle_leads
from crm_desktop.store.search import SearchIndex
from crm_desktop.store.tuning import bulk_load
from crm_desktop.store.types import pack_time
from crm_desktop.store.unit_of_work import Store, Work

BATCH = 2_500
FIRST_CHUNK, CHUNK = 8_000, 90_000
"""Rows gathered at first, and later, when the second process is ahead; a server gets half of that."""
PUBLISH = 2_500
STEP = 1_250
"""Leads, or four times as many phones or search texts, that are written at once: some 50 ms."""
LOT, LOTS_AHEAD = 5_000, 3
"""New leads a server is sent at once, some 0.4 s, and how many such lots are got ready meanwhile."""
SENDERS = 2
"""Connections over which a server gets new leads: each of its processors works on one lot at a time."""
GROUP = 12
"""Steps that are got ready together: other programs look every 0.1 s whether the store is free."""

ONLY_NEW = ("skip", "create")
"""Ways with duplicates that change no lead that is there."""

Change = tuple[bytes, tuple[int, ParsedRow]]
Rounds = list[list[Change]]
"""Changes of leads, each lead at most once in a round: the next round sees what the one before wrote."""


@dataclass(frozen=True, slots=True)
class Lot:
    """What a server is sent at once."""

    batch: LeadBatch
    changes: list[Change]
    known: Mapping[str, FoundPhone]
    rows: int  # of the file that are written with it
    written: int  # the last chunk that is written whole with it


_WRITTEN_S = 0.01
_NAME_KEY = attrgetter("name_key")
_Item = TypeVar("_Item")


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
        self._first: list[tuple[int, ParsedRow]] = []  # read before it was known how to make them ready
        self._buffer: list[NumberedRow] = []
        self._is_read = False
        self._texts: list[tuple[int, str]] = []  # row numbers, and what their leads will be found by
        self._bounds: list[bytes] = []  # ids of new leads, ascending, some `PUBLISH` leads apart
        self._is_on_server = store.engine.dialect.name != "sqlite"
        self._rows_decided = 0
        self._written_chunk = 0  # all chunks up to this are written
        self._is_left = threading.Event()  # nobody writes what is got ready any more
        self._numbering = threading.Lock()
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
        prepare = self._packer.prepare
        self._rows.make_ready(prepare)
        self._buffer = [(row_no, prepare(row)) for row_no, row in self._first]
        self._first = []
        # On a server changes are packed while new leads are, in another thread: ids and zones of their own.
        self._changing = Packer(setting, packed_ids()) if self._is_on_server else self._packer
        self._changer = Changer(setting, self._changing, overwrite=self._plan.duplicates == "update")

    def write_at_once(self, work: Work) -> None:
        """Write a short file whole in the caller's transaction."""
        decisions = self._decide(work)
        self._write(work, self._packed(decisions.created), [], self._found.by_phone)
        for step in self._text_steps():
            step(work)
        for changes in in_rounds(decisions.changes):
            self._write(work, LeadBatch(), changes, self._found.by_phone)
        for step in self._publishing():
            step(work)
        self.finish(work)

    def write_in_batches(self) -> None:
        """Write a long file; each batch is a transaction of its own."""
        with bulk_load(self._store):
            if self._is_on_server:
                self._send_all()
            else:
                self._write_chunks()
            self._publish_all()

    def _write_chunks(self) -> None:
        size = min(FIRST_CHUNK, CHUNK)
        while True:
            while not self._is_read and len(self._buffer) < size:
                self._read(BATCH)
            if not self._buffer:
                break
            self._write_chunk()
            size = min(CHUNK, 2 * size)

    def _write_chunk(self) -> None:
        with self._store.read(self._actor) as work:
            decisions = self._decide(work)
        created, rounds = in_order(decisions.created, _NAME_KEY), in_rounds(decisions.changes)
        self._write_phones(created)
        del decisions  # rows are let go of as they are written: all at once would hold the window up
        while created:
            self._check()
            self._in_stretches([*(self._next_step(created) for _ in range(GROUP)), self._note])
        self._in_stretches(self._text_steps())
        while rounds:
            self._check()
            changes = [_cut(rounds, STEP) for _ in range(GROUP)]
            self._in_stretches([*(self._change_step(some) for some in changes), self._note])
        self._packer.phone_ids = {}
        self._matcher.forget_new()

    def _send_all(self) -> None:
        """Write to a server: the next rows are read, matched and packed while it works on what it has.

        Each lot is a transaction of its own. In it numbers go in order, as everybody's do who writes several:
        two lots in one could wait for somebody who waits for them. Where rows change leads, one goes after
        the other.
        """
        at_once = SENDERS if self._plan.duplicates in ONLY_NEW else 1
        with closing(ahead(self._lots(), LOTS_AHEAD, self._check)) as lots:
            try:
                with closing(side_by_side(lots, self._send, at_once)) as written:
                    for lot in written:
                        self._written_chunk = lot.written
                        self._tell(lot.rows)
            finally:
                self._is_left.set()
        with self._store.write(self._actor) as work:
            SearchIndex(work).settle()

    def _send(self, lot: Lot) -> None:
        with self._store.write(self._actor) as work:
            self._write(work, lot.batch, lot.changes, lot.known)
            self._note(work)

    def _lots(self) -> Iterator[Lot]:
        """What is sent, got ready in a thread of its own: small chunks first, so that the server has work."""
        chunk, size = 0, LOT
        while True:
            while not self._is_read and len(self._buffer) < size:
                self._read(min(LOT, size), is_told=False)
            if not self._buffer:
                return
            if not self._is_before_written(chunk):
                return
            chunk, before = chunk + 1, self._rows_decided
            self._matcher.forget_sent(self._written_chunk)  # asked before the store is
            with self._store.read(self._actor) as work:
                decisions = self._decide(work)
            created, rounds = in_order(decisions.created, _NAME_KEY), in_rounds(decisions.changes)
            del decisions
            known, here = self._found.by_phone, self._rows_decided - before
            left = len(created) + sum(map(len, rounds))
            chunk -= not left  # nothing of it will be written
            each = here / left if left else 0.0
            size = min((CHUNK + 1) // 2, 2 * size)
            while left:
                some, changed = created[:LOT], [] if created else _cut(rounds, LOT)
                batch = self._packed(some)
                batch.send()
                for lead in some:
                    lead.row = NOTHING
                del created[: len(some)]
                left -= len(some) + len(changed)
                yield Lot(batch, changed, known, self._rows_decided - round(left * each), chunk - bool(left))
                if not self._is_read and len(self._buffer) < size:
                    self._read(LOT, is_told=False)
            self._matcher.sent_new(chunk)

    def _is_before_written(self, chunk: int) -> bool:
        """Where rows change leads, wait until the chunk before stands there; False when it never will."""
        if self._plan.duplicates in ONLY_NEW:
            return True
        while self._written_chunk < chunk:
            if self._is_left.wait(_WRITTEN_S):
                return False
        self._matcher.forget_new()
        return True

    def _in_stretches(self, steps: Iterable[Step]) -> None:
        in_stretches(self._store, self._actor, steps, self._tell)

    def _write_phones(self, created: list[NewLead]) -> None:
        """Write the new phones of these leads, all of them before the leads, in the order of the numbers."""
        known, ids = self._found.by_phone, self._packer.phone_ids
        for lead in created:
            for phone in lead.row.phones:
                e164 = phone[0]
                if e164 not in known and e164 not in ids:
                    ids[e164] = next(self._ids)
        numbers = in_order(list(ids), None)
        parts = [numbers[start : start + 4 * STEP] for start in range(0, len(numbers), 4 * STEP)]
        self._in_stretches(partial(self._write_some_phones, part) for part in parts)

    def _write_some_phones(self, numbers: list[str], work: Work) -> None:
        ids = self._packer.phone_ids
        given = {e164: ids[e164] for e164 in numbers}
        written = ImportLeads(work, self._setting.import_id).write_phones(given)
        if written is not given:  # somebody else wrote some meanwhile
            ids.update(written)

    def _next_step(self, created: list[NewLead]) -> Step:
        """Cut the next rows off and pack them."""
        batch = self._packed(created[:STEP])
        del created[:STEP]
        return partial(self._write, batch=batch, changes=[], known=self._found.by_phone)

    def _change_step(self, changes: list[Change]) -> Step:
        return partial(self._write, batch=LeadBatch(), changes=changes, known=self._found.by_phone)

    def _text_steps(self) -> Iterator[Step]:
        """Enter what the leads written so far are found by; many at once, for the index is made of pieces."""
        while self._texts:
            some = self._texts[: 4 * STEP]
            del self._texts[: 4 * STEP]
            yield partial(self._write_texts, some)

    def _write_texts(self, some: list[tuple[int, str]], work: Work) -> None:
        SearchIndex(work).add([no for no, _ in some], [text for _, text in some])

    def _read(self, count: int, *, is_told: bool = True) -> None:
        """Read and understand some rows; refused ones go to their file at once."""
        buffer, tally = self._buffer, self.tally
        rows = self._rows.take(count)
        self._is_read = len(rows) < count
        tally.read += len(rows)
        for row_no, row, cells in rows:
            if row.problems:
                tally.note_problems(row_no, row.problems)
            if isinstance(row, ReadyRow):
                buffer.append((row_no, row))
            elif row.refused is None:
                self._first.append((row_no, row))
            else:
                tally.refuse(row_no, row)
                if self._refused is not None:
                    self._refused.add(cells, row.refused)
        if is_told:
            self._tell()
        else:
            self._check()

    def _decide(self, work: Work) -> Decisions:
        """Match what was read with the store, and with itself."""
        read, self._buffer = self._buffer, []
        rows, erased = without_erased(work, read)
        self.tally.refuse_erased(erased)
        self._found = look_up(work, rows)
        decisions = self._matcher.decide(rows, self._found)
        self._rows_decided += len(read)
        ids = [lead.id for lead in decisions.created]
        self._bounds += ids[PUBLISH - 1 :: PUBLISH]
        if len(ids) % PUBLISH:
            self._bounds.append(ids[-1])
        tally = self.tally
        tally.add(
            created=len(decisions.created),
            skipped=decisions.skipped,
            repeated=decisions.repeated,
        )
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

    def _write(
        self, work: Work, batch: LeadBatch, changes: list[Change], known: Mapping[str, FoundPhone]
    ) -> None:
        """Write some of the decisions in one transaction."""
        if changes:
            stored = ImportMatches(work).whole([lead_id for lead_id, _ in changes], self._setting.campaign_id)
            for lead_id, (_, row) in changes:
                lead_now = stored.get(lead_id)
                # Gone since it was found: someone merged it a moment ago.
                changed = lead_now is not None and self._changer.add(batch, lead_id, lead_now, row, known)
                self.tally.add(updated=changed, skipped=not changed)
        numbers = ImportLeads(work, self._setting.import_id).write(batch)
        asking = [i for i, _, columns in batch.changed if not columns.keys().isdisjoint(SKILLS)]
        settle_leads(work, [UUID(bytes=lead_id) for lead_id in asking])
        if batch.texts:
            self._texts += zip(numbers, batch.texts, strict=True)
        if numbers:
            with self._numbering:
                first, last = self.first_no, self.last_no
                self.first_no = numbers[0] if first is None else min(first, numbers[0])
                self.last_no = numbers[-1] if last is None else max(last, numbers[-1])

    def _note(self, work: Work) -> None:
        Imports(work).note(self.import_id, self.tally.counts(), self.first_no, self.last_no, is_done=False)

    def _publish_all(self) -> None:
        if not self._is_on_server:
            self._in_stretches(self._publishing())
            return
        with closing(side_by_side(self._publishing(), self._do, SENDERS)) as published:
            for _ in published:
                self._tell()

    def _do(self, step: Step) -> None:
        with self._store.write(self._actor) as work:
            step(work)

    def _publishing(self) -> Iterator[Step]:
        """Give the leads their places in the queue, in the file's order."""
        after = bytes(16)
        for last in self._bounds:
            yield partial(self._publish, after, last)
            after = last

    def _publish(self, after: bytes, last: bytes, work: Work) -> None:
        leads = ImportLeads(work, self._setting.import_id)
        setting = self._setting
        leads.publish(setting.campaign_id, after, last, pack_time(setting.now), setting.span)

    def finish(self, work: Work) -> None:
        """The last words of an import: zones, counts, audit, and that lists are to be read anew."""
        plan, tally = self._plan, self.tally
        leads = ImportLeads(work, self._setting.import_id)
        leads.add_zones(self._setting.campaign_id, self._packer.zones | self._changing.zones)
        campaign = Campaigns(work).get(UUID(bytes=self._setting.campaign_id))
        if campaign is not None and (campaign.rules.who.kind is WhoKind.ANYONE or campaign.rules.who.skill):
            settle(work, campaign)
        records = Imports(work)
        records.note(self.import_id, tally.counts(), self.first_no, self.last_no, is_done=True)
        if plan.remember_layout:
            mapping = replace(plan.mapping, country=plan.country)
            records.remember_layout(mapping.signature, json.loads(mapping.to_json()))
        counts = tally.counts()
        Comings(work).settle()
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

    def _tell(self, written: int | None = None) -> None:
        """Say how many rows are written: unless said, those that are read and wait no longer."""
        if self._progress is None:
            return
        share = self._rows.fraction()
        total = int(self.tally.read / share) if share and not self._is_read else self.tally.read
        written = self.tally.read - len(self._buffer) if written is None else written + self.tally.refused
        self._progress.update(written, total if share or self._is_read else None)
        self._progress.check()

    def _check(self) -> None:
        if self._progress is not None:
            self._progress.check()


def in_rounds(changes: dict[bytes, list[tuple[int, ParsedRow]]]) -> Rounds:
    """The rows of each lead in their order, one a round."""
    rounds: Rounds = []
    for lead_id, rows in changes.items():
        for place, row in enumerate(rows):
            if place == len(rounds):
                rounds.append([])
            rounds[place].append((lead_id, row))
    return rounds


def _cut(rounds: Rounds, size: int) -> list[Change]:
    """Cut some changes of one round off; none when all are done."""
    if not rounds:
        return []
    some = rounds[0][:size]
    del rounds[0][:size]
    if not rounds[0]:
        del rounds[0]
    return some


def in_order(items: list[_Item], key: Callable[[_Item], Any] | None) -> list[_Item]:
    """Sorted; in steps, since nothing else runs while Python sorts. Without `key` the items are compared."""
    sort: Any = partial(sorted, key=key)
    for start in range(0, len(items), BATCH):
        items[start : start + BATCH] = sort(items[start : start + BATCH])
    ordered: list[_Item] = sort(items)  # runs in order are only merged
    return ordered
