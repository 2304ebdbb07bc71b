"""Those of a team who were in it on the days asked about and are out of sight by now: their sums and rows.

Who leads the team sees what they add, not whose it is; of their time at work and their rupees nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crm_desktop.domain.kpi import merged
from crm_desktop.domain.receipts import Source
from crm_desktop.services.reports.asked import Asked
from crm_desktop.store.former_rows import FormerRows
from crm_desktop.store.receipt_rows import Found
from crm_desktop.store.reviews import ReviewRow


def _rows(asked: Asked) -> FormerRows | None:
    """None where there is nobody; which of their leads have a source or a tag isn't told."""
    if not asked.former or asked.team_id is None or asked.span.has_leads:
        return None
    return FormerRows(asked.work, asked.team_id, asked.former)


def former_sums(asked: Asked, *of: Source) -> Mapping[str, Any]:
    """Their sums of calls, sales and call-backs."""
    rows, found = _rows(asked), list[Mapping[str, Any]]()
    if rows is None:
        return {}
    if Source.CALL in of:
        found.append(rows.totals(asked.span))
    if Source.SALE in of:
        found += [
            {name: value or 0 for name, value in figures.items()}
            for row, figures in rows.calls_and_sales(asked.span)
            if row.source is Source.SALE
        ]
    if Source.CALLBACK in of:
        found += [figures for _, figures in rows.follow_ups(asked.span)]
    return merged(found)


def former_found(asked: Asked, source: Source) -> list[Found]:
    """The rows behind these sums."""
    rows = _rows(asked)
    if rows is None:
        return []
    if source is Source.CALLBACK:
        return rows.follow_ups(asked.span)
    return [one for one in rows.calls_and_sales(asked.span) if one[0].source is source]


def former_reviews(asked: Asked) -> tuple[ReviewRow, ...]:
    """The reviews of their calls."""
    rows = _rows(asked)
    return () if rows is None else rows.reviews(asked.span)
