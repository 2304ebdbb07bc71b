"""A published review as both sides read it: score with its parts, note, talk, what was said, who looked."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import short_when
from crm_desktop.domain.reviews import LOOKED_LABELS
from crm_desktop.domain.scorecards import Answer, Part
from crm_desktop.services.coaching import Sheet
from crm_desktop.ui.coaching.facts import CallFacts
from crm_desktop.ui.coaching.words import (
    RESULT_ICONS,
    answer_words,
    percent,
    result_chip,
    result_words,
    talk_words,
)
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import Text, Tone

MOST_LOOKS = 8


class ReviewReading(Scroll):
    """Shows a sheet with a review; made anew for each."""

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._zone = zone
        inside = QWidget()
        self._column = Column(inside, margins=(16, 12, 16, 12), gap=8)
        chips = Row(gap=8)
        self.result, self.mark = Chip("", "plain"), Text("", "caption", tone="muted")
        chips.addWidget(self.result)
        chips.addWidget(self.mark)
        chips.addStretch(1)
        self._column.addLayout(chips)
        self.facts = CallFacts(zone)
        self.talk, self.note = Text("", "body", wrap=True), Text("", "body", wrap=True, selectable=True)
        self.note.setProperty("user_data", True)
        self._column.addWidget(self.facts)
        self._column.addWidget(self.talk)
        self._column.addWidget(Rule())
        self._parts = Column(gap=6)
        self._column.addLayout(self._parts)
        self.sum = Text("", "caption", tone="muted", wrap=True)
        self._column.addWidget(self.sum)
        self._column.addWidget(self.note)
        self._said = Column(gap=6)
        self._column.addLayout(self._said)
        self._column.addWidget(Rule())
        self.looks = Text("", "caption", tone="muted", wrap=True)
        self.looks.setProperty("user_data", True)
        self._column.addWidget(self.looks)
        self._column.addStretch(1)
        self.setWidget(inside)

    def show_sheet(self, sheet: Sheet, now: datetime) -> None:
        """Show this review."""
        assert sheet.row is not None, "a review is read"
        review = sheet.row.review
        icon = RESULT_ICONS[review.result] if review.result is not None and review.counts else ""
        self.result.show_as(result_words(sheet.row), result_chip(sheet.row), icon)
        self.mark.setText(
            self.tr("pass mark {mark} % · by {name}, {when}").format(
                mark=review.card.pass_at, name=sheet.row.by_name,
                when="–" if review.published_at is None else short_when(review.published_at, self._zone, now),
            )
        )  # fmt: skip
        self.facts.show_call(sheet, now)
        self.talk.setText(talk_words(sheet.row, self._zone))
        self.talk.setVisible(bool(self.talk.text()))
        self._clear(self._parts)
        score = review.score
        for place, part in enumerate(score.parts, 1):
            self._parts.addWidget(_part_line(place, part))
        words = self.tr("{got} of {most} points = {score}").format(
            got=f"{score.got / 100:g}", most=score.most // 100, score=percent(score.percent)
        )
        if score.fatal:
            words = self.tr("A fatal question was answered with no: 0 %, whatever else.")
        self.sum.setText(words)
        self.note.setText(review.note)
        self.note.setVisible(bool(review.note))
        self._clear(self._said)
        for reply in sheet.replies:
            said = Text(f"“{reply.text}”", "body", wrap=True, selectable=True)
            by = Text(
                f"{sheet.person_name}, {short_when(reply.at, self._zone, now)}", "caption", tone="muted"
            )
            for each in (said, by):
                each.setProperty("user_data", True)
                self._said.addWidget(each)
        looks = [
            f"{look.person_name} {tr_label(LOOKED_LABELS[look.kind])}, {short_when(look.at, self._zone, now)}"
            for look in sheet.looks[:MOST_LOOKS]
        ]
        self.looks.setText("\n".join([self.tr("Who looked:"), *looks]))
        self.verticalScrollBar().setValue(0)

    def _clear(self, column: Column) -> None:
        while (item := column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()


def _part_line(place: int, part: Part) -> QWidget:
    """A question with its answer."""
    line = QWidget()
    line.setProperty("transparent", True)
    row = Row(line, gap=12)
    text = Text(f"{place}. {part.question.text}", "table", wrap=True)
    text.setProperty("user_data", True)
    is_bad = part.question.is_fatal and part.answer is Answer.NO
    tone: Tone = "danger" if is_bad else "muted" if part.got is None else ""
    said = Text(answer_words(part), "table_strong", tone=tone, tabular=True)
    said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    row.addWidget(text, 1)
    row.addWidget(said)
    return line
