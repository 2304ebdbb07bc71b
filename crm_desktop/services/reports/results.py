"""`results`: what calls ended with, and each result's share of them."""

from __future__ import annotations

from crm_desktop.services.reports.asked import Asked
from crm_desktop.services.reports.calls import missing_rows, results
from crm_desktop.services.reports.report import Found, Report, columns_of, text_column, then_notes
from crm_desktop.services.reports.table import Column, make_row

TITLE_LABELS: dict[str, str] = {"results": "Results", "result": "Result"}


def find(asked: Asked, columns: tuple[Column, ...]) -> Found:
    """A row for each result, most calls first."""
    found = results(asked, columns)
    everything = sum(int(row.figures["attempts"]) for row in found)
    rows = [make_row(row.key, {**row.figures, "all_attempts": everything}, columns) for row in found]
    total = {name: sum(row.figures.get(name) or 0 for row in rows) for name in _SUMMED}
    notes = (*then_notes(asked), *missing_rows(asked))
    return Found(rows, notes, total={**total, "all_attempts": everything})


_SUMMED = (
    "attempts", "answered", "conversations", "successes", "incoming", "missed", "talk_s", "talk_calls",
)  # fmt: skip

REPORT = Report(
    "results",
    TITLE_LABELS["results"],
    (
        text_column("result", TITLE_LABELS["result"]),
        *columns_of(
            *("calls", "result_share", "answered", "conversations", "successes", "talk_s", "incoming"),
            "missed_calls",
        ),
    ),
    find,
    ("result",),
    of_then=("result",),
)
