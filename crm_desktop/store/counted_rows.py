"""Which call-backs and sales count in reports, said once: for the sums and for the rows behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, false, func, literal, or_, select, true
from sqlalchemy.ext.compiler import compiles

from crm_desktop.domain.call import KnownHow
from crm_desktop.domain.callbacks import KEPT_WITHIN, CallbackState
from crm_desktop.domain.memberships import Stretch
from crm_desktop.domain.sales import COUNTED
from crm_desktop.domain.shift import date_of
from crm_desktop.store.memberships import on_days_of
from crm_desktop.store.sold import sold
from crm_desktop.store.tables import callbacks, calls, lead_tags, leads

_LONG = 200  # of days as yyyymmdd: about two months


class by_other(ColumnElement[Any]):
    """A column by which SQLite shall not look rows up: without counts of its indexes it takes any equality
    for narrow, and would walk over all calls anybody ever made to find those of a day."""

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        self.column = column
        self.type = column.type


@compiles(by_other)
def _as_it_is(element: by_other, compiler: Any, **how: Any) -> str:
    return str(compiler.process(element.column, **how))


@compiles(by_other, "sqlite")
def _with_plus(element: by_other, compiler: Any, **how: Any) -> str:
    return f"+{compiler.process(element.column, **how)}"


_MAY_BE_DUE = tuple(CallbackState(s).value for s in ("open", "kept", "late", "broken"))


@dataclass(frozen=True, slots=True)
class Span:
    """Which days (yyyymmdd, both included), their moments by the office's clock, whose, of what.

    `until` is when the day after the last begins, `noon_after` its noon, which no shift reaches past;
    `week_before` the day a week before the first. `everyone`: all people of the workspace. `source` ("":
    without one) and `tag_id` keep to leads that have it now. `stretches`: these people's days alone, as when
    they were in a team. `zone`: the office's.
    """

    first_day: int
    last_day: int
    since: datetime
    until: datetime
    noon_after: datetime
    week_before: int
    people: tuple[UUID, ...]
    everyone: tuple[UUID, ...]
    campaign_id: UUID | None = None
    source: str | None = None
    tag_id: UUID | None = None
    stretches: tuple[Stretch, ...] | None = None
    zone: str = "UTC"

    def holds(self, person_id: UUID, day: int) -> bool:
        """Whether a day (yyyymmdd) of somebody is among those of `stretches`, if there are any."""
        among = self.stretches
        return among is None or any(s.person_id == person_id and s.first <= day <= s.last for s in among)

    @property
    def has_leads(self) -> bool:
        """Whether it keeps to some of the leads, which the totals of the hours don't know."""
        return self.source is not None or self.tag_id is not None

    @property
    def is_narrowed(self) -> bool:
        """Whether it keeps to a campaign or to some of the leads."""
        return self.campaign_id is not None or self.has_leads


def narrowed(span: Span, lead_id: Any, campaign_id: Any) -> tuple[ColumnElement[bool], ...]:
    """What the campaign, source and tag of a question ask of rows with these columns."""
    which: list[ColumnElement[bool]] = []
    if span.campaign_id is not None:
        which.append(campaign_id == span.campaign_id)
    if span.last_day - span.first_day < _LONG:  # its days are fewer than the calls of all these leads
        lead_id = by_other(lead_id)
    if span.source is not None:
        which.append(lead_id.in_(select(leads.c.id).where(leads.c.source == span.source)))
    if span.tag_id is not None:
        which.append(lead_id.in_(select(lead_tags.c.lead_id).where(lead_tags.c.tag_id == span.tag_id)))
    return tuple(which)


def calls_of(span: Span) -> tuple[ColumnElement[bool], ...]:
    """Calls of these days and people, found by the day."""
    return _of_days(span, calls.c)


def _of_days(span: Span, c: Any) -> tuple[ColumnElement[bool], ...]:
    which = (c.day.between(span.first_day, span.last_day), by_other(c.person_id).in_(span.people))
    return (*which, *within(span, by_other(c.person_id), c.day))


def within(span: Span, person_id: Any, day: Any) -> tuple[ColumnElement[bool], ...]:
    """What the stretches of a question, if it has any, ask of rows with these columns."""
    return () if span.stretches is None else (on_days_of(person_id, day, span.stretches),)


