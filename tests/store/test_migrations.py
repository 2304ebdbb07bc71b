"""The migrations build exactly the tables of the program, on every engine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, func, insert, inspect, select
from sqlalchemy.exc import IntegrityError

from crm_desktop.clock import SetClock
from crm_desktop.domain.call import KnownHow
from crm_desktop.ids import new_id
from crm_desktop.store import migrate, tables
from crm_desktop.store.call_hours import CallHours
from crm_desktop.store.campaigns import flags_text
from crm_desktop.store.engine import open_engine, open_postgres_engine
from crm_desktop.store.types import pack_time
from crm_desktop.store.unit_of_work import Store
from tests.made_up_calls import FLAGS, a_call
from tests.postgres import PgDatabase, PgServer
from tests.stores import TEST_KEY

pytestmark = pytest.mark.usefixtures("real_migrations")


def test_tables_and_migrations_agree(store: Store) -> None:
    with store.engine.connect() as connection:
        assert migrate.current(connection) == migrate.head()
        assert migrate.differences(connection) == []


def test_every_revision_is_known() -> None:
    assert migrate.head() in migrate.known_revisions()


@pytest.mark.parametrize("revision", sorted(migrate.known_revisions()))
def test_every_released_schema_can_be_brought_up(revision: str, tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "old.db", TEST_KEY, create=True)
    migrate.upgrade(engine, revision)
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert migrate.current(connection) == migrate.head()
        assert migrate.differences(connection) == []
    engine.dispose()


def test_what_happened_before_the_second_schema_gets_its_day(tmp_path: Path) -> None:
    """Dates by the office's clock (Kolkata is 5:30 ahead), a sign-in at 00:10 there is the next day's."""
    engine = open_engine(tmp_path / "old.db", TEST_KEY, create=True)
    migrate.upgrade(engine, "0001")
    before, after = (pack_time(datetime(2026, 3, 1, 18, m, tzinfo=UTC)) for m in (20, 40))
    with engine.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO workspace (id, name, country, currency, zone, created_at, epoch)"
            " VALUES (x'01', 'Shakti', 'IN', 'INR', 'Asia/Kolkata', 0, x'02')"
        )
        connection.exec_driver_sql(
            "INSERT INTO people (id, sign_in_name, display_name, role, password_hash, created_at)"
            " VALUES (x'03', 'asha', 'Asha', 'admin', '', 0)"
        )
        for no, at in enumerate((before, after), start=16):
            connection.exec_driver_sql(
                f"INSERT INTO sessions (id, person_id, signed_in_at, last_seen_at)"
                f" VALUES (x'{no}', x'03', {at}, {at})"
            )
    migrate.upgrade(engine)
    with engine.connect() as connection:
        days = connection.exec_driver_sql("SELECT day FROM sessions ORDER BY signed_in_at").scalars().all()
    assert days == [20260301, 20260302]
    engine.dispose()


def test_breaks_become_changes_of_presence(tmp_path: Path) -> None:
    """Two changes each, of the shift's day while it goes on; one that is on stays so; a clock put back."""
    engine = open_engine(tmp_path / "old.db", TEST_KEY, create=True)
    migrate.upgrade(engine, "0002")

    def at(day: int, hour: int, minute: int = 0) -> int:
        local = datetime(2026, 3, day, hour, minute, tzinfo=ZoneInfo("Asia/Kolkata"))
        return pack_time(local.astimezone(UTC))

    night = at(1, 22)
    taken = (
        (at(1, 23), at(1, 23, 15), "Tea", 900),
        (at(2, 0, 30), at(2, 1), "Lunch", 2700),  # the shift goes on: an hour and a half after the last call
        (at(2, 1), at(2, 1, 10), "Washroom", 600),  # takes the place of the one before
        (at(2, 9), at(2, 8), "Meeting", None),  # left open over night; the clock was put back
        (at(2, 11), None, "Tea", 900),
    )
    with engine.execution_options(write=True).begin() as connection:
        run = connection.exec_driver_sql
        run(
            "INSERT INTO workspace (id, name, country, currency, zone, created_at, epoch)"
            " VALUES (x'01', 'Shakti', 'IN', 'INR', 'Asia/Kolkata', 0, x'02')"
        )
        run(
            "INSERT INTO people (id, sign_in_name, display_name, role, password_hash, created_at)"
            " VALUES (x'03', 'asha', 'Asha', 'admin', '', 0)"
        )
        run("INSERT INTO leads (id, name, created_at, updated_at) VALUES (x'05', 'Ravi', 0, 0)")
        run(
            "INSERT INTO sessions (id, person_id, signed_in_at, last_seen_at, day)"
            f" VALUES (x'04', x'03', {night}, {at(2, 12)}, 20260301)"
        )
        run(
            "INSERT INTO calls (id, lead_id, person_id, state, dialled_at, day)"
            f" VALUES (x'06', x'05', x'03', 'closed', {night}, 20260301)"
        )
        for began, ended, reason, allowed_s in taken:
            run(
                "INSERT INTO breaks (id, person_id, session_id, reason, allowed_s, started_at, ended_at)"
                " VALUES (?, x'03', x'04', ?, ?, ?, ?)",
                (new_id().bytes, reason, allowed_s, began, ended),
            )
    migrate.upgrade(engine)
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT state, reason, allowed_s, at, day FROM presence ORDER BY at"
        ).all()
        assert "breaks" not in inspect(connection).get_table_names()
    engine.dispose()
    assert [tuple(row) for row in found] == [
        ("break", "Tea", 900, at(1, 23), 20260301),
        ("ready", "", None, at(1, 23, 15), 20260301),
        ("break", "Lunch", 2700, at(2, 0, 30), 20260301),
        ("break", "Washroom", 600, at(2, 1), 20260302),
        ("ready", "", None, at(2, 1, 10), 20260302),
        ("break", "Meeting", None, at(2, 9), 20260302),
        ("ready", "", None, at(2, 9) + 1, 20260302),
        ("break", "Tea", 900, at(2, 11), 20260302),
    ]


