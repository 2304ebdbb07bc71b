"""Rows made ready to be written as new leads: all but their ids, which are given where they are written.

A million of these are made where a file is read, so they have the form in which the store takes them: ids as
16 bytes, moments as whole microseconds since 1970.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.dispositions import Disposition, Flag, status_after
from crm_desktop.domain.import_rows import ParsedRow
from crm_desktop.domain.import_takers import Problem
from crm_desktop.domain.lawful import Basis, Span, days_end
from crm_desktop.domain.lead import search_key
from crm_desktop.domain.shift import number_of
from crm_desktop.domain.ticks import ticks
from crm_desktop.domain.zones import guess_zone

FINAL = ("won", "closed")
NEW_LEAD = (
    "name", "name_key", "company", "company_key", "email", "address", "city", "city_key", "state",
    "postal_code", "country", "language", "source", "zone", "status", "owner_id", "team_id", "created_at",
    "created_by", "updated_at", "import_id", "last_result", "next_call_at", "score",
    "product", "product_key",
)  # fmt: skip
"""The order of `ReadyRow.columns`."""
ZONE, STATUS, OWNER, NEXT_CALL = map(NEW_LEAD.index, ("zone", "status", "owner_id", "next_call_at"))
_NO_FLAGS: frozenset[Flag] = frozenset()
_MOST_KEPT = 20_000
Value = tuple[bytes, str, int | None]
"""A custom field's id, its text as shown, its number to sort by."""


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
    changes_leads: bool  # whether a row may change a lead that is there
    span: Span | None = None  # what law will say of the campaign's leads once all are there
    own_basis: tuple[str, int | None] | None = None  # every row's own: its kind and when it ends
    enquiry_days: int | None = None  # how long whoever asked on a row's own day may be called
    brought: BroughtConsent | None = None  # what everybody of the file agreed to, with day and proof

    def flags(self, fields: Mapping[str, Any]) -> frozenset[Flag]:
        """What the row's last result says about the call."""
        result = self.results.get(fields.get("result", ""))
        return _NO_FLAGS if result is None else result.flags


class More(NamedTuple):
    """What few rows bring."""

    note: str
    tags: tuple[str, ...]
    values: tuple[Value, ...]
    flags: frozenset[Flag]
    basis: tuple[str, int | None] | None  # of the row's own day


class ReadyRow(NamedTuple):
    """A row as a new lead would be written. Phones are number, label, extension.

    `row` is what was understood, where the row may have to be laid over a lead that is there.
    """

    name: str  # or the company's
    who: str  # its search key
    phones: tuple[tuple[str, str, str], ...]
    emails: tuple[str, ...]
    columns: tuple[Any, ...] = ()  # NEW_LEAD
    text: str = ""  # what the lead is found by
    more: More | None = None
    problems: Sequence[Problem] = ()
    row: ParsedRow | None = None

    @property
    def understood(self) -> ParsedRow:
        """What was understood; only where it is kept."""
        assert self.row is not None, "rows that change no lead don't keep what was understood"
        return self.row


NOTHING = ReadyRow("", "", (), ())
"""Stands for a row nobody needs any more."""


def known_by(row: ParsedRow) -> ReadyRow:
    """A row for matching alone: who it means, and what was understood."""
    name = row.name or row.company
    phones = tuple([(phone.e164, label, phone.extension) for _, label, phone in row.phones])
    return ReadyRow(name, search_key(name), phones, row.emails, row=row)


