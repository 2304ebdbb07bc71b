"""Products: what the office sells, in the order it is offered; the one chosen to change below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.amounts import parse_amount
from crm_desktop.domain.formats import money
from crm_desktop.domain.products import Product
from crm_desktop.errors import ChangedMeanwhile, UserError
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import IconButton, KeyCapButton
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.choice import CheckBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell


class ProductsPart(SettingsPart):
    """One product at a time; a new one begins empty."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.product: Product | None = None
        self._products: tuple[Product, ...] = ()
        self._wanted: UUID | None = None
        there = self.panel(
            self.tr("Products"), self.tr("Offered by number where a result asks for one, in this order.")
        )
        self.model = CellsModel([self.tr("Product"), self.tr("Price"), self.tr("State")], self)
        self.table = TableView(self.tr("Products"), rows="compact")
        self.table.setProperty("user_data", True)
        self.table.setModel(self.model)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.set_empty(
            EmptyState(self.tr("No products yet"), self.tr("Name what you sell, such as Gold loan."))
        )
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._row_chosen())
        there.body.addWidget(self.table)
        there.body.addLayout(self._make_acts())
        form = self.panel(self.tr("The product"))
        self.name = Field("", accessible_name=self.tr("Name"))
        self.price = Field("", accessible_name=self.tr("Price"))
        self.price.set_hint(
            self.tr("Stands in the amount when the product is chosen. Empty: typed each time.")
        )
        for field in (self.name, self.price):
            field.edit.setProperty("user_data", True)
            field.text_changed.connect(self.edited)
            field.submitted.connect(self.submit)
        self.is_active = CheckBox(self.tr("It is sold"))
        self.is_active.toggled.connect(self.edited)
        self.line(form, self.tr("Name"), self.name)
        self.line(form, self.tr("Price"), self.price)
        self._state = self.line(form, self.tr("State"), self.is_active)
        self.add_save(self.tr("Save the product"))
        self.column.addStretch(1)
        self._fill(None)
        follow_theme(self._rescale)

    def _make_acts(self) -> Row:
        row = Row(gap=8)
        self.new = KeyCapButton(self.tr("New product"), size="compact", icon="act.add")
        self.new.clicked.connect(self.begin_new)
        self.up = IconButton("sign.sort_up", self.tr("Offer it earlier"))
        self.up.clicked.connect(lambda: self.move_chosen(-1))
        self.down = IconButton("sign.sort_down", self.tr("Offer it later"))
        self.down.clicked.connect(lambda: self.move_chosen(1))
        for widget in (self.new, self.up, self.down):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _rescale(self) -> None:
        self.table.set_widths(320, 160, 140)
        self.table.setMinimumHeight(current().px(220))

    # ---- reading -----------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the products."""
        products, actor = self.session.services.products, self.session.actor
        self.read(lambda: products.list(actor, include_inactive=True), self._show)

    def _show(self, found: tuple[Product, ...]) -> None:
        self._products = found
        self.model.set_rows(
            [
                [
                    Cell(product.name, is_lead=True, tone="" if product.is_active else "muted"),
                    Cell(_price(product), kind="number", tone="muted"),
                    Cell("" if product.is_active else self.tr("not sold"), tone="muted"),
                ]
                for product in found
            ],
            [product.id for product in found],
        )
        wanted = self._wanted or (self.product.id if self.product else None)
        self._wanted = None
        row = self.model.row_of(wanted)
        if found:
            self.table.selectRow(max(row, 0))
        self._fill(found[max(row, 0)] if found else None)

    def _row_chosen(self) -> None:
        row = self.table.currentIndex().row()
        chosen = self._products[row] if 0 <= row < len(self._products) else None
        if self.is_loading or chosen is None or chosen == self.product:
            return
        if self.is_edited:
            row = self.model.row_of(self.product.id if self.product else None)
            self.stay_at(self.table, row, self.tr("Save this product first."))
            return
        self._fill(chosen)

    def _fill(self, product: Product | None) -> None:
        was_loading, self.is_loading = self.is_loading, True
        self.product = product
        self.name.set_text(product.name if product else "")
        self.price.set_text(_price(product) if product else "")
        self.is_active.setChecked(product is None or product.is_active)
        self.is_active.setVisible(product is not None)
        self._state.setVisible(product is not None)
        row = self._products.index(product) if product in self._products else -1
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < len(self._products) - 1)
        self.is_loading = was_loading
        self.set_edited(False)

    def begin_new(self) -> None:
        """An empty form."""
        if self.is_edited:
            self.tell(self.tr("Save this product first."))
            return
        self.is_loading = True
        self.table.clearSelection()
        self.table.setCurrentIndex(self.model.index(-1, -1))
        self.is_loading = False
        self._fill(None)
        self.name.edit.setFocus()

    # ---- saving ------------------------------------------------------------------------------------

    def check(self) -> str:
        """A name; a price that can be read."""
        if not self.name.text().strip():
            return self.tr("Type a name.")
        if self.price.text().strip():
            try:
                parse_amount(self.price.text(), self.session.services.workspace.currency)
            except UserError as error:
                self.price.set_error(tr_error(error))
                self.price.setFocus()
                return self.tr("Mend the price, then save.")
        return ""

    def save(self) -> None:
        """Save the product, or add the new one."""
        products, actor, before = self.session.services.products, self.session.actor, self.product
        name, price, is_active = self.name.text(), self.price.text(), self.is_active.isChecked()

        def work() -> Product:
            if before is None:
                return products.add(actor, name, price)
            return products.change(
                actor, before.id, before.version, name=name, price=price, is_active=is_active
            )

        def done(saved: Product) -> None:
            self._wanted = saved.id
            self.saved(self.tr("Product saved: {name}").format(name=saved.name))
            self.load()

        def refused(error: UserError) -> None:
            self.refused(error)
            if before is not None and isinstance(error, ChangedMeanwhile):
                mine = {"name": name, "price": price, "is_active": is_active}
                self.lay_together(
                    lambda: products.list(actor, include_inactive=True), before.id, _values_of,
                    (_values_of(before), mine), self._take, self._in_words,
                )  # fmt: skip

        self.context.ops.store(self, work).changes("settings").success(done).failure(refused).start()

    def _take(self, product: Product, values: Mapping[str, Any]) -> None:
        self._products = tuple(product if p.id == product.id else p for p in self._products)
        self.product = product
        self.name.set_text(values["name"])
        self.price.set_text(values["price"])
        self.is_active.setChecked(values["is_active"])

    def _in_words(self, values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
        return {
            "name": (self.tr("Name"), values["name"]),
            "price": (self.tr("Price"), values["price"]),
            "is_active": (self.tr("State"), self.tr("sold") if values["is_active"] else self.tr("not sold")),
        }

    def move_chosen(self, step: int) -> None:
        """Offer it earlier or later, at once."""
        if self.is_edited or self.product is None:
            self.tell(self.tr("Save this product first."))
            return
        ids = [product.id for product in self._products]
        at = ids.index(self.product.id)
        if not 0 <= at + step < len(ids):
            return
        ids[at], ids[at + step] = ids[at + step], ids[at]
        products, actor = self.session.services.products, self.session.actor
        self.context.ops.store(self, lambda: products.order(actor, tuple(ids))).changes("settings").success(
            lambda _none: self.load()
        ).failure(self._order_refused).start()

    def _order_refused(self, error: UserError) -> None:
        self.context.notices.user_error(error)
        self.load()


def _price(product: Product) -> str:
    return "" if product.price_minor is None else money(product.price_minor, product.currency)


def _values_of(product: Product) -> dict[str, Any]:
    return {"name": product.name, "price": _price(product), "is_active": product.is_active}
