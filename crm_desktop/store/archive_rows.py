"""Rows of an archive: as JSON, which brings everything back, and as CSV, for people and spreadsheets.

In JSON ids and bytes are hexadecimal, times ISO 8601 in UTC with microseconds, flags 0 or 1. On SQLite the
engine itself writes the lines (as fast as a bare dump); rows of a server are written here, the same.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, LargeBinary, Table

from crm_desktop.store.team.rows import Row, columns, spelled, without_nul
from crm_desktop.store.types import Id, Json, UtcTime, pack_time, unpack_time

CHUNK = 2_000
ID, TIME, JSON, FLAG, BYTES, PLAIN = "id", "time", "json", "flag", "bytes", "plain"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FIRST = frozenset(_FORMULA)
# A quoted cell that begins as a formula does and is no number; may find too much, never too little.
_RUN_BY_SPREADSHEETS = re.compile(r'(?:\A|[,\n])"(?:[=@\t\r]|[+-](?![\d ]+"))')
_text_of = json.JSONEncoder(ensure_ascii=False).encode


def kind_of(column: Column[Any]) -> str:
    """How a column's values are written."""
    for type_, kind in ((Id, ID), (UtcTime, TIME), (Json, JSON), (Boolean, FLAG), (LargeBinary, BYTES)):
        if isinstance(column.type, type_):
            return kind
    return PLAIN


# ---- written by SQLite -----------------------------------------------------------------------------------


def json_lines(file: Any, table: Table) -> Iterator[tuple[int, str]]:
    """The rows as JSON objects, a line each, with commas between: how many, and their text, chunk by chunk.

    A chunk is one statement's work, so that another thread goes on meanwhile.
    """
    pairs = ", ".join(f"'{column.name}', {_sql(column)}" for column in table.c)
    if not table.dialect_options["sqlite"]["with_rowid"]:
        rows = file.execute(f'SELECT json_object({pairs}) FROM "{table.name}"')
        while lines := rows.fetchmany(CHUNK):
            yield len(lines), ",\n".join([line for (line,) in lines])
        return
    for text, count, _, _ in _chunks(file, table, f"json_object({pairs})", "',' || char(10)"):
        yield count, text


def _chunks(file: Any, table: Table, line: str, between: str) -> Iterator[tuple[str, int, int, int]]:
    """Lines put together by the engine, chunk by chunk: their text, how many, and the row numbers around.

    Those are the last one before the chunk and its own last one.
    """
    ask = (
        f"SELECT group_concat(line, {between}), count(*), max(place) FROM ("
        f'SELECT rowid AS place, {line} AS line FROM "{table.name}" '
        f"WHERE rowid > ? ORDER BY rowid LIMIT {CHUNK})"
    )
    place = -(1 << 63)
    while True:
        text, count, last = file.execute(ask, (place,)).fetchone()
        if not count:
            return
        yield text, count, place, last
        place = last


def csv_lines(file: Any, table: Table) -> Iterator[str]:
    """The rows as CSV, chunk by chunk, as the engine writes them; what a spreadsheet would run is guarded."""
    if not table.dialect_options["sqlite"]["with_rowid"]:
        for rows in rows_to_read(file, table):
            yield csv_text(table, rows)
        return
    texts = set(_texts(table))
    form = ",".join('"%w"' if at in texts else "%s" for at in range(len(table.c)))
    values = ", ".join(
        f"ifnull({_sql(column, for_people=True)}, '')" if at in texts else _sql(column, for_people=True)
        for at, column in enumerate(table.c)
    )
    for text, _, before, last in _chunks(file, table, f"printf('{form}', {values})", "char(13, 10)"):
        if _RUN_BY_SPREADSHEETS.search(text):
            between = f"rowid > {before} AND rowid <= {last} ORDER BY rowid"
            for rows in rows_to_read(file, table, f" WHERE {between}"):
                yield csv_text(table, rows)
        else:
            yield text + "\r\n"


def rows_to_read(file: Any, table: Table, where: str = "") -> Iterator[list[Row]]:
    """The rows as people read them, for CSV."""
    wanted = ", ".join(_sql(column, for_people=True) for column in table.c)
    rows = file.execute(f'SELECT {wanted} FROM "{table.name}"{where}')
    while chunk := rows.fetchmany(CHUNK):
        yield chunk


