"""My day and the reports, by keyboard, on a real workspace."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from crm_desktop.domain.kpi import Unit
from crm_desktop.domain.people import Permission
from crm_desktop.domain.shift import date_of
from crm_desktop.services.reports import Question, Row
from crm_desktop.services.reports.files import csv_text
from crm_desktop.services.reports.report import PERSON, columns_of, text_column
from crm_desktop.services.reports.table import make_row
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.tables import disclosures, leads
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.reports.chart import marks
from crm_desktop.ui.reports.counting import Read
from crm_desktop.ui.reports.my_day import MyDayPage
from crm_desktop.ui.reports.page import ReportsPage
from crm_desktop.ui.reports.paper_chart import chart_of
from crm_desktop.ui.reports.trend import trend_of
from crm_desktop.ui.shell.page import Width
from crm_desktop.ui.theme import current
from tests.made_up_calls import a_call, add_row
from tests.ui.entrance.places import Place
from tests.ui.reports.office import EVENING
from tests.ui.walk import assert_sound

CTRL = Qt.KeyboardModifier.ControlModifier


def signed_in(busy: Place, name: str) -> Desk:
    program = busy.start()
    busy.sign_in(program, name)
    desk = program.desk
    assert desk is not None
    desk.window.resize(1366, 768)
    return desk


def reports_page(busy: Place, name: str = "asha.pawar") -> tuple[Desk, ReportsPage]:
    desk = signed_in(busy, name)
    desk.window.open_page("reports")
    page = desk.window.deck.current_page
    assert isinstance(page, ReportsPage)
    busy.until(lambda: desk.ops.is_idle)
    return desk, page


def test_numbers_with_their_formulas_by_arrow_keys(busy: Place, qtbot: QtBot) -> None:
    _, page = reports_page(busy)
    table = page.table
    assert table.row_model.rowCount() == 3
    assert table.foot_model.rowCount() == 1
    calls = table.row_model.columns.index(next(c for c in table.row_model.columns if c.id == "calls"))
    shown = [int(str(table.row_model.index(row, calls).data())) for row in range(3)]
    assert sum(shown) == int(str(table.foot_model.index(0, calls).data())) > 100
    table.rows.setFocus()
    for _step in range(3):
        qtbot.keyClick(table.rows, Qt.Key.Key_Right)
    assert page.receipt.formula.text() == "answered ÷ calls"
    row = table.row_model.rows[0]
    assert page.receipt.numbers.text() == f"= {row.values['answered']} ÷ {row.values['calls']}"
    assert page.receipt.value.text().endswith(" %")
    index = table.rows.currentIndex()
    assert "answered ÷ calls" in str(index.data(Qt.ItemDataRole.ToolTipRole))


def test_the_rows_behind_a_number_by_key(busy: Place, qtbot: QtBot, tmp_path: Path) -> None:
    desk, page = reports_page(busy)
    page.table.rows.setFocus()
    for _step in range(3):
        qtbot.keyClick(page.table.rows, Qt.Key.Key_Right)
    row = page.table.row_model.rows[0]
    qtbot.keyClick(page.table.rows, Qt.Key.Key_Return)
    busy.until(lambda: page.behind.isVisible() and desk.ops.is_idle)
    assert not page.table.isVisible()
    receipt = page.behind.receipt
    assert receipt is not None
    assert (receipt.part, receipt.whole) == (row.values["answered"], row.values["calls"])
    shown = page.behind.table.row_model
    assert shown.rowCount() == row.values["calls"]
    assert [c.id for c in shown.columns] == ["at", "person", "lead", "campaign", "what", "part", "whole"]
    assert_sound(desk.window)
    out = tmp_path / "behind.csv"
    page._export("csv", out)
    busy.until(lambda: out.exists() and desk.ops.is_idle)
    assert len(out.read_text("utf-8-sig").splitlines()) == shown.rowCount() + 2
    qtbot.keyClick(page.behind.table.rows, Qt.Key.Key_Escape)
    assert not page.behind.isVisible()
    assert page.table.rows.hasFocus()


def test_the_days_before_stand_beside_a_number(busy: Place, qtbot: QtBot) -> None:
    desk, page = reports_page(busy)
    page.table.rows.setFocus()
    assert not page.receipt.before.isVisible()
    qtbot.keyClick(page.table.rows, Qt.Key.Key_B)
    busy.until(lambda: desk.ops.is_idle and page.receipt.before.isVisible())
    assert page.receipt.before.text().startswith("Thu 19 Nov 2026: ")
    foot = page.table.foot_model
    assert [str(foot.index(row, 0).data()) for row in range(foot.rowCount())] == [
        "Everybody", "Thu 19 Nov 2026",
    ]  # fmt: skip
    assert page.found is not None
    assert page.found.before is not None
    assert str(foot.index(1, 1).data()) == str(page.found.before.total.values["calls"])
    page.open(report="follow-ups", period="last_7_days")  # from the board, by name
    busy.until(lambda: desk.ops.is_idle and page.found is not None and page.found.before is None)
    assert page.question().first == (EVENING - timedelta(days=7)).date()


def test_the_best_time_is_a_map_with_the_numbers_below(busy: Place) -> None:
    desk, page = reports_page(busy)
    busy.until(lambda: page.chart._plot is not None)
    page.open(report="best-time")
    busy.until(lambda: desk.ops.is_idle and page.heat.isVisible())
    assert page.found is not None
    row = page.found.table.rows[0]
    assert page.heat._plot is not None  # the bars before it brought pyqtgraph in: no second wait
    words = page.heat.words_at(int(row.key[-2:]), 4)
    assert words.startswith(f"Friday {row.values['hour']}: {row.values['calls']} calls, contact rate ")
    assert page.heat.words_at(3, 4) == ""
    hours = page.heat._hours()
    shares = page.heat._pixels(hours)
    page.charts.shades.choose(1)  # how many calls, instead of how many of them reach
    shades = {int(r.key[-2:]): (int(str(r.values["calls"])), r.key) for r in page.found.table.rows}
    most = max(shades, key=lambda hour: shades[hour])
    strong = page.heat._pixels(hours)[hours.index(most), 4]
    assert tuple(strong[:3]) == QColor(current().colour("chart_1")).getRgb()[:3]
    assert (page.heat._pixels(hours) != shares).any()
    assert_sound(desk.window)
    for report in ("results", "funnel"):
        page.open(report=report, period="month")
        busy.until(lambda: desk.ops.is_idle and page.bars.isVisible() and not page.heat.isVisible())
        table = page.found.table
        first = table.rows[0].values if report == "results" else table.total.values
        told = ("Leads in", first["leads_in"]) if report == "funnel" else (first["result"], first["calls"])
        assert page.bars.bars.words_at(1, 0) == f"{told[0]}: {told[1]}"
        assert page.bars.bars.words_at(1, 40) == ""
        assert_sound(desk.window)
    trends_of_weeks(busy, page, page.found)


def trends_of_weeks(busy: Place, page: ReportsPage, like: Read) -> None:
    """Scores by week in the same place: the point under the mouse, a click leads to its row and receipt."""
    columns = (
        text_column("week", "Week from", unit=Unit.DAY),
        PERSON,
        *columns_of("reviews", "review_score"),
    )

    def made(week: int, who: str, got: int, of: int = 100) -> Row:
        told = {"everybody": 1} if not who else {}
        figures = {"week": week, "person": who or "Everybody", "reviews": 1, "r_got": got, "r_of": of, **told}
        key = date_of(week).isoformat()
        return make_row(f"{key} {who}" if who else key, figures, columns)

    weeks = (20261102, 20261109, 20261123)  # none was reviewed from 16 on
    rows = [made(w, who, got + n) for n, w in enumerate(weeks) for who, got in (("", 60), ("asha", 80))]
    rows.append(made(20261130, "asha", 0, of=0))  # without a score: no point, and no week more
    table = replace(
        like.table, report="coaching", columns=columns, rows=tuple(rows), total=made(20261130, "", 1)
    )
    page.bars.show_table(table)
    page.table.show_table(table)
    page.found = replace(like, table=table)
    page._show_parts()
    trend = page.bars.trend
    busy.until(lambda: trend.isVisible() and not trend.words_at(2, 62))  # once it has its place
    assert not page.bars.bars.isVisible()
    assert page.bars._legend is not None
    assert page.bars._legend.accessibleName() == "Everybody"
    assert trend.words_at(3, 62) == "23 Nov: Everybody 62.0 %, reviews: 1"
    view = trend._plot.plotItem.vb
    at = view.mapViewToScene(QPointF(1, 81))
    trend._plot.scene().sigMouseClicked.emit(SimpleNamespace(scenePos=lambda: at))
    assert page.table.rows.currentIndex().data() == "81.0 %"
    assert page.receipt.whose.text() == "asha, Mon 9 Nov 2026, Score"
    assert page.bars._legend.accessibleName() == "Everybody, asha"
    assert chart_of(table, 260) is not None
    assert trend_of(replace(table, rows=tuple(rows[:2]))) is None  # one week is no trend


def test_what_is_stopped_shows_no_figures(busy: Place) -> None:
    desk, page = reports_page(busy)
    page.read()
    desk.ops._latest["reports.table"].token.cancel()
    busy.until(lambda: desk.ops.is_idle)
    assert (page.found, page.table.row_model.rowCount()) == (None, 0)
    assert page.empty.title.text() == "Not counted"
    page.empty.button.click()
    busy.until(lambda: desk.ops.is_idle and page.table.row_model.rowCount() == 3)


def test_the_formula_comes_by_key_in_small_windows(busy: Place, qtbot: QtBot) -> None:
    desk, page = reports_page(busy)
    desk.window.resize(911, 512)
    page.fit(Width.SMALL)
    assert not page.receipt.isVisible()
    page.table.rows.setFocus()
    qtbot.keyClick(page.table.rows, Qt.Key.Key_F)
    assert page.receipt.isVisible()
    qtbot.keyClick(page.table.rows, Qt.Key.Key_F)
    assert not page.receipt.isVisible()
    # the chart in place of the table, and back
    assert (page.chart.isVisible(), page.charted.words()) == (False, "Chart")
    qtbot.keyClick(page.table.rows, Qt.Key.Key_G)
    assert (page.chart.isVisible(), page.table.isVisible(), page.charted.words()) == (True, False, "Table")
    qtbot.keyClick(page.charted, Qt.Key.Key_G)
    assert page.table.rows.hasFocus()


def test_another_report_and_other_days(busy: Place, qtbot: QtBot) -> None:
    desk, page = reports_page(busy)
    page.open(report="calls")
    busy.until(lambda: desk.ops.is_idle)
    assert page.found is not None
    assert [row.key for row in page.found.table.rows] == ["2026-11-20"]
    page.table.rows.setFocus()
    qtbot.keyClick(page.table.rows, Qt.Key.Key_Left, CTRL)
    busy.until(lambda: desk.ops.is_idle)
    assert page.found.table.last_day == 20261119
    page.by.setCurrentIndex(page.by.findData("result"))
    busy.until(lambda: desk.ops.is_idle)
    assert "SOLD" in {row.key for row in page.found.table.rows}
    page.period.setCurrentIndex(page.period.findData("last_month"))
    busy.until(lambda: desk.ops.is_idle)
    assert (page.found.table.first_day, page.found.table.last_day) == (20261001, 20261031)
    assert page.found.table.rows == ()
    assert page.receipt.value.text() == ""


def test_an_empty_report_has_no_number_to_ask_about(busy: Place, qtbot: QtBot) -> None:
    desk, page = reports_page(busy)
    page.table.rows.setFocus()
    assert page.table.row_model.rowCount() == 3
    page.open(report="calls")
    page.period.setCurrentIndex(page.period.findData("last_month"))
    busy.until(lambda: desk.ops.is_idle)
    assert page.found is not None
    assert page.found.table.rows == ()
    qtbot.keyClick(page.table.rows, Qt.Key.Key_Return)
    busy.until(lambda: desk.ops.is_idle)
    assert not desk.notices.banners
    assert not desk.notices.toasts


def test_the_exported_file_is_what_the_screen_shows(busy: Place, qtbot: QtBot, tmp_path: Path) -> None:
    desk, page = reports_page(busy)
    page.table.rows.setFocus()
    qtbot.keyClick(page.table.rows, Qt.Key.Key_E, CTRL)
    box = page.export_box
    assert box.isVisible()
    qtbot.keyClick(box.file.edit, Qt.Key.Key_Backtab)
    assert box.format.buttons()[0].hasFocus(), "what holds, from behind too"
    box.file.set_text(str(tmp_path / "callers.csv"))  # what is typed chooses the format
    qtbot.keyClick(box.file.edit, Qt.Key.Key_Return, CTRL)
    busy.until(lambda: (tmp_path / "callers.csv").exists() and desk.ops.is_idle)
    assert page.found is not None
    text = (tmp_path / "callers.csv").read_text("utf-8-sig")
    assert list(csv.reader(text.splitlines())) == list(csv.reader(csv_text(page.found.table).splitlines()))
    box.show_for("", "callers")
    box.format.choose(2)
    assert box.file.text().endswith("callers.pdf")
    box.file.set_text(str(tmp_path / "callers.pdf"))
    box.take()
    busy.until(lambda: (tmp_path / "callers.pdf").exists() and desk.ops.is_idle)
    assert (tmp_path / "callers.pdf").read_bytes().startswith(b"%PDF")
    with desk.session.services.opened.store.read() as work:
        formats = work.connection.execute(select(disclosures.c.format)).scalars().all()
    assert sorted(formats) == ["csv", "pdf"]


def test_the_evening_is_copied_as_text_and_as_a_picture(busy: Place, qtbot: QtBot) -> None:
    desk, page = reports_page(busy)
    page.open(report="evening")
    busy.until(lambda: desk.ops.is_idle)
    page.table.rows.setFocus()
    qtbot.keyClick(page.table.rows, Qt.Key.Key_C)
    busy.until(lambda: desk.ops.is_idle)
    data = QApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert len(lines) <= 20
    assert lines[0].startswith("Evening report, Fri 20 Nov 2026")
    assert any(line.startswith("कविता मिश्रा") for line in lines)
    picture = data.imageData()
    assert isinstance(picture, QImage)
    assert picture.width() > 900
    with desk.session.services.opened.store.read() as work:
        customers = work.connection.execute(select(leads.c.name)).scalars().all()
    assert customers
    assert not any(name in data.text() for name in customers)
    QApplication.clipboard().clear()


def test_my_day_is_live_and_ones_own(busy: Place, qtbot: QtBot) -> None:
    desk = signed_in(busy, (busy.folder / "callers.txt").read_text("utf-8").splitlines()[0])
    actor, services = desk.session.actor, desk.session.services
    assert desk.window.rail.button("reports") is None  # the own rows are opened from here
    desk.window.open_page("day")
    page = desk.window.deck.current_page
    assert isinstance(page, MyDayPage)
    busy.until(lambda: desk.ops.is_idle)
    assert page.day is not None
    before = int(page.tiles["calls"].number.text())
    assert before == services.reports.run(actor, "calls", Question()).total.values["calls"] > 0
    with services.opened.store.write(actor) as work:
        lead_id = work.connection.execute(select(leads.c.id).limit(1)).scalar_one()
        call = a_call(lead_id, actor.person_id, EVENING - timedelta(minutes=1), "Asia/Kolkata")
        add_row(work, call)
        CallHours(work).add(call)
    desk.ops.changes.announce(frozenset({"calls"}), None)
    busy.until(lambda: page.tiles["calls"].number.text() == str(before + 1))
    page.tiles["calls"].setFocus()
    qtbot.keyClick(page.tiles["calls"], Qt.Key.Key_Tab)
    assert page.formula.text() == page.tiles["answered"].formula != ""


def test_the_chart_tells_the_hour_under_the_mouse(busy: Place, qtbot: QtBot) -> None:
    desk, page = reports_page(busy)
    busy.until(lambda: page.chart._plot is not None and desk.ops.is_idle)
    plot = page.chart._plot
    assert page.found is not None
    assert page.found.hours is not None
    first = page.found.hours.rows[0]
    place = plot.plotItem.vb.mapViewToScene(plot.plotItem.vb.viewRect().center())
    plot.scene().sigMouseMoved.emit(place)
    assert "conversations" in page.chart.told.text()
    assert str(first.values["hour"]) in page.chart.accessibleDescription()
    assert plot.viewport().mapToGlobal(QPoint(0, 0)) is not None


def test_marks_of_the_axis_are_round_and_reach_the_top() -> None:
    for most in range(1, 3000):
        found = marks(most)
        assert found[0] == 0
        assert found[-1] >= most
        assert 2 <= len(found) <= 7
        assert str(found[1]).rstrip("0") in ("1", "2", "5")


def test_the_pages_are_sound(busy: Place) -> None:
    desk, page = reports_page(busy)
    for report in ("agent-day", "evening", "attendance"):
        page.open(report=report)
        busy.until(lambda: desk.ops.is_idle)
        assert_sound(page)
    desk.window.open_page("day")
    busy.until(lambda: desk.ops.is_idle)
    day = desk.window.deck.current_page
    assert day is not None
    assert_sound(day)


def test_they_are_translated(pseudo_language: None, busy: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm_desktop.ui.entrance.program.install_translator", lambda *_: True)
    desk, page = reports_page(busy)
    assert desk.session.actor.may(Permission.SEE_REPORTS)
    for report in ("agent-day", "evening", "calls", "follow-ups", "sales"):
        page.open(report=report)
        busy.until(lambda: desk.ops.is_idle)
        assert_sound(page, pseudo=True)
    desk.window.open_page("day")
    busy.until(lambda: desk.ops.is_idle)
    day = desk.window.deck.current_page
    assert day is not None
    assert_sound(day, pseudo=True)


@pytest.mark.parametrize("size", [(911, 512), (1366, 768), (1920, 1080)])
def test_nothing_is_cut_off_at_any_size(busy: Place, size: tuple[int, int]) -> None:
    desk, page = reports_page(busy)
    desk.window.resize(*size)
    QApplication.processEvents()
    assert_sound(page)


def test_names_stay_in_view_while_figures_are_scrolled(busy: Place, qtbot: QtBot) -> None:
    desk, page = reports_page(busy)
    table = page.table
    busy.until(lambda: table.names.isVisible())
    assert table.foot_name.isVisible()
    assert table.names.width() == table.rows.columnWidth(0)
    table.rows.setFocus()
    qtbot.keyClick(table.rows, Qt.Key.Key_End)
    bar = table.rows.horizontalScrollBar()
    assert bar.value() == bar.maximum() > 0
    assert table.names.columnViewportPosition(0) == 0
    while table.rows.currentIndex().column() > 1:
        qtbot.keyClick(table.rows, Qt.Key.Key_Left)
        left = table.rows.columnViewportPosition(table.rows.currentIndex().column())
        assert left >= table.names.width()
    qtbot.keyClick(table.rows, Qt.Key.Key_Down)
    assert table.names.currentIndex().row() == table.rows.currentIndex().row() == 1
    assert QApplication.focusWidget() is table.rows
    desk.window.resize(2600, 900)
    busy.until(lambda: table.names.isHidden())
