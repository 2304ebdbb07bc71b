"""Exporting a report: format and file, asked in place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.ui.widgets.file_popover import FilePopover

FORMATS = (("Excel", "xlsx"), ("CSV", "csv"), ("PDF", "pdf"))


class ReportExport(FilePopover):
    """Where the report shall go; `asked` gives format and file."""

    asked = Signal(str, object)  # format, Path

    def __init__(self, page: QWidget) -> None:
        super().__init__(page, QCoreApplication.translate("ReportExport", "Export this report"), FORMATS)
        self.file.set_hint(self.tr("That you exported it is kept in the audit."))

    def take(self) -> None:
        """Export, once a file stands there."""
        file = self.file_chosen()
        if file is not None:
            self.dismiss()
            self.asked.emit(self.suffix(), file)
