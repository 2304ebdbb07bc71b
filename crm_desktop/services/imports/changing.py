"""Rows that mean a lead in the store: what they change, and what undoing will need."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.import_ready import Setting
from crm_desktop.domain.import_rows import BroughtPhone, ParsedRow
from crm_desktop.domain.lead import KEYED, search_key, search_text
from crm_desktop.domain.phone import Phone
from crm_desktop.domain.queue import Lane
from crm_desktop.services.imports.merging import laid_over, says_the_same
from crm_desktop.services.imports.packing import Packer
from crm_desktop.store.import_leads import LeadBatch
from crm_desktop.store.import_matches import FoundPhone, StoredLead
from crm_desktop.store.types import unpack_time

_TEXTS = ("address", "city", "state", "postal_code", "country", "language", "source", "product")
_NEVER_STORED = {"next_call_at", "created_at", "asked_on"}  # not as they are written


class Changer:
    """Packs the changes of stored leads into a batch."""

    def __init__(self, setting: Setting, packer: Packer, *, overwrite: bool) -> None:
        self._setting = setting
        self._packer = packer
        self._prepare = packer.prepare
        self._overwrite = overwrite
        self._codes = {result.label: code for code, result in setting.results.items()}
        self._keys = {field_id: key for key, field_id in setting.field_ids.items()}

    def add(
        self,
        batch: LeadBatch,
        lead_id: bytes,
        stored: StoredLead,
        row: ParsedRow,
        known: Mapping[str, FoundPhone],
    ) -> bool:
        """Lay a row over a stored lead; whether it changed something."""
        before = self._as_row(stored)
        basis = self._newer_basis(stored, row)
        after = laid_over(before, self._comparable(row), overwrite=self._overwrite)
        note = row.note if row.note not in stored.notes else ""
        if says_the_same(before, after) and not note and not basis:
            return False
        self._pack(batch, lead_id, stored, before, after, note, known, basis)
        return True

    def _newer_basis(self, stored: StoredLead, row: ParsedRow) -> dict[str, Any]:
        """The lead's own basis where the row's holds longer than the one it has."""
        found = self._prepare.basis(row.fields)
        if found is None:
            return {}
        had_kind, had_until = stored.columns["basis_kind"], stored.columns["basis_until"]
        kind, until = found
        if had_kind and (had_until is None or (until is not None and until <= had_until)):
            return {}
        return {"basis_kind": kind, "basis_until": until}

    def _comparable(self, row: ParsedRow) -> ParsedRow:
        """A row whose values can be compared with stored ones: moments by the world's clock, no past."""
        if not row.fields.keys() & _NEVER_STORED:
            return row
        fields = {key: value for key, value in row.fields.items() if key not in ("created_at", "asked_on")}
        due = self._prepare.next_call(fields)
        if due is not None:
            fields["next_call_at"] = unpack_time(due)
        if self._prepare.status(fields) in ("won", "closed"):
            fields.pop("next_call_at", None)
        return row._replace(fields=fields)

    def _as_row(self, stored: StoredLead) -> ParsedRow:
        """A stored lead in the form of an understood row; "new" is no status yet."""
        columns = stored.columns
        fields: dict[str, Any] = {name: columns[name] for name in _TEXTS if columns[name]}
        if columns["owner_id"] is not None:
            fields["owner"] = str(UUID(bytes=columns["owner_id"]))
        if columns["status"] != "new":
            fields["status"] = columns["status"]
        if columns["last_result"]:
            fields["result"] = self._codes.get(columns["last_result"], columns["last_result"])
        if columns["next_call_at"] is not None:
            fields["next_call_at"] = unpack_time(columns["next_call_at"])
        if columns["score"]:
            fields["score"] = columns["score"]
        for field_id, text in stored.values.items():
            key = self._keys.get(field_id)
            if key is not None:
                fields[key if key in ("amount", "gender") else f"custom:{key}"] = text
            if key == "birthday":
                fields.pop("custom:birthday")
                fields["birthday"] = datetime.fromisoformat(text).date() if text else None
        phones = tuple(BroughtPhone(e164, "", Phone(e164, "", "", "other")) for e164 in stored.phones)
        emails = tuple(filter(None, (columns["email"], *stored.more_emails)))
        return ParsedRow(
            columns["name"], columns["company"], phones, emails, fields, "", stored.tags, [], None
        )

    def _pack(
        self,
        batch: LeadBatch,
        lead_id: bytes,
        stored: StoredLead,
        before: ParsedRow,
        after: ParsedRow,
        note: str,
        known: Mapping[str, FoundPhone],
        basis: Mapping[str, Any],
    ) -> None:
        columns = {**self._columns(stored, before, after), **basis}
        undo: dict[str, Any] = {
            "fields": {
                name: [_json(stored.columns.get(name)), _json(value)] for name, value in columns.items()
            }
        }
        for name, key in KEYED.items():
            if name in columns:
                columns[key] = search_key(columns[name])
        self._add_phones(batch, lead_id, stored, before, after, known, undo)
        if after.emails[1:] != stored.more_emails:
            undo["emails"] = [list(stored.more_emails), list(after.emails[1:])]
            batch.changed_emails.append(lead_id)
            self._packer.add_emails(batch, lead_id, after.emails)
        new_tags = tuple(tag for tag in after.tags if tag not in stored.tags)
        if new_tags:
            self._packer.add_tags(batch, lead_id, new_tags)
            undo["tags"] = list(new_tags)
        self._change_values(batch, lead_id, stored, after, undo)
        if note:
            undo["notes"] = [self._packer.add_note(batch, lead_id, note).hex()]
        self._change_place(batch, lead_id, stored, columns, undo)
        found_by = search_text(
            after.name, after.company, after.emails, tuple(b.phone.e164 for b in after.phones)
        )
        if after[:4] != before[:4]:
            batch.changed_texts.append((found_by, stored.no))
        batch.changed.append((lead_id, stored.version, columns))
        batch.before.append((lead_id, json.dumps(undo, separators=(",", ":")), stored.version + 1))

    def _columns(self, stored: StoredLead, before: ParsedRow, after: ParsedRow) -> dict[str, Any]:
        """The columns of the lead's own row that change, with their new values, packed."""
        fields = after.fields
        values: dict[str, Any] = {
            "name": after.name,
            "company": after.company,
            "email": after.emails[0] if after.emails else "",
            **{name: fields.get(name, "") for name in _TEXTS},
            "score": fields.get("score", 0),
        }
        if fields.get("owner") != before.fields.get("owner"):
            values["owner_id"], values["team_id"] = self._prepare.owner(fields)
        if fields.get("result") != before.fields.get("result"):
            values["last_result"] = self._prepare.result(fields)
        status = self._prepare.status(fields)
        if (fields.get("result"), fields.get("status")) != (
            before.fields.get("result"),
            before.fields.get("status"),
        ):
            values["status"] = status
        if fields.get("next_call_at") != before.fields.get("next_call_at"):
            values["next_call_at"] = self._prepare.next_call(fields)
        if (fields.get("city"), fields.get("state"), fields.get("country")) != tuple(
            before.fields.get(name) for name in ("city", "state", "country")
        ):
            values["zone"] = self._prepare.zone(after.phones[0].phone.e164 if after.phones else "", fields)
            self._packer.zones.add(values["zone"])
        return {name: value for name, value in values.items() if value != stored.columns[name]}

    def _add_phones(
        self,
        batch: LeadBatch,
        lead_id: bytes,
        stored: StoredLead,
        before: ParsedRow,
        after: ParsedRow,
        known: Mapping[str, FoundPhone],
        undo: dict[str, Any],
    ) -> None:
        forbidden = Flag.DO_NOT_CALL in self._setting.flags(after.fields)
        if forbidden:
            self._packer.forbid(batch, [brought.phone.e164 for brought in after.phones])
        added = after.phones[len(before.phones) :]
        for brought in after.phones if forbidden else added:
            self._packer.add_phone(batch, brought.phone.e164, known)
        for place, brought in enumerate(added, len(stored.phones) + 1):
            phone = brought.phone
            batch.lead_phones.append((lead_id, phone.e164, place, brought.label, phone.extension, None))
        if added:
            undo["phones"] = [brought.phone.e164 for brought in added]

    def _change_values(
        self, batch: LeadBatch, lead_id: bytes, stored: StoredLead, after: ParsedRow, undo: dict[str, Any]
    ) -> None:
        for field_id, text, number in self._prepare.values(after.fields):
            if stored.values.get(field_id) != text:
                batch.changed_values.append((lead_id, field_id, text, number))
                undo.setdefault("values", {})[field_id.hex()] = [stored.values.get(field_id), text]

    def _change_place(
        self,
        batch: LeadBatch,
        lead_id: bytes,
        stored: StoredLead,
        columns: Mapping[str, Any],
        undo: dict[str, Any],
    ) -> None:
        """Put the lead into the campaign if it is not in it; a new date makes a promise or a next try."""
        now = {**stored.columns, **columns}
        due, owner = now["next_call_at"], now["owner_id"]
        is_final = now["status"] in ("won", "closed")
        promises = "next_call_at" in columns and due is not None and owner is not None and not is_final
        if promises:
            undo["callbacks"] = [self._packer.add_callback(batch, lead_id, owner, due).hex()]
        lane = Lane.CLOSED if is_final else None
        if stored.entry is None and stored.columns["import_id"] == self._setting.import_id:
            pass  # the import's own leads get their places when all is written
        elif stored.entry is None:
            entry = self._packer.entry(lead_id, now["zone"], owner, due, lane=lane)
            batch.entries.append(entry)
            undo["entry"] = entry[0].hex()
        elif "next_call_at" in columns and not is_final and stored.entry[1] < Lane.BLOCKED:
            entry_id, old_lane, old_due, old_owner = stored.entry
            entry = self._packer.entry(lead_id, now["zone"], owner, due)
            batch.changed_entries.append((entry[3], entry[4], entry[5], owner, entry_id))
            undo["place"] = [
                entry_id.hex(), old_lane, old_due, None if old_owner is None else old_owner.hex(), entry[3]
            ]  # fmt: skip


def _json(value: Any) -> Any:
    """A packed value as JSON keeps it: ids as hexadecimal."""
    if isinstance(value, bytes):
        return value.hex()
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
