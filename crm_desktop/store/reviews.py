"""Reviews as rows, what their people say to them, and who looked at which call and review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, delete, func, insert, or_, select, update

from crm_desktop.domain.reviews import Looked, Reply, Result, Review
from crm_desktop.domain.scorecards import answers_from_json
from crm_desktop.ids import new_id
from crm_desktop.store.counted_rows import Span, narrowed, within_times
from crm_desktop.store.scorecards import CARD_COLUMNS, card_of
from crm_desktop.store.tables import (
    calls,
    leads,
    people,
    review_looks,
    review_replies,
    reviews,
    scorecards,
)
from crm_desktop.store.unit_of_work import Work

_r, _p, _k, _c = reviews.c, review_replies.c, review_looks.c, calls.c
_reviewer = people.alias("reviewer")


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review as lists show it; `dialled_at` None: its call is gone. `replies`: how many there are."""

    review: Review
    person_name: str
    by_name: str
    lead_name: str
    dialled_at: datetime | None
    talk_s: int | None
    outcome: str
    replies: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody opened a call or a review."""

    person_name: str
    kind: Looked
    at: datetime


class Reviews:
    """Repository of reviews."""

    def __init__(self, work: Work) -> None:
        self._work = work

    # --- reading ---

    def get(self, review_id: UUID) -> ReviewRow | None:
        """One review."""
        row = self._work.connection.execute(_listed().where(_r.id == review_id)).one_or_none()
        return None if row is None else _row(row)

    def standing_of(self, call_id: UUID) -> ReviewRow | None:
        """The call's review that isn't withdrawn, a draft or published."""
        wanted = _listed().where(_r.call_id == call_id, _r.withdrawn_at.is_(None))
        row = self._work.connection.execute(wanted.order_by(_r.created_at).limit(1)).one_or_none()
        return None if row is None else _row(row)

    def drafts(self, people_ids: Sequence[UUID]) -> tuple[ReviewRow, ...]:
        """Drafts about these people, the oldest first."""
        wanted = _listed().where(_r.person_id.in_(people_ids), _r.published_at.is_(None))
        return self._found(wanted.order_by(_r.created_at))

    def published(self, people_ids: Sequence[UUID], limit: int) -> tuple[ReviewRow, ...]:
        """Published reviews of these people: talks to come first, then the newest."""
        waits = and_(_r.talk_at.is_not(None), _r.talked_at.is_(None), _r.withdrawn_at.is_(None))
        wanted = _listed().where(_r.person_id.in_(people_ids), _r.published_at.is_not(None))
        first = case((waits, 0), else_=1)
        ordered = wanted.order_by(first, case((waits, _r.talk_at)), _r.published_at.desc(), _r.id)
        return self._found(ordered.limit(limit))

    def published_since(self, person_id: UUID, since: datetime) -> tuple[ReviewRow, ...]:
        """What was published about somebody's calls since, the newest first."""
        wanted = _listed().where(
            _r.person_id == person_id, _r.published_at > since, _r.withdrawn_at.is_(None)
        )
        return self._found(wanted.order_by(_r.published_at.desc()))

    def talks_until(self, person_id: UUID, until: datetime) -> tuple[ReviewRow, ...]:
        """Talks this person has to have before then, as either side; the earliest first."""
        wanted = _listed().where(
            or_(_r.person_id == person_id, _r.by_id == person_id),
            _r.published_at.is_not(None),
            _r.talk_at < until,
            _r.talked_at.is_(None),
            _r.withdrawn_at.is_(None),
        )
        return self._found(wanted.order_by(_r.talk_at, _r.id))

    def replied_since(self, by_id: UUID, since: datetime) -> tuple[ReviewRow, ...]:
        """Reviews of this reviewer to which something was said since, the newest first."""
        newest = (
            select(_p.review_id, func.max(_p.at).label("at"))
            .where(_p.at > since)
            .group_by(_p.review_id)
            .subquery()
        )
        wanted = _listed().join(newest, newest.c.review_id == _r.id).where(_r.by_id == by_id)
        return self._found(wanted.order_by(newest.c.at.desc()))

    def counted(self, span: Span) -> tuple[ReviewRow, ...]:
        """The reviews a question counts: published on its days, of its people, not withdrawn."""
        wanted = _listed().where(
            _r.person_id.in_(span.people),
            _r.published_at >= span.since,
            _r.published_at < span.until,
            _r.withdrawn_at.is_(None),
            *within_times(span, _r.person_id, _r.published_at),
            *narrowed(span, _r.lead_id, _r.campaign_id),
        )
        return self._found(wanted.order_by(_r.published_at, _r.id))

    def replies(self, review_id: UUID) -> tuple[Reply, ...]:
        """What was said to a review, the oldest first."""
        wanted = select(review_replies).where(_p.review_id == review_id).order_by(_p.at, _p.id)
        return tuple(
            Reply(row.id, row.review_id, row.at, row.text) for row in self._work.connection.execute(wanted)
        )

    def looks(self, call_id: UUID, limit: int = 50) -> tuple[Look, ...]:
        """Who looked at a call or its reviews, the newest first."""
        wanted = (
            select(people.c.display_name, _k.kind, _k.at)
            .join(people, people.c.id == _k.person_id)
            .where(_k.call_id == call_id)
            .order_by(_k.at.desc(), _k.id.desc())
            .limit(limit)
        )
        return tuple(
            Look(row.display_name, Looked(row.kind), row.at) for row in self._work.connection.execute(wanted)
        )

    def _found(self, statement: Select[Any]) -> tuple[ReviewRow, ...]:
        return tuple(_row(row) for row in self._work.connection.execute(statement))

    # --- writing ---

    def add(self, review: Review) -> None:
        """Keep a new draft."""
        self._work.connection.execute(
            insert(reviews).values(
                id=review.id, call_id=review.call_id, lead_id=review.lead_id,
                campaign_id=review.campaign_id, person_id=review.person_id, by_id=review.by_id,
                scorecard_id=review.card.id, created_at=review.created_at, version=review.version,
                **_edited(review),
            )
        )  # fmt: skip

    def change(self, review: Review, version: int) -> bool:
        """Keep a draft as it is now, or published; False where it changed since `version`."""
        done = self._work.connection.execute(
            update(reviews)
            .where(_r.id == review.id, _r.version == version, _r.published_at.is_(None))
            .values(**_edited(review), published_at=review.published_at, version=version + 1)
        )
        return done.rowcount > 0

    def remove_draft(self, review_id: UUID) -> bool:
        """Drop a draft."""
        done = self._work.connection.execute(
            delete(reviews).where(_r.id == review_id, _r.published_at.is_(None))
        )
        return done.rowcount > 0

    def mark(self, review: Review, **times: datetime | None) -> bool:
        """Keep when it is or was talked over, or was withdrawn; False where it changed meanwhile."""
        done = self._work.connection.execute(
            update(reviews)
            .where(_r.id == review.id, _r.version == review.version, _r.published_at.is_not(None))
            .values(**times, version=review.version + 1)
        )
        return done.rowcount > 0

    def say(self, reply: Reply, review: Review) -> None:
        """Keep what the person says to a review."""
        self._work.connection.execute(
            insert(review_replies).values(
                id=reply.id, review_id=review.id, lead_id=review.lead_id, person_id=review.person_id,
                at=reply.at, text=reply.text,
            )
        )  # fmt: skip

    def note_look(self, kind: Looked, call_id: UUID, of_id: UUID, review_id: UUID | None = None) -> None:
        """Keep that the acting person looks at a call or a review."""
        assert self._work.actor is not None, "somebody looks"
        self._work.connection.execute(
            insert(review_looks).values(
                id=new_id(), person_id=self._work.actor.person_id, of_id=of_id, call_id=call_id,
                review_id=review_id, kind=kind.value, at=self._work.now,
            )
        )  # fmt: skip


