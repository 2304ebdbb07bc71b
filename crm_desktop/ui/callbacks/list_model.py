"""The list of call-backs and appointments: groups with their counts, and below each its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crm_desktop.domain.appointments import AppointmentState
from crm_desktop.domain.callbacks import CallbackState
from crm_desktop.domain.formats import clock, day, group_indian
from crm_desktop.store.appointments import AppointmentRow
from crm_desktop.store.callbacks import CallbackRow
from crm_desktop.ui.appointments import words as appointment_words
from crm_desktop.ui.callbacks.words import kind_icon, lead_words, phone_words, said, standing
from crm_desktop.ui.widgets.table_cells import CELL_ROLE, Cell
from crm_desktop.ui.widgets.text import Tone

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
WHEN, LEAD, PHONE, NOTE, STATE = range(5)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with how many rows stand below it."""

    words: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A group to be shown: how many there are in all, where not all of them are listed."""

    words: str
    rows: Sequence[CallbackRow | AppointmentRow]
    total: int = 0

    def heading(self) -> str:
        """ "Coming, 12", or "Coming, 500 of 4,900"."""
        count = len(self.rows)
        if self.total > count:
            return f"{self.words}, {count} / {group_indian(self.total)}"
        return f"{self.words}, {count}"


class CallbackModel(QAbstractTableModel):
    """Lines are groups or rows; only rows can be chosen."""

    def __init__(self, zone: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._now = datetime.now(ZoneInfo(zone))
        self._lines: list[Group | CallbackRow | AppointmentRow] = []
        self._titles = (
            self.tr("Promised for"),
            self.tr("Lead"),
            self.tr("Phone"),
            self.tr("What was said"),
            self.tr("State"),
        )

    def show(self, groups: Sequence[Listed], now: datetime) -> None:
        """Show these groups; those without rows are left out."""
        self.beginResetModel()
        self._now = now
        self._lines = []
        for group in groups:
            if group.rows:
                self._lines.append(Group(group.heading()))
                self._lines.extend(group.rows)
        self.endResetModel()

    def item(self, line: int) -> CallbackRow | AppointmentRow | None:
        """The call-back or appointment of a line; None for a heading."""
        found = self._lines[line] if 0 <= line < len(self._lines) else None
        return None if isinstance(found, Group) else found

    def row(self, line: int) -> CallbackRow | None:
        """The call-back of a line; None for a heading or an appointment."""
        found = self.item(line)
        return found if isinstance(found, CallbackRow) else None

    def line_of(self, wanted: UUID | None) -> int:
        """The line of a call-back or an appointment, -1 when it isn't shown."""
        return next((i for i, line in enumerate(self._lines) if _id_of(line) == wanted is not None), -1)

    def headings(self) -> list[tuple[int, str]]:
        """The lines that are headings, with their words."""
        return [(i, line.words) for i, line in enumerate(self._lines) if isinstance(line, Group)]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.item(index.row()) is None:
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

    def _cell(self, row: CallbackRow | AppointmentRow, column: int) -> Cell:
        if isinstance(row, AppointmentRow):
            return self._appointment_cell(row, column)
        is_open = row.state is CallbackState.OPEN
        match column:
            case 0:
                tone = "danger" if is_open and row.due_at <= self._now else "" if is_open else "muted"
                return Cell(self._when(row.due_at), "figures", is_strong=is_open, tone=tone)  # type: ignore[arg-type]
            case 1:
                return Cell(lead_words(row), is_lead=True, tone="" if is_open else "muted")
            case 2:
                return Cell(phone_words(row.phone), "figures", tone="" if is_open else "muted")
            case 3:
                return Cell(said(row), tone="muted", icon=kind_icon(row))
            case _:
                stands = standing(row, self._now, self._zone)
                if stands.chip is None:
                    return Cell(stands.words, tone="muted")
                return Cell(stands.words, "chip", style=stands.chip, icon=stands.icon)

    def _appointment_cell(self, row: AppointmentRow, column: int) -> Cell:
        appointment = row.appointment
        is_open = appointment.state is AppointmentState.PLANNED
        tone: Tone = "" if is_open else "muted"
        match column:
            case 0:
                return Cell(self._when(appointment.starts_at), "figures", is_strong=is_open, tone=tone)
            case 1:
                return Cell(appointment_words.with_whom(row), is_lead=True, tone=tone)
            case 2:
                until = clock(appointment.ends_at, self._zone)
                return Cell(self.tr("until {time}").format(time=until), "figures", tone="muted")
            case 3:
                return Cell(appointment_words.what(row), tone="muted", icon="lead.city")
            case _:
                stands, kind = appointment_words.standing(row, self._now)
                return Cell(stands, "chip", style=kind, icon="sign.calendar")

    def _when(self, at: datetime) -> str:
        zone = ZoneInfo(self._zone)
        is_today = at.astimezone(zone).date() == self._now.astimezone(zone).date()
        shown = clock(at, self._zone)
        return shown if is_today else f"{day(at, self._zone)}, {shown}"


def _id_of(line: Group | CallbackRow | AppointmentRow) -> UUID | None:
    if isinstance(line, AppointmentRow):
        return line.appointment.id
    return line.id if isinstance(line, CallbackRow) else None
