"""Told when someone else changed the lead meanwhile: who, what, and the way to look again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.ui.leads.card_values import Difference
from crm_desktop.ui.leads.words import NOTHING
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.text import IconLabel, Text


class ConflictBox(QWidget):
    """What was typed stays; `look_asked` takes their changes in beside it."""

    look_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, margins=12, gap=8)
        row = Row(gap=8)
        row.addWidget(IconLabel("sign.warning", tone="warning"), 0, Qt.AlignmentFlag.AlignTop)
        self.words = Text("", "table", wrap=True)
        row.addWidget(self.words, 1)
        self.changes = Text("", "table", wrap=True, tabular=True)
        self.changes.setProperty("user_data", True)
        self.words.setProperty("user_data", True)  # names whoever changed it
        self.look = KeyCapButton(self.tr("Look again"), "Alt+L", size="compact", icon="act.refresh")
        self.look.clicked.connect(self.look_asked)
        column.addLayout(row)
        column.addWidget(self.changes)
        foot = Row()
        foot.addWidget(self.look)
        foot.addStretch(1)
        column.addLayout(foot)
        self.hide()
        follow_theme(self.update)

    def tell(self, words: str, changes: Sequence[Difference]) -> None:
        """Show the sentence and each change as "City: Pune → Nashik"."""
        self.words.setText(words)
        lines = [f"{c.label}: {c.was or NOTHING} → {c.now or NOTHING}" for c in changes]
        self.changes.setText("\n".join(lines))
        self.changes.setVisible(bool(lines))
        self.setAccessibleName(words)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        paint.box(
            painter,
            QRectF(self.rect()),
            radius=theme.px(8),
            fill=theme.colour("warning_soft"),
            border=theme.colour("warning"),
        )
