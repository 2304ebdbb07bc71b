"""One big import at a time: a lock that a killed program loses, so that what it left can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from crm_desktop.store.engine import is_pooled
from crm_desktop.store.locks import FileLock
from crm_desktop.store.unit_of_work import Store

_KEY = (7_243_001,)  # any number; only imports of this program use it


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
    with store.engine.connect() as connection:
        held = _in_transaction if is_pooled(connection) else _in_session
        with held(connection) as is_taken:
            yield is_taken


@contextmanager
def _in_session(connection: Connection) -> Iterator[bool]:
    connection = connection.execution_options(isolation_level="AUTOCOMMIT")
    taken = bool(connection.exec_driver_sql("SELECT pg_try_advisory_lock(%s)", _KEY).scalar_one())
    try:
        yield taken
    finally:
        if taken:
            connection.exec_driver_sql("SELECT pg_advisory_unlock(%s)", _KEY)


@contextmanager
def _in_transaction(connection: Connection) -> Iterator[bool]:
    """Through a pooler, where a session's lock would stay with whichever connection it fell to.

    The open transaction keeps one of the server's connections for as long; it has no snapshot, so that
    nothing is kept from being cleared up behind it.
    """
    with connection.begin() as transaction:
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        taken = bool(connection.exec_driver_sql("SELECT pg_try_advisory_xact_lock(%s)", _KEY).scalar_one())
        if not taken:
            transaction.rollback()
        yield taken
