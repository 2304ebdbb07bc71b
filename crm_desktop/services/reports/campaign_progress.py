"""`progress`: how far each campaign is: its leads, tried, still to dial, done with, and its successes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crm_desktop.domain.kpi import Unit
from crm_desktop.services.reports.asked import Asked
from crm_desktop.services.reports.report import Found, Report, columns_of, notes_of, text_column
from crm_desktop.services.reports.table import Column, make_row
from crm_desktop.store.counted_rows import Span
from crm_desktop.store.report_choices import ReportChoices
from crm_desktop.store.report_leads import LeadSums
from crm_desktop.store.report_sums import ReportSums

TITLE_LABELS: dict[str, str] = {
    "progress": "Campaign progress",
    "campaign": "Campaign",
    "wanted": "Successes wanted",
}
NOTE_SENTENCES: dict[str, str] = {
    "now": "As it stands now, from the campaign’s first day on, whatever days are chosen."
}
_LAST_DAY = 99_991_231


def always(span: Span) -> Span:
    """The same question about every day there ever was."""
    return replace(span, first_day=0, last_day=_LAST_DAY)


def find(asked: Asked, columns: tuple[Column, ...]) -> Found:
    """A row for each campaign with leads."""
    held = LeadSums(asked.work).held(asked.span)
    calls = ReportSums(asked.work).calls(always(asked.span), "campaign_id")
    rows = []
    for campaign, name, wanted in ReportChoices(asked.work).wanted():
        if campaign in held:
            successes = calls.get(campaign, {}).get("successes", 0)
            figures: dict[str, Any] = {
                **held[campaign], "successes": successes, "campaign": name, "wanted": wanted or None
            }  # fmt: skip
            rows.append(make_row(name, figures, columns))
    return Found(rows, (NOTE_SENTENCES["now"], *notes_of(calls)))


REPORT = Report(
    "progress",
    TITLE_LABELS["progress"],
    (
        text_column("campaign", TITLE_LABELS["campaign"]),
        *columns_of("leads_held", "leads_tried", "leads_open", "leads_ended", "penetration", "ended_share"),
        *columns_of("successes"),
        text_column("wanted", TITLE_LABELS["wanted"], unit=Unit.COUNT),
    ),
    find,
    ("campaign",),
)
