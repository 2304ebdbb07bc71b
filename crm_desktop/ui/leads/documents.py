"""Documents opened in the system's programs: written plainly to a private folder, deleted at the end."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

PREFIX = "crm-desktop-open-"
_DAY_S = 86_400


class OpenedDocuments:
    """One folder a run, readable by this person alone; what killed programs left is deleted a day later."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._number = 0

    def place(self, name: str) -> Path:
        """A new place for a document of this name."""
        if self._folder is None:
            _delete_old()
            self._folder = Path(tempfile.mkdtemp(prefix=PREFIX))  # mode 700
            app = QApplication.instance()
            if app is not None:
                app.aboutToQuit.connect(self.clear)
        self._number += 1
        folder = self._folder / str(self._number)
        folder.mkdir(mode=0o700)
        safe = "".join("_" if c in '<>:"/\\|?*' or ord(c) < 32 else c for c in name).strip(". ")
        return folder / (safe or "document")

    def show(self, file: Path) -> bool:
        """Let the system open it; False when no program does."""
        os.chmod(file, 0o400)  # what is changed there would be lost
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

    def clear(self) -> None:
        """Delete everything that was opened."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


def _delete_old() -> None:
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            if left.stat().st_mtime < time.time() - _DAY_S:
                shutil.rmtree(left, ignore_errors=True)
        except OSError:
            continue  # another person's


opened = OpenedDocuments()
