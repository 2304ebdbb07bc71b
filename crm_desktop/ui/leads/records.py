"""What a customer bought and what was done for them: a list with the acts on the chosen one below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from crm_desktop.domain.formats import money
from crm_desktop.domain.service_records import ServiceRecord
from crm_desktop.domain.shift import date_of
from crm_desktop.domain.typed_dates import shown_date
from crm_desktop.services.sales import SaleRow
from crm_desktop.ui.sale_texts import amount_words, confirmed_words, state_words
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, FlowLayout, Row, Rule
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.timeline import INSET, TimelineEntry, TimelineView

LEAST_HEIGHT = 32


@dataclass(frozen=True, slots=True)
class Records:
    """What belongs to one lead; `today` is the office's day."""

    sales: tuple[SaleRow, ...]
    services: tuple[ServiceRecord, ...]
    today: date


def size_words(size: int) -> str:
    """A file's size."""
    if size < 2**20:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 2**20:.1f} MB"


def sale_entry(row: SaleRow) -> TimelineEntry:
    """A sale in the list."""
    sale = row.sale
    parts = (
        state_words(sale.state),
        confirmed_words(sale, row.confirmed_by_name),
        sale.reference,
        row.person_name,
    )
    detail = " · ".join(part for part in parts if part)
    if sale.note:
        detail = f"{detail}\n{sale.note}"
    sold_on = date_of(sale.day) if sale.day else sale.at.date()
    title = f"{sale.product}, {amount_words(sale)}"
    return TimelineEntry("result.sold", title, shown_date(sold_on), detail, ref=row)


def service_entry(record: ServiceRecord, today: date) -> TimelineEntry:
    """A service record in the list; what is due again soon or late is told first."""
    translate = QCoreApplication.translate
    parts: list[str] = []
    is_late = False
    if record.next_due_on is not None:
        is_late = record.next_due_on < today
        words = (
            translate("records", "was due again {date}")
            if is_late
            else translate("records", "due again {date}")
        )
        parts.append(words.format(date=shown_date(record.next_due_on)))
    if record.document is not None:
        parts.append(f"{record.document.name} ({size_words(record.document.size)})")
    parts.append(record.person_name)
    lines = [" · ".join(parts), record.note]
    title = record.what
    if record.price_minor is not None:
        title = f"{title}, {money(record.price_minor, record.currency)}"
    return TimelineEntry(
        "lead.service",
        title,
        shown_date(record.done_on),
        "\n".join(line for line in lines if line),
        tone="warning" if is_late else "",
        ref=record,
    )


class RecordsView(QWidget):
    """Signals say what is asked; `chosen` gives the record or sale that has the keyboard."""

    add_asked = Signal()
    change_asked = Signal()
    remove_asked = Signal()
    attach_asked = Signal()
    open_asked = Signal()
    save_asked = Signal()
    detach_asked = Signal()

    def __init__(self, *, may_change: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_change = may_change
        self._is_low = False
        column = Column(self, gap=0)
        self.list = TimelineView(self.tr("Sales and service"))
        self.list.setProperty("user_data", True)
        self.list.setMinimumHeight(LEAST_HEIGHT)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.empty = EmptyState(
            self.tr("Nothing yet"), self.tr("Sales stand here, and what you do for this customer."),
            icon="lead.service",
        )  # fmt: skip
        holder = Column(margins=(16 - INSET, 4, 16 - INSET, 4))
        holder.addWidget(self.list, 1)
        holder.addWidget(self.empty, 1)
        column.addLayout(holder, 1)
        column.addWidget(Rule())
        foot = QWidget()
        self._flow = FlowLayout(foot, gap=6)
        self.add = self._button(self.tr("Add a service"), "S", self.add_asked)
        self.change = self._button(self.tr("Change"), "Return", self.change_asked)
        self.open = self._button(self.tr("Open file"), "O", self.open_asked)
        self.save = self._button(self.tr("Save file"), "Ctrl+S", self.save_asked)
        self.attach = self._button(self.tr("Attach a file"), "P", self.attach_asked)
        self.detach = self._button(self.tr("Detach"), "", self.detach_asked)
        self.remove = self._button(self.tr("Take away"), "Del", self.remove_asked)
        row = Row(margins=(16, 8, 16, 8))
        row.addWidget(foot, 1)
        column.addLayout(row)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_acts())
        self.list.doubleClicked.connect(lambda *_: self.change_asked.emit())
        self._show_acts()

    def _button(self, words: str, key: str, asked: object) -> KeyCapButton:
        button = KeyCapButton(words, key, size="compact")
        button.clicked.connect(asked)
        self._flow.addWidget(button)
        return button

    def show_records(self, records: Records) -> None:
        """Show these; the chosen one stays chosen while it is there."""
        known = getattr(self.chosen(), "id", None)
        entries = [sale_entry(row) for row in records.sales]
        entries += [service_entry(record, records.today) for record in records.services]
        self.list.set_entries(entries)
        self.list.setVisible(bool(entries))
        self.empty.setVisible(not entries)
        refs: Sequence[object] = [entry.ref for entry in entries]
        place = next((i for i, ref in enumerate(refs) if getattr(ref, "id", None) == known and known), 0)
        if entries:
            self.list.setCurrentIndex(self.list.model_.index(place))
        self._show_acts()

    def chosen(self) -> ServiceRecord | SaleRow | None:
        """What has the keyboard."""
        index = self.list.currentIndex()
        if not index.isValid():
            return None
        ref = self.list.model_.entry(index.row()).ref
        return ref if isinstance(ref, ServiceRecord | SaleRow) else None

    def record(self) -> ServiceRecord | None:
        """The chosen service record."""
        found = self.chosen()
        return found if isinstance(found, ServiceRecord) else None

    def set_low(self, is_low: bool) -> None:
        """In a low window the list needs the room of the acts that are rarely wanted; keys still do them."""
        if is_low != self._is_low:
            self._is_low = is_low
            self._show_acts()

    def can(self, name: str) -> bool:
        """Whether an act means anything for what is chosen: change, open, save, attach, detach, remove."""
        found, record = self.chosen(), self.record()
        has_file = record is not None and record.document is not None
        may = self._may_change and record is not None
        return {
            "change": may or (found is not None and record is None),
            "open": has_file,
            "save": has_file,
            "attach": may,
            "detach": may and has_file,
            "remove": may,
        }[name]

    def _show_acts(self) -> None:
        is_sale = self.chosen() is not None and self.record() is None
        self.add.setVisible(self._may_change)
        for name in ("change", "open", "attach", "remove"):
            getattr(self, name).setVisible(self.can(name))
        for name in ("save", "detach"):
            getattr(self, name).setVisible(self.can(name) and not self._is_low)
        self.change.set_words(self.tr("Open the sale") if is_sale else self.tr("Change"))
        self.attach.set_words(self.tr("Replace") if self.can("open") else self.tr("Attach a file"))
        self._flow.invalidate()
        self.updateGeometry()
