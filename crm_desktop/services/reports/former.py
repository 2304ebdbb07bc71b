"""Those of a team who were in it on the days asked about and are out of sight by now: their sums and rows.

Who leads the team sees what they add, not whose it is; of their time at work and their rupees nothing. What
is told of leads (how soon one was tried, what became of it) is about leads one sees, with all their calls.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import UUID

from crm_desktop.domain.kpi import merged
from crm_desktop.domain.receipts import BehindRow, Source
from crm_desktop.services.reports.asked import Asked
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.former_rows import FormerRows
from crm_desktop.store.receipt_rows import CallsOf, Found, ReceiptRows
from crm_desktop.store.report_leads import LeadSums
from crm_desktop.store.report_sums import ReportSums
from crm_desktop.store.reviews import ReviewRow

_WORDS = frozenset({"disposition_code", "label"})


def _rows(asked: Asked) -> FormerRows | None:
    """None where there is nobody."""
    if not asked.former or asked.team_id is None:
        return None
    return FormerRows(asked.work, asked.team_id, asked.former)


def former_sums(asked: Asked, *of: Source) -> Mapping[str, Any]:
    """Their sums of calls, sales and call-backs."""
    rows, found = _rows(asked), list[Mapping[str, Any]]()
    if rows is None:
        return {}
    if Source.CALL in of:
        found += rows.totals(asked.span, "campaign_id").values()
    if Source.SALE in of:
        found += [
            {name: value or 0 for name, value in figures.items()}
            for row, figures in rows.calls_and_sales(asked.span)
            if row.source is Source.SALE
        ]
    if Source.CALLBACK in of:
        found += [figures for _, figures in rows.follow_ups(asked.span)]
    return merged(found)


def calls_by(asked: Asked, by: str) -> dict[Any, dict[str, Any]]:
    """The totals of everybody's calls by "day", "hour_at" or "campaign_id"."""
    found, rows = ReportSums(asked.work).calls(asked.span, by), _rows(asked)
    for key, figures in {} if rows is None else rows.totals(asked.span, by).items():
        found[key] = merged([found[key], figures]) if key in found else figures
    return found


def calls_by_result(asked: Asked) -> list[dict[str, Any]]:
    """The totals of everybody's calls by result, most calls first."""
    found, rows = list[Mapping[Any, Any]](CallHours(asked.work).by_result(asked.span)), _rows(asked)
    if rows is None:
        return [dict(each) for each in found]
    by_code: dict[str, dict[str, Any]] = {}
    for each in (*found, *rows.by_result(asked.span)):
        code, label = each["disposition_code"], each["label"]
        before = by_code.get(code, {"label": label})
        sums = merged({n: v for n, v in of.items() if n not in _WORDS} for of in (before, each))
        by_code[code] = {**sums, "disposition_code": code, "label": max(before["label"], label)}
    return sorted(by_code.values(), key=lambda each: (-each["calls"], each["disposition_code"]))


def leads_by_campaign(asked: Asked, sums: LeadSums) -> dict[UUID, dict[str, int]]:
    """The leads everybody dialled, reached and won, by campaign; a lead counts once."""
    found, rows = sums.attempted(asked.span), _rows(asked)
    for campaign, adds in {} if rows is None else rows.lead_sums(asked.span, asked.span).items():
        found[campaign] = merged([found.get(campaign, {}), adds])
    return found


def former_leads(asked: Asked, among: Collection[UUID]) -> list[Found]:
    """The rows behind what they add to these."""
    rows = _rows(asked)
    return [
        (BehindRow(Source.LEAD, None, at, None, campaign_id=campaign), adds)
        for campaign, _, at, adds in (() if rows is None else rows.leads(asked.span, asked.span))
        if campaign in among
    ]


def former_found(asked: Asked, source: Source, of: CallsOf) -> list[Found]:
    """The rows behind these sums."""
    rows = _rows(asked)
    if rows is None:
        return []
    if source is Source.CALLBACK:
        return rows.follow_ups(asked.span)
    return [one for one in rows.calls_and_sales(asked.span, of) if one[0].source is source]


def first_or_last(asked: Asked, which: str, of: CallsOf, keep: Callable[[BehindRow], bool]) -> list[Found]:
    """Everybody's first or last call that was dialled or taken."""
    rows, spoken, last = ReceiptRows(asked.work), ("attempts", "incoming"), which == "last"
    found = rows.first_or_last_call(asked.span, of, last=last)
    if not all(keep(row) for row, _ in found):  # of an hour of the clock: the ends lie elsewhere
        found = [one for one in rows.calls(asked.span, spoken, of) if keep(one[0])]
    of_former = former_found(asked, Source.CALL, of) if asked.former else []
    found += [one for one in of_former if any(one[1][name] for name in spoken) and keep(one[0])]
    found.sort(key=lambda one: one[0].at)
    return [(row, {which: 1}) for row, _ in (found[-1:] if last else found[:1])]


def former_reviews(asked: Asked) -> tuple[ReviewRow, ...]:
    """The reviews of their calls; not which of them were of leads with a source or a tag."""
    rows = _rows(asked)
    return () if rows is None or asked.span.has_leads else rows.reviews(asked.span)
