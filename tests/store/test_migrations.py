"""The migrations build exactly the tables of the program, on every engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm_desktop.store import migrate
from crm_desktop.store.engine import open_engine
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
