"""Taking an import back, in place: asked, under way, done, with the leads that stay and why."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.imports.cells_model import CellsModel
from crm_desktop.ui.imports.desk import Undone
from crm_desktop.ui.imports.words import figure
from crm_desktop.ui.ops import ProgressState
from crm_desktop.ui.shell.notice_views import progress_words
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.progress import ProgressBar
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.text import Text


@dataclass(frozen=True)
class Undoable:
    """The import that may be taken back, and what it made."""

    id: UUID
    name: str
    created: int
    updated: int


class UndoPart(QWidget):
    """Asks before it takes an import back; `confirmed` gives the import's id. Hidden until `ask`."""

    confirmed = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: Undoable | None = None
        column = Column(self, gap=8)
        self.words = Text("", "body", wrap=True)
        self.words.setProperty("user_data", True)
        column.addWidget(self.words)
        self.yes = KeyCapButton(self.tr("Take it back"), kind="danger")
        self.no = KeyCapButton(self.tr("Keep it"), "Esc")
        self._buttons = QWidget()
        row = Row(self._buttons, gap=8)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        row.addStretch(1)
        column.addWidget(self._buttons)
        self.progress = ProgressBar(self.tr("Taking the import back"))
        column.addWidget(self.progress)
        self._model = CellsModel([self.tr("Lead kept"), self.tr("Why")], parent=self)
        self.kept = TableView(self.tr("Leads that were kept"), rows="compact")
        self.kept.setProperty("user_data", True)
        self.kept.setModel(self._model)
        self.kept.set_widths(180, 280)
        column.addWidget(self.kept)
        self.yes.clicked.connect(self._confirm)
        self.no.clicked.connect(self.close_)
        self.close_()

    @property
    def is_asking(self) -> bool:
        """Whether the question stands."""
        return not self.isHidden() and not self._buttons.isHidden()

    def ask(self, subject: Undoable) -> None:
        """Ask whether to take this import back."""
        self._subject = subject
        words = self.tr(
            "Take back “{name}”? {created} new leads go, {updated} are set back as they were. "
            "Leads someone worked on since stay, and are listed."
        )
        self.words.setText(
            words.format(name=subject.name, created=figure(subject.created), updated=figure(subject.updated))
        )
        self._show(buttons=True)
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_(self) -> None:
        """Keep the import; nothing happens."""
        was_asking = self.is_asking
        self._subject = None
        self.hide()
        if was_asking:
            self.closed.emit()

    def _confirm(self) -> None:
        if self._subject is not None:
            self.words.setText(self._subject.name)
            self.progress.tell(self.tr("Taking the import back"), 0.0, "")
            self._show(progress=True)
            self.confirmed.emit(self._subject.id)

    def tell(self, state: ProgressState) -> None:
        """How far it is."""
        self.progress.tell(self.tr("Taking the import back"), state.share or 0.0, progress_words(state))

    def show_undone(self, undone: Undone) -> None:
        """What was done, and who stays."""
        words = self.tr("Taken back: {removed} leads removed, {restored} set back, {kept} kept.")
        self.words.setText(
            words.format(
                removed=figure(undone.removed), restored=figure(undone.restored), kept=figure(undone.kept)
            )
        )
        self._model.show([(Cell(one.name, is_lead=True), Cell(tr_label(one.why))) for one in undone.names])
        theme = current()
        rows = min(len(undone.names), 5)
        self.kept.setFixedHeight(theme.px(33) + rows * theme.px(theme.tokens.row.compact) + 2)
        self._show(kept=bool(undone.names))

    def show_failure(self, sentence: str) -> None:
        """Why it can't be taken back."""
        self.words.setText(sentence)
        self._show()

    def _show(self, *, buttons: bool = False, progress: bool = False, kept: bool = False) -> None:
        self._buttons.setVisible(buttons)
        self.progress.setVisible(progress)
        self.kept.setVisible(kept)
        self.show()
