"""Service records of customers: adding, changing, taking away and back, and the documents attached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from crm_desktop.domain.formats import money
from crm_desktop.domain.people import Actor, Permission
from crm_desktop.domain.service_records import (
    Document,
    ServiceRecord,
    ServiceText,
    checked,
)
from crm_desktop.domain.timeline import Kind
from crm_desktop.domain.typed_dates import shown_date
from crm_desktop.errors import ChangedMeanwhile, NotFound
from crm_desktop.ids import new_id
from crm_desktop.services.lead_rules import seen
from crm_desktop.services.progress import Progress
from crm_desktop.services.stored_files import delete_unneeded, put_file, write_out
from crm_desktop.store.campaigns import office_date
from crm_desktop.store.files import FileRef, Files
from crm_desktop.store.service_records import ServiceRecords
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.undo_acts import UndoActs
from crm_desktop.store.unit_of_work import Store, Work

UNDO_FOR = timedelta(minutes=10)
UNDO_KIND = "service"
UNUSED_FOR = timedelta(days=30)  # how long the file of a record that was taken away is kept


@dataclass(frozen=True, slots=True)
class Served:
    """A record as an act left it, and what takes the act back."""

    record: ServiceRecord
    undo_id: UUID


class ServiceRecordService:
    """What was done for customers, by whoever may change the lead."""

    def __init__(self, store: Store, files: Files) -> None:
        self._store = store
        self._files = files

    def of_lead(self, actor: Actor, lead_id: UUID) -> tuple[ServiceRecord, ...]:
        """What was done for a lead, the newest first."""
        with self._store.read(actor) as work:
            seen(work, actor, lead_id, Permission.SEE_LEADS)
            return ServiceRecords(work).of_lead(lead_id)

    # --- records ---

    def add(
        self,
        actor: Actor,
        lead_id: UUID,
        text: ServiceText,
        request_id: UUID | None = None,
        call_id: UUID | None = None,
    ) -> Served:
        """Write down what was done; a repeat with the same `request_id` adds nothing more."""
        record_id = request_id or new_id()
        with self._store.write(actor) as work:
            seen(work, actor, lead_id, Permission.CHANGE_LEADS)
            rows = ServiceRecords(work)
            if (known := rows.get(record_id, removed=True)) is not None:
                return Served(known, _keep_undo(work, known, {"added": True}))
            right = checked(text, office_date(work))
            rows.add(record_id, lead_id, right, workspace_info(work).currency, call_id)
            record = _found(work, record_id)
            _tell(work, record, "added")
            return Served(record, _keep_undo(work, record, {"added": True}))

    def change(self, actor: Actor, record_id: UUID, version: int, text: ServiceText) -> Served:
        """Change a record read with `version`; ChangedMeanwhile when someone else did since."""
        with self._store.write(actor) as work:
            before = _may_change(work, actor, record_id, version)
            right = checked(text, office_date(work))
            if not ServiceRecords(work).change(record_id, version, right):
                raise _meanwhile()
            record = _found(work, record_id)
            _tell(work, record, "changed")
            return Served(record, _keep_undo(work, record, {"was": _image(before)}))

    def remove(self, actor: Actor, record_id: UUID, version: int) -> UUID:
        """Take a record away with its document; gives what takes that back."""
        with self._store.write(actor) as work:
            before = _may_change(work, actor, record_id, version)
            if not ServiceRecords(work).set_removed(record_id, version, is_removed=True):
                raise _meanwhile()
            _tell(work, before, "removed")
            return _keep_undo(work, before, {"removed": True}, version + 1)

    def undo(self, actor: Actor, undo_id: UUID) -> ServiceRecord | None:
        """Take an act back while nobody touched the record since; gives the record, None if it is gone."""
        with self._store.write(actor) as work:
            act = UndoActs(work).take(UNDO_KIND, undo_id)
            if act.person_id != actor.person_id:
                raise NotFound("There is nothing to undo.")
            record_id, version = UUID(act.before["record"]), int(act.before["version"])
            rows = ServiceRecords(work)
            now = rows.get(record_id, removed=True)
            if now is None or now.version != version:
                raise ChangedMeanwhile("Someone changed this record since. It can't be undone any more.")
            seen(work, actor, now.lead_id, Permission.CHANGE_LEADS)
            if "added" in act.before:
                done = rows.set_removed(record_id, version, is_removed=True)
            elif "removed" in act.before:
                done = rows.set_removed(record_id, version, is_removed=False)
            elif "document" in act.before:
                document = act.before["document"]
                done = rows.set_document(record_id, version, UUID(document) if document else None)
            else:
                done = rows.change(record_id, version, _text_of(act.before["was"]))
            assert done, "the version was looked at in this transaction"
            record = rows.get(record_id)
            _tell(work, record or now, "removed" if record is None else "changed")
            return record

    # --- documents ---

    def attach(
        self, actor: Actor, record_id: UUID, version: int, file: Path, progress: Progress | None = None
    ) -> Served:
        """Attach a file, sealed with the lead's own key; it takes the place of the one before.

        Raises UserError for a file that is empty, too large or can't be read, Cancelled when stopped.
        """
        with self._store.read(actor) as work:
            lead_id = _may_change(work, actor, record_id, version).lead_id
        stored = put_file(self._files, file, lead_id, progress=progress)
        ref = stored.ref
        document = Document(new_id(), lead_id, stored.name, stored.media_type, ref.sha256, ref.size, lead_id)
        try:
            with self._store.write(actor) as work:
                before = _may_change(work, actor, record_id, version)
                rows = ServiceRecords(work)
                rows.add_document(document)
                if not rows.set_document(record_id, version, document.id):
                    raise _meanwhile()
                record = _found(work, record_id)
                work.record("service.attached", "service_record", record_id, lead_id=lead_id, size=ref.size)
                _announce(work, lead_id)
                was = str(before.document.id) if before.document else None
                return Served(record, _keep_undo(work, record, {"document": was}))
        except BaseException:
            delete_unneeded(self._store, self._files, ref)
            raise

    def detach(self, actor: Actor, record_id: UUID, version: int) -> Served:
        """Take the document off a record."""
        with self._store.write(actor) as work:
            before = _may_change(work, actor, record_id, version)
            if before.document is None:
                raise NotFound("This record has no document any more. Look at it again.")
            if not ServiceRecords(work).set_document(record_id, version, None):
                raise _meanwhile()
            record = _found(work, record_id)
            work.record("service.detached", "service_record", record_id, lead_id=record.lead_id)
            _announce(work, record.lead_id)
            return Served(record, _keep_undo(work, record, {"document": str(before.document.id)}))

    def save_document(
        self, actor: Actor, record_id: UUID, out: Path, progress: Progress | None = None
    ) -> Path:
        """Write the document of a record, as it was attached, to a place of the person's choice; audited.

        The file appears under its name only when it is whole. Raises UserError for a place that can't be
        written to, Cancelled when stopped.
        """
        with self._store.write(actor) as work:
            record = _seen_record(work, actor, record_id, Permission.SEE_LEADS)
            document = record.document
            if document is None:
                raise NotFound("This record has no document any more. Look at it again.")
            work.record("document.opened", "service_record", record_id, lead_id=record.lead_id)
        return write_out(self._files, _ref(document), out, progress)

    def tidy(self, actor: Actor) -> int:
        """Delete files that no record has had for 30 days; gives how many."""
        with self._store.read(actor) as work:
            old = ServiceRecords(work).unused(work.now - UNUSED_FOR)
        if not old:
            return 0
        with self._store.write(actor) as work:
            rows = ServiceRecords(work)
            old = rows.unused(work.now - UNUSED_FOR)
            rows.drop_documents([document.id for document in old])
            work.record("service.files_deleted", "attachment", None, count=len(old))
        for document in old:
            delete_unneeded(self._store, self._files, _ref(document))
        return len(old)


def _ref(document: Document) -> FileRef:
    return FileRef(document.sha256, document.size, document.key_id)


def _found(work: Work, record_id: UUID) -> ServiceRecord:
    record = ServiceRecords(work).get(record_id)
    if record is None:
        raise NotFound("This record was taken away meanwhile. Look at the card again.")
    return record


def _seen_record(work: Work, actor: Actor, record_id: UUID, permission: Permission) -> ServiceRecord:
    record = _found(work, record_id)
    seen(work, actor, record.lead_id, permission)
    return record


def _may_change(work: Work, actor: Actor, record_id: UUID, version: int) -> ServiceRecord:
    record = _seen_record(work, actor, record_id, Permission.CHANGE_LEADS)
    if record.version != version:
        raise _meanwhile()
    return record


def _meanwhile() -> ChangedMeanwhile:
    return ChangedMeanwhile(
        "Someone changed this record meanwhile. Nothing was overwritten: look at it again."
    )


def _tell(work: Work, record: ServiceRecord, act: str) -> None:
    parts = [record.what]
    if record.price_minor is not None:
        parts.append(money(record.price_minor, record.currency))
    data: dict[str, Any] = {"record": str(record.id), "act": act, "done_on": record.done_on.isoformat()}
    if record.next_due_on is not None:
        data["next_due_on"] = record.next_due_on.isoformat()
        parts.append(f"→ {shown_date(record.next_due_on)}")
    Timeline(work).add(record.lead_id, Kind.SERVICE, ", ".join(parts), data=data)
    work.record(f"service.{act}", "service_record", record.id, lead_id=record.lead_id)
    _announce(work, record.lead_id)


def _announce(work: Work, lead_id: UUID) -> None:
    work.announce("services", lead_id)
    work.announce("leads", lead_id)


def _keep_undo(work: Work, record: ServiceRecord, before: dict[str, Any], version: int | None = None) -> UUID:
    image = {"record": str(record.id), "version": version or record.version, **before}
    return UndoActs(work).keep(UNDO_KIND, record.lead_id, image, UNDO_FOR)


def _image(record: ServiceRecord) -> dict[str, Any]:
    return {
        "done_on": record.done_on.isoformat(),
        "what": record.what,
        "price_minor": record.price_minor,
        "note": record.note,
        "next_due_on": record.next_due_on.isoformat() if record.next_due_on else None,
    }


def _text_of(image: dict[str, Any]) -> ServiceText:
    return ServiceText(
        date.fromisoformat(image["done_on"]),
        image["what"],
        image["price_minor"],
        image["note"],
        date.fromisoformat(image["next_due_on"]) if image["next_due_on"] else None,
    )
