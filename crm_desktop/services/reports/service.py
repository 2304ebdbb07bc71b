"""The reports as people ask for them: seen on the screen, written to a file, the evening's passed on."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from crm_desktop.domain.kpi import merged
from crm_desktop.domain.people import Actor, Permission, Person, Reach
from crm_desktop.domain.receipts import BASES, Source
from crm_desktop.domain.retention import month_of
from crm_desktop.domain.shift import date_of
from crm_desktop.errors import NotFound, UserError
from crm_desktop.services.advanced import require_advanced
from crm_desktop.services.progress import Progress, asks
from crm_desktop.services.reports import (
    agent_day,
    attendance,
    best_time,
    calls,
    campaign_progress,
    coaching,
    data_quality,
    evening,
    files,
    follow_ups,
    funnel,
    incentive,
    results,
    sales,
    targets,
    timeline,
    worth_a_look,
)
from crm_desktop.services.reports.asked import Asked, Question, ask
from crm_desktop.services.reports.receipts import TOTAL, Receipt, find_receipt
from crm_desktop.services.reports.report import CLOSED_SENTENCES, PERSON_LABELS, Report
from crm_desktop.services.reports.ruled_rows import ruled_beside
from crm_desktop.services.reports.table import Column, Table, make_row
from crm_desktop.services.targets import Mine, calls_aimed, mine
from crm_desktop.services.whole_file import whole_file
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.closed_months import ClosedMonths
from crm_desktop.store.disclosures import Disclosures
from crm_desktop.store.report_choices import ReportChoices
from crm_desktop.store.shifts import Shifts
from crm_desktop.store.stopping import stoppable
from crm_desktop.store.targets import Targets
from crm_desktop.store.unit_of_work import Store, Work

T = TypeVar("T")
REPORTS: Mapping[str, Report] = {
    report.id: report
    for report in (
        agent_day.REPORT,
        evening.REPORT,
        timeline.REPORT,
        calls.REPORT,
        results.REPORT,
        campaign_progress.REPORT,
        follow_ups.REPORT,
        sales.REPORT,
        attendance.REPORT,
        funnel.REPORT,
        best_time.REPORT,
        incentive.REPORT,
        targets.REPORT,
        coaching.REPORT,
        worth_a_look.REPORT,
        data_quality.REPORT,
    )
}


@dataclass(frozen=True, slots=True)
class MyDay:
    """One's own day: its figures, the hours with calls, the targets, and the month's confirmed sales.

    A target of 0 is none.
    """

    table: Table
    hours: Table
    calls_target: int
    month_minor: int
    month_target_minor: int
    mine: Mine


@dataclass(frozen=True, slots=True)
class Evening:
    """The evening report with what stands around it."""

    table: Table
    around: evening.Around
    office: str

    def text(self, sentences: Mapping[str, str] = evening.LINE_SENTENCES) -> str:
        """At most 20 lines to pass on."""
        return evening.as_text(self.table, self.around, self.office, sentences)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a report can be kept to: campaigns (id and name), sources, tags."""

    campaigns: tuple[tuple[UUID, str], ...]
    sources: tuple[str, ...]
    tags: tuple[str, ...]


