"""Who the lead is: fields, other numbers, people at the same number; and the QR code to dial by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from crm_desktop.domain.formats import short_when
from crm_desktop.domain.score import score_text
from crm_desktop.ui.calling import words
from crm_desktop.ui.consent_texts import chip_of
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.chips import Chip
from crm_desktop.ui.widgets.layouts import Column, FlowLayout, Grid, Rule
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.qr import QrCode
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from crm_desktop.ui.calling.presenter import CallingPresenter

MOST_FIELDS, MOST_NUMBERS, MOST_TAGS = 16, 6, 4
NAME_WIDTH = 80


class LeadPanel(Panel):
    """The card beside the script; its lines are made once and refilled."""

    number_chosen = Signal(int)  # the place of a number, 1 is the first
    copy_asked = Signal()
    qr_asked = Signal()
    show_asked = Signal()  # the hidden number is to be shown

    def __init__(self, parent: QWidget | None = None) -> None:
        title = self.tr("Lead")
        super().__init__(title, margins=0, gap=0, parent=parent)
        inside = QWidget()
        self._column = Column(inside, margins=(16, 12, 16, 12), gap=12)
        self._make_qr()
        self._make_wish()
        self._make_fields()
        self._rule = Rule()
        self._column.addWidget(self._rule)
        self._make_chips()
        self._make_numbers()
        self._column.addStretch(1)
        self.area = Scroll()
        self.area.setMinimumHeight(24)
        self.area.setWidget(inside)
        self.area.setAccessibleName(self.tr("The lead's fields"))
        self.body.addWidget(self.area, 1)
        follow_theme(self._rescale_fields)

    def _make_qr(self) -> None:
        self._qr_box = QWidget()
        column = Column(self._qr_box, gap=6)
        self.qr = QrCode(self.tr("The number as a QR code"), side=168)
        self._qr_words = Text(self.tr("Scan with your phone to dial"), "caption", tone="muted", wrap=True)
        self._qr_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.qr, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._qr_words)
        self._column.addWidget(self._qr_box)
        self._qr_box.hide()

    def _make_wish(self) -> None:
        self.wish = Text("", "body_strong", tone="accent", wrap=True)
        self.wish.setProperty("user_data", True)
        self._column.addWidget(self.wish)
        self.wish.hide()

    def show_wish(self, words: str) -> None:
        """How the customer wants to be reached; empty where nothing was said."""
        self.wish.setText(words)
        self.wish.setVisible(bool(words))

    def _make_fields(self) -> None:
        holder = QWidget()
        holder.setProperty("user_data", True)
        self._grid = Grid(holder, gap_x=12, gap_y=9)
        self._grid.setColumnStretch(1, 1)
        self._fields: list[tuple[QLabel, Text]] = []
        for row in range(MOST_FIELDS):
            name = Text("", "body", tone="muted")
            value = Text("", "body", wrap=True, selectable=True)
            for label in (name, value):
                label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            name.setProperty("elides", True)
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)
            name.hide()
            value.hide()
            self._fields.append((name, value))
        self._column.addWidget(holder)

    def _rescale_fields(self) -> None:
        self._grid.setColumnMinimumWidth(0, current().px(NAME_WIDTH))
        for name, _ in self._fields:
            name.setMaximumWidth(current().px(110))

    def _make_chips(self) -> None:
        holder = QWidget()
        flow = FlowLayout(holder)
        self._may = Chip(self.tr("May be called"), "ok", icon="consent.given")
        self._others = Chip("", "plain", icon="lead.family")
        flow.addWidget(self._may)
        flow.addWidget(self._others)
        self._tags = [Chip("", "line") for _ in range(MOST_TAGS)]
        for tag in self._tags:
            tag.setProperty("user_data", True)
            flow.addWidget(tag)
        self._column.addWidget(holder)

    def _make_numbers(self) -> None:
        self._numbers_title = Text(self.tr("Other numbers"), "caption", tone="muted")
        self.show_number = KeyCapButton(
            self.tr("Show the number"), "Alt+V", size="compact", icon="act.show", spread=True
        )
        self.show_number.clicked.connect(self.show_asked)
        self.show_number.hide()
        self._column.addWidget(self.show_number)
        self._column.addWidget(self._numbers_title)
        box = QWidget()
        column = Column(box, gap=4)
        self._numbers: list[KeyCapButton] = []
        for place in range(1, MOST_NUMBERS + 1):
            button = KeyCapButton("", f"Alt+{place}", size="compact", spread=True)
            button.setProperty("user_data", True)
            button.clicked.connect(self._number_pressed)
            button.hide()
            column.addWidget(button)
            self._numbers.append(button)
        self._column.addWidget(box)
        acts = QWidget()
        flow = FlowLayout(acts, gap=8)
        self.copy = KeyCapButton(self.tr("Copy"), "C", size="compact", icon="act.copy",
                                 accessible_name=self.tr("Copy the number"))  # fmt: skip
        self.show_qr = KeyCapButton(self.tr("QR code"), "Q", size="compact", icon="act.qr")
        self.copy.clicked.connect(self.copy_asked)
        self.show_qr.clicked.connect(self.qr_asked)
        flow.addWidget(self.copy)
        flow.addWidget(self.show_qr)
        self._column.addWidget(acts)

    def _number_pressed(self) -> None:
        sender = self.sender()
        if isinstance(sender, KeyCapButton):
            self.number_chosen.emit(self._numbers.index(sender) + 1)

    # ---- filling -----------------------------------------------------------------------------

    def set_keys(self, *, are_single: bool) -> None:
        """Single keys while nothing has text focus, with Ctrl in a call."""
        self.copy.set_key("C" if are_single else "Ctrl+Shift+C")
        self.show_qr.set_key("Q" if are_single else "Ctrl+Q")

    def is_qr_shown(self) -> bool:
        """Whether the QR code is in view."""
        return not self._qr_box.isHidden()

    def set_qr(self, content: str) -> None:
        """Show the QR code of this text; empty hides it."""
        self.qr.set_content(content)
        self._qr_box.setVisible(bool(content))
        if content:
            self.area.verticalScrollBar().setValue(0)

    def show_lead(self, p: CallingPresenter) -> None:
        """Fill in the lead on the screen."""
        if p.lead is None:
            return
        lead = p.lead.lead
        lines = [
            (self.tr("Company"), lead.company),
            (self.tr("City"), lead.city),
            (self.tr("Language"), lead.language),
            (self.tr("E-mail"), lead.email),
            (self.tr("Product"), lead.product),
            (self.tr("Source"), lead.source),
            (self.tr("Score"), score_text(lead.score)),
            (self.tr("Owner"), lead.owner_name),
            (self.tr("Last result"), words.result_label(lead.last_result) if lead.last_result else ""),
            (self.tr("Last call"), short_when(lead.last_call_at, p.zone, p.now) if lead.last_call_at else ""),
            *lead.custom.items(),
        ]
        filled = [(name, value) for name, value in lines if value][:MOST_FIELDS]
        for place, (name_label, value_label) in enumerate(self._fields):
            has = place < len(filled)
            name_label.setVisible(has)
            value_label.setVisible(has)
            if has:
                name, value = filled[place]
                name_label.setText(
                    current().metrics("body").elidedText(name, Qt.TextElideMode.ElideRight, current().px(110))
                )
                name_label.setToolTip(name)
                value_label.setText(value)
                value_label.setAccessibleName(f"{name}: {value}")
        self._show_chips(p)
        self._show_numbers(p)
        self.area.verticalScrollBar().setValue(0)

    def _show_chips(self, p: CallingPresenter) -> None:
        assert p.lead is not None
        until = p.lead.may_call_until
        said = chip_of(p.lead.lead, p.session.clock.now(), p.lead.campaign.aim)
        if said is not None:
            self._may.show_as(*said)
        else:
            self._may.show_as(self.tr("May be called"), "ok", "consent.given")
        self._may.setVisible(said is not None or (until is not None and p.now < until))
        self._others.setVisible(p.lead.others > 0)
        if p.lead.others:
            text = plural(self.tr("%n other lead(s) at this number", "", p.lead.others), p.lead.others)
            self._others.show_as(text, "plain", "lead.family")
        for place, chip in enumerate(self._tags):
            chip.setVisible(place < len(p.lead.lead.tags))
            if place < len(p.lead.lead.tags):
                chip.show_as(p.lead.lead.tags[place], "line")

    def _show_numbers(self, p: CallingPresenter) -> None:
        assert p.lead is not None
        phones = p.lead.lead.phones
        dialled = p.phone.phone_id if p.phone else None
        any_shown = False
        self.show_number.setVisible(p.hidden.is_hidden(p.phone))
        for place, button in enumerate(self._numbers):
            phone = phones[place] if place < len(phones) else None
            is_other = phone is not None and phone.phone_id != dialled
            button.setVisible(is_other)
            any_shown = any_shown or is_other
            if phone is not None and is_other:
                usable = not (phone.is_wrong or phone.is_do_not_call)
                button.set_words(p.hidden.number(phone))
                button.setEnabled(usable)
                button.set_icon("" if usable else "result.blocked")
                button.setToolTip("" if usable else self.tr("This number is not called any more."))
        self._numbers_title.setVisible(any_shown)
