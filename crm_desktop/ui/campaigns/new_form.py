"""A new campaign: its name, and what it begins with."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.errors import UserError
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.text import Text


class NewCampaignForm(Panel):
    """`made` with the name and the id of the campaign to copy, or None."""

    made = Signal(str, object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", gap=12, parent=parent)
        self.set_title(self.tr("New campaign"))
        self.name = Field(self.tr("Name"))
        self.name.edit.setProperty("user_data", True)
        self.begin = ComboBox(self.tr("Begin with"))
        self.begin.setProperty("user_data", True)
        self._hint = Text("", "caption", tone="muted", wrap=True)
        self.error = Text("", "caption", tone="danger", wrap=True)
        self.error.hide()
        begin = Column(gap=4)
        begin.addWidget(Text(self.tr("Begin with"), "caption", tone="muted"))
        begin.addWidget(self.begin)
        begin.addWidget(self._hint)
        self.save = KeyCapButton(self.tr("Make it"), "Ctrl+Return", kind="primary")
        self.cancel = KeyCapButton(self.tr("Cancel"), "Esc")
        row = Row(gap=8)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        row.addStretch(1)
        self.body.addWidget(self.name)
        self.body.addLayout(begin)
        self.body.addWidget(self.error)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.begin.currentIndexChanged.connect(self._tell)
        self.name.submitted.connect(self.submit)
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.cancelled)

    def ask(self, campaigns: Sequence[tuple[UUID, str]], copied: UUID | None = None) -> None:
        """Ask for a new one, or for the name of a copy."""
        self.begin.clear()
        self.begin.addItem(self.tr("Values that work on the first day"), None)
        for campaign_id, name in campaigns:
            self.begin.addItem(self.tr("A copy of {name}").format(name=name), campaign_id)
        ids = [campaign_id for campaign_id, _ in campaigns]
        at = ids.index(copied) if copied in ids else -1
        self.begin.setCurrentIndex(at + 1)
        name = campaigns[at][1] if at >= 0 else ""
        self.name.set_text(self.tr("{name} (copy)").format(name=name) if name else "")
        self.error.hide()
        self.set_busy(False)
        self._tell()

    def _tell(self) -> None:
        if self.begin.currentData() is None:
            self._hint.setText(
                self.tr(
                    "10:00 to 19:00 by their clock, Monday to Saturday; busy again after 15 min, "
                    "no answer after 2 h. Everything can be changed."
                )
            )
        else:
            self._hint.setText(self.tr("Everything but its leads: hours, people, results, rules, script."))

    def focus_first(self) -> None:
        """The name, ready to be typed over."""
        self.name.edit.setFocus()
        self.name.edit.selectAll()

    def submit(self) -> None:
        """Ask to make it, when it has a name."""
        if not self.save.isEnabled():
            return
        name = " ".join(self.name.text().split())
        if not name:
            self.name.set_error(self.tr("Give the campaign a name."))
            self.name.edit.setFocus()
            return
        self.error.hide()
        self.set_busy(True)
        self.made.emit(name, self.begin.currentData())

    def set_busy(self, is_busy: bool) -> None:
        """Nothing is made twice."""
        self.save.setEnabled(not is_busy)

    def show_error(self, error: UserError) -> None:
        """At the name where it is about it, else above the buttons."""
        self.set_busy(False)
        if error.field == "name":
            self.name.set_error(tr_error(error))
            self.name.edit.setFocus()
        else:
            self.error.setText(tr_error(error))
            self.error.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
