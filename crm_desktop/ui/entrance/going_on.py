"""The server takes nothing more before the password was typed again: asked for over the window, calmly."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.errors import UserError
from crm_desktop.ui.entrance.card import EntranceCard
from crm_desktop.ui.entrance.password import NewPasswordCard
from crm_desktop.ui.entrance.waiting import WaitingCard
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.widgets.buttons import KeyCapButton

if TYPE_CHECKING:
    from crm_desktop.services.people import SignedIn
    from crm_desktop.ui.entrance.server_watch import ServerWatch
    from crm_desktop.ui.ops import Operations
    from crm_desktop.ui.session import Session
    from crm_desktop.ui.shell.notices import Notices

NO_WAY_ON = ("CantGoOn", "SeatRetired")


class GoOnCard(WaitingCard):
    """The password of whoever works here; `back` goes on without the server, `left` signs out."""

    asked = Signal(str)
    left = Signal()

    def __init__(self, name: str, why: UserError, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.tell_title(self.tr("The server asks for your password"), name)
        self.sentence.setProperty("user_data", True)
        self.password = self.add_field("password", self.tr("Password"), kind="password")
        self.password.set_hint(tr_error(why))
        self.add_primary(self.tr("Go on"))
        later = KeyCapButton(self.tr("Later"), "Esc", kind="link", size="compact")
        later.clicked.connect(self.back)
        out = KeyCapButton(self.tr("Sign out"), kind="link", size="compact")
        out.clicked.connect(self.left)
        self.later, self.out = later, out
        self.add_links(later, out)
        self.is_over = False

    def end(self, why: UserError) -> None:
        """No password helps: what is left is to sign out."""
        self.is_over = True
        self.title.setText(self.tr("This sign-in is over"))
        self.password.hide()
        self.trouble.tell(tr_error(why))
        self.out.hide()
        if self.primary is not None:
            self.primary.set_words(self.tr("Sign out"))
            self.primary.setFocus()

    def submit(self) -> None:
        """Ask to go on, or sign out where that is all that is left."""
        if self.is_over:
            self.left.emit()
            return
        if password := self.typed_password():
            self.asked.emit(password)


class GoingOn(QObject):
    """Asks for the password once a call is over, and goes on with it; `left` when the person signs out."""

    left = Signal()

    def __init__(
        self,
        session: Session,
        ops: Operations,
        notices: Notices,
        server: ServerWatch,
        cover: Callable[[EntranceCard], object],
        uncover: Callable[[], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._ops, self._notices, self._server = session, ops, notices, server
        self._cover, self._uncover = cover, uncover

    def ask(self) -> None:
        """Show the card over the window."""
        why = self._server.why
        if why is None:
            return
        card = GoOnCard(self._session.name, why)
        card.asked.connect(lambda password: self._try(card, password))
        card.back.connect(self._uncover)
        card.left.connect(self.left)
        self._cover(card)
        if type(why).__name__ in NO_WAY_ON:
            card.end(why)

    def _try(self, card: GoOnCard, password: str) -> None:
        people, actor = self._session.services.people, self._session.actor
        card.set_busy(True, self.tr("Signing in…"))

        def refused(error: UserError) -> None:
            card.set_busy(False)
            if type(error).__name__ in NO_WAY_ON or error.field == "name":
                card.end(error)
            else:
                card.show_error(error)

        self._ops.task(card, lambda _progress: people.go_on(actor, password), key="unlock").success(
            lambda signed_in: self._signed_in(signed_in, password)
        ).failure(refused).start()

    def _signed_in(self, signed_in: SignedIn, password: str) -> None:
        if signed_in.must_change_password:
            self._ask_new(password)
            return
        self._uncover()
        self._server.look()
        self._notices.toast(self.tr("Signed in again"))
        if signed_in.actor.role is not self._session.actor.role:
            self._notices.warn(self.tr("Your role was changed. Sign out and in again to work with it."))

    def _ask_new(self, one_time: str) -> None:
        """A one-time password is changed first; what was done meanwhile waits for that."""
        people, actor = self._session.services.people, self._session.actor
        card = NewPasswordCard(self._session.name, one_time)

        def change(old: str, new: str) -> None:
            card.set_busy(True, self.tr("Saving…"))
            self._ops.task(
                card, lambda _progress: people.change_password(actor, old, new), key="unlock"
            ).success(changed).failure(refused).start()

        def changed(_none: object) -> None:
            self._uncover()
            self._server.look()
            self._notices.toast(self.tr("Your password is changed"))

        def refused(error: UserError) -> None:
            card.set_busy(False)
            card.show_error(error)

        card.asked.connect(change)
        card.back.connect(self._uncover)
        self._cover(card)
