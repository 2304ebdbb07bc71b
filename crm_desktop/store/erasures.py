"""Erasures as rows, and what they do to all other rows: suppress, delete, redact, search."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Text,
    bindparam,
    case,
    cast,
    column,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

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
    tombstones,
)
from crm_desktop.store.text_index import TextIndex
from crm_desktop.store.types import Id, Json, UtcTime
from crm_desktop.store.unit_of_work import Work

AT_ONCE = 200
_Id = TypeVar("_Id")
_EMAILS = 5_000
_FEW_EMAILS = 500  # more are looked for by reading all leads once
_FEW_EMAILS_THERE = 20  # likewise on a server, whose index takes longer to ask
_e, _q = erasures.c, queue_entries.c
_WITH_DONE = select(
    erasures,
    select(func.count())
    .where(erasure_leads.c.erasure_id == erasures.c.id, erasure_leads.c.erased_at.is_not(None))
    .scalar_subquery()
    .label("done"),
)

_BRIEF = [each for each in _WITH_DONE.selected_columns if each.name not in ("certificate", "so_far")]


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
        row = self._run(_WITH_DONE.where(_e.id == erasure_id)).one_or_none()
        return None if row is None else _erasure(row)

    def held(self, erasure_id: UUID) -> Erasure | None:
        """One of them, which nobody else goes on with until this transaction ends."""
        self._run(select(_e.id).where(_e.id == erasure_id).with_for_update())
        return self.get(erasure_id)

    def newest(self, limit: int = 200) -> tuple[Erasure, ...]:
        """The newest first, without certificates, which name every lead."""
        rows = self._run(
            _WITH_DONE.with_only_columns(*_BRIEF).order_by(_e.at.desc(), _e.id.desc()).limit(limit)
        )
        return tuple(_erasure(row) for row in rows)

    def unfinished(self) -> tuple[Erasure, ...]:
        """Those whose time has come, or that a killed program left half done; the oldest first."""
        open_ones = _e.state.in_([State.WAITING, State.ERASING])
        due = _WITH_DONE.where(open_ones, _e.starts_at <= self._work.now)
        return tuple(_erasure(row) for row in self._run(due.order_by(_e.starts_at)))

    def is_due(self) -> bool:
        """Whether the time of one that waits has come, asked every minute."""
        due = select(_e.id).where(_e.state == State.WAITING.value, _e.starts_at <= self._work.now)
        return self._run(due.limit(1)).first() is not None

    def open_ones(self, before: datetime | None = None) -> tuple[Erasure, ...]:
        """Those that are done and wait for workstations, the oldest first; `before`: done before then."""
        waiting = _WITH_DONE.where(_e.state == State.ERASED.value, _e.closed_at.is_(None))
        if before is not None:
            waiting = waiting.where(_e.erased_at < before)
        return tuple(_erasure(row) for row in self._run(waiting.order_by(_e.erased_at)))

    def waiting(self) -> tuple[Erasure, ...]:
        """Those that can still be cancelled; the one that begins first first."""
        open_ones = _WITH_DONE.where(_e.state == State.WAITING.value, _e.starts_at > self._work.now)
        return tuple(_erasure(row) for row in self._run(open_ones.order_by(_e.starts_at)))

    def so_far(self, erasure_id: UUID) -> Mapping[str, Any]:
        """What its parts did until now."""
        found: Mapping[str, Any] | None = self._run(select(_e.so_far).where(_e.id == erasure_id)).scalar_one()
        return found or {}

    def set_state(self, erasure_id: UUID, state: State, **values: Any) -> None:
        """Where it stands now."""
        self._run(update(erasures).where(_e.id == erasure_id).values(state=state.value, **values))

    def leads_of(self, erasure_id: UUID, *, left: bool = False) -> tuple[UUID, ...]:
        """Whose data it is; with `left` only those that are still there."""
        found = select(erasure_leads.c.lead_id).where(erasure_leads.c.erasure_id == erasure_id)
        if left:
            found = found.where(erasure_leads.c.erased_at.is_(None))
        return tuple(self._run(found.order_by(erasure_leads.c.lead_id)).scalars())

    def still(self, erasure_id: UUID, lead_ids: Sequence[UUID]) -> list[UUID]:
        """Those of these whose data is still there."""
        left: set[UUID] = set()
        for some in _parts(lead_ids):
            asked = (
                select(erasure_leads.c.lead_id)
                .join(leads, leads.c.id == erasure_leads.c.lead_id)
                .where(erasure_leads.c.erasure_id == erasure_id, erasure_leads.c.lead_id.in_(some))
            )
            left.update(self._run(asked.where(erasure_leads.c.erased_at.is_(None))).scalars())
        return [each for each in lead_ids if each in left]

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

    def on_call(self, lead_ids: Sequence[UUID]) -> int:
        """With how many of them somebody speaks now."""
        theirs = set(lead_ids)
        now = select(calls.c.lead_id).where(calls.c.state == "open").distinct()
        return len(theirs.intersection(self._run(now).scalars()))

    def free_of(self, numbers: Sequence[int]) -> tuple[list[UUID], int]:
        """The leads with these row numbers, and how many of them another erasure has already."""
        found: list[UUID] = []
        taken = 0
        asked = select(leads.c.id, leads.c.erased_at).where(leads.c.status != "merged")
        for some in _parts(numbers):
            for row in self._run(asked.where(leads.c.no.in_(list(some)))):
                if row.erased_at is None:
                    found.append(row.id)
                else:
                    taken += 1
        return found, taken

    def only_in(self, campaign_id: UUID) -> list[UUID]:
        """The leads that stand in this campaign's queue and in no other's."""
        other = queue_entries.alias("other")
        elsewhere = select(other.c.id).where(
            other.c.lead_id == _q.lead_id, other.c.campaign_id != campaign_id
        )
        here = (
            select(_q.lead_id)
            .join(leads, leads.c.id == _q.lead_id)
            .where(_q.campaign_id == campaign_id, ~elsewhere.exists(), leads.c.erased_at.is_(None))
        )
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
        if len(texts) <= _FEW_EMAILS_THERE and not self._work.is_sqlite:
            named = func.leads_with_emails(cast(texts, ARRAY(Text))).table_valued(
                column("email", Text), column("lead_id", Id)
            )
            asked = select(named.c.email, named.c.lead_id)
            found = {row.email for row in self._run(asked) if row.lead_id not in allowed}
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
            before: defaultdict[UUID, dict[str, Any]] = defaultdict(dict)
            for row in self._run(select(_q.id, _q.lead_id, _q.lane, _q.reason).where(*waiting)):
                before[row.lead_id][str(row.id)] = [row.lane, row.reason]
            if before:
                kept = update(erasure_leads).where(
                    erasure_leads.c.erasure_id == erasure_id, erasure_leads.c.lead_id == bindparam("whose")
                )
                rows = [{"whose": lead_id, "places": places} for lead_id, places in before.items()]
                self._run(kept.values(before=bindparam("places")), rows)
            self._run(update(queue_entries).where(*waiting).values(**out, version=_q.version + 1))
            self._run(
                update(leads)
                .where(leads.c.id.in_(some))
                .values(erased_at=self._work.now, version=leads.c.version + 1)
            )

    def let_back(self, erasure_id: UUID) -> tuple[UUID, ...]:
        """It was cancelled: they may be called again as before; gives whom it had suppressed."""
        theirs = self._to_come(erasure_id)
        if not self._work.is_sqlite:
            self._run(select(func.suppress_leads(cast(erasure_id, Id), True)))
            return tuple(theirs)
        promise = (callbacks.c.campaign_id == _q.campaign_id) | callbacks.c.campaign_id.is_(None)
        promised = select(callbacks.c.id).where(
            callbacks.c.lead_id == _q.lead_id, callbacks.c.state == "open", promise
        )
        back = update(queue_entries).where(
            _q.id == bindparam("place"), _q.lane == int(Lane.BLOCKED), _q.reason == Reason.ERASED.value
        )
        lanes = [
            {"place": UUID(place), "as_lane": lane, "as_reason": reason}
            for places in theirs.values()
            for place, (lane, reason) in (places or {}).items()
        ]
        if lanes:
            self._run(
                back.values(lane=bindparam("as_lane"), reason=bindparam("as_reason"), version=_q.version + 1),
                lanes,
            )
        for some in _parts(tuple(theirs)):
            ended = (_q.lead_id.in_(some), _q.lane == int(Lane.PROMISED), ~promised.exists())
            lane = case((_q.attempts > 0, int(Lane.RETRY)), else_=int(Lane.NEW))
            self._run(update(queue_entries).where(*ended).values(lane=lane))
            self._run(
                update(leads).where(leads.c.id.in_(some)).values(erased_at=None, version=leads.c.version + 1)
            )
        self._run(delete(tombstones).where(tombstones.c.erasure_id == erasure_id))
        return tuple(theirs)

    def _to_come(self, erasure_id: UUID) -> dict[UUID, Mapping[str, Any] | None]:
        """Whom this erasure suppressed and no other one holds, with their places before."""
        other, held = erasure_leads.alias("other"), erasures.alias("held")
        elsewhere = (
            select(other.c.lead_id)
            .join(held, held.c.id == other.c.erasure_id)
            .where(
                other.c.lead_id == erasure_leads.c.lead_id,
                other.c.erasure_id != erasure_id,
                other.c.erased_at.is_(None),
                held.c.state.in_([State.WAITING.value, State.ERASING.value]),
            )
        )
        asked = select(erasure_leads.c.lead_id, erasure_leads.c.before).where(
            erasure_leads.c.erasure_id == erasure_id, erasure_leads.c.erased_at.is_(None), ~elsewhere.exists()
        )
        return {row.lead_id: row.before for row in self._run(asked)}

    def changed_meanwhile(self, lead_ids: Sequence[UUID]) -> list[UUID]:
        """Those of them somebody or something forbids to call, or whose place still says they are erased."""
        forbidden = (
            select(lead_phones.c.lead_id)
            .join(phones, phones.c.id == lead_phones.c.phone_id)
            .where(lead_phones.c.lead_id == leads.c.id)
            .where(phones.c.do_not_call_at.is_not(None) | lead_phones.c.wrong_at.is_not(None))
        )
        stuck = select(_q.id).where(_q.lead_id == leads.c.id, _q.reason == Reason.ERASED.value)
        by_lead = (
            (leads.c.refused != 0)
            | (leads.c.purposes != "")
            | (leads.c.age_band != "")
            | forbidden.exists()
            | stuck.exists()
        )
        found: list[UUID] = []
        for some in _parts(lead_ids):
            found += self._run(select(leads.c.id).where(leads.c.id.in_(some), by_lead)).scalars()
        return found

    def sharing(self, erasure_id: UUID, phones_of: Sequence[UUID]) -> list[UUID]:
        """The leads of an erasure that have a number in common with one of these."""
        found: list[UUID] = []
        mine, theirs = lead_phones.alias("mine"), lead_phones.alias("theirs")
        for some in _parts(phones_of):
            asked = (
                select(erasure_leads.c.lead_id)
                .join(mine, mine.c.lead_id == erasure_leads.c.lead_id)
                .join(theirs, theirs.c.phone_id == mine.c.phone_id)
                .where(erasure_leads.c.erasure_id == erasure_id, theirs.c.lead_id.in_(some))
                .where(erasure_leads.c.erased_at.is_(None))
            )
            found += self._run(asked.distinct()).scalars()
        return list(dict.fromkeys(found))

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
        mine = (erasure_leads.c.erased_at.is_(None), erasure_leads.c.lead_id.in_(lead_ids))
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


def _in(lead_ids: Iterable[UUID]) -> Any:
    ids = list(lead_ids)
    return lambda each: each.in_(ids)


def _parts(ids: Sequence[_Id]) -> Iterable[Sequence[_Id]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _quoted(text: str) -> str:
    """A text as a pattern of PostgreSQL's."""
    return "".join(letter if letter.isalnum() else f"\\{letter}" for letter in text)


def _erasure(row: Any) -> Erasure:
    certificate: Mapping[str, Any] | None = getattr(row, "certificate", None)
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
        done=row.done,
        certificate=certificate,
        closing=row.closing,
    )
