"""The head of the card: status and tags, who, the number with Show and Copy, Call."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.lead import Lead, LeadPhone
from crm_desktop.ui import consent_texts
from crm_desktop.ui.leads.words import is_masked, phone_words, status_chip
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.buttons import IconButton, KeyCapButton
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.layouts import Column, FlowLayout, Row
from crm_desktop.ui.widgets.phone import MaskedPhone
from crm_desktop.ui.widgets.text import ElidedText, Text

MOST_TAGS = 6
SIDE = 16


def first_phone(lead: Lead) -> LeadPhone | None:
    """The phone a call goes to: the first that isn't wrong, else the first."""
    return next((p for p in lead.phones if not p.is_wrong), lead.phones[0] if lead.phones else None)


class CardHead(QWidget):
    """Who the lead is. Signals for the acts; the card does them."""

    previous_asked = Signal()
    next_asked = Signal()
    call_asked = Signal()
    copy_asked = Signal()
    show_asked = Signal(object, str)  # LeadPhone, reason

    def __init__(self, reasons: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phone: LeadPhone | None = None
        self._is_hidden = False
        self._column = column = Column(self, margins=(SIDE, 14, SIDE, 14), gap=8)
        top = Row(gap=4)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=8)
        self.before = IconButton("sign.sort_up", self.tr("Previous lead"), key="Alt+Up")
        self.after = IconButton("sign.sort_down", self.tr("Next lead"), key="Alt+Down")
        top.addWidget(self._chips, 1)
        top.addWidget(self.before)
        top.addWidget(self.after)
        self.name = Text("", "headline", wrap=True, selectable=True)
        self.where = ElidedText("", "body", tone="muted")
        self.phone = MaskedPhone(reasons, style="page")
        self.copy = IconButton("act.copy", self.tr("Copy the number"), key="Ctrl+C")
        self.call = KeyCapButton(self.tr("Call"), "Return", kind="primary", icon="call.dial")
        self._line = Row(gap=8)
        self._line.addWidget(self.phone)
        self._line.addWidget(self.copy)
        self._line.addStretch(1)
        self._line.addWidget(self.call)
        self._below = Row(gap=8)
        self.notice = Text("", "table", tone="danger", wrap=True)
        self.wish = Text("", "table", tone="accent", wrap=True)  # how the customer wants to be reached
        self.wish.setProperty("user_data", True)
        self.wish.hide()
        column.addLayout(top)
        column.addWidget(self.name)
        column.addWidget(self.where)
        column.addLayout(self._line)
        column.addLayout(self._below)
        column.addWidget(self.wish)
        column.addWidget(self.notice)
        self.name.setProperty("user_data", True)
        self.where.setProperty("user_data", True)
        self._chips.setProperty("user_data", True)
        self.before.clicked.connect(self.previous_asked)
        self.after.clicked.connect(self.next_asked)
        self.call.clicked.connect(self.call_asked)
        self.copy.clicked.connect(self.copy_asked)
        self.phone.show_asked.connect(self._show)

    def show_lead(self, lead: Lead, priority: int = 0) -> None:
        """Show this lead."""
        self.name.setText(lead.name or self.tr("No name"))
        self.where.setText(", ".join(part for part in (lead.company, lead.city) if part))
        self.where.setVisible(bool(self.where.text()))
        self._show_chips(lead, priority)
        self._phone = first_phone(lead)
        number = self._phone.e164 if self._phone else ""
        self.show_number(phone_words(number, self._phone.extension if self._phone else ""), number)
        can_call = self._phone is not None and not all(p.is_do_not_call or p.is_wrong for p in lead.phones)
        self.call.setEnabled(can_call)
        self.copy.setEnabled(self._phone is not None and not is_masked(number))
        self._explain(lead)

    def show_wishes(self, words: str) -> None:
        """How the customer wants to be reached; empty where nothing was said."""
        self.wish.setText(words)
        self.wish.setVisible(bool(words))

    def show_number(self, words: str, e164: str) -> None:
        """Show the number; a hidden one needs more room, then Call stands below it."""
        self._is_hidden = is_masked(e164)
        self.phone.set_number(words, is_masked=self._is_hidden)
        self.copy.setVisible(not self._is_hidden)
        self._place_call()

    def _place_call(self) -> None:
        """Call stands beside the number, or below where both have no room."""
        beside = [self.phone, self.copy, self.call]
        room = self.width() - 2 * current().px(SIDE)
        needed = sum(w.sizeHint().width() for w in beside) + self._line.spacing() * 2
        home = self._below if self._is_hidden or needed > room else self._line
        away = self._line if home is self._below else self._below
        if away.indexOf(self.call) >= 0:
            away.removeWidget(self.call)
            home.addWidget(self.call)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_call()

    def set_compact(self, is_on: bool) -> None:
        """Less air, for low windows."""
        if is_on:
            self._column.set_space((SIDE, 8, SIDE, 8), 4)
        else:
            self._column.set_space((SIDE, 14, SIDE, 14), 8)

    def phone_shown(self) -> LeadPhone | None:
        """The phone in the head."""
        return self._phone

    def _show_chips(self, lead: Lead, priority: int) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        blocked = bool(lead.phones) and all(p.is_do_not_call for p in lead.phones)
        words, kind, icon = status_chip(lead.status, is_do_not_call=blocked)
        chips = [Chip(words, kind, icon=icon)]
        if (said := consent_texts.chip_of(lead)) is not None:
            chips.append(Chip(said[0], said[1], icon=said[2]))
        if priority:
            first = priority > 0
            told = self.tr("Called first") if first else self.tr("Called last")
            chips.append(Chip(told, "accent" if first else "plain", icon="sign.flag"))
        chips += [Chip(tag, "line") for tag in lead.tags[:MOST_TAGS]]
        if len(lead.tags) > MOST_TAGS:
            chips.append(Chip(f"+{len(lead.tags) - MOST_TAGS}", "line"))
        for chip in chips:
            self._flow.addWidget(chip)
            chip.show()
        self._chips.updateGeometry()

    def _explain(self, lead: Lead) -> None:
        words = ""
        if not lead.phones:
            words = self.tr("No phone yet. Press E to add one.")
        elif all(p.is_do_not_call for p in lead.phones):
            words = self.tr("Asked not to be called.")
        elif all(p.is_wrong or p.is_do_not_call for p in lead.phones):
            words = self.tr("Every number is marked as wrong. Press E to mend it.")
        self.notice.setText(words)
        self.notice.setVisible(bool(words))

    def _show(self, reason: str) -> None:
        if self._phone is not None:
            self.show_asked.emit(self._phone, reason)
