"""Purposes by ways, each with what holds and a box to choose it; nothing is chosen beforehand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from crm_desktop.domain.consent import CHANNEL_LABELS, PURPOSE_LABELS, STATE_LABELS, Channel, Purpose, State
from crm_desktop.services.consent import EVERYTHING, Ledger
from crm_desktop.ui.consent_texts import What
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.chips import Chip, ChipKind
from crm_desktop.ui.widgets.choice import CheckBox
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.text import Text

_KINDS: dict[State | None, ChipKind] = {
    State.GIVEN: "ok",
    State.REFUSED: "bad",
    State.WITHDRAWN: "bad",
    State.EXPIRED: "warn",
}
_STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}


class _Box(CheckBox):
    """Leaves the arrows to the grid."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _STEPS:
            event.ignore()
            return
        super().keyPressEvent(event)


class ConsentGrid(QWidget):
    """Ten boxes; the arrows go from one to the next, Space chooses."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[tuple[Purpose, Channel], CheckBox] = {}
        self._chips: dict[tuple[Purpose, Channel], Chip] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(current().px(12))
        grid.setVerticalSpacing(current().px(8))
        for column, channel in enumerate(Channel, start=1):
            grid.addWidget(Text(tr_label(CHANNEL_LABELS[channel]), "caption", tone="muted"), 0, column)
        for line, purpose in enumerate(Purpose, start=1):
            name = Text(tr_label(PURPOSE_LABELS[purpose]), "table", wrap=True)
            grid.addWidget(name, line, 0)
            for column, channel in enumerate(Channel, start=1):
                grid.addWidget(self._cell(purpose, channel), line, column)
        grid.setColumnStretch(0, 1)

    def _cell(self, purpose: Purpose, channel: Channel) -> QWidget:
        cell = QWidget(self)
        row = Row(cell, gap=2)
        box, chip = _Box("", accessible_name=self._named(purpose, channel)), Chip("")
        box.toggled.connect(lambda _: self.changed.emit())
        row.addWidget(box)
        row.addWidget(chip)
        row.addStretch(1)
        self.boxes[purpose, channel], self._chips[purpose, channel] = box, chip
        return cell

    def _named(self, purpose: Purpose, channel: Channel) -> str:
        return f"{tr_label(PURPOSE_LABELS[purpose])}: {tr_label(CHANNEL_LABELS[channel])}"

    def show_ledger(self, ledger: Ledger) -> None:
        """What holds; nothing is chosen."""
        for key in EVERYTHING:
            state = ledger.state(*key)
            words = tr_label(STATE_LABELS[state or ""])
            self.boxes[key].setChecked(False)
            self.boxes[key].setAccessibleDescription(words)
            self._chips[key].show_as(words, _KINDS.get(state, "plain"))

    def chosen(self) -> What:
        """What is chosen."""
        return tuple(key for key in EVERYTHING if self.boxes[key].isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        here = next((key for key, box in self.boxes.items() if box.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        purposes, channels = list(Purpose), list(Channel)
        line = (purposes.index(here[0]) + step[0]) % len(purposes)
        column = (channels.index(here[1]) + step[1]) % len(channels)
        self.boxes[purposes[line], channels[column]].setFocus(Qt.FocusReason.TabFocusReason)
        event.accept()
