"""Rows on their way between a local file and a server: what moves, in which form, and how it is compared.

The form in between is SQLite's: ids as 16 bytes, times as microseconds, JSON as one text. Both engines can
give it, so that a table's content has one hash wherever it lies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, Column, LargeBinary, Table, Text

from crm_desktop.store.tables import metadata
from crm_desktop.store.types import Id, Json, UtcTime, packed_json, unpack_time

Row = tuple[Any, ...]
# Belong to one sign-in or one place of the store, and are made anew there.
_STAYS = {
    "session_tokens", "second_factors", "done_lately", "person_keys", "shared_keys", "file_chunks",
    "reservations", "submitted_acts", "queue_counts",
    "tombstone_keys", "erasure_lines",
}  # fmt: skip
# Passwords can't move: a server keeps its own verifiers.
_EMPTIED = {("people", "password_hash")}
# Where an audit row or a change stands in its store's own order of commit; the order itself is proven by the
# audit's seals.
_PLACES = {
    "audit": {"tx", "no"},
    "changes": {"tx", "no"},
    "audit_seals": {"first_tx", "first_no", "last_tx", "last_no", "previous"},
}
_WHOLE = 1 << 256
_EXPONENT_FROM = 1e16


def moving_tables() -> tuple[Table, ...]:
    """Every table that moves, those first that others refer to."""
    return tuple(table for table in metadata.sorted_tables if table.name not in _STAYS)


def columns(table: Table) -> tuple[str, ...]:
    """The columns' names in order."""
    return tuple(column.name for column in table.c)


@dataclass(slots=True)
class Tally:
    """How many rows, and the sum of their hashes: the same for the same rows in any order."""

    hashed: tuple[int, ...] | None = None  # which columns, by position; all unless said
    count: int = 0
    total: int = 0

    @classmethod
    def of(cls, table: Table) -> Tally:
        """An empty one for a table's rows."""
        places = _PLACES.get(table.name)
        if places is None:
            return cls()
        return cls(tuple(at for at, name in enumerate(columns(table)) if name not in places))

    def add(self, row: Row) -> None:
        """Take one row in, in the form in between."""
        self.count += 1
        if self.hashed is not None:
            row = tuple(row[at] for at in self.hashed)
        self.total = (self.total + int.from_bytes(hashlib.sha256(repr(row).encode()).digest())) % _WHOLE

    @property
    def hash(self) -> str:
        """For people and files."""
        return f"{self.total:064x}"


def as_sqlite(table: Table) -> Callable[[Row], Row]:
    """What makes a row in between of one read from SQLite: one spelling of JSON, no passwords, no NULs."""
    return _changed(
        [(at, change) for at, column in enumerate(table.c) if (change := _cleaning(table, column))]
    )


def _changed(changes: list[tuple[int, Callable[[Any], Any]]]) -> Callable[[Row], Row]:
    """What changes some values of a row, by position; None stays."""
    if not changes:
        return tuple

    def changed(row: Row) -> Row:
        values = list(row)
        for at, change in changes:
            if values[at] is not None:
                values[at] = change(values[at])
        return tuple(values)

    return changed


def _cleaning(table: Table, column: Column[Any]) -> Callable[[Any], Any] | None:
    if (table.name, column.name) in _EMPTIED:
        return lambda _: ""
    if isinstance(column.type, Json):
        return _one_spelling
    if isinstance(column.type, Boolean):
        return int
    if isinstance(column.type, LargeBinary):
        return bytes
    if isinstance(column.type, Text) or column.type.python_type is str:
        return without_nul
    return None


def without_nul(text: Any) -> Any:
    """PostgreSQL keeps no NUL in a text, and nobody typed one."""
    return text.replace("\0", "") if isinstance(text, str) and "\0" in text else text


def _one_spelling(text: str) -> str | None:
    """A JSON text as the program writes it, and as both engines can keep it."""
    return spelled(json.loads(text))


def spelled(value: Any) -> str | None:
    """The text of a JSON value as the program writes it, and as both engines can keep it."""
    return packed_json(_kept(value))


def _kept(value: Any) -> Any:
    """Without NULs, and with huge numbers as jsonb writes them: in full, not with an exponent."""
    if isinstance(value, float) and abs(value) >= _EXPONENT_FROM and value.is_integer():
        return int(value)
    if isinstance(value, str):
        return without_nul(value)
    if isinstance(value, list):
        return [_kept(each) for each in value]
    if isinstance(value, dict):
        return {without_nul(name): _kept(each) for name, each in value.items()}
    return value


def to_server(table: Table) -> Callable[[Row], Row]:
    """What makes of a row in between the values COPY takes."""
    return _changed([(at, form) for at, column in enumerate(table.c) if (form := _copied(column))])


def _copied(column: Column[Any]) -> Callable[[Any], Any] | None:
    if isinstance(column.type, Id):
        return bytes.hex
    if isinstance(column.type, UtcTime):
        return lambda value: unpack_time(value).isoformat()
    if isinstance(column.type, Boolean):
        return bool
    return None


def select_from_server(table: Table, schema: str = "") -> str:
    """A query that gives the rows in between, but for the spelling of JSON; in order where order counts."""
    wanted = ", ".join(_asked(table, column) for column in table.c)
    place = f'"{schema}"."{table.name}"' if schema else f'"{table.name}"'
    order = " ORDER BY tx, no" if {"tx", "no"} <= set(columns(table)) else ""
    return f"SELECT {wanted} FROM {place}{order}"


def _asked(table: Table, column: Column[Any]) -> str:
    name = f'"{column.name}"'
    if (table.name, column.name) in _EMPTIED:
        return "''"
    if isinstance(column.type, Id):
        return f"uuid_send({name})"
    if isinstance(column.type, UtcTime):
        return f"(extract(epoch FROM {name}) * 1000000)::bigint"
    if isinstance(column.type, Boolean):
        return f"{name}::int"
    if isinstance(column.type, Json):
        return f"{name}::text"
    return name


def from_server(table: Table) -> Callable[[Row], Row]:
    """What makes rows in between of what `select_from_server` gave."""
    spelled = [at for at, column in enumerate(table.c) if isinstance(column.type, Json)]
    raw = [at for at, column in enumerate(table.c) if isinstance(column.type, Id | LargeBinary)]

    def formed(row: Row) -> Row:
        values = list(row)
        for at in spelled:
            if values[at] is not None:
                values[at] = _one_spelling(values[at])
        for at in raw:
            if values[at] is not None:
                values[at] = bytes(values[at])
        return tuple(values)

    return formed


def different(before: dict[str, Tally], after: dict[str, Tally]) -> list[str]:
    """The tables that don't hold the same rows, by name."""
    return [name for name in sorted(before.keys() | after.keys()) if before.get(name) != after.get(name)]


def insert_into_sqlite(table: Table) -> str:
    """The statement that puts a row in between into SQLite."""
    names = ", ".join(f'"{name}"' for name in columns(table))
    return f'INSERT INTO "{table.name}" ({names}) VALUES ({", ".join("?" for _ in table.c)})'
