"""Which lead a row means: one in the store, one earlier in the same file, or nobody yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from crm_desktop.domain.import_rows import ParsedRow
from crm_desktop.domain.lead import search_key
from crm_desktop.services.imports.merging import laid_over, says_the_same
from crm_desktop.services.imports.plan import Duplicates, Match
from crm_desktop.store.import_matches import FoundLead, FoundPhone

NumberedRow = tuple[int, ParsedRow]
_Lead = TypeVar("_Lead", "NewLead", FoundLead)


NOTHING = ParsedRow("", "", (), (), {}, "", (), [], None)
"""Stands for a row nobody needs any more."""


class NewLead:
    """A lead that will be made: its packed id, and what all its rows give."""

    __slots__ = ("id", "name_key", "owner", "row", "row_no", "team")

    def __init__(self, lead_id: bytes, row_no: int, row: ParsedRow, name_key: str) -> None:
        self.id = lead_id
        self.row_no = row_no
        self.row = row
        self.name_key = name_key
        self.owner: bytes | None = None  # these two are known once it is packed
        self.team: bytes | None = None


@dataclass
class Found:
    """What the store holds of the phones and e-mails of some rows."""

    by_phone: dict[str, FoundPhone] = field(default_factory=dict)
    by_email: dict[tuple[str, str], FoundLead] = field(default_factory=dict)


@dataclass
class _Sent:
    """New leads on their way to a server, of one chunk of the file."""

    chunk: int
    by_phone: dict[str, list[NewLead]]
    by_email: dict[tuple[str, str], NewLead]


@dataclass
class Decisions:
    """What becomes of some rows. `changes`: rows for a stored lead, in the file's order, by its id."""

    created: list[NewLead] = field(default_factory=list)
    changes: dict[bytes, list[NumberedRow]] = field(default_factory=dict)
    updated: int = 0  # rows that changed a lead made earlier in the file
    skipped: int = 0
    repeated: int = 0
    not_theirs: list[int] = field(default_factory=list)  # rows of leads that are not the person's to change


