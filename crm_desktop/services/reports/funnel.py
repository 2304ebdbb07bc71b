"""`funnel`: what became of the leads that came in on these days, campaign by campaign."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from crm_desktop.services.reports.asked import Asked
from crm_desktop.services.reports.former import calls_by
from crm_desktop.services.reports.report import (
    CLOSED_SENTENCES,
    THEN_SENTENCES,
    Found,
    Report,
    columns_of,
    notes_of,
    text_column,
)
from crm_desktop.services.reports.table import Column, make_row
from crm_desktop.store.report_funnel import Funnel
from crm_desktop.store.report_sums import ReportSums

TITLE_LABELS: dict[str, str] = {"funnel": "Funnel", "campaign": "Campaign"}
COUNTS = ("f_tried", "f_reached", "f_interested", "f_won")
FUNNEL_WAITS = ("to_try_s", "to_reach_s", "to_win_s")


def find(asked: Asked, columns: tuple[Column, ...]) -> Found:
    """A row for each campaign that leads came into."""
    funnel, since = Funnel(asked.work), asked.ever_since()
    of: dict[UUID, dict[str, Any]] = {
        campaign: {"f_in": count, **dict.fromkeys(COUNTS, 0), **{wait: [] for wait in FUNNEL_WAITS}}
        for campaign, count in funnel.came_in(asked.span).items()
    }
    for campaign, sums in funnel.sums(since).items():
        of[campaign] |= sums
    names: dict[UUID, str] = defaultdict(str, ReportSums(asked.work).campaign_names())
    rows = [
        make_row(names[campaign], {**of[campaign], "campaign": names[campaign]}, columns)
        for campaign in sorted(of, key=lambda one: names[one].casefold())
    ]
    notes: tuple[str, ...] = (THEN_SENTENCES["then"],) if since.stretches is not None else ()
    if notes_of(calls_by(asked, "day")):
        notes += (CLOSED_SENTENCES["closed_leads"],)
    return Found(rows, notes)


REPORT = Report(
    "funnel",
    TITLE_LABELS["funnel"],
    (
        text_column("campaign", TITLE_LABELS["campaign"]),
        *columns_of(
            *("leads_in", "leads_in_tried", "leads_in_reached", "leads_in_interested", "leads_in_won"),
            *("reach_share", "win_share", "to_try_s", "to_reach_s", "to_win_s"),
        ),
    ),
    find,
    of_then=("person",),
)
