"""The card of a sale: what, to whom, by whom, how it stands, its steps; the acts and what they ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import money, short_when
from crm_desktop.domain.sales import SaleAct, SaleChange
from crm_desktop.services.sales import SaleRow
from crm_desktop.ui.sale_texts import act_words, amount_words, confirmed_words, state_chip, state_words
from crm_desktop.ui.sales.boxes import ChangeBox, WhyBox
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.asking import AskBox, AskingCard
from crm_desktop.ui.widgets.buttons import KeyCapButton, Kind
from crm_desktop.ui.widgets.chips import Chip, ChipKind
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.text import ElidedText, Text
from crm_desktop.ui.widgets.timeline import TimelineEntry, TimelineView

MARGINS = 44  # px at 100 % around and between the sale and what is asked
KEYS: dict[SaleAct, str] = {
    SaleAct.CONFIRM: "C",
    SaleAct.RECEIVE: "R",
    SaleAct.CHANGE: "E",
    SaleAct.CANCEL: "X",
    SaleAct.REFUND: "G",
    SaleAct.REOPEN: "P",
    SaleAct.WITHDRAW: "W",
}
ICONS: dict[SaleAct, str] = {
    SaleAct.CONFIRM: "sign.ok",
    SaleAct.RECEIVE: "result.sold",
    SaleAct.CHANGE: "act.edit",
    SaleAct.CANCEL: "result.no",
    SaleAct.REFUND: "act.undo",
    SaleAct.REOPEN: "result.retry",
    SaleAct.WITHDRAW: "act.undo",
}


class SaleCard(AskingCard):
    """Shows one sale; `act_asked` gives a SaleAct, `asked` the box that opened or None."""

    act_asked = Signal(object)
    open_asked = Signal()

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("SaleCard", "Sale"), parent)
        self._zone = zone
        self.row: SaleRow | None = None
        self._allowed: frozenset[SaleAct] = frozenset()
        self._view = QWidget()
        column = Column(self._view, margins=(16, 14, 16, 12), gap=10)
        about = Column(self._about, gap=6)
        chips = Row(gap=8)
        self.state = Chip("", "plain")
        self.confirmed = Chip("", "plain")
        chips.addWidget(self.state)
        chips.addWidget(self.confirmed)
        chips.addStretch(1)
        about.addLayout(chips)
        self.amount = Text("", "headline", tabular=True, selectable=True)
        self.product = Text("", "title", wrap=True, selectable=True)
        self.lead = ElidedText("", "body")
        self.by = ElidedText("", "table", tone="muted")
        self.reference = Text("", "table", tone="muted", wrap=True, selectable=True)
        self.note = Text("", "table", wrap=True, selectable=True)
        for widget in (self.amount, self.product, self.lead, self.by, self.reference, self.note):
            widget.setProperty("user_data", True)
            about.addWidget(widget)
        about.addStretch(1)
        self._top.addWidget(self._about)
        column.addLayout(self._top)
        column_of_acts = Column(self._acts, gap=8)
        self.buttons: dict[SaleAct, KeyCapButton] = {}
        for act, key in KEYS.items():
            kind: Kind = "primary" if act is SaleAct.CONFIRM else "normal"
            button = KeyCapButton(act_words(act), key, kind=kind, icon=ICONS[act], spread=True)
            button.clicked.connect(self._asking(act))
            column_of_acts.addWidget(button)
            self.buttons[act] = button
        self.open = KeyCapButton(self.tr("Open the lead"), "Return", icon="lead.person", spread=True)
        self.open.clicked.connect(self.open_asked)
        column_of_acts.addWidget(self.open)
        column_of_acts.addStretch(1)
        self._top.addWidget(self._acts)
        self.why, self.change = WhyBox(), ChangeBox()
        for box in self.boxes():
            column.addWidget(box)
            box.left.connect(self.leave_box)
        self._rule = Rule()
        column.addWidget(self._rule)
        self.steps = TimelineView(self.tr("Steps of the sale"), inset=0)
        self.steps.setProperty("user_data", True)
        self.steps.setMinimumHeight(40)
        column.addWidget(self.steps, 1)
        self._filler = QWidget()
        column.addWidget(self._filler, 1)
        self.empty = EmptyState(
            self.tr("No sale chosen"), self.tr("Choose one in the list."), icon="page.sales"
        )
        self.body.addWidget(self._view, 1)
        self.body.addWidget(self.empty, 1)
        self.show_row(None, frozenset())

    def _asking(self, act: SaleAct) -> object:
        return lambda: self.act_asked.emit(act)

    def boxes(self) -> tuple[AskBox, ...]:
        """The questions the card can ask."""
        return (self.why, self.change)

    def may(self, act: SaleAct) -> bool:
        """Whether the act is offered now."""
        return self.row is not None and self.box is None and act in self._allowed

    def show_row(self, row: SaleRow | None, allowed: frozenset[SaleAct]) -> None:
        """Show this sale; a question about another one is dropped."""
        is_other = row is None or self.row is None or row.sale.id != self.row.sale.id
        if self.box is not None and is_other:
            self.leave_box()
        self.row, self._allowed = row, allowed
        self._view.setVisible(row is not None)
        self.empty.setVisible(row is None)
        if row is None:
            return
        sale = row.sale
        self.state.show_as(state_words(sale.state), state_chip(sale.state))
        words = confirmed_words(sale, row.confirmed_by_name)
        kind: ChipKind = "ok" if sale.counts else "info" if sale.waits else "plain"
        self.confirmed.show_as(words, kind, "sign.check" if sale.is_confirmed else "")
        self.amount.setText(amount_words(sale))
        self.product.setText(sale.product)
        self.lead.setText(row.lead_name or self.tr("No name"))
        self.by.setText(self.tr("Sold by {person}").format(person=row.person_name))
        reference = self.tr("Reference: {reference}").format(reference=sale.reference)
        self.reference.setText(reference if sale.reference else "")
        self.note.setText(sale.note)
        for widget, is_shown in ((self.reference, sale.reference), (self.note, sale.note)):
            widget.setVisible(bool(is_shown))
        if is_other:
            self.steps.set_entries([])
        self.show_parts()

    def show_steps(self, steps: Sequence[SaleChange], now: datetime) -> None:
        """Every step, the newest first."""
        entries: list[TimelineEntry] = []
        before: SaleChange | None = None
        for step in steps:
            entries.append(
                TimelineEntry(
                    "result.sold" if before is None else "sign.info",
                    self._step_words(step, before),
                    short_when(step.at, self._zone, now),
                    " · ".join(part for part in (step.person_name, step.why) if part),
                )
            )
            before = step
        self.steps.set_entries(entries[::-1])

    def _step_words(self, step: SaleChange, before: SaleChange | None) -> str:
        if before is None or step.state is not before.state:
            return state_words(step.state)
        if step.is_confirmed != before.is_confirmed:
            return self.tr("Confirmed") if step.is_confirmed else self.tr("Confirmation taken back")
        if step.amount_minor != before.amount_minor and self.row is not None:
            return self.tr("Amount changed to {amount}").format(
                amount=money(step.amount_minor, self.row.sale.currency)
            )
        return self.tr("Changed")

    def show_parts(self) -> None:
        """The acts, or what is asked in their place."""
        is_calm = self.box is None
        self._acts.setVisible(is_calm)
        for act, button in self.buttons.items():
            button.setVisible(act in self._allowed)
        for widget in (self._rule, self.steps):
            widget.setVisible(is_calm)
        self._about.setVisible(is_calm or self._has_room_for_both())
        self._filler.setVisible(not is_calm)

    def _has_room_for_both(self) -> bool:
        """Whether the sale fits above what is asked about it."""
        box = self.box
        asked = 0 if box is None else box.sizeHint().height()
        return self._about.sizeHint().height() + asked + current().px(MARGINS) <= self.height()
