"""What must hold whatever comes: rows add up, a killed or starved import leaves nothing, others work on."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select

from crm_desktop.clock import SetClock
from crm_desktop.domain.import_mapping import ColumnRule, Mapping
from crm_desktop.ids import new_id
from crm_desktop.readers import open_source
from crm_desktop.services.imports import ImportPlan, ImportService, running
from crm_desktop.store import tables as t
from crm_desktop.store.campaigns import Campaigns
from crm_desktop.store.engine import open_engine
from crm_desktop.store.errors import DiskFull
from crm_desktop.store.import_lock import import_lock
from crm_desktop.store.imports import Imports
from crm_desktop.store.queue_groups import differing
from crm_desktop.store.unit_of_work import Store
from tests.factories import Office, make_office
from tests.stores import TEST_KEY

HEAD = (("Name", "name"), ("Mobile", "phone"), ("Alt", "phone"), ("Email", "email"), ("City", "city"))
MAPPING = Mapping(tuple(ColumnRule(heading, target) for heading, target in HEAD))

names = st.sampled_from(["Asha Test", "Ravi Test", "asha  test", "", "Zoya"])
numbers = st.sampled_from(
    ["9800000001", "98000 00002", "+91 98000 00003", "99999", "", "9800000001/9800000002"]
)
emails = st.sampled_from(["", "a@example.in", "b@example.in", "no mail"])
cities = st.sampled_from(["", "Pune", "Surat"])
rows_of_a_file = st.lists(st.tuples(names, numbers, numbers, emails, cities), min_size=1, max_size=25)


@pytest.fixture
def office(sqlite_store: Store) -> Office:
    return make_office(sqlite_store)


def write(path: Path, rows: list[Any]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([[heading for heading, _ in HEAD], *rows])
    return path


def counted(store: Store) -> dict[str, int]:
    quiet = {"audit", "changes", "import_layouts", "commands", "campaigns", "campaign_rules", "dispositions"}
    quiet.add("queue_counts")  # on a server counts are put together now and then
    with store.read() as work:
        assert differing(work) == 0
        return {
            table.name: work.connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in t.metadata.sorted_tables
            if table.name not in quiet
        }


@settings(
    max_examples=max(12, settings().max_examples // 3),  # each is up to three imports and two undos
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(
    rows=rows_of_a_file,
    duplicates=st.sampled_from(["skip", "fill", "update", "create"]),
    match=st.sampled_from(["phone", "phone_name"]),
    batch=st.sampled_from([4, 1000]),
)
def test_rows_always_add_up(
    sqlite_store: Store,
    office: Office,
    tmp_path: Path,
    rows: list[Any],
    duplicates: Any,
    match: Any,
    batch: int,
) -> None:
    store = sqlite_store
    service = ImportService(store)
    path = write(tmp_path / "f.csv", [*rows, ("End Test", "9800000009", "", "", "")])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "BATCH", batch)
        patch.setattr(running, "STEP", batch)
        patch.setattr(running, "CHUNK", 2 * batch)
        before = counted(store)
        with open_source(path) as source:
            read = sum(1 for _ in source.rows())
            plan = ImportPlan("C", MAPPING, duplicates=duplicates, match=match)
            preview = service.preview(office.admin, source, None, MAPPING, plan)
            result = service.run(office.admin, source, plan)
        after = counted(store)
        assert result.read == read == preview.rows
        assert result.created + result.updated + result.skipped + result.refused == read
        assert preview.created + preview.updated + preview.skipped + preview.refused == read
        assert (preview.created, preview.refused, preview.repeated) == (
            result.created, result.refused, result.repeated,
        )  # fmt: skip
        assert (
            after["leads"] - before["leads"] == result.created == after["lead_search"] - before["lead_search"]
        )
        assert result.repeated <= read - result.refused
        if result.refused_file is not None:
            with result.refused_file.open(encoding="utf-8-sig", newline="") as opened:
                assert sum(1 for _ in csv.reader(opened)) == result.refused + 1
            result.refused_file.unlink()
        if duplicates != "create":
            with open_source(path) as source:
                again = service.run(office.admin, source, ImportPlan("C", MAPPING, match=match))
            assert again.created == 0 or match == "phone_name"
            service.undo(office.admin, again.id)
        service.undo(office.admin, result.id)
    ended = counted(store)
    for table in (
        "leads",
        "lead_phones",
        "lead_search",
        "queue_entries",
        "lead_emails",
        "phones",
        "callbacks",
    ):
        assert ended[table] == before[table], table
    with store.write(None) as work:  # raises when the index and its texts differ
        work.connection.exec_driver_sql("INSERT INTO lead_fts(lead_fts, rank) VALUES('integrity-check', 1)")


KILLED = """
    import os, signal, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from crm_desktop.clock import SetClock
    from crm_desktop.readers import open_source
    from crm_desktop.services.imports import ImportPlan, ImportService, running, stretches
    from crm_desktop.store.engine import open_engine, open_postgres_engine
    from crm_desktop.store.import_leads import ImportLeads
    from crm_desktop.store.unit_of_work import Store
    from tests.services.test_imports_survive import MAPPING, admin_of
    from tests.stores import TEST_KEY

    running.BATCH, running.CHUNK, running.STEP, stretches.LONGEST_S = 10, 20, 10, -1.0
    running.LOT = 10
    clock = SetClock(datetime(2026, 11, 20, tzinfo=UTC))
    store = Store(open_engine(Path(sys.argv[1]), TEST_KEY, cache_mb=16), clock)
    left = {sys.argv[3]: int(sys.argv[4])}
    def dying(name):
        real = getattr(ImportLeads, name)
        def act(self, *given):
            left[name] = left.get(name, 0) - 1
            done = real(self, *given)
            if left[name] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return done
        setattr(ImportLeads, name, act)
    dying("write"), dying("publish")
    plan = ImportPlan("C", MAPPING, duplicates="update")
    ImportService(store).run(admin_of(store), open_source(Path(sys.argv[2])), plan)
