"""The documents in a backup: sealed files as they lie in the workspace.

The keys that open them lie beside the backup (`key_copies.py`), in it only where an older program made it. A
key that was destroyed here stays destroyed when a copy that still has it is brought back, and its files are
left out.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from crm_desktop.errors import Cancelled
from crm_desktop.store.errors import BackupDamaged, DiskFull
from crm_desktop.store.files import FILES
from crm_desktop.store.person_keys import KEYS_NAME, destroyed_keys

LISTING = "files.json"
_SEALED = re.compile(rf"{FILES}/[0-9a-f]{{2}}/([0-9a-f]{{32}})/[0-9a-f]{{40}}\.sealed")
_BLOCK = 1 << 20
_SCRATCH = ".crm-desktop-"

CancelAsked = Callable[[], bool]
Told = Callable[[int], None]  # how many bytes more are done


@dataclass(frozen=True, slots=True)
class Documents:
    """What a manifest says of them: how many files, their bytes in all, and the hash of their listing."""

    count: int
    size: int
    listing_sha256: str

    def as_json(self) -> dict[str, Any]:
        """For the manifest."""
        return {"count": self.count, "size": self.size, "listing_sha256": self.listing_sha256}

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Documents:
        """What `as_json` gave."""
        return cls(int(fields["count"]), int(fields["size"]), str(fields["listing_sha256"]))


def sealed_files(workspace: Path) -> Iterator[tuple[str, Path]]:
    """The sealed files of a workspace by their names in a backup, in order."""
    for file in sorted((workspace / FILES).rglob("*.sealed")):
        name = file.relative_to(workspace).as_posix()
        if _SEALED.fullmatch(name):
            yield name, file


def documents_size(workspace: Path) -> int:
    """How many bytes the sealed files take now; 0 without any."""
    total = 0
    for _, file in sealed_files(workspace):
        with contextlib.suppress(FileNotFoundError):
            total += file.stat().st_size
    return total


def pack_documents(
    archive: zipfile.ZipFile,
    workspace: Path,
    told: Told | None,
    cancelled: CancelAsked | None,
) -> Documents | None:
    """Write files and their listing into a backup; None where nothing was ever attached."""
    if not (workspace / KEYS_NAME).exists():
        return None
    listing: list[tuple[str, int, str]] = []
    for name, file in sealed_files(workspace):
        with contextlib.suppress(FileNotFoundError):  # deleted since it was listed: nobody needs it
            with file.open("rb") as source, archive.open(name, "w", force_zip64=True) as entry:
                digest, size = _copy(source, entry, told, cancelled)
            listing.append((name, size, digest))
    packed = json.dumps(listing).encode()
    archive.writestr(LISTING, packed)
    files = [size for _, size, _ in listing]
    return Documents(len(files), sum(files), hashlib.sha256(packed).hexdigest())


def check_documents(
    archive: zipfile.ZipFile,
    documents: Documents,
    name: str,
    told: Told | None = None,
    cancelled: CancelAsked | None = None,
) -> None:
    """Read every file once and compare it with the listing; raises `BackupDamaged`."""
    for entry, size, digest in _listing(archive, documents, name):
        with archive.open(entry) as source, open(os.devnull, "wb") as nowhere:
            if _copy(source, nowhere, told, cancelled) != (digest, size):
                raise BackupDamaged(name)


def extract_documents(
    archive: zipfile.ZipFile,
    documents: Documents,
    key: bytes,
    target: Path,
    workspace: Path,
    name: str,
    cancelled: CancelAsked | None = None,
) -> None:
    """Put a backup's files under `target`, each compared with the listing; raises `BackupDamaged`.

    What was destroyed in `workspace` since stays destroyed. The keys are put beside them by `gather`.
    """
    gone = destroyed_keys(workspace, key)
    for entry, size, digest in _listing(archive, documents, name):
        sealed = _SEALED.fullmatch(entry)
        if sealed and UUID(sealed[1]) in gone:
            continue
        out_file = target / entry
        out_file.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source, out_file.open("xb") as out:
            found = _copy(source, out, None, cancelled)
            out.flush()
            os.fsync(out.fileno())
        if found != (digest, size):
            raise BackupDamaged(name)
    (target / FILES).mkdir(exist_ok=True)


def owners_of(workspace: Path) -> list[UUID]:
    """Whose key opens each of the sealed files there."""
    found = (_SEALED.fullmatch(name) for name, _ in sealed_files(workspace))
    return [UUID(each[1]) for each in found if each is not None]


def scratch_folder(workspace: Path) -> Path:
    """A folder that lives only during a restore; leftovers of killed programs are deleted."""
    day_ago = time.time() - 86_400
    for left in workspace.glob(f"{_SCRATCH}*.documents"):
        if left.stat().st_mtime < day_ago:
            shutil.rmtree(left, ignore_errors=True)
    made = workspace / f"{_SCRATCH}{os.getpid()}-{os.urandom(4).hex()}.documents"
    made.mkdir()
    return made


def _listing(archive: zipfile.ZipFile, documents: Documents, name: str) -> list[tuple[str, int, str]]:
    """The listing, if it is the one the manifest knows; nothing in it leads out of the folder."""
    packed = archive.read(LISTING)
    if hashlib.sha256(packed).hexdigest() != documents.listing_sha256:
        raise BackupDamaged(name)
    found = [(str(entry), int(size), str(digest)) for entry, size, digest in json.loads(packed)]
    if any(entry != KEYS_NAME and not _SEALED.fullmatch(entry) for entry, _, _ in found):
        raise BackupDamaged(name)
    return found


def _copy(
    source: IO[bytes], out: IO[bytes], told: Told | None, cancelled: CancelAsked | None
) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
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
        size += len(block)
        if told is not None:
            told(len(block))
    return digest.hexdigest(), size
