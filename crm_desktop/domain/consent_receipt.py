"""A consent receipt with the fields of ISO/IEC TS 27560: what was told, agreed to and refused, by event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from crm_desktop.domain.consent import (
    CHANNEL_LABELS,
    Channel,
    ConsentRow,
    Notice,
    State,
    newest,
)
from crm_desktop.domain.evidence import Evidence
from crm_desktop.domain.purposes import OwnPurpose, label_of

SCHEMA_VERSION = "ISO/IEC TS 27560:2023"
CONTROLLER, PERSON = "controller", "principal"


@dataclass(frozen=True, slots=True)
class Outside:
    """Somebody outside who gets data: what of it, and where it stands there."""

    name: str
    gets: str = ""
    where: str = ""

    def as_text(self) -> str:
        """In one line."""
        return " · ".join(part for part in (self.name, self.gets, self.where) if part)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt is made of; `kept_months`: how long records of calls are kept, 0 where no rule says."""

    lead_id: UUID
    name: str
    office: str
    contact: str
    country: str
    zone: str
    made_at: datetime
    kept_months: int
    rows: tuple[ConsentRow, ...]  # the newest first
    notices: tuple[Notice, ...]
    files: tuple[Evidence, ...] = ()  # what shows it
    purposes: tuple[OwnPurpose, ...] = ()
    recipients: tuple[Outside, ...] = ()

    def notice_of(self, row: ConsentRow) -> Notice | None:
        """What the person was told when this was said."""
        return next((notice for notice in self.notices if notice.id == row.notice_id), None)

    def files_of(self, row: ConsentRow) -> tuple[Evidence, ...]:
        """What shows that this was said, the oldest first."""
        return tuple(each for each in reversed(self.files) if each.about_id == row.id)

    def holds(self) -> Mapping[tuple[str, Channel], State]:
        """What holds for each purpose and way anybody asked about."""
        return {key: row.state_at(self.made_at) for key, row in newest(self.rows).items()}


def as_json(receipt: Receipt) -> dict[str, Any]:
    """The receipt in the standard's names: a record for each purpose and way, its events the oldest first."""
    return {
        "schema_version": SCHEMA_VERSION,
        "receipt_id": f"{receipt.lead_id}/{receipt.made_at.isoformat()}",
        "receipt_time": receipt.made_at.isoformat(),
        "pii_principal_id": str(receipt.lead_id),
        "party_identification": _parties(receipt),
        "records": [_record(receipt, key) for key in receipt.holds()],
    }


def _parties(receipt: Receipt) -> list[dict[str, str]]:
    return [
        {
            "party_id": CONTROLLER,
            "party_name": receipt.office,
            "party_contact": receipt.contact,
            "party_role": "PII controller",
            "party_type": "organization",
        },
        {
            "party_id": PERSON,
            "party_name": receipt.name,
            "party_role": "PII principal",
            "party_type": "natural person",
        },
        *(
            {
                "party_id": _recipient_id(place),
                "party_name": each.name,
                "party_role": "third party",
                "party_type": "organization",
            }
            for place, each in enumerate(receipt.recipients)
        ),
    ]


def _recipient_id(place: int) -> str:
    return f"recipient-{place + 1}"


def _recipients(receipt: Receipt) -> list[dict[str, str]]:
    return [
        {"party_id": _recipient_id(place), "pii_information": each.gets, "storage_location": each.where}
        for place, each in enumerate(receipt.recipients)
    ]


def _record(receipt: Receipt, key: tuple[str, Channel]) -> dict[str, Any]:
    rows = [row for row in reversed(receipt.rows) if (row.purpose, row.channel) == key]
    told = next((notice for row in reversed(rows) if (notice := receipt.notice_of(row)) is not None), None)
    purpose, channel = key
    return {
        "record_id": str(rows[0].id),
        "pii_processing": {
            "privacy_notice": _notice(told),
            "language": "" if told is None else told.language,
            "purposes": [
                {
                    "purpose": label_of(purpose, receipt.purposes)[0],
                    "purpose_type": f"{_general(purpose, receipt.purposes)}/{channel}",
                    "lawful_basis": next((row.basis for row in reversed(rows) if row.basis), ""),
                    "pii_information": "" if told is None else told.items,
                    "pii_controllers": [CONTROLLER],
                    "recipient_third_parties": _recipients(receipt),
                    "processing_method": CHANNEL_LABELS[channel],
                    "collection_method": rows[-1].how,
                    "retention_period": _months(receipt.kept_months),
                    "jurisdictions": [receipt.country],
                    "withdrawal_method": "" if told is None else told.withdraw,
                    "privacy_rights": "" if told is None else told.rights,
                }
            ],
        },
        "events": [_event(row, receipt.files_of(row)) for row in rows],
        "event_state": receipt.holds()[key].value,
    }


def _general(key: str, own: Sequence[OwnPurpose]) -> str:
    """What a purpose of the office's own is a part of: its number says nothing to anybody else."""
    return next((each.general.value for each in own if each.key == key), key)


def _notice(notice: Notice | None) -> dict[str, Any]:
    if notice is None:
        return {}
    return {"title": notice.title, "version": notice.no, "sha256": notice.sha256}


def _event(row: ConsentRow, files: Sequence[Evidence]) -> dict[str, Any]:
    return {
        "event_time": row.at.isoformat(),
        "event_type": row.how,
        "event_state": row.state.value,
        "validity_until": None if row.valid_until is None else row.valid_until.isoformat(),
        "entity_id": PERSON,
        "evidence": row.evidence,
        "evidence_sha256": row.sha256,
        "evidence_files": [
            {
                "name": each.piece.name,
                "media_type": each.piece.media_type,
                "size": each.piece.size,
                "sha256": each.piece.sha256,
                "added_time": each.at.isoformat(),
                "added_by": each.by,
            }
            for each in files
        ],
        "is_brought": row.import_id is not None,
    }


def _months(months: int) -> str:
    return f"P{months}M" if months else ""


def lines_of(rows: Sequence[ConsentRow]) -> list[ConsentRow]:
    """The rows as pages show them, the oldest first."""
    return sorted(rows, key=lambda row: (row.at, row.id))