"""


def admin_of(store: Store) -> Any:
    """An actor for the first admin, without signing in."""
    from crm_desktop.domain.people import Actor, Role

    with store.read() as work:
        row = work.connection.execute(select(t.people).where(t.people.c.role == "admin")).first()
        session = work.connection.execute(select(t.sessions.c.id)).scalars().first()
    assert row is not None
    assert session is not None
    return Actor(row.id, session, row.display_name, Role.ADMIN, None)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is POSIX")
@pytest.mark.parametrize(("act", "batch"), [("write", 2), ("write", 6), ("publish", 3)])
def test_kill_9_in_the_middle(
    sqlite_store: Store, office: Office, tmp_path: Path, clock: SetClock, act: str, batch: int
) -> None:
    service = ImportService(sqlite_store)
    old = write(tmp_path / "old.csv", [(f"Old {i}", f"98000{i:05d}", "", "", "Pune") for i in range(5)])
    service.run(office.admin, open_source(old), ImportPlan("Old", MAPPING))
    before = counted(sqlite_store)
    with sqlite_store.read() as work:
        cities = work.connection.execute(select(t.leads.c.city)).scalars().all()
    new = write(tmp_path / "new.csv", [(f"New {i}", f"98000{i:05d}", "", "", "Surat") for i in range(100)])
    sqlite_store.close()
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            textwrap.dedent(KILLED),
            str(tmp_path / "workspace.db"),
            str(new),
            act,
            str(batch),
        ],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    store = Store(open_engine(tmp_path / "workspace.db", TEST_KEY, cache_mb=16), clock)
    there = counted(store)
    assert there["leads"] > before["leads"]
    assert (there["queue_entries"] > before["queue_entries"] + 5) == (act == "publish")  # 5 were there
    assert ImportService(store).finish_interrupted() == 1
    assert counted(store) == before
    with store.read() as work:
        assert work.connection.execute(select(t.leads.c.city)).scalars().all() == cities
    store.close()


KILLED_BESIDE_A_SERVER = KILLED.replace(
    "open_engine(Path(sys.argv[1]), TEST_KEY, cache_mb=16)", "open_postgres_engine(sys.argv[1])"
)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is POSIX")
@pytest.mark.parametrize("batch", [1, 2, 7])
def test_kill_9_beside_a_server(postgres_store: Store, tmp_path: Path, batch: int) -> None:
    store = postgres_store
    office, service = make_office(store), ImportService(store)
    old = write(tmp_path / "old.csv", [(f"Old {i}", f"98000{i:05d}", "", "", "Pune") for i in range(5)])
    service.run(office.admin, open_source(old), ImportPlan("Old", MAPPING))
    before = counted(store)
    new = write(tmp_path / "new.csv", [(f"New {i}", f"98000{i:05d}", "", "", "Surat") for i in range(100)])
    url = store.engine.url.render_as_string(hide_password=False)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILLED_BESIDE_A_SERVER), url, str(new), "write", str(batch)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    there = counted(store)["leads"] - before["leads"]
    assert there == 0 if batch == 1 else there > 0
    with store.read() as work:  # nobody is given one of the new ones
        (broken_off,) = Imports(work).running()
        queued = select(func.count()).select_from(t.leads.join(t.queue_entries))
        of_it = queued.where(t.leads.c.import_id == broken_off.id)
        assert work.connection.execute(of_it).scalar_one() == 0
    assert ImportService(store).finish_interrupted() == 1
    assert counted(store) == before
    with store.read() as work:
        assert set(work.connection.execute(select(t.leads.c.city)).scalars()) == {"Pune"}


def test_a_running_import_is_left_alone(sqlite_store: Store, office: Office, tmp_path: Path) -> None:
    service = ImportService(sqlite_store)
    source = open_source(
        write(tmp_path / "f.csv", [(f"New {i}", f"98000{i:05d}", "", "", "") for i in range(30)])
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "BATCH", 10)
        patch.setattr(running, "STEP", 10)
        with import_lock(sqlite_store) as is_ours:
            assert is_ours
            with pytest.raises(Exception, match="Another big import"):
                service.run(office.admin, source, ImportPlan("C", MAPPING))
            with sqlite_store.read() as work:
                assert Campaigns(work).id_by_name("C") is None  # made for the import, gone with it
                assert Imports(work).running() == ()
        assert service.run(office.admin, source, ImportPlan("C", MAPPING)).created == 30


def test_a_full_disk_leaves_nothing_behind(sqlite_store: Store, office: Office, tmp_path: Path) -> None:
    service = ImportService(sqlite_store)
    before = counted(sqlite_store)
    with sqlite_store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    def starve(driver: Any, record: Any, proxy: Any) -> None:
        driver.execute(f"PRAGMA max_page_count = {pages + 60}")

    sqlite_store.engine.dispose()  # nothing lies ready: each connection comes from the pool anew
    event.listen(sqlite_store.engine, "checkout", starve)
    long = [(f"{i % 7} {'x' * 200} {i}", f"98000{i:05d}", "", "", "y" * 100) for i in range(2_000)]
    source = open_source(write(tmp_path / "f.csv", long))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "BATCH", 100)
        patch.setattr(running, "STEP", 100)
        patch.setattr(running, "CHUNK", 300)
        with pytest.raises(DiskFull):
            service.run(office.admin, source, ImportPlan("C", MAPPING))
    event.remove(sqlite_store.engine, "checkout", starve)
    sqlite_store.engine.dispose()
    service.finish_interrupted()  # what the full disk did not allow
    assert counted(sqlite_store) == before
    assert sorted(p.name for p in tmp_path.glob("*.csv*")) == ["f.csv"]


def test_others_write_while_a_long_import_runs(sqlite_store: Store, office: Office, tmp_path: Path) -> None:
    service = ImportService(sqlite_store)
    rows = [(f"New {i * 7919 % 1000} {i}", f"98000{i:05d}", "", "", "Pune") for i in range(1_500)]
    source = open_source(write(tmp_path / "f.csv", rows))
    written: list[int] = []
    ended = threading.Event()

    def work_on() -> None:
        while not ended.is_set():
            with sqlite_store.write(office.asha) as work:
                work.announce("calls", new_id())
            with sqlite_store.read() as work:
                written.append(
                    work.connection.execute(select(func.count()).select_from(t.queue_entries)).scalar_one()
                )

    other = threading.Thread(target=work_on)
    other.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "BATCH", 50)
        patch.setattr(running, "STEP", 50)
        patch.setattr(running, "CHUNK", 200)
        result = service.run(office.admin, source, ImportPlan("C", MAPPING))
    ended.set()
    other.join()
    assert result.created == 1_500
    assert len(written) > 5
    assert written[0] == 0  # nothing can be dialled before the import is whole
