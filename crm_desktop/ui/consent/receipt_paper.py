"""A person's consent as a page to print and as JSON with the fields of ISO/IEC TS 27560."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.consent import (
    CHANNEL_LABELS,
    HOW_LABELS,
    STATE_LABELS,
    ConsentRow,
    Notice,
)
from crm_desktop.domain.consent_receipt import Receipt, as_json, lines_of
from crm_desktop.domain.formats import clock, day
from crm_desktop.ui.appointments.calendar_file import write
from crm_desktop.ui.consent_texts import purpose_name
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.paper import Sheet, open_pdf, paint_pages

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')  # in names of files
_CELL = "padding:3px 10px 3px 0"


def save(receipt: Receipt, folder: Path) -> tuple[Path, Path]:
    """Write both among the person's documents; raises UserError where they can't be written."""
    stem = f"{QCoreApplication.translate('Receipt', 'Consent')} - {_FORBIDDEN.sub(' ', receipt.name).strip()}"
    told = json.dumps(as_json(receipt), ensure_ascii=False, indent=2).encode()
    file = write(folder, f"{stem}.json", told)
    page = file.with_suffix(".pdf")
    write_pdf(receipt, page)
    return page, file


def write_pdf(receipt: Receipt, out: Path) -> None:
    """Write the pages as an A4 PDF; raises OSError where it can't."""
    tr = QCoreApplication.translate
    title = tr("Receipt", "What you agreed to and refused")
    made = tr("Receipt", "{name}, written on {day} by {office}").format(
        name=escape(receipt.name),
        day=day(receipt.made_at, receipt.zone, year=True),
        office=escape(receipt.office),
    )
    heads = (
        tr("Receipt", "When"),
        tr("Receipt", "What for"),
        tr("Receipt", "Said"),
        tr("Receipt", "What shows it"),
    )
    head = "".join(f'<th align="left" style="{_CELL}">{escape(each)}</th>' for each in heads)
    rows = [_row(row, receipt) for row in lines_of(receipt.rows)]
    sheet = Sheet(
        f"<h1>{escape(title)}</h1><p>{made}</p>{_holds(receipt)}"
        f"<h3>{escape(tr('Receipt', 'What was said'))}</h3>",
        head,
        rows,
        _told(receipt),
        widths=(18, 30, 17, 35),
    )
    paint_pages(open_pdf(out, title), sheet, f"{title}, {receipt.name}")


def _holds(receipt: Receipt) -> str:
    lines = [
        f"<li>{escape(_what_for(receipt, purpose))}, {escape(tr_label(CHANNEL_LABELS[channel]))}: "
        f"<b>{escape(tr_label(STATE_LABELS[state]))}</b></li>"
        for (purpose, channel), state in receipt.holds().items()
    ]
    if not lines:
        lines = [
            f"<li>{escape(QCoreApplication.translate('Receipt', 'Nothing was asked or said yet.'))}</li>"
        ]
    return (
        f"<h3>{escape(QCoreApplication.translate('Receipt', 'What holds now'))}</h3><ul>{''.join(lines)}</ul>"
    )


def _what_for(receipt: Receipt, purpose: str) -> str:
    return purpose_name(purpose, receipt.purposes, on_paper=True)


def _row(row: ConsentRow, receipt: Receipt) -> str:
    notice = receipt.notice_of(row)
    shown = [tr_label(HOW_LABELS[row.how])] if row.how in HOW_LABELS else []
    is_named = any(each.piece.name == row.evidence for each in receipt.files_of(row))
    shown += [row.evidence] if row.evidence and not is_named else []
    shown += [f"{each.piece.name} (SHA-256 {each.piece.sha256[:16]}…)" for each in receipt.files_of(row)]
    if notice is not None:
        shown.append(_numbered(notice))
    said = tr_label(STATE_LABELS[row.state])
    if row.valid_until is not None:
        until = QCoreApplication.translate("Receipt", "until {day}")
        said = f"{said} {until.format(day=day(row.valid_until, receipt.zone, year=True))}"
    cells = (
        f"{day(row.at, receipt.zone, year=True)}, {clock(row.at, receipt.zone)}",
        f"{_what_for(receipt, row.purpose)}: {tr_label(CHANNEL_LABELS[row.channel])}",
        said,
        ", ".join(shown),
    )
    return "".join(f'<td style="{_CELL}">{escape(cell)}</td>' for cell in cells)


def _numbered(notice: Notice) -> str:
    words = QCoreApplication.translate("Receipt", "notice {no}, {language}")
    return words.format(no=notice.no, language=notice.language)


def _told(receipt: Receipt) -> str:
    """The notices the rows name, whole, so that the page proves what was told."""
    named = {row.notice_id for row in receipt.rows}
    parts = []
    for notice in receipt.notices:
        if notice.id in named:
            texts = (notice.items, notice.what_for, notice.withdraw, notice.rights, notice.contact)
            parts.append(
                f"<h3>{escape(notice.title)}</h3>"
                + "".join(f"<p>{escape(text)}</p>" for text in texts)
                + f'<p style="color:#555">{escape(_numbered(notice))}, SHA-256 {notice.sha256}</p>'
            )
    tr = QCoreApplication.translate
    told = [
        (tr("Receipt", "Who else gets data of you"), [each.as_text() for each in receipt.recipients]),
        (tr("Receipt", "To take any of it back, tell us"), [receipt.contact] if receipt.contact else []),
    ]
    for title, lines in told:
        if lines:
            words = "<br>".join(escape(line) for line in lines)
            parts.append(f"<h3>{escape(title)}</h3><p>{words}</p>")
    return "".join(parts)
