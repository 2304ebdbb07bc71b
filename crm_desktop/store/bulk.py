"""Many rows at once, in the raw forms the engines take: parameter tuples on SQLite, COPY on PostgreSQL.

Values are packed: ids as 16 bytes, times as microseconds since 1970 (see `types`), JSON as text. That is
what SQLite stores, and what costs least to make a million times; PostgreSQL's forms are made from it here.
"""

from __future__ import annotations

import itertools
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, LargeBinary, Table, Text

from crm_desktop.store.tables import lead_search
from crm_desktop.store.types import Id, Json, UtcTime, unpack_time
from crm_desktop.store.unit_of_work import Work

PackedRow = tuple[Any, ...]
TOGETHER = 20
"""Rows in one statement on SQLite: starting and ending one costs as much as a narrow row."""


class Bulk:
    """Writes and reads packed rows in one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.is_sqlite = work.is_sqlite

    def insert(
        self, table: Table, names: Sequence[str], rows: Sequence[PackedRow], *, skip_existing: bool = False
    ) -> int:
        """Insert rows in their order; with `skip_existing` those whose key is taken are left out.

        Gives how many were inserted.
        """
        if not rows:
            return 0
        if not self._work.is_sqlite:
            return self._copy(table, names, rows, skip_existing)
        verb = "INSERT OR IGNORE" if skip_existing else "INSERT"
        into = f"{verb} INTO {table.name} ({','.join(names)}) VALUES "
        places = f"({','.join('?' * len(names))})"
        run = self._work.connection.exec_driver_sql
        # Rows that are only put at the end of a table go faster one by one: SQLite stays where it is.
        whole = 0 if table is lead_search else len(rows) - len(rows) % TOGETHER
        count = 0
        if whole:
            several = [
                tuple(chain.from_iterable(rows[start : start + TOGETHER]))
                for start in range(0, whole, TOGETHER)
            ]
            count += max(0, run(into + ",".join([places] * TOGETHER), several).rowcount)
        if rows[whole:]:
            count += max(0, run(into + places, list(rows[whole:])).rowcount)
        return count

    def run(self, sqlite: str, postgresql: str, *values: Any) -> int:
        """Run one statement written for each engine; `values` are packed. Gives how many rows it changed."""
        if self._work.is_sqlite:
            return max(0, self._work.connection.exec_driver_sql(sqlite, values).rowcount)
        given = tuple(_to_postgres(v) for v in values)
        return max(0, self._work.connection.exec_driver_sql(postgresql, given).rowcount)

    def asked(self, sqlite: str, postgresql: str, *values: Any) -> int:
        """As `run`, where PostgreSQL is asked for it with a function that gives how many rows it changed."""
        if self._work.is_sqlite:
            return self.run(sqlite, postgresql, *values)
        ((changed,),) = self.rows(sqlite, postgresql, *values)
        return int(changed)

    def rows(self, sqlite: str, postgresql: str, *values: Any) -> list[PackedRow]:
        """The packed rows of one query written for each engine."""
        if self._work.is_sqlite:
            found = self._work.connection.exec_driver_sql(sqlite, values).fetchall()
            return [tuple(row) for row in found]
        given = tuple(_to_postgres(v) for v in values)
        found = self._work.connection.exec_driver_sql(postgresql, given).fetchall()
        return [tuple(v.bytes if isinstance(v, UUID) else v for v in row) for row in found]

    def among(self, values: Iterable[str] | Iterable[bytes]) -> Any:
        """A list as one parameter: JSON on SQLite, an array's text on PostgreSQL; ids as hexadecimal.

        In SQL it reads `(SELECT value FROM json_each(?))` (for ids `unhex(value)`), or `ANY(%s)`.
        """
        listed = [v.hex() if isinstance(v, bytes) else v for v in values]
        if not self._work.is_sqlite:
            return _array(listed)
        return json.dumps(listed)

    def next_numbers(self, table: str, count: int) -> Sequence[int]:
        """The row numbers the next `count` rows of `table` get, in order.

        On SQLite the rows may be inserted without them (the writer is alone); on PostgreSQL they are taken.
        """
        if self._work.is_sqlite:
            last = self._work.connection.exec_driver_sql(
                "SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)
            ).scalar_one_or_none()
            first = int(last or 0) + 1
            return range(first, first + count)
        found = self._work.connection.exec_driver_sql(
            "SELECT nextval(pg_get_serial_sequence(%s, 'no')) FROM generate_series(1, %s)", (table, count)
        )
        return [int(row[0]) for row in found]

    def _copy(
        self, table: Table, names: Sequence[str], rows: Sequence[PackedRow], skip_existing: bool
    ) -> int:
        columns = ", ".join(f'"{name}"' for name in names)
        line = _line([_maker(table.c[name].type) for name in names])
        # COPY obeys no row policies and is refused where some stand: then through a table of one's own.
        is_staged = skip_existing or self._has_policies(table)
        target = f"bulk_{table.name}" if is_staged else table.name
        connection: Any = self._work.connection.connection.driver_connection
        with connection.cursor() as cursor:
            if is_staged:
                cursor.execute(
                    f"CREATE TEMP TABLE {target} ON COMMIT DROP AS SELECT {columns} FROM {table.name} "
                    "WITH NO DATA"
                )
            with cursor.copy(f"COPY {target} ({columns}) FROM STDIN") as copy:
                for start in range(0, len(rows), _LINES):
                    copy.write("".join(map(line, rows[start : start + _LINES])).encode())
            if not is_staged:
                return len(rows)
            otherwise = " ON CONFLICT DO NOTHING" if skip_existing else ""
            cursor.execute(f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM {target}{otherwise}")
            count: int = cursor.rowcount
            cursor.execute(f"DROP TABLE {target}")
            return count

    def _has_policies(self, table: Table) -> bool:
        """Whether row policies bind whoever acts here; asked once a transaction."""
        key = ("row_security_active", table.name)
        if key not in self._work.known:
            found = self._work.connection.exec_driver_sql("SELECT row_security_active(%s)", (table.name,))
            self._work.known[key] = bool(found.scalar_one())
        return bool(self._work.known[key])


def packed_ids() -> Iterator[bytes]:
    """UUIDv7s as bytes, each greater than the one before, several times faster than one by one.

    RFC 9562, 6.2, method 1: the millisecond, then a counter of 26 bits, then 48 random bits.
    """
    while True:
        stamp = time.time_ns() // 1_000_000
        head = stamp.to_bytes(6, "big")
        start = int.from_bytes(os.urandom(2), "big") >> 1  # the top bit stays free to count into
        for block in range(start, start + 64):
            random = os.urandom(6 * 1024)
            for step in range(1024):
                counter = (block << 10) + step
                high, low = (counter >> 14) & 0xFFF, counter & 0x3FFF
                yield (
                    head
                    + (0x7000 | high).to_bytes(2, "big")
                    + (0x8000 | low).to_bytes(2, "big")
                    + random[6 * step : 6 * step + 6]
                )
        while time.time_ns() // 1_000_000 <= stamp:  # the counter starts anew: never in the same millisecond
            time.sleep(0)


def take(ids: Iterator[bytes], count: int) -> list[bytes]:
    """The next `count` ids."""
    return list(itertools.islice(ids, count))


# COPY's own text, written here: the driver would look at every value's type, three times as long.
_LINES = 500
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\b": "\\b"})


def _maker(kind: Any) -> Callable[[Any], str]:
    """What writes a packed value of this type as COPY reads it."""
    if isinstance(kind, Id):
        return bytes.hex
    if isinstance(kind, UtcTime):
        return _time
    if isinstance(kind, Boolean):
        return lambda value: "t" if value else "f"
    if isinstance(kind, Text | Json):
        return _text
    if isinstance(kind, LargeBinary):
        return lambda value: f"\\\\x{value.hex()}"
    return str


def _line(makers: list[Callable[[Any], str]]) -> Callable[[PackedRow], str]:
    """What writes a row; NULL is \\N."""

    def line(row: PackedRow) -> str:
        values = ["\\N" if value is None else make(value) for value, make in zip(row, makers, strict=True)]
        return "\t".join(values) + "\n"

    return line


def _text(value: str) -> str:
    return value if value.isprintable() and "\\" not in value else value.translate(_ESCAPED)


@lru_cache(maxsize=4096)  # an import writes the same few again and again
def _time(value: int) -> str:
    return unpack_time(value).isoformat()


def array_text(kind: str, values: Sequence[Any]) -> str:
    """A column of packed values as an array's text; `kind` is its type, only numbers and ids may be None."""
    if kind == "text":
        return _array(values)
    if kind == "uuid":
        return "{" + ",".join(["NULL" if v is None else v.hex() for v in values]) + "}"
    return "{" + ",".join(["NULL" if v is None else str(v) for v in values]) + "}"


def _array(values: Sequence[str]) -> str:
    """An array as text: the driver would quote and look at each value by itself."""
    whole = "".join(values)
    if '"' in whole or "\\" in whole:
        values = [value.replace("\\", "\\\\").replace('"', '\\"') for value in values]
    return '{"' + '","'.join(values) + '"}' if values else "{}"


def _to_postgres(value: Any) -> Any:
    if isinstance(value, bytes):
        return UUID(bytes=value)
    if isinstance(value, list):
        return [_to_postgres(v) for v in value]
    return value
