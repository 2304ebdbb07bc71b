"""From understood rows to the packed rows of the store: keys, zones, status, places in the queue."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.consent import Basis as Agreed
from crm_desktop.domain.consent import Channel, How, State
from crm_desktop.domain.dispositions import Disposition, Flag, status_after
from crm_desktop.domain.import_rows import ParsedRow
from crm_desktop.domain.lawful import Basis, days_end
from crm_desktop.domain.lead import search_key
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.domain.shift import number_of
from crm_desktop.domain.timeline import Kind
from crm_desktop.domain.zones import guess_zone
from crm_desktop.ids import chance_id
from crm_desktop.services.imports.matching import NewLead
from crm_desktop.store.bulk import PackedRow
from crm_desktop.store.import_leads import LeadBatch
from crm_desktop.store.import_matches import FoundPhone
from crm_desktop.store.types import pack_time

_NO_FLAGS: frozenset[Flag] = frozenset()
_FINAL = ("won", "closed")
CUSTOM_KINDS = {
    "amount": ("Amount", "money", ()),
    "birthday": ("Birthday", "date", ()),
    "gender": ("Gender", "choice", ("male", "female", "other")),
}
"""Targets of columns that are kept as custom fields: label, kind, options."""


@dataclass(frozen=True, slots=True)
class BroughtConsent:
    """A consent that comes with a file: to calls for a purpose, shown by `evidence`; times packed."""

    purpose: str
    evidence: str
    at: int
    until: int | None


@dataclass(frozen=True)
class Setting:
    """What is the same for every row of an import; ids packed."""

    import_id: bytes
    campaign_id: bytes
    person_id: bytes
    now: datetime
    office_zone: str
    default_zone: str
    day_start: time  # when calls begin at the office: a date without a time means this
    source: str
    country: str
    owner_id: bytes | None
    team_id: bytes | None  # of leads without an owner
    teams: Mapping[bytes, bytes | None]  # the team of each person
    field_ids: Mapping[str, bytes]
    tag_ids: Mapping[str, bytes]
    results: Mapping[str, Disposition]  # the campaign's, by code
    has_custom: bool  # whether any column is a custom field
    own_basis: tuple[str, int | None] | None = None  # every row's own: its kind and when it ends
    enquiry_days: int | None = None  # how long whoever asked on a row's own day may be called
    brought: BroughtConsent | None = None  # what everybody of the file agreed to, with day and proof

    def flags(self, fields: Mapping[str, Any]) -> frozenset[Flag]:
        """What the row's last result says about the call."""
        result = self.results.get(fields.get("result", ""))
        return _NO_FLAGS if result is None else result.flags


