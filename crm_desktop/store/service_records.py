"""Service records and the files attached to them, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, delete, exists, insert, or_, select, update

from crm_desktop.domain.service_records import Document, ServiceRecord, ServiceText
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.store.tables import attachments, leads, people, service_records
from crm_desktop.store.unit_of_work import Work

_s, _a = service_records.c, attachments.c
SERVICE = "service"  # the kind of its attachments


class ServiceRecords:
    """Repository of service records."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def of_lead(self, lead_id: UUID) -> tuple[ServiceRecord, ...]:
        """What was done for a lead and for those merged into it, the newest first."""
        mine = select(leads.c.id).where(or_(leads.c.id == lead_id, leads.c.merged_into == lead_id))
        statement = _rows().where(_s.lead_id.in_(mine), _s.removed_at.is_(None))
        found = self._work.connection.execute(statement.order_by(_s.done_on.desc(), _s.id.desc()))
        return tuple(_record(row) for row in found)

    def get(self, record_id: UUID, *, removed: bool = False) -> ServiceRecord | None:
        """One record; with `removed` also one that was taken away."""
        statement = _rows().where(_s.id == record_id)
        if not removed:
            statement = statement.where(_s.removed_at.is_(None))
        row = self._work.connection.execute(statement).one_or_none()
        return None if row is None else _record(row)

    def add(
        self, record_id: UUID, lead_id: UUID, text: ServiceText, currency: str, call_id: UUID | None
    ) -> None:
        """Keep a record by the acting person."""
        actor = self._work.actor
        assert actor is not None, "records are written by people"
        self._work.connection.execute(
            insert(service_records).values(
                id=record_id,
                lead_id=lead_id,
                call_id=call_id,
                person_id=actor.person_id,
                currency=currency,
                created_at=self._work.now,
                updated_at=self._work.now,
                version=1,
                **_values(text),
            )
        )

    def change(self, record_id: UUID, version: int, text: ServiceText) -> bool:
        """Write a record if it still has this version; False when it has not."""
        return self._set(record_id, version, **_values(text))

    def set_document(self, record_id: UUID, version: int, document_id: UUID | None) -> bool:
        """Attach another file, or none; likewise."""
        return self._set(record_id, version, attachment_id=document_id)

    def set_removed(self, record_id: UUID, version: int, *, is_removed: bool) -> bool:
        """Take a record away, or bring it back; likewise."""
        return self._set(record_id, version, removed_at=self._work.now if is_removed else None)

    def _set(self, record_id: UUID, version: int, **values: object) -> bool:
        done = self._work.connection.execute(
            update(service_records)
            .where(_s.id == record_id, _s.version == version)
            .values(**values, updated_at=self._work.now, version=version + 1)
        )
        return bool(done.rowcount == 1)

    # --- files ---

    def add_document(self, document: Document) -> None:
        """Keep what is known of an attached file."""
        self._work.connection.execute(
            insert(attachments).values(
                id=document.id,
                lead_id=document.lead_id,
                kind=SERVICE,
                name=document.name,
                media_type=document.media_type,
                sha256=document.sha256,
                size=document.size,
                key_id=document.key_id,
                at=self._work.now,
                person_id=self._work.actor.person_id if self._work.actor else None,
            )
        )

    def unused(self, before: datetime) -> tuple[Document, ...]:
        """Files of records that were taken away, or got another file, before then."""
        used = exists().where(
            _s.attachment_id == _a.id, or_(_s.removed_at.is_(None), _s.removed_at >= before)
        )
        rows = self._work.connection.execute(
            select(attachments).where(_a.kind == SERVICE, _a.at < before, ~used)
        )
        return tuple(_document(row) for row in rows)

    def drop_documents(self, document_ids: Sequence[UUID]) -> None:
        """Forget attached files; records that were taken away lose them."""
        some = list(document_ids)
        self._work.connection.execute(
            update(service_records).where(_s.attachment_id.in_(some)).values(attachment_id=None)
        )
        self._work.connection.execute(delete(attachments).where(_a.id.in_(some)))


def _rows() -> Select[Any]:
    files = {
        f"file_{c.name}": c
        for c in (_a.id, _a.lead_id, _a.name, _a.media_type, _a.sha256, _a.size, _a.key_id)
    }
    return select(
        service_records,
        people.c.display_name,
        *(column.label(label) for label, column in files.items()),
    ).select_from(
        service_records.join(people, people.c.id == _s.person_id).outerjoin(
            attachments, and_(_a.id == _s.attachment_id)
        )
    )


def _values(text: ServiceText) -> dict[str, Any]:
    return {
        "done_on": number_of(text.done_on),
        "what": text.what,
        "price_minor": text.price_minor,
        "note": text.note,
        "next_due_on": number_of(text.next_due_on) if text.next_due_on else None,
    }


def _record(row: Any) -> ServiceRecord:
    document = None
    if row.file_id is not None:
        document = Document(
            row.file_id, row.file_lead_id, row.file_name, row.file_media_type, row.file_sha256, row.file_size,
            row.file_key_id,
        )  # fmt: skip
    return ServiceRecord(
        id=row.id,
        lead_id=row.lead_id,
        person_id=row.person_id,
        person_name=row.display_name,
        done_on=date_of(row.done_on),
        what=row.what,
        price_minor=row.price_minor,
        currency=row.currency,
        note=row.note,
        next_due_on=_day(row.next_due_on),
        document=document,
        created_at=row.created_at,
        version=row.version,
    )


def _document(row: Any) -> Document:
    return Document(row.id, row.lead_id, row.name, row.media_type, row.sha256, row.size, row.key_id)


def _day(number: int | None) -> date | None:
    return None if number is None else date_of(number)
