"""Big encrypted stores to measure on: imported once, kept in `.bench`, copied for use.

A kept store is made anew when the schema or the made-up list has changed; after other changes of what an
import writes, count up BUILD.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from crm_desktop.clock import SetClock
from crm_desktop.domain.people import Actor
from crm_desktop.paths import migrations_dir
from crm_desktop.readers import open_source
from crm_desktop.services import demo
from crm_desktop.services.demo import names
from crm_desktop.services.imports import ImportPlan, ImportService
from crm_desktop.services.people import PeopleService
from crm_desktop.store.engine import open_engine
from crm_desktop.store.tables import campaigns
from crm_desktop.store.unit_of_work import Store
from tests.factories import PASSWORD, QuickPasswords, make_office
from tests.scale.__main__ import BENCH_DIR
from tests.stores import TEST_KEY, migrated_file

BUILD = 1
CAMPAIGN = "Home loan, November"
BUILT_AT = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)  # Fri 20 Nov 2026, 10:30 in India
WORKED_AT = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
NAME = "workspace.db"


@dataclass(frozen=True)
class BigStore:
    """A copy of a big store, open, with its people signed in; its clock stands at WORKED_AT."""

    size: int
    folder: Path
    store: Store
    clock: SetClock
    admin: Actor
    asha: Actor
    imran: Actor
    campaign_id: UUID


def big_store(size: int) -> Path:
    """The file of a store with `size` leads in one campaign, built when it is missing. Never change it."""
    folder = BENCH_DIR / f"store-{size}-{_fingerprint()}"
    if not (folder / NAME).exists():
        for old in BENCH_DIR.glob(f"store-{size}-*"):
            shutil.rmtree(old)
        BENCH_DIR.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=BENCH_DIR) as making:
            made = Path(making) / "made"
            made.mkdir()
            _build(made, size)
            made.rename(folder)
    return folder / NAME


@contextmanager
def copied(size: int, cache_mb: int | None = None) -> Iterator[BigStore]:
    """A copy of the big store to work on, gone afterwards."""
    source = big_store(size)
    with tempfile.TemporaryDirectory(dir=BENCH_DIR) as folder:
        shutil.copyfile(source, Path(folder) / NAME)
        opened = open_big(Path(folder) / NAME, size, cache_mb)
        try:
            yield opened
        finally:
            opened.store.close()


def open_big(path: Path, size: int, cache_mb: int | None = None) -> BigStore:
    """Open a copy of a big store and sign its people in."""
    clock = SetClock(WORKED_AT)
    store = Store(open_engine(path, TEST_KEY, cache_mb=cache_mb), clock)
    people = PeopleService(store, QuickPasswords())
    admin, asha, imran = (people.sign_in(n, PASSWORD, n).actor for n in ("rohini", "asha", "imran"))
    with store.read() as work:
        campaign_id: UUID = (
            work.connection.execute(campaigns.select().where(campaigns.c.name == CAMPAIGN)).one().id
        )
    return BigStore(size, path.parent, store, clock, admin, asha, imran, campaign_id)


def _build(folder: Path, size: int) -> None:
    begun = time.monotonic()
    print(f"building a store with {size:,} leads …", file=sys.stderr, flush=True)
    clock = SetClock(BUILT_AT)
    store = Store(open_engine(migrated_file(folder / NAME), TEST_KEY), clock)
    office = make_office(store)
    listed = folder.parent / "leads.csv"
    demo.Invented(size).write_list(listed, size)
    with open_source(listed) as source:
        # Repeats within the made-up list are other people of the same name: each is a lead.
        plan = ImportPlan(CAMPAIGN, names.list_mapping(), duplicates="create", match="phone_name")
        done = ImportService(store, workspace_dir=folder).run(office.admin, source, plan)
    assert done.created == size, done
    listed.unlink()
    with store.engine.connect() as connection:  # no ANALYZE: the program runs none either
        connection.rollback()
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    print(f"built in {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)


def _fingerprint() -> str:
    found = hashlib.sha256(str(BUILD).encode())
    for file in [*sorted((migrations_dir() / "versions").glob("*.py")), Path(names.__file__)]:
        found.update(file.read_bytes())
    return found.hexdigest()[:12]
