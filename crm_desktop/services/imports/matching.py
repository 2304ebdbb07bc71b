"""Which lead a row means: one in the store, one earlier in the same file, or nobody yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from crm_desktop.domain.duplicates import same_person
from crm_desktop.domain.import_ready import ReadyRow
from crm_desktop.domain.import_rows import ParsedRow
from crm_desktop.domain.lead import search_key
from crm_desktop.services.imports.plan import Duplicates, Match
from crm_desktop.store.import_matches import FoundLead, FoundPhone

NumberedRow = tuple[int, ReadyRow]


class NewLead:
    """A lead that will be made: its packed id, what its row gives, who it is after the rows so far."""

    __slots__ = ("email", "has_name", "id", "name_key", "row", "row_no", "who")

    def __init__(self, lead_id: bytes, row_no: int, row: ReadyRow) -> None:
        self.id = lead_id
        self.row_no = row_no
        self.row = row
        self.name_key = self.who = row.who
        self.has_name = row.row is not None and bool(row.row.name)  # asked only where it is kept
        self.email = row.emails[0] if row.emails else ""


Lead = NewLead | FoundLead


@dataclass
class Found:
    """What the store holds of the phones and e-mails of some rows."""

    by_phone: dict[str, FoundPhone] = field(default_factory=dict)
    by_email: dict[tuple[str, str], tuple[FoundLead, ...]] = field(default_factory=dict)


@dataclass
class _New:
    """What rows of one chunk say that the store doesn't know yet: who has which number or e-mail."""

    chunk: int = 0
    by_phone: dict[str, list[Lead]] = field(default_factory=dict)
    by_email: dict[tuple[str, str], list[Lead]] = field(default_factory=dict)


@dataclass
class Decisions:
    """What becomes of some rows. `changes`: rows for a lead that is there, in the file's order, by its id.

    It may be one of `created`: its rows are laid over it once it is written.
    """

    created: list[NewLead] = field(default_factory=list)
    changes: dict[bytes, list[tuple[int, ParsedRow]]] = field(default_factory=dict)
    skipped: int = 0
    repeated: int = 0
    not_theirs: list[int] = field(default_factory=list)  # rows of leads that are not the person's to change


class Matcher:
    """Decides on rows in the file's order, as if each row before had been written: chunks don't matter."""

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
        self._new = _New()
        self._sent: list[_New] = []
        self._changed: dict[bytes, FoundLead] = {}  # stored leads as rows of this chunk will leave them

    def forget_new(self) -> None:
        """The chunk was written: from now on its leads are found in the store."""
        _forget(self._new)
        _empty(self._changed)

    def sent_new(self, chunk: int) -> None:
        """The new leads are on their way: until they are written, they are known from here."""
        if self._new.by_phone or self._new.by_email:
            self._new.chunk = chunk
            self._sent.append(self._new)
            self._new = _New()

    def forget_sent(self, written: int) -> None:
        """All chunks up to this were written: their leads are found in the store."""
        while self._sent and self._sent[0].chunk <= written:
            _forget(self._sent.pop(0))

    def decide(self, rows: Iterable[NumberedRow], found: Found) -> Decisions:
        """What becomes of the next rows, none of them refused."""
        decisions = Decisions()
        for row_no, row in rows:
            lead = self._meant(row, found)
            if lead is None:
                self._create(row_no, row, decisions)
                continue
            if self._came_before(lead):
                decisions.repeated += 1
            self._touched.add(lead.id)
            if self._duplicates == "create":
                self._create(row_no, row, decisions)
            elif self._duplicates == "skip":
                decisions.skipped += 1
            elif isinstance(lead, FoundLead) and not self._may_change(lead):
                decisions.skipped += 1
                decisions.not_theirs.append(row_no)
            else:
                decisions.changes.setdefault(lead.id, []).append((row_no, row.understood))
                self._lay_over(lead, row.understood)
        return decisions

    def _came_before(self, lead: Lead) -> bool:
        return isinstance(lead, NewLead) or lead.id in self._touched or lead.import_id == self._import_id

    def _create(self, row_no: int, row: ReadyRow, decisions: Decisions) -> None:
        lead = NewLead(next(self._ids), row_no, row)
        decisions.created.append(lead)
        by_phone = self._new.by_phone
        for phone in row.phones:
            by_phone.setdefault(phone[0], []).append(lead)
        if lead.who and lead.email:
            self._new.by_email.setdefault((lead.who, lead.email), []).append(lead)

    def _lay_over(self, lead: Lead, row: ParsedRow) -> None:
        """Keep who a lead is once a row is laid over it, as `merging.laid_over` does."""
        who, has_name, email = _who(lead), lead.has_name, lead.email
        overwrites = self._duplicates == "update"
        if row.name and (overwrites or not has_name):
            who, has_name = search_key(row.name), True
        elif row.company and not has_name and (overwrites or not who):
            who = search_key(row.company)
        if row.emails and (overwrites or not email):
            email = row.emails[0]
        if isinstance(lead, NewLead):
            lead.who, lead.has_name, lead.email = who, has_name, email
        else:
            lead = lead._replace(name_key=who, has_name=has_name, email=email)
            self._changed[lead.id] = lead
        for brought in row.phones:
            self._new.by_phone.setdefault(brought[2][0], []).append(lead)
        if who and email:
            self._new.by_email.setdefault((who, email), []).append(lead)

    def _meant(self, row: ReadyRow, found: Found) -> Lead | None:
        """The lead a row means; of several the one made first."""
        name_key = row.who
        if not row.phones:
            for email in row.emails if name_key else ():
                having = self._having(name_key, email, found)
                if having:
                    return having[0]
            return None
        for phone in row.phones:
            leads = self._at(phone[0], found)
            if leads:
                chosen = same_person(leads, _who, name_key, self._by_name)
                if chosen is not None:
                    return chosen
        return None

    def _at(self, e164: str, found: Found) -> Sequence[Lead]:
        """Who has a number, as they stand after the rows before; those made first come first."""
        phone, new = found.by_phone.get(e164), self._new.by_phone.get(e164)
        if new is None and not self._sent and (phone is None or not phone.leads):
            return ()
        known: list[Lead] = [*phone.leads] if phone is not None else []
        for sent in self._sent:
            known += sent.by_phone.get(e164, ())
        return self._as_they_stand([*known, *(new or ())])

    def _having(self, name_key: str, email: str, found: Found) -> list[Lead]:
        """Who has this name and this e-mail."""
        pair = (name_key, email)
        known: list[Lead] = [*found.by_email.get(pair, ())]
        for new in (*self._sent, self._new):
            known += new.by_email.get(pair, ())
        leads = self._as_they_stand(known)
        return [lead for lead in leads if _who(lead) == name_key and lead.email == email]

    def _as_they_stand(self, leads: list[Lead]) -> list[Lead]:
        """Each once; ids ascend in the order in which leads are made. The store's word counts least."""
        by_id = {lead.id: self._changed.get(lead.id, lead) for lead in leads}
        return [by_id[lead_id] for lead_id in sorted(by_id)]


def _who(lead: Lead) -> str:
    return lead.who if isinstance(lead, NewLead) else lead.name_key


def _forget(new: _New) -> None:
    _empty(new.by_phone)
    _empty(new.by_email)


def _empty(known: dict[Any, Any]) -> None:
    """One by one: letting go of a hundred thousand at once would hold all threads up."""
    while known:
        known.popitem()