class Preparer:
    """Makes the rows of one import ready."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._now = ticks(setting.now)
        self._zone = ZoneInfo(setting.office_zone)
        self._zones_of: dict[tuple[str, str, str | None, str | None], str] = {}
        self._moments: dict[tuple[date, time], int] = {}
        self._ends: dict[date, int] = {}  # of enquiries, by their day
        self._keys: dict[str, str] = {"": ""}
        self._words: dict[str, str] = {}

    def __call__(self, row: ParsedRow) -> ReadyRow:
        """One row, not refused."""
        setting = self._setting
        name, company, phones, emails, fields, note, tags, problems, _ = row
        given = fields.get
        name_key = search_key(name) if name else ""
        company_key = search_key(company) if company else ""
        city, product, same = given("city", ""), given("product", ""), self._same
        owner, team = self.owner(fields)
        status = self.status(fields)
        columns = (
            name, name_key, company, company_key, emails[0] if emails else "",
            given("address", ""), same(city), self._folded(city), same(given("state", "")),
            same(given("postal_code", "")), same(given("country") or setting.country),
            same(given("language", "")), same(given("source") or setting.source),
            self.zone(phones[0][2][0] if phones else "", fields), status, owner, team,
            self._created(fields) if "created_at" in fields else self._now,
            setting.person_id, self._now, setting.import_id,
            self.result(fields) if "result" in fields else "",
            self.next_call(fields) if "next_call_at" in fields and status not in FINAL else None,
            given("score", 0), same(product), self._folded(product),
        )  # fmt: skip
        found_by = [key for key in (name_key, company_key) if key]
        found_by += emails
        found_by += [phone[0] for _, _, phone in phones]
        return ReadyRow(
            name or company,
            name_key or company_key,
            tuple([(phone[0], label, phone[1]) for _, label, phone in phones]),
            emails,
            columns,
            "\n".join(found_by),
            self._more(fields, note, tags),
            problems or (),
            row if setting.changes_leads else None,
        )

    def _more(self, fields: Mapping[str, Any], note: str, tags: tuple[str, ...]) -> More | None:
        setting = self._setting
        values = tuple(self.values(fields)) if setting.has_custom else ()
        flags = setting.flags(fields) if "result" in fields else _NO_FLAGS
        basis = None if setting.enquiry_days is None else self.basis(fields)
        if note or tags or values or flags or basis:
            return More(note, tags, values, flags, basis)
        return None

    def zone(self, e164: str, fields: Mapping[str, Any]) -> str:
        """The zone of a number and an address."""
        number = "+91" if e164[:3] == "+91" else e164  # all of India keeps one clock
        key = (number, fields.get("city", ""), fields.get("state"), fields.get("country"))
        found = self._zones_of.get(key)
        if found is None:
            if len(self._zones_of) > _MOST_KEPT:
                self._zones_of.clear()
            found = guess_zone(
                number, key[1], fields.get("state", ""), fields.get("country", ""), self._setting.default_zone
            )
            self._zones_of[key] = found
        return found

    def _folded(self, word: str) -> str:
        """The search key of a city or a product; they repeat much."""
        key = self._keys.get(word)
        if key is None:
            if len(self._keys) > _MOST_KEPT:
                self._keys.clear()
            key = self._keys[word] = search_key(word)
        return key

    def _same(self, word: str) -> str:
        """What many rows have in common, once: sent and kept, each row's own would take room by itself."""
        if len(self._words) > _MOST_KEPT:
            self._words.clear()
        return self._words.setdefault(word, word)

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
        return after if after in FINAL else given or after

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
            end = self._ends[day] = ticks(days_end(day, days, self._setting.office_zone))
        return Basis.ASKED.value, end

    def values(self, fields: Mapping[str, Any]) -> Iterator[Value]:
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

    def _created(self, fields: Mapping[str, Any]) -> int:
        moment = fields.get("created_at")
        return self._now if moment is None else min(self._now, self._packed(moment, time()))

    def _packed(self, moment: date | datetime, start: time) -> int:
        """A moment of the file, by the office's clock when it names no other, packed."""
        if isinstance(moment, datetime):
            return ticks(moment if moment.tzinfo else moment.replace(tzinfo=self._zone).astimezone(UTC))
        key = (moment, start)
        found = self._moments.get(key)
        if found is None:
            if len(self._moments) > _MOST_KEPT:
                self._moments.clear()
            found = self._moments[key] = ticks(datetime.combine(moment, start, self._zone).astimezone(UTC))
        return found


def _minor_units(shown: str) -> int | None:
    """An amount as written ("₹ 50,000.50") in hundredths; None when it is no plain number."""
    try:
        amount = Decimal(shown.replace(",", "").replace("₹", "").replace("Rs.", "").strip())
    except InvalidOperation:
        return None
    if not amount.is_finite() or abs(amount) > 10**15:
        return None
    return int((amount * 100).to_integral_value())
