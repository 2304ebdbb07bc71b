"""A team's server: claiming beside the bare statements, an import beside COPY, reports beside the rows.

On a throw-away PostgreSQL without fsync, both sides of each ratio in the same minutes. Sizes: 20,000 and
200,000 leads, ten times as many with CRM_DESKTOP_BENCH=full. One part alone:
`python -m tests.scale.part postgres claims|beside|import|reports 20000`.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg
from sqlalchemy import Connection, text

from crm_desktop.clock import SystemClock
from crm_desktop.domain.people import Actor, Role
from crm_desktop.domain.queue import LOST_CALL_S, Lane, Place, Reason
from crm_desktop.ids import new_id
from crm_desktop.readers import open_source
from crm_desktop.services.imports import ImportPlan, ImportService
from crm_desktop.store import queue_moves as moves
from crm_desktop.store import queue_statements as statements
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.counted_rows import Span
from crm_desktop.store.engine import open_postgres_engine
from crm_desktop.store.queue import Queue
from crm_desktop.store.report_sums import ReportSums
from crm_desktop.store.unit_of_work import Store
from tests import postgres
from tests.calling_office import make_calling_office
from tests.postgres import PgDatabase, PgServer
from tests.scale.bench_import import MEMORY_GOAL_MB, Family, mapping, write_csv
from tests.scale.results import Result, absolute, against, middle
from tests.scale.rights_office import opened_by_role, staffed
from tests.stores import TEAM, install_team, migrate_database

ZONE = "Asia/Kolkata"
PLACES = (Place(ZONE),)
CONNECTIONS, MANY = 50, 200
SECONDS = 6.0
BARE_GOAL = 1 / 0.65
REPORT_GOAL, IMPORT_GOAL, OPEN_GOAL = 1 / 6, 1.3, 3.0
CLAIMED_BESIDE_REPORT = 6_000
CLAIMED_AT_MOST = (
    40_000  # in one measurement: with fewer leads the queue runs dry, and dry claims are counted
)
COPIED = ("leads", "phones", "lead_phones", "lead_search", "queue_entries")
_TO_COPY = ("teams", "people", "campaigns", "imports", *COPIED)
_IN_TEAM = f"-c search_path={TEAM.schema},public"


def run(sizes: Sequence[int]) -> list[Result]:
    """Everything, at two sizes of which one is ten times the other."""
    quick = max(sizes) <= 10_000
    factor = 10 if os.environ.get("CRM_DESKTOP_BENCH") == "full" else 1
    results: list[Result] = []
    with server() as pg:
        for size in (20_000,) if quick else (20_000 * factor, 200_000 * factor):
            for part in (claims, beside, imports, reports):
                results += part(pg, size)
    return results


@contextmanager
def server() -> Iterator[PgServer]:
    """A server with room for two hundred workstations."""
    binaries = postgres.find_binaries()
    assert binaries is not None, "PostgreSQL's server is not installed"
    postgres._SETTINGS.update(
        max_connections="260", shared_buffers="512MB", autovacuum="on", maintenance_work_mem="256MB"
    )
    pg = PgServer(binaries)
    pg.start()
    try:
        yield pg
    finally:
        pg.stop()


# ---- claims ------------------------------------------------------------------------------------------


def _filled(pg: PgServer, size: int, callers: int) -> tuple[PgDatabase, UUID, list[UUID]]:
    """A campaign with `size` new leads in its queue, and people to call them."""
    database = pg.fresh(pg.template("migrated", migrate_database))
    store = Store(open_postgres_engine(database.url()), SystemClock())
    campaign_id = make_calling_office(store, store.clock).campaign.id  # type: ignore[arg-type]
    people = [new_id() for _ in range(callers)]
    with store.write(None) as work:
        run_ = work.connection.execute
        for person in people:
            run_(
                text(
                    "INSERT INTO people (id, sign_in_name, display_name, role, password_hash, created_at)"
                    " VALUES (:id, :name, 'Asha', 'telecaller', '', now())"
                ),
                {"id": person, "name": f"p{person.hex}"},
            )
        fill_queue(work.connection, campaign_id, size, ZONE)
    store.close()
    with psycopg.connect(database.url(), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return database, campaign_id, people


def fill_queue(connection: Connection, campaign_id: UUID, size: int, zone: str) -> None:
    """New leads with a number each, due in a campaign since some seconds."""
    for sql in (
        "CREATE TEMP TABLE made ON COMMIT DROP AS SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS"
        " phone FROM generate_series(1, :size) n",
        "INSERT INTO leads (id, name, name_key, zone, created_at, updated_at)"
        " SELECT id, 'Lead ' || n, 'lead ' || n, :zone, now(), now() FROM made",
        "INSERT INTO phones (id, e164) SELECT phone, '+9198' || lpad(n::text, 8, '0') FROM made",
        "INSERT INTO lead_phones (lead_id, phone_id, position) SELECT id, phone, 1 FROM made",
        "INSERT INTO queue_entries (id, campaign_id, lead_id, lane, next_at, zone) SELECT"
        f" gen_random_uuid(), '{campaign_id}', id, {int(Lane.NEW)}, now() - n * interval '1 s', :zone"
        " FROM made",
        f"INSERT INTO campaign_zones (campaign_id, zone) VALUES ('{campaign_id}', :zone)"
        " ON CONFLICT DO NOTHING",
    ):
        connection.execute(text(sql), {"size": size, "zone": zone})


class Caller:
    """Takes one lead after the other, through the store; each is done with when the next is taken."""

    def __init__(self, url: str, campaign_id: UUID, person: UUID, store: Store | None = None) -> None:
        self.store = store or Store(open_postgres_engine(url), SystemClock())
        self._campaign_id = campaign_id
        self._actor = Actor(person, new_id(), "Asha", Role.TELECALLER, None)
        self._last: UUID | None = None

    def claim(self) -> UUID | None:
        """The next entry, None when nobody's is free."""
        me = self._actor.person_id
        with self.store.write(self._actor) as work:
            queue = Queue(work)
            queue.lock_person(me)
            if self._last is not None:
                queue.place(self._last, Lane.CLOSED, Reason.FINAL, work.now, None, off_screen_of=me)
            queue.free(me)
            for candidate in queue.in_turn(queue.due(self._campaign_id, PLACES, me, queue.few)):
                if queue.facts_to_claim(candidate.lead_id) is None:
                    continue
                found = queue.claim(candidate.id, candidate.lead_id, me, due_by=work.now)
                if found is not None:
                    self._last = found.entry.id
                    return self._last
        self._last = None
        return None

    def close(self) -> None:
        """Let its connection go."""
        self.store.close()


