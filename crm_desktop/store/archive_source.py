"""Where an archive's rows come from: the local file, or a team's server; everything as of one moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Table

from crm_desktop.store.archive_rows import (
    csv_lines,
    csv_text,
    json_lines,
    json_writer,
    kind_of,
    people_writer,
)
from crm_desktop.store.engine import connect_file
from crm_desktop.store.team.moving import RowsOf, in_batches
from crm_desktop.store.team.rows import columns, moving_tables

# Travel sealed by themselves, with their key.
SEALED_APART = frozenset({"tombstones"})
# What a sign-in alone changes: written anew when an export goes on that was broken off.
ANEW = frozenset({"audit", "audit_seals", "changes", "commands", "people", "presence", "sessions"})
_MARK = (
    "SELECT epoch, (SELECT count(*) FROM changes WHERE topic <> 'people'), "
    "(SELECT max(no) FROM changes WHERE topic <> 'people'), "
    "(SELECT count(*) FROM audit WHERE act NOT IN ('signed_in', 'signed_out', 'sign_in_failed')) "
    "FROM workspace"
)
Blocks = Iterator[bytes]


class Write(Protocol):
    """Writes a part: its name, its content, and who says afterwards how many rows it had."""

    def __call__(self, name: str, blocks: Blocks, rows: Callable[[], int] | None = None) -> None: ...


Told = Callable[[int], None]  # how many rows more are done; may raise Cancelled


def archived_tables() -> tuple[Table, ...]:
    """Every table of an archive, those first that others refer to."""
    return tuple(table for table in moving_tables() if table.name not in SEALED_APART)


def columns_of(table: Table) -> tuple[tuple[str, str], ...]:
    """A table's columns with the kinds they are written in."""
    return tuple((column.name, kind_of(column)) for column in table.c)


def json_name(table: str) -> str:
    """The name of a table's rows in an archive."""
    return f"tables/{table}.json"


def csv_name(table: str) -> str:
    """The name of a table's rows for people."""
    return f"tables/{table}.csv"


class Source(Protocol):
    """Gives all rows of all tables to what writes them."""

    def write_tables(self, write: Write, is_done: Callable[[str], bool], told: Told) -> None:
        """Write both files of each table, but those that are done."""
        ...

    def mark(self) -> str:
        """Another one as soon as anything but a sign-in happened; see `ANEW`."""
        ...

    def tombstones(self) -> tuple[bytes | None, list[str]]:
        """The key of the erased and their rows."""
        ...


class LocalSource:
    """The encrypted file of a local workspace."""

    def __init__(self, file: Any) -> None:
        self._file = file

    @classmethod
    @contextmanager
    def open(cls, path: Path, key: bytes) -> Iterator[LocalSource]:
        """Look at the file as it is now; others go on writing."""
        with closing(connect_file(path, key, read_only=True, cache_mb=64)) as file:
            file.execute("BEGIN")
            yield cls(file)

    def write_tables(self, write: Write, is_done: Callable[[str], bool], told: Told) -> None:
        """See `Source`. One thread: a second one only waits for the first at each row."""
        for table in archived_tables():
            if not is_done(json_name(table.name)):
                _write_json(table, json_lines(self._file, table), write, told)
            if not is_done(csv_name(table.name)):
                write(csv_name(table.name), _csv(table, csv_lines(self._file, table), told))

    def mark(self) -> str:
        """See `Source`."""
        return _mark(self._file.execute(_MARK).fetchone())

    def tombstones(self) -> tuple[bytes | None, list[str]]:
        """See `Source`."""
        key = self._file.execute("SELECT key FROM tombstone_keys").fetchone()
        table = _tombstones()
        rows = [line for _, text in json_lines(self._file, table) for line in text.split(",\n")]
        return None if key is None else bytes(key[0]), rows


class ServerSource:
    """A team's server, whose rows an admin is given."""

    def __init__(self, server: Any, rows_of: RowsOf) -> None:
        """`server`: a driver's connection in the one transaction in which `rows_of` gives the rows."""
        self._server = server
        self._rows_of = rows_of

    def write_tables(self, write: Write, is_done: Callable[[str], bool], told: Told) -> None:
        """See `Source`; each table's rows are asked for once a file."""
        for table in archived_tables():
            if not is_done(json_name(table.name)):
                line = json_writer(table)
                lines = (
                    (len(rows), ",\n".join(map(line, rows))) for rows in in_batches(self._rows_of(table))
                )
                _write_json(table, lines, write, told)
            if not is_done(csv_name(table.name)):
                read = people_writer(table)
                chunks = (csv_text(table, [*map(read, r)]) for r in in_batches(self._rows_of(table)))
                write(csv_name(table.name), _csv(table, chunks, told))

    def mark(self) -> str:
        """See `Source`."""
        return _mark(self._server.execute(_MARK.encode()).fetchone())

    def tombstones(self) -> tuple[bytes | None, list[str]]:
        """See `Source`."""
        ((key,),) = self._server.execute(b"SELECT tombstone_key_for_backup()").fetchall()
        table = _tombstones()
        return None if key is None else bytes(key), [*map(json_writer(table), self._rows_of(table))]


def _tombstones() -> Table:
    return next(table for table in moving_tables() if table.name == "tombstones")


def _write_json(table: Table, lines: Iterator[tuple[int, str]], write: Write, told: Told) -> None:
    count = 0

    def blocks() -> Blocks:
        nonlocal count
        yield b"[\n"
        for rows, text in lines:
            yield (text if not count else ",\n" + text).encode()
            count += rows
            told(rows)
        yield b"\n]\n"

    write(json_name(table.name), blocks(), lambda: count)


def _csv(table: Table, chunks: Iterator[str], told: Told) -> Blocks:
    yield ("\ufeff" + ",".join(columns(table)) + "\r\n").encode()
    for text in chunks:
        told(0)  # may stop here
        yield text.encode()


def _mark(row: Any) -> str:
    return "|".join(value.hex() if isinstance(value, bytes) else str(value) for value in row)
