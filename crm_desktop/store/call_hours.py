"""Totals of closed calls an hour, person and campaign: kept with each result, counted anew from the rows.

On PostgreSQL the server keeps them itself, as calls are written (`team/functions/totals.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    delete,
    except_,
    false,
    func,
    insert,
    literal,
    literal_column,
    select,
    true,
    type_coerce,
    union_all,
    update,
)
from sqlalchemy.dialects import sqlite

from crm_desktop.domain.call import Call, CallState, Direction, KnownHow
from crm_desktop.domain.call_totals import COLUMNS, MEANINGS, Meaning, counted
from crm_desktop.domain.dispositions import Flag
from crm_desktop.domain.shift import hour_of, offsets_between
from crm_desktop.store.call_days import odd_days, rebuild_days
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.counted_rows import Span, calls_of, narrowed
from crm_desktop.store.prepared import Prepared, needed
from crm_desktop.store.tables import call_hours, calls
from crm_desktop.store.unit_of_work import Work

NO_CAMPAIGN = UUID(int=0)
_h, _c = call_hours.c, calls.c
_KEY = ("day", "person_id", "hour_at", "campaign_id")
_ALL = (*_KEY, *COLUMNS, "first_at", "last_at")
_HOUR = timedelta(hours=1)
_HOUR_US = 3_600_000_000
_ORIGIN = datetime(2000, 1, 1, tzinfo=UTC)  # an hour begins here on a clock without offset


def _add(is_sqlite: bool) -> Any:
    """Add a call's ones to its hour, or begin the hour with them."""
    added = sqlite.insert(call_hours).values({name: needed(f"v_{name}", _h[name]) for name in _ALL})
    new = added.excluded
    sums: dict[str, Any] = {name: _h[name] + new[name] for name in COLUMNS}
    sums["first_at"] = _sooner(_h.first_at, new.first_at, new.first_at < _h.first_at)
    sums["last_at"] = _sooner(_h.last_at, new.last_at, new.last_at > _h.last_at)
    return added.on_conflict_do_update(index_elements=[_h[name] for name in _KEY], set_=sums)


def _sooner(kept: Any, new: Any, is_better: Any) -> Any:
    """The better of two times, the other one where one is empty."""
    return case((kept.is_(None), new), (is_better, new), else_=kept)


_ADD = Prepared(_add)


