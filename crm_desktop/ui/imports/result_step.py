"""The Result step: the import under way, then what became of the rows, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from crm_desktop.services.imports import ImportResult
from crm_desktop.ui.i18n import counted, tr_label
from crm_desktop.ui.imports.cells_model import CellsModel
from crm_desktop.ui.imports.split import Split
from crm_desktop.ui.imports.undo_part import Undoable, UndoPart
from crm_desktop.ui.imports.words import figure
from crm_desktop.ui.ops import ProgressState
from crm_desktop.ui.shell.notice_views import progress_words
from crm_desktop.ui.shell.page import Width
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.panel import EmptyState, Panel
from crm_desktop.ui.widgets.progress import ProgressBar
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.summary import SummaryLine, SummaryList
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import Cell
from crm_desktop.ui.widgets.text import ElidedText, IconLabel, Text


class RunningView(Panel):
    """The import under way: count, rate, time left; stopping is asked in place."""

    stop_confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Importing"), margins=(16, 24, 16, 24), gap=16, parent=parent)
        self.bar = ProgressBar(self.tr("Importing"), cancellable=True, key="Esc")
        self.bar.cancelled.connect(self.ask)
        self._meanwhile = self.tr(
            "You can go on working meanwhile. The leads are there all at once, when all are read."
        )
        self._name = ""
        self.note = Text(self._meanwhile, "body", tone="muted", wrap=True)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.note)
        self.question = QWidget()
        row = Row(self.question, gap=8)
        self.words = Text(self.tr("Stop the import? Nothing of it stays behind."), "body_strong")
        self.stop = KeyCapButton(self.tr("Stop it"), kind="danger")
        self.go_on = KeyCapButton(self.tr("Go on"), "Esc")
        row.addWidget(self.words)
        row.addWidget(self.stop)
        row.addWidget(self.go_on)
        row.addStretch(1)
        self.body.addWidget(self.question)
        self.body.addStretch(1)
        self.stop.clicked.connect(self._stop)
        self.go_on.clicked.connect(self.withdraw)
        self.question.hide()

    def begin(self, name: str) -> None:
        """A new import starts."""
        self.question.hide()
        self.note.setText(self._meanwhile)
        self.bar.set_cancellable(True)
        self._name = self.tr("Importing {file}").format(file=name)
        self.setProperty("user_data", True)
        self.bar.tell(self._name, 0.0, "")

    def tell(self, state: ProgressState) -> None:
        """How far it is."""
        self.bar.tell(self._name, state.share or 0.0, progress_words(state))

    def ask(self) -> None:
        """Ask whether to stop."""
        self.question.show()
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def withdraw(self) -> None:
        """Go on."""
        self.question.hide()

    @property
    def is_asking(self) -> bool:
        """Whether the question stands."""
        return not self.question.isHidden()

    def _stop(self) -> None:
        self.question.hide()
        self.bar.set_cancellable(False)
        self.note.setText(self.tr("Stopping, and taking back what was written."))
        self.stop_confirmed.emit()


class DonePanel(Panel):
    """What became of the rows, read as a sum, and where to go now."""

    folder_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Done"), margins=(16, 16, 16, 12), gap=14, parent=parent)
        head = Row(gap=10)
        self.icon = IconLabel("sign.ok", tone="success", size=24)
        self.title = Text("", "headline", wrap=True)
        self.title.setProperty("user_data", True)
        head.addWidget(self.icon)
        head.addWidget(self.title, 1)
        self.body.addLayout(head)
        self.part = UndoPart()
        self.body.addWidget(self.part)
        self.sum = SummaryList(self.tr("What became of the rows"))
        self.sum.setMaximumWidth(420)
        self.body.addWidget(self.sum)
        self.note = Text("", "body", tone="muted", wrap=True)
        self.body.addWidget(self.note)
        self.refused = QWidget()
        row = Row(self.refused, gap=8)
        row.addWidget(IconLabel("sign.file"))
        self.file = ElidedText("", "body")
        self.file.setProperty("user_data", True)
        self.folder = KeyCapButton(self.tr("Open the folder"), kind="link", size="compact", icon="act.open")
        row.addWidget(self.file, 0)
        row.addWidget(self.folder)
        row.addStretch(1)
        self.body.addWidget(self.refused)
        self.body.addStretch(1)
        self.folder.clicked.connect(self.folder_asked)
        self.result: ImportResult | None = None
        self.can_undo = False
        self.has_people = True  # whether anyone in the file is a lead now
        self._name = ""

    def show_result(self, result: ImportResult, name: str, campaign: str) -> None:
        """Show what an import did."""
        self.result, self._name = result, name
        self._show_title(result, campaign)
        self.sum.set_lines(
            [
                SummaryLine(self.tr("Created"), figure(result.created)),
                SummaryLine(self.tr("Updated"), "+ " + figure(result.updated)),
                SummaryLine(self.tr("Skipped"), "+ " + figure(result.skipped)),
                SummaryLine(
                    self.tr("Refused"), "+ " + figure(result.refused), "danger" if result.refused else ""
                ),
            ],
            SummaryLine(self.tr("Rows read"), "= " + figure(result.read)),
        )
        again = self.tr("%n of these row(s) came more than once in the file.", "", result.repeated)
        self.note.setText(counted(again, result.repeated) if result.repeated else "")
        self.note.setVisible(bool(result.repeated))
        self.refused.setVisible(result.refused_file is not None)
        if result.refused_file is not None:
            self.file.setText(result.refused_file.name)
            self.file.setToolTip(str(result.refused_file))
        self.part.close_()
        self.can_undo = True

    def _show_title(self, result: ImportResult, campaign: str) -> None:
        new = result.created
        self.has_people = new + result.updated + result.skipped > 0
        self.icon.set_icon(*(("sign.ok", "success") if self.has_people else ("sign.warning", "warning")))
        if not self.has_people:
            self.title.setText(self.tr("Nobody was brought in: every row was refused"))
        elif result.skipped and not new and not result.updated:
            self.title.setText(
                self.tr("Nobody is new: the other rows were refused")
                if result.refused
                else self.tr("Nobody is new: every row is here already")
            )
        else:
            words = self.tr("%n new lead(s) in {campaign}", "", new)
            self.title.setText(counted(words, new).format(campaign=campaign))

    def ask_undo(self) -> None:
        """Ask whether to take the import back."""
        if self.result is not None and self.can_undo:
            self.part.ask(Undoable(self.result.id, self._name, self.result.created, self.result.updated))

    def undone(self) -> None:
        """The import was taken back: the figures are of the past."""
        self.can_undo = False
        self.icon.set_icon("act.undo", "muted")
        self.title.setText(self.tr("This import was taken back"))


class ProblemsPanel(Panel):
    """What was refused or not taken as written, by reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("What was odd, by reason"), margins=0, gap=0, parent=parent)
        heads = [
            self.tr("Rows"),
            self.tr("Reason"),
            self.tr("Column"),
            self.tr("First row"),
            self.tr("Example"),
        ]
        self._model = CellsModel(heads, right=(0, 3), parent=self)
        self.table = TableView(self.tr("What was odd, by reason"), rows="normal")
        self.table.setModel(self._model)
        self.table.setProperty("user_data", True)
        self.table.set_widths(62, 264, 98, 78, 84)
        self.table.set_empty(EmptyState(self.tr("Nothing was odd"), self.tr("Every cell was understood.")))
        self.body.addWidget(self.table, 1)
        self.clip_corners()

    def show_result(self, result: ImportResult) -> None:
        """Show the reasons, the most frequent first."""
        self._model.show(
            [
                (
                    Cell(figure(one.count), "number"),
                    Cell(tr_label(one.reason)),
                    Cell(one.column or "–", tone="" if one.column else "muted"),
                    Cell(figure(one.first_row), "number"),
                    Cell(one.example, tone="muted"),
                )
                for one in result.problems
            ]
        )


class ResultStep(QWidget):
    """The import under way, and then its result."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.running = RunningView()
        self.done = DonePanel()
        self.problems = ProblemsPanel()
        self.split = Split(
            Scroll(self.done, self.tr("Result")),
            self.problems,
            (self.tr("Result"), self.tr("What was odd")),
            self.tr("Result, and what was odd"),
            width=600,
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.running)
        self.stack.addWidget(self.split)
        outer = Column(self)
        outer.addWidget(self.stack)

    def fit(self, width: Width) -> None:
        """Arrange for this much room."""
        self.split.fit(width)

    def show_running(self, name: str) -> None:
        """An import starts."""
        self.stack.setCurrentIndex(0)
        self.running.begin(name)

    def show_result(self, result: ImportResult, name: str, campaign: str) -> None:
        """It has ended well."""
        self.done.show_result(result, name, campaign)
        self.problems.show_result(result)
        self.stack.setCurrentIndex(1)