def test_phones_of_the_first_schema_stay_with_their_leads(tmp_path: Path) -> None:
    """The tables are rebuilt: with what is in them, their keys, and what else points at them."""
    engine = open_engine(tmp_path / "old.db", TEST_KEY, create=True)
    migrate.upgrade(engine, "0001")
    with engine.execution_options(write=True).begin() as connection:
        for sql in (
            "INSERT INTO leads (no, id, name, name_key, zone, created_at, updated_at)"
            " VALUES (1, x'a1', 'Ravi', 'ravi', 'Asia/Kolkata', 0, 0),"
            " (2, x'a2', 'Uma', 'uma', 'Asia/Kolkata', 0, 0)",
            "INSERT INTO phones (id, e164, do_not_call_at, attempts)"
            " VALUES (x'b1', '+919800000002', 7, 3), (x'b2', '+919800000001', NULL, 0)",
            "INSERT INTO lead_phones (lead_id, phone_id, position, label, wrong_at)"
            " VALUES (x'a1', x'b1', 1, 'home', NULL), (x'a1', x'b2', 2, '', 9), (x'a2', x'b1', 1, '', NULL)",
            "INSERT INTO do_not_calls (id, phone_id, at) VALUES (x'c1', x'b1', 7)",
        ):
            connection.exec_driver_sql(sql)
    migrate.upgrade(engine)
    with engine.execution_options(write=True).begin() as connection:
        ask = connection.exec_driver_sql
        sql = "SELECT e164, do_not_call_at, attempts FROM phones ORDER BY e164"
        assert [tuple(row) for row in ask(sql)] == [("+919800000001", None, 0), ("+919800000002", 7, 3)]
        sql = "SELECT hex(lead_id), hex(phone_id), position, label, wrong_at FROM lead_phones ORDER BY 1, 2"
        assert [tuple(row) for row in ask(sql)] == [
            ("A1", "B1", 1, "home", None),
            ("A1", "B2", 2, "", 9),
            ("A2", "B1", 1, "", None),
        ]
        for name in ("phones", "lead_phones"):  # no second tree behind the key
            sql = "SELECT wr FROM pragma_table_list WHERE name = ?"
            assert ask(sql, (name,)).scalar_one() == 1
        plan = ask("EXPLAIN QUERY PLAN SELECT lead_id FROM lead_phones WHERE phone_id = x'b1'").one()[3]
        assert "ix_lead_phones_phone_id" in plan
        with pytest.raises(IntegrityError):
            ask("INSERT INTO phones (id, e164) VALUES (x'b3', '+919800000001')")
        with pytest.raises(IntegrityError):
            ask("DELETE FROM phones WHERE id = x'b1'")
        ask("DELETE FROM leads WHERE id = x'a1'")
        assert ask("SELECT count(*) FROM lead_phones").scalar_one() == 1
    engine.dispose()


