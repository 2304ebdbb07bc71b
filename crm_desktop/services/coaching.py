"""Reviews of calls: made by who leads a team, published to whose call it was, answered by them.

All of it stands behind the switch *Advanced*. Every opening of a call or a review is kept, and both sides see
who looked. What is published stands: it is withdrawn at most, and then counts no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.call import Call, CallState
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.domain.reviews import (
    LONGEST_NOTE,
    LONGEST_REPLY,
    Looked,
    Reply,
    Result,
    Review,
    check_publishing,
)
from crm_desktop.domain.scorecards import Answer, Scorecard
from crm_desktop.domain.timeline import TimelineItem
from crm_desktop.errors import ChangedMeanwhile, NotAllowed, NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.advanced import is_advanced, refuse_closed_month, require_advanced
from crm_desktop.services.coached import coached, require_coached
from crm_desktop.services.lead_rules import check_length, seen
from crm_desktop.store.calls import Calls
from crm_desktop.store.campaigns import workspace_zone
from crm_desktop.store.people import People
from crm_desktop.store.report_choices import ReportChoices
from crm_desktop.store.reviews import Look, ReviewRow, Reviews
from crm_desktop.store.samples import Samples, Waiting
from crm_desktop.store.scorecards import Scorecards
from crm_desktop.store.settings import SettingRows
from crm_desktop.store.timeline import Timeline
from crm_desktop.store.unit_of_work import Store, Work

__all__ = ["CoachingService", "Look", "Queue", "ReviewRow", "SaveReview", "Sheet", "Told", "Waiting"]

MOST_SHOWN = 300
TOLD, TOLD_FOR = "reviews_told", timedelta(days=14)
_A_DAY = timedelta(days=1)
_HISTORY = 40


@dataclass(frozen=True, slots=True)
class Queue:
    """What there is to do: drafts, drawn calls, talks to hold; `campaigns` are names."""

    drafts: tuple[ReviewRow, ...]
    waiting: tuple[Waiting, ...]
    talks: tuple[ReviewRow, ...]
    campaigns: Mapping[UUID, str]
    has_card: bool
    has_rule: bool

    @property
    def count(self) -> int:
        """How many calls wait for their review."""
        return len(self.drafts) + len(self.waiting)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One call as it is reviewed, or was: what is known of it, the card, and what was said.

    `card` None: there is no scorecard for it yet. `lead_name` and `history` are empty where the lead is
    another team's by now.
    """

    call: Call | None  # None: it was deleted as too old
    person_id: UUID
    person_name: str
    lead_name: str
    campaign: str
    card: Scorecard | None
    row: ReviewRow | None
    replies: tuple[Reply, ...] = ()
    history: tuple[TimelineItem, ...] = ()
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True, slots=True)
class SaveReview:
    """A review as it is now: kept as a draft, or published. `version` 0: it is new."""

    request_id: UUID
    review_id: UUID
    call_id: UUID
    card_id: UUID
    version: int
    answers: Mapping[str, str]
    note: str
    result: Result | None
    talk_at: datetime | None = None
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What a person is told of: own reviews that were published, what was said to those one made, talks due.

    A talk is told of once on each day from its own on, to both sides, until it was had.
    """

    published: tuple[ReviewRow, ...] = ()
    replied: tuple[ReviewRow, ...] = ()
    talks: tuple[ReviewRow, ...] = ()
    until: datetime | None = None

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.published) + len(self.replied) + len(self.talks)


class CoachingService:
    """Reviews, for who makes them and for whom they are about."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- looking ---

    def queue(self, actor: Actor) -> Queue:
        """What there is to review within reach, and the talks that were promised."""
        actor.require(Permission.COACH, Reach.TEAM)
        with self._store.read(actor) as work:
            require_advanced(work)
            people = [person.id for person in coached(work, actor) if not person.is_disabled]
            rows, drawn = Reviews(work), Samples(work)
            published = rows.published(people, MOST_SHOWN)
            return Queue(
                rows.drafts(people),
                drawn.waiting(people, MOST_SHOWN),
                tuple(row for row in published if row.review.talk_at and not _is_over(row.review)),
                dict(ReportChoices(work).campaigns()),
                any(not kept.card.is_ended for kept in Scorecards(work).newest().values()),
                bool(drawn.rules()),
            )

    def count_waiting(self, actor: Actor) -> int | None:
        """How many calls wait for this person's review, 0 for who reviews none; None while it is off."""
        with self._store.read(actor) as work:
            if not is_advanced(work):
                return None
            people = [person.id for person in coached(work, actor) if not person.is_disabled]
            if not people:
                return 0
            return len(Reviews(work).drafts(people)) + len(Samples(work).waiting(people, MOST_SHOWN))

    def published(self, actor: Actor) -> tuple[ReviewRow, ...]:
        """Published reviews: one's own, and those of whom one leads."""
        actor.require(Permission.SEE_REPORTS)
        with self._store.read(actor) as work:
            require_advanced(work)
            people = [actor.person_id, *(person.id for person in coached(work, actor))]
            return Reviews(work).published(people, MOST_SHOWN)

    def open_call(self, actor: Actor, call_id: UUID) -> Sheet:
        """A call with what it is reviewed by; that it was opened is kept."""
        actor.require(Permission.COACH, Reach.TEAM)
        with self._store.write(actor) as work:
            require_advanced(work)
            call = _reviewable(work, actor, call_id)
            row = Reviews(work).standing_of(call_id)
            Reviews(work).note_look(
                Looked.CALL, call_id, call.person_id, None if row is None else row.review.id
            )
            card = Scorecards(work).for_campaign(call.campaign_id) if row is None else row.review.card
            return _sheet(work, actor, call, row, card)

    def open_review(self, actor: Actor, review_id: UUID) -> Sheet:
        """A review with what was said to it; that it was opened is kept."""
        actor.require(Permission.SEE_REPORTS)
        with self._store.write(actor) as work:
            require_advanced(work)
            row = _reached(work, actor, review_id)
            review = row.review
            Reviews(work).note_look(Looked.REVIEW, review.call_id, review.person_id, review.id)
            return _sheet(work, actor, Calls(work).get(review.call_id), row, review.card)

    def told(self, actor: Actor) -> Told:
        """What there is to be told of since one was told last, at most two weeks ago."""
        with self._store.read(actor) as work:
            if not is_advanced(work):
                return Told()
            since = SettingRows(work).get("person", actor.person_id, TOLD)
            at = work.now - TOLD_FOR
            if since:
                at = max(at, datetime.fromisoformat(str(since)))
            rows = Reviews(work)
            published = rows.published_since(actor.person_id, at)
            zone = ZoneInfo(workspace_zone(work))
            today = work.now.astimezone(zone).date()
            is_first = not since or at.astimezone(zone).date() < today
            talks = (
                rows.talks_until(actor.person_id, datetime.combine(today + _A_DAY, time(), zone))
                if is_first
                else ()
            )
            return Told(published, rows.replied_since(actor.person_id, at), talks, work.now)

    def was_told(self, actor: Actor, until: datetime) -> None:
        """Keep until when this person was told."""
        with self._store.write(actor) as work:
            SettingRows(work).set("person", actor.person_id, TOLD, until.astimezone(UTC).isoformat())

    # --- reviewing ---

    def save(self, actor: Actor, command: SaveReview) -> ReviewRow:
        """Keep a review as a draft or publish it; a repeat changes nothing more.

        Raises UserError where something is missing, NotAllowed for the own call or another team's.
        """
        actor.require(Permission.COACH, Reach.TEAM)
        note = command.note.strip()
        check_length(note, LONGEST_NOTE, "note")
        payload = {
            "review": str(command.review_id), "call": str(command.call_id), "version": command.version,
            "answers": dict(command.answers), "note": note, "result": command.result or "",
            "talk": str(command.talk_at), "published": command.is_published,
        }  # fmt: skip
        with self._store.write(actor) as work:
            require_advanced(work)
            earlier = work.earlier_result(command.request_id, "save_review", payload)
            if earlier is not None:
                return _known(work, UUID(earlier["review"]))
            call = _reviewable(work, actor, command.call_id)
            review = _edited(work, actor, call, command, note)
            if command.is_published:
                check_publishing(
                    review.card, review.answers, review.result, note, review.talk_at, work.now
                )  # fmt: skip
                review = replace(review, published_at=work.now)
            _keep(work, review, command.version)
            _announce(work, review)
            work.keep_result(command.request_id, "save_review", payload, {"review": str(review.id)})
            return _known(work, review.id)

    def drop(self, actor: Actor, review_id: UUID) -> None:
        """Drop an own draft, an admin anybody's; a drawn call waits again. Harmless when repeated."""
        actor.require(Permission.COACH, Reach.TEAM)
        with self._store.write(actor) as work:
            require_advanced(work)
            row = Reviews(work).get(review_id)
            if row is None:
                return
            require_coached(work, actor, row.review.person_id)
            is_own = row.review.by_id == actor.person_id or actor.reach(Permission.COACH) is Reach.ALL
            if not is_own or row.review.published_at is not None:
                raise NotAllowed("Only an own draft can be dropped; what is published is withdrawn instead.")
            Reviews(work).remove_draft(review_id)
            work.record("review.dropped", "call", row.review.call_id)
            work.announce("reviews", review_id)

    def withdraw(self, actor: Actor, review_id: UUID) -> None:
        """A published review counts no more; it stays to be read, and the call can be reviewed again.

        Its reviewer does it, or an admin; not once the month it was published in is closed.
        """
        actor.require(Permission.COACH, Reach.TEAM)
        with self._store.write(actor) as work:
            require_advanced(work)
            review = _published(work, actor, review_id)
            if review.by_id != actor.person_id and actor.reach(Permission.COACH) is not Reach.ALL:
                raise NotAllowed("Who made a review withdraws it. Ask them, or an admin.")
            if review.withdrawn_at is not None:
                return
            assert review.published_at is not None
            refuse_closed_month(work, review.published_at.astimezone(ZoneInfo(workspace_zone(work))).date())
            self._mark(work, review, "review.withdrawn", withdrawn_at=work.now)

    def move_talk(self, actor: Actor, review_id: UUID, at: datetime) -> None:
        """Talk a review over at another time."""
        actor.require(Permission.COACH, Reach.TEAM)
        with self._store.write(actor) as work:
            require_advanced(work)
            review = _published(work, actor, review_id)
            _require_talk(review)
            if at <= work.now:
                raise UserError("This time is over. Choose one to come.", field="talk_at")
            self._mark(work, review, "review.talk_moved", talk_at=at)

    def hold_talk(self, actor: Actor, review_id: UUID) -> None:
        """A review was talked over just now."""
        actor.require(Permission.COACH, Reach.TEAM)
        with self._store.write(actor) as work:
            require_advanced(work)
            review = _published(work, actor, review_id)
            _require_talk(review)
            self._mark(work, review, "review.talked_over", talked_at=work.now)

    def _mark(self, work: Work, review: Review, act: str, **times: datetime) -> None:
        if not Reviews(work).mark(review, **times):
            raise ChangedMeanwhile("Someone else changed this review meanwhile. Look at it again.")
        work.record(act, "call", review.call_id, review=review.id)
        work.announce("reviews", review.id)

    # --- answering ---

    def reply(self, actor: Actor, request_id: UUID, review_id: UUID, text: str) -> Reply:
        """What whose call it was says to a review; it stands beside it and changes nothing of it."""
        actor.require(Permission.SEE_REPORTS)
        words = text.strip()
        if not words:
            raise UserError("Type what you want to say to it.", field="text")
        check_length(words, LONGEST_REPLY, "text")
        payload = {"review": str(review_id), "text": words}
        with self._store.write(actor) as work:
            require_advanced(work)
            rows = Reviews(work)
            earlier = work.earlier_result(request_id, "reply_to_review", payload)
            if earlier is not None:
                return next(each for each in rows.replies(review_id) if each.id == UUID(earlier["reply"]))
            review = _reached(work, actor, review_id).review
            if review.person_id != actor.person_id:
                raise NotAllowed("Only whose call it was answers a review.")
            reply = Reply(new_id(), review_id, work.now, words)
            rows.say(reply, review)
            work.record("review.answered", "call", review.call_id, review=review.id)
            work.announce("reviews", review.id)
            work.keep_result(request_id, "reply_to_review", payload, {"reply": str(reply.id)})
            return reply


