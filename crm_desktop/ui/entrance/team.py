"""Joining a team, and sharing a workspace with one: the cards before anybody is signed in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from crm_desktop.errors import UserError
from crm_desktop.ui.entrance.card import EntranceCard
from crm_desktop.ui.entrance.first_start import FileDrop
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.file_asker import FileAsker
from crm_desktop.ui.widgets.layouts import Column, FormGrid, Row
from crm_desktop.ui.widgets.qr import QrCode
from crm_desktop.ui.widgets.text import ElidedText, Text

INVITATION = ".crminvite"


class InvitationDrop(FileDrop):
    """A place for an invitation's file."""

    def choose(self) -> None:
        """Ask for the file."""
        kinds = self.tr("Invitations (*.crminvite);;All files (*)")
        FileAsker(self.window()).open(self.tr("Invitation"), kinds, self.set_path)


class JoinCard(EntranceCard):
    """`asked` gives the invitation, as a file's path or a link, and the second word where one is needed."""

    asked = Signal(str, str)

    def __init__(self, file: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.tell_title(
            self.tr("Join a team"),
            self.tr("Your admin has an invitation for this computer: a file, or a link to paste."),
        )
        column = Column(gap=4)
        words = self.tr("Invitation file")
        self.file = InvitationDrop(words)
        label = Text(words, "label")
        label.setBuddy(self.file)
        column.addWidget(label)
        column.addWidget(self.file)
        self.body.addLayout(column)
        self.link = self.add_field("invitation", self.tr("Or its link"))
        self.link.edit.setPlaceholderText("crm-desktop://join#…")
        self.word = self.add_field(
            "passphrase", self.tr("A second word that opens this computer’s file"), kind="password"
        )
        self.word.set_hint(self.tr("Asked each time the program starts. Write it down; keep it safe."))
        self.word.hide()
        self.add_primary(self.tr("Join"))
        back = KeyCapButton(self.tr("Back"), "Esc", kind="link", size="compact")
        back.clicked.connect(self.back)
        self.add_links(back)
        if file is not None:
            self.file.set_path(file)

    def focus_first(self) -> None:
        """The file, then the button once there is one."""
        if self.file.path is not None and self.primary is not None:
            self.primary.setFocus()
        else:
            self.file.setFocus()

    def show_error(self, error: UserError) -> None:
        """Without a key store a second word is needed."""
        if type(error).__name__ == "PassphraseNeeded":
            self.word.show()
            self.word.edit.setFocus()
            return
        super().show_error(error)

    def submit(self) -> None:
        """Join with the file, or with the link when one was pasted."""
        if self.is_busy:
            return
        self.clear_errors()
        wanted = self.link.text().strip() or (str(self.file.path) if self.file.path else "")
        if not wanted:
            self.trouble.tell(self.tr("Choose the invitation’s file, or paste its link."))
            self.file.setFocus()
            return
        self.asked.emit(wanted, self.word.text())


class OnItsWayCard(EntranceCard):
    """A whole workspace is on its way: which step goes on, how far it is, and a way to stop.

    `fact` names where it goes or comes from, which `what` says.
    """

    cancelled = Signal()

    def __init__(self, title: str, words: str, fact: str, what: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.tell_title(title, words)
        self.facts = FormGrid(name_width=90)
        self.facts.setProperty("user_data", True)
        self._step = self.tr("Step")
        self.facts.add(fact, what)
        self.facts.add(self._step, self.tr("Checks"))
        self.body.addWidget(self.facts)
        self.add_primary(self.tr("Stop"), "Esc").set_kind("normal")  # the way on needs no press
        self.back.connect(self.submit)

    def show_progress(self, share: float | None, note: str = "") -> None:
        """The step's name, too."""
        super().show_progress(share)
        if note:
            self.facts.set_value(self._step, tr_label(note))

    def submit(self) -> None:
        """Stop; everything is as it was."""
        if not self.is_busy:
            self.set_busy(True, self.tr("Stopping…"))
            self.cancelled.emit()


class ShareCard(OnItsWayCard):
    """A workspace is on its way to the server."""

    def __init__(self, server: str, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Sharing with the team"),
            self.tr("Everything is copied to the server and compared. Until that is done nothing changes."),
            self.tr("Server"),
            server,
            parent,
        )


def password_line(name: str, word: str) -> Row:
    """A person and the one-time password, which is never cut off or broken."""
    row = Row(gap=12)
    shown = ElidedText(name)
    shown.setProperty("elides", True)
    password = Text(word, "body_strong", tabular=True)
    password.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    for each in (shown, password):
        each.setProperty("user_data", True)
    row.addWidget(shown, 1)
    row.addWidget(password)
    return row


class SharedCard(EntranceCard):
    """The workspace is on the server: who gets which one-time password, and the invitation."""

    done = Signal()

    def __init__(
        self,
        people: Sequence[tuple[str, str]],
        link: str,
        invitation: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent=parent)
        self._people, self._link, self._invitation = list(people), link, invitation
        self.tell_title(
            self.tr("Shared with the team"),
            self.tr(
                "Give everybody the invitation and their one-time password. The passwords are shown only "
                "now, work for two days, and are changed at the first sign-in."
            )
            if people
            else self.tr("Give the invitation to everybody you add from now on."),
        )
        lines = Column(gap=8)
        for name, word in people:
            lines.addLayout(password_line(name, word))
        self.body.addLayout(lines)
        self.qr = QrCode(self.tr("The invitation as a QR code"), side=320)
        self.qr.hide()
        self.copy = KeyCapButton(self.tr("Copy all"), icon="act.copy")
        self.copy.clicked.connect(self._copy)
        self.show_qr = KeyCapButton(self.tr("Show as QR"), icon="act.qr")
        self.show_qr.clicked.connect(self._show_qr)
        row = Row(gap=8)
        row.addWidget(self.copy, 1)
        row.addWidget(self.show_qr)
        self.body.addLayout(row)
        middle = Row(gap=0)
        middle.addStretch(1)
        middle.addWidget(self.qr)
        middle.addStretch(1)
        self.body.addLayout(middle)
        self.body.addWidget(Text(self.tr("The invitation’s file:"), "caption", tone="muted"))
        where = Text(str(invitation), "caption", wrap=True)
        where.setProperty("user_data", True)
        self.body.addWidget(where)
        self.add_primary(self.tr("Sign in"))

    def _copy(self) -> None:
        lines = [f"{name}\t{word}" for name, word in self._people]
        QGuiApplication.clipboard().setText("\n".join([*lines, self._link]))
        self.copy.set_words(self.tr("Copied"))

    def _show_qr(self) -> None:
        from crm_desktop.store.team.invitation import read_link

        self.qr.set_content(read_link(self._link).qr_link)
        self.qr.setVisible(not self.qr.isVisible())
        self.updateGeometry()

    def focus_first(self) -> None:
        """Nobody goes on by mistake."""
        self.copy.setFocus()

    def submit(self) -> None:
        """Everybody was told."""
        self.done.emit()
