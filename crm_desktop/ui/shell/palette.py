"""Ctrl+K: all acts and all leads, found by typing; arrow keys and Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from shiboken6 import isValid

from crm_desktop.ui.shell.actions import Act, Catalogue
from crm_desktop.ui.shell.finding import FoundLead, LeadFinder, find_acts
from crm_desktop.ui.shell.overlay import Overlay
from crm_desktop.ui.theme import current, follow_theme, paint_icon
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.keycap import cap_width, key_hints_on, paint_cap
from crm_desktop.ui.widgets.text import Text

ROW, MOST_LEADS, ASK_AFTER_MS = 36, 8, 120
THING = Qt.ItemDataRole.UserRole + 1
DETAIL = Qt.ItemDataRole.UserRole + 2
KEY = Qt.ItemDataRole.UserRole + 3
ICON = Qt.ItemDataRole.UserRole + 4
Index = QModelIndex | QPersistentModelIndex


class _RowPainter(QStyledItemDelegate):
    """Paints icon, title, detail and key of one row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, current().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        painter.save()
        paint.smooth(painter)
        area = QRectF(option.rect)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(area, theme.colour("selection"))
            painter.fillRect(QRectF(area.left(), area.top(), 3, area.height()), theme.colour("accent"))
        ink = theme.colour("selection_text" if is_chosen else "text")
        muted = theme.colour("text" if is_chosen else "text_muted")
        side = theme.px(16)
        left, right = area.left() + theme.px(16), area.right() - theme.px(16)
        name = index.data(ICON)
        if name:
            paint_icon(painter, QRectF(left, area.top(), side, area.height()), name, muted, side)
        left += side + theme.px(12)
        key = index.data(KEY)
        if key and key_hints_on():
            cap, height = cap_width(key), theme.px(theme.tokens.control.key_cap)
            place = QRectF(right - cap, area.center().y() - height / 2, cap, height)
            paint_cap(painter, place, key, muted, theme.colour("border_strong"), theme.colour("surface"))
            right -= cap + theme.px(12)
        self._paint_words(painter, QRectF(left, area.top(), right - left, area.height()), index, ink, muted)
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRectF, index: Index, ink: object, muted: object) -> None:
        theme = current()
        metrics = theme.metrics("body")
        title = paint.elide(str(index.data(Qt.ItemDataRole.DisplayRole)), metrics, room.width())
        paint.text(painter, room, title, theme.font("body"), ink)  # type: ignore[arg-type]
        used = metrics.horizontalAdvance(title) + theme.px(12)
        rest = room.adjusted(used, 0, 0, 0)
        if rest.width() > theme.px(24):
            detail = paint.elide(str(index.data(DETAIL) or ""), theme.metrics("table"), rest.width())
            paint.text(painter, rest, detail, theme.font("table", tabular=True), muted)  # type: ignore[arg-type]


