"""How SQLite's log is copied into the file while an import, a change of many or its undo writes without rest.

Usually whoever commits past a thousand pages copies them, and waits for the disk: beside an import that would
be the caller who gives a result. While a load goes on only the load itself copies, in a thread beside it: the
next rows are written and read meanwhile. Only where the log grows long, since nobody rests, is it waited for.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from crm_desktop.store.engine import fit_before_writing
from crm_desktop.store.errors import translated
from crm_desktop.store.unit_of_work import Store

USUAL_PAGES = 1_000
LONGEST_LOG = 40_000
"""Pages in the log, some 160 MB, from which on a load waits for its copying."""
_PAGES = "wal_autocheckpoint"
_COPY = "PRAGMA wal_checkpoint(PASSIVE)"
_guard = threading.Lock()
_copied: WeakKeyDictionary[Engine, float] = WeakKeyDictionary()
_loads: WeakKeyDictionary[Engine, _Loads] = WeakKeyDictionary()


class _Loads:
    """The loads that go on in one engine, and what copies the log for them."""

    def __init__(self) -> None:
        self.count = 0
        self.copier: _Copier | None = None


class _Copier:
    """Copies the log in a thread of its own, over a connection of its own, whenever asked."""

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.raw_connection()
        self._asked = threading.Semaphore(0)
        self._idle = threading.Event()
        self._idle.set()
        self._is_over = False
        self._error: Exception | None = None
        self._pages = 0  # that the log held when it was last looked at
        self._thread = threading.Thread(target=self._copy_all, name="copies the log", daemon=True)
        self._thread.start()

    def ask(self) -> None:
        """Have the log copied; waits while it is too long. Raises what copying before ran into."""
        if self._pages > LONGEST_LOG:
            self._idle.wait()
            self._copy()
        self._tell_error()
        if self._idle.is_set():
            self._idle.clear()
            self._asked.release()

    def end(self) -> None:
        """Copy what is left and let the connection go."""
        self._is_over = True
        self._asked.release()
        self._thread.join()
        try:
            self._copy()
            self._tell_error()
        finally:
            self._connection.invalidate()  # back in the pool it would be used first, its cache empty

    def _copy_all(self) -> None:
        while True:
            self._asked.acquire()
            if self._is_over:
                return
            self._copy()
            self._idle.set()

    def _copy(self) -> None:
        driver: Any = self._connection.driver_connection
        try:
            ((_, pages, copied),) = driver.execute(_COPY).fetchall()
            self._pages = pages if copied < pages else 0  # copied whole, it begins anew with the next row
        except Exception as error:  # told to the load, in its own thread
            self._error = error

    def _tell_error(self) -> None:
        error, self._error = self._error, None
        if error is not None:
            raise translated(error) or error


@contextmanager
def bulk_load(store: Store) -> Iterator[None]:
    """Around a load of many transactions, which calls `copy_log` now and then."""
    if store.engine.dialect.name != "sqlite":
        yield
        return
    with _guard:
        loads = _loads.get(store.engine)
        if loads is None:
            loads = _loads[store.engine] = _Loads()
            _follow(store.engine, loads)
        if loads.copier is None:
            loads.copier = _Copier(store.engine)
        loads.count += 1
    try:
        yield
    finally:
        with _guard:
            loads.count -= 1
            ended, loads.copier = (None, loads.copier) if loads.count else (loads.copier, None)
        if ended is not None:
            ended.end()


def copy_log(store: Store, rest_s: float = 0.0) -> None:
    """Copy SQLite's log into the file, beside whoever reads and writes; a commit counts before that.

    With `rest_s` only when the last copy is so many seconds ago. In a load it is only begun.
    """
    if store.engine.dialect.name != "sqlite" or time.monotonic() - _copied.get(store.engine, 0.0) < rest_s:
        return
    loads = _loads.get(store.engine)
    copier = None if loads is None else loads.copier
    if copier is not None:
        copier.ask()
    else:
        with store.engine.connect() as connection:
            connection.connection.driver_connection.execute(_COPY)  # type: ignore[union-attr]
    _copied[store.engine] = time.monotonic()


def _follow(engine: Engine, loads: _Loads) -> None:
    """Set each connection, when it is next written with, as suits what goes on."""

    def fit(driver: Any, info: dict[Any, Any]) -> None:
        wanted = 0 if loads.count else USUAL_PAGES
        if info.get(_PAGES, USUAL_PAGES) != wanted:
            driver.execute(f"PRAGMA {_PAGES} = {wanted}")
            info[_PAGES] = wanted

    fit_before_writing(engine, fit)
