"""`follow-ups`: call-backs set, done and missed, a row for each person."""

from __future__ import annotations

from crm_desktop.domain.receipts import Source
from crm_desktop.domain.retention import month_of
from crm_desktop.services.reports.asked import Asked
from crm_desktop.services.reports.former import former_sums
from crm_desktop.services.reports.report import (
    CLOSED_SENTENCES,
    PERSON,
    Found,
    Report,
    columns_of,
    people_rows,
    then_notes,
)
from crm_desktop.services.reports.table import Column
from crm_desktop.store.closed_months import ClosedMonths
from crm_desktop.store.report_sums import ReportSums

TITLE_LABELS: dict[str, str] = {"follow-ups": "Follow-ups"}


def find(asked: Asked, columns: tuple[Column, ...]) -> Found:
    """What was promised, and what became of it; who missed most first, then by name."""
    first, last = month_of(asked.span.first_day), month_of(asked.span.last_day)
    is_closed = bool(ClosedMonths(asked.work).between(first, last))
    former = former_sums(asked, Source.CALLBACK)
    rows = people_rows(asked, columns, ReportSums(asked.work).follow_ups(asked.span), former=former)
    return Found(
        sorted(rows, key=lambda row: int(row.figures.get("due_kept", 0)) - int(row.figures.get("due", 0))),
        (*then_notes(asked), *((CLOSED_SENTENCES["closed_follow_ups"],) if is_closed else ())),
    )


REPORT = Report(
    "follow-ups",
    TITLE_LABELS["follow-ups"],
    (
        PERSON,
        *columns_of(
            *("follow_ups_set", "follow_ups_done", "follow_ups_kept", "follow_ups_late", "follow_ups_due"),
            *("follow_ups_missed", "promises_kept"),
        ),
    ),
    find,
    of_then=("person",),
)
