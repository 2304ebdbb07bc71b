"""This workstation's own encrypted file: unsaved notes, the running call, its settings, sealed heads."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from crm_desktop.errors import UserError
from crm_desktop.secrets import subkey
from crm_desktop.store.engine import connect_file
from crm_desktop.store.errors import SeatDamaged, SeatInUse, StoreDamaged, WrongKey, translated
from crm_desktop.store.heads import SealedHead
from crm_desktop.store.locks import FileLock

SEATS = "seats"
FORMAT = 3
KEPT_HEADS = 1000
IDENTITY = "seat.identity"  # a setting: which workstation this is for a team's server, and what proves it

# Names that are devices on Windows, with any ending.
_WINDOWS_KEEPS = {"con", "prn", "aux", "nul", *(f"{port}{no}" for port in ("com", "lpt") for no in range(10))}

_TABLES = (
    "CREATE TABLE drafts (call_id BLOB PRIMARY KEY, note TEXT NOT NULL, saved_at TEXT NOT NULL)",
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE open_call (one INTEGER PRIMARY KEY CHECK (one = 1), call_id BLOB NOT NULL,"
    " at TEXT NOT NULL)",
    "CREATE TABLE sealed_heads (no INTEGER PRIMARY KEY, last_tx INTEGER NOT NULL, last_no INTEGER NOT NULL,"
    " digest BLOB NOT NULL, sealed_at TEXT NOT NULL)",
)
# Since format 2: what people did while the server was away, and the leads they may go on calling. A lead's
# snapshot is what its screen showed, with the numbers to dial.
_KEPT_TABLES = (
    "CREATE TABLE acts (no INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE,"
    " person_id BLOB NOT NULL, session_id BLOB NOT NULL, person_name TEXT NOT NULL, kind TEXT NOT NULL,"
    " lead_id BLOB, call_id BLOB, made_at TEXT NOT NULL, payload TEXT NOT NULL, mac BLOB NOT NULL,"
    " state TEXT NOT NULL, outcome TEXT NOT NULL DEFAULT '', told TEXT NOT NULL DEFAULT '',"
    " settled_at TEXT, epoch BLOB, is_shown INTEGER NOT NULL DEFAULT 0)",
    "CREATE INDEX acts_state ON acts (state, person_id, no)",
    "CREATE INDEX acts_call ON acts (call_id) WHERE call_id IS NOT NULL",
    "CREATE TABLE kept_leads (person_id BLOB NOT NULL, lead_id BLOB NOT NULL, campaign_id BLOB NOT NULL,"
    " kind TEXT NOT NULL, place INTEGER NOT NULL, due_at TEXT, kept_at TEXT NOT NULL,"
    " fresh_s INTEGER NOT NULL, snapshot TEXT NOT NULL, PRIMARY KEY (person_id, lead_id)) WITHOUT ROWID",
)
# Since format 3: the own call-backs and appointments of the next hours, as the server said them last.
_DATE_TABLES = (
    "CREATE TABLE kept_dates (person_id BLOB NOT NULL, kind TEXT NOT NULL, id BLOB NOT NULL,"
    " lead_id BLOB NOT NULL, at TEXT NOT NULL, shown TEXT NOT NULL, PRIMARY KEY (person_id, id))"
    " WITHOUT ROWID",
)
_SINCE = ((1, _TABLES), (2, _KEPT_TABLES), (3, _DATE_TABLES))


@dataclass(frozen=True, slots=True)
class Draft:
    """A note as it was typed, of a call whose result isn't given yet."""

    call_id: UUID
    note: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class OpenCall:
    """The call that was running, or waiting for its result, when the seat was last used."""

    call_id: UUID
    at: datetime


