"""Two hundred workstations with people's own logins and the server's rights, directly and through PgBouncer.

`python -m tests.scale.part pooled`. Each is the program's own store with its two connections: on one a caller
makes one short call after the other, on the other the workstation looks for others' changes as where no hint
comes through. PgBouncer is set up as docs/shared-store.md says.
"""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from crm_desktop.domain.campaign import Campaign
from crm_desktop.ids import new_id
from crm_desktop.services.news import NewsService
from crm_desktop.store.team.scram import verifier
from crm_desktop.store.team.server import ServerPlace
from crm_desktop.store.team.team_file import TeamFile
from tests import postgres
from tests.calling_office import CallingOffice
from tests.compiled_once import compile_once
from tests.factories import PASSWORD
from tests.faults.seats import TeamOffice, make_team_office, sign_in_at, where_it_is_noon
from tests.pooler import Pooler, in_the_guide, taken_by
from tests.postgres import PgServer
from tests.scale.bench_postgres import CLAIMED_AT_MOST, MANY, fill_queue
from tests.scale.results import Result, absolute
from tests.stores import TEAM

EACH = 2  # connections of the server a person, as docs/shared-store.md says
CALLING_S, CALL_S = 24.0, 8.0  # a call; so short a one would be quick work
LOOK_S = 0.8  # as often as the program looks
PROCESSES = 4
CALLERS = tuple(f"caller{no}" for no in range(MANY))


def run(sizes: Sequence[int]) -> list[Result]:
    """At the smallest size: the queue's own length is another benchmark's."""
    with server() as pg:
        return claims(pg, min(sizes))


@contextmanager
def server() -> Iterator[PgServer]:
    """A server that asks everybody for the password, with room for two connections each."""
    binaries = postgres.find_binaries()
    assert binaries is not None, "PostgreSQL's server is not installed"
    settings = {"max_connections": str(EACH * MANY + 50), "shared_buffers": "512MB", "autovacuum": "on"}
    pg = PgServer(binaries, password="of the administrator", settings=settings)
    pg.start()
    try:
        yield pg
    finally:
        pg.stop()


def claims(pg: PgServer, size: int) -> list[Result]:
    """Doubles, and how many of the server's connections one person had."""
    size = max(size, CLAIMED_AT_MOST)
    database = pg.fresh()
    around = ServerPlace(((str(pg._folder), pg.port),), database.name, False)
    administrator = around.connect("postgres", None, schema=f"{TEAM.schema},public")
    administrator.autocommit = True
    administrator.execute(in_the_guide("CREATE ROLE pgbouncer").encode())
    folder = Path(tempfile.mkdtemp(prefix="crm-pooled-"))
    pooler = Pooler(pg, folder, for_people_of=database.name)
    pooler.url(database.name)
    direct = ServerPlace(((database.host, database.port),), database.name, False)
    through = ServerPlace(((database.host, pooler.port),), database.name, False)
    office = make_team_office(direct, around, 0)
    fill(office.co, size)
    administrator.execute("VACUUM ANALYZE")
    results, called = [], Counter[UUID]()
    asked = b"SELECT usename, count(*) FROM pg_stat_activity WHERE usename LIKE 'crm\\_%caller%' GROUP BY 1"
    try:
        for name, place in (("directly", direct), ("through PgBouncer", through)):
            held: Counter[str] = Counter()
            look = partial(_highest, held, administrator, asked)
            taken, seconds = together(office, place, look)
            assert len(taken) > MANY
            called.update(taken)
            doubles = sum(called.values()) - len(called)
            note = f"{len(taken):,} calls, {len(taken) / seconds:,.0f}/s, by people with policies"
            results += [
                absolute(f"200 people {name}: called twice", size, doubles, 0, "leads", note),
                absolute(f"200 people {name}: connections of one", size, max(held.values()), EACH, "most",
                         f"{sum(held.values())} of all"),
            ]  # fmt: skip
        ours = "SELECT count(*) - count(DISTINCT lead_id) FROM calls"
        row = administrator.execute(ours.encode()).fetchone()
        assert row == (0,), f"the server has {row} calls too many"
    finally:
        office.co.store.close()
        administrator.close()
        pooler.stop()
        shutil.rmtree(folder)
    pg.drop(database)
    return results


def _highest(held: Counter[str], administrator: psycopg.Connection[Any], asked: bytes) -> None:
    for name, count in administrator.execute(asked).fetchall():
        held[name] = max(held[name], count)


def fill(office: CallingOffice, size: int) -> None:
    """Callers with logins of their own, and leads that anybody may be handed."""
    with office.store.write(None) as work:
        run = work.connection.exec_driver_sql
        for name in CALLERS:
            run(
                "INSERT INTO people (id, sign_in_name, display_name, role, password_hash, created_at)"
                " VALUES (%s, %s, 'Asha Rao', 'telecaller', '', now())",
                (new_id(), name),
            )
        mine = verifier(PASSWORD)
        run(
            "SELECT make_login(sign_in_name, role, %s) FROM people WHERE sign_in_name LIKE 'caller%%'",
            (mine,),
        )
        fill_queue(work.connection, office.campaign.id, size, where_it_is_noon())


def together(office: TeamOffice, place: ServerPlace, look: Callable[[], None]) -> tuple[list[UUID], float]:
    """Whom they all call, in a few processes, and for how many seconds; `look` is asked meanwhile."""
    spawn = multiprocessing.get_context("spawn")
    start, found = spawn.Barrier(PROCESSES + 1), spawn.Queue()
    team = replace(office.team, server=place)
    workers = [
        spawn.Process(target=_work, args=(team, office.co.campaign, CALLERS[at::PROCESSES], start, found))
        for at in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    start.wait()
    begun = time.perf_counter()
    while time.perf_counter() < begun + CALLING_S:
        look()
        time.sleep(0.2)
    taken = [lead for _ in workers for lead in found.get(timeout=CALLING_S + 120)]
    seconds = time.perf_counter() - begun
    for worker in workers:
        worker.join()
    return taken, seconds


def _work(team: TeamFile, campaign: Campaign, names: Sequence[str], start: Any, found: Any) -> None:
    """In a process of its own: several workstations, each with a caller and one who looks for changes."""
    folder = Path(tempfile.gettempdir())
    compile_once()  # what a program does once at its start costs its own computer; these share one
    seats = [sign_in_at(team, name, folder) for name in names]
    taken = [lead for seat in seats for lead in taken_by(campaign, *seat, calls=1)]
    start.wait()
    until = time.perf_counter() + CALLING_S

    def call(at: int) -> None:
        time.sleep(CALL_S * at / len(seats))
        taken.extend(taken_by(campaign, *seats[at], until=until, pause_s=CALL_S))

    def watch(at: int) -> None:
        news = NewsService(seats[at][0])
        position = news.now(seats[at][1])
        while time.perf_counter() < until:
            time.sleep(LOOK_S)
            position = news.since(seats[at][1], position).position

    threads = [threading.Thread(target=act, args=(at,)) for at in range(len(seats)) for act in (call, watch)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for store, _ in seats:
        store.close()
    found.put(taken)


PARTS = {"claims": claims}
