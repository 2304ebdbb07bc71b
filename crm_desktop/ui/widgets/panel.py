"""Panels: a surface with a title row, its acts at the right; and the empty state."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.buttons import KeyCapButton, Kind
from crm_desktop.ui.widgets.layouts import Column, Margins, Row, Rule
from crm_desktop.ui.widgets.text import IconLabel, Text


class TitleRow(QWidget):
    """A title with chips or a count beside it and acts at the right; 44 px high."""

    def __init__(self, title: str, detail: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = Row(self, margins=(16, 4, 12, 4), gap=8)
        self.title = Text(title, "body_strong")
        self.detail = Text(detail, "body", tone="muted")
        if not detail:  # never show what has no parent yet: it would be a window for a moment
            self.detail.hide()
        self._beside = Row(gap=8)
        self._acts = Row(gap=8)
        self._row.addWidget(self.title)
        self._row.addWidget(self.detail)
        self._row.addLayout(self._beside)
        self._row.addStretch(1)
        self._row.addLayout(self._acts)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        self.setMinimumHeight(current().px(44))

    def set_title(self, title: str, detail: str = "") -> None:
        """Change the title and the muted words beside it."""
        self.title.setText(title)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))

    def add_beside(self, widget: QWidget) -> None:
        """Put a chip or the like right after the title."""
        self._beside.addWidget(widget)

    def add_act(self, widget: QWidget) -> None:
        """Put a button, key cap or note at the right end."""
        self._acts.addWidget(widget)


class _Corner(QWidget):
    """Covers what of a square child would stick out at a round corner of its panel."""

    def __init__(self, panel: QWidget, *, is_right: bool, is_bottom: bool) -> None:
        super().__init__(panel)
        self._panel = panel
        self._is_right, self._is_bottom = is_right, is_bottom
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def place(self) -> None:
        """Take the corner of the panel."""
        panel = self._panel
        side = current().px(current().tokens.radius.panel)
        x = panel.width() - side if self._is_right else 0
        y = panel.height() - side if self._is_bottom else 0
        self.setGeometry(x, y, side, side)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        side = float(self.width())
        left = -side if self._is_right else 0.0
        top = -side if self._is_bottom else 0.0
        whole = QRectF(left, top, 2 * side, 2 * side)
        outside = QPainterPath()
        outside.addRect(QRectF(self.rect()))
        inside = QPainterPath()
        inside.addRoundedRect(whole, side, side)
        painter.fillPath(outside - inside, theme.colour("window"))
        paint.box(painter, whole, radius=side, border=theme.colour("border"))


class Panel(QWidget):
    """A surface with a 1 px border and round corners; with a title it has a title row of 44.

    `body` is the column for the content; `add_section` starts another titled part below.
    """

    def __init__(
        self,
        title: str = "",
        *,
        detail: str = "",
        margins: Margins = (16, 12, 16, 12),
        gap: int = 8,
        accessible_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._outer = Column(self, margins=1, gap=0)
        self.setAccessibleName(accessible_name or title)
        self.header: TitleRow | None = None
        if title:
            self.header = TitleRow(title, detail)
            self._outer.addWidget(self.header)
            self._outer.addWidget(Rule())
        self.body = Column(margins=margins, gap=gap)
        self._outer.addLayout(self.body, 1)
        self._corners: list[_Corner] = []
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        for corner in self._corners:
            corner.place()
        self.update()

    def clip_corners(self) -> None:
        """Keep the corners round over a table that fills the panel; the panel lies on `window`."""
        self._corners = [
            _Corner(self, is_right=is_right, is_bottom=is_bottom)
            for is_right in (False, True)
            for is_bottom in (False, True)
        ]
        self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for corner in self._corners:
            corner.place()

    def set_title(self, title: str, detail: str = "") -> None:
        """Change the title of a panel made with one."""
        assert self.header is not None, "this panel has no title row"
        self.header.set_title(title, detail)
        self.setAccessibleName(title)

    def add_act(self, widget: QWidget) -> None:
        """Put a widget at the right end of the title row."""
        assert self.header is not None, "this panel has no title row"
        self.header.add_act(widget)

    def add_section(
        self, title: str = "", *, margins: Margins = (16, 12, 16, 12), gap: int = 8, stretch: int = 0
    ) -> tuple[TitleRow | None, Column]:
        """Append a part below a line: its title row (when titled) and its column."""
        self._outer.addWidget(Rule())
        header = None
        if title:
            header = TitleRow(title)
            self._outer.addWidget(header)
            self._outer.addWidget(Rule())
        column = Column(margins=margins, gap=gap)
        self._outer.addLayout(column, stretch)
        return header, column

    def set_body_stretch(self, stretch: int) -> None:
        """How the body shares height with added sections (1 at first)."""
        self._outer.setStretchFactor(self.body, stretch)

    def add_foot(self, content: QWidget | QLayout) -> None:
        """A last row below a line."""
        self._outer.addWidget(Rule())
        if isinstance(content, QWidget):
            self._outer.addWidget(content)
        else:
            self._outer.addLayout(content)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        paint.box(
            painter,
            QRectF(self.rect()),
            radius=theme.px(theme.tokens.radius.panel),
            fill=theme.colour("surface"),
            border=theme.colour("border"),
        )


class EmptyState(QWidget):
    """Nothing here yet: an icon, a title, one sentence, one act."""

    acted = Signal()

    def __init__(
        self,
        title: str,
        sentence: str = "",
        *,
        icon: str = "sign.empty",
        act: str = "",
        key: str = "",
        kind: Kind = "normal",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = Column(self, margins=24, gap=6)
        column.addStretch(1)
        self._icon = IconLabel(icon, size=20)
        self.title = Text(title, "title", wrap=True)
        self.sentence = Text(sentence, "body", tone="muted", wrap=True)
        self.button = KeyCapButton(act, key, kind=kind)
        for label in (self.title, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        column.addSpacing(current().px(6))
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.button.clicked.connect(self.acted)
        self.tell(title, sentence, act=act, key=key)

    def tell(self, title: str, sentence: str = "", *, act: str = "", key: str = "", icon: str = "") -> None:
        """Say something else; without `act` there is no button."""
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.button.set_words(act)
        self.button.set_key(key)
        self.button.setVisible(bool(act))
        if icon:
            self._icon.set_icon(icon)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
