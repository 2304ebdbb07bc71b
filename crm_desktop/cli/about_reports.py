"""`report` and `totals`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from uuid import UUID

from crm_desktop.cli.run import Answer, acting
from crm_desktop.domain.people import Actor
from crm_desktop.errors import NotFound
from crm_desktop.services.bundle import Services
from crm_desktop.services.reports import Question, Row, Table
from crm_desktop.services.reports.files import csv_text


def report(arguments: argparse.Namespace) -> Answer:
    """Give a report: as JSON or CSV on the standard output, or into a file."""
    out: Path | None = arguments.out
    format = arguments.format or ("json" if out is None else out.suffix.lstrip(".").lower())
    if format in ("xlsx", "pdf") and out is None:
        arguments.usage.error(f"--format {format} needs --out FILE")
    with acting(arguments) as (services, actor):
        question = Question(
            arguments.first, arguments.last, _people(services, actor, arguments.person), arguments.by
        )
        table = services.reports.export(actor, arguments.name, question, format, out, _write_pdf)
    if out is not None:
        told = f"{len(table.rows):,} rows are in {out}."
        return Answer({"report": table.report, "rows": len(table.rows), "out": str(out)}, (told,))
    if format == "csv" and not arguments.json:
        return Answer({}, tuple(csv_text(table).splitlines()))
    is_plain = arguments.format is None and not arguments.json
    return Answer(table.to_json(), _lines(table) if is_plain else (_json(table),))


def totals(arguments: argparse.Namespace) -> Answer:
    """Count the totals behind the reports anew from the calls."""
    with acting(arguments) as (services, actor):
        before, after = services.reports.rebuild_totals(actor)
    return Answer(
        {"different_before": before, "different_after": after},
        (f"The totals were counted anew: {before:,} hours differed before, {after:,} do now.",),
        1 if after else 0,
    )


def _people(services: Services, actor: Actor, name: str) -> tuple[UUID, ...]:
    if not name:
        return ()
    wanted = name.strip().casefold()
    for person in services.reports.people(actor):
        if wanted in (person.sign_in_name, person.display_name.casefold()):
            return (person.id,)
    raise NotFound("There is nobody called “{name}” among those whose figures you may see.", name=name)


def _json(table: Table) -> str:
    import json

    return json.dumps(table.to_json(), ensure_ascii=False, indent=1, default=str)


def _lines(table: Table) -> tuple[str, ...]:
    """The table for a terminal."""

    def cells(row: Row) -> list[str]:
        return [table.shown(row, column) for column in table.columns]

    rows = [[c.title for c in table.columns], *(cells(row) for row in table.rows), cells(table.total)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(table.columns))]
    lines = [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return (f"{table.title}, {table.days_shown()}", *lines, *table.notes)


def _write_pdf(table: Table, out: Path) -> None:
    """PDF needs Qt's typesetting, but no display."""
    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _application.append(QGuiApplication([]))
    from crm_desktop.ui.reports.paper import write_pdf

    write_pdf(table, out)


_application: list[object] = []  # lives as long as the program: Qt wants one, and only one
