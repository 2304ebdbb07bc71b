"""Attachments and recordings: the port they go through, and the encrypted folder behind it."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import hmac
import io
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol
from uuid import UUID

from crm_desktop.secrets import subkey
from crm_desktop.secrets.workspace_file import sync_folder
from crm_desktop.store.errors import DiskFull, FileDamaged, FileMissing, PersonKeyGone
from crm_desktop.store.person_keys import PersonKeys
from crm_desktop.store.unit_of_work import Work

FILES = "files"
CHUNK = 64 * 1024

_MAGIC = b"CRMFILE1"
_SALT = 32
_HEAD = len(_MAGIC) + _SALT
_TAG = 16


@dataclass(frozen=True, slots=True)
class FileRef:
    """Names a stored file: SHA-256 (hex) and size (bytes) of its content, and whose key sealed it."""

    sha256: str
    size: int
    person_key_id: UUID


class Files(Protocol):
    """Where attachments and recordings live, sealed with a key per person."""

    def put(self, stream: IO[bytes], person_key_id: UUID) -> FileRef:
        """Keep a stream's content; the same content for the same person is kept once."""
        ...

    def open(self, ref: FileRef) -> IO[bytes]:
        """The content, seekable; `FileMissing`, `FileDamaged` (also later, on reading) or `PersonKeyGone`."""
        ...

    def delete(self, ref: FileRef) -> None:
        """Delete one file; nothing happens when it is already gone."""
        ...

    def verify(self, ref: FileRef) -> None:
        """Read a file through; raises what is wrong with it."""
        ...

    def erase(self, person_key_id: UUID) -> int:
        """Destroy a person's key and delete the person's files; gives how many files there were."""
        ...

    def key_in(self, work: Work, key_id: UUID) -> bytes:
        """A key that seals something else than a file, made when it is new; `erase` destroys it."""
        ...

    def keys_in(self, work: Work, key_ids: Sequence[UUID]) -> dict[UUID, bytes]:
        """`key_in` of many; one that was destroyed gets none, and is left out."""
        ...

    def known_keys(self, work: Work, key_ids: Sequence[UUID]) -> dict[UUID, bytes]:
        """Those of these keys that are there; none is made."""
        ...

    def close(self) -> None:
        """Let go of what is held open."""
        ...


def check_content(content: IO[bytes], ref: FileRef) -> None:
    """Read a content through; `FileDamaged` when it isn't what was put away."""
    digest = hashlib.sha256()
    while block := content.read(CHUNK):
        digest.update(block)
    if digest.hexdigest() != ref.sha256:
        raise FileDamaged


class LocalFiles:
    """Files in the workspace's folder `files`, under names that tell nothing without the person's key."""

    def __init__(self, workspace: Path, keys: PersonKeys) -> None:
        self._folder = workspace / FILES
        self._keys = keys

    def put(self, stream: IO[bytes], person_key_id: UUID) -> FileRef:
        """See `Files.put`; on the disk when this returns. `PersonKeyGone` after an erasure, `DiskFull`."""
        key = self._keys.key(person_key_id, make=True)
        folder = self._of(person_key_id)
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{os.getpid()}-{os.urandom(6).hex()}.part"
        try:
            with part.open("xb") as out:
                sha256, size = seal_stream(stream, out, key, person_key_id)
                out.flush()
                os.fsync(out.fileno())
            ref = FileRef(sha256, size, person_key_id)
            os.replace(part, self._path(ref, key))
            sync_folder(folder)
            return ref
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise DiskFull from error
            raise
        finally:
            part.unlink(missing_ok=True)

    def open(self, ref: FileRef) -> IO[bytes]:
        """See `Files.open`."""
        key = self._keys.key(ref.person_key_id)
        try:
            sealed = self._path(ref, key).open("rb")
        except FileNotFoundError as error:
            raise FileMissing from error
        try:
            return unsealed(sealed, ref, key)
        except BaseException:
            sealed.close()
            raise

    def delete(self, ref: FileRef) -> None:
        """See `Files.delete`."""
        with contextlib.suppress(PersonKeyGone):  # then its files went with the key
            self._path(ref, self._keys.key(ref.person_key_id)).unlink(missing_ok=True)

    def verify(self, ref: FileRef) -> None:
        """See `Files.verify`."""
        with self.open(ref) as content:
            check_content(content, ref)

    def erase(self, person_key_id: UUID) -> int:
        """See `Files.erase`; the key goes first, so that files a killed program leaves are unreadable."""
        self._keys.destroy(person_key_id)
        folder = self._of(person_key_id)
        count = sum(1 for file in folder.glob("*.sealed")) if folder.is_dir() else 0
        shutil.rmtree(folder, ignore_errors=True)
        return count

    def key_in(self, work: Work, key_id: UUID) -> bytes:
        """See `Files.key_in`."""
        return self._keys.key(key_id, make=True)

    def keys_in(self, work: Work, key_ids: Sequence[UUID]) -> dict[UUID, bytes]:
        """See `Files.keys_in`."""
        self._keys.make(key_ids)
        return self.known_keys(work, key_ids)

    def known_keys(self, work: Work, key_ids: Sequence[UUID]) -> dict[UUID, bytes]:
        """See `Files.known_keys`."""
        known = self._keys.some(key_ids)
        return {key_id: known[key_id] for key_id in key_ids if key_id in known}

    def sealed(self, ref: FileRef) -> Path:
        """Where a file lies, sealed; `PersonKeyGone`."""
        return self._path(ref, self._keys.key(ref.person_key_id))

    def close(self) -> None:
        """Close the file of the keys; it is opened again when needed."""
        self._keys.close()

    def _of(self, person_key_id: UUID) -> Path:
        # The end of a UUIDv7 is random, so the folders fill evenly.
        return self._folder / person_key_id.hex[-2:] / person_key_id.hex

    def _path(self, ref: FileRef, key: bytes) -> Path:
        """A plain hash as a name would tell who has a known document."""
        name = hmac.digest(subkey(key, "file names"), bytes.fromhex(ref.sha256), "sha256").hex()[:40]
        return self._of(ref.person_key_id) / f"{name}.sealed"


