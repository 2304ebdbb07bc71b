"""A review being made: the call's facts, the questions one after the other, note, result, publish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QTime, Signal
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.domain.reviews import RESULT_LABELS, Result, suggested
from crm_desktop.domain.scorecards import Answer, Scorecard, scored
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.coaching import SaveReview, Sheet
from crm_desktop.ui.coaching.facts import CallFacts
from crm_desktop.ui.coaching.question_row import QuestionRow
from crm_desktop.ui.coaching.words import percent
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import NoteEdit
from crm_desktop.ui.widgets.layouts import Column, FlowLayout, Row, Rule
from crm_desktop.ui.widgets.numbers import DateField, TimeField
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.tabs import SegmentedChoice
from crm_desktop.ui.widgets.text import Text

RESULTS = (Result.PASS, Result.FAIL, Result.TALK)
TALK_AT = time(17, 0)  # of the next day, until another is chosen


class TalkFields(QWidget):
    """When something is talked over."""

    changed = Signal()

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = ZoneInfo(zone)
        row = Row(self, gap=8)
        self.day = DateField(self.tr("Day of the talk"), QDate(2026, 1, 1))
        self.hour = TimeField(self.tr("Time of the talk"), QTime(17, 0))
        row.addWidget(self.day)
        row.addWidget(self.hour)
        row.addStretch(1)
        self.day.dateChanged.connect(lambda *_: self.changed.emit())
        self.hour.timeChanged.connect(lambda *_: self.changed.emit())

    def show_at(self, at: datetime | None, now: datetime) -> None:
        """Show a moment; None: tomorrow afternoon."""
        if at is None:
            at = datetime.combine(
                now.astimezone(self._zone).date() + timedelta(days=1), TALK_AT, self._zone
            )  # fmt: skip
        local = at.astimezone(self._zone)
        self.day.setDate(QDate(local.year, local.month, local.day))
        self.hour.setTime(QTime(local.hour, local.minute))

    def at(self) -> datetime:
        """The moment that is chosen."""
        day, hour = self.day.date(), self.hour.time()
        return datetime(
            day.year(), day.month(), day.day(), hour.hour(), hour.minute(), tzinfo=self._zone
        )  # fmt: skip


class ReviewForm(QWidget):
    """Gives a `SaveReview`; its foot asks to keep it as a draft, to publish it, or to drop it."""

    save_asked = Signal()
    publish_asked = Signal()
    drop_asked = Signal()
    left = Signal()

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.sheet: Sheet | None = None
        self.card: Scorecard | None = None
        self.rows: list[QuestionRow] = []
        self.is_edited = False
        self._review_id: UUID = new_id()
        self._version = 0
        self._is_chosen = False  # the result was chosen by hand
        self._is_filling = False
        outer = Column(self, gap=0)
        inside = QWidget()
        self._column = Column(inside, margins=(16, 12, 16, 12), gap=8)
        self.facts = CallFacts(zone)  # a recording, once there is one, is played here, above the questions
        self._column.addWidget(self.facts)
        self._column.addWidget(Rule())
        self._questions = Column(gap=2)
        self._column.addLayout(self._questions)
        self._fill_end()
        self._column.addStretch(1)
        self.area = Scroll(inside)
        outer.addWidget(self.area, 1)
        outer.addWidget(Rule())
        outer.addWidget(self._make_foot())

    def _fill_end(self) -> None:
        self.note = NoteEdit(
            self.tr("Note"), placeholder=self.tr("What went well, what to try next time"), style="body"
        )
        self.note.setProperty("user_data", True)
        self.note.textChanged.connect(self._typed)
        self.note.left.connect(self.focus_first)
        self._column.addWidget(Text(self.tr("Note to the person"), "caption", tone="muted"))
        self._column.addWidget(self.note)
        box = QWidget()
        box.setProperty("transparent", True)
        flow = FlowLayout(box, gap=10)
        self.result = SegmentedChoice(
            [tr_label(RESULT_LABELS[result]) for result in RESULTS], self.tr("Result"), index=-1
        )
        self.result.changed.connect(lambda _: self._choose())
        self.talk = TalkFields(self._zone)
        self.talk.changed.connect(self._typed)
        flow.addWidget(self.result)
        flow.addWidget(self.talk)
        self._column.addWidget(box)
        self.talk.hide()

    def _make_foot(self) -> QWidget:
        self.foot = foot = QWidget()
        column = Column(foot, margins=(16, 8, 16, 10), gap=6)
        self.told = Text("", "caption", tone="danger", wrap=True)
        self.told.hide()
        column.addWidget(self.told)
        scores = Row(gap=12)
        self.score = Text("", "body_strong", tabular=True)
        self.receipt = Text("", "caption", tone="muted", wrap=True)
        scores.addWidget(self.score)
        scores.addWidget(self.receipt, 1)
        column.addLayout(scores)
        row = Row(gap=8)
        row.addStretch(1)
        self.drop = KeyCapButton(self.tr("Drop"), kind="quiet", size="compact")
        self.save = KeyCapButton(self.tr("Keep as draft"), "Ctrl+S", size="compact")
        self.publish = KeyCapButton(self.tr("Publish"), "Ctrl+Return", kind="primary", size="compact")
        for button, asked in (
            (self.drop, self.drop_asked), (self.save, self.save_asked), (self.publish, self.publish_asked),
        ):  # fmt: skip
            button.clicked.connect(asked)
            row.addWidget(button)
        column.addLayout(row)
        return foot

    # ---- showing -----------------------------------------------------------------------------------

    def show_sheet(self, sheet: Sheet, now: datetime) -> None:
        """Begin with this call, or go on with its draft."""
        self._is_filling = True
        self.sheet, self.card = sheet, sheet.card
        self.facts.show_call(sheet, now)
        review = None if sheet.row is None else sheet.row.review
        self._review_id = new_id() if review is None else review.id
        self._version = 0 if review is None else review.version
        self._make_rows(sheet.card)
        answers: Mapping[str, Answer] = {} if review is None else review.answers
        for row in self.rows:
            row.show_answer(answers.get(row.question.id))
        self.note.setPlainText("" if review is None else review.note)
        result = None if review is None else review.result
        self._show_result(result)
        self._is_chosen = result is not None
        self.talk.show_at(None if review is None else review.talk_at, now)
        self.drop.setVisible(review is not None)
        self.is_edited, self._is_filling = False, False
        self.refuse("")
        self._count()
        self.area.verticalScrollBar().setValue(0)

    def _make_rows(self, card: Scorecard | None) -> None:
        for old in self.rows:
            self._questions.removeWidget(old)
            old.setParent(None)
            old.deleteLater()
        self.rows = []
        for place, question in enumerate(() if card is None else card.questions, 1):
            row = QuestionRow(place, question)
            row.answered.connect(self._answered)
            row.reached.connect(self._follow)
            self._questions.addWidget(row)
            self.rows.append(row)
        before: QWidget = self.note
        for row in reversed(self.rows):
            QWidget.setTabOrder(row, before)
            before = row

    def focus_first(self) -> None:
        """The first question without an answer, else the note."""
        open_ones = [row for row in self.rows if row.answer is None]
        (open_ones[0] if open_ones else self.note).setFocus()

    def kept(self, review_id: UUID, version: int) -> None:
        """It was kept as a draft."""
        self._review_id, self._version, self.is_edited = review_id, version, False
        self.drop.show()

    def refuse(self, words: str) -> None:
        """Say why it was not done; empty takes it away."""
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def show_trouble(self, error: UserError, words: str) -> None:
        """Say it, and lead to where it can be mended."""
        self.refuse(words)
        if error.field == "answers":
            self.focus_first()
        elif error.field == "note":
            self.note.setFocus()
        elif error.field == "talk_at":
            self.talk.day.setFocus()

    # ---- answering ---------------------------------------------------------------------------------

    def chosen_row(self) -> QuestionRow | None:
        """The question under the keyboard."""
        focus = QApplication.focusWidget()
        return focus if isinstance(focus, QuestionRow) and focus in self.rows else None

    def answer(self, answer: Answer) -> None:
        """Answer the question under the keyboard and go on to the next."""
        row = self.chosen_row()
        if row is not None:
            row.give(answer)

    def _answered(self) -> None:
        row = self.sender()
        self._typed()
        if isinstance(row, QuestionRow) and row.hasFocus():
            place = self.rows.index(row) + 1
            (self.rows[place] if place < len(self.rows) else self.note).setFocus()

    def _follow(self) -> None:
        row = self.sender()
        if isinstance(row, QuestionRow):
            self.area.ensureWidgetVisible(row, 0, 40)

    def _choose(self) -> None:
        if not self._is_filling:
            self._is_chosen = True
            self._typed()

    def _show_result(self, result: Result | None) -> None:
        self.result.blockSignals(True)
        if result is None:
            self.result.clear()
        else:
            self.result.choose(RESULTS.index(result))
        self.result.blockSignals(False)
        self.talk.setVisible(result is Result.TALK)

    def _typed(self) -> None:
        if self._is_filling:
            return
        self.is_edited = True
        self.refuse("")
        self._count()

    def _answers(self) -> dict[str, Answer]:
        return {row.question.id: row.answer for row in self.rows if row.answer is not None}

    def _count(self) -> None:
        """The score so far, with what it is made of; the result follows it until one is chosen."""
        if self.card is None:
            return
        score = scored(self.card, self._answers())
        left = len(score.unanswered)
        if not left and not self._is_chosen:
            self._show_result(suggested(score, self.card.pass_at))
        self.talk.setVisible(self._result() is Result.TALK)
        self.score.setText(self.tr("Score {score}").format(score=percent(score.percent)))
        points = self.tr("{got} of {most} points, pass mark {mark} %").format(
            got=f"{score.got / 100:g}", most=f"{score.most // 100}", mark=self.card.pass_at
        )
        if score.fatal:
            points = self.tr("a fatal question: 0 %, whatever else")
        open_ones = self.tr("{count} left").format(count=left) if left else ""
        self.receipt.setText(" · ".join(part for part in (points, open_ones) if part))

    def _result(self) -> Result | None:
        at = self.result.index()
        return RESULTS[at] if at >= 0 else None

    def command(self, *, is_published: bool) -> SaveReview | None:
        """The review as it stands; None where there is none."""
        if self.sheet is None or self.sheet.call is None or self.card is None:
            return None
        result = self._result()
        return SaveReview(
            new_id(), self._review_id, self.sheet.call.id, self.card.id, self._version,
            {id: answer.value for id, answer in self._answers().items()}, self.note.toPlainText(), result,
            self.talk.at() if result is Result.TALK else None, is_published,
        )  # fmt: skip

    @property
    def draft_id(self) -> UUID | None:
        """The draft that is kept; None before the first time."""
        return self._review_id if self._version else None
