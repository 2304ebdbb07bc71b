"""What the call-backs page asks in place: another time, to whom, why it is done; then it is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.calling_window import DEFAULT_WINDOW
from crm_desktop.domain.formats import full_when
from crm_desktop.domain.when import Answer
from crm_desktop.errors import UserError
from crm_desktop.services.offline.desk import WAITS, ServerAway
from crm_desktop.ui.callbacks.words import lead_words
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.shell.beside import CARD_TAB
from crm_desktop.ui.widgets.asking import AskBox

if TYPE_CHECKING:
    from crm_desktop.ui.callbacks.page import CallbacksPage


class Asking(QObject):
    """Asks in the card of the chosen call-back, and changes it once."""

    def __init__(self, page: CallbacksPage) -> None:
        super().__init__(page)
        self._page = page
        self._is_busy = False
        card = page.card
        card.put_off.clicked.connect(self.move)
        card.hand.clicked.connect(self.hand_over)
        card.done.clicked.connect(self.done)
        card.move_box.moved.connect(self._move)
        card.move_box.unknown.connect(self._ask_library)
        card.hand_box.handed.connect(self._hand_over)
        card.done_box.done.connect(self._done)

    def move(self) -> None:
        """Ask for another time, in place."""
        row = self._page.card.row
        if self._page.desk.has_row():
            self._page.desk.change()
        if row is None or not self._page.can_change():
            return
        campaigns = self._page.shown.hours or {}
        hours = campaigns.get(row.campaign_id, DEFAULT_WINDOW) if row.campaign_id else DEFAULT_WINDOW
        self._page.card.move_box.begin(self._page.now(), row.zone or self._page.zone, hours)
        self._ask(self._page.card.move_box, self._page.card.move_box.field)

    def hand_over(self) -> None:
        """Ask to whom, in place; the server knows who there is."""
        if self._page.can_change() and self._page.shown.mine.is_kept:
            self._page.context.notices.user_error(ServerAway(WAITS))
        elif self._page.can_change():
            self._page.card.hand_box.begin(self._page.shown.people)
            self._ask(self._page.card.hand_box, self._page.card.hand_box.person)

    def done(self) -> None:
        """Ask why, in place."""
        if self._page.desk.has_row():
            self._page.desk.kept()
        elif self._page.can_change():
            self._page.card.done_box.begin()
            self._ask(self._page.card.done_box, self._page.card.done_box.why)

    def _ask(self, box: AskBox, focus: QWidget) -> None:
        if self._page.is_tabbed:
            self._page.tabs.choose(CARD_TAB)
        self._page.card.ask(box)
        focus.setFocus()

    def ask_in_slot(self) -> None:
        """Ask why the appointment is cancelled."""
        if self._page.is_tabbed:
            self._page.tabs.choose(CARD_TAB)
        self._page.slot.ask_cancel()
        self._page.slot.cancel_box.why.setFocus()

    def submit(self) -> None:
        """What Ctrl+Enter does while something is asked."""
        if self._page.box is not None:
            self._page.box.submit()

    def _ask_library(self, text: str) -> None:
        """Words the own rules don't know; reading them loads much, so not on this thread."""
        box = self._page.card.move_box

        def answered(found: Answer) -> None:
            box.answered(text, found)

        op = self._page.context.ops.read(self._page, lambda: box.read(text, may_ask_library=True))
        op.latest_only("callbacks.when").success(answered).start()

    def _move(self, at: datetime) -> None:
        if (row := self._page.card.row) is None:
            return
        callbacks, actor = self._page.session.services.callbacks, self._page.session.actor
        words = self.tr("{name}: moved to {when}").format(
            name=lead_words(row), when=full_when(at, row.zone or self._page.zone)
        )

        def move_back(_: object) -> None:
            callbacks.move(actor, row.id, row.version + 1, row.due_at)

        back = move_back if row.due_at > self._page.now() else None
        self.change(lambda: callbacks.move(actor, row.id, row.version, at), words, back)

    def _hand_over(self, person_id: UUID) -> None:
        if (row := self._page.card.row) is None:
            return
        callbacks, actor = self._page.session.services.callbacks, self._page.session.actor
        name = next((name for known, name in self._page.shown.people if known == person_id), "")
        words = self.tr("{name}: handed over to {person}").format(name=lead_words(row), person=name)
        self.change(lambda: callbacks.hand_over(actor, row.id, row.version, person_id), words)

    def _done(self, why: str) -> None:
        if (row := self._page.card.row) is None:
            return
        callbacks, actor = self._page.session.services.callbacks, self._page.session.actor
        words = self.tr("{name}: closed without a call").format(name=lead_words(row))
        self.change(lambda: callbacks.done(actor, row.id, row.version, why), words)

    def change(
        self, work: Callable[[], object], words: str, back: Callable[[object], object] | None = None
    ) -> None:
        """Do it once; say what was done, or say in the card why not."""
        if self._is_busy:
            return
        self._is_busy = True

        def done(_: object) -> None:
            self._page.card.leave_box()
            if back is None:
                self._page.context.notices.toast(words)
            self._page.read()

        def refused(error: UserError) -> None:
            if (box := self._page.card.box) is not None:
                box.refuse(tr_error(error))
            else:
                self._page.context.notices.user_error(error)
            self._page.read()

        op = self._page.context.ops.store(self._page, work).changes("callbacks", "leads", "queue")
        if back is not None:
            op.undo(words, back)
        op.success(done).failure(refused).settled(self._settled).start()

    def _settled(self) -> None:
        self._is_busy = False
