"""What shows that a person agreed: how they said it, which notice they had, what holds it, since when."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.consent import BASIS_LABELS, HOW_LABELS, Basis, How
from crm_desktop.domain.formats import full_when
from crm_desktop.domain.lawful import days_end
from crm_desktop.domain.purposes import Pairs
from crm_desktop.domain.typed_dates import read_date
from crm_desktop.errors import UserError
from crm_desktop.services.consent import Agree, Ledger
from crm_desktop.ui.evidence.field import FileField
from crm_desktop.ui.i18n import tr_error, tr_label
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.text import Text

BY_HAND = tuple(how for how in How if how is not How.BROUGHT)


class EvidenceForm(QWidget):
    """Filled for one person; says in place what is missing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ledger: Ledger | None = None
        self._call_id: UUID | None = None
        self._column = column = Column(self, gap=10)
        self.how = ComboBox(self.tr("How they said it"))
        self.language = ComboBox(self.tr("Notice in"))
        self.language.setProperty("user_data", True)
        self.basis = ComboBox(self.tr("It holds"))
        for basis in Basis:
            self.basis.addItem(tr_label(BASIS_LABELS[basis]), basis)
        choices = Row(gap=12)
        for combo in (self.how, self.language, self.basis):
            part = Column(gap=4)
            part.addWidget(Text(combo.accessibleName(), "caption", tone="muted"))
            part.addWidget(combo)
            choices.addLayout(part, 1)
        self.notice = Text("", "table", tone="muted", wrap=True)
        self.notice.setProperty("user_data", True)
        self.evidence = Field(
            self.tr("What shows it"), placeholder=self.tr("Form number, message, file, their words")
        )
        self.said_on = Field(self.tr("Said on"), placeholder=self.tr("Today"))
        self.ends_on = Field(self.tr("Contract until"), placeholder="31/03/2027")
        # By what the service's refusals call them.
        self.fields = {"evidence": self.evidence, "said_at": self.said_on, "ends_at": self.ends_on}
        lines = Row(gap=12)
        for field, stretch in ((self.evidence, 3), (self.said_on, 1), (self.ends_on, 1)):
            field.edit.setProperty("user_data", True)
            lines.addWidget(field, stretch, Qt.AlignmentFlag.AlignTop)
        self.file = FileField()
        self.they_asked = CheckBox(self.tr("They came to us by themselves, nobody asked them again"))
        column.addLayout(choices)
        column.addWidget(self.notice)
        column.addLayout(lines)
        column.addWidget(self.file)
        column.addWidget(self.they_asked)
        self.language.currentIndexChanged.connect(lambda _: self._show_notice())
        self.basis.currentIndexChanged.connect(lambda _: self._show_end())

    def set_low(self, is_low: bool) -> None:
        """Closer together where there is little room."""
        self._column.set_space(0, 4 if is_low else 10)

    def begin(self, ledger: Ledger, call_id: UUID | None, language: str) -> None:
        """Empty, for this person; in a call what they say there is the evidence."""
        self._ledger, self._call_id = ledger, call_id
        self.how.clear()
        for how in BY_HAND:
            if how is not How.CALL or call_id is not None:
                self.how.addItem(tr_label(HOW_LABELS[how]), how)
        self.language.clear()
        for notice in ledger.notices:
            if self.language.findData(notice.language) < 0:
                self.language.addItem(notice.language, notice.language)
        self.language.setCurrentIndex(max(0, self.language.findData(language)))
        self.basis.setCurrentIndex(0)
        for field in self.fields.values():
            field.set_text("")
            field.set_error("")
        self.file.clear()
        self.they_asked.setChecked(False)
        self._show_notice()
        self._show_end()

    def _show_notice(self) -> None:
        found = self._ledger.notices if self._ledger is not None else ()
        notice = next((each for each in found if each.language == self.language.currentData()), None)
        said = "" if notice is None else f"“{notice.what_for} {notice.withdraw}”"
        self.notice.setText(said)
        self.notice.setVisible(bool(said))

    def _show_end(self) -> None:
        self.ends_on.setVisible(self._basis() is Basis.CONTRACT)

    def show_chosen(self, what: Pairs, zone: str) -> None:
        """After a no it matters who came to whom."""
        ledger = self._ledger
        asks = [ledger.holds[key].reask_at for key in what] if ledger is not None else []
        waits = [at for at in asks if at is not None]
        self.they_asked.setVisible(bool(waits))
        if waits:
            words = self.tr("They came to us by themselves; nobody asked them before {when}")
            self.they_asked.set_words(words.format(when=full_when(max(waits), zone)))

    def command(self, request_id: UUID, what: Pairs, today: date, zone: str) -> Agree | None:
        """What is kept; None where a date isn't understood, which is said at its field."""
        assert self._ledger is not None
        said_at = self._moment(self.said_on, today, zone)
        ends = self._day(self.ends_on, today) if self._basis() is Basis.CONTRACT else None
        if self.said_on.error() or self.ends_on.error():
            return None
        how = How(self.how.currentData())
        return Agree(
            request_id,
            self._ledger.lead_id,
            what,
            how,
            str(self.language.currentData() or ""),
            self.evidence.text(),
            self._basis(),
            said_at,
            None if ends is None else days_end(ends, 0, zone),
            self._call_id if how is How.CALL else None,
            they_asked=self.they_asked.isVisible() and self.they_asked.isChecked(),
        )

    def _basis(self) -> Basis:
        return Basis(self.basis.currentData())

    def _day(self, field: Field, today: date) -> date | None:
        if not field.text().strip():
            return None
        try:
            return read_date(field.text(), today).on
        except UserError as error:
            field.set_error(tr_error(error))
            field.setFocus()
            return None

    def _moment(self, field: Field, today: date, zone: str) -> datetime | None:
        """Noon of the day; now where none is typed, or today."""
        day = self._day(field, today)
        if day is None or day == today:
            return None
        return datetime.combine(day, time(12), ZoneInfo(zone)).astimezone(UTC)
