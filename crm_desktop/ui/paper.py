"""What all paper of this program shares: A4 pages, fonts that shape every script, page numbers.

A row of a table stays whole on its page, and every page begins with the table's head.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
    QTextLength,
    QTextTable,
)

from crm_desktop.ui.theme.fonts import installed_families, quiet_font_log
from crm_desktop.ui.theme.tokens import load

MARGIN_MM = 14.0
FOOT_MM = 8.0
LOGO_MM = (48.0, 14.0)  # at most so wide and high
DPI = 300
MM_PER_INCH = 25.4
BODY_PT = 8.5
FOOT_PT = 7.5
PER_CENT = 100
WHOLE = 3 * PER_CENT  # measuring, laying out and painting, in per cents each
AT_ONCE = 50  # rows that are measured in one go
Step = Callable[[int, int], object]


def unwatched(_done: int, _total: int) -> None:
    """Nobody waits for it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What goes on paper: what stands above the table, its head and rows, what follows it; all HTML.

    `head` and each of `rows` are the cells of one row. `widths` are the columns' per cents; without any they
    are as the contents need. `points` is the size of the letters. `pictures` are what `<img>` names; `logo`
    stands at the right of the first page's top, `LOGO_MM` high at most.
    """

    above: str
    head: str
    rows: Sequence[str]
    below: str = ""
    widths: Sequence[float] = ()
    points: float = BODY_PT
    pictures: Mapping[str, QImage] = field(default_factory=dict)
    logo: QImage | None = None


def logo_of(png: bytes) -> QImage | None:
    """A picture for `Sheet.logo`; None without one."""
    picture = QImage.fromData(png) if png else QImage()
    return None if picture.isNull() else picture


def paper_font(points: float) -> QFont:
    """The letters of all paper, in every script that is installed."""
    font = QFont()
    font.setFamilies(list(installed_families(load().families)))
    font.setPointSizeF(points)
    return font


def open_pdf(out: Path, title: str) -> QPdfWriter:
    """An empty A4 PDF with this program's margins; raises OSError where it can't be written."""
    with out.open("wb"):
        pass  # QPdfWriter would only say it on stderr
    quiet_font_log()
    writer = QPdfWriter(str(out))
    writer.setTitle(title)
    writer.setResolution(DPI)
    set_up(writer)
    return writer


def set_up(device: QPagedPaintDevice) -> None:
    """A4 with this program's margins."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageMargins(QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM), QPageLayout.Unit.Millimeter)


def paint_pages(device: QPagedPaintDevice, sheet: Sheet, foot: str, step: Step = unwatched) -> int:
    """Put the sheet on paper, each page with `foot` and its number; gives how many pages.

    `step` hears how much of how much is done, and may raise to stop it. Raises OSError where the device
    takes nothing.
    """
    whole = QRectF(0, 0, device.width(), device.height())
    foot_height = FOOT_MM * device.logicalDpiY() / MM_PER_INCH
    room = QSizeF(whole.width(), whole.height() - foot_height)
    documents = pages(sheet, device, room, step)
    count = 0
    for place, document in enumerate(documents):
        step(PER_CENT + PER_CENT * place // len(documents), WHOLE)
        count += document.pageCount()
    painter = QPainter()
    if not painter.begin(device):
        raise OSError("the device takes nothing")
    try:
        _paint(painter, device, sheet, documents, count, foot, whole, room, step)
    finally:
        painter.end()
    return count


def _paint(
    painter: QPainter,
    device: QPagedPaintDevice,
    sheet: Sheet,
    documents: Sequence[QTextDocument],
    count: int,
    foot: str,
    whole: QRectF,
    room: QSizeF,
    step: Step,
) -> None:
    foot_height = whole.height() - room.height()
    font = QFont(documents[0].defaultFont())
    font.setPointSizeF(FOOT_PT)
    number = 0
    for document in documents:
        for part in range(document.pageCount()):
            step(2 * PER_CENT + PER_CENT * number // count, WHOLE)
            if number:
                device.newPage()
            number += 1
            if number == 1 and sheet.logo is not None:
                _draw_logo(painter, sheet.logo, whole)
            painter.save()
            painter.translate(0, -part * room.height())
            document.drawContents(painter, QRectF(0, part * room.height(), room.width(), room.height()))
            painter.restore()
            painter.setFont(font)
            line = QRectF(0, whole.height() - foot_height / 2, whole.width(), foot_height / 2)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, foot)
            of = QCoreApplication.translate("ReportPaper", "Page {number} of {pages}")
            told = of.format(number=number, pages=count)
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, told)


