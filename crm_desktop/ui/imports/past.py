"""The imports so far: what each made, and its undo for 30 days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from crm_desktop.domain.formats import short_when
from crm_desktop.services.imports import ImportSummary
from crm_desktop.ui.imports.cells_model import CellsModel
from crm_desktop.ui.imports.undo_part import Undoable, UndoPart
from crm_desktop.ui.imports.words import figure
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.text import Text

Moment = Callable[[], tuple[datetime, str]]
"""Gives now and the office's zone."""


def when_words(moment: datetime, zone: str, now: datetime) -> str:
    """A moment beside now, its word for a near day translated."""
    first, _, rest = short_when(moment, zone, now).partition(" ")
    translate = QCoreApplication.translate
    near = {"Today": translate("when", "Today"), "Yesterday": translate("when", "Yesterday")}
    return f"{near.get(first, first)} {rest}"


class PastPanel(Panel):
    """A table of imports; the chosen one is told in figures that add up, with its undo."""

    undo_asked = Signal(object)  # Undoable

    def __init__(self, moment: Moment, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Imports so far"), margins=0, gap=0, parent=parent)
        self._moment = moment
        self._past: Sequence[ImportSummary] = ()
        heads = [self.tr("File"), self.tr("When"), self.tr("New"), self.tr("Changed"), self.tr("Refused"), ""]
        self._model = CellsModel(heads, right=(2, 3, 4), parent=self)
        self.table = TableView(self.tr("Imports so far"), rows="normal")
        self.table.setProperty("user_data", True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setModel(self._model)
        self.table.set_widths(158, 112, 60, 78, 76, 92)
        self.table.set_empty(
            EmptyState(
                self.tr("No imports yet"),
                self.tr("What you bring in is listed here, and can be taken back as a whole for 30 days."),
            )
        )
        self.body.addWidget(self.table, 1)
        self.detail = Text("", "table", tone="muted", wrap=True)
        self.detail.setProperty("user_data", True)
        self.undo = KeyCapButton(self.tr("Undo this import"), "Alt+U", size="compact", icon="act.undo")
        self.part = UndoPart()
        self._foot = QWidget()
        column = Column(self._foot, margins=(16, 10, 12, 10), gap=8)
        row = Row(gap=12)
        row.addWidget(self.detail, 1)
        row.addWidget(self.undo)
        column.addLayout(row)
        column.addWidget(self.part)
        self.add_foot(self._foot)
        self._foot.hide()
        self.clip_corners()
        self.table.selectionModel().currentRowChanged.connect(lambda: self._tell())
        self.undo.clicked.connect(self.ask)
        self.part.closed.connect(self.table.setFocus)

    def show_past(self, past: Sequence[ImportSummary]) -> None:
        """Show the imports; the one chosen stays so."""
        chosen = self.chosen()
        self._past = past
        now, zone = self._moment()
        self._model.show([self._row(one, now, zone) for one in past])
        place = next((at for at, one in enumerate(past) if chosen is not None and one.id == chosen.id), 0)
        if past:
            self.table.setCurrentIndex(self._model.index(place, 0))
        self._tell()

    def _row(self, one: ImportSummary, now: datetime, zone: str) -> tuple[Cell, ...]:
        state = Cell()
        if one.state == "undone":
            state = Cell(self.tr("Undone"), "chip", style="plain")
        elif one.state == "stopped":
            state = Cell(self.tr("Stopped"), "chip", style="plain")
        elif one.state == "running":
            state = Cell(self.tr("Running"), "chip", style="info")
        return (
            Cell(one.file_name, is_lead=True),
            Cell(when_words(one.started_at, zone, now), tone="muted"),
            Cell(figure(one.created), "number"),
            Cell(figure(one.updated), "number"),
            Cell(figure(one.refused), "number", tone="danger" if one.refused else ""),
            state,
        )

    def chosen(self) -> ImportSummary | None:
        """The import chosen in the table."""
        row = self.table.currentIndex().row() if self.table.currentIndex().isValid() else -1
        return self._past[row] if 0 <= row < len(self._past) else None

    def _tell(self) -> None:
        one = self.chosen()
        self._foot.setVisible(one is not None)
        if self.part.is_asking:
            self.part.close_()
        if one is None:
            return
        words = self.tr(
            "{created} new + {updated} changed + {skipped} skipped + {refused} refused = {read} rows. "
            "{person} brought them into {campaign}."
        )
        shown = words.format(
            created=figure(one.created),
            updated=figure(one.updated),
            skipped=figure(one.skipped),
            refused=figure(one.refused),
            read=figure(one.read),
            person=one.person_name,
            campaign=one.campaign_name,
        )
        if one.state == "stopped":
            words = self.tr(
                "Stopped before its end and taken back, but for {kept} leads someone worked on meanwhile. "
                "{person} brought them into {campaign}."
            )
            shown = words.format(
                kept=figure(one.kept or 0), person=one.person_name, campaign=one.campaign_name
            )
        elif one.state == "undone" and one.kept:
            shown += " " + self.tr("Taken back, but for {kept} leads.").format(kept=figure(one.kept))
        self.detail.setText(shown)
        self.undo.setVisible(one.can_undo)

    def can_undo(self) -> bool:
        """Whether the chosen import can be taken back."""
        one = self.chosen()
        return one is not None and one.can_undo

    def ask(self) -> None:
        """Ask whether to take the chosen import back."""
        one = self.chosen()
        if one is not None and one.can_undo:
            self.part.ask(Undoable(one.id, one.file_name, one.created, one.updated))
