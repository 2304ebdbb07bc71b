"""A table model of given cells, for lists that are read whole: people, results, campaigns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crm_desktop.ui.widgets.table_cells import CELL_ROLE, Cell

Index = QModelIndex | QPersistentModelIndex


class CellsModel(QAbstractTableModel):
    """Rows of cells under headings; each row may have a key to find it again."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = list(headings)
        self._rows: list[Sequence[Cell]] = []
        self._keys: list[object] = []

    def set_rows(self, rows: Sequence[Sequence[Cell]], keys: Sequence[object] = ()) -> None:
        """Show these rows in place of the ones before."""
        self.beginResetModel()
        self._rows = list(rows)
        self._keys = list(keys) if keys else list(range(len(rows)))
        self.endResetModel()

    def key(self, row: int) -> object:
        """The key of a row; None where there is no such row."""
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def row_of(self, key: object) -> int:
        """The row with this key, -1 when there is none."""
        return self._keys.index(key) if key in self._keys else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        cell = self._rows[index.row()][index.column()]
        if role == CELL_ROLE:
            return cell
        return cell.text if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        first = next((row for row in self._rows if row[section].kind != "group"), None)
        is_number = first is not None and first[section].kind == "number"
        if role == Qt.ItemDataRole.TextAlignmentRole and is_number:
            return Qt.AlignmentFlag.AlignRight
        return self._headings[section] if role == Qt.ItemDataRole.DisplayRole else None
