"""How SQLite's log is copied into the file while an import, a change of many or its undo writes without rest.

Usually whoever commits past a thousand pages copies them, and waits for the disk: beside an import that would
be the caller who gives a result. While a load goes on only the load itself copies, between transactions.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event

from crm_desktop.store.unit_of_work import Store

USUAL_PAGES = 1_000
_PAGES = "wal_autocheckpoint"
_guard = threading.Lock()
_copied: WeakKeyDictionary[Engine, float] = WeakKeyDictionary()
_loads: WeakKeyDictionary[Engine, list[int]] = WeakKeyDictionary()


@contextmanager
def bulk_load(store: Store) -> Iterator[None]:
    """Around a load of many transactions, which calls `copy_log` now and then."""
    if store.engine.dialect.name != "sqlite":
        yield
        return
    with _guard:
        count = _loads.get(store.engine)
        if count is None:
            count = _loads[store.engine] = [0]
            _follow(store.engine, count)
        count[0] += 1
    try:
        yield
    finally:
        with _guard:
            count[0] -= 1
        copy_log(store)


def copy_log(store: Store, rest_s: float = 0.0) -> None:
    """Copy SQLite's log into the file, beside whoever reads and writes; a commit counts before that.

    With `rest_s` only when the last copy is so many seconds ago.
    """
    if store.engine.dialect.name != "sqlite" or time.monotonic() - _copied.get(store.engine, 0.0) < rest_s:
        return
    with store.engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(PASSIVE)")  # type: ignore[union-attr]
    _copied[store.engine] = time.monotonic()


def _follow(engine: Engine, loads: list[int]) -> None:
    """Set each connection, when it is next used, as suits what goes on."""

    def fit(driver: Any, record: Any, _: Any) -> None:
        wanted = 0 if loads[0] else USUAL_PAGES
        if record.info.get(_PAGES, USUAL_PAGES) != wanted:
            driver.execute(f"PRAGMA {_PAGES} = {wanted}")
            record.info[_PAGES] = wanted

    event.listen(engine, "checkout", fit)
