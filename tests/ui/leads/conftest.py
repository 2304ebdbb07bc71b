"""A made-up office with 5,000 leads, copied for each test, and the leads page in its window."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from crm_desktop.clock import SetClock
from crm_desktop.domain.people import Actor
from crm_desktop.services.bundle import Services
from crm_desktop.store.engine import open_engine
from crm_desktop.store.unit_of_work import Store
from crm_desktop.ui.ops import InlineOperations
from tests.conftest import TEST_NOW
from tests.factories import Office, make_office
from tests.scale.made_up import add_made_up_leads
from tests.stores import TEST_KEY, migrated_file
from tests.ui.leads.scene import Scene, make_services, open_scene

COUNT = 5_000


@dataclass(frozen=True)
class Furnished:
    """A file with an office in it."""

    file: Path
    office: Office


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """Built once: an office whose North team owns nobody's 5,000 leads."""
    file = migrated_file(tmp_path_factory.mktemp("office") / "workspace.db")
    store = Store(open_engine(file, TEST_KEY, cache_mb=32), SetClock(TEST_NOW))
    office = make_office(store)
    add_made_up_leads(store, COUNT, team_id=office.lead.team_id)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return Furnished(file, office)


@pytest.fixture
def office(furnished: Furnished) -> Office:
    """Who works there."""
    return furnished.office


@pytest.fixture
def services(furnished: Furnished, tmp_path: Path, clock: SetClock) -> Iterator[Services]:
    """The services on a copy of the office's store."""
    path = tmp_path / "workspace.db"
    shutil.copyfile(furnished.file, path)
    store = Store(open_engine(path, TEST_KEY, cache_mb=32), clock)
    made = make_services(store)
    yield made
    store.close()


Opener = Callable[..., Scene]


@pytest.fixture
def opened(
    services: Services, clock: SetClock, ops: InlineOperations, office: Office, tmp_path: Path
) -> Opener:
    """Opens the window for someone, the team lead unless told."""

    def opener(actor: Actor | None = None, **more: object) -> Scene:
        ini = tmp_path / "window.ini"
        return open_scene(services, clock, actor or office.lead, ops, ini, **more)  # type: ignore[arg-type]

    return opener
