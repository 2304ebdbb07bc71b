"""Where a file that shows something is chosen by key or dropped: nothing is read before it is kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.errors import UserError
from crm_desktop.ui.folders import documents
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.imports.dropping import dropped_path
from crm_desktop.ui.widgets.buttons import IconButton, KeyCapButton
from crm_desktop.ui.widgets.file_asker import FileAsker
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.text import ElidedText, IconLabel, Text

KEY = "Alt+F"
_MOVES = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class FileField(QWidget):
    """One file at most; `changed` when there is another one, or none any more."""

    changed = Signal()

    def __init__(self, words: str = "", key: str = KEY, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: Path | None = None
        column = Column(self, gap=4)
        row = Row(gap=8, margins=(0, 0, 4, 0))  # the ring of the last button stays within the field
        self.button = KeyCapButton(
            words or self.tr("A file that shows it"), key, size="compact", icon="act.attach"
        )
        self.button.clicked.connect(self.choose)
        self.hint = Text(self.tr("or drop it here"), "table", tone="muted")
        self.icon = IconLabel("sign.file", tone="muted", size=16)
        self.name = ElidedText("", "table")
        self.name.setProperty("user_data", True)
        self.away = IconButton("act.close", self.tr("Leave the file out"), side=22)
        self.away.clicked.connect(self.clear)
        for widget in (self.button, self.hint, self.icon):
            row.addWidget(widget)
        row.addWidget(self.name, 1)
        row.addWidget(self.away)
        row.addStretch()
        self.wrong = Text("", "caption", tone="danger", wrap=True)
        self.wrong.setProperty("user_data", True)
        column.addLayout(row)
        column.addWidget(self.wrong)
        self._show()

    def file(self) -> Path | None:
        """The file that was chosen."""
        return self._file

    def choose(self) -> None:
        """Ask for a file with the system's window."""
        FileAsker(self.window()).open(self.button.words(), "", self.take, str(documents()))

    def take(self, file: Path) -> None:
        """It is this one."""
        self._file = file
        self._show()
        self.away.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def show_file(self, file: Path | None) -> None:
        """This one was chosen before, or none."""
        self._file = file
        self._show()

    def clear(self) -> None:
        """No file."""
        had, has_focus = self._file is not None, self.away.hasFocus()
        self._file = None
        self._show()
        if has_focus:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        if had:
            self.changed.emit()

    def refuse(self, error: UserError) -> bool:
        """Say what is wrong with the file; False where it is about something else."""
        if error.field != "file":
            return False
        self.wrong.setText(tr_error(error))
        self.wrong.show()
        (self.button if self._file is None else self.away).setFocus()
        return True

    def error(self) -> str:
        """What is wrong with the file."""
        return "" if self.wrong.isHidden() else self.wrong.text()

    def drops_on(self, around: QWidget) -> None:
        """Take what is dropped anywhere on this widget."""
        around.setAcceptDrops(True)
        around.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_move = event.type() in _MOVES
        if not (is_move or event.type() == QEvent.Type.Drop) or not isinstance(event, QDropEvent):
            return False
        file = dropped_path(event.mimeData())
        if file is None or not self.isVisible() or not self.button.isEnabled():
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if not is_move:
            self.take(file)
        return True

    def _show(self) -> None:
        self.wrong.hide()
        has = self._file is not None
        self.name.setText(self._file.name if self._file is not None else "")
        shown: tuple[tuple[QWidget, bool], ...] = (
            (self.button, not has), (self.hint, not has),
            (self.icon, has), (self.name, has), (self.away, has),
        )  # fmt: skip
        for part, is_shown in shown:
            part.setVisible(is_shown)