class Packer:
    """Packs new leads into a batch; `zones` gathers the zones that occurred."""

    def __init__(self, setting: Setting, ids: Iterator[bytes]) -> None:
        self._setting = setting
        self._ids = ids
        self._now = pack_time(setting.now)
        self._zone = ZoneInfo(setting.office_zone)
        self._zones_of: dict[tuple[str, str, str | None, str | None], str] = {}
        self._moments: dict[tuple[date, time], int] = {}
        self._ends: dict[date, int] = {}  # of enquiries, by their day
        self._tag_names = {name.casefold(): name for name in setting.tag_ids}
        self._note_data = json.dumps({"import": UUID(bytes=setting.import_id).hex}, separators=(",", ":"))
        self._city_keys: dict[str, str] = {"": ""}
        self.zones: set[str] = set()
        self.phone_ids: dict[str, bytes] = {}
        """Phones written before the leads that have them, by number."""

    def add(self, batch: LeadBatch, lead: NewLead, known: Mapping[str, FoundPhone]) -> None:
        """Pack one new lead; `known` are the phones that are in the store."""
        setting, row = self._setting, lead.row
        name, company, phones, emails, fields, note, tags, _, _ = row
        given = fields.get
        name_key = lead.name_key if name else ""
        company_key = search_key(company) if company else ""
        city = given("city", "")
        zone = self.zone(phones[0][2][0] if phones else "", fields)
        owner, team = lead.owner, lead.team = self.owner(fields)
        flags = setting.flags(fields) if "result" in fields else _NO_FLAGS
        status = self.status(fields)
        next_at = self.next_call(fields) if "next_call_at" in fields and status not in _FINAL else None
        created = self._created(fields) if "created_at" in fields else self._now
        batch.leads.append(
            (
                lead.id, name, name_key, company, company_key, emails[0] if emails else "",
                given("address", ""), city, self._city_key(city), given("state", ""),
                given("postal_code", ""),
                given("country") or setting.country, given("language", ""), given("source") or setting.source,
                zone, status, owner, team, created, setting.person_id, self._now, setting.import_id,
                self.result(fields) if "result" in fields else "", next_at,
            )
        )  # fmt: skip
        basis = self.basis(fields)
        if basis is not None:
            batch.bases.setdefault(basis, []).append(lead.id)
        if (said := setting.brought) is not None:
            batch.consents.append(
                (
                    next(self._ids), lead.id, said.purpose, Channel.CALL.value, State.GIVEN.value,
                    Agreed.CONSENT.value, How.BROUGHT.value, said.evidence, setting.import_id, said.until,
                    said.at, self._now, setting.person_id,
                )
            )  # fmt: skip
        found_by = [name_key, company_key, *emails] if company_key else [name_key, *emails]
        wrong_at = self._now if Flag.WRONG_NUMBER in flags else None
        place = 1
        for _, label, phone in phones:
            e164 = phone[0]
            found_by.append(e164)
            self.add_phone(batch, e164, known)
            batch.lead_phones.append(
                (lead.id, e164, place, label, phone[1], wrong_at if place == 1 else None)
            )
            place += 1
        batch.texts.append("\n".join(found_by if name_key else found_by[1:]))
        if len(emails) > 1:
            self.add_emails(batch, lead.id, emails)
        if tags:
            self.add_tags(batch, lead.id, tags)
        if setting.has_custom:
            batch.values += [(lead.id, *value) for value in self.values(fields)]
        if note:
            self.add_note(batch, lead.id, note)
        if next_at is not None and owner is not None:
            self.add_callback(batch, lead.id, owner, next_at)
        if flags or known or not phones or status in _FINAL:
            self._add_entry(batch, lead.id, row, known, zone, owner, status, flags)

    def zone(self, e164: str, fields: Mapping[str, Any]) -> str:
        """The zone of a number and an address."""
        number = "+91" if e164[:3] == "+91" else e164  # all of India keeps one clock
        key = (number, fields.get("city", ""), fields.get("state"), fields.get("country"))
        found = self._zones_of.get(key)
        if found is None:
            if len(self._zones_of) > 20_000:
                self._zones_of.clear()
            found = guess_zone(
                number, key[1], fields.get("state", ""), fields.get("country", ""), self._setting.default_zone
            )
            self._zones_of[key] = found
            self.zones.add(found)
        return found

    def _city_key(self, city: str) -> str:
        """The search key of a city; cities repeat much."""
        key = self._city_keys.get(city)
        if key is None:
            if len(self._city_keys) > 20_000:
                self._city_keys.clear()
            key = self._city_keys[city] = search_key(city)
        return key

    def owner(self, fields: Mapping[str, Any]) -> tuple[bytes | None, bytes | None]:
        """Whose lead it is, and which team's."""
        person = fields.get("owner")
        owner = UUID(person).bytes if person else self._setting.owner_id
        if owner is None:
            return None, self._setting.team_id
        return owner, self._setting.teams.get(owner) or self._setting.team_id

    def next_call(self, fields: Mapping[str, Any]) -> int | None:
        """When the next call is due, packed; a date without a time means the beginning of calling hours."""
        moment = fields.get("next_call_at")
        return None if moment is None else self._packed(moment, self._setting.day_start)

    def result(self, fields: Mapping[str, Any]) -> str:
        """The last result as leads keep it: the campaign's own words."""
        code: str = fields.get("result", "")
        result = self._setting.results.get(code)
        return code if result is None else result.label

    def status(self, fields: Mapping[str, Any]) -> str:
        """The lead's status: the file's own, else what follows from the last result."""
        given: str | None = fields.get("status")
        if "result" not in fields:
            return given or "new"
        after = status_after(self._setting.flags(fields), given or "open")
        return after if after in _FINAL else given or after

    def basis(self, fields: Mapping[str, Any]) -> tuple[str, int | None] | None:
        """Why the lead may be called by itself, and until when; None where the row says nothing of it."""
        days = self._setting.enquiry_days
        if days is None:
            return self._setting.own_basis
        day = fields.get("asked_on")
        if day is None:
            return None
        end = self._ends.get(day)
        if end is None:
            end = self._ends[day] = pack_time(days_end(day, days, self._setting.office_zone))
        return Basis.ASKED.value, end

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

    def values(self, fields: Mapping[str, Any]) -> Iterator[tuple[bytes, str, int | None]]:
        """The custom fields among a row's fields: field, text as shown, number to sort by."""
        ids = self._setting.field_ids
        for key, value in fields.items():
            if key.startswith("custom:"):
                if key[7:] in ids and value:
                    yield ids[key[7:]], value, None
            elif key == "amount":
                yield ids[key], value, _minor_units(value)
            elif key == "birthday":
                yield ids[key], value.isoformat(), number_of(value)
            elif key == "gender":
                yield ids[key], value, None

    def entry(
        self, lead_id: bytes, zone: str, owner: bytes | None, next_at: int | None, *, lane: Lane | None = None
    ) -> PackedRow:
        """A place in the queue by what is due: promised, to be tried again, or new."""
        if lane is None:
            lane = Lane.NEW if next_at is None else Lane.RETRY if owner is None else Lane.PROMISED
        due = self._now if next_at is None else next_at
        reason = Reason.WAITING_RETRY.value if lane is Lane.RETRY else ""
        return (chance_id().bytes, self._setting.campaign_id, lead_id, int(lane), reason, due, zone, owner)

    def _created(self, fields: Mapping[str, Any]) -> int:
        moment = fields.get("created_at")
        return self._now if moment is None else min(self._now, self._packed(moment, time()))

    def _packed(self, moment: date | datetime, start: time) -> int:
        """A moment of the file, by the office's clock when it names no other, packed."""
        if isinstance(moment, datetime):
            return pack_time(moment if moment.tzinfo else moment.replace(tzinfo=self._zone).astimezone(UTC))
        key = (moment, start)
        found = self._moments.get(key)
        if found is None:
            if len(self._moments) > 20_000:
                self._moments.clear()
            found = self._moments[key] = pack_time(
                datetime.combine(moment, start, self._zone).astimezone(UTC)
            )
        return found

    def add_phone(self, batch: LeadBatch, e164: str, known: Mapping[str, FoundPhone]) -> None:
        """See to it that the batch knows the phone's id."""
        found = known.get(e164)
        if found is not None:
            batch.known_phones[e164] = found.id
        elif e164 in self.phone_ids:
            batch.known_phones[e164] = self.phone_ids[e164]
        elif e164 not in batch.phones:
            batch.phones[e164] = next(self._ids)

    def forbid(self, batch: LeadBatch, row: ParsedRow) -> bool:
        """Set do-not-call on the row's phones when its result says so."""
        if Flag.DO_NOT_CALL not in self._setting.flags(row.fields):
            return False
        for brought in row.phones:
            batch.do_not_call.setdefault(brought.phone.e164, next(self._ids))
        return True

    def _add_entry(
        self,
        batch: LeadBatch,
        lead_id: bytes,
        row: ParsedRow,
        known: Mapping[str, FoundPhone],
        zone: str,
        owner: bytes | None,
        status: str,
        flags: frozenset[Flag],
    ) -> None:
        """A place for leads that may not be dialled; the others get theirs when the import is complete."""
        forbidden = self.forbid(batch, row) if flags else False
        wrong = Flag.WRONG_NUMBER in flags
        reason: Reason | None = None
        lane = Lane.BLOCKED
        if len(row.phones) <= wrong:
            reason = Reason.NO_PHONE
        elif forbidden or (known and all(_is_forbidden(known.get(b[2][0])) for b in row.phones)):
            reason = Reason.DO_NOT_CALL
        elif status in _FINAL:
            reason, lane = Reason.FINAL, Lane.CLOSED
        if reason is not None:
            place = self.entry(lead_id, zone, owner, None, lane=lane)
            batch.entries.append((*place[:4], reason.value, *place[5:]))


def _is_forbidden(phone: FoundPhone | None) -> bool:
    return phone is not None and phone.is_do_not_call


def _minor_units(shown: str) -> int | None:
    """An amount as written ("₹ 50,000.50") in hundredths; None when it is no plain number."""
    try:
        amount = Decimal(shown.replace(",", "").replace("₹", "").replace("Rs.", "").strip())
    except InvalidOperation:
        return None
    if not amount.is_finite() or abs(amount) > 10**15:
        return None
    return int((amount * 100).to_integral_value())
