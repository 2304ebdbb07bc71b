"""The rows behind what is worth a look: each fact's rows are read, and counted from what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Subquery,
    Table,
    and_,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    type_coerce,
)

from crm_desktop.domain.call import Direction, KnownHow
from crm_desktop.domain.receipts import BehindRow, Source
from crm_desktop.domain.sales import COUNTED
from crm_desktop.domain.worth_a_look import MOVED_TIMES, QUICK_S, SAME_IN_A_ROW
from crm_desktop.store.call_hours import counted_calls, counts
from crm_desktop.store.counted_rows import Span, calls_of, narrowed, sales_of, within_times
from crm_desktop.store.tables import callbacks, calls, leads, sales, skips
from crm_desktop.store.unit_of_work import Work

WORTH = ("quick", "same", "bare_sales", "moved", "skipped")
_c = calls.c
_MICRO = 1_000_000
_EVER = datetime(9999, 1, 1, tzinfo=UTC)  # after any call


class WorthRows:
    """Repository of facts, each found by one query."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def rows(self, span: Span, name: str) -> list[tuple[BehindRow, dict[str, int]]]:
        """The rows of one of WORTH on these days, in their order, each with its one."""
        find = {
            "quick": self._quick, "same": self._same, "bare_sales": self._bare_sales,
            "moved": self._moved, "skipped": self._skipped,
        }[name]  # fmt: skip
        return [(row, {name: 1}) for row in find(span)]

    def _quick(self, span: Span) -> list[BehindRow]:
        """Calls dialled whose result came within five seconds of the dial."""
        took = (
            type_coerce(_c.closed_at, BigInteger) - type_coerce(_c.dialled_at, BigInteger)
            < literal_column(str(QUICK_S * _MICRO))
            if self._work.is_sqlite
            else _c.closed_at - _c.dialled_at < literal_column(f"interval '{QUICK_S} seconds'")
        )
        return self._calls(and_(*_dialled(span), _c.closed_at.is_not(None), took))

    def _same(self, span: Span) -> list[BehindRow]:
        """Calls dialled in a run of ten or more of the same person with the same result."""
        runs = self._runs(span)
        run = runs.c
        its_calls: list[ColumnElement[bool]] = [
            _c.person_id == run.person_id,
            _c.dialled_at >= run.first_at,
            _c.dialled_at <= run.until_at,
            or_(_c.dialled_at > run.first_at, _c.id >= run.first_id),
            or_(_c.dialled_at < run.until_at, run.until_id.is_(None), _c.id < run.until_id),
            *_dialled(span),
        ]
        columns = (_c.id, _c.dialled_at, _c.person_id, _c.lead_id, _c.campaign_id, _c.disposition_label)
        of: FromClause = calls
        if not self._work.is_sqlite:  # each run looks its calls up, else a server joins all of a person's
            of = select(*columns).where(*its_calls).offset(literal_column("0")).lateral("of_run")
            its_calls = []
        statement = (
            select(*(of.c[column.name] for column in columns), *(leads.c.name, run.nth))
            .select_from(runs.join(of, true()).outerjoin(leads, leads.c.id == of.c.lead_id))
            .where(*its_calls)
            .order_by(of.c.dialled_at, of.c.id)
        )
        found = []
        for r in self._work.connection.execute(statement).mappings():
            row = BehindRow(
                Source.CALL, r["id"], r["dialled_at"], r["person_id"], r["lead_id"], r["name"] or "",
                r["campaign_id"], r["disposition_label"],
            )  # fmt: skip
            found.append(((r["person_id"], r["nth"]), row))
        long = Counter(of_run for of_run, _ in found)
        return [row for of_run, row in found if long[of_run] >= SAME_IN_A_ROW]

    def _runs(self, span: Span) -> Subquery:
        """Runs of ten or more, and everybody's last, whose length nothing after it tells: from which call on,
        and which is the first after it. The calls are put in order once.
        """

        def before(column: ColumnElement[Any]) -> ColumnElement[Any]:
            return func.lag(column).over(partition_by=_c.person_id, order_by=(_c.dialled_at, _c.id))

        nth = func.row_number().over(partition_by=_c.person_id, order_by=(_c.dialled_at, _c.id))
        each = (
            select(
                _c.person_id, _c.dialled_at, _c.id, _c.disposition_code,
                before(_c.disposition_code).label("before"), nth.label("nth"),
            )
            .where(*_dialled(span))
            .subquery("each")
        ).c  # fmt: skip

        def after(column: ColumnElement[Any]) -> ColumnElement[Any]:
            return func.lead(column).over(partition_by=each.person_id, order_by=each.nth)

        run = (
            select(
                each.person_id, each.nth, each.dialled_at.label("first_at"), each.id.label("first_id"),
                func.coalesce(after(each.dialled_at), literal(_EVER, _c.dialled_at.type)).label("until_at"),
                after(each.id).label("until_id"),
                (after(each.nth) - each.nth).label("long"),
            )
            .where(each.before.is_distinct_from(each.disposition_code))
            .subquery("run")
        )  # fmt: skip
        return select(run).where(or_(run.c.long.is_(None), run.c.long >= SAME_IN_A_ROW)).subquery("runs")

    def _calls(self, which: ColumnElement[bool]) -> list[BehindRow]:
        return self._found(Source.CALL, calls, _c.dialled_at, _c.person_id, _c.disposition_label, which)

    def _bare_sales(self, span: Span) -> list[BehindRow]:
        """Sales that stand, of a call in which no human spoke, or of none that is known."""
        s = sales.c
        spoken = and_(_c.id.is_not(None), counts("conversations"))
        which = and_(*sales_of(span, s), s.state.in_(sorted(COUNTED)), or_(_c.id.is_(None), ~spoken))
        rows = sales.outerjoin(calls, _c.id == s.call_id)
        return self._found(Source.SALE, sales, s.at, s.person_id, s.product, which, rows)

    def _moved(self, span: Span) -> list[BehindRow]:
        """Promises due on these days that were moved three times or more."""
        b = callbacks.c
        which = and_(
            b.owner_id.in_(span.people), b.kind == "promise", b.moved_count >= MOVED_TIMES,
            b.due_at >= span.since, b.due_at < span.until, *within_times(span, b.owner_id, b.due_at),
            *narrowed(span, b.lead_id, b.campaign_id),
        )  # fmt: skip
        return self._found(Source.CALLBACK, callbacks, b.due_at, b.owner_id, b.state, which)

    def _skipped(self, span: Span) -> list[BehindRow]:
        """Leads passed over on these dates of the office's clock."""
        k = skips.c
        which = and_(
            k.person_id.in_(span.people), k.at >= span.since, k.at < span.until,
            *within_times(span, k.person_id, k.at),
            *narrowed(span, k.lead_id, k.campaign_id),
        )  # fmt: skip
        return self._found(Source.SKIP, skips, k.at, k.person_id, k.reason, which)

    def _found(
        self,
        source: Source,
        table: Table,
        at: ColumnElement[Any],
        person: ColumnElement[Any],
        what: ColumnElement[Any],
        which: ColumnElement[bool],
        rows: FromClause | None = None,
    ) -> list[BehindRow]:
        """These rows of a table in order of time with their leads' names; `rows`: joined to what it needs."""
        t = table.c
        statement = (
            select(
                *(t.id, at.label("at"), person.label("person"), t.lead_id, t.campaign_id, what.label("what")),
                leads.c.name.label("lead"),
            )
            .select_from((table if rows is None else rows).outerjoin(leads, leads.c.id == t.lead_id))
            .where(which)
            .order_by(at, t.id)
        )
        return [
            BehindRow(source, r.id, r.at, r.person, r.lead_id, r.lead or "", r.campaign_id, r.what)
            for r in self._work.connection.execute(statement)
        ]


def _dialled(span: Span) -> Sequence[Any]:
    """Calls of these days that were dialled here with a result, not entered afterwards."""
    return (
        *calls_of(span),
        _c.direction == Direction.OUT.value,
        _c.known_how != KnownHow.LATER.value,
        _c.disposition_code != literal(""),
        *counted_calls(),
        *narrowed(span, _c.lead_id, _c.campaign_id),
    )
