"""One archive file: a zip of CSV and JSON per table, documents, and a manifest with counts and hashes."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any
from uuid import UUID

from crm_desktop.errors import StoreProblem
from crm_desktop.store import archive_sealing
from crm_desktop.store.archive_sealing import AGE, ENDING, KEY_FILE, ArchiveKey
from crm_desktop.store.errors import ArchiveDamaged, ArchiveNewer, ArchivePassphrase, NotAnArchive

FORMAT = 1
MANIFEST, TOMBSTONES, README = "manifest.json", "tombstones.json", "README.txt"
_KIND = "crm-desktop archive"
_BLOCK = 1 << 20
_MOST_WAITING = 4  # blocks of a megabyte or so
_README = """\
This is an archive of a CRM Desktop workspace: everything in it, as CSV and JSON per table.

manifest.json   how many rows each table has, and the SHA-256 of each file here as it reads unpacked
tables/         NAME.csv for spreadsheets, NAME.json to bring it back (a list of objects, one a line)
documents/      attached documents under the SHA-256 of their content; documents.json says whose they are

To bring it back: crm-desktop import-archive FILE, in an empty workspace.
If the files end in .gz.age the archive has a passphrase. Without CRM Desktop (age-encryption.org):
  age -d key.age > key            asks for the passphrase
  age -d -i key tables/leads.csv.gz.age | gunzip > leads.csv
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the archive: its name there, its size in bytes and SHA-256 as it reads unpacked."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ArchivedTable:
    """A table: rows, its columns with their kinds, and its two files."""

    name: str
    rows: int
    columns: tuple[tuple[str, str], ...]
    json: Part
    csv: Part