def _edited(review: Review) -> dict[str, Any]:
    return {
        "answers": {id: answer.value for id, answer in review.answers.items()},
        "note": review.note,
        "result": None if review.result is None else review.result.value,
        "talk_at": review.talk_at,
    }


def _listed() -> Select[Any]:
    said = select(func.count()).where(_p.review_id == _r.id).scalar_subquery()
    joined = (
        reviews.join(scorecards, scorecards.c.id == _r.scorecard_id)
        .join(people, people.c.id == _r.person_id)
        .join(_reviewer, _reviewer.c.id == _r.by_id)
        .outerjoin(leads, leads.c.id == _r.lead_id)
        .outerjoin(calls, _c.id == _r.call_id)
    )
    return select(
        reviews, *CARD_COLUMNS, people.c.display_name.label("person_name"),
        _reviewer.c.display_name.label("by_name"), leads.c.name.label("lead_name"), _c.dialled_at, _c.talk_s,
        _c.disposition_label, said.label("said"),
    ).select_from(joined)  # fmt: skip


def _row(row: Any) -> ReviewRow:
    review = Review(
        row.id, row.call_id, row.lead_id, row.campaign_id, row.person_id, row.by_id, card_of(row),
        answers_from_json(row.answers), row.note, None if row.result is None else Result(row.result),
        row.created_at, row.published_at, row.talk_at, row.talked_at, row.withdrawn_at, row.version,
    )  # fmt: skip
    return ReviewRow(
        review, row.person_name, row.by_name, row.lead_name or "", row.dialled_at, row.talk_s,
        row.disposition_label or "", row.said,
    )  # fmt: skip
