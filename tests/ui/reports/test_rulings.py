"""Contesting a row from My day and ruling on it, by keyboard, on a real workspace."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crm_desktop.services.advanced import ADVANCED
from crm_desktop.ui.board.page import BoardPage
from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.entrance.program import Program
from crm_desktop.ui.reports.my_day import MyDayPage
from crm_desktop.ui.reports.page import ReportsPage
from crm_desktop.ui.reports.told import ResultsWatcher
from tests.ui.entrance.places import Place
from tests.ui.walk import assert_sound

CTRL = Qt.KeyboardModifier.ControlModifier


def own_figures(busy: Place, desk: Desk, qtbot: QtBot) -> ReportsPage:
    """From My day, by key."""
    desk.window.open_page("day")
    day = desk.window.deck.current_page
    assert isinstance(day, MyDayPage)
    busy.until(lambda: desk.ops.is_idle)
    qtbot.keyClick(day, Qt.Key.Key_R)
    page = desk.window.deck.current_page
    assert isinstance(page, ReportsPage)
    busy.until(lambda: desk.ops.is_idle and page.found is not None)
    return page


def entered(busy: Place, program: Program, name: str) -> Desk:
    """This person is signed in, whoever was before."""
    if program.desk is not None:
        program.desk.leave()
        busy.until(lambda: program.desk is None)
    busy.sign_in(program, name)
    desk = program.desk
    assert desk is not None
    desk.window.resize(1366, 768)
    return desk


def caller_of(desk: Desk) -> str:
    """A caller with calls today; rulings are switched on."""
    services, actor = desk.session.services, desk.session.actor
    services.settings.set(actor, ADVANCED, True)
    people = services.reports.people(actor)
    return next(person.sign_in_name for person in people if person.display_name == "कविता मिश्रा")


def test_a_caller_contests_an_own_row_and_an_admin_rules(busy: Place, qtbot: QtBot) -> None:
    program = busy.start()
    name = caller_of(entered(busy, program, "asha.pawar"))
    desk = entered(busy, program, name)
    assert desk.window.rail.button("reports") is None
    page = own_figures(busy, desk, qtbot)
    assert (page.choices.person.count(), page.choices.person.currentText()) == (1, "कविता मिश्रा")
    assert page.table.foot_model.rows[0].values["person"] == "All"
    assert [page.table.row_model.rows[0].values["person"], len(page.table.row_model.rows)] == [
        "कविता मिश्रा",
        1,
    ]
    busy.until(lambda: page.rulings.is_on)
    page.table.rows.setFocus()
    before = page.table.row_model.rows[0].values["calls"]
    qtbot.keyClick(page.table.rows, Qt.Key.Key_Return)
    busy.until(lambda: page.behind.isVisible() and desk.ops.is_idle)
    assert page.rulings.contest.isVisible()
    qtbot.keyClick(page.behind.table.rows, Qt.Key.Key_X)
    box = page.rulings.contest_box
    assert box.isVisible()
    assert_sound(desk.window)
    qtbot.keyClick(box.why.edit, Qt.Key.Key_Return, CTRL)
    busy.until(lambda: desk.ops.is_idle)
    assert "sentence" in box.why.error()
    qtbot.keyClicks(box.why.edit, "The line was tested")
    box.claim.setCurrentIndex(box.claim.findData("mine"))
    assert "team lead finds it" in box.why.edit.accessibleDescription()
    assert_sound(desk.window)
    box.claim.setCurrentIndex(box.claim.findData("other"))
    assert "team lead" not in box.why.edit.accessibleDescription()
    qtbot.keyClick(box.why.edit, Qt.Key.Key_Return, CTRL)
    busy.until(lambda: desk.ops.is_idle and not box.isVisible())
    columns = [column.id for column in page.behind.table.row_model.columns]
    assert "ruled" in columns
    qtbot.keyClick(page.behind.table.rows, Qt.Key.Key_R)
    busy.until(lambda: page.rulings.panel.isVisible() and desk.ops.is_idle)
    assert not page.rulings.panel.may_rule()
    assert not page.rulings.panel.rule.isVisible()
    desk = entered(busy, program, "asha.pawar")
    busy.until(lambda: desk.ops.is_idle and ResultsWatcher.banner in [n.id for n in desk.notices.banners])
    (bar,) = [each for each in desk.notices.banners if each.id == ResultsWatcher.banner]
    assert "contests what was done with" in bar.text
    qtbot.keyClick(desk.window, Qt.Key.Key_F6)
    busy.until(lambda: desk.window.deck.current_id == "reports" and desk.ops.is_idle)
    assert ResultsWatcher.banner not in [n.id for n in desk.notices.banners]
    desk.window.open_page("board")
    board = desk.window.deck.current_page
    assert isinstance(board, BoardPage)
    busy.until(lambda: desk.ops.is_idle and board.people.claims.isVisible())
    assert board.people.claims.words() == "Contested (1)"
    assert_sound(desk.window)
    board.open_claims()
    lead = desk.window.deck.current_page
    assert isinstance(lead, ReportsPage)
    busy.until(lambda: desk.ops.is_idle and lead.rulings.panel.isVisible())
    lead.leave_rows()
    assert isinstance(lead, ReportsPage)
    busy.until(lambda: desk.ops.is_idle and lead.rulings.open_list.isVisible())
    assert lead.rulings.open_list.words().endswith("(1)")

    def counted() -> int:
        return sum(int(str(row.values["calls"])) for row in lead.table.row_model.rows)

    seen = counted()
    qtbot.keyClick(lead.table.rows, Qt.Key.Key_R)
    busy.until(lambda: lead.rulings.panel.isVisible() and desk.ops.is_idle)
    assert not lead.table.isVisible()
    assert_sound(desk.window)
    qtbot.keyClick(lead.rulings.panel.table, Qt.Key.Key_Return)
    rule = lead.rulings.rule_box
    busy.until(rule.isVisible)
    assert rule.verdict.currentData() == "refuse"
    rule.verdict.setCurrentIndex(rule.verdict.findData("length"))
    assert rule.length.isVisible()
    assert_sound(desk.window)
    rule.verdict.setCurrentIndex(rule.verdict.findData("out"))
    qtbot.keyClicks(rule.why.edit, "The log of the line says so")
    qtbot.keyClick(rule.why.edit, Qt.Key.Key_Return, CTRL)
    busy.until(lambda: desk.ops.is_idle and not rule.isVisible())
    row = lead.rulings.panel.chosen()
    assert row is not None
    assert row.contest.ruling is not None
    assert row.contest.ruling.is_upheld
    qtbot.keyClick(lead.rulings.panel.table, Qt.Key.Key_Escape)
    busy.until(lambda: desk.ops.is_idle and lead.table.isVisible())
    assert counted() == seen - 1, "the report behind follows the ruling at once"
    assert not lead.rulings.open_list.words().endswith("(1)")
    desk = entered(busy, program, name)
    busy.until(lambda: desk.ops.is_idle and ResultsWatcher.banner in [n.id for n in desk.notices.banners])
    page = own_figures(busy, desk, qtbot)
    after = page.table.row_model.rows[0].values["calls"]
    assert (int(str(before)), int(str(after))) == (int(str(after)) + 1, int(str(after)))
