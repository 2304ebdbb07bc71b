"""Scorecards: weighted questions about a call, and the score their answers give, with each question's part.

A score is a whole percentage: weight × answer, summed up, ÷ the weights of the questions that apply. *Yes* is
1, *no* 0, and n of 5 is (n − 1) ÷ 4. What doesn't apply is left out above and below; a fatal question
answered with *no* makes the score 0. Where nothing that weighs applies there is no score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from crm_desktop.errors import UserError

MOST_QUESTIONS = 30
LONGEST_QUESTION = 160
HEAVIEST = 100
BEST = 5  # of a scale that begins at 1
FULL = 100  # what a question, and a review, can reach


class Scale(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    ONE_TO_FIVE = "one_to_five"


class Answer(StrEnum):
    """What is answered: yes, no, 1–5, or that the question doesn't apply."""

    YES = "yes"
    NO = "no"
    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    NOT_APPLICABLE = "na"


SCALE_LABELS: dict[str, str] = {Scale.YES_NO: "Yes or no", Scale.ONE_TO_FIVE: "1 to 5"}
ANSWER_LABELS: dict[str, str] = {
    Answer.YES: "Yes",
    Answer.NO: "No",
    Answer.ONE: "1",
    Answer.TWO: "2",
    Answer.THREE: "3",
    Answer.FOUR: "4",
    Answer.FIVE: "5",
    Answer.NOT_APPLICABLE: "Not applicable",
}
_OF_FIVE = tuple(Answer(str(n)) for n in range(1, BEST + 1))


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `weight` from 0 (only noted) to 100. A fatal *no* makes the whole score 0."""

    id: str  # stays the same over the versions of a card, while its text does
    text: str
    scale: Scale = Scale.YES_NO
    weight: int = 1
    is_fatal: bool = False
    may_not_apply: bool = True

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What can be answered."""
        given = (Answer.YES, Answer.NO) if self.scale is Scale.YES_NO else _OF_FIVE
        return (*given, Answer.NOT_APPLICABLE) if self.may_not_apply else given


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A version of a campaign's card (None: of every campaign without its own); `pass_at` in per cent."""

    id: UUID
    campaign_id: UUID | None
    version: int
    questions: tuple[Question, ...]
    pass_at: int = 80
    is_ended: bool = False  # from this version on the campaign has no card of its own


Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Part:
    """What one question adds: `got` of `weight` × 100; None where it doesn't apply or isn't answered."""

    question: Question
    answer: Answer | None
    got: int | None

    @property
    def of(self) -> int:
        """The most it could add; 0 where it doesn't count."""
        return 0 if self.got is None else self.question.weight * FULL


@dataclass(frozen=True, slots=True)
class Score:
    """A score with its receipt; `percent` is None where nothing that weighs applies."""

    parts: tuple[Part, ...]
    percent: int | None
    fatal: tuple[Question, ...]  # those answered with no

    @property
    def got(self) -> int:
        """The sum above the line, in weights × 100."""
        return sum(part.got or 0 for part in self.parts)

    @property
    def most(self) -> int:
        """The sum below it."""
        return sum(part.of for part in self.parts)

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """Questions without an answer."""
        return tuple(part.question for part in self.parts if part.answer is None)


def worth(answer: Answer) -> int | None:
    """What an answer reaches of 100; None where the question doesn't apply."""
    if answer is Answer.NOT_APPLICABLE:
        return None
    if answer in (Answer.YES, Answer.NO):
        return FULL if answer is Answer.YES else 0
    return (int(answer.value) - 1) * FULL // (BEST - 1)


def scored(card: Scorecard, answers: Answers) -> Score:
    """The score of these answers to a card; an answer the question doesn't take counts as none."""
    parts: list[Part] = []
    for question in card.questions:
        answer = answers.get(question.id)
        if answer not in question.answers:
            answer = None
        reached = None if answer is None else worth(answer)
        parts.append(Part(question, answer, None if reached is None else question.weight * reached))
    fatal = tuple(p.question for p in parts if p.question.is_fatal and p.answer is Answer.NO)
    score = Score(tuple(parts), None, fatal)
    if fatal:
        return Score(score.parts, 0, fatal)
    if not score.most:
        return score
    # Half a per cent goes up: what the person sees is what the pass mark is held against.
    return Score(score.parts, (200 * score.got + score.most) // (2 * score.most), fatal)


def checked(questions: Sequence[Question], pass_at: int) -> tuple[Question, ...]:
    """The questions of a card, as they are kept. Raises UserError for a card that can't be scored."""
    tidy = tuple(_tidy(question, place) for place, question in enumerate(questions, 1))
    if not tidy:
        raise UserError("This scorecard has no question. Add one, then save.", field="questions")
    if len(tidy) > MOST_QUESTIONS:
        raise UserError(
            "A scorecard has at most {most} questions; this one has {count}. Take some out.",
            field="questions",
            most=MOST_QUESTIONS,
            count=len(tidy),
        )
    seen: dict[str, int] = {}
    for place, question in enumerate(tidy, 1):
        before = seen.setdefault(question.text.casefold(), place)
        if before != place:
            raise UserError(
                "Questions {first} and {second} have the same text. Change one of them.",
                field="questions",
                first=before,
                second=place,
            )
    if not sum(question.weight for question in tidy):
        raise UserError(
            "All weights are 0: nothing would count. Give at least one question a weight.", field="questions"
        )
    if not 0 <= pass_at <= FULL:
        raise UserError("The pass mark is a percentage from 0 to 100.", field="pass_at")
    return tidy


def _tidy(question: Question, place: int) -> Question:
    text = " ".join(question.text.split())
    if not text:
        raise UserError(
            "Question {place} has no text. Type it, or take it out.", field="questions", place=place
        )
    if len(text) > LONGEST_QUESTION:
        raise UserError(
            "Question {place} is too long. Take at most {most} characters.",
            field="questions",
            place=place,
            most=LONGEST_QUESTION,
        )
    if not 0 <= question.weight <= HEAVIEST:
        raise UserError(
            "The weight of question {place} is a whole number from 0 to {most}.",
            field="questions",
            place=place,
            most=HEAVIEST,
        )
    if question.is_fatal and question.scale is not Scale.YES_NO:
        raise UserError(
            "Question {place} is fatal, so it is answered with yes or no. Choose that, or make it not fatal.",
            field="questions",
            place=place,
        )
    return Question(
        question.id, text, question.scale, question.weight, question.is_fatal, question.may_not_apply
    )


def questions_to_json(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """Plain values, as a version keeps them."""
    return [
        {
            "id": question.id, "text": question.text, "scale": question.scale.value,
            "weight": question.weight, "fatal": question.is_fatal, "may_not_apply": question.may_not_apply,
        }
        for question in questions
    ]  # fmt: skip


def questions_from_json(kept: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    """What `questions_to_json` gave."""
    return tuple(
        Question(
            str(each["id"]), str(each["text"]), Scale(each["scale"]), int(each["weight"]),
            bool(each["fatal"]), bool(each["may_not_apply"]),
        )
        for each in kept
    )  # fmt: skip


def answers_from_json(kept: Mapping[str, Any]) -> dict[str, Answer]:
    """Answers by question, of plain values."""
    return {str(id): Answer(value) for id, value in kept.items()}
