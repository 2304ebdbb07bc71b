"""Somebody found in every text and erased, and many erased at once, on a team's server, by an admin's login.

`python -m tests.scale erasing_server`, or at a size of one's own `python -m tests.scale.part erasing_server
one 1000000`. Each lead was called five times, with notes on most calls; the audit has two rows a call and the
commands one. A throw-away PostgreSQL without fsync; processor time counts this program's alone, the clock the
server's too. A million leads need 12 GB in the folder for temporary files; CRM_DESKTOP_BENCH=full measures
them.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from sqlalchemy import text

from crm_desktop.domain.people import Actor
from crm_desktop.ids import new_id
from crm_desktop.services.erasure import EraseMany, ErasePerson, ErasureService
from crm_desktop.services.persons import PersonService
from crm_desktop.store.erasure_ledger import ErasureLedger
from crm_desktop.store.settings import workspace_info
from crm_desktop.store.team.files import SharedFiles
from crm_desktop.store.unit_of_work import Store
from tests.postgres import PgServer
from tests.scale.bench_erasure import _NOTES, ERASED_S, FOUND, FOUND_MS, PERSONS
from tests.scale.bench_postgres import server
from tests.scale.results import Result, absolute, middle, percentile
from tests.scale.rights_office import RightsOffice, build, loading, opened_by_owner, opened_by_role
from tests.stores import TEST_KEY

# Leads, with five times as many calls: more take longer to build than anybody waits.
MOST = 1_000_000 if os.environ.get("CRM_DESKTOP_BENCH") == "full" else 200_000
GOAL_FROM = 200_000
MANY = 10_000
# A digest, for chance and the store's own `new_id` take most of the time where there are millions.
_ID = "(translate(left(id_floor(now())::text, 13), '-', '') || '7' || substr(md5({0}), 1, 19))::uuid"
_CALLS = f"""INSERT INTO calls (id, lead_id, person_id, direction, state, known_how, dialled_at, closed_at,
 disposition_code, disposition_label, note, phone_id)
 SELECT {_ID.format("l.no || ' ' || turn")}, l.id, :asha, 'out', 'closed', 'marked', now(), now(),
 'NO_ANSWER', 'No answer',
 CASE l.no % 5 WHEN 2 THEN :two WHEN 3 THEN :three WHEN 4 THEN :four ELSE '' END, lp.phone_id
 FROM leads l JOIN lead_phones lp ON lp.lead_id = l.id AND lp.position = 1, generate_series(1, 5) turn"""
_TIMELINE = f"""INSERT INTO timeline (id, lead_id, at, person_id, kind, call_id, text)
 SELECT {_ID.format("id::text")}, lead_id, closed_at, person_id, 'call', id, note FROM calls"""

_AUDIT = f"""INSERT INTO audit (tx, id, at, person_id, act, subject_kind, subject_id, detail)
 SELECT 1, {_ID.format("id::text || act")}, closed_at, person_id, act, 'call', id,
 jsonb_build_object('lead_id', lead_id, 'result', disposition_code, 'practice', false)
 FROM calls, unnest(ARRAY['call.dialled', 'call.completed']) act"""
_COMMANDS = """INSERT INTO commands (request_id, person_id, kind, payload_hash, result, at)
 SELECT md5(id::text)::uuid, person_id, 'complete_call', decode(repeat('00', 32), 'hex'),
 jsonb_build_object('call_id', id, 'lead_id', lead_id, 'undo_id', md5(id::text)::uuid), closed_at
 FROM calls"""


def run(sizes: Sequence[int]) -> list[Result]:
    """At each size, as far as it can be built."""
    results: list[Result] = []
    with server() as pg:
        for size in dict.fromkeys(min(size, MOST) for size in sizes):
            results += measured(pg, size)
    return results


def measured(pg: PgServer, size: int, *, with_many: bool = True) -> list[Result]:
    """Find and erase some, then erase a tenth at once, ten thousand at most."""
    begun = time.perf_counter()
    made = build(pg.fresh(), size)
    try:
        _called(made)
        results = [absolute("built on a server", size, time.perf_counter() - begun, None, "s")]
        store, admin = opened_by_role(made, "rohini")
        with TemporaryDirectory() as folder:
            ledger = _ledger(store, Path(folder))
            erasure = ErasureService(
                store, SharedFiles(store), lambda: TEST_KEY, None, lambda: ledger, lambda _seconds: None
            )
            results += _some(store, erasure, admin, size)
            if with_many:
                results += _many(made, erasure, admin, size)
        store.close()
        return results
    finally:
        pg.drop(made.database)


def one(pg: PgServer, size: int) -> list[Result]:
    """Only finding and erasing some."""
    return measured(pg, size, with_many=False)


PARTS = {"all": measured, "one": one}


def _called(made: RightsOffice) -> None:
    """Five calls of each, and what is kept of each act; without triggers, whose totals nobody reads here."""
    store = opened_by_owner(made)
    values = dict(zip(("two", "three", "four"), _NOTES[2:], strict=True))
    with loading(store, "calls", "timeline", "audit", "commands") as connection:
        connection.execute(text(_CALLS), {"asha": made.office.asha.person_id, **values})
        for sql in (_TIMELINE, _AUDIT, _COMMANDS):
            connection.execute(text(sql))
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")
    store.close()


def _ledger(store: Store, folder: Path) -> ErasureLedger:
    with store.read() as work:
        return ErasureLedger(workspace_info(work).id, TEST_KEY, [folder])


def _number(no: int) -> str:
    return f"+9198{no:08d}"


def _some(store: Store, erasure: ErasureService, admin: Actor, size: int) -> list[Result]:
    """As `bench_erasure` does, by the clock."""
    persons, chosen = PersonService(store, SharedFiles(store)), random.Random(5)
    found = [_clock(lambda: persons.find(admin, _number(chosen.randrange(1, size)))) for _ in range(FOUND)]
    took = []
    for _ in range(PERSONS):
        lead_id: UUID = persons.find(admin, _number(chosen.randrange(1, size)))[0].lead_id
        command = ErasePerson(new_id(), lead_id, "Asked by telephone")
        took.append(_clock(lambda command=command: erasure.erase(admin, command)))  # type: ignore[misc]
    goal = FOUND_MS if size >= GOAL_FROM else None
    most = ERASED_S if size >= GOAL_FROM else None
    return [
        absolute("a person found, on a server: p95", size, 1000 * percentile(found, 0.95), goal),
        absolute("one erased and verified in every table, on a server", size, middle(took), most, "s"),
    ]


def _many(made: RightsOffice, erasure: ErasureService, admin: Actor, size: int) -> list[Result]:
    """From the count to the certificate."""
    numbers = tuple(range(8, 10 * min(MANY, size // 10) + 8, 10))
    results: list[Result] = []

    def timed(what: str, work: Callable[[], Any]) -> Any:
        begun = time.process_time()
        waited = _clock(lambda: done.append(work()))
        took = time.process_time() - begun
        name = f"{len(numbers):,} people on a server: {what} ({took:.1f} s of this processor)"
        results.append(absolute(name, size, waited, None, "s"))
        return done.pop()

    done: list[Any] = []
    timed("counted", lambda: erasure.count_many(admin, numbers))
    command = EraseMany(new_id(), numbers, "End of the purpose")
    timed("suppressed", lambda: erasure.erase_many(admin, command))
    owner = opened_by_owner(made)
    with owner.write(None) as work:  # its day is over by the server's clock, which isn't ours to move
        work.connection.execute(text("UPDATE erasures SET starts_at = now() WHERE state = 'waiting'"))
    owner.close()
    (erased,) = timed("carried out", lambda: erasure.go_on(admin))
    assert erased.certificate is not None
    return results


def _clock(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
