"""Moving every row of a workspace: from its local file into a server's schema, and back again.

Nothing here commits: whoever calls holds one transaction on the server and one on the file, so that a stop
at any moment leaves both as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table

from crm_desktop.store.tables import lead_search
from crm_desktop.store.team.rows import (
    Row,
    Tally,
    as_sqlite,
    columns,
    from_server,
    insert_into_sqlite,
    moving_tables,
    select_from_server,
    to_server,
)

if TYPE_CHECKING:
    import psycopg

BATCH = 2_000
# Told after each batch: how many rows more are done. May raise Cancelled.
Told = Callable[[int], None]


def count_local(file: Any) -> dict[str, int]:
    """How many rows of each table will move; `file` is a driver's connection to the local store."""
    return {table.name: _number(file, table) for table in moving_tables()}


def _number(file: Any, table: Table) -> int:
    return int(file.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0])


def copy_to_server(file: Any, server: psycopg.Connection[Any], schema: str, told: Told) -> dict[str, Tally]:
    """Copy all rows into empty tables of a schema; gives what was sent."""
    sent: dict[str, Tally] = {}
    with server.cursor() as cursor:
        for table in moving_tables():
            tally = sent[table.name] = Tally()
            form = to_server(table)
            names = ", ".join(f'"{name}"' for name in columns(table))
            into = f'COPY "{schema}"."{table.name}" ({names}) FROM STDIN'
            with cursor.copy(into.encode()) as copy:
                for rows in _batches(_local_rows(file, table)):
                    for row in rows:
                        tally.add(row)
                        copy.write_row(form(row))
                    told(len(rows))
    _go_on_counting(server, schema)
    return sent


def tally_server(server: psycopg.Connection[Any], schema: str, told: Told | None = None) -> dict[str, Tally]:
    """Read every row back from the server and add up what is there."""
    found: dict[str, Tally] = {}
    for table in moving_tables():
        tally = found[table.name] = Tally()
        for rows in _batches(_server_rows(server, table, schema)):
            for row in rows:
                tally.add(row)
            if told is not None:
                told(len(rows))
    return found


def copy_to_file(server: psycopg.Connection[Any], schema: str, file: Any, told: Told) -> dict[str, Tally]:
    """Copy all rows into the empty tables of a local store; gives what was read."""
    read: dict[str, Tally] = {}
    for table in moving_tables():
        tally = read[table.name] = Tally()
        insert = insert_into_sqlite(table)
        for rows in _batches(_server_rows(server, table, schema)):
            for row in rows:
                tally.add(row)
            file.executemany(insert, rows)
            told(len(rows))
    file.execute("INSERT INTO lead_fts(rowid, text) SELECT no, text FROM lead_search")
    return read


def tally_file(file: Any, told: Told | None = None) -> dict[str, Tally]:
    """Add up what is in a local store."""
    found: dict[str, Tally] = {}
    for table in moving_tables():
        tally = found[table.name] = Tally()
        for rows in _batches(_local_rows(file, table)):
            for row in rows:
                tally.add(row)
            if told is not None:
                told(len(rows))
    return found


def count_server(server: psycopg.Connection[Any], schema: str) -> dict[str, int]:
    """How many rows of each table the server shows."""
    counts = {}
    for table in moving_tables():
        row = server.execute(f'SELECT count(*) FROM "{schema}"."{table.name}"'.encode()).fetchone()
        counts[table.name] = 0 if row is None else int(row[0])
    return counts


def _local_rows(file: Any, table: Table) -> Iterator[Row]:
    wanted = ", ".join(f'"{name}"' for name in columns(table))
    form = as_sqlite(table)
    for row in file.execute(f'SELECT {wanted} FROM "{table.name}"'):
        yield form(row)


def _server_rows(server: psycopg.Connection[Any], table: Table, schema: str) -> Iterator[Row]:
    """Through a cursor on the server, in binary: a million rows don't fit into memory at once."""
    form = from_server(table)
    with server.cursor(name="moving", binary=True) as cursor:
        cursor.itersize = BATCH
        cursor.execute(select_from_server(table, schema).encode())
        for row in cursor:
            yield form(row)


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _go_on_counting(server: psycopg.Connection[Any], schema: str) -> None:
    """Row numbers given from now on come after those that moved."""
    for table in moving_tables():
        if table is lead_search or "no" not in table.primary_key.columns:
            continue  # its numbers are the leads'
        name = f'"{schema}"."{table.name}"'
        found = server.execute(b"SELECT pg_get_serial_sequence(%s, 'no')", (name,)).fetchone()
        if found is not None and found[0] is not None:
            highest = 'greatest(1, coalesce(max("no"), 1)), max("no") IS NOT NULL'
            server.execute(f"SELECT setval(%s, {highest}) FROM {name}".encode(), (found[0],))
