"""The migrations build exactly the tables of the program, on every engine."""

from __future__ import annotations

from crm_desktop.store import migrate
from crm_desktop.store.unit_of_work import Store


def test_tables_and_migrations_agree(store: Store) -> None:
    with store.engine.connect() as connection:
        assert migrate.current(connection) == migrate.head()
        assert migrate.differences(connection) == []


def test_every_revision_is_known() -> None:
    assert migrate.head() in migrate.known_revisions()
