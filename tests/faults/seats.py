"""A team with the server's own rights and real logins, and seats that sign in there, for tests of faults."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import psycopg

from crm_desktop.clock import SetClock
from crm_desktop.domain.people import Actor
from crm_desktop.ids import new_id
from crm_desktop.store.engine import engine_of
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.team.connection import TeamStore
from crm_desktop.store.team.install import install
from crm_desktop.store.team.server import ServerPlace
from crm_desktop.store.team.team_file import TeamFile
from crm_desktop.store.unit_of_work import Store
from tests.calling_office import CallingOffice, make_calling_office
from tests.factories import PASSWORD
from tests.stores import TEAM

ADMINISTRATOR = "postgres"


@dataclass
class TeamOffice:
    """The team as the server's administrator sees it, and how its people come in."""

    co: CallingOffice
    team: TeamFile

    def seat(self, name: str, clock: SetClock, folder: Path) -> tuple[TeamStore, Actor]:
        """Sign somebody in as the program does; the hour stays the test's own, whatever the server's is."""
        store = TeamStore(self.team, folder / "server-root.pem", clock)
        actor = store.sign_in(name, PASSWORD, new_id(), f"seat-{name}", 20261120).actor
        store.clock = clock
        return store, actor


def make_team_office(
    through: ServerPlace, administering: ServerPlace, clock: SetClock, leads: int
) -> TeamOffice:
    """A team on a fresh server: people connect `through` faults, the administrator around them."""

    def connect() -> psycopg.Connection[tuple[object, ...]]:
        return administering.connect(ADMINISTRATOR, None, schema=f"{TEAM.schema},public")

    engine = engine_of(connect)
    install(engine, TEAM)
    store = Store(engine, clock)
    co = make_calling_office(store, clock)
    for n in range(leads):
        co.add_lead(f"Lead {n}")
    with store.write(None) as work:
        run = work.connection.exec_driver_sql
        run("UPDATE people SET must_change_password = false, one_time_until = NULL")
        for name, role in run("SELECT sign_in_name, role FROM people").all():
            run(f"CREATE ROLE \"{TEAM.person(name)}\" LOGIN PASSWORD '{PASSWORD}' IN ROLE "
                f'"{TEAM.schema}__{role}"')  # fmt: skip
        info = workspace_info(work)
    return TeamOffice(co, TeamFile(info, TEAM.slug, through, ADMINISTRATOR))
