"""Everything of a workspace in one file that is read without this program, and brought back by it.

No reason of the gate binds it: it is the workspace's own data, an admin's to take (`BINDS`). What was erased
isn't in it; what keeps the erased from coming back travels in a part sealed by a passphrase.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from sqlalchemy import select, union

from crm_desktop import __version__
from crm_desktop.clock import Clock
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.errors import Cancelled, UserError
from crm_desktop.secrets.workspace_file import write_whole
from crm_desktop.services.progress import Progress
from crm_desktop.services.team.steps import Steps
from crm_desktop.services.whole_file import whole_file
from crm_desktop.services.workspace import OpenWorkspace
from crm_desktop.store import migrate
from crm_desktop.store.archive_file import (
    MANIFEST,
    TOMBSTONES,
    ArchivedTable,
    ArchiveManifest,
    Part,
    WrittenPart,
    put_together,
    write_part,
)
from crm_desktop.store.archive_sealing import AGE, ArchiveKey, seal
from crm_desktop.store.archive_source import (
    ANEW,
    LocalSource,
    ServerSource,
    Source,
    archived_tables,
    columns_of,
    csv_name,
    json_name,
)
from crm_desktop.store.disclosures import Disclosures
from crm_desktop.store.errors import FileDamaged, FileMissing, PersonKeyGone
from crm_desktop.store.files import FileRef
from crm_desktop.store.opening import STORE_NAME
from crm_desktop.store.tables import attachments, evidence
from crm_desktop.store.team.moving import rows_as_admin
from crm_desktop.store.team.team_file import is_team

DOCUMENTS = "documents.json"
_STATE = "state.json"
_BLOCK = 1 << 20
_KEEP_EVERY_S = 1.0
# What an archive leaves out, and why; stands in its manifest.
LEFT_OUT = {
    "people.password_hash": "Passwords stay where they were made; everybody gets a new one.",
    "second_factors": "Second factors belong to one place; everybody sets up a new one.",
    "audit key": "What proves the audit stays with the workspace; after coming back it is sealed anew.",
    "documents of erased people": "Their keys were destroyed.",
}


@dataclass(frozen=True)
class ExportArchive:
    """Write everything into `out`; with a passphrase it is sealed in the age format.

    `tombstone_passphrase` seals what keeps erased people away where the whole has no passphrase.
    """

    out: Path
    passphrase: str = field(default="", repr=False)
    tombstone_passphrase: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Archived:
    """An archive that was written: rows by table, documents, its size in bytes, and whether it went on
    where another export had been broken off."""

    out: Path
    manifest: ArchiveManifest
    size: int
    is_sealed: bool
    went_on: bool


class ArchiveService:
    """Writes archives."""

    def __init__(self, opened: OpenWorkspace, clock: Clock) -> None:
        self._opened = opened
        self._clock = clock

    def export(self, actor: Actor, command: ExportArchive, progress: Progress | None = None) -> Archived:
        """Write everything as it is at this moment, while others go on working.

        An export that was killed leaves what it had in a folder beside `out`; the next one to
        the same place goes on there if nothing was changed since, else it begins anew. Raises UserError for
        a place that can't be written to, or when somebody was erased and there is no passphrase.
        """
        actor.require(Permission.BACKUP, Reach.ALL, "export")
        out, apart = command.out, command.passphrase or command.tombstone_passphrase
        if not out.parent.is_dir():
            raise UserError("There is no folder {folder}. Make it first.", field="out", folder=out.parent)
        self._opened.seal()
        with self._source(actor) as source, whole_file(out) as part:
            tombstone_key, tombstones = source.tombstones()
            if tombstones and not apart:
                raise UserError(
                    "Data of people was erased here, and what keeps them away is only ever sealed. Give the "
                    "archive a passphrase (commands: CRM_DESKTOP_ARCHIVE_PASSPHRASE).",
                    field="passphrase",
                )
            making = _Making(_parts_folder(out), command.passphrase, source.mark(), Steps(progress))
            with making.begun():
                self._write(actor, source, making)
                manifest = self._manifest(actor, making, len(tombstones))
                sealed_apart = {}
                if tombstones and tombstone_key is not None:
                    content = {"key": tombstone_key.hex(), "rows": [json.loads(row) for row in tombstones]}
                    if making.key is not None:
                        making.write(TOMBSTONES, iter([_as_bytes(content)]))
                    else:
                        sealed_apart[TOMBSTONES + AGE] = seal(_as_bytes(content), apart)
                making.write(MANIFEST, iter([_as_bytes(manifest.as_json())]))
                put_together(part, making.parts(manifest), sealed_apart, making.key)
        with self._opened.store.write(actor) as work:
            rows = sum(manifest.counts.values())
            leads = manifest.counts.get("leads", 0)
            disclosure = Disclosures(work).add("archive", "zip", leads, "Everything was exported", {})
            work.record(
                "archive_exported", "workspace", self._opened.info.id, disclosure=disclosure, rows=rows,
                leads=leads, documents=manifest.document_count, is_sealed=making.key is not None,
            )  # fmt: skip
        shutil.rmtree(making.folder, ignore_errors=True)
        return Archived(out, manifest, out.stat().st_size, making.key is not None, making.went_on)

    @contextmanager
    def _source(self, actor: Actor) -> Iterator[Source]:
        opened = self._opened
        if not is_team(opened.folder):
            with LocalSource.open(opened.folder / STORE_NAME, opened.key) as source:
                yield source
            return
        from crm_desktop.services.team.opening import OpenTeam

        assert isinstance(opened, OpenTeam)
        with closing(opened.team_store.connect()) as server, server.transaction():
            server.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            server.execute("SELECT set_config('crm.token', %s, true)", (opened.team_store.token,))
            yield ServerSource(server, rows_as_admin(server))

    def _write(self, actor: Actor, source: Source, making: _Making) -> None:
        making.steps.begin("Rows", None)
        source.write_tables(making.write, making.is_done, making.steps.more)
        with self._opened.store.read(actor) as work:
            asked = union(
                *(select(t.c.sha256, t.c.size, t.c.key_id) for t in (attachments, evidence))
            ).order_by("sha256", "key_id")
            refs = [FileRef(row.sha256, row.size, row.key_id) for row in work.connection.execute(asked)]
        making.steps.begin("Documents", len(refs))
        listed = []
        for ref in refs:
            name = self._write_document(ref, making)
            entry = {"sha256": ref.sha256, "size": ref.size, "key_id": ref.person_key_id.hex, "file": name}
            listed.append(entry)
            making.steps.more(1)
        making.write(DOCUMENTS, iter([_as_bytes(listed)]))

    def _write_document(self, ref: FileRef, making: _Making) -> str | None:
        """The part's name; None where the person was erased or the file is lost."""
        name = f"documents/{ref.sha256}"
        if making.is_done(name):
            return name
        try:
            with self._opened.files.open(ref) as content:
                making.write(name, _blocks(content))
        except (FileMissing, FileDamaged, PersonKeyGone):
            return None
        return name

    def _manifest(self, actor: Actor, making: _Making, tombstones: int) -> ArchiveManifest:
        info, done = self._opened.info, making.done
        return ArchiveManifest(
            workspace_id=info.id,
            workspace_name=info.name,
            made_at=self._clock.now(),
            made_by=actor.person_id,
            program_version=__version__,
            revision=migrate.head(),
            tables=tuple(
                ArchivedTable(
                    table.name,
                    making.rows[table.name],
                    columns_of(table),
                    done[json_name(table.name)].part,
                    done[csv_name(table.name)].part,
                )
                for table in archived_tables()
            ),
            documents=tuple(done[name].part for name in sorted(done) if name.startswith("documents")),
            tombstones=tombstones,
            left_out=LEFT_OUT,
        )


