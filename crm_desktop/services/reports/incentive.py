"""`incentive`: what confirmed sales earned, and what was taken back with them, a row for each person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from crm_desktop.services.reports.asked import Asked
from crm_desktop.services.reports.report import PERSON, Found, Report, columns_of, people_rows
from crm_desktop.services.reports.table import Column
from crm_desktop.store.incentive import INCENTIVE, Incentive

TITLE_LABELS: dict[str, str] = {"incentive": "Incentive"}
NOTE_SENTENCES: dict[str, str] = {
    "month": "By the day of each step: a sale earns when it is confirmed, and takes back exactly that on the "
    "day it is cancelled, given back or its confirmation withdrawn.",
}


def find(asked: Asked, columns: tuple[Column, ...]) -> Found:
    """The sums of each person's rows."""
    sums: dict[UUID, dict[str, Any]] = {}
    for row, figures in Incentive(asked.work).rows(asked.span):
        if row.person_id is not None:
            mine = sums.setdefault(row.person_id, dict.fromkeys(INCENTIVE, 0))
            for name, minor in figures.items():
                mine[name] += minor
    return Found(people_rows(asked, columns, sums), (NOTE_SENTENCES["month"],))


REPORT = Report(
    "incentive",
    TITLE_LABELS["incentive"],
    (PERSON, *columns_of("incentive_earned", "incentive_reversed", "incentive")),
    find,
    narrows=(),  # which sale of the month one is depends on all of them
)
