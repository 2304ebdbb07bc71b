"""The checks before a store is opened: everything that can be wrong is told apart, and nothing is written."""

from __future__ import annotations

import codecs
import hashlib
import hmac
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from crm_desktop.errors import Cancelled, StoreProblem
from crm_desktop.secrets import key_mark
from crm_desktop.secrets.workspace_file import STORE_NAME as STORE_NAME
from crm_desktop.store.engine import connect_file
from crm_desktop.store.errors import (
    ClockBehind,
    NewerSchema,
    NotOurFile,
    StoreDamaged,
    StoreMissing,
    WrongKey,
    translated,
)
from crm_desktop.store.place import check_place

# Clocks are set a little back now and then (NTP); a work day is not lost for that.
CLOCK_TOLERANCE = timedelta(minutes=2)

_PAGE = 4096
_HMAC = 64
_PLAIN_SQLITE = b"SQLite format 3\x00"
_OTHER_FILES = (_PLAIN_SQLITE, b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG", b"%PDF", b"\x7fELF")


def check_store(
    path: Path,
    key: bytes,
    *,
    known_revisions: Collection[str] | None = None,
    mark: str | None = None,
) -> str | None:
    """Look at a store before opening it; gives the revision of its schema, None before the first migration.

    `known_revisions` are the migrations this program has; `mark` is the workspace's `key_mark`, which tells a
    wrong key from a damaged first page. Raises, in this order: `OnNetworkShare`, `FolderReadOnly`, `NoSpace`,
    `StoreMissing`, `NotOurFile`, `WrongKey`, `StoreDamaged`, `NewerSchema`.
    """
    check_place(path.parent)
    if not path.is_file():
        raise StoreMissing(str(path))
    if path.stat().st_size == 0:
        raise StoreDamaged(str(path))
    if mark is not None and key_mark(key) != mark:
        raise WrongKey(str(path))
    revision = read_revision(path, key, mark=mark)
    if known_revisions is not None and revision is not None and revision not in known_revisions:
        raise NewerSchema(revision)
    return revision


def read_revision(path: Path, key: bytes, *, mark: str | None = None) -> str | None:
    """The revision of the schema, through a read-only connection; errors as in `check_store`."""
    import sqlcipher3.dbapi2 as sqlcipher

    try:
        connection = connect_file(path, key, read_only=True)
        try:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
            if "alembic_version" not in tables:
                return None
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            return None if row is None else str(row[0])
        finally:
            connection.close()
    except sqlcipher.Error as error:
        told = translated(error, path)
        if isinstance(told, WrongKey):
            told = why_not_ours(path, key, mark=mark)
        if told is None:
            raise
        raise told from error


def why_not_ours(path: Path, key: bytes, *, mark: str | None = None) -> StoreProblem:
    """Why a file doesn't open with a key: another file, a wrong key, or our file with a damaged beginning."""
    with path.open("rb") as file:
        head = file.read(_PAGE)
    if any(_page_fits(path, key, number) for number in _sample(path)):
        return StoreDamaged(str(path))
    if head.startswith(_OTHER_FILES) or _is_text(head):
        return NotOurFile(str(path))
    if mark is not None:
        return StoreDamaged(str(path)) if key_mark(key) == mark else WrongKey(str(path))
    return WrongKey(str(path)) if path.stat().st_size % _PAGE == 0 else NotOurFile(str(path))


def check_clock(now: datetime, last_act_at: datetime | None) -> None:
    """Refuse to work on while the clock shows a time before the last act; both aware. `ClockBehind`."""
    if last_act_at is not None and now < last_act_at - CLOCK_TOLERANCE:
        show = "%d %b %Y, %H:%M"
        raise ClockBehind(now.astimezone().strftime(show), last_act_at.astimezone().strftime(show))


def find_damage(
    path: Path, key: bytes, *, thorough: bool = False, cancelled: Callable[[], bool] | None = None
) -> list[str]:
    """Look through the whole file and name what is damaged, at most 20 findings; empty when it is sound.

    Every page's seal is checked, then the structure; `thorough` compares the indexes with the rows too and
    looks for broken references. Reads only; about 0.5 s per 100 MB, the thorough way several times that.
    """
    import sqlcipher3.dbapi2 as sqlcipher

    try:
        connection = connect_file(path, key, read_only=True)
    except sqlcipher.Error as error:
        told = translated(error, path)
        if isinstance(told, WrongKey):
            told = why_not_ours(path, key)
        raise told or error from error
    try:
        if cancelled is not None:
            connection.set_progress_handler(lambda: int(cancelled()), 100_000)
        return _findings(connection, thorough)[:20]
    except sqlcipher.Error as error:
        if cancelled is not None and cancelled():
            raise Cancelled from error
        return [str(error)]
    finally:
        connection.close()


def _findings(connection: Any, thorough: bool) -> list[str]:
    found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    check = "integrity_check(20)" if thorough else "quick_check(20)"
    found += [str(row[0]) for row in connection.execute(f"PRAGMA {check}") if row[0] != "ok"]
    if thorough:
        found += [f"{row[0]}: a row refers to a missing row of {row[2]}" for row in _orphans(connection)]
    return found


def _orphans(connection: Any) -> list[tuple[Any, ...]]:
    return list(connection.execute("PRAGMA foreign_key_check").fetchmany(20))


def _sample(path: Path) -> list[int]:
    """Some page numbers (from 1): the first ones and a few spread over the file."""
    pages = path.stat().st_size // _PAGE
    return sorted({*range(1, min(pages, 8) + 1), *(1 + pages * part // 8 for part in range(8) if pages > 8)})


def _page_fits(path: Path, key: bytes, number: int) -> bool:
    """Whether a page's seal was made with this key (SQLCipher 4: HMAC-SHA512 over page and page number)."""
    with path.open("rb") as file:
        salt = file.read(16)
        file.seek((number - 1) * _PAGE)
        page = file.read(_PAGE)
    if len(page) < _PAGE:
        return False
    seal_salt = bytes(byte ^ 0x3A for byte in salt)
    seal_key = hashlib.pbkdf2_hmac("sha512", key, seal_salt, 2, 32)
    sealed = page[16 if number == 1 else 0 : -_HMAC] + number.to_bytes(4, "little")
    return hmac.compare_digest(hmac.digest(seal_key, sealed, "sha512"), page[-_HMAC:])


def _is_text(head: bytes) -> bool:
    """Whether the beginning reads as text; encrypted bytes never do."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # its end may cut a letter in two
    except UnicodeDecodeError:
        return False
    return any(head)  # zeros are a damaged disk, not a text
