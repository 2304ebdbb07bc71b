"""What is missing or doubtful in the leads, as conditions on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Subquery, and_, case, exists, func, or_, select

from crm_desktop.store.counted_rows import Span, narrowed
from crm_desktop.store.tables import lead_phones, leads, queue_entries
from crm_desktop.store.unit_of_work import Work

SILENT = timedelta(days=30)
_l, _p = leads.c, lead_phones.c
_other = lead_phones.alias("other")
_own = lead_phones.alias("own")

CHECKS: tuple[str, ...] = (
    "no_phone", "wrong_phones", "shared_number", "no_name", "no_source", "no_city", "silent",
)  # fmt: skip


class Quality:
    """Repository of what is missing in leads; of all leads one sees, merged and erased ones left out."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def counts(self, span: Span) -> dict[str, int]:
        """How many leads each check finds, how many `any` of them does, and `all`."""
        # Of many leads the numbers are gone through once; of some, each lead's are looked up.
        numbers = None if span.has_leads else _numbers()
        checks = _checks(self._work.now, numbers)
        each = select(*(what.label(name) for name, what in checks.items())).where(*_all(span))
        if numbers is not None:
            each = each.select_from(leads.outerjoin(numbers, numbers.c.lead_id == _l.id))
        looked_at = each.offset(0).subquery(
            "each"
        )  # worked out once, though `any` asks for all of them again
        statement = select(
            func.count().label("all"),
            *(func.coalesce(func.sum(found.cast(Integer)), 0).label(found.name) for found in looked_at.c),
            func.coalesce(func.sum(or_(*looked_at.c).cast(Integer)), 0).label("any"),
        )
        row = self._work.connection.execute(statement).mappings().one()
        return {name: int(value) for name, value in row.items()}

    def each(self, span: Span, check: str | None) -> list[tuple[UUID, datetime, bool]]:
        """The leads a check looks at, when each came in, and whether it was found; None: any check."""
        checks = _checks(self._work.now)
        found = or_(*checks.values()) if check is None else checks[check]
        statement = (
            select(_l.id, _l.created_at, found.label("found"))
            .where(*_all(span))
            .order_by(_l.created_at, _l.no)
        )
        return [(row.id, row.created_at, bool(row.found)) for row in self._work.connection.execute(statement)]


def _all(span: Span) -> tuple[ColumnElement[bool], ...]:
    """The leads looked at, whatever the days: all, or those of the campaign, source and tag."""
    q = queue_entries.c
    looked_at = (_l.status != "merged", _l.erased_at.is_(None))
    if span.campaign_id is not None:
        in_it = exists(select(q.lead_id).where(q.lead_id == _l.id, q.campaign_id == span.campaign_id))
        return *looked_at, in_it, *narrowed(replace(span, campaign_id=None), _l.id, None)
    return *looked_at, *narrowed(span, _l.id, None)


def _numbers() -> Subquery:
    """How many numbers each lead has, how many are good, and how many leads have the most shared of them."""
    holders = func.count().over(partition_by=_p.phone_id)
    each = select(_p.lead_id, _p.wrong_at, holders.label("holders")).subquery()
    good = func.sum(case((each.c.wrong_at.is_(None), 1), else_=0))
    return (
        select(
            each.c.lead_id,
            func.count().label("has"),
            good.label("good"),
            func.max(each.c.holders).label("holders"),
        )
        .group_by(each.c.lead_id)
        .subquery("numbers")
    )


def _checks(now: datetime, numbers: Subquery | None = None) -> dict[str, ColumnElement[bool]]:
    """What each check finds; `numbers` where they are joined."""
    has_phone: ColumnElement[bool]
    has_good: ColumnElement[bool]
    shared: Any
    if numbers is not None:
        has_phone, has_good = numbers.c.has.is_not(None), func.coalesce(numbers.c.good, 0) > 0
        shared = func.coalesce(numbers.c.holders, 0) > 1
    else:
        has_phone = exists(select(_p.lead_id).where(_p.lead_id == _l.id))
        has_good = exists(select(_p.lead_id).where(_p.lead_id == _l.id, _p.wrong_at.is_(None)))
        shared = exists(
            select(_own.c.lead_id)
            .join_from(_own, _other, _other.c.phone_id == _own.c.phone_id)
            .where(_own.c.lead_id == _l.id, _other.c.lead_id != _l.id)
        )
    return {
        "no_phone": ~has_phone,
        "wrong_phones": and_(has_phone, ~has_good),
        "shared_number": shared,
        "no_name": _l.name == "",
        "no_source": _l.source == "",
        "no_city": _l.city == "",
        "silent": and_(
            _l.status.not_in(("won", "closed")),
            func.coalesce(_l.last_call_at, _l.created_at) < now - SILENT,
        ),
    }
