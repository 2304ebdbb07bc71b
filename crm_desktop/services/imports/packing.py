"""From rows made ready to what is written in one transaction: ids, promises, places in the queue."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from crm_desktop.domain.consent import Basis as Agreed
from crm_desktop.domain.consent import Channel, How, State
from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.import_ready import (
    FINAL,
    NEXT_CALL,
    OWNER,
    STATUS,
    ZONE,
    More,
    Preparer,
    ReadyRow,
    Setting,
)
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.domain.timeline import Kind
from crm_desktop.ids import chance_id
from crm_desktop.services.imports.matching import NewLead
from crm_desktop.store.bulk import PackedRow
from crm_desktop.store.import_leads import LeadBatch
from crm_desktop.store.import_matches import FoundPhone
from crm_desktop.store.types import pack_time

_NO_FLAGS: frozenset[Flag] = frozenset()
CUSTOM_KINDS = {
    "amount": ("Amount", "money", ()),
    "birthday": ("Birthday", "date", ()),
    "gender": ("Gender", "choice", ("male", "female", "other")),
}
"""Targets of columns that are kept as custom fields: label, kind, options."""


class Packer:
    """Packs new leads into a batch; `zones` gathers the zones that occurred."""

    def __init__(self, setting: Setting, ids: Iterator[bytes]) -> None:
        self._setting = setting
        self._ids = ids
        self._now = pack_time(setting.now)
        self._tag_names = {name.casefold(): name for name in setting.tag_ids}
        self._note_data = json.dumps({"import": UUID(bytes=setting.import_id).hex}, separators=(",", ":"))
        self.prepare = Preparer(setting)
        self.zones: set[str] = set()
        self.phone_ids: dict[str, bytes] = {}
        """Phones written before the leads that have them, by number."""

    def add(self, batch: LeadBatch, lead: NewLead, known: Mapping[str, FoundPhone]) -> None:
        """Pack one new lead; `known` are the phones that are in the store."""
        row, lead_id = lead.row, lead.id
        _, _, phones, emails, columns, text, more, _, _ = row
        batch.leads.append((lead_id, *columns))
        batch.texts.append(text)
        self.zones.add(columns[ZONE])
        flags = _NO_FLAGS if more is None else more.flags
        wrong_at = self._now if Flag.WRONG_NUMBER in flags else None
        place = 1
        for e164, label, extension in phones:
            self.add_phone(batch, e164, known)
            batch.lead_phones.append((lead_id, e164, place, label, extension, wrong_at))
            wrong_at = None
            place += 1
        if len(emails) > 1:
            self.add_emails(batch, lead_id, emails)
        if self._setting.own_basis is not None:
            batch.bases.setdefault(self._setting.own_basis, []).append(lead_id)
        if self._setting.brought is not None:
            self._add_consent(batch, lead_id)
        if columns[NEXT_CALL] is not None and columns[OWNER] is not None:
            self.add_callback(batch, lead_id, columns[OWNER], columns[NEXT_CALL])
        if more is not None:
            self._add_more(batch, lead_id, more)
        if known or not phones or columns[STATUS] in FINAL or flags:
            self._add_entry(batch, lead_id, row, flags, known)

    def _add_more(self, batch: LeadBatch, lead_id: bytes, more: More) -> None:
        if more.basis is not None:
            batch.bases.setdefault(more.basis, []).append(lead_id)
        if more.tags:
            self.add_tags(batch, lead_id, more.tags)
        batch.values += [(lead_id, *value) for value in more.values]
        if more.note:
            self.add_note(batch, lead_id, more.note)

    def _add_consent(self, batch: LeadBatch, lead_id: bytes) -> None:
        said, setting = self._setting.brought, self._setting
        assert said is not None
        batch.consents.append(
            (
                next(self._ids), lead_id, said.purpose, Channel.CALL.value, State.GIVEN.value,
                Agreed.CONSENT.value, How.BROUGHT.value, said.evidence, setting.import_id, said.until,
                said.at, self._now, setting.person_id,
            )
        )  # fmt: skip

    def add_emails(self, batch: LeadBatch, lead_id: bytes, emails: tuple[str, ...]) -> None:
        """Pack the e-mails after the first."""
        batch.emails += [(lead_id, place, email) for place, email in enumerate(emails[1:], 2)]

    def add_tags(self, batch: LeadBatch, lead_id: bytes, tags: tuple[str, ...]) -> None:
        """Pack tags; new ones get an id."""
        for tag in tags:
            name = self._tag_names.setdefault(tag.casefold(), tag)
            known = self._setting.tag_ids.get(name)
            if known is not None:
                batch.known_tags[name] = known
            elif name not in batch.new_tags:
                batch.new_tags[name] = next(self._ids)
            batch.tags.append((name, lead_id))

    def add_note(self, batch: LeadBatch, lead_id: bytes, note: str) -> bytes:
        """Pack a remark of the file as a note that says it was brought; gives its id."""
        note_id = next(self._ids)
        setting = self._setting
        batch.notes.append(
            (
                note_id, lead_id, self._now, setting.person_id, Kind.IMPORTED.value, setting.campaign_id,
                note, self._note_data,
            )
        )  # fmt: skip
        return note_id

    def add_callback(self, batch: LeadBatch, lead_id: bytes, owner: bytes, due: int) -> bytes:
        """Pack a promise for the owner; gives its id."""
        callback_id, setting = next(self._ids), self._setting
        batch.callbacks.append(
            (callback_id, lead_id, setting.campaign_id, owner, due, "", setting.person_id, self._now)
        )
        return callback_id

    def entry(
        self, lead_id: bytes, zone: str, owner: bytes | None, next_at: int | None, *, lane: Lane | None = None
    ) -> PackedRow:
        """A place in the queue by what is due: promised, to be tried again, or new."""
        if lane is None:
            lane = Lane.NEW if next_at is None else Lane.RETRY if owner is None else Lane.PROMISED
        due = self._now if next_at is None else next_at
        reason = Reason.WAITING_RETRY.value if lane is Lane.RETRY else ""
        return (chance_id().bytes, self._setting.campaign_id, lead_id, int(lane), reason, due, zone, owner)

    def add_phone(self, batch: LeadBatch, e164: str, known: Mapping[str, FoundPhone]) -> None:
        """See to it that the batch knows the phone's id."""
        found = known.get(e164)
        if found is not None:
            batch.known_phones[e164] = found.id
        elif e164 in self.phone_ids:
            batch.known_phones[e164] = self.phone_ids[e164]
        elif e164 not in batch.phones:
            batch.phones[e164] = next(self._ids)

    def forbid(self, batch: LeadBatch, e164s: Sequence[str]) -> None:
        """Set do-not-call on the phones of a row whose result says so."""
        for e164 in e164s:
            batch.do_not_call.setdefault(e164, next(self._ids))

    def _add_entry(
        self,
        batch: LeadBatch,
        lead_id: bytes,
        row: ReadyRow,
        flags: frozenset[Flag],
        known: Mapping[str, FoundPhone],
    ) -> None:
        """A place for leads that may not be dialled; the others get theirs when the import is complete."""
        phones = [e164 for e164, _, _ in row.phones]
        is_forbidden = Flag.DO_NOT_CALL in flags
        if is_forbidden:
            self.forbid(batch, phones)
        reason: Reason | None = None
        lane = Lane.BLOCKED
        if len(phones) <= (Flag.WRONG_NUMBER in flags):
            reason = Reason.NO_PHONE
        elif is_forbidden or (known and all(_is_forbidden(known.get(e164)) for e164 in phones)):
            reason = Reason.DO_NOT_CALL
        elif row.columns[STATUS] in FINAL:
            reason, lane = Reason.FINAL, Lane.CLOSED
        if reason is not None:
            place = self.entry(lead_id, row.columns[ZONE], row.columns[OWNER], None, lane=lane)
            batch.entries.append((*place[:4], reason.value, *place[5:]))


def _is_forbidden(phone: FoundPhone | None) -> bool:
    return phone is not None and phone.is_do_not_call
