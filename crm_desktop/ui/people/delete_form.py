"""Deleting somebody's account: who gets the open work, and the sign-in name typed once more."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.people import Person
from crm_desktop.errors import UserError
from crm_desktop.services.leaving import LeavingPlan
from crm_desktop.ui.i18n import plural, tr_error
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, FlowLayout
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.text import Text


class DeleteAccountForm(Panel):
    """`delete_asked` gives what was typed and who gets the open work (None: as the office says)."""

    delete_asked = Signal(str, object)  # UUID | None
    refuse_asked = Signal()
    cancelled = Signal()

    def __init__(self, plan: LeavingPlan, takers: Sequence[Person], parent: QWidget | None = None) -> None:
        super().__init__(" ", gap=12, parent=parent)
        person = plan.person
        self.set_title(self.tr("Delete the account?"))
        self.setProperty("user_data", True)
        self.body.addWidget(Text(person.display_name, "body_strong", wrap=True))
        words = self.tr(
            "Sign-in, name and own settings go. What they did stays under a neutral name. It can’t be undone."
        )
        self.body.addWidget(Text(words, tone="muted", wrap=True))
        leads = plural(self.tr("%n lead(s)", "", plan.leads), plan.leads)
        promises = plural(self.tr("%n call-back(s)", "", plan.promises), plan.promises)
        self.to = ComboBox(self.tr("Who gets the open work"))
        heir = plan.heir.display_name if plan.heir else self.tr("stay under the neutral name")
        self.to.addItem(heir, None)
        for taker in takers:
            if plan.heir is None or taker.id != plan.heir.id:
                self.to.addItem(taker.display_name, taker.id)
        column = Column(gap=4)
        column.addWidget(Text(self.tr("Open work"), "caption", tone="muted"))
        column.addWidget(self.to)
        words = self.tr("{leads} and {promises}.").format(leads=leads, promises=promises)
        column.addWidget(Text(words, "caption", tone="muted", wrap=True))
        self.body.addLayout(column)
        self.name = Field(self.tr("Type the sign-in name to go on"))
        self.name.set_hint(person.sign_in_name)
        self.name.submitted.connect(self.submit)
        self.body.addWidget(self.name)
        acts = QWidget()
        flow = FlowLayout(acts)
        self.go = KeyCapButton(self.tr("Delete the account"), "Ctrl+Return", kind="danger")
        self.no = KeyCapButton(self.tr("Say no"), icon="act.undo")
        self.no.setVisible(person.asks_to_leave_at is not None)
        back = KeyCapButton(self.tr("Cancel"), "Esc")
        for button, signal in ((self.go, self.submit), (self.no, self.refuse_asked), (back, self.cancelled)):
            button.clicked.connect(signal)
            flow.addWidget(button)
        self.body.addWidget(acts)
        self.body.addStretch(1)

    def focus_first(self) -> None:
        """The name to be typed."""
        self.name.edit.setFocus()

    def submit(self) -> None:
        """Ask for it."""
        to: UUID | None = self.to.currentData()
        self.name.set_error("")
        self.delete_asked.emit(self.name.text(), to)

    def show_error(self, error: UserError) -> None:
        """What the service said, where it can be mended."""
        self.name.set_error(tr_error(error))
        (self.to if error.field == "to" else self.name.edit).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
