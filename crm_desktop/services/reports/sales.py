"""`sales`: confirmed sales and their money, a row for each person."""

from __future__ import annotations

from crm_desktop.domain.receipts import Source
from crm_desktop.services.reports.asked import Asked
from crm_desktop.services.reports.former import former_sums
from crm_desktop.services.reports.report import (
    PERSON,
    Found,
    Report,
    columns_of,
    people_rows,
    then_notes,
)
from crm_desktop.services.reports.table import Column
from crm_desktop.store.report_sums import ReportSums

TITLE_LABELS: dict[str, str] = {"sales": "Sales"}


def find(asked: Asked, columns: tuple[Column, ...]) -> Found:
    """Only confirmed sales count; those that wait for it are named beside."""
    former, sums = former_sums(asked, Source.SALE), ReportSums(asked.work).sales(asked.span)
    return Found(people_rows(asked, columns, sums, former=former), then_notes(asked))


REPORT = Report(
    "sales",
    TITLE_LABELS["sales"],
    (
        PERSON,
        *columns_of(
            *("sales", "sales_amount", "sales_received", "sales_promised", "average_sale", "sales_waiting")
        ),
    ),
    find,
    of_then=("person",),
)
