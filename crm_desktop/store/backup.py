"""Making backups while the program runs, and keeping the right ones of them."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import zipfile
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any
from uuid import UUID

from crm_desktop.errors import Cancelled, StoreProblem
from crm_desktop.secrets import key_mark
from crm_desktop.secrets.workspace_file import sync_folder
from crm_desktop.store.backup_documents import check_documents, documents_size, pack_documents
from crm_desktop.store.backup_file import (
    DATABASE,
    ENDING,
    MANIFEST,
    RECOVERY,
    CancelAsked,
    Manifest,
    Progress,
    Purpose,
    check_copy,
    copy_hashed,
    count_rows,
    drop_database,
    need_space,
    read_manifest,
    scaled,
    scratch_file,
    stop_when_asked,
)
from crm_desktop.store.engine import connect_file
from crm_desktop.store.errors import (
    BackupDamaged,
    BackupExists,
    BackupFolderMissing,
    FolderReadOnly,
    translated,
)
from crm_desktop.store.heads import SealedHead
from crm_desktop.store.key_copies import copy_beside, let_old_go
from crm_desktop.store.place import is_on_network, is_writable

MAIN_TABLES = (
    "people", "campaigns", "leads", "phones", "queue_entries", "calls", "callbacks", "timeline", "audit",
)  # fmt: skip
KEEP_DAILY = 14
KEEP_WEEKLY = 8
_PAGES_A_STEP = 512


@dataclass(frozen=True, slots=True)
class BackupAbout:
    """What the caller knows and the database doesn't say: goes into the manifest."""

    workspace_id: UUID
    workspace_name: str
    program_version: str
    recovery: bytes  # the content of recovery.sealed
    sealed_head: SealedHead | None = None
    tables: Collection[str] = MAIN_TABLES


def make_backup(
    store: Path,
    key: bytes,
    out_file: Path,
    about: BackupAbout,
    *,
    now: datetime,
    purpose: Purpose = "by hand",
    progress: Progress | None = None,
    cancelled: CancelAsked | None = None,
) -> Manifest:
    """Copy the store as it is at this moment into one file, while others go on working; verified.

    The copy is opened, checked and counted before it is packed; the file appears under its name only when
    it is whole and on the disk. Attached documents go with it and their keys beside it (`key_copies.py`), but
    for a copy before an upgrade, which stays beside them. Raises `BackupFolderMissing`, `BackupExists`,
    `FolderReadOnly`, `NoSpace`, `Cancelled`, `BackupDamaged`, or what is wrong with the store; then there is
    no file.
    """
    if not out_file.parent.is_dir():
        # Made anew it would lie on the wrong disk, under the name of the one that is missing.
        raise BackupFolderMissing(str(out_file.parent))
    if out_file.exists():
        raise BackupExists(str(out_file))
    if not is_writable(out_file.parent):
        raise FolderReadOnly(str(out_file.parent))
    folder = store.parent if purpose != "upgrade" else None
    documents = documents_size(folder) if folder is not None else 0
    size = store.stat().st_size
    # SQLite doesn't work safely on a network share, a finished file lies there well.
    scratch = store.parent if is_on_network(out_file.parent) else out_file.parent
    need_space(scratch, size * (2 if scratch == out_file.parent else 1))
    need_space(out_file.parent, size + documents)
    copy = scratch_file(scratch)
    keys_copy = copy.with_name(f"{copy.name}-keys")
    part = out_file.with_name(f"{out_file.name}.{os.getpid()}.part")
    try:
        revision, counts = _copy_pages(store, key, copy, about.tables, scaled(progress, 0.0, 0.6), cancelled)
        manifest = Manifest(
            purpose=purpose,
            workspace_id=about.workspace_id,
            workspace_name=about.workspace_name,
            made_at=now.astimezone(UTC),
            program_version=about.program_version,
            revision=revision,
            key_mark=key_mark(key),
            counts=counts,
            sealed_head=about.sealed_head,
            database_size=copy.stat().st_size,
            database_sha256=_hash_file(copy, cancelled),
            recovery_sha256=hashlib.sha256(about.recovery).hexdigest(),
        )
        check_copy(copy, key, manifest, out_file.name, cancelled)
        packing = _Packing(key, folder, documents, scaled(progress, 0.8, 1.0), cancelled)
        manifest = packing.pack(copy, part, about.recovery, manifest)
        if folder is not None and manifest.documents is not None:
            copy_beside(folder, key, out_file, keys_copy)
        os.replace(part, out_file)
        sync_folder(out_file.parent)
        return manifest
    finally:
        drop_database(copy)
        drop_database(keys_copy)
        part.unlink(missing_ok=True)


