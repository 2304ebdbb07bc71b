"""The sales page: own sales, the team's or all, as far as the role reaches; confirmed and moved on here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import group_indian
from crm_desktop.domain.people import Permission, Reach
from crm_desktop.domain.products import Product
from crm_desktop.domain.sales import NEEDS_REASON, SaleAct, SaleChange
from crm_desktop.errors import UserError
from crm_desktop.services.sales import Changed, ChangeSale, SaleKey, SalePage, SaleRow, SaleSum
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.sale_texts import act_words
from crm_desktop.ui.sales.acts import SaleActs
from crm_desktop.ui.sales.card import SaleCard
from crm_desktop.ui.sales.filters import SaleFilters
from crm_desktop.ui.sales.list_model import SalesModel, SalesTable
from crm_desktop.ui.shell.list_page import ListPage
from crm_desktop.ui.shell.page import PageContext, StatusPart, StatusParts
from crm_desktop.ui.theme import follow_theme
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.tabs import Tabs

TOPICS = ("sales", "leads")


@dataclass(frozen=True, slots=True)
class _Read:
    """What the page shows, read in one go."""

    page: SalePage
    sums: tuple[SaleSum, ...]
    people: tuple[tuple[UUID, str], ...]
    products: tuple[Product, ...]
    wanted: SaleRow | None


class SalesPage(ListPage[SaleRow]):
    """Acts go to the service; the list is read again after each."""

    card: SaleCard
    filters: SaleFilters

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._reaches_further = self.session.actor.may(Permission.CHANGE_SALES, Reach.TEAM)
        self._products: tuple[Product, ...] = ()
        self._next: SaleKey | None = None
        self._wanted: UUID | None = None
        self._waiting = 0
        self._is_reading_more = False
        self.filters = SaleFilters(has_people=self._reaches_further)
        self.model = SalesModel(self.zone, self)
        self.table = SalesTable(self.tr("Sales"))
        self.empty = EmptyState(self.tr("Looking …"), icon="page.sales")
        self.card = SaleCard(self.zone)
        self.lay_out(
            Tabs([self.tr("List"), self.tr("Sale")], self.tr("List or sale")), self.tr("List of sales")
        )
        self._wire()
        self.acts = SaleActs(self)
        follow_theme(self.rescale)

    def _wire(self) -> None:
        self.filters.changed.connect(self.read)
        self.table.opened.connect(lambda _: self.open_lead())
        self.table.verticalScrollBar().valueChanged.connect(self._look_for_more)
        self.card.act_asked.connect(self.ask)
        self.card.open_asked.connect(self.open_lead)
        self.card.why.answered.connect(self._answered)
        self.card.change.changed.connect(self._change)
        self.empty.acted.connect(self.read)

    # ---- what the window asks ------------------------------------------------------------------

    def open(self, **arguments: object) -> None:
        """`sale_id` chooses that sale, whatever was filtered."""
        wanted = arguments.get("sale_id")
        if isinstance(wanted, UUID):
            self._wanted = wanted
            if self._has_read and self.model.row_of(wanted) < 0:
                self.filters.show_everything()
            self.read()

    def focus_first(self) -> None:
        self.table.setFocus()

    def status_parts(self) -> StatusParts:
        if not self._has_read:
            return StatusParts()
        words = plural(self.tr("{} sale(s) to confirm", "", self._waiting), self._waiting)
        return StatusParts([StatusPart(words, group_indian(self._waiting))])

    # ---- reading -------------------------------------------------------------------------------

    def _today(self) -> date:
        return self.now().astimezone(ZoneInfo(self.zone)).date()

    def read(self) -> None:
        """Read the first sales of the list; what is shown stays until they come."""
        services, actor = self.session.services, self.session.actor
        query, wanted, reaches_further = (
            self.filters.query(self._today()),
            self._wanted,
            self._reaches_further,
        )

        def ask() -> _Read:
            people = services.people.colleagues(actor) if reaches_further else ()
            return _Read(
                services.sales.page(actor, query),
                services.sales.sums(actor, query),
                tuple((p.id, p.display_name) for p in people),
                services.products.list(actor),
                _found(services.sales.get, actor, wanted),
            )

        op = self.context.ops.read(self, ask).latest_only("sales.list")
        op.success(self._came).failure(self._failed).start()

    def _came(self, read: _Read) -> None:
        self._has_read = True
        self._next, self._products = read.page.last_key, read.products
        self.empty.tell(
            self.tr("No sales here"),
            self.tr("A result that asks for an amount makes one. Look at other days or states."),
            icon="page.sales",
        )
        kept = self._wanted or (self.card.row.sale.id if self.card.row is not None else None)
        rows = list(read.page.rows)
        if read.wanted is not None and all(row.sale.id != read.wanted.sale.id for row in rows):
            rows.insert(0, read.wanted)
        self._wanted = None
        self._waiting = sum(row.sale.waits for row in rows)
        self.filters.show_people(read.people)
        self.filters.show_sums(read.sums)
        self.show_rows(rows, kept, column=1)

    def _failed(self, error: UserError) -> None:
        self.not_read(error, self.tr("The sales could not be read"), again=self.tr("Try again"))

    def _look_for_more(self, value: int) -> None:
        """The end came into view: read on."""
        bar = self.table.verticalScrollBar()
        if value < bar.maximum() or self._next is None or self._is_reading_more:
            return
        self._is_reading_more = True
        services, actor, after = self.session.services, self.session.actor, self._next
        query = self.filters.query(self._today())

        def came(page: SalePage) -> None:
            if self._next == after:
                self._next = page.last_key
                self.model.add(page.rows, self.now())
                self.table.low_headings()

        op = self.context.ops.read(self, lambda: services.sales.page(actor, query, after))
        op.latest_only("sales.more").success(came).settled(self._more_settled).start()

    def _more_settled(self) -> None:
        self._is_reading_more = False

    def choose(self, row: SaleRow | None) -> None:
        sales, actor = self.session.services.sales, self.session.actor
        self.card.show_row(row, sales.allowed(actor, row) if row is not None else frozenset())
        self.acts.state_changed()
        if row is None:
            return
        sale_id = row.sale.id

        def came(steps: tuple[SaleChange, ...]) -> None:
            if self.card.row is not None and self.card.row.sale.id == sale_id:
                self.card.show_steps(steps, self.now())

        op = self.context.ops.read(self, lambda: sales.changes(actor, sale_id)).latest_only("sales.steps")
        op.success(came).failure(lambda _error: None).start()

    # ---- acts ------------------------------------------------------------------------------------

    def open_lead(self) -> None:
        """Show the lead's card."""
        if self.card.row is not None:
            self.context.frame.open_page("leads", lead_id=self.card.row.sale.lead_id)

    def ask(self, act: SaleAct) -> None:
        """Do it at once, or ask what it needs in place."""
        row = self.card.row
        if row is None or self._is_busy or not self.card.may(act):
            return
        if act is SaleAct.CHANGE:
            self.card.change.begin(row.sale, self._products)
            self.open_box(self.card.change, self.card.change.first())
        elif act in NEEDS_REASON:
            self.card.why.begin(act)
            self.open_box(self.card.why, self.card.why.why.edit)
        else:
            self._do(row, act, "")

    def _answered(self, why: str) -> None:
        if self.card.row is not None:
            self._do(self.card.row, self.card.why.act, why)

    def _do(self, row: SaleRow, act: SaleAct, why: str) -> None:
        sales, actor = self.session.services.sales, self.session.actor
        words = f"{act_words(act)}: {row.sale.product}, {row.lead_name}"
        self._run(lambda: sales.act(actor, row.sale.id, row.sale.version, act, why), words)

    def _change(self, command: ChangeSale) -> None:
        row = self.card.row
        if row is None:
            return
        sales, actor = self.session.services.sales, self.session.actor
        words = self.tr("Changed: {product}, {name}").format(product=row.sale.product, name=row.lead_name)
        self._run(lambda: sales.change(actor, row.sale.id, row.sale.version, command), words)

    def _run(self, work: Callable[[], Changed], words: str) -> None:
        """Do it once; say what was done, or say in the card why not."""
        if self._is_busy:
            return
        self._is_busy = True
        sales, actor = self.session.services.sales, self.session.actor

        def done(_: Changed) -> None:
            self.card.leave_box()
            self.read()

        op = self.context.ops.store(self, work).changes(*TOPICS)
        op.undo(words, lambda changed: sales.undo(actor, changed.undo_id))
        op.success(done).failure(self.refused).settled(self.settled).start()


def _found(get: Callable[..., SaleRow], actor: object, sale_id: UUID | None) -> SaleRow | None:
    """A sale asked for by itself; one that is not within reach is left out."""
    if sale_id is None:
        return None
    try:
        return get(actor, sale_id)
    except UserError:
        return None
