"""Many leads at once: handed out, given, changed; seen before it is done, and taken back for 30 days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from crm_desktop.domain.assignment import HandOut
from crm_desktop.domain.batches import UNDO_FOR, Batch, Change, Kind, Skipped
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.errors import Cancelled, NotAllowed, NotFound, UserError
from crm_desktop.services.batch_steps import Made, checked, require, take_back_part, untouched, why_not
from crm_desktop.services.handing_out import (
    Preview,
    Share,
    absent_today,
    parts,
    planned,
    within_reach,
)
from crm_desktop.services.imports.stretches import Step, in_stretches
from crm_desktop.services.merging_many import MergePlan, planned_merge
from crm_desktop.services.progress import Progress
from crm_desktop.store.batch_merging import BatchMerging
from crm_desktop.store.batches import BatchRows
from crm_desktop.store.people import People
from crm_desktop.store.tuning import bulk_load
from crm_desktop.store.unit_of_work import Store, Work

LISTED = 500
PAST = 100


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking back did: leads set back, left as they are since somebody worked on them, and erased.

    `is_partly`: it was stopped, and what is back so far stays back. `worked`: of doubles taken apart, how
    many leads had been worked on since, which stays with the one that stayed.
    """

    back: int
    kept: int
    erased: int
    is_partly: bool
    worked: int = 0


