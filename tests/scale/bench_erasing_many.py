"""Ten thousand people of a filter erased at once: counted, suppressed, carried out, in processor time.

`python -m tests.scale erasing_many`. Each lead was called five times, with notes, and the index of texts is
taken in, as in a store that is at work. Rests between parts, which callers' acts have, are left out.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from crm_desktop.clock import SetClock
from crm_desktop.domain.people import Actor
from crm_desktop.ids import new_id
from crm_desktop.services.erasure import EraseMany, ErasureService
from crm_desktop.services.text_indexing import TextIndexing
from crm_desktop.store.engine import open_engine
from crm_desktop.store.files import LocalFiles
from crm_desktop.store.person_keys import PersonKeys
from crm_desktop.store.unit_of_work import Store
from tests.scale.bench_erasure import worked_store
from tests.scale.lead_store import BENCH_DIR, CACHE_MB
from tests.scale.results import Result, absolute, table
from tests.stores import TEST_KEY

MANY = 10_000
SECONDS = {"counted": 10.0, "suppressed": 20.0, "carried out": 300.0}


def run(sizes: Sequence[int]) -> list[Result]:
    """Count, suppress and erase a tenth of each store, ten thousand at most."""
    results: list[Result] = []
    for size in sizes:
        plain, office, file = worked_store(size)
        TextIndexing(plain).go_on(at_once=True)
        plain.close()
        folder = Path(mkdtemp(dir=BENCH_DIR))
        shutil.copyfile(file, folder / "workspace.db")
        clock = SetClock(plain.clock.now())
        store = Store(open_engine(folder / "workspace.db", TEST_KEY, cache_mb=CACHE_MB), clock)
        with store.write(None) as work:  # the program never runs ANALYZE, whose samples keep numbers
            for kept in ("sqlite_stat1", "sqlite_stat4"):
                work.connection.exec_driver_sql(f"DELETE FROM {kept}")
        erasure = ErasureService(
            store,
            LocalFiles(folder, PersonKeys(folder, TEST_KEY)),
            lambda: TEST_KEY,
            (folder / "workspace.db", TEST_KEY),
            rest=lambda _seconds: None,
        )
        results += measured(erasure, office.admin, clock, size, min(MANY, size // 10))
        store.close()
        shutil.rmtree(folder, ignore_errors=True)
    return results


def measured(
    erasure: ErasureService, admin: Actor, clock: SetClock, size: int, many: int, where: str = "SQLite"
) -> list[Result]:
    """An erasure of so many, from the count to the certificate and the search of pages."""
    # Of the made-up numbers those of every tenth are the others’ moved by a digit: as good as found in pages.
    numbers = tuple(range(8, 10 * many + 8, 10))
    results: list[Result] = []

    def timed(what: str, work: Callable[[], Any]) -> Any:
        begun, wall = time.process_time(), time.perf_counter()
        done = work()
        took, waited = time.process_time() - begun, time.perf_counter() - wall
        name = f"{len(numbers):,} people on {where}: {what} ({waited:.1f} s by the clock)"
        results.append(absolute(name, size, took, SECONDS.get(what), "s"))
        return done

    timed("counted", lambda: erasure.count_many(admin, numbers))
    command = EraseMany(new_id(), numbers, "End of the purpose")
    begun = timed("suppressed", lambda: erasure.erase_many(admin, command))
    clock.move(hours=25)
    done = timed("carried out", lambda: erasure.go_on(admin))
    assert [each.id for each in done] == [begun.id]
    assert done[0].certificate is not None
    assert done[0].certificate["persons"] == len(numbers)
    seen = timed("pages searched", lambda: erasure.search_pages(admin, begun.id))
    assert seen.certificate is not None
    told = seen.certificate["pages"]
    assert told is None or (told["found"] == 0 and told["planted_found_before"]), told
    return results


if __name__ == "__main__":
    print(table(run([int(size) for size in sys.argv[1:]] or [10_000])))
