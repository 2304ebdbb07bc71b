"""The status line: what is saved, the queue, the day's target, and the key that shows all keys."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from crm_desktop.ui.shell.page import StatusPart, StatusParts
from crm_desktop.ui.theme import current, follow_theme, paint_icon
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.keycap import cap_width, key_hints_changed, key_hints_on, paint_cap

BAR_WIDTH, BAR_HEIGHT, NARROW_HEIGHT = 96, 6, 24
GOOD_ICONS = ("sign.ok",)


class StatusItem(QWidget):
    """One figure of the status line."""

    def __init__(self, part: StatusPart, parent: QWidget) -> None:
        super().__init__(parent)
        self._has_room = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_part(part)

    def show_part(self, part: StatusPart) -> None:
        """Show another figure."""
        self._part = part
        before, _, after = part.text.partition("{}")
        pieces = [(before, False), (part.figure, True), (after, False)]
        self._pieces = [piece for piece in pieces if piece[0]]
        self.setAccessibleName(part.text.replace("{}", part.figure))
        self._restyle()

    def part(self) -> StatusPart:
        """The figure shown."""
        return self._part

    def set_bar(self, is_shown: bool) -> None:
        """Leave the bar out where room is short."""
        if is_shown != self._has_room:
            self._has_room = is_shown
            self._restyle()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    @property
    def _shows_bar(self) -> bool:
        return self._has_room and self._part.share is not None

    def text(self) -> str:
        """What it says."""
        return self.accessibleName()

    def _widths(self) -> list[int]:
        theme = current()
        return [
            theme.metrics("caption_strong" if strong else "caption", tabular=strong).horizontalAdvance(words)
            for words, strong in self._pieces
        ]

    def sizeHint(self) -> QSize:
        theme = current()
        width = sum(self._widths()) + 1
        if self._part.icon:
            width += theme.px(16 + 6)
        if self._shows_bar:
            width += theme.px(16 + BAR_WIDTH)
        return QSize(width, theme.line("caption"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        left = 0.0
        if self._part.icon:
            ink = theme.colour("success" if self._part.icon in GOOD_ICONS else "text_muted")
            side = theme.px(16)
            paint_icon(painter, QRectF(0, 0, side, self.height()), self._part.icon, ink, side)
            left = side + theme.px(6)
        for (words, strong), width in zip(self._pieces, self._widths(), strict=True):
            font = theme.font("caption_strong" if strong else "caption", tabular=strong)
            ink = theme.colour("text" if strong else "text_muted")
            paint.text(painter, QRectF(left, 0, width + 1, self.height()), words, font, ink)
            left += width
        if self._shows_bar and self._part.share is not None:
            self._paint_bar(painter, left + theme.px(16), self._part.share)

    def _paint_bar(self, painter: QPainter, left: float, share: float) -> None:
        theme = current()
        height = theme.px(BAR_HEIGHT)
        ground = QRectF(left, (self.height() - height) / 2, theme.px(BAR_WIDTH), height)
        paint.box(painter, ground, radius=height / 2, fill=theme.colour("surface_sunken"))
        done = QRectF(ground)
        done.setWidth(ground.width() * min(1.0, max(0.0, share)))
        if done.width() > 1:
            paint.box(painter, done, radius=height / 2, fill=theme.colour("accent"))


class KeysButton(QAbstractButton):
    """“? Keys” at the right end."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(self.tr("Keys"))
        self.setAccessibleName(self.tr("Show all keys"))
        self.setToolTip(self.tr("Show all keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        key_hints_changed.connect(self.updateGeometry)

    def _cap(self) -> int:
        return cap_width("?") + current().px(8) if key_hints_on() else 0

    def sizeHint(self) -> QSize:
        theme = current()
        return QSize(theme.metrics("caption").horizontalAdvance(self.text()) + 1 + self._cap(), theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        muted = theme.colour("text" if self.underMouse() else "text_muted")
        if key_hints_on():
            cap = QRectF(0, 0, cap_width("?"), self.height())
            paint_cap(painter, cap, "?", muted, theme.colour("border_strong"), theme.colour("surface"))
        words = QRectF(self._cap(), 0, self.width() - self._cap(), self.height())
        paint.text(painter, words, self.text(), theme.font("caption"), muted)


class StatusLine(QWidget):
    """The line at the foot; the page says what stands in it."""

    keys_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_narrow = False
        self._items: list[tuple[StatusItem, bool]] = []
        self._row = QHBoxLayout(self)
        self._row.addStretch(1)
        self._keys = KeysButton(self)
        self._keys.clicked.connect(self.keys_asked)
        self._row.addWidget(self._keys)
        follow_theme(self._rescale)

    def show_parts(self, parts: StatusParts) -> None:
        """Show these figures in place of the ones before; as many as before are changed in place."""
        wanted = [(part, True) for part in parts.left] + [(part, False) for part in parts.right]
        if [is_left for _, is_left in wanted] == [is_left for _, is_left in self._items]:
            changed = [(item, part) for (item, _), (part, _) in zip(self._items, wanted, strict=True)]
            changed = [(item, part) for item, part in changed if item.part() != part]
            for item, part in changed:
                item.show_part(part)
            if changed:
                self._fit()
            return
        for item, _ in self._items:
            self._row.removeWidget(item)
            item.hide()
            item.deleteLater()
        self._items = [(StatusItem(part, self), True) for part in parts.left]
        self._items += [(StatusItem(part, self), False) for part in parts.right]
        for at, (item, is_left) in enumerate(self._items):
            self._row.insertWidget(at if is_left else at + 1, item)
            item.set_bar(not self._is_narrow)
            item.show()
        self._fit()

    def texts(self) -> list[str]:
        """What the line says, part by part."""
        return [item.text() for item, _ in self._items]

    def set_narrow(self, is_narrow: bool) -> None:
        """The low line without bars, for small windows."""
        if self._is_narrow != is_narrow:
            self._is_narrow = is_narrow
            for item, _ in self._items:
                item.set_bar(not is_narrow)
            self._rescale()

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def _fit(self) -> None:
        """Leave out the inner figures rather than cut any in two."""
        gap = self._row.spacing()
        room = self.width() - self._row.contentsMargins().left() * 2 - self._keys.sizeHint().width() - gap
        left = [item for item, is_left in self._items if is_left]
        right = [item for item, is_left in self._items if not is_left]
        keep_first = [*left[:1], *right[:1], *left[1:], *right[1:]]
        for item in keep_first:
            room -= item.sizeHint().width() + gap
            item.setVisible(room >= 0)

    def _rescale(self) -> None:
        theme = current()
        height = NARROW_HEIGHT if self._is_narrow else theme.tokens.shell.status
        self.setFixedHeight(theme.px(height))
        side = theme.px(10 if self._is_narrow else 16)
        self._row.setContentsMargins(side, 1, side, 0)
        self._row.setSpacing(theme.px(16))
        self._fit()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("border"))