class CommandPalette(Overlay):
    """The overlay with one field and one list. It asks for leads and never waits for the answer."""

    def __init__(self, parent: QWidget, acts: Catalogue) -> None:
        super().__init__(parent, width=620, at_top=True)
        self._acts = acts
        self._usable: list[Act] = []
        self._find_leads: LeadFinder | None = None
        self._open_lead: Callable[[object], object] | None = None
        self._asked = ""
        self._leads: Sequence[FoundLead] = ()
        self._ask_soon = QTimer(self)
        self._ask_soon.setSingleShot(True)
        self._ask_soon.setInterval(ASK_AFTER_MS)
        self._ask_soon.timeout.connect(self._ask)
        self.field = QLineEdit(self.card)
        self.field.setPlaceholderText(self.tr("Find a lead or an act"))
        self.field.setAccessibleName(self.tr("Find a lead or an act"))
        self.field.setProperty("user_data", True)
        self.field.setClearButtonEnabled(False)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.model = QStandardItemModel(self)
        self.list = QListView(self.card)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_RowPainter(self.list))
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setProperty("user_data", True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.clicked.connect(self._take)
        self.nothing = Text(self.tr("Nothing found. Try fewer letters."), tone="muted", parent=self.card)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.hide()
        for widget in (self.field, self.list, self.nothing):
            self.column.addWidget(widget)
        follow_theme(self._rescale)

    def set_leads(self, find: LeadFinder | None, open_lead: Callable[[object], object] | None) -> None:
        """Where leads are found, and what opens the one chosen."""
        self._find_leads = find
        self._open_lead = open_lead

    def prepare(self) -> None:
        # What can be done is asked before the overlay makes the page's acts sleep.
        self._usable = self._acts.usable_acts()
        self._leads, self._asked = (), ""
        self.field.clear()
        self._fill()

    def first_focus(self) -> QWidget:
        return self.field

    def wanted_height(self) -> int:
        theme = current()
        rows = max(2, self.model.rowCount())
        return theme.px(8 + 44 + 8 + 8) + rows * theme.px(ROW)

    def titles(self) -> list[str]:
        """The titles shown, in order."""
        return [self.model.item(row).text() for row in range(self.model.rowCount())]

    def dismiss(self) -> None:
        self._ask_soon.stop()
        super().dismiss()

    def _rescale(self) -> None:
        theme = current()
        self.field.setFixedHeight(theme.px(44))
        self.field.setFont(theme.font("script"))
        self.column.setContentsMargins(theme.px(8), theme.px(8), theme.px(8), theme.px(8))
        self.column.setSpacing(theme.px(8))

    # ---- what is shown -------------------------------------------------------------------------

    def _typed(self) -> None:
        self._fill()
        if self._find_leads is not None and self.field.text().strip():
            self._ask_soon.start()
        else:
            self._ask_soon.stop()

    def _ask(self) -> None:
        text = self.field.text().strip()
        if self._find_leads is None or not text or not self.isVisible():
            return
        self._find_leads(text, partial(self._found, text))

    def _found(self, text: str, leads: Sequence[FoundLead]) -> None:
        """An answer; it counts only while the text it was asked for still stands there."""
        if isValid(self) and self.isVisible() and text == self.field.text().strip():
            self._asked = text
            self._leads = leads[:MOST_LEADS]
            self._fill()

    def _fill(self) -> None:
        text = self.field.text()
        leads = self._leads if text.strip() and text.strip() == self._asked else ()
        self.model.clear()
        for act in find_acts(text, self._usable):
            self._add(act, act.title, act.group, act.key_text(), act.icon)
        for lead in leads:
            self._add(lead, lead.title, lead.detail, "", "lead.person")
        is_empty = self.model.rowCount() == 0
        self.list.setVisible(not is_empty)
        self.nothing.setVisible(is_empty)
        if not is_empty:
            self.list.setCurrentIndex(self.model.index(0, 0))
        if self.isVisible():
            self.place()

    def _add(self, thing: object, title: str, detail: str, key: str, icon: str) -> None:
        item = QStandardItem(title)
        item.setEditable(False)
        for role, value in ((THING, thing), (DETAIL, detail), (KEY, key), (ICON, icon)):
            item.setData(value, role)
        item.setData(f"{title}, {detail} {key}".strip(" ,"), Qt.ItemDataRole.AccessibleTextRole)
        self.model.appendRow(item)

    # ---- choosing ------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
            if event.key() in step:
                self._move(step[Qt.Key(event.key())])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _move(self, by: int) -> None:
        rows = self.model.rowCount()
        if not rows:
            return
        at = self.list.currentIndex().row() + by
        at = at % rows if abs(by) == 1 else min(rows - 1, max(0, at))
        self.list.setCurrentIndex(self.model.index(at, 0))

    def _take(self, index: QModelIndex) -> None:
        thing = index.data(THING) if index.isValid() else None
        if thing is None:
            return
        self.dismiss()
        if isinstance(thing, Act):
            self._acts.trigger(thing.id)
        elif isinstance(thing, FoundLead) and self._open_lead is not None:
            self._open_lead(thing.lead_id)
