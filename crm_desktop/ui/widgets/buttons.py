"""Buttons with icon, words and the key that presses them; icon-only buttons; links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from crm_desktop.ui.theme import current, follow_theme, paint_icon
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.keycap import cap_width, key_hints_changed, key_hints_on, key_words, paint_cap

Kind = Literal["normal", "primary", "quiet", "link", "danger", "danger-outline", "inverted"]
Size = Literal["compact", "normal", "large"]
FILLED = ("primary", "danger")


@dataclass(frozen=True, slots=True)
class Face:
    """The colours of a button in one state; None paints nothing."""

    fill: QColor | None
    border: QColor | None
    text: QColor


def face(kind: Kind, *, is_on: bool, is_hover: bool, is_down: bool) -> Face:
    """The colours for a kind in a state."""
    c = current().colour
    if kind == "inverted":
        return Face(None, c("tooltip_text"), c("tooltip_text"))
    if not is_on:
        return Face(
            None if kind in ("quiet", "link") else c("surface"),
            None if kind in ("quiet", "link") else c("border"),
            c("text_disabled"),
        )
    if kind == "primary":
        fill = c("accent_pressed" if is_down else "accent_hover" if is_hover else "accent")
        return Face(fill, None, c("accent_text"))
    if kind == "danger":
        return Face(
            c("danger_fill_hover" if is_hover or is_down else "danger_fill"), None, c("danger_fill_text")
        )
    ground = c("surface_sunken" if is_down else "hover") if is_hover or is_down else None
    if kind == "quiet":
        return Face(ground, None, c("text" if ground else "text_muted"))
    if kind == "link":
        return Face(ground, None, c("link"))
    if kind == "danger-outline":
        return Face(c("danger_soft") if is_hover or is_down else c("surface"), c("danger"), c("danger"))
    return Face(ground or c("surface"), c("border_strong"), c("text"))


def _softer(colour: QColor) -> QColor:
    """The colour a little back, for the cap inside a filled button."""
    soft = QColor(colour)
    soft.setAlphaF(0.85)
    return soft


class _PaintedButton(QPushButton):
    """What painted buttons share: hover, sizes from tokens, repaint on theme change."""

    def __init__(self, kind: Kind, size: Size, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._kind: Kind = kind
        self._size: Size = size
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._hint: QSize | None = None

    def _restyle(self) -> None:
        self._hint = None
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, as Space does; Qt does so in dialogs only."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def set_kind(self, kind: Kind) -> None:
        """Change the kind, as when another act becomes the primary one."""
        if kind != self._kind:
            self._kind = kind
            self._restyle()

    def kind(self) -> Kind:
        """The button's kind."""
        return self._kind

    def _height(self) -> int:
        theme = current()
        return theme.px(getattr(theme.tokens.control, self._size))

    def _face(self) -> Face:
        is_down = self.isDown() or (self.isCheckable() and self.isChecked())
        return face(self._kind, is_on=self.isEnabled(), is_hover=self.underMouse(), is_down=is_down)


