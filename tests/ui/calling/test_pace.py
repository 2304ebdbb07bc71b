"""A change and its paint are two turns; and the time to the paint is told, whatever is pressed before it."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from crm_desktop.ui.calling.pace import Pace
from crm_desktop.ui.calling.states import State
from tests.ui.calling.stage import Stage, press


def settle() -> None:
    for _ in range(8):
        QApplication.processEvents()


def painted(records: list[logging.LogRecord]) -> int:
    return sum("next lead painted" in record.getMessage() for record in records)


def test_the_paint_of_a_new_state_comes_in_a_turn_of_its_own(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    settle()
    assert page.updatesEnabled()
    press(page, "Space")
    assert page.presenter.state is State.BY_HAND
    assert not page.updatesEnabled()
    QCoreApplication.sendPostedEvents()  # laid out, not painted
    assert not page.updatesEnabled()
    settle()
    assert page.updatesEnabled()


def test_what_is_typed_into_a_strip_is_painted_at_once(stage: Stage) -> None:
    stage.add("Ravi Chauhan")
    page = stage.open()
    press(page, "Space")
    press(page, "2")
    settle()
    press(page, "Alt+2")
    assert page.updatesEnabled()


@pytest.mark.parametrize("early", [(), ("Space",)], ids=["alone", "dialled before the paint"])
def test_the_time_to_the_paint_is_told_once(
    stage: Stage, caplog: pytest.LogCaptureFixture, early: tuple[str, ...]
) -> None:
    for name in ("Ravi Chauhan", "Vandana Kini", "Farida Shaikh"):
        stage.add(name)
    page = stage.open()
    Pace(page.presenter, page.hero)
    settle()
    press(page, "Space")
    settle()
    with caplog.at_level(logging.INFO, logger="crm_desktop"):
        press(page, "4")
        for key in early:
            press(page, key)
        settle()
        assert painted(caplog.records) == 1
