"""Server killed, network cut at any message, seats killed between any two steps: lost 0, doubled 0.

The short form runs with the tests; `make soak` runs it with 10,000 acts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_desktop.clock import SetClock
from crm_desktop.store.engine import open_postgres_engine
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.unit_of_work import Store
from tests.calling_office import CallingOffice, make_calling_office
from tests.faults.ordeal import Books, Caller, Ordeal
from tests.faults.proxy import Proxy
from tests.postgres import SUPERUSER, PgServer, find_binaries
from tests.stores import migrate_database

IS_SOAK = os.environ.get("CRM_DESKTOP_TEST_PROFILE") == "soak"
ACTS = int(os.environ.get("CRM_DESKTOP_FAULT_ACTS", "10000" if IS_SOAK else "300"))
SEEDS = range(1)
LEADS_AN_ACT = 0.35

pytestmark = pytest.mark.allow_log("a kept act could not be sent|terminating|closed|connection")


@pytest.fixture(scope="module")
def own_server(which_postgres: str) -> Iterator[PgServer]:
    """A server of these tests' own, which may be killed; what it acknowledged it has written."""
    binaries = find_binaries(which_postgres)
    if binaries is None:
        pytest.skip("PostgreSQL's server is not installed")
    server = PgServer(binaries, settings={"synchronous_commit": "on"})
    server.start()
    yield server
    server.stop()


@pytest.mark.timeout(0)
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_and_nothing_doubled(
    own_server: PgServer, tmp_path: Path, clock: SetClock, seed: int
) -> None:
    database = own_server.fresh()
    migrate_database(database)
    direct = Store(open_postgres_engine(database.url()), clock)
    co: CallingOffice = make_calling_office(direct, clock)
    for n in range(round(ACTS * LEADS_AN_ACT)):
        co.add_lead(f"Lead {n}")
    proxy = Proxy("127.0.0.1", database.port)
    url = f"postgresql://{SUPERUSER}@127.0.0.1:{proxy.port}/{database.name}?sslmode=disable"
    with direct.read() as work:
        books = Books(info=workspace_info(work))
    stores = [Store(open_postgres_engine(url), clock) for _ in range(2)]
    people = (co.office.asha, co.office.imran)
    callers = [Caller(who, store, tmp_path, clock, books) for who, store in zip(people, stores, strict=True)]

    def kill_server() -> None:
        own_server.kill()
        own_server.start_again()

    ordeal = Ordeal(co, callers, proxy, clock, seed, kill_server)
    try:
        ordeal.run(ACTS)
        assert ordeal.wrong() == [], dict(books.faults)
        assert len(books.results) > ACTS / 10, "calls were made all the same"
        beside = f"{len(books.texts)} texts, {len(books.booked)} appointments, {books.quiet} put off, "
        beside += f"{sum(map(len, books.moves.values()))} moved, {len(books.closed)} closed"
        print(f"seed {seed}: {books.acts} acts, {len(books.results)} results, {beside}, {dict(books.faults)}")
    finally:
        proxy.stop()
        for caller in callers:
            caller.seat.close()
        for store in (*stores, direct):
            store.close()