class BareCaller:
    """The very same statements in the same transactions, sent through the bare driver."""

    def __init__(self, url: str, campaign_id: UUID, person: UUID) -> None:
        self._connection = psycopg.connect(url)
        self._last: UUID | None = None
        now, nothing = datetime.now(UTC), UUID(int=0)
        store = Store(open_postgres_engine(url), SystemClock())
        self._asked: dict[str, tuple[str, dict[str, Any]]] = {}
        with store.read() as work:
            due, values = Queue(work).due_statement(campaign_id, PLACES, person, Queue(work).few)
            done = {"v_lane": int(Lane.CLOSED), "v_reason": Reason.FINAL.value, "v_next_at": now}
            done |= {"v_owner_id": None, "v_off_screen_of": person}
            claim = {"entry_id": nothing, "lead_id": nothing, "due_by": now, "lease_until": now}
            for name, statement, given in (
                ("lock", statements.LOCK_PERSON, {"person_id": person}),
                ("place", moves.PLACE, {"entry_id": nothing, **done}),
                ("free", moves.FREE, {"person_id": person, "now": now, "lost_by": now}),
                ("due", due, values),
                ("first", statements.HOLD_FIRST, {"entries": [nothing]}),
                ("facts", statements.FACTS_TO_CLAIM, {"lead_id": nothing}),
                ("claim", moves.CLAIM, {"person_id": person, **claim}),
            ):
                self._asked[name] = statement.sql(work), statement.parameters(work, **given)
        store.close()

    def _run(self, name: str, **values: object) -> Any:
        sql, given = self._asked[name]
        return self._connection.execute(sql, {**given, **values})  # type: ignore[call-overload]

    def claim(self) -> UUID | None:
        """The next entry, None when nobody's is free."""
        now = datetime.now(UTC)
        try:
            self._run("lock")
            if self._last is not None:
                self._run("place", entry_id=self._last, v_next_at=now)
            self._run("free", now=now, lost_by=now - timedelta(seconds=LOST_CALL_S))
            left = self._run("due", now=now).fetchall()
            lease = now + timedelta(minutes=30)
            at = 0 if left else None
            while at is not None:
                entry, lead = left[at][:2]
                left = left[at + 1 :]
                if self._run("facts", lead_id=lead).fetchall():
                    given = {"entry_id": entry, "lead_id": lead, "due_by": now, "lease_until": lease}
                    found = self._run("claim", **given).fetchone()
                    if found is not None:
                        self._last = found[0]
                        return self._last
                at = self._next(left)
        finally:
            self._connection.commit()
        self._last = None
        return None

    def _next(self, left: list[Any]) -> int | None:
        if not left:
            return None
        held = self._run("first", entries=[row[0] for row in left]).fetchone()[0]
        return next((at for at, row in enumerate(left) if row[0] == held), None)

    def close(self) -> None:
        """Let its connection go."""
        self._connection.close()


