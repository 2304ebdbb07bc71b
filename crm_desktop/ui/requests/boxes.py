"""What the card of a request asks in place: words, how it was made sure who asks, a letter, a new request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from crm_desktop.domain.formats import day
from crm_desktop.domain.lead_query import LeadRow
from crm_desktop.domain.letters import LETTER_LABELS, LetterKind, body_of, proposed
from crm_desktop.domain.letters_hindi import ASKED, HINDI, hindi_body, hindi_day, is_hindi
from crm_desktop.domain.requests import (
    CAME_LABELS,
    KIND_LABELS,
    PROOF_LABELS,
    TRIGGER_LABELS,
    Came,
    Proof,
    RequestKind,
    Step,
    Trigger,
)
from crm_desktop.ids import new_id
from crm_desktop.services.requests import RequestRow, TakeRequest
from crm_desktop.ui.evidence.field import FileField
from crm_desktop.ui.i18n import fill, tr_label, tr_sentence
from crm_desktop.ui.leads.picker import LeadPicker
from crm_desktop.ui.requests.words import answer_by, kind_words, last_day, step_words
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.asking import AskBox
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field, NoteEdit
from crm_desktop.ui.widgets.layouts import Column, FlowLayout
from crm_desktop.ui.widgets.text import Text

LIST, LOW_LIST = 116, 84  # px at 100 %: three leads found, or two


class WordsBox(AskBox):
    """Asks for words that are kept with the step: a note, why it is refused, what was answered."""

    answered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.step = Step.NOTE
        self.words = NoteEdit(self.tr("In a few words"), style="body")
        self.words.setProperty("user_data", True)
        self.words.left.connect(self.left)
        self.file = FileField(self.tr("Add a file"))
        self.wrong = Text("", "caption", tone="danger", wrap=True)
        self.column.addWidget(self.words)
        self.column.addWidget(self.file)
        self.column.addWidget(self.wrong)
        self.column.addLayout(self.foot)
        self.save.set_words(self.tr("Save"))

    def begin(self, step: Step) -> None:
        """Ask anew."""
        self.step = step
        title, self._missing, words = step_words(step)
        self.title.setText(title)
        self.setAccessibleName(title)
        self.words.setPlainText(words)
        self.file.clear()
        self.refuse("")

    def submit(self) -> None:
        is_shown = self.step is Step.NOTE and self.file.file() is not None
        if not self.words.toPlainText().strip() and self._missing and not is_shown:
            self.refuse(self._missing)
            self.words.setFocus()
            return
        self.answered.emit(self.words.toPlainText().strip())

    def refuse(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))


class ProofBox(AskBox):
    """Asks how it was made sure who asks: a key each."""

    answered = Signal(object)  # Proof

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("How do you know that it is them?"), "", parent)
        self.title.setText(self.tr("How do you know that it is them?"))
        holder = QWidget()
        flow = FlowLayout(holder, gap=6)
        self.buttons: list[KeyCapButton] = []
        for place, proof in enumerate(Proof):
            button = KeyCapButton(
                tr_label(PROOF_LABELS[proof]), f"Alt+{place + 1}", size="compact", spread=True
            )
            button.clicked.connect(self._taking(proof))
            flow.addWidget(button)
            self.buttons.append(button)
        self.file = FileField()
        self.wrong = Text("", "caption", tone="danger", wrap=True)
        self.column.addWidget(self.file)
        self.column.addWidget(holder)
        self.column.addWidget(self.wrong)
        self.wrong.hide()
        self.column.addLayout(self.foot)
        self.save.hide()

    def _taking(self, proof: Proof) -> Callable[[], None]:
        return lambda: self.answered.emit(proof)

    def press(self, place: int) -> None:
        """Take one by its key."""
        if 0 <= place < len(Proof):
            self.answered.emit(tuple(Proof)[place])

    def refuse(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))


class NomineeBox(AskBox):
    """Asks who acts for the person, from which case on, and what shows it."""

    answered = Signal(str, str, object, str)  # name, contact, Trigger, proof

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.title.setText(self.tr("Whom did they name?"))
        self.setAccessibleName(self.tr("Whom did they name?"))
        self.name = Field(self.tr("Name"))
        self.contact = Field(self.tr("Phone, e-mail or address"))
        self.trigger = ComboBox(self.tr("They act"))
        for trigger in Trigger:
            self.trigger.addItem(tr_label(TRIGGER_LABELS[trigger]), trigger)
        self.proof = Field(self.tr("What shows it, such as a signed letter"))
        self.file = FileField()
        self.wrong = Text("", "caption", tone="danger", wrap=True)
        for field in (self.name, self.contact, self.proof):
            field.setProperty("user_data", True)
            field.submitted.connect(self.submit)
        for part in (self.name, self.contact, self.trigger, self.proof, self.file, self.wrong):
            self.column.addWidget(part)
        self.wrong.hide()
        self.column.addLayout(self.foot)
        self.save.set_words(self.tr("Save"))

    def begin(self) -> None:
        """Ask anew."""
        for field in (self.name, self.contact, self.proof):
            field.set_text("")
        self.trigger.setCurrentIndex(list(Trigger).index(Trigger.EITHER))
        self.file.clear()
        self.refuse("")

    def submit(self) -> None:
        self.answered.emit(
            self.name.text(), self.contact.text(), self.trigger.currentData(), self.proof.text()
        )

    def refuse(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))


class LetterBox(AskBox):
    """Which letter, in which language, and its words, which may be changed before it is written."""

    written = Signal(object, str, str)  # LetterKind, its body, its language

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.title.setText(self.tr("Letter"))
        self.setAccessibleName(self.tr("Letter"))
        self._row: RequestRow | None = None
        self._zone = "UTC"
        self.kind = ComboBox(self.tr("Which letter"))
        for kind in LetterKind:
            self.kind.addItem(tr_label(LETTER_LABELS[kind]), kind.value)
        self.kind.activated.connect(lambda *_: self._fill())
        self.language = ComboBox(self.tr("Language of the letter"))
        self.language.addItem(self.tr("English"), "")
        self.language.addItem("हिन्दी", HINDI)
        self.language.activated.connect(lambda *_: self._fill())
        self.words = NoteEdit(self.tr("What the letter says"), style="body")
        self.words.setProperty("user_data", True)
        self.words.left.connect(self.left)
        self.wrong = Text("", "caption", tone="danger", wrap=True)
        for widget in (self.kind, self.language, self.words, self.wrong):
            self.column.addWidget(widget)
        self.column.addLayout(self.foot)
        self.save.set_words(self.tr("Save as PDF"))
        follow_theme(self._rescale)

    def _rescale(self) -> None:
        # Less than it likes to have: in a small window the buttons stay in view, the words scroll.
        self.words.setMinimumHeight(current().px(96))

    def begin(self, row: RequestRow, zone: str) -> None:
        """The letter that is due now, in the language they are spoken to."""
        self._row, self._zone = row, zone
        self.language.setCurrentIndex(int(is_hindi(row.language)))
        self.kind.setCurrentIndex(self.kind.findData(proposed(row.request).value))
        self._fill()

    def _fill(self) -> None:
        row = self._row
        if row is None:
            return
        request = row.request
        values: dict[str, object] = {"reference": request.reference, "client": row.client or "…"}
        if self.language.currentData() == HINDI:
            came = request.received_at.astimezone(ZoneInfo(self._zone)).date()
            values |= {"day": hindi_day(came), "until": hindi_day(last_day(request, self._zone))}
            values["asked"] = ASKED[request.kind]
            body = fill(hindi_body(self.chosen(), request), values)
        else:
            values["day"] = day(request.received_at, self._zone, weekday=False, year=True)
            values |= {"until": answer_by(request, self._zone), "asked": kind_words(request)}
            body = tr_sentence(body_of(self.chosen(), request), values)
        self.words.setPlainText(body)
        self.refuse("")

    def chosen(self) -> LetterKind:
        """Which letter it is."""
        return LetterKind(str(self.kind.currentData()))

    def submit(self) -> None:
        body, language = self.words.toPlainText().strip(), str(self.language.currentData())
        self.written.emit(self.chosen(), body, language)

    def refuse(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))


@dataclass(frozen=True, slots=True)
class Asker:
    """A lead that asks."""

    id: UUID
    name: str
    phone: str
    email: str


class NewBox(AskBox):
    """Somebody asks: who (found among the leads, or by name alone), what, how it came."""

    taken = Signal(object)  # TakeRequest
    looked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.title.setText(self.tr("A new request"))
        self.setAccessibleName(self.tr("A new request"))
        self.save.set_words(self.tr("Take it down"))
        self._lead: LeadRow | Asker | None = None
        self._is_low = False
        self.kind = ComboBox(self.tr("What is asked"))
        for kind in RequestKind:
            self.kind.addItem(tr_label(KIND_LABELS[kind]), kind.value)
        self.came = ComboBox(self.tr("How it came"))
        for came in Came:
            self.came.addItem(tr_label(CAME_LABELS[came]), came.value)
        self.picker = LeadPicker(self.tr("Name, phone or e-mail of who asks"))
        self.picker.field.edit.setAccessibleName(self.tr("Who asks"))
        self.picker.asked.connect(self._looking)
        self.picker.picked.connect(self.show_lead)
        self.who = Text("", "table", tone="muted", wrap=True)
        self.who.setProperty("user_data", True)
        self.contact = Field(
            "", placeholder=self.tr("Where the answer goes"), accessible_name=self.tr("Contact")
        )
        self.contact.edit.setProperty("user_data", True)
        self.words = NoteEdit(self.tr("In their words"), placeholder=self.tr("In their words"), style="body")
        self.words.setProperty("user_data", True)
        self.words.left.connect(self.left)
        self.file = FileField(self.tr("What came in"))
        self.wrong = Text("", "caption", tone="danger", wrap=True)
        self._choices = Column(gap=10)
        for choice in (self.kind, self.came, self.contact):
            self._choices.addWidget(choice)
        self.column.addWidget(self.picker)
        self.column.addWidget(self.who)
        self.column.addLayout(self._choices)
        self.column.addWidget(self.words)
        self.column.addWidget(self.file)
        self.column.addWidget(self.wrong)
        self.column.addLayout(self.foot)
        self.wrong.hide()
        follow_theme(self._rescale)

    def _rescale(self) -> None:
        self.picker.list.setFixedHeight(current().px(LOW_LIST if self._is_low else LIST))

    def set_side_by_side(self, is_on: bool) -> None:
        """Low and wide: what, how and where to beside each other, fewer leads at once."""
        way = QBoxLayout.Direction.LeftToRight if is_on else QBoxLayout.Direction.TopToBottom
        self._choices.setDirection(way)
        self._is_low = is_on
        self._rescale()

    def begin(self, lead: Asker | None = None) -> None:
        """Empty, or about a lead."""
        self.picker.clear()
        self.file.clear()
        self.words.setPlainText("")
        self.contact.set_text("")
        self.kind.setCurrentIndex(0)
        self.came.setCurrentIndex(self.came.findData(Came.EMAIL.value))
        self.refuse("")
        self._lead = None
        self._say_who()
        if lead is not None:
            self.show_lead(lead)

    def first(self) -> QWidget:
        """Where the keyboard goes."""
        return self.kind if self._lead is not None else self.picker.field.edit

    def _looking(self, text: str) -> None:
        self._lead = None
        self._say_who()
        self.looked.emit(text)

    def show_found(self, rows: Sequence[LeadRow]) -> None:
        """What was found for what is typed."""
        self.picker.show_rows(rows)
        self.picker.list.setVisible(bool(rows) and self._lead is None)

    def show_lead(self, lead: LeadRow | Asker) -> None:
        """It is this one."""
        self._lead = lead
        self.picker.list.hide()
        self._say_who()
        self.contact.set_text(lead.email)
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_who(self) -> None:
        if self._lead is not None:
            words = self.tr("It is about: {name}").format(name=self._lead.name or self._lead.phone)
        else:
            words = self.tr(
                "Choose with arrow keys and Enter, or leave the name alone if we don’t know them."
            )
        self.who.setText(words)
        if self._lead is None and not self.picker.text():
            self.picker.list.hide()

    def submit(self) -> None:
        name = self._lead.name if self._lead is not None else self.picker.text().strip()
        if not name and self._lead is None:
            self.refuse(self.tr("Say who asks."))
            self.picker.field.edit.setFocus()
            return
        self.taken.emit(
            TakeRequest(
                new_id(),
                RequestKind(str(self.kind.currentData())),
                Came(str(self.came.currentData())),
                lead_id=self._lead.id if self._lead is not None else None,
                name=name,
                contact=self.contact.text().strip(),
                text=self.words.toPlainText().strip(),
            )
        )

    def refuse(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
