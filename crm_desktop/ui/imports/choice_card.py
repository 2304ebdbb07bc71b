"""A choice with its plain example: a radio button as large as what it says."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.keycap import cap_width, key_hints_on, paint_cap

PAD_X, PAD_Y, CIRCLE, GAP = 14, 10, 18, 12


class ChoiceCard(QAbstractButton):
    """One of several: title and example; arrow keys move between those of one parent."""

    def __init__(self, title: str, example: str, parent: QWidget | None = None, *, key: str = "") -> None:
        super().__init__(parent)
        self._key = key  # shown at the right; who owns the card listens to it
        self._title, self._example = title, example
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setText(title.replace("&", "&&"))
        self.setAccessibleName(title)
        self.setAccessibleDescription(example)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("focusRing", True)
        self.setProperty("focusRadius", 6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        follow_theme(self._restyle)

    def set_words(self, title: str, example: str) -> None:
        """Say other words, such as what was answered before."""
        self._title = title
        self.setText(title.replace("&", "&&"))
        self.setAccessibleName(title)
        self.set_example(example)

    def set_example(self, example: str) -> None:
        """Say another example, such as one from the file."""
        self._example = example
        self.setAccessibleDescription(example)
        self._restyle()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _lines(self, width: int) -> list[str]:
        theme = current()
        room = width - theme.px(2 * PAD_X + CIRCLE + GAP)
        return paint.wrap(self._example, theme.font("table"), max(room, theme.px(80)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = current()
        lines = len(self._lines(width))
        return theme.px(2 * PAD_Y + 2) + theme.line("body_strong") + lines * theme.line("table")

    def sizeHint(self) -> QSize:
        width = max(self.width(), current().px(320))
        return QSize(current().px(320), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(200), self.heightForWidth(max(self.width(), current().px(200))))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        is_on = self.isChecked()
        fill = theme.colour("accent_soft" if is_on else "hover" if self.underMouse() else "surface")
        border = theme.colour("accent" if is_on else "border_strong")
        paint.box(painter, self.rect(), radius=theme.px(6), fill=fill, border=border)
        side = theme.px(CIRCLE)
        top = theme.px(PAD_Y) + (theme.line("body_strong") - side) / 2
        circle = QRectF(theme.px(PAD_X), top, side, side)
        ring = theme.colour("accent" if is_on else "border_strong")
        paint.box(painter, circle, radius=side / 2, fill=theme.colour("surface"), border=ring, width=1.5)
        if is_on:
            paint.dot(painter, circle.center(), side * 0.5, theme.colour("accent"))
        left = theme.px(PAD_X + CIRCLE + GAP)
        y, wide = float(theme.px(PAD_Y)), self.width() - left - theme.px(PAD_X)
        line = theme.line("body_strong")
        if self._key and key_hints_on():
            side = theme.px(theme.tokens.control.key_cap)
            cap = QRectF(self.width() - theme.px(PAD_X) - cap_width(self._key), y, cap_width(self._key), side)
            paint_cap(
                painter, cap, self._key, theme.colour("text_muted"), theme.colour("border_strong"), None
            )
            wide -= cap_width(self._key) + theme.px(GAP)
        title = paint.elide(self._title, theme.metrics("body_strong"), wide)
        paint.text(
            painter, QRectF(left, y, wide, line), title, theme.font("body_strong"), theme.colour("text")
        )
        y += line + theme.px(2)
        for words in self._lines(self.width()):
            box = QRectF(left, y, wide, theme.line("table"))
            paint.text(painter, box, words, theme.font("table"), theme.colour("text_muted"))
            y += theme.line("table")
