"""The people of the board as a table; cells are made when they are painted, so that clocks cost nothing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crm_desktop.domain.board import BoardRow, Placed
from crm_desktop.ui.board.watch import BoardWatch
from crm_desktop.ui.board.words import (
    figure_words,
    is_urgent,
    need_words,
    needs_words,
    state_and_time,
    talk_words,
)
from crm_desktop.ui.presence.words import COLOURS
from crm_desktop.ui.widgets.table_cells import CELL_ROLE, Cell

Index = QModelIndex | QPersistentModelIndex
PERSON, STATE, NEED, ON, CALLS, BAR, CONVERSATIONS, SUCCESSES, TALK = range(9)


class PeopleModel(QAbstractTableModel):
    """One row a person, who needs help first."""

    def __init__(self, watch: BoardWatch, zone: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watch, self._zone = watch, zone
        self._order: tuple[Placed, ...] = ()
        self._keys: list[UUID] = []
        watch.changed.connect(self._follow)
        watch.ticked.connect(self._tick)
        self._follow()

    def headings(self) -> Sequence[str]:
        """What the columns are called."""
        target = self._watch.target
        return (
            self.tr("Caller"),
            self.tr("Now"),
            self.tr("Needs help"),
            self.tr("Lead and campaign"),
            self.tr("Calls"),
            self._aim_words(target),
            self.tr("Spoke to"),
            self.tr("Won"),
            self.tr("Talk"),
        )

    def _aim_words(self, target: int) -> str:
        if target:
            return self.tr("of {target}").format(target=target)
        return self.tr("Goal") if self._watch.aimed() else ""

    def explained(self) -> dict[int, str]:
        """What the figures count, for the mouse over their headings."""
        return {
            CALLS: self.tr("Calls dialled or taken today; with the bar of what to aim for"),
            CONVERSATIONS: self.tr("Conversations: somebody was reached and spoke"),
            SUCCESSES: self.tr("Results that are a success"),
            TALK: self.tr("Talk where the line measures it"),
        }

    def person_at(self, row: int) -> UUID | None:
        """Whose row it is."""
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def row_of(self, person_id: UUID | None) -> int:
        """Where somebody stands; -1: nowhere."""
        return self._keys.index(person_id) if person_id in self._keys else -1

    def _follow(self) -> None:
        """Take up the order of the moment; who is chosen stays chosen wherever they go."""
        order = self._watch.order
        keys = [each.row.person_id for each in order]
        if keys == self._keys:
            self._order = order
            self._tell()
        elif set(keys) == set(self._keys):
            self.layoutAboutToBeChanged.emit()
            old = self.persistentIndexList()
            places = {key: row for row, key in enumerate(keys)}
            new = [self.index(places[self._keys[each.row()]], each.column()) for each in old]
            self._order, self._keys = order, keys
            self.changePersistentIndexList(old, new)
            self.layoutChanged.emit()
        else:
            self.beginResetModel()
            self._order, self._keys = order, keys
            self.endResetModel()

    def _tick(self) -> None:
        self._order = self._watch.order
        self._tell(NEED)

    def _tell(self, until: int = TALK) -> None:
        if self._keys:
            first = self.index(0, STATE if until == NEED else PERSON)
            self.dataChanged.emit(first, self.index(len(self._keys) - 1, until))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else TALK + 1

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        place = self._order[index.row()]
        if role == CELL_ROLE:
            return self._cell(place, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(place, index.column()).text
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == NEED and len(place.needs) > 1:
            return needs_words(place.needs)
        return None

    def _cell(self, place: Placed, column: int) -> Cell:
        row, figures = place.row, place.row.figures
        is_gone = not row.is_here
        match column:
            case 0:
                return Cell(
                    row.name, is_lead=True, is_strong=is_urgent(place.needs), tone="muted" if is_gone else ""
                )
            case 1:
                words = state_and_time(row, self._watch.now(), self._zone)
                colour = COLOURS.get(row.now.state)
                return Cell(words, "pill", style=colour) if colour else Cell(words, tone="muted")
            case 2:
                return self._need(place)
            case 3:
                return Cell(self._on(row), tone="" if row.has_lead else "muted")
            case 4:
                return Cell(figure_words(figures.calls), "number")
            case 5:
                return self._bar(place.row)
            case 6:
                return Cell(figure_words(figures.conversations), "number")
            case 7:
                return Cell(figure_words(figures.successes), "number")
        talk = talk_words(figures.talk_s)
        return Cell(talk, "number", tone="muted" if figures.talk_s is None else "")

    def _need(self, place: Placed) -> Cell:
        if not place.needs:
            return Cell()
        return Cell(need_words(place.needs[0]), "chip", style="bad" if is_urgent(place.needs) else "warn")

    def _on(self, row: BoardRow) -> str:
        campaign = row.campaign or "–"  # after the lead: many are on the same, and the card says it too
        return f"{row.lead} · {campaign}" if row.lead else campaign

    def _bar(self, row: BoardRow) -> Cell:
        if not row.target:
            return Cell()
        share = min(1.0, row.figures.calls / row.target)
        words = self.tr("of {target}").format(target=row.target)
        return Cell(words, kind="bar", share=share, tone="success" if share >= 1 else "")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (CALLS, CONVERSATIONS, SUCCESSES, TALK):
            return Qt.AlignmentFlag.AlignRight
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.explained().get(section)
        return self.headings()[section] if role == Qt.ItemDataRole.DisplayRole else None


class MedianModel(QAbstractTableModel):
    """The one row at the foot: the middle of the team."""

    def __init__(self, watch: BoardWatch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watch = watch
        watch.changed.connect(self._tell)

    def _tell(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(0, TALK))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else TALK + 1

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole):
            return None
        middle, target = self._watch.middle(), self._watch.aimed()
        words = {
            PERSON: self.tr("Median"),
            CALLS: figure_words(middle.calls),
            CONVERSATIONS: figure_words(middle.conversations),
            SUCCESSES: figure_words(middle.successes),
            TALK: talk_words(middle.talk_s),
        }.get(index.column(), "")
        if role != CELL_ROLE:
            return words
        if index.column() == BAR:
            share = min(1.0, middle.calls / target) if target else 0.0
            return Cell(kind="bar", share=share, tone="muted", ground="sum")
        return Cell(words, "text" if index.column() <= ON else "number", ground="sum")