class CallHours:
    """Repository of the hours' totals."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, call: Call) -> None:
        """Count a call just closed, of any direction and however known; practice never counts."""
        values = self._values(call)
        if values is not None and self._work.is_sqlite:
            _ADD.run(self._work, **values)

    def remove(self, call: Call) -> None:
        """Take a call back out, as it was when it was counted; its hour is then as if it had not been.

        May be called before or after the call's row is changed or reopened, in the same transaction.
        """
        values = self._values(call)
        if values is None or not self._work.is_sqlite:
            return
        here = and_(*(_h[name] == values[f"v_{name}"] for name in _KEY))
        connection = self._work.connection
        is_closed = connection.execute(select(_h.is_closed).where(here)).scalar()
        if is_closed:  # its calls may be gone: the figures are taken off, first and last stay
            connection.execute(
                update(call_hours)
                .where(here)
                .values({name: _h[name] - values[f"v_{name}"] for name in COLUMNS})
            )
            return
        day, hour_at = values["v_day"], values["v_hour_at"]
        others = self._recount(
            offsets_between(hour_at, hour_at + _HOUR, workspace_zone(self._work)),
            _c.day == day,
            _c.person_id == call.person_id,
            _c.campaign_id == call.campaign_id if call.campaign_id else _c.campaign_id.is_(None),
            _c.dialled_at >= hour_at,
            _c.dialled_at < hour_at + _HOUR,
            _c.id != call.id,
            hour_at=hour_at,
        )
        connection.execute(delete(call_hours).where(here))
        connection.execute(insert(call_hours).from_select(list(_ALL), others))

    def rebuild(self, first_day: int, last_day: int) -> None:
        """Count these days (yyyymmdd, both included) anew from the calls; what is closed stays as it is."""
        connection = self._work.connection
        if not self._work.is_sqlite:
            connection.execute(select(func.rebuild_hours(first_day, last_day)))
            return
        connection.execute(
            delete(call_hours).where(_h.day.between(first_day, last_day), _h.is_closed == false())
        )
        fresh = self._recount_days(first_day, last_day)
        if fresh is not None:
            # Its parser takes ON after a bare SELECT for the join's.
            made = sqlite.insert(call_hours).from_select(list(_ALL), fresh.where(true()))
            connection.execute(made.on_conflict_do_nothing())
        rebuild_days(self._work, first_day, last_day)

    def check(self, first_day: int = 0, last_day: int = 99_999_999) -> int:
        """How many hours of these days differ from their calls, more or less; closed ones are not asked.

        And how many days put together of hours differ from these.
        """
        odd = odd_days(self._work, first_day, last_day)
        open_hours = _h.is_closed == false()
        kept = select(*(_h[name] for name in _ALL)).where(_h.day.between(first_day, last_day), open_hours)
        fresh = self._recount_days(first_day, last_day)
        if fresh is None:
            return odd + self._count(kept)
        rows = fresh.subquery("fresh")
        closed = (
            select(literal(1))
            .where(*(_h[name] == rows.c[name] for name in _KEY), _h.is_closed == true())
            .exists()
        )
        counted_anew = select(*(rows.c[name] for name in _ALL)).where(~closed)
        differ = union_all(
            select(except_(counted_anew, kept).subquery("missing")),
            select(except_(kept, counted_anew).subquery("surplus")),
        ).subquery("differ")
        return odd + self._count(select(*(differ.c[name] for name in _KEY)).distinct())

    def close_month(self, month: int) -> int:
        """Let a month (yyyymm) stand without its calls, before retention takes them; gives how many hours.

        From then on they are not rebuilt or checked, and reports say that their calls are gone.
        """
        if not self._work.is_sqlite:
            return int(self._work.connection.execute(select(func.close_hours(month))).scalar_one())
        done = self._work.connection.execute(
            update(call_hours)
            .where(_h.day.between(month * 100, month * 100 + 99), _h.is_closed == false())
            .values(is_closed=True)
        )
        return int(done.rowcount)

    def of_person(self, person_id: UUID, days: Sequence[int]) -> list[int]:
        """The calls dialled in each hour of these days (yyyymmdd) in which the person called."""
        asked = (
            select(func.sum(_h.attempts))
            .where(_h.person_id == person_id, _h.day.in_(days))
            .group_by(_h.day, _h.hour_at)
        )
        return [int(calls) for calls in self._work.connection.execute(asked).scalars()]

    def days(self) -> tuple[int, int] | None:
        """The first and the last day with calls or totals, None without any."""
        found = union_all(
            select(func.min(_h.day).label("first"), func.max(_h.day).label("last")),
            select(func.min(_c.day), func.max(_c.day)),
        ).subquery()
        first, last = self._work.connection.execute(
            select(func.min(found.c.first), func.max(found.c.last))
        ).one()
        return None if first is None else (first, last)

    def of_rows(self, span: Span, by: str) -> Select[Any]:
        """Totals of the calls by one of their key's columns, counted from the calls: `key` and the sums."""
        which = self._which(span)
        key: Any = func.coalesce(_c.campaign_id, literal(NO_CAMPAIGN, _h.campaign_id.type))
        if by == "hour_at":
            start, end = self._work.connection.execute(
                select(func.min(_c.dialled_at), func.max(_c.dialled_at)).where(*which)
            ).one()
            zone = workspace_zone(self._work)
            key = _c.dialled_at if start is None else self._hour(offsets_between(start, end, zone))
        elif by != "campaign_id":
            key = _c[by]
        alike = self._alike(which, key.label("key"))
        return select(
            alike.c.key,
            *(_of_alike(alike, meaning) for meaning in MEANINGS),
            func.min(alike.c.first_at).label("first_at"),
            func.max(alike.c.last_at).label("last_at"),
            literal(0).label("closed"),
        ).group_by(alike.c.key)

    def _which(self, span: Span) -> tuple[ColumnElement[bool], ...]:
        return *calls_of(span), *counted_calls(), *narrowed(span, _c.lead_id, _c.campaign_id)

    def by_result(self, span: Span) -> list[Any]:
        """Totals of the calls of these days by result, counted from the calls; most calls first."""
        alike = self._alike(self._which(span), _c.disposition_code)
        total = func.sum(alike.c.calls).cast(Integer).label("calls")
        statement = (
            select(
                alike.c.disposition_code,
                func.max(alike.c.label).label("label"),
                total,
                *(_of_alike(alike, meaning) for meaning in MEANINGS),
                func.min(alike.c.first_at).label("first_at"),
                func.max(alike.c.last_at).label("last_at"),
            )
            .group_by(alike.c.disposition_code)
            .order_by(total.desc(), alike.c.disposition_code)
        )
        return list(self._work.connection.execute(statement).mappings())

    # --- inside ---

    def _alike(self, which: Sequence[ColumnElement[bool]], key: ColumnElement[Any]) -> Subquery:
        """The calls by a key, those together that count in the same columns: one row of each, how many they
        are and what they add. So a column is asked of some hundred rows instead of every call.
        """
        alike = (_c.direction, _c.known_how, _c.disposition_flags)
        known = (_c.answered_at, _c.ended_at, _c.closed_at)
        return (
            select(
                key,
                *alike,
                *(func.max(column).label(column.name) for column in (_c.talk_s, *known)),
                func.count().label("calls"),
                func.sum(_c.talk_s).label("all_talk_s"),
                func.sum(_wrap_s(self._work.is_sqlite)).label("all_wrap_s"),
                func.min(_SPOKEN_AT).label("first_at"),
                func.max(_SPOKEN_AT).label("last_at"),
                func.max(_c.disposition_label).label("label"),
            )
            .where(*which)
            .group_by(
                literal_column("1"), *alike, _c.talk_s > literal_column("0"),
                *(column.is_(None) for column in known),
            )
            .subquery("alike")
        )  # fmt: skip

    # --- inside ---

    def _count(self, rows: Select[Any]) -> int:
        counting = select(func.count()).select_from(rows.subquery())
        return int(self._work.connection.execute(counting).scalar_one())

    def _values(self, call: Call) -> dict[str, Any] | None:
        """The key and the ones of a call; None for practice, and for what a ruling left out."""
        if call.is_practice or call.is_left_out:
            return None
        if call.state is not CallState.CLOSED or call.day is None:
            raise ValueError("only a closed call with its day is counted")
        time = None if call.direction is Direction.MISSED else call.dialled_at
        values: dict[str, Any] = {
            "v_day": call.day,
            "v_person_id": call.person_id,
            "v_hour_at": hour_of(call.dialled_at, workspace_zone(self._work)),
            "v_campaign_id": call.campaign_id or NO_CAMPAIGN,
            "v_first_at": time,
            "v_last_at": time,
        }
        for name, value in zip(COLUMNS, counted(call), strict=True):
            values[f"v_{name}"] = value
        return values

    def _recount_days(self, first_day: int, last_day: int) -> Select[Any] | None:
        """The totals of these days counted from the calls; None when there are no calls."""
        counts = (_c.day.between(first_day, last_day), *counted_calls())
        start, end = self._work.connection.execute(
            select(func.min(_c.dialled_at), func.max(_c.dialled_at)).where(*counts)
        ).one()
        if start is None:
            return None
        return self._recount(offsets_between(start, end, workspace_zone(self._work)), *counts)

    def _recount(
        self,
        offsets: Sequence[tuple[datetime, timedelta]],
        *which: ColumnElement[bool],
        hour_at: datetime | None = None,
    ) -> Select[Any]:
        """A select of totals as the calls have them; `hour_at` takes only those of one hour."""
        hour = self._hour(offsets)
        campaign = func.coalesce(_c.campaign_id, literal(NO_CAMPAIGN, _h.campaign_id.type))
        keys = (_c.day, _c.person_id, hour, campaign)
        statement = (
            select(
                *(key.label(name) for key, name in zip(keys, _KEY, strict=True)),
                *(self._sum(meaning).label(meaning.column) for meaning in MEANINGS),
                func.min(_SPOKEN_AT).label("first_at"),
                func.max(_SPOKEN_AT).label("last_at"),
            )
            .where(*which, *counted_calls())
            .group_by(*(literal_column(str(place)) for place in range(1, len(_KEY) + 1)))
        )
        return statement if hour_at is None else statement.where(hour == hour_at)

    def _hour(self, offsets: Sequence[tuple[datetime, timedelta]]) -> ColumnElement[Any]:
        """When the hour of a call began by the office's clock, as SQL."""
        hours = [self._hour_under(offset) for _, offset in offsets]
        if len(hours) == 1:
            return hours[0]
        starts = [start for start, _ in offsets[1:]]
        return case(
            *((_c.dialled_at < start, hour) for start, hour in zip(starts, hours, strict=False)),
            else_=hours[-1],
        )

    def _hour_under(self, offset: timedelta) -> ColumnElement[Any]:
        if not self._work.is_sqlite:
            origin = literal(_ORIGIN - offset, _h.hour_at.type)
            return func.date_bin(
                literal_column("interval '1 hour'"), _c.dialled_at, origin, type_=_h.hour_at.type
            )
        shift_us = offset // timedelta(microseconds=1)
        raw = type_coerce(_c.dialled_at, BigInteger)
        past = (raw + literal_column(str(shift_us))) % literal_column(str(_HOUR_US))
        return type_coerce(raw - past, _h.hour_at.type)

    def _sum(self, meaning: Meaning) -> ColumnElement[Any]:
        """A meaning as SQL: how many calls, or their seconds."""
        total = func.coalesce(func.sum(ones_of(meaning, is_sqlite=self._work.is_sqlite)), 0)
        return total.cast(Integer)


