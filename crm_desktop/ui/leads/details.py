"""The details of a lead: every phone, where it belongs, the workspace's own fields, who shares a number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import clock, money
from crm_desktop.domain.lead import LeadPhone
from crm_desktop.domain.lead_query import LeadRow
from crm_desktop.domain.score import score_text
from crm_desktop.ui.leads.card_values import CardData
from crm_desktop.ui.leads.words import NOTHING, is_masked, name_or_phone, phone_words, when_words
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.layouts import Column, FormGrid, Row, Rule
from crm_desktop.ui.widgets.phone import MaskedPhone
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import ElidedText, Text


def _amount(typed: str) -> str:
    """An amount of money as it is written everywhere; what is none stays as it was typed."""
    bare = typed.replace(",", "").replace("₹", "").strip()
    return money(int(bare) * 100) if bare.isdecimal() else typed


class DetailsView(Scroll):
    """Scrolls; `open_asked` with the id of someone at the same number, `show_asked` for a hidden number."""

    open_asked = Signal(object)  # UUID
    show_asked = Signal(object, str)  # LeadPhone, reason
    merge_asked = Signal()

    def __init__(self, reasons: list[str], *, may_merge: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._reasons = reasons
        self._may_merge = may_merge
        self._phones: dict[object, MaskedPhone] = {}
        self.setAccessibleName(self.tr("Details"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrows scroll its words

    def show_card(self, data: CardData, zone: str, now: datetime) -> None:
        """Show the details of a lead; times of the lead's place are told where it is another one."""
        at = self.verticalScrollBar().value()
        body = QWidget()
        column = Column(body, margins=(16, 12, 16, 12), gap=12)
        self._phones.clear()
        column.addWidget(self._form(data, zone, now))
        if data.others:
            column.addWidget(Rule())
            column.addWidget(Text(self.tr("Also at this number"), "label", tone="muted"))
            for row in data.others:
                column.addWidget(self._other(row))
        if self._may_merge:
            column.addWidget(Rule())
            merge = KeyCapButton(self.tr("Merge with another lead"), "M", size="compact", icon="lead.merge")
            merge.clicked.connect(self.merge_asked)
            line = Row()
            line.addWidget(merge)
            line.addStretch(1)
            column.addLayout(line)
        column.addStretch(1)
        self.setWidget(body)
        self.verticalScrollBar().setValue(at)

    def _form(self, data: CardData, zone: str, now: datetime) -> FormGrid:
        lead = data.lead
        form = FormGrid(name_width=92, style="table", gap_y=8)
        for number, phone in enumerate(lead.phones, start=1):
            name = self.tr("Phone") if number == 1 else self.tr("Phone {number}").format(number=number)
            form.add(name, self._phone(phone))
        emails = "\n".join(e for e in (lead.email, *lead.more_emails) if e)
        facts = [
            (self.tr("E-mail"), emails),
            (self.tr("Company"), lead.company),
            (self.tr("Address"), lead.address),
            (self.tr("City"), lead.city),
            (self.tr("State"), lead.state),
            (self.tr("PIN code"), lead.postal_code),
            (self.tr("Language"), lead.language),
            (self.tr("Product"), lead.product),
            (self.tr("Source"), lead.source),
            (self.tr("Score"), score_text(lead.score)),
        ]
        for name, value in facts:
            if value:
                self._add(form, name, value)
        self._add(form, self.tr("Owner"), lead.owner_name or NOTHING)
        self._add(form, self.tr("Next call"), when_words(lead.next_call_at, zone, now))
        self._add(form, self.tr("Tries"), str(lead.attempts))
        self._add(form, self.tr("Added"), when_words(lead.created_at, zone, now))
        if lead.zone and lead.zone != zone:
            self._add(form, self.tr("Time there"), f"{clock(now, lead.zone)} ({lead.zone})")
        for field in data.fields:
            if lead.custom.get(field.key):
                value = lead.custom[field.key]
                self._add(form, field.label, _amount(value) if field.kind == "money" else value, is_own=True)
        return form

    def _add(self, form: FormGrid, name: str, value: str, *, is_own: bool = False) -> None:
        shown = form.add(name, value)
        shown.setProperty("user_data", True)
        if is_own:  # the label is the workspace's own word too
            label = next((t for t in form.findChildren(Text) if t.text() == name), None)
            if label is not None:
                label.setProperty("user_data", True)

    def _phone(self, phone: LeadPhone) -> QWidget:
        holder = QWidget()
        row = Row(holder, gap=8)
        masked = MaskedPhone(self._reasons, style="table", key="")
        masked.set_number(phone_words(phone.e164, phone.extension), is_masked=is_masked(phone.e164))
        masked.show_asked.connect(self._showing(phone))
        self._phones[phone.phone_id] = masked
        row.addWidget(masked)
        if phone.label:
            label = ElidedText(phone.label, "caption", tone="muted")
            label.setProperty("user_data", True)
            row.addWidget(label)
        if phone.is_wrong:
            row.addWidget(Chip(self.tr("Wrong number"), "plain", icon="result.wrong_number"))
        if phone.is_do_not_call:
            row.addWidget(Chip(self.tr("Do not call"), "bad", icon="result.blocked"))
        row.addStretch(1)
        return holder

    def _showing(self, phone: LeadPhone) -> Callable[[str], None]:
        return lambda reason: self.show_asked.emit(phone, reason)

    def show_number(self, phone_id: object, words: str) -> None:
        """A hidden number was allowed to be seen."""
        masked = self._phones.get(phone_id)
        if masked is not None:
            masked.set_number(words, is_masked=False)

    def _other(self, row: LeadRow) -> QWidget:
        holder = QWidget()
        holder.setProperty("user_data", True)
        line = Row(holder, gap=8)
        button = KeyCapButton(name_or_phone(row.name, row.phone), kind="link", size="compact")
        button.clicked.connect(lambda: self.open_asked.emit(row.id))
        line.addWidget(button)
        line.addWidget(ElidedText(row.city or row.company, "table", tone="muted"), 1)
        return holder
