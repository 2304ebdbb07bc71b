"""What reports sum up: calls from the hours' totals, call-backs, sales, sign-ins and presence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    case,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.types import NullType

from crm_desktop.domain.attendance import SignedIn
from crm_desktop.domain.call_ticks import CallTicks
from crm_desktop.domain.call_totals import COLUMNS
from crm_desktop.domain.callbacks import CallbackState
from crm_desktop.domain.people import COMMAND_SEAT
from crm_desktop.domain.presence import CallTimes, Change, State
from crm_desktop.store.call_days import totals_by_day
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.counted_rows import (
    Span,
    calls_of,
    follow_up_parts,
    narrowed,
    sales_counted,
    sales_of,
    within,
)
from crm_desktop.store.prepared import Prepared, needed
from crm_desktop.store.presence import OWN_CALLS, change_of
from crm_desktop.store.sold import sold
from crm_desktop.store.stopping import go_on
from crm_desktop.store.tables import call_hours, callbacks, calls, campaigns, presence, sessions
from crm_desktop.store.unit_of_work import Work

_LOOK_EACH = 2_000  # rows of many, whether whoever waits asked to stop


class ReportSums:
    """Repository of sums; each method is one query."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def calls(self, span: Span, by: str) -> dict[Any, dict[str, Any]]:
        """Totals of calls by "person_id", "day", "hour_at" or "campaign_id"; with first and last call.

        `closed` is above zero where some of the calls behind them are gone.
        """
        if span.has_leads:
            return self._by_key(CallHours(self._work).of_rows(span, by))
        if span.campaign_id is None and span.people == span.everyone and span.stretches is None:
            rows = _TOTALS[by, span.first_day == span.last_day].rows(
                self._work, first_day=span.first_day, last_day=span.last_day
            )
            return {row[0]: dict(zip(_TOTAL_NAMES, row[1:], strict=True)) for row in rows}
        of = _kept(by, self._work.is_sqlite).c
        statement = _totals(by, self._work.is_sqlite).where(
            of.day.between(span.first_day, span.last_day),
            of.person_id.in_(span.people),
            *within(span, of.person_id, of.day),
        )
        if span.campaign_id is not None:
            statement = statement.where(of.campaign_id == span.campaign_id)
        return self._by_key(statement)

    def first_and_last_calls(self, span: Span) -> dict[tuple[UUID, int], tuple[datetime, datetime]]:
        """When each person's first and last call of each day was."""
        of = totals_by_day(is_sqlite=self._work.is_sqlite).c
        statement = (
            select(of.person_id, of.day, func.min(of.first_at), func.max(of.last_at))
            .where(
                of.day.between(span.first_day, span.last_day),
                of.first_at.is_not(None),
                of.person_id.in_(span.people),
            )
            .group_by(of.person_id, of.day)
        )
        rows = self._work.connection.execute(statement)
        return {(person, day): (first, last) for person, day, first, last in rows}

    def follow_ups(self, span: Span) -> dict[UUID, dict[str, Any]]:
        """Call-backs by person: set and made on these days, due on these days and how many of them kept.

        What was set or made in a call belongs to the call's day, made to whoever made it; all else to the
        office's date and the owner. Taken over from someone is not set anew,
        and what was taken back with its call's result was not set.
        """
        parts = [
            select(part.key.label("key"), *_ones(**part.counts)).select_from(part.rows).where(*part.which)
            for part in follow_up_parts(span, self._work.now)
        ]
        rows = union_all(*(part.group_by(part.selected_columns.key) for part in parts)).subquery()
        names = [column.name for column in rows.c if column.name != "key"]
        return self._by_key(
            select(rows.c.key, *(func.sum(rows.c[name]).label(name) for name in names)).group_by(rows.c.key)
        )

    def sales(self, span: Span, by: str = "person_id") -> dict[UUID, dict[str, Any]]:
        """Confirmed sales that count, by person (or campaign): how many, their amounts; and what waits."""
        s, counts = sold.c, sales_counted()
        statement = (
            select(
                s[by].label("key"),
                *_sums(**{name: (condition, what) for name, (condition, what) in counts.items()}),
            )
            .where(*sales_of(span))
            .group_by(s[by])
        )
        return self._by_key(statement)

    def promises(self, span: Span) -> dict[UUID, dict[str, Any]]:
        """Open call-backs due in these days, by owner: how many, and the first one's time."""
        c = callbacks.c
        statement = (
            select(c.owner_id.label("key"), func.count().label("promises"), func.min(c.due_at).label("first"))
            .where(
                c.state == CallbackState.OPEN.value,
                c.due_at >= span.since,
                c.due_at < span.until,
                c.owner_id.in_(span.people),
                *narrowed(span, c.lead_id, c.campaign_id),
            )
            .group_by(c.owner_id)
        )
        return self._by_key(statement)

    def sign_ins(self, span: Span) -> tuple[SignedIn, ...]:
        """Sign-ins of these days, and those that went on into them; what commands did is no time at work."""
        s = sessions.c
        until = func.coalesce(s.signed_out_at, s.last_seen_at)
        statement = (
            select(s.id, s.person_id, s.day, s.signed_in_at, until.label("until"), s.signed_out_at)
            .where(
                s.day.between(span.week_before, span.last_day),
                or_(s.day >= span.first_day, until >= span.since),
                s.seat != COMMAND_SEAT,
                s.person_id.in_(span.people),
            )
            .order_by(s.signed_in_at)
        )
        return tuple(
            SignedIn(row.id, row.person_id, row.day, row.signed_in_at, row.until, row.signed_out_at is None)
            for row in self._work.connection.execute(statement)
        )

    def changes(self, span: Span) -> tuple[Change, ...]:
        """Changes of presence of these days, in order."""
        p = presence.c
        statement = (
            select(presence)
            .where(p.day.between(span.first_day, span.last_day), p.person_id.in_(span.people))
            .order_by(p.at)
        )
        return tuple(change_of(row) for row in self._work.connection.execute(statement))

    def calls_in_breaks(self, span: Span) -> dict[UUID, list[CallTimes]]:
        """Calls taken in breaks and absences, by person: their time is neither."""
        p, c = presence.c, calls.c
        pause = (
            select(
                p.person_id,
                p.state,
                p.at,
                # Not where it is compared: there it keeps a server, for the row policies, from the index.
                func.coalesce(
                    func.lead(p.at).over(partition_by=p.session_id, order_by=p.at),
                    literal(span.noon_after, p.at.type),
                ).label("until"),
            )
            .where(p.day.between(span.first_day, span.last_day), p.person_id.in_(span.people))
            .subquery("pause")
        )
        columns = (c.person_id, c.dialled_at, c.ended_at, c.closed_at)
        its_calls = (
            c.person_id == pause.c.person_id,
            c.dialled_at >= pause.c.at,
            c.dialled_at < pause.c.until,
            *OWN_CALLS,
        )
        if self._work.is_sqlite:
            statement = select(*columns).select_from(pause).join(calls, true()).where(*its_calls)
        else:  # each pause looks its calls up, else a server joins all of a person's with all their pauses
            of_pause = select(*columns).where(*its_calls).offset(literal_column("0")).lateral("of_pause")
            statement = select(*of_pause.c).select_from(pause.join(of_pause, true()))
        statement = statement.where(pause.c.state != State.READY.value)
        found: dict[UUID, list[CallTimes]] = {}
        for row in self._work.connection.execute(statement):
            times = CallTimes(row.dialled_at, row.ended_at, row.closed_at)
            found.setdefault(row.person_id, []).append(times)
        return found

    def calls_of_days(self, days: Iterable[tuple[UUID, int]]) -> dict[UUID, list[CallTimes]]:
        """The calls of some days of people, by person, in order."""
        c = calls.c
        found: dict[UUID, list[CallTimes]] = {}
        for person_id, day in days:
            statement = select(c.dialled_at, c.ended_at, c.closed_at).where(
                c.day == day, c.person_id == person_id, *OWN_CALLS
            )
            rows = self._work.connection.execute(statement.order_by(c.dialled_at))
            found.setdefault(person_id, []).extend(CallTimes(*row) for row in rows)
        return found

    def own_calls(self, span: Span) -> dict[UUID, CallTicks]:
        """Every call of these days that tells what its person did, by person.

        A quarter has a million: they come as the driver has them, without an object for each value; those of
        a server as one text of bytes a person.
        """
        c, times = calls.c, (calls.c.dialled_at, calls.c.ended_at, calls.c.closed_at)
        which = (*calls_of(span), *OWN_CALLS)
        if not self._work.is_sqlite:
            each = [func.timestamptz_send(func.coalesce(at, literal_column("'infinity'"))) for at in times]
            row = each[0].op("||")(each[1]).op("||")(each[2])
            whole = func.string_agg(row, aggregate_order_by(literal_column("''::bytea"), c.dialled_at))
            rows = select(c.person_id, type_coerce(whole, NullType())).where(*which).group_by(c.person_id)
            found = self._work.connection.execute(rows)
            return {person: CallTicks.of_server(bytes(packed)) for person, packed in found}
        statement = (
            select(as_it_is(c.person_id), *(as_it_is(at) for at in times))
            .where(*which)
            .order_by(c.dialled_at)
        )
        by_key: dict[bytes, CallTicks] = {}
        for some in self._work.connection.execute(statement).partitions(_LOOK_EACH):
            go_on(self._work)
            for key, began, ended, closed in some:
                of = by_key.get(key)
                if of is None:
                    of = by_key[key] = CallTicks()
                of.add(began, ended, closed)
        return {UUID(bytes=key): of for key, of in by_key.items()}

    def campaign_names(self) -> dict[UUID, str]:
        """What the campaigns are called."""
        rows = self._work.connection.execute(select(campaigns.c.id, campaigns.c.name))
        return {row.id: row.name for row in rows}

    def _by_key(self, statement: Select[Any]) -> dict[Any, dict[str, Any]]:
        found = {}
        for row in self._work.connection.execute(statement).mappings():
            values = dict(row)
            key = values.pop("key")
            found[key] = {n: v if v is None or isinstance(v, datetime) else int(v) for n, v in values.items()}
        return found


