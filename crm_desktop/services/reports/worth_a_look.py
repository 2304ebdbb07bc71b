"""`worth-a-look`: facts about results, a row for each person; never a verdict. Each sees the own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from crm_desktop.domain.receipts import Source
from crm_desktop.domain.worth_a_look import is_far
from crm_desktop.services.reports.asked import Asked
from crm_desktop.services.reports.former import former_sums
from crm_desktop.services.reports.report import (
    PERSON,
    Found,
    Report,
    columns_of,
    notes_of,
    people_rows,
    text_column,
    then_notes,
)
from crm_desktop.services.reports.table import Column
from crm_desktop.store.report_sums import ReportSums
from crm_desktop.store.worth_rows import WORTH, WorthRows

TITLE_LABELS: dict[str, str] = {"worth-a-look": "Worth a look", "far": "Far from the others"}
FAR_LABELS: dict[str, str] = {"do_not_calls": "do-not-call", "wrong_numbers": "wrong numbers"}
FAR_SENTENCES: dict[str, str] = {
    "far": "Shares of do-not-call or wrong numbers whose 99 % interval (Wilson) doesn’t touch that of all "
    "others shown here; fewer than 30 calls on either side say nothing.",
}
NOTE_SENTENCES: dict[str, str] = {
    "facts": "These are facts to look at, not verdicts: each has its rows, and often a good reason.",
}


def find(asked: Asked, columns: tuple[Column, ...]) -> Found:
    """What was found of each person."""
    rows, facts = WorthRows(asked.work), dict[UUID, dict[str, Any]]()
    for name in WORTH:
        for person, count in Counter(row.person_id for row, _ in rows.rows(asked.span, name)).items():
            if person is not None:
                facts.setdefault(person, {})[name] = count
    calls = ReportSums(asked.work).calls(asked.span, "person_id")
    former = former_sums(asked, Source.CALL)  # what else is worth a look at them isn't this team's any more
    far = {person: {"far": _far(person, calls, former)} for person in calls}
    notes = (NOTE_SENTENCES["facts"], *then_notes(asked), *notes_of(calls))
    return Found(people_rows(asked, columns, calls, facts, far, former=former), notes)


def _far(person: UUID, calls: Mapping[UUID, Mapping[str, Any]], former: Mapping[str, Any]) -> str:
    """Which of a person's shares are far from the others', those of who is no longer in the team too."""
    mine = calls[person]
    others = [figures for other, figures in calls.items() if other != person]
    others += [former] if former else []
    dialled = sum(int(figures["attempts"]) for figures in others)
    return ", ".join(
        words
        for name, words in FAR_LABELS.items()
        if is_far(int(mine[name]), int(mine["attempts"]), sum(int(f[name]) for f in others), dialled)
    )


REPORT = Report(
    "worth-a-look",
    TITLE_LABELS["worth-a-look"],
    (
        PERSON,
        *columns_of("quick_results", "same_results", "bare_sales", "moved_promises", "skipped_leads"),
        *columns_of("do_not_call_share", "wrong_number_share"),
        text_column("far", TITLE_LABELS["far"], FAR_SENTENCES["far"]),
    ),
    find,
    of_then=("person",),
)
