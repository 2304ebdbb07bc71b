"""The foot of the wizard: Cancel at the left, Back and the one primary act at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.ui.shell.page import Width
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.text import ElidedText


class Foot(QWidget):
    """Says what comes next in the words of the step."""

    next_pressed = Signal()
    back_pressed = Signal()
    cancel_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = Row(self, margins=(0, 4, 4, 4), gap=8)
        self.cancel = KeyCapButton(self.tr("Cancel"), "Esc", kind="quiet")
        self.note = ElidedText("", "body", tone="muted")
        self.back = KeyCapButton(self.tr("Back"), "Alt+Left")
        self.next = KeyCapButton(self.tr("Next"), "Ctrl+Return", kind="primary")
        row.addWidget(self.cancel)
        row.addStretch(1)
        row.addWidget(self.note)
        row.addSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.next)
        self.cancel.clicked.connect(self.cancel_pressed)
        self.back.clicked.connect(self.back_pressed)
        self.next.clicked.connect(self.next_pressed)

    def show_step(self, state: str, *, has_file: bool) -> None:
        """Fit words and buttons to a state of the page."""
        words = {
            "file": self.tr("Next: columns"),
            "columns": self.tr("Next: duplicates"),
            "duplicates": self.tr("Import"),
            "running": self.tr("Import"),
            "result": self.tr("Start calling"),
        }
        self.next.set_words(words[state])
        self.next.set_icon("page.calling" if state == "result" else "")
        self.next.setVisible(state != "file" or has_file)
        self.next.setEnabled(state != "running")
        self.back.setVisible(state in ("columns", "duplicates"))
        self.cancel.set_words(self.tr("Done") if state == "result" else self.tr("Cancel"))
        is_told = state in ("columns", "duplicates")
        self.note.setText(self.tr("Can be undone as a whole for 30 days") if is_told else "")

    def fit(self, width: Width) -> None:
        """In a small window the note gives way."""
        self.note.setVisible(width > Width.SMALL)
