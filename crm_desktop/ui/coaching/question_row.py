"""One question of a review: it has the keyboard as a whole, and a key answers it and goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.scorecards import ANSWER_LABELS, Answer, Question
from crm_desktop.ui.i18n import plural, tr_label
from crm_desktop.ui.widgets.layouts import Column, FlowLayout, Row
from crm_desktop.ui.widgets.tabs import SegmentedChoice
from crm_desktop.ui.widgets.text import Text


class QuestionRow(QWidget):
    """The question with its answers; `answered` when one was given, by key or by mouse."""

    answered = Signal()
    reached = Signal()  # it got the keyboard

    def __init__(self, place: int, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", True)
        self.setProperty("focusRadius", 6)
        self.setAccessibleName(question.text)
        column = Column(self, margins=(8, 6, 8, 6), gap=6)
        head = Row(gap=8)
        self.text = Text(f"{place}. {question.text}", "body", wrap=True)
        self.text.setProperty("user_data", True)
        head.addWidget(self.text, 1)
        column.addLayout(head)
        words = [tr_label(ANSWER_LABELS[answer]) for answer in question.answers]
        self.choice = SegmentedChoice(words, question.text, index=-1)
        self.choice.setProperty("user_data", True)
        self.choice.changed.connect(lambda _: self._chose())
        self._free_buttons()
        foot = QWidget()
        foot.setProperty("transparent", True)
        flow = FlowLayout(foot, gap=10)
        flow.addWidget(self.choice)
        self.weight = Text(self._weight_words(), "caption", tone="danger" if question.is_fatal else "muted")
        self.weight.set_least(36)
        flow.addWidget(self.weight)
        column.addWidget(foot)
        self._describe()

    def _weight_words(self) -> str:
        weight = self.question.weight
        if self.question.is_fatal and not weight:
            return self.tr("fatal")
        words = plural(self.tr("%n point(s)", "", weight), weight) if weight else self.tr("only noted")
        return self.tr("{points} · fatal").format(points=words) if self.question.is_fatal else words

    def _free_buttons(self) -> None:
        for button in self.choice.buttons():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the row has the keyboard, once

    @property
    def answer(self) -> Answer | None:
        """What was answered."""
        at = self.choice.index()
        return self.question.answers[at] if at >= 0 else None

    def show_answer(self, answer: Answer | None) -> None:
        """Show an answer; None: there is none yet."""
        self.choice.blockSignals(True)
        if answer in self.question.answers:
            self.choice.choose(self.question.answers.index(answer))
        else:
            self.choice.clear()
        self.choice.blockSignals(False)
        self._free_buttons()
        self._describe()

    def give(self, answer: Answer) -> bool:
        """Answer by key; False where the question isn't answered so."""
        if answer not in self.question.answers:
            return False
        if self.answer is answer:
            self.answered.emit()
        else:
            self.choice.choose(self.question.answers.index(answer))
        return True

    def _chose(self) -> None:
        self._free_buttons()
        self._describe()
        self.answered.emit()

    def _describe(self) -> None:
        said = self.tr("not answered") if self.answer is None else tr_label(ANSWER_LABELS[self.answer])
        self.setAccessibleDescription(f"{said}. {self._weight_words()}")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit()
