"""A person’s age: under 18 nobody reaches them until somebody who speaks for them is on record."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.consent import AGE_GUARDED, AGE_LABELS
from crm_desktop.errors import UserError
from crm_desktop.ids import new_id
from crm_desktop.services.consent import Ledger
from crm_desktop.services.minors import Guardian
from crm_desktop.ui.i18n import tr_error, tr_label
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.popover import Popover
from crm_desktop.ui.widgets.text import Text


class AgePanel(Popover):
    """Filled when it opens; while it is open no key of the page is awake."""

    saved = Signal(object)  # UUID of the lead

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, "", width=440)
        self._context = context
        self._session: Session = context.services
        self._ledger: Ledger | None = None
        self._request = new_id()
        self._is_busy = False
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
        guardian.addWidget(self.proof)
        for field in self._fields:
            field.edit.setProperty("user_data", True)
            # Queued: the key that saves must not be heard again by the page below.
            field.submitted.connect(self.submit, Qt.ConnectionType.QueuedConnection)
        self.told = Text("", "table", tone="danger", wrap=True)
        self.save = KeyCapButton(self.tr("Save"), "Ctrl+Return", kind="primary")
        self.save.clicked.connect(self.submit)
        back = KeyCapButton(self.tr("Back"), "Esc", kind="quiet")
        back.clicked.connect(self.dismiss)
        foot = Row(gap=8)
        foot.addStretch(1)
        foot.addWidget(back)
        foot.addWidget(self.save)
        for part in (self.age, self._guardian, self.told):
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

    def ask(self, lead_id: UUID, anchor: QWidget) -> None:
        """Open with what is known of this person."""
        consent, actor = self._session.services.consent, self._session.actor

        def came(ledger: Ledger) -> None:
            self._fill(ledger)
            self.open_under(anchor)

        op = self._context.ops.read(self, lambda: consent.of_lead(actor, lead_id))
        op.latest_only("consent.age").success(came).start()

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
        self._tell("")
        self._chosen()

    def _chosen(self) -> None:
        self._guardian.setVisible(self.age.currentData() == AGE_GUARDED)

    def submit(self) -> None:
        """Save; says at the field what is missing."""
        ledger, band = self._ledger, str(self.age.currentData())
        if ledger is None or self._is_busy or not self.isVisible():
            return
        self._is_busy = True
        consent, actor, request = self._session.services.consent, self._session.actor, self._request
        guardian = None
        if band == AGE_GUARDED:
            guardian = Guardian(
                self.name.text(), self.proof.text(), self.relation.text(), self.contact.text()
            )

        def done(_: object) -> None:
            self.dismiss()
            self._context.notices.toast(self.tr("Saved: {age}").format(age=tr_label(AGE_LABELS[band])))
            self.saved.emit(ledger.lead_id)

        def settled() -> None:
            self._is_busy = False

        op = self._context.ops.store(
            self, lambda: consent.set_age(actor, ledger.lead_id, band, guardian, request)
        )
        op.changes("leads", "queue", "callbacks").success(done)
        op.failure(self._refused).settled(settled).start()

    def _refused(self, error: UserError) -> None:
        self._request = new_id()  # what is corrected is another command
        names = {
            "guardian": self.name,
            "name": self.name,
            "proof": self.proof,
            "relation": self.relation,
            "contact": self.contact,
        }
        field = names.get(error.field or "")
        if field is None:
            self._tell(tr_error(error))
            return
        field.set_error(tr_error(error))
        field.setFocus()

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))
