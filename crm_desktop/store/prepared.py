"""Statements of the hot paths: written in Core, compiled once an engine, sent straight to the driver."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Connection, Dialect, bindparam, column, literal_column, select
from sqlalchemy.sql import ClauseElement, Select
from sqlalchemy.sql.dml import UpdateBase

from crm_desktop.store.together import Statement, send_and_commit, send_together, told_of
from crm_desktop.store.types import (
    Id,
    Json,
    UtcTime,
    packed_id,
    packed_json,
    packed_time,
    unpacked_id,
    unpacked_time,
)

_Process = Callable[[Any], Any] | None


class _Compiled(NamedTuple):
    """One statement in one engine's words, with what turns values into the driver's and back."""

    sql: str
    binds: tuple[tuple[str, _Process], ...]
    parameters: Callable[[Mapping[str, Any]], Any]
    row: Callable[[Any], Any]


def first(statement: Any, how_many: int) -> Any:
    """At most `how_many` rows. Written out: with a bound LIMIT SQLite plans anew each time (tenfold)."""
    return statement.limit(literal_column(str(how_many))).offset(literal_column("0"))


class Asked(Protocol):
    """Anything with an open transaction to ask through; a unit of work."""

    is_sqlite: bool
    driver: Any  # the driver's own connection
    waiting: list[Statement]  # what goes to a server with the next question
    ahead: dict[tuple[str, str], list[Any]]  # rows of what was asked ahead

    @property
    def connection(self) -> Connection:
        """The connection of the transaction."""
        ...


class Prepared:
    """A statement with named `bindparam`s. `build(is_sqlite)` writes it; values are Python's own types.

    Costs a fifth of what executing the same Core statement does: nothing is looked up or looked at a call.
    Database errors come out as they do from Core.
    """

    def __init__(self, build: Callable[[bool], ClauseElement]) -> None:
        self._build = build
        self._compiled: dict[bool, _Compiled] = {}

    def rows(self, work: Asked, **values: Any) -> list[Any]:
        """Every row, as named tuples of Python values."""
        compiled = self._compiled.get(work.is_sqlite) or self._for(work)
        read, parameters = compiled.row, compiled.parameters(values)
        if work.ahead and (known := work.ahead.get(_words(compiled.sql, parameters))) is not None:
            return [read(raw) for raw in known]
        return [read(raw) for raw in _execute(work, compiled.sql, parameters).fetchall()]

    def row(self, work: Asked, **values: Any) -> Any | None:
        """The first row, None without one."""
        compiled = self._compiled.get(work.is_sqlite) or self._for(work)
        parameters = compiled.parameters(values)
        if work.ahead and (known := work.ahead.get(_words(compiled.sql, parameters))) is not None:
            return compiled.row(known[0]) if known else None
        cursor = _execute(work, compiled.sql, parameters)
        raw = cursor.fetchone()
        cursor.close()
        return None if raw is None else compiled.row(raw)

    def begun(self, work: Asked, **values: Any) -> Any:
        """The driver's cursor, for a statement that is stopped early; its values are the driver's own."""
        compiled = self._compiled.get(work.is_sqlite) or self._for(work)
        return _execute(work, compiled.sql, compiled.parameters(values))

    def run(self, work: Asked, **values: Any) -> int:
        """Change something; gives how many rows."""
        compiled = self._compiled.get(work.is_sqlite) or self._for(work)
        count: int = _execute(work, compiled.sql, compiled.parameters(values)).rowcount
        return count

    def later(self, work: Asked, **values: Any) -> None:
        """Change something on the way of the next question, or of the transaction's end; at once on SQLite.

        For what nobody waits to hear: an error comes out there.
        """
        compiled = self._compiled.get(work.is_sqlite) or self._for(work)
        if work.is_sqlite:
            _execute(work, compiled.sql, compiled.parameters(values))
            return
        work.ahead.clear()
        work.waiting.append((compiled.sql, compiled.parameters(values)))

    def run_many(self, work: Asked, many: Iterable[Mapping[str, Any]]) -> None:
        """Change something for each of `many` parameter sets in one go."""
        compiled = self._for(work)
        parameters = [compiled.parameters(values) for values in many]
        if parameters:
            _execute(work, compiled.sql, parameters, is_many=True).close()

    def sql(self, work: Asked) -> str:
        """The statement in the engine's own words, for tests of its plan."""
        return self._for(work).sql

    def parameters(self, work: Asked, **values: Any) -> Any:
        """The values as the driver takes them, for tests of the plan."""
        return self._for(work).parameters(values)

    def binds(self, work: Asked) -> tuple[tuple[str, _Process], ...]:
        """The parameters the statement takes in this engine's words."""
        return self._for(work).binds

    def compiled(self, work: Asked) -> _Compiled:
        """The statement in the engine's words."""
        return self._for(work)

    def _for(self, work: Asked) -> _Compiled:
        found = self._compiled.get(work.is_sqlite)
        if found is None:
            compiled = _compile(self._build(work.is_sqlite), work.connection.dialect)
            found = self._compiled[work.is_sqlite] = compiled
        return found


