"""Exporting a report: format and file, asked in place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from crm_desktop.ui.widgets.buttons import IconButton, KeyCapButton
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.popover import Popover
from crm_desktop.ui.widgets.tabs import SegmentedChoice
from crm_desktop.ui.widgets.text import Text

FORMATS = ("xlsx", "csv", "pdf")


class ReportExport(Popover):
    """Where the report shall go; `asked` gives format and file."""

    asked = Signal(str, object)  # format, Path

    def __init__(self, page: QWidget) -> None:
        super().__init__(page, "", width=380)
        self.title.setText(self.tr("Export this report"))
        self.setAccessibleName(self.tr("Export this report"))
        self.about = Text("", "body", tone="muted", wrap=True)
        self.about.setProperty("user_data", True)
        self.format = SegmentedChoice(("Excel", "CSV", "PDF"), self.tr("Format"))
        self.format.setProperty("user_data", True)  # names of formats, the same in every language
        self.format.changed.connect(self._format_changed)
        self.file = Field(self.tr("File"), hint=self.tr("That you exported it is kept in the audit."))
        self.file.edit.setProperty("user_data", True)
        browse = IconButton("act.open", self.tr("Choose a file"), side=22)
        browse.clicked.connect(self._browse)
        self.file.frame.add_right(browse)
        self.go = KeyCapButton(self.tr("Export"), "Ctrl+Return", kind="primary", icon="act.export")
        self.go.clicked.connect(self.take)
        for widget in (self.about, self.format, self.file):
            self.column.addWidget(widget)
        row = Row()
        row.addStretch(1)
        row.addWidget(self.go)
        self.column.addLayout(row)
        self._dialog: QFileDialog | None = None

    def first_focus(self) -> QWidget:
        return self.file.edit

    def show_for(self, words: str, stem: str) -> None:
        """Say what it is and propose a file."""
        self.about.setText(words)
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.file.set_text(str(Path(folder or Path.home()) / f"{stem}.{self._suffix()}"))

    def _suffix(self) -> str:
        return FORMATS[self.format.index()]

    def _format_changed(self) -> None:
        if self.file.text().strip():
            self.file.set_text(str(Path(self.file.text().strip()).with_suffix(f".{self._suffix()}")))

    def _browse(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        dialog = QFileDialog(self.window(), self.tr("Choose a file"), self.file.text())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(self._suffix())
        dialog.fileSelected.connect(self.file.set_text)
        self._dialog = dialog
        dialog.open()

    def take(self) -> None:
        """Export, once a file stands there."""
        if not self.file.text().strip():
            self.file.set_error(self.tr("Choose a file."))
            self.file.setFocus()
            return
        self.dismiss()
        self.asked.emit(self._suffix(), Path(self.file.text().strip()))
