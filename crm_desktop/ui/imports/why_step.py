"""The step Why we call: the one plain question, and what follows from the answer, before any dial."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.domain.lawful import Answer, Basis
from crm_desktop.errors import UserError
from crm_desktop.services.imports import Preview
from crm_desktop.services.lawful import Ahead, Asked
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.imports.choice_card import CIRCLE, GAP, PAD_X, ChoiceCard
from crm_desktop.ui.imports.draft import Draft
from crm_desktop.ui.imports.past import Moment
from crm_desktop.ui.imports.split import Split
from crm_desktop.ui.imports.why_follows import FollowsPanel
from crm_desktop.ui.lawful.fields import WhyFields
from crm_desktop.ui.lawful.words import kind_example, kind_words
from crm_desktop.ui.shell.page import Width
from crm_desktop.ui.widgets.layouts import Column
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import Text

AS_BEFORE, LATER = "as before", "later"
TYPING_MS = 250


class WhyStep(QWidget):
    """One card an answer; nothing is chosen until the person does, unless the campaign is answered already.

    `asked` asks for what would follow, by campaign and answer; `column_chosen` when other rows count.
    """

    asked = Signal(str, object)
    column_chosen = Signal()
    submitted = Signal()

    def __init__(self, moment: Moment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment = moment
        self._draft: Draft | None = None
        self._before: Asked | None = None
        self._is_known = False
        self._goes_on = False  # it was to go on before it was known whether the campaign is answered
        inner = QWidget()
        column = Column(inner, margins=(16, 12, 16, 12), gap=8)
        self.cards: dict[str, ChoiceCard] = {}
        self.fields = WhyFields()
        self._indented = QWidget(inner)  # below its card's words
        Column(self._indented, margins=(PAD_X + CIRCLE + GAP, 0, 0, 4)).addWidget(self.fields)
        self._indented.hide()
        self._add_card(column, AS_BEFORE, "", "")
        for kind in Basis:
            self._add_card(column, kind.value, kind_words(kind), kind_example(kind))
        self._add_card(
            column,
            LATER,
            self.tr("Nobody here knows yet"),
            self.tr("The leads come in, but nobody is called until somebody answers in the settings."),
        )
        self.trouble = Text("", "caption", tone="danger", wrap=True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        column.addStretch(1)
        self._column = column
        panel = Panel(self.tr("Why may we call these people?"), margins=0)
        self._scroll = Scroll(inner, self.tr("Why may we call these people?"))
        panel.body.addWidget(self._scroll)
        self.follows = FollowsPanel(lambda: moment()[1])
        self.split = Split(
            panel,
            Scroll(self.follows, self.tr("What follows")),
            (self.tr("Why"), self.tr("What follows")),
            self.tr("Why, and what follows"),
            width=340,
        )
        Column(self).addWidget(self.split)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._ask)
        self.fields.changed.connect(self._typed)
        self.fields.submitted.connect(self.submitted)

    def _add_card(self, column: Column, name: str, title: str, example: str) -> None:
        card = ChoiceCard(title, example, key=str(len(self.cards)))
        card.clicked.connect(self._chosen)
        self.cards[name] = card
        column.addWidget(card)

    def fit(self, width: Width) -> None:
        """Arrange for this much room."""
        self.split.fit(width)

    # ---- what is shown -----------------------------------------------------------------------------

    def show_draft(self, draft: Draft) -> None:
        """Show what is chosen for this file."""
        self._draft = None
        now, zone = self._moment()
        self.fields.set_today(now.astimezone(ZoneInfo(zone)).date())
        self.fields.set_columns(draft.date_columns())
        self.fields.file.show_file(draft.why_file)
        if draft.why is not None:
            self.fields.show_answer(draft.why, draft.asked_column)
        self._draft = draft
        self.trouble.hide()

    def begin(self) -> None:
        """The step comes into view: ask what is known of the campaign."""
        self._is_known = self._goes_on = False
        self.focus_first()  # a number pressed meanwhile is heard
        self._ask()

    def show_ahead(self, ahead: Ahead) -> None:
        """What would follow, and what was answered before."""
        draft = self._draft
        if draft is None:
            return
        self._before = ahead.asked
        card = self.cards[AS_BEFORE]
        card.setVisible(ahead.asked is not None)
        if ahead.asked is not None and ahead.asked.answer is not None:
            card.set_words(
                self.tr("As answered for {campaign}: {answer}").format(
                    campaign=ahead.asked.name, answer=kind_words(ahead.asked.answer.kind)
                ),
                self.tr("{name} answered it. These people are called for the same reason.").format(
                    name=ahead.asked.answered_by
                ),
            )
        if not self._is_known:
            self._is_known = True
            self._take_up(draft, ahead.asked)
            if not self.fields.isAncestorOf(
                QApplication.focusWidget() or self
            ):  # who types there stays there
                self.focus_first()
        self.follows.show_ahead(ahead, draft.why, is_later=draft.is_why_later)
        if self._goes_on:
            self._goes_on = False
            self.submitted.emit()

    def _take_up(self, draft: Draft, before: Asked | None) -> None:
        """The card that stands for what was chosen so far, or for the campaign's own answer."""
        if draft.why is not None:
            name = draft.why.kind.value
        elif draft.is_why_later:
            name = LATER
        else:
            name = AS_BEFORE if before is not None else ""
        for each, card in self.cards.items():
            card.setAutoExclusive(False)
            card.setChecked(each == name)
            card.setAutoExclusive(True)
        self._place_fields(name)

    def show_preview(self, preview: Preview) -> None:
        """How many asked lately, where a column says so."""
        self.follows.show_rows(preview.asked)

    # ---- choosing ----------------------------------------------------------------------------------

    def chosen(self) -> str:
        """The name of the card chosen; empty for none."""
        return next((name for name, card in self.cards.items() if card.isChecked()), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A card's number chooses it and goes to what is to be typed."""
        number = event.key() - Qt.Key.Key_0
        if event.modifiers() or not 0 <= number < len(self.cards):
            super().keyPressEvent(event)
            return
        card = list(self.cards.values())[number]
        if not card.isHidden():
            card.click()
            if self._indented.isHidden():
                card.setFocus()
            else:
                self.fields.focus_first()

    def _chosen(self) -> None:
        name = self.chosen()
        self.trouble.hide()
        self._place_fields(name)
        self._take_over()
        self._ask()
        self.column_chosen.emit()

    def _place_fields(self, name: str) -> None:
        """Below the card they belong to."""
        kind = Basis(name) if name in tuple(Basis) else None
        self.fields.set_kind(kind)
        self._indented.setVisible(kind is not None)
        if kind is not None:
            self._column.removeWidget(self._indented)
            self._column.insertWidget(self._column.indexOf(self.cards[name]) + 1, self._indented)
            self.fields.follow(self.cards[name])
            QTimer.singleShot(0, self, self._bring_into_view)

    def _bring_into_view(self) -> None:
        """The fields with their card, where the window is low."""
        self._scroll.ensureWidgetVisible(self._indented, 0, 8)

    def _typed(self) -> None:
        column = self._draft.asked_column if self._draft is not None else None
        self._take_over()
        self._typing.start()
        if self._draft is not None and self._draft.asked_column != column:
            self.column_chosen.emit()

    def _take_over(self) -> None:
        if self._draft is not None:
            name = self.chosen()
            is_answer = name in tuple(Basis)
            self._draft.why = self.fields.answer() if is_answer else None
            self._draft.why_file = self.fields.file.file() if is_answer else None
            self._draft.asked_column = self.fields.asked_column() if is_answer else None
            self._draft.is_why_later = name == LATER

    def _ask(self) -> None:
        if self._draft is not None:
            answer: Answer | None = self._draft.why
            if answer is None and self._before is not None and self.chosen() == AS_BEFORE:
                answer = self._before.answer
            self.asked.emit(self._draft.campaign, answer)

    # ---- going on ----------------------------------------------------------------------------------

    @property
    def is_waiting(self) -> bool:
        """Whether it goes on by itself once it is known what was answered before."""
        return self._goes_on

    def check(self) -> bool:
        """Whether it is answered; says what is missing."""
        name = self.chosen()
        if not self._is_known:
            self._goes_on = True
            return False
        if not name:
            self.trouble.setText(self.tr("Choose an answer. What follows is shown beside it."))
            self.trouble.show()
            self.split.show_main()
            self.focus_first()
            return False
        missing = self.fields.missing() if name in tuple(Basis) else None
        if missing is not None:
            field, words = missing
            field.set_error(words)
            self.split.show_main()
            field.edit.setFocus()
            return False
        return True

    def show_error(self, error: UserError) -> None:
        """The service said no."""
        self.split.show_main()
        if not self.fields.show_error(error):
            self.trouble.setText(tr_error(error))
            self.trouble.show()

    def focus_first(self) -> None:
        """Put the keyboard on the answer chosen, or on the first."""
        for card in self.cards.values():
            if card.isChecked() and not card.isHidden():
                card.setFocus()
                return
        next(card for card in self.cards.values() if not card.isHidden()).setFocus()
