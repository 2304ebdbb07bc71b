"""Incentive: the slabs of each product, from a day to come; every version with who made it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import day_of_date, money
from crm_desktop.domain.incentive import parse_slabs, slab_words
from crm_desktop.domain.products import Product
from crm_desktop.domain.shift import date_of
from crm_desktop.errors import UserError
from crm_desktop.services.incentive import KeptSlabs
from crm_desktop.ui.i18n import tr_error
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.shell.page import PageContext
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.numbers import DateField
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell


class IncentivePart(SettingsPart):
    """What there is above, a new version below; what was made is never changed."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._names: dict[UUID | None, str] = {}
        there = self.panel(
            self.tr("Incentive"),
            self.tr("What confirmed sales earn whoever made them. A cancelled one takes that back."),
        )
        headings = [self.tr("Product"), self.tr("From"), self.tr("Slabs"), self.tr("By")]
        self.model = CellsModel(headings, self)
        self.table = TableView(self.tr("Slabs"), rows="compact")
        self.table.setProperty("user_data", True)
        self.table.setModel(self.model)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.set_empty(
            EmptyState(self.tr("No slabs yet"), self.tr("Sales earn nothing until there are."))
        )
        there.body.addWidget(self.table)
        form = self.panel(self.tr("New slabs"))
        self.product = ComboBox(self.tr("Product"))
        self.product.setProperty("user_data", True)
        self.slabs = Field("", accessible_name=self.tr("Slabs"), placeholder="10: 100; 20: 150; 200")
        self.slabs.edit.setProperty("user_data", True)
        self.slabs.text_changed.connect(self._typed)
        self.slabs.submitted.connect(self.submit)
        tomorrow = self._tomorrow()
        self.first = DateField(self.tr("From"), tomorrow)
        self.first.setMinimumDate(tomorrow)
        self.line(form, self.tr("Product"), self.product)
        self.line(
            form,
            self.tr("Slabs"),
            self.slabs,
            self.tr(
                "10: 100; 20: 150; 200 – the first ten sales of a month 100 each, the next ten 150, then 200."
            ),
        )
        self.line(form, self.tr("From"), self.first, self.tr("Tomorrow or later: what was earned stays."))
        self.add_save(self.tr("Keep these slabs"))
        self.column.addStretch(1)
        follow_theme(self._rescale)

    def _tomorrow(self) -> QDate:
        zone = ZoneInfo(self.session.services.workspace.zone)
        there = self.session.clock.now().astimezone(zone).date() + timedelta(days=1)
        return QDate(there.year, there.month, there.day)

    def _rescale(self) -> None:
        self.table.set_widths(190, 150, 330, 150)
        self.table.setMinimumHeight(current().px(200))

    def load(self) -> None:
        """Read the versions and the products."""
        services, actor = self.session.services, self.session.actor

        def ask() -> tuple[tuple[KeptSlabs, ...], tuple[Product, ...]]:
            return services.incentive.versions(actor), services.products.list(actor, include_inactive=True)

        self.read(ask, lambda found: self._show(*found))

    def _show(self, versions: tuple[KeptSlabs, ...], products: tuple[Product, ...]) -> None:
        every = self.tr("Every other product")
        self._names = {None: every, **{product.id: product.name for product in products}}
        chosen = self.product.currentData()
        self.product.clear()
        for product_id, name in self._names.items():
            self.product.addItem(name, product_id)
        self.product.setCurrentIndex(max(0, self.product.findData(chosen)))
        self.model.set_rows([self._cells(kept) for kept in versions])

    def _cells(self, kept: KeptSlabs) -> list[Cell]:
        version, currency = kept.version, self.session.services.workspace.currency
        slabs = " · ".join(
            f"{slab_words(version.slabs, each)}: {money(each.minor, currency)}" for each in version.slabs
        )
        return [
            Cell(self._names.get(version.product_id, "–"), is_lead=True),
            Cell(day_of_date(date_of(version.from_on)), "figures"),
            Cell(slabs or self.tr("nothing is earned")),
            Cell(kept.person_name, tone="muted"),
        ]

    def _typed(self, *_: object) -> None:
        self.slabs.set_error("")
        self.edited()

    def check(self) -> str:
        """The slabs are some."""
        try:
            parse_slabs(self.slabs.text(), self.session.services.workspace.currency)
        except UserError as error:
            self.slabs.set_error(tr_error(error))
            return tr_error(error)
        return ""

    def save(self) -> None:
        """Keep a new version."""
        incentive, actor = self.session.services.incentive, self.session.actor
        product_id, typed, there = self.product.currentData(), self.slabs.text(), self.first.date()
        first = date(there.year(), there.month(), there.day())

        def done(_none: object) -> None:
            self.slabs.set_text("")
            self.saved(self.tr("Kept. They hold from {day}").format(day=day_of_date(first)))
            self.load()

        op = self.context.ops.store(self, lambda: incentive.set_slabs(actor, product_id, typed, first))
        op.changes("settings").success(done).failure(self.refused).start()