class Matcher:
    """Decides on rows in the file's order; remembers what it saw when asked to keep everything."""

    def __init__(
        self,
        duplicates: Duplicates,
        match: Match,
        import_id: bytes,
        ids: Iterator[bytes],
        may_change: Callable[[FoundLead], bool],
    ) -> None:
        self._duplicates = duplicates
        self._by_name = match == "phone_name"
        self._import_id = import_id
        self._ids = ids
        self._may_change = may_change
        self._touched: set[bytes] = set()  # stored leads that a row of this file already meant
        self._new_by_phone: dict[str, list[NewLead]] = {}
        self._new_by_email: dict[tuple[str, str], NewLead] = {}
        self._sent: list[_Sent] = []

    def forget_new(self) -> None:
        """The new leads were written: from now on they are found in the store."""
        _empty(self._new_by_phone)
        _empty(self._new_by_email)

    def sent_new(self, chunk: int) -> None:
        """The new leads are on their way: a row that means one of them changes it, after it is written."""
        if self._new_by_phone or self._new_by_email:
            self._sent.append(_Sent(chunk, self._new_by_phone, self._new_by_email))
            self._new_by_phone, self._new_by_email = {}, {}

    def forget_sent(self, written: int) -> None:
        """All chunks up to this were written: their leads are found in the store."""
        while self._sent and self._sent[0].chunk <= written:
            gone = self._sent.pop(0)
            _empty(gone.by_phone)
            _empty(gone.by_email)

    def decide(self, rows: Iterable[NumberedRow], found: Found) -> Decisions:
        """What becomes of the next rows, none of them refused."""
        decisions = Decisions()
        for row_no, row in rows:
            name_key = search_key(row.name or row.company)
            fresh = self._fresh(row, name_key)
            stored = self._stored(row, name_key, found) if fresh is None else None
            if fresh is None and stored is None:
                self._create(row_no, row, name_key, decisions)
                continue
            if fresh is not None or (stored is not None and self._came_before(stored)):
                decisions.repeated += 1
            if stored is not None:
                self._touched.add(stored.id)
            if self._duplicates == "create":
                self._create(row_no, row, name_key, decisions)
            elif self._duplicates == "skip":
                decisions.skipped += 1
            elif fresh is not None:
                self._fold(fresh, row, decisions)
            elif stored is not None and not self._may_change(stored):
                decisions.skipped += 1
                decisions.not_theirs.append(row_no)
            elif stored is not None:
                decisions.changes.setdefault(stored.id, []).append((row_no, row))
        return decisions

    def _came_before(self, lead: FoundLead) -> bool:
        return lead.id in self._touched or lead.import_id == self._import_id

    def _create(self, row_no: int, row: ParsedRow, name_key: str, decisions: Decisions) -> None:
        lead = NewLead(next(self._ids), row_no, row, name_key)
        decisions.created.append(lead)
        self._enter(lead, row)

    def _enter(self, lead: NewLead, row: ParsedRow) -> None:
        for brought in row.phones:
            self._new_by_phone.setdefault(brought[2][0], []).append(lead)
        if not row.phones and lead.name_key:
            for email in row.emails:
                self._new_by_email.setdefault((lead.name_key, email), lead)

    def _fold(self, lead: NewLead, row: ParsedRow, decisions: Decisions) -> None:
        """Lay a repeated row over the lead that an earlier one makes."""
        merged = laid_over(lead.row, row, overwrite=self._duplicates == "update")
        if says_the_same(lead.row, merged) and not row.note:
            decisions.skipped += 1
            return
        note = "\n".join(dict.fromkeys(filter(None, (lead.row.note, row.note))))
        known = {brought.phone.e164 for brought in lead.row.phones}
        lead.row = merged._replace(note=note)
        for brought in row.phones:
            if brought.phone.e164 not in known:
                self._new_by_phone.setdefault(brought.phone.e164, []).append(lead)
        decisions.updated += 1

    def _fresh(self, row: ParsedRow, name_key: str) -> NewLead | None:
        """The lead an earlier row of the file makes, if this row means the same."""
        return self._among(self._new_by_phone, self._new_by_email, row, name_key)

    def _among(
        self,
        by_phone: dict[str, list[NewLead]],
        by_email: dict[tuple[str, str], NewLead],
        row: ParsedRow,
        name_key: str,
    ) -> NewLead | None:
        if not row.phones:
            pairs = ((name_key, email) for email in row.emails)
            return next((by_email[pair] for pair in pairs if pair in by_email), None)
        for brought in row.phones:
            leads = by_phone.get(brought[2][0])
            if leads:
                chosen = _same_person(leads, name_key, self._by_name)
                if chosen is not None:
                    return chosen
        return None

    def _stored(self, row: ParsedRow, name_key: str, found: Found) -> FoundLead | None:
        for sent in self._sent:
            lead = self._among(sent.by_phone, sent.by_email, row, name_key)
            if lead is not None:
                return FoundLead(lead.id, lead.name_key, lead.owner, lead.team, self._import_id)
        if not row.phones:
            pairs = ((name_key, email) for email in row.emails)
            return next((found.by_email[pair] for pair in pairs if pair in found.by_email), None)
        if not found.by_phone:
            return None
        for brought in row.phones:
            phone = found.by_phone.get(brought[2][0])
            if phone is not None and phone.leads:
                chosen = _same_person(phone.leads, name_key, self._by_name)
                if chosen is not None:
                    return chosen
        return None


def _same_person(leads: Sequence[_Lead], name_key: str, by_name: bool) -> _Lead | None:
    """The one with the same name; else the first, unless families are to be told apart.

    Without a name on one side families can't be told apart: the number alone decides.
    """
    for lead in leads:
        if lead.name_key == name_key:
            return lead
    if not by_name or not name_key:
        return leads[0]
    return next((lead for lead in leads if not lead.name_key), None)


def _empty(known: dict[Any, Any]) -> None:
    """One by one: letting go of a hundred thousand at once would hold all threads up."""
    while known:
        known.popitem()
