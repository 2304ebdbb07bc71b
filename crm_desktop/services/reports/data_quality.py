"""`data-quality`: what is missing or doubtful in the leads, a row for each check."""

from __future__ import annotations

from typing import Any

from crm_desktop.services.reports.asked import Asked
from crm_desktop.services.reports.report import Found, Report, columns_of, text_column
from crm_desktop.services.reports.table import Column, make_row
from crm_desktop.store.report_quality import CHECKS, Quality

TITLE_LABELS: dict[str, str] = {"data-quality": "Data quality", "check": "What is found"}
CHECK_LABELS: dict[str, str] = {
    "no_phone": "Without a number",
    "wrong_phones": "All numbers wrong",
    "shared_number": "Number shared with another lead",
    "no_name": "Without a name",
    "no_source": "Without a source",
    "no_city": "Without a city",
    "silent": "Open, not called for 30 days",
}
NOTE_SENTENCES: dict[str, str] = {
    "all": "All leads are looked at as they are now, whatever the days and whoever was in the team then. One "
    "found by several checks counts once at the foot.",
}


def find(asked: Asked, columns: tuple[Column, ...]) -> Found:
    """Each check's leads; at the foot those of any."""
    found = Quality(asked.work).counts(asked.span)
    rows = []
    for check in CHECKS:
        figures: dict[str, Any] = {
            "found": found[check], "looked_at": found["all"], "check": CHECK_LABELS[check]
        }  # fmt: skip
        rows.append(make_row(check, figures, columns))
    total = {"found": found["any"], "looked_at": found["all"]}
    return Found(rows, (NOTE_SENTENCES["all"],), total=total)


REPORT = Report(
    "data-quality",
    TITLE_LABELS["data-quality"],
    (text_column("check", TITLE_LABELS["check"]), *columns_of("leads_found", "found_share")),
    find,
)
