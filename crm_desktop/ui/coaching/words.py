"""What reviews are called on the screens."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.formats import duration, full_when
from crm_desktop.domain.reviews import RESULT_LABELS, Result
from crm_desktop.domain.scorecards import ANSWER_LABELS, Answer, Part
from crm_desktop.store.reviews import ReviewRow
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.widgets.chips import ChipKind

translate = QCoreApplication.translate
RESULT_CHIPS: dict[Result | None, ChipKind] = {
    Result.PASS: "ok", Result.FAIL: "bad", Result.TALK: "info", None: "plain",
}  # fmt: skip
RESULT_ICONS = {Result.PASS: "sign.ok", Result.FAIL: "sign.error", Result.TALK: "sign.calendar"}


def percent(value: int | None) -> str:
    """A score: "85 %", "–" without one."""
    return "–" if value is None else f"{value} %"


def length_words(talk_s: int | None) -> str:
    """How long a call was."""
    return translate("coaching", "not measured") if talk_s is None else duration(talk_s)


def result_words(row: ReviewRow) -> str:
    """Result and score: "Pass, 85 %"."""
    review = row.review
    if review.published_at is None:
        return translate("coaching", "Draft of {name}").format(name=row.by_name)
    if review.withdrawn_at is not None:
        return translate("coaching", "Withdrawn")
    result = "–" if review.result is None else tr_label(RESULT_LABELS[review.result])
    return f"{result}, {percent(review.score.percent)}"


def result_chip(row: ReviewRow) -> ChipKind:
    """The chip of a review's result."""
    is_counted = row.review.counts
    return RESULT_CHIPS[row.review.result] if is_counted else "plain"


def answer_words(part: Part) -> str:
    """An answer and what it adds: "Yes · 3 of 3 points"; only noted, or not applicable."""
    said = "–" if part.answer is None else tr_label(ANSWER_LABELS[part.answer])
    if part.answer in (None, Answer.NOT_APPLICABLE):
        return said
    if not part.question.weight:
        is_fatal = part.question.is_fatal
        words = translate("coaching", "{answer} · {what}")
        what = translate("coaching", "fatal") if is_fatal else translate("coaching", "only noted")
        return words.format(answer=said, what=what)
    got = (part.got or 0) / 100
    points = f"{got:g}"
    words = translate("coaching", "{answer} · {got} of {most}")
    return words.format(answer=said, got=points, most=part.question.weight)


def talk_words(row: ReviewRow, zone: str) -> str:
    """When it is talked over, or was; empty where there is no talk."""
    review = row.review
    if review.talked_at is not None:
        return translate("coaching", "Talked over {when}").format(when=full_when(review.talked_at, zone))
    if review.talk_at is not None:
        return translate("coaching", "To be talked over {when}").format(when=full_when(review.talk_at, zone))
    return ""


def call_words(dialled_at: datetime | None, zone: str) -> str:
    """When the call was."""
    return translate("coaching", "the call is gone") if dialled_at is None else full_when(dialled_at, zone)
