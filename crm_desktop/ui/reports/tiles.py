"""A figure in large, with its formula for whoever asks: the mouse over it, or the keyboard on it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.progress import Bar
from crm_desktop.ui.widgets.text import ElidedText, Text


class FigureTile(Panel):
    """One figure. `asked` gives the formula when the tile has the keyboard or the mouse."""

    asked = Signal(str)

    def __init__(self, title: str, formula: str, parent: QWidget | None = None) -> None:
        super().__init__(margins=(16, 10, 16, 10), gap=2, accessible_name=title, parent=parent)
        self._name = title
        self.formula = formula
        self.title = Text(title, "caption", tone="muted")
        self.number = Text("–", "number", tabular=True)
        self.beside = ElidedText("", "body", tone="muted")
        self.bar = Bar(title)
        self.bar.hide()
        for text in (self.number, self.beside):
            text.setProperty("user_data", True)
        row = Row(gap=8)
        row.addWidget(self.number)
        row.addWidget(self.beside, 1, Qt.AlignmentFlag.AlignBottom)
        self.body.addWidget(self.title)
        self.body.addLayout(row)
        self.body.addWidget(self.bar)
        self.body.addStretch(1)
        self.setToolTip(formula)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", True)
        self.setProperty("focusRadius", 8)

    def rename(self, title: str) -> None:
        """Call it something else."""
        self._name = title
        self.title.setText(title)

    def tell(self, number: str, beside: str = "", share: float | None = None) -> None:
        """Show a value; `share` draws how much of a target it is."""
        self.number.setText(number)
        self.beside.setText(beside)
        self.bar.setVisible(share is not None)
        if share is not None:
            self.bar.set_share(min(1.0, share), "success" if share >= 1 else "accent")
        self.setAccessibleName(f"{self._name}: {number} {beside}".strip())
        self.setAccessibleDescription(self.formula)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.asked.emit(self.formula)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.asked.emit(self.formula)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self.asked.emit("")