class BatchService:
    """Changes of many leads at once. Leads are named by their row numbers, as lists give them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # before

    def preview_hand_out(self, actor: Actor, numbers: Sequence[int], how: HandOut) -> Preview:
        """Who would get how many, and what would be left alone why; changes nothing."""
        require(actor, Kind.HAND_OUT)
        with self._store.read(actor) as work:
            return planned(work, actor, numbers, how).preview

    def preview(self, actor: Actor, numbers: Sequence[int], change: Change) -> Preview:
        """How many would be changed, and what would be left alone why; changes nothing."""
        require(actor, change.kind)
        with self._store.read(actor) as work:
            checked(work, actor, change)
            if change.kind is Kind.MERGE:
                return planned_merge(work, numbers, change).preview
            rows = BatchRows(work)
            counts: Counter[str] = Counter()
            why = why_not(rows, change)
            for part in parts(numbers):
                counts.update(rows.counted(part, why))
            changed = counts.pop("", 0)
            gone = len(numbers) - changed - sum(counts.values())
            if gone:
                counts[Skipped.GONE.value] += gone
            return Preview(len(numbers), changed, dict(counts))

    def takers(self, actor: Actor) -> tuple[Share, ...]:
        """Whom this person may hand leads to, what they have, and who isn't there today."""
        require(actor, Kind.HAND_OUT)
        with self._store.read(actor) as work:
            some = within_reach(work, actor)
            has = BatchRows(work).waiting_of([p.id for p in some])
            absent = absent_today(work)
            return tuple(Share(p.id, p.display_name, has.get(p.id, 0), 0, p.id in absent) for p in some)

    # doing it

    def hand_out(
        self,
        actor: Actor,
        numbers: Sequence[int],
        how: HandOut,
        request_id: UUID,
        progress: Progress | None = None,
        plan_id: UUID | None = None,
    ) -> Batch:
        """Hand leads out. Stopped half-way, what is handed out so far is kept, as the batch says."""
        require(actor, Kind.HAND_OUT)
        with self._store.read(actor) as work:
            if (earlier := BatchRows(work).get(request_id)) is not None:
                return earlier[0]
            plan = planned(work, actor, numbers, how)
            teams = {p.id: p.team_id for p in People(work).all()}
        settings = {"how": how.to_json(), "given": {}, "owners": []}
        skipped = Counter(plan.preview.skipped)
        doing = _Doing(self._store, actor, request_id, Kind.HAND_OUT, progress, len(numbers))
        doing.begin(settings, plan_id)

        def steps() -> Iterator[Step]:
            for person_id, theirs in plan.gives:
                for part in parts(theirs):
                    owners.append(str(person_id))
                    yield partial(give, person_id, part, len(owners) - 1)

        owners: list[str] = []
        given: Counter[str] = Counter()

        def give(person_id: UUID, part: Sequence[int], number: int, work: Work) -> None:
            rows = BatchRows(work)
            rows.by_index()
            why = rows.why_not(rows.on_screens(), waiting=True, nobodys=how.only_nobodys, same=None)
            many = rows.keep_before(request_id, number, part, why)
            rows.change(request_id, number, owner_id=person_id, team_id=teams[person_id])
            rows.settle_owners(request_id, number)
            given[str(person_id)] += many
            skipped[Skipped.MEANWHILE.value] += len(part) - many
            rows.set(request_id, settings=settings | {"given": dict(given), "owners": list(owners)})
            doing.count(work, part, many)

        return doing.run(steps(), skipped)

    def change(
        self,
        actor: Actor,
        numbers: Sequence[int],
        change: Change,
        request_id: UUID,
        progress: Progress | None = None,
    ) -> Batch:
        """Change many leads. Stopped half-way, what is changed so far is kept, as the batch says."""
        require(actor, change.kind)
        with self._store.write(actor) as work:
            if (earlier := BatchRows(work).get(request_id)) is not None:
                return earlier[0]
            made = Made.of(work, actor, change)
        doing = _Doing(self._store, actor, request_id, change.kind, progress, len(numbers))
        if change.kind is Kind.MERGE:
            with self._store.read(actor) as work:
                plan = planned_merge(work, numbers, change)
            doing.begin(made.settings, None)
            return self._merge(doing, plan, change, request_id)
        doing.begin(made.settings, None)

        def steps() -> Iterator[Step]:
            for number, part in enumerate(parts(sorted(numbers))):  # as they lie in the store
                yield partial(make, part, number)

        skipped: Counter[str] = Counter()

        def make(part: Sequence[int], number: int, work: Work) -> None:
            rows = BatchRows(work)
            if change.kind in (Kind.OWNER, Kind.STATUS):
                rows.by_index()
            why = why_not(rows, change)
            counts = rows.counted(part, why)
            many = rows.keep_before(request_id, number, part, why)
            made.do(work, request_id, number)
            counts.pop("", None)
            skipped.update(counts)
            skipped[Skipped.GONE.value] += len(part) - many - sum(counts.values())
            doing.count(work, part, many)

        return doing.run(steps(), skipped)

    def _merge(self, doing: _Doing, plan: MergePlan, change: Change, batch_id: UUID) -> Batch:
        skipped = Counter(plan.preview.skipped)
        doing.pass_over(sum(skipped.values()))

        def merge(into: dict[int, int], number: int, work: Work) -> None:
            rows, others = BatchRows(work), list(into)
            many = rows.keep_before(batch_id, number, others, why_not(rows, change))
            many -= BatchMerging(work, batch_id, number).put_together(into)
            skipped[Skipped.MEANWHILE.value] += len(others) - many
            doing.count(work, others, many)

        return doing.run((partial(merge, into, n) for n, into in enumerate(plan.parts())), skipped)

    # afterwards

    def past(self, actor: Actor, limit: int = PAST) -> tuple[Batch, ...]:
        """The newest batches: an admin sees everybody's, others the own."""
        actor.require(Permission.ASSIGN_LEADS, Reach.TEAM)
        with self._store.read(actor) as work:
            is_all = actor.reach(Permission.ASSIGN_LEADS) is Reach.ALL
            return BatchRows(work).newest(limit, None if is_all else actor.person_id)

    def kept(self, actor: Actor, batch_id: UUID) -> tuple[UUID, ...]:
        """The leads that taking a batch back left as they are, at most `LISTED`."""
        actor.require(Permission.ASSIGN_LEADS, Reach.TEAM)
        with self._store.read(actor) as work:
            return BatchRows(work).kept(batch_id, LISTED)

    def undo(self, actor: Actor, batch_id: UUID, progress: Progress | None = None) -> Undone:
        """Take a batch back, but for what somebody worked on since; those are kept and can be listed.

        Stopped or killed half-way it can be asked for again, and goes on where it was.
        """
        with self._store.read(actor) as work:
            found = BatchRows(work).get(batch_id)
            if found is None:
                raise NotFound("There is nothing to undo.")
            batch, settings = found
            require(actor, batch.kind)
            if batch.person_id != actor.person_id and actor.reach(Permission.ASSIGN_LEADS) is not Reach.ALL:
                raise NotAllowed("Only whoever did this, or an admin, can take it back.")
            if batch.undone_at is not None:
                raise UserError("This was taken back already.")
            if not batch.can_undo(work.now):
                raise UserError("It is too late to take this back. Change it by hand.")
            tag_id = BatchRows(work).tag_id(str(settings.get("to", "")), make=False)
        done = batch.parts_undone

        def take_back(part: int, work: Work) -> None:
            nonlocal done
            rows = BatchRows(work)
            if batch.kind in (Kind.HAND_OUT, Kind.OWNER, Kind.STATUS):
                rows.by_index()
            left = rows.keep_touched(batch_id, part, untouched(rows, batch, settings, part))
            take_back_part(work, batch, settings, part, tag_id)
            rows.add_to(batch_id, kept=left, parts_undone=1)
            done += 1

        def tell() -> None:
            if progress is not None:
                progress.update(done, batch.parts)

        steps = (partial(take_back, part) for part in range(batch.parts_undone, batch.parts))
        with suppress(Cancelled), bulk_load(self._store):
            in_stretches(self._store, actor, steps, tell)
        is_partly = done < batch.parts
        with self._store.write(actor) as work:
            rows = BatchRows(work)
            if not is_partly:
                rows.set(batch_id, undone_at=work.now)
            now = rows.get(batch_id)
            assert now is not None
            kept, worked = now[0].kept, rows.worked_since(batch_id)
            if worked and not is_partly:
                rows.add_to(batch_id, kept=worked)  # they are listed too
            erased = batch.done - rows.rows_of(batch_id)
            back = 0 if is_partly else batch.done - kept - erased
            work.record(
                "batch_undone", "batch", batch_id, kind=batch.kind.value, kept=kept, whole=not is_partly
            )
            for topic in ("leads", "queue"):
                work.announce(topic)
        return Undone(back, kept, erased, is_partly, worked)

    def forget_old(self, actor: Actor) -> int:
        """Delete how leads were before batches that can't be taken back any more; how many leads."""
        if not actor.may(Permission.ASSIGN_LEADS, Reach.TEAM):
            return 0
        with self._store.read(actor) as work:
            old = BatchRows(work).too_old()
        gone = 0
        for batch_id, many in old:
            for part in range(many):
                with self._store.write(actor) as work:
                    gone += BatchRows(work).forget(batch_id, part)
        return gone


