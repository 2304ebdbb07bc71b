"""A report on paper: the same table as the screen's, as a PDF with page numbers."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPageLayout

from crm_desktop.domain.formats import clock, day
from crm_desktop.domain.kpi import Unit
from crm_desktop.services.reports import Row, Table
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.paper import Sheet, open_pdf, paint_pages


def write_pdf(table: Table, out: Path, office: str = "") -> None:
    """Write the table as an A4 PDF, across where it has many columns; raises OSError where it can't."""
    writer = open_pdf(out, f"{tr_label(table.title)}, {table.days_shown()}")
    if len(table.columns) > 6:
        writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    paint_pages(writer, _sheet(table, office), _foot(table))


def _foot(table: Table) -> str:
    counted = QCoreApplication.translate("ReportPaper", "Counted {day}, {time}")
    return "  ·  ".join(
        [
            f"{tr_label(table.title)}, {table.days_shown()}",
            counted.format(
                day=day(table.counted_at, table.zone, year=True), time=clock(table.counted_at, table.zone)
            ),
        ]
    )


def _sheet(table: Table, office: str) -> Sheet:
    heads = "".join(
        f'<th align="{_side(unit)}" style="padding:2px 5px">{escape(tr_label(column.title))}</th>'
        for column, unit in ((c, c.unit) for c in table.columns)
    )
    notes = "".join(f"<p>{escape(tr_label(note))}</p>" for note in table.notes)
    formulas = "".join(
        f"<p style='margin:1px 0'><b>{escape(tr_label(c.title))}</b>: {escape(tr_label(c.formula))}</p>"
        for c in table.columns
        if c.formula
    )
    under = f"{table.days_shown()}  ·  {office}" if office else table.days_shown()
    rows = [_html_row(table, row, "td") for row in table.rows]
    return Sheet(
        above=f"<h2 style='margin:0'>{escape(tr_label(table.title))}</h2>"
        f"<p style='margin:2px 0 10px 0'>{escape(under)}</p>",
        head=heads,
        rows=[*rows, _html_row(table, table.total, "th")],
        below=f"{notes}<div style='font-size:7pt;color:#555'><p></p>{formulas}</div>",
    )


def _html_row(table: Table, row: Row, tag: str) -> str:
    cells = (
        f'<{tag} align="{_side(column.unit)}" style="padding:2px 5px;border-top:0.5px solid #bbb">'
        f"{escape(_cell(table, row, column.id))}</{tag}>"
        for column in table.columns
    )
    return "".join(cells)


def _cell(table: Table, row: Row, column_id: str) -> str:
    column = next(c for c in table.columns if c.id == column_id)
    text = table.shown(row, column)
    return tr_label(text) if text == "not measured" else text


def _side(unit: Unit) -> str:
    return "left" if unit in (Unit.TEXT, Unit.DAY) else "right"
