"""Choosing: combo box and check box."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QWidget,
)

from crm_desktop.ui.theme import current, follow_theme, paint_icon
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.buttons import Size
from crm_desktop.ui.widgets.field import EDIT_STYLE
from crm_desktop.ui.widgets.text import Tone


def _side(size: Size) -> int:
    """How far the words are from the edge: as in a field."""
    return 8 if size == "compact" else 12


class ComboBox(QComboBox):
    """A list to choose one from; drawn as a field with a chevron, at 28, 36 or 44 px."""

    def __init__(
        self, name: str, *, size: Size = "normal", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size: Size = size
        self._icon = icon
        self._tone: Tone = ""
        self.setAccessibleName(name)
        view = QListView(self)
        view.setAccessibleName(name)
        self.setView(view)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        # AdjustToContents would resize the box behind its layout's back.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for changed in (self.model().rowsInserted, self.model().rowsRemoved, self.model().dataChanged):
            changed.connect(self.updateGeometry)
        follow_theme(self._restyle)

    def _restyle(self) -> None:
        theme = current()
        self.setFont(theme.font(EDIT_STYLE[self._size]))
        self.view().setFont(theme.font("body"))
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: Tone) -> None:
        """`danger` or `warning` draws the border in that colour."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        theme = current()
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=0)
        widest = max(widest, metrics.horizontalAdvance(self.placeholderText()), theme.px(48))
        side = _side(self._size)
        width = min(widest, theme.px(320)) + theme.px(2 * side + 16 + 8) + 2
        width += theme.px(24) if self._icon else 0
        height = theme.px(getattr(theme.tokens.control, self._size))
        return QSize(width, max(height, theme.line(EDIT_STYLE[self._size]) + 8))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(72), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        ground, border, width = "surface", "border_strong", 1
        if not self.isEnabled():
            ground, border = "window", "border"
        elif self._tone:
            border, width = self._tone, 2
        elif self.hasFocus():
            border, width = "focus", 2
        elif self.underMouse():
            ground = "hover"
        area = QRectF(self.rect())
        paint.box(
            painter,
            area,
            radius=theme.px(6),
            fill=theme.colour(ground),
            border=theme.colour(border),
            width=width,
        )
        side = theme.px(_side(self._size))
        left, right = area.left() + side, area.right() - side
        chevron = theme.px(14)
        ink = theme.colour("text" if self.isEnabled() else "text_disabled")
        place = QRectF(right - chevron, 0, chevron, area.height())
        paint_icon(painter, place, "sign.chevron_down", ink, chevron)
        right -= chevron + theme.px(6)
        if self._icon:
            paint_icon(painter, QRectF(left, 0, theme.px(16), area.height()), self._icon, ink, theme.px(16))
            left += theme.px(24)
        words = self.currentText()
        if not words:
            words = self.placeholderText()
            ink = theme.colour("text_muted")
        words = paint.elide(words, self.fontMetrics(), right - left)
        paint.text(painter, QRectF(left, 0, right - left, area.height()), words, self.font(), ink)


def paint_check(painter: QPainter, rect: QRectF, state: Qt.CheckState, *, is_on: bool = True) -> None:
    """Paint the square of a check box that fills the rectangle."""
    theme = current()
    radius = theme.px(4)
    if state == Qt.CheckState.Unchecked:
        border = theme.colour("border_strong" if is_on else "border")
        paint.box(painter, rect, radius=radius, fill=theme.colour("surface"), border=border)
        return
    fill = theme.colour("accent" if is_on else "border")
    paint.box(painter, rect, radius=radius, fill=fill)
    pen = painter.pen()
    pen.setStyle(Qt.PenStyle.SolidLine)
    pen.setColor(theme.colour("accent_text" if is_on else "text_disabled"))
    pen.setWidthF(rect.width() * 0.12)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)

    def at(x: float, y: float) -> tuple[float, float]:
        return rect.left() + rect.width() * x, rect.top() + rect.height() * y

    points = [at(0.27, 0.53), at(0.43, 0.69), at(0.75, 0.33)]
    if state == Qt.CheckState.PartiallyChecked:
        points = [at(0.28, 0.5), at(0.72, 0.5)]
    for (x1, y1), (x2, y2) in pairwise(points):
        painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))


class CheckBox(QCheckBox):
    """A check box drawn from the tokens; its words are its accessible name."""

    def __init__(
        self,
        words: str,
        *,
        is_checked: bool = False,
        accessible_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self._words = words
        self.setChecked(is_checked)
        self.setAccessibleName(accessible_name or words)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("focusRadius", 4)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        follow_theme(self._restyle)

    def set_words(self, words: str, accessible_name: str = "") -> None:
        """Other words beside the same box."""
        self._words = words
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(accessible_name or words)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(current().font("body"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = current()
        side = theme.px(theme.tokens.control.checkbox)
        width = theme.metrics("body").horizontalAdvance(self._words) + theme.px(8) + 1 if self._words else 0
        return QSize(side + width + 4, max(theme.line("body"), side) + theme.px(4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.smooth(painter)
        side = theme.px(theme.tokens.control.checkbox)
        square = QRectF(2, round((self.height() - side) / 2), side, side)
        paint_check(painter, square, self.checkState(), is_on=self.isEnabled())
        left = square.right() + theme.px(8)
        colour = theme.colour("text" if self.isEnabled() else "text_disabled")
        area = QRectF(left, 0, self.width() - left, self.height())
        paint.text(painter, area, self._words, theme.font("body"), colour)
