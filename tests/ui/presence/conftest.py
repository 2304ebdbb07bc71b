"""The office of the reports, its last day worked through, and a program on a copy of it."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from crm_desktop.clock import SetClock
from tests.ui.entrance.fixtures import place  # noqa: F401 - a fixture
from tests.ui.entrance.places import Place, make_cheap, make_workspace
from tests.ui.presence.office import work_the_day
from tests.ui.reports.office import EVENING, fill_office


@pytest.fixture(scope="session")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace in the evening, its callers' sign-in names beside."""
    folder = tmp_path_factory.mktemp("worked") / "ws"
    with pytest.MonkeyPatch.context() as patch:
        make_cheap(patch)
        make_workspace(folder, SetClock(EVENING - timedelta(hours=1)))
        names = sorted(fill_office(folder))  # in the order in which `work_the_day` goes through them
        work_the_day(folder)
        (folder / "callers.txt").write_text("\n".join(names), "utf-8")
    return folder


@pytest.fixture
def evening(place: Place, worked: Path) -> Place:  # noqa: F811 - the fixture
    """A place in the evening of a worked day."""
    shutil.copytree(worked, place.folder)
    place.clock = SetClock(EVENING)
    return place
