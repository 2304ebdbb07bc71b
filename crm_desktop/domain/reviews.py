"""Reviews of calls: a draft of its reviewer until it is published, then it stands; answers lie beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from crm_desktop.domain.scorecards import Answer, Score, Scorecard, scored
from crm_desktop.errors import UserError

LONGEST_NOTE = 2000
LONGEST_REPLY = 1000
LONGEST_WHY = 300


class Result(StrEnum):
    """What becomes of a reviewed call."""

    PASS = "pass"
    FAIL = "fail"
    TALK = "call_back"  # to be talked over with the person, on a date


RESULT_LABELS: dict[str, str] = {
    Result.PASS: "Pass",
    Result.FAIL: "Fail",
    Result.TALK: "Talk it over",
}


class Looked(StrEnum):
    """What somebody looked at, or heard."""

    CALL = "call"
    REVIEW = "review"
    RECORDING = "recording"


LOOKED_LABELS: dict[str, str] = {
    Looked.CALL: "opened the call",
    Looked.REVIEW: "opened the review",
    Looked.RECORDING: "listened to the recording",
}


@dataclass(frozen=True, slots=True)
class Review:
    """One review, with the version of the scorecard it was made with.

    `talk_at`: when it is talked over with the person, `talked_at`: when that was done. `withdrawn_at`: it
    counts no more since; what it said stays.
    """

    id: UUID
    call_id: UUID
    lead_id: UUID
    campaign_id: UUID | None
    person_id: UUID  # whose call
    by_id: UUID
    card: Scorecard
    answers: Mapping[str, Answer] = field(hash=False)
    note: str
    result: Result | None
    created_at: datetime
    published_at: datetime | None
    talk_at: datetime | None
    talked_at: datetime | None
    withdrawn_at: datetime | None
    version: int

    @property
    def score(self) -> Score:
        """The score, with each question's part."""
        return scored(self.card, self.answers)

    @property
    def counts(self) -> bool:
        """Whether it counts in reports."""
        return self.published_at is not None and self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person says to a review of the own call; it changes nothing of it."""

    id: UUID
    review_id: UUID
    at: datetime
    text: str


def suggested(score: Score, pass_at: int) -> Result | None:
    """The result the score gives; None without one."""
    if score.percent is None:
        return None
    return Result.PASS if not score.fatal and score.percent >= pass_at else Result.FAIL


def check_publishing(
    card: Scorecard,
    answers: Mapping[str, Answer],
    result: Result | None,
    note: str,
    talk_at: datetime | None,
    now: datetime,
) -> None:
    """Raises UserError, with a sentence that says what is missing, for a review that isn't whole."""
    score = scored(card, answers)
    if score.unanswered:
        raise UserError(
            "“{question}” is not answered yet. Answer every question, then publish.",
            field="answers",
            question=score.unanswered[0].text,
        )
    if result is None:
        raise UserError("Choose the result: pass, fail or talk it over.", field="result")
    if result is Result.PASS and score.fatal:
        raise UserError(
            "“{question}” is fatal and answered with no: this call can’t pass.",
            field="result",
            question=score.fatal[0].text,
        )
    wanted = suggested(score, card.pass_at)
    if result is not Result.TALK and result is not wanted and not note.strip():
        raise UserError(
            "The score says otherwise ({score}, pass mark {mark} %). Say why in the note.",
            field="note",
            score="–" if score.percent is None else f"{score.percent} %",
            mark=card.pass_at,
        )
    if result is Result.TALK and talk_at is None:
        raise UserError("Choose when you talk it over.", field="talk_at")
    if result is Result.TALK and talk_at is not None and talk_at <= now:
        raise UserError("This time is over. Choose one to come.", field="talk_at")
