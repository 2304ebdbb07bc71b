"""Several statements on one way to the server and back: each way costs what the network takes.

What only changes something waits for the next question, or for the end of its transaction, and goes along
with it, in order. On a server 300 ms away an act then takes seconds less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from crm_desktop.store.errors import translated

PENDING = "to go along"
AHEAD = "asked ahead"
Statement = tuple[str, Mapping[str, Any] | tuple[Any, ...]]


def send_together(driver: Any, statements: Sequence[Statement], asked: Sequence[Statement] = ()) -> list[Any]:
    """Run the statements in order, then the questions: gives their cursors. Raises the driver's errors.

    The first that fails ends them all; what comes after it isn't done.
    """
    return _sent(driver, [*statements, *asked])[len(statements) :]


def send_and_commit(driver: Any, statements: Sequence[Statement]) -> None:
    """Run the statements and end the transaction with them."""
    _sent(driver, [*statements, ("COMMIT", ())])  # the driver's own `commit` would go the way once more


def _sent(driver: Any, statements: Sequence[Statement]) -> list[Any]:
    """The cursors of statements sent one behind the other; raises what the first that failed says."""
    cursors: list[Any] = []
    failed: Exception | None = None
    try:
        with driver.pipeline():
            try:
                for sql, values in statements:
                    cursors.append(driver.execute(sql, values))
            except Exception as error:  # of an earlier one, come back already
                failed = error
    except Exception as error:
        raise failed or error from None
    if failed is not None:
        raise failed
    return cursors


def begins_itself(engine: Engine) -> None:
    """Let no transaction begin on a way of its own: whoever enters one says so with the first statement."""

    def connected(driver: Any, _record: object) -> None:
        driver.autocommit = True

    event.listen(engine, "connect", connected)


def begin_and_ask(driver: Any, question: str) -> Any:
    """Begin a transaction with a question without parameters; gives its cursor, or the driver's error."""
    if not driver.autocommit:
        return driver.execute(question)
    cursor = driver.execute(f"BEGIN; {question}")
    cursor.nextset()
    return cursor


def told_of(connection: Connection, sql: str, error: Exception, file: Path | str = "") -> Exception:
    """A driver's error in the store's words, or in SQLAlchemy's."""
    told = translated(error, file)
    if told is not None:
        return told
    dbapi: Any = connection.dialect.loaded_dbapi
    made: Exception = DBAPIError.instance(
        sql, None, error, dbapi.Error, hide_parameters=True, dialect=connection.dialect
    )
    return made


def send_before_others(engine: Engine) -> None:
    """Let what waits go before any statement that doesn't come through `Prepared`."""
    event.listen(engine, "before_cursor_execute", _first)
    event.listen(engine, "commit", _first)
    event.listen(engine, "savepoint", _first)
    event.listen(engine, "rollback", forget)
    event.listen(engine, "rollback_savepoint", forget)


def _first(connection: Connection, *_: object) -> None:
    if ahead := connection.info.get(AHEAD):
        ahead.clear()
    waiting: list[Statement] | None = connection.info.get(PENDING)
    if waiting:
        statements = list(waiting)
        waiting.clear()
        try:
            send_together(connection.connection.dbapi_connection, statements)
        except Exception as error:
            raise told_of(connection, statements[-1][0], error) from error


def forget(connection: Connection, *_: object) -> None:
    """Nothing of it is to be done any more."""
    if connection.invalidated:
        return  # it went with its connection
    if ahead := connection.info.get(AHEAD):
        ahead.clear()
    waiting: list[Statement] | None = connection.info.get(PENDING)
    if waiting:
        waiting.clear()
