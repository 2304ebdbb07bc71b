"""Terms and policies at the door: read once, accepted by a tick, kept for this version."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crm_desktop.ui.entrance.accepting import AcceptCard
from crm_desktop.ui.entrance.sign_in import SignInCard
from tests.factories import PASSWORD
from tests.ui.entrance.places import Place
from tests.ui.walk import assert_sound


@pytest.mark.asks_to_accept
def test_a_new_version_is_accepted_once_and_nothing_is_ticked_before(office: Place, qtbot: QtBot) -> None:
    program = office.start()
    office.wait_open(program)

    def sign_in() -> None:
        card = program.flow.card
        assert isinstance(card, SignInCard)
        card.person.set_text("asha.pawar")
        card.password.set_text(PASSWORD)
        card.submit()

    sign_in()
    office.wait_card(program, AcceptCard)
    card = program.flow.card
    assert isinstance(card, AcceptCard)
    assert [policy.id for policy in card.asked_for] == ["terms", "privacy"]
    assert not any(tick.isChecked() for tick in card.ticks)
    assert_sound(program.window)
    program.window.resize(911, 560)
    office.until(lambda: card.height() <= program.flow.view.height())  # Sign out is in view without scrolling
    card.back.emit()  # whoever doesn't accept is not in
    office.wait_card(program, SignInCard)
    sign_in()
    office.wait_card(program, AcceptCard)
    card = program.flow.card
    assert isinstance(card, AcceptCard)
    card.submit()
    assert "Tick what you accept" in card.trouble.words()
    for tick in card.ticks:
        assert program.window.focusWidget() is tick  # after what is missing the keyboard is there
        qtbot.keyClick(tick, Qt.Key.Key_Space)
        qtbot.keyClick(tick, Qt.Key.Key_Return)
    office.until(lambda: program.desk is not None, timeout=10_000)
    desk = program.desk
    assert desk is not None
    service, actor = desk.session.services.acceptance, desk.session.actor
    assert [(a.id, a.version) for a in service.accepted(actor)] == [
        (p.id, p.version) for p in card.asked_for
    ]  # fmt: skip
    assert service.missing(actor) == ()
