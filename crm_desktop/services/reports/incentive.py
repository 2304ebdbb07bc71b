"""`incentive`: what confirmed sales earned, and what was taken back with them, by person or month."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.formats import month_of_year
from crm_desktop.domain.receipts import BehindRow
from crm_desktop.domain.retention import month_of
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.services.reports.asked import Asked
from crm_desktop.services.reports.report import (
    PERSON,
    Found,
    Report,
    columns_of,
    people_rows,
    text_column,
    then_notes,
)
from crm_desktop.services.reports.table import Column, make_row
from crm_desktop.store.incentive import INCENTIVE, Incentive

TITLE_LABELS: dict[str, str] = {"incentive": "Incentive", "month": "Month"}
NOTE_SENTENCES: dict[str, str] = {
    "month": "By the day of each step: a sale earns when it is confirmed, and takes back exactly that on the "
    "day it is cancelled, given back or its confirmation withdrawn.",
}


def find(asked: Asked, columns: tuple[Column, ...]) -> Found:
    """The sums of each person's rows, or each month's."""
    found = Incentive(asked.work).rows(asked.span)
    if asked.by == "month":
        return _by_month(asked, columns, found)
    sums: dict[UUID, dict[str, Any]] = {}
    for row, figures in found:
        if row.person_id is not None:
            mine = sums.setdefault(row.person_id, dict.fromkeys(INCENTIVE, 0))
            for name, minor in figures.items():
                mine[name] += minor
    notes = (NOTE_SENTENCES["month"], *then_notes(asked, is_untold=True))
    return Found(people_rows(asked, columns, sums), notes)


def _by_month(
    asked: Asked, columns: tuple[Column, ...], found: list[tuple[BehindRow, dict[str, int]]]
) -> Found:
    columns, zone = (MONTH, *columns[1:]), ZoneInfo(asked.zone)
    sums: dict[int, dict[str, Any]] = {}
    for row, figures in found:
        month = month_of(number_of(row.at.astimezone(zone).date()))
        of_month = sums.setdefault(month, dict.fromkeys(INCENTIVE, 0))
        for name, minor in figures.items():
            of_month[name] += minor
    rows = [
        make_row(f"{month // 100}-{month % 100:02d}", {**sums[month], "month": month_of_year(month)}, columns)
        for month in sorted(sums)
    ]
    return Found(rows, (NOTE_SENTENCES["month"],), columns=columns)


def days_of(asked: Asked, key: str) -> tuple[date, date]:
    """The first and the last of the question's days in the month of a row, "2026-11"."""
    first = date.fromisoformat(f"{key}-01")
    last = first.replace(day=monthrange(first.year, first.month)[1])
    span = asked.span
    return max(first, date_of(span.first_day)), min(last, date_of(span.last_day))


MONTH = text_column("month", TITLE_LABELS["month"])
REPORT = Report(
    "incentive",
    TITLE_LABELS["incentive"],
    (PERSON, *columns_of("incentive_earned", "incentive_reversed", "incentive")),
    find,
    ("person", "month"),
    of_then=("person", "month"),
    narrows=(),  # which sale of the month one is depends on all of them
)