def ones_of(meaning: Meaning, *, is_sqlite: bool) -> ColumnElement[Any]:
    """What one call adds to a column, as SQL."""
    what: Any = literal_column("1")
    if meaning.adds == "talk_s":
        what = _c.talk_s
    elif meaning.adds == "wrap_s":
        what = _wrap_s(is_sqlite)
    return case((_condition(meaning), what), else_=literal_column("0"))


def _of_alike(alike: Subquery, meaning: Meaning) -> ColumnElement[Any]:
    """A column's sum over `CallHours._alike`."""
    a = alike.c
    what = {"talk_s": a.all_talk_s, "wrap_s": a.all_wrap_s}.get(meaning.adds, a.calls)
    total = func.sum(case((_condition(meaning, a), what), else_=literal_column("0")))
    return func.coalesce(total, 0).cast(Integer).label(meaning.column)


def _wrap_s(is_sqlite: bool) -> ColumnElement[Any]:
    if is_sqlite:
        took_us = type_coerce(_c.closed_at, BigInteger) - type_coerce(_c.ended_at, BigInteger)
        return func.max(literal_column("0"), took_us.self_group().op("/")(literal_column("1000000")))
    seconds = func.floor(func.extract("epoch", _c.closed_at - _c.ended_at))
    return func.greatest(literal_column("0"), seconds)


