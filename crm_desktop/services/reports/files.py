"""Reports as files: the same rows and columns as the screen, in CSV and XLSX."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from crm_desktop.domain.formats import minor_digits
from crm_desktop.domain.kpi import Missing, Unit, Value
from crm_desktop.domain.shift import date_of
from crm_desktop.services.exports import as_text_cell
from crm_desktop.services.reports.table import Column, Table, plain_value

T = TypeVar("T")
FORMATS = ("json", "csv", "xlsx", "pdf")
_DAY_S = 86_400
UNIT_LABELS: dict[str, str] = {
    Unit.SHARE: "{title}, %",
    Unit.SECONDS: "{title}, s",
    Unit.MONEY: "{title}, {currency}",
}

BEFORE_LABELS: dict[str, str] = {"column": "{title}, days before", "sheet": "Days before"}
ABOUT_LABELS: dict[str, str] = {
    "about": "About",
    "report": "Report",
    "days": "Days",
    "before": "Compared with",
    "counted": "Counted",
    "person": "Person",
    "campaign": "Campaign",
    "source": "Source",
    "tag": "Tag",
}

# How many rows of how many are written; raises Cancelled once whoever waits for the file asks to stop.
Step = Callable[[int, int], object]
# Writes a table to a file; the screens' side gives the one for PDF, which needs a printer's typesetting.
WriteTable = Callable[[Table, Path, Step], None]
STEP = 500  # rows


def unwatched(_done: int, _total: int) -> None:
    """Nobody waits for it."""


def heading(column: Column, currency: str) -> str:
    """A column's title with the unit its plain numbers have."""
    return UNIT_LABELS.get(column.unit, "{title}").format(title=column.title, currency=currency)


def csv_text(table: Table, step: Step = unwatched) -> str:
    """The table as CSV: plain numbers (shares in per cent, money in whole units, time in seconds)."""
    out = io.StringIO()
    writer = csv.writer(out)
    compared = _compared(table)
    heads = [heading(column, table.currency) for column in table.columns]
    heads += [BEFORE_LABELS["column"].format(title=heading(c, table.currency)) for c in compared]
    writer.writerow([as_text_cell(head) for head in heads])
    for row in stepped((*table.rows, table.total), step):
        cells = [_csv_cell(table, row.values[column.id], column) for column in table.columns]
        cells += [_csv_cell(table, table.value_before(row, column), column) for column in compared]
        writer.writerow([as_text_cell(cell) for cell in cells])
    return out.getvalue()


def stepped(rows: Sequence[T], step: Step) -> Iterator[T]:
    """These, with word of how far they are now and then."""
    for done, row in enumerate(rows):
        if done % STEP == 0:
            step(done, len(rows))
        yield row


def _compared(table: Table) -> tuple[Column, ...]:
    """The columns that stand once more, as they were on the days before."""
    return tuple(c for c in table.columns if c.kpi is not None) if table.before else ()


def _csv_cell(table: Table, value: Value, column: Column) -> str:
    if column.unit is Unit.SHARE and isinstance(value, float):
        return f"{value * 100:.1f}"
    plain = plain_value(value, column.unit, table.zone, table.currency)
    return "" if plain is None else str(plain)


def write_csv(table: Table, out: Path, step: Step = unwatched) -> None:
    """CSV with a byte-order mark, which spreadsheets need to read other than English letters."""
    out.write_text(csv_text(table, step), encoding="utf-8-sig", newline="")


def write_json(table: Table, out: Path, _step: Step = unwatched) -> None:
    """The table as `--json` prints it."""
    out.write_text(json.dumps(table.to_json(), ensure_ascii=False, indent=1, default=str), encoding="utf-8")


