"""The rows behind a number, in place of the report they prove."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.receipts import BehindRow
from crm_desktop.services.reports.receipts import Receipt
from crm_desktop.ui.i18n import plural, tr_label, tr_sentence
from crm_desktop.ui.reports.table_model import ReportTable
from crm_desktop.ui.reports.words import shown
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.text import Text

SHOWN = 500  # an export has them all


class RowsPanel(Panel):
    """Whose number it is, what it comes to, its rows; `left` when the report is wanted back."""

    left = Signal()
    shown = Signal()
    again = Signal()  # the rows have changed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Rows behind it"), parent=parent, margins=0, gap=0)
        self.receipt: Receipt | None = None
        back = KeyCapButton(self.tr("Back to the report"), "Esc")
        back.clicked.connect(self.left)
        self.add_act(back)
        self.told = Text("", "body", wrap=True)
        self.told.setProperty("user_data", True)
        self.told.setContentsMargins(16, 10, 16, 8)
        empty = EmptyState(self.tr("No rows"), self.tr("Nothing adds to this number."), icon="page.reports")
        self.table = ReportTable(self.tr("Rows"), empty, fits=True)
        self.ruled = Text("", "caption", wrap=True)  # of the chosen row, in full
        self.ruled.setProperty("user_data", True)
        self.ruled.setContentsMargins(16, 8, 16, 10)
        self.ruled.hide()
        self.table.cell_changed.connect(self._moved)
        self.body.addWidget(self.told)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.ruled)
        self.clip_corners()

    def show_receipt(self, receipt: Receipt, whose: str) -> None:
        """Show the rows of this number."""
        self.receipt = receipt
        value = shown(receipt.table, receipt.row, receipt.column)
        count = len(receipt.rows)
        rows = plural(self.tr("{count} row(s)", "", count), count).format(count=f"{count:,}")
        version = receipt.column.kpi.version if receipt.column.kpi else 1
        told = [f"{whose}, {tr_label(receipt.column.title)}: {value}", rows]
        told.append(self.tr("Formula, version {number}").format(number=version))
        if count > SHOWN:
            told.append(self.tr("the first {shown} are shown, an export has all").format(shown=f"{SHOWN:,}"))
        below = [tr_label(note) for note in receipt.ruled.notes()]
        below += [tr_sentence(each.sentence, each.places) for each in receipt.counts_since]
        self.told.setText("\n".join((" · ".join(told), *below)))
        table = receipt.as_table()
        self.table.show_table(replace(table, rows=table.rows[:SHOWN]))
        self.table.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown.emit()

    def _moved(self, *_: object) -> None:
        """What was ruled of the chosen row: its column is cut where it has no room."""
        row = self.chosen()
        found = () if row is None or self.receipt is None else self.receipt.ruled.of(row)
        zone = "" if self.receipt is None else self.receipt.table.zone
        words = "" if self.receipt is None or row is None else self.receipt.ruled.words(row, zone)
        self.ruled.setVisible(bool(found))
        self.ruled.setText(self.tr("Ruled: {words}").format(words=words))

    def chosen(self) -> BehindRow | None:
        """The row under the keyboard."""
        place = self.table.rows.currentIndex().row()
        rows = () if self.receipt is None else self.receipt.rows
        return rows[place] if 0 <= place < min(len(rows), SHOWN) else None