def make_daily_backup(
    store: Path,
    key: bytes,
    folder: Path,
    about: BackupAbout,
    *,
    now: datetime,
    progress: Progress | None = None,
    cancelled: CancelAsked | None = None,
) -> Path:
    """Make today's backup in the admin's folder, then let the oldest ones go; gives the new file."""
    out_file = folder / daily_name(about.workspace_id, now)
    make_backup(store, key, out_file, about, now=now, purpose="daily", progress=progress, cancelled=cancelled)
    prune(folder, about.workspace_id)
    let_old_go(folder, about.workspace_id, now)
    return out_file


def due(last: datetime | None, now: datetime, zone: tzinfo = UTC) -> bool:
    """Whether today's backup is still to be made, by the office's calendar.

    A last backup in the future (a clock that was wrong) doesn't hold up today's.
    """
    return last is None or last.astimezone(zone).date() != now.astimezone(zone).date()


def daily_name(workspace_id: UUID, now: datetime) -> str:
    """The name of a daily backup: `crm-desktop-1f0c9a2b-20261121-103000.crmbackup`, time in UTC."""
    return f"crm-desktop-{workspace_id.hex[-8:]}-{now.astimezone(UTC):%Y%m%d-%H%M%S}{ENDING}"


def daily_backups(folder: Path, workspace_id: UUID) -> list[tuple[datetime, Path]]:
    """This workspace's own daily backups in a folder with when they were made (UTC), oldest first."""
    pattern = re.compile(rf"crm-desktop-{workspace_id.hex[-8:]}-\d{{8}}-\d{{6}}{re.escape(ENDING)}")
    found = []
    for file in folder.iterdir() if folder.is_dir() else ():
        if pattern.fullmatch(file.name) and file.is_file():
            # What can't be read, or was made by hand or elsewhere, is not ours to judge or delete.
            with contextlib.suppress(StoreProblem, OSError):
                manifest = read_manifest(file)
                if manifest.workspace_id == workspace_id and manifest.purpose == "daily":
                    found.append((manifest.made_at, file))
    return sorted(found)


def to_keep(made: Iterable[datetime], *, daily: int = KEEP_DAILY, weekly: int = KEEP_WEEKLY) -> set[datetime]:
    """Which backups stay: the newest of each of the last days and weeks that have one."""
    days: dict[object, datetime] = {}
    weeks: dict[object, datetime] = {}
    for moment in sorted(made):
        days[moment.date()] = moment
        weeks[moment.isocalendar()[:2]] = moment
    return set(sorted(days.values())[-daily:]) | set(sorted(weeks.values())[-weekly:])


def prune(folder: Path, workspace_id: UUID) -> list[Path]:
    """Delete this workspace's daily backups that are no longer kept; gives what was deleted."""
    found = daily_backups(folder, workspace_id)
    kept = to_keep(moment for moment, _file in found)
    gone = [file for moment, file in found if moment not in kept]
    for file in gone:
        file.unlink()
    return gone