def _sql(column: Column[Any], *, for_people: bool = False) -> str:
    name, kind = f'"{column.name}"', kind_of(column)
    if column.table.name == "people" and column.name == "password_hash":
        return "''"  # a password stays where it was made
    if kind in (ID, BYTES):
        written = f"lower(hex({name}))"
        return f"iif({name} IS NULL, NULL, {written})" if column.nullable else written
    if kind == TIME:
        part = f"({name} % 1000000 + 1000000) % 1000000"
        second = f"({name} - {part}) / 1000000"
        whole = f"strftime('%Y-%m-%dT%H:%M:%S', {second}, 'unixepoch')"
        return f"{whole} || '.' || substr(1000000 + {part}, 2) || 'Z'"
    return f"json({name})" if kind == JSON and not for_people else name


# ---- written here ----------------------------------------------------------------------------------------


def json_writer(table: Table) -> Callable[[Row], str]:
    """What writes a row in between (see `team.rows`) as a JSON object."""
    heads = [("{" if at == 0 else ", ") + f'"{name}": ' for at, name in enumerate(columns(table))]
    forms = [_json_form(kind_of(column)) for column in table.c]

    def line(row: Row) -> str:
        values = zip(heads, forms, row, strict=True)
        return "".join([h + ("null" if v is None else form(v)) for h, form, v in values]) + "}"

    return line


def people_writer(table: Table) -> Callable[[Row], Row]:
    """What makes a row in between one that people can read, for CSV."""
    forms = [_people_form(kind_of(column)) for column in table.c]

    def read(row: Row) -> Row:
        pairs = zip(forms, row, strict=True)
        return tuple(v if form is None or v is None else form(v) for form, v in pairs)

    return read


def _json_form(kind: str) -> Callable[[Any], str]:
    if kind in (ID, BYTES):
        return lambda value: f'"{value.hex()}"'
    if kind == TIME:
        return lambda value: f'"{_moment(value)}"'
    return str if kind == JSON else _text_of


def _people_form(kind: str) -> Callable[[Any], Any] | None:
    if kind in (ID, BYTES):
        return bytes.hex
    return _moment if kind == TIME else None


def _moment(packed: int) -> str:
    moment = unpack_time(packed)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond:06d}Z"


def csv_text(table: Table, rows: Sequence[Row]) -> str:
    """Rows for people as CSV (RFC 4180); no cell is run as a formula by a spreadsheet."""
    firsts = {at: {row[at][:1] for row in rows if row[at]} for at in _texts(table)}
    guarded = [at for at, found in firsts.items() if not _FIRST.isdisjoint(found)]
    if guarded:
        rows = [_guarded(row, guarded) for row in rows]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


@cache
def _texts(table: Table) -> tuple[int, ...]:
    """Which columns hold what somebody may have typed."""
    return tuple(
        at
        for at, column in enumerate(table.c)
        if kind_of(column) == JSON or (kind_of(column) == PLAIN and column.type.python_type is str)
    )


def _guarded(row: Row, places: Sequence[int]) -> Row:
    cells = list(row)
    for at in places:
        cell = cells[at]
        if type(cell) is str and cell.startswith(_FORMULA) and not cell[1:].replace(" ", "").isdigit():
            cells[at] = "'" + cell
    return tuple(cells)


# ---- read again ------------------------------------------------------------------------------------------


def row_reader(names_and_kinds: Sequence[tuple[str, str]]) -> Callable[[str], Row]:
    """What makes a row in between of a JSON object; raises ValueError, KeyError or TypeError for another."""
    names = [name for name, _ in names_and_kinds]
    forms = [(at, form) for at, (_, kind) in enumerate(names_and_kinds) if (form := _read_form(kind))]

    def read(line: str) -> Row:
        found = json.loads(line)
        values = [found[name] for name in names]
        if "\\u0000" in line:
            values = [without_nul(value) for value in values]
        for at, form in forms:
            if values[at] is not None:
                values[at] = form(values[at])
        return tuple(values)

    return read


def _read_form(kind: str) -> Callable[[Any], Any] | None:
    if kind in (ID, BYTES):
        return bytes.fromhex
    if kind == TIME:
        return lambda text: pack_time(datetime.fromisoformat(text))
    return spelled if kind == JSON else int if kind == FLAG else None
