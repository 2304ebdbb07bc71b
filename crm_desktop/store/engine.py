"""Engines: the encrypted local file (SQLCipher) and PostgreSQL, both set up the one way the store expects."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote
from weakref import WeakKeyDictionary

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    ExceptionContext,
    PoolProxiedConnection,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import QueuePool

from crm_desktop.errors import StoreBusy
from crm_desktop.store.errors import StoreMissing, translated
from crm_desktop.store.text_words import telling_words_of, words_of
from crm_desktop.store.together import send_before_others
from crm_desktop.store.wanted import LOOKS_EACH_S, Wanted

# The policies' conditions make any plan look dear: PostgreSQL would compile each for seconds, to run it for
# milliseconds (of a team's million calls the sales of a day: 8 s, all but 0.1 of it compiling).
ASKED_OF_SERVERS = "-c timezone=UTC -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s -c jit=off"
BUSY_MS = 5_000  # how long a writer waits for another before `StoreBusy`
POOL_SIZE = 4
# A server that has gone without a word (cable, Wi-Fi, power) is noticed within about ten seconds.
NOTICED_SOON: dict[str, int] = {
    "connect_timeout": 10,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
WAL_KEPT_BYTES = 64 * 1024 * 1024
_GROUPS = Path("/sys/fs/cgroup")


def open_engine(path: Path, key: bytes, *, cache_mb: int | None = None, create: bool = False) -> Engine:
    """An engine on an encrypted SQLite file; `key` is 32 random bytes, `cache_mb` the page cache in all.

    A missing file is refused with `StoreMissing` unless `create`. Transactions begin with BEGIN IMMEDIATE on
    connections whose execution option `write` is true, else BEGIN. Errors of the database come out as
    `StoreBusy` or a `StoreProblem`; nothing is tried again here.
    """
    if not create and not path.exists():
        raise StoreMissing(str(path))
    import sqlcipher3.dbapi2 as sqlcipher

    total_mb = cache_mb if cache_mb is not None else cache_for_this_machine()

    def connect() -> Any:
        return connect_file(path, key, cache_mb=max(8, total_mb // 2), create=create, soft_limit_mb=total_mb)

    engine = create_engine(
        URL.create("sqlite"),
        module=sqlcipher,
        creator=connect,
        poolclass=QueuePool,
        pool_size=POOL_SIZE,
        max_overflow=POOL_SIZE,
        # The connection used last has the warmest cache; the others stay nearly empty.
        pool_use_lifo=True,
        hide_parameters=True,
    )
    event.listen(engine, "begin", partial(_begin, path))
    _spare[engine] = _Spare(path)
    event.listen(engine, "engine_disposed", _let_go)
    _translate_errors(engine, path)
    return engine


def connect_file(
    path: Path,
    key: bytes,
    *,
    cache_mb: int = 8,
    create: bool = False,
    read_only: bool = False,
    soft_limit_mb: int | None = None,
    write_ahead: bool = True,
) -> Any:
    """A bare driver connection to an encrypted file, keyed and set up; raises the driver's own errors.

    Usable from any thread, one at a time. `read_only` neither makes nor changes the database.
    Without `write_ahead` changes go straight into the file (a small file that must forget at once).
    """
    import sqlcipher3.dbapi2 as sqlcipher

    _bind_as_they_are(sqlcipher)
    mode = "ro" if read_only else "rwc" if create else "rw"
    connection = sqlcipher.connect(
        f"file:{quote(path.absolute().as_posix())}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MS / 1000,
    )
    try:
        # A wrong key would print on stderr besides raising.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute(f"PRAGMA cache_size = {-1024 * cache_mb}")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA mmap_size = 0")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        if soft_limit_mb is not None:
            # For all connections of the program: beyond it, caches reuse their own pages.
            connection.execute(f"PRAGMA soft_heap_limit = {soft_limit_mb * 1024 * 1024}")
        if not read_only:
            connection.execute(f"PRAGMA journal_mode = {'WAL' if write_ahead else 'DELETE'}")
            connection.execute(f"PRAGMA journal_size_limit = {WAL_KEPT_BYTES}")
            # An act that was answered must survive a power cut: FULL costs 0.3 ms a commit, NORMAL 0.03.
            connection.execute("PRAGMA synchronous = FULL")
        for words in (words_of, telling_words_of):  # the triggers of the index of texts call them
            connection.create_function(words.__name__, -1, words, deterministic=True)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _bind_as_they_are(driver: Any) -> None:
    """Spare the driver the search for how to adapt ids and empty values: as long as all else of an insert.

    It asks four places before it binds them as they are; a C function that gives them back answers at once.
    """
    driver.register_adapter(bytes, bytes)
    driver.register_adapter(type(None), {None: None}.get)


def open_postgres_engine(url: str | URL, *, search_path: str | None = None) -> Engine:
    """An engine on PostgreSQL through psycopg 3: small pool, times in UTC, no forgotten open transactions.

    `search_path` (schemas, separated by commas without blanks) for logins that have none of their own.
    """
    target = make_url(url)
    if target.drivername in ("postgres", "postgresql"):
        target = target.set(drivername="postgresql+psycopg")
    engine = create_engine(
        target,
        pool_size=3,
        max_overflow=3,
        pool_pre_ping=True,
        pool_use_lifo=True,
        hide_parameters=True,
        connect_args={
            "application_name": "crm-desktop",
            **NOTICED_SOON,
            "options": ASKED_OF_SERVERS
            + (f" -c search_path={search_path}" if search_path is not None else ""),
        },
    )
    event.listen(engine, "connect", _notice_pooler)
    send_before_others(engine)
    _translate_errors(engine, None)
    return engine


def _notice_pooler(driver: Any, _record: object) -> None:
    """Prepare nothing where PgBouncer stands between: each transaction may go to another server process.

    It makes up the process number it tells at the beginning.
    """
    pid = driver.execute("SELECT pg_backend_pid()").fetchone()[0]
    driver.rollback()
    if pid != driver.info.backend_pid:
        driver.prepare_threshold = None


def is_pooled(connection: Connection) -> bool:
    """Whether a pooler stands between: nothing of the session is there in the next transaction."""
    driver: Any = connection.connection.driver_connection
    return bool(driver.prepare_threshold is None)


def _refuse_broken(driver: Any, _record: object, _pooled: object) -> None:
    """Let the pool replace a connection whose end has come; asking the server would cost a way to it.

    The kernel knows: by what the server said at its end, or by the probes of `NOTICED_SOON`.
    """
    try:
        for _ in range(2):  # first what was said, then that nothing more comes
            driver.pgconn.consume_input()
    except Exception as error:
        raise DisconnectionError from error


def engine_of(connect: Callable[[], Any]) -> Engine:
    """An engine on PostgreSQL over connections that `connect` makes: two, and two more for a moment.

    A big import takes them: one holds its lock, one reads for what comes next, two write.
    """
    engine = create_engine(
        "postgresql+psycopg://",
        creator=connect,
        pool_size=2,
        max_overflow=2,
        pool_use_lifo=True,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _notice_pooler)
    event.listen(engine, "checkout", _refuse_broken)
    send_before_others(engine)
    _translate_errors(engine, None)
    return engine


def cache_for_this_machine() -> int:
    """Page cache in MB for this machine: 64 at 4 GB, 256 from 16 GB on, 32 at least."""
    return min(256, max(32, _memory_mb() // 64))


Fit = Callable[[Any, dict[Any, Any]], None]
"""Sets a driver's connection as suits what goes on; what it needs to know of it is in the dict."""