@dataclass(frozen=True, slots=True)
class ArchiveManifest:
    """What an archive says of itself."""

    workspace_id: UUID
    workspace_name: str
    made_at: datetime
    made_by: UUID
    program_version: str
    revision: str
    tables: tuple[ArchivedTable, ...]
    documents: tuple[Part, ...]
    tombstones: int  # sealed by themselves, with their key
    left_out: Mapping[str, str] = field(hash=False)

    @property
    def counts(self) -> dict[str, int]:
        """Rows by table."""
        return {table.name: table.rows for table in self.tables}

    @property
    def document_count(self) -> int:
        """How many different documents are in it."""
        return sum(part.name.startswith("documents/") for part in self.documents)

    def as_json(self) -> dict[str, Any]:
        """The manifest's JSON form."""
        return {
            "kind": _KIND,
            "format": FORMAT,
            "workspace": {"id": str(self.workspace_id), "name": self.workspace_name},
            "made_at": self.made_at.isoformat(),
            "made_by": str(self.made_by),
            "program_version": self.program_version,
            "revision": self.revision,
            "tables": [
                {
                    "name": table.name,
                    "rows": table.rows,
                    "columns": dict(table.columns),
                    "json": _part_json(table.json),
                    "csv": _part_json(table.csv),
                }
                for table in self.tables
            ],
            "documents": [_part_json(part) for part in self.documents],
            "tombstones": self.tombstones,
            "left_out": dict(self.left_out),
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> ArchiveManifest:
        """From the JSON form; raises KeyError, TypeError or ValueError for anything else."""
        return cls(
            workspace_id=UUID(found["workspace"]["id"]),
            workspace_name=str(found["workspace"]["name"]),
            made_at=datetime.fromisoformat(found["made_at"]),
            made_by=UUID(found["made_by"]),
            program_version=str(found["program_version"]),
            revision=str(found["revision"]),
            tables=tuple(
                ArchivedTable(
                    str(table["name"]),
                    int(table["rows"]),
                    tuple((str(name), str(kind)) for name, kind in table["columns"].items()),
                    _part(table["json"]),
                    _part(table["csv"]),
                )
                for table in found["tables"]
            ),
            documents=tuple(_part(part) for part in found["documents"]),
            tombstones=int(found["tombstones"]),
            left_out=dict(found["left_out"]),
        )


def _part_json(part: Part) -> dict[str, Any]:
    return {"file": part.name, "size": part.size, "sha256": part.sha256}


def _part(found: Mapping[str, Any]) -> Part:
    return Part(str(found["file"]), int(found["size"]), str(found["sha256"]))


# ---- writing ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class WrittenPart:
    """A part that lies packed in a file of its own, until the archive is put together."""

    part: Part
    file: Path
    crc: int = 0


class _Packer(threading.Thread):
    """Hashes, packs and writes a part's bytes in a thread of its own, while the next ones are read."""

    def __init__(self, out: IO[bytes], *, is_packing: bool) -> None:
        super().__init__(name="archive part", daemon=True)
        self._out = out
        self._packer = zlib.compressobj(1, zlib.DEFLATED, -15) if is_packing else None
        self._waiting: SimpleQueue[bytes | None] = SimpleQueue()
        self._room = threading.Semaphore(_MOST_WAITING)
        self._hash = hashlib.sha256()
        self._failed: BaseException | None = None
        self.size = 0
        self.crc = 0

    def add(self, block: bytes) -> None:
        """Some bytes more; waits when too many wait already. Raises what went wrong with those before."""
        self._room.acquire()
        if self._failed is not None:
            raise self._failed
        self._waiting.put(block)

    def end(self) -> str:
        """Everything was given; gives the SHA-256 once it is written."""
        self.leave()
        if self._failed is not None:
            raise self._failed
        if self._packer is not None:
            self._out.write(self._packer.flush())
        return self._hash.hexdigest()

    def leave(self) -> None:
        """Nothing more comes."""
        self._waiting.put(None)
        self.join()

    def run(self) -> None:
        """Take block after block."""
        while (block := self._waiting.get()) is not None:
            if self._failed is None:
                try:
                    self._take(block)
                except BaseException as error:
                    self._failed = error
            self._room.release()

    def _take(self, block: bytes) -> None:
        self._hash.update(block)
        self.size += len(block)
        if self._packer is not None:
            self.crc = zlib.crc32(block, self.crc)
            block = self._packer.compress(block)
        self._out.write(block)


def write_part(folder: Path, name: str, blocks: Iterator[bytes], key: ArchiveKey | None) -> WrittenPart:
    """Write a part's file into a folder: packed, and sealed where the archive has a key."""
    file = folder / name.replace("/", "+")
    with file.open("wb") as out, nullcontext(out) if key is None else key.sealing(out) as target:
        packer = _Packer(target, is_packing=key is None)
        packer.start()
        try:
            for block in blocks:
                packer.add(block)
        except BaseException:
            packer.leave()
            raise
        digest = packer.end()
    return WrittenPart(Part(name, packer.size, digest), file, packer.crc)


def put_together(
    out: Path,
    parts: Sequence[WrittenPart],
    small: Mapping[str, bytes],
    key: ArchiveKey | None,
    readme: str = _README,
) -> None:
    """Make the archive of its parts; `small` are contents that are written as they are."""
    with out.open("wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(README, readme)
        if key is not None:
            archive.writestr(zipfile.ZipInfo(KEY_FILE), key.sealed)
        for name, content in small.items():
            archive.writestr(name, content)
        for written in parts:
            if key is not None:
                archive.write(written.file, written.part.name + ENDING, zipfile.ZIP_STORED)
            else:
                _add_packed(archive, written)


def _add_packed(archive: zipfile.ZipFile, written: WrittenPart) -> None:
    """Put what is packed already into the zip as it is; packing it again would take as long as the export."""
    part = written.part
    entry = zipfile.ZipInfo(part.name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    entry.CRC, entry.file_size, entry.compress_size = written.crc, part.size, written.file.stat().st_size
    out: Any = archive.fp
    out.seek(archive.start_dir)
    entry.header_offset = out.tell()
    is_long = max(entry.file_size, entry.compress_size) > zipfile.ZIP64_LIMIT
    out.write(entry.FileHeader(is_long))
    with written.file.open("rb") as source:
        shutil.copyfileobj(source, out, _BLOCK)
    archive.start_dir = out.tell()
    archive.filelist.append(entry)
    archive.NameToInfo[entry.filename] = entry
    archive._didModify = True  # type: ignore[attr-defined]  # so that closing writes the list of entries


# ---- reading ----------------------------------------------------------------------------------------------


class ApartPassphrase(StoreProblem):
    """The archive is open, but the sealed list of who was erased is not: no passphrase, or another one."""

    def __init__(self) -> None:
        super().__init__(
            "The archive itself has no passphrase, but what keeps erased people away is sealed in it by one, "
            "and this is not it. Type the one it was made with (commands: CRM_DESKTOP_ARCHIVE_PASSPHRASE, or "
            "the CRM_DESKTOP_PASSPHRASE of that workspace).",
            field="passphrase",
        )


class ArchiveReader:
    """An archive that is open for reading; `close` it."""

    def __init__(self, file: Path, passphrase: str = "", apart_passphrase: str = "") -> None:
        """`NotAnArchive`, `ArchiveDamaged`, `ArchiveNewer`, `ArchivePassphrase`.

        `apart_passphrase` is tried too for what is sealed apart, who was erased.
        """
        self.name = file.name
        self._passphrase = passphrase
        self._apart = tuple(dict.fromkeys(word for word in (passphrase, apart_passphrase) if word))
        try:
            self._zip = zipfile.ZipFile(file)
        except (OSError, zipfile.BadZipFile) as error:
            raise NotAnArchive(str(file)) from error
        try:
            self._key = self._open_key()
            self.manifest = self._manifest()
        except BaseException:
            self._zip.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def _open_key(self) -> ArchiveKey | None:
        if KEY_FILE not in self._zip.namelist():
            return None
        if not self._passphrase:
            raise ArchivePassphrase
        return ArchiveKey.open(self._zip.read(KEY_FILE), self._passphrase)

    def _manifest(self) -> ArchiveManifest:
        try:
            with self.open(MANIFEST) as source:
                found = json.load(source)
            if found["kind"] != _KIND:
                raise NotAnArchive(self.name)
            if found["format"] > FORMAT:
                raise ArchiveNewer(self.name, str(found.get("program_version", "")))
            return ArchiveManifest.from_json(found)
        except KeyError as error:
            raise NotAnArchive(self.name) from error
        except (ValueError, TypeError, zipfile.BadZipFile, zlib.error) as error:
            raise ArchiveDamaged(self.name) from error

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """The plain content of a file of the archive."""
        if self._key is None:
            with self._zip.open(name) as plain:
                yield plain
        else:
            with self._zip.open(name + ENDING) as sealed, self._key.unsealing(sealed, self.name) as plain:
                yield plain

    def blocks(self, part: Part) -> Iterator[bytes]:
        """A part's content, which is the one the manifest tells of; `ArchiveDamaged`, at the end at last."""
        digest = hashlib.sha256()
        try:
            with self.open(part.name) as source:
                while block := source.read(_BLOCK):
                    digest.update(block)
                    yield block
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise ArchiveDamaged(self.name) from error
        if digest.hexdigest() != part.sha256:
            raise ArchiveDamaged(self.name)

    def lines(self, part: Part) -> Iterator[str]:
        """The objects of a table's JSON file, each as its text."""
        rest = b""
        for block in self.blocks(part):
            *whole, rest = (rest + block).split(b"\n")
            yield from _objects(whole)
        yield from _objects([rest])

    def tombstones(self) -> dict[str, Any] | None:
        """The key and the rows of the erased; None where there were none. `ApartPassphrase`."""
        names = self._zip.namelist()
        found: dict[str, Any] | None = None
        if TOMBSTONES + ENDING in names:
            with self.open(TOMBSTONES) as source:
                found = json.load(source)
        elif TOMBSTONES + AGE in names:
            found = json.loads(self._unsealed_apart(self._zip.read(TOMBSTONES + AGE)))
        return found

    def _unsealed_apart(self, sealed: bytes) -> bytes:
        for word in self._apart:
            with suppress(ArchivePassphrase):
                return archive_sealing.unseal(sealed, word)
        raise ApartPassphrase


def _objects(lines: Sequence[bytes]) -> Iterator[str]:
    for line in lines:
        text = line.decode().removesuffix(",")
        if text.startswith("{"):
            yield text
