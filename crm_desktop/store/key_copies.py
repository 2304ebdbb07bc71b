"""Copies of the keys of people's documents and of what law keeps: beside backups, never in them.

A key that is destroyed must be gone everywhere before long, and backups are kept for months. The copies are
files of their own, kept for days; the newest has every key there is, so it opens documents of older backups.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from crm_desktop.errors import StoreProblem
from crm_desktop.log import get_logger
from crm_desktop.secrets.workspace_file import copy_whole
from crm_desktop.store.person_keys import KEYS_NAME, PersonKeys, copy_keys, keys_in

log = get_logger(__name__)
ENDING = ".crmkeys"
KEPT_FOR = timedelta(days=7)


def beside(backup: Path) -> Path:
    """Where the keys of a backup lie."""
    return backup.with_suffix(ENDING)


def copy_beside(workspace: Path, key: bytes, backup: Path, scratch: Path) -> Path:
    """Copy the keys as they are now beside a backup, whole or not at all; the caller deletes `scratch`."""
    copy_keys(workspace, scratch, key)
    out_file = beside(backup)
    copy_whole(scratch, out_file)
    return out_file


def let_old_go(folder: Path, workspace_id: UUID, now: datetime) -> list[Path]:
    """Delete a workspace's daily copies older than `KEPT_FOR` but the newest; gives what was deleted."""
    found = daily_keys(folder, workspace_id)
    gone = [file for at, file in found[:-1] if at < now - KEPT_FOR]
    for file in gone:
        file.unlink(missing_ok=True)
    return gone


def gather(target: Path, key: bytes, backup: Path, workspace: Path, workspace_id: UUID) -> None:
    """Put all keys that are known into a restored workspace: those an older backup still had in it, its own,
    those beside the backup and in the copies there. One that was destroyed anywhere stays destroyed."""
    known: dict[UUID, bytes | None] = {}
    copies = [file for _, file in reversed(daily_keys(backup.parent, workspace_id))]
    for file in (target / KEYS_NAME, workspace / KEYS_NAME, beside(backup), *copies):
        for key_id, found in _read(file, key).items():
            if found is None:
                known[key_id] = None
            else:
                known.setdefault(key_id, found)
    (target / KEYS_NAME).unlink(missing_ok=True)
    with _opened(target, key) as keys:
        keys.all()  # the file is there, also where nothing is in it
        for key_id, found in known.items():
            keys.adopt(key_id, found)


def without_key(workspace: Path, key: bytes, owners: Iterable[UUID]) -> int:
    """How many of these files' keys are neither known nor destroyed: they can't be opened."""
    with _opened(workspace, key) as keys:
        known = keys.all()
    return sum(owner not in known for owner in owners)


def daily_keys(folder: Path, workspace_id: UUID) -> list[tuple[datetime, Path]]:
    """A workspace's copies beside its daily backups, with their times, the oldest first."""
    name = re.compile(rf"crm-desktop-{workspace_id.hex[-8:]}-(\d{{8}}-\d{{6}}){re.escape(ENDING)}")
    found = []
    for file in folder.iterdir() if folder.is_dir() else ():
        if (told := name.fullmatch(file.name)) is not None:
            with contextlib.suppress(ValueError):
                at = datetime.strptime(told[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
                found.append((at, file))
    return sorted(found)


def _read(file: Path, key: bytes) -> dict[UUID, bytes | None]:
    """The keys in a file; none where there is no such file, or it can't be read."""
    if not file.is_file():
        return {}
    try:
        return keys_in(file, key)
    except StoreProblem as problem:
        log.info("a file of keys can't be read", name=file.name, why=type(problem).__name__)
        return {}


@contextlib.contextmanager
def _opened(folder: Path, key: bytes) -> Iterator[PersonKeys]:
    keys = PersonKeys(folder, key)
    try:
        yield keys
    finally:
        keys.close()
