"""The results of a campaign: a table with their keys, and the one chosen to change below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.dispositions import KEYS, MAX_CODE_LENGTH, MAX_PER_CAMPAIGN, Disposition, Flag
from crm_desktop.ids import new_id
from crm_desktop.ui.campaigns.result_fields import ResultFieldsEditor
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.settings.fields import key_of
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import IconButton, KeyCapButton
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.choice import CheckBox
from crm_desktop.ui.widgets.field import Field
from crm_desktop.ui.widgets.layouts import Column, FlowLayout, Row, Rule
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell

FLAGS: dict[Flag, str] = {
    Flag.HUMAN: str(QT_TRANSLATE_NOOP("results", "A person spoke")),
    Flag.SUCCESS: str(QT_TRANSLATE_NOOP("results", "Counts as success")),
    Flag.FINAL: str(QT_TRANSLATE_NOOP("results", "Lead is finished")),
    Flag.CALL_BACK: str(QT_TRANSLATE_NOOP("results", "Asks when to call back")),
    Flag.WRONG_NUMBER: str(QT_TRANSLATE_NOOP("results", "Wrong number")),
    Flag.DO_NOT_CALL: str(QT_TRANSLATE_NOOP("results", "Never call again")),
}


def words(text: str) -> str:
    """One of these words in the program's language."""
    return QCoreApplication.translate("results", text)


def meaning(result: Disposition) -> str:
    """What a result says, and what it asks for."""
    said = [words(shown) for flag, shown in FLAGS.items() if result.has(flag)]
    if result.fields:
        asked = ", ".join(tr_label(field.label) for field in result.fields)
        said.append(QCoreApplication.translate("results", "asks: {fields}").format(fields=asked))
    return ", ".join(said)


