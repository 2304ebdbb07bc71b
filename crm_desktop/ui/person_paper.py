"""Everything kept of a person as pages to read: a table a kind of record."""

from __future__ import annotations

import json
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.formats import clock, day
from crm_desktop.services.persons import PersonRecord, Section
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.paper import Sheet, open_pdf, paint_pages

_CELL = "padding:2px 12px 2px 0"


def write_pdf(record: PersonRecord, out: Path) -> None:
    """Write the pages as an A4 PDF; raises OSError where it can't."""
    tr = QCoreApplication.translate
    title = tr("PersonPaper", "What we keep of you")
    made = tr("PersonPaper", "{name}, written on {day} by {office}").format(
        name=escape(record.name),
        day=day(record.made_at, record.zone, year=True),
        office=escape(record.office),
    )
    rows = [row for section in record.sections for row in _rows(section, record.zone)]
    sheet = Sheet(
        f"<h1>{escape(title)}</h1><p>{made}</p>",
        f'<th align="left" style="{_CELL}"></th><th align="left" style="{_CELL}"></th>',
        rows,
        widths=(30, 70),
    )
    paint_pages(open_pdf(out, title), sheet, f"{title}, {record.name}")


def _rows(section: Section, zone: str) -> list[str]:
    """A heading a kind, and a line a value; a thin one between records."""
    found = [f'<td colspan="2" style="padding:14px 0 4px 0"><h3>{escape(tr_label(section.title))}</h3></td>']
    for number, row in enumerate(section.records):
        if number:
            found.append('<td colspan="2"><hr></td>')
        found += [
            f'<td style="{_CELL};color:#555">{escape(tr_label(section.labels[name]))}</td>'
            f'<td style="{_CELL}">{escape(_shown(value, zone))}</td>'
            for name, value in row.items()
        ]
    return found


def _shown(value: Any, zone: str) -> str:
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return value
        return (
            f"{day(moment, zone, year=True)}, {clock(moment, zone)}" if moment.tzinfo is not None else value
        )
    return json.dumps(value, ensure_ascii=False)
