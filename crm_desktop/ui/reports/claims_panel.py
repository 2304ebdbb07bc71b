"""Contested rows and their rulings, in place of the report: those that wait first."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import short_when
from crm_desktop.domain.people import Permission, Reach
from crm_desktop.domain.rulings import CLAIM_LABELS, TimeCounted
from crm_desktop.services.ruled_words import time_words
from crm_desktop.services.rulings import Claims, ContestRow
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.session import Session
from crm_desktop.ui.theme import follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.cells_model import CellsModel
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.text import Text


class ClaimsPanel(Panel):
    """The list, and below it what was said of the chosen row; `asked` wants a ruling on it."""

    left = Signal()
    asked = Signal(object)  # ContestRow

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Contested rows"), parent=parent, margins=0, gap=0)
        self._session = session
        self.found = Claims((), {})
        self.wanted: object = None  # the claim to be chosen when the list comes
        self.rule = KeyCapButton(self.tr("Rule on it"), "Enter", icon="act.receipt")
        self.rule.clicked.connect(self._ask)
        back = KeyCapButton(self.tr("Back to the report"), "Esc")
        back.clicked.connect(self.left)
        for button in (self.rule, back):
            self.add_act(button)
        headings = [
            *(self.tr("When"), self.tr("Person"), self.tr("About"), self.tr("Claim"), self.tr("Ruling")),
            *(self.tr("By"), self.tr("Ruled")),
        ]
        self.model = CellsModel(headings, self)
        self.table = TableView(self.tr("Contested rows"), rows="compact")
        self.table.setModel(self.model)
        self.table.setProperty("user_data", True)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.set_empty(
            EmptyState(
                self.tr("Nothing is contested"),
                self.tr(
                    "Whoever finds a call, a sale or a time counted wrongly opens its row and contests it; a "
                    "sale that stands under another’s name by the own call with that lead."
                ),
                icon="act.receipt",
            )
        )
        self.table.doubleClicked.connect(self._ask)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.said = Text("", "body", wrap=True)
        self.said.setProperty("user_data", True)
        self.said.setContentsMargins(16, 10, 16, 12)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.said)
        self.clip_corners()
        follow_theme(self._fit_columns)

    def show_claims(self, found: Claims) -> None:
        """Show this list; the row that was chosen stays so."""
        chosen = self.wanted or self.model.key(self.table.currentIndex().row())
        self.wanted = None
        self.found = found
        rows = [self._cells(row) for row in found.rows]
        self.model.set_rows(rows, [row.contest.id for row in found.rows])
        place = max(0, self.model.row_of(chosen))
        self.table.setCurrentIndex(self.model.index(place, 0) if rows else QModelIndex())
        self._moved()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_columns(self) -> None:
        self.table.set_widths(130, 160, 160, 120, 200, 130, 130)

    def chosen(self) -> ContestRow | None:
        """The claim under the keyboard."""
        place = self.table.currentIndex().row()
        return self.found.rows[place] if 0 <= place < len(self.found.rows) else None

    def may_rule(self) -> bool:
        """Whether the chosen claim waits for this person's ruling."""
        row, actor = self.chosen(), self._session.actor
        is_open = row is not None and row.contest.ruling is None
        return is_open and row is not None and row.contest.person_id != actor.person_id and self._rules()

    def _rules(self) -> bool:
        return self._session.actor.may(Permission.RULE, Reach.TEAM)

    def _cells(self, row: ContestRow) -> list[Cell]:
        zone, now, contest = self._zone(), self._session.clock.now(), row.contest
        ruling = contest.ruling
        at = "–" if row.happened_at is None else short_when(row.happened_at, zone, now)
        waits = Cell(self.tr("waits"), "chip", style="warn")
        words = self.found.ruled_words(row, zone, tr_label)
        return [
            Cell(at, "figures"),
            Cell(row.person_name, is_lead=True),
            Cell(row.lead_name or self._time(row)),
            Cell(tr_label(CLAIM_LABELS[contest.claim])),
            waits if ruling is None else Cell(words),
            Cell(row.ruled_by_name),
            Cell("" if ruling is None else short_when(ruling.at, zone, now), "figures"),
        ]

    def _time(self, row: ContestRow) -> str:
        """The stretch of a day a claim is about, in place of a lead."""
        was = row.contest.was
        return time_words(was, self._zone(), tr_label) if isinstance(was, TimeCounted) else ""

    def _zone(self) -> str:
        return self._session.services.workspace.zone

    def _moved(self, *_: object) -> None:
        row = self.chosen()
        self.rule.setVisible(self._rules())
        self.rule.setEnabled(self.may_rule())
        self.said.setVisible(row is not None)
        if row is None:
            return
        told = [f"{row.person_name}: “{row.contest.why}”"]
        if row.contest.ruling is not None:
            told.append(f"{row.ruled_by_name}: “{row.contest.ruling.why}”")
        self.said.setText("\n".join(told))

    def _ask(self, *_: object) -> None:
        row = self.chosen()
        if row is not None and self.may_rule():
            self.asked.emit(row)
