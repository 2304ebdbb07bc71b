"""The entry: which workspace opens, and that a second start ends at once."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from crm_desktop import app, paths
from crm_desktop.ui.entrance.choose import remember_workspace
from crm_desktop.ui.entrance.window import known_workspaces, shown_name


def test_workspaces_are_remembered_the_last_first(tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    assert known_workspaces(settings) == []
    for name in ("one", "two", "three", "one"):
        remember_workspace(settings, tmp_path / name)
    settings.sync()
    again = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    assert [folder.name for folder in known_workspaces(again)] == ["one", "three", "two"]


def test_a_description_that_cannot_be_read_has_no_name(tmp_path: Path) -> None:
    assert shown_name(tmp_path) == ""
    (tmp_path / "workspace.json").write_text("[]", "utf-8")
    assert shown_name(tmp_path) == ""
    (tmp_path / "workspace.json").write_text('{"name": "Shakti"}', "utf-8")
    assert shown_name(tmp_path) == "Shakti"


def test_settings_lie_in_the_programs_own_folder(own_home: str) -> None:
    assert Path(app.window_settings().fileName()) == paths.config_dir() / "window.ini"


def test_a_place_is_held_once_and_given_back(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory(prefix="crm-") as sockets:
        monkeypatch.setenv("TMPDIR", sockets)
        assert not app._others_may_be_open()
        first = app.claim_place(tmp_path, "main")
        assert first is not None
        assert app._others_may_be_open()
        with qtbot.waitSignal(first.raise_asked):
            assert app.claim_place(tmp_path, "main") is None
        other = app.claim_place(tmp_path, "desk-2")
        assert other is not None
        other.release()
        first.release()
        again = app.claim_place(tmp_path, "main")
        assert again is not None
        again.release()
