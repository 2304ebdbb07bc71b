"""The import page on a real store, its operations done at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from crm_desktop.clock import SetClock
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.ops import InlineOperations
from tests.ui.imports.samples import ImportDesk, make_desk


@pytest.fixture
def desk(
    qtbot: QtBot, sqlite_store: Store, clock: SetClock, ops: InlineOperations, settings: QSettings
) -> ImportDesk:
    """A window with the import page in view, a campaign, and nobody imported yet."""
    made = make_desk(sqlite_store, clock, ops, settings)
    qtbot.waitUntil(made.window.isActiveWindow)
    return made