def _execute(work: Asked, sql: str, parameters: Any, *, is_many: bool = False) -> Any:
    """A driver's cursor that ran the statement; errors in the store's words, or in SQLAlchemy's."""
    try:
        if work.ahead:
            work.ahead.clear()
        if not is_many and not work.waiting:
            return work.driver.execute(sql, parameters)
        before = list(work.waiting)
        work.waiting.clear()
        if is_many:
            if before:
                send_together(work.driver, before)
            cursor = work.driver.cursor()
            cursor.executemany(sql, parameters)
            return cursor
        return send_together(work.driver, before, [(sql, parameters)])[0]
    except Exception as error:
        raise told_of(work.connection, sql, error) from error


def all_rows(work: Asked, statements: Sequence[Prepared], **values: Any) -> list[list[Any]]:
    """Every row of several questions with the same values, which go to a server together."""
    if work.is_sqlite:
        return [statement.rows(work, **values) for statement in statements]
    compiled = [statement.compiled(work) for statement in statements]
    asked = [(each.sql, each.parameters(values)) for each in compiled]
    known = [work.ahead.get(_words(*each)) for each in asked] if work.ahead else [None]
    if None not in known:
        return [[each.row(raw) for raw in rows or ()] for each, rows in zip(compiled, known, strict=True)]
    work.ahead.clear()
    before = list(work.waiting)
    work.waiting.clear()
    try:
        cursors = send_together(work.driver, before, asked)
        return [
            [each.row(raw) for raw in cursor.fetchall()]
            for each, cursor in zip(compiled, cursors, strict=True)
        ]
    except Exception as error:
        raise told_of(work.connection, asked[0][0], error) from error


#: Something to be asked, with its values.
Question = tuple[Prepared, Mapping[str, Any]]


def ask_ahead(work: Asked, questions: Iterable[Question]) -> None:
    """Ask a server several things on one way, behind what waits; nothing on SQLite.

    Whoever asks one of them afterwards finds its answer here, as long as nothing else was asked or changed
    in between: what is asked ahead and not by then is asked once more.
    """
    if work.is_sqlite:
        return
    asked: dict[tuple[str, str], Statement] = {}
    for statement, values in questions:
        compiled = statement.compiled(work)
        parameters = compiled.parameters(values)
        asked[_words(compiled.sql, parameters)] = compiled.sql, parameters
    if all(each in work.ahead for each in asked):
        return
    before = list(work.waiting)
    work.waiting.clear()
    work.ahead.clear()
    try:
        cursors = send_together(work.driver, before, list(asked.values()))
        work.ahead.update(zip(asked, (cursor.fetchall() for cursor in cursors), strict=True))
    except Exception as error:
        raise told_of(work.connection, next(iter(asked))[0], error) from error


def _words(sql: str, parameters: Any) -> tuple[str, str]:
    """What two questions that are the same have in common."""
    return sql, repr(parameters)


def commit(work: Asked) -> None:
    """End a transaction on a server on the way of what waits; nothing waiting, its owner ends it as ever."""
    before = list(work.waiting)
    if not before:
        return
    work.waiting.clear()
    try:
        send_and_commit(work.driver, before)
    except Exception as error:
        raise told_of(work.connection, before[-1][0], error) from error


