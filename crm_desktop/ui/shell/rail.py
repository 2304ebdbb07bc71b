"""The rail at the left: one place per page, with icon, word and a count of what waits there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from crm_desktop.ui.shell.pages import PageSpec
from crm_desktop.ui.theme import current, follow_theme, paint_icon
from crm_desktop.ui.widgets import paint

NARROW_WIDTH, NARROW_ITEM = 52, 42


class RailButton(QAbstractButton):
    """A page's place in the rail."""

    def __init__(self, spec: PageSpec, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.spec = spec
        self._key = key
        self._count = 0
        self._is_narrow = False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setText(spec.shown_title())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name_it()

    def set_count(self, count: int) -> None:
        """The number on the badge; 0 shows none."""
        self._count = count
        self._name_it()
        self.update()

    def count(self) -> int:
        """The number on the badge."""
        return self._count

    def set_narrow(self, is_narrow: bool) -> None:
        """Icon alone, the word as tooltip."""
        self._is_narrow = is_narrow
        self._name_it()
        self.updateGeometry()
        self.update()

    def _name_it(self) -> None:
        title = self.text()
        self.setAccessibleName(title)
        self.setAccessibleDescription(self.tr("%n waiting", "", self._count) if self._count else self._key)
        tip = f"{title} ({self._key})" if self._key else title
        is_cut = current().metrics("caption_strong").horizontalAdvance(title) > self.sizeHint().width()
        self.setToolTip(tip if self._is_narrow or is_cut else self._key)

    def sizeHint(self) -> QSize:
        theme = current()
        shell = theme.tokens.shell
        if self._is_narrow:
            return QSize(theme.px(NARROW_WIDTH) - 2 * theme.px(5) - 1, theme.px(NARROW_ITEM))
        # A long word is elided rather than making the rail wider.
        return QSize(theme.px(shell.rail) - 2 * theme.px(6) - 1, theme.px(shell.rail_item))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        is_on = self.isChecked()
        if is_on or self.underMouse():
            ground = theme.colour("accent_soft" if is_on else "hover")
            paint.box(painter, self.rect(), radius=theme.px(6), fill=ground)
        ink = theme.colour("accent" if is_on else "text_muted")
        side = theme.px(theme.tokens.control.icon_rail)
        line = 0 if self._is_narrow else theme.line("caption")
        gap = 0 if self._is_narrow else theme.px(4)
        top = (self.height() - side - gap - line) / 2
        paint_icon(painter, QRectF(0, top, self.width(), side), self.spec.icon, ink, side)
        if not self._is_narrow:
            style = "caption_strong" if is_on else "caption"
            words = paint.elide(self.text(), theme.metrics(style), self.width() + theme.px(4))
            box = QRectF(0, top + side + gap, self.width(), line)
            paint.text(painter, box, words, theme.font(style), ink, paint.CENTRE)
        if self._count:
            self._paint_count(painter)

    def _paint_count(self, painter: QPainter) -> None:
        theme = current()
        words = str(self._count) if self._count < 100 else "99+"
        font, metrics = theme.font("caption_strong"), theme.metrics("caption_strong")
        height = theme.px(16)
        width = max(height, metrics.horizontalAdvance(words) + theme.px(8))
        top, left = (theme.px(2), 23) if self._is_narrow else (theme.px(5), 40)
        place = QRectF(min(theme.px(left), self.width() - width), top, width, height)
        paint.box(painter, place, radius=height / 2, fill=theme.colour("danger_fill"))
        paint.text(painter, place, words, font, theme.colour("danger_fill_text"), paint.CENTRE)


class Rail(QWidget):
    """All places the person may go to; `chosen` tells the page's id."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, RailButton] = {}
        self._is_narrow = False
        self._column = QVBoxLayout(self)
        self.setAccessibleName(self.tr("Pages"))
        follow_theme(self._rescale)

    def set_pages(self, pages: Sequence[PageSpec]) -> None:
        """Show these pages; their order gives the keys Ctrl+1 … Ctrl+9, Ctrl+0."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons.clear()
        foot: list[RailButton] = []
        for number, spec in enumerate(pages, start=1):
            button = RailButton(spec, f"Ctrl {number % 10}" if number <= 10 else "", self)
            button.clicked.connect(self._clicked)
            self._buttons[spec.id] = button
            if spec.at_foot:
                foot.append(button)
            else:
                self._column.addWidget(button)
        self._column.addStretch(1)
        for button in foot:
            self._column.addWidget(button)
        self._rescale()

    def button(self, page_id: str) -> RailButton | None:
        """The place of a page; None when the person may not go there."""
        return self._buttons.get(page_id)

    def mark(self, page_id: str) -> None:
        """Show which page is in view."""
        button = self._buttons.get(page_id)
        if button is not None:
            button.setChecked(True)

    def set_narrow(self, is_narrow: bool) -> None:
        """Icons alone, for small windows."""
        if self._is_narrow != is_narrow:
            self._is_narrow = is_narrow
            self._rescale()

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, RailButton):
            self.chosen.emit(sender.spec.id)

    def _rescale(self) -> None:
        theme = current()
        side, end = (5, 4) if self._is_narrow else (6, 6)
        self.setFixedWidth(theme.px(NARROW_WIDTH if self._is_narrow else theme.tokens.shell.rail))
        self._column.setContentsMargins(*(theme.px(px) for px in (side, end, side + 1, end)))
        self._column.setSpacing(theme.px(2))
        self._fit_height()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        """Leave the words out where the window is too low for them."""
        theme = current()
        needed = len(self._buttons) * theme.px(theme.tokens.shell.rail_item + 2) + 2 * theme.px(6)
        is_narrow = self._is_narrow or (self.height() < needed and self.isVisible())
        for button in self._buttons.values():
            button.set_narrow(is_narrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.colour("border"))