def as_it_is(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column as the driver gives it."""
    return type_coerce(column, NullType())


_TOTAL_NAMES = (*COLUMNS, "first_at", "last_at", "closed")


def _kept(by: str, is_sqlite: bool) -> FromClause:
    """Where the totals by one of their columns are read."""
    return call_hours if by == "hour_at" else totals_by_day(is_sqlite=is_sqlite)


def _totals(by: str, is_sqlite: bool) -> Select[Any]:
    """The sums of the totals by one of their columns."""
    of = _kept(by, is_sqlite).c
    closed: ColumnElement[int]
    if "closed" in of:
        closed = of.closed
    else:
        closed = type_coerce(of.is_closed, Integer) if is_sqlite else cast(of.is_closed, Integer)
    return select(
        of[by].label("key"),
        *(func.sum(of[name]).label(name) for name in COLUMNS),
        func.min(of.first_at).label("first_at"),
        func.max(of.last_at).label("last_at"),
        func.sum(closed).label("closed"),
    ).group_by(of[by])


def _of_everyone(by: str, *, is_one_day: bool) -> Prepared:
    """The totals without asking whose: of one day in the order of their key, which needs no sorting."""
    first_day, last_day = needed("first_day", call_hours.c.day), needed("last_day", call_hours.c.day)

    def totals(is_sqlite: bool) -> Select[Any]:
        day = _kept(by, is_sqlite).c.day
        return _totals(by, is_sqlite).where(
            day == first_day if is_one_day else day.between(first_day, last_day)
        )

    return Prepared(totals)


_TOTALS = {
    (by, is_one_day): _of_everyone(by, is_one_day=is_one_day)
    for by in ("person_id", "day", "hour_at", "campaign_id")
    for is_one_day in (False, True)
}
_FOLLOW_UPS = ("set", "kept", "late", "due", "due_kept")


def _ones(**conditions: Any) -> Iterable[ColumnElement[Any]]:
    """How many rows fulfil each condition, under its name, and 0 for the other names of follow-ups."""
    for name in _FOLLOW_UPS:
        if name in conditions:
            yield func.sum(case((conditions[name], 1), else_=0)).label(name)
        else:
            yield func.sum(literal(0)).label(name)


def _sums(**parts: tuple[Any, Any]) -> Iterable[ColumnElement[Any]]:
    """The sum of something over the rows that fulfil a condition."""
    for name, (condition, what) in parts.items():
        yield func.coalesce(func.sum(case((condition, what), else_=0)), 0).label(name)
