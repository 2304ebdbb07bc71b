"""Asking for a file with the system's own window, without ever waiting for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

Answer = Callable[[Path], object]
LISTS = "*.csv *.tsv *.txt *.xlsx *.xlsm *.xlsb *.xls *.ods *.vcf"


class FileAsker:
    """Opens the system's window for files over a widget; the answer comes later, or never."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def open(self, title: str, kinds: str, answer: Answer) -> None:
        """Ask for a file that is there; `kinds` as Qt writes them ("Tables (*.csv *.xlsx)")."""
        dialog = QFileDialog(self._parent, title, "", kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._ask(dialog, answer)

    def open_list(self, answer: Answer) -> None:
        """Ask for a file with leads."""
        translate = QCoreApplication.translate
        kinds = translate("imports", "Lists of leads ({kinds})").format(kinds=LISTS)
        both = f"{kinds};;{translate('imports', 'All files')} (*)"
        self.open(translate("imports", "Choose a file with leads"), both, answer)

    def save(self, title: str, kinds: str, name: str, answer: Answer) -> None:
        """Ask for a file to write; `name` is proposed."""
        dialog = QFileDialog(self._parent, title, "", kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.selectFile(name)
        self._ask(dialog, answer)

    def folder(self, title: str, answer: Answer) -> None:
        """Ask for a folder."""
        dialog = QFileDialog(self._parent, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._ask(dialog, answer)

    def _ask(self, dialog: QFileDialog, answer: Answer) -> None:
        dialog.fileSelected.connect(lambda name: answer(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def refused_of_pasted(now: datetime) -> Path:
    """Pasted cells have no folder of their own: their refused rows go to the documents."""
    translate = QCoreApplication.translate
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    name = f"{translate('imports', 'Pasted cells')} {now:%Y-%m-%d %H%M%S}"
    return folder / f"{name} - {translate('imports', 'refused')}.csv"
