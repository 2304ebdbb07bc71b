"""One key for each person's files, in a file apart from the store and never in its backups."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from crm_desktop.secrets import subkey
from crm_desktop.store.engine import connect_file
from crm_desktop.store.errors import PersonKeyGone, translated

KEYS_NAME = "keys.db"


class PersonKeys:
    """The keys by id; destroying one makes everything sealed with it unreadable, also in old copies.

    A destroyed id stays known as destroyed, so that it never gets a new key.
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

    def destroy(self, key_id: UUID) -> None:
        """Destroy a key for good; also an id that never had one gets none any more."""
        self._run(
            "INSERT INTO keys VALUES (?, NULL) ON CONFLICT (id) DO UPDATE SET key = NULL", (key_id.bytes,)
        )

    def is_destroyed(self, key_id: UUID) -> bool:
        """Whether the key was destroyed."""
        rows = self._run("SELECT key IS NULL FROM keys WHERE id = ?", (key_id.bytes,))
        return bool(rows and rows[0][0])

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        with self._turn:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _run(self, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        import sqlcipher3.dbapi2 as sqlcipher

        with self._turn:
            try:
                if self._connection is None:
                    self._connection = self._open()
                return list(self._connection.execute(statement, values).fetchall())
            except sqlcipher.Error as error:
                told = translated(error, self._file)
                if told is None:
                    raise
                raise told from error

    def _open(self) -> Any:
        # No write-ahead file: a destroyed key must not live on in it. secure_delete overwrites its place.
        connection = connect_file(self._file, self._key, create=True, cache_mb=2, write_ahead=False)
        connection.execute("CREATE TABLE IF NOT EXISTS keys (id BLOB PRIMARY KEY, key BLOB) WITHOUT ROWID")
        return connection