class _Doing:
    """One batch while it goes on."""

    def __init__(
        self, store: Store, actor: Actor, batch_id: UUID, kind: Kind, progress: Progress | None, found: int
    ) -> None:
        self._store, self._actor, self._id, self._kind = store, actor, batch_id, kind
        self._progress, self._found = progress, found
        self._looked_at = 0

    def begin(self, settings: Mapping[str, Any], plan_id: UUID | None) -> None:
        """Say that it begins."""
        with self._store.write(self._actor) as work:
            BatchRows(work).begin(
                self._id, self._kind.value, settings, found=self._found, until=work.now + UNDO_FOR,
                plan_id=plan_id,
            )  # fmt: skip

    def pass_over(self, many: int) -> None:
        """So many are looked at, and left alone."""
        self._looked_at += many

    def count(self, work: Work, part: Sequence[int], many: int) -> None:
        """A part is done, with so many leads changed."""
        BatchRows(work).add_to(self._id, done=many, parts=1)
        self._looked_at += len(part)

    def run(self, steps: Iterator[Step], skipped: Counter[str]) -> Batch:
        """Do all of it, or as much as is wanted."""
        is_stopped = False
        try:
            self._tell()
            with bulk_load(self._store):
                in_stretches(self._store, self._actor, steps, self._tell)
        except Cancelled:
            is_stopped = True
        with self._store.write(self._actor) as work:
            rows = BatchRows(work)
            left = {why: count for why, count in skipped.items() if count > 0}
            rows.set(self._id, finished_at=work.now, skipped=left)
            found = rows.get(self._id)
            assert found is not None
            batch = found[0]
            work.record(
                "batch_done", "batch", self._id, kind=self._kind.value, leads=batch.done,
                found=batch.found, stopped=is_stopped,
            )  # fmt: skip
            for topic in ("leads", "queue"):
                work.announce(topic)
        return batch

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress.update(self._looked_at, self._found)
