"""A team's password in the key store: ticked once, then Enter is enough; forgotten when it is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from crm_desktop.ui.entrance import door
from crm_desktop.ui.entrance.program import Program
from crm_desktop.ui.entrance.sign_in import SignInCard
from tests.factories import PASSWORD
from tests.ui.entrance.places import Place


class Kept(dict[str, str]):
    """What the key store has, by sign-in name."""

    def of(self, name: str) -> str:
        return self.get(name, "")

    def keep(self, name: str, password: str) -> None:
        self[name] = password

    def forget(self, name: str) -> None:
        self.pop(name, None)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept:
    found = Kept()
    monkeypatch.setattr(door, "_kept_passwords", lambda _opened: found)
    return found


def card_of(place: Place, program: Program) -> SignInCard:
    place.wait_open(program)
    card: Any = program.flow.card
    assert isinstance(card, SignInCard)
    place.until(card.keep_password.isVisible)
    return card


def test_it_is_off_unless_it_is_ticked(office: Place, kept: Kept) -> None:
    program = office.start()
    card = card_of(office, program)
    assert not card.keep_password.isChecked()
    card.person.set_text("asha.pawar")
    card.password.set_text(PASSWORD)
    card.submit()
    office.until(lambda: program.desk is not None)
    assert not kept


def test_ticked_once_enter_is_enough(office: Place, kept: Kept) -> None:
    program = office.start()
    card = card_of(office, program)
    card.person.set_text("asha.pawar")
    card.keep_password.setChecked(True)
    card.password.set_text(PASSWORD)
    card.submit()
    office.until(lambda: program.desk is not None and bool(kept))
    assert kept == {"asha.pawar": PASSWORD}
    program.end()
    again = office.start()
    card = card_of(office, again)
    office.until(lambda: card.password.text() == PASSWORD)
    assert card.keep_password.isChecked()
    eye = card.password._eye
    assert eye is not None
    assert eye.isHidden(), "whoever walks by doesn't read it"
    QTest.keyClick(card.password.edit, Qt.Key.Key_Return)
    office.until(lambda: again.desk is not None)
    assert kept == {"asha.pawar": PASSWORD}


def test_a_wrong_one_is_forgotten(office: Place, kept: Kept) -> None:
    office.settings.setValue(f"entrance/{door.place_key(office.folder, 'main')}/name", "asha.pawar")
    kept["asha.pawar"] = "what it was before"
    program = office.start()
    card = card_of(office, program)
    office.until(lambda: card.password.text() == "what it was before")
    card.submit()
    office.until(lambda: bool(card.password.error()) and not kept)
    card.password.set_text("")
    eye = card.password._eye
    assert eye is not None
    assert not eye.isHidden()


def test_a_local_workspace_offers_nothing(office: Place) -> None:
    program = office.start()
    office.wait_open(program)
    card: Any = program.flow.card
    assert card.keep_password.isHidden()
