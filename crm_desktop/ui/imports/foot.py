"""The foot of the wizard: Cancel at the left, Back and the one primary act at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.ui.shell.page import Width
from crm_desktop.ui.theme import current, follow_theme
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
        self.undo = KeyCapButton(self.tr("Undo this import"), "Alt+U", icon="act.undo")
        self.another = KeyCapButton(self.tr("Another file"), "Ctrl+O")
        self.leads = KeyCapButton(self.tr("See the leads"), "Alt+L")
        self._state, self._width, self._can_undo = "file", Width.FULL, True
        row.addWidget(self.cancel)
        row.addStretch(1)
        row.addWidget(self.undo)
        row.addWidget(self.another)
        row.addWidget(self.leads)
        row.addWidget(self.note)
        row.addSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.next)
        self.cancel.clicked.connect(self.cancel_pressed)
        self.back.clicked.connect(self.back_pressed)
        self.next.clicked.connect(self.next_pressed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        theme = current()
        self.setMinimumHeight(theme.px(theme.tokens.control.normal + 8))

    def show_step(self, state: str, *, has_file: bool) -> None:
        """Fit words and buttons to a state of the page."""
        words = {
            "file": self.tr("Next: columns"),
            "columns": self.tr("Next: why we call"),
            "why": self.tr("Next: duplicates"),
            "duplicates": self.tr("Import"),
            "running": "",
            "result": self.tr("Start calling"),
        }
        self.next.set_words(words[state])
        self.next.set_icon("page.calling" if state == "result" else "")
        self._state = state
        is_told = state in ("columns", "why", "duplicates")
        self.next.setVisible(is_told or state == "result" or (state == "file" and has_file))
        self.cancel.setVisible(state != "running")
        self.back.setVisible(is_told)
        self.cancel.set_words(self.tr("Done") if state == "result" else self.tr("Cancel"))
        self.note.setText(self.tr("Can be undone as a whole for 30 days") if is_told else "")
        self._can_undo = True
        self._show_acts()

    def nobody_came(self) -> None:
        """Every row was refused: nobody to call, nothing to take back; another file comes next."""
        self.undone()

    def undone(self) -> None:
        """The import in view was taken back: there is nobody of it to call."""
        self._can_undo = False
        self._show_acts()

    def _show_acts(self) -> None:
        is_result = self._state == "result"
        self.undo.set_icon("" if self._width == Width.SMALL else "act.undo")
        self.undo.setVisible(is_result and self._can_undo)
        self.leads.setVisible(is_result and self._can_undo)
        self.another.setVisible(is_result and (self._width > Width.SMALL or not self._can_undo))
        if is_result:
            self.next.setVisible(self._can_undo)

    def fit(self, width: Width) -> None:
        """In a small window the note gives way."""
        self._width = width
        self.note.setVisible(width > Width.SMALL)
        self._show_acts()
