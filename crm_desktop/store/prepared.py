"""Statements of the hot paths: written in Core, compiled once an engine, sent straight to the driver."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Dialect
from sqlalchemy.sql import ClauseElement, Select
from sqlalchemy.sql.dml import UpdateBase

from crm_desktop.store.unit_of_work import Work

_Process = Callable[[Any], Any] | None


class _Compiled(NamedTuple):
    """One statement in one engine's words, with what turns values into the driver's and back."""

    sql: str
    names: tuple[str, ...] | None  # the order of the parameters; None: the driver takes them by name
    fixed: dict[str, Any]
    bind: dict[str, _Process]
    row: Callable[..., Any]
    results: tuple[_Process, ...]


class Prepared:
    """A statement with named `bindparam`s. `build(is_sqlite)` writes it; values are Python's own types.

    Costs a third of what executing the same Core statement does, since nothing is looked up a call.
    """

    def __init__(self, build: Callable[[bool], ClauseElement]) -> None:
        self._build = build
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, work: Work, **values: Any) -> list[Any]:
        """Every row, as named tuples of Python values."""
        compiled, parameters = self._ready(work, values)
        found = work.connection.exec_driver_sql(compiled.sql, parameters).fetchall()
        return [_row(compiled, raw) for raw in found]

    def row(self, work: Work, **values: Any) -> Any | None:
        """The first row, None without one."""
        compiled, parameters = self._ready(work, values)
        result = work.connection.exec_driver_sql(compiled.sql, parameters)
        raw = result.fetchone()
        result.close()
        return None if raw is None else _row(compiled, raw)

    def run(self, work: Work, **values: Any) -> int:
        """Change something; gives how many rows."""
        compiled, parameters = self._ready(work, values)
        count: int = work.connection.exec_driver_sql(compiled.sql, parameters).rowcount
        return count

    def run_many(self, work: Work, many: Iterable[Mapping[str, Any]]) -> None:
        """Change something for each of `many` parameter sets in one go."""
        ready = [self._ready(work, values) for values in many]
        if ready:
            work.connection.exec_driver_sql(ready[0][0].sql, [parameters for _, parameters in ready])

    def sql(self, work: Work) -> str:
        """The statement in the engine's own words, for tests of its plan."""
        return self._for(work.connection.dialect).sql

    def parameters(self, work: Work, **values: Any) -> Any:
        """The values as the driver takes them, for tests of the plan."""
        return self._ready(work, values)[1]

    def _for(self, dialect: Dialect) -> _Compiled:
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = _compile(self._build(dialect.name == "sqlite"), dialect)
        return found

    def _ready(self, work: Work, values: Mapping[str, Any]) -> tuple[_Compiled, Any]:
        compiled = self._for(work.connection.dialect)
        given = {**compiled.fixed, **values}
        if compiled.names is not None:
            return compiled, tuple(
                given[name] if (process := compiled.bind[name]) is None else process(given[name])
                for name in compiled.names
            )
        return compiled, {
            name: given[name] if process is None else process(given[name])
            for name, process in compiled.bind.items()
        }


def _compile(statement: ClauseElement, dialect: Dialect) -> _Compiled:
    compiled: Any = statement.compile(dialect=dialect)
    binds = {
        name: parameter.type.dialect_impl(dialect).bind_processor(dialect)
        for name, parameter in compiled.binds.items()
    }
    fixed = {name: parameter.value for name, parameter in compiled.binds.items() if not parameter.required}
    columns: list[Any] = []
    if isinstance(statement, UpdateBase):
        columns = list(statement.exported_columns)
    elif isinstance(statement, Select) or hasattr(statement, "selected_columns"):
        columns = list(statement.selected_columns)
    row = namedtuple("Row", [column.key for column in columns], rename=True)  # type: ignore[misc]
    results = tuple(_result_processor(column.type, dialect) for column in columns)
    names = tuple(compiled.positiontup) if compiled.positional else None
    return _Compiled(str(compiled), names, fixed, binds, row, results)


def _result_processor(kind: Any, dialect: Dialect) -> _Process:
    process: _Process = kind.dialect_impl(dialect).result_processor(dialect, None)
    return process


def _row(compiled: _Compiled, raw: Iterable[Any]) -> Any:
    return compiled.row(
        *(
            value if process is None else process(value)
            for process, value in zip(compiled.results, raw, strict=True)
        )
    )
