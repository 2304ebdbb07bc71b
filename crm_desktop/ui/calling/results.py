"""The results of the call, one key each, and the call-back asked in the same place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.domain.dispositions import Disposition, Flag
from crm_desktop.ui.calling import words
from crm_desktop.ui.calling.fields_strip import FieldsStrip
from crm_desktop.ui.calling.promise_strip import PromiseStrip
from crm_desktop.ui.calling.states import WITH_PANEL, State, Strip
from crm_desktop.ui.widgets.layouts import Column, Rule
from crm_desktop.ui.widgets.outcomes import COLUMNS, Outcome, OutcomeBar
from crm_desktop.ui.widgets.panel import Panel, TitleRow
from crm_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from crm_desktop.ui.calling.presenter import CallingPresenter


class ResultsPanel(Panel):
    """The grid of results with its strip; only the strip where no result is asked yet."""

    chosen = Signal(int)
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=0, gap=0, parent=parent)
        self._shown: tuple[Disposition, ...] = ()
        self._has_icons = True
        self._is_compact = False
        self._head = TitleRow(self.tr("Result"))
        self._hint = Text(self.tr("one key saves and brings the next lead"), "caption", tone="muted")
        self._head.add_act(self._hint)
        self._rule = Rule()
        self.bar = OutcomeBar(self.tr("Result"))
        self.bar.setProperty("user_data", True)
        self.bar.chosen.connect(self._chosen)
        self.strip = PromiseStrip()
        self.fields = FieldsStrip()
        self.body.addWidget(self._head)
        self.body.addWidget(self._rule)
        self._inner = Column(margins=12, gap=12)
        self._inner.addWidget(self.bar)
        self._inner.addWidget(self.strip)
        self._inner.addWidget(self.fields)
        self.body.addLayout(self._inner)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Result"))

    def set_compact(self, is_compact: bool) -> None:
        """Without the title row, for small windows."""
        self._is_compact = is_compact
        self._inner.set_space(6 if is_compact else 12, 6 if is_compact else 12)
        self.strip.set_compact(is_compact)
        self.fields.set_compact(is_compact)
        self._head.setVisible(not is_compact)
        self._rule.setVisible(not is_compact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def settle(self) -> None:
        """Take the height that the strip needs at its width."""
        for part in (self.bar, self.strip, self.fields, self):
            layout = part.layout()
            if layout is not None:
                layout.activate()

    def _chosen(self, index: object) -> None:
        if isinstance(index, int):
            self.chosen.emit(index)

    def set_results(self, results: Sequence[Disposition]) -> None:
        """The results of a campaign; made again only when they differ. Small windows need the icons' room."""
        has_icons = not self._is_compact
        if (tuple(results), has_icons) == (self._shown, self._has_icons):
            return
        self._shown, self._has_icons = tuple(results), has_icons
        self.bar.set_outcomes(
            [
                Outcome(
                    place, words.result_label(result.label), words.result_icon(result) if has_icons else ""
                )
                for place, result in enumerate(results)
            ]
        )

    def show_state(self, p: CallingPresenter) -> None:
        """The grid after a dial, a strip below it while fields or a time are asked."""
        is_asking = p.ask.strip in WITH_PANEL
        is_when = p.ask.strip is Strip.PROMISE
        has_grid = p.state in (State.BY_HAND, State.AFTER)
        is_shown = is_asking or has_grid
        if p.lead is not None:
            self.set_results(p.results())
        if is_when and self.strip.isHidden() and p.ask.promise is not None:
            self.strip.open_for(p.ask.promise)
        self.strip.setVisible(is_when)
        self._show_fields(p)
        self.bar.setVisible(has_grid)
        self._hint.setVisible(has_grid)
        title = self.tr("Result") if has_grid else self.tr("Call-back")
        self._head.set_title(title)
        if is_when and p.ask.promise is not None and p.lead is not None:
            self.strip.show_promise(p.ask.promise, p.now, p.lead.lead.city, p.day.day.promised_at)
        marked = self._marked(p)
        self.bar.check(marked)
        self._show_rows(marked // COLUMNS if self._is_compact and is_asking and marked is not None else None)
        for layout in (self._inner, self.body):  # layouts in layouts don't hear that a part was hidden
            layout.invalidate()
        self.setVisible(is_shown)

    def _show_fields(self, p: CallingPresenter) -> None:
        answers = p.ask.questions.answers if p.ask.strip is Strip.FIELDS else None
        self.fields.setVisible(answers is not None)
        if answers is None:
            self.fields.forget()
            return
        asks_when = answers.result.needs_next_date or answers.result.has(Flag.CALL_BACK)
        words = self.tr("Next: when to call") if asks_when else self.tr("Save and next")
        self.fields.show_answers(answers, words)

    def _show_rows(self, only: int | None) -> None:
        """All rows, or where there is no room beside the strip only the one with the marked result."""
        for place, button in enumerate(self.bar.buttons()):
            button.setVisible(only is None or place // COLUMNS == only)

    def _marked(self, p: CallingPresenter) -> int | None:
        wanted = p.ask.result.code if p.ask.result is not None else p.suggested
        return next((place for place, result in enumerate(self._shown) if result.code == wanted), None)
