"""Tells a person, on any page, that a call of theirs was reviewed, or that a review was answered; once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject

from crm_desktop.services.coaching import ReviewRow, Told
from crm_desktop.ui.coaching.words import result_words
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.ops import Change, Operations
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.notices import Notice, NoticeAct, Notices, Tone
from crm_desktop.ui.shell.page import Frame

BANNER = "reviews.news"


class ReviewsWatcher(QObject):
    """Made for each sign-in; looks at its start and when reviews were changed elsewhere."""

    def __init__(
        self, session: Session, ops: Operations, notices: Notices, frame: Frame, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._ops, self._notices, self._frame = session, ops, notices, frame
        self._is_on = False

    def start(self) -> None:
        """Look now, and with each change."""
        if not self._is_on:
            self._is_on = True
            self._ops.changes.announced.connect(self._heard)
        self.look()

    def _heard(self, change: Change) -> None:
        if "reviews" in change.topics:
            self.look()

    def look(self) -> None:
        """Ask what there is to be told; in the read lane. A server that is away is not asked."""
        coaching, actor = self._session.services.coaching, self._session.actor
        op = self._ops.read(self, lambda: coaching.told(actor)).latest_only("reviews.told")
        op.success(self._tell).failure(lambda _error: None).start()

    def _tell(self, told: Told) -> None:
        if told.until is None or not told.count:
            return
        is_own = bool(told.published)
        first = (told.published or told.replied)[0]
        words = self._of_review(first) if is_own else self._of_reply(first)
        if told.count > 1:
            more = plural(self.tr("and %n more", "", told.count - 1), told.count - 1)
            words = f"{words} · {more}"
        review_id = first.review.id
        act = NoticeAct(self.tr("Look at it"), lambda: self._open(review_id))
        lead_in = self.tr("Your reviews:") if is_own else self.tr("Coaching:")
        self._notices.show(Notice(BANNER, Tone.INFO, words, (act,), icon="act.receipt", lead_in=lead_in))
        self._keep(told.until)

    def _open(self, review_id: UUID) -> None:
        self._notices.dismiss(BANNER)
        self._frame.open_page("coaching", review_id=review_id)

    def _of_review(self, row: ReviewRow) -> str:
        words = self.tr("{who} reviewed your call with {lead}: {result}")
        return words.format(who=row.by_name, lead=row.lead_name or "–", result=result_words(row))

    def _of_reply(self, row: ReviewRow) -> str:
        words = self.tr("{who} answered your review of the call with {lead}")
        return words.format(who=row.person_name, lead=row.lead_name or "–")

    def _keep(self, until: datetime) -> None:
        coaching, actor = self._session.services.coaching, self._session.actor
        op = self._ops.task(self, lambda _progress: coaching.was_told(actor, until), key="reviews.told")
        op.failure(lambda _error: None).start()
