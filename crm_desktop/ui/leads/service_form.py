"""The form of a service record: what was done, when, at which price, when it is due again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.amounts import parse_amount
from crm_desktop.domain.formats import money
from crm_desktop.domain.service_records import ServiceRecord, ServiceText
from crm_desktop.domain.typed_dates import TypedDate, read_date, shown_date
from crm_desktop.errors import UserError
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.meanwhile import laid_together, words_of
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import Field, NoteEdit
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.panel import TitleRow
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import Text

NOTE_HEIGHT = 104  # px at 100 %: the form fits a card without scrolling


class ServiceForm(QWidget):
    """`saved` gives the ServiceText, `left` on Cancel; `record` is the one being changed, if any."""

    saved = Signal(object)  # ServiceText
    left = Signal()

    def __init__(self, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = currency
        self._today = date.today  # set anew each time it begins
        self.record: ServiceRecord | None = None
        self._begun: tuple[str, ...] = ()
        column = Column(self, gap=0)
        self._title = TitleRow("")
        column.addWidget(self._title)
        column.addWidget(Rule())
        self._scroll = scroll = Scroll()
        body = QWidget()
        inner = Column(body, margins=(16, 12, 16, 12), gap=10)
        self.what = Field(self.tr("What was done"))
        self.done_on = Field(self.tr("When"), hint=self.tr("Such as aaj or 18/11."))
        self.price = Field(self.tr("Price (optional)"))
        self.next_due_on = Field(
            self.tr("Due again (optional)"), hint=self.tr("Such as 6 months or 18/5/2027. It reminds you.")
        )
        self.note = NoteEdit(self.tr("Note"), style="body")
        self.note.left.connect(self.left)
        for field in (self.what, self.done_on, self.price, self.next_due_on):
            field.edit.setProperty("user_data", True)
            field.submitted.connect(self._next)
        beside = Row(gap=12)
        for field in (self.done_on, self.price):
            beside.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(self.what)
        inner.addLayout(beside)
        inner.addWidget(self.next_due_on)
        self.note.setProperty("user_data", True)
        inner.addWidget(Text(self.tr("Note (optional)"), "caption", tone="muted"))
        inner.addWidget(self.note)
        inner.addStretch(1)
        scroll.setWidget(body)
        column.addWidget(scroll, 1)
        column.addWidget(Rule())
        foot = Row(margins=(16, 10, 16, 10), gap=8)
        self.error = Text("", "table", tone="danger", wrap=True)
        self.error.hide()
        self.cancel = KeyCapButton(self.tr("Cancel"), "Esc")
        self.save = KeyCapButton(self.tr("Save"), "Ctrl+Return", kind="primary")
        foot.addWidget(self.error, 1)
        foot.addStretch(0)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        column.addLayout(foot)
        self.cancel.clicked.connect(self.left)
        self.save.clicked.connect(self.submit)
        follow_theme(self._rescale)

    def _rescale(self) -> None:
        self.note.setFixedHeight(current().px(NOTE_HEIGHT))

    def begin(self, record: ServiceRecord | None, today: date) -> None:
        """The form of a record, or an empty one for what was done today."""
        self.record = record
        self._today = lambda: today
        title = self.tr("What was done") if record is None else self.tr("Change what was done")
        self._title.set_title(title)
        self._put(self._values_of(record))
        self._begun = self._texts()
        self.tell("")
        for field in self._fields():
            field.set_error("")

    def _values_of(self, record: ServiceRecord | None) -> dict[str, str]:
        if record is None:
            return {
                "what": "",
                "done_on": shown_date(self._today()),
                "price": "",
                "next_due_on": "",
                "note": "",
            }
        return {
            "what": record.what,
            "done_on": shown_date(record.done_on),
            "price": "" if record.price_minor is None else money(record.price_minor, record.currency),
            "next_due_on": shown_date(record.next_due_on) if record.next_due_on else "",
            "note": record.note,
        }

    def _put(self, values: Mapping[str, str]) -> None:
        for name, field in self._named().items():
            field.set_text(values[name])
        self.note.setPlainText(values["note"])

    def lay_over(self, now: ServiceRecord) -> None:
        """Someone else saved the record meanwhile: what was typed stays beside what they changed."""
        theirs = self._values_of(now)
        mine = dict(zip(theirs, self._texts(), strict=True))
        found = laid_together(self._values_of(self.record), mine, theirs)
        self.record = now
        self._put(found.values)
        labels = {
            **{name: field.label.text() for name, field in self._named().items()},
            "note": self.tr("Note"),
        }
        self.tell(words_of(found, labels, theirs))

    def first_focus(self) -> QWidget:
        """Where typing begins."""
        return self.what.edit

    def _fields(self) -> tuple[Field, ...]:
        return tuple(self._named().values())

    def _named(self) -> dict[str, Field]:
        return {
            "what": self.what,
            "done_on": self.done_on,
            "price": self.price,
            "next_due_on": self.next_due_on,
        }

    def _texts(self) -> tuple[str, ...]:
        return (*(field.text() for field in self._fields()), self.note.toPlainText())

    def has_changes(self) -> bool:
        """Whether something was typed that isn't saved."""
        return self._texts() != self._begun

    def tell(self, words: str) -> None:
        """A sentence beside the buttons; empty takes it away."""
        self.error.setText(words)
        self.error.setVisible(bool(words))

    def _next(self) -> None:
        self.focusNextChild()

    def submit(self) -> None:
        """Give what was typed, or say at its field what is wrong or only assumed."""
        self.tell("")
        wrong: list[Field] = []

        def read(field: Field, how: Callable[[str], object]) -> object:
            text = field.text().strip()
            if not text:
                return None
            try:
                return how(text)
            except UserError as error:
                field.set_error(tr_error(error))
                wrong.append(field)
                return None

        done_on = read(self.done_on, lambda text: read_date(text, self._today()))
        due = read(self.next_due_on, lambda text: read_date(text, self._today()))
        price = read(self.price, lambda text: parse_amount(text, self._currency, may_be_zero=True))
        for field, found in ((self.done_on, done_on), (self.next_due_on, due)):
            if isinstance(found, TypedDate):
                field.set_text(shown_date(found.on))
                if not found.is_certain:
                    field.set_error(
                        self.tr("Is it {date}? Save again if so.").format(date=shown_date(found.on))
                    )
                    wrong.append(field)
        if not wrong and done_on is None:
            self.done_on.set_error(self.tr("Give the day it was done."))
            wrong.append(self.done_on)
        if wrong:
            self._show_wrong(wrong[0])
            return
        assert isinstance(done_on, TypedDate)
        self.saved.emit(
            ServiceText(
                done_on.on,
                self.what.text(),
                price if isinstance(price, int) else None,
                self.note.toPlainText(),
                due.on if isinstance(due, TypedDate) else None,
            )
        )

    def refuse(self, error: UserError) -> None:
        """Say why it was not saved, at its field where it has one."""
        field = self._named().get(error.field or "")
        if field is None:
            self.tell(tr_error(error))
            return
        field.set_error(tr_error(error))
        self._show_wrong(field)

    def _show_wrong(self, field: Field) -> None:
        """Into the field, with the sentence below it in view."""
        field.edit.setFocus()
        self._scroll.bring(field)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)
