"""What the columns mean, saved to a file and loaded from one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.import_mapping import Mapping
from crm_desktop.ui.imports.desk import Desk
from crm_desktop.ui.imports.draft import Draft
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.shell.notices import Notices
from crm_desktop.ui.widgets.file_asker import FileAsker

translate = QCoreApplication.translate
SUFFIX = ".columns.json"


class MappingFiles:
    """Asks for the file, reads or writes it in a worker, says what was done."""

    def __init__(self, page: QWidget, ops: Operations, notices: Notices, desk: Desk) -> None:
        self._page, self._ops, self._notices, self._desk = page, ops, notices, desk

    def _kinds(self) -> str:
        return translate("imports", "Columns' meanings ({kinds})").format(kinds="*.json")

    def save(self, ask: FileAsker, draft: Draft) -> None:
        """Save the draft's mapping."""
        mapping = draft.mapping

        def write(path: Path) -> None:
            self._ops.task(
                self._page, lambda _progress: self._desk.save_mapping(path, mapping), key="imports.mapping"
            ).success(self._saved).start()

        name = f"{draft.source or 'import'}{SUFFIX}"
        ask.save(translate("imports", "Save what the columns mean"), self._kinds(), name, write)

    def _saved(self, path: Path) -> None:
        self._notices.toast(translate("imports", "Saved as {file}").format(file=path.name))

    def load(self, ask: FileAsker, draft: Draft, take: Callable[[Mapping], object]) -> None:
        """Load a mapping for the draft's columns."""
        header = draft.found.table.header

        def read(path: Path) -> None:
            self._ops.task(
                self._page, lambda _progress: self._desk.load_mapping(path, header), key="imports.mapping"
            ).success(take).start()

        ask.open(translate("imports", "Load what the columns mean"), self._kinds(), read)
