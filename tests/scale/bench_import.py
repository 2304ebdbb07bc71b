"""Speed of an import: a CSV parsed, normalised, deduplicated, searchable and undoable, against a raw load.

The raw baseline writes the same rows, ready packed, into the same tables with the same indexes by plain
`executemany` in one transaction, and fills the trigram index with one statement; it counts no kinds of
entries. Both use the encrypted store, each in a process of its own, one after the other. Run
`python -m tests.scale.bench_import 1000000`.
"""

from __future__ import annotations

import contextlib
import csv
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crm_desktop.clock import SystemClock
from crm_desktop.domain.import_mapping import ColumnRule, Mapping
from crm_desktop.readers import open_source
from crm_desktop.services.imports import ImportPlan, ImportService
from crm_desktop.store.engine import open_engine
from crm_desktop.store.unit_of_work import Store
from tests.factories import Office, make_office
from tests.scale.results import Result, absolute, against
from tests.stores import TEST_KEY, migrated_file

COLUMNS = (
    ("Name", "name"), ("Mobile", "phone"), ("Company", "company"), ("Email", "email"), ("City", "city"),
    ("State", "state"), ("Pin", "postal_code"), ("Source", "source"),
)  # fmt: skip
TABLES = ("leads", "phones", "lead_phones", "lead_search", "queue_entries")
RATIO_GOAL, MEMORY_GOAL_MB, WAIT_GOAL_S = 1.6, 600, 0.5
_FIRST = [
    a + b
    for a in ("aa", "sha", "pra", "vi", "su", "man", "dee", "ro")
    for b in ("rav", "lini", "kesh", "nav", "jeet")
]
_LAST = [
    a + b
    for a in ("sha", "gup", "me", "de", "pa", "na", "re", "ba")
    for b in ("rma", "hta", "tel", "ddy", "nerjee")
]
_CITIES = [("Pune", "Maharashtra"), ("Surat", "Gujarat"), ("Kochi", "Kerala"), ("Indore", "Madhya Pradesh")]


