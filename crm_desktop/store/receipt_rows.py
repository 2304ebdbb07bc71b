"""The rows behind the figures of reports, read by the same conditions that the sums use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, or_, select

from crm_desktop.domain.call import Direction
from crm_desktop.domain.call_totals import MEANINGS
from crm_desktop.domain.formats import day_of_date
from crm_desktop.domain.receipts import BehindRow, Source
from crm_desktop.domain.shift import date_of
from crm_desktop.store.call_hours import NO_CAMPAIGN, counted_calls, counts, ones_of
from crm_desktop.store.counted_rows import Span, calls_of, follow_up_parts, narrowed, sales_counted, sales_of
from crm_desktop.store.report_funnel import Funnel
from crm_desktop.store.report_leads import LeadSums, waited_s
from crm_desktop.store.report_quality import Quality
from crm_desktop.store.sold import sold
from crm_desktop.store.tables import callbacks, calls, leads
from crm_desktop.store.unit_of_work import Work

Figures = Mapping[str, int | None]
Found = tuple[BehindRow, Figures]
"""A row, and what it adds to each figure."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class CallsOf:
    """Which calls of the days: of a campaign (`NO_CAMPAIGN`: of none), with a result ("": without one)."""

    campaign_id: UUID | None = None
    code: str | None = None

    def holds(self, campaign_id: UUID | None, code: str) -> bool:
        """Whether a call of this campaign with this result is one of them."""
        is_in = self.campaign_id is None or (campaign_id or NO_CAMPAIGN) == self.campaign_id
        return is_in and self.code in (None, code)


