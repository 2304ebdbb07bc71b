"""Sealing an archive by a passphrase in the age format, so that the well-known tool opens it too.

The passphrase seals a key made for this archive alone (`key.age`); with that key each part is sealed while
it is written, whatever its size. To open one without this program: `age -d key.age > key`, then
`age -d -i key PART.gz.age | gunzip`.
"""

from __future__ import annotations

import gzip
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any, cast

from crm_desktop.store.errors import ArchiveDamaged, ArchivePassphrase

KEY_FILE = "key.age"
AGE, ENDING = ".age", ".gz.age"
LEVEL = 1  # of gzip: what is sealed is written once and read once


@dataclass(frozen=True)
class ArchiveKey:
    """The key of one archive, and the same sealed by its passphrase."""

    sealed: bytes
    _identity: Any = field(repr=False)

    @classmethod
    def make(cls, passphrase: str) -> ArchiveKey:
        """A new key; takes a second, since guessing a passphrase must cost something."""
        import pyrage

        identity = pyrage.x25519.Identity.generate()
        return cls(pyrage.passphrase.encrypt(str(identity).encode(), passphrase), identity)

    @classmethod
    def open(cls, sealed: bytes, passphrase: str) -> ArchiveKey:
        """The key of an archive; `ArchivePassphrase` for another passphrase."""
        import pyrage

        return cls(sealed, pyrage.x25519.Identity.from_str(unseal(sealed, passphrase).decode()))

    @contextmanager
    def sealing(self, out: IO[bytes]) -> Iterator[IO[bytes]]:
        """Gives what takes plain bytes and writes them packed and sealed to `out`, whole at the end."""
        import pyrage

        def work(source: IO[bytes]) -> None:
            pyrage.encrypt_io(source, out, [self._identity.to_public()])

        with _piped(work, "rb", "wb") as plain, gzip.GzipFile(fileobj=plain, mode="wb", compresslevel=LEVEL,
                                                              mtime=0) as packed:  # fmt: skip
            yield cast("IO[bytes]", packed)

    @contextmanager
    def unsealing(self, source: IO[bytes], name: str) -> Iterator[IO[bytes]]:
        """Gives the plain bytes of what `sealing` wrote; `ArchiveDamaged`, also when it is left."""
        import pyrage

        def work(out: IO[bytes]) -> None:
            pyrage.decrypt_io(source, out, [self._identity])

        try:
            with _piped(work, "wb", "rb") as packed, gzip.GzipFile(fileobj=packed, mode="rb") as plain:
                yield cast("IO[bytes]", plain)
        except (EOFError, gzip.BadGzipFile, pyrage.DecryptError, OSError) as error:
            raise ArchiveDamaged(name) from error


def seal(content: bytes, passphrase: str) -> bytes:
    """A small content sealed by a passphrase."""
    import pyrage

    return cast("bytes", pyrage.passphrase.encrypt(content, passphrase))


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """What `seal` was given; `ArchivePassphrase` when it was another passphrase."""
    import pyrage

    try:
        return cast("bytes", pyrage.passphrase.decrypt(sealed, passphrase))
    except pyrage.DecryptError as error:
        raise ArchivePassphrase from error


@contextmanager
def _piped(work: Any, theirs: str, ours: str) -> Iterator[IO[bytes]]:
    """Let `work` read from, or write to, the other end of what is given, in a thread; raises its error."""
    read_end, write_end = os.pipe()
    ends = {"rb": read_end, "wb": write_end}
    failed: list[BaseException] = []

    def run() -> None:
        with os.fdopen(ends[theirs], theirs) as end:
            try:
                work(end)
            except BaseException as error:
                failed.append(error)

    thread = threading.Thread(target=run, name="archive sealing", daemon=True)
    thread.start()
    try:
        with os.fdopen(ends[ours], ours) as mine:
            yield mine
            if ours == "rb":
                while mine.read(1 << 16):
                    pass  # whoever left early lets the other end finish
    except BrokenPipeError:
        if not failed:
            raise
    finally:
        thread.join()
    if failed:
        raise failed[0]
