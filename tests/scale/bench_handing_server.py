"""Handing out 100,000 leads on a team's server and taking it back, against the bare UPDATEs alone.

Ours: the service as the admin's own role, with policies, counts and what is kept to go back. Bare: whoever
owns the tables sets the same columns, one transaction for each new owner. By turns in one database, which is
vacuumed between; medians. `python -m tests.scale.part handing_server 100000`.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text

from crm_desktop.domain.assignment import HandOut
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.ids import new_id
from crm_desktop.services.batches import BatchService
from crm_desktop.services.leads import LeadService
from crm_desktop.store.unit_of_work import Store
from tests.postgres import PgServer
from tests.scale.bench_postgres import server
from tests.scale.results import Result, against
from tests.scale.rights_office import build, opened_by_owner, opened_by_role

GOAL = 1.5
ROUNDS = 3
AT_ONCE = 100_000


def run(sizes: Sequence[int]) -> list[Result]:
    """The measurements, in the largest size."""
    with server() as pg:
        return handing(pg, max(AT_ONCE, *sizes))


def handing(pg: PgServer, size: int) -> list[Result]:
    """Given out and taken back, each beside the bare statements."""
    made = build(pg.fresh(), size)
    office, owner = made.office, opened_by_owner(made)
    store, admin = opened_by_role(made, "rohini")
    batches = BatchService(store)
    numbers = list(LeadService(store).numbers(admin, LeadQuery()))[:AT_ONCE]
    people = (office.asha, office.imran)
    how = HandOut(people=tuple((p.person_id, 1) for p in people), skip_absent=False, only_nobodys=False)
    times: list[tuple[float, ...]] = []
    for _ in range(ROUNDS):
        _vacuum(owner)
        given, batch = _timed(lambda: batches.hand_out(admin, numbers, how, new_id()))
        assert batch.done == len(numbers), batch
        _vacuum(owner)
        back, undone = _timed(lambda batch=batch: batches.undo(admin, batch.id))  # type: ignore[misc]
        assert undone.back == len(numbers), undone
        _vacuum(owner)
        bare_given = sum(
            _timed(lambda at=at, p=p: _bare(owner, numbers[at::2], p.person_id, p.team_id))[0]  # type: ignore[misc]
            for at, p in enumerate(people)
        )
        _vacuum(owner)
        bare_back, _ = _timed(lambda: _bare(owner, numbers, None, office.asha.team_id))
        times.append((given, bare_given, back, bare_back))
    given, bare_given, back, bare_back = (statistics.median(each) for each in zip(*times, strict=True))
    store.close()
    owner.close()
    pg.drop(made.database)
    return [
        against("PostgreSQL: hand out, against bare UPDATE", len(numbers), given, bare_given, GOAL),
        against("PostgreSQL: take it back, against bare UPDATE", len(numbers), back, bare_back, GOAL),
    ]


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    found = act()
    return (time.perf_counter() - begun) * 1000, found


def _bare(store: Store, numbers: Sequence[int], owner: UUID | None, team: UUID | None) -> None:
    with store.write(None) as work:
        run_ = work.connection.execute
        which: dict[str, Any] = {"owner": owner, "team": team, "at": work.now, "nos": sorted(numbers)}
        run_(
            text(
                "UPDATE leads SET owner_id = :owner, team_id = :team, updated_at = :at, version = version + 1"
                " WHERE no = ANY (:nos)"
            ),
            which,
        )
        run_(
            text(
                "UPDATE queue_entries SET owner_id = :owner, version = version + 1 WHERE lane <> 1"
                " AND lead_id IN (SELECT id FROM leads WHERE no = ANY (:nos))"
            ),
            which,
        )


def _vacuum(store: Store) -> None:
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE leads, queue_entries, batch_leads, queue_counts")


PARTS = {"handing": handing}
