"""What the end-to-end tests share: a screen, and the program on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.end_to_end.program import Program, environment
from tests.end_to_end.screen import Screen, missing_programs

HERE = Path(__file__).parent
PICTURES = HERE.parents[1] / "build" / "end-to-end"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where there is no X (Windows, macOS) these tests can't be."""
    missing = missing_programs()
    for item in items:
        if missing and HERE in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=f"not installed here: {', '.join(missing)}"))


@pytest.fixture
def screen() -> Iterator[Screen]:
    """A screen of 1366×768 of the test's own."""
    made = Screen()
    yield made
    made.close()


@pytest.fixture
def at_workstation(
    screen: Screen, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Path], Program]]:
    """Makes the program for a workspace folder; ended afterwards."""
    for name, value in environment(tmp_path / "home").items():
        if name in ("CRM_DESKTOP_KEYSTORE", "CRM_DESKTOP_PASSPHRASE"):  # the books are opened in this process
            monkeypatch.setenv(name, value)
    made: list[Program] = []

    def make(folder: Path) -> Program:
        made.append(Program(screen, folder, tmp_path / "home", PICTURES / request.node.name))
        return made[-1]

    yield make
    for program in made:
        program.end()
