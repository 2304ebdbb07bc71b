"""What the file's words mean, asked in place: results, statuses, people, the order of dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.services.imports import Question
from crm_desktop.ui.imports.draft import LEFT_AS_NOTE, Draft, question_key
from crm_desktop.ui.imports.words import answer_choices, figure, rows_words
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import ElidedText, IconLabel, Text

if TYPE_CHECKING:
    from crm_desktop.store.imports import PersonNames

BOX_WIDTH = 280
MOST = 12
"""So many questions are shown at a time; the next ones come as these are answered."""


class QuestionLine(QWidget):
    """One value of the file, how often it comes, and the choice of what it means."""

    answered = Signal(object, str)

    def __init__(self, question: Question, answer: str, people: Sequence[PersonNames]) -> None:
        super().__init__()
        self.question = question
        row = Row(self, margins=(16, 6, 12, 6), gap=12)
        self._icon = IconLabel("sign.question", tone="warning")
        names = Column(gap=0)
        shown = question.value
        if question.kind == "date_order":
            shown = self.tr("{date}: which is the day?").format(date=question.value)
        value = ElidedText(shown, "body_strong")
        value.setProperty("user_data", True)
        names.addWidget(value)
        detail = ElidedText(
            self.tr("{column}, {rows}").format(column=question.column, rows=rows_words(question.rows)),
            "caption",
            tone="muted",
        )
        detail.setProperty("user_data", True)
        names.addWidget(detail)
        self.box = ComboBox(self.tr("“{value}” means").format(value=question.value))
        self.box.setProperty("user_data", True)
        self.box.setPlaceholderText(self.tr("Choose"))
        if question.kind != "date_order":
            words = self.tr("Nobody: no owner") if question.kind == "person" else self.tr("Keep it as a note")
            self.box.addItem(words, LEFT_AS_NOTE)
        for data, shown in answer_choices(question.kind, question.candidates, people):
            self.box.addItem(shown, data)
        self.box.setCurrentIndex(self.box.findData(answer) if answer else -1)
        follow_theme(self._restyle)
        self.box.activated.connect(self._chosen)
        row.addWidget(self._icon)
        row.addLayout(names, 1)
        row.addWidget(self.box)
        self.set_answered(bool(answer))

    def _restyle(self) -> None:
        self.box.setFixedWidth(current().px(BOX_WIDTH))

    def set_answered(self, is_answered: bool) -> None:
        """Show that there is an answer."""
        if is_answered:
            self._icon.set_icon("sign.ok", "success")
        else:
            self._icon.set_icon("sign.question", "warning")

    def _chosen(self, place: int) -> None:
        self.set_answered(True)
        self.answered.emit(self.question, str(self.box.itemData(place)))


class QuestionsView(QWidget):
    """The questions of a file. What nobody answers is kept as a note, and nothing is lost."""

    answered = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget()
        self._column = Column(inner, gap=0)
        self._intro = Text("", "body", tone="muted", wrap=True)
        head = Row(margins=(16, 10, 16, 10))
        head.addWidget(self._intro, 1)
        self._column.addLayout(head)
        self._column.addWidget(Rule())
        self._place = Column(gap=0)
        self._column.addLayout(self._place)
        self._more = Text("", "caption", tone="muted")
        foot = Row(margins=(16, 8, 16, 8))
        foot.addWidget(self._more)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self._column.addStretch(1)
        outer = Column(self)
        outer.addWidget(Scroll(inner, self.tr("Questions")))
        self.lines: list[QuestionLine] = []

    def show_draft(self, draft: Draft) -> None:
        """Show the questions as they stand; lines already there keep their place."""
        shown = {question_key(line.question): line for line in self.lines}
        wanted = list(draft.questions.values())
        kept = [q for q in wanted if question_key(q) in shown]
        kept += [q for q in wanted if question_key(q) not in shown][: max(0, MOST - len(kept))]
        if [question_key(q) for q in kept] != [question_key(line.question) for line in self.lines]:
            self._rebuild(draft, kept)
        open_ones = len(draft.open_questions())
        self._intro.setText(
            self.tr("What you leave open is kept as a note: nothing is lost.")
            if draft.questions
            else self.tr("There is nothing to ask: every value is understood.")
        )
        rest = len(wanted) - len(kept)
        self._more.setText(
            self.tr("{count} more come when these are answered").format(count=figure(rest))
            if rest > 0
            else ""
        )
        self._more.setVisible(rest > 0)
        self.setAccessibleDescription(figure(open_ones))

    def _rebuild(self, draft: Draft, questions: Sequence[Question]) -> None:
        while (item := self._place.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = []
        for question in questions:
            line = QuestionLine(question, draft.answers.get(question_key(question), ""), draft.found.people)
            line.answered.connect(self.answered)
            self.lines.append(line)
            self._place.addWidget(line)
            self._place.addWidget(Rule())

    def focus_first(self) -> None:
        """Put the keyboard on the first question without an answer."""
        for line in self.lines:
            if line.box.currentIndex() < 0:
                line.box.setFocus()
                return
        if self.lines:
            self.lines[0].box.setFocus()