class _Spare:
    """The connections of an engine that lie ready: the pool's own way takes a tenth of an act."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.wanted = Wanted(file)
        self.connections: deque[PoolProxiedConnection] = deque()
        self.fit: Fit | None = None


_spare: WeakKeyDictionary[Engine, _Spare] = WeakKeyDictionary()
_MOST_SPARE = 2


def looked(engine: Engine, pooled: PoolProxiedConnection) -> None:
    """Take back a connection that `begun` gave and whose transaction is over."""
    connections = _spare[engine].connections
    if len(connections) < _MOST_SPARE:
        connections.append(pooled)
    else:
        pooled.close()


def _let_go(engine: Engine) -> None:
    connections = _spare[engine].connections
    while connections:
        connections.pop().invalidate()


def file_of(engine: Engine) -> Path:
    """The file behind an engine on SQLite, for sentences that name it."""
    return _spare[engine].file


def wanted_elsewhere(engine: Engine) -> Wanted | None:
    """Where programs beside this one say that they wait to write; None on a server."""
    spare = _spare.get(engine)
    return None if spare is None else spare.wanted


def fit_before_writing(engine: Engine, fit: Fit) -> None:
    """Let `fit` set each connection to SQLite before it is written with."""
    _spare[engine].fit = fit


def begun(engine: Engine, *, write: bool = False) -> PoolProxiedConnection:
    """A connection to SQLite in a transaction; `looked` takes it back afterwards, closing it rolls back."""
    spare = _spare[engine]
    try:
        pooled = spare.connections.pop()  # used last: its cache is the warmest
    except IndexError:
        pooled = _from_pool(engine)
    driver: Any = pooled.dbapi_connection
    try:
        if write and spare.fit is not None:
            spare.fit(driver, pooled.info)
        if write:
            _begin_writing(driver, spare.wanted)
        else:
            driver.execute("BEGIN")
    except Exception as error:
        pooled.close()
        told = translated(error, spare.file)
        if told is None:
            raise
        raise told from error
    return pooled


def _begin_writing(driver: Any, wanted: Wanted) -> None:
    """Begin to write; where another program does, that one is shown that somebody waits."""
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        try:
            driver.execute("BEGIN IMMEDIATE")
        except Exception as error:
            if not isinstance(translated(error), StoreBusy):
                raise
            with wanted.shown():
                _wait_and_begin(driver)
    finally:
        driver.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


def _wait_and_begin(driver: Any) -> None:
    until = time.monotonic() + BUSY_MS / 1000
    while True:
        time.sleep(LOOKS_EACH_S)
        try:
            driver.execute("BEGIN IMMEDIATE")
        except Exception as error:
            if time.monotonic() >= until or not isinstance(translated(error), StoreBusy):
                raise
        else:
            return


def _from_pool(engine: Engine) -> PoolProxiedConnection:
    try:
        return engine.raw_connection()
    except Exception:
        engine.connect().close()  # says it in the store's words
        raise


def _begin(file: Path, connection: Connection) -> None:
    """Begin for real (the driver leaves it to us); writers queue up at once instead of failing later."""
    driver: Any = connection.connection.dbapi_connection
    if driver.in_transaction:
        return  # by `begun`
    write = connection.get_execution_options().get("write", False)
    try:
        if write:
            _begin_writing(driver, Wanted(file))
        else:
            driver.execute("BEGIN")
    except Exception as error:
        told = translated(error, file)
        if told is None:
            raise
        raise told from error


def _translate_errors(engine: Engine, file: Path | None) -> None:
    """Let database errors leave the engine in the store's own words."""

    def on_error(context: ExceptionContext) -> None:
        if context.is_pre_ping:
            return  # a pooled connection that died in the meantime: a fresh one takes its place
        told = translated(context.original_exception, file or "")
        if told is not None:
            raise told from context.original_exception
        _hide_values(context)

    event.listen(engine, "handle_error", on_error)


