"""What all paper of this program shares: A4 PDFs, fonts that shape every script, page numbers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from crm_desktop.ui.theme.fonts import installed_families, quiet_font_log
from crm_desktop.ui.theme.tokens import load

MARGIN_MM = 14.0
FOOT_MM = 8.0
DPI = 300
_MM = DPI / 25.4
BODY_PT = 8.5


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
