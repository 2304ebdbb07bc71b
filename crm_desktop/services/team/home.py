"""The way home: a team's workspace brought into a new local folder, or into one backup file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import update

from crm_desktop import __version__, secrets
from crm_desktop.clock import Clock
from crm_desktop.domain.people import COMMAND_SEAT, LOST, Actor, Permission, Reach
from crm_desktop.errors import StoreProblem, UserError
from crm_desktop.ids import new_id
from crm_desktop.secrets import WorkspaceFile, load_key
from crm_desktop.secrets.workspace_key import RECOVERY
from crm_desktop.services.passwords import Passwords
from crm_desktop.services.people import ONE_TIME_FOR, one_time_password
from crm_desktop.services.progress import Progress
from crm_desktop.services.team.opening import OpenTeam, open_team
from crm_desktop.services.team.people import TeamPeopleService
from crm_desktop.services.team.sharing import Invited, MovedDifferently, document_refs
from crm_desktop.services.team.steps import Steps
from crm_desktop.store import migrate
from crm_desktop.store.backup import BackupAbout, make_backup
from crm_desktop.store.backup_file import Manifest
from crm_desktop.store.engine import connect_file, engine_of, open_engine
from crm_desktop.store.files import LocalFiles
from crm_desktop.store.opening import STORE_NAME
from crm_desktop.store.people import People
from crm_desktop.store.person_keys import PersonKeys
from crm_desktop.store.place import check_place
from crm_desktop.store.sealer import AUDIT_KEY, Sealer, checkpoint_signature
from crm_desktop.store.settings import set_epoch, workspace_info
from crm_desktop.store.tables import sessions
from crm_desktop.store.team.files import documents_to_folder
from crm_desktop.store.team.install import remove
from crm_desktop.store.team.moving import copy_to_file, rows_as_admin, seal_ends, tally_file
from crm_desktop.store.team.rows import Tally, different
from crm_desktop.store.team.team_file import TeamFile, certificate_file, is_team
from crm_desktop.store.unit_of_work import Store


class NotShared(StoreProblem):
    """The folder is no team's."""

    def __init__(self) -> None:
        super().__init__(
            "This workspace is not shared with a team: there is no server to do this with. To share it: "
            "crm-desktop share --server URL."
        )


@dataclass(frozen=True)
class BringHome:
    """Bring a team's workspace into a new folder, as this admin.

    `drop` takes schema and roles off the server afterwards, with the server administrator's password.
    """

    to: Path
    sign_in_name: str
    password: str
    passphrase: str | None = None
    code: str = ""  # of the admin's second factor
    drop: bool = False
    owner_password: str | None = None

    def __repr__(self) -> str:
        return f"BringHome(to={self.to!r})"


@dataclass(frozen=True)
class Home:
    """A workspace that is local again: its recovery code, and who needs which one-time password."""

    folder: Path
    recovery_code: str
    invited: tuple[Invited, ...]
    rows: Mapping[str, int]
    hashes: Mapping[str, str]
    documents: int
    is_dropped: bool

    def __repr__(self) -> str:
        return f"Home(folder={self.folder!r})"


