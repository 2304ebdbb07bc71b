"""The stage of the calling page, taken down again after each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_desktop.clock import SetClock
from crm_desktop.ui.ops import InlineOperations
from tests.staffed_stores import Staffed
from tests.ui.calling.stage import Stage, make_stage


@pytest.fixture
def stage(sqlite_staffed: Staffed, clock: SetClock, tmp_path: Path, ops: InlineOperations) -> Iterator[Stage]:
    """An office with one campaign; windows are opened by the test."""
    made = make_stage(sqlite_staffed.store, clock, tmp_path, ops, sqlite_staffed.office)
    yield made
    for window in made.windows:
        window.hide()
        window.deleteLater()
    made.seat.close()
