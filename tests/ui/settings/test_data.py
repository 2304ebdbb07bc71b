"""The settings' part for the workspace's own data."""

from __future__ import annotations

import zipfile
from pathlib import Path

from crm_desktop.ui.entrance.main_window import Desk
from crm_desktop.ui.settings.data import DataPart
from tests.ui.entrance.places import Place
from tests.ui.settings.test_settings import show
from tests.ui.walk import assert_sound


def test_everything_is_exported_from_the_settings(desk: Desk, office: Place, tmp_path: Path) -> None:
    part = show(desk, office, "data", DataPart)
    part.word.edit.setText("several good words")
    part.again.edit.setText("several good word")
    part.export.click()
    assert part.again.error()
    part.word.edit.setText("short")
    part.export.click()
    assert part.word.error()
    part.word.edit.clear()
    part.again.edit.clear()
    part.write(tmp_path / "all.zip")
    office.until(lambda: desk.ops.is_idle and not part.facts.isHidden())
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert {"manifest.json", "tables/leads.csv", "tables/leads.json"} <= set(archive.namelist())
    assert part.export.isEnabled()
    assert_sound(desk.window)
