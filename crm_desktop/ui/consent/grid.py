"""Purposes by ways, each with what holds and a box to choose it; nothing is chosen beforehand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from crm_desktop.domain.consent import CHANNEL_LABELS, PURPOSE_LABELS, STATE_LABELS, Channel, State
from crm_desktop.domain.purposes import OwnPurpose
from crm_desktop.services.consent import Ledger
from crm_desktop.ui.consent_texts import What, purpose_name
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
    """A line a purpose, a box a way; the arrows go from one to the next, Space chooses."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[tuple[str, Channel], CheckBox] = {}
        self._chips: dict[tuple[str, Channel], Chip] = {}
        self._purposes: tuple[str, ...] = ()
        self._own: tuple[OwnPurpose, ...] = ()
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(current().px(12))
        grid.setVerticalSpacing(current().px(8))
        for column, channel in enumerate(Channel, start=1):
            grid.addWidget(Text(tr_label(CHANNEL_LABELS[channel]), "caption", tone="muted"), 0, column)
        grid.setColumnStretch(0, 1)
        self._lines: list[QWidget] = []
        self._set_lines(())

    def _set_lines(self, own: tuple[OwnPurpose, ...]) -> None:
        """One for each general purpose, and for those of the office's own."""
        if self._purposes and own == self._own:
            return
        for widget in self._lines:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._lines, self.boxes, self._chips = [], {}, {}
        self._own, self._purposes = own, (*PURPOSE_LABELS, *(each.key for each in own))
        for line, purpose in enumerate(self._purposes, start=1):
            name = Text(purpose_name(purpose, own), "table", wrap=True)
            name.setProperty("user_data", purpose not in PURPOSE_LABELS)
            self._put(name, line, 0)
            for column, channel in enumerate(Channel, start=1):
                self._put(self._cell(purpose, channel), line, column)

    def _put(self, widget: QWidget, line: int, column: int) -> None:
        self._grid.addWidget(widget, line, column)
        self._lines.append(widget)

    def _cell(self, purpose: str, channel: Channel) -> QWidget:
        cell = QWidget(self)
        row = Row(cell, gap=2)
        named = f"{purpose_name(purpose, self._own)}: {tr_label(CHANNEL_LABELS[channel])}"
        box, chip = _Box("", accessible_name=named), Chip("")
        box.setProperty("user_data", purpose not in PURPOSE_LABELS)
        box.toggled.connect(lambda _: self.changed.emit())
        row.addWidget(box)
        row.addWidget(chip)
        row.addStretch(1)
        self.boxes[purpose, channel], self._chips[purpose, channel] = box, chip
        return cell

    def first(self) -> CheckBox:
        """Where the keyboard begins."""
        return next(iter(self.boxes.values()))

    def show_ledger(self, ledger: Ledger) -> None:
        """What holds; nothing is chosen."""
        self._set_lines(ledger.purposes)
        for key, box in self.boxes.items():
            state = ledger.state(*key)
            words = tr_label(STATE_LABELS[state or ""])
            box.setChecked(False)
            box.setAccessibleDescription(words)
            self._chips[key].show_as(words, _KINDS.get(state, "plain"))

    def chosen(self) -> What:
        """What is chosen."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        here = next((key for key, box in self.boxes.items() if box.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        purposes, channels = self._purposes, list(Channel)
        line = (purposes.index(here[0]) + step[0]) % len(purposes)
        column = (channels.index(here[1]) + step[1]) % len(channels)
        self.boxes[purposes[line], channels[column]].setFocus(Qt.FocusReason.TabFocusReason)
        event.accept()
