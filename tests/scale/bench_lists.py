"""Speed of the list of leads: repaint, jump to the end, next page; `python -m tests.scale lists`.

repaint: one page of rows painted, every row already read, by our model and by a QStandardItemModel holding
the same texts, each in a plain table; and both in the program's own table, which paints chips and icons.
jump: from the beginning to the end with the rows read and painted, against a scroll by one page at a place
not seen before, which has to read as well. next page: 200 rows by keyset in name order through the service,
against 200 rows by primary key with the same columns and the same joins.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QTableView, QWidget

from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.store.lead_finding import ROW
from crm_desktop.store.lead_lists import LeadLists
from crm_desktop.store.tables import leads as lead_rows
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.leads.list_model import LeadListModel
from crm_desktop.ui.leads.list_view import LeadTable
from crm_desktop.ui.leads.page import LeadsPage
from crm_desktop.ui.ops import InlineOperations
from crm_desktop.ui.theme import apply_theme, load_icons
from crm_desktop.ui.widgets.table import TableView
from tests.factories import Office
from tests.scale.lead_store import lead_store
from tests.scale.results import Result, absolute, against, middle, percentile, table
from tests.ui.leads.scene import Scene, make_services, open_scene, settle

REPAINT, JUMP, NEXT = 1.6, 1.5, 2.0
ROUNDS = 60


def _times(rounds: int, work: Callable[[int], object]) -> list[float]:
    """Milliseconds of each round."""
    found: list[float] = []
    for step in range(rounds):
        begun = time.perf_counter()
        work(step)
        found.append((time.perf_counter() - begun) * 1000)
    return found


def _painter_of(widget: QWidget) -> Callable[[int], object]:
    image = QImage(widget.size(), QImage.Format.Format_RGB32)

    def paint(_: int) -> None:
        painter = QPainter(image)
        widget.render(painter, QPoint())
        painter.end()

    return paint


def _in_turn(
    rounds: int, one: Callable[[int], object], other: Callable[[int], object]
) -> tuple[float, float]:
    """Medians of two works done in turn, so that what else the computer does meets both."""
    ours, base = [], []
    for step in range(rounds):
        ours += _times(1, lambda _, s=step: one(s))  # type: ignore[misc]
        base += _times(1, lambda _, s=step: other(s))  # type: ignore[misc]
    return middle(ours), middle(base)


def _standard(model: LeadListModel, rows: int) -> QStandardItemModel:
    """The same texts as items."""
    found = QStandardItemModel(rows, model.columnCount())
    for row in range(rows):
        for column in range(model.columnCount()):
            found.setItem(row, column, QStandardItem(str(model.index(row, column).data() or "")))
    return found


def _plain(model: LeadListModel | QStandardItemModel, like: LeadTable) -> QTableView:
    view = QTableView()
    view.setModel(model)
    view.setItemDelegate(QStyledItemDelegate(view))
    _alike(view, like)
    return view


def _alike(view: QTableView, like: LeadTable) -> None:
    """As large as the page's table, its columns as wide, its rows as high."""
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(like.verticalHeader().defaultSectionSize())
    for column in range(view.model().columnCount()):
        view.setColumnWidth(column, like.columnWidth(column))
    view.resize(like.size())
    view.show()


def _repaints(scene: Scene, size: int) -> list[Result]:
    page = scene.page
    standard = _standard(page.model, min(size, 10_000))
    ours, base = _plain(page.model, page.table), _plain(standard, page.table)
    styled = TableView("")
    styled.setModel(standard)
    _alike(styled, page.table)
    settle()
    plain = _in_turn(ROUNDS, _painter_of(ours.viewport()), _painter_of(base.viewport()))
    own = _in_turn(ROUNDS, _painter_of(page.table.viewport()), _painter_of(styled.viewport()))
    whole = _in_turn(ROUNDS, _painter_of(page.table.viewport()), _painter_of(base.viewport()))
    for view in (ours, base, styled):
        view.close()
        view.deleteLater()
    return [
        against("list: repaint, both in a plain table", size, *plain, REPAINT),
        against("list: repaint, both in the program's table", size, *own, REPAINT),
        against("list: repaint, ours styled, items plain", size, *whole, None),
    ]


