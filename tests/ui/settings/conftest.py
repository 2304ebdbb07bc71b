"""Programs on real workspaces."""

from __future__ import annotations

import pytest

from crm_desktop.ui.entrance.main_window import Desk
from tests.ui.entrance.fixtures import office, place, template  # noqa: F401 - fixtures
from tests.ui.entrance.places import Place


@pytest.fixture
def desk(office: Place) -> Desk:  # noqa: F811 - the fixture above
    """The admin's window."""
    program = office.start()
    office.sign_in(program)
    assert program.desk is not None
    program.desk.window.resize(1366, 768)
    return program.desk