class Seat:
    """One seat of a workspace on this computer; used by one program at a time, from any of its threads.

    Every act is on the disk when it returns (0.3 ms and a disk sync): not for the GUI thread.
    """

    def __init__(self, name: str, file: Path, connection: Any, lock: FileLock) -> None:
        self.name = name
        self.file = file
        self._connection = connection
        self._lock = lock
        self._turn = threading.Lock()

    @classmethod
    def open(cls, folder: Path, name: str, key: bytes, *, replace_damaged: bool = False) -> Seat:
        """Open the seat `name` of the workspace in `folder` (made on first use) with the workspace's key.

        Raises `SeatInUse` when another program has it, `SeatDamaged` when its file can't be read; with
        `replace_damaged` that file is moved aside and a new one started. `UserError` for an unusable name.
        """
        plain = _plain_name(name)
        file = folder / SEATS / f"{plain}.db"
        lock = FileLock(file.with_suffix(".lock"))
        if not lock.take():
            raise SeatInUse(name)
        try:
            try:
                connection = _open(file, subkey(key, f"seat {plain}"))
            except SeatDamaged:
                if not replace_damaged:
                    raise
                _move_aside(file)
                connection = _open(file, subkey(key, f"seat {plain}"))
        except BaseException:
            lock.release()
            raise
        return cls(plain, file, connection, lock)

    def close(self) -> None:
        """Close the file and give the seat free; may be called twice."""
        with self._turn:
            if self._lock.is_held:
                self._connection.close()
                self._lock.release()

    def save_draft(self, call_id: UUID, note: str, saved_at: datetime) -> None:
        """Keep a note as typed so far; replaces the one before."""
        row = (call_id.bytes, note, _text(saved_at))
        self._run(
            "INSERT INTO drafts VALUES (?, ?, ?)"
            " ON CONFLICT (call_id) DO UPDATE SET note = excluded.note, saved_at = excluded.saved_at",
            row,
        )

    def draft(self, call_id: UUID) -> Draft | None:
        """The unsaved note of a call."""
        rows = self._run("SELECT note, saved_at FROM drafts WHERE call_id = ?", (call_id.bytes,))
        return Draft(call_id, rows[0][0], datetime.fromisoformat(rows[0][1])) if rows else None

    def drafts(self) -> list[Draft]:
        """All unsaved notes, the newest first."""
        rows = self._run("SELECT call_id, note, saved_at FROM drafts ORDER BY saved_at DESC")
        return [Draft(UUID(bytes=row[0]), row[1], datetime.fromisoformat(row[2])) for row in rows]

    def clear_draft(self, call_id: UUID) -> None:
        """Forget a note, because its call is saved."""
        self._run("DELETE FROM drafts WHERE call_id = ?", (call_id.bytes,))

    def set_open_call(self, call_id: UUID, at: datetime) -> None:
        """Remember the running call."""
        self._run(
            "INSERT INTO open_call VALUES (1, ?, ?)"
            " ON CONFLICT (one) DO UPDATE SET call_id = excluded.call_id, at = excluded.at",
            (call_id.bytes, _text(at)),
        )

    def open_call(self) -> OpenCall | None:
        """The call that was running when the program last stopped, if its result is missing."""
        rows = self._run("SELECT call_id, at FROM open_call")
        return OpenCall(UUID(bytes=rows[0][0]), datetime.fromisoformat(rows[0][1])) if rows else None

    def clear_open_call(self) -> None:
        """No call is running any more."""
        self._run("DELETE FROM open_call")

    def set(self, name: str, value: object) -> None:
        """Keep a setting of this workstation; `value` is anything JSON can hold."""
        self._run(
            "INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, json.dumps(value, ensure_ascii=False)),
        )

    def get(self, name: str, default: Any = None) -> Any:
        """A setting of this workstation."""
        rows = self._run("SELECT value FROM settings WHERE name = ?", (name,))
        return json.loads(rows[0][0]) if rows else default

    def add_sealed_head(self, head: SealedHead) -> None:
        """Keep a copy of an audit seal outside the store; a number already kept stays as it was."""
        row = (head.no, head.last_tx, head.last_no, head.digest, _text(head.sealed_at))
        self._run("INSERT INTO sealed_heads VALUES (?, ?, ?, ?, ?) ON CONFLICT (no) DO NOTHING", row)
        self._run(
            "DELETE FROM sealed_heads WHERE no <= (SELECT max(no) FROM sealed_heads) - ?", (KEPT_HEADS,)
        )

    def last_sealed_head(self) -> SealedHead | None:
        """The newest seal this workstation has seen."""
        heads = self._heads("ORDER BY no DESC LIMIT 1")
        return heads[0] if heads else None

    def sealed_heads(self) -> list[SealedHead]:
        """The newest seals this workstation has seen, at most `KEPT_HEADS`, oldest first."""
        return self._heads("ORDER BY no")

    def _heads(self, order: str) -> list[SealedHead]:
        rows = self._run(f"SELECT no, last_tx, last_no, digest, sealed_at FROM sealed_heads {order}")
        return [
            SealedHead(no, last_tx, last_no, digest, datetime.fromisoformat(sealed_at))
            for no, last_tx, last_no, digest, sealed_at in rows
        ]

    def drop_sealed_heads_after(self, no: int) -> None:
        """Forget seals above `no`: after a restore the store's chain goes on from an older one."""
        self._run("DELETE FROM sealed_heads WHERE no > ?", (no,))

    def run(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """One statement of the parts that keep tables of their own here (`outbox.py`, `kept_leads.py`)."""
        return self._run(statement, values)

    @contextmanager
    def together(self) -> Iterator[Callable[[str, Sequence[object]], list[tuple[Any, ...]]]]:
        """Several statements that are kept all or none; gives what runs one of them."""
        with self._turn:

            def run(statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
                return list(_told(self.file, lambda: self._connection.execute(statement, values).fetchall()))

            run("BEGIN IMMEDIATE")
            try:
                yield run
            except BaseException:
                run("ROLLBACK")
                raise
            run("COMMIT")

    def _run(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self._turn:
            rows = _told(self.file, lambda: self._connection.execute(statement, values).fetchall())
            return list(rows)


def _plain_name(name: str) -> str:
    """The name as files have it: small letters, since some systems don't tell Desk from desk."""
    plain = name.strip().casefold()
    usable = re.fullmatch(r"\w[\w .-]{0,39}", plain) and not plain.endswith(".")
    if not usable or plain.partition(".")[0].rstrip() in _WINDOWS_KEEPS:
        raise UserError(
            "The seat name {name} can't be used. Take up to 40 letters and digits, such as desk-2.",
            field="seat",
            name=name,
        )
    return plain


def _open(file: Path, key: bytes) -> Any:
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.stat().st_size == 0:
        raise SeatDamaged(str(file))

    def open_it() -> Any:
        connection = connect_file(file, key, create=True, cache_mb=2)
        try:
            _make_tables(connection)
            damage = [row for row in connection.execute("PRAGMA quick_check(1)") if row[0] != "ok"]
            if damage:
                raise SeatDamaged(str(file))
        except BaseException:
            connection.close()
            raise
        return connection

    return _told(file, open_it)


def _make_tables(connection: Any) -> None:
    """Every table; an older file gets those it hasn't, and keeps what is in it."""
    known = connection.execute("PRAGMA user_version").fetchone()[0]
    if known >= FORMAT:
        return
    connection.execute("BEGIN IMMEDIATE")
    for statement in (each for since, tables in _SINCE if known < since for each in tables):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {FORMAT}")
    connection.execute("COMMIT")


def _told(file: Path, act: Callable[[], Any]) -> Any:
    """The act's value, with the driver's errors in the store's words."""
    import sqlcipher3.dbapi2 as sqlcipher

    try:
        return act()
    except sqlcipher.Error as error:
        told = translated(error, file)
        if isinstance(told, WrongKey | StoreDamaged):
            raise SeatDamaged(str(file)) from error
        if told is None:
            raise
        raise told from error


def _move_aside(file: Path) -> None:
    number = 1
    while (aside := file.with_name(f"{file.name}.damaged-{number}")).exists():
        number += 1
    file.rename(aside)
    for ending in ("-wal", "-shm"):
        beside = file.with_name(file.name + ending)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + ending))


def _text(moment: datetime) -> str:
    """UTC in a form that sorts."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
