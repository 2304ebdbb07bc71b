"""Today's call-backs on A4: who, the number, what was said, a box to tick; for a day without the computer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextDocument

from crm_desktop.domain.formats import clock, day, full_when
from crm_desktop.store.callbacks import CallbackRow
from crm_desktop.ui.callbacks.words import NOTHING, lead_words, phone_words, said
from crm_desktop.ui.paper import open_pdf, paint_pages, paper_document

_CELL = 'style="padding:5px 8px 5px 0;border-bottom:1px solid #999"'


def document(
    rows: Sequence[CallbackRow], *, person: str, office: str, now: datetime, zone: str
) -> QTextDocument:
    """The list as text; overdue ones first, each with its day where it is not today's."""
    tr = QCoreApplication.translate
    titles = (
        tr("CallbackPaper", "When"),
        tr("CallbackPaper", "Who"),
        tr("CallbackPaper", "Number"),
        tr("CallbackPaper", "What was said"),
        tr("CallbackPaper", "Done"),
    )
    head = "".join(f'<th align="left" {_CELL}>{escape(title)}</th>' for title in titles)
    body = "".join(_line(row, now, zone) for row in rows)
    title = tr("CallbackPaper", "Call-backs of {person}").format(person=person)
    made = tr("CallbackPaper", "{office}, printed on {when}").format(office=office, when=full_when(now, zone))
    made_of = paper_document()
    made_of.setHtml(
        f"<h2>{escape(title)}</h2><p>{escape(made)}</p>"
        f'<table width="100%" cellspacing="0"><thead><tr>{head}</tr></thead>{body}</table>'
    )
    return made_of


def _line(row: CallbackRow, now: datetime, zone: str) -> str:
    when = clock(row.due_at, zone)
    if day(row.due_at, zone) != day(now, zone):
        when = f"{day(row.due_at, zone)}, {when}"
    note = said(row)
    cells = (when, lead_words(row), phone_words(row.phone), "" if note == NOTHING else note, "☐")
    return "<tr>" + "".join(f'<td valign="top" {_CELL}>{escape(cell)}</td>' for cell in cells) + "</tr>"


def save(file: Path, made_of: QTextDocument, foot: str) -> int:
    """Write the pages as a PDF, each with its number; gives how many. Raises OSError where it can't be."""
    paint_pages(open_pdf(file, foot), made_of, foot)
    return made_of.pageCount()
