"""Files people bring, put among the documents whole or not at all, and given out again."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast
from uuid import UUID

from crm_desktop.domain.service_records import check_file, short_name
from crm_desktop.errors import UserError
from crm_desktop.services.progress import Progress
from crm_desktop.services.whole_file import whole_file
from crm_desktop.store.evidence import is_needed
from crm_desktop.store.files import CHUNK, FileRef, Files
from crm_desktop.store.unit_of_work import Store


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that lies among the documents."""

    name: str
    media_type: str
    ref: FileRef


def put_file(
    files: Files, file: Path, key_id: UUID, field: str = "document", progress: Progress | None = None
) -> Stored:
    """Seal a file with this key. Raises UserError at `field` for one that is empty, too large or can't be
    read, Cancelled when stopped."""
    name = short_name(file.name)
    try:
        size = file.stat().st_size
        check_file(name, size, field)
        with file.open("rb") as source:
            ref = files.put(cast("IO[bytes]", _Told(source, size, progress)), key_id)
    except OSError as error:
        raise _unread(file, field, error) from error
    return Stored(name, mimetypes.guess_type(name)[0] or "application/octet-stream", ref)


def check_readable(file: Path, field: str) -> None:
    """Look at a file before work begins that is to keep it; raises UserError as `put_file` does."""
    try:
        check_file(short_name(file.name), file.stat().st_size, field)
        with file.open("rb"):
            pass
    except OSError as error:
        raise _unread(file, field, error) from error


def write_out(files: Files, ref: FileRef, out: Path, progress: Progress | None = None) -> Path:
    """Write a document as it was put away; it appears under its name only when it is whole.

    Raises UserError for a place that can't be written to, Cancelled when stopped.
    """
    with whole_file(out) as part, files.open(ref) as source, part.open("xb") as target:
        told = _Told(source, ref.size, progress)
        while block := told.read(CHUNK):
            target.write(block)
    return out


def delete_unneeded(store: Store, files: Files, ref: FileRef) -> None:
    """Delete a file that no row names."""
    with store.read() as work:
        is_kept = is_needed(work, ref)
    if not is_kept:
        files.delete(ref)


def _unread(file: Path, field: str, error: OSError) -> UserError:
    return UserError(
        "“{name}” can't be read ({why}). Choose another file, or close the program that has it open.",
        field=field,
        name=short_name(file.name),
        why=error.strerror or "no access",
    )


class _Told:
    """A stream that tells how far it was read, and stops when asked to."""

    def __init__(self, source: IO[bytes], size: int, progress: Progress | None) -> None:
        self._source, self._size, self._progress = source, size, progress
        self._done = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes; raises Cancelled when the person asked to stop."""
        block = self._source.read(size)
        if self._progress is not None:
            self._done += len(block)
            self._progress.update(self._done, max(self._size, 1))
            self._progress.check()
        return block
