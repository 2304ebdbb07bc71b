"""The hero of the calling screen: state, name, number, facts, and room for acts at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.chips import Chip, State
from crm_desktop.ui.widgets.layouts import Column, Row, Rule
from crm_desktop.ui.widgets.text import IconLabel, Text

EDGE = 4
MOST_FITTED = 64  # widths and names whose lines are kept


class HeroName(QWidget):
    """A name that fits itself in: 28 px, then 22 px, then two lines of 22; never cut before that."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._is_compact = False
        self._style = "lead_name"
        self._lines = [name]
        self._fitted: dict[tuple[str, bool, int], tuple[str, list[str]]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        follow_theme(self._restyle)

    def set_name(self, name: str) -> None:
        """Show another name."""
        if name == self._name:
            return
        self._name = name
        self.setAccessibleName(name)
        self._refit()

    def set_compact(self, is_compact: bool) -> None:
        """Begin at 22 px, for windows below 1024."""
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self._refit()

    def style_name(self) -> str:
        """The type style chosen for the width."""
        return self._style

    def lines(self) -> list[str]:
        """The lines as shown."""
        return list(self._lines)

    def _fit(self, width: int) -> tuple[str, list[str]]:
        key = (self._name, self._is_compact, width)
        found = self._fitted.get(key)
        if found is None:
            if len(self._fitted) >= MOST_FITTED:
                self._fitted.clear()
            found = self._fitted[key] = self._fit_anew(width)
        return found

    def _fit_anew(self, width: int) -> tuple[str, list[str]]:
        theme = current()
        styles = ["lead_name_small"] if self._is_compact else ["lead_name", "lead_name_small"]
        for style in styles:
            if theme.metrics(style).horizontalAdvance(self._name) <= width:
                return style, [self._name]
        font = theme.font("lead_name_small")
        if self._is_compact:
            return "lead_name_small", [paint.elide(self._name, theme.metrics("lead_name_small"), width)]
        return "lead_name_small", paint.wrap(self._name, font, width, max_lines=2)

    def _restyle(self) -> None:
        self._fitted.clear()
        self._refit()

    def _refit(self) -> None:
        self._style, self._lines = self._fit(max(1, self.width()))
        self.setToolTip(self._name if self._lines != [self._name] else "")
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def heightForWidth(self, width: int) -> int:
        style, lines = self._fit(width)
        return len(lines) * current().line(style)

    def sizeHint(self) -> QSize:
        theme = current()
        width = theme.metrics("lead_name").horizontalAdvance(self._name) + 1
        return QSize(width, len(self._lines) * theme.line(self._style))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(160), len(self._lines) * current().line(self._style))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        line = theme.line(self._style)
        top = (self.height() - line * len(self._lines)) / 2
        for number, words in enumerate(self._lines):
            area = QRectF(0, top + number * line, self.width(), line)
            paint.text(painter, area, words, theme.font(self._style), theme.colour("text"))


class Hero(QWidget):
    """Who, number, how long, what next. The left edge and the title wear the state's one colour.

    `side` is the column at the right, behind a line: put timers and acts there; it is hidden while
    empty. `facts` is the row after the number.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: State = "ready"
        self._is_compact = False
        outer = Row(self, margins=(EDGE, 1, 1, 1), gap=0)
        self._who = Column(margins=(18, 14, 20, 14), gap=6)
        self._title_row = Row(gap=12)
        self._icon = IconLabel("call.dial", tone="ready")
        self._title = Text("", "body_strong", tone="ready")
        self._chips: list[Chip] = []
        self._title_row.addWidget(self._icon)
        self._title_row.addWidget(self._title)
        self._title_row.addStretch(1)
        self.name = HeroName()
        self._number_row = Row(gap=24)
        self.number = Text("", "number", tabular=True, selectable=True)
        self.number_side = Row(gap=8)
        self.facts = Row(gap=24)
        self._number_row.addWidget(self.number)
        self._number_row.addLayout(self.number_side)
        self._number_row.addLayout(self.facts)
        self._number_row.addStretch(1)
        self._who.addStretch(1)
        self._who.addLayout(self._title_row)
        self._who.addWidget(self.name)
        self._who.addLayout(self._number_row)
        self._who.addStretch(1)
        outer.addLayout(self._who, 1)
        self._line = Rule("v")
        outer.addWidget(self._line)
        self._side = QWidget()
        self.side = Column(self._side, margins=(20, 14, 20, 14), gap=10)
        outer.addWidget(self._side)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_side_shown(False)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.setMinimumHeight(current().px(92 if self._is_compact else 138))
        self.updateGeometry()
        self.update()

    def set_state(self, state: State, title: str, *, icon: str = "", chips: Sequence[Chip] = ()) -> None:
        """The state's colour, its word as title, and chips beside it (why this lead, which try)."""
        self._state = state
        self._title.setText(title)
        self._title.set_tone(state)
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.set_icon(icon, state)
        for chip in self._chips:
            self._title_row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = list(chips)
        for position, chip in enumerate(self._chips):
            self._title_row.insertWidget(2 + position, chip)
        self._rename()
        self.update()

    def set_lead(self, name: str, number: str = "") -> None:
        """The name and the number as shown, `+91 98200 12345`; without a number its place closes."""
        self.name.set_name(name)
        self.number.setText(number)
        self.number.setVisible(bool(number))
        self._rename()

    def _rename(self) -> None:
        parts = [self._title.text(), self.name.accessibleName(), self.number.text()]
        self.setAccessibleName(", ".join(part for part in parts if part))

    def add_fact(self, icon: str, words: str, *, strong: str = "") -> None:
        """A fact after the number: a bold part first (`15:42`), then words (`in Chennai`)."""
        row = QHBoxLayout()
        row.setSpacing(current().px(8))
        if icon:
            row.addWidget(IconLabel(icon))
        if strong:
            row.addWidget(Text(strong, "body_strong", tabular=True))
        if words:
            row.addWidget(Text(words, "body", tone="muted"))
        self.facts.addLayout(row)

    def clear_facts(self) -> None:
        """Take the facts away."""
        while (item := self.facts.takeAt(0)) is not None:
            inner = item.layout()
            while inner is not None and (part := inner.takeAt(0)) is not None:
                widget = part.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()

    def set_side_shown(self, is_shown: bool, *, width: int = 0) -> None:
        """Show the area at the right, at a least width in px at 100 %."""
        self._line.setVisible(is_shown)
        self._side.setVisible(is_shown)
        self._side.setMinimumWidth(current().px(width))

    def set_compact(self, is_compact: bool) -> None:
        """92 px high with smaller type, for windows below 1024."""
        self._is_compact = is_compact
        self.name.set_compact(is_compact)
        self._who.set_space((18, 6, 12, 6) if is_compact else (18, 14, 20, 14), 1 if is_compact else 6)
        self.side.set_space((12, 8, 12, 8) if is_compact else (20, 14, 20, 14), 6 if is_compact else 10)
        self.number.set_style("page" if is_compact else "number")
        self._restyle()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), current().px(92 if self._is_compact else 138)))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        area = QRectF(self.rect())
        radius = theme.px(theme.tokens.radius.panel)
        paint.box(painter, area, radius=radius, fill=theme.colour("surface"), border=theme.colour("border"))
        shape = paint.left_rounded(QRectF(0, 0, theme.px(EDGE) + 1, area.height()), radius)
        painter.fillPath(shape, theme.colour(f"state_{self._state}"))
