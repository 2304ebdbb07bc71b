"""Exporting everything, against a bare dump of the same rows: each table read and written as CSV, no more."""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from crm_desktop.services.archive import ArchiveService, ExportArchive
from crm_desktop.store.archive_source import archived_tables
from crm_desktop.store.engine import connect_file
from tests.scale.__main__ import BENCH_DIR
from tests.scale.bench_reports import _with_calls
from tests.scale.results import Result, against
from tests.scale.stores import NAME, BigStore
from tests.stores import TEST_KEY

GOAL = 2.0


def run(sizes: Sequence[int]) -> list[Result]:
    """The figures at each size."""
    results: list[Result] = []
    for size in sizes:
        with _with_calls(size) as big:
            results.append(_measure(big, size))
    return results


def _measure(big: BigStore, size: int) -> Result:
    with tempfile.TemporaryDirectory(dir=BENCH_DIR) as made:
        folder = Path(made)
        rows, bare = _bare_dump(big.folder / NAME, folder)
        info: Any = SimpleNamespace(id=big.campaign_id, name="Bench")
        opened = cast(
            "Any",
            SimpleNamespace(
                folder=big.folder, key=TEST_KEY, store=big.store, info=info, seal=lambda: None, files=None
            ),
        )
        begun = time.perf_counter()
        done = ArchiveService(opened, big.clock).export(big.admin, ExportArchive(folder / "all.zip"))
        ours = time.perf_counter() - begun
    note = f"{rows:,} rows, {done.size / 1e6:,.0f} MB, {ours:.1f} s"
    return against("export of everything, a bare dump beside it", size, 1000 * ours, 1000 * bare, GOAL, note)


def _bare_dump(file: Path, folder: Path) -> tuple[int, float]:
    begun, rows = time.perf_counter(), 0
    with closing(connect_file(file, TEST_KEY, read_only=True, cache_mb=64)) as connection:
        for table in archived_tables():
            names = ", ".join(f'"{column.name}"' for column in table.c)
            with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as out:
                writer = csv.writer(out)
                for row in connection.execute(f'SELECT {names} FROM "{table.name}"'):
                    writer.writerow(row)
                    rows += 1
    for made in folder.glob("*.csv"):
        made.unlink()
    return rows, time.perf_counter() - begun
