"""An office with made-up days, once for all tests, and a program on a copy of it."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from crm_desktop.clock import SetClock
from tests.ui.entrance.fixtures import place  # noqa: F401 - a fixture
from tests.ui.entrance.places import Place, make_cheap, make_workspace
from tests.ui.reports.office import EVENING, fill_office


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of `fill_office`, its callers' sign-in names beside."""
    folder = tmp_path_factory.mktemp("filled") / "ws"
    with pytest.MonkeyPatch.context() as patch:
        make_cheap(patch)
        make_workspace(folder, SetClock(EVENING - timedelta(hours=1)))
        (folder / "callers.txt").write_text("\n".join(fill_office(folder)), "utf-8")
    return folder


@pytest.fixture
def busy(place: Place, filled: Path) -> Place:  # noqa: F811 - the fixture
    """A place with days of work, in the evening of the last."""
    shutil.copytree(filled, place.folder)
    place.clock = SetClock(EVENING)
    return place
