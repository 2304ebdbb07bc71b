"""Taking an import back beside people who work, the end of the list first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from operator import itemgetter
from typing import Any
from uuid import UUID

from crm_desktop.domain.people import Actor
from crm_desktop.services.imports.plan import KeptLead, UndoResult
from crm_desktop.services.imports.stretches import Step, in_stretches
from crm_desktop.services.progress import Progress
from crm_desktop.store.import_restore import LeadBefore
from crm_desktop.store.import_undo import ImportUndo
from crm_desktop.store.imports import Imports
from crm_desktop.store.search import SearchIndex
from crm_desktop.store.tuning import bulk_load, copy_log
from crm_desktop.store.unit_of_work import Store, Work

STRETCH = 1_250
CHANGED = 500
PHONES = 50_000
PHONE_STEP = 5_000

WHY: dict[str, str] = {
    "called": "Someone called them since.",
    "changed": "Someone changed them since.",
    "noted": "Someone wrote a note since.",
    "promised": "Someone worked on their call-back since.",
    "on_screen": "They are on someone's screen.",
    "skipped": "Someone skipped them since.",
    "merged_in": "Another lead was merged into them since.",
    "sold": "A sale was entered for them.",
    "attached": "A file was attached to them.",
    "imported_again": "Another import changed them since.",
}
"""Why a lead stays, in English, for translation."""
PARTLY = "Someone changed them since; only what they left alone was set back."


def take_back(
    store: Store,
    actor: Actor | None,
    import_id: UUID,
    progress: Progress | None,
    *,
    was_stopped: bool = False,
) -> UndoResult:
    """Remove what an import made and set back what it changed, but for what someone worked on since.

    `was_stopped`: it never finished, so that when nothing stays its row goes, too.
    """
    undoing = _Undoing(store, actor, import_id, progress)
    with bulk_load(store):
        undoing.set_changed_back()
        try:
            undoing.remove_created()
        finally:
            undoing.make_anew()  # also where it was stopped
        undoing.remove_phones()
    kept = tuple(undoing.kept)
    with store.write(actor) as work:
        imports = Imports(work)
        if was_stopped and not kept:
            imports.forget(import_id)
        else:
            imports.undone(import_id, len(kept))
        detail: dict[str, Any] = {"removed": undoing.removed, "restored": undoing.restored, "kept": len(kept)}
        work.record("import.stopped" if was_stopped else "import.undone", "import", import_id, **detail)
        for topic in ("leads", "queue", "callbacks", "imports"):
            work.announce(topic)
    return UndoResult(undoing.removed, undoing.restored, kept)


class _Undoing:
    """One undo while it goes on."""

    def __init__(self, store: Store, actor: Actor | None, import_id: UUID, progress: Progress | None) -> None:
        self._store, self._actor, self._progress = store, actor, progress
        self._import_id = import_id.bytes
        self.kept: list[KeptLead] = []
        self.removed = 0
        self.restored = 0
        self._span = 1
        self._done = 0
        self._going = 0  # leads that go while the index of leads waits to be made anew

    def check(self) -> None:
        """Stop here when asked to; what is done so far stays done."""
        if self._progress is not None:
            self._progress.check()

    def remove_created(self) -> None:
        """Remove the leads it made, the last first, a stretch of row numbers at a time."""
        with self._store.read(self._actor) as work:
            undo = ImportUndo(work, self._import_id)
            span = undo.span()
            if span is None:
                return
            going = undo.made()
            index, size = SearchIndex(work), STRETCH
            if index.is_better_made_anew(going):
                self._going = going
            else:
                size = index.at_once(STRETCH)
        first, last = span
        self._span = last - first + 1

        def stretches() -> Iterator[Step]:
            for end in range(last, first - 1, -size):
                yield partial(self._remove, max(first, end - size + 1), end)
                self._done = last - end

        in_stretches(self._store, self._actor, stretches(), self._tell)

    def _remove(self, begin: int, end: int, work: Work) -> None:
        if self._going:
            SearchIndex(work).many_are_going(self._going)
        undo = ImportUndo(work, self._import_id)
        worked_on = undo.worked_on(begin, end)
        self.removed += undo.remove(begin, end, [lead_id for lead_id, _ in worked_on])
        self.kept += [KeptLead(UUID(bytes=lead_id), WHY[why]) for lead_id, why in worked_on]

    def make_anew(self) -> None:
        """Make the index of leads anew where its texts weren't cut out: seconds for a million that stay."""
        if self._going:
            with self._store.write(self._actor) as work:
                SearchIndex(work).make_anew()

    def remove_phones(self) -> None:
        """Remove the phones made since it began that nobody has any more, in the order of the numbers.

        Neighbouring numbers share pages, as when they were written; a stopped import may also have left
        phones whose leads never came.
        """
        with self._store.read(self._actor) as work:
            after = ImportUndo(work, self._import_id).begun
        while True:
            self.check()
            with self._store.read(self._actor) as work:
                some = ImportUndo(work, self._import_id).unused_phones(after, PHONES)
            if not some:
                return
            after = some[-1][0]
            ids = [phone_id for phone_id, _ in sorted(some, key=itemgetter(1))]
            parts = [ids[start : start + PHONE_STEP] for start in range(0, len(ids), PHONE_STEP)]
            in_stretches(
                self._store, self._actor, (partial(self._remove_phones, part) for part in parts), self._tell
            )

    def _remove_phones(self, ids: list[bytes], work: Work) -> None:
        ImportUndo(work, self._import_id).remove_phones(ids)
        self._done += len(ids) // 4

    def _tell(self) -> None:
        """Leads are told as four fifths of the work, their phones as the rest."""
        if self._progress is not None:
            self._progress.update(min(self._span, self._done * 4 // 5), self._span)
            self._progress.check()

    def set_changed_back(self) -> None:
        """Set the leads it changed back, where nobody changed them since."""
        while True:
            self.check()
            with self._store.write(self._actor) as work:
                undo = ImportUndo(work, self._import_id)
                some = undo.changed(CHANGED)
                if not some:
                    return
                for changed in some:
                    is_whole = LeadBefore(work, self._import_id, changed).restore()
                    self.restored += is_whole
                    if not is_whole:
                        self.kept.append(KeptLead(UUID(bytes=changed.lead_id), PARTLY))
                undo.done_with([changed.lead_id for changed in some])
            copy_log(self._store)
