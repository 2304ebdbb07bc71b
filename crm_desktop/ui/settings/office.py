"""*Make this PC the office server*: for an office that has no server yet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from crm_desktop.errors import UserError
from crm_desktop.services.team import office_here
from crm_desktop.services.team.office_here import MadeHere
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, FormGrid, Row
from crm_desktop.ui.widgets.text import Text


class OfficeServer(QWidget):
    """Sets this computer up, or says what to type; `made` gives what the form of sharing wants to know."""

    made = Signal(object)  # MadeHere

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.session: Session = context.services
        self._office = self.session.services.opened.info.name
        column = Column(self, gap=8)
        self.command = Text(office_here.command(self._office), "table", wrap=True, selectable=True)
        self.command.setProperty("user_data", True)
        self.copy = KeyCapButton(self.tr("Copy the command"), icon="act.copy")
        self.copy.clicked.connect(self._copy)
        self.button = KeyCapButton(self.tr("Make this PC the office server…"), icon="page.backup")
        self.button.clicked.connect(self._make)
        can_ask = office_here.can_ask()
        self.typed = Text(
            self.tr("Or type this in a terminal, then fill in below what it prints:")
            if can_ask
            else self.tr(
                "Type this in a terminal, as the system’s administrator; then fill in what it prints:"
            ),
            "caption",
            tone="muted",
            wrap=True,
        )
        row = Row(gap=8)
        row.addWidget(self.button)
        row.addStretch(1)
        self.button.setVisible(can_ask)
        column.addLayout(row)
        column.addWidget(self.typed)
        column.addWidget(self.command)
        row = Row(gap=8)
        row.addWidget(self.copy)
        row.addStretch(1)
        column.addLayout(row)
        self.trouble = Text("", tone="danger", wrap=True, selectable=True)
        self.trouble.setProperty("user_data", True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.facts = FormGrid(name_width=120)
        self.facts.setProperty("user_data", True)
        self.facts.hide()
        column.addWidget(self.facts)
        self.told = Text("", "caption", tone="muted", wrap=True, selectable=True)
        self.told.setProperty("user_data", True)
        self.told.hide()
        column.addWidget(self.told)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.command.text())
        self.context.notices.toast(self.tr("The command is copied"))

    def _make(self) -> None:
        self.trouble.hide()
        self.button.setEnabled(False)
        actor, office = self.session.actor, self._office
        self.context.ops.task(self, lambda _progress: office_here.make(actor, office), key="office").progress(
            self.tr("Setting this PC up; fetching PostgreSQL takes minutes")
        ).success(self.show_made).failure(self._refused).settled(lambda: self.button.setEnabled(True)).start()

    def _refused(self, error: UserError) -> None:
        self.trouble.setText(tr_error(error))
        self.trouble.show()

    def show_made(self, made: MadeHere) -> None:
        """The server is there: its password is shown now, and never again."""
        self.facts.add(self.tr("Server"), made.server)
        self.facts.add(self.tr("Certificate"), str(made.certificate))
        if made.password:
            self.facts.add(self.tr("Password"), made.password)
        self.facts.show()
        once = self.tr("Write the password down and lock it away: it is shown only now and kept nowhere.")
        self.told.setText("\n".join([once, *made.told]))
        self.told.show()
        for done in (self.button, self.typed, self.command, self.copy):
            done.hide()
        self.made.emit(made)
