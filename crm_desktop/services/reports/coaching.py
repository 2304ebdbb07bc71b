"""`coaching`: how reviewed calls did, by person, campaign, question, week, or week and person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.kpi import Unit, merged
from crm_desktop.domain.receipts import BehindRow, Source
from crm_desktop.domain.reviews import RESULT_LABELS, Result
from crm_desktop.domain.sampling import WEEK, week_of
from crm_desktop.domain.scorecards import FULL, Answer, Part, worth
from crm_desktop.domain.shift import date_of, number_of
from crm_desktop.services.reports.asked import Asked
from crm_desktop.services.reports.former import former_reviews
from crm_desktop.services.reports.report import (
    FORMER,
    PERSON,
    PERSON_LABELS,
    Found,
    Report,
    columns_of,
    people_rows,
    text_column,
    then_notes,
)
from crm_desktop.services.reports.table import Column, Row, make_row
from crm_desktop.store.call_hours import NO_CAMPAIGN
from crm_desktop.store.former_rows import NOBODY
from crm_desktop.store.receipt_rows import CallsOf
from crm_desktop.store.report_sums import ReportSums
from crm_desktop.store.reviews import ReviewRow, Reviews

TITLE_LABELS: dict[str, str] = {
    "coaching": "Coaching",
    "campaign": "Campaign",
    "question": "Question",
    "week": "Week from",
    "none": "(none)",
}
NOTE_SENTENCES: dict[str, str] = {
    "published": "By the day each review was published: a figure that was read doesn’t change later, unless "
    "a review is withdrawn.",
}
_WEEK = text_column("week", TITLE_LABELS["week"], unit=Unit.DAY)
_NAMES: Mapping[str, tuple[Column, ...]] = {
    "person": (PERSON,),
    "campaign": (text_column("campaign", TITLE_LABELS["campaign"]),),
    "question": (text_column("question", TITLE_LABELS["question"]),),
    "week": (_WEEK,),
    "week_person": (_WEEK, PERSON),
}
_OF_REVIEWS = columns_of(
    *("reviews", "review_score", "pass_share", "reviews_passed", "reviews_failed", "reviews_to_talk"),
    *("reviews_fatal", "reviews_answered"),
)
_OF_QUESTIONS = columns_of("question_answers", "question_score", "question_left_out")


@dataclass(frozen=True, slots=True)
class _Counted:
    """What one review, or one answer in it, adds."""

    row: ReviewRow
    figures: Mapping[str, int]
    part: Part | None = None

    @property
    def is_former(self) -> bool:
        """Whether its person is no longer in the team."""
        return self.row.review.person_id == NOBODY


def find(asked: Asked, columns: tuple[Column, ...]) -> Found:
    """The sums of the reviews published on these days."""
    rows = (*Reviews(asked.work).counted(asked.span), *former_reviews(asked))
    is_of_questions = asked.by == "question"
    columns = (*_NAMES[asked.by], *(_OF_QUESTIONS if is_of_questions else _OF_REVIEWS))
    counted = [_review(row) for row in rows]
    total: Mapping[str, Any] | None = None
    match asked.by:
        case "campaign":
            found = _by_campaign(asked, counted, columns)
        case "question":
            found = _by_question([each for row in rows for each in _answers(row)], columns)
        case "week":
            found = _by_week(asked, counted, columns)
        case "week_person":
            found = _by_week_and_person(asked, counted, columns)
            total = merged([each.figures for each in counted])  # each review stands in two rows
        case _:
            theirs = [each for each in counted if not each.is_former]
            former = merged([each.figures for each in counted if each.is_former])
            sums = _summed((each.row.review.person_id, each.figures) for each in theirs)
            found = people_rows(asked, columns, sums, former=former)
    notes = (NOTE_SENTENCES["published"], *then_notes(asked, is_untold=asked.span.has_leads))
    return Found(found, notes, columns=columns, total=total)


def reviews_behind(
    asked: Asked, names: Sequence[str], of: CallsOf
) -> list[tuple[BehindRow, Mapping[str, int | None]]]:
    """The rows behind a figure: the reviews, or the answers to a question (`of.code`)."""
    found: list[tuple[BehindRow, Mapping[str, int | None]]] = []
    for row in (*(Reviews(asked.work).counted(asked.span)), *former_reviews(asked)):
        review, is_former = row.review, row.review.person_id == NOBODY
        if of.campaign_id is not None and (review.campaign_id or NO_CAMPAIGN) != of.campaign_id:
            continue
        is_of_question = names[0].startswith("q_")
        for each in _answers(row) if is_of_question else [_review(row)]:
            if of.code is not None and each.part is not None and each.part.question.id != of.code:
                continue
            assert review.published_at is not None, "published"
            told = (None, None, None) if is_former else (review.id, review.person_id, review.lead_id)
            behind = BehindRow(
                Source.REVIEW, told[0], review.published_at, told[1], told[2], row.lead_name,
                review.campaign_id, _what(each),
            )  # fmt: skip
            found.append((behind, each.figures))
    return found


def week_within(asked: Asked, key: str) -> Asked:
    """The question of one week of its days; `key` is its Monday, in ISO form."""
    monday, sunday = date.fromisoformat(key), date.fromisoformat(key) + WEEK - timedelta(days=1)
    first = max(monday, date_of(asked.span.first_day))
    last = min(sunday, date_of(asked.span.last_day))
    there = asked.other_days(first, last)
    return replace(there, span=replace(there.span, people=asked.span.people))


def _review(row: ReviewRow) -> _Counted:
    review = row.review
    score = review.score
    is_decided = review.result in (Result.PASS, Result.FAIL)
    figures = {
        "reviews": 1,
        "r_got": score.percent or 0,
        "r_of": 0 if score.percent is None else FULL,
        "r_passed": int(review.result is Result.PASS),
        "r_failed": int(review.result is Result.FAIL),
        "r_decided": int(is_decided),
        "r_talks": int(review.result is Result.TALK),
        "r_fatal": int(bool(score.fatal)),
        "r_answered": int(row.replies > 0),
    }
    return _Counted(row, figures)


def _answers(row: ReviewRow) -> list[_Counted]:
    found = []
    for part in row.review.score.parts:
        reached = None if part.answer is None else worth(part.answer)
        figures = {
            "q_answers": int(reached is not None),
            "q_got": reached or 0,
            "q_of": 0 if reached is None else FULL,
            "q_left_out": int(part.answer is Answer.NOT_APPLICABLE),
        }
        found.append(_Counted(row, figures, part))
    return found


def _what(each: _Counted) -> str:
    """What a receipt says of a row: "fail, 62 %", or the question with its answer."""
    if each.part is not None:
        answer = "–" if each.part.answer is None else each.part.answer.value
        return f"{each.part.question.text}: {answer}"
    review = each.row.review
    percent = review.score.percent
    result = "–" if review.result is None else RESULT_LABELS[review.result]
    return f"{result}, {'–' if percent is None else f'{percent} %'}"


def _summed(each: Iterable[tuple[Any, Mapping[str, int]]]) -> dict[Any, dict[str, Any]]:
    found: dict[Any, list[Mapping[str, int]]] = {}
    for key, figures in each:
        found.setdefault(key, []).append(figures)
    return {key: merged(many) for key, many in found.items()}


def _by_campaign(asked: Asked, counted: Sequence[_Counted], columns: Sequence[Column]) -> list[Row]:
    names: Mapping[UUID, str] = ReportSums(asked.work).campaign_names()
    sums = _summed((each.row.review.campaign_id, each.figures) for each in counted)
    named = [(names.get(id, "") if id else "", figures) for id, figures in sums.items()]
    return [
        make_row(name or TITLE_LABELS["none"], {**figures, "campaign": name or TITLE_LABELS["none"]}, columns)
        for name, figures in sorted(named, key=lambda one: one[0].casefold())
    ]


def _by_question(answers: Sequence[_Counted], columns: Sequence[Column]) -> list[Row]:
    """Questions by how well they do, the worst first; each under its newest text."""
    texts = {each.part.question.id: each.part.question.text for each in answers if each.part is not None}
    sums = _summed((each.part.question.id, each.figures) for each in answers if each.part is not None)
    rows = [make_row(id, {**figures, "question": texts[id]}, columns) for id, figures in sums.items()]

    def worst_first(row: Row) -> tuple[float, str]:
        score = row.values["question_score"]
        return (float(score) if isinstance(score, int | float) else 2.0, texts[row.key].casefold())

    return sorted(rows, key=worst_first)


def _monday(asked: Asked, each: _Counted) -> date:
    at = each.row.review.published_at
    assert at is not None, "published"
    return week_of(at.astimezone(ZoneInfo(asked.zone)).date())


def _by_week(asked: Asked, counted: Sequence[_Counted], columns: Sequence[Column]) -> list[Row]:
    sums = _summed((_monday(asked, each), each.figures) for each in counted)
    return [
        make_row(on.isoformat(), {**figures, "week": number_of(on)}, columns)
        for on, figures in sorted(sums.items())
    ]


def _by_week_and_person(asked: Asked, counted: Sequence[_Counted], columns: Sequence[Column]) -> list[Row]:
    """Each week: everybody together where several may be seen, then each who was reviewed, by name."""
    together: list[Row] = []
    if len(asked.people) > 1 or asked.former:
        everybody = {"person": PERSON_LABELS["team"], "everybody": 1}
        for row in _by_week(asked, counted, columns):
            together.append(make_row(row.key, {**row.figures, **everybody}, columns))
    people = {person.id: person for person in asked.people}
    sums = _summed(((_monday(asked, each), each.row.review.person_id), each.figures) for each in counted)
    of_people = [
        (on, person, {**figures, "week": number_of(on), "person": person.display_name})
        for (on, who), figures in sums.items()
        if who != NOBODY
        for person in (people[who],)
    ]
    of_people.sort(key=lambda each: (each[0], each[1].display_name.casefold()))
    rows = [make_row(f"{on} {person.sign_in_name}", figures, columns) for on, person, figures in of_people]
    named = {"person": PERSON_LABELS["former"], "everybody": 1}
    rows += [
        make_row(f"{on} {FORMER}", {**figures, "week": number_of(on), **named}, columns)
        for (on, who), figures in sorted(sums.items(), key=lambda each: each[0][0])
        if who == NOBODY
    ]
    return sorted([*together, *rows], key=lambda row: int(row.figures["week"]))


REPORT = Report(
    "coaching",
    TITLE_LABELS["coaching"],
    (PERSON, *_OF_REVIEWS),
    find,
    tuple(_NAMES),
    is_advanced=True,
    of_then=tuple(_NAMES),
)
