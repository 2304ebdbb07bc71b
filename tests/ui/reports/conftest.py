"""An office with made-up days, once for all tests, and a program on a copy of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crm_desktop.clock import SetClock
from tests.ui.entrance.fixtures import place  # noqa: F401 - a fixture
from tests.ui.entrance.places import Place
from tests.ui.reports.filled import filled  # noqa: F401 - a fixture
from tests.ui.reports.office import EVENING


@pytest.fixture
def busy(place: Place, filled: Path) -> Place:  # noqa: F811 - the fixtures
    """A place with days of work, in the evening of the last."""
    shutil.copytree(filled, place.folder)
    place.clock = SetClock(EVENING)
    return place
