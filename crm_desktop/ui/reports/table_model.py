"""A report as tables: its rows above, its sums at the foot, with the same columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from crm_desktop.domain.kpi import Missing, Unit
from crm_desktop.services.reports import Column, Row, Table
from crm_desktop.services.reports.report import FORMER
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.reports.words import columns_shown, parts, shown
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.frozen import FrozenColumn
from crm_desktop.ui.widgets.layouts import Column as ColumnLayout
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import CELL_ROLE, FIRST_PAD, GROUNDS, PAD, Cell

Index = QModelIndex | QPersistentModelIndex
_WORDS = (Unit.TEXT, Unit.DAY)
LEAST_WORDS = 90  # px at 100 %


def fitted(widths: Sequence[int], words: Sequence[int], room: int, least: int) -> list[int]:
    """Widths of columns where those of `words` (places) give way, the widest first, to `least` px."""
    found = list(widths)
    low, high = least, max((found[at] for at in words), default=least)
    while low < high:  # the greatest width at which all have room
        middle = (low + high + 1) // 2
        if sum(found) - sum(max(0, found[at] - middle) for at in words) <= room:
            low = middle
        else:
            high = middle - 1
    return [min(width, low) if at in words else width for at, width in enumerate(found)]


class ReportModel(QAbstractTableModel):
    """The rows of a report, or (`is_foot`) its sums."""

    def __init__(self, parent: QObject | None = None, *, is_foot: bool = False) -> None:
        super().__init__(parent)
        self._is_foot = is_foot
        self.table: Table | None = None
        self.before: Table | None = None
        self.columns: tuple[Column, ...] = ()
        self.rows: tuple[Row, ...] = ()

    def show_table(self, table: Table, before: Table | None = None) -> None:
        """Show this report; at the foot also the sums of the days `before`, to compare with."""
        self.beginResetModel()
        self.table, self.before = table, before
        self.columns = columns_shown(table)
        self.rows = (table.total,) if self._is_foot else table.rows
        if self._is_foot and before is not None:
            self.rows = (table.total, before.total)
        self.endResetModel()

    def words(self, row: Row, column: Column) -> str:
        """What a cell says; the sums of the days before are named by their days."""
        assert self.table is not None
        if self.before is None or row is not self.before.total:
            return shown(self.table, row, column)
        if column is self.columns[0]:
            return self.before.days_shown()
        return shown(self.before, row, column) if column.id in row.values else ""

    def clear(self) -> None:
        """Show no report."""
        self.beginResetModel()
        self.table, self.before, self.columns, self.rows = None, None, (), ()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if self.table is None:
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == CELL_ROLE:
            return self._cell(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and column.formula:
            numbers = parts(row, column)
            return f"{tr_label(column.formula)}\n{numbers}" if numbers else tr_label(column.formula)
        if role == Qt.ItemDataRole.ToolTipRole and column.unit is Unit.TEXT:
            return self.words(row, column) or None  # it may be cut
        return None

    def _cell(self, row: Row, column: Column) -> Cell:
        value = row.values.get(column.id)
        words = self.words(row, column)
        is_before = self.before is not None and row is self.before.total
        is_nobody = column.id == "person" and row.key.endswith(FORMER)
        is_quiet = value is None or isinstance(value, Missing) or is_nobody
        return Cell(
            words,
            "text" if self._is_words(column) else "number",
            tone="muted" if is_quiet else "",
            is_strong=self._is_foot and not is_before,
            ground="sum" if self._is_foot else "",
        )

    def _is_words(self, column: Column) -> bool:
        """The first column names the row, whatever it is."""
        return column.unit in _WORDS or column is self.columns[0]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return tr_label(column.title)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr_label(column.formula) or None
        if role == Qt.ItemDataRole.TextAlignmentRole and not self._is_words(column):
            return Qt.AlignmentFlag.AlignRight
        return None


class Sheet(TableView):
    """Columns as wide as what stands in them: a last number far from the others isn't read with them.

    Beside them the lines and the ground of the sums go on.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.header_.setStretchLastSection(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        model, left = self.model(), self.header_.length() - self.header_.offset()
        if model is None or left >= self.viewport().width():
            return
        theme, painter = current(), QPainter(self.viewport())
        for row in range(max(0, self.rowAt(0)), model.rowCount()):
            top, high = self.rowViewportPosition(row), self.rowHeight(row)
            if top > self.viewport().height():
                break
            cell = model.index(row, 0).data(CELL_ROLE)
            name = GROUNDS[cell.ground] if cell.ground else "hover" if row == self.cells.hovered_row else ""
            if name:
                painter.fillRect(left, top, self.viewport().width() - left, high, theme.colour(name))
            painter.fillRect(left, top + high - 1, self.viewport().width() - left, 1, theme.colour("border"))


class ReportTable(QWidget):
    """The rows with the sums below, always in view; arrow keys go from cell to cell.

    `cell_changed` gives the row and the column whose number has the keyboard. With `fits` words are cut where
    the numbers beside them would lie out of view.
    """

    cell_changed = Signal(object, object)  # Row, Column

    def __init__(
        self, name: str, empty: EmptyState, parent: QWidget | None = None, *, fits: bool = False
    ) -> None:
        super().__init__(parent)
        self._fits, self._least = fits, 0
        self.rows = Sheet(name)
        self.foot = Sheet(self.tr("Sums"))
        self.row_model, self.foot_model = ReportModel(self), ReportModel(self, is_foot=True)
        for view, model in ((self.rows, self.row_model), (self.foot, self.foot_model)):
            view.setModel(model)
            view.setProperty("user_data", True)
            view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
            view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
            view.header_.setSectionsClickable(False)
            view.header_.setSectionsMovable(False)
            view.selectionModel().currentChanged.connect(self._moved)
        self.rows.set_empty(empty)
        self.foot.horizontalHeader().hide()
        self.foot.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.foot.horizontalScrollBar().valueChanged.connect(self.rows.horizontalScrollBar().setValue)
        self.rows.horizontalScrollBar().valueChanged.connect(self.foot.horizontalScrollBar().setValue)
        self.foot.horizontalScrollBar().rangeChanged.connect(self._size_foot)
        self.rows.verticalScrollBar().rangeChanged.connect(self._size_first)
        self.names, self.foot_name = FrozenColumn(self.rows), FrozenColumn(self.foot)
        column = ColumnLayout(self, gap=0)
        column.addWidget(self.rows, 1)
        column.addWidget(self.foot)
        follow_theme(self._restyle)

    def show_table(self, table: Table, compared: Table | None = None) -> None:
        """Show a report, `compared` with the days before; the cell that had the keyboard keeps it."""
        before = self.rows.currentIndex()
        for model in (self.row_model, self.foot_model):
            model.show_table(table, compared)
        self.foot.setVisible(bool(table.rows))
        self._restyle()
        if not table.rows:
            self.rows.horizontalScrollBar().setValue(0)
        else:
            row = min(max(0, before.row()), len(table.rows) - 1)
            first = next((at for at, c in enumerate(self.row_model.columns) if c.unit not in _WORDS), 1)
            place = min(max(first, before.column()), len(self.row_model.columns) - 1)
            self.rows.setCurrentIndex(self.row_model.index(row, place))

    def choose(self, key: str, column_id: str) -> None:
        """Give the keyboard to this column's number in the row of this key; nothing where there is none."""
        rows, columns = self.row_model.rows, self.row_model.columns
        row = next((at for at, each in enumerate(rows) if each.key == key), None)
        place = next((at for at, each in enumerate(columns) if each.id == column_id), None)
        if row is not None and place is not None:
            self.rows.setCurrentIndex(self.row_model.index(row, place))
            self.rows.setFocus()

    def clear(self) -> None:
        """Show no figures."""
        for model in (self.row_model, self.foot_model):
            model.clear()
        self.foot.hide()

    def _moved(self, index: QModelIndex) -> None:
        model = index.model()
        if isinstance(model, ReportModel) and index.isValid():
            self.cell_changed.emit(model.rows[index.row()], model.columns[index.column()])

    def _restyle(self) -> None:
        theme = current()
        strong, heads = theme.metrics("table_strong", tabular=True), theme.metrics("caption_strong")
        table = self.row_model.table
        if table is None:
            return
        widths = list[int]()
        for place, column in enumerate(self.row_model.columns):
            texts = [shown(table, row, column) for row in table.rows]
            texts += [self.foot_model.words(row, column) for row in self.foot_model.rows]
            widest = max(
                [heads.horizontalAdvance(tr_label(column.title)), *map(strong.horizontalAdvance, texts)]
            )
            width = widest + theme.px((FIRST_PAD if place == 0 else PAD) + PAD) + 2
            if place == 0:
                self._least = min(width, theme.px(260))
                width = max(self._least, theme.px(150))
            widths.append(width)
        if self._fits:
            words = [at for at, c in enumerate(self.row_model.columns) if at and c.unit is Unit.TEXT]
            widths = fitted(widths, words, self.rows.viewport().width(), theme.px(LEAST_WORDS))
        for view in (self.rows, self.foot):
            for place, width in enumerate(widths):
                view.setColumnWidth(place, width)
        self._size_first()
        self._size_foot()

    def _size_first(self, *_: object) -> None:
        """The names give up what they don't need where the rest then has room."""
        least, wide = self._least, max(self._least, current().px(150))
        others = self.rows.header_.length() - self.rows.columnWidth(0)
        room = self.rows.viewport().width() - others
        for view in (self.rows, self.foot):
            if view.model().columnCount():
                view.setColumnWidth(0, min(room, wide) if room >= least else wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self._restyle()
        else:
            self._size_first()

    def _size_foot(self, *_: object) -> None:
        bar = self.foot.horizontalScrollBar()
        extra = bar.sizeHint().height() if bar.maximum() > 0 else 0
        lines = max(1, self.foot_model.rowCount())
        self.foot.setFixedHeight(lines * self.foot.verticalHeader().defaultSectionSize() + extra)
