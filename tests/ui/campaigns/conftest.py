"""The page of campaigns in the window of a team lead, on a real workspace."""

from __future__ import annotations

import pytest

from crm_desktop.domain.people import Role
from crm_desktop.services.people import AddPerson
from crm_desktop.ui.entrance.main_window import Desk
from tests.factories import PASSWORD
from tests.ui.entrance.fixtures import office, place, template  # noqa: F401 - fixtures
from tests.ui.entrance.places import Place

PEOPLE = (
    ("joseph", "Joseph Lobo", Role.TEAM_LEAD),
    ("imran", "Imran Sheikh", Role.TELECALLER),
    ("venkat", "Thiruvengadam Venkatasubramaniam", Role.TELECALLER),
    ("sunita", "सुनीता रामचंद्र देशमुख", Role.TELECALLER),
)


@pytest.fixture
def desk(office: Place) -> Desk:  # noqa: F811 - the fixture above
    """The team lead's window."""
    program = office.start()
    office.wait_open(program)
    people = program.flow.opened.services.people  # type: ignore[union-attr]
    admin = people.sign_in("asha.pawar", PASSWORD).actor
    team = people.add_team(admin, "North")
    for sign_in, name, role in PEOPLE:
        people.add(admin, AddPerson(sign_in, name, role, PASSWORD, team.id))
    office.sign_in(program, "joseph")
    assert program.desk is not None
    program.desk.window.resize(1366, 768)
    return program.desk
