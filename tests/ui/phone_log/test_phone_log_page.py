"""The page of a phone's log by keyboard: bring, choose, log, again nothing; strangers become leads."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from crm_desktop.store.tables import callbacks, calls, leads
from crm_desktop.ui.phone_log.page import PhoneLogPage
from crm_desktop.ui.widgets.table_cells import CELL_ROLE
from tests.ui.callers.test_someone_called import rows, toasts
from tests.ui.calling.stage import Stage, press, type_text
from tests.ui.phone_log.stage import office_day, open_page, write_log
from tests.ui.walk import assert_sound


def column(page: PhoneLogPage, place: int) -> list[str]:
    """The texts of a column."""
    model = page.table.model()
    return [model.index(row, place).data(CELL_ROLE).text for row in range(model.rowCount())]


def ticks(page: PhoneLogPage) -> list[bool]:
    model = page.table.model()
    return [model.index(row, 0).data(CELL_ROLE).is_checked for row in range(model.rowCount())]


def test_a_log_is_brought_chosen_by_key_and_logged_once(stage: Stage) -> None:
    page = open_page(stage, office_day(stage))
    assert page.sum.text() == (
        "9 rows = 0 logged already + 4 never logged + 3 of no lead (2 numbers) + 2 left out"
    )
    assert column(page, 6) == ["No answer", "Choose with its key", "Choose with its key", "Call-back"]
    assert ticks(page) == [True, False, False, True]
    assert page.save.words() == "Log 2 calls"
    press(page, "Down")
    press(page, "Space")
    assert "Choose the result first" in page.told.text()
    keys = {button.outcome.words: button.key for button in page.results.buttons()}
    assert (keys["Already bought"], keys["Do not call"]) == ("9", "Q")  # as in a call, where 0 is “Sold”
    press(page, "0")
    assert column(page, 6)[1] == "Choose with its key"
    press(page, "3")  # not interested, and on to the next
    press(page, "3")
    assert ticks(page) == [True, True, True, True]
    press(page, "Space")  # the missed call: not this one
    assert ticks(page) == [True, True, True, False]
    press(page, "Ctrl+Enter")
    assert toasts(stage)[-1] == "3 calls logged"
    kept = sorted(rows(stage, calls), key=lambda row: str(row["dialled_at"]))
    assert [(row["direction"], row["talk_s"], row["disposition_code"]) for row in kept] == [
        ("out", None, "NO_ANSWER"), ("out", 214, "NOT_INTERESTED"), ("in", 62, "NOT_INTERESTED"),
    ]  # fmt: skip
    assert column(page, 6) == ["Call-back"]
    assert page.sum.text().startswith("9 rows = 3 logged already + 1 never logged")
    press(page, "Ctrl+Enter")
    assert [row["kind"] for row in rows(stage, callbacks)] == ["missed_call"]
    assert column(page, 6) == []
    assert page.empty.title.text() == "Every call with a lead is logged"


def test_a_number_that_is_no_lead_becomes_one_in_one_form(stage: Stage) -> None:
    page = open_page(stage, office_day(stage))
    press(page, "Alt+2")
    assert column(page, 0) == ["+91 98111 00000", "+91 98333 00000"]
    assert column(page, 2) == ["2", "1"]
    press(page, "Down")
    press(page, "N")
    assert page.new_lead.form.number.text() == "+919833300000"
    type_text(page, "Vandana Kini")
    press(page, "Enter")
    assert [row["name"] for row in rows(stage, leads)][-1] == "Vandana Kini"
    assert "Vandana Kini" in column(page, 2)
    assert page.sum.text().startswith("9 rows = 0 logged already + 5 never logged + 2 of no lead (1 number)")


def test_what_was_left_out_says_why(stage: Stage) -> None:
    page = open_page(stage, office_day(stage))
    press(page, "Alt+3")
    assert column(page, 0) == ["9", "10"]
    assert column(page, 2) == ["No number: withheld or private", "The number can't be read"]
    press(page, "Alt+4")
    assert column(page, 0) == []
    press(page, "Ctrl+A")  # nothing to choose here
    assert page.choices is not None
    assert len(page.choices.chosen()) == 2


def test_all_or_none_at_once(stage: Stage) -> None:
    page = open_page(stage, office_day(stage))
    press(page, "Ctrl+A")
    assert ticks(page) == [False, False, False, False]
    assert not page.save.isEnabled()
    press(page, "Ctrl+A")
    assert ticks(page) == [True, False, False, True]


def test_a_file_that_is_no_log_is_told_in_one_sentence(stage: Stage) -> None:
    path = stage.folder / "leads.csv"
    path.write_text("Name,Phone,City\nRavi,9820012345,Pune\nZoya,9820012346,Pune\n", encoding="utf-8")
    page = open_page(stage, path)
    assert page.log is None
    banners = [notice.text for notice in stage.windows[-1].notices.banners]
    assert any("No column says incoming, outgoing or missed" in text for text in banners)
    page.bring(write_log(stage.folder / "calls.csv", [("", "9811100000", "1", 5, 5)]))
    assert page.part == 1
    assert column(page, 0) == ["+91 98111 00000"]


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_the_page_is_sound(stage: Stage, size: tuple[int, int]) -> None:
    page = open_page(stage)
    stage.windows[-1].resize(*size)
    QApplication.processEvents()
    assert_sound(page)
    page.bring(office_day(stage))
    press(page, "Down")
    QApplication.processEvents()
    assert_sound(page)
    press(page, "Alt+2")
    press(page, "N")
    QApplication.processEvents()
    assert_sound(page.new_lead)
