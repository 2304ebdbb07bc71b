"""Paper: rows stay whole on their page, every page has the table's head, columns stand where they stood."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPdfWriter, QTextTable

from crm_desktop.ui.paper import Sheet, open_pdf, pages, paint_pages

ROOM = QSizeF(2000, 2600)
NAMES = ("Meera Kulkarni", "सुनीता रामचंद्र देशमुख", "Thiruvengadam Venkatasubramaniam Ramachandran", "")


@pytest.fixture
def writer(qapp: object, tmp_path: Path) -> QPdfWriter:
    return open_pdf(tmp_path / "paper.pdf", "Paper")


def sheet(words: list[int], widths: tuple[float, ...] = ()) -> Sheet:
    """Rows whose last cell has so many words each."""
    rows = [
        f"<td>{place}</td><td>{NAMES[place % 4]}</td><td>{'बात words ' * many}</td>"
        for place, many in enumerate(words)
    ]
    return Sheet("<h2>List</h2>", "<th>No</th><th>Who</th><th>Said</th>", rows, "<p>End</p>", widths)


def table_of(document: object) -> QTextTable:
    return next(f for f in document.rootFrame().childFrames() if isinstance(f, QTextTable))  # type: ignore[attr-defined]


def first_cells(document: object) -> list[str]:
    table = table_of(document)
    cells = []
    for row in range(table.rows()):
        cursor = table.cellAt(row, 0).firstCursorPosition()
        cells.append(cursor.block().text())
    return cells


@pytest.mark.parametrize("widths", [(), (10.0, 30.0, 60.0)])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(words=st.lists(st.integers(0, 60), min_size=1, max_size=60))
def test_every_row_is_whole_on_one_page(
    writer: QPdfWriter, widths: tuple[float, ...], words: list[int]
) -> None:
    made = pages(sheet(words, widths), writer, ROOM)
    assert [document.pageCount() for document in made[:-1]] == [1] * (len(made) - 1)
    assert made[-1].pageCount() <= 2  # what stands below the table may run on
    shown = [first_cells(document) for document in made]
    assert all(cells[0] == "No" for cells in shown)
    assert [cell for cells in shown for cell in cells[1:]] == [str(place) for place in range(len(words))]
    columns = [[w.rawValue() for w in table_of(d).format().columnWidthConstraints()] for d in made]
    assert all(each == columns[0] for each in columns)
    for document in made:
        lay = document.documentLayout()
        table = table_of(document)
        last = table.cellAt(table.rows() - 1, 2).lastCursorPosition().block()
        assert lay.blockBoundingRect(last).bottom() <= ROOM.height()


def test_a_row_higher_than_a_page_runs_over_its_end(writer: QPdfWriter) -> None:
    made = pages(sheet([2, 4000, 2]), writer, ROOM)
    assert [len(first_cells(document)) for document in made] == [2, 2, 2]
    assert made[1].pageCount() > 1


def test_no_rows_are_a_page_too(writer: QPdfWriter, tmp_path: Path) -> None:
    assert paint_pages(writer, sheet([]), "foot") == 1
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("rows", [40, 46, 300])
def test_a_long_page_is_made_in_a_thread_without_a_word_of_qt(writer: QPdfWriter, rows: int) -> None:
    made: list[int] = []
    worker = threading.Thread(target=lambda: made.append(paint_pages(writer, sheet([4] * rows), "foot")))
    worker.start()
    worker.join()
    assert made
    assert made[0] >= 1
