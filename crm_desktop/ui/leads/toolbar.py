"""The line above the list: search, view, filters as chips, columns, export, import, new."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.ui.leads.filters import FilterChips
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.field import SearchField
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.tabs import Tabs

SEARCH_WIDTH, SEARCH_NARROW = 264, 168
VIEW_WIDTH = 220
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class LeadSearch(SearchField):
    """The search field of the list; Down and Enter go to what was found, Esc empties it or goes back."""

    left = Signal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.left.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                if self.edit.text():
                    self.edit.clear()
                else:
                    self.left.emit()
                return True
        return super().eventFilter(watched, event)


class LeadToolbar(QWidget):
    """Buttons lose their words, then the chips take a line of their own, where room is short."""

    def __init__(
        self, *, may_export: bool, may_import: bool, may_create: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = Column(self, gap=8)
        self._row = Row(gap=8)
        column.addLayout(self._row)
        self._second = Row(gap=16)
        column.addLayout(self._second)
        self.tabs = Tabs([self.tr("List"), self.tr("Lead")], self.tr("List or lead"))
        self.tabs.hide()
        self._second.addWidget(self.tabs)
        self.search = LeadSearch(self.tr("Name or part of a phone"), "/")
        self.search.edit.setProperty("elides", True)
        self.view = KeyCapButton("", icon="lead.view", icon_right="sign.chevron_down", spread=True)
        self.view.setProperty("elides", True)
        self.view.setProperty("user_data", True)
        self.chips = FilterChips()
        self.filter = KeyCapButton(self.tr("Filter"), kind="quiet", icon="act.add")
        self.columns = KeyCapButton(
            self.tr("Columns"), icon="act.columns", accessible_name=self.tr("Columns")
        )
        self.new = KeyCapButton(self.tr("New lead"), icon="act.add", accessible_name=self.tr("New lead"))
        self.export = KeyCapButton(self.tr("Export"), icon="act.export", accessible_name=self.tr("Export"))
        self.import_ = KeyCapButton(
            self.tr("Import"), icon="act.import", accessible_name=self.tr("Import"), kind="primary"
        )
        self._words = {
            button: button.words() for button in (self.new, self.columns, self.export, self.import_)
        }
        for button, key in (
            (self.new, "Ctrl N"),
            (self.columns, "C"),
            (self.export, "X"),
            (self.import_, "I"),
        ):
            button.setToolTip(f"{button.words()} ({key})")
        self.filter.setToolTip(f"{self.filter.words()} (F)")
        self._row.addWidget(self.search)
        self._row.addWidget(self.view)
        self._row.addWidget(self.chips, 0, MIDDLE)
        self._row.addWidget(self.filter)
        self._row.addStretch(1)
        for button in self._words:
            self._row.addWidget(button)
        self.export.setVisible(may_export)
        self.import_.setVisible(may_import)
        self.new.setVisible(may_create)
        follow_theme(self.refit)

    def show_view(self, name: str) -> None:
        """The name of the view in use."""
        self.view.set_words(name)
        self.view.setAccessibleName(self.tr("View: {name}").format(name=name))
        self.view.setToolTip(name)
        self.refit()

    def refit(self) -> None:
        """Choose how much is said, by the room there is."""
        theme = current()
        is_small = self.width() / theme.zoom < 900
        self.search.setFixedWidth(theme.px(SEARCH_NARROW if is_small else SEARCH_WIDTH))
        self.view.setFixedWidth(theme.px(VIEW_WIDTH - (56 if is_small else 0)))
        for step in range(5):
            self._say(self.new, is_wordy=step < 1)
            self._say(self.columns, is_wordy=step < 2)
            self._say(self.export, is_wordy=step < 3)
            self._say(self.import_, is_wordy=step < 4)
            self._place_chips(is_inline=step < 2 and self.tabs.isHidden())
            if self._needed() <= self.width():
                break

    def _say(self, button: KeyCapButton, *, is_wordy: bool) -> None:
        words = self._words[button] if is_wordy else ""
        if button.words() != words:
            button.set_words(words)

    def _place_chips(self, *, is_inline: bool) -> None:
        home = self._row if is_inline else self._second
        if home.indexOf(self.chips) >= 0:
            return
        (self._second if is_inline else self._row).removeWidget(self.chips)
        home.insertWidget(2 if is_inline else 1, self.chips, 0 if is_inline else 1, MIDDLE)

    def _needed(self) -> int:
        shown = [self.search, self.view, self.filter, *self._words]
        if self._row.indexOf(self.chips) >= 0:
            shown.append(self.chips)
        widths = [
            w.minimumWidth() if w in (self.search, self.view) else w.sizeHint().width()
            for w in shown
            if not w.isHidden()
        ]
        return sum(widths) + self._row.spacing() * (len(widths) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(320), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refit()
