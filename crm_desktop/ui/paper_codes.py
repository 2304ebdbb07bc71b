"""The page with a person's codes on paper, for the day the telephone is gone."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPdfWriter, QTextDocument
from PySide6.QtWidgets import QWidget

from crm_desktop.errors import UserError
from crm_desktop.ui.settings.recovery_sheet import print_on
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.layouts import Grid
from crm_desktop.ui.widgets.text import Text


class CodesGrid(QWidget):
    """The codes in two columns, to be read and copied."""

    def __init__(self, codes: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("user_data", True)
        grid = Grid(self, gap_x=24, gap_y=8)
        half = (len(codes) + 1) // 2
        for place, code in enumerate(codes):
            label = Text(code, "body_strong", tabular=True, selectable=True)
            label.setAccessibleName(" ".join(code))
            grid.addWidget(label, place % half, place // half)


def save_codes(file: Path, codes: Sequence[str], person: str, office: str) -> None:
    """Write the page as a PDF; UserError where the folder can't be written to."""
    try:
        with file.open("wb"):
            pass
    except OSError as error:
        raise UserError("The file {file} can't be written. Choose another folder.", file=str(file)) from error
    tr = QCoreApplication.translate
    title = tr("PaperCodes", "Codes for signing in")
    cells = "".join(
        f'<tr><td style="padding:6px 0;font-family:monospace;font-size:18pt">{escape(code)}</td></tr>'
        for code in codes
    )
    use = tr(
        "PaperCodes",
        "Each works once, in place of the digits of your authenticator. Keep them where nobody finds your "
        "password.",
    )
    document = QTextDocument()
    document.setDefaultFont(current().font("body"))
    document.setHtml(
        f"<h1>{title}</h1><p>{escape(person)}, {escape(office)}</p><table>{cells}</table><p>{use}</p>"
    )
    writer = QPdfWriter(str(file))
    writer.setTitle(title)
    print_on(writer, document)
