"""What reports say about leads rather than calls: how many were tried, reached and won, and how soon."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.types import NullType

from crm_desktop.domain.call import Direction
from crm_desktop.domain.queue import FIRST_DONE_LANE
from crm_desktop.store.call_hours import NO_CAMPAIGN, counted_calls, counts
from crm_desktop.store.counted_rows import Span, calls_of, narrowed
from crm_desktop.store.tables import calls, leads, queue_entries
from crm_desktop.store.unit_of_work import Work

_c, _q = calls.c, queue_entries.c
_IS_TRIED = _q.attempts > 0
_IS_DIALABLE = or_(_IS_TRIED, _q.lane < FIRST_DONE_LANE)
_HELD: dict[str, ColumnElement[bool]] = {
    "leads_held": true(),
    "leads_tried": _IS_TRIED,
    "leads_open": _q.lane < FIRST_DONE_LANE,
    "leads_ended": _q.lane >= FIRST_DONE_LANE,
    "leads_dialable": _IS_DIALABLE,
}


class LeadSums:
    """Repository of what was done with leads, by campaign; each method is one query of the rows."""

    def __init__(self, work: Work, kept_since: datetime | None = None) -> None:
        """`kept_since`: from when on every call is still there, None when none was deleted as too old."""
        self._work, self._kept_since = work, kept_since

    def attempted(self, span: Span) -> dict[UUID, dict[str, int]]:
        """Leads dialled on these days, those with a conversation, and the successes of the calls."""
        a_lead = self._by_lead(span).subquery()
        statement = select(
            a_lead.c.campaign_id,
            func.count().label("leads_attempted"),
            func.sum(a_lead.c.reached).label("leads_reached"),
            func.sum(a_lead.c.successes).label("lead_successes"),
        ).group_by(a_lead.c.campaign_id)
        found = {}
        for row in self._work.connection.execute(statement).mappings():
            figures = {name: int(value) for name, value in row.items() if name != "campaign_id"}
            found[row["campaign_id"] or NO_CAMPAIGN] = figures
        return found

    def penetration(self, span: Span) -> dict[UUID, dict[str, int]]:
        """Leads of each whole campaign that were ever tried, and those that can be dialled or were."""
        statement = select(
            _q.campaign_id,
            func.sum(case((_IS_TRIED, 1), else_=0)),
            func.sum(case((_IS_DIALABLE, 1), else_=0)),
        ).group_by(_q.campaign_id)
        rows = self._work.connection.execute(statement.where(*narrowed(span, _q.lead_id, _q.campaign_id)))
        return {c: {"leads_tried": int(tried), "leads_dialable": int(all_)} for c, tried, all_ in rows}

    def held(self, span: Span) -> dict[UUID, dict[str, int]]:
        """Leads of each whole campaign: all, tried, still to dial, done with, and what can be dialled."""
        statement = select(
            _q.campaign_id,
            *(func.sum(case((what, 1), else_=0)).label(name) for name, what in _HELD.items()),
        ).group_by(_q.campaign_id)
        rows = self._work.connection.execute(statement.where(*narrowed(span, _q.lead_id, _q.campaign_id)))
        return {row["campaign_id"]: {name: int(row[name]) for name in _HELD} for row in rows.mappings()}

    def each_held(self, span: Span) -> list[tuple[UUID, UUID, datetime, dict[str, int]]]:
        """The leads that `held` counts: campaign, lead, when it came in, what it adds."""
        statement = (
            select(
                *(_q.campaign_id, _q.lead_id, leads.c.created_at),
                *(what.label(name) for name, what in _HELD.items()),
            )
            .join_from(queue_entries, leads, leads.c.id == _q.lead_id, isouter=True)
            .where(*narrowed(span, _q.lead_id, _q.campaign_id))
        )
        return [
            (
                row["campaign_id"],
                row["lead_id"],
                row["created_at"] or self._work.now,
                {name: int(row[name]) for name in _HELD},
            )
            for row in self._work.connection.execute(statement).mappings()
        ]

    def waits_s(self, span: Span) -> dict[UUID, list[int]]:
        """Seconds from a lead's coming in to its first try in the campaign, for first tries of these days."""
        first, is_sqlite = self._first_tries(span).subquery("first").c, self._work.is_sqlite
        waited = seconds_between(first.created_at, first.dialled_at, is_sqlite=is_sqlite)
        rows = select(first.campaign_id, numbers(waited, is_sqlite=is_sqlite)).group_by(first.campaign_id)
        return {of or NO_CAMPAIGN: listed(found) for of, found in self._work.connection.execute(rows)}

    def first_tries(self, span: Span) -> list[tuple[UUID, UUID, datetime, datetime]]:
        """Leads first tried on these days: campaign, lead, when it came in, when it was dialled."""
        rows = self._work.connection.execute(self._first_tries(span))
        return [(campaign or NO_CAMPAIGN, *rest) for campaign, *rest in rows]

    def _first_tries(self, span: Span) -> Select[Any]:
        sooner = calls.alias("sooner")
        is_sooner = or_(
            sooner.c.dialled_at < _c.dialled_at,
            and_(sooner.c.dialled_at == _c.dialled_at, sooner.c.id < _c.id),
        )
        tried_before = exists(
            select(sooner.c.id).where(
                sooner.c.lead_id == _c.lead_id,
                sooner.c.campaign_id.is_not_distinct_from(_c.campaign_id),
                is_sooner,
                *_dialled(sooner.c),
            )
        )
        statement = (
            select(_c.campaign_id, _c.lead_id, leads.c.created_at, _c.dialled_at)
            .join_from(calls, leads, leads.c.id == _c.lead_id)
            .where(*self._dialled(span), ~tried_before)
        )
        if self._kept_since is not None:  # the first try of an older lead may be gone
            statement = statement.where(leads.c.created_at >= self._kept_since)
        return statement

    def each_attempted(self, span: Span) -> list[tuple[UUID, UUID, datetime, dict[str, int]]]:
        """The leads that `attempted` counts: campaign, lead, when last dialled, what it adds."""
        return [
            (
                row.campaign_id or NO_CAMPAIGN,
                row.lead_id,
                row.at,
                {"attempted": 1, "reached": int(row.reached), "successes": int(row.successes)},
            )
            for row in self._work.connection.execute(self._by_lead(span))
        ]

    def each_dialable(self, span: Span) -> list[tuple[UUID, UUID, datetime, dict[str, int]]]:
        """The leads that `penetration` counts: campaign, lead, when it came into the queue, what it adds."""
        statement = (
            select(_q.campaign_id, _q.lead_id, leads.c.created_at, _IS_TRIED.label("tried"))
            .join_from(queue_entries, leads, leads.c.id == _q.lead_id, isouter=True)
            .where(_IS_DIALABLE, *narrowed(span, _q.lead_id, _q.campaign_id))
        )
        return [
            (row.campaign_id, row.lead_id, row.created_at or self._work.now,
             {"dialable": 1, "tried": int(row.tried)})
            for row in self._work.connection.execute(statement)
        ]  # fmt: skip

    def _by_lead(self, span: Span) -> Select[Any]:
        """The leads dialled on these days, each campaign its own."""
        return (
            select(
                _c.campaign_id,
                _c.lead_id,
                func.max(_c.dialled_at).label("at"),
                func.max(case((counts("conversations"), 1), else_=0)).label("reached"),
                func.sum(case((counts("successes"), 1), else_=0)).label("successes"),
            )
            .where(*self._dialled(span))
            .group_by(_c.campaign_id, _c.lead_id)
        )

    def _dialled(self, span: Span) -> tuple[Any, ...]:
        return *calls_of(span), *narrowed(span, _c.lead_id, _c.campaign_id), *_dialled(_c)


