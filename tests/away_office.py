"""A team's office whose server can be killed: a telecaller, a campaign open at all hours, ten leads."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from crm_desktop.clock import SystemClock
from crm_desktop.domain.campaign import CallClass
from crm_desktop.domain.people import COMMAND_SEAT, Role
from crm_desktop.services.bundle import Services, make_services
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.leads import NewLead
from crm_desktop.services.people import AddPerson
from crm_desktop.services.team.sharing import Share, SharingService
from crm_desktop.services.workspace import NewWorkspace, WorkspaceService
from crm_desktop.store.team.server import read_address
from crm_desktop.store.team.versions import SETTING
from tests.factories import AGREED, PASSWORD, QuickPasswords
from tests.postgres import PgDatabase, PgServer, find_binaries
from tests.team_offices import OWNER_PASSWORD, cheap_keys

IMRAN = "imran's own words"
LEADS = 10


class ShiftedClock:
    """The computer's clock, set wrong or moved on."""

    def __init__(self) -> None:
        self.by = timedelta(0)

    def now(self) -> datetime:
        """The present moment, shifted."""
        return SystemClock().now() + self.by


@dataclass
class AwayOffice:
    """The workstation's folder, its server, and short ways to open the one and ask the other."""

    folder: Path
    server: PgServer
    place: PgDatabase
    clock: ShiftedClock
    campaign_id: UUID
    imran_id: UUID

    def open(self, seat: str | None = "main") -> Services:
        """The services as the program has them; close `opened`."""
        opened = WorkspaceService(self.clock, QuickPasswords()).open(self.folder, seat=seat)
        return make_services(opened, self.clock, QuickPasswords())

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """What the server's superuser sees in the workspace's schema."""
        address = self.server.own_address.replace("dbname=postgres", f"dbname={self.place.name}")
        with psycopg.connect(address, options="-c search_path=crm_shakti_finance,public") as connection:
            return connection.execute(sql.encode()).fetchall()

    def upgrade_to(self, version: int) -> None:
        """Let the server be a later release's: an unknown schema, and commands of its last two versions."""
        address = self.server.own_address.replace("dbname=postgres", f"dbname={self.place.name}")
        with psycopg.connect(address, options="-c search_path=crm_shakti_finance,public") as connection:
            checking = connection.execute(
                "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE position(%s in prosrc) > 0"
                " AND pronamespace = 'crm_shakti_finance'::regnamespace",
                [str(SETTING)],
            ).fetchall()
            assert checking, "no function looks at the version"
            for (made,) in checking:
                known = re.sub(r"ARRAY\[\d+, \d+\]", f"ARRAY[{version}, {version - 1}]", made)
                connection.execute(known.encode())
            connection.execute("UPDATE alembic_version SET version_num = '9999'")

    def as_admin(self, act: Any) -> Any:
        """Something the admin does at another computer: `act(services, actor)`."""
        services = self.open(seat=None)
        try:
            actor = services.people.sign_in("asha", PASSWORD, COMMAND_SEAT).actor
            given = act(services, actor)
            services.people.sign_out(actor, COMMAND_SEAT)
            return given
        finally:
            services.opened.close()


@contextmanager
def server_away(office: AwayOffice) -> Iterator[None]:
    """The server is dead meanwhile."""
    office.server.kill()
    try:
        yield
    finally:
        office.server.start_again()


@pytest.fixture(scope="session")
def away_office_template(
    which_postgres: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AwayOffice]:
    """The office, shared, on a server that asks everybody for a password: to be killed and put back."""
    binaries = find_binaries(which_postgres)
    assert binaries is not None
    server = PgServer(binaries, password=OWNER_PASSWORD, settings={"synchronous_commit": "on"})
    try:
        server.start()
        with pytest.MonkeyPatch.context() as patch:
            cheap_keys(patch)
            made = make_away_office(server, server.fresh(), tmp_path_factory.mktemp("away") / "office")
        server.keep()
        yield made
    finally:
        server.stop()


@pytest.fixture
def away_office(away_office_template: AwayOffice, tmp_path: Path, own_keys: None) -> AwayOffice:
    """The office in a folder of this test's own, its server as it was when all was made."""
    away_office_template.server.put_back()
    folder = tmp_path / "office"
    shutil.copytree(away_office_template.folder, folder)
    return replace(away_office_template, folder=folder, clock=ShiftedClock())


def make_away_office(server: PgServer, place: PgDatabase, folder: Path) -> AwayOffice:
    """Make the office in `folder` and share it."""
    clock = ShiftedClock()
    workspaces = WorkspaceService(clock, QuickPasswords())
    workspaces.create(folder, NewWorkspace("Shakti Finance", "asha", "Asha Rao", PASSWORD))
    SharingService(clock, QuickPasswords()).share(
        folder, Share(read_address(place.url()), OWNER_PASSWORD, "asha", PASSWORD)
    )
    services = make_services(workspaces.open(folder), clock, QuickPasswords())
    admin = services.people.sign_in("asha", PASSWORD, COMMAND_SEAT).actor
    campaign = services.campaigns.create(
        admin,
        NewCampaign(
            "Home loans",
            start_minute=0,
            end_minute=24 * 60,
            days=frozenset(range(7)),
            call_class=CallClass.SERVICE,
            answer=AGREED,
        ),
    )
    imran = services.people.add(admin, AddPerson("imran", "Imran Sheikh", Role.TELECALLER, IMRAN)).person
    for n in range(LEADS):
        services.leads.create(
            admin, NewLead(f"Lead {n}", (f"+91 98200 {10000 + n}",), campaign_id=campaign.id)
        )
    services.people.sign_out(admin, COMMAND_SEAT)
    services.opened.close()
    return AwayOffice(folder, server, place, clock, campaign.id, imran.id)
