"""The card of a request: who asks what, until when, every step; the acts and what they ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QWidget

from crm_desktop.domain.evidence import Evidence
from crm_desktop.domain.formats import full_when, short_when
from crm_desktop.domain.requests import CAME_LABELS, TRIGGER_LABELS, Nominee, RequestKind, Step
from crm_desktop.services.requests import RequestRow, RequestStep
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.leads.records import size_words
from crm_desktop.ui.requests.acts_part import ActsPart, Doing, Other
from crm_desktop.ui.requests.boxes import LetterBox, NewBox, NomineeBox, ProofBox, WordsBox
from crm_desktop.ui.requests.words import (
    STATE_CHIPS,
    STEP_ICONS,
    answer_by,
    due_chip,
    due_words,
    kind_words,
    law_words,
    state_words,
    step_title,
)
from crm_desktop.ui.widgets.asking import AskBox, AskingCard
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import Text
from crm_desktop.ui.widgets.timeline import TimelineEntry, TimelineView


class RequestCard(AskingCard):
    """Shows one request; `act_asked` gives a Step, `asked` the box that opened or None."""

    act_asked = Signal(object)
    open_asked = Signal()
    erase_asked = Signal()
    file_asked = Signal()

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("RequestCard", "Request"), parent)
        self._zone = zone
        self.row: RequestRow | None = None
        self._allowed: frozenset[Step] = frozenset()
        self._files: tuple[Evidence, ...] = ()
        self._done: frozenset[Step] = frozenset()
        self._view = QWidget()
        column = Column(self._view, margins=(16, 14, 16, 12), gap=10)
        self._fill_about()
        self._acts = self.acts = ActsPart()
        self.acts.asked.connect(self._do)
        self._top.addWidget(self._about)
        self._top.addWidget(self._acts)
        column.addLayout(self._top)
        self.words, self.proof, self.letter = WordsBox(), ProofBox(), LetterBox()
        self.nominee = NomineeBox()
        for asking in (self.words, self.proof, self.letter, self.nominee):
            column.addWidget(asking)
        self._rule = Rule()
        column.addWidget(self._rule)
        self.steps = TimelineView(self.tr("What was done"), inset=0)
        self.steps.setProperty("user_data", True)
        self.steps.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.steps.doubleClicked.connect(lambda *_: self.file_asked.emit())
        self.steps.setMinimumHeight(72)  # it takes what is left; the card scrolls only below that
        self.steps.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        column.addWidget(self.steps, 1)
        self._filler = QWidget()
        column.addWidget(self._filler, 1)
        self._new_view = QWidget()
        new_column = Column(self._new_view, margins=(16, 14, 16, 12), gap=10)
        self.new = NewBox()
        new_column.addWidget(self.new)
        new_column.addStretch(1)
        self.empty = EmptyState(
            self.tr("No request chosen"), self.tr("Choose one in the list, or take a new one down: N."),
            icon="page.privacy",
        )  # fmt: skip
        self._scroll = Scroll(self._view, self.tr("Request"))
        for widget in (self._scroll, self._new_view, self.empty):
            self.body.addWidget(widget, 1)
        for with_file in (self.words, self.proof, self.nominee, self.new):
            with_file.file.drops_on(with_file)
        for box in self.boxes():
            box.left.connect(self.leave_box)
        self.show_row(None, frozenset(), None)

    def _fill_about(self) -> None:
        column = Column(self._about, gap=6)
        chips = Row(gap=8)
        self.state, self.due = Chip("", "plain"), Chip("", "plain")
        chips.addWidget(self.state)
        chips.addWidget(self.due)
        chips.addStretch(1)
        column.addLayout(chips)
        self.what = Text("", "title", wrap=True, selectable=True)
        self.who = Text("", "body_strong", wrap=True, selectable=True)
        self.said = Text("", "body", wrap=True, selectable=True)
        self.client = Text("", "body", tone="warning", wrap=True, selectable=True)
        self.came = Text("", "table", tone="muted", wrap=True, selectable=True)
        self.law = Text("", "table", tone="muted", wrap=True, selectable=True)
        self.acts_for = Text("", "body", wrap=True, selectable=True)
        self.acts_for.hide()
        for widget in (self.what, self.who, self.said, self.client, self.acts_for, self.came, self.law):
            widget.setProperty("user_data", True)
            column.addWidget(widget)
        column.addStretch(1)

    def _do(self, what: Doing) -> None:
        if isinstance(what, Step):
            self.act_asked.emit(what)
        else:
            asked = {Other.ERASE: self.erase_asked, Other.FILE: self.file_asked, Other.LEAD: self.open_asked}
            asked[what].emit()

    def _offered(self) -> frozenset[Doing]:
        """What may be done with the request, steps and other acts."""
        has_lead = self.row is not None and self.row.request.lead_id is not None
        others = {Other.ERASE: self.may_erase(), Other.FILE: bool(self._files), Other.LEAD: has_lead}
        return self._allowed | {what for what, is_offered in others.items() if is_offered}

    def set_side_by_side(self, is_on: bool) -> None:
        super().set_side_by_side(is_on)
        self.new.set_side_by_side(is_on)

    def boxes(self) -> tuple[AskBox, ...]:
        """The questions the card can ask."""
        return (self.words, self.proof, self.letter, self.nominee, self.new)

    def may(self, step: Step) -> bool:
        """Whether the act is offered now."""
        return self.row is not None and self.box is None and step in self._allowed

    def may_erase(self) -> bool:
        """Whether it is sure who wants everything deleted, and this person answers for the office."""
        row = self.row
        is_asked = (
            row is not None and row.request.kind is RequestKind.ERASURE and row.request.proof is not None
        )
        has_lead = row is not None and row.request.lead_id is not None
        return is_asked and has_lead and self.box is None and Step.ANSWERED in self._allowed

    def show_row(self, row: RequestRow | None, allowed: frozenset[Step], now: datetime | None) -> None:
        """Show this request; a question about another one is dropped."""
        is_other = row is None or self.row is None or row.request.id != self.row.request.id
        if self.box not in (None, self.new) and is_other:
            self.leave_box()
        self.row, self._allowed = row, allowed
        if is_other:
            self.steps.set_entries([])
            self._done = frozenset()
            self.show_files(())
            self.show_nominee(None)
        if row is not None and now is not None:
            self._fill(row, now)
        self.show_parts()

    def _fill(self, row: RequestRow, now: datetime) -> None:
        request = row.request
        self.state.show_as(state_words(request), STATE_CHIPS[request.state])
        standing = request.standing(now)
        self.due.setVisible(request.is_open)
        self.due.show_as(due_words(standing, self._zone, now), due_chip(standing), "sign.clock")
        self.what.setText(kind_words(request))
        name = row.lead_name or request.name or self.tr("No name")
        self.who.setText(f"{name} · {request.contact}" if request.contact else name)
        self.said.setText(f"“{request.text}”" if request.text else "")
        words = self.tr("These are {client}’s data: pass it on to them.").format(client=row.client)
        self.client.setText(words if row.client else "")
        how = tr_label(CAME_LABELS[request.came])
        self.came.setText(
            self.tr("{reference} · {how}, {when}").format(
                reference=request.reference, how=how, when=full_when(request.received_at, self._zone)
            )
        )  # fmt: skip
        self.law.setText(law_words(request, self._zone))
        for widget in (self.said, self.client):
            widget.setVisible(bool(widget.text()))

    def show_nominee(self, nominee: Nominee | None) -> None:
        """Who acts in the person's place, whatever is asked."""
        self.acts_for.setVisible(nominee is not None)
        if nominee is not None:
            words = self.tr("Named to act for them: {name}, {contact} · {case} · {proof}")
            case = tr_label(TRIGGER_LABELS[nominee.trigger])
            self.acts_for.setText(
                words.format(name=nominee.name, contact=nominee.contact, case=case, proof=nominee.proof)
            )

    def show_files(self, files: Sequence[Evidence]) -> None:
        """What was kept with the steps, told with each when these are shown."""
        self._files = tuple(files)

    def chosen_file(self) -> Evidence | None:
        """The file of the step that is chosen, or of the newest that has one."""
        index = self.steps.currentIndex()
        step = self.steps.model_.entry(index.row()).ref if index.isValid() else None
        return next((each for each in self._files if each.about_id == step), next(iter(self._files), None))

    def show_steps(self, steps: Sequence[RequestStep], now: datetime) -> None:
        """Every step, the newest first, with its files."""
        self._done = frozenset(step.kind for step in steps)
        names = {
            step.id: [
                f"{each.piece.name} ({size_words(each.piece.size)})"
                for each in self._files
                if each.about_id == step.id
            ]
            for step in steps
        }
        self.steps.set_entries(
            [
                TimelineEntry(
                    STEP_ICONS[step.kind],
                    step_title(step),
                    short_when(step.at, self._zone, now),
                    " · ".join(part for part in (step.person_name, *_lines(step), *names[step.id]) if part),
                    ref=step.id,
                )
                for step in reversed(steps)
            ]
        )

    def promised(self) -> str:
        """The last day we promise, for who asks on the phone."""
        return "" if self.row is None else answer_by(self.row.request, self._zone)

    def show_parts(self) -> None:
        """The request with its acts or what is asked, a new one, or that none is chosen."""
        is_new, is_calm = not self.new.isHidden(), self.box is None
        self._new_view.setVisible(is_new)
        self._scroll.setVisible(self.row is not None and not is_new)
        self.empty.setVisible(self.row is None and not is_new)
        self._acts.setVisible(is_calm)
        self.acts.show_acts(None if self.row is None else self.row.request, self._offered(), self._done)
        for widget in (self._rule, self.steps):
            widget.setVisible(is_calm)
        self._about.setVisible(is_calm or self.box is not self.letter)
        self._filler.setVisible(not is_calm)


def _lines(step: RequestStep) -> list[str]:
    """A step's words; who was named stands in lines of their own."""
    return step.text.split("\n") if step.kind is Step.NOMINATED else [step.text]
