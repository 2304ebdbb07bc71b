"""`report`, `totals`, `texts` and `old-calls`."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from crm_desktop.cli.run import Answer, acting
from crm_desktop.domain.people import Actor
from crm_desktop.domain.retention import ClosedMonth
from crm_desktop.errors import NotFound
from crm_desktop.services.bundle import Services
from crm_desktop.services.reports import Question, Row, Table
from crm_desktop.services.reports.files import Step, WriteTable, csv_text


def report(arguments: argparse.Namespace) -> Answer:
    """Give a report: as JSON or CSV on the standard output, or into a file."""
    out: Path | None = arguments.out
    format = arguments.format or ("json" if out is None else out.suffix.lstrip(".").lower())
    if format in ("xlsx", "pdf") and out is None:
        arguments.usage.error(f"--format {format} needs --out FILE")
    with acting(arguments) as (services, actor):
        name, question, is_compared = _asked(services, actor, arguments)
        if arguments.receipt:
            return _with_receipt(services, actor, arguments, name, question, format)
        paper = _paper(services, actor)
        table = services.reports.export(actor, name, question, format, out, paper, is_compared=is_compared)
    if out is not None:
        told = f"{len(table.rows):,} rows are in {out}."
        return Answer({"report": table.report, "rows": len(table.rows), "out": str(out)}, (told,))
    if format == "csv" and not arguments.json:
        return Answer({}, tuple(csv_text(table).splitlines()))
    is_plain = arguments.format is None and not arguments.json
    data = table.to_json()
    lines = _lines(table) if table.before is None else (*_lines(table), "", *_lines(table.before))
    return Answer(data, lines if is_plain else (_json(data),))


def _asked(services: Services, actor: Actor, arguments: argparse.Namespace) -> tuple[str, Question, bool]:
    """Which report, what of it, and whether it is compared: as saved under a name, or as said."""
    if bool(arguments.name) == bool(arguments.saved):
        arguments.usage.error("say which report, or with --saved the name of a saved one")
    if arguments.saved:
        saved = services.saved_reports.named(actor, arguments.saved)
        asked = services.saved_reports.question(saved.asks)
        if arguments.first or arguments.last:
            asked = replace(asked, first=arguments.first, last=arguments.last)
        return saved.asks.report, asked, saved.asks.is_compared or arguments.compare
    question = Question(
        arguments.first,
        arguments.last,
        _people(services, actor, arguments.person),
        arguments.by,
        campaign_named(services, actor, arguments.campaign),
        arguments.source,
        arguments.tag,
    )
    return arguments.name, question, arguments.compare


def _with_receipt(
    services: Services,
    actor: Actor,
    arguments: argparse.Namespace,
    name: str,
    question: Question,
    format: str,
) -> Answer:
    out: Path | None = arguments.out
    column, key = arguments.receipt, arguments.row
    receipt = services.reports.export_receipt(
        actor, name, question, column, key, format, out, _paper(services, actor)
    )
    if out is not None:
        line = f"{len(receipt.rows):,} rows are in {out}."
        data = {"report": name, "column": column, "key": key, "rows": len(receipt.rows)}
        return Answer({**data, "out": str(out)}, (line,))
    if format == "csv" and not arguments.json:
        return Answer({}, tuple(csv_text(receipt.as_table()).splitlines()))
    told = receipt.to_json()
    if arguments.format is not None or arguments.json:
        return Answer(told, (_json(told),))
    value = receipt.table.shown(receipt.row, receipt.column)
    head = (f"{receipt.column.title}: {value}", receipt.column.formula)
    return Answer(told, (*head, *_lines(receipt.as_table())[1:]))


def totals(arguments: argparse.Namespace) -> Answer:
    """Count the totals behind the reports anew from the calls."""
    with acting(arguments) as (services, actor):
        before, after = services.reports.rebuild_totals(actor)
    return Answer(
        {"different_before": before, "different_after": after},
        (f"The totals were counted anew: {before:,} hours differed before, {after:,} do now.",),
        1 if after else 0,
    )


def texts(arguments: argparse.Namespace) -> Answer:
    """Make the index of texts anew, by which people are found who are named in them."""
    with acting(arguments) as (services, actor):
        taken = services.texts.rebuild(actor)
    return Answer({"taken_in": taken}, (f"The index of texts was made anew: {taken:,} rows are in it.",))


def old_calls(arguments: argparse.Namespace) -> Answer:
    """What is too old to be kept: which months, deleting them, and their receipts."""
    with acting(arguments) as (services, actor):
        if arguments.act == "list":
            months = services.retention.old_months(actor)
            lines = tuple(f"{_month(m.month)}: {m.calls:,} calls" for m in months)
            data = [{"month": _month(m.month), "calls": m.calls} for m in months]
            return Answer({"months": data}, lines or ("No calls are older than they are kept.",))
        is_deleting = arguments.act == "delete"
        receipts = services.retention.sweep(actor) if is_deleting else services.retention.receipts(actor)
        names = {person.id: person.display_name for person in services.reports.people(actor)}
    told = tuple(_told(r, names) for r in receipts)
    return Answer({"receipts": [_receipt(r) for r in receipts]}, told or ("No month was closed.",))


def _month(month: int) -> str:
    return f"{month // 100}-{month % 100:02d}"


def _told(receipt: ClosedMonth, names: Mapping[UUID, str]) -> str:
    by = "–" if receipt.closed_by is None else names.get(receipt.closed_by, "–")
    return (
        f"{_month(receipt.month)}: {receipt.taken:,} of {receipt.calls:,} calls deleted, "
        f"{receipt.hours:,} hours of totals stand for them; "
        f"closed {receipt.closed_at:%d %b %Y, %H:%M} UTC by {by}"
    )


def _receipt(receipt: ClosedMonth) -> dict[str, object]:
    return {
        "month": _month(receipt.month),
        "closed_at": receipt.closed_at.isoformat(),
        "closed_by": str(receipt.closed_by),
        "kept_months": receipt.kept_months,
        "calls": receipt.calls,
        "deleted": receipt.taken,
        "finished_at": receipt.finished_at.isoformat() if receipt.finished_at else None,
        "hours": receipt.hours,
        "totals": dict(receipt.totals),
        "digest": receipt.digest,
    }


def _people(services: Services, actor: Actor, name: str) -> tuple[UUID, ...]:
    if not name:
        return ()
    wanted = name.strip().casefold()
    for person in services.reports.people(actor):
        if wanted in (person.sign_in_name, person.display_name.casefold()):
            return (person.id,)
    raise NotFound("There is nobody called “{name}” among those whose figures you may see.", name=name)


def campaign_named(services: Services, actor: Actor, name: str) -> UUID | None:
    """The campaign of this name; None for none; raises where there is no such."""
    if not name:
        return None
    wanted = name.strip().casefold()
    known = services.reports.choices(actor).campaigns
    found = next((id for id, called in known if called.casefold() == wanted), None)
    if found is None:
        raise NotFound(
            "There is no campaign “{name}”. There are: {names}.",
            name=name,
            names=", ".join(called for _, called in known),
        )
    return found


def _json(data: Mapping[str, object]) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=1, default=str)


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
    head = ", ".join([table.title, table.days_shown(), *(words for _, words in table.kept_to)])
    return (head, *lines, *table.notes)


def _paper(services: Services, actor: Actor) -> WriteTable:
    """What writes a PDF with the office's name and logo."""

    def write(table: Table, out: Path, step: Step) -> None:
        needs_qt()
        from crm_desktop.ui.reports.paper import office_paper

        office_paper(services, actor)(table, out, step)

    return write


def needs_qt() -> None:
    """PDF needs Qt's typesetting, but no display."""
    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _application.append(QGuiApplication([]))


_application: list[object] = []  # lives as long as the program: Qt wants one, and only one