class ReportService:
    """Answers questions about calls, follow-ups, sales and time at work; all within the asker's reach."""

    def __init__(self, store: Store, progress: Progress | None = None) -> None:
        self._store, self._progress = store, progress

    def watched(self, progress: Progress) -> ReportService:
        """The same, for who waits: what is counted is broken off (Cancelled) once they ask to stop."""
        return ReportService(self._store, progress)

    def _step(self, done: int, total: int) -> None:
        if self._progress is not None:
            self._progress.update(done, total)

    def _look(self, actor: Actor, found: Callable[[Work], T]) -> T:
        asked = asks(self._progress)
        if asked is None:
            return self._store.look(actor, found)

        def watched(work: Work) -> T:
            with stoppable(work, asked):
                return found(work)

        return self._store.look(actor, watched)

    def run(self, actor: Actor, report_id: str, question: Question) -> Table:
        """One report. Raises UserError for days that make no sense or people out of reach."""
        report = report_of(report_id)
        by = _by(report, question)
        return self._look(actor, lambda work: _table(report, _ask(work, actor, report, question, by)))

    def evening(self, actor: Actor, question: Question) -> Evening:
        """The evening report: the day, the day before, the month, tomorrow's promises."""

        def found(work: Work) -> Evening:
            asked = _ask(work, actor, evening.REPORT, question, "person")
            table = _table(evening.REPORT, asked)
            return Evening(table, evening.find_around(asked, table.columns), asked.office)

        return self._look(actor, found)

    def my_day(self, actor: Actor, day: date | None = None) -> MyDay:
        """One's own day so far; without `day` that of the shift one is in."""
        with self._store.read(actor) as work:
            on = day or date_of(Shifts(work).day_of(actor.person_id, work.now))
            asked = ask(work, actor, Question(on, on, (actor.person_id,)), "person")
            month = asked.other_days(on.replace(day=1), on)
            return MyDay(
                _table(agent_day.REPORT, asked),
                _table(calls.REPORT, asked.by_what("hour")),
                calls_aimed(Targets(work).aims([actor.person_id]), actor.person_id, on),
                *evening.month_of(month),
                mine(work, actor, on),
            )

    def before(self, actor: Actor, report_id: str, question: Question) -> Table:
        """The same report about as many days directly before those of the question, to compare with."""
        report = report_of(report_id)
        by = _by(report, question)

        def found(work: Work) -> Table:
            asked = _ask(work, actor, report, question, by)
            first, last = date_of(asked.span.first_day), date_of(asked.span.last_day)
            days = last - first + timedelta(days=1)
            return _table(report, asked.other_days(first - days, last - days))

        return self._look(actor, found)

    def receipt(
        self, actor: Actor, report_id: str, question: Question, column: str, key: str = TOTAL
    ) -> Receipt:
        """The rows behind one number of a report; `key` is its row's, by default that at the foot.

        Raises NotFound and UserError as `run` does, and for a row or a number there isn't.
        """
        report = report_of(report_id)
        by = _by(report, question)

        def found(work: Work) -> Receipt:
            asked = _ask(work, actor, report, question, by)
            return find_receipt(asked, _table(report, asked), column, key)

        return self._look(actor, found)

    def export_receipt(
        self,
        actor: Actor,
        report_id: str,
        question: Question,
        column: str,
        key: str,
        format: str,
        out: Path | None,
        write_pdf: files.WriteTable | None = None,
    ) -> Receipt:
        """Write the rows behind one number to a file (None: the caller prints them): the same query."""
        actor.require(Permission.SEE_REPORTS)
        write = _writer(format, write_pdf)
        receipt = self.receipt(actor, report_id, question, column, key)
        if out is not None:
            with whole_file(out) as part:
                if format == "json":
                    part.write_text(json.dumps(receipt.to_json(), ensure_ascii=False, indent=1), "utf-8")
                else:
                    write(receipt.as_table(), part, self._step)
        self._keep(actor, receipt.table, format, rows=len(receipt.rows), receipt=f"{column} {key}")
        return receipt

    def choices(self, actor: Actor) -> Choices:
        """What a report can be kept to."""
        actor.require(Permission.SEE_REPORTS)
        with self._store.read(actor) as work:
            rows = ReportChoices(work)
            return Choices(rows.campaigns(), rows.sources(actor), rows.tags())

    def people(self, actor: Actor) -> tuple[Person, ...]:
        """Whose figures this person may see."""
        with self._store.read(actor) as work:
            return ask(work, actor, Question(), "person").people

    def export(
        self,
        actor: Actor,
        report_id: str,
        question: Question,
        format: str,
        out: Path | None,
        write_pdf: files.WriteTable | None = None,
        *,
        is_compared: bool = False,
    ) -> Table:
        """Write a report to a file (None: the caller prints it), from the same query as the screen's.

        The file appears under its name only when it is whole; that a report was given out is kept.
        `is_compared`: with as many days before.
        """
        actor.require(Permission.SEE_REPORTS)
        write = _writer(format, write_pdf)
        table = self.run(actor, report_id, question)
        if is_compared:
            table = replace(table, before=self.before(actor, report_id, question))
        if out is not None:
            with whole_file(out) as part:
                write(table, part, self._step)
        self._keep(actor, table, format)
        return table

    def kept(self, actor: Actor, table: Table, format: str) -> None:
        """Keep that a table on the screen was passed on as text or a picture."""
        self._keep(actor, table, format)

    def _keep(
        self, actor: Actor, table: Table, format: str, *, rows: int | None = None, receipt: str = ""
    ) -> None:
        """Every file that leaves is a disclosure: who, when, what, how many rows."""
        days = {"report": table.report, "from": table.first_day, "to": table.last_day}
        what = {**days, "receipt": receipt} if receipt else days
        rows = len(table.rows) if rows is None else rows
        with self._store.write(actor) as work:
            disclosure = Disclosures(work).add("report", format, rows, "", what)
            work.record("report_exported", "disclosure", disclosure, rows=rows, format=format, **days)

    # --- the totals behind the reports ---

    def rebuild_totals(self, actor: Actor) -> tuple[int, int]:
        """Count every hour's totals anew from the calls; gives how many hours differed before and after."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        with self._store.write(actor) as work:
            hours = CallHours(work)
            before, days = hours.check(), hours.days()
            if days is not None:
                hours.rebuild(*days)
            after = hours.check()
            work.record("totals_rebuilt", "workspace", None, different=before)
            work.announce("calls")
        return before, after


def _writer(format: str, write_pdf: files.WriteTable | None) -> files.WriteTable:
    writers: dict[str, files.WriteTable | None] = {
        "csv": files.write_csv,
        "json": files.write_json,
        "xlsx": files.write_xlsx,
        "pdf": write_pdf,
    }
    write = writers.get(format)
    if write is None:
        raise UserError(
            "“{format}” can't be written here. Choose {formats}.",
            field="format",
            format=format,
            formats=", ".join(name for name, writer in writers.items() if writer),
        )
    return write


def report_of(report_id: str) -> Report:
    """A report by its id; raises NotFound."""
    report = REPORTS.get(report_id)
    if report is None:
        raise NotFound(
            "There is no report “{name}”. There are: {names}.", name=report_id, names=", ".join(REPORTS)
        )
    return report


def checked(report_id: str, question: Question) -> None:
    """Whether this can be asked of this report; raises NotFound and UserError."""
    _by(report_of(report_id), question)


def _ask(work: Work, actor: Actor, report: Report, question: Question, by: str) -> Asked:
    return ask(work, actor, question, by, of_then=by in report.of_then)


def _by(report: Report, question: Question) -> str:
    for name in question.narrows:
        if name not in report.narrows:
            raise UserError(
                "The report “{name}” can't be kept to a {what}: it is about whole days of people.",
                field=name,
                name=report.id,
                what=name,
            )
    if question.by and question.by not in report.by:
        raise UserError(
            "The report “{name}” can't be made by {by}. It can be by {choices}.",
            field="by",
            name=report.id,
            by=question.by,
            choices=", ".join(report.by),
        )
    return question.by or report.by[0]


def _closed(asked: Asked) -> dict[str, object]:
    """The receipts of the months that were closed among these days, for scripts; nothing without any."""
    first, last = month_of(asked.span.first_day), month_of(asked.span.last_day)
    closed = [
        {
            "month": f"{r.month // 100}-{r.month % 100:02d}",
            "closed_at": r.closed_at.isoformat(),
            "calls": r.calls,
            "deleted": r.taken,
            "digest": r.digest,
        }
        for r in ClosedMonths(asked.work).between(first, last)
    ]
    return {"closed_months": closed} if closed else {}


def _ruled(asked: Asked, columns: tuple[Column, ...]) -> tuple[tuple[str, ...], dict[str, object]]:
    """Rulings that stand beside closed totals, where the columns count calls: as notes, and for scripts."""
    bases = (BASES[column.id] for column in columns if column.id in BASES)
    if not any(each.part.source is Source.CALL for each in bases):
        return (), {}
    words, plain = ruled_beside(asked.work, asked.span, asked.zone)
    return ((CLOSED_SENTENCES["closed_ruled"], *words), {"ruled_beside": plain}) if words else ((), {})


def _narrowed_notes(asked: Asked, closed: Mapping[str, object]) -> tuple[str, ...]:
    return (CLOSED_SENTENCES["closed_narrowed"],) if closed and asked.span.has_leads else ()


def _table(report: Report, asked: Asked) -> Table:
    if report.is_advanced:
        require_advanced(asked.work)
    found = report.find(asked, report.columns)
    columns = found.columns or report.columns
    first, closed = columns[0], _closed(asked)
    beside, ruled = _ruled(asked, columns) if closed else ((), {})
    total = dict(found.total) if found.total is not None else merged([row.figures for row in found.rows])
    are_many = first.id == "person" and (len(asked.people) > 1 or bool(asked.former))
    total |= {c.id: None for c in columns if c.kpi is None} | {
        first.id: PERSON_LABELS["team" if are_many else "all"]
    }
    return Table(
        report=report.id,
        title=report.title,
        first_day=asked.span.first_day,
        last_day=asked.span.last_day,
        zone=asked.zone,
        currency=asked.currency,
        counted_at=asked.now,
        columns=columns,
        rows=tuple(found.rows),
        total=make_row(TOTAL, total, columns),
        notes=(*found.notes, *_narrowed_notes(asked, closed), *beside),
        kept_to=asked.kept_to,
        extra={**found.extra, **closed, **ruled},
    )
