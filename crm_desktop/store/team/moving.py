"""Moving every row of a workspace: from its local file into a server's schema, and back again.

Nothing here commits: whoever calls holds one transaction on the server and one on the file, so that a stop
at any moment leaves both as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table

from crm_desktop.store.tables import audit, audit_seals, calls, lead_search
from crm_desktop.store.team.names import MOVING
from crm_desktop.store.team.places import LocalPlaces, Place, Sign
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
RowsOf = Callable[[Table], Iterator[Row]]


def lacking(file: Any) -> tuple[str, ...]:
    """The tables that a local store doesn't have as this program knows them: none, or without some column."""
    return tuple(
        table.name
        for table in moving_tables()
        if not {*columns(table)} <= {row[1] for row in file.execute(f'PRAGMA table_info("{table.name}")')}
    )


def count_local(file: Any) -> dict[str, int]:
    """How many rows of each table will move; `file` is a driver's connection to the local store."""
    return {table.name: _number(file, table) for table in moving_tables()}


def _number(file: Any, table: Table) -> int:
    return int(file.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0])


def make_months(file: Any, server: psycopg.Connection[Any], schema: str) -> None:
    """Make the months of calls and audit that the rows of a local store need, before they come."""
    for table in (calls, audit):
        ask = f'SELECT min(id) FROM "{table.name}" WHERE id >= ?'
        oldest = file.execute(ask, (_first_id(2010, 1),)).fetchone()[0]
        while oldest is not None:
            made_at = datetime.fromtimestamp(int.from_bytes(bytes(oldest)[:6]) / 1000, UTC)
            if made_at > datetime.now(UTC):
                break
            server.execute(f'SELECT "{schema}".make_partition(%s, %s)'.encode(), (table.name, made_at))
            year, month = divmod(made_at.year * 12 + made_at.month, 12)
            oldest = file.execute(ask, (_first_id(year, month + 1),)).fetchone()[0]


def _first_id(year: int, month: int) -> bytes:
    """The lowest UUIDv7 of a month."""
    return (int(datetime(year, month, 1, tzinfo=UTC).timestamp()) * 1000).to_bytes(6) + bytes(10)


def copy_to_server(file: Any, server: psycopg.Connection[Any], schema: str, told: Told) -> dict[str, Tally]:
    """Copy all rows into empty tables of a schema; gives what was sent."""
    sent: dict[str, Tally] = {}
    server.execute(b"SELECT set_config(%s, 'yes', true)", (MOVING,))
    with server.cursor() as cursor:
        for table in moving_tables():
            tally = sent[table.name] = Tally.of(table)
            form = to_server(table)
            names = ", ".join(f'"{name}"' for name in columns(table))
            into = f'COPY "{schema}"."{table.name}" ({names}) FROM STDIN'
            with cursor.copy(into.encode()) as copy:
                for rows in in_batches(_local_rows(file, table)):
                    for row in rows:
                        tally.add(row)
                        copy.write_row(form(row))
                    told(len(rows))
    _go_on_counting(server, schema)
    return sent


def tally_server(rows_of: RowsOf, told: Told | None = None) -> dict[str, Tally]:
    """Read every row back from the server and add up what is there."""
    found: dict[str, Tally] = {}
    for table in moving_tables():
        tally = found[table.name] = Tally.of(table)
        for rows in in_batches(rows_of(table)):
            for row in rows:
                tally.add(row)
            if told is not None:
                told(len(rows))
    return found


def copy_to_file(
    rows_of: RowsOf, seal_ends: Set[Place], file: Any, told: Told, sign: Sign
) -> dict[str, Tally]:
    """Copy all rows into the empty tables of a local store; gives what was read.

    `sign` signs the seal a shortened audit begins with, whose place is another in a local store.
    """
    read: dict[str, Tally] = {}
    places = LocalPlaces(seal_ends, sign)
    for table in moving_tables():
        tally = read[table.name] = Tally.of(table)
        insert = insert_into_sqlite(table)
        placed = places.form(table)
        for rows in in_batches(rows_of(table)):
            for row in rows:
                tally.add(row)
            file.executemany(insert, rows if placed is None else map(placed, rows))
            told(len(rows))
    file.execute("INSERT INTO lead_fts(rowid, text) SELECT no, text FROM lead_search")
    return read


def tally_file(file: Any, told: Told | None = None) -> dict[str, Tally]:
    """Add up what is in a local store."""
    found: dict[str, Tally] = {}
    for table in moving_tables():
        tally = found[table.name] = Tally.of(table)
        for rows in in_batches(_local_rows(file, table)):
            for row in rows:
                tally.add(row)
            if told is not None:
                told(len(rows))
    return found


def _local_rows(file: Any, table: Table) -> Iterator[Row]:
    wanted = ", ".join(f'"{name}"' for name in columns(table))
    form = as_sqlite(table)
    for row in file.execute(f'SELECT {wanted} FROM "{table.name}"'):
        yield form(row)


def rows_as_owner(server: psycopg.Connection[Any], schema: str) -> RowsOf:
    """All rows of a schema, as a role that no policy binds."""

    def rows_of(table: Table) -> Iterator[Row]:
        form = from_server(table)
        # In binary and through a cursor on the server: a million rows don't fit into memory at once.
        with server.cursor(name="moving", binary=True) as cursor:
            cursor.itersize = BATCH
            cursor.execute(select_from_server(table, schema).encode())
            for row in cursor:
                yield form(row)

    return rows_of


def rows_as_admin(server: psycopg.Connection[Any]) -> RowsOf:
    """All rows of a team's workspace as an admin is given them for a backup, in one open transaction."""

    def rows_of(table: Table) -> Iterator[Row]:
        form = from_server(table)
        name = f"backup_{table.name}"
        server.execute(b"SELECT backup_rows(%s::refcursor, %s)", (name, table.name))
        while rows := server.execute(f"FETCH {BATCH} FROM {name}".encode(), binary=True).fetchall():
            yield from map(form, rows)
        server.execute(f"CLOSE {name}".encode())

    return rows_of


def seal_ends(rows_of: RowsOf) -> set[Place]:
    """Where the audit's seals begin and end on the server."""
    names = columns(audit_seals)
    ends: set[Place] = set()
    for row in rows_of(audit_seals):
        seal = dict(zip(names, row, strict=True))
        ends |= {(seal["first_tx"], seal["first_no"]), (seal["last_tx"], seal["last_no"])}
    return ends


def in_batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Some thousand rows at a time."""
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
