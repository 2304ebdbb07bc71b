"""The panel that lifts a do-not-call: an admin's act, dated, with what shows that the person wants it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.consent import LIFT_LABELS
from crm_desktop.domain.lead import Lead
from crm_desktop.errors import UserError
from crm_desktop.ui.i18n import tr_error, tr_label
from crm_desktop.ui.leads.words import phone_words
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.popover import Popover
from crm_desktop.ui.widgets.text import Text


class LiftPanel(Popover):
    """One number of a lead; while it is open no key of the page is awake."""

    saved = Signal(object)  # UUID of the lead

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, "", width=440)
        self._context = context
        self._session: Session = context.services
        self._lead: Lead | None = None
        self._is_busy = False
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
        self.evidence.edit.setProperty("user_data", True)
        # Queued: the key that saves must not be heard again by the page below.
        self.evidence.submitted.connect(self.submit, Qt.ConnectionType.QueuedConnection)
        self.told = Text("", "table", tone="danger", wrap=True)
        self.save = KeyCapButton(self.tr("Call again"), "Ctrl+Return", kind="primary")
        self.save.clicked.connect(self.submit)
        back = KeyCapButton(self.tr("Back"), "Esc", kind="quiet")
        back.clicked.connect(self.dismiss)
        foot = Row(gap=8)
        foot.addStretch(1)
        foot.addWidget(back)
        foot.addWidget(self.save)
        for part in (self.number, self.ground, self.evidence, self.told):
            self.column.addWidget(part)
        self.column.addLayout(foot)
        self.opened.connect(lambda: context.acts.suspend(True))
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.submit)

    def hideEvent(self, event: QEvent) -> None:
        super().hideEvent(event)
        self._context.acts.suspend(False)

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
        self._tell("")
        self.open_under(anchor)

    def submit(self) -> None:
        """Lift it; says at the field what is missing."""
        lead, chosen = self._lead, self.number.currentData()
        if lead is None or chosen is None or self._is_busy or not self.isVisible():
            return
        phone = next(phone for phone in lead.phones if str(phone.phone_id) == chosen)
        self._is_busy = True
        calling, actor = self._session.services.calling, self._session.actor
        ground, evidence = str(self.ground.currentData()), self.evidence.text()

        def done(_: object) -> None:
            self.dismiss()
            self._context.notices.toast(self.tr("{number} may be called again").format(number=phone.e164))
            self.saved.emit(lead.id)

        def settled() -> None:
            self._is_busy = False

        op = self._context.ops.store(
            self, lambda: calling.lift_do_not_call(actor, lead.id, phone.phone_id, evidence, ground)
        )
        op.changes("leads", "queue").success(done).failure(self._refused).settled(settled).start()

    def _refused(self, error: UserError) -> None:
        if error.field == "evidence":
            self.evidence.set_error(tr_error(error))
            self.evidence.setFocus()
        else:
            self._tell(tr_error(error))

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))
