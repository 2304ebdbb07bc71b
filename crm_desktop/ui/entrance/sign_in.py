"""Signing in: a person chosen or typed, a password, and what to do when it was forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from crm_desktop.ui.entrance.card import EntranceCard
from crm_desktop.ui.entrance.waiting import WaitingCard
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.buttons import IconButton, KeyCapButton
from crm_desktop.ui.widgets.choice import CheckBox
from crm_desktop.ui.widgets.field import INNER_SIDE, Field
from crm_desktop.ui.widgets.layouts import Column
from crm_desktop.ui.widgets.text import Text


class PersonField(Field):
    """A field for a sign-in name that offers the people of the workspace."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, size="large", label_style="label", parent=parent)
        self.edit.setProperty("user_data", True)
        self._names = QStringListModel(self)
        self._offer = QCompleter(self._names, self)
        self._offer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._offer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._popup = QListView()
        self._popup.setAccessibleName(self.tr("People"))
        self._offer.setPopup(self._popup)
        self.edit.setCompleter(self._offer)
        self._open = IconButton("sign.chevron_down", self.tr("Show the people"), side=INNER_SIDE)
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open.clicked.connect(self.show_all)
        self._open.hide()
        self.frame.add_right(self._open)

    def set_names(self, names: Sequence[str]) -> None:
        """The people to choose from."""
        self._names.setStringList(list(names))
        self._open.setVisible(len(names) > 1)

    def names(self) -> list[str]:
        """The people offered."""
        return self._names.stringList()

    def show_all(self) -> None:
        """Open the list with everybody in it, whatever is typed."""
        self.edit.setFocus()
        self._offer.setCompletionPrefix("")
        self._popup.setFont(current().font("body"))
        self._offer.complete()


class SignInCard(WaitingCard):
    """Person, password, Sign in. `asked` gives name and password; typing is possible before the
    workspace is open, and Enter then waits for it."""

    asked = Signal(str, str)
    forgotten = Signal()
    other_workspace = Signal()

    def __init__(self, workspace: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title.setProperty("user_data", True)
        self.tell_title(
            workspace or self.tr("CRM Desktop"),
            self.tr("Sign in to start your day. It is counted from here."),
        )
        self.person = PersonField(self.tr("Person"))
        self.person.submitted.connect(self.submit)
        self.fields["name"] = self.person
        self.body.addWidget(self.person)
        self.password = self.add_field("password", self.tr("Password"), kind="password")
        self.keep = CheckBox(self.tr("Keep my name on this computer"), is_checked=True)
        self.body.addWidget(self.keep)
        self.keep_password = CheckBox(self.tr("Keep my password in the key store"))
        self.keep_password.hide()
        self.body.addWidget(self.keep_password)
        self.add_primary(self.tr("Sign in"))
        self.forgot = KeyCapButton(self.tr("Forgot the password?"), kind="link", size="compact")
        self.forgot.clicked.connect(self.forgotten)
        self.other = KeyCapButton(self.tr("Other workspace"), kind="link", size="compact")
        self.other.clicked.connect(self.other_workspace)
        self.add_links(self.forgot, self.other)
        self.person.text_changed.connect(self.end_wait)

    def offer_password(self, kept: str) -> None:
        """The password may be kept here; `kept` is the one that is, which Enter then uses."""
        self.keep_password.show()
        if kept and not self.password.text():
            self.keep_password.setChecked(True)
            self.password.put_kept(kept)

    def submit(self) -> None:
        """Go to the password first when only a name was typed; then ask to be let in."""
        if self.is_busy or self.must_wait:
            return
        name, password = self.person.text().strip(), self.password.text()
        if not name:
            self.person.set_error(self.tr("Type your name, or choose it from the list."))
            self.person.edit.setFocus()
            return
        if not password:
            if self.password.edit.hasFocus() or (self.primary is not None and self.primary.hasFocus()):
                self.password.set_error(self.tr("Type your password."))
            self.password.edit.setFocus()
            return
        self.clear_errors()
        self.asked.emit(name, password)

    def focus_first(self) -> None:
        """The password when the name is known."""
        (self.password if self.person.text() else self.person).edit.setFocus()


class ForgotCard(EntranceCard):
    """What to do about a forgotten password, for callers and for the admin."""

    recover = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.tell_title(
            self.tr("Forgot the password?"), self.tr("Nobody can read it, but there is a way in.")
        )
        for lead, words in (
            (
                self.tr("Telecaller"),
                self.tr(
                    "Ask your team lead or an admin for a one-time password: People, your name, "
                    "One-time password. It works for two days; you choose a new one when you sign in."
                ),
            ),
            (self.tr("Team lead"), self.tr("Ask an admin for a one-time password, in the same way.")),
            (
                self.tr("The only admin"),
                self.tr("Take the printed recovery code: it opens this workspace and sets a new password."),
            ),
        ):
            column = Column(gap=2)
            column.addWidget(Text(lead, "body_strong"))
            column.addWidget(Text(words, "body", tone="muted", wrap=True))
            self.body.addLayout(column)
        self.add_primary(self.tr("Back"), "Esc")
        code = KeyCapButton(self.tr("Use the recovery code"), kind="link", size="compact")
        code.clicked.connect(self.recover)
        self.code = code
        self.add_links(code)

    def submit(self) -> None:
        """Back to the sign-in."""
        self.back.emit()
