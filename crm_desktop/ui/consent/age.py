"""A person’s age: under 18 nobody reaches them until somebody who speaks for them is on record."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.consent import AGE_GUARDED, AGE_LABELS
from crm_desktop.domain.evidence import Piece, Whose
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.consent import Ledger
from crm_desktop.services.minors import Guardian
from crm_desktop.ui.evidence.field import KEY, FileField
from crm_desktop.ui.evidence.opening import bringing_words, with_file
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.page_popover import FormPopover
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Row


class AgePanel(FormPopover):
    """Filled when it opens."""

    saved = Signal(object)  # UUID of the lead

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=440)
        self._ledger: Ledger | None = None
        self._request = new_id()
        self.setAccessibleName(self.tr("Age"))
        self.title.setProperty("user_data", True)
        self.age = ComboBox(self.tr("Age"))
        for band, words in AGE_LABELS.items():
            self.age.addItem(tr_label(words), band)
        self.age.currentIndexChanged.connect(lambda _: self._chosen())
        self.name = Field(self.tr("Who speaks for them"))
        self.relation = Field(self.tr("What they are to them"), placeholder=self.tr("Mother, guardian …"))
        self.contact = Field(self.tr("How they are reached"))
        self.proof = Field(self.tr("How they showed it"), placeholder=self.tr("Which paper, seen by whom"))
        self._fields = (self.name, self.relation, self.contact, self.proof)
        self._guardian = QWidget()
        guardian = Column(self._guardian, gap=10)
        beside = Row(gap=12)
        for field in (self.relation, self.contact):
            beside.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        guardian.addWidget(self.name)
        guardian.addLayout(beside)
        self.file = FileField()
        self.file.drops_on(self)
        self.on_keys((KEY,), self._choose_file)
        guardian.addWidget(self.proof)
        guardian.addWidget(self.file)
        for field in self._fields:
            self.enter_submits(field)
        self.save = KeyCapButton(self.tr("Save"), "Ctrl+Return", kind="primary")
        self.save.clicked.connect(self.submit)
        for part in (self.age, self._guardian):
            self.column.addWidget(part)
        self.add_foot(self.save)

    def ask(self, lead_id: UUID, anchor: QWidget) -> None:
        """Open with what is known of this person."""
        consent, actor = self._session.services.consent, self._session.actor
        self.open_with(lambda: consent.of_lead(actor, lead_id), self._fill, anchor, "consent.age")

    def _fill(self, ledger: Ledger) -> None:
        self._ledger, self._request = ledger, new_id()
        self.title.setText(self.tr("Age of {name}").format(name=ledger.name or self.tr("the customer")))
        self.age.setCurrentIndex(max(0, self.age.findData(ledger.age_band)))
        known = ledger.guardian or Guardian("", "")
        for field, words in zip(
            self._fields, (known.name, known.relation, known.contact, known.proof), strict=True
        ):
            field.set_text(words)
            field.set_error("")
        self.file.clear()
        self.tell("")
        self._chosen()

    def _chosen(self) -> None:
        self._guardian.setVisible(self.age.currentData() == AGE_GUARDED)

    def _choose_file(self) -> None:
        if self.file.isVisible():
            self.file.choose()

    def submit(self) -> None:
        """Save; says at the field what is missing."""
        ledger, band = self._ledger, str(self.age.currentData())
        if ledger is None or self._is_busy or not self.isVisible():
            return
        consent, actor, request = self._session.services.consent, self._session.actor, self._request
        guardian = file = None
        if band == AGE_GUARDED:
            file = self.file.file()
            guardian = Guardian(
                self.name.text(), self.proof.text(), self.relation.text(), self.contact.text()
            )

        def done() -> None:
            self._context.notices.toast(self.tr("Saved: {age}").format(age=tr_label(AGE_LABELS[band])))
            self.saved.emit(ledger.lead_id)

        def note(piece: Piece | None) -> None:
            consent.set_age(actor, ledger.lead_id, band, guardian, request, piece)

        work = with_file(self._session, Whose(ledger.lead_id), file, note)
        self.keep_reporting(work, ("leads", "queue", "callbacks"), done, bringing_words(file))

    def refused(self, error: UserError) -> None:
        self._request = new_id()  # what is corrected is another command
        fields = {
            "guardian": self.name,
            "name": self.name,
            "proof": self.proof,
            "relation": self.relation,
            "contact": self.contact,
        }
        if not self.file.refuse(error) and not self.refuse_at(fields, error):
            super().refused(error)
