"""Erasures as rows, and what they do to all other rows: suppress, delete, redact, search."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Text, cast, column, delete, func, insert, literal, select, update

from crm_desktop.domain.erasure import Erasure, Needles, State, What, digits_of, pattern_of, redacted
from crm_desktop.domain.queue import Lane, Reason
from crm_desktop.store.erasure_scan import hits_of
from crm_desktop.store.erasure_statements import own_phones, steps
from crm_desktop.store.erasure_texts import like, redacted_columns
from crm_desktop.store.person_records import packed, unpacked
from crm_desktop.store.tables import (
    callbacks,
    calls,
    disclosures,
    erasure_leads,
    erasures,
    lead_emails,
    lead_phones,
    leads,
    phones,
    queue_entries,
    sealed_records,
    tombstones,
)
from crm_desktop.store.text_index import TextIndex
from crm_desktop.store.types import Id, Json, UtcTime
from crm_desktop.store.unit_of_work import Work

AT_ONCE = 200
_EMAILS = 5_000
_FEW_EMAILS = 50  # more are looked for by reading all leads once
_e, _q = erasures.c, queue_entries.c


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a search of all texts gave: rows changed by table, places still found, texts with the name."""

    redacted: Mapping[str, int]
    left: Mapping[str, int]
    named: int


