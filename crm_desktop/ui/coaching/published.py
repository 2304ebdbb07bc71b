"""What is done to a published review in the card: answered, talked over, withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from crm_desktop.ids import new_id

if TYPE_CHECKING:
    from crm_desktop.ui.coaching.page import CoachingPage


class PublishedActs(QObject):
    """Asks in the card what an act needs, and does it."""

    def __init__(self, page: CoachingPage) -> None:
        super().__init__(page)
        self._page, self._card = page, page.card
        self._coaching, self._actor = page.session.services.coaching, page.session.actor
        card = page.card
        card.answer.clicked.connect(self.ask_reply)
        card.held.clicked.connect(self.hold_talk)
        card.move_talk.clicked.connect(self.ask_talk)
        card.take_back.clicked.connect(self.ask_withdraw)
        card.reply.answered.connect(self._reply)
        card.talk.answered.connect(self._move_talk)
        card.withdraw.answered.connect(self._withdraw)

    def review_id(self) -> UUID:
        """The review that is read."""
        sheet = self._card.sheet
        assert sheet is not None, "asked while something is opened"
        assert sheet.row is not None, "asked while a review is read"
        return sheet.row.review.id

    def ask_reply(self) -> None:
        """Ask what is to be said to the review."""
        if self._card.may_reply and self._card.box is None:
            self._card.reply.begin()
            self._page.open_box(self._card.reply, self._card.reply.words)

    def _reply(self, words: str) -> None:
        review_id, request = self.review_id(), new_id()
        self._page.act(
            lambda: self._coaching.reply(self._actor, request, review_id, words),
            self.tr("Your answer stands beside it"),
        )

    def ask_talk(self) -> None:
        """Ask for another time."""
        sheet = self._card.sheet
        if self._card.may_talk and self._card.box is None and sheet is not None and sheet.row is not None:
            self._card.talk.begin(sheet.row.review.talk_at, self._page.now())
            self._page.open_box(self._card.talk, self._card.talk.at.day)

    def _move_talk(self, at: datetime) -> None:
        review_id = self.review_id()
        self._page.act(
            lambda: self._coaching.move_talk(self._actor, review_id, at), self.tr("The talk is moved")
        )

    def hold_talk(self) -> None:
        """It was talked over."""
        if self._card.may_talk:
            review_id = self.review_id()
            self._page.act(
                lambda: self._coaching.hold_talk(self._actor, review_id), self.tr("Talked over")
            )  # fmt: skip

    def ask_withdraw(self) -> None:
        """Ask whether it counts no more."""
        if self._card.may_withdraw and self._card.box is None:
            self._card.withdraw.refuse("")
            self._page.open_box(self._card.withdraw, self._card.withdraw.save)

    def _withdraw(self) -> None:
        review_id = self.review_id()
        self._page.act(
            lambda: self._coaching.withdraw(self._actor, review_id),
            self.tr("Withdrawn: it counts no more"),
        )
