"""What somebody is to reach beside calls of the day and sales of the month, alone and with the others."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from crm_desktop.domain.targets import Measure, Period, Reached, Whose
from crm_desktop.services.targets import Mine
from crm_desktop.ui.i18n import plural
from crm_desktop.ui.targets.bars import GoalBars
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.text import Text

STREAK_FROM = 2  # one day is no row of days
#: My day's tiles have these already.
_IN_TILES = ((Measure.CALLS, Period.DAY), (Measure.AMOUNT, Period.MONTH))


class GoalsPanel(Panel):
    """Hidden while there is nothing to show. A reached goal says so in words, once and still."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=10, margins=(16, 10, 16, 12), parent=parent)
        self.setAccessibleName(self.tr("Targets"))
        self.body.addWidget(Text(self.tr("Targets"), "caption_strong", tone="muted"))
        self.bars = GoalBars(2)
        self.streak = Text("", "caption", tone="muted", wrap=True)
        self.streak.setProperty("user_data", True)
        self.body.addWidget(self.bars)
        self.body.addWidget(self.streak)
        self.hide()

    def show_mine(self, mine: Mine, currency: str) -> None:
        """Show them; the streak from two days on."""
        goals = (*(goal for goal in mine.goals if not _is_in_tiles(goal)), *mine.together)
        self.bars.show_goals(goals, currency)
        days = mine.streak or 0
        words = plural(self.tr("%n working day(s) in a row with the day’s targets reached", "", days), days)
        self.streak.setText(words if days >= STREAK_FROM else "")
        self.streak.setVisible(days >= STREAK_FROM)
        self.setVisible(bool(goals) or days >= STREAK_FROM)


def _is_in_tiles(goal: Reached) -> bool:
    return goal.subject.whose is Whose.PERSON and (goal.measure, goal.period) in _IN_TILES
