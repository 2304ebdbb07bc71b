"""One backup file: a zip that holds the encrypted database, the recovery file and a sealed manifest."""

from __future__ import annotations

import errno
import hashlib
import hmac
import json
import os
import tempfile
import time
import zipfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Literal, TypeVar
from uuid import UUID

from crm_desktop.errors import Cancelled
from crm_desktop.secrets import key_mark, subkey
from crm_desktop.store.backup_documents import Documents, check_documents, extract_documents
from crm_desktop.store.engine import connect_file
from crm_desktop.store.errors import BackupDamaged, BackupNewer, BackupWrongKey, DiskFull, NoSpace, NotABackup
from crm_desktop.store.heads import SealedHead
from crm_desktop.store.place import is_on_network, is_writable

FORMAT = 2  # 2: with documents; without any a backup is written as 1, which older programs read
ENDING = ".crmbackup"
DATABASE, RECOVERY, MANIFEST = "workspace.db", "recovery.sealed", "manifest.json"
_KIND = "crm-desktop backup"
_BLOCK = 1 << 20
_SCRATCH = ".crm-desktop-"

Progress = Callable[[float], None]  # the part that is done, 0 to 1
CancelAsked = Callable[[], bool]
STEPS_BETWEEN_LOOKS = 100_000  # of SQLite's machine: some milliseconds
Purpose = Literal["daily", "by hand", "upgrade"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself; sizes in bytes, times UTC, `counts` are rows by table."""

    purpose: Purpose
    workspace_id: UUID
    workspace_name: str
    made_at: datetime
    program_version: str
    revision: str | None
    key_mark: str
    counts: Mapping[str, int]
    sealed_head: SealedHead | None
    database_size: int
    database_sha256: str
    recovery_sha256: str
    documents: Documents | None = None  # None: it says nothing of documents
    seal: str = ""

    def sealed(self, key: bytes) -> Manifest:
        """This manifest with its seal: a keyed hash, so that a change of it is found."""
        return replace(self, seal=self._seal(key))

    def is_sealed_by(self, key: bytes) -> bool:
        """Whether the seal was made with this key over exactly this content."""
        return hmac.compare_digest(self.seal, self._seal(key))

    def _seal(self, key: bytes) -> str:
        content = json.dumps(replace(self, seal="").as_json(), sort_keys=True).encode()
        return hmac.digest(subkey(key, "backup manifest"), content, "sha256").hex()

    def as_json(self) -> dict[str, Any]:
        """The manifest's JSON form."""
        head = self.sealed_head
        documents = {} if self.documents is None else {"documents": self.documents.as_json()}
        return {
            "format": 1 if self.documents is None else 2,
            "kind": _KIND,
            "purpose": self.purpose,
            "workspace": {"id": str(self.workspace_id), "name": self.workspace_name},
            "made_at": self.made_at.isoformat(),
            "program_version": self.program_version,
            "revision": self.revision,
            "key_mark": self.key_mark,
            "counts": dict(self.counts),
            "sealed_head": head
            and {
                "no": head.no,
                "last_tx": head.last_tx,
                "last_no": head.last_no,
                "digest": head.digest.hex(),
                "sealed_at": head.sealed_at.isoformat(),
            },
            "database": {"size": self.database_size, "sha256": self.database_sha256},
            "recovery_sha256": self.recovery_sha256,
            **documents,
            "seal": self.seal,
        }

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Manifest:
        """From the JSON form; raises KeyError, TypeError or ValueError for anything else."""
        head = fields["sealed_head"]
        return cls(
            purpose=fields["purpose"],
            workspace_id=UUID(fields["workspace"]["id"]),
            workspace_name=str(fields["workspace"]["name"]),
            made_at=datetime.fromisoformat(fields["made_at"]),
            program_version=str(fields["program_version"]),
            revision=fields["revision"],
            key_mark=str(fields["key_mark"]),
            counts={str(table): int(count) for table, count in fields["counts"].items()},
            sealed_head=head
            and SealedHead(
                no=int(head["no"]),
                last_tx=int(head["last_tx"]),
                last_no=int(head["last_no"]),
                digest=bytes.fromhex(head["digest"]),
                sealed_at=datetime.fromisoformat(head["sealed_at"]),
            ),
            database_size=int(fields["database"]["size"]),
            database_sha256=str(fields["database"]["sha256"]),
            recovery_sha256=str(fields["recovery_sha256"]),
            documents=Documents.from_json(fields["documents"]) if "documents" in fields else None,
            seal=str(fields["seal"]),
        )


def read_manifest(file: Path) -> Manifest:
    """What a backup says of itself, without a key; `NotABackup`, `BackupDamaged` or `BackupNewer`."""
    return _opened(file, lambda archive: _manifest(archive, file))


def read_recovery(file: Path) -> bytes:
    """The recovery file a backup carries."""
    return _opened(file, lambda archive: archive.read(RECOVERY))


def verify_backup(
    file: Path,
    key: bytes,
    *,
    scratch: Path | None = None,
    known_revisions: Collection[str] | None = None,
    progress: Progress | None = None,
    cancelled: CancelAsked | None = None,
) -> Manifest:
    """Open a backup's database as a restore would, and compare it with the manifest; gives the manifest.

    Works in a copy under `scratch` (by default beside the backup, or in the temporary folder where that
    can't be), which is deleted again. Raises
    `NotABackup`, `BackupDamaged`, `BackupWrongKey`, `BackupNewer`, `NoSpace`, `Cancelled`.
    """
    copy = scratch_file(scratch or _scratch_folder(file))
    try:
        return extract_verified(
            file, key, copy, known_revisions=known_revisions, progress=progress, cancelled=cancelled
        )
    finally:
        drop_database(copy)


def extract_verified(
    file: Path,
    key: bytes,
    target: Path,
    *,
    known_revisions: Collection[str] | None = None,
    documents_to: tuple[Path, Path] | None = None,
    progress: Progress | None = None,
    cancelled: CancelAsked | None = None,
) -> Manifest:
    """Put a backup's database at `target` (which must not exist) and verify it there; gives the manifest.

    Its documents go under the first folder of `documents_to`, without those destroyed in the second, the
    workspace restored over; else they are only compared with their listing.
    """
    manifest = read_manifest(file)
    if manifest.key_mark != key_mark(key):
        raise BackupWrongKey(file.name)
    if not manifest.is_sealed_by(key):
        raise BackupDamaged(file.name)
    if known_revisions is not None and manifest.revision and manifest.revision not in known_revisions:
        raise BackupNewer(file.name, manifest.program_version)
    documents = manifest.documents
    need_space(target.parent, manifest.database_size + (documents.size if documents and documents_to else 0))

    def extract(archive: zipfile.ZipFile) -> None:
        recovery = hashlib.sha256(archive.read(RECOVERY)).hexdigest()
        with archive.open(DATABASE) as source, target.open("xb") as out:
            part = scaled(progress, 0.0, 0.5)
            found = copy_hashed(source, out, manifest.database_size, part, cancelled)
            out.flush()
            os.fsync(out.fileno())
        if (found, recovery) != (manifest.database_sha256, manifest.recovery_sha256):
            raise BackupDamaged(file.name)
        if documents is None:
            return
        if documents_to is None:
            check_documents(archive, documents, file.name, cancelled=cancelled)
        else:
            extract_documents(archive, documents, key, *documents_to, file.name, cancelled)

    _opened(file, extract)
    check_copy(target, key, manifest, file.name, cancelled)
    if progress is not None:
        progress(1.0)
    return manifest


def check_copy(
    copy: Path, key: bytes, manifest: Manifest, name: str, cancelled: CancelAsked | None = None
) -> None:
    """Open a copied database and see that it is whole and holds the rows the manifest counts."""
    import sqlcipher3.dbapi2 as sqlcipher

    try:
        connection = connect_file(copy, key, read_only=True, cache_mb=32)
        try:
            stop_when_asked(connection, cancelled)
            # Reads every page that holds anything, and no page is read without its seal being checked;
            # PRAGMA cipher_integrity_check would add the free ones only, and could not be stopped.
            damage = [row for row in connection.execute("PRAGMA quick_check(1)") if row[0] != "ok"]
            if damage or count_rows(connection, manifest.counts) != dict(manifest.counts):
                raise BackupDamaged(name)
        finally:
            connection.close()
    except sqlcipher.Error as error:
        if cancelled is not None and cancelled():
            raise Cancelled from error
        raise BackupDamaged(name) from error


def stop_when_asked(connection: Any, cancelled: CancelAsked | None) -> None:
    """Let a long statement of a connection end with the driver's error as soon as `cancelled` says so."""
    if cancelled is not None:
        if cancelled():
            raise Cancelled
        connection.set_progress_handler(lambda: int(cancelled()), STEPS_BETWEEN_LOOKS)


def count_rows(connection: Any, tables: Collection[str]) -> dict[str, int]:
    """Rows of those of the tables that exist."""
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return {
        table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        for table in tables
        if table in there
    }


def copy_hashed(
    source: IO[bytes],
    out: IO[bytes],
    size: int,
    progress: Progress | None = None,
    cancelled: CancelAsked | None = None,
) -> str:
    """Copy a stream of about `size` bytes in blocks; gives the SHA-256 in hex; `Cancelled` when asked."""
    digest, done = hashlib.sha256(), 0
    while block := source.read(_BLOCK):
        if cancelled is not None and cancelled():
            raise Cancelled
        digest.update(block)
        try:
            out.write(block)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise DiskFull from error
            raise
        done += len(block)
        if progress is not None:
            progress(min(1.0, done / max(size, 1)))
    return digest.hexdigest()


def scaled(progress: Progress | None, start: float, end: float) -> Progress | None:
    """A progress for one stretch of a longer act."""
    if progress is None:
        return None
    whole = progress
    return lambda part: whole(start + (end - start) * part)


def need_space(folder: Path, size: int) -> None:
    """Refuse with `NoSpace` when less than `size` bytes and a reserve of 50 MB are free."""
    import shutil

    free_mb, needed_mb = shutil.disk_usage(folder).free // 2**20, size // 2**20 + 50
    if free_mb < needed_mb:
        raise NoSpace(str(folder), free_mb, needed_mb)


def scratch_file(folder: Path) -> Path:
    """A name for a database copy that lives only during an act; leftovers of killed programs are deleted."""
    day_ago = time.time() - 86_400
    for left in folder.glob(f"{_SCRATCH}*.scratch*"):
        if left.stat().st_mtime < day_ago:
            left.unlink(missing_ok=True)
    return folder / f"{_SCRATCH}{os.getpid()}-{os.urandom(4).hex()}.scratch"


def drop_database(path: Path) -> None:
    """Delete a database file and what SQLite may have put beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _scratch_folder(file: Path) -> Path:
    """Beside the backup, unless that is a share or a read-only disk; what is copied is encrypted."""
    beside = file.absolute().parent
    usable = beside.is_dir() and is_writable(beside) and not is_on_network(beside)
    return beside if usable else Path(tempfile.gettempdir())


def _opened(file: Path, look: Callable[[zipfile.ZipFile], T]) -> T:
    try:
        with zipfile.ZipFile(file) as archive:
            names = {info.filename for info in archive.infolist()}
            if MANIFEST not in names:
                raise NotABackup(file.name)
            plain = all(info.compress_type == zipfile.ZIP_STORED for info in archive.infolist())
            if not plain or not {DATABASE, RECOVERY} <= names:
                raise BackupDamaged(file.name)
            return look(archive)
    except (zipfile.BadZipFile, EOFError, ValueError, KeyError, TypeError) as error:
        with file.open("rb") as beginning:
            if beginning.read(4) != b"PK\x03\x04":
                raise NotABackup(file.name) from error
        raise BackupDamaged(file.name) from error
    except FileNotFoundError as error:
        raise NotABackup(file.name) from error


def _manifest(archive: zipfile.ZipFile, file: Path) -> Manifest:
    if archive.getinfo(MANIFEST).file_size > _BLOCK:
        raise BackupDamaged(file.name)
    fields = json.loads(archive.read(MANIFEST))
    if fields["kind"] != _KIND:
        raise NotABackup(file.name)
    if fields["format"] > FORMAT:
        raise BackupNewer(file.name, str(fields.get("program_version", "")))
    return Manifest.from_json(fields)