class _Making:
    """The parts of an archive under way, in a folder beside it, with a list of those that are whole."""

    def __init__(self, folder: Path, passphrase: str, mark: str, steps: Steps) -> None:
        self.folder, self.steps, self.mark = folder, steps, mark
        self.key: ArchiveKey | None = None
        self.done: dict[str, WrittenPart] = {}
        self.rows: dict[str, int] = {}
        self._kept_at = 0.0
        self.went_on = self._take_up(passphrase)
        if not self.went_on:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o700)
            self.key = ArchiveKey.make(passphrase) if passphrase else None
            self.keep()

    def _take_up(self, passphrase: str) -> bool:
        """Go on with what another export left, if it is of the same state and the same passphrase."""
        try:
            found = json.loads((self.folder / _STATE).read_text("utf-8"))
            if found["mark"] != self.mark or bool(found["key"]) != bool(passphrase):
                return False
            if passphrase:
                self.key = ArchiveKey.open(bytes.fromhex(found["key"]), passphrase)
            for name, (size, sha256, crc, file, packed) in found["done"].items():
                written = WrittenPart(Part(name, size, sha256), self.folder / file, crc)
                if written.file.stat().st_size != packed:
                    return False
                if name.startswith("documents/") or (
                    name.startswith("tables/") and _table_of(name) not in ANEW
                ):
                    self.done[name] = written
            self.rows = {name: rows for name, rows in found["rows"].items() if name not in ANEW}
        except (OSError, ValueError, KeyError, TypeError, UserError):
            self.done, self.rows = {}, {}
            return False
        return bool(self.done)

    @contextmanager
    def begun(self) -> Iterator[None]:
        """Around the writing: who asks to stop wants nothing left, all else may go on later."""
        try:
            yield
        except (Cancelled, KeyboardInterrupt):
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        except BaseException:
            with suppress(OSError):
                self.keep()
            raise

    def is_done(self, name: str) -> bool:
        """Whether a part is whole."""
        return name in self.done

    def write(self, name: str, blocks: Iterator[bytes], rows: Callable[[], int] | None = None) -> None:
        """Write a part; `rows` says how many a table had, once the blocks are through."""
        written = write_part(self.folder, name, blocks, self.key)
        self.done[name] = written
        if rows is not None:
            self.rows[_table_of(name)] = rows()
        if time.monotonic() - self._kept_at > _KEEP_EVERY_S:
            self.keep()

    def keep(self) -> None:
        """Note which parts are whole."""
        state = {
            "mark": self.mark,
            "key": self.key.sealed.hex() if self.key is not None else "",
            "rows": self.rows,
            "done": {
                name: [w.part.size, w.part.sha256, w.crc, w.file.name, w.file.stat().st_size]
                for name, w in self.done.items()
            },
        }
        write_whole(self.folder / _STATE, _as_bytes(state))
        self._kept_at = time.monotonic()

    def parts(self, manifest: ArchiveManifest) -> list[WrittenPart]:
        """In the order they stand in the archive."""
        names = [
            MANIFEST,
            *(n for n in [TOMBSTONES] if n in self.done),
            *(n for t in manifest.tables for n in (t.csv.name, t.json.name)),
        ]
        return [self.done[name] for name in [*names, *(part.name for part in manifest.documents)]]


def _table_of(name: str) -> str:
    return name.removeprefix("tables/").rpartition(".")[0]


def _parts_folder(out: Path) -> Path:
    return out.with_name(f".{out.name}.parts")


def _as_bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _blocks(content: IO[bytes]) -> Iterator[bytes]:
    while block := content.read(_BLOCK):
        yield block
