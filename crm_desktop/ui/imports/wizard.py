"""The face of the import page: steps on top with the file's name, the step in view, the foot."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from crm_desktop.services.imports import Preview
from crm_desktop.ui.imports.columns_step import ColumnsStep
from crm_desktop.ui.imports.draft import Draft
from crm_desktop.ui.imports.duplicates_step import DuplicatesStep
from crm_desktop.ui.imports.file_step import FileStep
from crm_desktop.ui.imports.foot import Foot
from crm_desktop.ui.imports.past import Moment
from crm_desktop.ui.imports.result_step import ResultStep
from crm_desktop.ui.imports.why_step import WhyStep
from crm_desktop.ui.imports.words import found_words
from crm_desktop.ui.shell.page import Width
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.steps import StepBar
from crm_desktop.ui.widgets.text import ElidedText, IconLabel

FILE, COLUMNS, WHY, DUPLICATES, RESULT = range(5)


class Wizard(QWidget):
    """All parts of the page; what they do is wired by the page."""

    def __init__(self, moment: Moment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: Draft | None = None
        self._width = Width.FULL
        self.steps = StepBar(
            [
                self.tr("File"),
                self.tr("Columns"),
                self.tr("Why we call"),
                self.tr("Duplicates"),
                self.tr("Result"),
            ]
        )
        self._icon = IconLabel("sign.sheet")
        self.file_name, self.file_detail = ElidedText("", "body"), ElidedText("", "body", tone="muted")
        for widget in (self.file_name, self.file_detail):
            widget.setProperty("user_data", True)
        top = Row(gap=8)
        top.addWidget(self.steps)
        top.addStretch(1)
        for part in (self._icon, self.file_name, self.file_detail):
            top.addWidget(part)
        self.file, self.columns = FileStep(moment), ColumnsStep()
        self.why, self.duplicates, self.result = WhyStep(moment), DuplicatesStep(), ResultStep()
        self.stack = QStackedWidget()
        for step in (self.file, self.columns, self.why, self.duplicates, self.result):
            self.stack.addWidget(step)
        self.foot = Foot()
        column = Column(self, gap=12)
        column.addLayout(top)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)

    def step(self) -> int:
        """The step in view, from 0."""
        return self.stack.currentIndex()

    def name(self) -> str:
        """The name of the file in hand."""
        if self._draft is None:
            return ""
        found = self._draft.found
        return self.tr("Pasted cells") if found.wish.path is None else found.source.name

    def take_draft(self, draft: Draft | None) -> None:
        """Another file is in hand, or none."""
        self._draft = draft
        if draft is not None:
            self.file.show_found(draft.found)
            self.columns.show_draft(draft)
            self.why.show_draft(draft)
            self.duplicates.show_draft(draft)
            self.file_name.setText(self.name())
            self.file_detail.setText(found_words(draft.found))

    def go(self, step: int, state: str) -> None:
        """Show a step; `state` is the page's."""
        self.stack.setCurrentIndex(step)
        self.steps.set_index(RESULT + 1 if state == "result" else step)
        self.foot.show_step(state, has_file=self._draft is not None)
        self._show_name()

    def _show_name(self) -> None:
        has_file = self._draft is not None and self.step() != FILE
        self._icon.setVisible(has_file)
        self.file_name.setVisible(has_file)
        self.file_detail.setVisible(has_file and self._width > Width.SMALL)

    def set_busy(self, is_busy: bool) -> None:
        """New figures are on their way."""
        self.columns.truth.set_busy(is_busy)
        self.duplicates.truth.set_busy(is_busy)

    def set_counted(self, rows: int) -> None:
        """How far a long look is."""
        self.duplicates.truth.set_counted(rows)

    def show_preview(self, preview: Preview) -> None:
        """What a look ahead gave."""
        if self._draft is not None:
            self.columns.truth.show_preview(preview, self._draft.duplicates)
            self.why.show_preview(preview)
            self.duplicates.show_preview(preview, self._draft.duplicates)
            self.columns.retell_questions()

    def show_trouble(self, sentence: str) -> None:
        """Why nothing can be counted."""
        self.columns.truth.set_error(sentence)
        self.duplicates.truth.set_error(sentence)

    def fit(self, width: Width) -> None:
        """Arrange for this much room."""
        self._width = width
        for part in (self.file, self.columns, self.why, self.duplicates, self.result, self.foot):
            part.fit(width)
        self._show_name()

    def focus_first(self) -> None:
        """Put the keyboard where work begins in this step."""
        if self.step() == RESULT:
            self.foot.next.setFocus()
        else:
            (self.file, self.columns, self.why, self.duplicates)[self.step()].focus_first()
