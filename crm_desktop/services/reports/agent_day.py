"""`agent-day`: everything a person did, a row each."""

from __future__ import annotations

from crm_desktop.domain.receipts import Source
from crm_desktop.services.reports.asked import Asked
from crm_desktop.services.reports.attendance import time_at_work
from crm_desktop.services.reports.former import former_sums
from crm_desktop.services.reports.report import (
    PERSON,
    Found,
    Report,
    beside_time,
    columns_of,
    notes_of,
    people_rows,
    then_notes,
    without_former,
)
from crm_desktop.services.reports.table import Column
from crm_desktop.store.report_sums import ReportSums

TITLE_LABELS: dict[str, str] = {"agent-day": "Callers"}


def find(asked: Asked, columns: tuple[Column, ...]) -> Found:
    """Calls, follow-ups, sales and time at work of each person."""
    columns = without_former(asked, beside_time(asked, columns, "occupancy"), "occupancy")
    sums = ReportSums(asked.work)
    calls = sums.calls(asked.span, "person_id")
    at_work = {} if asked.span.is_narrowed else time_at_work(asked)
    rows = people_rows(
        asked,
        columns,
        calls,
        sums.follow_ups(asked.span),
        sums.sales(asked.span),
        {person: figures for person, figures in at_work.items() if person in calls},
        former=former_sums(asked, Source.CALL, Source.SALE, Source.CALLBACK),
    )
    return Found(rows, (*then_notes(asked), *notes_of(calls)), columns=columns)


REPORT = Report(
    "agent-day",
    TITLE_LABELS["agent-day"],
    (
        PERSON,
        *columns_of(
            *(
                "calls",
                "answered",
                "conversations",
                "connect_rate",
                "contact_rate",
                "interested",
                "conversion",
            ),
            *("follow_ups_set", "follow_ups_done", "follow_ups_missed", "sales", "sales_amount", "talk_s"),
            *("aht_s", "occupancy", "incoming", "missed_calls", "entered_later"),
        ),
    ),
    find,
    of_then=("person",),
)