def write_xlsx(table: Table, out: Path, step: Step = unwatched) -> None:
    """A workbook with numbers as numbers: shares as per cent, money, times and lengths of time formatted."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(out), options) as book:
        _write_sheet(book, _sheet_name(table.title), table, step)
        if table.before is not None:
            _write_sheet(book, BEFORE_LABELS["sheet"], table.before, step)
        _write_about(book, table)


def _write_sheet(book: Any, name: str, table: Table, step: Step) -> None:
    sheet, bold = book.add_worksheet(name), {"bold": True}
    heads = book.add_format(bold | {"bottom": 1, "text_wrap": True, "valign": "top"})
    patterns = {unit: _pattern(unit, table) for unit in Unit}
    plain = {unit: book.add_format({"num_format": pattern}) for unit, pattern in patterns.items()}
    foot = {u: book.add_format({"num_format": p, "top": 1} | bold) for u, p in patterns.items()}
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, 26 if place == 0 else 18 if column.unit is Unit.MOMENT else 14)
        sheet.write_string(0, place, column.title, heads)
    for line, row in enumerate(stepped((*table.rows, table.total), step), 1):
        styles = foot if row is table.total else plain
        for place, column in enumerate(table.columns):
            _write_cell(sheet, line, place, table, row.values[column.id], styles[column.unit], column.unit)


def _write_about(book: Any, table: Table) -> None:
    """What it is about, when it was counted, and each column's formula."""
    sheet = book.add_worksheet(ABOUT_LABELS["about"])
    wrapped, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
    when = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)
    lines = [(ABOUT_LABELS["report"], table.title), (ABOUT_LABELS["days"], table.days_shown())]
    if table.before is not None:
        lines.append((ABOUT_LABELS["before"], table.before.days_shown()))
    lines += [(ABOUT_LABELS[name], words) for name, words in table.kept_to]
    for line, (name, words) in enumerate(lines):
        sheet.write_string(line, 0, name, bold)
        sheet.write_string(line, 1, words)
    line = len(lines)
    sheet.write_string(line, 0, ABOUT_LABELS["counted"], bold)
    there = table.counted_at.astimezone(ZoneInfo(table.zone)).replace(tzinfo=None, microsecond=0)
    sheet.write_datetime(line, 1, there, when)
    for note in table.notes:
        line += 1
        sheet.write_string(line, 1, note, wrapped)
    line += 1
    for column in table.columns:
        if column.formula:
            line += 1
            sheet.write_string(line, 0, column.title, bold)
            sheet.write_string(line, 1, column.formula, wrapped)


def _write_cell(
    sheet: Any, line: int, place: int, table: Table, value: Value, style: Any, unit: Unit
) -> None:
    if value is None:
        sheet.write_blank(line, place, None, style)
    elif isinstance(value, Missing | str):
        sheet.write_string(line, place, value if isinstance(value, str) else value.value, style)
    elif isinstance(value, datetime):
        there = value.astimezone(ZoneInfo(table.zone)).replace(tzinfo=None, microsecond=0)
        sheet.write_datetime(line, place, there, style)
    elif unit is Unit.DAY:
        sheet.write_datetime(line, place, datetime.combine(date_of(int(value)), datetime.min.time()), style)
    elif unit is Unit.SECONDS:
        sheet.write_number(line, place, value / _DAY_S, style)
    elif unit is Unit.MONEY:
        sheet.write_number(line, place, value / 10 ** minor_digits(table.currency), style)
    else:
        sheet.write_number(line, place, value, style)


def _pattern(unit: Unit, table: Table) -> str:
    places = minor_digits(table.currency)
    match unit:
        case Unit.SHARE:
            return "0.0%"
        case Unit.SECONDS:
            return "[h]:mm:ss"
        case Unit.MONEY:
            return "#,##0" + ("." + "0" * places if places else "")
        case Unit.MOMENT:
            is_one_day = table.first_day == table.last_day or any(c.id == "day" for c in table.columns)
            return "hh:mm" if is_one_day else "yyyy-mm-dd hh:mm"
        case Unit.DAY:
            return "yyyy-mm-dd"
        case Unit.COUNT:
            return "#,##0"
        case _:
            return "@"


def _sheet_name(title: str) -> str:
    return "".join(c for c in title if c not in "[]:*?/\\")[:31] or "Report"
