"""What a server's own files keep of somebody who was erased: found before, gone after its nightly script."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import update

from crm_desktop.clock import SetClock
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.ids import new_id
from crm_desktop.services.doctor import server_keys
from crm_desktop.services.erasing_whom import kept_elsewhere
from crm_desktop.services.erasure import EraseMany
from crm_desktop.services.leads import EditLead, LeadService, NewLead
from crm_desktop.services.team.office_backup import KEPT, asking, rewriting
from crm_desktop.store.leads import Leads
from crm_desktop.store.server_care import KEYS_APART, REWRITTEN
from crm_desktop.store.tables import calls, leads, phones
from tests.calling_office import CallingOffice, make_calling_office
from tests.examples import IS_SOAK
from tests.postgres import PgDatabase, PgServer, find_binaries
from tests.services.test_erasure import STAY, service_of
from tests.services.test_persons import Planted
from tests.stores import install_team, open_team_store

PEOPLE = 200 if IS_SOAK else 1


def planted(no: int) -> tuple[str, str, str]:
    """A name, a number and an e-mail nobody else has."""
    return f"Qzar{no:03d} Vexhil", f"97{no * 31 + 10_000_000:08d}", f"q{no}@zar.example"


def plant(co: CallingOffice) -> None:
    """People with all that is written about them, some of it changed and some about others."""
    services, admin = LeadService(co.store), co.office.admin
    other = services.create(admin, NewLead("Meena Kini", ("98111 22299",)))
    for no in range(PEOPLE):
        name, number, mail = planted(no)
        lead = services.create(admin, NewLead(name, (number,), email=mail, campaign_id=co.campaign.id))
        services.add_note(admin, lead.id, f"{name} at {number}", new_id())
        services.add_note(admin, other.id, f"Cousin: {number}, {mail}", new_id())
        for city in (f"of {name}", "Pune"):
            version = services.get(admin, lead.id).version
            services.edit(admin, EditLead(lead.id, version, {"city": city}))


def everything_of(co: CallingOffice) -> list[str]:
    """A value in every exported column of the first of them, which goes."""
    lead = LeadService(co.store).find(co.office.admin, planted(0)[0])[0]
    before = LeadService(co.store).get(co.office.admin, lead.id)
    marks = Planted(co, lead.id).values
    own = {"leads.name", "leads.email", "phones.e164"}
    with co.store.write(None) as work:  # by which they are known elsewhere
        run = work.connection.execute
        run(update(calls).values(state="closed"))
        run(update(leads).where(leads.c.id == lead.id).values(name=before.name, email=before.email))
        mine = phones.c.id == before.phones[0].phone_id
        run(update(phones).where(mine).values(e164=before.phones[0].e164))
        Leads(work).index(lead.id)
    return [mark for name, mark in marks.items() if name not in STAY | own]


def left_in(folder: Path, more: Sequence[str] = ()) -> set[str]:
    """What of them stands in the files of a folder, as bytes."""
    secrets = [*more, *(secret for no in range(PEOPLE) for secret in planted(no))]
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    return {secret for secret in secrets if secret.encode() in content}


@contextmanager
def own_office(clock: SetClock) -> Iterator[tuple[CallingOffice, PgServer, PgDatabase]]:
    """An office on a server of its own, as `office-server` sets it up: nobody else writes into its log."""
    binaries = find_binaries()
    assert binaries is not None
    server = PgServer(binaries, settings={"wal_recycle": "off", "full_page_writes": "on"})
    server.start()
    try:
        database = server.fresh()
        install_team(database)
        store = open_team_store(database, clock)
        yield make_calling_office(store, clock), server, database
        store.close()
    finally:
        server.stop()


def test_nothing_is_left_after_the_night(
    clock: SetClock, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    if IS_SOAK:
        with own_office(clock) as (co, server, database):
            look(co, server, database, server._folder / "data", tmp_path)
        return
    co: CallingOffice = request.getfixturevalue("team_office")
    shared: PgServer = request.getfixturevalue("pg_server")
    database = PgDatabase(str(co.store.engine.url.database), shared.host, shared.port, shared._folder)
    with psycopg.connect(database.url()) as connection:
        asked = "SELECT oid FROM pg_database WHERE datname = current_database()"
        ((oid,),) = connection.execute(asked).fetchall()
    # The log is everybody's here: `make soak` looks at it.
    look(co, shared, database, shared._folder / "data" / "base" / str(oid), tmp_path)


def look(co: CallingOffice, server: PgServer, database: PgDatabase, files: Path, tmp_path: Path) -> None:
    """Plant, erase, and read every byte the server keeps."""
    admin = co.office.admin
    plant(co)
    more = everything_of(co)
    with psycopg.connect(database.url(), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        assert len(left_in(files, more)) == 3 * PEOPLE + len(set(more))
        erasure = service_of(co, tmp_path)
        erasure.erase_many(admin, EraseMany(new_id(), LeadQuery(text="Vexhil"), "End of the purpose"))
        co.clock.move(hours=25)
        (done,) = erasure.go_on(admin)
        assert done.certificate is not None
        kept = {each["what"]: each["until"] for each in done.certificate["kept"]}
        assert kept["server_rows"] is kept["server_dumps"] is None  # no script is known of
        connection.execute("VACUUM")
        connection.execute("CHECKPOINT")
        assert left_in(files)  # which is why the tables are written anew
    night(server, database)
    assert left_in(files, more) == set()
    # From now on certificates name the days; by the test's clock the script ran just now.
    with psycopg.connect(database.url(), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {database.name} SET {REWRITTEN} = '{co.clock.now()}'".encode())
    with co.store.read(admin) as work:
        until = {each.what: each.until for each in kept_elsewhere(work)}
    at = co.clock.now()
    assert until["server_rows"] == until["server_log"] == at + timedelta(days=2)
    assert until["server_dumps"] == at + timedelta(days=KEPT + 1)
    assert until["server_keys"] is None  # it is a script of before, whose dumps have them
    with psycopg.connect(database.url(), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {database.name} SET {KEYS_APART} = '7'".encode())
    with co.store.read(admin) as work:
        (keys,) = (each for each in kept_elsewhere(work) if each.what == "server_keys")
    assert keys.until == at + timedelta(days=8)
    assert server_keys(co.store, admin).told.endswith("in 8 days.")
    co.clock.move(days=4)  # it doesn't run any more
    with co.store.read(admin) as work:
        assert {each.until for each in kept_elsewhere(work)} == {None}


def night(server: PgServer, database: PgDatabase) -> None:
    """What the office's script does behind the dump."""
    binaries = find_binaries()
    assert binaries is not None
    where = f"--host={database.host} --port={database.port} --username=postgres"
    script = f"set -eu\n{asking(where, database.name)}{rewriting(where, database.name)}"
    env = {**os.environ, "PATH": f"{binaries}:{os.environ['PATH']}"}
    done = subprocess.run(["sh", "-c", script], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
