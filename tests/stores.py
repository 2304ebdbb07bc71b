"""Stores for tests: built by the migrations once, copied for each test; real ones of every engine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, Engine

from crm_desktop.clock import SetClock
from crm_desktop.domain.people import Actor
from crm_desktop.store import migrate
from crm_desktop.store.engine import open_engine, open_postgres_engine
from crm_desktop.store.team.functions import ALL
from crm_desktop.store.team.install import install
from crm_desktop.store.team.names import TeamNames
from crm_desktop.store.unit_of_work import Store
from tests.postgres import PgDatabase, PgServer

TEST_KEY = bytes(range(32))


def migrated_file(path: Path) -> Path:
    """An encrypted store with every table and nobody in it, keyed by TEST_KEY."""
    engine = open_engine(path, TEST_KEY, cache_mb=32, create=True)
    migrate.upgrade(engine)
    engine.dispose()  # the last connection takes the write-ahead log into the file
    return path


def migrate_database(database: PgDatabase) -> None:
    """Every table, nobody in it."""
    engine = open_postgres_engine(database.url())
    migrate.upgrade(engine)
    engine.dispose()


def migrated(pg_server: PgServer) -> str:
    """The template of an empty store."""
    return pg_server.template("migrated", migrate_database)


def of_a_team(pg_server: PgServer) -> str:
    """The template of an empty store with the rights of a team."""
    return pg_server.template("team", install_team)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy from."""
    return migrated_file(tmp_path_factory.mktemp("template") / "workspace.db")


@pytest.fixture
def sqlite_store(sqlite_template: Path, tmp_path: Path, clock: SetClock) -> Iterator[Store]:
    """An empty encrypted local store."""
    path = tmp_path / "workspace.db"
    shutil.copyfile(sqlite_template, path)
    store = Store(open_engine(path, TEST_KEY, cache_mb=32), clock)
    yield store
    store.close()


@pytest.fixture
def postgres_store(pg_server: PgServer, clock: SetClock) -> Iterator[Store]:
    """An empty PostgreSQL store."""
    database = pg_server.fresh(migrated(pg_server))
    store = Store(open_postgres_engine(database.url()), clock)
    yield store
    store.close()
    pg_server.drop(database)


TEAM = TeamNames("test")


def install_team(database: PgDatabase) -> None:
    """Every table with the rights of a team, nobody in it."""
    engine = open_postgres_engine(database.url())
    install(engine, TEAM)
    with engine.begin() as connection:
        connection.exec_driver_sql(SET_CLOCK)
    engine.dispose()


def by_its_own_clock(connection: psycopg.Connection[Any]) -> None:
    """Let a team's server decide by its own clock, with the function it was given."""
    for statement in _SERVER_NOW.statements(TEAM, f"{TEAM.schema}, public"):
        connection.execute(statement.encode())


_SERVER_NOW = next(function for function in ALL if function.name == "server_now")
# The server decides by the test's clock, as the office's program does.
SET_CLOCK = f"""
    CREATE OR REPLACE FUNCTION {TEAM.schema}.server_now() RETURNS timestamptz LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = {TEAM.schema}, pg_temp
    AS $$SELECT coalesce(nullif(current_setting('test.now', true), '')::timestamptz, now())$$"""


class TeamStore(Store):
    """A team's store in which one login serves everybody: each act runs as the role of whoever acts."""

    def __init__(self, engine: Engine, clock: SetClock) -> None:
        super().__init__(engine, clock, self._enter)
        self._is_administering = False

    @contextmanager
    def administering(self) -> Iterator[None]:
        """Act as the server's administrator, whoever is said to act: people are made this way here."""
        self._is_administering = True
        yield
        self._is_administering = False

    def _enter(self, connection: Connection, actor: Actor | None) -> None:
        connection.exec_driver_sql(f"SET LOCAL test.now = '{self.clock.now().isoformat()}'")
        if actor is not None and not self._is_administering:
            as_the_person(connection, actor)


def as_the_person(connection: Connection, actor: Actor) -> None:
    """Go on as the role of a person, with a token of the sign-in."""
    run = connection.exec_driver_sql
    known = run(
        "SELECT p.sign_in_name FROM sessions s JOIN people p ON p.id = s.person_id WHERE s.id = %s",
        (actor.session_id,),
    ).scalar_one_or_none()
    if known is None:
        return  # signing in this moment
    role, token = TEAM.person(known), f"token of {actor.session_id}"
    group = TEAM.group(actor.role)
    run(f'SET LOCAL ROLE "{TEAM.keeper}"')  # who alone makes logins, and from 16 on changes only its own
    if run("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).first() is None:
        run(f'CREATE ROLE "{role}" LOGIN IN ROLE "{group}"')
    elif not run("SELECT pg_has_role(%s, %s, 'MEMBER')", (role, group)).scalar_one():
        run(f'REVOKE {", ".join(TEAM.groups)} FROM "{role}"')
        run(f'GRANT "{group}" TO "{role}"')
    run("RESET ROLE")
    run(
        "INSERT INTO session_tokens VALUES (%s, %s, sha256(convert_to(%s, 'UTF8')), '', now())"
        " ON CONFLICT DO NOTHING",
        (actor.session_id, actor.person_id, token),
    )
    run("SELECT set_config('crm.token', %s, true)", (token,))
    run(f'SET LOCAL SESSION AUTHORIZATION "{role}"')


def open_team_store(database: PgDatabase, clock: SetClock) -> TeamStore:
    """A store in which everybody acts as their own role."""
    engine = open_postgres_engine(database.url(), search_path=f"{TEAM.schema},public")
    return TeamStore(engine, clock)


@pytest.fixture
def team_store(pg_server: PgServer, clock: SetClock) -> Iterator[Store]:
    """An empty PostgreSQL store with the rights of a team; who acts is the role of that person."""
    database = pg_server.fresh(of_a_team(pg_server))
    store = open_team_store(database, clock)
    yield store
    store.close()
    pg_server.drop(database)


@pytest.fixture(params=["sqlite", "postgresql", "team"])
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store, once on each engine."""
    name = {"sqlite": "sqlite_store", "postgresql": "postgres_store", "team": "team_store"}[request.param]
    found: Store = request.getfixturevalue(name)
    return found
