"""Bringing a store to the schema this program knows; the configuration is made in code, there is no ini."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from functools import cache
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from crm_desktop import paths
from crm_desktop.store.tables import metadata

# What only a migration makes: full-text and expression indexes, totals by day, how PostgreSQL keeps months.
_ONLY_INDEXES = (
    "ix_lead_search_trigram",
    "ix_field_values_month_day",
    "ix_phones_last_digits",
    "ix_calls_open",
    "ix_calls_texts",
    "ix_timeline_texts",
    "ix_callbacks_texts",
    "ix_messages_texts",
    "ix_lead_phones_texts",
    "ix_lead_emails_texts",
    "ix_field_values_texts",
    "ix_consents_texts",
    "ix_leads_texts",
    "ix_import_changes_texts",
    "ix_do_not_calls_texts",
    "ix_sales_texts",
    "ix_service_records_texts",
    "ix_appointments_texts",
    "ix_audit_texts",
    "ix_commands_texts",
)
_ONLY_TABLES = re.compile(
    r"lead_fts.*|text_fts.*|text_places|call_days|sqlite_.*|(calls|audit)_(rest|\d{4}_\d\d)|open_calls|server_marks"
)


def include_name(name: str | None, type_: str, parents: object) -> bool:
    """Leave out of comparisons what only a migration can make."""
    if type_ == "index" and name in _ONLY_INDEXES:
        return False
    return not (type_ == "table" and name is not None and _ONLY_TABLES.fullmatch(name))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(paths.migrations_dir()).replace("%", "%%"))
    config.attributes["target_metadata"] = metadata
    config.attributes["include_name"] = include_name
    return config


@cache  # they don't change while a program runs, and reading them loads each of their files
def known_revisions() -> frozenset[str]:
    """Every revision this program knows, oldest to newest in no order."""
    script = ScriptDirectory.from_config(_config())
    return frozenset(revision.revision for revision in script.walk_revisions())


@cache
def head() -> str:
    """The newest revision."""
    found = ScriptDirectory.from_config(_config()).get_current_head()
    if found is None:
        raise RuntimeError("the program has no migrations with it")
    return found


def current(connection: Connection) -> str | None:
    """The revision of a store, None for one without tables."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(
    engine: Engine,
    revision: str = "head",
    *,
    before: Callable[[Connection], None] | None = None,
    before_commit: Callable[[Connection], None] | None = None,
) -> None:
    """Bring a store to `revision` in one transaction; nothing changes when any step fails.

    On SQLite foreign keys are off meanwhile (a rebuilt table would otherwise delete its children by
    cascade) and are checked before the commit. On PostgreSQL the newest revision comes with its functions,
    unless `before_commit` makes them.
    """
    config = _config()
    with engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            _check_foreign_keys(connection, False)
        connection = connection.execution_options(write=True)
        try:
            with connection.begin():
                if before is not None:
                    before(connection)
                config.attributes["connection"] = connection
                command.upgrade(config, revision)
                if is_sqlite:
                    broken = connection.execute(text("PRAGMA foreign_key_check")).first()
                    if broken is not None:
                        raise RuntimeError(f"the upgrade would break references in {broken[0]}")
                if before_commit is not None:
                    before_commit(connection)
                elif not is_sqlite and revision == "head":
                    from crm_desktop.store.team import functions  # many, and compiled: no other start waits

                    functions.make(connection)
        finally:
            if is_sqlite:
                _check_foreign_keys(connection, True)


def _check_foreign_keys(connection: Connection, on: bool) -> None:
    """Through the driver: SQLite ignores this pragma inside a transaction, and SQLAlchemy would begin one."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


def differences(connection: Connection) -> list[object]:
    """What autogenerate would still change; empty when tables and migrations agree."""
    engine = connection.dialect.name

    def include_object(item: Any, _name: str | None, type_: str, is_reflected: bool, _other: object) -> bool:
        """Leave out what the tables say for another engine alone, and references to a single month."""
        if type_ == "foreign_key_constraint" and is_reflected:
            return not _ONLY_TABLES.fullmatch(item.elements[0].target_fullname.rpartition(".")[0])
        return type_ != "index" or is_reflected or item.info.get("only_on", engine) == engine

    options = {"include_name": include_name, "include_object": include_object, "compare_type": True}
    with warnings.catch_warnings():
        # SQLAlchemy says that it can't read what is left out of the comparison anyhow
        warnings.filterwarnings("ignore", message="Skipped unsupported reflection of expression-based index")
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))
