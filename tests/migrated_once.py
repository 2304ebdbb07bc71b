"""An empty store brought to the newest schema by what the migrations said the first time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event, inspect

from crm_desktop.store import migrate

_said: dict[tuple[object, ...], list[tuple[str, Any]]] = {}


class _Commands:
    """Alembic's commands for `crm_desktop.store.migrate`."""

    def upgrade(self, config: Config, revision: str) -> None:
        """Bring a store up: one with tables by the migrations, one of a kind met before as it was then."""
        connection = config.attributes["connection"]
        if revision != "head" or migrate.current(connection) is not None or _has_tables(connection):
            command.upgrade(config, revision)
            return
        kind = _kind(connection)
        if kind not in _said:
            with _recording(connection) as said:
                command.upgrade(config, revision)
            _said[kind] = said
            return
        for statement, parameters in _said[kind]:
            connection.exec_driver_sql(statement, parameters or None)


def migrate_once() -> None:
    """From here on the program's migrations run once for each kind of empty store.

    `tests/store/test_migrations.py` has them themselves (`real_migrations`), as has each program that starts.
    """
    migrate.command = _Commands()  # type: ignore[assignment]


def _has_tables(connection: Connection) -> bool:
    return bool(inspect(connection).get_table_names())


def _kind(connection: Connection) -> tuple[object, ...]:
    """All that the migrations' words depend on."""
    dialect = connection.dialect
    if dialect.name == "sqlite":
        return (dialect.name,)
    asked = "SELECT current_schema(), current_user::text, session_user::text"
    return (dialect.name, dialect.server_version_info, *connection.exec_driver_sql(asked).one())


@contextmanager
def _recording(connection: Connection) -> Iterator[list[tuple[str, Any]]]:
    said: list[tuple[str, Any]] = []

    def keep(_at: object, _cursor: object, statement: str, parameters: Any, *_how: object) -> None:
        said.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", keep)
    try:
        yield said
    finally:
        event.remove(connection, "before_cursor_execute", keep)


@pytest.fixture
def real_migrations(monkeypatch: pytest.MonkeyPatch) -> None:
    """The migrations themselves, each time."""
    monkeypatch.setattr(migrate, "command", command)
