"""One delegate that paints every kind of table cell from a `Cell` the model gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from crm_desktop.ui.theme import Theme, current, paint_icon
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.chips import chip_size, paint_chip, paint_pill, pill_size
from crm_desktop.ui.widgets.choice import paint_check
from crm_desktop.ui.widgets.progress import paint_bar
from crm_desktop.ui.widgets.text import TONE_COLOURS, Tone

CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 100
Index = QModelIndex | QPersistentModelIndex
CellKind = Literal["text", "figures", "number", "chip", "pill", "bar", "check", "icon", "group"]

FIRST_PAD = 16
PAD = 10
ACCENT = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """What a table cell shows.

    kind: `text` elides; `figures` (phones, times) is tabular and never elided; `number` likewise, at the
    right; `chip` and `pill` take `style` (a chip's kind, a pill's state); `bar` takes `share` 0–1;
    `check` takes `is_checked`; `group` heads a group of rows, over the whole row. `is_lead` writes bold
    in a chosen row; `ground` tints the cell (`bad`, `warn`, `ok`), `sum` marks the cells of a sum row.
    """

    text: str = ""
    kind: CellKind = "text"
    tone: Tone = ""
    icon: str = ""
    style: str = "plain"
    share: float = 0.0
    is_checked: bool = False
    is_lead: bool = False
    is_strong: bool = False
    ground: Literal["", "bad", "warn", "ok", "sum"] = ""


GROUNDS = {"bad": "danger_soft", "warn": "warning_soft", "ok": "success_soft", "sum": "window"}


class CellDelegate(QStyledItemDelegate):
    """Paints cells; models give a `Cell` for CELL_ROLE, or plain text for DisplayRole."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.hovered_row = -1
        self.has_grid = False
        self._fitted: dict[tuple[str, str, int], str] = {}

    def cell(self, index: Index) -> Cell:
        """The cell of an index."""
        found = index.data(CELL_ROLE)
        if isinstance(found, Cell):
            return found
        plain = index.data(Qt.ItemDataRole.DisplayRole)
        return Cell("" if plain is None else str(plain))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = current()
        cell = self.cell(index)
        height = self._view.verticalHeader().defaultSectionSize()
        if cell.kind == "chip":
            width = chip_size(cell.text, cell.icon).width()
        elif cell.kind == "pill":
            width = pill_size(cell.text).width()
        elif cell.kind == "check":
            width = theme.px(16)
        else:
            width = theme.metrics("table_strong", tabular=True).horizontalAdvance(cell.text)
            width += theme.px(20) if cell.icon else 0
        return QSize(width + theme.px(FIRST_PAD if self._is_first(index) else PAD) + theme.px(PAD), height)

    def _is_first(self, index: Index) -> bool:
        return self._view.horizontalHeader().visualIndex(index.column()) == 0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        # Left on by a chip, it would leave seams between cells on screens at 125 or 150 %.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        cell = self.cell(index)
        rect: QRect = option.rect
        state = option.state
        if cell.kind == "group":
            self._paint_group(painter, rect, cell, index, theme)
            return
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        is_first = self._is_first(index)
        self._paint_ground(painter, rect, cell, theme, index, is_chosen=is_chosen, is_first=is_first)
        area = QRectF(rect).adjusted(theme.px(FIRST_PAD if is_first else PAD), 0, -theme.px(PAD), -1)
        self._paint_content(painter, area, cell, theme, is_chosen=is_chosen)
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            pen = painter.pen()
            pen.setColor(theme.colour("focus"))
            pen.setWidth(2)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -2))

    def _paint_ground(
        self,
        painter: QPainter,
        rect: QRect,
        cell: Cell,
        theme: Theme,
        index: Index,
        *,
        is_chosen: bool,
        is_first: bool,
    ) -> None:
        if is_chosen:
            painter.fillRect(rect, theme.colour("selection"))
        elif cell.ground:
            painter.fillRect(rect, theme.colour(GROUNDS[cell.ground]))
        elif index.row() == self.hovered_row:
            painter.fillRect(rect, theme.colour("hover"))
        line = theme.colour("border")
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, line)
        if self.has_grid:
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), line)
        if is_chosen and is_first:
            painter.fillRect(rect.left(), rect.top(), theme.px(ACCENT), rect.height(), theme.colour("accent"))

    def _paint_content(
        self, painter: QPainter, area: QRectF, cell: Cell, theme: Theme, *, is_chosen: bool
    ) -> None:
        if cell.kind in ("chip", "pill", "bar", "check"):
            self._paint_part(painter, area, cell, theme)
            return
        is_bold = cell.is_strong or cell.ground == "sum" or (cell.is_lead and is_chosen)
        style = "table_strong" if is_bold else "table"
        name = TONE_COLOURS[cell.tone]
        if is_chosen and name == "text":
            name = "selection_text"
        ink = theme.colour(name)
        if cell.icon:
            side = theme.px(16)
            place = QRectF(area.left(), area.top(), side, area.height())
            if cell.kind == "icon" and not cell.text:
                place = area
            paint_icon(painter, place, cell.icon, ink, side)
            area = area.adjusted(theme.px(20), 0, 0, 0)
        if not cell.text:
            return
        is_figure = cell.kind in ("figures", "number")
        words = cell.text
        if not is_figure:
            words = self._elided(words, style, theme, int(area.width()))
        align = paint.RIGHT if cell.kind == "number" else paint.LEFT
        paint.text(painter, area, words, theme.font(style, tabular=is_figure), ink, align)

    def _elided(self, words: str, style: str, theme: Theme, width: int) -> str:
        """The words as they fit, kept: measuring text is what painting a page spends its time on."""
        key = (words, style, width)
        found = self._fitted.get(key)
        if found is None:
            if len(self._fitted) > 8192:
                self._fitted.clear()
            found = self._fitted[key] = paint.elide(words, theme.metrics(style), width)
        return found

    def forget(self) -> None:
        """Drop what was kept, after a change of fonts."""
        self._fitted.clear()

    def _paint_part(self, painter: QPainter, area: QRectF, cell: Cell, theme: Theme) -> None:
        paint.smooth(painter)
        middle = area.center().y()
        if cell.kind == "check":
            side = theme.px(theme.tokens.control.checkbox)
            checked = Qt.CheckState.Checked if cell.is_checked else Qt.CheckState.Unchecked
            paint_check(painter, QRectF(area.left(), round(middle - side / 2), side, side), checked)
            return
        if cell.kind == "bar":
            high = theme.px(6)
            bar = QRectF(area.left(), middle - high / 2, area.width(), high)
            colour = TONE_COLOURS[cell.tone] if cell.tone else "accent"
            paint_bar(painter, bar, [(cell.share, colour)], "surface_sunken")
            return
        if not cell.text:
            return
        is_chip = cell.kind == "chip"
        size = chip_size(cell.text, cell.icon) if is_chip else pill_size(cell.text)
        width = min(float(size.width()), area.width())
        place = QRectF(area.left(), round(middle - size.height() / 2), width, size.height())
        if is_chip:
            paint_chip(painter, place, cell.text, cell.style, cell.icon)
        else:
            paint_pill(painter, place, cell.text, cell.style)

    def _paint_group(self, painter: QPainter, rect: QRect, cell: Cell, index: Index, theme: Theme) -> None:
        """A group's words run on through all its cells; each paints its own part."""
        painter.fillRect(rect, theme.colour("window"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("border"))
        first = self._view.horizontalHeader().logicalIndex(0)
        words = cell.text or self.cell(index.model().index(index.row(), first)).text
        left = self._view.columnViewportPosition(first) + theme.px(FIRST_PAD)
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        area = QRectF(left, rect.top(), max(1, self._view.viewport().width() - left), rect.height() - 1)
        ink = theme.colour("text_muted")
        paint.text(painter, area, words, theme.font("caption_strong"), ink)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A click or Space on a check cell turns it, through the model's CheckStateRole."""
        cell = self.cell(index)
        if cell.kind != "check":
            return super().editorEvent(event, model, option, index)
        is_click = event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent)
        is_key = (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
        )
        if not (is_click or is_key):
            return False
        wanted = Qt.CheckState.Unchecked if cell.is_checked else Qt.CheckState.Checked
        return model.setData(index, wanted.value, Qt.ItemDataRole.CheckStateRole)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The full text of a cell that was cut."""
        own = index.data(Qt.ItemDataRole.ToolTipRole)
        if own:
            return super().helpEvent(event, view, option, index)
        cell = self.cell(index)
        rect: QRect = option.rect
        if cell.text and self.sizeHint(option, index).width() > rect.width():
            QToolTip.showText(event.globalPos(), cell.text, view, rect)
            return True
        QToolTip.hideText()
        return False