class Erasures:
    """Repository of erasures; on a server its functions change what no one may by themselves."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._run = work.connection.execute

    # --- the register ---

    def add(self, erasure: Erasure, lead_ids: Sequence[UUID]) -> None:
        """Begin one."""
        names = ("id", "person_id", "campaign_id", "reason", "at", "starts_at", "leads")
        values = {name: getattr(erasure, name) for name in names}
        self._run(insert(erasures).values(**values, kind=erasure.kind.value, state=erasure.state.value))
        rows = [{"erasure_id": erasure.id, "lead_id": lead_id} for lead_id in lead_ids]
        if rows:
            self._run(insert(erasure_leads), rows)

    def get(self, erasure_id: UUID) -> Erasure | None:
        """One of them."""
        row = self._run(select(erasures).where(_e.id == erasure_id)).one_or_none()
        return None if row is None else _erasure(row)

    def newest(self, limit: int = 200) -> tuple[Erasure, ...]:
        """The newest first."""
        rows = self._run(select(erasures).order_by(_e.at.desc(), _e.id.desc()).limit(limit))
        return tuple(_erasure(row) for row in rows)

    def unfinished(self) -> tuple[Erasure, ...]:
        """Those whose time has come, or that a killed program left half done; the oldest first."""
        due = select(erasures).where(
            _e.state.in_([State.WAITING, State.ERASING]), _e.starts_at <= self._work.now
        )
        return tuple(_erasure(row) for row in self._run(due.order_by(_e.starts_at)))

    def open_ones(self, before: datetime | None = None) -> tuple[Erasure, ...]:
        """Those that are done and wait for workstations, the oldest first; `before`: done before then."""
        waiting = select(erasures).where(_e.state == State.ERASED.value, _e.closed_at.is_(None))
        if before is not None:
            waiting = waiting.where(_e.erased_at < before)
        return tuple(_erasure(row) for row in self._run(waiting.order_by(_e.erased_at)))

    def set_state(self, erasure_id: UUID, state: State, **values: Any) -> None:
        """Where it stands now."""
        self._run(update(erasures).where(_e.id == erasure_id).values(state=state.value, **values))

    def leads_of(self, erasure_id: UUID, *, left: bool = False) -> tuple[UUID, ...]:
        """Whose data it is; with `left` only those that are still there."""
        found = select(erasure_leads.c.lead_id).where(erasure_leads.c.erasure_id == erasure_id)
        if left:
            found = found.where(erasure_leads.c.erased_at.is_(None))
        return tuple(self._run(found.order_by(erasure_leads.c.lead_id)).scalars())

    # --- whose ---

    def numbers(self, lead_ids: Sequence[UUID]) -> tuple[Mapping[UUID, set[str]], frozenset[str]]:
        """The numbers of each of these leads, and those that others than these have too."""
        has, within = lead_phones.alias("has"), set(lead_ids)
        theirs: defaultdict[UUID, set[str]] = defaultdict(set)
        shared: set[str] = set()
        for some in _parts(lead_ids):
            mine = select(lead_phones.c.phone_id).where(lead_phones.c.lead_id.in_(some))
            asked = select(phones.c.e164, has.c.lead_id).join(has, has.c.phone_id == phones.c.id)
            for row in self._run(asked.where(phones.c.id.in_(mine))):
                (theirs[row.lead_id] if row.lead_id in within else shared).add(row.e164)
        return theirs, frozenset(shared)

    def on_call(self, lead_ids: Sequence[UUID]) -> bool:
        """Whether somebody speaks with one of them now."""
        open_one = select(calls.c.id).where(calls.c.state == "open").limit(1)
        return any(
            self._run(open_one.where(calls.c.lead_id.in_(some))).first() is not None
            for some in _parts(lead_ids)
        )

    def ids_of(self, numbers: Sequence[int]) -> list[UUID]:
        """The leads with these row numbers."""
        found: list[UUID] = []
        for start in range(0, len(numbers), AT_ONCE):
            some = list(numbers[start : start + AT_ONCE])
            found += self._run(select(leads.c.id).where(leads.c.no.in_(some))).scalars()
        return found

    def only_in(self, campaign_id: UUID) -> list[UUID]:
        """The leads that stand in this campaign's queue and in no other's."""
        other = queue_entries.alias("other")
        elsewhere = select(other.c.id).where(
            other.c.lead_id == _q.lead_id, other.c.campaign_id != campaign_id
        )
        here = select(_q.lead_id).where(_q.campaign_id == campaign_id, ~elsewhere.exists())
        return list(self._run(here).scalars())

    def shared_emails(self, emails: Iterable[str], lead_ids: Sequence[UUID]) -> frozenset[str]:
        """Those of these e-mails that others have too."""
        wanted = {email.lower(): email for email in emails}
        if not wanted:
            return frozenset()
        found: set[str] = set()
        allowed, texts = set(lead_ids), list(wanted)
        if self._work.is_sqlite and len(texts) <= _FEW_EMAILS:
            index = TextIndex(self._work)
            for email in texts:
                rows = chain(
                    index.with_email("leads", "email", ("id",), email),
                    index.with_email("lead_emails", "email", ("lead_id",), email),
                )
                if any(UUID(bytes=lead_id) not in allowed for (lead_id,) in rows):
                    found.add(email)
            return frozenset(wanted[each] for each in found)
        for table, lead_id in ((leads, leads.c.id), (lead_emails, lead_emails.c.lead_id)):
            for start in range(0, len(texts), _EMAILS):
                folded = func.lower(table.c.email)
                asked = select(folded.label("email"), lead_id.label("lead_id")).where(
                    folded.in_(texts[start : start + _EMAILS])
                )
                found |= {row.email for row in self._run(asked) if row.lead_id not in allowed}
        return frozenset(wanted[each] for each in found if each in wanted)

    # --- what it does ---

    def suppress(self, erasure_id: UUID, lead_ids: Sequence[UUID]) -> None:
        """Nothing reaches them from now on; they leave every screen."""
        if not self._work.is_sqlite:
            self._run(select(func.suppress_leads(cast(erasure_id, Id), False)))
            return
        out = {
            "lane": int(Lane.BLOCKED),
            "reason": Reason.ERASED.value,
            "claimed_by": None,
            "lease_until": None,
        }
        for some in _parts(lead_ids):
            waiting = (_q.lead_id.in_(some), _q.lane < int(Lane.BLOCKED))
            self._run(update(queue_entries).where(*waiting).values(**out, version=_q.version + 1))
            self._run(
                update(leads)
                .where(leads.c.id.in_(some))
                .values(erased_at=self._work.now, version=leads.c.version + 1)
            )

    def let_back(self, erasure_id: UUID) -> None:
        """It was cancelled: they may be called again as before."""
        if not self._work.is_sqlite:
            self._run(select(func.suppress_leads(cast(erasure_id, Id), True)))
            return
        promised = select(callbacks.c.id).where(
            callbacks.c.lead_id == _q.lead_id, callbacks.c.state == "open"
        )
        for some in _parts(self.leads_of(erasure_id, left=True)):
            blocked = (_q.lead_id.in_(some), _q.reason == Reason.ERASED.value)
            for lane, which in (
                (Lane.PROMISED, (promised.exists(),)),
                (Lane.RETRY, (_q.attempts > 0,)),
                (Lane.NEW, ()),
            ):
                back = {"lane": int(lane), "reason": "", "version": _q.version + 1}
                self._run(update(queue_entries).where(*blocked, *which).values(**back))
            self._run(
                update(leads).where(leads.c.id.in_(some)).values(erased_at=None, version=leads.c.version + 1)
            )
        self._run(delete(tombstones).where(tombstones.c.erasure_id == erasure_id))

    def erase(self, erasure_id: UUID, lead_ids: Sequence[UUID]) -> dict[str, int]:
        """Everything of these leads, some at a time (`AT_ONCE`); gives the rows by table."""
        erase = self._erase_here if self._work.is_sqlite else self._there
        counted = erase(erasure_id, lead_ids)
        self._forget_disclosed(erasure_id, lead_ids)
        return {table: rows for table, rows in counted.items() if rows}

    def _erase_here(self, erasure_id: UUID, lead_ids: Sequence[UUID]) -> dict[str, int]:
        theirs = _in(lead_ids)
        own = list(self._run(own_phones(theirs)).scalars())
        counted = Counter[str]()
        for step in steps(theirs, lambda each: each.in_(own), literal(self._work.now, UtcTime)):
            rows = self._run(step.statement).rowcount
            counted[step.table] += max(0, rows)
        mine = (erasure_leads.c.erasure_id == erasure_id, erasure_leads.c.lead_id.in_(lead_ids))
        self._run(update(erasure_leads).where(*mine).values(erased_at=self._work.now))
        return counted

    def _there(self, erasure_id: UUID, lead_ids: Sequence[UUID]) -> dict[str, int]:
        asked = func.erase_leads(cast(erasure_id, Id), cast(list(lead_ids), ARRAY(Id)), type_=Json)
        return {str(table): int(rows) for table, rows in self._run(select(asked)).scalar_one().items()}

    def _forget_disclosed(self, erasure_id: UUID, lead_ids: Sequence[UUID]) -> None:
        """That their data was handed on stays, not that it was theirs."""
        numbers = set(self._run(select(leads.c.no).where(_in(lead_ids)(leads.c.id))).scalars())
        kept = select(disclosures.c.id, disclosures.c.lead_nos).where(disclosures.c.lead_nos.is_not(None))
        for row in self._run(kept).all():
            handed_on = set(unpacked(row.lead_nos))
            if handed_on.isdisjoint(numbers):
                continue
            left = packed(handed_on - numbers)
            if self._work.is_sqlite:
                self._run(update(disclosures).where(disclosures.c.id == row.id).values(lead_nos=left))
            else:
                self._run(select(func.forget_disclosed(cast(erasure_id, Id), cast(row.id, Id), left)))

    # --- texts ---

    def clean(self, erasure_id: UUID, needles: Needles) -> Cleaned:
        """Search every text of the store, and take numbers and e-mails out of those about others.

        What is told as left is what was found again; names are only counted.
        """
        return self._clean_here(needles) if self._work.is_sqlite else self._clean_there(erasure_id, needles)

    def _clean_here(self, needles: Needles) -> Cleaned:
        may_change = {f"{table.name}.{text.name}" for table, text in redacted_columns()}
        done, left, named = Counter[str](), Counter[str](), 0
        for hit in list(hits_of(self._work, needles)):
            place = f"{hit.table.name}.{hit.column.name}"
            named += bool(hit.found.names)
            if not hit.found:
                continue
            if place not in may_change:
                left[place] += 1
                continue
            where = " AND ".join(f'"{c.name}" = ?' for c in hit.table.primary_key.columns)
            changed = redacted(hit.text, hit.found)
            self._work.connection.exec_driver_sql(
                f'UPDATE {hit.table.name} SET "{hit.column.name}" = ? WHERE {where}', (changed, *hit.key)
            )
            done[hit.table.name] += 1
            if redacted(changed, hit.found) != changed or changed == hit.text:
                left[place] += 1
        return Cleaned(done, left, named)

    def _clean_there(self, erasure_id: UUID, needles: Needles) -> Cleaned:
        words, digits = [like(e) for e in needles.emails], [f"%{digits_of(p)}%" for p in needles.phones]
        found = self._search_there(words, digits)
        named = sum(self._search_there([like(name) for name in needles.names], []).values())
        if not found:
            return Cleaned({}, {}, named)
        patterns = [pattern_of(p) for p in needles.phones] + [_quoted(e) for e in needles.emails]
        arrays = [cast(each, ARRAY(Text)) for each in (list(found), words, digits, patterns)]
        asked = func.redact_texts(cast(erasure_id, Id), *arrays, type_=Json)
        done = {str(table): int(rows) for table, rows in self._run(select(asked)).scalar_one().items()}
        return Cleaned(done, self._search_there(words, digits), named)

    def _search_there(self, words: list[str], digits: list[str]) -> dict[str, int]:
        if not words and not digits:
            return {}
        asked = func.search_texts(cast(words, ARRAY(Text)), cast(digits, ARRAY(Text)))
        rows = asked.table_valued(column("place", Text), column("hits"))
        return {row.place: int(row.hits) for row in self._run(select(rows.c.place, rows.c.hits))}

    # --- what law makes us keep ---

    def add_sealed(
        self, sealed_id: UUID, erasure_id: UUID, key_id: UUID, sealed: bytes, law: str, until: datetime
    ) -> None:
        """Keep the least, sealed."""
        self._run(
            insert(sealed_records).values(
                id=sealed_id, erasure_id=erasure_id, key_id=key_id, sealed=sealed, law=law, until=until
            )
        )

    def fill_sealed(self, sealed_id: UUID, sealed: bytes) -> None:
        """What is sealed, once its key is there."""
        self._run(update(sealed_records).where(sealed_records.c.id == sealed_id).values(sealed=sealed))

    def sealed_over(self) -> tuple[tuple[UUID, UUID], ...]:
        """What needn't be kept any more: its id, and its key's."""
        over = select(sealed_records.c.id, sealed_records.c.key_id).where(
            sealed_records.c.gone_at.is_(None), sealed_records.c.until <= self._work.now
        )
        return tuple((row.id, row.key_id) for row in self._run(over))

    def drop_sealed(self, sealed_id: UUID) -> None:
        """Its key is destroyed; what it sealed goes too."""
        gone = update(sealed_records).where(sealed_records.c.id == sealed_id)
        self._run(gone.values(sealed=None, gone_at=self._work.now))


def _in(lead_ids: Iterable[UUID]) -> Any:
    ids = list(lead_ids)
    return lambda each: each.in_(ids)


def _parts(ids: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _quoted(text: str) -> str:
    """A text as a pattern of PostgreSQL's."""
    return "".join(letter if letter.isalnum() else f"\\{letter}" for letter in text)


def _erasure(row: Any) -> Erasure:
    certificate: Mapping[str, Any] | None = row.certificate
    return Erasure(
        id=row.id,
        kind=What(row.kind),
        state=State(row.state),
        person_id=row.person_id,
        campaign_id=row.campaign_id,
        reason=row.reason,
        at=row.at,
        starts_at=row.starts_at,
        erased_at=row.erased_at,
        closed_at=row.closed_at,
        leads=row.leads,
        certificate=certificate,
        closing=row.closing,
    )
