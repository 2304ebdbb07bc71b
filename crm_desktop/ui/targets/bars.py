"""Goal bars: how far each target is, in words beside a still bar; nothing moves, nothing blinks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.targets import Reached
from crm_desktop.ui.targets.words import goal_words, reached_words
from crm_desktop.ui.widgets.layouts import Column, Grid, Row
from crm_desktop.ui.widgets.progress import Bar
from crm_desktop.ui.widgets.text import ElidedText, Text


class GoalBar(QWidget):
    """One target: what it is, how far, and the bar below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedText("", "caption", tone="muted")
        self.value = Text("", "caption", tabular=True)
        self.bar = Bar("")
        for text in (self.title, self.value):
            text.setProperty("user_data", True)
        row = Row(gap=8)
        row.addWidget(self.title, 1)
        row.addWidget(self.value, 0, Qt.AlignmentFlag.AlignRight)
        column = Column(self, gap=4)
        column.addLayout(row)
        column.addWidget(self.bar)

    def show_goal(self, goal: Reached, currency: str) -> None:
        """How far it is by now."""
        title, value = goal_words(goal), reached_words(goal, currency)
        self.title.setText(title)
        self.value.setText(value)
        self.value.set_tone("success" if goal.is_met else "")
        self.bar.setAccessibleName(f"{title}: {value}")
        self.bar.set_share(min(1.0, goal.share), "success" if goal.is_met else "accent")
        self.setAccessibleName(f"{title}: {value}")


class GoalBars(QWidget):
    """Several of them, `across` beside each other."""

    def __init__(self, across: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._across = across
        self._grid = Grid(self, gap_x=24, gap_y=10)
        self.bars: list[GoalBar] = []

    def show_goals(self, goals: Sequence[Reached], currency: str) -> None:
        """Show these, in their order."""
        while len(self.bars) < len(goals):
            self.bars.append(GoalBar(self))
        for bar, goal in zip(self.bars, goals, strict=False):
            bar.show_goal(goal, currency)
        for place, bar in enumerate(self.bars):
            bar.setVisible(place < len(goals))
        self._place()
        self.setVisible(bool(goals))

    def set_across(self, across: int) -> None:
        """How many beside each other."""
        self._across = across
        self._place()

    def _place(self) -> None:
        for place, bar in enumerate(self.bars):
            self._grid.addWidget(bar, place // self._across, place % self._across)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < self._across else 0)
