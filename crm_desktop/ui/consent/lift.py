"""The panel that lifts a do-not-call: an admin's act, dated, with what shows that the person wants it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.consent import LIFT_LABELS
from crm_desktop.domain.evidence import Piece, Whose
from crm_desktop.domain.lead import Lead
from crm_desktop.errors import UserError
from crm_desktop.ui.evidence.field import KEY, FileField
from crm_desktop.ui.evidence.opening import bringing_words, with_file
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.leads.words import phone_words
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.page_popover import FormPopover
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field


class LiftPanel(FormPopover):
    """One number of a lead."""

    saved = Signal(object)  # UUID of the lead

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=440)
        self._lead: Lead | None = None
        self.title.setText(self.tr("Let a number be called again"))
        self.setAccessibleName(self.tr("Let a number be called again"))
        self.number = ComboBox(self.tr("Which number"))
        self.number.setProperty("user_data", True)
        self.ground = ComboBox(self.tr("Why"))
        for key, words in LIFT_LABELS.items():
            self.ground.addItem(tr_label(words), key)
        self.evidence = Field(
            self.tr("What shows it"), placeholder=self.tr("Their message, form, the operator’s letter")
        )
        self.enter_submits(self.evidence)
        self.file = FileField()
        self.file.drops_on(self)
        self.on_keys((KEY,), self.file.choose)
        self.save = KeyCapButton(self.tr("Call again"), "Ctrl+Return", kind="primary")
        self.save.clicked.connect(self.submit)
        for part in (self.number, self.ground, self.evidence, self.file):
            self.column.addWidget(part)
        self.add_foot(self.save)

    def ask(self, lead: Lead, anchor: QWidget) -> None:
        """Open for this lead's numbers that aren't called."""
        self._lead = lead
        self.number.clear()
        for phone in lead.phones:
            if phone.is_do_not_call:
                self.number.addItem(phone_words(phone.e164, phone.extension), str(phone.phone_id))
        self.ground.setCurrentIndex(0)
        self.evidence.set_text("")
        self.evidence.set_error("")
        self.file.clear()
        self.tell("")
        self.open_under(anchor)

    def submit(self) -> None:
        """Lift it; says at the field what is missing."""
        lead, chosen = self._lead, self.number.currentData()
        if lead is None or chosen is None or self._is_busy or not self.isVisible():
            return
        phone = next(phone for phone in lead.phones if str(phone.phone_id) == chosen)
        calling, actor = self._session.services.calling, self._session.actor
        ground, evidence = str(self.ground.currentData()), self.evidence.text()
        file = self.file.file()

        def done() -> None:
            self._context.notices.toast(self.tr("{number} may be called again").format(number=phone.e164))
            self.saved.emit(lead.id)

        def lift(piece: Piece | None) -> None:
            calling.lift_do_not_call(actor, lead.id, phone.phone_id, evidence, ground, piece)

        work = with_file(self._session, Whose(lead.id), file, lift)
        self.keep_reporting(work, ("leads", "queue"), done, bringing_words(file))

    def refused(self, error: UserError) -> None:
        if not self.file.refuse(error) and not self.refuse_at({"evidence": self.evidence}, error):
            super().refused(error)
