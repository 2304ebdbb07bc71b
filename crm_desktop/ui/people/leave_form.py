"""Leave: from which day to which somebody is away."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.leave import Leave
from crm_desktop.ui.campaigns.words import py_date, q_date
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.lines import FormLine
from crm_desktop.ui.widgets.numbers import DateField
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.text import Text


class LeaveForm(Panel):
    """`save_asked` gives the leave, None to take it back."""

    save_asked = Signal(object)  # Leave | None
    cancelled = Signal()

    def __init__(self, name: str, leave: Leave | None, today: date, parent: QWidget | None = None) -> None:
        super().__init__(" ", gap=12, parent=parent)
        self.set_title(self.tr("{name}’s leave").format(name=name))
        self.setProperty("user_data", True)
        hint = self.tr(
            "The queue passes them over on these days; others keep their promises. Past days, as of somebody "
            "who was ill, ask for no calls any more; they are told."
        )
        self.body.addWidget(Text(hint, tone="muted", wrap=True))
        shown = leave or Leave(today, today)
        self.first = DateField(self.tr("First day of the leave"), q_date(shown.first))
        self.last = DateField(self.tr("Last day of the leave"), q_date(shown.last))
        self._last_line = FormLine(self.tr("Last day"), self.last)
        self.body.addWidget(FormLine(self.tr("First day"), self.first))
        self.body.addWidget(self._last_line)
        self.save = KeyCapButton(self.tr("Save"), "Ctrl+Return", kind="primary")
        self.back = KeyCapButton(self.tr("Take the leave back"), icon="act.undo")
        self.cancel = KeyCapButton(self.tr("Cancel"), "Esc")
        self.back.setVisible(leave is not None)
        self.save.clicked.connect(self.submit)
        self.back.clicked.connect(lambda: self.save_asked.emit(None))
        self.cancel.clicked.connect(self.cancelled)
        row = Row(gap=8)
        row.addWidget(self.cancel)
        row.addWidget(self.save, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.back)
        self.body.addStretch(1)

    def focus_first(self) -> None:
        """The first day."""
        self.first.setFocus()

    def submit(self) -> None:
        """Ask to save."""
        self._last_line.set_error("")
        self.save_asked.emit(Leave(py_date(self.first.date()), py_date(self.last.date())))

    def refuse(self, words: str) -> None:
        """Say at the last day why these days can't be."""
        self._last_line.set_error(words)
        self.last.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
