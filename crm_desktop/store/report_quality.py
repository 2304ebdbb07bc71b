"""What is missing or doubtful in the leads, as conditions on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, and_, exists, func, or_, select

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
        checks = _checks(self._work.now)
        checks_and_any = {**checks, "any": or_(*checks.values())}
        statement = select(
            func.count().label("all"),
            *(
                func.coalesce(func.sum(what.cast(Integer)), 0).label(name)
                for name, what in checks_and_any.items()
            ),
        ).where(*_all(span))
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


def _checks(now: datetime) -> dict[str, ColumnElement[bool]]:
    has_phone = exists(select(_p.lead_id).where(_p.lead_id == _l.id))
    has_good = exists(select(_p.lead_id).where(_p.lead_id == _l.id, _p.wrong_at.is_(None)))
    shared: Any = exists(
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
