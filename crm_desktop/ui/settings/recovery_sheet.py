"""The page with the recovery code: for the printer, or as a PDF file."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from crm_desktop.errors import UserError
from crm_desktop.ui.theme import current

MARGIN_MM = 20.0


def groups_of(code: str) -> list[str]:
    """The groups of a code as they are shown, numbered by their place."""
    return [group for group in code.replace(" ", "-").split("-") if group]


def sheet(code: str, office: str, day: str) -> QTextDocument:
    """The page: what it is for, the groups with their numbers, where to keep it."""
    tr = QCoreApplication.translate
    groups = groups_of(code)
    half = (len(groups) + 1) // 2
    cells = "".join(
        "<tr>"
        + "".join(
            f'<td style="padding:6px 28px 6px 0"><span style="color:#777">{start + at + 1}</span>&nbsp;&nbsp;'
            f'<span style="font-family:monospace;font-size:20pt">{escape(groups[start + at])}</span></td>'
            for start in (0, half)
            if start + at < len(groups)
        )
        + "</tr>"
        for at in range(half)
    )
    title = tr("RecoverySheet", "Recovery code")
    made = tr("RecoverySheet", "{office}, made on {day}").format(office=escape(office), day=escape(day))
    use = tr(
        "RecoverySheet",
        "It opens this workspace and its backups on another computer, and sets a new password for the admin. "
        "Whoever has this page and a backup can read everything: keep it where you keep the office’s papers, "
        "not beside the computer.",
    )
    document = QTextDocument()
    document.setDefaultFont(current().font("body"))
    document.setHtml(f"<h1>{title}</h1><p>{made}</p><table>{cells}</table><p>{use}</p>")
    return document


def print_on(device: QPagedPaintDevice, document: QTextDocument) -> None:
    """Put the page on paper, or into what stands for it."""
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    document.print_(device)


def save_pdf(file: Path, code: str, office: str, day: str) -> None:
    """Write the page as a PDF; UserError where the folder can't be written to."""
    try:
        with file.open("wb"):
            pass
    except OSError as error:
        raise UserError("The file {file} can't be written. Choose another folder.", file=str(file)) from error
    writer = QPdfWriter(str(file))
    writer.setTitle(QCoreApplication.translate("RecoverySheet", "Recovery code"))
    print_on(writer, sheet(code, office, day))
