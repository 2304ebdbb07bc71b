"""The hours' totals put together by days, which SQLite keeps beside them: a month is a tenth of the rows.

Triggers of the migration count a day of a person and campaign anew from its hours whenever one of these is
written, so that nobody who writes hours has to know. A server, which sums up faster than it reads a second
table for it, has none: there `totals_by_day` are the hours themselves.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    FromClause,
    Integer,
    Select,
    column,
    delete,
    except_,
    func,
    insert,
    select,
    table,
    type_coerce,
    union_all,
)

from crm_desktop.domain.call_totals import COLUMNS
from crm_desktop.store.tables import call_hours
from crm_desktop.store.types import Id, UtcTime
from crm_desktop.store.unit_of_work import Work

KEY = ("day", "person_id", "campaign_id")
call_days = table(
    "call_days",
    column("day", Integer),
    column("person_id", Id),
    column("campaign_id", Id),
    *(column(name, BigInteger) for name in COLUMNS),
    column("first_at", UtcTime),
    column("last_at", UtcTime),
    column("closed", Integer),
)
"""No part of the schema both engines have; `closed`: how many of its hours are closed."""
_d, _h = call_days.c, call_hours.c


def totals_by_day(*, is_sqlite: bool) -> FromClause:
    """Where the totals are read by whom does not ask for hours."""
    return call_days if is_sqlite else call_hours


def rebuild_days(work: Work, first_day: int, last_day: int) -> None:
    """Put these days (yyyymmdd, both included) together anew from their hours; nothing on a server."""
    if work.is_sqlite:
        work.connection.execute(delete(call_days).where(_d.day.between(first_day, last_day)))
        names = [each.name for each in call_days.columns]
        work.connection.execute(insert(call_days).from_select(names, _from_hours(first_day, last_day)))


def odd_days(work: Work, first_day: int, last_day: int) -> int:
    """How many days of people and campaigns differ from their hours; 0 on a server."""
    if not work.is_sqlite:
        return 0
    kept = select(*call_days.columns).where(_d.day.between(first_day, last_day))
    fresh = _from_hours(first_day, last_day)
    odd = union_all(
        select(except_(fresh, kept).subquery("missing")), select(except_(kept, fresh).subquery("surplus"))
    ).subquery("odd")
    counted = select(func.count()).select_from(select(*(odd.c[name] for name in KEY)).distinct().subquery())
    return int(work.connection.execute(counted).scalar_one())


def _from_hours(first_day: int, last_day: int) -> Select[Any]:
    keys = [_h[name] for name in KEY]
    return (
        select(
            *keys,
            *(func.sum(_h[name]).label(name) for name in COLUMNS),
            func.min(_h.first_at).label("first_at"),
            func.max(_h.last_at).label("last_at"),
            func.sum(type_coerce(_h.is_closed, Integer)).label("closed"),
        )
        .where(_h.day.between(first_day, last_day))
        .group_by(*keys)
    )
