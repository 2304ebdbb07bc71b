"""Stores with the people of an office in them, made once, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from crm_desktop.clock import SetClock
from crm_desktop.services.people import PeopleService
from crm_desktop.store.engine import open_engine, open_postgres_engine
from crm_desktop.store.unit_of_work import Store
from tests.factories import Office, QuickPasswords, make_office
from tests.postgres import PgDatabase, PgServer
from tests.stores import TEST_KEY, migrated, of_a_team, open_team_store


@dataclass(frozen=True)
class Staffed:
    """A store of one test's own, and who works there; everybody has just signed in."""

    store: Store
    office: Office


def _opened(store: Store, office: Office) -> Staffed:
    return Staffed(store, replace(office, people=PeopleService(store, QuickPasswords())))


def _file(path: Path, clock: SetClock) -> Store:
    return Store(open_engine(path, TEST_KEY, cache_mb=32), clock)


def _plain(database: PgDatabase, clock: SetClock) -> Store:
    return Store(open_postgres_engine(database.url()), clock)


def _now() -> SetClock:
    from tests.conftest import TEST_NOW  # which hands out the fixtures below

    return SetClock(TEST_NOW)


@pytest.fixture(scope="session")
def sqlite_staff(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Office]:
    """The office in an encrypted file."""
    path = tmp_path_factory.mktemp("staffed") / "workspace.db"
    shutil.copyfile(sqlite_template, path)
    with closing(_file(path, _now())) as store:
        return path, make_office(store)


@pytest.fixture
def sqlite_staffed(sqlite_staff: tuple[Path, Office], tmp_path: Path, clock: SetClock) -> Iterator[Staffed]:
    """An office in a local store."""
    path = tmp_path / "workspace.db"
    shutil.copyfile(sqlite_staff[0], path)
    with closing(_file(path, clock)) as store:
        yield _opened(store, sqlite_staff[1])


@pytest.fixture(scope="session")
def postgres_staff(pg_server: PgServer) -> tuple[str, Office]:
    """The office in a database."""

    def build(database: PgDatabase) -> Office:
        with closing(_plain(database, _now())) as store:
            return make_office(store)

    return pg_server.built("staffed", build, migrated(pg_server))


@pytest.fixture(scope="session")
def team_staff(pg_server: PgServer) -> tuple[str, Office]:
    """The office in a database with the rights of a team."""

    def build(database: PgDatabase) -> Office:
        with closing(open_team_store(database, _now())) as store:
            return make_office(store)

    return pg_server.built("staffed team", build, of_a_team(pg_server))


@contextmanager
def _database(pg_server: PgServer, template: str) -> Iterator[PgDatabase]:
    made = pg_server.fresh(template)
    yield made
    pg_server.drop(made)


@pytest.fixture
def postgres_staffed(
    postgres_staff: tuple[str, Office], pg_server: PgServer, clock: SetClock
) -> Iterator[Staffed]:
    """An office in a PostgreSQL store."""
    template, office = postgres_staff
    with _database(pg_server, template) as database, closing(_plain(database, clock)) as store:
        yield _opened(store, office)


@pytest.fixture
def team_staffed(team_staff: tuple[str, Office], pg_server: PgServer, clock: SetClock) -> Iterator[Staffed]:
    """An office in a team's store, where everybody has the rights of their role alone."""
    template, office = team_staff
    with _database(pg_server, template) as database, closing(open_team_store(database, clock)) as store:
        yield _opened(store, office)


@pytest.fixture(params=["sqlite", "postgresql", "team"])
def staffed(request: pytest.FixtureRequest) -> Staffed:
    """An office, once on each engine."""
    name = {"sqlite": "sqlite_staffed", "postgresql": "postgres_staffed", "team": "team_staffed"}
    found: Staffed = request.getfixturevalue(name[request.param])
    return found


@pytest.fixture(params=["sqlite_staffed", "postgres_staffed"], ids=["sqlite_store", "postgres_store"])
def staffed_here(request: pytest.FixtureRequest) -> Staffed:
    """Where people have passwords here; a team's are kept by its server (tests/services/team)."""
    found: Staffed = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def office(staffed: Staffed) -> Office:
    """Who works in the test's staffed store."""
    return staffed.office
