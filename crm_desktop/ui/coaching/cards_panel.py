"""The editor of scorecards: the questions of a campaign's card, as a new version when they are saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import short_when
from crm_desktop.domain.scorecards import (
    HEAVIEST,
    LONGEST_QUESTION,
    MOST_QUESTIONS,
    SCALE_LABELS,
    Question,
    Scale,
)
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.scorecards import Cards, KeptCard, SaveCard
from crm_desktop.ui.i18n import tr_error, tr_label
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import IconButton, KeyCapButton
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, FlowLayout, Row, Rule
from crm_desktop.ui.widgets.numbers import NumberField
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import Text

SCALES = (Scale.YES_NO, Scale.ONE_TO_FIVE)
USUAL_MARK = 80


class QuestionLine(QWidget):
    """One question being edited; `edited` with each change, the others ask for a place or to go."""

    edited = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = question.id
        column = Column(self, margins=(0, 6, 0, 6), gap=6)
        head = Row(gap=8)
        self.place = Text("", "body_strong", tone="muted", tabular=True)
        self.place.setFixedWidth(24)
        self.text = Field(
            "", accessible_name=self.tr("Question"),
            placeholder=self.tr("Was the customer greeted by name?"),
        )  # fmt: skip
        self.text.edit.setMaxLength(LONGEST_QUESTION)
        self.text.edit.setProperty("user_data", True)
        self.text.set_text(question.text)
        self.up = IconButton("sign.chevron_up", self.tr("Move up"))
        self.down = IconButton("sign.chevron_down", self.tr("Move down"))
        self.remove = IconButton("act.delete", self.tr("Take this question out"))
        head.addWidget(self.place)
        head.addWidget(self.text, 1)
        for button in (self.up, self.down, self.remove):
            head.addWidget(button)
        column.addLayout(head)
        below = QWidget()
        below.setProperty("transparent", True)
        flow = FlowLayout(below, gap=12)
        self.scale = ComboBox(self.tr("How it is answered"))
        for scale in SCALES:
            self.scale.addItem(tr_label(SCALE_LABELS[scale]), scale.value)
        self.scale.setCurrentIndex(SCALES.index(question.scale))
        self.weight = NumberField(
            self.tr("Weight"), 0, HEAVIEST, value=question.weight, unit=self.tr(" points")
        )
        self.fatal = CheckBox(self.tr("Fatal: no makes it 0 %"), is_checked=question.is_fatal)
        self.may_not_apply = CheckBox(self.tr("May not apply"), is_checked=question.may_not_apply)
        for widget in (self.scale, self.weight, self.fatal, self.may_not_apply):
            flow.addWidget(widget)
        line = Row(gap=0)
        line.addSpacing(32)
        line.addWidget(below, 1)
        column.addLayout(line)
        self.text.text_changed.connect(lambda _: self.edited.emit())
        self.scale.currentIndexChanged.connect(lambda _: self._scaled())
        self.weight.valueChanged.connect(lambda _: self.edited.emit())
        for box in (self.fatal, self.may_not_apply):
            box.toggled.connect(lambda _: self.edited.emit())
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.remove.clicked.connect(self.removed)
        follow_theme(self._restyle)
        self._scaled()

    def _restyle(self) -> None:
        for box in (self.fatal, self.may_not_apply):
            box.setMinimumHeight(current().px(current().tokens.control.normal))

    def _scaled(self) -> None:
        is_yes_no = self.scale.currentData() == Scale.YES_NO.value
        self.fatal.setEnabled(is_yes_no)
        if not is_yes_no:
            self.fatal.setChecked(False)
        self.edited.emit()

    def show_place(self, place: int, of: int) -> None:
        """Say which one it is."""
        self.place.setText(f"{place}.")
        self.setAccessibleName(self.tr("Question {place}").format(place=place))
        self.up.setEnabled(place > 1)
        self.down.setEnabled(place < of)

    def question(self) -> Question:
        """As it is now."""
        return Question(
            self._id, self.text.text(), Scale(str(self.scale.currentData())), self.weight.value(),
            self.fatal.isChecked(), self.may_not_apply.isChecked(),
        )  # fmt: skip


class CardsPanel(Panel):
    """One campaign's card at a time; `left` when the list is wanted back."""

    left = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Scorecards"), margins=0, gap=0, parent=parent)
        self._context = context
        self._session: Session = context.services
        self._cards = Cards({}, ())
        self._lines: list[QuestionLine] = []
        self.is_edited = self._is_filling = False
        back = KeyCapButton(self.tr("Back to the list"), "Esc", size="compact")
        back.clicked.connect(self.left)
        self.add_act(back)
        self._make_head()
        self._make_lines()
        self._make_foot()

    def _make_head(self) -> None:
        box = QWidget()
        column = Column(box, margins=(16, 10, 16, 8), gap=6)
        line = QWidget()
        flow = FlowLayout(line, gap=10)
        self.campaign = ComboBox(self.tr("Campaign"))
        self.campaign.setProperty("user_data", True)
        self.campaign.activated.connect(lambda _: self._show())
        self.end = KeyCapButton(self.tr("Take this card away"), kind="quiet")
        self.end.clicked.connect(self._end)
        flow.addWidget(self.campaign)
        flow.addWidget(self.end)
        self.about = Text("", "caption", tone="muted", wrap=True)
        self.about.setProperty("user_data", True)
        column.addWidget(line)
        column.addWidget(self.about)
        self.body.addWidget(box)
        self.body.addWidget(Rule())

    def _make_lines(self) -> None:
        inside = QWidget()
        self._column = Column(inside, margins=(16, 6, 16, 6), gap=0)
        self._column.addStretch(1)
        self.area = Scroll(inside)
        self.empty = EmptyState("", icon="act.tasks")
        self.empty.acted.connect(self._begin_with_default)
        self.body.addWidget(self.area, 1)
        self.body.addWidget(self.empty, 1)

    def _make_foot(self) -> None:
        foot = QWidget()
        column = Column(foot, margins=(16, 8, 16, 10), gap=6)
        self.told = Text("", "caption", tone="danger", wrap=True)
        self.told.hide()
        column.addWidget(self.told)
        row = Row(gap=10)
        self.add = KeyCapButton(self.tr("Add a question"), icon="act.add")
        self.add.clicked.connect(self.add_question)
        self.mark = NumberField(self.tr("Pass mark"), 0, 100, value=USUAL_MARK, unit=self.tr(" % to pass"))
        self.mark.valueChanged.connect(lambda _: self._edited())
        self.save = KeyCapButton(self.tr("Save as a new version"), "Ctrl+S", kind="primary")
        self.save.clicked.connect(self.submit)
        row.addWidget(self.add)
        row.addWidget(self.mark)
        row.addStretch(1)
        row.addWidget(self.save)
        column.addLayout(row)
        self.add_foot(foot)

    # ---- reading -----------------------------------------------------------------------------------

    def load(self, campaign_id: UUID | None = None) -> None:
        """Read the cards; `campaign_id` is the one to begin with."""
        cards, actor = self._session.services.scorecards, self._session.actor
        op = self._context.ops.read(self, lambda: cards.cards(actor)).latest_only("coaching.cards")
        op.success(lambda found: self._came(found, campaign_id)).failure(
            lambda error: self.refuse(tr_error(error))
        ).start()

    def _came(self, found: Cards, campaign_id: UUID | None) -> None:
        self._cards = found
        chosen = campaign_id or self.campaign.currentData()
        self.campaign.clear()
        self.campaign.addItem(self.tr("Every campaign without its own"), None)
        for id, name in found.campaigns:
            self.campaign.addItem(name, id)
        self.campaign.setCurrentIndex(max(0, self.campaign.findData(chosen)))
        self._show()

    def _kept(self) -> KeptCard | None:
        return self._cards.kept.get(self.campaign.currentData())

    def _show(self) -> None:
        kept = self._kept()
        holds = kept is not None and not kept.card.is_ended
        self._fill(kept.card.questions if kept is not None and holds else ())
        self.mark.setValue(kept.card.pass_at if kept is not None else USUAL_MARK)
        if kept is not None and holds:
            zone, now = self._session.services.workspace.zone, self._session.clock.now()
            self.about.setText(
                self.tr(
                    "Version {number}, by {name}, {when}. A review keeps the version it was made with."
                ).format(number=kept.card.version, name=kept.person_name, when=short_when(kept.at, zone, now))
            )
        else:
            self.about.setText(
                self.tr("No card yet: yes is all of a question’s points, n of 5 is (n − 1) ÷ 4.")
            )
        self.end.setVisible(holds)
        default = self._cards.kept.get(None)
        has_default = default is not None and not default.card.is_ended
        is_default = self.campaign.currentData() is None
        if has_default and not is_default:
            self.empty.tell(
                self.tr("This campaign has no card of its own"),
                self.tr("Its calls are reviewed by the card for every campaign without its own."),
                act=self.tr("Begin with those questions"),
            )
        else:
            self.empty.tell(
                self.tr("No questions yet"),
                self.tr("Add what a good call has: asked with yes or no, or from 1 to 5."),
                act=self.tr("Add a question"),
            )
        self.is_edited = False
        self.refuse("")
        self._placed()

    def _fill(self, questions: Sequence[Question]) -> None:
        self._is_filling = True
        for line in self._lines:
            self._take(line)
        self._lines = []
        for question in questions:
            self._insert(question)
        self._is_filling = False

    def _take(self, line: QuestionLine) -> None:
        self._column.removeWidget(line)
        line.setParent(None)
        line.deleteLater()

    def _insert(self, question: Question) -> QuestionLine:
        line = QuestionLine(question)
        line.edited.connect(self._edited)
        line.moved.connect(self._moving(line))
        line.removed.connect(self._removing(line))
        self._column.insertWidget(len(self._lines), line)
        self._lines.append(line)
        return line

    def _placed(self) -> None:
        for place, line in enumerate(self._lines, 1):
            line.show_place(place, len(self._lines))
        has_any = bool(self._lines)
        self.area.setVisible(has_any)
        self.empty.setVisible(not has_any)
        self.add.setEnabled(len(self._lines) < MOST_QUESTIONS)
        self.save.setEnabled(self.is_edited)

    def focus_first(self) -> None:
        """The campaign, from which everything follows."""
        self.campaign.setFocus()

    # ---- editing -----------------------------------------------------------------------------------

    def _edited(self) -> None:
        if not self._is_filling:
            self.is_edited = True
            self.refuse("")
            self.save.setEnabled(True)

    def _begin_with_default(self) -> None:
        default = self._cards.kept.get(None)
        if default is None or default.card.is_ended or self.campaign.currentData() is None:
            self.add_question()
            return
        self._fill(default.card.questions)
        self.mark.setValue(default.card.pass_at)
        self._edited()
        self._placed()

    def add_question(self) -> None:
        """One more at the end, with the keyboard."""
        if len(self._lines) >= MOST_QUESTIONS:
            return
        line = self._insert(Question(new_id().hex, "", weight=10))
        self._edited()
        self._placed()
        line.text.setFocus()

    def _moving(self, line: QuestionLine) -> Callable[[int], None]:
        def move(by: int) -> None:
            at = self._lines.index(line)
            to = at + by
            if not 0 <= to < len(self._lines):
                return
            self._lines.insert(to, self._lines.pop(at))
            self._column.removeWidget(line)
            self._column.insertWidget(to, line)
            self._edited()
            self._placed()

        return move

    def _removing(self, line: QuestionLine) -> Callable[[], None]:
        def remove() -> None:
            self._lines.remove(line)
            self._take(line)
            self._edited()
            self._placed()

        return remove

    # ---- saving ------------------------------------------------------------------------------------

    def refuse(self, words: str) -> None:
        """Say what is wrong; empty takes it away."""
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def submit(self) -> None:
        """Keep a new version."""
        if not self.is_edited:
            return
        kept = self._kept()
        command = SaveCard(
            new_id(), self.campaign.currentData(), tuple(line.question() for line in self._lines),
            self.mark.value(), 0 if kept is None else kept.card.version,
        )  # fmt: skip
        cards, actor = self._session.services.scorecards, self._session.actor
        self._run(lambda: cards.save(actor, command), self.tr("Saved as a new version"))

    def _end(self) -> None:
        kept = self._kept()
        if kept is None:
            return
        cards, actor = self._session.services.scorecards, self._session.actor
        campaign_id, version = self.campaign.currentData(), kept.card.version
        self._run(lambda: cards.end(actor, campaign_id, version), self.tr("Taken away; its reviews stay"))

    def _run(self, work: Callable[[], object], words: str) -> None:
        def done(_: object) -> None:
            self.is_edited = False
            self._context.notices.toast(words)
            self.load()

        def refused(error: UserError) -> None:
            self.refuse(tr_error(error))

        op = self._context.ops.store(self, work).changes("reviews")
        op.success(done).failure(refused).start()