def _hide_values(context: ExceptionContext) -> None:
    """Take people's data out of a server's message: its details quote the row, data errors the value."""
    error = context.original_exception
    state = getattr(error, "sqlstate", None)
    if state is None or not error.args:
        return
    before = str(error.args[0])
    after = f"data error {state}" if state.startswith("22") else before.partition("\n")[0]
    error.args = (after, *error.args[1:])
    outer = context.sqlalchemy_exception
    if outer is not None:
        outer.args = tuple(str(text).replace(before, after) for text in outer.args)


def _memory_mb() -> int:
    """Memory this program may use, in MB; a container's limit counts; 4096 where it can't be known."""
    return min(size for size in (_physical_mb(), *_group_limits_mb()) if size > 0)


def _group_limits_mb() -> list[int]:
    """What the control groups of this process allow, of either version, as seen in a container or outside."""
    files = [_GROUPS / "memory.max", _GROUPS / "memory" / "memory.limit_in_bytes"]
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/cgroup").read_text().splitlines():
            _, kinds, place = line.split(":", 2)
            if not kinds:
                files.append(_GROUPS / place.lstrip("/") / "memory.max")
            elif "memory" in kinds.split(","):
                files.append(_GROUPS / "memory" / place.lstrip("/") / "memory.limit_in_bytes")
    found: list[int] = []
    for file in files:
        with contextlib.suppress(OSError, ValueError):  # "max": no limit
            found.append(int(file.read_text()) // 2**20)
    return found


def _physical_mb() -> int:
    if sys.platform == "win32":
        return _windows_memory_mb()
    with contextlib.suppress(OSError, ValueError):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return 4096


def _windows_memory_mb() -> int:
    import ctypes

    class MemoryStatus(ctypes.Structure):
        """MEMORYSTATUSEX of the Windows API."""

        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in ("total", "free", "tp", "fp", "tv", "fv", "fev")),
        )

    status = MemoryStatus()
    status.length = ctypes.sizeof(MemoryStatus)
    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009  absent elsewhere
    return int(status.total) // 2**20 if kernel.GlobalMemoryStatusEx(ctypes.byref(status)) else 4096
