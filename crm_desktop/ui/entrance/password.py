"""A new password: after a one-time password, or because the person wants one; and the lock."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.ui.entrance.card import EntranceCard
from crm_desktop.ui.entrance.waiting import WaitingCard
from crm_desktop.ui.widgets.buttons import KeyCapButton


class NewPasswordCard(EntranceCard):
    """Old and new password. After a one-time password the old one is known and not asked again."""

    asked = Signal(str, str)  # old, new

    def __init__(self, name: str, old: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._old = old
        if old:
            self.tell_title(
                self.tr("Choose your own password"), self.tr("The one-time password has done its work.")
            )
        else:
            self.tell_title(self.tr("Change password"), name)
            self.sentence.setProperty("user_data", True)
            self.old = self.add_field("password", self.tr("Password now"), kind="password")
        self.new = self.add_field("new_password", self.tr("New password"), kind="password")
        self.new.set_hint(self.tr("At least {least} characters; a few words are best.").format(least=8))
        self.again = self.add_field("again", self.tr("New password again"), kind="password")
        self.add_primary(self.tr("Save the password"))
        back = KeyCapButton(self.tr("Back"), "Esc", kind="link", size="compact")
        back.clicked.connect(self.back)
        self.add_links(back)

    def submit(self) -> None:
        """Check what can be checked here, go to the next empty field, then ask."""
        if self.is_busy:
            return
        for field in self.fields.values():
            if not field.text():
                field.edit.setFocus()
                return
        if len(self.new.text()) < 8:
            self.new.set_error(self.tr("Take at least {least} characters.").format(least=8))
            self.new.edit.setFocus()
            return
        if self.new.text() != self.again.text():
            self.again.set_error(self.tr("The two are not the same. Type it again."))
            self.again.edit.setFocus()
            self.again.edit.selectAll()
            return
        self.clear_errors()
        self.asked.emit(self._old or self.old.text(), self.new.text())


class LockCard(WaitingCard):
    """The window is locked: the person's password opens it, or another person signs in."""

    asked = Signal(str)
    other_person = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.tell_title(self.tr("Locked"), self.tr("{name} is signed in.").format(name=name))
        self.sentence.setProperty("user_data", True)
        self.password = self.add_field("password", self.tr("Password"), kind="password")
        self.add_primary(self.tr("Unlock"))
        other = KeyCapButton(self.tr("Another person"), kind="link", size="compact")
        other.clicked.connect(self.other_person)
        self.other = other
        self.add_links(other)

    def submit(self) -> None:
        """Ask to unlock."""
        if password := self.typed_password():
            self.asked.emit(password)
