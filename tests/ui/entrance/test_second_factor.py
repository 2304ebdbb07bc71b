"""The second factor at the door and in the settings, by keyboard."""

from __future__ import annotations

import base64
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crm_desktop.clock import SetClock
from crm_desktop.domain.second_factor import code_of, step_of
from crm_desktop.ui.entrance.program import Program
from crm_desktop.ui.entrance.second_factor import CodeCard
from crm_desktop.ui.entrance.sign_in import SignInCard
from crm_desktop.ui.settings.second_factor import SecondFactorPart
from tests.factories import PASSWORD
from tests.ui.entrance.places import Place
from tests.ui.entrance.test_team import open_part
from tests.ui.walk import assert_sound


def set_up(place: Place, program: Program, qtbot: QtBot) -> tuple[SecondFactorPart, bytes]:
    """The part of the settings, with a second factor switched on by keyboard; its secret."""
    part = open_part(place, program, "second_factor")
    assert isinstance(part, SecondFactorPart)
    desk = program.desk
    assert desk is not None
    was = desk.window.size()
    desk.window.resize(911, 512)
    part.begin.click()
    place.until(lambda: part.scan.isVisible() and bool(part.qr.modules()))
    # In a low window too both are in view whole: what is scanned, and where its digits go.
    place.until(lambda: part.qr.visibleRegion().boundingRect() == part.qr.rect())
    assert part.first.edit.visibleRegion().boundingRect() == part.first.edit.rect()
    desk.window.resize(was)
    secret = base64.b32decode(part.secret.text().replace(" ", ""))
    qtbot.keyClicks(part.first.edit, "12")
    qtbot.keyClick(part.first.edit, Qt.Key.Key_Return)
    place.until(lambda: bool(part.first.error()))
    part.first.set_text(code_of(secret, step_of(place.clock.now())))
    qtbot.keyClick(part.first.edit, Qt.Key.Key_Return)
    place.until(lambda: part.paper.isVisible() and part.is_in_use)
    assert not part.scan.isVisible()
    assert_sound(desk.window)
    return part, secret


def test_it_is_set_up_asked_for_and_taken_away(
    office: Place, qtbot: QtBot, clock: SetClock, tmp_path: Path
) -> None:
    program = office.start()
    office.sign_in(program)
    part, secret = set_up(office, program, qtbot)
    part.save_file(str(tmp_path / "codes.pdf"))
    assert (tmp_path / "codes.pdf").read_bytes().startswith(b"%PDF")
    office.until(part.away.isVisible)
    office.end()
    office.programs.clear()

    clock.move(seconds=30)
    again = office.start()
    office.wait_open(again)
    card = again.flow.card
    assert isinstance(card, SignInCard)
    card.password.set_text(PASSWORD)
    card.submit()
    office.wait_card(again, CodeCard)
    asked = again.flow.card
    assert isinstance(asked, CodeCard)
    assert again.window.focusWidget() is asked.code.edit
    qtbot.keyClicks(asked.code.edit, "000 000 0")
    qtbot.keyClick(asked.code.edit, Qt.Key.Key_Return)
    office.until(lambda: not asked.is_busy)
    assert "isn’t right" in asked.code.error() or "isn't right" in asked.code.error()
    assert_sound(again.window)
    qtbot.keyClick(asked.code.edit, Qt.Key.Key_Escape)
    office.wait_card(again, SignInCard)
    back = again.flow.card
    assert isinstance(back, SignInCard)
    back.password.set_text(PASSWORD)
    back.submit()
    office.wait_card(again, CodeCard)
    asked = again.flow.card
    assert isinstance(asked, CodeCard)
    qtbot.keyClicks(asked.code.edit, code_of(secret, step_of(clock.now())))
    qtbot.keyClick(asked.code.edit, Qt.Key.Key_Return)
    office.until(lambda: again.desk is not None, timeout=10_000)

    part = open_part(office, again, "second_factor")
    assert part.away.isVisible()
    clock.move(seconds=30)
    part.last.set_text(code_of(secret, step_of(clock.now())))
    qtbot.keyClick(part.last.edit, Qt.Key.Key_Return)
    office.until(lambda: not part.is_in_use and part.begin.isVisible())
