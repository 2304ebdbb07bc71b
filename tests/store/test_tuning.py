"""While a load goes on, the log is copied by a thread beside it."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from crm_desktop.errors import StoreProblem
from crm_desktop.store import tuning
from crm_desktop.store.tuning import bulk_load, copy_log
from crm_desktop.store.unit_of_work import Store


def _left(store: Store) -> tuple[int, int]:
    """Pages in the log, and those that are copied."""
    with store.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        ((_, pages, copied),) = driver.execute("PRAGMA wal_checkpoint(NOOP)").fetchall()
        return pages, copied


def _write(store: Store, times: int) -> None:
    for _ in range(times):
        with store.write(None) as work:
            work.announce("test")


@pytest.mark.parametrize("longest", [40_000, -1])
def test_the_log_is_copied_and_everything_given_back(
    sqlite_store: Store, longest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tuning, "LONGEST_LOG", longest)
    pool: Any = sqlite_store.engine.pool
    _write(sqlite_store, 1)  # its connection lies ready from now on
    before = pool.checkedout()
    with bulk_load(sqlite_store), bulk_load(sqlite_store):
        for _ in range(3):
            _write(sqlite_store, 5)
            copy_log(sqlite_store)
        if longest < 0:  # waited for
            pages, copied = _left(sqlite_store)
            assert pages == copied
        _write(sqlite_store, 5)
    pages, copied = _left(sqlite_store)
    assert pages == copied
    assert pool.checkedout() == before
    assert "copies the log" not in {thread.name for thread in threading.enumerate()}
    with sqlite_store.write(None) as work:
        assert work.driver.execute("PRAGMA wal_autocheckpoint").fetchone()[0] == tuning.USUAL_PAGES


def test_a_full_disk_is_told_to_the_load(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(Exception):
        """As the driver says it."""

        sqlite_errorcode = 13

    def fails(copier: Any) -> None:
        copier._error = Full()

    monkeypatch.setattr(tuning._Copier, "_copy", fails)
    with pytest.raises(StoreProblem, match="disk is full"), bulk_load(sqlite_store):
        copy_log(sqlite_store)
    assert "copies the log" not in {thread.name for thread in threading.enumerate()}
