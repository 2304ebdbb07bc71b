"""Legal holds of one person, on the card: what a court or a law wants kept, until when."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import day_of_date
from crm_desktop.domain.lead import Lead
from crm_desktop.domain.retention import OLD_KIND_LABELS, PERSON_KINDS, LegalHold, OldKind
from crm_desktop.errors import UserError
from crm_desktop.services.keeping import HoldKind
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.shell.page_popover import FormPopover
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.numbers import DateField
from crm_desktop.ui.widgets.text import Text

_ALL = "all"


class HoldPanel(FormPopover):
    """What holds the lead in the card, and a form for another hold; Ctrl+Enter holds."""

    def __init__(self, page: QWidget, context: PageContext) -> None:
        super().__init__(page, context, width=520)
        self._lead: Lead | None = None
        self.title.setText(self.tr("Keep by law"))
        self.setAccessibleName(self.tr("Keep by law"))
        self.what_it_does = Text(
            self.tr("Until its last day nothing of it goes; an erasure seals it until then."),
            tone="muted",
            wrap=True,
        )
        self.holds = ComboBox(self.tr("What holds now"))
        self.holds.setProperty("user_data", True)
        self.lift = KeyCapButton(self.tr("Lift it"), size="compact", icon="act.unlock")
        self.lift.clicked.connect(self._lift)
        held = Row(gap=8)
        held.addWidget(self.holds, 1)
        held.addWidget(self.lift)
        self.kind = ComboBox(self.tr("What is held"))
        for value in (_ALL, *(kind.value for kind in PERSON_KINDS)):
            self.kind.addItem(tr_label(OLD_KIND_LABELS[value]), value)
        self.reason = Field(self.tr("Number of the case, naming nobody"))
        self.law = Field(self.tr("Law or order"))
        today = self._session.clock.now().date()
        self.until = DateField(self.tr("Until"), QDate(today.year + 1, today.month, 1))
        self.until.setMinimumDate(QDate(today.year, today.month, today.day))
        for field in (self.reason, self.law):
            self.enter_submits(field)
        self.save = KeyCapButton(self.tr("Hold it"), "Ctrl+Return", kind="primary", icon="act.lock")
        self.save.clicked.connect(self.submit)
        self.column.addWidget(self.what_it_does)
        self.column.addLayout(held)
        what = Row(gap=8)
        what.addWidget(self.kind, 1)
        what.addWidget(self.until)
        self.column.addLayout(what)
        for part in (self.reason, self.law):
            self.column.addWidget(part)
        self.add_foot(self.save)

    def first_focus(self) -> QWidget:
        return self.kind

    def ask(self, lead: Lead, anchor: QWidget) -> None:
        """Open for this lead, with what holds it."""
        self._lead = lead
        keeping, actor, lead_id = self._session.services.keeping, self._session.actor, lead.id
        for field in (self.reason, self.law):
            field.set_text("")
            field.set_error("")
        self.kind.setCurrentIndex(0)
        self.tell("")
        self.open_with(lambda: keeping.holds_of(actor, lead_id), self._show, anchor, "leads.holds")

    def _show(self, holds: tuple[LegalHold, ...]) -> None:
        self.holds.clear()
        for hold in holds:
            what = tr_label(OLD_KIND_LABELS[hold.kind.value if hold.kind else _ALL])
            words = self.tr("{what} until {day}: {reason}")
            self.holds.addItem(
                words.format(what=what, day=day_of_date(hold.until), reason=hold.reason), str(hold.id)
            )
        if not holds:
            self.holds.addItem(self.tr("Nothing of this person is held"), None)
        self.holds.setEnabled(bool(holds))
        self.lift.setEnabled(bool(holds))

    def submit(self) -> None:
        """Hold it; says at the field what is missing."""
        lead = self._lead
        if lead is None or self._is_busy or not self.isVisible():
            return
        keeping, actor = self._session.services.keeping, self._session.actor
        value, day = str(self.kind.currentData()), self.until.date()
        command = HoldKind(
            None if value == _ALL else OldKind(value),
            self.reason.text(),
            self.law.text(),
            day.toPython(),  # type: ignore[arg-type]
            lead.id,
        )
        self.keep(
            lambda: keeping.hold(actor, command),
            ("settings",),
            lambda: self._context.notices.toast(self.tr("It is held")),
        )

    def _lift(self) -> None:
        chosen = self.holds.currentData()
        if chosen is None or self._is_busy:
            return
        keeping, actor = self._session.services.keeping, self._session.actor
        self.keep(
            lambda: keeping.lift(actor, UUID(chosen)),
            ("settings",),
            lambda: self._context.notices.toast(self.tr("It is no longer held")),
        )

    def refused(self, error: UserError) -> None:
        if not self.refuse_at({"reason": self.reason, "law": self.law}, error):
            super().refused(error)
