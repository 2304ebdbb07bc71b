"""A team with the server's own rights and real logins, and seats that sign in there, for tests of faults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from crm_desktop.clock import Clock, SetClock, SystemClock
from crm_desktop.domain.people import Actor
from crm_desktop.domain.shift import day_of
from crm_desktop.ids import new_id
from crm_desktop.store.engine import engine_of
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.team.connection import TeamStore
from crm_desktop.store.team.install import install
from crm_desktop.store.team.scram import verifier
from crm_desktop.store.team.server import ServerPlace
from crm_desktop.store.team.team_file import TeamFile
from crm_desktop.store.unit_of_work import Store
from tests.calling_office import CallingOffice, make_calling_office
from tests.factories import PASSWORD, add_callers
from tests.stores import TEAM

ADMINISTRATOR = "postgres"


@dataclass
class TeamOffice:
    """The team as the server's administrator sees it, and how its people come in."""

    co: CallingOffice
    team: TeamFile

    def seat(self, name: str, folder: Path, clock: Clock | None = None) -> tuple[TeamStore, Actor]:
        """Sign somebody in as the program does; `clock` is the workstation's, right unless given."""
        return sign_in_at(self.team, name, folder, clock)


def sign_in_at(
    team: TeamFile, name: str, folder: Path, clock: Clock | None = None
) -> tuple[TeamStore, Actor]:
    """Sign somebody in to a team, without anything else of its office."""
    store = TeamStore(team, folder / "server-root.pem", clock or SystemClock())
    today = day_of(store.clock.now(), team.info.zone, None)
    return store, store.sign_in(name, PASSWORD, new_id(), f"seat-{name}", today).actor


def where_it_is_noon() -> str:
    """A zone in which people may be called at whatever hour a test runs."""
    ahead = 12 - datetime.now(UTC).hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def make_team_office(
    through: ServerPlace, administering: ServerPlace, leads: int, further: int = 0
) -> TeamOffice:
    """A team on a fresh server: people connect `through` faults, the administrator around them.

    `further` callers beside the two: p0, p1 …
    """

    def connect() -> psycopg.Connection[tuple[object, ...]]:
        return administering.connect(ADMINISTRATOR, None, schema=f"{TEAM.schema},public")

    engine = engine_of(connect)
    install(engine, TEAM)
    store = Store(engine, SystemClock())
    co = make_calling_office(store, SetClock(datetime.now(UTC)))
    if further:
        add_callers(store, co.office, further)
    zone = where_it_is_noon()
    for n in range(leads):
        co.add_lead(f"Lead {n}", zone=zone)
    with store.write(None) as work:
        run = work.connection.exec_driver_sql
        run("UPDATE people SET must_change_password = false, one_time_until = NULL")
        run("SELECT make_login(sign_in_name, role, %s) FROM people", (verifier(PASSWORD),))
        info = workspace_info(work)
    return TeamOffice(co, TeamFile(info, TEAM.slug, through, ADMINISTRATOR))
