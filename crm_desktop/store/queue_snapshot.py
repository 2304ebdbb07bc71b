"""A campaign's queue, its people and its calls read at once, for trying a rule out: no names, no numbers.

A server gives whoever may change campaigns what is played on, of all teams (`team/functions/played.py`), so
that a team lead's game goes as an admin's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, LargeBinary, Text, func, or_, select, type_coerce

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.caps import RECENT_DAYS
from crm_desktop.domain.lawful import OwnBasis
from crm_desktop.domain.queue import Place
from crm_desktop.domain.simulation_leads import NEVER, OpenPromise, PhoneNow, StandingLeads
from crm_desktop.domain.simulation_past import PastCall
from crm_desktop.domain.ticks import moment, ticks
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.prepared import rows_of
from crm_desktop.store.queue_statements import facts_of_many
from crm_desktop.store.tables import (
    callbacks,
    calls,
    lead_phones,
    leads,
    people,
    person_skills,
    phones,
    queue_entries,
    sessions,
)
from crm_desktop.store.types import Id
from crm_desktop.store.unit_of_work import Work

_q, _l, _p, _c = queue_entries.c, leads.c, phones.c, calls.c
_AT_ONCE = 2000
_MOST_CALLS = 60_000  # the newest; more say nothing new about how calls go
_PRESENT_DAYS = 7


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a rule is tried out on. `skill_values`: each lead's, by the fields that were asked for."""

    leads: StandingLeads
    skill_values: dict[str, list[str]]
    calls: tuple[PastCall, ...]  # of the campaign, oldest first
    elsewhere: tuple[tuple[bytes, bytes, datetime], ...]  # lead, phone, when: of other campaigns
    everybody: frozenset[UUID]
    present: frozenset[UUID]  # who was there in the last days
    skills: dict[UUID, dict[str, frozenset[str]]]


def snapshot(
    work: Work, campaign: Campaign, fields: Sequence[str], since: datetime, *, with_recent: bool
) -> Snapshot:
    """Read it all in one transaction: calls since then, and the `fields` of leads that ask for skills."""
    standing = StandingLeads(workspace_zone(work))
    values: dict[str, list[str]] = {field: [] for field in fields}
    read = _from_sqlite if work.is_sqlite else _from_postgres
    with_own = not all(span.passes_all for span in campaign.lawful)
    for entry, rows, asks_for in read(work, campaign.id, fields):
        _add(standing, values, entry, rows, asks_for)
        if with_own and rows:
            standing.own[len(standing) - 1] = _own(rows[0])
    here, elsewhere = _calls(work, campaign, since)
    _promises(work, campaign, standing)
    if with_recent:
        _recent(work, standing, here, elsewhere)
    for call in here:
        no = standing.lead_no(call.lead_id)
        if no is not None:
            standing.given[no, call.code] += 1
    everybody = {row.id: row.is_disabled for row in work.connection.execute(_PEOPLE)}
    seen_since = work.now - timedelta(days=_PRESENT_DAYS)
    seen: Any = select(sessions.c.person_id).where(sessions.c.last_seen_at >= seen_since).distinct()
    if not work.is_sqlite:
        seen = rows_of(func.people_seen_since(seen_since), sessions.c.person_id)
    present = {row.person_id for row in work.connection.execute(seen)}
    return Snapshot(
        standing,
        values,
        here,
        elsewhere,
        frozenset(everybody),
        frozenset(person for person in present if not everybody.get(person, True)),
        _skills(work),
    )


_PEOPLE = select(people.c.id, people.c.is_disabled)


def _plain(column: Any) -> Any:
    """A column as SQLite keeps it: bytes and whole numbers, without making an id or a time of each."""
    return type_coerce(column, LargeBinary if isinstance(column.type, Id) else BigInteger)


_ENTRY_TIMES_IDS = (_q.id, _q.lead_id, _q.next_at, _q.owner_id)
_ENTRY_REST = (_q.lane, _q.reason, _q.zone, _q.priority, _q.skill, _q.score, _q.attempts)
_VALUE = Column("value", Text)
_PROMISED_FOR = Column("promised_for", callbacks.c.due_at.type)
_Read = tuple[Any, list[Any], Sequence[str]]  # an entry, its lead's phones, what it asks for by field