def _is_over(review: Review) -> bool:
    return review.talked_at is not None or review.withdrawn_at is not None


def _known(work: Work, review_id: UUID) -> ReviewRow:
    row = Reviews(work).get(review_id)
    if row is None:
        raise NotFound("This review is not here any more. Look at the list again.")
    return row


def _reached(work: Work, actor: Actor, review_id: UUID) -> ReviewRow:
    """A review this person may read: the own once it is published, those of whom one leads."""
    row = _known(work, review_id)
    if row.review.person_id != actor.person_id:
        require_coached(work, actor, row.review.person_id)
    elif row.review.published_at is None:
        raise NotFound("This review is not here any more. Look at the list again.")
    return row


def _published(work: Work, actor: Actor, review_id: UUID) -> Review:
    """A published review of somebody this person leads."""
    review = _known(work, review_id).review
    require_coached(work, actor, review.person_id)
    if review.published_at is None:
        raise UserError("This review is not published yet.")
    return review


def _require_talk(review: Review) -> None:
    if review.talk_at is None or _is_over(review):
        raise UserError("There is no talk to come about this review. Look at the list again.")


def _reviewable(work: Work, actor: Actor, call_id: UUID) -> Call:
    call = Calls(work).get(call_id)
    if call is None:
        raise NotFound("This call is not here any more.")
    require_coached(work, actor, call.person_id)
    if call.is_practice:
        raise UserError("Practice is not reviewed: it counts nowhere.")
    if call.state is not CallState.CLOSED:
        raise UserError("This call has no result yet. Review it once it has one.")
    return call


