"""Bringing an archive back into an empty workspace: whole and proven equal, or nothing is changed."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update

from crm_desktop.clock import Clock
from crm_desktop.domain.people import COMMAND_SEAT, LOST, Actor, Permission, Person, Reach, Role
from crm_desktop.errors import StoreProblem, UserError
from crm_desktop.ids import new_id
from crm_desktop.secrets import WorkspaceFile, subkey
from crm_desktop.services.archive import DOCUMENTS
from crm_desktop.services.deletion import SETTING as DELETION_PLANNED
from crm_desktop.services.passwords import Passwords
from crm_desktop.services.people import ONE_TIME_FOR, one_time_password
from crm_desktop.services.progress import Progress
from crm_desktop.services.team.steps import Steps
from crm_desktop.services.workspace import BACKUPS, OpenWorkspace, WorkspaceService
from crm_desktop.store import migrate
from crm_desktop.store.archive_file import ArchivedTable, ArchiveManifest, ArchiveReader
from crm_desktop.store.archive_rows import row_reader
from crm_desktop.store.backup_documents import scratch_folder
from crm_desktop.store.engine import connect_file, open_engine
from crm_desktop.store.errors import ArchiveDamaged, ArchiveNewer
from crm_desktop.store.files import FILES, FileRef, LocalFiles
from crm_desktop.store.locks import WorkspaceLock
from crm_desktop.store.moves import move_all, store_aside, take_back
from crm_desktop.store.opening import STORE_NAME
from crm_desktop.store.people import People
from crm_desktop.store.person_keys import KEYS_NAME, PersonKeys
from crm_desktop.store.sealer import Sealer
from crm_desktop.store.settings import set_epoch, workspace_info
from crm_desktop.store.tables import (
    calls,
    campaigns,
    imports,
    leads,
    metadata,
    people,
    sessions,
    settings,
    workspace,
)
from crm_desktop.store.team.moving import BATCH, tally_file
from crm_desktop.store.team.rows import Row, Tally, different
from crm_desktop.store.team.team_file import is_team
from crm_desktop.store.unit_of_work import Store, Work

# The audit's seals are of the place they were made in; here it is sealed anew.
_NOT_BROUGHT = frozenset({"audit_seals"})


@dataclass(frozen=True)
class ImportArchive:
    """Bring `file` into the workspace of `folder`, as this admin, who signs in there afterwards too."""

    file: Path
    sign_in_name: str
    password: str = field(repr=False)
    passphrase: str = field(default="", repr=False)  # of the archive
    code: str = field(default="", repr=False)  # of the admin's second factor
    key: bytes | None = field(default=None, repr=False)  # the workspace's, where it is open already
    apart_passphrase: str = field(default="", repr=False)  # tried too for what keeps the erased away


@dataclass(frozen=True)
class Newcomer:
    """Someone of the archive, who gets a one-time password for the first sign-in here."""

    person: Person
    one_time_password: str = field(repr=False)


@dataclass(frozen=True)
class Brought:
    """An archive that is in the workspace now: what it said, who needs a password, the empty store before."""

    manifest: ArchiveManifest
    rows: Mapping[str, int]
    documents: int
    tombstones: int
    newcomers: tuple[Newcomer, ...]
    moved_aside: Path


@dataclass(frozen=True)
class _Before:
    """The empty workspace: its key, its own id, and the admin who brings the archive."""

    key: bytes
    workspace_id: UUID
    admin: Person
    admin_row: Mapping[str, Any]


class ArchiveImportService:
    """Brings archives into empty workspaces."""

    def __init__(self, clock: Clock, passwords: Passwords) -> None:
        self._clock = clock
        self._passwords = passwords
        self._workspaces = WorkspaceService(clock, passwords)

    def bring(self, folder: Path, command: ImportArchive, progress: Progress | None = None) -> Brought:
        """Read, check and compare everything in a store beside the empty one, then exchange them in one go.

        The workspace must be open nowhere else. Raises UserError for a workspace that isn't empty or an
        admin the archive knows as somebody else, `NotAnArchive`, `ArchiveDamaged`, `ArchiveNewer`,
        `ArchivePassphrase`; then nothing has changed.
        """
        if is_team(folder):
            raise StoreProblem(
                "{folder} belongs to a team. Bring the archive into a new local workspace, then share that.",
                folder=folder,
            )
        steps = Steps(progress)
        with closing(_reader(command)) as archive:
            if archive.manifest.revision not in migrate.known_revisions():
                raise ArchiveNewer(command.file.name, archive.manifest.program_version)
            buried = archive.tombstones()  # before the rows, of which there may be millions
            before = self._sign_in(folder, command)
            with WorkspaceLock.alone(folder, "an archive coming back"):
                take_back(folder)
                scratch = scratch_folder(folder)
                try:
                    return self._bring(folder, scratch, archive, buried, before, command, steps)
                finally:
                    shutil.rmtree(scratch, ignore_errors=True)

    def _sign_in(self, folder: Path, command: ImportArchive) -> _Before:
        """Who brings it, proven by the password; and that nothing is lost in this workspace."""
        opened = self._workspaces.open(folder, key=command.key)
        try:
            service = opened.people(self._passwords)
            signed_in = service.sign_in(command.sign_in_name, command.password, COMMAND_SEAT, command.code)
            try:
                actor = signed_in.actor
                actor.require(Permission.BACKUP, Reach.ALL, "bring")
                actor.require(Permission.CHANGE_PEOPLE, Reach.ALL)
                with opened.store.read(actor) as work:
                    ask = work.connection.execute
                    _refuse_full(work)
                    row = ask(select(people).where(people.c.id == actor.person_id)).one()
                    admin = People(work).get(actor.person_id)
                    assert admin is not None
            finally:
                service.sign_out(signed_in.actor, COMMAND_SEAT)
            return _Before(opened.key, opened.info.id, admin, dict(row._mapping))
        finally:
            opened.close()

    def _bring(
        self,
        folder: Path,
        scratch: Path,
        archive: ArchiveReader,
        buried: Mapping[str, Any] | None,
        before: _Before,
        command: ImportArchive,
        steps: Steps,
    ) -> Brought:
        key, manifest = before.key, archive.manifest
        engine = open_engine(scratch / STORE_NAME, key, create=True)
        try:
            migrate.upgrade(engine, manifest.revision)
        finally:
            engine.dispose()
        steps.begin("Rows", sum(manifest.counts.values()))
        with closing(connect_file(scratch / STORE_NAME, key, cache_mb=64)) as file:
            file.execute("PRAGMA synchronous = OFF")  # compared below, and worth nothing before
            file.execute("BEGIN IMMEDIATE")
            read = _fill(file, archive, steps)
            tombstones = _bury(file, buried)
            file.execute("COMMIT")
            steps.begin("Check", sum(manifest.counts.values()))
            if manifest.revision == migrate.head():
                found = tally_file(file, steps.more)
                if different(read, {name: found[name] for name in read}):
                    raise ArchiveDamaged(archive.name)
        documents = _unpack(archive, scratch, key, steps)
        newcomers = self._let_in(scratch, before, command.password, manifest)
        aside = _exchange(folder, scratch, self._clock.now())
        about = WorkspaceFile.read(folder)
        replace(about, name=manifest.workspace_name).write(folder)
        return Brought(manifest, manifest.counts, documents, tombstones, newcomers, aside)

    def _let_in(
        self, scratch: Path, before: _Before, password: str, manifest: ArchiveManifest
    ) -> tuple[Newcomer, ...]:
        """Who brings it signs in as before, the others with one-time passwords; the audit is sealed anew."""
        engine = open_engine(scratch / STORE_NAME, before.key)
        store = Store(engine, self._clock)
        try:
            if manifest.revision != migrate.head():
                migrate.upgrade(engine)
            with store.read() as work:
                everybody = People(work).all()
            admin, is_new = _who(before.admin, everybody)
            newcomers = [
                Newcomer(person, one_time_password())
                for person in everybody
                if person.id != admin.id and not person.is_disabled
            ]
            hashed = {each.person.id: self._passwords.hash(each.one_time_password) for each in newcomers}
            own = self._passwords.hash(password)
            with store.write(None) as work:
                rows, run = People(work), work.connection.execute
                if is_new:
                    run(people.insert().values({**before.admin_row, "team_id": None}))
                rows.set_password(admin.id, own, must_change=False, one_time_until=None)
                for person_id, word in hashed.items():
                    until = work.now + ONE_TIME_FOR
                    rows.set_password(person_id, word, must_change=True, one_time_until=until)
                run(
                    update(sessions)
                    .where(sessions.c.signed_out_at.is_(None))
                    .values(signed_out_at=sessions.c.last_seen_at, end_reason=LOST)
                )
                # The folder's own id: its key, its backups and its name in the key store go by it.
                was = workspace_info(work).id
                run(update(workspace).values(id=before.workspace_id))
                run(update(settings).where(settings.c.owner_id == was).values(owner_id=before.workspace_id))
                # It may have been asked for there; nobody asked for it here.
                run(delete(settings).where(settings.c.key == DELETION_PLANNED))
                set_epoch(work, new_id())
                work.record(
                    "archive_imported", "workspace", before.workspace_id, rows=sum(manifest.counts.values()),
                    made_at=manifest.made_at.isoformat(), was=str(was),
                )  # fmt: skip
            Sealer(store, subkey(before.key, "audit seal")).seal()
        finally:
            store.close()
        return tuple(newcomers)


def look_into(opened: OpenWorkspace, actor: Actor, command: ImportArchive) -> ArchiveManifest:
    """What the archive says of itself, before the workspace is closed for it; raises as `bring` would."""
    actor.require(Permission.BACKUP, Reach.ALL, "bring")
    with closing(_reader(command)) as archive:
        if archive.manifest.revision not in migrate.known_revisions():
            raise ArchiveNewer(command.file.name, archive.manifest.program_version)
        with opened.store.read(actor) as work:
            _refuse_full(work)
        archive.tombstones()
        return archive.manifest


def _reader(command: ImportArchive) -> ArchiveReader:
    return ArchiveReader(command.file, command.passphrase, command.apart_passphrase)


def _refuse_full(work: Work) -> None:
    """Nothing is lost in a workspace that an archive takes the place of."""
    ask = work.connection.execute
    for table in (leads, campaigns, calls, imports):
        if ask(select(table.c.id).limit(1)).first() is not None:
            raise UserError(
                "This workspace is not empty: it has {what}. Make a new one for the archive.",
                what=table.name,
            )
    if ask(select(func.count()).select_from(people)).scalar_one() != 1:
        raise UserError("This workspace has other people already. Make a new one for the archive.")


def _who(bringer: Person, everybody: Sequence[Person]) -> tuple[Person, bool]:
    """The person of the archive who is the one bringing it, else the bringer as a new one."""
    same = next((each for each in everybody if each.sign_in_name == bringer.sign_in_name), None)
    if same is None:
        return bringer, True
    if same.role is not Role.ADMIN or same.is_disabled:
        admins = [p.sign_in_name for p in everybody if p.role is Role.ADMIN and not p.is_disabled]
        raise UserError(
            "In the archive {name} is no admin. Make the empty workspace with one of its admins, or with a "
            "new name: {admins}.",
            name=bringer.sign_in_name,
            admins=", ".join(admins),
        )
    return same, False


def _fill(file: Any, archive: ArchiveReader, steps: Steps) -> dict[str, Tally]:
    """Put every row of the archive into the empty tables; gives what was put there."""
    put: dict[str, Tally] = {}
    try:
        for table in archive.manifest.tables:
            if table.name not in _NOT_BROUGHT:
                put[table.name] = _fill_table(file, archive, table, steps)
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveDamaged(archive.name) from error
    if "lead_search" in put:
        file.execute("INSERT INTO lead_fts(rowid, text) SELECT no, text FROM lead_search")
    return put


def _fill_table(file: Any, archive: ArchiveReader, table: ArchivedTable, steps: Steps) -> Tally:
    known = metadata.tables.get(table.name)
    if known is None or not {name for name, _ in table.columns} <= {c.name for c in known.c}:
        raise ArchiveDamaged(archive.name)
    tally = Tally.of(known)
    names = ", ".join(f'"{name}"' for name, _ in table.columns)
    places = ", ".join("?" for _ in table.columns)
    read = row_reader(table.columns)
    insert = f'INSERT INTO "{table.name}" ({names}) VALUES ({places})'  # noqa: S608 - names of our own tables
    lines = archive.lines(table.json)
    while rows := [read(line) for line in islice(lines, BATCH)]:
        for row in rows:
            tally.add(row)
        file.executemany(insert, rows)
        steps.more(len(rows))
    if tally.count != table.rows:
        raise ArchiveDamaged(archive.name)
    return tally


def _bury(file: Any, found: Mapping[str, Any] | None) -> int:
    """The erased stay away here too; gives how many tombstones there are."""
    if found is None:
        return 0
    kinds = {"digest": "bytes", "erasure_id": "id", "at": "time", "lifted_at": "time", "lifted_by": "id"}
    rows: list[Row] = []
    names: list[str] = []
    for each in found["rows"]:
        names = list(each)
        rows.append(row_reader([(name, kinds.get(name, "plain")) for name in names])(json.dumps(each)))
    file.execute("INSERT INTO tombstone_keys (no, key) VALUES (1, ?)", (bytes.fromhex(found["key"]),))
    columns = ", ".join(f'"{name}"' for name in names)
    places = ", ".join("?" for _ in names)
    file.executemany(f"INSERT INTO tombstones ({columns}) VALUES ({places})", rows)  # noqa: S608 - as above
    return len(rows)


def _unpack(archive: ArchiveReader, scratch: Path, key: bytes, steps: Steps) -> int:
    """Put the documents into the folder, sealed with new keys of their people; gives how many there are."""
    with archive.open(DOCUMENTS) as source:
        listed = json.load(source)
    parts = {part.name: part for part in archive.manifest.documents}
    keys = PersonKeys(scratch, key)
    (scratch / FILES).mkdir(exist_ok=True)
    count = 0
    steps.begin("Documents", len(listed))
    try:
        files = LocalFiles(scratch, keys)
        for each in listed:
            key_id = UUID(each["key_id"])
            if each["file"] is None:
                keys.destroy(key_id)  # nobody gives it a new one
            else:
                stream = _Stream(archive.blocks(parts[each["file"]]))
                ref = files.put(io.BufferedReader(stream), key_id)
                if ref != FileRef(each["sha256"], each["size"], key_id):
                    raise ArchiveDamaged(archive.name)
                count += 1
            steps.more(1)
    finally:
        keys.close()
    return count


class _Stream(io.RawIOBase):
    """Blocks as a file."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._rest = b""

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill a buffer; 0 at the end."""
        if not self._rest:
            self._rest = next(self._blocks, b"")
        piece, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def _exchange(folder: Path, scratch: Path, now: datetime) -> Path:
    """Put the filled store in place of the empty one, which lies among the backups afterwards."""
    mark = f"before-archive-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    (folder / BACKUPS).mkdir(exist_ok=True)
    found = [name for name in (STORE_NAME, KEYS_NAME, FILES) if (scratch / name).exists()]
    brought = [(f"{scratch.name}/{name}", name) for name in found]
    move_all(folder, [*store_aside(folder, BACKUPS, mark), *brought])
    return folder / BACKUPS / f"{STORE_NAME}.{mark}"
