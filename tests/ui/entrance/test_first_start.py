"""The first start: four questions, then calling; a fifth only without a key store."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from crm_desktop.domain.people import Role
from crm_desktop.services.samples import SAMPLES
from crm_desktop.ui.entrance.door import sign_in_name
from crm_desktop.ui.entrance.first_start import FirstStartCard
from crm_desktop.ui.entrance.program import Program
from tests.ui.entrance.places import WORDS, Place
from tests.ui.walk import assert_sound


def answer(program: Program, qtbot: QtBot) -> FirstStartCard:
    """Type the three answers by keyboard, Enter after each."""
    card = program.flow.card
    assert isinstance(card, FirstStartCard)
    for field, words in (
        (card.office, "Shakti Finance"),
        (card.person, "Rohini Nambiar"),
        (card.password, "made-up-password"),
    ):
        qtbot.keyClicks(field.edit, words)
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    return card


def test_from_nothing_to_twenty_made_up_people(place: Place, qtbot: QtBot) -> None:
    program = place.start()
    card = answer(program, qtbot)
    assert not card.passphrase.isVisible()
    card.samples.click()
    place.until(lambda: program.desk is not None, timeout=10_000)
    desk = program.desk
    assert desk is not None
    place.until(lambda: desk.ops.is_idle)
    services, actor = desk.session.services, desk.session.actor
    assert services.workspace.name == "Shakti Finance"
    assert (actor.name, actor.role) == ("Rohini Nambiar", Role.ADMIN)
    (campaign,) = services.campaigns.list(actor)
    assert campaign.is_practice
    assert services.settings.get(actor, "last_campaign") == str(campaign.id)
    found = services.leads.find(actor, "9800000", 50)
    assert len(found) == len(SAMPLES) == 20
    assert all(row.phone.startswith("+9198000001") for row in found)
    assert not program.window.isVisible()
    assert desk.window.isVisible()


def test_nothing_of_keys_or_codes_is_said_before_the_first_call(place: Place, qtbot: QtBot) -> None:
    program = place.start()
    answer(program, qtbot).samples.click()
    place.until(lambda: program.desk is not None, timeout=10_000)
    desk = program.desk
    assert desk is not None
    place.until(lambda: desk.ops.is_idle)
    assert [notice.id for notice in desk.notices.banners if notice.id.startswith("upkeep")] == []


def test_without_a_key_store_a_second_word_is_asked_then(
    place: Place, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CRM_DESKTOP_PASSPHRASE")
    program = place.start()
    card = answer(program, qtbot)
    card.samples.click()
    place.until(lambda: card.passphrase.isVisible())
    assert not any(place.folder.glob("*"))
    assert not card.is_busy
    qtbot.keyClicks(card.passphrase.edit, WORDS)
    card.samples.click()
    place.until(lambda: program.desk is not None, timeout=10_000)


def test_a_dropped_file_leads_to_the_import(place: Place, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_text("Name,Phone\nHarshada Jadhav,+91 98000 00390\n", "utf-8")
    program = place.start()
    card = answer(program, qtbot)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    card.file.dropEvent(drop)
    assert card.file.path == file
    card.submit()
    place.until(lambda: program.desk is not None, timeout=10_000)
    assert program.desk is not None
    assert program.desk.entered.file == file
    assert program.desk.session.services.leads.find(program.desk.session.actor, "Harshada") == ()


def test_what_is_missing_is_said_at_its_field(place: Place, qtbot: QtBot) -> None:
    program = place.start()
    card = program.flow.card
    assert isinstance(card, FirstStartCard)
    qtbot.keyClicks(card.password.edit, "short")
    qtbot.mouseClick(card.samples, Qt.MouseButton.LeftButton, pos=QPoint(9, 9))
    assert card.office.error()
    assert card.person.error()
    assert "8" in card.password.error()
    assert program.window.focusWidget() is card.office.edit
    assert not place.folder.exists()


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ("Rohini Nambiar", "rohini.nambiar"),
        ("  Joseph  D’Souza ", "joseph.dsouza"),
        ("सुनीता", "सनत"),
        ("A", "a.admin"),
        ("!!", ""),
    ],
)
def test_sign_in_names(person: str, name: str) -> None:
    assert sign_in_name(person) == name


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_it_is_sound(place: Place, size: tuple[int, int]) -> None:
    program = place.start(size)
    assert_sound(program.window)


def test_it_is_translated(pseudo_language: None, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm_desktop.ui.entrance.program.install_translator", lambda *_: True)
    program = place.start()
    assert_sound(program.window, pseudo=True)