class ResultsEditor(QWidget):
    """Edits a list of results in place; `changed` after each edit. Saving is the part's."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.results: list[Disposition] = []
        self._campaign_id = UUID(int=0)
        self._is_showing = False
        column = Column(self, gap=12)
        self.model = CellsModel([self.tr("Key"), self.tr("Result"), self.tr("What it means")], self)
        self.table = TableView(self.tr("Results"), rows="compact")
        self.table.setProperty("user_data", True)
        self.table.setModel(self.model)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.selectionModel().currentRowChanged.connect(self._show_chosen)
        column.addWidget(self.table)
        column.addLayout(self._make_acts())
        self.name = Field("", accessible_name=self.tr("Name of the result"))
        self.name.edit.setProperty("user_data", True)
        self.name.text_changed.connect(self._name_typed)
        column.addWidget(self.name)
        boxes = QWidget()
        flow = FlowLayout(boxes, gap=16)
        self.flags: dict[Flag, CheckBox] = {}
        for flag, shown in FLAGS.items():
            box = CheckBox(words(shown))
            box.toggled.connect(self._flag_toggled)
            self.flags[flag] = box
            flow.addWidget(box)
        column.addWidget(boxes)
        self.asks = ResultFieldsEditor()
        self.asks.changed.connect(self._fields_changed)
        column.addWidget(Rule())
        column.addWidget(self.asks)
        follow_theme(self._rescale)

    def _rescale(self) -> None:
        self.table.set_widths(56, 200, 300)
        self.table.setMinimumHeight(current().px(250))

    def _make_acts(self) -> Row:
        row = Row(gap=8)
        self.add = KeyCapButton(self.tr("Add a result"), size="compact", icon="act.add")
        self.add.clicked.connect(self.add_result)
        self.up = IconButton("sign.sort_up", self.tr("Move up"))
        self.up.clicked.connect(lambda: self.move_chosen(-1))
        self.down = IconButton("sign.sort_down", self.tr("Move down"))
        self.down.clicked.connect(lambda: self.move_chosen(1))
        self.remove = KeyCapButton(self.tr("Take away"), size="compact", icon="act.delete")
        self.remove.clicked.connect(self.remove_chosen)
        for widget in (self.add, self.up, self.down):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.remove)
        return row

    # ---- showing -----------------------------------------------------------------------------------

    def show_results(self, campaign_id: UUID, results: Sequence[Disposition]) -> None:
        """Show a campaign's active results in order."""
        self._campaign_id = campaign_id
        self.results = sorted((r for r in results if r.is_active), key=lambda r: r.position)
        self._refill(0)

    def _refill(self, row: int) -> None:
        self.model.set_rows(
            [
                [
                    Cell(KEYS[place] if place < len(KEYS) else "–", tone="muted"),
                    Cell(tr_label(result.label), is_lead=True),
                    Cell(meaning(result), tone="muted"),
                ]
                for place, result in enumerate(self.results)
            ]
        )
        if self.results:
            self.table.selectRow(min(max(0, row), len(self.results) - 1))
        self._show_chosen()

    def _row(self) -> int:
        return self.table.currentIndex().row()

    def _show_chosen(self) -> None:
        row = self._row()
        has_one = 0 <= row < len(self.results)
        for widget in (
            self.name, self.up, self.down, self.remove, self.asks, *self.flags.values(),
        ):  # fmt: skip
            widget.setEnabled(has_one)
        self.add.setEnabled(len(self.results) < MAX_PER_CAMPAIGN)
        if not has_one or self._is_showing:
            return
        self._is_showing = True
        result = self.results[row]
        if self.name.text() != tr_label(result.label):
            self.name.set_text(tr_label(result.label))
        for flag, box in self.flags.items():
            box.setChecked(result.has(flag))
        self.asks.show_fields(tr_label(result.label), result.fields)
        self._is_showing = False

    # ---- editing -----------------------------------------------------------------------------------

    def _replace(self, result: Disposition) -> None:
        row = self._row()
        self.results[row] = result
        self._is_showing = True
        self._refill(row)
        self._is_showing = False
        self.changed.emit()

    def _name_typed(self, typed: str) -> None:
        row = self._row()
        if not self._is_showing and 0 <= row < len(self.results):
            self._replace(replace(self.results[row], label=typed))

    def _flag_toggled(self) -> None:
        row = self._row()
        if self._is_showing or not 0 <= row < len(self.results):
            return
        chosen = frozenset(flag for flag, box in self.flags.items() if box.isChecked())
        self._replace(replace(self.results[row], flags=chosen))

    def _fields_changed(self, fields: object) -> None:
        row = self._row()
        if not self._is_showing and isinstance(fields, tuple) and 0 <= row < len(self.results):
            self._replace(replace(self.results[row], fields=fields))

    def add_result(self) -> None:
        """A new result at the end, to be named."""
        if len(self.results) >= MAX_PER_CAMPAIGN:
            return
        label = self.tr("New result")
        taken = {result.code for result in self.results}
        number = next(n for n in range(1, 99) if f"RESULT_{n}" not in taken)
        self.results.append(
            Disposition(
                new_id(),
                self._campaign_id,
                f"RESULT_{number}",
                label,
                len(self.results) + 1,
                frozenset(),
                None,
            )
        )
        self._refill(len(self.results) - 1)
        self.name.edit.setFocus()
        self.name.edit.selectAll()
        self.changed.emit()

    def remove_chosen(self) -> None:
        """Take a result away; calls that have it keep it."""
        row = self._row()
        if 0 <= row < len(self.results) and len(self.results) > 1:
            del self.results[row]
            self._refill(row)
            self.changed.emit()

    def move_chosen(self, step: int) -> None:
        """Another place, and so another key."""
        row = self._row()
        to = row + step
        if 0 <= row < len(self.results) and 0 <= to < len(self.results):
            self.results[row], self.results[to] = self.results[to], self.results[row]
            self._refill(to)
            self.changed.emit()

    def wanted(self) -> list[Disposition]:
        """The results to save; a new one's code is made from its name."""
        taken: set[str] = {r.code for r in self.results if not r.code.startswith("RESULT_")}
        made: list[Disposition] = []
        for result in self.results:
            code = result.code
            if code.startswith("RESULT_"):
                own = key_of(result.label).upper()[:MAX_CODE_LENGTH]
                code = own if own and own not in taken else code
                taken.add(code)
            made.append(replace(result, code=code, label=result.label.strip()))
        return made
