"""A score is what a plain recount says; a draw with a seed is the same each time, and never too many."""

from __future__ import annotations

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_desktop.domain.reviews import Result, check_publishing, suggested
from crm_desktop.domain.sampling import drawn
from crm_desktop.domain.scorecards import (
    Answer,
    Question,
    Scale,
    Scorecard,
    answers_from_json,
    checked,
    questions_from_json,
    questions_to_json,
    scored,
)
from crm_desktop.errors import UserError
from tests.conftest import TEST_NOW
from tests.examples import examples

ID = UUID(int=1)


@st.composite
def reviewed(draw: st.DrawFn) -> tuple[Scorecard, dict[str, Answer]]:
    """A card with any questions, and answers to some of them."""
    questions, answers = [], {}
    for nth in range(draw(st.integers(1, 8))):
        scale = draw(st.sampled_from(list(Scale)))
        is_fatal = scale is Scale.YES_NO and draw(st.integers(0, 4)) == 0
        question = Question(
            str(nth), f"Question {nth}", scale, draw(st.integers(0, 100)), is_fatal, draw(st.booleans())
        )
        questions.append(question)
        answer = draw(st.sampled_from([None, *question.answers]))
        if answer is not None:
            answers[question.id] = answer
    return Scorecard(ID, None, 1, tuple(questions), draw(st.integers(0, 100))), answers


def plainly(card: Scorecard, answers: dict[str, Answer]) -> int | None:
    """The score as one would count it on paper."""
    above, below = Fraction(0), Fraction(0)
    for question in card.questions:
        answer = answers.get(question.id)
        if answer == "no" and question.is_fatal:
            return 0
        if answer in (None, "na"):
            continue
        value = {"yes": Fraction(1), "no": Fraction(0)}.get(str(answer))
        above += question.weight * (Fraction(int(answer) - 1, 4) if value is None else value)  # type: ignore[arg-type]
        below += question.weight
    return None if not below else int(above / below * 100 + Fraction(1, 2))


@settings(max_examples=examples(300), deadline=None)
@given(reviewed())
def test_a_score_is_what_a_plain_recount_says(made: tuple[Scorecard, dict[str, Answer]]) -> None:
    card, answers = made
    score = scored(card, answers)
    assert score.percent == plainly(card, answers)
    assert score.got == sum(part.got or 0 for part in score.parts) <= max(score.most, 0)
    assert [part.question for part in score.parts] == list(card.questions)
    wanted = suggested(score, card.pass_at)
    assert wanted is None or (wanted is Result.PASS) == (
        not score.fatal and (score.percent or 0) >= card.pass_at
    )
    kept = questions_from_json(questions_to_json(card.questions))
    assert (kept, answers_from_json({id: a.value for id, a in answers.items()})) == (card.questions, answers)


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(st.uuids(), max_size=30), st.integers(0, 25), st.integers(0, 10**9), st.randoms())
def test_a_draw_repeats_with_its_seed_and_never_takes_too_many(
    calls: list[UUID], wanted: int, seed: int, rng: object
) -> None:
    first = drawn(seed, 20261109, calls, wanted)
    again = [*calls, *calls]
    rng.shuffle(again)  # type: ignore[attr-defined]
    assert drawn(seed, 20261109, again, wanted) == first
    assert len(first) == len(set(first)) == min(wanted, len(set(calls)))
    assert set(first) <= set(calls)
    assert drawn(seed, 20261109, calls, wanted + 1)[: len(first)] == first  # more is the same and more


def test_every_call_has_the_same_chance() -> None:
    calls = [UUID(int=n) for n in range(10)]
    times = dict.fromkeys(calls, 0)
    for seed in range(2000):
        for call in drawn(seed, 20261109, calls, 2):
            times[call] += 1
    assert all(320 < each < 480 for each in times.values())  # 400 each, ± 4.5 sigma


YES = Question("a", "Greeted?")


@pytest.mark.parametrize(
    ("questions", "mark", "said"),
    [
        ((), 80, "This scorecard has no question"),
        ((Question("a", "Greeted?", weight=0),), 80, "All weights are 0"),
        ((YES, Question("b", " greeted? ")), 80, "Questions 1 and 2 have the same text"),
        ((YES, Question("b", "  ")), 80, "Question 2 has no text"),
        ((Question("a", "x" * 161),), 80, "Question 1 is too long"),
        ((Question("a", "Kind?", weight=101),), 80, "weight of question 1"),
        ((Question("a", "Kind?", Scale.ONE_TO_FIVE, is_fatal=True),), 80, "is fatal, so it is answered"),
        (tuple(Question(str(n), f"Q{n}") for n in range(31)), 80, "at most 30 questions"),
        ((YES,), 101, "pass mark"),
    ],
)
def test_a_card_that_cannot_be_scored_is_refused(
    questions: tuple[Question, ...], mark: int, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        checked(questions, mark)


def test_what_is_not_whole_is_not_published() -> None:
    card = Scorecard(ID, None, 1, (YES, Question("f", "Lawful?", is_fatal=True)), 80)
    good, bad = {"a": Answer.YES, "f": Answer.YES}, {"a": Answer.YES, "f": Answer.NO}
    for answers, result, note, said in (
        ({"a": Answer.YES}, Result.PASS, "", "“Lawful\\?” is not answered"),
        (good, None, "", "Choose the result"),
        (bad, Result.PASS, "but kind", "this call can’t pass"),
        (good, Result.FAIL, " ", "The score says otherwise"),
        (good, Result.TALK, "", "Choose when"),
    ):
        with pytest.raises(UserError, match=said):
            check_publishing(card, answers, result, note, None, TEST_NOW)
    with pytest.raises(UserError, match="is over"):
        check_publishing(card, good, Result.TALK, "", TEST_NOW, TEST_NOW)
    check_publishing(card, good, Result.FAIL, "Shouted at the end", None, TEST_NOW)
