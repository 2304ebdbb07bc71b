"""Banners: what goes on until it is solved, with at most two acts."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.buttons import IconButton, KeyCapButton, Kind
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.text import ElidedText, IconLabel, Text, Tone

BannerKind = Literal["info", "warn", "bad", "ok", "practice"]
MAX_ACTS = 2

# kind → ground, line, icon's tone, icon
BANNERS: dict[str, tuple[str, str, Tone, str]] = {
    "info": ("info_soft", "info", "info", "sign.info"),
    "warn": ("warning_soft", "warning", "warning", "sign.warning"),
    "bad": ("danger_soft", "danger", "danger", "sign.error"),
    "ok": ("success_soft", "success", "success", "sign.ok"),
    "practice": ("state_break_soft", "state_break", "break", "call.practice"),
}


class Banner(QWidget):
    """A line across the page: icon, words (bold lead first), acts, a cross where it may be closed."""

    closed = Signal()

    def __init__(
        self,
        kind: BannerKind,
        words: str,
        *,
        lead: str = "",
        icon: str = "",
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind: BannerKind = kind
        _, _, tone, own_icon = BANNERS[kind]
        self._row = Row(self, margins=(14, 5, 8, 5), gap=10)
        self._icon = IconLabel(icon or own_icon, tone=tone)
        self._lead = Text(lead, "body_strong")
        if not lead:  # never show what has no parent yet: it would be a window for a moment
            self._lead.hide()
        is_practice = kind == "practice"
        self._words = ElidedText(
            words,
            "body_strong" if is_practice else "body",
            tone="break" if is_practice else "",
            most_lines=2,
        )
        self._close = IconButton("act.close", self.tr("Close"))
        if not closable:  # never show what has no parent yet: it would be a window for a moment
            self._close.hide()
        self._close.clicked.connect(self._closed)
        self._acts: list[KeyCapButton] = []
        self._row.addWidget(self._icon)
        self._row.addWidget(self._lead)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._close)
        self._name()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        px = current().px
        is_list = "\n" in self._words.text()  # one line a thing: the sign stands at the first
        self.setMinimumHeight(self._words.sizeHint().height() + 2 * px(10) if is_list else px(40))
        self._row.set_space((14, 10, 8, 10) if is_list else (14, 5, 8, 5), 10)
        align = Qt.AlignmentFlag.AlignTop if is_list else Qt.AlignmentFlag.AlignVCenter
        for part in (self._icon, self._lead):
            self._row.setAlignment(part, align)
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(f"{self._lead.text()} {self._words.text()}".strip())

    def _closed(self) -> None:
        self.hide()
        self.closed.emit()

    def tell(self, words: str, lead: str = "") -> None:
        """Change the words."""
        self._words.setText(words)
        self._lead.setText(lead)
        self._lead.setVisible(bool(lead))
        self._name()
        self._restyle()

    def add_act(self, words: str, key: str = "", *, icon: str = "", kind: Kind = "normal") -> KeyCapButton:
        """Add a button; ValueError at the third, a banner is no menu."""
        if len(self._acts) >= MAX_ACTS:
            raise ValueError("a banner has at most two acts")
        button = KeyCapButton(words, key, size="compact", icon=icon, kind=kind)
        self._row.insertWidget(self._row.indexOf(self._close), button)
        self._acts.append(button)
        return button

    def acts(self) -> list[KeyCapButton]:
        """Its buttons, in order."""
        return list(self._acts)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        ground, line, _, _ = BANNERS[self._kind]
        painter = QPainter(self)
        paint.smooth(painter)
        paint.box(
            painter,
            QRectF(self.rect()),
            radius=theme.px(8),
            fill=theme.colour(ground),
            border=theme.colour(line),
            dashed=self._kind == "practice",
        )
