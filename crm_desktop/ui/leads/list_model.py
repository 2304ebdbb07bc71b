"""The model of a list of any size: row numbers for all of it, rows only for what was looked at lately."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from crm_desktop.domain.lead_query import LeadRow
from crm_desktop.ui.leads.columns import CHECK, Moment, Shown
from crm_desktop.ui.widgets.table_cells import CELL_ROLE, Cell

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
KEPT_ROWS = 4096
# As numbers: a table asks some ten roles a cell, and comparing with an enumeration is slower than the rest.
_CHECK_ROLE = int(Qt.ItemDataRole.CheckStateRole)
_OTHER_ROLES = frozenset(
    (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole), _CHECK_ROLE)
)
WAITING = Cell("…", tone="muted")
GONE = Cell("–", tone="muted")
_CHECKED, _UNCHECKED = Cell(kind="check", is_checked=True), Cell(kind="check")


class _Kept:
    """A row that was read, its cells once they were painted, and whether it was read before a change."""

    __slots__ = ("cells", "is_stale", "row")

    def __init__(self, row: LeadRow) -> None:
        self.row = row
        self.cells: list[Cell] | None = None
        self.is_stale = False


class LeadListModel(QAbstractTableModel):
    """Rows by their place. What is not here yet is a placeholder, and `rows_missing` asks for it.

    Column 0 holds the check boxes; the chosen leads are a set of row numbers, or everything (`is_all`)
    but some: a million leads are never listed to choose them.
    """

    rows_missing = Signal()
    choice_changed = Signal()

    def __init__(self, moment: Callable[[], Moment], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moment = moment
        self._shown: tuple[Shown, ...] = ()
        self._numbers: array[int] = array("I")
        self._kept: dict[int, _Kept] = {}
        self._gone: set[int] = set()
        self._now = moment()
        self._chosen: set[int] = set()
        self.is_all = False
        self._is_asking = False

    # ---- what the list holds -----------------------------------------------------------------

    @property
    def numbers(self) -> array[int]:
        """The row numbers in order; not to be changed."""
        return self._numbers

    def show(self, numbers: array[int], rows: Iterable[LeadRow] = ()) -> None:
        """Show another list; rows that come along are there at once."""
        self.beginResetModel()
        self._numbers = numbers
        self._now = self._moment()
        self._keep(rows)
        self._is_asking = False
        self.endResetModel()

    def extend(self, numbers: array[int]) -> bool:
        """The whole of a list whose beginning is shown: the rest is added below. False when it differs."""
        have = len(self._numbers)
        if have == 0 or len(numbers) < have or numbers[:have] != self._numbers:
            return False
        if len(numbers) > have:
            self.beginInsertRows(NOWHERE, have, len(numbers) - 1)
            self._numbers = numbers
            self.endInsertRows()
        return True

    def fill(self, rows: Sequence[LeadRow], asked: Sequence[int] = ()) -> None:
        """Rows that were read have come; numbers `asked` for without a row are leads that are gone."""
        self._is_asking = False
        self._keep(rows)
        came = {row.no for row in rows}
        self._gone.update(number for number in asked if number not in came)
        for number in self._gone.intersection(self._kept):
            del self._kept[number]
        if self._numbers:
            last = self.index(len(self._numbers) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def not_read(self) -> None:
        """The rows asked for did not come; they are asked for again when next painted."""
        self._is_asking = False

    def _keep(self, rows: Iterable[LeadRow]) -> None:
        for row in rows:
            self._kept.pop(row.no, None)
            self._kept[row.no] = _Kept(row)
        while len(self._kept) > KEPT_ROWS:
            del self._kept[next(iter(self._kept))]

    def make_stale(self) -> None:
        """Something changed: what is kept is shown until it was read again."""
        self._gone.clear()
        for kept in self._kept.values():
            kept.is_stale = True

    def retell(self) -> None:
        """Times are written anew: a minute has passed."""
        self._now = self._moment()
        for kept in self._kept.values():
            kept.cells = None

    def row(self, place: int) -> LeadRow | None:
        """The row at a place, None when there is none or it was not read yet."""
        if not 0 <= place < len(self._numbers):
            return None
        kept = self._kept.get(self._numbers[place])
        return kept.row if kept is not None else None

    def number(self, place: int) -> int | None:
        """The row number at a place, None outside the list."""
        return self._numbers[place] if 0 <= place < len(self._numbers) else None

    def missing(self, first: int, last: int, margin: int) -> list[int]:
        """The numbers to read so that places first…last are there, and a margin around when one is not."""
        places = range(max(0, first), min(len(self._numbers), last + 1))
        if all(self._is_fresh(self._numbers[p]) for p in places):
            return []
        around = range(max(0, first - margin), min(len(self._numbers), last + 1 + margin))
        return [self._numbers[p] for p in around if not self._is_fresh(self._numbers[p])]

    def _is_fresh(self, number: int) -> bool:
        kept = self._kept.get(number)
        return number in self._gone if kept is None else not kept.is_stale

    # ---- which columns -----------------------------------------------------------------------

    @property
    def shown(self) -> tuple[Shown, ...]:
        """The columns in order, without the check boxes."""
        return self._shown

    def set_shown(self, shown: Sequence[Shown]) -> None:
        """Show these columns."""
        self.beginResetModel()
        self._shown = tuple(shown)
        for kept in self._kept.values():
            kept.cells = None
        self.endResetModel()

    # ---- which leads are chosen ----------------------------------------------------------------

    def is_chosen(self, number: int) -> bool:
        """Whether the lead with this row number is chosen."""
        return (number in self._chosen) != self.is_all

    def choose(self, place: int, is_on: bool) -> None:
        """Choose a lead, or not."""
        number = self.number(place)
        if number is None or self.is_chosen(number) == is_on:
            return
        self._chosen.symmetric_difference_update({number})
        cell = self.index(place, 0)
        self.dataChanged.emit(cell, cell)
        self.choice_changed.emit()

    def choose_all(self, is_on: bool) -> None:
        """Choose everything the list finds, by a flag; or nothing."""
        self.is_all = is_on
        self._chosen.clear()
        if self._numbers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._numbers) - 1, 0))
        self.choice_changed.emit()

    def chosen_count(self) -> int:
        """How many leads are chosen."""
        return len(self._numbers) - len(self._chosen) if self.is_all else len(self._chosen)

    def chosen_numbers(self) -> array[int]:
        """The row numbers chosen, in the order of the list; those chosen in other lists come last."""
        if self.is_all:
            return array("I", (n for n in self._numbers if n not in self._chosen))
        if len(self._chosen) < 64:
            return array("I", sorted(self._chosen))
        here = array("I", (n for n in self._numbers if n in self._chosen))
        return here + array("I", sorted(self._chosen.difference(here)))

    # ---- what Qt asks --------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown) + 1

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if role != CELL_ROLE:
            return self._other_data(index, role) if role in _OTHER_ROLES and index.isValid() else None
        number = self._numbers[index.row()]
        column = index.column()
        if column == 0:
            return _CHECKED if (number in self._chosen) != self.is_all else _UNCHECKED
        kept = self._kept.get(number)
        if kept is None:
            if number in self._gone:
                return GONE
            self._ask()
            return WAITING
        if kept.is_stale:
            self._ask()
        cells = kept.cells
        if cells is None:
            row, now = kept.row, self._now
            cells = kept.cells = [shown.column.cell(row, now) for shown in self._shown]
        return cells[column - 1]

    def _ask(self) -> None:
        if not self._is_asking:
            self._is_asking = True
            self.rows_missing.emit()

    def _other_data(self, index: Index, role: int) -> object:
        if role != _CHECK_ROLE:
            if index.column() == 0:
                return ""
            cell = self.data(index, CELL_ROLE)
            return cell.text if isinstance(cell, Cell) else None
        if index.column() == 0:
            is_on = self.is_chosen(self._numbers[index.row()])
            return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        self.choose(index.row(), value == Qt.CheckState.Checked.value)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return "" if section == 0 else self._shown[section - 1].column.shown_title()

    def column_of(self, key: str) -> int:
        """The place of a column, -1 when it is not shown."""
        if key == CHECK:
            return 0
        return next((i for i, s in enumerate(self._shown, 1) if s.column.key == key), -1)
