"""What a result asks for after the call: its fields in order, and the one chosen to change below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.result_fields import (
    KIND_LABELS,
    MOST_FIELDS,
    READY_SALE,
    SALE_KINDS,
    FieldKind,
    ResultField,
)
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.settings.fields import key_of
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import IconButton, KeyCapButton
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.choice import CheckBox, ComboBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.text import Text


class ResultFieldsEditor(QWidget):
    """Edits the fields of one result in place; `changed` gives them after each edit."""

    changed = Signal(object)  # tuple[ResultField, ...]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: list[ResultField] = []
        self._is_showing = False
        column = Column(self, gap=12)
        self.title = Text("", "body_strong")
        self.title.setProperty("user_data", True)
        column.addWidget(self.title)
        self.model = CellsModel(
            [self.tr("Field"), self.tr("Kind"), self.tr("Needed"), self.tr("Choices")], self
        )
        self.table = TableView(self.tr("Fields asked after the call"), rows="compact")
        self.table.setProperty("user_data", True)
        self.table.setModel(self.model)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.set_empty(
            EmptyState(
                self.tr("Asks for nothing: one key saves it"), self.tr("Add a field, or what a sale needs.")
            )
        )
        self.table.selectionModel().currentRowChanged.connect(self._show_chosen)
        column.addWidget(self.table)
        column.addLayout(self._make_acts())
        self._make_form(column)
        follow_theme(self._rescale)

    def _make_acts(self) -> Row:
        row = Row(gap=8)
        self.add = KeyCapButton(self.tr("Add a field"), size="compact", icon="act.add")
        self.add.clicked.connect(self.add_field)
        self.sale = KeyCapButton(self.tr("What a sale needs"), size="compact", icon="result.sold")
        self.sale.clicked.connect(self.add_sale)
        self.up = IconButton("sign.sort_up", self.tr("Ask it earlier"))
        self.up.clicked.connect(lambda: self.move_chosen(-1))
        self.down = IconButton("sign.sort_down", self.tr("Ask it later"))
        self.down.clicked.connect(lambda: self.move_chosen(1))
        self.remove = KeyCapButton(self.tr("Ask it no more"), size="compact", icon="act.delete")
        self.remove.clicked.connect(self.remove_chosen)
        for widget in (self.add, self.sale, self.up, self.down):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.remove)
        return row

    def _make_form(self, column: Column) -> None:
        self._form = QWidget()
        inner = Column(self._form, gap=8)
        line = Row(gap=12)
        self.label = Field("", accessible_name=self.tr("Name of the field"))
        self.label.edit.setProperty("user_data", True)
        self.label.text_changed.connect(self._label_typed)
        self.kind = ComboBox(self.tr("Kind of the field"))
        for kind in FieldKind:
            self.kind.addItem(tr_label(KIND_LABELS[kind]), kind.value)
        self.kind.activated.connect(self._kind_chosen)
        self.needed = CheckBox(self.tr("Needed"))
        self.needed.toggled.connect(self._needed_toggled)
        line.addWidget(self.label, 2)
        line.addWidget(self.kind, 1)
        line.addWidget(self.needed)
        inner.addLayout(line)
        self.choices = Field("", accessible_name=self.tr("Choices"))
        self.choices.edit.setProperty("user_data", True)
        self.choices.set_hint(self.tr("Between commas, one key each: Price, Timing, Has another offer"))
        self.choices.text_changed.connect(self._choices_typed)
        inner.addWidget(self.choices)
        self.note = Text("", "caption", tone="muted", wrap=True)
        inner.addWidget(self.note)
        column.addWidget(self._form)

    def _rescale(self) -> None:
        self.table.set_widths(220, 160, 90, 240)
        self.table.setMinimumHeight(current().px(150))

    # ---- showing -----------------------------------------------------------------------------------

    def show_fields(self, result: str, fields: Sequence[ResultField]) -> None:
        """Show what a result asks for."""
        self.title.setText(self.tr("“{result}” asks after the call").format(result=result))
        if list(fields) != self.fields:
            self.fields = list(fields)
            self._refill(0)
        else:
            self._show_chosen()

    def _refill(self, row: int) -> None:
        was_showing, self._is_showing = self._is_showing, True
        self.model.set_rows(
            [
                [
                    Cell(tr_label(field.label), is_lead=True),
                    Cell(tr_label(KIND_LABELS[field.kind])),
                    Cell(self.tr("yes") if field.is_required else self.tr("no"), tone="muted"),
                    Cell(", ".join(field.choices), tone="muted"),
                ]
                for field in self.fields
            ]
        )
        if self.fields:
            self.table.selectRow(min(max(0, row), len(self.fields) - 1))
        self._is_showing = was_showing
        self._show_chosen()

    def _row(self) -> int:
        return self.table.currentIndex().row()

    def _chosen(self) -> ResultField | None:
        row = self._row()
        return self.fields[row] if 0 <= row < len(self.fields) else None

    def _show_chosen(self) -> None:
        field = self._chosen()
        self._form.setVisible(field is not None)
        row = self._row()
        self.up.setEnabled(field is not None and row > 0)
        self.down.setEnabled(field is not None and row < len(self.fields) - 1)
        self.remove.setEnabled(field is not None)
        self.add.setEnabled(len(self.fields) < MOST_FIELDS)
        has_amount = any(f.kind is FieldKind.AMOUNT for f in self.fields)
        self.sale.setEnabled(
            not has_amount and len(self.fields) + len(self._missing_of_sale()) <= MOST_FIELDS
        )
        if field is None or self._is_showing:
            return
        self._is_showing = True
        if self.label.text().strip() != tr_label(field.label):
            self.label.set_text(tr_label(field.label))
        self.kind.setCurrentIndex(self.kind.findData(field.kind.value))
        self.needed.setChecked(field.is_required)
        is_choice = field.kind is FieldKind.CHOICE
        self.choices.setVisible(is_choice)
        if is_choice and _choices_of(self.choices.text()) != field.choices:
            self.choices.set_text(", ".join(field.choices))
        self.note.setText(self._told(field))
        self.note.setVisible(bool(self.note.text()))
        self._is_showing = False

    def _told(self, field: ResultField) -> str:
        return {
            FieldKind.AMOUNT: self.tr("Makes a sale to the caller’s credit. A team lead confirms it."),
            FieldKind.PRODUCT: self.tr("Chosen from Settings, Products. Asked only where there are some."),
            FieldKind.PAID: self.tr("Yes: the sale is received already. Otherwise it is promised."),
            FieldKind.REFERENCE: self.tr("Kept with the sale, such as a policy number."),
        }.get(field.kind, "")

    # ---- editing -----------------------------------------------------------------------------------

    def _replace(self, field: ResultField) -> None:
        row = self._row()
        self.fields[row] = field
        self._is_showing = True
        self._refill(row)
        self._is_showing = False
        self._show_chosen()
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(tuple(self.fields))

    def _label_typed(self, typed: str) -> None:
        field = self._chosen()
        if field is not None and not self._is_showing:
            self._replace(replace(field, label=" ".join(typed.split())))

    def _kind_chosen(self, index: int) -> None:
        field, kind = self._chosen(), FieldKind(self.kind.itemData(index))
        if field is not None:
            choices = field.choices if kind is FieldKind.CHOICE else ()
            self._replace(replace(field, kind=kind, choices=choices))

    def _needed_toggled(self, is_on: bool) -> None:
        field = self._chosen()
        if field is not None and not self._is_showing:
            self._replace(replace(field, is_required=is_on))

    def _choices_typed(self, typed: str) -> None:
        field = self._chosen()
        if field is not None and not self._is_showing:
            self._replace(replace(field, choices=_choices_of(typed)))

    def add_field(self) -> None:
        """A new field at the end, to be named."""
        if len(self.fields) >= MOST_FIELDS:
            return
        label = self.tr("New field")
        self.fields.append(ResultField(self._free_key(label), label, FieldKind.TEXT))
        self._refill(len(self.fields) - 1)
        self.label.edit.setFocus()
        self.label.edit.selectAll()
        self._tell()

    def _missing_of_sale(self) -> list[ResultField]:
        known = {f.kind for f in self.fields if f.kind in SALE_KINDS}
        return [field for field in READY_SALE if field.kind not in known]

    def add_sale(self) -> None:
        """Product, amount, whether it is paid, its reference."""
        for field in self._missing_of_sale():
            self.fields.append(replace(field, key=self._free_key(field.key)))
        self._refill(0)
        self._tell()

    def _free_key(self, label: str) -> str:
        """A key for a new field; it stays when the field is named anew, so that reports go on."""
        stem = key_of(label) or "field"
        taken = {f.key for f in self.fields}
        return next(k for k in (stem, *(f"{stem}_{n}" for n in range(2, 99))) if k not in taken)

    def remove_chosen(self) -> None:
        """Ask a field no more; calls that noted it keep what they noted."""
        row = self._row()
        if 0 <= row < len(self.fields):
            del self.fields[row]
            self._refill(row)
            self._tell()

    def move_chosen(self, step: int) -> None:
        """Ask it earlier or later."""
        row = self._row()
        to = row + step
        if 0 <= row < len(self.fields) and 0 <= to < len(self.fields):
            self.fields[row], self.fields[to] = self.fields[to], self.fields[row]
            self._refill(to)
            self._tell()


def _choices_of(typed: str) -> tuple[str, ...]:
    words = (" ".join(word.split()) for word in typed.split(","))
    return tuple(dict.fromkeys(word for word in words if word))
