"""Signing in: by keyboard, before the workspace is open, with wrong passwords, after a one-time password."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from crm_desktop.clock import SetClock
from crm_desktop.domain.people import Role
from crm_desktop.services.people import AddPerson
from crm_desktop.ui.entrance.keys import PassphraseCard
from crm_desktop.ui.entrance.password import NewPasswordCard
from crm_desktop.ui.entrance.program import Program
from crm_desktop.ui.entrance.sign_in import ForgotCard, SignInCard
from crm_desktop.ui.entrance.window import EntranceWindow, shown_name
from tests.factories import PASSWORD
from tests.ui.entrance.places import WORDS, Place
from tests.ui.walk import assert_sound


def sign_in_card(program: Program) -> SignInCard:
    card = program.flow.card
    assert isinstance(card, SignInCard)
    return card


def test_by_keyboard_while_the_workspace_is_still_opening(office: Place, qtbot: QtBot) -> None:
    program = office.start()
    card = sign_in_card(program)
    assert card.title.text() == "Shakti Finance"
    qtbot.keyClicks(card.person.edit, "asha.pawar")
    qtbot.keyClick(card.person.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(card.password.edit, PASSWORD)
    qtbot.keyClick(card.password.edit, Qt.Key.Key_Return)
    office.until(lambda: program.desk is not None, timeout=10_000)
    desk = program.desk
    assert desk is not None
    assert desk.session.actor.name == "Asha Pawar"
    assert desk.window.header.person.text() == "Asha Pawar"


def test_what_was_typed_before_there_was_a_field_is_not_lost(office: Place, qtbot: QtBot) -> None:
    office.settings.setValue("entrance/workspaces", [str(office.folder)])
    window = EntranceWindow(office.settings, shown_name(office.folder))
    window.show()
    qtbot.keyClicks(window, "asha")
    qtbot.keyClick(window, Qt.Key.Key_Backspace)
    assert window.take_typed() == ("ash", False)
    window.close()


def test_who_is_in_leaves_nothing_typed_at_the_entrance(office: Place) -> None:
    program = office.start()
    office.sign_in(program)
    office.until(lambda: program.flow.card is None)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [edit.text() for edit in program.window.findChildren(QLineEdit) if edit.text()] == []


def test_the_name_is_kept_only_when_asked(office: Place, qtbot: QtBot) -> None:
    program = office.start()
    office.sign_in(program)
    office.end()
    office.programs.clear()
    again = office.start()
    card = sign_in_card(again)
    assert card.person.text() == "asha.pawar"
    assert again.window.focusWidget() is card.password.edit
    card.keep.setChecked(False)
    office.sign_in(again)
    office.end()
    office.programs.clear()
    assert sign_in_card(office.start()).person.text() == ""


def test_wrong_passwords_wait_in_plain_sight(office: Place, clock: SetClock) -> None:
    program = office.start()
    office.wait_open(program)
    card = sign_in_card(program)
    for _ in range(3):
        card.person.set_text("asha.pawar")
        card.password.set_text("not this one")
        card.submit()
        office.until(lambda: not card.is_busy)
        assert "wrong" in card.password.error()
        assert card.password.text() == ""
    card.password.set_text("not this one")
    card.submit()
    office.until(lambda: card.must_wait)
    assert card.seconds_left == 5
    assert "5 seconds" in card.password.error()
    assert card.primary is not None
    assert not card.primary.isEnabled()
    card._second_over()
    assert "4 seconds" in card.password.error()
    for _ in range(4):
        card._second_over()
    assert card.primary.isEnabled()
    assert card.password.error() == ""
    clock.move(seconds=6)
    office.sign_in(program)


def test_a_one_time_password_is_changed_first(office: Place) -> None:
    program = office.start()
    office.wait_open(program)
    people = program.flow.opened.services.people  # type: ignore[union-attr]
    admin = people.sign_in("asha.pawar", PASSWORD).actor
    one_time = people.add(admin, AddPerson("imran", "Imran Sheikh", Role.TELECALLER)).one_time_password
    card = sign_in_card(program)
    card.person.set_text("imran")
    card.password.set_text(str(one_time))
    card.submit()
    office.wait_card(program, NewPasswordCard)
    change = program.flow.card
    assert isinstance(change, NewPasswordCard)
    assert program.desk is None
    change.new.set_text("a password of my own")
    change.again.set_text("another one")
    change.submit()
    assert "not the same" in change.again.error()
    change.again.set_text("a password of my own")
    change.submit()
    office.until(lambda: program.desk is not None, timeout=10_000)
    assert people.sign_in("imran", "a password of my own").must_change_password is False


def test_the_second_word_is_asked_where_there_is_no_key_store(
    office: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CRM_DESKTOP_PASSPHRASE")
    program = office.start()
    office.wait_card(program, PassphraseCard)
    card = program.flow.card
    assert isinstance(card, PassphraseCard)
    card.word.set_text("not that")
    card.submit()
    office.until(lambda: bool(card.word.error()))
    card.word.set_text(WORDS)
    card.submit()
    office.wait_card(program, SignInCard)
    office.sign_in(program)


def test_the_foot_tells_of_encryption_and_backup(office: Place, clock: SetClock) -> None:
    program = office.start()
    office.wait_open(program)
    assert program.flow.view.foot.words() == "Encrypted on this computer. No backup yet."
    opened = program.flow.opened
    assert opened is not None
    opened.services.workspaces.back_up_if_due(opened.services.opened)
    office.end()
    office.programs.clear()
    again = office.start()
    office.wait_open(again)
    assert again.flow.view.foot.words() == "Encrypted on this computer. Last backup today 15:42, tested."


def test_forgotten_and_back(office: Place, qtbot: QtBot) -> None:
    program = office.start()
    office.wait_open(program)
    sign_in_card(program).forgot.click()
    assert isinstance(program.flow.card, ForgotCard)
    assert_sound(program.window)
    program.flow.card.submit()
    assert isinstance(program.flow.card, SignInCard)
    assert program.window.focusWidget() is not None


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_it_is_sound(office: Place, size: tuple[int, int]) -> None:
    program = office.start(size)
    office.wait_open(program)
    assert_sound(program.window)


def test_it_is_translated(pseudo_language: None, office: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm_desktop.ui.entrance.program.install_translator", lambda *_: True)
    program = office.start()
    office.wait_open(program)
    assert_sound(program.window, pseudo=True)
    for show in (program.flow.show_forgot, program.flow.show_recover, program.flow.show_restore):
        show()
        assert_sound(program.window, pseudo=True)
    program.flow.show_choose()
    assert_sound(program.window, pseudo=True)