class KeyCapButton(_PaintedButton):
    """A button: icon, words and, at the right, the key that presses it.

    The key is shown, not bound: the act's own shortcut does the work. The accessible name is the words,
    the key goes to the description and the tooltip of a button that is too narrow.
    """

    def __init__(
        self,
        words: str,
        key: str | QKeySequence = "",
        *,
        kind: Kind = "normal",
        size: Size = "normal",
        icon: str = "",
        icon_right: str = "",
        spread: bool = False,
        accessible_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kind, size, parent)
        self._icon = icon
        self._icon_right = icon_right
        self._spread = spread
        self._name = accessible_name
        self._words = ""
        self._key = ""
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(accessible_name)
        self.set_words(words)
        self.set_key(key)
        key_hints_changed.connect(self._restyle)
        follow_theme(self._restyle)

    def words(self) -> str:
        """The words on the button."""
        return self._words

    def set_words(self, words: str) -> None:
        """Change the words."""
        if words == self._words:
            return
        self._words = words
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(self._name or words)
        self._restyle()

    def set_key(self, key: str | QKeySequence) -> None:
        """Change the key shown; empty shows none."""
        shown = key_words(key)
        if shown != self._key:
            self._key = shown
            self.setAccessibleDescription(shown)
            self._restyle()

    def set_icon(self, name: str) -> None:
        """Change the icon; empty shows none."""
        if name != self._icon:
            self._icon = name
            self._restyle()

    def _font(self) -> tuple[QFont, QFontMetrics]:
        theme = current()
        style = {"compact": "button_small", "normal": "button", "large": "button_large"}[self._size]
        weight = 600 if self._kind in (*FILLED, "inverted") else 500
        return theme.font(style, weight=weight), theme.metrics(style, weight=weight)

    def _parts(self) -> tuple[int, int, int, int]:
        """Padding at the sides, gap, icon side and cap width, in px."""
        theme = current()
        pad = {"compact": 10, "normal": 14, "large": 18}[self._size]
        if self._kind == "link":
            pad = 6
        gap = 6 if self._size == "compact" else 8
        cap = cap_width(self._key) if self._key and key_hints_on() else 0
        return theme.px(pad), theme.px(gap), theme.px(16), cap

    def sizeHint(self) -> QSize:
        if self._hint is None:
            self._hint = self._measure()
        return self._hint

    def _measure(self) -> QSize:
        pad, gap, icon, cap = self._parts()
        widths = [icon] if self._icon else []
        if self._words:
            widths.append(self._font()[1].horizontalAdvance(self._words) + 1)
        if cap:
            widths.append(cap)
        if self._icon_right:
            widths.append(icon)
        width = 2 * pad + sum(widths) + gap * max(0, len(widths) - 1)
        return QSize(max(width, self._height()), self._height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        colours = self._face()
        area = QRectF(self.rect())
        paint.box(painter, area, radius=theme.px(6), fill=colours.fill, border=colours.border)
        pad, gap, icon, cap = self._parts()
        font, metrics = self._font()
        content = self.sizeHint().width() - 2 * pad
        if self._spread:
            left, right = area.left() + pad, area.right() - pad
        else:
            spare = max(0.0, area.width() - content) / 2
            left, right = area.left() + spare, area.right() - spare
        if self._icon:
            paint_icon(painter, QRectF(left, 0, icon, area.height()), self._icon, colours.text, icon)
            left += icon + gap
        if self._icon_right:
            right_box = QRectF(right - icon, 0, icon, area.height())
            paint_icon(painter, right_box, self._icon_right, colours.text, icon)
            right -= icon + gap
        if cap:
            self._paint_cap(painter, QRectF(right - cap, 0, cap, area.height()), colours)
            right -= cap + gap
        words = paint.elide(self._words, metrics, right - left + 1)
        paint.text(painter, QRectF(left, 0, right - left, area.height()), words, font, colours.text)

    def _paint_cap(self, painter: QPainter, rect: QRectF, colours: Face) -> None:
        theme = current()
        height = theme.px(theme.tokens.control.key_cap)
        cap = QRectF(rect.left(), rect.center().y() - height / 2, rect.width(), height)
        if self._kind == "inverted":
            paint.text(painter, cap, self._key, theme.font("chip"), _softer(colours.text), paint.CENTRE)
            return
        if self._kind in FILLED and self.isEnabled():
            soft = _softer(colours.text)
            paint_cap(painter, cap, self._key, soft, soft, None)
            return
        border = theme.colour("border_strong" if self.isEnabled() else "border")
        text = theme.colour("text_muted" if self.isEnabled() else "text_disabled")
        paint_cap(painter, cap, self._key, text, border, theme.colour("surface"))


class IconButton(_PaintedButton):
    """A button of an icon alone; its name is the tooltip and the accessible name.

    `side` in px at 100 % is for places lower than 28, such as inside a field.
    """

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        kind: Kind = "quiet",
        size: Size = "compact",
        key: str = "",
        side: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kind, size, parent)
        self._icon = icon
        self._side = side
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key_words(key)})" if key else name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def set_icon(self, icon: str, name: str) -> None:
        """Another icon with its name, as for show and hide."""
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def _height(self) -> int:
        return current().px(self._side) if self._side else super()._height()

    def sizeHint(self) -> QSize:
        return QSize(self._height(), self._height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        colours = self._face()
        paint.box(painter, self.rect(), radius=theme.px(6), fill=colours.fill, border=colours.border)
        side = theme.px(14 if self._icon == "act.close" else 16)
        paint_icon(painter, self.rect(), self._icon, colours.text, side)
