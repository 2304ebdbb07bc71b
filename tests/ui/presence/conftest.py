"""The office of the reports, its last day worked through, and a program on a copy of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crm_desktop.clock import SetClock
from tests.ui.entrance.fixtures import place  # noqa: F401 - a fixture
from tests.ui.entrance.places import Place, make_cheap
from tests.ui.presence.office import work_the_day
from tests.ui.reports.filled import filled  # noqa: F401 - a fixture
from tests.ui.reports.office import EVENING


@pytest.fixture(scope="session")
def worked(tmp_path_factory: pytest.TempPathFactory, filled: Path) -> Path:  # noqa: F811 - the fixture
    """The workspace in the evening, its callers' sign-in names beside."""
    folder = shutil.copytree(filled, tmp_path_factory.mktemp("worked") / "ws")
    with pytest.MonkeyPatch.context() as patch:
        make_cheap(patch)
        work_the_day(folder)
    beside = folder / "callers.txt"
    names = sorted(beside.read_text("utf-8").splitlines())  # as `work_the_day` goes through them
    beside.write_text("\n".join(names), "utf-8")
    return folder


@pytest.fixture
def evening(place: Place, worked: Path) -> Place:  # noqa: F811 - the fixture
    """A place in the evening of a worked day."""
    shutil.copytree(worked, place.folder)
    place.clock = SetClock(EVENING)
    return place
