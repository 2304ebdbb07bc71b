"""A server that asks everybody for the own password, as a team's does, and workspaces to bring there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from crm_desktop.clock import SystemClock
from crm_desktop.secrets import sealing
from crm_desktop.services.bundle import Services, make_services
from crm_desktop.services.team.sharing import Share, SharingService
from crm_desktop.services.workspace import NewWorkspace, WorkspaceService
from crm_desktop.store.team.server import read_address
from tests.factories import PASSWORD, QuickPasswords
from tests.postgres import PgDatabase, PgServer, find_binaries

OWNER_PASSWORD = "the administrator's secret"
PASSPHRASE = "a passphrase of the test"


@pytest.fixture(scope="session")
def asking_server(which_postgres: str) -> Iterator[PgServer]:
    """A server with scram-sha-256 for everybody."""
    binaries = find_binaries(which_postgres)
    assert binaries is not None
    server = PgServer(binaries, password=OWNER_PASSWORD)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture
def asking_place(asking_server: PgServer) -> Iterator[PgDatabase]:
    """An empty database there; the roles of its workspaces go with it."""
    database = asking_server.fresh()
    yield database
    asking_server.drop(database)
    with psycopg.connect(asking_server.own_address, autocommit=True) as connection:
        made = "SELECT rolname FROM pg_roles WHERE starts_with(rolname, 'crm_') OR rolname = 'pgbouncer'"
        for (name,) in connection.execute(made.encode()):
            connection.execute(f'DROP ROLE "{name}"'.encode())


@dataclass(frozen=True)
class Office:
    """A local workspace with people, leads and documents, and where it is to be shared."""

    folder: Path
    place: PgDatabase
    asking: PgServer

    def open(self, folder: Path | None = None) -> Services:
        """The services on the folder as it is now; close `opened`."""
        opened = WorkspaceService(SystemClock(), QuickPasswords()).open(folder or self.folder)
        return make_services(opened, SystemClock(), QuickPasswords())

    def share(self, *, owner_password: str | None = OWNER_PASSWORD, name: str = "asha") -> Share:
        """The command that shares it."""
        return Share(read_address(self.place.url()), owner_password, name, PASSWORD)

    @property
    def sharing(self) -> SharingService:
        """The service that does."""
        return SharingService(SystemClock(), QuickPasswords())

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """What the server's superuser sees in the database."""
        address = self.asking.own_address.replace("dbname=postgres", f"dbname={self.place.name}")
        with psycopg.connect(address) as connection:
            return connection.execute(sql.encode()).fetchall()

    @property
    def traces(self) -> list[tuple[Any, ...]]:
        """Schemas and roles of workspaces on the server."""
        return self.ask(
            "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, 'crm_') "
            "UNION ALL SELECT rolname FROM pg_roles WHERE starts_with(rolname, 'crm_')"
        )


@pytest.fixture
def local_office(tmp_path: Path, asking_place: PgDatabase, asking_server: PgServer, own_keys: None) -> Office:
    """An office that is still local."""
    folder = tmp_path / "office"
    WorkspaceService(SystemClock(), QuickPasswords()).create(
        folder, NewWorkspace("Shakti Finance", "asha", "Asha Rao", PASSWORD)
    )
    return Office(folder, asking_place, asking_server)


@pytest.fixture
def own_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys in files under a cheap passphrase."""
    cheap_keys(monkeypatch)


def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for what is made once for many tests."""
    cheap = sealing.PassphraseCost(passes=1, memory_kib=64, lanes=1)
    monkeypatch.setattr("crm_desktop.secrets.workspace_key.PassphraseCost", lambda: cheap)
    monkeypatch.setattr("crm_desktop.services.team.kept_sign_in.PassphraseCost", lambda: cheap)
    monkeypatch.setenv("CRM_DESKTOP_KEYSTORE", "none")
    monkeypatch.setenv("CRM_DESKTOP_PASSPHRASE", PASSPHRASE)