def _compile(statement: ClauseElement, dialect: Dialect) -> _Compiled:
    compiled: Any = statement.compile(dialect=dialect)
    binds = {name: _bind_processor(parameter.type, dialect) for name, parameter in compiled.binds.items()}
    fixed = {name: parameter.value for name, parameter in compiled.binds.items() if not parameter.required}
    columns: list[Any] = []
    if isinstance(statement, UpdateBase):
        columns = list(statement.exported_columns)
    elif isinstance(statement, Select) or hasattr(statement, "selected_columns"):
        columns = list(statement.selected_columns)
    turns = [_result_processor(column.type, dialect) for column in columns]
    made = _row(namedtuple("Row", [column.key for column in columns], rename=True), turns)
    names = compiled.positiontup if compiled.positional else list(binds)
    in_order = tuple((name, binds[name]) for name in names)
    return _Compiled(
        str(compiled),
        in_order,
        _parameters(in_order, fixed, by_position=bool(compiled.positional)),
        made,
    )


# The two below are written out as one expression each, as `namedtuple` does it with its own methods: a loop
# over the columns would take longer than many a statement.


def _parameters(
    binds: tuple[tuple[str, _Process], ...], fixed: Mapping[str, Any], *, by_position: bool
) -> Callable[[Mapping[str, Any]], Any]:
    """What gives the values as the driver takes them; the `fixed` ones are the statement's own."""
    known: dict[str, Any] = {}
    parts: list[str] = []
    for i, (name, turn) in enumerate(binds):
        known[f"turn{i}"] = turn
        if name in fixed:
            known[f"fixed{i}"] = fixed[name] if turn is None else turn(fixed[name])
            value = f"fixed{i}"
        else:
            value = f"given[{name!r}]"
            if turn is packed_id:  # written out: half of all values are ids
                value = f"(None if {value} is None else {value}.int.to_bytes(16))"
            elif turn is not None:
                value = f"turn{i}({value})"
        parts.append(value if by_position else f"{name!r}: {value}")
    body = f"({''.join(part + ', ' for part in parts)})" if by_position else f"{{{', '.join(parts)}}}"
    written: Callable[[Mapping[str, Any]], Any] = eval(f"lambda given: {body}", known)  # noqa: S307  our own names
    return written


def _row(kind: Any, results: list[_Process]) -> Callable[[Any], Any]:
    """What makes a named tuple of Python's types of what the driver gave."""
    known: dict[str, Any] = {"new": tuple.__new__, "kind": kind}
    known |= {f"turn{i}": turn for i, turn in enumerate(results)}
    parts = [f"raw[{i}]" if turn is None else f"turn{i}(raw[{i}])" for i, turn in enumerate(results)]
    body = "".join(part + ", " for part in parts)
    written: Callable[[Any], Any] = eval(f"lambda raw: new(kind, ({body}))", known)  # noqa: S307  no text
    return written


def _bind_processor(kind: Any, dialect: Dialect) -> _Process:
    """What makes the driver's value of Python's; ids and times, the many, without the decorators' detours."""
    if dialect.name == "sqlite":
        if isinstance(kind, Id):
            return packed_id
        if isinstance(kind, UtcTime):
            return packed_time
        if isinstance(kind, Json):
            return packed_json
    elif isinstance(kind, Id):
        return None
    process: _Process = kind.dialect_impl(dialect).bind_processor(dialect)
    return process


def _result_processor(kind: Any, dialect: Dialect) -> _Process:
    """What makes Python's value of the driver's."""
    if dialect.name == "sqlite":
        if isinstance(kind, Id):
            return unpacked_id
        if isinstance(kind, UtcTime):
            return unpacked_time
    elif isinstance(kind, Id):
        return None
    process: _Process = kind.dialect_impl(dialect).result_processor(dialect, None)
    return process


def rows_of(call: Any, *columns: Any) -> Select[Any]:
    """The rows a function of the server gives (`store/team/functions`), with these columns."""
    rows = call.table_valued(*(column(c.key, c.type) for c in columns))
    return select(*(rows.c[c.key] for c in columns))


def needed(name: str, of: Any) -> Any:
    """A parameter that must be given at every use, of the column's type."""
    return bindparam(name, type_=of.type, required=True)