def _edited(work: Work, actor: Actor, call: Call, command: SaveReview, note: str) -> Review:
    """The review as the command leaves it, still unpublished."""
    row, card = Reviews(work).standing_of(call.id), Scorecards(work).get(command.card_id)
    if card is None or card.campaign_id not in (None, call.campaign_id):
        raise NotFound("This scorecard is not for this campaign. Open the call again.")
    taken = {question.id: question.answers for question in card.questions}
    answers = {id: Answer(value) for id, value in command.answers.items() if value in taken.get(id, ())}
    talk_at = command.talk_at if command.result is Result.TALK else None
    if row is None:
        if command.version:
            raise ChangedMeanwhile("This review was dropped meanwhile. Open the call again.")
        return Review(
            command.review_id, call.id, call.lead_id, call.campaign_id, call.person_id, actor.person_id, card,
            answers, note, command.result, work.now, None, talk_at, None, None, 1,
        )  # fmt: skip
    review = row.review
    if review.published_at is not None:
        raise ChangedMeanwhile("{name} reviewed this call already. Look at the list again.", name=row.by_name)
    if review.by_id != actor.person_id:
        raise NotAllowed(
            "{name} is reviewing this call. Choose another one; an admin can drop their draft.",
            name=row.by_name,
        )
    if review.version != command.version:
        raise ChangedMeanwhile("You changed this review elsewhere meanwhile. Open the call again.")
    return replace(
        review, card=review.card, answers=answers, note=note, result=command.result, talk_at=talk_at
    )  # fmt: skip


