"""Asks in place for a file to write to and its format; what else is asked stands between the two."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from crm_desktop.ui.folders import documents
from crm_desktop.ui.widgets.buttons import IconButton, KeyCapButton
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.popover import Popover
from crm_desktop.ui.widgets.tabs import SegmentedChoice
from crm_desktop.ui.widgets.text import Text


class FilePopover(Popover):
    """A format and a file in it. `formats` are (shown, suffix); `between` stands above the file.

    Answer `take`, and ask `file_chosen` there.
    """

    def __init__(
        self,
        page: QWidget,
        title: str,
        formats: Sequence[tuple[str, str]],
        *,
        between: Sequence[QWidget] = (),
    ) -> None:
        super().__init__(page, title, width=380)
        self._suffixes = [suffix for _, suffix in formats]
        self.about = Text("", "body", tone="muted", wrap=True)
        self.about.setProperty("user_data", True)
        self.format = SegmentedChoice([shown for shown, _ in formats], self.tr("Format"))
        self.format.setProperty("user_data", True)  # names of formats, the same in every language
        self.format.changed.connect(self._format_changed)
        self.file = Field(self.tr("File"))
        self.file.edit.setProperty("user_data", True)
        self.file.text_changed.connect(self._ending_typed)
        browse = IconButton("act.open", self.tr("Choose a file"), side=22)
        browse.clicked.connect(self._browse)
        self.file.frame.add_right(browse)
        self.go = KeyCapButton(self.tr("Export"), "Ctrl+Return", kind="primary", icon="act.export")
        self.go.clicked.connect(self.take)
        for widget in (self.about, self.format, *between, self.file):
            self.column.addWidget(widget)
        row = Row()
        row.addStretch(1)
        row.addWidget(self.go)
        self.column.addLayout(row)
        self._dialog: QFileDialog | None = None

    def first_focus(self) -> QWidget:
        return self.file.edit

    def show_for(self, words: str, stem: str) -> None:
        """Say what it is about and propose a file."""
        self.about.setText(words)
        self.file.set_text(str(documents() / f"{stem}.{self.suffix()}"))

    def suffix(self) -> str:
        """The format chosen, as the file's ending."""
        return self._suffixes[self.format.index()]

    def file_chosen(self) -> Path | None:
        """The file that stands there; None, and said at the field, when none does."""
        typed = self.file.text().strip()
        if typed:
            return Path(typed)
        self.file.set_error(self.tr("Choose a file."))
        self.file.setFocus()
        return None

    def take(self) -> None:
        """Export, once everything that is needed stands there."""
        raise NotImplementedError

    def _format_changed(self) -> None:
        file = Path(self.file.text().strip())
        if file.name and file.suffix[1:].lower() != self.suffix():
            self.file.set_text(str(file.with_suffix(f".{self.suffix()}")))

    def _ending_typed(self, typed: str) -> None:
        """An ending that is a format's chooses it: no workbook is written under the name of a PDF."""
        ending = Path(typed.strip()).suffix[1:].lower()
        if ending in self._suffixes and ending != self.suffix():
            self.format.choose(self._suffixes.index(ending))

    def _browse(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        dialog = QFileDialog(self.window(), self.tr("Choose a file"), self.file.text())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(self.suffix())
        dialog.fileSelected.connect(self.file.set_text)
        self._dialog = dialog
        dialog.open()
