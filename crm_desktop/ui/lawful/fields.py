"""What an answer needs beside its kind: when, how it can be shown, whom from, which number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.lawful import Answer, Basis
from crm_desktop.errors import UserError
from crm_desktop.ui.evidence.field import FileField
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column
from crm_desktop.ui.widgets.lines import FormLine
from crm_desktop.ui.widgets.numbers import DateField

WHEN = (Basis.ASKED, Basis.CUSTOMERS, Basis.AGREED)


class WhyFields(QWidget):
    """The lines of one kind of answer; `changed` when something was typed, `submitted` on Return.

    Where a file has columns of dates, whoever asked may have asked on a day of their own.
    """

    changed = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: Basis | None = None
        self._is_loading = False
        self._today = QDate.currentDate()
        column = Column(self, gap=8)
        self.how = ComboBox(self.tr("When they asked"))
        self.how.setProperty("user_data", True)
        self.on = DateField(self.tr("When"), QDate.currentDate())
        self.proof = Field("", accessible_name=self.tr("How we can show it"))
        self.source = Field("", accessible_name=self.tr("Whom we have it from"))
        self.number = Field("", accessible_name=self.tr("The number we call from"))
        self.file = FileField(key="")
        self.file.drops_on(self)
        self._lines: dict[QWidget, FormLine] = {}
        for name, control in (
            (self.tr("How we can show it"), self.proof),
            (self.tr("Whom we have it from"), self.source),
            (self.tr("When they asked"), self.how),
            (self.tr("When"), self.on),
            (self.tr("The number we call from"), self.number),
            (self.tr("Its proof"), self.file),
        ):
            line = FormLine(name, control)
            self._lines[control] = line
            column.addWidget(line)
        for field in (self.proof, self.source, self.number):
            field.edit.setProperty("user_data", True)
            field.text_changed.connect(self._typed)
            field.submitted.connect(self.submitted)
        self.how.currentIndexChanged.connect(self._how_chosen)
        self.on.dateChanged.connect(self._typed)
        self.file.changed.connect(self._typed)
        self.set_kind(None)

    # ---- what is shown -----------------------------------------------------------------------------

    def set_kind(self, kind: Basis | None) -> None:
        """Show the lines of this kind; None shows none."""
        self._kind = kind
        has_columns = self.how.count() > 1
        is_of_column = has_columns and kind is Basis.ASKED and self.how.currentData() is not None
        shown = {
            self.how: kind is Basis.ASKED and has_columns,
            self.on: kind in WHEN and not is_of_column,
            self.proof: kind in (Basis.ASKED, Basis.AGREED),
            self.source: kind is Basis.LIST,
            self.number: kind in (Basis.LIST, Basis.CUSTOMERS),
            self.file: kind is not None,
        }
        for control, is_shown in shown.items():
            self._lines[control].setVisible(is_shown)
        self._lines[self.on].name.setText(
            {
                Basis.CUSTOMERS: self.tr("Customers since"),
                Basis.AGREED: self.tr("They agreed on"),
            }.get(kind or Basis.LIST, self.tr("They asked on"))
        )

    def set_today(self, today: date) -> None:
        """The office's day, which stands where nothing was said yet."""
        before, self._today = self._today, QDate(today.year, today.month, today.day)
        if self.on.date() == before:
            self._is_loading = True
            self.on.setDate(self._today)
            self._is_loading = False

    def set_columns(self, columns: Sequence[tuple[int, str]]) -> None:
        """The columns of a file that hold dates, by place and heading."""
        self._is_loading = True
        known = self.how.currentData()
        self.how.clear()
        for place, heading in columns:
            self.how.addItem(self.tr("the date in “{column}”").format(column=heading), place)
        self.how.addItem(self.tr("one day for all"), None)
        self.how.setCurrentIndex(0 if known is None else max(0, self.how.findData(known)))
        self._is_loading = False
        self.set_kind(self._kind)

    def show_answer(self, answer: Answer, column: int | None = None) -> None:
        """Fill in what was answered before."""
        self._is_loading = True
        day = answer.on_date
        self.on.setDate(self._today if day is None else QDate(day.year, day.month, day.day))
        self.proof.set_text(answer.proof)
        self.source.set_text(answer.source)
        self.number.set_text(answer.line)
        if column is not None:
            self.how.setCurrentIndex(max(0, self.how.findData(column)))
        elif answer.kind is Basis.ASKED and day is not None:
            self.how.setCurrentIndex(self.how.count() - 1)
        self._is_loading = False
        self.set_kind(answer.kind)

    # ---- what was said -----------------------------------------------------------------------------

    def asked_column(self) -> int | None:
        """The column whose dates say when each asked; None: one day for all."""
        if self._kind is not Basis.ASKED or self.how.count() < 2:
            return None
        place = self.how.currentData()
        return place if isinstance(place, int) else None

    def answer(self) -> Answer | None:
        """What is typed, as it would be kept."""
        kind, day = self._kind, self.on.date()
        if kind is None:
            return None
        on = date(day.year(), day.month(), day.day())
        is_dated = kind in WHEN and self.asked_column() is None
        return Answer(
            kind,
            on if is_dated else None,
            proof=self._proof() if kind in (Basis.ASKED, Basis.AGREED) else "",
            source=self.source.text() if kind is Basis.LIST else "",
            line=self.number.text() if kind in (Basis.LIST, Basis.CUSTOMERS) else "",
        )

    def _proof(self) -> str:
        """In words; else what the file is called."""
        file = self.file.file()
        return self.proof.text() if self.proof.text().strip() or file is None else file.name

    def missing(self) -> tuple[Field, str] | None:
        """The field that can't stay empty, and why."""
        if self._kind in (Basis.ASKED, Basis.AGREED) and not self._proof().strip():
            return self.proof, self.tr("Say how you can show it, such as a form or a message.")
        if self._kind is Basis.LIST and not self.source.text().strip():
            return self.source, self.tr("Say whom you have the list from.")
        return None

    def show_error(self, error: UserError) -> bool:
        """At the field it is about, if it is about one of these."""
        if self.file.refuse(error):
            return True
        field = {"proof": self.proof, "source": self.source, "line": self.number}.get(error.field or "")
        if field is None:
            return False
        field.set_error(tr_error(error))
        field.edit.setFocus()
        return True

    def follow(self, before: QWidget) -> None:
        """Come after a widget in the order of the Tab key."""
        for control in (
            self.proof.edit, self.source.edit, self.how, self.on, self.number.edit, self.file.button,
            self.file.away,
        ):  # fmt: skip
            QWidget.setTabOrder(before, control)
            before = control

    def focus_first(self) -> None:
        """Put the keyboard where something is to be typed."""
        for control in (self.proof, self.source):
            if not self._lines[control].isHidden():
                control.edit.setFocus()
                return
        self.on.setFocus()

    def _typed(self, *_: object) -> None:
        if not self._is_loading:
            self.changed.emit()

    def _how_chosen(self, *_: object) -> None:
        if not self._is_loading:
            self.set_kind(self._kind)
            self.changed.emit()
