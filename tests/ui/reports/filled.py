"""The office with made-up days, made once for all tests of all workers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from crm_desktop.clock import SetClock
from tests.made_once import made_once
from tests.ui.entrance.places import make_cheap, make_workspace
from tests.ui.reports.office import EVENING, fill_office


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of `fill_office`, its callers' sign-in names beside."""

    def make(folder: Path) -> None:
        make_workspace(folder, SetClock(EVENING - timedelta(hours=1)))
        (folder / "callers.txt").write_text("\n".join(fill_office(folder)), "utf-8")

    with pytest.MonkeyPatch.context() as patch:
        make_cheap(patch)
        return made_once(tmp_path_factory, "filled", make)
