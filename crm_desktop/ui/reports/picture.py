"""The evening report as a picture and as text, to paste into a message; no customer's data."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QMimeData, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTextDocument

from crm_desktop.domain.kpi import Unit
from crm_desktop.services.reports import Row
from crm_desktop.services.reports.service import Evening
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.reports.words import sentences, shown
from crm_desktop.ui.theme.fonts import installed_families
from crm_desktop.ui.theme.tokens import load

LEAST_WIDTH, MARGIN, RATIO = 900, 32, 1.5
PAPER, INK, MUTED, LINE, SUM = "#ffffff", "#1b1f24", "#5b636d", "#d8dce1", "#f1f3f5"

CELL = f"white-space:nowrap;padding:7px 8px;border-bottom:1px solid {LINE};"


def as_mime(evening: Evening) -> QMimeData:
    """Both at once for the clipboard: whoever pastes takes the one it can."""
    data = QMimeData()
    data.setText(evening.text(sentences()))
    data.setImageData(draw(evening))
    return data


def draw(evening: Evening) -> QImage:
    """The report on white, wide enough for every column, as high as it needs."""
    document = QTextDocument()
    font = QFont()
    font.setFamilies(list(installed_families(load().families)))
    font.setPixelSize(15)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setHtml(_html(evening))
    document.setTextWidth(max(LEAST_WIDTH, document.idealWidth()))
    inner = document.size()
    width, height = int(inner.width()) + 2 * MARGIN, int(inner.height()) + 2 * MARGIN
    image = QImage(int(width * RATIO), int(height * RATIO), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(RATIO)
    image.fill(QColor(PAPER))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.translate(MARGIN, MARGIN)
    document.drawContents(painter, QRectF(0, 0, width, height))
    painter.end()
    return image


def _html(evening: Evening) -> str:
    table = evening.table
    heads = "".join(
        f'<td align="{_side(c.unit)}" style="{CELL}color:{MUTED}">{escape(tr_label(c.title))}</td>'
        for c in table.columns
    )
    rows = "".join(_row(evening, row) for row in table.rows)
    return (
        f'<div style="color:{INK}"><p style="font-size:22px;font-weight:600;margin:0">'
        f"{escape(tr_label(table.title))}, {escape(table.days_shown())}</p>"
        f'<p style="color:{MUTED};margin:2px 0 0 0">{escape(evening.office)}</p>'
        '<p style="margin:0;font-size:8px">&nbsp;</p>'
        f'<table width="100%" cellspacing="0" cellpadding="0"><tr>{heads}</tr>{rows}'
        f"{_row(evening, table.total, is_sum=True)}</table>"
        f'<p style="margin:14px 0 0 0">{"<br>".join(escape(line) for line in _foot(evening))}</p></div>'
    )


def _row(evening: Evening, row: Row, *, is_sum: bool = False) -> str:
    table = evening.table
    ground = f"background-color:{SUM};font-weight:600;" if is_sum else ""
    cells = (
        f'<td align="{_side(c.unit)}" style="{CELL}{ground}">{escape(shown(table, row, c))}</td>'
        for c in table.columns
    )
    return f"<tr>{''.join(cells)}</tr>"


def _foot(evening: Evening) -> list[str]:
    """The lines of the text that stand below its people."""
    return evening.text(sentences()).splitlines()[-3:]


def _side(unit: Unit) -> str:
    return "left" if unit in (Unit.TEXT, Unit.DAY) else "right"
