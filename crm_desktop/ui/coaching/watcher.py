"""Tells a person, on any page, what there is of coaching: a talk due today, a review, an answer; once."""

from __future__ import annotations

from crm_desktop.domain.formats import short_when
from crm_desktop.services.coaching import ReviewRow, Told
from crm_desktop.ui.coaching.words import result_words
from crm_desktop.ui.shell.telling import TellsOnce


class ReviewsWatcher(TellsOnce):
    """Looks at its start and when reviews were changed elsewhere."""

    banner, key = "reviews.news", "F9"
    topics = frozenset({"reviews"})

    def look(self) -> None:
        """Ask what there is to be told."""
        coaching, actor = self._session.services.coaching, self._session.actor
        self.ask(lambda: coaching.told(actor), self._tell)

    def _tell(self, told: Told) -> None:
        if told.until is None or not told.count:
            return
        is_own = bool(told.published) and not told.talks
        first = (told.talks or told.published or told.replied)[0]
        words = self._of_review(first) if is_own else self._of_reply(first)
        if told.talks:
            words = self._of_talk(first)
        lead_in = self.tr("Your reviews:") if is_own else self.tr("Coaching:")
        review_id = first.review.id
        self.show(lead_in, words, told.count, lambda: self._frame.open_page("coaching", review_id=review_id))
        coaching, actor = self._session.services.coaching, self._session.actor
        self.keep(lambda until: coaching.was_told(actor, until), told.until)

    def _of_review(self, row: ReviewRow) -> str:
        words = self.tr("{who} reviewed your call with {lead}: {result}")
        return words.format(who=row.by_name, lead=row.lead_name or "–", result=result_words(row))

    def _of_talk(self, row: ReviewRow) -> str:
        at, session = row.review.talk_at, self._session
        assert at is not None, "asked of talks"
        is_mine = row.review.person_id == session.actor.person_id
        when = short_when(at, session.services.workspace.zone, session.clock.now(), in_sentence=True)
        words = self.tr("you talk with {who} about the call with {lead}: {when}")
        who = row.by_name if is_mine else row.person_name
        return words.format(who=who, lead=row.lead_name or "–", when=when)

    def _of_reply(self, row: ReviewRow) -> str:
        words = self.tr("{who} answered your review of the call with {lead}")
        return words.format(who=row.person_name, lead=row.lead_name or "–")
