"""A person's targets, set in the place of the card."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.targets.editor import TargetsEditor, of_person_and_campaigns
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.panel import Panel


class PersonTargetsForm(Panel):
    """Whose targets, everywhere and in each campaign; Esc leaves (`closed`)."""

    closed = Signal()

    def __init__(
        self,
        context: PageContext,
        person: tuple[UUID, str],
        campaigns: Sequence[tuple[UUID, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(" ", gap=12, parent=parent)
        person_id, name = person
        self.set_title(self.tr("{name}’s targets").format(name=name))
        self.setProperty("user_data", True)
        self.editor = TargetsEditor(context, save_keys="Ctrl+Return")
        self.body.addWidget(self.editor)
        self.close_it = KeyCapButton(self.tr("Back"), "Esc")
        self.close_it.clicked.connect(self.closed)
        row = Row()  # as wide as what it says, like the acts above
        row.addWidget(self.close_it)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        within = self.tr("In {campaign}")
        self.editor.choose_among(
            of_person_and_campaigns(
                person_id, campaigns, self.tr("Everywhere"), lambda each: within.format(campaign=each)
            )
        )

    def focus_first(self) -> None:
        """What is counted."""
        self.editor.focus_first()

    def submit(self) -> None:
        """Set what is typed."""
        self.editor.submit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
