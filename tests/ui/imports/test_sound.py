"""Every step: names for a screen reader, nothing cut off, everything translated; at all sizes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from crm_desktop.ui.theme import apply_theme, current
from tests.ui.imports.samples import ImportDesk, outlook, property_fair
from tests.ui.walk import assert_sound


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication) -> Iterator[None]:
    """The theme of the other tests."""
    yield
    if current().zoom != 1.0:
        apply_theme(qapp, "light", 1.0)


def walk(desk: ImportDesk, tmp_path: Path, *, pseudo: bool = False) -> None:
    """Through all states of the page, each looked at."""
    page = desk.page
    assert_sound(page, pseudo=pseudo)
    (tmp_path / "photo.csv").write_bytes(b"\xff\xd8\xff\xe0" + bytes(400))
    page.open(path=tmp_path / "photo.csv")
    assert_sound(page, pseudo=pseudo)
    page.open(path=outlook(tmp_path / "outlook.csv"))
    assert_sound(page, pseudo=pseudo)
    page.open(path=property_fair(tmp_path / "fair.xlsx"))
    assert_sound(page, pseudo=pseudo)
    if not page.columns.split.tabs.isHidden():
        page.columns.split.tabs.choose(1)
        assert_sound(page, pseudo=pseudo)
        page.columns.split.tabs.choose(0)
    page.columns.show_questions()
    assert_sound(page, pseudo=pseudo)
    page.back()
    page.back()
    assert page.state() == "file"
    assert_sound(page, pseudo=pseudo)
    page.next()
    page.next()
    page.next()
    assert page.state() == "why"
    for card in page.why.cards.values():
        card.click()
        assert_sound(page, pseudo=pseudo)
    page.why.cards["later"].click()
    page.next()
    assert page.state() == "duplicates"
    assert_sound(page, pseudo=pseudo)
    page.result.show_running("fair.xlsx")
    page.wizard.go(4, "running")
    page.result.running.ask()
    assert_sound(page, pseudo=pseudo)
    page.wizard.go(3, "duplicates")
    page.run()
    assert_sound(page, pseudo=pseudo)
    page.ask_undo()
    assert_sound(page, pseudo=pseudo)
    page.result.done.part.close_()
    page.another()
    page.ask_undo()
    page.file.past.part.yes.click()
    assert_sound(page, pseudo=pseudo)


@pytest.mark.parametrize(("size", "zoom"), [((911, 512), 1.0), ((1366, 768), 1.5), ((1920, 1080), 1.25)])
def test_every_state_is_sound(
    desk: ImportDesk, tmp_path: Path, qapp: QApplication, size: tuple[int, int], zoom: float
) -> None:
    apply_theme(qapp, "light", zoom)
    desk.window.setMinimumSize(200, 200)
    desk.window.resize(*size)
    walk(desk, tmp_path)


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_every_state_is_translated(
    pseudo_language: None, desk: ImportDesk, tmp_path: Path, size: tuple[int, int]
) -> None:
    desk.window.setMinimumSize(200, 200)
    desk.window.resize(*size)
    walk(desk, tmp_path, pseudo=True)
