"""The bar below the list while leads are chosen: how many, give them to someone, forget them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import group_indian
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.buttons import IconButton, KeyCapButton
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.text import Text


class ChoiceBar(QWidget):
    """Shown only while something is chosen."""

    all_asked = Signal()

    def __init__(self, *, may_assign: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = Row(self, margins=(16, 8, 12, 8), gap=8)
        self.words = Text("", "body_strong", tabular=True)
        self.all = KeyCapButton("", "Ctrl+A", kind="link", size="compact")
        self.assign = KeyCapButton(self.tr("Give to someone"), "A", size="compact", icon="lead.reassign")
        self.priority = IconButton("sign.flag", self.tr("Call first or last"), key="P")
        self.many = IconButton("page.leads", self.tr("Hand out or change"), key="J")
        self.clear = KeyCapButton(self.tr("Choose none"), "Esc", kind="quiet", size="compact")
        if not may_assign:
            self.assign.hide()
            self.priority.hide()
            self.many.hide()
        self.all.clicked.connect(self.all_asked)
        row.addWidget(self.words)
        row.addWidget(self.all)
        row.addStretch(1)
        row.addWidget(self.clear)
        row.addWidget(self.priority)
        row.addWidget(self.many)
        row.addWidget(self.assign)
        self.hide()

    def show_choice(self, count: int, of: int) -> None:
        """So many of so many are chosen."""
        self.setVisible(count > 0)
        self.words.setText(
            plural(self.tr("{count} lead(s) chosen", "", count), count).format(count=group_indian(count))
        )
        self.all.setVisible(0 < count < of)
        self.all.set_words(self.tr("Choose all {count}").format(count=group_indian(of)))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current().colour("accent_soft"))
