"""A shift in the real window, key by key under Xvfb, at each size: from the result key to the paint.

The program runs as people start it, a process of its own on the wall clock; its heartbeat log tells the
figures. The day's backup falls into the shift, as it does when the first person signs in. The last shift is
that of a small machine: the program held to 1 GB of memory, and one core for it, the screen and the hands.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import sleep

from sqlalchemy import select, update

from crm_desktop import secrets
from crm_desktop.clock import SetClock
from crm_desktop.secrets import WorkspaceFile
from crm_desktop.services.passwords import Argon2Passwords
from crm_desktop.store.engine import open_engine
from crm_desktop.store.tables import campaigns, people, workspace
from crm_desktop.store.unit_of_work import Store
from tests.end_to_end.office import everybody_accepted
from tests.end_to_end.program import WORDS, Line, Program, percentile, worst_block
from tests.end_to_end.screen import Screen, missing_programs
from tests.end_to_end.shift import CALL, Shift, When
from tests.scale.held import memory_held, one_core
from tests.scale.results import Result, absolute
from tests.scale.stores import BENCH_DIR, NAME, WORKED_AT, big_store
from tests.stores import TEST_KEY

CALLS = 100
PASSWORD = "a-made-up-password"
PAINTED_GOAL_MS, MEMORY_GOAL_MB = 100, 400
SMALL_LEADS, SMALL_MB, SMALL_GOAL_MS = 200_000, 1024, 250
LOOKS_S = 0.4  # at each lead; a shift is long enough then for the backup to fall into it
NO_SECOND_NUMBERS = 1_000_000_000


class ShiftByKey(Shift):
    """Promises by key alone: what words mean depends on the hour the benchmark runs at."""

    def _promise(self, key: str) -> When:
        self.program.reach(CALL, "promise", key)
        self.program.reach(CALL, "preview", "alt+2", "Return")
        return lambda _at, _due: True


def run(sizes: Sequence[int]) -> list[Result]:
    """p95 from key to paint, the longest block of the GUI thread and the memory afterwards, at each size."""
    missing = missing_programs()
    if missing:
        print(f"no shift in the window, not installed here: {', '.join(missing)}")
        return []
    results: list[Result] = []
    for size in sizes:
        big_store(size)
        with tempfile.TemporaryDirectory(dir=BENCH_DIR) as folder:
            results += measure(Path(folder), size)
    size = min(SMALL_LEADS, max(sizes))
    big_store(size)
    with tempfile.TemporaryDirectory(dir=BENCH_DIR) as folder:
        results += measure_small(Path(folder), size)
    return results


def measure(folder: Path, size: int, calls: int = CALLS) -> list[Result]:
    """One shift on this machine."""
    lines, memory = work_a_shift(folder, size, calls)
    painted, answered = told(lines)
    note = f"p50 {percentile(painted, 0.5):.0f} ms, most {max(painted):.0f} ms of {len(painted)}; {answered}"
    p95 = percentile(painted, 0.95)
    return [
        absolute("result key to next lead painted, p95", size, p95, PAINTED_GOAL_MS, note=note),
        absolute("longest block of the GUI thread in the shift", size, worst_block(lines), None),
        absolute("memory of the window after the shift", size, memory, MEMORY_GOAL_MB, "MB"),
    ]


def measure_small(folder: Path, size: int, calls: int = CALLS) -> list[Result]:
    """One shift on a small machine."""
    with memory_held(SMALL_MB) as held, one_core():
        lines, memory = work_a_shift(folder, size, calls, held.before)
        most = held.most_mb()
    painted, answered = told(lines)
    used = f"resident {memory:.0f} MB" + (f", with files in the cache {most} MB" if most else "")
    note = f"{SMALL_MB} MB, {held.how}: {used}; most {max(painted):.0f} ms of {len(painted)}; {answered}"
    p95 = percentile(painted, 0.95)
    return [absolute("next lead painted p95, 1 GB and one core", size, p95, SMALL_GOAL_MS, note=note)]


def told(lines: list[Line]) -> tuple[list[float], str]:
    """The log's times from key to paint, and the store's part in words."""
    found = [line for line in lines if line["event"] == "next lead painted"]
    answered = percentile([line["answered_ms"] for line in found], 0.95)
    return [line["ms"] for line in found], f"the store's answer p95 {answered:.0f} ms"


def work_a_shift(
    folder: Path, size: int, calls: int, before: tuple[str, ...] = ()
) -> tuple[list[Line], float]:
    """The program's log of one shift, and its resident memory in MB at the end."""
    make_workspace(folder / "workspace", size)
    os.sync()
    screen = Screen()
    program = Program(screen, folder / "workspace", folder / "home", BENCH_DIR / "window", before)
    os.environ.update(CRM_DESKTOP_KEYSTORE="none", CRM_DESKTOP_PASSPHRASE=WORDS)
    try:
        shift = ShiftByKey(program, PASSWORD, NO_SECOND_NUMBERS, seed=calls)
        shift.sign_in("asha")
        for no in range(1, calls + 1):
            since = program.mark()
            shift.call(no, is_marked=no % 7 == 3)
            program.wait("the paint", lambda line: line["event"] == "next lead painted", since)
            sleep(LOOKS_S)
        memory = program.memory_mb()
        return program.read(), memory
    finally:
        program.end()
        screen.close()


def make_workspace(folder: Path, size: int) -> None:
    """A workspace around a copy of the big store, whose caller may call at any hour."""
    folder.mkdir()
    shutil.copyfile(big_store(size), folder / NAME)
    store = Store(open_engine(folder / NAME, TEST_KEY), SetClock(WORKED_AT))
    with store.write(None) as work:
        about = work.connection.execute(select(workspace.c.id, workspace.c.name)).one()
        all_day = {"start_minute": 0, "end_minute": 1440, "days": "0123456"}
        work.connection.execute(update(campaigns).values(**all_day))
        hashed = Argon2Passwords().hash(PASSWORD)
        work.connection.execute(update(people).values(password_hash=hashed))
    everybody_accepted(store)
    store.close()
    described = WorkspaceFile(about.id, about.name, WORKED_AT, "sealed", "")
    secrets.adopt_key(folder, TEST_KEY, passphrase=WORDS, about=described)
    secrets.new_recovery_code(folder, TEST_KEY)


if __name__ == "__main__":
    act = measure_small if sys.argv[3:] == ["small"] else measure
    with tempfile.TemporaryDirectory(dir=BENCH_DIR) as made:
        for each in act(Path(made), int(sys.argv[1]), int(sys.argv[2])):
            print(each)
