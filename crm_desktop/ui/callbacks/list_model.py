"""The list of call-backs: groups with their counts, and below each its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crm_desktop.domain.callbacks import CallbackState
from crm_desktop.domain.formats import clock, day
from crm_desktop.services.callbacks import MyCallbacks
from crm_desktop.store.callbacks import CallbackRow
from crm_desktop.ui.callbacks.words import NOTHING, lead_words, phone_words, standing
from crm_desktop.ui.widgets.table_cells import CELL_ROLE, Cell

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
WHEN, LEAD, PHONE, NOTE, STATE = range(5)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with how many rows stand below it."""

    words: str


class CallbackModel(QAbstractTableModel):
    """Lines are groups or rows; only rows can be chosen."""

    def __init__(self, zone: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._now = datetime.now(ZoneInfo(zone))
        self._lines: list[Group | CallbackRow] = []
        self._titles = (
            self.tr("Promised for"),
            self.tr("Lead"),
            self.tr("Phone"),
            self.tr("What was said"),
            self.tr("State"),
        )

    def show(self, groups: Sequence[tuple[str, Sequence[CallbackRow]]], now: datetime) -> None:
        """Show these groups; those without rows are left out."""
        self.beginResetModel()
        self._now = now
        self._lines = []
        for words, rows in groups:
            if rows:
                self._lines.append(Group(f"{words}, {len(rows)}"))
                self._lines.extend(rows)
        self.endResetModel()

    def set_now(self, now: datetime) -> None:
        """A minute has passed."""
        self._now = now
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, STATE))

    def row(self, line: int) -> CallbackRow | None:
        """The call-back of a line; None for a heading."""
        found = self._lines[line] if 0 <= line < len(self._lines) else None
        return found if isinstance(found, CallbackRow) else None

    def line_of(self, callback_id: UUID | None) -> int:
        """The line of a call-back, -1 when it isn't shown."""
        return next(
            (
                i
                for i, line in enumerate(self._lines)
                if isinstance(line, CallbackRow) and line.id == callback_id
            ),
            -1,
        )

    def headings(self) -> list[tuple[int, str]]:
        """The lines that are headings, with their words."""
        return [(i, line.words) for i, line in enumerate(self._lines) if isinstance(line, Group)]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.row(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == CELL_ROLE:
            if isinstance(line, Group):
                return Cell(line.words, "group")
            return self._cell(line, index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(line, Group):
                return line.words if index.column() == 0 else ""
            return self._cell(line, index.column()).text
        return None

    def _cell(self, row: CallbackRow, column: int) -> Cell:
        is_open = row.state is CallbackState.OPEN
        match column:
            case 0:
                tone = "danger" if is_open and row.due_at <= self._now else "" if is_open else "muted"
                return Cell(self._when(row), "figures", is_strong=is_open, tone=tone)  # type: ignore[arg-type]
            case 1:
                return Cell(lead_words(row), is_lead=True, tone="" if is_open else "muted")
            case 2:
                return Cell(phone_words(row.phone), "figures", tone="" if is_open else "muted")
            case 3:
                return Cell(" ".join(row.note.split()) or NOTHING, tone="muted")
            case _:
                stands = standing(row, self._now, self._zone)
                if stands.chip is None:
                    return Cell(stands.words, tone="muted")
                return Cell(stands.words, "chip", style=stands.chip, icon=stands.icon)

    def _when(self, row: CallbackRow) -> str:
        zone = ZoneInfo(self._zone)
        is_today = row.due_at.astimezone(zone).date() == self._now.astimezone(zone).date()
        shown = clock(row.due_at, self._zone)
        return shown if is_today else f"{day(row.due_at, self._zone)}, {shown}"


@dataclass(frozen=True, slots=True)
class Day:
    """One place of the strip: a day (None: everything after the others) and what is promised on it."""

    on: date | None
    count: int
    overdue: int = 0
    done: int = 0
    first_at: datetime | None = None


STRIP_DAYS = 6


def strip(mine: MyCallbacks, now: datetime, zone: str) -> list[Day]:
    """Today and the five days after it, and all later ones together."""
    tz = ZoneInfo(zone)
    today = now.astimezone(tz).date()
    open_today = len(mine.overdue) + len(mine.today)
    first = mine.today[0].due_at if mine.today else None
    found = [Day(today, open_today, len(mine.overdue), len(mine.done_today), first)]
    for ahead in range(1, STRIP_DAYS):
        on = date.fromordinal(today.toordinal() + ahead)
        rows = [row for row in mine.coming if row.due_at.astimezone(tz).date() == on]
        found.append(Day(on, len(rows), first_at=rows[0].due_at if rows else None))
    last = date.fromordinal(today.toordinal() + STRIP_DAYS - 1)
    later = [row for row in mine.coming if row.due_at.astimezone(tz).date() > last]
    found.append(Day(None, len(later), first_at=later[0].due_at if later else None))
    return found


def on_day(rows: Sequence[CallbackRow], chosen: Day, now: datetime, zone: str) -> list[CallbackRow]:
    """Those of the coming promises that are due on a day of the strip."""
    tz = ZoneInfo(zone)
    if chosen.on is not None:
        return [row for row in rows if row.due_at.astimezone(tz).date() == chosen.on]
    last = now.astimezone(tz).date().toordinal() + STRIP_DAYS - 1
    return [row for row in rows if row.due_at.astimezone(tz).date().toordinal() > last]
