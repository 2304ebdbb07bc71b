"""What the card of a sale asks in place: why something is done, and its new values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.amounts import parse_amount
from crm_desktop.domain.formats import money
from crm_desktop.domain.products import Product
from crm_desktop.domain.sales import Sale, SaleAct
from crm_desktop.errors import UserError
from crm_desktop.services.sales import ChangeSale
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.sale_texts import act_words
from crm_desktop.ui.widgets.asking import AskBox
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import FlowLayout, Row

MOST_REASONS = 4


def ready_reasons(act: SaleAct) -> tuple[str, ...]:
    """What is said most often, one key each."""
    translate = QCoreApplication.translate
    reasons = {
        SaleAct.CANCEL: (
            translate("sales", "Thought better of it"),
            translate("sales", "Papers were refused"),
            translate("sales", "Entered twice"),
            translate("sales", "Entered by mistake"),
        ),
        SaleAct.REFUND: (
            translate("sales", "Returned within the free days"),
            translate("sales", "Papers were refused"),
            translate("sales", "Paid twice"),
        ),
        SaleAct.WITHDRAW: (
            translate("sales", "Money did not come"),
            translate("sales", "Confirmed by mistake"),
            translate("sales", "Papers are missing"),
        ),
        SaleAct.REOPEN: (translate("sales", "They rang back"), translate("sales", "Cancelled by mistake")),
    }
    return reasons.get(act, ())


class WhyBox(AskBox):
    """Asks why, for the acts that need a reason."""

    answered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.act = SaleAct.CANCEL
        self.why = Field("", placeholder=self.tr("In a few words"), accessible_name=self.tr("Why"))
        self.why.edit.setProperty("user_data", True)
        self.why.submitted.connect(self.submit)
        self.column.addWidget(self.why)
        self._buttons: list[KeyCapButton] = []
        ready = QWidget()
        flow = FlowLayout(ready, gap=6)
        for place in range(MOST_REASONS):
            button = KeyCapButton("", f"Alt+{place + 1}", size="compact")
            button.clicked.connect(self._taking(place))
            flow.addWidget(button)
            self._buttons.append(button)
        self.column.addWidget(ready)
        self.column.addLayout(self.foot)

    def _taking(self, place: int) -> Callable[[], None]:
        return lambda: self.press(place)

    def begin(self, act: SaleAct) -> None:
        """Ask anew."""
        self.act = act
        title = self.tr("{act}: why?").format(act=act_words(act))
        self.title.setText(title)
        self.setAccessibleName(title)
        self.save.set_words(self.tr("Save"))
        self.why.set_text("")
        self.why.set_error("")
        reasons = ready_reasons(act)
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(reasons))
            if place < len(reasons):
                button.set_words(reasons[place])

    def press(self, place: int) -> None:
        """Take a ready reason by its key."""
        reasons = ready_reasons(self.act)
        if 0 <= place < len(reasons):
            self.answered.emit(reasons[place])

    def submit(self) -> None:
        if not self.why.text().strip():
            self.why.set_error(self.tr("Say why; it is kept with the sale."))
            self.why.setFocus()
            return
        self.answered.emit(self.why.text().strip())

    def refuse(self, words: str) -> None:
        self.why.set_error(words)


class ChangeBox(AskBox):
    """Product, amount, reference and note of a sale."""

    changed = Signal(object)  # ChangeSale

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.title.setText(self.tr("Change the sale"))
        self.setAccessibleName(self.tr("Change the sale"))
        self.save.set_words(self.tr("Save"))
        self._sale: Sale | None = None
        self.choice = ComboBox(self.tr("Product"))
        self.choice.setProperty("user_data", True)
        self.product = Field(self.tr("Product"))
        self.amount = Field(self.tr("Amount"))
        self.reference = Field(self.tr("Reference number"))
        self.note = Field(self.tr("Note"))
        self.column.addWidget(self.choice)
        for pair in ((self.product, self.amount), (self.reference, self.note)):
            line = Row(gap=8)
            for field in pair:
                field.edit.setProperty("user_data", True)
                field.submitted.connect(self.submit)
                line.addWidget(field, 1)
            self.column.addLayout(line)
        self.column.addLayout(self.foot)

    def begin(self, sale: Sale, products: Sequence[Product]) -> None:
        """The values as they are."""
        self._sale = sale
        self.choice.clear()
        self.choice.addItem(sale.product, None)
        for product in products:
            if product.id != sale.product_id:
                self.choice.addItem(product.name, product.id)
        self.choice.setVisible(bool(products))
        self.product.setVisible(not products)
        self.product.set_text(sale.product)
        self.amount.set_text(money(sale.amount_minor, sale.currency))
        self.reference.set_text(sale.reference)
        self.note.set_text(sale.note)

    def first(self) -> QWidget:
        """Where typing begins."""
        return self.amount.edit

    def submit(self) -> None:
        sale = self._sale
        if sale is None:
            return
        try:
            amount = parse_amount(self.amount.text(), sale.currency)
        except UserError as error:
            self.amount.set_error(tr_error(error))
            self.amount.setFocus()
            return
        chosen = self.choice.currentData()
        self.changed.emit(
            ChangeSale(
                product_id=chosen if isinstance(chosen, UUID) else None,
                product=self.product.text() if not self.product.isHidden() else None,
                amount_minor=amount,
                reference=self.reference.text(),
                note=self.note.text(),
            )
        )

    def refuse(self, words: str) -> None:
        self.amount.set_error(words)
