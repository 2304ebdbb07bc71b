"""The receipt of a number: the value, whose it is, its formula, and what the formula divides."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.kpi import Unit
from crm_desktop.services.reports import Column, Row, Table
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.reports.words import parts, shown
from crm_desktop.ui.widgets.layouts import Row as RowLayout
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.text import Text


class Receipt(Panel):
    """Says how the number under the keyboard was counted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("How it is counted"), parent=parent)
        self.value = Text("", "headline", tabular=True)
        self.whose = Text("", "body", tone="muted", wrap=True)
        self.formula = Text("", "body_medium", wrap=True)
        self.numbers = Text("", "body", tabular=True, wrap=True)
        self.before = Text("", "body", tone="muted", tabular=True, wrap=True)
        self.notes = Text("", "caption", tone="muted", wrap=True)
        for text in (self.value, self.whose, self.numbers, self.before, self.notes):
            text.setProperty("user_data", True)
        row = RowLayout(gap=8)
        row.addWidget(self.value)
        row.addStretch(1)
        self.body.addLayout(row)
        for text in (self.whose, self.formula, self.numbers, self.before, self.notes):
            self.body.addWidget(text)
        self.body.addStretch(1)

    def clear(self) -> None:
        """Nothing has the keyboard."""
        for text in (self.value, self.whose, self.formula, self.numbers, self.before, self.notes):
            text.setText("")

    def show_number(self, table: Table, row: Row, column: Column, before: Table | None = None) -> None:
        """Tell about one number of a report; `before`: the same report of the days before."""
        self.value.setText(shown(table, row, column))
        self.whose.setText(f"{whose(table, row)}, {tr_label(column.title)}")
        self.formula.setText(tr_label(column.formula))
        numbers = parts(row, column)
        self.numbers.setText(f"= {numbers}" if numbers else "")
        self.numbers.setVisible(bool(numbers))
        self.before.setText("" if before is None else self._before(before, row, column))
        self.before.setVisible(before is not None)
        told = [tr_label(note) for note in table.notes]
        if column.id == "talk_s" and row.figures.get("talk_calls"):
            of = self.tr("Measured or marked in {known} of {all} answered calls.")
            everyone = int(row.figures["answered"]) + int(row.figures["incoming"])
            told.insert(0, of.format(known=row.figures["talk_calls"], all=everyone))
        self.notes.setText("\n".join(told))
        self.notes.setVisible(bool(told))

    def _before(self, before: Table, row: Row, column: Column) -> str:
        """What the number was on the days before."""
        there = next((one for one in (*before.rows, before.total) if one.key == row.key), None)
        words = "–" if there is None else shown(before, there, column)
        return self.tr("{days}: {value}").format(days=before.days_shown(), value=words)


def whose(table: Table, row: Row) -> str:
    """What a row of a report stands for."""
    if table.columns[0].unit is Unit.DAY and row is not table.total:
        person = next((c for c in table.columns[1:2] if c.id == "person"), None)
        of = "" if person is None else f"{shown(table, row, person)}, "
        return f"{of}{shown(table, row, table.columns[0])}"
    name = str(row.values.get("person") or row.values.get(table.columns[0].id) or row.key)
    return tr_label(name) if row is table.total else name