def within_times(span: Span, person_id: Any, at: Any) -> tuple[ColumnElement[bool], ...]:
    """The same of rows that have a moment in place of a day, by the office's clock."""
    if span.stretches is None:
        return ()
    of_times: dict[tuple[int, int], list[UUID]] = {}
    for each in span.stretches:
        of_times.setdefault((each.first, each.last), []).append(each.person_id)
    parts = [
        and_(at >= _midnight(first, span.zone), at < _midnight(last, span.zone, after=1), person_id.in_(who))
        for (first, last), who in of_times.items()
    ]
    return (or_(*parts) if parts else false(),)


def _midnight(day: int, zone: str, after: int = 0) -> datetime:
    """When a day (yyyymmdd) begins, or the one so many days after it."""
    return datetime.combine(date_of(day) + timedelta(days=after), time(0), ZoneInfo(zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of call-backs that count: whose they are, where from, which, and as what (1 each)."""

    key: ColumnElement[Any]
    rows: Any
    which: tuple[ColumnElement[bool], ...]
    counts: Mapping[str, ColumnElement[bool]]
    at: ColumnElement[Any]  # what puts them on a day


def follow_up_parts(span: Span, now: datetime) -> tuple[Part, Part, Part]:
    """Call-backs set on these days, made on these days, and due on these days.

    What was set or made in a call belongs to the call's day, made to whoever made it; all else to the
    office's date and the owner. Taken over from someone is not set anew, and what was taken back with its
    call's result was not set.
    """
    c = callbacks.c
    of = narrowed(span, c.lead_id, c.campaign_id)
    made_by, kept = func.coalesce(calls.c.person_id, c.owner_id), c.state == CallbackState.KEPT.value
    set_ = Part(
        c.created_by,
        callbacks.outerjoin(calls, calls.c.id == c.call_id),
        (
            c.created_by.is_not(None),
            c.handed_from.is_(None),
            or_(c.call_id.is_(None), c.closed_by_call_id.is_distinct_from(c.call_id)),
            c.kind == "promise",
            _on_days(span, c.created_at, c.created_by),
            c.created_by.in_(span.people),
            *of,
        ),
        {"set": literal(True)},
        c.created_at,
    )
    made = Part(
        made_by,
        callbacks.outerjoin(calls, calls.c.id == c.closed_by_call_id),
        (
            c.state.in_([CallbackState.KEPT.value, CallbackState.LATE.value]),
            c.owner_id.in_(span.everyone),  # so that the index by owner and time serves
            _on_days(span, c.closed_at, made_by),
            made_by.in_(span.people),
            *of,
        ),
        {"kept": kept, "late": ~kept},
        c.closed_at,
    )
    missed_by = or_(
        c.state.in_([CallbackState.LATE.value, CallbackState.BROKEN.value]),
        and_(c.state == CallbackState.OPEN.value, c.due_at < now - KEPT_WITHIN),
    )
    due = Part(
        c.owner_id,
        callbacks,
        (
            c.owner_id.in_(span.people),
            c.state.in_(_MAY_BE_DUE),
            c.due_at >= span.since,
            c.due_at < span.until,
            *within_times(span, c.owner_id, c.due_at),
            *of,
        ),
        {"due": or_(kept, missed_by), "due_kept": kept},
        c.due_at,
    )
    return set_, made, due


def sales_of(span: Span, s: Any = sold.c) -> tuple[ColumnElement[bool], ...]:
    """Sales of these days and people, as `sold` counts them; or those made on these days (`sales.c`)."""
    return (*_of_days(span, s), *narrowed(span, s.lead_id, s.campaign_id))


def sales_counted() -> dict[str, tuple[ColumnElement[bool], Any]]:
    """Which rows of `sold` each figure counts, and what each adds: one, or its amount in minor units."""
    s = sold.c
    counts = and_(s.state.in_(sorted(COUNTED)), s.is_confirmed == true())
    amount = s.sign * s.amount_minor
    return {
        "sales": (counts, s.sign),
        "waiting": (and_(s.state.in_(sorted(COUNTED)), s.is_confirmed == false()), s.sign),
        "sales_minor": (counts, amount),
        "received_minor": (and_(counts, s.state == "received"), amount),
    }


def _on_days(span: Span, at: Any, whose: Any) -> ColumnElement[bool]:
    """Whether a row belongs to the days: by its call's day, else (or entered later) by its own time."""
    is_later = calls.c.known_how == KnownHow.LATER.value
    by_call = and_(
        calls.c.day.between(span.first_day, span.last_day), ~is_later, *within(span, whose, calls.c.day)
    )
    by_time = and_(or_(calls.c.day.is_(None), is_later), at < span.until, *within_times(span, whose, at))
    return and_(at >= span.since, at < span.noon_after, or_(by_call, by_time))
