"""Big files are read in a second process: the same rows come of it, whatever becomes of that process."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from crm_desktop.domain.import_mapping import ColumnRule, Mapping
from crm_desktop.domain.import_rows import RowContext
from crm_desktop.errors import Cancelled, UserError
from crm_desktop.readers import apart, open_source
from crm_desktop.readers.apart import Reading, ReadRow
from crm_desktop.services.imports import ImportPlan, ImportService, reading, running
from crm_desktop.services.imports.reading import Rows
from crm_desktop.store import tables as t
from crm_desktop.store.unit_of_work import Store
from tests.factories import make_office

HEAD = (("Name", "name"), ("Mobile", "phone"), ("Next", "next_call_date"), ("Remark", "note"))
MAPPING = Mapping(tuple(ColumnRule(heading, target) for heading, target in HEAD))
COUNT = 2_300  # three messages


@pytest.fixture(autouse=True)
def every_file_is_big(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "APART_FROM_BYTES", 0)
    monkeypatch.setattr(reading, "EARLY", 0)


def lines(count: int = COUNT) -> Iterator[list[str]]:
    for i in range(count):
        phone = "12" if i % 50 == 7 else f"98000{i:05d}"
        yield [f"Test {i}", phone, "25/11/2026 16:00" if i % 3 else "", "called before" if i % 5 == 0 else ""]


def a_reading(folder: Path, *more: list[str], tail: str = "") -> Reading:
    path = folder / "leads.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([[heading for heading, _ in HEAD], *lines(), *more])
        out.write(tail)
    return Reading(open_source(path), None, MAPPING, RowContext(date(2026, 11, 20)))


def never() -> None:
    """Nobody wants to stop."""


def all_of(rows: Rows) -> list[ReadRow]:
    found: list[ReadRow] = []
    while some := rows.take(700):
        found += some
    return found


def read_here(what: Reading) -> list[ReadRow]:
    with Rows(what, never, here=True) as rows:
        return all_of(rows)


def test_the_same_rows_and_oddities_as_in_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    what = a_reading(tmp_path, ["short"], ["", "", "", ""], ["Total", "", "", "2300"])
    here, oddities = read_here(what), what.source.oddities
    assert len(here) == COUNT + 1
    for early in (0, 1_300, COUNT + 3, COUNT + 9):  # rows that are read here meanwhile
        monkeypatch.setattr(reading, "EARLY", early)
        what.source.oddities = type(oddities)()
        with Rows(what, never) as rows:
            assert rows._apart is not None
            assert all_of(rows) == here
            assert rows.fraction() == 1.0
        assert what.source.oddities == oddities
    refused = [cells for _, row, cells in here if row.refused]
    assert refused[0] == ("Test 7", "12", "25/11/2026 16:00", "")


def test_when_it_is_killed_the_rest_is_read_here(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    what = a_reading(tmp_path)
    with Rows(what, never) as rows:
        first = rows.take(300)
        assert rows._apart is not None
        rows._apart.process.kill()
        rows._apart.process.join()
        found = [*first, *all_of(rows)]
    assert found == read_here(what)
    assert "reading on in the first" in caplog.text


def test_when_it_cannot_be_started_all_is_read_here(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from multiprocessing.context import SpawnProcess

    def no_room(_: SpawnProcess) -> None:
        raise OSError("no more processes")

    caplog.set_level("INFO")
    monkeypatch.setattr(SpawnProcess, "start", no_room)
    what = a_reading(tmp_path)
    with Rows(what, never) as rows:
        assert all_of(rows) == read_here(what)
    assert "no more processes" in caplog.text


def test_a_broken_row_gets_the_same_sentence(tmp_path: Path) -> None:
    what = a_reading(tmp_path, tail='"never closed,9800000001,,\n' + "x" * 200_000)
    with pytest.raises(UserError) as here:
        read_here(what)
    with Rows(what, never) as rows, pytest.raises(UserError) as apart_:
        all_of(rows)
    assert str(apart_.value) == str(here.value)
    assert "quotation mark" in str(here.value)


def test_stopping_ends_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop() -> None:
        raise Cancelled

    monkeypatch.setattr(apart, "_POLL_S", 0.0)  # it has not even started when the person stops
    rows = Rows(a_reading(tmp_path), stop)
    assert rows._apart is not None
    process = rows._apart.process.pid
    assert process is not None
    with rows, pytest.raises(Cancelled):
        rows.take(10)
    assert is_gone(process)


STARTED = """
    import sys, threading
    from pathlib import Path
    from tests.services.test_imports_apart import a_reading, never, reading
    reading.APART_FROM_BYTES = reading.EARLY = 0
    if __name__ == "__main__":
        rows = reading.Rows(a_reading(Path(sys.argv[1])), never)
        rows.take(1)
        print(rows._apart.process.pid, flush=True)
        threading.Event().wait()
"""


def is_gone(process: int) -> bool:
    """Whether a process has ended; a zombie waiting for its parent has."""
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (ProcessLookupError, FileNotFoundError):
        return True


def soon(what: Callable[[], bool]) -> bool:
    """Whether it becomes true within ten seconds."""
    for _ in range(200):
        if what():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")
def test_kill_9_of_the_first_ends_the_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(STARTED), str(tmp_path)],
        stdout=subprocess.PIPE, text=True, cwd=root, env={**os.environ, "PYTHONPATH": root},
    ) as first:  # fmt: skip
        assert first.stdout is not None
        second = int(first.stdout.readline())
        assert not is_gone(second)
        first.send_signal(signal.SIGKILL)
    assert soon(lambda: is_gone(second))


def test_an_import_through_two_processes(sqlite_store: Store, tmp_path: Path) -> None:
    office, service = make_office(sqlite_store), ImportService(sqlite_store)
    what = a_reading(tmp_path)
    plan = ImportPlan("C", MAPPING)
    looked = service.preview(office.admin, what.source, None, MAPPING, plan, limit=None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "BATCH", 500)
        result = service.run(office.admin, what.source, plan)
    assert (result.read, result.created, result.refused) == (COUNT, COUNT - 46, 46)
    assert (looked.rows, looked.created, looked.refused, looked.is_exact) == (COUNT, COUNT - 46, 46, True)
    assert result.problems == looked.problems
    assert result.refused_file is not None
    with result.refused_file.open(encoding="utf-8-sig", newline="") as file:
        assert sum(1 for _ in csv.reader(file)) == 47
    with sqlite_store.read() as work:
        assert work.connection.execute(select(func.count()).select_from(t.leads)).scalar_one() == COUNT - 46
    assert service.undo(office.admin, result.id).removed == COUNT - 46
