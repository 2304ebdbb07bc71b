"""One person among a million leads and five million calls: found in every text, suppressed, erased, verified.

`python -m tests.scale erasure`. The search of the file's pages goes on behind; it is measured apart.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from crm_desktop.ids import new_id
from crm_desktop.services.erasure import ErasePerson, ErasureService
from crm_desktop.services.persons import PersonService
from crm_desktop.services.text_indexing import TextIndexing
from crm_desktop.store.engine import open_engine
from crm_desktop.store.files import LocalFiles
from crm_desktop.store.person_keys import PersonKeys
from crm_desktop.store.unit_of_work import Store
from tests.factories import Office
from tests.scale.lead_store import BENCH_DIR, CACHE_MB, lead_file, lead_store
from tests.scale.made_up import phone_of
from tests.scale.results import Result, absolute, middle, percentile, table
from tests.stores import TEST_KEY

PERSONS, FOUND = 5, 40
ERASED_S, FOUND_MS = 5.0, 200.0

_NOTES = ("", "", "Asked for the rates, wants it in writing", "Call after six, speaks to her husband first",
          "Has the papers ready; number of the brother noted on the card")  # fmt: skip
_CALLS = """INSERT INTO calls (id, lead_id, person_id, direction, state, known_how, dialled_at, closed_at,
 disposition_code, disposition_label, note, phone_id)
 SELECT randomblob(16), l.id, ?, 'out', 'closed', 'marked', l.created_at + ?, l.created_at + ? + 60000000,
 'NO_ANSWER', 'No answer', CASE l.no % 5 WHEN 2 THEN ? WHEN 3 THEN ? WHEN 4 THEN ? ELSE '' END, lp.phone_id
 FROM leads l JOIN lead_phones lp ON lp.lead_id = l.id AND lp.position = 1"""
_TIMELINE = """INSERT INTO timeline (id, lead_id, at, person_id, kind, call_id, text)
 SELECT randomblob(16), lead_id, closed_at, person_id, 'call', id, note FROM calls"""


def worked_store(size: int) -> tuple[Store, Office, Path]:
    """A copy of the made-up leads, each called five times, with notes on most calls."""
    plain, office = lead_store(size)
    plain.close()
    file = lead_file(size).with_name(f"worked-{lead_file(size).name}")
    if not file.exists():
        building = BENCH_DIR / f"worked-{size}.building"
        shutil.copyfile(lead_file(size), building)
        store = Store(open_engine(building, TEST_KEY, cache_mb=CACHE_MB), plain.clock)
        with store.engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA synchronous = OFF")
            for turn in range(5):
                after = turn * 86_400_000_000
                raw.execute("BEGIN IMMEDIATE")
                raw.execute(_CALLS, (office.asha.person_id.bytes, after, after, *_NOTES[2:]))
                raw.execute("COMMIT")
            raw.execute("BEGIN IMMEDIATE")
            raw.execute(_TIMELINE)
            raw.execute("COMMIT")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store.close()
        building.replace(file)
    return Store(open_engine(file, TEST_KEY, cache_mb=CACHE_MB), plain.clock), office, file


def _somebody(persons: PersonService, office: Office, chosen: random.Random, size: int) -> UUID:
    """Somebody who is still there: runs before this one erased some."""
    while True:
        found = persons.find(office.admin, phone_of(chosen.randrange(size), size))
        if found:
            return found[0].lead_id


def run(sizes: Sequence[int]) -> list[Result]:
    """Erase some, find some."""
    results: list[Result] = []
    for size in sizes:
        store, office, file = worked_store(size)
        keys = Path(tempfile.mkdtemp())
        files = LocalFiles(keys, PersonKeys(keys, TEST_KEY))
        persons = PersonService(store, files)
        begun = time.perf_counter()
        if rows := TextIndexing(store).go_on(at_once=True):
            took_s = time.perf_counter() - begun
            results.append(absolute(f"{rows} rows taken into the index of texts", size, took_s, None, "s"))
        chosen = random.Random(5)
        found = []
        for _ in range(FOUND):
            number = phone_of(chosen.randrange(size), size)
            begun = time.perf_counter()
            persons.find(office.admin, number)
            found.append((time.perf_counter() - begun) * 1000)
        goal = FOUND_MS if size >= 1_000_000 else None
        results.append(absolute("a person found in every text: p95", size, percentile(found, 0.95), goal))
        erasure = ErasureService(store, files, lambda: TEST_KEY, (file, TEST_KEY))
        took, pages = [], []
        for _ in range(PERSONS):
            lead_id = _somebody(persons, office, chosen, size)
            begun = time.perf_counter()
            done = erasure.erase(office.admin, ErasePerson(new_id(), lead_id, "Asked by telephone"))
            took.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            erasure.search_pages(office.admin, done.id)
            pages.append(time.perf_counter() - begun)
        most = ERASED_S if size >= 1_000_000 else None
        results.append(absolute("one erased and verified in every table", size, middle(took), most, "s"))
        results.append(absolute("its pages searched, behind it", size, middle(pages), None, "s"))
        store.close()
        shutil.rmtree(keys, ignore_errors=True)
    return results


if __name__ == "__main__":
    print(table(run([int(size) for size in sys.argv[1:]] or [10_000])))
