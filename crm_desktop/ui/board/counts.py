"""The board's first line: how many are in each state, what may be dialled, which promises are late."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.formats import group_indian
from crm_desktop.domain.presence import State
from crm_desktop.ui.board.watch import BoardWatch
from crm_desktop.ui.presence.words import COLOURS, state_words
from crm_desktop.ui.widgets.chips import StatePill
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.panel import Panel
from crm_desktop.ui.widgets.text import Text, Tone

_STATES = (State.ON_CALL, State.READY, State.WRAP_UP, State.BREAK, State.AWAY)


class _Count(QWidget):
    """A number under what it counts."""

    def __init__(self, name: str, head: QWidget) -> None:
        super().__init__()
        self._name = name
        column = Column(self, margins=(14, 8, 14, 8), gap=2)
        column.addWidget(head, 0, Qt.AlignmentFlag.AlignLeft)
        self.number = Text("–", "number", tabular=True)
        column.addWidget(self.number)

    def tell(self, number: int | None, tone: Tone = "") -> None:
        """Show it; None: not known yet."""
        words = "–" if number is None else group_indian(number)
        self.number.setText(words)
        self.number.set_tone(tone)
        self.setAccessibleName(f"{self._name}: {words}")


class CountsStrip(Panel):
    """Follows the board by itself."""

    def __init__(self, watch: BoardWatch, parent: QWidget | None = None) -> None:
        super().__init__(margins=0, gap=0, parent=parent)
        self.setAccessibleName(self.tr("The team now"))
        self._watch = watch
        row = Row(gap=0)
        self.states = {state: _Count(state_words(state), self._pill(state)) for state in _STATES}
        self.dialable = _Count(self.tr("Dialable now"), self._head(self.tr("Dialable now")))
        self.late = _Count(self.tr("Promises late"), self._head(self.tr("Promises late")))
        for place, count in enumerate((*self.states.values(), self.dialable, self.late)):
            if place:
                row.addWidget(Rule("v"))
            row.addWidget(count, 1)
        self.body.addLayout(row)
        for signal in (watch.changed, watch.counted, watch.ticked):
            signal.connect(self.tell)
        self.tell()

    @staticmethod
    def _pill(state: State) -> StatePill:
        return StatePill(COLOURS[state], state_words(state))  # type: ignore[arg-type]

    @staticmethod
    def _head(words: str) -> Text:
        return Text(words, "caption", tone="muted")

    def tell(self) -> None:
        """Count anew."""
        watch, at = self._watch, self._watch.now()
        if not watch.is_read:
            return
        counts = Counter(each.row.now.state for each in watch.order)
        for state, count in self.states.items():
            count.tell(counts[state])
        late = sum(each.row.late(at) for each in watch.order)
        self.late.tell(late, "danger" if late else "")
        campaigns = watch.campaigns
        now = None if campaigns is None else sum(each.counts.dialable for each in campaigns)
        self.dialable.tell(
            now, "danger" if now == 0 and any(each.row.is_here for each in watch.order) else ""
        )
