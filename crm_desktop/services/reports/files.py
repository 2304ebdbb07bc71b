"""Reports as files: the same rows and columns as the screen, in CSV and XLSX."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from crm_desktop.domain.formats import minor_digits
from crm_desktop.domain.kpi import Missing, Unit, Value
from crm_desktop.domain.shift import date_of
from crm_desktop.services.exports import as_text_cell
from crm_desktop.services.reports.table import Column, Row, Table, plain_value

FORMATS = ("json", "csv", "xlsx", "pdf")
_DAY_S = 86_400
UNIT_LABELS: dict[str, str] = {
    Unit.SHARE: "{title}, %",
    Unit.SECONDS: "{title}, s",
    Unit.MONEY: "{title}, {currency}",
}

# Writes a table to a file; the screens' side gives the one for PDF, which needs a printer's typesetting.
WriteTable = Callable[[Table, Path], None]


def heading(column: Column, currency: str) -> str:
    """A column's title with the unit its plain numbers have."""
    return UNIT_LABELS.get(column.unit, "{title}").format(title=column.title, currency=currency)


def csv_text(table: Table) -> str:
    """The table as CSV: plain numbers (shares in per cent, money in whole units, time in seconds)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([as_text_cell(heading(column, table.currency)) for column in table.columns])
    for row in (*table.rows, table.total):
        writer.writerow([as_text_cell(_csv_cell(table, row, column)) for column in table.columns])
    return out.getvalue()


def _csv_cell(table: Table, row: Row, column: Column) -> str:
    value = row.values[column.id]
    if column.unit is Unit.SHARE and isinstance(value, float):
        return f"{value * 100:.1f}"
    plain = plain_value(value, column.unit, table.zone, table.currency)
    return "" if plain is None else str(plain)


def write_csv(table: Table, out: Path) -> None:
    """CSV with a byte-order mark, which spreadsheets need to read other than English letters."""
    out.write_text(csv_text(table), encoding="utf-8-sig", newline="")


def write_json(table: Table, out: Path) -> None:
    """The table as `--json` prints it."""
    out.write_text(json.dumps(table.to_json(), ensure_ascii=False, indent=1, default=str), encoding="utf-8")


def write_xlsx(table: Table, out: Path) -> None:
    """A workbook with numbers as numbers: shares as per cent, money, times and lengths of time formatted."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(out), options) as book:
        sheet = book.add_worksheet(_sheet_name(table.title))
        bold = {"bold": True}
        heads = book.add_format(bold | {"bottom": 1, "text_wrap": True, "valign": "top"})
        patterns = {unit: _pattern(unit, table.currency) for unit in Unit}
        plain = {unit: book.add_format({"num_format": pattern}) for unit, pattern in patterns.items()}
        foot = {u: book.add_format({"num_format": p, "top": 1} | bold) for u, p in patterns.items()}
        sheet.freeze_panes(1, 1)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, 26 if place == 0 else 14)
            sheet.write_string(0, place, column.title, heads)
        for line, row in enumerate((*table.rows, table.total), 1):
            styles = foot if row is table.total else plain
            for place, column in enumerate(table.columns):
                _write_cell(
                    sheet, line, place, table, row.values[column.id], styles[column.unit], column.unit
                )


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


def _pattern(unit: Unit, currency: str) -> str:
    places = minor_digits(currency)
    match unit:
        case Unit.SHARE:
            return "0.0%"
        case Unit.SECONDS:
            return "[h]:mm:ss"
        case Unit.MONEY:
            return "#,##0" + ("." + "0" * places if places else "")
        case Unit.MOMENT:
            return "hh:mm"
        case Unit.DAY:
            return "yyyy-mm-dd"
        case Unit.COUNT:
            return "#,##0"
        case _:
            return "@"


def _sheet_name(title: str) -> str:
    return "".join(c for c in title if c not in "[]:*?/\\")[:31] or "Report"
