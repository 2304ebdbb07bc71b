"""The migrations build exactly the tables of the program, on every engine."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crm_desktop.store import migrate
from crm_desktop.store.engine import open_engine
from crm_desktop.store.types import pack_time
from crm_desktop.store.unit_of_work import Store
from tests.stores import TEST_KEY


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


def test_a_failing_upgrade_changes_nothing(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "old.db", TEST_KEY, create=True)

    def fail() -> None:
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        migrate.upgrade(engine, before_commit=fail)
    with engine.connect() as connection:
        assert migrate.current(connection) is None
        assert not connection.exec_driver_sql("SELECT 1 FROM sqlite_schema").all()
    engine.dispose()
