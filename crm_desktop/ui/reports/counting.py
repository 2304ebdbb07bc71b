"""Counting what is chosen on the page of reports, in a worker."""

from __future__ import annotations

from dataclasses import dataclass, replace

from crm_desktop.domain.people import Actor, Person
from crm_desktop.services.reports import Question, Table
from crm_desktop.services.reports.service import Evening, ReportService

WITH_CHART = frozenset({"agent-day", "calls"})


@dataclass(frozen=True, slots=True)
class Read:
    """What was read at once: the table, the hours of its days, what the evening has besides."""

    table: Table
    hours: Table | None
    evening: Evening | None
    people: tuple[Person, ...]
    before: Table | None = None


def count(
    reports: ReportService, actor: Actor, report_id: str, question: Question, *, is_compared: bool
) -> Read:
    """The report with what the page shows beside it."""
    people = reports.people(actor)
    if report_id == "evening":
        evening = reports.evening(actor, question)
        return Read(evening.table, None, evening, people)
    hours = reports.run(actor, "calls", replace(question, by="hour")) if report_id in WITH_CHART else None
    before = reports.before(actor, report_id, question) if is_compared else None
    return Read(reports.run(actor, report_id, question), hours, None, people, before)
