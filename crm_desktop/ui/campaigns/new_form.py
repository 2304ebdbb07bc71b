"""A new campaign: its name, what it begins with, and why its people may be called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.lawful import Answer, Basis, Span
from crm_desktop.errors import UserError
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.lawful.fields import WhyFields
from crm_desktop.ui.lawful.words import kind_words, needed_words, span_words, warning_words
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import Text

LATER = "later"
TYPING_MS = 250


class NewCampaignForm(Panel):
    """`made` with the name, the id of the campaign to copy, or None, and the answer, None: nobody knows yet.

    `asked` with the campaign to copy and an answer: what would follow of it.
    """

    made = Signal(str, object, object)
    asked = Signal(object, object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", gap=12, parent=parent)
        self.set_title(self.tr("New campaign"))
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._ask)
        self.name = Field(self.tr("Name"))
        self.name.edit.setProperty("user_data", True)
        self.begin = ComboBox(self.tr("Begin with"))
        self.begin.setProperty("user_data", True)
        self._hint = Text("", "caption", tone="muted", wrap=True)
        self.error = Text("", "caption", tone="danger", wrap=True)
        self.error.hide()
        begin = Column(gap=4)
        begin.addWidget(Text(self.tr("Begin with"), "caption", tone="muted"))
        begin.addWidget(self.begin)
        begin.addWidget(self._hint)
        self.why = ComboBox(self.tr("Why may we call these people?"))
        self.why.setPlaceholderText(self.tr("Choose an answer"))
        for kind in Basis:
            self.why.addItem(kind_words(kind), kind.value)
        self.why.addItem(self.tr("Nobody here knows yet"), LATER)
        self.fields = WhyFields()
        self.follows = Text("", "caption", tone="muted", wrap=True)
        why = Column(gap=4)
        why.addWidget(Text(self.tr("Why may we call these people?"), "caption", tone="muted"))
        why.addWidget(self.why)
        why.addWidget(self.follows)
        self.save = KeyCapButton(self.tr("Make it"), "Ctrl+Return", kind="primary")
        self.cancel = KeyCapButton(self.tr("Cancel"), "Esc")
        row = Row(gap=8)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        row.addStretch(1)
        inner = QWidget()
        column = Column(inner, margins=(0, 0, 8, 0), gap=12)
        column.addWidget(self.name)
        column.addLayout(begin)
        column.addLayout(why)
        column.addWidget(self.fields)
        column.addStretch(1)
        self.body.addWidget(Scroll(inner, self.tr("New campaign")), 1)
        self.body.addWidget(self.error)
        self.body.addLayout(row)
        self.begin.currentIndexChanged.connect(self._tell)
        self.begin.currentIndexChanged.connect(self._ask)
        self.why.currentIndexChanged.connect(self._why_chosen)
        self.fields.changed.connect(self._typing.start)
        self.fields.submitted.connect(self.submit)
        self.name.submitted.connect(self.submit)
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.cancelled)

    def ask(self, campaigns: Sequence[tuple[UUID, str]], copied: UUID | None = None) -> None:
        """Ask for a new one, or for the name of a copy."""
        self.begin.clear()
        self.begin.addItem(self.tr("Values that work on the first day"), None)
        for campaign_id, name in campaigns:
            self.begin.addItem(self.tr("A copy of {name}").format(name=name), campaign_id)
        ids = [campaign_id for campaign_id, _ in campaigns]
        at = ids.index(copied) if copied in ids else -1
        self.begin.setCurrentIndex(at + 1)
        name = campaigns[at][1] if at >= 0 else ""
        self.name.set_text(self.tr("{name} (copy)").format(name=name) if name else "")
        self.error.hide()
        self.set_busy(False)
        self.why.setCurrentIndex(-1)
        self.why.set_tone("")
        self.fields.show_answer(Answer(Basis.ASKED))
        self._why_chosen()
        self._tell()

    def set_today(self, today: date) -> None:
        """The office's day."""
        self.fields.set_today(today)

    def answer(self) -> Answer | None:
        """What is typed; None: nobody knows yet."""
        return self.fields.answer()

    def _why_chosen(self) -> None:
        chosen = self.why.currentData()
        self.why.set_tone("")
        self.fields.set_kind(Basis(chosen) if chosen in tuple(Basis) else None)
        self.fields.setVisible(chosen in tuple(Basis))
        self._ask()

    def _ask(self) -> None:
        answer = self.answer()
        if answer is not None:
            self.asked.emit(self.begin.currentData(), answer)
        elif self.why.currentData() == LATER:
            self.follows.setText(
                self.tr(
                    "Nobody of it is called until a team lead or an admin answers in the settings, "
                    "Why we call."
                )
            )
        else:
            self.follows.setText(self.tr("What follows is shown here. The answer is kept in your name."))

    def show_follows(self, span: Span, zone: str) -> None:
        """What would hold with the answer typed."""
        answer = self.answer()
        if answer is None:
            return
        pieces = [self.tr("What follows: {what}.").format(what=span_words(span, zone))]
        warning = warning_words(answer.kind)
        pieces += [warning] if warning else [needed_words(reason) for reason in span.reasons]
        self.follows.setText(" ".join(pieces))

    def _tell(self) -> None:
        if self.begin.currentData() is None:
            self._hint.setText(
                self.tr(
                    "10:00 to 19:00 by their clock, Monday to Saturday; busy again after 15 min, "
                    "no answer after 2 h. Everything can be changed."
                )
            )
        else:
            self._hint.setText(self.tr("Everything but its leads: hours, people, results, rules, script."))

    def focus_first(self) -> None:
        """The name, ready to be typed over."""
        self.name.edit.setFocus()
        self.name.edit.selectAll()

    def submit(self) -> None:
        """Ask to make it, when it has a name."""
        if not self.save.isEnabled():
            return
        name = " ".join(self.name.text().split())
        if not name:
            self.name.set_error(self.tr("Give the campaign a name."))
            self.name.edit.setFocus()
            return
        if self.why.currentData() is None:
            self.why.set_tone("danger")
            self.error.setText(self.tr("Choose why these people may be called."))
            self.error.show()
            self.why.setFocus()
            return
        missing = self.fields.missing()
        if missing is not None:
            field, words = missing
            field.set_error(words)
            field.edit.setFocus()
            return
        self.error.hide()
        self.set_busy(True)
        self.made.emit(name, self.begin.currentData(), self.answer())

    def set_busy(self, is_busy: bool) -> None:
        """Nothing is made twice."""
        self.save.setEnabled(not is_busy)

    def show_error(self, error: UserError) -> None:
        """At the name where it is about it, else above the buttons."""
        self.set_busy(False)
        if error.field == "name":
            self.name.set_error(tr_error(error))
            self.name.edit.setFocus()
        elif not self.fields.show_error(error):
            self.error.setText(tr_error(error))
            self.error.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
