"""Big encrypted stores for measuring: under `.bench/`, kept until the schema or the made-up list changes."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crm_desktop.clock import SetClock
from crm_desktop.paths import migrations_dir
from crm_desktop.store.engine import open_engine
from crm_desktop.store.unit_of_work import Store
from tests.conftest import TEST_NOW
from tests.factories import Office, make_office
from tests.scale import made_up
from tests.scale.made_up import add_made_up_leads
from tests.stores import TEST_KEY, migrated_file

BENCH_DIR = Path(__file__).resolve().parents[2] / ".bench"
CACHE_MB = 256


def lead_file(count: int) -> Path:
    """Where the store of so many leads lies."""
    return BENCH_DIR / f"leads-{count}-{_fingerprint()}.db"


def lead_store(count: int) -> tuple[Store, Office]:
    """A store with `count` made-up leads of nobody's in the North team, and who works there."""
    BENCH_DIR.mkdir(exist_ok=True)
    file = lead_file(count)
    people = file.with_suffix(".office")
    clock = SetClock(TEST_NOW)
    if not (file.exists() and people.exists()):
        for old in BENCH_DIR.glob(f"leads-{count}[-.]*"):
            old.unlink()
        building = migrated_file(BENCH_DIR / f"leads-{count}.building")
        store = Store(open_engine(building, TEST_KEY, cache_mb=CACHE_MB), clock)
        office = make_office(store)
        with _indexes_made_afterwards(store):
            add_made_up_leads(store, count, team_id=office.lead.team_id)
        with store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        store.close()
        building.replace(file)
        actors = (office.workspace_id, office.admin, office.lead, office.asha, office.imran)
        people.write_bytes(pickle.dumps((*actors, office.other_lead, office.other_caller)))
    store = Store(open_engine(file, TEST_KEY, cache_mb=CACHE_MB), clock)
    from crm_desktop.services.people import PeopleService
    from tests.factories import QuickPasswords

    workspace_id, *actors = pickle.loads(people.read_bytes())
    return store, Office(PeopleService(store, QuickPasswords()), workspace_id, *actors)


@contextmanager
def _indexes_made_afterwards(store: Store) -> Iterator[None]:
    """A load in a third less time: nothing asks meanwhile, so indexes may be made of what there is then."""
    tables = ("leads", "lead_phones", "phones")
    found = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?"
    with store.write(None) as work:
        run = work.connection.exec_driver_sql
        indexes = [tuple(row) for table in tables for row in run(found, (table,)).fetchall()]
        for name, _ in indexes:
            run(f"DROP INDEX {name}")
    yield
    with store.write(None) as work:
        run = work.connection.exec_driver_sql
        for _, sql in indexes:
            run(sql)
        run("ANALYZE")


def _fingerprint() -> str:
    found = hashlib.sha256()
    for file in [*sorted((migrations_dir() / "versions").glob("*.py")), Path(made_up.__file__)]:
        found.update(file.read_bytes())
    return found.hexdigest()[:12]