def write_csv(path: Path, rows: int) -> None:
    """A made-up list: names in no order, one number a row, written in four ways."""
    rng = random.Random(rows)
    numbers = rng.sample(range(60_000_00000, 99_999_99999), rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([heading for heading, _ in COLUMNS])
        for number in numbers:
            first, last = rng.choice(_FIRST).title(), rng.choice(_LAST).title()
            city, state = rng.choice(_CITIES)
            phone = str(number)
            shown = (phone, f"+91 {phone[:5]} {phone[5:]}", f"0{phone}", f"{phone[:5]}-{phone[5:]}")[
                number % 4
            ]
            company = f"{last} Traders" if number % 3 == 0 else ""
            email = f"{first}.{number % 9973}@example.in".lower() if number % 2 else ""
            writer.writerow(
                [f"{first} {last} {number % 97}", shown, company, email, city, state, "411001", "Fair"]
            )


def mapping() -> Mapping:
    """What the columns are."""
    return Mapping(tuple(ColumnRule(heading, target) for heading, target in COLUMNS))


def fresh(folder: Path) -> tuple[Store, Office]:
    """A new encrypted store with people."""
    folder.mkdir(parents=True)
    store = Store(open_engine(migrated_file(folder / "workspace.db"), TEST_KEY), SystemClock())
    return store, make_office(store)


class Waits(threading.Thread):
    """Someone who works meanwhile: a small durable write every 50 ms, each timed."""

    def __init__(self, store: Store) -> None:
        super().__init__(daemon=True)
        self._store = store
        self._ended = threading.Event()
        self.seconds: list[float] = []
        self.errors = 0

    def run(self) -> None:
        """Write until stopped."""
        while not self._ended.wait(0.05):
            begun = time.perf_counter()
            try:
                with self._store.write(None) as work:
                    work.announce("bench")
            except Exception:
                self.errors += 1
            self.seconds.append(time.perf_counter() - begun)

    def stop(self) -> None:
        """End and wait for the end."""
        self._ended.set()
        self.join()


class Family(threading.Thread):
    """Watches the memory of this process and of the one that reads for it, by the kernel's high marks."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._ended = threading.Event()
        self._marks: dict[str, int] = {}

    def run(self) -> None:
        """Look four times a second."""
        while not self._ended.wait(0.25):
            self.look()

    def look(self) -> None:
        """Keep the high marks, in KiB."""
        listed = [str(os.getpid())]
        for task in Path("/proc/self/task").iterdir():
            with contextlib.suppress(OSError):
                listed += (task / "children").read_text().split()
        for process in listed:
            with contextlib.suppress(OSError, IndexError):
                status = Path(f"/proc/{process}/status").read_text()
                self._marks[process] = int(status.partition("VmHWM:")[2].split()[0])

    def stop(self) -> int:
        """The sum of the high marks, in MiB."""
        self.look()
        self._ended.set()
        self.join()
        return sum(self._marks.values()) // 1024


class Heart(threading.Thread):
    """Stands for a window's thread: wants to run every 5 ms, and notes how late it came to it."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._ended = threading.Event()
        self.late: list[float] = []

    def run(self) -> None:
        """Beat until stopped."""
        while not self._ended.is_set():
            begun = time.perf_counter()
            time.sleep(0.005)
            self.late.append(time.perf_counter() - begun - 0.005)

    def stop(self) -> list[float]:
        """The delays in seconds, ascending."""
        self._ended.set()
        self.join()
        return sorted(self.late)


def processor_s() -> float:
    """Processor time of this process and of those it waited for."""
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def time_import(folder: Path, file: Path, *, with_writer: bool) -> dict[str, object]:
    """Import the file into a new store, then take it back."""
    store, office = fresh(folder)
    service = ImportService(store, workspace_dir=folder)
    writer = Waits(store)
    if with_writer:
        writer.start()
    family, heart = Family(), Heart()
    family.start()
    if with_writer:
        heart.start()
    begun, cpu, all_cpu = time.perf_counter(), time.process_time(), processor_s()
    with open_source(file) as source:
        result = service.run(office.admin, source, ImportPlan("Bench", mapping()))
    took, cpu = time.perf_counter() - begun, time.process_time() - cpu
    all_cpu = processor_s() - all_cpu
    memory = family.stop()
    late = [0.0]
    if with_writer:
        late = heart.stop()
        writer.stop()
    with store.read() as work:
        counts = {
            t: work.connection.exec_driver_sql(f"SELECT count(*) FROM {t}").scalar_one() for t in TABLES
        }
    waits = sorted(writer.seconds) or [0.0]
    begun = time.perf_counter()
    undone = service.undo(office.admin, result.id) if not with_writer else None
    undo_s = time.perf_counter() - begun
    store.close()
    return {
        "s": took, "cpu_s": cpu, "all_cpu_s": all_cpu, "beat_p99": late[int(len(late) * 0.99)],
        "beat_max": late[-1], "read": result.read, "created": result.created, "refused": result.refused,
        "repeated": result.repeated, "counts": counts, "peak_mb": memory,
        "undo_s": undo_s, "undone": undone.removed if undone else None, "writes": len(writer.seconds),
        "write_errors": writer.errors, "wait_p50": waits[len(waits) // 2],
        "wait_p99": waits[int(len(waits) * 0.99)], "wait_max": waits[-1],
    }  # fmt: skip


def time_raw(folder: Path, source: Path) -> dict[str, object]:
    """Load the rows of an imported store, in the file's order, into the same tables of a new one."""
    rows: dict[str, list[tuple[object, ...]]] = {}
    names: dict[str, list[str]] = {}
    parents = ("teams", "people", "campaigns", "imports")
    old = open_engine(source, TEST_KEY)
    orders = {
        "leads": "id",
        "phones": "id",
        "lead_phones": "lead_id",
        "lead_search": "no",
        "queue_entries": "id",
    }
    with old.connect() as connection:
        for table in (*parents, *TABLES):
            order = orders.get(table, "rowid")
            found = connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY {order}")
            names[table] = list(found.keys())
            rows[table] = [tuple(row) for row in found]
    old.dispose()
    # in the file's order the row numbers ascend
    place = names["leads"].index("no")
    numbers = {row[place]: number for number, row in enumerate(rows["leads"], 1)}
    rows["leads"] = [(*row[:place], numbers[row[place]], *row[place + 1 :]) for row in rows["leads"]]
    rows["lead_search"] = sorted((numbers[no], text) for no, text in rows["lead_search"])
    folder.mkdir(parents=True)
    engine = open_engine(migrated_file(folder / "workspace.db"), TEST_KEY)
    connection = engine.raw_connection().driver_connection
    assert connection is not None
    connection.execute("BEGIN IMMEDIATE")
    for table in parents:
        places = ",".join("?" * len(names[table]))
        connection.executemany(
            f"INSERT INTO {table} ({','.join(names[table])}) VALUES ({places})", rows[table]
        )
    for happened in ("added", "removed", "moved"):  # a raw load counts nothing
        connection.execute(f"DROP TRIGGER queue_counts_{happened}")
    connection.execute("COMMIT")
    begun, cpu = time.perf_counter(), time.process_time()
    connection.execute("BEGIN IMMEDIATE")
    for table in TABLES:
        places = ",".join("?" * len(names[table]))
        connection.executemany(
            f"INSERT INTO {table} ({','.join(names[table])}) VALUES ({places})", rows[table]
        )
    connection.execute("INSERT INTO lead_fts(rowid, text) SELECT no, text FROM lead_search")
    connection.execute("COMMIT")
    took, cpu = time.perf_counter() - begun, time.process_time() - cpu
    engine.dispose()
    return {"s": took, "cpu_s": cpu}


def in_own_process(*arguments: str) -> dict[str, Any]:
    """Measure in a new process, so that memory is that of one thing alone."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.scale.bench_import", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def bench(rows: int, rounds: int, tell: Callable[[str], None] = print) -> dict[str, float]:
    """Raw and ours in turn, `rounds` times; prints sizes, medians and the ratio."""
    folder = Path(tempfile.mkdtemp(prefix="crm-bench-"))
    try:
        file = folder / "leads.csv"
        write_csv(file, rows)
        tell(f"{rows:,} rows, {file.stat().st_size >> 20} MB CSV, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
        ours: list[dict[str, Any]] = []
        raws: list[dict[str, Any]] = []
        for turn in range(rounds):
            store = folder / f"writer{turn}"
            beside = in_own_process("import+writer", str(store), str(file))
            raws.append(in_own_process("raw", str(folder / f"raw{turn}"), str(store / "workspace.db")))
            shutil.rmtree(folder / f"raw{turn}")
            shutil.rmtree(store)
            ours.append(in_own_process("import", str(folder / f"alone{turn}"), str(file)))
            shutil.rmtree(folder / f"alone{turn}")
            tell(
                f"  raw {raws[-1]['s']:.1f} s, ours {ours[-1]['s']:.1f} s, with a writer {beside['s']:.1f} s"
            )
        raw, own, raw_cpu, own_cpu = (
            statistics.median(float(m[kind]) for m in found)
            for kind, found in (("s", raws), ("s", ours), ("cpu_s", raws), ("cpu_s", ours))
        )
        last = ours[-1]
        tell(f"raw {raw:.1f} s (1.00), import {own:.1f} s ({own / raw:.2f}; goal {RATIO_GOAL})")
        tell(
            f"processor time: raw {raw_cpu:.1f} s, import {own_cpu:.1f} s ({own_cpu / raw_cpu:.2f}), "
            f"with the second process {last['all_cpu_s']:.1f} s"
        )
        tell(f"read {last['read']}, created {last['created']}, tables {last['counts']}")
        tell(f"peak memory of both processes {last['peak_mb']} MB (goal {MEMORY_GOAL_MB})")
        tell(f"a thread beside it is late p99 {beside['beat_p99']:.3f} s, max {beside['beat_max']:.3f} s")
        tell(f"undo {last['undo_s']:.1f} s, {last['undone']} leads")
        tell(
            f"someone else's writes meanwhile: {beside['writes']}, wait p50 {beside['wait_p50']:.3f} s, "
            f"p99 {beside['wait_p99']:.3f} s, max {beside['wait_max']:.3f} s, "
            f"refused {beside['write_errors']}"
        )
        return {
            "raw": raw, "own": own, "raw_cpu": raw_cpu, "own_cpu": own_cpu, "peak_mb": float(last["peak_mb"]),
            "undo": float(last["undo_s"]), "all_cpu": float(last["all_cpu_s"]),
            "wait_p99": float(beside["wait_p99"]), "wait_max": float(beside["wait_max"]),
            "beat_p99": float(beside["beat_p99"]), "beat_max": float(beside["beat_max"]),
        }  # fmt: skip
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(sizes: Sequence[int]) -> list[Result]:
    """Import, memory, undo and others' waits at each size; goals hold at full size."""
    results: list[Result] = []
    for size in sizes:
        found = bench(size, 1)
        is_full = size >= 1_000_000
        results += [
            against(
                "import", size, 1000 * found["own"], 1000 * found["raw"], RATIO_GOAL if is_full else None
            ),
            against("import, processor", size, 1000 * found["own_cpu"], 1000 * found["raw_cpu"], None),
            against("import, both processors", size, 1000 * found["all_cpu"], 1000 * found["raw_cpu"], None),
            absolute("import, peak memory of both", size, found["peak_mb"], MEMORY_GOAL_MB, "MB"),
            absolute("import, undone", size, 1000 * found["undo"], None),
            absolute("import, others wait p99", size, 1000 * found["wait_p99"], 1000 * WAIT_GOAL_S),
            absolute("import, others wait at most", size, 1000 * found["wait_max"], None),
            absolute("import, another thread late p99", size, 1000 * found["beat_p99"], 50),
            absolute("import, another thread late at most", size, 1000 * found["beat_max"], None),
        ]
    return results


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["raw", folder, source]:
            print(json.dumps(time_raw(Path(folder), Path(source))))
        case ["import", folder, file]:
            print(json.dumps(time_import(Path(folder), Path(file), with_writer=False)))
        case ["import+writer", folder, file]:
            print(json.dumps(time_import(Path(folder), Path(file), with_writer=True)))
        case [size, *more]:
            bench(int(size), int(more[0]) if more else 1)
