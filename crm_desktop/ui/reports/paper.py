"""A report on paper: the same table as the screen's, as a PDF with page numbers."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from crm_desktop.domain.formats import clock, day
from crm_desktop.domain.kpi import Unit
from crm_desktop.services.reports import Row, Table
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.theme.fonts import installed_families, quiet_font_log
from crm_desktop.ui.theme.tokens import load

MARGIN_MM = 14.0
FOOT_MM = 8.0
DPI = 300
_MM = DPI / 25.4
BODY_PT = 8.5


def write_pdf(table: Table, out: Path, office: str = "") -> None:
    """Write the table as an A4 PDF, across where it has many columns; raises OSError where it can't."""
    writer = open_pdf(out, f"{tr_label(table.title)}, {table.days_shown()}")
    if len(table.columns) > 6:
        writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    paint_pages(writer, _document(table, office), _foot(table))


def open_pdf(out: Path, title: str) -> QPdfWriter:
    """An empty A4 PDF with this program's margins; raises OSError where it can't be written."""
    with out.open("wb"):
        pass  # QPdfWriter would only say it on stderr
    quiet_font_log()
    writer = QPdfWriter(str(out))
    writer.setTitle(title)
    writer.setResolution(DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM), QPageLayout.Unit.Millimeter)
    return writer


def paper_document() -> QTextDocument:
    """An empty document in the fonts of paper, which shape the scripts of India."""
    document = QTextDocument()
    font = QFont()
    font.setFamilies(list(installed_families(load().families)))
    font.setPointSizeF(BODY_PT)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    return document


def paint_pages(writer: QPdfWriter, document: QTextDocument, foot: str) -> None:
    """Page after page, each with what it is at its foot and its number."""
    whole = QRectF(0, 0, writer.width(), writer.height())
    page = QSizeF(whole.width(), whole.height() - FOOT_MM * _MM)
    document.documentLayout().setPaintDevice(writer)
    document.setPageSize(page)
    painter = QPainter(writer)
    font = QFont(document.defaultFont())
    font.setPointSizeF(7.5)
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * page.height())
        document.drawContents(painter, QRectF(0, number * page.height(), page.width(), page.height()))
        painter.restore()
        painter.setFont(font)
        line = QRectF(0, whole.height() - FOOT_MM * _MM / 2, whole.width(), FOOT_MM * _MM / 2)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, foot)
        of = QCoreApplication.translate("ReportPaper", "Page {number} of {pages}")
        told = of.format(number=number + 1, pages=document.pageCount())
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, told)
    painter.end()


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


def _document(table: Table, office: str) -> QTextDocument:
    document = paper_document()
    heads = "".join(
        f'<th align="{_side(unit)}" style="padding:2px 5px">{escape(tr_label(column.title))}</th>'
        for column, unit in ((c, c.unit) for c in table.columns)
    )
    body = "".join(_html_row(table, row, "td") for row in table.rows)
    notes = "".join(f"<p>{escape(tr_label(note))}</p>" for note in table.notes)
    formulas = "".join(
        f"<p style='margin:1px 0'><b>{escape(tr_label(c.title))}</b>: {escape(tr_label(c.formula))}</p>"
        for c in table.columns
        if c.formula
    )
    under = f"{table.days_shown()}  ·  {office}" if office else table.days_shown()
    document.setHtml(
        f"<h2 style='margin:0'>{escape(tr_label(table.title))}</h2>"
        f"<p style='margin:2px 0 10px 0'>{escape(under)}</p>"
        f'<table width="100%" border="0" cellspacing="0" cellpadding="0"><thead><tr>{heads}</tr></thead>'
        f"{body}{_html_row(table, table.total, 'th')}</table>{notes}"
        f"<div style='font-size:7pt;color:#555'><p></p>{formulas}</div>"
    )
    return document


def _html_row(table: Table, row: Row, tag: str) -> str:
    cells = (
        f'<{tag} align="{_side(column.unit)}" style="padding:2px 5px;border-top:0.5px solid #bbb">'
        f"{escape(_cell(table, row, column.id))}</{tag}>"
        for column in table.columns
    )
    return f"<tr>{''.join(cells)}</tr>"


def _cell(table: Table, row: Row, column_id: str) -> str:
    column = next(c for c in table.columns if c.id == column_id)
    text = table.shown(row, column)
    return tr_label(text) if text == "not measured" else text


def _side(unit: Unit) -> str:
    return "left" if unit in (Unit.TEXT, Unit.DAY) else "right"
