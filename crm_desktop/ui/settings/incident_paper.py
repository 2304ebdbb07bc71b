"""A notice of an incident as pages: what the law wants said, in its order, and who answers questions."""

from __future__ import annotations

from datetime import datetime
from html import escape
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.formats import full_when
from crm_desktop.domain.incidents import FIELD_LABELS, NEEDED, NOTICE_LABELS, Incident, Notice
from crm_desktop.services.request_answers import LetterHead
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.paper import Sheet, open_pdf, paint_pages

_CELL = "padding:4px 6px 4px 0"
POINTS = 10.0


def write_notice(incident: Incident, notice: Notice, head: LetterHead, now: datetime, out: Path) -> None:
    """The notice as a PDF; raises OSError where it can't be written."""
    tr = QCoreApplication.translate
    title = tr("incidents", "Notice of an incident with personal data")
    to = tr_label(NOTICE_LABELS[notice])
    aware = tr("incidents", "Known since {when}").format(when=full_when(incident.aware_at, head.zone))
    above = (
        f"<p><b>{escape(head.office)}</b></p><p>{escape(full_when(now, head.zone))}</p>"
        f"<h2>{escape(title)}</h2><p>{escape(to)}</p><p>{escape(incident.title)}<br>{escape(aware)}</p>"
    )
    named = list(NEEDED[notice]) + [name for name in FIELD_LABELS if name not in NEEDED[notice]]
    rows = [
        f'<td style="{_CELL};color:#555">{escape(tr_label(FIELD_LABELS[name]))}</td>'
        f'<td style="{_CELL}">{escape(incident.told[name]).replace(chr(10), "<br>")}</td>'
        for name in named
        if incident.told.get(name)
    ]
    officer = head.officer
    ways = " · ".join(part for part in (officer.name, officer.email, officer.phone, officer.address) if part)
    empty = f'<th align="left" style="{_CELL}"></th>'
    sheet = Sheet(above, empty * 2, rows, f"<p>&nbsp;</p><p>{escape(ways)}</p>", (32, 68), POINTS)
    paint_pages(open_pdf(out, title), sheet, f"{head.office} · {to}")
