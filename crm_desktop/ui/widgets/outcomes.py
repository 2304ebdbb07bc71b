"""The results of a call: five in a row, up to three rows, one key each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from crm_desktop.ui.theme import current, follow_theme, paint_icon
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.keycap import cap_width, key_hints_changed, key_hints_on, paint_cap
from crm_desktop.ui.widgets.layouts import Grid

KEYS = "1234567890QWERT"
COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """One result to choose: what is given back, its words, its flag's icon; its key, else its place's."""

    value: object
    words: str
    icon: str = ""
    key: str = ""


class OutcomeButton(QPushButton):
    """A result: its key at the left, words, flag at the right; bordered in the accent when checked."""

    def __init__(self, outcome: Outcome, key: str, parent: QWidget | None = None) -> None:
        super().__init__(outcome.words.replace("&", "&&"), parent)
        self.outcome = outcome
        self.key = key
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(outcome.words)
        self.setAccessibleDescription(key)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        key_hints_changed.connect(self._restyle)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = current()
        return QSize(theme.px(160), theme.px(theme.tokens.control.disposition))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(110), self.sizeHint().height())

    def _colours(self) -> tuple[str, str, str, float]:
        """Ground, border, ink and border width."""
        if not self.isEnabled():
            return "surface", "border", "text_disabled", 1
        if self.isChecked():
            return "accent_soft", "accent", "text", 2
        if self.isDown():
            return "surface_sunken", "border_strong", "text", 1
        return "hover" if self.underMouse() else "surface", "border_strong", "text", 1

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        ground, border, ink, width = self._colours()
        area = QRectF(self.rect())
        paint.box(
            painter,
            area,
            radius=theme.px(6),
            fill=theme.colour(ground),
            border=theme.colour(border),
            width=width,
        )
        left, right = area.left() + theme.px(10), area.right() - theme.px(10)
        if key_hints_on():
            cap, high = cap_width(self.key), theme.px(theme.tokens.control.key_cap)
            place = QRectF(left, area.center().y() - high / 2, cap, high)
            muted = theme.colour("text_muted" if self.isEnabled() else "text_disabled")
            paint_cap(painter, place, self.key, muted, theme.colour("border_strong"), theme.colour("surface"))
            left += cap + theme.px(10)
        if self.outcome.icon:
            side = theme.px(16)
            muted = theme.colour("text_muted" if self.isEnabled() else "text_disabled")
            paint_icon(painter, QRectF(right - side, 0, side, area.height()), self.outcome.icon, muted, side)
            right -= side + theme.px(8)
        words = paint.elide(self.outcome.words, theme.metrics("button"), right - left)
        self.setToolTip(self.outcome.words if words != self.outcome.words else "")
        rect = QRectF(left, 0, right - left, area.height())
        paint.text(painter, rect, words, theme.font("button"), theme.colour(ink))


class OutcomeBar(QWidget):
    """The grid of results; `chosen` gives the value. `press` takes a key's character."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._grid = Grid(self, gap_x=8, gap_y=8)
        self._buttons: list[OutcomeButton] = []
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """Show these results; ValueError above 15."""
        if len(outcomes) > len(KEYS):
            raise ValueError(f"at most {len(KEYS)} results have a key")
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for number, outcome in enumerate(outcomes):
            button = OutcomeButton(outcome, outcome.key or KEYS[number], self)
            button.clicked.connect(self._clicked)
            self._grid.addWidget(button, number // COLUMNS, number % COLUMNS)
            self._buttons.append(button)

    def buttons(self) -> list[OutcomeButton]:
        """The buttons in order."""
        return list(self._buttons)

    def check(self, value: object | None) -> None:
        """Mark one result as the one being filled in; None marks none."""
        for button in self._buttons:
            button.setChecked(value is not None and button.outcome.value == value)

    def press(self, key: str) -> bool:
        """Choose by key, `1` … `0`, `Q` … `T` in either case; False when no result has it."""
        for button in self._buttons:
            if button.key == key.upper() and button.isEnabled():
                self._choose(button)
                return True
        return False

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, OutcomeButton):
            self._choose(sender)

    def _choose(self, button: OutcomeButton) -> None:
        self.check(button.outcome.value)
        self.chosen.emit(button.outcome.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if not (is_plain and event.text() and self.press(event.text())):
            super().keyPressEvent(event)
