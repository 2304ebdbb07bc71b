"""Stores for tests: built by the migrations once, copied for each test; real ones of every engine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_desktop.clock import SetClock
from crm_desktop.store import migrate
from crm_desktop.store.engine import open_engine, open_postgres_engine
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
    database = pg_server.fresh(pg_server.template("migrated", migrate_database))
    store = Store(open_postgres_engine(database.url()), clock)
    yield store
    store.close()
    pg_server.drop(database)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store, once on each engine."""
    name = "sqlite_store" if request.param == "sqlite" else "postgres_store"
    found: Store = request.getfixturevalue(name)
    return found
