"""The first rows under their headings, and in each heading the choice of what the column becomes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QWidget

from crm_desktop.domain.import_columns import custom_key
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.imports.cells_model import NOWHERE, Index
from crm_desktop.ui.imports.checking import CheckedRow
from crm_desktop.ui.imports.draft import Draft
from crm_desktop.ui.imports.words import OWN_FIELD, target_choices
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets import paint
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.table import TableHeader, TableView
from crm_desktop.ui.widgets.table_cells import CELL_ROLE, PAD, Cell

HEAD, ROW_COLUMN = 72, 58
NARROWEST, WIDEST, MEASURED = 124, 232, 40


class RowsModel(QAbstractTableModel):
    """The checked rows; column 0 is the row's number in the file, then the shown columns of the file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[CheckedRow] = ()
        self._columns: tuple[int, ...] = ()
        self._heads: Sequence[str] = ()

    def show(self, rows: Sequence[CheckedRow], columns: Sequence[int], heads: Sequence[str]) -> None:
        """Show these rows and these columns of them; `heads` are the headings of all columns."""
        self.beginResetModel()
        self._rows, self._columns, self._heads = rows, tuple(columns), heads
        self.endResetModel()

    def take(self, rows: Sequence[CheckedRow]) -> None:
        """The same columns, understood otherwise; the number of rows may differ."""
        if len(rows) != len(self._rows):
            self.show(rows, self._columns, self._heads)
            return
        self._rows = rows
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))

    def file_column(self, section: int) -> int:
        """The file's column of a section, -1 for the row numbers."""
        return self._columns[section - 1] if 0 < section <= len(self._columns) else -1

    def section_of(self, column: int) -> int:
        """The section of a file's column, -1 when it is not shown."""
        return self._columns.index(column) + 1 if column in self._columns else -1

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns) + 1

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.file_column(index.column())
        if role == CELL_ROLE:
            return self._number(row) if column < 0 else row.cells[column]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return str(row.no) if column < 0 else row.cells[column].text
        if role == Qt.ItemDataRole.ToolTipRole:
            reason = row.refused if column < 0 else row.reasons.get(column, "")
            return tr_label(reason) if reason else None
        return None

    @staticmethod
    def _number(row: CheckedRow) -> Cell:
        if row.refused:
            return Cell(str(row.no), "number", tone="danger", ground="bad")
        return Cell(str(row.no), "number", tone="muted", ground="warn" if -1 in row.reasons else "")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        column = self.file_column(section)
        return self.tr("Row") if column < 0 else self._heads[column]


