"""Two hundred workstations through PgBouncer in transaction mode, each with two connections to it.

`python -m tests.scale.part pooled`. One of a workstation's connections works as hard as it can, which no
person does; the other lies ready, as the program's does.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import psycopg

from tests.pooler import Pooler
from tests.postgres import PgServer
from tests.scale.bench_postgres import CLAIMED_AT_MOST, MANY, SECONDS, Caller, _filled, _together, server
from tests.scale.results import Result, absolute

POOL = 40  # as docs/shared-store.md says


def run(sizes: Sequence[int]) -> list[Result]:
    """At the smallest size: the queue's own length is another benchmark's."""
    with server() as pg:
        return claims(pg, min(sizes))


def claims(pg: PgServer, size: int) -> list[Result]:
    """Doubles, and how many of the server's connections were needed."""
    size = max(size, CLAIMED_AT_MOST)
    database, campaign_id, people = _filled(pg, size, MANY)
    folder = Path(tempfile.mkdtemp(prefix="crm-pooled-"))
    pooler = Pooler(pg, folder, POOL)
    try:
        url = pooler.url(database.name)
        with ExitStack() as ready:
            for _ in people:
                ready.enter_context(psycopg.connect(url))
            through = replace(database, host="127.0.0.1", port=pooler.port)
            claimed = _together(Caller, through, campaign_id, people, SECONDS)
            with psycopg.connect(database.url()) as direct:
                asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
                row = direct.execute(asked, (database.name,)).fetchone()
    finally:
        pooler.stop()
        shutil.rmtree(folder)
    pg.drop(database)
    assert claimed
    assert row is not None
    doubles, note = len(claimed) - len(set(claimed)), f"{len(claimed) / SECONDS:,.0f} claims/s"
    return [
        absolute(f"PgBouncer: doubles, {MANY} workstations", size, doubles, 0, "leads", note),
        absolute(f"PgBouncer: server's connections, {MANY} workstations", size, row[0], POOL, "of them"),
    ]


PARTS = {"claims": claims}
