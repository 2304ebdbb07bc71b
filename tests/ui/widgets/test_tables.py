"""Tables and timelines: cells by role, keys and clicks, heights, nothing cut that must not be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import perf_counter

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from crm_desktop.ui.theme import apply_theme, current
from crm_desktop.ui.widgets.panel import EmptyState
from crm_desktop.ui.widgets.table import TableView
from crm_desktop.ui.widgets.table_cells import CELL_ROLE, Cell
from crm_desktop.ui.widgets.timeline import TimelineEntry, TimelineView

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class Rows(QAbstractTableModel):
    """Rows of cells; check cells can be turned."""

    def __init__(self, rows: Sequence[Sequence[Cell]]) -> None:
        super().__init__()
        self.rows = [list(row) for row in rows]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        return self.rows[index.row()][index.column()] if role == CELL_ROLE else None

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.rows[index.row()][index.column()] = Cell(
            kind="check", is_checked=value == Qt.CheckState.Checked.value
        )
        self.dataChanged.emit(index, index)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        return ["", "Name", "Phone"][section] if role == Qt.ItemDataRole.DisplayRole else None


def person(name: str) -> list[Cell]:
    return [Cell(kind="check"), Cell(name, is_lead=True), Cell("+91 98000 00204", "figures")]


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication) -> Iterator[None]:
    yield
    if (current().scheme, current().zoom) != ("light", 1.0):
        apply_theme(qapp, "light", 1.0)


@pytest.fixture
def model() -> Rows:
    return Rows([person("Aarav Menon"), person("सुनीता रामचंद्र देशमुख"), person("Zoya Mirza")])


@pytest.fixture
def table(qtbot: QtBot, model: Rows) -> TableView:
    made = TableView("Leads")
    qtbot.addWidget(made)
    made.setModel(model)
    made.set_widths(40, 200, 160)
    made.resize(500, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize(("rows", "height"), [("compact", 30), ("normal", 34), ("roomy", 44)])
def test_row_heights(qapp: QApplication, table: TableView, rows: str, height: int) -> None:
    table.set_row_height(rows)  # type: ignore[arg-type]
    assert table.rowHeight(0) == height
    apply_theme(qapp, "light", 1.5)
    assert table.rowHeight(0) == round(height * 1.5)
    assert table.horizontalHeader().height() == 48


def test_check_cells_turn_by_click_and_space(qtbot: QtBot, table: TableView, model: Rows) -> None:
    place = table.visualRect(model.index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert model.rows[1][0].is_checked
    table.setCurrentIndex(model.index(1, 0))
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert not model.rows[1][0].is_checked


def test_enter_opens_the_row(qtbot: QtBot, table: TableView, model: Rows) -> None:
    table.setCurrentIndex(model.index(2, 1))
    with qtbot.waitSignal(table.opened, timeout=500) as caught:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert caught.args == [2]


def test_header_asks_for_an_order(qtbot: QtBot, table: TableView) -> None:
    table.set_sorting(True, 1)
    header = table.header_
    place = QPoint(header.sectionViewportPosition(2) + 20, 10)
    with qtbot.waitSignal(table.sort_requested, timeout=500) as caught:
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert caught.args[0] == 2


def test_header_box_checks_all(qtbot: QtBot, table: TableView) -> None:
    table.header_.set_check_column(0)
    with qtbot.waitSignal(table.header_.check_all_toggled, timeout=500) as caught:
        qtbot.mouseClick(table.header_.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert caught.args == [True]


def test_chosen_row_has_its_ground_and_accent(table: TableView, model: Rows) -> None:
    table.selectRow(0)
    picture = table.viewport().grab().toImage()
    row = table.visualRect(model.index(0, 2))
    y = row.center().y() - 12
    assert picture.pixelColor(1, y).name() == current().colour("accent").name()
    assert picture.pixelColor(row.right() - 3, y).name() == current().colour("selection").name()
    other = table.visualRect(model.index(1, 2)).center().y() - 12
    assert picture.pixelColor(1, other).name() == current().colour("surface").name()


def test_hovered_row_follows_the_pointer(qtbot: QtBot, table: TableView, model: Rows) -> None:
    table._hover(1)
    picture = table.viewport().grab().toImage()
    y = table.visualRect(model.index(1, 2)).center().y() - 12
    assert picture.pixelColor(table.viewport().width() - 3, y).name() == current().colour("hover").name()


def test_group_rows_run_over_all_columns(qtbot: QtBot) -> None:
    table = TableView("Call-backs")
    qtbot.addWidget(table)
    words = "Overdue, and longer than its first column by far"
    rows = Rows([[Cell(words, "group")] * 3, person("Aarav Menon")])
    table.setModel(rows)
    table.set_widths(60, 200, 160)
    table.resize(500, 200)
    picture = table.viewport().grab().toImage()
    muted, ground = current().colour("text_muted"), current().colour("window")
    second = table.visualRect(rows.index(0, 1))
    inks = {
        picture.pixelColor(x, y).name()
        for x in range(second.left(), second.left() + 150)
        for y in range(second.top() + 4, second.bottom() - 4)
    }
    assert muted.name() in inks
    assert picture.pixelColor(second.right() - 3, second.top() + 3).name() == ground.name()


def test_phones_are_never_elided_and_names_are(table: TableView) -> None:
    theme = current()
    assert table.cells._elided("Sanjana Venkateshwaran Gopalakrishnan", "table", theme, 120).endswith("…")
    assert table.cells._elided("Zoya", "table", theme, 120) == "Zoya"
    option_width = table.cells.sizeHint(QStyleOptionViewItem(), table.model().index(0, 2))
    phone = theme.metrics("table", tabular=True).horizontalAdvance("+91 98000 00204")
    assert option_width.width() >= phone


def test_empty_state_takes_the_place_of_rows(table: TableView) -> None:
    empty = EmptyState("No leads yet")
    table.set_empty(empty)
    assert not empty.isVisible()
    table.setModel(Rows([]))
    assert empty.isVisible()
    assert empty.size() == table.viewport().size()


def test_a_page_is_painted_quickly(qtbot: QtBot) -> None:
    table = TableView("Leads")
    qtbot.addWidget(table)
    table.setModel(Rows([person(f"Aarav Menon {n}") for n in range(5000)]))
    table.resize(900, 720)
    table.show()
    qtbot.waitExposed(table)
    best = 1.0
    for _ in range(5):
        began = perf_counter()
        table.viewport().repaint()
        best = min(best, perf_counter() - began)
    assert best < 0.05  # a generous bound: a page takes some 3 ms


def test_timeline_rows_grow_with_their_words(qtbot: QtBot) -> None:
    view = TimelineView("History")
    qtbot.addWidget(view)
    view.resize(330, 400)
    view.show()
    short = TimelineEntry("call.missed", "Busy", "Today 11:48")
    long = TimelineEntry("lead.note", "Note", "Today 15:46", "Husband co-applicant. " * 8)
    view.set_entries([short, long])
    QApplication.processEvents()
    index = view.model_.index
    first, second = view.visualRect(index(0, 0)).height(), view.visualRect(index(1, 0)).height()
    assert second > first + 3 * current().line("table")
    view.resize(200, 400)
    QApplication.processEvents()
    assert view.visualRect(index(1, 0)).height() > second
    text = index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert text.startswith("Note, Today 15:46, Husband")


def test_older_entries_are_appended(qtbot: QtBot) -> None:
    view = TimelineView("History")
    qtbot.addWidget(view)
    view.set_entries([TimelineEntry("lead.note", "Note", "Today 15:46")])
    view.model_.add_entries([TimelineEntry("sign.sheet", "Imported", "12 Nov 17:30", ref=7)])
    assert view.model_.rowCount() == 2
    assert view.model_.entry(1).ref == 7
