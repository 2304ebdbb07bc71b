"""The first column of a wide table, kept in view while the others are scrolled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.table import TableView


class FrozenColumn(TableView):
    """Lies over the first column of `table` as soon as that has more columns than room.

    It shares model, choice and vertical place, takes no focus, and asks its table to bring a chosen cell out
    from under it.
    """

    def __init__(self, table: TableView, parent: QWidget | None = None) -> None:
        super().__init__(table.accessibleName(), parent=parent or table)
        self._table = table
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionBehavior(table.selectionBehavior())
        self.setSelectionMode(table.selectionMode())
        self.header_.setSectionsClickable(False)
        self.header_.setSectionsMovable(False)
        self.header_.setVisible(not table.header_.isHidden())
        self.setProperty("user_data", table.property("user_data"))
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.viewport().setMouseTracking(False)
        table.model().modelReset.connect(self._columns_changed)
        table.header_.sectionResized.connect(self._resized)
        ours, theirs = self.verticalScrollBar(), table.verticalScrollBar()
        ours.valueChanged.connect(theirs.setValue)
        theirs.valueChanged.connect(ours.setValue)
        table.horizontalScrollBar().rangeChanged.connect(self.place)
        table.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        table.selectionModel().currentChanged.connect(self._uncover)
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)
        self._columns_changed()

    def _columns_changed(self) -> None:
        for column in range(1, self.model().columnCount()):
            self.setColumnHidden(column, True)
        self.place()

    def _resized(self, column: int, _before: int, width: int) -> None:
        if column == 0:
            self.setColumnWidth(0, width)
            self.place()

    def place(self, *_: object) -> None:
        """Over the first column, where there is something to scroll."""
        table = self._table
        width = table.columnWidth(0)
        is_needed = table.horizontalScrollBar().maximum() > 0 and self.model().columnCount() > 1
        height = table.viewport().height() + (0 if table.header_.isHidden() else table.header_.height())
        self.setGeometry(table.frameWidth(), table.frameWidth(), width, height)
        self.setColumnWidth(0, width)
        self.setVisible(is_needed and self.model().rowCount() > 0)
        self.raise_()

    def _uncover(self, *_: object) -> None:
        """A chosen cell must not lie below the frozen column."""
        index = self._table.currentIndex()
        if self.isHidden() or index.column() <= 0:
            return
        bar = self._table.horizontalScrollBar()
        hidden = self.width() - self._table.columnViewportPosition(index.column())
        if hidden > 0:
            bar.setValue(bar.value() - hidden)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._table.horizontalScrollBar().value() > 0:
            line = current().colour("border_strong")
            area = self.viewport().rect()
            QPainter(self.viewport()).fillRect(area.right(), area.top(), 1, area.height(), line)
