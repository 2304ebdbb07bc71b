"""Handing out 100,000 leads and taking it back, against the bare UPDATEs of leads and queue alone.

Bare: all of one owner's in one transaction, in the order of their rows: owner, team, time and version of the
leads and the owner of their places in the queue; nothing kept to go back, nobody told. Ours: the service,
from a list's numbers in the list's order to the finished batch, planning included. Each on a copy of the same
store, both durable; medians of five rounds.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp
from uuid import UUID

from crm_desktop.clock import SetClock
from crm_desktop.domain.assignment import HandOut
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.ids import new_id
from crm_desktop.services.batches import BatchService
from crm_desktop.services.campaigns import CampaignService, NewCampaign
from crm_desktop.services.handing_out import PART
from crm_desktop.services.leads import LeadService
from crm_desktop.store.engine import open_engine
from crm_desktop.store.unit_of_work import Store
from tests.factories import AGREED, Office
from tests.scale.lead_store import CACHE_MB, lead_file, lead_store
from tests.scale.results import Result, against, table
from tests.stores import TEST_KEY

GOAL = 1.5
ROUNDS = 5  # the medians of these
AT_ONCE = 100_000


def _queued(store: Store, office: Office) -> None:
    """Every lead gets a place in a campaign, as new."""
    made = CampaignService(store).create(office.admin, NewCampaign("Home loans", answer=AGREED))
    chance = random.Random(7)
    with store.write(None) as work:
        run = work.connection.exec_driver_sql
        run("UPDATE leads SET status = 'new'")
        rows = run("SELECT id FROM leads").fetchall()
        run(
            "INSERT INTO queue_entries (id, campaign_id, lead_id, lane, next_at) VALUES (?, ?, ?, 3, 0)",
            [(chance.randbytes(16), made.id.bytes, row[0]) for row in rows],
        )


def _bare(store: Store, numbers: Sequence[int], owner: UUID | None, team: UUID | None) -> float:
    begun = time.perf_counter()
    with store.write(None) as work:
        run = work.connection.exec_driver_sql
        stamp = int(work.now.timestamp() * 1e6)
        ids = (None if owner is None else owner.bytes, None if team is None else team.bytes)
        for start in range(0, len(numbers), PART):
            some = "[" + ",".join(map(str, numbers[start : start + PART])) + "]"
            run(
                "UPDATE leads SET owner_id = ?, team_id = ?, updated_at = ?, version = version + 1 "
                "WHERE no IN (SELECT value FROM json_each(?))",
                (*ids, stamp, some),
            )
            run(
                "UPDATE queue_entries SET owner_id = ?, version = version + 1 WHERE lane <> 1 AND lead_id IN "
                "(SELECT id FROM leads WHERE no IN (SELECT value FROM json_each(?)))",
                (ids[0], some),
            )
    return (time.perf_counter() - begun) * 1000


def _round(
    batches: BatchService, bare: Store, office: Office, numbers: Sequence[int], how: HandOut
) -> tuple[float, float, float, float]:
    """Given out and taken back, each beside the bare statements, in ms; all is as before afterwards."""
    people = (office.asha, office.imran)
    half = len(numbers) // 2
    begun = time.perf_counter()
    batch = batches.hand_out(office.admin, numbers, how, new_id())
    given = (time.perf_counter() - begun) * 1000
    assert batch.done == len(numbers), batch
    bare_given = sum(
        _bare(bare, sorted(numbers[at::2][:half]), person.person_id, person.team_id)
        for at, person in enumerate(people)
    )
    begun = time.perf_counter()
    undone = batches.undo(office.admin, batch.id)
    back = (time.perf_counter() - begun) * 1000
    assert undone.back == len(numbers), undone
    bare_back = _bare(bare, sorted(numbers), None, office.lead.team_id)
    return given, bare_given, back, bare_back


def run(sizes: Sequence[int]) -> list[Result]:
    """The measurements, in the largest size."""
    size = max(AT_ONCE, *sizes)
    store, office = lead_store(size)
    store.close()
    folder = Path(mkdtemp(dir=lead_file(size).parent))
    found: list[Result] = []
    try:
        ours, bare = (
            _opened(folder / name, lead_file(size), store.clock, office) for name in ("a.db", "b.db")
        )
        batches = BatchService(ours)
        numbers = list(LeadService(ours).numbers(office.admin, LeadQuery()))[:AT_ONCE]
        people = (office.asha, office.imran)
        how = HandOut(people=tuple((p.person_id, 1) for p in people), skip_absent=False, only_nobodys=False)
        times = [_round(batches, bare, office, numbers, how) for _ in range(ROUNDS)]
        given, bare_given, back, bare_back = (statistics.median(each) for each in zip(*times, strict=True))
        found.append(against("hand out, against bare UPDATE", len(numbers), given, bare_given, GOAL))
        found.append(against("take it back, against bare UPDATE", len(numbers), back, bare_back, GOAL))
        ours.close()
        bare.close()
    finally:
        shutil.rmtree(folder)
    return found


def _opened(file: Path, of: Path, clock: object, office: Office) -> Store:
    assert isinstance(clock, SetClock)
    shutil.copyfile(of, file)
    store = Store(open_engine(file, TEST_KEY, cache_mb=CACHE_MB), clock)
    _queued(store, office)
    return store


if __name__ == "__main__":
    print(table(run([int(size) for size in sys.argv[1:]] or [AT_ONCE])))