def _from_sqlite(work: Work, campaign_id: UUID, fields: Sequence[str]) -> Iterator[_Read]:
    entry = [
        *(_plain(column).label(f"q_{column.name}") for column in _ENTRY_TIMES_IDS),
        *(column.label(f"q_{column.name}") for column in _ENTRY_REST),
    ]
    lead = [
        _plain(_l.owner_id).label("owner_id"), _l.attempts.label("lead_attempts"), _l.basis_kind,
        _l.purposes,
        *(_plain(column).label(column.name) for column in (_l.basis_until, _l.created_at)),
    ]  # fmt: skip
    phone = [_p.attempts, _p.day_attempts, _p.day]
    times = [_l.last_call_at, lead_phones.c.wrong_at, _p.do_not_call_at, _p.last_attempt_at]
    statement = (
        select(
            *entry,
            *lead,
            *phone,
            *(_plain(column).label(column.name) for column in times),
            _plain(_p.id).label("phone_id"),
            *(_l[field].label(f"skill_{field}") for field in fields),
        )
        .select_from(
            queue_entries.join(leads, _l.id == _q.lead_id)
            .outerjoin(lead_phones, lead_phones.c.lead_id == _q.lead_id)
            .outerjoin(phones, _p.id == lead_phones.c.phone_id)
        )
        .where(_q.campaign_id == campaign_id)
        .order_by(_q.id, lead_phones.c.position, _p.id)
    )
    found = work.connection.execute(statement)
    for _, some in groupby(found, key=lambda row: row.q_id):
        rows = list(some)
        yield rows[0], rows, [getattr(rows[0], f"skill_{field}").strip() for field in fields]


def _from_postgres(work: Work, campaign_id: UUID, fields: Sequence[str]) -> Iterator[_Read]:
    """The server gives what the gate judges by of every lead."""
    entry = [column.label(f"q_{column.name}") for column in (*_ENTRY_TIMES_IDS, *_ENTRY_REST)]
    values = {field: _skill_values(work, campaign_id, field) for field in fields}
    statement = select(*entry).where(_q.campaign_id == campaign_id).order_by(_q.id)
    entries = work.connection.execute(statement).all()
    for start in range(0, len(entries), _AT_ONCE):
        some = entries[start : start + _AT_ONCE]
        by_lead: dict[UUID, list[Any]] = {}
        facts = facts_of_many([row.q_lead_id for row in some], is_sqlite=False)
        for row in work.connection.execute(facts):
            by_lead.setdefault(row.id, []).append(row)
        for row in some:
            yield row, by_lead.get(row.q_lead_id, []), [known[row.q_lead_id] for known in values.values()]


def _skill_values(work: Work, campaign_id: UUID, field: str) -> dict[UUID, str]:
    """What each lead of the campaign asks for, of one field."""
    asked = rows_of(func.skills_to_play(campaign_id, field), _q.lead_id, _VALUE)
    return {row.lead_id: row.value for row in work.connection.execute(asked)}


def _add(
    standing: StandingLeads,
    values: dict[str, list[str]],
    entry: Any,
    rows: list[Any],
    asks_for: Sequence[str],
) -> None:
    lead = rows[0] if rows else None
    standing.add(
        _bytes(entry.q_id),
        _bytes(entry.q_lead_id),
        entry.q_lane,
        entry.q_reason,
        _ticks(entry.q_next_at),
        Place(entry.q_zone, entry.q_priority, entry.q_skill, entry.q_score),
        _id(entry.q_owner_id),
        None if lead is None else _id(lead.owner_id),
        entry.q_attempts,
        0 if lead is None else lead.lead_attempts,
        NEVER if lead is None else _ticks(lead.last_call_at),
        [
            PhoneNow(
                _bytes(row.phone_id),
                row.wrong_at is not None,
                row.do_not_call_at is not None,
                row.attempts,
                row.day_attempts,
                row.day or 0,
                _ticks(row.last_attempt_at),
            )
            for row in rows
            if row.phone_id is not None
        ],
    )
    for known, value in zip(values.values(), asks_for, strict=True):
        known.append(value)


def _own(lead: Any) -> OwnBasis:
    until = _ticks(lead.basis_until)
    ends_at = moment(until) if until else None
    return OwnBasis(lead.basis_kind, ends_at, moment(_ticks(lead.created_at)), lead.purposes)


