"""The rights a server has are compared with those it was given."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from crm_desktop.store.engine import open_postgres_engine
from crm_desktop.store.tables import metadata
from crm_desktop.store.team.catalogue import differences
from crm_desktop.store.team.install import install
from crm_desktop.store.team.rights import RIGHTS
from tests.postgres import PgDatabase
from tests.stores import TEAM, by_its_own_clock


def found(database: PgDatabase, *changes: str) -> tuple[str, ...]:
    """What differs after the administrator has changed something past the program."""
    engine = open_postgres_engine(database.url(), search_path=f"{TEAM.schema},public")
    try:
        with engine.begin() as connection:
            driver: Any = connection.connection.driver_connection
            by_its_own_clock(driver)
            for change in changes:
                connection.execute(text(change))
            told = differences(connection, TEAM)
            connection.rollback()
        return told
    finally:
        engine.dispose()


def test_every_table_has_its_rights_said() -> None:
    assert set(RIGHTS) == {*metadata.tables, "alembic_version"}


def test_what_was_given_is_there(database: PgDatabase) -> None:
    assert found(database) == ()


def test_giving_them_again_changes_nothing(database: PgDatabase) -> None:
    engine = open_postgres_engine(database.url())
    install(engine, TEAM)
    engine.dispose()
    assert found(database) == ()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ('GRANT SELECT ON phones TO "crm_test__telecaller"', None),  # has it already
        ('GRANT DELETE ON audit TO "crm_test__admin"', "table audit"),
        ("GRANT SELECT ON people TO PUBLIC", "table people"),
        ('GRANT SELECT (password_hash) ON people TO "crm_test__admin"', "table people"),
        ("ALTER TABLE leads DISABLE ROW LEVEL SECURITY", "table leads"),
        ("CREATE POLICY more ON leads USING (true)", "table leads"),
        ("DROP TRIGGER call_within_reach ON calls", "table calls"),
        ("ALTER FUNCTION acting() SECURITY INVOKER", "function acting"),
        ("GRANT EXECUTE ON FUNCTION make_login TO PUBLIC", "function make_login"),
        ("CREATE FUNCTION more() RETURNS int LANGUAGE sql AS 'SELECT 1'", "function more"),
        ("CREATE TABLE more (id int)", "table more"),
        ('ALTER ROLE "crm_test__admin" CREATEROLE', "role crm_test__admin"),
    ],
)
def test_what_was_changed_past_the_program_is_named(
    database: PgDatabase, change: str, what: str | None
) -> None:
    assert found(database, change) == (() if what is None else (what,))
