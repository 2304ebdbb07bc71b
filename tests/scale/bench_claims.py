"""Claiming the next lead of a campaign in the middle of its work: beside the bare driver, without the index.

All three run the very same statements in transactions of their own, in turns on one file; each claim gives
back the one before, so that the queue stays as it is. On a server: `bench_postgres`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from crm_desktop.domain.queue import LEASE_S, LOST_CALL_S
from crm_desktop.store.engine import connect_file
from crm_desktop.store.queue import Queue
from crm_desktop.store.queue_moves import CLAIM, FREE
from crm_desktop.store.types import pack_time
from tests.scale.bench_why import Worked, worked
from tests.scale.results import Result, against, middle
from tests.scale.stores import WORKED_AT
from tests.stores import TEST_KEY

TIMES, WARM_UP, WITHOUT_INDEX = 300, 30, 3
BARE_GOAL, INDEX_GOAL, GROWTH_GOAL = 1 / 0.75, 1 / 100, 1.5
BIG = 1_000_000  # where a walk over the queue costs a hundred times as much


def run(sizes: Sequence[int]) -> list[Result]:
    """A size: beside the bare driver and without the index; then how it grew."""
    results: list[Result] = []
    medians: dict[int, float] = {}
    for size in sizes:
        with worked(size) as made:
            ours, bare, walked = _measured(made)
        medians[size] = ours
        goal = INDEX_GOAL if size >= BIG else None
        results.append(against("claim, beside the bare driver", size, ours, bare, BARE_GOAL))
        results.append(against("claim, beside one without the index", size, ours, walked, goal))
    least, most = min(sizes), max(sizes)
    if most > least:
        name = f"claim, against {least:,} leads"
        results.append(against(name, most, medians[most], medians[least], GROWTH_GOAL))
    return results


def _measured(made: Worked) -> tuple[float, float, float]:
    """Milliseconds of a claim: through the store, bare, and bare without the index."""
    me, campaign_id = made.asha.person_id, made.campaign_id

    def through_store() -> UUID:
        with made.store.write(None) as work:
            queue = Queue(work)
            queue.free(me)
            first = queue.due(campaign_id, places, me, queue.few)[0]
            found = queue.claim(first.id, first.lead_id, me, due_by=work.now)
            assert found is not None
            return found.entry.id

    with made.store.read(None) as work:
        queue = Queue(work)
        places = queue.places(campaign_id)
        due, values = queue.due_statement(campaign_id, places, me, queue.few)
        now = pack_time(WORKED_AT)
        nobody = {"entry_id": me, "lead_id": me, "due_by": work.now, "lease_until": work.now}
        asked = [
            (statement.sql(work), statement.parameters(work, **given))
            for statement, given in (
                (FREE, {"person_id": me, "now": work.now, "lost_by": work.now}),
                (due, values),
                (CLAIM, {"person_id": me, **nobody}),
            )
        ]
        places_of = [[name for name, _ in statement.binds(work)] for statement in (FREE, due, CLAIM)]
    connection = connect_file(made.file, TEST_KEY, cache_mb=64)

    def given(step: int, **known: object) -> Any:
        return tuple(
            known.get(name, value) for name, value in zip(places_of[step], asked[step][1], strict=True)
        )

    def bare() -> UUID:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(asked[0][0], given(0, lost_by=now - LOST_CALL_S * 10**6))
        entry, lead = connection.execute(asked[1][0], asked[1][1]).fetchall()[0][:2]
        lease = now + LEASE_S * 10**6
        claim = given(2, entry_id=entry, lead_id=lead, due_by=now, lease_until=lease)
        found = connection.execute(asked[2][0], claim).fetchone()
        connection.execute("COMMIT")
        return UUID(bytes=found[0])

    assert through_store() == bare()
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(WARM_UP + TIMES):
        ours.append(_timed(through_store))
        theirs.append(_timed(bare))
    connection.execute("DROP INDEX ix_queue_entries_due")
    walked = [_timed(bare) for _ in range(WITHOUT_INDEX)]
    connection.close()
    return middle(ours[WARM_UP:]), middle(theirs[WARM_UP:]), middle(walked)


def _timed(act: Callable[[], object]) -> float:
    """Milliseconds, once."""
    begun = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - begun)
