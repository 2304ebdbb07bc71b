"""Why leads aren't dialled: every gate of one lead, and the counts of a campaign in the middle of its work.

A store of its own, written by SQL: leads spread over lanes, reasons, quarters of an hour, zones and owners
as weeks of calling leave them; some numbers were called today, two leads are on screens.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from crm_desktop.clock import SetClock
from crm_desktop.domain.people import Actor
from crm_desktop.services.calling import CallingService
from crm_desktop.services.campaigns import CampaignService, NewCampaign
from crm_desktop.store.engine import open_engine
from crm_desktop.store.queue_groups import differing
from crm_desktop.store.types import pack_time
from crm_desktop.store.unit_of_work import Store
from tests.factories import make_office
from tests.scale.__main__ import BENCH_DIR
from tests.scale.results import Result, absolute, percentile
from tests.scale.stores import WORKED_AT
from tests.stores import TEST_KEY, migrated_file

LEAD_MS, COUNT_MS = 5.0, 50.0
TIMES, WARM_UP = 60, 5
CALLED_TODAY = 6_000
_NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :size) "
_ID = "CAST(printf('{}%015d', n) AS BLOB)"
_TRIES = "CASE WHEN n > :called THEN 0 WHEN n % 15 = 0 THEN 3 ELSE 1 + n % 2 END"  # 400 as often as allowed
_ZONE = "CASE WHEN n % 50 = 0 THEN 'Asia/Dubai' ELSE 'Asia/Kolkata' END"
_OWNER = "CASE n % 10 WHEN 7 THEN :asha WHEN 8 THEN :imran END"
# Half untouched; a third waits for its next try, over days before and after now; the rest is over or blocked.
_LANE = "CASE WHEN k < 50 THEN 3 WHEN k < 80 THEN 2 WHEN k < 83 THEN 1 WHEN k < 95 THEN 9 ELSE 8 END"
_REASON = """CASE WHEN k < 50 THEN '' WHEN k < 78 THEN 'waiting_retry' WHEN k < 80 THEN 'skipped'
    WHEN k < 83 THEN '' WHEN k < 92 THEN 'final' WHEN k < 95 THEN 'max_attempts'
    WHEN k < 98 THEN 'do_not_call' ELSE 'no_phone' END"""
_WRITTEN = (
    f"""{_NUMBERS} INSERT INTO leads (id, name, name_key, zone, owner_id, created_at, updated_at)
        SELECT {_ID.format("l")}, 'Lead ' || n, 'lead ' || n, {_ZONE}, {_OWNER}, :now, :now FROM numbers""",
    f"""{_NUMBERS} INSERT INTO phones (id, e164, attempts, day_attempts, day, last_attempt_at)
        SELECT {_ID.format("p")}, '+91' || (6000000000 + n), {_TRIES}, {_TRIES},
               CASE WHEN n <= :called THEN 20261120 END,
               CASE WHEN n <= :called THEN :now - (n % 300) * 60000000 END FROM numbers""",
    f"""{_NUMBERS} INSERT INTO lead_phones (lead_id, phone_id, position)
        SELECT {_ID.format("l")}, {_ID.format("p")}, 1 FROM numbers""",
    """UPDATE leads SET last_call_at = (SELECT p.last_attempt_at FROM lead_phones lp JOIN phones p
         ON p.id = lp.phone_id WHERE lp.lead_id = leads.id) WHERE no <= :called AND no % 40 > 0""",
    f"""{_NUMBERS} INSERT INTO queue_entries (id, campaign_id, lead_id, lane, reason, next_at, zone, owner_id)
        SELECT {_ID.format("q")}, :campaign, {_ID.format("l")}, {_LANE}, {_REASON},
               CASE WHEN k < 50 THEN :now - n % 20000000
                    ELSE :now + ((n * 7919) % 20160 - 4000) * 60000000 END,
               {_ZONE}, {_OWNER} FROM (SELECT n, (n * 31) % 100 AS k FROM numbers)""",
    """INSERT OR IGNORE INTO campaign_zones (campaign_id, zone)
         SELECT DISTINCT campaign_id, zone FROM queue_counts""",
)  # fmt: skip


@dataclass(frozen=True)
class Worked:
    """The store, and who asks."""

    store: Store
    admin: Actor
    asha: Actor
    campaign_id: UUID
    file: Path


def run(sizes: Sequence[int]) -> list[Result]:
    """Figures a size."""
    return [result for size in sizes for result in _measured(size)]


@contextmanager
def worked(size: int) -> Iterator[Worked]:
    """A store with so many leads, gone afterwards."""
    BENCH_DIR.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BENCH_DIR) as folder:
        clock = SetClock(WORKED_AT)
        file = migrated_file(Path(folder) / "workspace.db")
        store = Store(open_engine(file, TEST_KEY), clock)
        office = make_office(store)
        campaign = CampaignService(store).create(office.admin, NewCampaign("Home loan"))
        given = {
            "size": size, "now": pack_time(WORKED_AT), "called": min(CALLED_TODAY, size),
            "campaign": campaign.id.bytes, "asha": office.asha.person_id.bytes,
            "imran": office.imran.person_id.bytes,
        }  # fmt: skip
        begun = time.monotonic()
        with store.write(None) as work:
            for statement in _WRITTEN:
                used = {name: value for name, value in given.items() if f":{name}" in statement}
                work.driver.execute(statement, used)
        print(f"written in {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
        try:
            yield Worked(store, office.admin, office.asha, campaign.id, file)
        finally:
            store.close()


def _measured(size: int) -> list[Result]:
    with worked(size) as made:
        calling, campaign_id = CallingService(made.store), made.campaign_id
        calling.next_lead(made.asha, campaign_id)
        with made.store.read(made.admin) as work:
            assert differing(work) == 0
        ids = [
            UUID(bytes=f"l{1 + at * size // (TIMES + WARM_UP):015d}".encode())
            for at in range(TIMES + WARM_UP)
        ]
        found = calling.why_campaign(made.admin, campaign_id)
        assert found.total == size
        print(f"{found.dialable:,} of {size:,} leads dialable", file=sys.stderr)
        lead = _timed(lambda at: calling.why_lead(made.admin, ids[at]))
        office = _timed(lambda _: calling.why_campaign(made.admin, campaign_id))
        mine = _timed(lambda _: calling.why_campaign(made.asha, campaign_id))
    return [
        absolute("why of one lead, p95", size, percentile(lead, 0.95), LEAD_MS),
        absolute("counts of a campaign, p95", size, percentile(office, 0.95), COUNT_MS),
        absolute("counts for one caller, p95", size, percentile(mine, 0.95), COUNT_MS),
    ]


def _timed(act: Callable[[int], object]) -> list[float]:
    """Milliseconds, each time."""
    found = []
    for at in range(TIMES + WARM_UP):
        begun = time.perf_counter()
        act(at)
        if at >= WARM_UP:
            found.append((time.perf_counter() - begun) * 1000)
    return found