def _draw_logo(painter: QPainter, logo: QImage, whole: QRectF) -> None:
    """At the right of the top, as large as it may be without being stretched beyond print's 150 dpi."""
    device = painter.device()
    wide, high = (mm * device.logicalDpiX() / MM_PER_INCH for mm in LOGO_MM)
    most = device.logicalDpiX() / 150
    scale = min(wide / max(1, logo.width()), high / max(1, logo.height()), most)
    size = QSizeF(logo.width() * scale, logo.height() * scale)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(whole.right() - size.width(), 0, size.width(), size.height()), logo)


def pages(
    sheet: Sheet, device: QPagedPaintDevice, room: QSizeF, step: Step = unwatched
) -> list[QTextDocument]:
    """The sheet as documents that fit a page each; only a row higher than a page runs over its end.

    What follows the table runs on behind its last row, over as many pages as it needs.
    """
    QEventLoop()  # a worker's thread has no dispatcher before, and Qt's layout of long texts starts timers
    widths: Sequence[float] = sheet.widths
    above = head = 0.0
    heights: list[float] = []
    at_once = AT_ONCE if widths else len(sheet.rows)  # columns as the contents need: all of them together
    for start in range(0, max(1, len(sheet.rows)), max(1, at_once)):
        step(PER_CENT * start // max(1, len(sheet.rows)), WHOLE)
        some = sheet.rows[start : start + at_once]
        measured = _document(sheet, some, device, is_first=start == 0, is_last=False)
        measured.setTextWidth(room.width())
        table = _table_of(measured)
        widths = widths or _widths(measured, table, room.width())
        _set_widths(table, widths)
        tops = [_top(measured, table, row) for row in range(table.rows())]
        tops.append(measured.size().height())
        if start == 0:
            above, head = tops[1], tops[1] - tops[0]
        heights += [below - top for top, below in pairwise(tops[1:])]
    parts: list[list[str]] = [[]]
    left = room.height() - above  # what stands above the table, and its head
    for html, height in zip(sheet.rows, heights, strict=True):
        if height > left and parts[-1]:
            parts.append([])
            left = room.height() - head
        parts[-1].append(html)
        left -= height
    made = []
    for place, rows in enumerate(parts):
        is_last = place == len(parts) - 1
        document = _document(sheet, rows, device, is_first=place == 0, is_last=is_last)
        _set_widths(_table_of(document), widths)
        document.setPageSize(room)
        made.append(document)
    return made


def _document(
    sheet: Sheet, rows: Sequence[str], device: QPagedPaintDevice, *, is_first: bool, is_last: bool
) -> QTextDocument:
    document = QTextDocument()
    document.setDefaultFont(paper_font(sheet.points))
    document.setDocumentMargin(0)
    document.documentLayout().setPaintDevice(device)
    for name, picture in sheet.pictures.items():
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), picture)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    document.setHtml(
        f"{sheet.above if is_first else ''}"
        '<table width="100%" border="0" cellspacing="0" cellpadding="0">'
        f"<thead><tr>{sheet.head}</tr></thead>{body}</table>{sheet.below if is_last else ''}"
    )
    return document


def _table_of(document: QTextDocument) -> QTextTable:
    found = next(frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable))
    assert isinstance(found, QTextTable)
    return found


def _set_widths(table: QTextTable, widths: Sequence[float]) -> None:
    shape = table.format()
    lengths = [QTextLength(QTextLength.Type.PercentageLength, width) for width in widths]
    shape.setColumnWidthConstraints(lengths)
    table.setFormat(shape)


def _top(document: QTextDocument, table: QTextTable, row: int) -> float:
    """Where the first line of a row begins; the paddings of all rows are the same."""
    block = table.cellAt(row, 0).firstCursorPosition().block()
    return float(document.documentLayout().blockBoundingRect(block).top())


def _widths(document: QTextDocument, table: QTextTable, width: float) -> list[float]:
    """The columns' per cents as the whole table needs them, so that they are the same on every page."""
    lay = document.documentLayout()
    lefts = [
        float(lay.blockBoundingRect(table.cellAt(0, column).firstCursorPosition().block()).left())
        for column in range(table.columns())
    ]
    lefts = [left - lefts[0] for left in lefts]
    return [100 * (after - before) / width for before, after in zip(lefts, [*lefts[1:], width], strict=True)]