def waited_s(created_at: datetime, dialled_at: datetime) -> int:
    """Seconds from coming in to the first try; none where a clock ran backwards."""
    return max(0, int((dialled_at - created_at).total_seconds()))


def seconds_between(
    since: ColumnElement[Any], at: ColumnElement[Any], *, is_sqlite: bool
) -> ColumnElement[int]:
    """As `waited_s`, in SQL; NULL where one of the two is."""
    took: Any
    if is_sqlite:
        took_us = type_coerce(at, BigInteger) - type_coerce(since, BigInteger)
        took = took_us.self_group().op("/")(literal_column("1000000"))
    else:
        took = cast(func.trunc(func.extract("epoch", at - since)), Integer)
    return case((took < 0, 0), else_=took)


def numbers(column: ColumnElement[int], *, is_sqlite: bool) -> ColumnElement[Any]:
    """Every number of a group there is, in no order, for `listed`: a row for each would take far longer."""
    gathered = func.json_group_array(column) if is_sqlite else func.array_agg(column)
    return type_coerce(gathered.filter(column.is_not(None)), NullType())


def listed(found: str | list[int] | None) -> list[int]:
    """What `numbers` gave."""
    return json.loads(found) if isinstance(found, str) else found or []


def _dialled(of: Any) -> tuple[ColumnElement[bool], ...]:
    """The calls that are tries."""
    return of.direction == Direction.OUT.value, *counted_calls(of)
