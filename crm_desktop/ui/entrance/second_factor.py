"""The second factor at the door: its code after the password, and setting one up where it is required."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from crm_desktop.errors import UserError
from crm_desktop.ui.entrance.card import EntranceCard
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.paper_codes import CodesGrid, save_codes
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.file_asker import FileAsker
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.qr import QrCode
from crm_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from crm_desktop.domain.people import Actor
    from crm_desktop.services.second_factor import SecondFactorService, SecondFactorSetup


class AskingCode(EntranceCard):
    """A card that ends with a code: `asked` gives what was typed."""

    asked = Signal(str)
    code: Field
    waiting_words: str

    def add_code(self, label: str, button: str, waiting: str) -> None:
        """Append the field, the button, what it says while it is looked at, and the way back."""
        self.code = self.add_field("code", label)
        self.waiting_words = waiting
        self.add_primary(button)
        back = KeyCapButton(self.tr("Back"), "Esc", kind="link", size="compact")
        back.clicked.connect(self.back)
        self.add_links(back)

    def submit(self) -> None:
        """Hand on what was typed."""
        if self.is_busy:
            return
        self.clear_errors()
        if not self.code.text().strip():
            self.code.set_error(self.tr("Type the six digits that your authenticator shows."))
            self.code.edit.setFocus()
            return
        self.set_busy(True, self.waiting_words)
        self.asked.emit(self.code.text())


class CodeCard(AskingCode):
    """The password was right: what does the authenticator show?"""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.tell_title(self.tr("One more code"), name)
        self.sentence.setProperty("user_data", True)
        self.add_code(self.tr("Code of your authenticator"), self.tr("Sign in"), self.tr("Signing in…"))
        self.code.set_hint(self.tr("Six digits, or one of your codes on paper."))


class SetUpCard(AskingCode):
    """An authenticator scans the QR code, and its first code is typed back."""

    def __init__(self, address: str, secret: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.tell_title(
            self.tr("Set up your second factor"),
            self.tr(
                "An admin of a team signs in with a password and a code. Scan this with an authenticator on "
                "your telephone, then type the six digits it shows."
            ),
        )
        self.qr = QrCode(self.tr("The secret as a QR code"), side=176)
        self.qr.set_content(address)
        middle = Row(gap=0)
        middle.addStretch(1)
        middle.addWidget(self.qr)
        middle.addStretch(1)
        self.body.addLayout(middle)
        column = Column(gap=2)
        column.addWidget(Text(self.tr("Without a camera, type this in:"), "caption", tone="muted"))
        self.secret = Text(secret, "table", tabular=True, selectable=True, wrap=True)
        self.secret.setProperty("user_data", True)
        column.addWidget(self.secret)
        self.body.addLayout(column)
        self.add_code(self.tr("The six digits it shows"), self.tr("Go on"), self.tr("Saving…"))


class PaperCard(EntranceCard):
    """The codes for the day the telephone is gone, shown once."""

    done = Signal()

    def __init__(self, codes: Sequence[str], person: str, office: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.codes, self._person, self._office = tuple(codes), person, office
        self.tell_title(
            self.tr("Codes for a lost telephone"),
            self.tr("Each works once. Save them now or write them down: they are shown only this once."),
        )
        self.body.addWidget(CodesGrid(codes))
        self.copy = KeyCapButton(self.tr("Copy all"), icon="act.copy")
        self.copy.clicked.connect(self._copy)
        self.save_it = KeyCapButton(self.tr("Save as PDF…"), icon="act.save")
        self.save_it.clicked.connect(self._ask_file)
        row = Row(gap=8)
        row.addWidget(self.copy, 1)
        row.addWidget(self.save_it, 1)
        self.body.addLayout(row)
        self.add_primary(self.tr("I have them"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self.codes))
        self.copy.set_words(self.tr("Copied"))

    def _ask_file(self) -> None:
        name = self.tr("sign-in codes {person}").format(person=self._person)
        FileAsker(self.window()).save(
            self.tr("Save the codes"), self.tr("PDF (*.pdf)"), name, self.save_file, suffix="pdf"
        )

    def save_file(self, file: str | Path) -> None:
        """Save the page as a PDF."""
        try:
            save_codes(Path(file), self.codes, self._person, self._office)
        except UserError as error:
            self.trouble.tell(tr_error(error))
            return
        self.trouble.tell("")
        self.save_it.set_words(self.tr("Saved"))

    def focus_first(self) -> None:
        """Nobody goes on by mistake."""
        self.save_it.setFocus()

    def submit(self) -> None:
        """They are kept somewhere."""
        self.done.emit()


class RequiredSetUp:
    """Leads an admin of a team through setting one up, where it is missing; the door's own steps."""

    def __init__(
        self,
        service: SecondFactorService,
        actor: Actor,
        office: str,
        task: Callable[[Callable[[Any], object]], Any],
        show: Callable[[EntranceCard], None],
        refused: Callable[[UserError], None],
    ) -> None:
        self._service, self._actor, self._office = service, actor, office
        self._task, self._show, self._refused = task, show, refused

    def begin(self, enter: Callable[[], None], leave: Callable[[], None]) -> None:
        """Ask the server whether it is missing; `enter` when nothing is, or no more."""
        self._enter, self._leave = enter, leave
        service, actor = self._service, self._actor

        def found(setup: SecondFactorSetup | None) -> None:
            if setup is None:
                enter()
            else:
                self._ask(setup)

        self._task(lambda _progress: service.begin(actor) if service.is_missing(actor) else None).success(
            found
        ).failure(self._refused).start()

    def _ask(self, setup: SecondFactorSetup) -> None:
        card = SetUpCard(setup.address, setup.secret)

        def confirm(code: str) -> None:
            service, actor = self._service, self._actor
            self._task(lambda _progress: service.confirm(actor, code)).success(self._tell_paper).failure(
                self._refused
            ).start()

        card.asked.connect(confirm)
        card.back.connect(self._leave)
        self._show(card)

    def _tell_paper(self, codes: tuple[str, ...]) -> None:
        card = PaperCard(codes, self._actor.name, self._office)
        card.done.connect(self._enter)
        self._show(card)