_SPOKEN_AT = case((_c.direction != literal_column("'missed'"), _c.dialled_at))


def counted_calls(of: Any = _c) -> tuple[ColumnElement[bool], ...]:
    """Which calls count at all, as SQL."""
    is_closed, is_left_out = of.state == literal_column("'closed'"), of.is_left_out == false()
    return is_closed, of.is_practice == false(), of.day.is_not(None), is_left_out


def _has(flag: Flag, of: Any = _c) -> ColumnElement[bool]:
    flags: ColumnElement[str] = of.disposition_flags
    return (literal(" ") + flags + literal(" ")).contains(f" {flag.value} ", autoescape=True)


def _is_answered(of: Any) -> ColumnElement[Any]:
    is_measured = and_(of.known_how == KnownHow.MEASURED.value, of.talk_s.is_not(None))
    return case(
        (of.direction == Direction.IN.value, true()),
        (of.direction == Direction.MISSED.value, false()),
        (is_measured, of.talk_s > 0),
        else_=of.answered_at.is_not(None) | _has(Flag.HUMAN, of),
    )


def counts(column: str) -> ColumnElement[bool]:
    """Which calls a column of the totals counts, as SQL."""
    return _condition(next(meaning for meaning in MEANINGS if meaning.column == column))


def _condition(meaning: Meaning, of: Any = _c) -> ColumnElement[bool]:
    """Which rows a column counts, as SQL."""
    parts: list[ColumnElement[bool]] = [true()]
    if meaning.directions != frozenset(Direction):
        parts.append(of.direction.in_(sorted(meaning.directions)))
    if meaning.known_how != frozenset(KnownHow):
        parts.append(of.known_how.in_(sorted(meaning.known_how)))
    parts += [_has(flag, of) for flag in sorted(meaning.has)]
    parts += [~_has(flag, of) for flag in sorted(meaning.lacks)]
    if meaning.needs_answer:
        parts.append(_is_answered(of))
    if meaning.needs_talk:
        parts.append(of.talk_s.is_not(None))
    if meaning.needs_wrap:
        parts.append(and_(of.ended_at.is_not(None), of.closed_at.is_not(None)))
    return and_(*parts)
