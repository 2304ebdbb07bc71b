"""What erases people, table by table, written once: run here on SQLite, a function's body on a server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, Text, delete, func, null, select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.dml import Delete, Update

from crm_desktop.domain.erasure import Treated, treated
from crm_desktop.domain.person_records import Way
from crm_desktop.store.tables import (
    appointments,
    callbacks,
    do_not_calls,
    lead_phones,
    lead_search,
    leads,
    metadata,
    phones,
    requests,
    sales,
    submitted_acts,
    undo_acts,
)
from crm_desktop.store.types import Json

# What of a deleted lead goes for good with it; calls, texts, sales and consents go by their own periods, and
# its places in queues stay, so that what came in is counted as before.
_WITH_LEAD = frozenset({
    "leads", "lead_emails", "lead_phones", "lead_tags", "lead_preferences", "lead_search", "field_values",
    "timeline", "callbacks", "appointments", "import_changes", "undo_acts", "batch_leads", "batch_rows",
    "skips", "reservations",
})  # fmt: skip
Those = Callable[[Column[Any]], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Step:
    """One statement, and under which name its rows are counted."""

    table: str
    statement: Update | Delete


def steps(theirs: Those, own: Those, now: Any) -> tuple[Step, ...]:
    """All of it in order. `theirs`: a lead id is one of theirs, `own`: a phone id nobody else has.

    Which phones are their own must be known before: the links to them go on the way.
    """
    found = [*_ended(theirs, now)]
    by_way = sorted(treated(), key=_turn)
    found += [Step(each.table, _statement(each, theirs, now)) for each in by_way]
    found += _without_numbers(own)
    return tuple(found)


def removing(theirs: Those, own: Those, now: Any) -> tuple[Step, ...]:
    """What lets deleted leads go for good; nobody asked for it, so that they may come in again.

    `own`: a phone id only they had; it goes where nothing else is known of it.
    """
    going = sorted((each for each in treated() if each.table in _WITH_LEAD), key=_turn)
    found = [Step(each.table, _statement(each, theirs, now, is_erased=False)) for each in going]
    return (*found, Step("phones", delete(phones).where(own(phones.c.id), *_unknown())))


def _unknown() -> list[ColumnElement[bool]]:
    """Nothing names a phone, and it may be called."""
    naming = [c for table in metadata.sorted_tables for c in table.c if c.references(phones.c.id)]
    alone = [~select(c).where(c == phones.c.id).correlate(phones).exists() for c in naming]
    return [phones.c.do_not_call_at.is_(None), *alone]


def _turn(each: Treated) -> tuple[int, str]:
    """Changes of sales before sales, what points to documents before these, the leads themselves at last."""
    last = {"attachments": 1, "leads": 2}
    return last.get(each.table, 0), each.table


def _statement(each: Treated, theirs: Those, now: Any, *, is_erased: bool = True) -> Update | Delete:
    table = metadata.tables[each.table]
    chosen = _rows(table, each.way, theirs)
    if each.is_deleted:
        return delete(table).where(chosen)
    values: dict[str, Any] = {name: _empty(table.c[name]) for name in each.columns}
    if each.table == "leads":
        values |= {
            "status": "merged", "merged_into": null(), "erased_at": now, "updated_at": now,
            "owner_id": null(),
            "team_id": null(), "import_id": null(), "next_call_at": null(), "last_result": "",
            "basis_kind": "", "basis_until": null(),
        }  # fmt: skip
        if not is_erased:
            del values["erased_at"]
    elif "phone_id" in table.c:
        values["phone_id"] = null()
    if "version" in table.c:
        values["version"] = table.c.version + 1
    if each.table == "service_records":
        values["attachment_id"] = null()
    if each.table == "submitted_acts":
        gone = func.coalesce(submitted_acts.c.settled_at, now)
        values |= {"settled_at": gone, "outcome": "gone"}
    return update(table).where(chosen).values(values)


def _rows(table: Table, way: Way, theirs: Those) -> ColumnElement[bool]:
    if way is Way.SELF:
        return theirs(table.c.id)
    if way is Way.SALE:
        return table.c.sale_id.in_(select(sales.c.id).where(theirs(sales.c.lead_id)))
    if way is Way.REQUEST:
        return table.c.request_id.in_(select(requests.c.id).where(theirs(requests.c.lead_id)))
    if table is lead_search:
        return table.c.no.in_(select(leads.c.no).where(theirs(leads.c.id)))
    if table is undo_acts:
        return theirs(undo_acts.c.lead_id)
    return theirs(table.c.lead_id)


def _ended(theirs: Those, now: Any) -> list[Step]:
    """What was still to come is off."""
    return [
        Step(
            "callbacks",
            update(callbacks)
            .where(theirs(callbacks.c.lead_id), callbacks.c.state == "open")
            .values(state="cancelled", closed_at=now),
        ),
        Step(
            "appointments",
            update(appointments)
            .where(theirs(appointments.c.lead_id), appointments.c.state == "planned")
            .values(state="cancelled"),
        ),
    ]


def _without_numbers(own: Those) -> list[Step]:
    """The numbers nobody else has, and whatever still names them."""
    found = []
    for table in metadata.sorted_tables:
        for column in table.c:
            if column.references(phones.c.id) and table not in (lead_phones, do_not_calls):
                found.append(Step(table.name, update(table).where(own(column)).values({column.name: null()})))
    found.append(Step("do_not_calls", delete(do_not_calls).where(own(do_not_calls.c.phone_id))))
    found.append(Step("phones", delete(phones).where(own(phones.c.id))))
    return found


def _empty(column: Column[Any]) -> Any:
    if column.nullable:
        return null()
    if isinstance(column.type, Text):
        return ""
    return {} if isinstance(column.type, Json) else 0


def own_phones(theirs: Those) -> Any:
    """The phones of these leads that nobody else has."""
    others = lead_phones.alias("others")
    shared = (
        select(others.c.lead_id)
        .where(others.c.phone_id == lead_phones.c.phone_id, ~theirs(others.c.lead_id))
        .exists()
    )
    return select(lead_phones.c.phone_id).where(theirs(lead_phones.c.lead_id), ~shared).distinct()


def sql_of(statement: Any) -> str:
    """A statement as a function of the server says it."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    return str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
