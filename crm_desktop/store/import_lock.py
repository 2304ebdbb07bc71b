"""One big import at a time: a lock that a killed program loses, so that what it left can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crm_desktop.store.locks import FileLock
from crm_desktop.store.unit_of_work import Store

_ADVISORY_KEY = 7_243_001  # any number; only imports of this program use it


@contextmanager
def import_lock(store: Store) -> Iterator[bool]:
    """Hold the lock for as long as the block runs; gives False at once when another program has it."""
    if store.engine.dialect.name == "sqlite":
        with store.engine.connect() as connection:
            rows = connection.exec_driver_sql("PRAGMA database_list").fetchall()
        lock = FileLock(Path(next(row[2] for row in rows if row[1] == "main")).with_name("import.lock"))
        taken = lock.take()
        try:
            yield taken
        finally:
            lock.release()
        return
    connection = store.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    with connection:
        key = (_ADVISORY_KEY,)
        taken = bool(connection.exec_driver_sql("SELECT pg_try_advisory_lock(%s)", key).scalar_one())
        try:
            yield taken
        finally:
            if taken:
                connection.exec_driver_sql("SELECT pg_advisory_unlock(%s)", key)
