"""Exporting the list: format, file and the reason, asked in place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.file_popover import FilePopover

FORMATS = (("CSV", "csv"), ("Excel", "xlsx"))


class ExportPopover(FilePopover):
    """Where the leads of this view shall go, and why; `asked` gives format, file and reason."""

    asked = Signal(str, object, str)  # format, Path, reason

    def __init__(self, page: QWidget) -> None:
        tr = QCoreApplication.translate
        reason = Field(
            tr("ExportPopover", "Why do you need them?"),
            hint=tr("ExportPopover", "Kept in the audit with your name."),
        )
        title = tr("ExportPopover", "Export the leads of this view")
        super().__init__(page, title, FORMATS, between=(reason,))
        self.reason = reason

    def first_focus(self) -> QWidget:
        return self.reason.edit

    def show_for(self, words: str, stem: str) -> None:
        """Say how many leads it is about and propose a file."""
        super().show_for(words, stem)
        self.reason.set_text("")

    def take(self) -> None:
        """Export, once a reason and a file stand there."""
        reason = self.reason.text().strip()
        if not reason:
            self.reason.set_error(self.tr("Say why you need them; it is kept in the audit."))
            self.reason.setFocus()
            return
        file = self.file_chosen()
        if file is not None:
            self.dismiss()
            self.asked.emit(self.suffix(), file, reason)
