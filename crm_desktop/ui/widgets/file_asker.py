"""Asking for a file with the system's own window, without ever waiting for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

Answer = Callable[[Path], object]


class FileAsker:
    """Opens the system's window for files over a widget; the answer comes later, or never.

    Kinds of files are as Qt writes them ("Tables (*.csv *.xlsx)"); `start` is the folder shown first.
    """

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def open(self, title: str, kinds: str, answer: Answer, start: str = "") -> None:
        """Ask for a file that is there."""
        dialog = QFileDialog(self._parent, title, start, kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._ask(dialog, answer)

    def save(
        self, title: str, kinds: str, name: str, answer: Answer, start: str = "", suffix: str = ""
    ) -> None:
        """Ask for a file to write; `name` is proposed, `suffix` added to a name without one."""
        dialog = QFileDialog(self._parent, title, start, kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(suffix)
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