def _work(
    kind: type, url: str, campaign_id: UUID, people: list[UUID], seconds: float, start: Any, found: Any
) -> None:
    """In a process of its own: several callers, each in a thread, for so long."""
    callers = [kind(url, campaign_id, person) for person in people]
    claimed: list[list[UUID]] = [[] for _ in callers]
    start.wait()
    until = time.perf_counter() + seconds

    def call(at: int) -> None:
        while time.perf_counter() < until:
            entry = callers[at].claim()
            if entry is not None:
                claimed[at].append(entry)

    threads = [threading.Thread(target=call, args=(at,)) for at in range(len(callers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for caller in callers:
        caller.close()
    found.put([entry for each in claimed for entry in each])


def _together(
    kind: type,
    database: PgDatabase,
    campaign_id: UUID,
    people: list[UUID],
    seconds: float,
    processes: int = 4,
) -> list[UUID]:
    """What so many callers claim in so many seconds, in a few processes."""
    spawn = multiprocessing.get_context("spawn")
    start, found = spawn.Barrier(processes), spawn.Queue()
    parts = [people[at::processes] for at in range(processes)]
    workers = [
        spawn.Process(target=_work, args=(kind, database.url(), campaign_id, part, seconds, start, found))
        for part in parts
    ]
    for worker in workers:
        worker.start()
    claimed = [entry for _ in workers for entry in found.get(timeout=seconds + 60)]
    for worker in workers:
        worker.join()
    return claimed


def claims(pg: PgServer, size: int) -> list[Result]:
    """Claims a second beside the bare statements; doubles; and beside a report left open."""
    results: list[Result] = []
    size = max(size, CLAIMED_AT_MOST)
    for connections in (1, CONNECTIONS):
        database, campaign_id, people = _filled(pg, size, connections)
        rates: dict[type, list[float]] = {Caller: [], BareCaller: []}
        for kind in (Caller, BareCaller, BareCaller, Caller):
            claimed = _together(kind, database, campaign_id, people, SECONDS / 2, min(4, connections))
            rates[kind].append(len(claimed) / (SECONDS / 2))
        ours, bare = (middle(rates[kind]) for kind in (Caller, BareCaller))
        goal = BARE_GOAL if connections == CONNECTIONS else None
        note = f"{ours:,.0f}/s, bare {bare:,.0f}/s, {ours / bare:.2f} of it"
        results.append(
            against(
                f"PostgreSQL: claim, {connections} connections", size, 1000 / ours, 1000 / bare, goal, note
            )
        )
        pg.drop(database)
    database, campaign_id, people = _filled(pg, size, MANY)
    claimed = _together(Caller, database, campaign_id, people, SECONDS, 4)
    assert claimed
    doubles = len(claimed) - len(set(claimed))
    results.append(
        absolute(
            f"PostgreSQL: doubles, {MANY} connections", size, doubles, 0, "leads", f"{len(claimed):,} claims"
        )
    )
    pg.drop(database)
    return results


def beside(pg: PgServer, size: int) -> list[Result]:
    """Claims while a report is left open."""
    database, campaign_id, people = _filled(pg, max(size, CLAIMED_BESIDE_REPORT + 1_000), CONNECTIONS)
    found = _beside_open_report(database.url(), campaign_id, people, size)
    pg.drop(database)
    return [found]


def _beside_open_report(url: str, campaign_id: UUID, people: list[UUID], size: int) -> Result:
    """The median claim after many of them by a team in turns, while somebody's report keeps its snapshot.

    By a team, since a telecaller may take 600 leads an hour at most (`functions/reach.py`).
    """
    store = Store(open_postgres_engine(url), SystemClock())
    callers = [Caller(url, campaign_id, person, store) for person in people]
    times: list[float] = []
    with psycopg.connect(url) as report:
        report.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        report.execute("SELECT count(*) FROM queue_entries")
        for turn in range(CLAIMED_BESIDE_REPORT + 200):
            begun = time.perf_counter()
            assert callers[turn % len(callers)].claim() is not None
            times.append(1000 * (time.perf_counter() - begun))
    store.close()
    before, after = middle(times[100:300]), middle(times[-200:])
    note = f"after {CLAIMED_BESIDE_REPORT:,} claims beside an open report"
    return against("PostgreSQL: claim beside an open report", size, after, before, OPEN_GOAL, note)


# ---- import ------------------------------------------------------------------------------------------


def imports(pg: PgServer, size: int) -> list[Result]:
    """A CSV imported by an admin's own role, against COPY of the very same rows, ready made, as owner.

    Both into empty tables with the rights of a team: the same indexes and triggers.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "leads.csv"
        write_csv(file, size)
        mine, other = pg.fresh(), pg.fresh()
        store, admin = opened_by_role(staffed(mine), "rohini")
        install_team(other)
        service = ImportService(store, workspace_dir=Path(folder) / "workspace")
        family = Family()
        family.start()
        begun = time.perf_counter()
        with open_source(file) as source:
            done = service.run(admin, source, ImportPlan("Bench", mapping()))
        ours = time.perf_counter() - begun
        memory = family.stop()
        store.close()
        rows = _rows_of(mine, _TO_COPY)
        begun = time.perf_counter()
        with psycopg.connect(other.url(), options=_IN_TEAM) as connection:
            for table, data in rows.items():
                with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:  # type: ignore[call-overload]
                    copy.write(data)
        bare = time.perf_counter() - begun
        pg.drop(mine)
        pg.drop(other)
    note = f"{done.created:,} leads in {ours:.1f} s, COPY {bare:.1f} s"
    return [
        against("PostgreSQL: import, against COPY", size, 1000 * ours, 1000 * bare, IMPORT_GOAL, note),
        absolute("PostgreSQL: import, peak memory of both", size, memory, MEMORY_GOAL_MB, "MB"),
    ]


def _rows_of(database: PgDatabase, tables: Sequence[str]) -> dict[str, bytes]:
    found = {}
    with psycopg.connect(database.url(), options=_IN_TEAM) as connection:
        for table in tables:
            kept = io.BytesIO()
            with connection.cursor().copy(f"COPY {table} TO STDOUT (FORMAT binary)") as copy:  # type: ignore[call-overload]
                for part in copy:
                    kept.write(part)
            found[table] = kept.getvalue()
    return found


# ---- reports -----------------------------------------------------------------------------------------

FROM_ROWS = text(
    """
    SELECT person_id, count(*) FILTER (WHERE direction = 'out'), count(*) FILTER (WHERE answered),
           count(*) FILTER (WHERE human), count(*) FILTER (WHERE success), count(*) FILTER (WHERE final),
           count(*) FILTER (WHERE asks), count(*) FILTER (WHERE forbids), count(*) FILTER (WHERE wrong),
           sum(talk_s), count(talk_s), sum(extract(epoch FROM closed_at - ended_at)), min(dialled_at),
           max(dialled_at)
    FROM (SELECT *, answered_at IS NOT NULL AS answered, position('human' IN disposition_flags) > 0 AS human,
                 position('success' IN disposition_flags) > 0 AS success,
                 position('final' IN disposition_flags) > 0 AS final,
                 position('call_back' IN disposition_flags) > 0 AS asks,
                 position('do_not_call' IN disposition_flags) > 0 AS forbids,
                 position('wrong_number' IN disposition_flags) > 0 AS wrong
          FROM calls WHERE day BETWEEN :first AND :last AND state = 'closed' AND NOT is_practice) c
    GROUP BY person_id
    """
)
DAYS, CALLERS = 20, 100


def reports(pg: PgServer, size: int) -> list[Result]:
    """A day's and a month's figures by person from the totals, against the rows of five calls a lead."""
    database, campaign_id, people = _filled(pg, size, CALLERS)
    store = Store(open_postgres_engine(database.url()), SystemClock())
    today = datetime.now(ZoneInfo(ZONE)).replace(hour=10, minute=0, second=0, microsecond=0)
    first = today - timedelta(days=DAYS)
    with store.write(None) as work:
        # Row by row triggers would make a million calls take minutes, and have nothing to say of closed ones.
        work.connection.execute(text("SET LOCAL session_replication_role = replica"))
        work.connection.execute(
            text(
                """
                INSERT INTO calls (id, lead_id, campaign_id, person_id, state, dialled_at, answered_at,
                                   ended_at, closed_at, talk_s, disposition_flags, day)
                SELECT CAST(overlay(CAST(gen_random_uuid() AS text)
                                    PLACING substr(CAST(id_floor(at) AS text), 1, 13) FROM 1) AS uuid),
                       lead_id, CAST(:campaign AS uuid), person, 'closed', at,
                       CASE WHEN n % 3 = 0 THEN at + interval '9 s' END, at + interval '60 s',
                       at + interval '75 s',
                       CASE WHEN n % 3 = 0 THEN 51 END,
                       (ARRAY['', '', 'human', 'human success', 'human call_back', 'human final'])[1 + n % 6],
                       CAST(to_char(at AT TIME ZONE 'Asia/Kolkata', 'YYYYMMDD') AS int)
                FROM (SELECT n, l.id AS lead_id, (CAST(:people AS uuid[]))[1 + n % :callers] AS person,
                             CAST(:first AS timestamptz) + (n % :days) * interval '1 day'
                               + (n / :days % 28000) * interval '1 s' AS at
                      FROM generate_series(1, :calls) n
                      JOIN (SELECT id, row_number() OVER () AS no FROM leads) l ON l.no = 1 + n % :leads) made
                """
            ),
            {
                "campaign": campaign_id, "people": people, "callers": CALLERS, "first": first, "days": DAYS,
                "calls": 5 * size, "leads": size,
            },
        )  # fmt: skip
        CallHours(work).rebuild(0, 99_999_999)
    with psycopg.connect(database.url(), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    found: list[Result] = []
    last = first + timedelta(days=DAYS - 1)
    for name, days in (("day", 1), (f"{DAYS} days", DAYS)):
        begin = last - timedelta(days=days - 1)
        numbers = tuple(int(f"{at:%Y%m%d}") for at in (begin, last))
        span = Span(
            *numbers, begin.astimezone(UTC), last.astimezone(UTC), last.astimezone(UTC), numbers[0],
            tuple(people), tuple(people),
        )  # fmt: skip

        def from_totals(span: Span = span) -> None:
            with store.read() as work:
                ReportSums(work).calls(span, "person_id")

        def from_rows(numbers: tuple[int, ...] = numbers) -> None:
            with store.read() as work:
                work.connection.execute(FROM_ROWS, {"first": numbers[0], "last": numbers[1]}).all()

        ours, bare = _in_turns(from_totals, from_rows)
        note = f"{5 * size:,} calls"
        found.append(against(f"PostgreSQL: report of a {name}", size, ours, bare, REPORT_GOAL, note))
    store.close()
    pg.drop(database)
    return found


def _in_turns(*works: Callable[[], None], rounds: int = 7) -> list[float]:
    """The median milliseconds of each, taking turns."""
    times: list[list[float]] = [[] for _ in works]
    for turn in range(rounds):
        for at, work in enumerate(works):
            begun = time.perf_counter()
            work()
            if turn:
                times[at].append(1000 * (time.perf_counter() - begun))
    return [middle(each) for each in times]


PARTS = {"claims": claims, "beside": beside, "import": imports, "reports": reports}