def _copy_pages(
    store: Path,
    key: bytes,
    copy: Path,
    tables: Collection[str],
    progress: Progress | None,
    cancelled: CancelAsked | None,
) -> tuple[str | None, dict[str, int]]:
    """Copy one snapshot of the database page by page; gives its revision and row counts."""
    import sqlcipher3.dbapi2 as sqlcipher

    def step(_status: int, remaining: int, total: int) -> None:
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None:
            progress((total - remaining) / max(total, 1))

    try:
        with (
            contextlib.closing(connect_file(store, key, read_only=True, cache_mb=32)) as source,
            contextlib.closing(connect_file(copy, key, create=True, cache_mb=32)) as target,
        ):
            target.execute("PRAGMA journal_mode = DELETE")
            target.execute("PRAGMA synchronous = OFF")  # synced once, when it is packed
            stop_when_asked(source, cancelled)
            # An open read transaction holds the snapshot: writers go on and the copy never starts over.
            source.execute("BEGIN")
            counts = count_rows(source, tables)
            revision = _revision(source)
            source.backup(target, pages=_PAGES_A_STEP, progress=step)
            source.execute("ROLLBACK")
            # One file that needs nothing beside it; the store itself goes back to WAL when it is opened.
            target.execute("PRAGMA journal_mode = DELETE")
            return revision, counts
    except sqlcipher.Error as error:
        if cancelled is not None and cancelled():
            raise Cancelled from error
        told = translated(error, store)
        if told is None:
            raise
        raise told from error


def _revision(connection: Any) -> str | None:
    if not count_rows(connection, ["alembic_version"]):
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


@dataclass(frozen=True, slots=True)
class _Packing:
    """Writes one backup file and reads it back once; `folder` None: without documents."""

    key: bytes
    folder: Path | None
    documents_size: int
    progress: Progress | None
    cancelled: CancelAsked | None

    def pack(self, copy: Path, part: Path, recovery: bytes, manifest: Manifest) -> Manifest:
        """Give the manifest as it stands in the file, sealed."""
        size = manifest.database_size
        share = 0.7 * size / max(size + self.documents_size, 1)
        # Encrypted pages and sealed files don't get smaller, so nothing is compressed.
        with part.open("xb") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
                with copy.open("rb") as source, archive.open(DATABASE, "w", force_zip64=True) as entry:
                    copy_hashed(source, entry, size, scaled(self.progress, 0.0, share), self.cancelled)
                archive.writestr(RECOVERY, recovery)
                documents = None
                if self.folder is not None:
                    told = self._told(share, 0.7)
                    documents = pack_documents(archive, self.folder, told, self.cancelled)
                manifest = replace(manifest, documents=documents).sealed(self.key)
                archive.writestr(MANIFEST, json.dumps(manifest.as_json(), indent=1, ensure_ascii=False))
            out.flush()
            os.fsync(out.fileno())
        self._read_back(part, manifest)
        return manifest

    def _read_back(self, part: Path, manifest: Manifest) -> None:
        size, documents = manifest.database_size, manifest.documents
        share = 0.7 + 0.3 * size / max(size + self.documents_size, 1)
        with zipfile.ZipFile(part) as archive:
            with archive.open(DATABASE) as entry, open(os.devnull, "wb") as nowhere:
                found = copy_hashed(entry, nowhere, size, scaled(self.progress, 0.7, share), self.cancelled)
            if found != manifest.database_sha256:
                raise BackupDamaged(part.name)
            if documents is not None:
                check_documents(archive, documents, part.name, self._told(share, 1.0), self.cancelled)

    def _told(self, start: float, end: float) -> Callable[[int], None] | None:
        """A count of the documents' bytes as progress of a stretch."""
        stretch, done = scaled(self.progress, start, end), 0
        if stretch is None:
            return None
        tell, whole = stretch, max(self.documents_size, 1)

        def told(size: int) -> None:
            nonlocal done
            done += size
            tell(min(1.0, done / whole))

        return told


def _hash_file(file: Path, cancelled: CancelAsked | None) -> str:
    with file.open("rb") as source, open(os.devnull, "wb") as nowhere:
        return copy_hashed(source, nowhere, file.stat().st_size, None, cancelled)