class ReceiptRows:
    """Repository of what stands behind a number; each method is one query, and one for the leads' names."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def calls(self, span: Span, columns: Sequence[str], of: CallsOf) -> list[Found]:
        """Closed calls of these days that any of these columns of the totals counts, in their order."""
        c, is_sqlite = calls.c, self._work.is_sqlite
        meanings = [meaning for meaning in MEANINGS if meaning.column in columns]
        statement = (
            select(
                *_CALL,
                *(ones_of(meaning, is_sqlite=is_sqlite).cast(Integer).label(meaning.column)
                  for meaning in meanings),
            )
            .select_from(_CALLS)
            .where(*_of_days(span, of), or_(*(counts(meaning.column) for meaning in meanings)))
            .order_by(c.dialled_at, c.id)
        )  # fmt: skip
        names = [meaning.column for meaning in meanings]
        return [
            (_call_row(row), {name: row[name] for name in names})
            for row in self._work.connection.execute(statement).mappings()
        ]

    def first_or_last_call(self, span: Span, of: CallsOf, *, last: bool) -> list[Found]:
        """The first or the last call that was dialled or taken."""
        c = calls.c
        order = (c.dialled_at.desc(), c.id.desc()) if last else (c.dialled_at, c.id)
        statement = (
            select(*_CALL)
            .select_from(_CALLS)
            .where(*_of_days(span, of), c.direction != Direction.MISSED.value)
            .order_by(*order)
            .limit(1)
        )
        found = self._work.connection.execute(statement).mappings()
        return [(_call_row(row), {"last" if last else "first": 1}) for row in found]

    def follow_ups(self, span: Span, names: Sequence[str]) -> list[Found]:
        """Call-backs that any of these figures counts; what was set and is due stands once for each."""
        c, found = callbacks.c, []
        for part in follow_up_parts(span, self._work.now):
            wanted = {name: what for name, what in part.counts.items() if name in names}
            if not wanted:
                continue
            statement = (
                select(
                    *(c.id, c.lead_id, c.campaign_id, c.state, part.at.label("at"), part.key.label("key")),
                    *(what.label(name) for name, what in wanted.items()),
                )
                .select_from(part.rows)
                .where(*part.which, or_(*wanted.values()))
                .order_by(part.at, c.id)
            )
            for row in self._work.connection.execute(statement).mappings():
                told = BehindRow(
                    Source.CALLBACK, row["id"], row["at"], row["key"], row["lead_id"], "",
                    row["campaign_id"], row["state"],
                )  # fmt: skip
                found.append((told, {name: int(bool(row[name])) for name in wanted}))
        return self._named(found)

    def sales(self, span: Span, names: Sequence[str]) -> list[Found]:
        """Sales that any of these figures counts, each with its one or its amount in minor units.

        What became of one after its month was closed is a row of its own: what that step adds or takes off.
        """
        s = sold.c
        wanted = {name: pair for name, pair in sales_counted().items() if name in names}
        statement = (
            select(
                *(s.id, s.at, s.person_id, s.lead_id, s.campaign_id, s.state, s.product, s.sign, s.late_of),
                *(condition.label(name) for name, (condition, _) in wanted.items()),
                *(what.label(f"{name}_adds") for name, (_, what) in wanted.items()),
            )
            .where(*sales_of(span), or_(s.late_of.is_not(None), *(counts for counts, _ in wanted.values())))
            .order_by(s.at, s.id, s.sign)
        )
        found: dict[Any, tuple[BehindRow, dict[str, int]]] = {}
        for row in self._work.connection.execute(statement).mappings():
            late = day_of_date(date_of(row["late_of"])) if row["late_of"] else ""
            product = " ".join(part for part in (row["product"], f"({late})" if late else "") if part)
            told = BehindRow(
                Source.SALE, row["id"], row["at"], row["person_id"], row["lead_id"], "", row["campaign_id"],
                ", ".join(part for part in (product, row["state"]) if part), late_of=row["late_of"],
            )  # fmt: skip
            key = (told.id, told.at, told.person_id, late)
            before = found[key][1] if key in found else dict.fromkeys(wanted, 0)
            adds = {name: before[name] + (row[f"{name}_adds"] if row[name] else 0) for name in wanted}
            found[key] = told, adds
        return self._named((row, adds) for row, adds in found.values() if any(adds.values()))

    def leads(
        self, span: Span, names: Sequence[str], campaigns: Iterable[UUID], leads_of: LeadSums
    ) -> list[Found]:
        """Leads that figures of campaigns count, each campaign its own."""
        if "waited_s" in names:
            each = [
                (campaign, lead, dialled, {"waited_s": waited_s(created, dialled)})
                for campaign, lead, created, dialled in leads_of.first_tries(span)
            ]
        elif "dialable" in names:
            each = leads_of.each_dialable(span)
        else:
            each = leads_of.each_attempted(span)
        among = set(campaigns)
        found = [
            (BehindRow(Source.LEAD, lead, at, None, lead, "", campaign), figures)
            for campaign, lead, at, figures in sorted(each, key=lambda one: (one[2], one[1]))
            if campaign in among
        ]
        return self._named(found)

    def held(self, span: Span, campaign_id: UUID | None) -> list[Found]:
        """Leads of whole campaigns, whatever the days; a lead stands once for each campaign it is in."""
        each = LeadSums(self._work).each_held(span)
        return self._named(
            (BehindRow(Source.LEAD, lead, at, None, lead, "", campaign), figures)
            for campaign, lead, at, figures in sorted(each, key=lambda one: (one[2], one[1]))
            if campaign_id is None or campaign == campaign_id
        )

    def ways(self, span: Span, names: Sequence[str], campaign_id: UUID | None) -> list[Found]:
        """Leads that came in on these days, as far as they count; each campaign its own."""
        ways = Funnel(self._work).ways(span, with_untouched="f_in" in names)
        found = []
        for way in ways:
            figures = way.figures()
            is_of = campaign_id is None or way.campaign_id == campaign_id
            if is_of and any(figures[name] is not None for name in names):
                row = BehindRow(Source.LEAD, way.lead_id, way.came_at, None, way.lead_id, "", way.campaign_id)
                found.append((row, figures))
        return self._named(found)

    def doubtful(self, span: Span, check: str | None) -> list[Found]:
        """All leads, and whether a check of `report_quality` finds them; None: any of them."""
        found = [
            (BehindRow(Source.LEAD, lead, at, None, lead), {"found": int(is_found), "looked_at": 1})
            for lead, at, is_found in Quality(self._work).each(span, check)
        ]
        return self._named(found)

    def _named(self, found: Iterable[tuple[BehindRow, Figures]]) -> list[Found]:
        """With the leads' names, as far as the person sees them."""
        rows = list(found)
        wanted = list({row.lead_id for row, _ in rows if row.lead_id is not None})
        names: dict[UUID, str] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = select(leads.c.id, leads.c.name).where(leads.c.id.in_(wanted[start : start + _AT_ONCE]))
            names |= {row.id: row.name for row in self._work.connection.execute(some)}
        return [
            (replace(row, lead=names.get(row.lead_id, "") if row.lead_id else ""), figures)
            for row, figures in rows
        ]


_c = calls.c
_CALLS = calls.outerjoin(leads, leads.c.id == _c.lead_id)
_CALL: tuple[ColumnElement[Any], ...] = (
    *(_c.id, _c.dialled_at, _c.person_id, _c.lead_id, _c.campaign_id, _c.disposition_label, _c.direction),
    leads.c.name.label("lead"),
)


def _call_row(row: Mapping[Any, Any]) -> BehindRow:
    return BehindRow(
        Source.CALL, row["id"], row["dialled_at"], row["person_id"], row["lead_id"], row["lead"] or "",
        row["campaign_id"], row["disposition_label"] or row["direction"],
    )  # fmt: skip


def _of_days(span: Span, of: CallsOf) -> list[ColumnElement[bool]]:
    which = [*calls_of(span), *counted_calls()]
    which += narrowed(span, _c.lead_id, _c.campaign_id)
    if of.campaign_id is not None:
        is_none = of.campaign_id == NO_CAMPAIGN
        which.append(_c.campaign_id.is_(None) if is_none else _c.campaign_id == of.campaign_id)
    if of.code is not None:
        which.append(_c.disposition_code == of.code)
    return which