_CALL = (
    *(_c.lead_id, _c.person_id, _c.phone_id, _c.dialled_at, _c.closed_at, _c.answered_at),
    *(_c.disposition_code, _c.attempt_no, _c.campaign_id),
)


def _calls(
    work: Work, campaign: Campaign, since: datetime
) -> tuple[tuple[PastCall, ...], tuple[tuple[bytes, bytes, datetime], ...]]:
    """Finished calls out since then, oldest first: those of the campaign, and dials of other campaigns."""
    asked: Any = (
        select(
            *_CALL,
            func.coalesce(callbacks.c.first_due_at, callbacks.c.due_at).label("promised_for"),
        )
        .select_from(calls.outerjoin(callbacks, callbacks.c.call_id == _c.id))
        .where(
            _c.direction == "out",
            _c.state == "closed",
            or_(_c.is_practice.is_(False), _c.campaign_id == campaign.id),
            _c.dialled_at >= since,
            _c.day >= _day_number(since),
        )
        .order_by(_c.dialled_at.desc())
        .limit(_MOST_CALLS)
    )
    if not work.is_sqlite:
        played = func.calls_to_play(campaign.id, since, _day_number(since), _MOST_CALLS)
        asked = rows_of(played, *_CALL, _PROMISED_FOR)
    here, elsewhere = [], []
    for row in reversed(work.connection.execute(asked).all()):
        phone_id = None if row.phone_id is None else row.phone_id.bytes
        if row.campaign_id != campaign.id:
            if phone_id is not None:
                elsewhere.append((row.lead_id.bytes, phone_id, row.dialled_at))
            continue
        here.append(
            PastCall(
                row.lead_id.bytes,
                row.person_id.bytes,
                phone_id,
                row.dialled_at,
                row.closed_at or row.dialled_at,
                row.disposition_code,
                row.attempt_no,
                row.answered_at is not None,
                row.promised_for,
            )
        )
    return tuple(here), tuple(elsewhere)


def _promises(work: Work, campaign: Campaign, standing: StandingLeads) -> None:
    """Open promises of the campaign's leads; where the queue alone knows of one, it is believed."""
    promise = (callbacks.c.lead_id, callbacks.c.due_at, callbacks.c.owner_id)
    asked: Any = (
        select(*promise)
        .where(
            callbacks.c.state == "open",
            or_(callbacks.c.campaign_id.is_(None), callbacks.c.campaign_id == campaign.id),
        )
        .order_by(callbacks.c.due_at, callbacks.c.id)
    )
    if not work.is_sqlite:
        asked = rows_of(func.promises_to_play(campaign.id), *promise)
    for row in work.connection.execute(asked):
        no = standing.lead_no(row.lead_id.bytes)
        if no is not None:
            known = standing.promises.get(no, ())
            standing.promises[no] = (*known, OpenPromise(row.due_at, row.owner_id))
    standing.promise_what_stands_promised()


def _recent(
    work: Work,
    standing: StandingLeads,
    here: Sequence[PastCall],
    elsewhere: Sequence[tuple[bytes, bytes, datetime]],
) -> None:
    since = work.now - timedelta(days=RECENT_DAYS)
    dials = [(call.lead_id, call.phone_id, call.at) for call in here]
    for lead_id, phone_id, at in sorted([*dials, *elsewhere], key=lambda dial: dial[2]):
        if at > since:
            standing.remember_dial(lead_id, phone_id, at)


def _skills(work: Work) -> dict[UUID, dict[str, frozenset[str]]]:
    found: dict[UUID, dict[str, set[str]]] = {}
    for row in work.connection.execute(select(person_skills)):
        found.setdefault(row.person_id, {}).setdefault(row.field, set()).add(row.value.casefold())
    return {who: {field: frozenset(can) for field, can in by.items()} for who, by in found.items()}


def _day_number(at: datetime) -> int:
    day = (at - timedelta(days=1)).date()  # a day earlier: no zone is further off
    return day.year * 10_000 + day.month * 100 + day.day


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else value.bytes


def _id(value: Any) -> UUID | None:
    return UUID(bytes=value) if isinstance(value, bytes) else value


def _ticks(value: Any) -> int:
    if value is None:
        return NEVER
    return value if isinstance(value, int) else ticks(value)
