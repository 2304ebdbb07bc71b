"""One key for each person's files, in a file apart from the store."""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from crm_desktop.secrets import subkey
from crm_desktop.store.engine import connect_file
from crm_desktop.store.errors import PersonKeyGone, translated

KEYS_NAME = "keys.db"
_AT_ONCE = 500
_TABLE = "CREATE TABLE IF NOT EXISTS keys (id BLOB PRIMARY KEY, key BLOB) WITHOUT ROWID"


class PersonKeys:
    """The keys by id; destroying one makes everything sealed with it unreadable.

    A destroyed id stays known as destroyed, so that it never gets a new key, also not from a backup.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self._file = folder / KEYS_NAME
        self._key = subkey(key, "person keys")
        self._turn = threading.Lock()
        self._connection: Any = None

    def key(self, key_id: UUID, *, make: bool = False) -> bytes:
        """The 32-byte key; with `make` a new id gets one. `PersonKeyGone` when destroyed or not known."""
        rows = self._run("SELECT key FROM keys WHERE id = ?", (key_id.bytes,))
        if not rows and make:
            fresh = (key_id.bytes, secrets.token_bytes(32))
            self._run("INSERT INTO keys VALUES (?, ?) ON CONFLICT (id) DO NOTHING", fresh)
            rows = self._run("SELECT key FROM keys WHERE id = ?", (key_id.bytes,))
        if not rows or rows[0][0] is None:
            raise PersonKeyGone
        return bytes(rows[0][0])

    def make(self, key_ids: Sequence[UUID]) -> None:
        """Make keys for new ids, all in one transaction: each of its own waits for the disk."""
        fresh = [(key_id.bytes, secrets.token_bytes(32)) for key_id in key_ids]
        with self._turn, _told(self._file):
            if self._connection is None:
                self._connection = self._open()
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("INSERT INTO keys VALUES (?, ?) ON CONFLICT (id) DO NOTHING", fresh)
            self._connection.execute("COMMIT")

    def destroy(self, key_id: UUID) -> None:
        """Destroy a key for good; also an id that never had one gets none any more."""
        self._run(
            "INSERT INTO keys VALUES (?, NULL) ON CONFLICT (id) DO UPDATE SET key = NULL", (key_id.bytes,)
        )

    def is_destroyed(self, key_id: UUID) -> bool:
        """Whether the key was destroyed."""
        rows = self._run("SELECT key IS NULL FROM keys WHERE id = ?", (key_id.bytes,))
        return bool(rows and rows[0][0])

    def all(self) -> dict[UUID, bytes | None]:
        """Every key by id, None where it was destroyed."""
        rows = self._run("SELECT id, key FROM keys", ())
        return {UUID(bytes=row[0]): None if row[1] is None else bytes(row[1]) for row in rows}

    def some(self, key_ids: Sequence[UUID]) -> dict[UUID, bytes]:
        """The keys of these ids; those that were destroyed or aren't known are left out."""
        found: dict[UUID, bytes] = {}
        for start in range(0, len(key_ids), _AT_ONCE):
            some = [each.bytes for each in key_ids[start : start + _AT_ONCE]]
            places = ", ".join("?" * len(some))
            rows = self._run(f"SELECT id, key FROM keys WHERE key IS NOT NULL AND id IN ({places})", some)
            found |= {UUID(bytes=key_id): bytes(key) for key_id, key in rows}
        return found

    def adopt(self, key_id: UUID, key: bytes | None) -> None:
        """Keep a key that was made elsewhere, or that it was destroyed there; into a new file only."""
        self._run("INSERT INTO keys VALUES (?, ?)", (key_id.bytes, key))

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        with self._turn:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _run(self, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        with self._turn, _told(self._file):
            if self._connection is None:
                self._connection = self._open()
            return list(self._connection.execute(statement, values).fetchall())

    def _open(self) -> Any:
        # No write-ahead file: a destroyed key must not live on in it. secure_delete overwrites its place.
        connection = connect_file(self._file, self._key, create=True, cache_mb=2, write_ahead=False)
        connection.execute(_TABLE)
        return connection


def copy_keys(folder: Path, target: Path, key: bytes) -> None:
    """Copy a workspace's keys as they are at this moment into a new file under the same key."""
    with _told(folder / KEYS_NAME):
        of = subkey(key, "person keys")
        with (
            contextlib.closing(connect_file(folder / KEYS_NAME, of, cache_mb=2, write_ahead=False)) as source,
            contextlib.closing(connect_file(target, of, create=True, cache_mb=2, write_ahead=False)) as copy,
        ):
            source.execute(_TABLE)
            source.backup(copy)


def keys_in(file: Path, key: bytes) -> dict[UUID, bytes | None]:
    """The keys in a copy, None where one was destroyed; raises what is wrong with the file."""
    with (
        _told(file),
        contextlib.closing(
            connect_file(file, subkey(key, "person keys"), cache_mb=2, write_ahead=False)
        ) as keys,
    ):
        rows = keys.execute("SELECT id, key FROM keys").fetchall()
    return {UUID(bytes=row[0]): None if row[1] is None else bytes(row[1]) for row in rows}


def destroyed_keys(folder: Path, key: bytes) -> frozenset[UUID]:
    """The ids whose keys were destroyed in a workspace; none where there is no file of keys."""
    file = folder / KEYS_NAME
    if not file.exists():
        return frozenset()
    with (
        _told(file),
        contextlib.closing(
            connect_file(file, subkey(key, "person keys"), cache_mb=2, write_ahead=False)
        ) as keys,
    ):
        keys.execute(_TABLE)
        rows = keys.execute("SELECT id FROM keys WHERE key IS NULL").fetchall()
        return frozenset(UUID(bytes=row[0]) for row in rows)


def forget_keys(folder: Path, key: bytes, gone: frozenset[UUID]) -> None:
    """Destroy these in a workspace's file of keys."""
    keys = PersonKeys(folder, key)
    try:
        for key_id in gone:
            keys.destroy(key_id)
    finally:
        keys.close()


@contextlib.contextmanager
def _told(file: Path) -> Iterator[None]:
    import sqlcipher3.dbapi2 as sqlcipher

    try:
        yield
    except sqlcipher.Error as error:
        told = translated(error, file)
        if told is None:
            raise
        raise told from error