def _keep(work: Work, review: Review, version: int) -> None:
    rows = Reviews(work)
    if version == 0:
        rows.add(replace(review, published_at=None))
        version = 1
        if review.published_at is None:
            return
    if not rows.change(review, version):
        raise ChangedMeanwhile("Someone else changed this review meanwhile. Look at it again.")


def _announce(work: Work, review: Review) -> None:
    if review.published_at is not None:
        work.record(
            "review.published", "call", review.call_id, review=review.id, result=review.result,
            score=review.score.percent,
        )  # fmt: skip
    work.announce("reviews", review.id)


def _sheet(
    work: Work, actor: Actor, call: Call | None, row: ReviewRow | None, card: Scorecard | None
) -> Sheet:
    rows = Reviews(work)
    if row is not None:
        person_id, call_id, lead_id = row.review.person_id, row.review.call_id, row.review.lead_id
        campaign_id = row.review.campaign_id
    else:
        assert call is not None, "a call or its review"
        person_id, call_id, lead_id = call.person_id, call.id, call.lead_id
        campaign_id = call.campaign_id
    person = People(work).get(person_id)
    lead_name, history = _of_lead(work, actor, lead_id)
    return Sheet(
        call,
        person_id,
        "" if person is None else person.display_name,
        lead_name,
        "" if campaign_id is None else ReportChoices(work).campaign_name(campaign_id) or "",
        card,
        row,
        () if row is None else rows.replies(row.review.id),
        history,
        rows.looks(call_id),
    )


def _of_lead(work: Work, actor: Actor, lead_id: UUID) -> tuple[str, tuple[TimelineItem, ...]]:
    """What is known of the lead, where it is within reach; it may be another team's by now."""
    try:
        lead = seen(work, actor, lead_id, Permission.SEE_LEADS)
    except (NotAllowed, NotFound):
        return "", ()
    return lead.name, Timeline(work).of_lead(lead_id, _HISTORY)