def test_a_failing_upgrade_changes_nothing(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "old.db", TEST_KEY, create=True)

    def fail(_: object) -> None:
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        migrate.upgrade(engine, before_commit=fail)
    with engine.connect() as connection:
        assert migrate.current(connection) is None
        assert not connection.exec_driver_sql("SELECT 1 FROM sqlite_schema").all()
    engine.dispose()


@pytest.mark.parametrize("engine_name", ["sqlite", "postgresql"])
def test_calls_before_the_second_schema_get_their_totals(
    engine_name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Over the end of New York's summer time; the rows brought up come to what the program counts anew."""
    zone, around = "America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC)
    engine, clock = _old_engine(engine_name, tmp_path, request), SetClock(around)
    office, asha, lead_id = new_id(), new_id(), new_id()
    with engine.execution_options(write=True).begin() as connection:
        common = {"created_at": around, "version": 1}
        names = {"name": "Shakti", "country": "US", "currency": "USD", "zone": zone, "epoch": office}
        connection.execute(insert(tables.workspace).values(id=office, **names, **common))
        person = {"sign_in_name": "asha", "display_name": "Asha", "role": "admin", "password_hash": ""}
        connection.execute(insert(tables.people).values(id=asha, **person, **common))
        connection.execute(insert(tables.leads).values(id=lead_id, name="Ravi", updated_at=around, **common))
        old_columns = [c for c in tables.calls.c if c.name not in ("day", "is_left_out")]
        for no in range(60):
            at = around + timedelta(minutes=37 * (no - 30), seconds=no)
            call = a_call(
                *(lead_id, asha, at, zone),
                flags=FLAGS[no % len(FLAGS)],
                known_how=(KnownHow.MEASURED, KnownHow.MARKED)[no % 2],
                is_practice=no % 13 == 0,
                answered_at=at if no % 3 else None,
                ended_at=at + timedelta(seconds=no) if no % 5 else None,
                talk_s=no if no % 3 and no % 5 else None,
            )
            values = {c.name: getattr(call, c.name, None) for c in old_columns}
            values |= {"disposition_flags": flags_text(call.flags), "disposition_values": None}
            values = {name: value for name, value in values.items() if value is not None}
            connection.execute(insert(tables.calls).values(**values))
    migrate.upgrade(engine)
    store = Store(engine, clock)
    with store.read() as work:
        assert work.connection.execute(select(func.sum(tables.call_hours.c.attempts))).scalar_one() == 55
        assert CallHours(work).check() == 0
    store.close()


def _old_engine(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Engine:
    """An engine of a store with the first schema."""
    if name == "sqlite":
        engine = open_engine(tmp_path / "old.db", TEST_KEY, create=True)
        migrate.upgrade(engine, "0001")
        return engine
    server: PgServer = request.getfixturevalue("pg_server")
    database = server.fresh(server.template("first schema", _first_schema))
    request.addfinalizer(lambda: server.drop(database))
    return open_postgres_engine(database.url())


def _first_schema(database: PgDatabase) -> None:
    engine = open_postgres_engine(database.url())
    migrate.upgrade(engine, "0001")
    engine.dispose()
