"""The foot of the calling screen: the acts of the state with their keys, or a question asked in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QStackedLayout, QWidget

from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.buttons import KeyCapButton, Size
from crm_desktop.ui.widgets.keycap import key_hints_changed
from crm_desktop.ui.widgets.layouts import Column, FlowLayout, Row
from crm_desktop.ui.widgets.text import IconLabel, Text

NO_ICONS_BELOW = 1340
MOST_REASONS = 6


class ActButton(KeyCapButton):
    """A button of the bar, which can become smaller and lose its icon."""

    def __init__(self, act_id: str, title: str, key: str, icon: str) -> None:
        super().__init__(title, key, icon=icon)
        self.act_id = act_id
        self._full_icon = icon
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_room(self, *, size: Size, has_icon: bool) -> None:
        """How much room the button may take."""
        icon = self._full_icon if has_icon else ""
        if (size, icon) != (self._size, self._icon):
            self._size, self._icon = size, icon
            self._restyle()


@dataclass(frozen=True, slots=True)
class BarAct:
    """One act of the bar: which states it stands in, and whether at the right end."""

    id: str
    title: str
    key: str
    icon: str
    states: frozenset[str]
    is_right: bool = False


class ActsBar(QWidget):
    """Buttons for the acts of a state; what does not fit goes into “More”."""

    pressed = Signal(str)  # an act's id
    reason_chosen = Signal(int)
    back_asked = Signal()
    grown = Signal()  # it is higher or lower now: a question may take several lines

    def __init__(self, acts: Sequence[BarAct], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = tuple(acts)
        self._state = ""
        self._hidden: frozenset[str] = frozenset()
        self._is_compact = False
        self._stack = QStackedLayout(self)
        self._make_bar()
        self._make_strip()
        self.setAccessibleName(self.tr("What you can do"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        key_hints_changed.connect(self._fit)
        follow_theme(self._restyle)

    def _make_bar(self) -> None:
        self._bar = QWidget()
        self._row = Row(self._bar, margins=(12, 0, 12, 0), gap=8)
        self._buttons: dict[str, ActButton] = {}
        left = [act for act in self._acts if not act.is_right]
        right = [act for act in self._acts if act.is_right]
        for act in left:
            self._add(act)
        self.more = ActButton("", self.tr("More"), "", "act.more")
        self.more.clicked.connect(self._open_more)
        self._menu = QMenu(self.more)
        self._row.addWidget(self.more)
        self._row.addStretch(1)
        for act in right:
            self._add(act)
        self._stack.addWidget(self._bar)

    def _add(self, act: BarAct) -> None:
        button = ActButton(act.id, act.title, act.key, act.icon)
        button.clicked.connect(self._clicked)
        button.hide()
        self._buttons[act.id] = button
        self._row.addWidget(button)

    def _make_strip(self) -> None:
        self._strip = QWidget()
        outer = Row(self._strip, margins=(16, 8, 12, 8), gap=12)
        self._strip_icon = IconLabel("call.skip")
        self._strip_title = Text("", "body_strong")
        self._strip_told = Text("", "body", wrap=True, selectable=True)
        self._strip_told.setProperty("user_data", True)
        self._strip_told.hide()  # a line of its own would take the note's room while nothing is told
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        self._reasons: list[ActButton] = []
        for place in range(MOST_REASONS):
            button = ActButton("", "", str(place + 1), "")
            button.clicked.connect(self._reason_clicked)
            flow.addWidget(button)
            self._reasons.append(button)
        self.back = KeyCapButton(self.tr("Back"), "Esc", kind="quiet")
        self.back.clicked.connect(self.back_asked)
        outer.addWidget(self._strip_icon)
        outer.addWidget(self._strip_title)
        asked = Column(gap=6)
        asked.addWidget(self._strip_told)
        asked.addWidget(holder)
        outer.addLayout(asked, 1)
        outer.addWidget(self.back)
        self._stack.addWidget(self._strip)

    # ---- what is shown -----------------------------------------------------------------------

    def button(self, act_id: str) -> ActButton:
        """The button of an act."""
        return self._buttons[act_id]

    def point(self, bar_id: str, act_id: str, key: str) -> None:
        """Let a button do another act, with its key."""
        button = self._buttons[bar_id]
        if button.act_id != act_id:
            button.act_id = act_id
            button.set_key(key)
            self._fit()

    def reason_buttons(self) -> list[ActButton]:
        """The reasons in view."""
        return [button for button in self._reasons if not button.isHidden()]

    def show_state(self, state: str, hidden: frozenset[str]) -> None:
        """The acts of a state, without those that mean nothing for this lead."""
        if self.is_asking():
            self._stack.setCurrentWidget(self._bar)
            self._restyle()
        if (state, hidden) != (self._state, self._hidden):
            self._state, self._hidden = state, hidden
            self._fit()

    def show_question(self, icon: str, title: str, reasons: Sequence[str], told: str = "") -> None:
        """A question in place of the acts, with a key for each answer; `told`: what to say meanwhile."""
        self._strip_icon.set_icon(icon)
        self._strip_title.setText(title)
        self._strip_told.setText(told)
        self._strip_told.setVisible(bool(told))
        for place, button in enumerate(self._reasons):
            button.setVisible(place < len(reasons))
            if place < len(reasons) and button.words() != reasons[place]:
                button.set_words(reasons[place])
        self._stack.setCurrentWidget(self._strip)
        self._restyle()

    def has_acts(self) -> bool:
        """Whether the state has any act here."""
        return bool(self._wanted())

    def is_asking(self) -> bool:
        """Whether a question stands in the bar."""
        return self._stack.currentWidget() is self._strip

    def set_compact(self, is_compact: bool) -> None:
        """44 high with small buttons, for windows below 1024."""
        self._is_compact = is_compact
        for button in self._reasons:
            button.set_room(size="compact" if is_compact else "normal", has_icon=False)
        self._restyle()

    def _restyle(self) -> None:
        height = current().px(44 if self._is_compact else 60)
        self.setMinimumHeight(height)
        if self.is_asking():
            self.setMaximumHeight(current().px(184 if self._strip_told.text() else 120))
        else:
            self.setMaximumHeight(height)
        side, gap = (8, 6) if self._is_compact else (12, 8)
        self._row.set_space((side, 0, side, 0), gap)
        self._fit()
        self.update()

    # ---- room --------------------------------------------------------------------------------

    def _wanted(self) -> list[ActButton]:
        return [
            self._buttons[act.id]
            for act in self._acts
            if self._state in act.states and act.id not in self._hidden
        ]

    def _fit(self) -> None:
        """Icons go first, then the last acts at the left go into “More”."""
        wanted = self._wanted()
        for button in self._buttons.values():
            if button not in wanted:
                button.hide()
        window = self.window().width() / current().zoom
        has_icons = window >= NO_ICONS_BELOW
        for button in (*wanted, self.more):
            button.set_room(size="compact" if self._is_compact else "normal", has_icon=has_icons)
        gap, room = self._row.spacing(), self.width() - 2 * self._row.contentsMargins().left()
        more_width = self.more.sizeHint().width() + gap
        shown = list(wanted)
        right = {act.id for act in self._acts if act.is_right}

        def needed(buttons: Sequence[ActButton]) -> int:
            return sum(button.sizeHint().width() + gap for button in buttons)

        overflow: list[ActButton] = []
        while shown and needed(shown) + (more_width if overflow else 0) > room:
            last = next((b for b in reversed(shown) if b.act_id not in right), shown[-1])
            shown.remove(last)
            overflow.insert(0, last)
        for button in wanted:
            button.setVisible(button in shown)
        self.more.setVisible(bool(overflow))
        self._menu.clear()
        for button in overflow:
            action = self._menu.addAction(button.words())
            action.triggered.connect(self._emitting(button.act_id))

    def _emitting(self, act_id: str) -> Callable[[], None]:
        return lambda: self.pressed.emit(act_id)

    def _open_more(self) -> None:
        corner = self.more.mapToGlobal(QPoint(0, 0))
        self._menu.popup(corner - QPoint(0, self._menu.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if event.size().height() != event.oldSize().height():
            self.grown.emit()

    # ---- pressing ----------------------------------------------------------------------------

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, ActButton):
            self.pressed.emit(sender.act_id)

    def _reason_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, ActButton):
            self.reason_chosen.emit(self._reasons.index(sender))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        border = theme.colour("accent" if self.is_asking() else "border")
        radius = theme.px(theme.tokens.radius.panel)
        paint.box(painter, QRectF(self.rect()), radius=radius, fill=theme.colour("surface"), border=border)