class HomeService:
    """Brings whole workspaces back from a server."""

    def __init__(self, clock: Clock, passwords: Passwords) -> None:
        self._clock = clock
        self._passwords = passwords

    def unshare(self, folder: Path, command: BringHome, progress: Progress | None = None) -> Home:
        """Copy everything into a new local workspace and verify it; nothing stays there when that fails.

        The server's store stays as it is, unless `drop` is asked. May take minutes.
        """
        if not is_team(folder):
            raise NotShared
        team = TeamFile.read(folder)
        if command.drop:  # asked before anything is copied
            team.server.connect(team.administrator, command.owner_password, certificate_file(folder)).close()
        with self._signed_in(folder, command) as (opened, actor):
            steps = Steps(progress)
            home = self._bring(opened, actor, command, steps)
            with opened.store.write(actor) as work:
                work.record("workspace_brought_home", "workspace", opened.info.id)
        if command.drop:
            connect = partial(
                team.server.connect, team.administrator, command.owner_password, certificate_file(folder)
            )
            engine = engine_of(connect)
            try:
                remove(engine, team.names)
            finally:
                engine.dispose()
        return home

    def back_up(
        self, opened: OpenTeam, actor: Actor, out: Path, progress: Progress | None = None
    ) -> Manifest:
        """Make one verified backup file of everything on the server, sealed with this folder's key.

        Passwords are the server's and not in it: after a restore the one who made it signs in as before.
        """
        actor.require(Permission.BACKUP, Reach.ALL)
        steps = Steps(progress)
        about = WorkspaceFile.read(opened.folder)
        opened.seal()
        with tempfile.TemporaryDirectory(prefix=".crm-desktop-", dir=opened.folder) as scratch:
            place = Path(scratch)
            filled = self._fill(opened, actor, place, opened.key, steps)
            store = Store(open_engine(place / STORE_NAME, opened.key), self._clock)
            try:
                self._let_in(store, actor, opened.team_store.password, [])
                head = Sealer(store, filled.audit_key).seal()
            finally:
                store.close()
            manifest = make_backup(
                place / STORE_NAME,
                opened.key,
                out,
                BackupAbout(
                    about.workspace_id, about.name, __version__, (opened.folder / RECOVERY).read_bytes(), head
                ),
                now=self._clock.now(),
            )
        with opened.store.write(actor) as work:
            work.record("backup_made", "workspace", opened.info.id, leads=manifest.counts.get("leads", 0))
        return manifest

    @contextmanager
    def _signed_in(self, folder: Path, command: BringHome) -> Iterator[tuple[OpenTeam, Actor]]:
        opened = open_team(folder, load_key(folder, command.passphrase), self._clock, seat=None)
        try:
            people = TeamPeopleService(opened.team_store, self._passwords, None)
            signed_in = people.sign_in(command.sign_in_name, command.password, COMMAND_SEAT, command.code)
            try:
                signed_in.actor.require(Permission.BACKUP, Reach.ALL, "move")
                if signed_in.must_change_password:
                    raise UserError("This is a one-time password. Sign in once and choose your own.")
                yield opened, signed_in.actor
            finally:
                people.sign_out(signed_in.actor, COMMAND_SEAT)
        finally:
            opened.close()

    def _bring(self, opened: OpenTeam, actor: Actor, command: BringHome, steps: Steps) -> Home:
        to, info = command.to, opened.info
        check_place(to)
        if to.exists() and any(to.iterdir()):
            raise UserError(
                "The folder {folder} is not empty. Choose a new one for the workspace.", field="to", folder=to
            )
        was_there = to.exists()
        opened.seal()
        made = secrets.create_key(
            to,
            workspace_id=info.id,
            name=info.name,
            created_at=info.created_at,
            passphrase=command.passphrase,
        )
        try:
            filled = self._fill(opened, actor, to, made.key, steps)
            invited = self._finish(to, made.key, actor, command.password, filled)
        except BaseException:
            secrets.discard_key(to)
            for left in [*to.iterdir()]:
                shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)
            if not was_there:
                with suppress(OSError):
                    to.rmdir()
            raise
        return Home(
            folder=to,
            recovery_code=made.recovery_code,
            invited=invited,
            rows={name: tally.count for name, tally in filled.tallies.items()},
            hashes={name: tally.hash for name, tally in filled.tallies.items()},
            documents=filled.documents,
            is_dropped=command.drop,
        )

    def _fill(self, opened: OpenTeam, actor: Actor, folder: Path, key: bytes, steps: Steps) -> _Filled:
        """Make a store in a folder and copy everything into it, as it was at one moment; verified."""
        engine = open_engine(folder / STORE_NAME, key, create=True)
        try:
            migrate.upgrade(engine)
        finally:
            engine.dispose()
        audit_key = opened.audit_key()
        with closing(opened.team_store.connect()) as server, server.transaction():
            server.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            server.execute("SELECT set_config('crm.token', %s, true)", (opened.team_store.token,))
            with closing(connect_file(folder / STORE_NAME, key, cache_mb=64)) as file:
                rows_of = rows_as_admin(server)
                steps.begin("Rows", None)
                file.execute("PRAGMA synchronous = OFF")  # verified below, and worth nothing before
                file.execute("BEGIN IMMEDIATE")
                sign = partial(_signed, audit_key)
                read = copy_to_file(rows_of, seal_ends(rows_of), file, steps.more, sign)
                file.execute("INSERT INTO shared_keys VALUES (?, ?)", (AUDIT_KEY, audit_key))
                ((tombstone_key,),) = server.execute("SELECT tombstone_key_for_backup()").fetchall()
                if tombstone_key is not None:
                    file.execute("INSERT INTO tombstone_keys VALUES (1, ?)", (bytes(tombstone_key),))
                file.execute("COMMIT")
                steps.begin("Check", sum(tally.count for tally in read.values()))
                if wrong := different(read, tally_file(file, steps.more)):
                    raise MovedDifferently(", ".join(wrong))
                refs = document_refs(file)
            steps.begin("Documents", len(refs))
            keys = PersonKeys(folder, key)
            try:
                files = LocalFiles(folder, keys)
                documents = documents_to_folder(
                    refs, server, opened.team.names.schema, files, keys, steps.more
                )
            finally:
                keys.close()
        return _Filled(read, documents, audit_key)

    def _finish(
        self, folder: Path, key: bytes, actor: Actor, password: str, filled: _Filled
    ) -> tuple[Invited, ...]:
        """Passwords, a new epoch, and the audit's proof that nothing in it was changed on the way."""
        store = Store(open_engine(folder / STORE_NAME, key), self._clock)
        try:
            with store.read() as work:
                everybody = [p for p in People(work).all() if p.id != actor.person_id and not p.is_disabled]
            invited = [Invited(person, one_time_password()) for person in everybody]
            self._let_in(store, actor, password, invited)
            sealer = Sealer(store, filled.audit_key)
            if problems := sealer.verify().problems:
                raise StoreProblem(problems[0])
            sealer.seal()
        finally:
            store.close()
        return tuple(invited)

    def _let_in(self, store: Store, actor: Actor, password: str, invited: list[Invited]) -> None:
        """Whoever brings it home signs in as before, the others with one-time passwords."""
        hashed = {each.person.id: self._passwords.hash(each.one_time_password) for each in invited}
        own = self._passwords.hash(password)
        with store.write(None) as work:
            people = People(work)
            people.set_password(actor.person_id, own, must_change=False, one_time_until=None)
            for person_id, word in hashed.items():
                people.set_password(person_id, word, must_change=True, one_time_until=work.now + ONE_TIME_FOR)
            work.connection.execute(
                update(sessions)
                .where(sessions.c.signed_out_at.is_(None))
                .values(signed_out_at=sessions.c.last_seen_at, end_reason=LOST)
            )
            set_epoch(work, new_id())
            work.record("workspace_unshared", "workspace", workspace_info(work).id)


@dataclass(frozen=True)
class _Filled:
    """What was copied into a folder, and the key of its audit's seals."""

    tallies: dict[str, Tally]
    documents: int
    audit_key: bytes


def _signed(key: bytes, no: int, last_no: int, digest: bytes) -> bytes:
    return checkpoint_signature(key, no, (0, last_no), digest)
