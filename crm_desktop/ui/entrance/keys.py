"""Cards that ask for what opens a workspace: its second word, its recovery code, a backup."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.errors import UserError
from crm_desktop.ui.entrance.card import EntranceCard
from crm_desktop.ui.entrance.first_start import FileDrop
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.file_asker import FileAsker
from crm_desktop.ui.widgets.layouts import Column
from crm_desktop.ui.widgets.text import Text


class PassphraseCard(EntranceCard):
    """The second word of a computer without a key store."""

    asked = Signal(str)
    recover = Signal()
    other_workspace = Signal()

    def __init__(self, workspace: str, parent: QWidget | None = None) -> None:
        super().__init__(workspace or self.tr("CRM Desktop"), parent=parent)
        self.title.setProperty("user_data", True)
        self.tell_title(self.title.text(), self.tr("Type the second word that opens this computer’s file."))
        self.word = self.add_field("passphrase", self.tr("Second word"), kind="password")
        self.add_primary(self.tr("Open"))
        code = KeyCapButton(self.tr("Use the recovery code"), kind="link", size="compact")
        code.clicked.connect(self.recover)
        other = KeyCapButton(self.tr("Other workspace"), kind="link", size="compact")
        other.clicked.connect(self.other_workspace)
        self.add_links(code, other)

    def submit(self) -> None:
        """Open with the word typed."""
        if self.is_busy:
            return
        if not self.word.text():
            self.word.set_error(self.tr("Type the second word."))
            return
        self.clear_errors()
        self.asked.emit(self.word.text())


class RecoverCard(EntranceCard):
    """The recovery code and a new password for an admin."""

    asked = Signal(str, str, str, str)  # code, new password, sign-in name, second word

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.tell_title(
            self.tr("Open with the recovery code"),
            self.tr("Eight groups of five, from the printed page. Capital or small letters don’t matter."),
        )
        self.code = self.add_field("recovery_code", self.tr("Recovery code"))
        self.password = self.add_field("new_password", self.tr("New password"), kind="password")
        self.password.set_hint(self.tr("For the admin; at least 8 characters."))
        self.person = self.add_field("name", self.tr("Which admin"))
        self.person.hide()
        self.word = self.add_field(
            "passphrase", self.tr("A new second word for this computer"), kind="password"
        )
        self.word.set_hint(self.tr("This computer has no key store. It is asked at each start."))
        self.word.hide()
        self.add_primary(self.tr("Open the workspace"))
        back = KeyCapButton(self.tr("Back"), "Esc", kind="link", size="compact")
        back.clicked.connect(self.back)
        self.add_links(back)

    def show_error(self, error: UserError) -> None:
        """A question that turns out to be needed is asked now."""
        from crm_desktop.secrets import PassphraseNeeded

        if isinstance(error, PassphraseNeeded):
            self.word.show()
            self.word.edit.setFocus()
            return
        if error.field == "name":
            self.person.show()
        super().show_error(error)

    def submit(self) -> None:
        """Go on to the next empty field, from the last ask."""
        if self.is_busy:
            return
        for field, words in (
            (self.code, self.tr("Type the recovery code.")),
            (self.password, self.tr("Take at least {least} characters.").format(least=8)),
        ):
            if not field.text().strip() or (field is self.password and len(field.text()) < 8):
                if field.edit.hasFocus():
                    field.set_error(words)
                field.edit.setFocus()
                return
        self.clear_errors()
        self.asked.emit(self.code.text(), self.password.text(), self.person.text().strip(), self.word.text())


class RestoreCard(EntranceCard):
    """A backup file, and its recovery code where this computer's key doesn't open it."""

    asked = Signal(object, str, str)  # file, code, second word

    def __init__(self, backups: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._backups = backups
        self.tell_title(
            self.tr("Restore a backup"),
            self.tr(
                "Everything comes back as it was when the backup was made. What is here now is kept aside."
            ),
        )
        column = Column(gap=4)
        words = self.tr("Backup file")
        self.file = BackupDrop(words, backups)
        label = Text(words, "label")
        label.setBuddy(self.file)
        column.addWidget(label)
        column.addWidget(self.file)
        self.body.addLayout(column)
        self.code = self.add_field("recovery_code", self.tr("Recovery code"))
        self.code.set_hint(
            self.tr("Needed on another computer; leave it empty on the one that made the backup.")
        )
        self.word = self.add_field("passphrase", self.tr("A second word for this computer"), kind="password")
        self.word.hide()
        self.add_primary(self.tr("Restore"))
        back = KeyCapButton(self.tr("Back"), "Esc", kind="link", size="compact")
        back.clicked.connect(self.back)
        self.add_links(back)

    def focus_first(self) -> None:
        """The file comes first."""
        (self.file if self.file.path is None else self.code.edit).setFocus()

    def show_error(self, error: UserError) -> None:
        """Without a key store a second word is needed here too."""
        from crm_desktop.secrets import PassphraseNeeded

        if isinstance(error, PassphraseNeeded):
            self.word.show()
            self.word.edit.setFocus()
            return
        super().show_error(error)

    def submit(self) -> None:
        """Restore the chosen file."""
        if self.is_busy:
            return
        if self.file.path is None:
            self.trouble.tell(self.tr("Choose a backup file; its name ends in .crmbackup."))
            self.file.setFocus()
            return
        self.clear_errors()
        self.asked.emit(self.file.path, self.code.text().strip(), self.word.text())


class BackupDrop(FileDrop):
    """A place for a backup file."""

    def __init__(self, label: str, folder: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self._folder = folder

    def choose(self) -> None:
        """Ask for a backup; the dialog opens where the daily backups are."""
        start = str(self._folder) if self._folder is not None and self._folder.is_dir() else ""
        kinds = self.tr("Backups (*.crmbackup);;All files (*)")
        FileAsker(self.window()).open(self.tr("Backup file"), kinds, self.set_path, start)
