"""The encrypted engine: encrypted from the first byte, honest transactions, errors in the store's words."""

from __future__ import annotations

import os
import threading
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DataError, IntegrityError, OperationalError

from crm_desktop.clock import SystemClock
from crm_desktop.errors import StoreBusy
from crm_desktop.services.imports.stretches import in_stretches
from crm_desktop.store import engine as engine_module
from crm_desktop.store.engine import cache_for_this_machine, connect_file, open_engine, open_postgres_engine
from crm_desktop.store.errors import DiskFull, ServerUnreachable, StoreMissing, WrongKey, translated
from crm_desktop.store.unit_of_work import Store, Work
from tests.postgres import PgServer

KEY = bytes(range(32))
PHONE = "+9198000" + "01234"  # in two pieces: tracebacks quote this file


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An engine on a new file with one small table."""
    made = open_engine(tmp_path / "a b?#ü.db", KEY, create=True, cache_mb=16)
    with made.connect().execution_options(write=True) as connection, connection.begin():
        connection.execute(text("CREATE TABLE counters (id INTEGER PRIMARY KEY, n INTEGER, note TEXT)"))
        connection.execute(text("INSERT INTO counters VALUES (1, 0, 'Asha Kulkarni')"))
    yield made
    made.dispose()


def test_nothing_readable_reaches_the_disk(engine: Engine, tmp_path: Path) -> None:
    for file in tmp_path.iterdir():
        content = file.read_bytes()
        assert b"SQLite format" not in content
        assert b"Asha" not in content
        assert b"counters" not in content


def test_the_pragmas_are_set_on_every_connection(engine: Engine) -> None:
    wanted = {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "temp_store": 2,
        "busy_timeout": 5000,
        "cache_size": -8 * 1024,
    }
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            for name, value in wanted.items():
                assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == value, name


def test_no_update_is_lost_between_threads(engine: Engine) -> None:
    def add() -> None:
        for _ in range(20):
            with engine.connect().execution_options(write=True) as connection, connection.begin():
                seen = connection.execute(text("SELECT n FROM counters WHERE id = 1")).scalar_one()
                connection.execute(text("UPDATE counters SET n = :n WHERE id = 1"), {"n": seen + 1})

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT n FROM counters")).scalar_one() == 80


def test_a_failed_transaction_leaves_nothing(engine: Engine) -> None:
    def fail() -> None:
        with engine.connect().execution_options(write=True) as connection, connection.begin():
            connection.execute(text("UPDATE counters SET n = 99"))
            connection.execute(text("INSERT INTO counters VALUES (1, 1, '')"))

    with pytest.raises(IntegrityError):
        fail()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT n FROM counters")).scalar_one() == 0


def test_readers_go_on_while_someone_writes(engine: Engine) -> None:
    with engine.connect().execution_options(write=True) as writer, writer.begin():
        writer.execute(text("UPDATE counters SET n = 7"))
        with engine.connect() as reader:
            assert reader.execute(text("SELECT n FROM counters")).scalar_one() == 0


def test_a_second_writer_is_told_the_store_is_busy(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "BUSY_MS", 20)
    other = open_engine(tmp_path / "a b?#ü.db", KEY, cache_mb=16)
    with (
        engine.connect().execution_options(write=True) as writer,
        writer.begin(),
        pytest.raises(StoreBusy),
        other.connect().execution_options(write=True) as late,
    ):
        late.begin()
    other.dispose()


def test_who_writes_for_long_lets_another_program_in(engine: Engine, tmp_path: Path) -> None:
    elsewhere, clock = open_engine(tmp_path / "a b?#ü.db", KEY, cache_mb=16), SystemClock()
    ours, theirs = Store(engine, clock), Store(elsewhere, clock)
    found: list[int] = []
    has_begun = threading.Event()

    def write() -> None:
        has_begun.wait()
        with theirs.write(None) as work:
            found.append(int(work.connection.execute(text("SELECT n FROM counters")).scalar_one()))

    def count(work: Work) -> None:
        work.connection.execute(text("UPDATE counters SET n = n + 1"))
        has_begun.set()
        time.sleep(0.01)

    other = threading.Thread(target=write)
    other.start()
    steps = (count for _ in range(300) if not found)  # three seconds, where they don't get in
    in_stretches(ours, None, steps, lambda: None)
    other.join()
    assert 0 < found[0] < 300
    elsewhere.dispose()


def test_a_wrong_key_is_told_and_prints_nothing(
    engine: Engine, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = (tmp_path / "a b?#ü.db").read_bytes()
    wrong = open_engine(tmp_path / "a b?#ü.db", os.urandom(32))
    with pytest.raises(WrongKey), wrong.connect():
        pass
    assert capfd.readouterr().err == ""
    assert (tmp_path / "a b?#ü.db").read_bytes() == before


def test_a_full_disk_is_told_and_the_act_taken_back(engine: Engine) -> None:
    def fill() -> None:
        with engine.connect().execution_options(write=True) as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 20")
            connection.commit()
            with connection.begin():
                connection.execute(text("UPDATE counters SET n = 5"))
                connection.execute(text("INSERT INTO counters VALUES (2, 0, :note)"), {"note": "x" * 200_000})

    with pytest.raises(DiskFull):
        fill()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT n FROM counters")).scalars().all() == [0]


def test_a_missing_file_is_not_made_by_the_way(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        open_engine(tmp_path / "gone.db", KEY)
    (tmp_path / "later.db").touch()
    engine = open_engine(tmp_path / "later.db", KEY)
    (tmp_path / "later.db").unlink()
    with pytest.raises(StoreMissing), engine.connect():
        pass
    assert list(tmp_path.iterdir()) == []


def test_errors_never_show_what_was_bound(engine: Engine) -> None:
    with (
        pytest.raises(OperationalError) as caught,
        engine.connect() as connection,
    ):
        connection.execute(text("INSERT INTO nowhere VALUES (:phone)"), {"phone": "+91 98000 01234"})
    assert "98000" not in str(caught.value)


def test_a_read_only_connection_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    reader = connect_file(tmp_path / "a b?#ü.db", KEY, read_only=True)
    with pytest.raises(Exception, match="readonly"):
        reader.execute("DELETE FROM counters")
    reader.close()


@pytest.mark.parametrize(("memory", "cache"), [(900, 32), (4096, 64), (8192, 128), (65536, 256)])
def test_the_cache_follows_the_memory(monkeypatch: pytest.MonkeyPatch, memory: int, cache: int) -> None:
    monkeypatch.setattr(engine_module, "_memory_mb", lambda: memory)
    assert cache_for_this_machine() == cache


def test_server_errors_are_told_apart() -> None:
    class Told(Exception):
        """An error as psycopg raises it."""

        def __init__(self, sqlstate: str) -> None:
            self.sqlstate = sqlstate

    assert isinstance(translated(Told("40P01")), StoreBusy)
    assert isinstance(translated(Told("55P03")), StoreBusy)
    assert isinstance(translated(Told("53100")), DiskFull)
    assert isinstance(translated(Told("08006")), ServerUnreachable)
    assert translated(Told("23505")) is None
    assert translated(ValueError("x")) is None


@pytest.fixture
def server(pg_server: PgServer) -> Iterator[Engine]:
    """An engine on an empty PostgreSQL database."""
    database = pg_server.fresh()
    made = open_postgres_engine(database.url())
    with made.begin() as connection:
        connection.execute(text("CREATE TABLE counters (id int PRIMARY KEY, n int, at timestamptz)"))
        connection.execute(text("CREATE TABLE phones (e164 text CONSTRAINT pk_phones PRIMARY KEY)"))
        connection.execute(text("INSERT INTO phones VALUES (:phone)"), {"phone": PHONE})
        connection.execute(text("INSERT INTO counters VALUES (1, 0, '2026-11-21 16:00:00+05:30')"))
    yield made
    made.dispose()
    pg_server.drop(database)


def test_a_server_gives_times_in_utc_and_keeps_phones_out_of_errors(server: Engine) -> None:
    with server.connect() as connection:
        at = connection.execute(text("SELECT at FROM counters")).scalar_one()
        assert at.isoformat() == "2026-11-21T10:30:00+00:00"
        assert connection.execute(text("SHOW idle_in_transaction_session_timeout")).scalar() == "1min"
    with pytest.raises(IntegrityError) as caught, server.begin() as connection:
        connection.execute(text("INSERT INTO phones VALUES (:phone)"), {"phone": PHONE})
    _hides(caught.value, PHONE)
    assert "pk_phones" in str(caught.value)
    with pytest.raises(DataError) as wrong, server.begin() as connection:
        connection.execute(text("SELECT CAST(:n AS int)"), {"n": PHONE + "x"})
    _hides(wrong.value, PHONE)


def _hides(error: BaseException, secret: str) -> None:
    """Neither the error nor what caused it shows the secret, as a log would print them."""
    assert secret not in "".join(traceback.format_exception(error))


def test_a_locked_row_of_a_server_is_busy(server: Engine) -> None:
    with server.begin() as first, server.connect() as second:
        first.execute(text("UPDATE counters SET n = 1"))
        second.execute(text("SET LOCAL lock_timeout = '20ms'"))
        with pytest.raises(StoreBusy):
            second.execute(text("UPDATE counters SET n = 2"))


def test_a_server_that_is_not_there(pg_server: PgServer) -> None:
    gone = pg_server.fresh()
    pg_server.drop(gone)
    for url in (gone.url(), f"postgresql://nobody@127.0.0.1:1/{gone.name}"):
        engine = open_postgres_engine(url)
        with pytest.raises(ServerUnreachable), engine.connect():
            pass
        engine.dispose()
