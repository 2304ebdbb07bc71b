"""A team's database with an office in it, and connections as its people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import psycopg
import pytest

from crm_desktop.clock import SetClock
from tests.calling_office import CallingOffice, Template
from tests.postgres import PgDatabase, PgServer
from tests.stores import TEAM, open_team_store

Connect = Callable[[str], psycopg.Connection[Any]]


@pytest.fixture
def database(pg_server: PgServer, team_office_template: Template) -> Iterator[PgDatabase]:
    """The office's database, for this test alone."""
    made = pg_server.fresh(str(team_office_template.place))
    yield made
    pg_server.drop(made)


@pytest.fixture
def office(database: PgDatabase, team_office_template: Template, clock: SetClock) -> Iterator[CallingOffice]:
    """The services on that database."""
    store = open_team_store(database, clock)
    yield team_office_template.opened(store, clock)
    store.close()


@pytest.fixture
def administrator(database: PgDatabase) -> Iterator[psycopg.Connection[Any]]:
    """The server's administrator, each statement by itself."""
    with psycopg.connect(database.url(), autocommit=True) as connection:
        connection.execute(f"SET search_path = {TEAM.schema}, public")
        yield connection


@pytest.fixture
def connect(database: PgDatabase, administrator: psycopg.Connection[Any]) -> Iterator[Connect]:
    """Connects as a person's own role, by the sign-in name; each statement by itself."""
    with ExitStack() as stack:

        def connected(name: str) -> psycopg.Connection[Any]:
            role = TEAM.person(name)
            found = administrator.execute(
                "SELECT role FROM people WHERE sign_in_name = %s", (name,)
            ).fetchone()
            assert found is not None, name
            is_there = administrator.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
            administrator.execute(f'SET ROLE "{TEAM.keeper}"')
            if is_there is None:
                administrator.execute(f'CREATE ROLE "{role}" LOGIN')
            administrator.execute(f'REVOKE {", ".join(TEAM.groups)} FROM "{role}"')
            administrator.execute(f'GRANT "crm_test__{found[0]}" TO "{role}"')
            administrator.execute(f'ALTER ROLE "{role}" LOGIN')
            administrator.execute("RESET ROLE")
            options = f"-c search_path={TEAM.schema},public"
            url = database.url(role)
            return stack.enter_context(psycopg.connect(url, autocommit=True, options=options))

        yield connected


def sign_in(connection: psycopg.Connection[Any], seat: str = "desk") -> Any:
    """Sign in as the program does and show the token from now on; gives the server's answer."""
    connection.row_factory = psycopg.rows.namedtuple_row
    row = connection.execute("SELECT * FROM sign_in(gen_random_uuid(), %s, 20261129)", (seat,)).fetchone()
    assert row is not None
    connection.execute("SELECT set_config('crm.token', %s, false)", (row.token,))
    return row