def _jumps(scene: Scene, size: int) -> list[Result]:
    """To the end and a page on, at places whose rows aren't there."""
    page = scene.page
    paint = _painter_of(page.table.viewport())
    bar = page.table.verticalScrollBar()
    chosen = random.Random(1)

    def forget() -> None:
        page.model._kept.clear()
        page.model._gone.clear()

    def show() -> None:
        page.reading.read_rows()
        paint(0)

    ends, pages = [], []
    for _ in range(ROUNDS):
        bar.setValue(0)
        forget()
        ends += _times(1, lambda _: (bar.setValue(bar.maximum()), show()))
        bar.setValue(chosen.randrange(max(1, bar.maximum() - 200)))
        show()
        forget()
        pages += _times(1, lambda _: (bar.setValue(bar.value() + bar.pageStep()), show()))
    return [against("list: jump to the end ÷ a page on, rows read", size, middle(ends), middle(pages), JUMP)]


def _pages(store: Store, office: Office, scene: Scene, size: int) -> list[Result]:
    leads, actor = scene.session.services.leads, office.lead
    first = leads.page(actor, LeadQuery(), None, 200)
    keys = [first.last_key]
    for place in range(1, 20):
        no = scene.page.model.numbers[size * place // 21]
        row = leads.rows_by_no(actor, [no])[0]
        keys.append(type(first.last_key)(row.name.casefold(), row.no))  # type: ignore[call-arg, misc]

    def by_key(step: int) -> None:
        leads.page(actor, LeadQuery(), keys[step % len(keys)], 200)

    def by_number(step: int) -> None:
        start = size * (step % 20) // 21
        with store.read(actor) as work:
            lists = LeadLists(work)
            statement = lists._visible(lead_rows.select().with_only_columns(*ROW))
            lists._rows(statement.where(lead_rows.c.no > start).order_by(lead_rows.c.no).limit(200))

    by_key(0)
    by_number(0)
    ours, base = _in_turn(ROUNDS, by_key, by_number)
    numbers = _times(5, lambda _: leads.numbers(actor, LeadQuery()))
    return [
        against("list: next page by keyset ÷ by primary key", size, ours, base, NEXT),
        absolute("list: row numbers of all, in order", size, middle(numbers), None),
    ]


def _blocks(scene: Scene, size: int) -> list[Result]:
    """How long the window stands still when a list of this size is put into the table."""
    page = scene.page
    numbers = page.model.numbers[:]
    shown = _times(7, lambda _: page.model.show(numbers))
    grown: list[float] = []
    for _ in range(7):
        page.model.show(numbers[:100])
        grown += _times(1, lambda _: page.model.extend(numbers))
    keys = _times(40, lambda step: page.table.go_to(step * 7))
    return [
        absolute("list: window still while a list is put in (median)", size, middle(shown), 50),
        absolute("list: window still while the rest is added (median)", size, middle(grown), 50),
        absolute("list: another row chosen (p95)", size, percentile(keys, 0.95), 50),
    ]


def run(sizes: Sequence[int]) -> list[Result]:
    """All measurements at each size."""
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    apply_theme(app, "light", 1.0)
    load_icons()
    found: list[Result] = []
    for size in sizes:
        store, office = lead_store(size)
        ops = InlineOperations()
        services = make_services(store)
        scene = open_scene(services, store.clock, office.lead, ops, Path(mkdtemp()) / "window.ini")
        settle()
        assert isinstance(scene.page, LeadsPage)
        assert scene.page.model.rowCount() == size
        found += _repaints(scene, size)
        found += _jumps(scene, size)
        found += _pages(store, office, scene, size)
        found += _blocks(scene, size)
        scene.window.close()
        scene.window.deleteLater()
        settle()
        ops.close()
        store.close()
    return found


if __name__ == "__main__":
    print(table(run([int(size) for size in sys.argv[1:]] or [10_000])))
