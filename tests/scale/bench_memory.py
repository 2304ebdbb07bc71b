"""Memory of a process that opens a big store, lists, searches and works a shift of 100 calls.

The process is a new one, with Qt's widgets and an application loaded as in the window, but no window open:
the window's own shift, and that of a small machine, are measured in `bench_window`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.scale.results import Result, absolute

CALLS = 100
USUAL_GOAL_MB = 400


def run(sizes: Sequence[int]) -> list[Result]:
    """Resident memory after and during the shift."""
    results: list[Result] = []
    for size in sizes:
        told = _in_own_process(size)
        note = f"after the shift {told['after_mb']} MB, before the store {told['before_mb']} MB"
        results.append(absolute("most memory of a shift", size, told["peak_mb"], USUAL_GOAL_MB, "MB", note))
    return results


def _in_own_process(size: int) -> dict[str, Any]:
    from tests.scale.stores import big_store

    big_store(size)  # built before, so that building counts nowhere
    command = [sys.executable, "-m", "tests.scale.bench_memory", str(size)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _work(size: int) -> None:
    """In the child: everything, then the figures as JSON."""
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    from tests.scale.bench_calling import Shift
    from tests.scale.stores import copied

    before = _memory("VmRSS")
    with copied(size) as big:
        _look_around(big)
        shift = Shift(big, big.store, big.clock)
        for _ in range(CALLS):
            command = shift.dial()
            shift.show(shift.complete(command))
        _look_around(big)
        after = _memory("VmRSS")
    peak = _memory("VmHWM")  # ru_maxrss would count the process this one was started from
    application.quit()
    told = {"before_mb": before, "after_mb": after, "peak_mb": peak}
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
    _work(int(sys.argv[1]))
