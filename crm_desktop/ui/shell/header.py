"""The header: page and campaign at the left; search, presence and the person at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QWidget

from crm_desktop.ui.theme import current, follow_theme, paint_icon
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.chips import State, StatePill
from crm_desktop.ui.widgets.keycap import cap_width, key_hints_changed, key_hints_on, paint_cap
from crm_desktop.ui.widgets.text import Text

SEARCH_WIDTH, SEARCH_NARROW, NARROW_HEIGHT, NAME_WIDTH = 250, 96, 44, 180


class SearchButton(QAbstractButton):
    """Looks like a field and opens the palette, where typing begins."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_narrow = False
        self.setText(self.tr("Find a lead or an act"))
        self.setAccessibleName(self.text())
        self.setAccessibleDescription("Ctrl K")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("elides", True)

    def set_narrow(self, is_narrow: bool) -> None:
        """Icon and key alone."""
        self._is_narrow = is_narrow
        self.setToolTip(self.text() if is_narrow else "")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        theme = current()
        width = SEARCH_NARROW if self._is_narrow else SEARCH_WIDTH
        return QSize(theme.px(width), theme.px(theme.tokens.control.compact))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        ground = theme.colour("hover" if self.underMouse() or self.isDown() else "surface")
        paint.box(painter, self.rect(), radius=theme.px(6), fill=ground, border=theme.colour("border_strong"))
        muted, side, pad = theme.colour("text_muted"), theme.px(16), theme.px(8)
        paint_icon(painter, QRectF(pad, 0, side, self.height()), "act.search", muted, side)
        left, right = pad + side + pad, self.width() - pad
        if key_hints_on():
            cap, height = cap_width("Ctrl K"), theme.px(theme.tokens.control.key_cap)
            place = QRectF(right - cap, (self.height() - height) / 2, cap, height)
            if self._is_narrow:
                place.moveLeft(left)
            paint_cap(painter, place, "Ctrl K", muted, theme.colour("border_strong"), theme.colour("surface"))
            right -= cap + pad
        if not self._is_narrow:
            words = paint.elide(self.text(), theme.metrics("table"), right - left)
            box = QRectF(left, 0, right - left, self.height())
            paint.text(painter, box, words, theme.font("table"), muted)


class PersonButton(QAbstractButton):
    """The person signed in, with the menu of what concerns them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("user_data", True)
        self.setProperty("elides", True)
        self.menu = QMenu(self)
        self.clicked.connect(self.open_menu)

    def set_name(self, name: str) -> None:
        """Show this person."""
        self.setText(name)
        self.setAccessibleName(self.tr("Signed in: {name}").format(name=name))
        self.setToolTip(name if self._is_cut() else "")
        self.updateGeometry()
        self.update()

    def open_menu(self) -> None:
        """Open the menu below the name; it does not block the program."""
        corner = self.mapToGlobal(QPoint(self.width(), self.height() + current().px(4)))
        self.menu.popup(corner - QPoint(self.menu.sizeHint().width(), 0))

    def _is_cut(self) -> bool:
        theme = current()
        return theme.metrics("body").horizontalAdvance(self.text()) > theme.px(NAME_WIDTH)

    def sizeHint(self) -> QSize:
        theme = current()
        words = min(theme.metrics("body").horizontalAdvance(self.text()) + 1, theme.px(NAME_WIDTH))
        return QSize(words + theme.px(8 + 16 + 8), theme.px(theme.tokens.control.compact))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        if self.underMouse() or self.isDown():
            paint.box(painter, self.rect(), radius=theme.px(6), fill=theme.colour("hover"))
        pad, side = theme.px(4), theme.px(16)
        room = self.width() - 2 * pad - side - theme.px(8)
        words = paint.elide(self.text(), theme.metrics("body"), room + 1)
        paint.text(
            painter, QRectF(pad, 0, room, self.height()), words, theme.font("body"), theme.colour("text")
        )
        chevron = QRectF(self.width() - pad - side, 0, side, self.height())
        paint_icon(painter, chevron, "sign.chevron_down", theme.colour("text"), side)


class Header(QWidget):
    """The line above the page."""

    search_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_narrow = False
        self._slot: list[QWidget] = []
        self.title = Text("", "page", parent=self)
        self.search = SearchButton(self)
        self.search.clicked.connect(self.search_asked)
        self.presence = StatePill("away", "", height=28, parent=self)
        self.presence.hide()
        self.person = PersonButton(self)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.title)
        self._row.addStretch(1)
        for widget in (self.search, self.presence, self.person):
            self._row.addWidget(widget)
        key_hints_changed.connect(self.search.update)
        follow_theme(self._rescale)

    def show_page(self, title: str, widgets: Sequence[QWidget]) -> None:
        """Show the page's title and the widgets it brings; they stay the page's own."""
        self.title.setText(title)
        for widget in self._slot:
            if widget not in widgets:
                self._row.removeWidget(widget)
                widget.hide()
        for place, widget in enumerate(widgets, start=1):
            self._row.insertWidget(place, widget)
            widget.show()
        self._slot = list(widgets)

    def set_presence(self, state: State | None, words: str) -> None:
        """The pill of the person's state; None takes it away."""
        self.presence.setVisible(state is not None)
        if state is not None:
            self.presence.show_state(state, words)

    def forget_page(self) -> None:
        """The page is going to be deleted, and its widgets with it."""
        for widget in self._slot:
            self._row.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._slot = []

    def set_narrow(self, is_narrow: bool) -> None:
        """The low header, for small windows."""
        if self._is_narrow != is_narrow:
            self._is_narrow = is_narrow
            self.search.set_narrow(is_narrow)
            self.title.set_style("title" if is_narrow else "page")
            self._rescale()

    def _rescale(self) -> None:
        theme = current()
        self.setFixedHeight(theme.px(NARROW_HEIGHT if self._is_narrow else theme.tokens.shell.header))
        side = theme.px(10 if self._is_narrow else 16)
        self._row.setContentsMargins(side, 0, side - theme.px(4), 1)
        self._row.setSpacing(theme.px(8 if self._is_narrow else 12))
        for widget in (self.search, self.presence, self.person):
            widget.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("border"))