class TargetHeader(TableHeader):
    """Headings of 72 px with a choice in each. Choices are made as they come into view."""

    chosen = Signal(int, str)  # column of the file, what it becomes

    def __init__(self, parent: TableView, model: RowsModel) -> None:
        super().__init__(parent)
        self._table = parent
        self._rows = model
        self._draft: Draft | None = None
        self._choices = QStandardItemModel(self)
        self._places: dict[str, int] = {}
        self.boxes: dict[int, ComboBox] = {}
        self.setSectionsMovable(False)
        self.setSectionsClickable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.has_grid = True
        self.sectionResized.connect(self.place)
        parent.horizontalScrollBar().valueChanged.connect(self.place)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), current().px(HEAD))

    def show_draft(self, draft: Draft) -> None:
        """Offer the choices for another file."""
        self.forget()
        self._draft = draft
        self._choices.clear()
        self._places.clear()
        fields = [(field.key, field.label) for field in draft.found.fields]
        for place, (target, words) in enumerate(target_choices(fields)):
            item = QStandardItem(words)
            item.setData(target, Qt.ItemDataRole.UserRole)
            self._choices.appendRow(item)
            self._places[target] = place
        self.place()

    def forget(self) -> None:
        """Take the choices away, before other columns are shown."""
        self._draft = None
        boxes, self.boxes = self.boxes, {}
        for box in boxes.values():
            box.hide()
            box.deleteLater()

    def retell(self) -> None:
        """The mapping changed: every choice made so far shows what holds."""
        for section, box in list(self.boxes.items()):  # placing one may make others
            self._tell(section, box)
        self.viewport().update()

    def place(self) -> None:
        """Make the choices in view and one beyond each edge, and put all where their sections are."""
        if self._draft is None or self._table.model() is None:
            return
        count = self._rows.columnCount()
        first = max(1, self.logicalIndexAt(0) - 1)
        last = self.logicalIndexAt(max(0, self.viewport().width() - 1))
        last = count - 1 if last < 0 else min(count - 1, last + 1)
        for section in range(first, last + 1):
            if section not in self.boxes:
                self._make(section)
        theme = current()
        side, height = theme.px(PAD), theme.px(28)
        top = theme.px(HEAD - 10) - height
        for section, box in list(self.boxes.items()):  # moving one may make others
            left = self.sectionViewportPosition(section)
            box.setGeometry(left + side, top, self.sectionSize(section) - 2 * side, height)

    def _make(self, section: int) -> None:
        column = self._rows.file_column(section)
        head = str(self._rows.headerData(section, Qt.Orientation.Horizontal))
        box = ComboBox(
            self.tr("{column} becomes").format(column=head), size="compact", parent=self.viewport()
        )
        box.setProperty("user_data", True)
        box.setProperty("section", section)
        box.setModel(self._choices)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.installEventFilter(self)
        self.boxes[section] = box
        self._tell(section, box)
        box.activated.connect(lambda place: self.chosen.emit(column, str(box.itemData(place))))
        made = sorted(self.boxes)
        at = made.index(section)
        if at > 0:
            QWidget.setTabOrder(self.boxes[made[at - 1]], box)
        if at + 1 < len(made):
            QWidget.setTabOrder(box, self.boxes[made[at + 1]])
        box.show()

    def words_of(self, draft: Draft, column: int) -> str:
        """What the choice of a column says now."""
        item = self._choices.item(self._place_of(draft, column))
        return item.text() if item is not None else ""

    def _place_of(self, draft: Draft, column: int) -> int:
        rule = draft.mapping.columns[column]
        wanted = f"phone:{rule.label}" if rule.target == "phone" and rule.label else rule.target
        if wanted.startswith("phone:") and wanted not in self._places:
            wanted = "phone"
        if wanted.startswith("custom:") and wanted not in self._places:
            wanted = OWN_FIELD
        return self._places.get(wanted, 0)

    def _tell(self, section: int, box: ComboBox) -> None:
        assert self._draft is not None
        column = self._rows.file_column(section)
        box.setCurrentIndex(self._place_of(self._draft, column))
        box.set_tone("warning" if column in self._draft.undecided() else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QComboBox):
            if event.type() == QEvent.Type.Wheel:
                return True  # turning the wheel over the table must not change what a column becomes
            if event.type() == QEvent.Type.FocusIn:
                self.bring(int(watched.property("section")))
        return super().eventFilter(watched, event)

    def bring(self, section: int) -> None:
        """Scroll so that a section is in view."""
        if section < 1:
            return
        left, width = self.sectionViewportPosition(section), self.sectionSize(section)
        bar, room = self._table.horizontalScrollBar(), self.viewport().width()
        if left < 0:
            bar.setValue(bar.value() + left)
        elif left + width > room:
            bar.setValue(bar.value() + min(left, left + width - room))
        self.place()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme = current()
        painter.save()
        painter.fillRect(rect, theme.colour("surface"))
        line = theme.colour("border")
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, line)
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), line)
        paint.smooth(painter)
        words = str(self._rows.headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        column = self._rows.file_column(logicalIndex)
        is_open = self._draft is not None and column in self._draft.undecided()
        ink = theme.colour("warning" if is_open else "text_muted")
        box = QRectF(rect).adjusted(theme.px(PAD), theme.px(8), -theme.px(PAD), 0)
        box.setHeight(theme.line("caption_strong") + theme.px(4))
        words = paint.elide(words, theme.metrics("caption_strong"), box.width())
        align = paint.RIGHT if column < 0 else paint.LEFT
        paint.text(painter, box, words, theme.font("caption_strong"), ink, align)
        painter.restore()


class ColumnsTable(TableView):
    """The table of the Columns step."""

    chosen = Signal(int, str, str)  # column of the file, target, label

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.rows = RowsModel(self)
        self.head = TargetHeader(self, self.rows)
        self.header_ = self.head
        self.setHorizontalHeader(self.head)
        self.set_grid(True)
        self.setModel(self.rows)
        self.setProperty("user_data", True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.head.setStretchLastSection(True)
        self.head.chosen.connect(self._chosen)
        self._draft: Draft | None = None
        follow_theme(self._fit)

    def show_draft(self, draft: Draft, columns: Sequence[int], rows: Sequence[CheckedRow]) -> None:
        """Show a file's rows and columns."""
        self._draft = draft
        self.head.forget()
        self.rows.show(rows, columns, draft.found.table.header)
        self.head.show_draft(draft)
        self._fit()

    def _fit(self) -> None:
        """Column widths by heading and longest cell of the first rows."""
        draft = self._draft
        if draft is None:
            return
        theme = current()
        head, cell = theme.metrics("caption_strong"), theme.metrics("table", tabular=True)
        box = theme.metrics("table")
        some = draft.checked.rows[:MEASURED]
        pad = theme.px(2 * PAD + 4)
        self.setColumnWidth(0, theme.px(ROW_COLUMN))
        for section in range(1, self.rows.columnCount()):
            column = self.rows.file_column(section)
            longest = max((row.cells[column].text for row in some), key=len, default="")
            wanted = max(
                head.horizontalAdvance(draft.found.table.header[column]),
                cell.horizontalAdvance(longest),
                box.horizontalAdvance(self.head.words_of(draft, column)) + theme.px(38),
            )
            wanted = min(max(wanted + pad, theme.px(NARROWEST)), theme.px(WIDEST))
            self.setColumnWidth(section, wanted)
        self.head.place()

    def _chosen(self, column: int, data: str) -> None:
        assert self._draft is not None
        target, _, label = data.partition(":") if data.startswith("phone:") else (data, "", "")
        if target == OWN_FIELD:
            target = f"custom:{custom_key(self._draft.found.table.header[column])}"
        self.chosen.emit(column, target, label)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.head.place()

    def focus_column(self, column: int) -> None:
        """Put the keyboard on a column's choice."""
        section = self.rows.section_of(column)
        if section < 1:
            return
        self.head.bring(section)
        self.head.boxes[section].setFocus(Qt.FocusReason.OtherFocusReason)