def seal_stream(stream: IO[bytes], out: IO[bytes], key: bytes, key_id: UUID) -> tuple[str, int]:
    """Write a stream sealed, chunk by chunk; gives SHA-256 and size of the content.

    A random salt makes a key for this file alone, so chunk numbers can serve as nonces. Number, end mark and
    person are bound to each chunk: none can be exchanged, left out or added.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt = os.urandom(_SALT)
    cipher = AESGCM(subkey(key, "file", salt=salt))
    out.write(_MAGIC + salt)
    digest, size, number = hashlib.sha256(), 0, 0
    chunk = _read_full(stream)
    while True:
        following = _read_full(stream) if len(chunk) == CHUNK else b""
        is_last = not following
        digest.update(chunk)
        size += len(chunk)
        out.write(cipher.encrypt(_nonce(number), chunk, _bound(key_id, number, is_last)))
        if is_last:
            return digest.hexdigest(), size
        chunk, number = following, number + 1


def _read_full(stream: IO[bytes]) -> bytes:
    """A whole chunk, also from streams that give less at a time; shorter only at the end."""
    block = stream.read(CHUNK)
    while 0 < len(block) < CHUNK:
        more = stream.read(CHUNK - len(block))
        if not more:
            break
        block += more
    return block


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _bound(key_id: UUID, number: int, is_last: bool) -> bytes:
    return _MAGIC + key_id.bytes + number.to_bytes(8, "big") + (b"\x01" if is_last else b"\x00")


def unsealed(sealed: IO[bytes], ref: FileRef, key: bytes) -> IO[bytes]:
    """The plain content of a seekable sealed stream, which closes with it; `FileDamaged`, also on reading."""
    return io.BufferedReader(_Unsealed(sealed, ref, key), CHUNK)


class _Unsealed(io.RawIOBase):
    """A sealed file as its plain content; decrypts a chunk at a time and can jump, as players do."""

    def __init__(self, sealed: IO[bytes], ref: FileRef, key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        super().__init__()
        self._sealed = sealed
        self._ref = ref
        self._chunks = max(1, -(-ref.size // CHUNK))
        self._at = 0
        self._loaded: tuple[int, bytes] = (-1, b"")
        head = sealed.read(_HEAD)
        end, _ = sealed.seek(0, io.SEEK_END), sealed.seek(_HEAD)
        whole = end == _HEAD + ref.size + self._chunks * _TAG
        if not whole or not head.startswith(_MAGIC):
            raise FileDamaged
        self._cipher = AESGCM(subkey(key, "file", salt=head[len(_MAGIC) :]))

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill a buffer from the place where it stands; 0 at the end; `FileDamaged`."""
        if self._at >= self._ref.size:
            return 0
        number, offset = divmod(self._at, CHUNK)
        piece = self._chunk(number)[offset : offset + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Jump, in bytes of the plain content."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._ref.size}[whence]
        if start + offset < 0:
            raise ValueError("before the beginning")
        self._at = start + offset
        return self._at

    def tell(self) -> int:
        """Where it stands, in bytes of the plain content."""
        return self._at

    def close(self) -> None:
        """Close the sealed file too."""
        self._sealed.close()
        super().close()

    def _chunk(self, number: int) -> bytes:
        from cryptography.exceptions import InvalidTag

        if self._loaded[0] != number:
            self._sealed.seek(_HEAD + number * (CHUNK + _TAG))
            sealed = self._sealed.read(CHUNK + _TAG)
            bound = _bound(self._ref.person_key_id, number, number == self._chunks - 1)
            try:
                self._loaded = (number, self._cipher.decrypt(_nonce(number), sealed, bound))
            except (InvalidTag, ValueError) as error:
                raise FileDamaged from error
        return self._loaded[1]
