"""Bringing a backup back: verified first, then exchanged in one go; what was there is moved aside."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crm_desktop import secrets
from crm_desktop.errors import StoreProblem
from crm_desktop.secrets.workspace_file import FILE_NAME, STORE_NAME, WorkspaceFile, write_whole
from crm_desktop.store.backup_documents import owners_of, scratch_folder
from crm_desktop.store.backup_file import (
    RECOVERY,
    CancelAsked,
    Manifest,
    Progress,
    drop_database,
    extract_verified,
    read_manifest,
    read_recovery,
    scratch_file,
)
from crm_desktop.store.errors import BackupOfAnother, BackupWrongKey
from crm_desktop.store.files import FILES
from crm_desktop.store.key_copies import gather, without_key
from crm_desktop.store.locks import WorkspaceLock
from crm_desktop.store.moves import Move, is_broken_off, move_all, take_back
from crm_desktop.store.person_keys import KEYS_NAME
from crm_desktop.store.place import check_place


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the backup's manifest, the key, and where the database before is kept.

    `unopened`: documents that came back without their keys, which lie in no file beside the backup.
    """

    manifest: Manifest
    key: bytes
    moved_aside: Path | None
    unopened: int = 0

    def __repr__(self) -> str:
        return f"Restored(moved_aside={self.moved_aside!r})"


def restore_backup(
    file: Path,
    folder: Path,
    *,
    now: datetime,
    key: bytes | None = None,
    recovery_code: str | None = None,
    passphrase: str | None = None,
    known_revisions: Collection[str] | None = None,
    adjust: Callable[[Path, bytes, Path], None] | None = None,
    progress: Progress | None = None,
    cancelled: CancelAsked | None = None,
) -> Restored:
    """Restore a backup into a new folder, or over the same workspace, whole or not at all.

    The key is `key`, or comes from the typed `recovery_code`, or else is this workspace's own. On a computer
    that doesn't have it yet it is kept in the key store or sealed by `passphrase`. `adjust(database, key,
    documents)` may change the restored database before it is put in place; documents and keys lie in the
    last. A database already there is renamed to `workspace.db.before-restore-…`, and so are the documents
    when the backup brings its own. Takes the workspace's lock alone: the caller must not hold it.

    Raises `WorkspaceInUse`, `BackupOfAnother`, `BackupWrongKey`, `BackupDamaged`, `BackupNewer`,
    `NotABackup`, `NoSpace`, `OnNetworkShare`, `Cancelled`, or why there is no key; then nothing has changed.
    """
    check_place(folder)
    manifest = read_manifest(file)
    about = WorkspaceFile.read(folder) if (folder / FILE_NAME).exists() else None
    mine = about and (about.workspace_id, about.key_mark)
    if mine is not None and mine != (manifest.workspace_id, manifest.key_mark):
        raise BackupOfAnother(manifest.workspace_name, str(folder))
    right_key = _key(file, folder, manifest, key, recovery_code, passphrase)
    folder.mkdir(parents=True, exist_ok=True)
    with WorkspaceLock.alone(folder, "a restore"):
        take_back(folder)
        new = scratch_file(folder)
        recovery = folder / f"{new.name}-recovery"
        documents = scratch_folder(folder)
        try:
            extract_verified(
                file,
                right_key,
                new,
                known_revisions=known_revisions,
                documents_to=(documents, folder),
                progress=progress,
                cancelled=cancelled,
            )
            unopened = 0
            if manifest.documents is not None:
                gather(documents, right_key, file, folder, manifest.workspace_id)
                unopened = without_key(documents, right_key, owners_of(documents))
            if adjust is not None:
                adjust(new, right_key, folder if manifest.documents is None else documents)
            write_whole(recovery, read_recovery(file))
            _keep_key(folder, right_key, manifest, about, passphrase)
            aside = _exchange(folder, new, recovery, documents, now)
        finally:
            shutil.rmtree(documents, ignore_errors=True)
            drop_database(new)
            recovery.unlink(missing_ok=True)
    return Restored(manifest, right_key, aside, unopened)


def mend_broken_restore(folder: Path) -> bool:
    """Take back a restore during which the program was killed; True when there was one.

    To be called before a workspace is opened, without holding its lock. `WorkspaceBusy` while a restore runs.
    """
    if not is_broken_off(folder):
        return False
    with WorkspaceLock.alone(folder, "a restore"):
        return take_back(folder)


def _key(
    file: Path,
    folder: Path,
    manifest: Manifest,
    key: bytes | None,
    recovery_code: str | None,
    passphrase: str | None,
) -> bytes:
    if key is None and recovery_code is not None:
        key = secrets.key_from_recovery(read_recovery(file), recovery_code, manifest.workspace_id)
    elif key is None:
        key = secrets.load_key(folder, passphrase)
    if secrets.key_mark(key) != manifest.key_mark:
        raise BackupWrongKey(file.name)
    return key


def _keep_key(
    folder: Path, key: bytes, manifest: Manifest, about: WorkspaceFile | None, passphrase: str | None
) -> None:
    """See that this computer has the key; only then is the database exchanged."""
    if about is not None:
        try:
            if secrets.load_key(folder, passphrase) == key:
                return
        except secrets.PassphraseNeeded:
            return  # sealed already, and opened by the recovery code this time
        except StoreProblem:
            pass
    described = WorkspaceFile(
        manifest.workspace_id, manifest.workspace_name, manifest.made_at, "sealed", manifest.key_mark
    )
    secrets.adopt_key(folder, key, passphrase=passphrase, about=described)


def _exchange(folder: Path, new: Path, recovery: Path, documents: Path, now: datetime) -> Path | None:
    """Put the new database and documents in place of those before; gives where that database is now."""
    aside = _free_name(folder, f"{STORE_NAME}.before-restore-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    moves: list[Move] = []
    had_one = (folder / STORE_NAME).exists()
    # Its write-ahead file goes with it under the same name, so that it can still be opened whole.
    for ending in ("", "-wal"):
        if (folder / f"{STORE_NAME}{ending}").exists():
            moves.append((f"{STORE_NAME}{ending}", f"{aside.name}{ending}"))
    if (folder / RECOVERY).exists():
        moves.append((RECOVERY, f"{RECOVERY}.{aside.name.removeprefix(STORE_NAME + '.')}"))
    moves += [(new.name, STORE_NAME), (recovery.name, RECOVERY)]
    if (documents / KEYS_NAME).exists():
        for name in (KEYS_NAME, FILES):
            if (folder / name).exists():
                moves.append((name, f"{name}.{aside.name.removeprefix(STORE_NAME + '.')}"))
            moves.append((f"{documents.name}/{name}", name))
    (folder / f"{STORE_NAME}-shm").unlink(missing_ok=True)  # rebuilt by itself
    move_all(folder, moves)
    return aside if had_one else None


def _free_name(folder: Path, name: str) -> Path:
    free, number = folder / name, 1
    while free.exists():
        number += 1
        free = folder / f"{name}-{number}"
    return free
