"""Memory of a process that opens a big store, lists, searches and works a shift of 100 calls.

The process is a new one, with Qt's widgets and an application loaded as in the window, but no window open:
the window's own shift is measured with the end-to-end test. A second process works 200,000 leads as on a
small machine: one core, the page cache of 1 GB of memory, an address space that can't grow past its bounds.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.scale.results import Result, absolute, percentile

CALLS = 100
USUAL_GOAL_MB, SMALL_GOAL_MB, SMALL_P95_GOAL_MS = 400, 1024, 250
SMALL_LEADS, SMALL_CACHE_MB, SMALL_ADDRESS_MB = 200_000, 32, 2048


def run(sizes: Sequence[int]) -> list[Result]:
    """Resident memory after and during the shift; the result key's p95 on the small machine."""
    results: list[Result] = []
    for size in sizes:
        told = _in_own_process("usual", size)
        note = f"after the shift {told['after_mb']} MB, before the store {told['before_mb']} MB"
        results.append(absolute("most memory of a shift", size, told["peak_mb"], USUAL_GOAL_MB, "MB", note))
    small = min(SMALL_LEADS, max(sizes))
    told = _in_own_process("small", small)
    results.append(absolute("most memory, small machine", small, told["peak_mb"], SMALL_GOAL_MB, "MB"))
    results.append(absolute("next lead p95, small machine", small, told["p95_ms"], SMALL_P95_GOAL_MS))
    return results


def _in_own_process(kind: str, size: int) -> dict[str, Any]:
    from tests.scale.stores import big_store

    big_store(size)  # built before, so that building counts nowhere
    command = [sys.executable, "-m", "tests.scale.bench_memory", kind, str(size)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _work(kind: str, size: int) -> None:
    """In the child: everything, then the figures as JSON."""
    cache_mb = None
    if kind == "small":
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        resource.setrlimit(resource.RLIMIT_AS, (SMALL_ADDRESS_MB << 20, SMALL_ADDRESS_MB << 20))
        cache_mb = SMALL_CACHE_MB
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    from tests.scale.bench_calling import Shift
    from tests.scale.stores import copied

    before = _memory("VmRSS")
    with copied(size, cache_mb) as big:
        _look_around(big)
        shift = Shift(big, big.store, big.clock)
        times: list[float] = []
        for _ in range(CALLS):
            command = shift.dial()
            begun = time.perf_counter()
            done = shift.complete(command)
            times.append(1000 * (time.perf_counter() - begun))
            shift.show(done)
        _look_around(big)
        after = _memory("VmRSS")
    peak = _memory("VmHWM")  # ru_maxrss would count the process this one was started from
    application.quit()
    told = {"before_mb": before, "after_mb": after, "peak_mb": peak, "p95_ms": percentile(times, 0.95)}
    print(json.dumps(told))


def _look_around(big: Any) -> None:
    """List by several orders, page and jump, search as typed."""
    from crm_desktop.domain.lead_query import LeadQuery
    from crm_desktop.services.leads import LeadService

    leads = LeadService(big.store)
    for query in (LeadQuery(), LeadQuery(sort="city"), LeadQuery(city="Pune")):
        numbers = leads.numbers(big.admin, query)
        assert len(numbers) > 0
        leads.rows_by_no(big.admin, numbers[-200:])
        page = leads.page(big.admin, query)
        leads.page(big.admin, query, page.last_key)
    for typed in ("me", "meena", "98000 01", "traders", "zzzz"):
        leads.find(big.admin, typed)


def _memory(name: str) -> int:
    """MB of this process as the kernel tells them: VmRSS now, VmHWM the most so far."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) >> 10


if __name__ == "__main__":
    _work(sys.argv[1], int(sys.argv[2]))
