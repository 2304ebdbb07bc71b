"""Sharing a workspace with a team: from the local file to a PostgreSQL server, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine

from crm_desktop import __version__
from crm_desktop.clock import Clock
from crm_desktop.domain.people import COMMAND_SEAT, Permission, Person, Reach
from crm_desktop.errors import ChangedMeanwhile, StoreProblem, UserError
from crm_desktop.secrets import subkey
from crm_desktop.secrets.workspace_file import STORE_NAME
from crm_desktop.secrets.workspace_key import RECOVERY
from crm_desktop.services.passwords import Passwords
from crm_desktop.services.people import ONE_TIME_FOR, PeopleService, one_time_password
from crm_desktop.services.progress import Progress
from crm_desktop.services.team.steps import Steps
from crm_desktop.services.workspace import BACKUPS, WorkspaceService
from crm_desktop.store.backup import BackupAbout, make_backup
from crm_desktop.store.backup_file import ENDING
from crm_desktop.store.engine import connect_file, engine_of
from crm_desktop.store.files import FileRef, LocalFiles
from crm_desktop.store.heads import SealedHead
from crm_desktop.store.locks import WorkspaceLock
from crm_desktop.store.moves import move_all, store_aside
from crm_desktop.store.people import People
from crm_desktop.store.person_keys import KEYS_NAME, PersonKeys
from crm_desktop.store.sealer import AUDIT_KEY, kept_key
from crm_desktop.store.settings import WorkspaceInfo
from crm_desktop.store.team.checks import Check, CheckState, check_server
from crm_desktop.store.team.files import documents_to_server
from crm_desktop.store.team.install import install, remove
from crm_desktop.store.team.loading import FROM_ROWS, SetAside
from crm_desktop.store.team.moving import (
    copy_to_server,
    count_local,
    lacking,
    make_months,
    rows_as_owner,
    tally_server,
)
from crm_desktop.store.team.names import TeamNames, slug_of
from crm_desktop.store.team.rows import Tally, different
from crm_desktop.store.team.scram import verifier
from crm_desktop.store.team.server import Address, ServerPlace
from crm_desktop.store.team.team_file import FILE_NAME, TeamFile, is_team

_NEW = f"{FILE_NAME}.new"


class AlreadyShared(StoreProblem):
    """The folder belongs to a team already."""

    def __init__(self) -> None:
        super().__init__(
            "This workspace is shared with a team already. To bring in another workstation: "
            "crm-desktop invite --out FILE."
        )


class ServerUnfit(StoreProblem):
    """Something is missing on the server; `checks` are all that were made."""

    def __init__(self, checks: tuple[Check, ...]) -> None:
        self.checks = checks
        missing = [check for check in checks if check.state is CheckState.MISSING]
        told = " ".join(f"{check.told} {check.mend}" for check in missing)
        super().__init__("The server can't be used yet. {told}", field="server", told=told)


class NotWhole(StoreProblem):
    """The local file hasn't all that would move."""

    def __init__(self, tables: str) -> None:
        super().__init__(
            "The workspace's file is damaged: {tables} is missing or not whole. Nothing was moved. Bring "
            "back a backup (crm-desktop --workspace NEW restore FILE), then share that.",
            tables=tables,
        )


class MovedDifferently(StoreProblem):
    """What arrived isn't what was sent."""

    def __init__(self, tables: str) -> None:
        super().__init__(
            "What arrived differs from what was sent ({tables}). Everything was taken back. Try again, and "
            "check the disks of both computers if it happens again.",
            tables=tables,
        )


@dataclass(frozen=True)
class Share:
    """Share a workspace on this server, as this admin; the owner's password is kept nowhere."""

    address: Address
    owner_password: str | None
    sign_in_name: str
    password: str
    passphrase: str | None = None
    key: bytes | None = None  # the workspace's, where it is open already
    code: str = ""  # of the admin's second factor

    def __repr__(self) -> str:
        return f"Share({self.address.place.shown})"


@dataclass(frozen=True)
class Invited:
    """Someone who gets a one-time password for the first sign-in on the server."""

    person: Person
    one_time_password: str

    def __repr__(self) -> str:
        return f"Invited({self.person.id})"


@dataclass(frozen=True)
class Shared:
    """A workspace that is on its server now: who is to be told which one-time password, what moved, where
    the backup and the local file are kept."""

    team: TeamFile
    invited: tuple[Invited, ...]
    rows: Mapping[str, int]
    hashes: Mapping[str, str]
    documents: int
    checks: tuple[Check, ...]
    backup: Path
    moved_aside: Path


@dataclass(frozen=True)
class _Leaving:
    """The local workspace as it is before it moves."""

    info: WorkspaceInfo
    key: bytes
    audit_key: bytes
    people: tuple[Person, ...]
    sharer: Person
    head: SealedHead | None


class SharingService:
    """Brings whole workspaces to a server."""

    def __init__(self, clock: Clock, passwords: Passwords) -> None:
        self._clock = clock
        self._passwords = passwords
        self._workspaces = WorkspaceService(clock, passwords)

    def check(self, address: Address, owner_password: str | None) -> tuple[Check, ...]:
        """What a server lacks, if anything; changes nothing there. Refusals of the connection are raised."""
        with closing(
            address.place.connect(address.user, owner_password, address.certificate_file)
        ) as connection:
            return check_server(connection, address.place, self._clock.now())

    def share(self, folder: Path, command: Share, progress: Progress | None = None) -> Shared:
        """Check the server, install, move every row, verify, switch the folder; or leave all as it was.

        The workspace must be open nowhere else. The person's sign-in is asked first, then the server.
        """
        steps = Steps(progress)
        if is_team(folder):
            raise AlreadyShared
        leaving = self._sign_in(folder, command)
        with closing(connect_file(folder / STORE_NAME, leaving.key, read_only=True, cache_mb=1)) as file:
            if lacks := lacking(file):
                raise NotWhole(", ".join(lacks))
        checks = self.check(command.address, command.owner_password)
        if any(check.state is CheckState.MISSING for check in checks):
            raise ServerUnfit(checks)
        with WorkspaceLock.alone(folder, "sharing"):
            backup = self._back_up(folder, leaving, steps)
            engine = engine_of(lambda: _administering(command))
            try:
                return self._move(folder, command, leaving, engine, checks, backup, steps)
            finally:
                engine.dispose()

    # ---- before ------------------------------------------------------------------------------------

    def _sign_in(self, folder: Path, command: Share) -> _Leaving:
        """Who shares, proven by the password; everybody's name must be one that a server can have."""
        opened = self._workspaces.open(folder, passphrase=command.passphrase, key=command.key)
        try:
            people = PeopleService(opened.store, self._passwords)
            signed_in = people.sign_in(command.sign_in_name, command.password, COMMAND_SEAT, command.code)
            try:
                actor = signed_in.actor
                actor.require(Permission.CHANGE_PEOPLE, Reach.ALL)
                actor.require(Permission.BACKUP, Reach.ALL, "move")
                if signed_in.must_change_password:
                    raise UserError("This is a one-time password. Sign in once and choose your own.")
                with opened.store.write(actor) as work:
                    everybody = People(work).all()
                    audit_key = kept_key(work) or subkey(opened.key, "audit seal")
                    work.record("sharing_begun", "workspace", opened.info.id)
            finally:
                people.sign_out(signed_in.actor, COMMAND_SEAT)
            probe = TeamNames("x" * 18)
            for person in everybody:
                probe.person(person.sign_in_name)
            sharer = next(person for person in everybody if person.id == actor.person_id)
            return _Leaving(opened.info, opened.key, audit_key, everybody, sharer, opened.seal())
        finally:
            opened.close()

    def _back_up(self, folder: Path, leaving: _Leaving, steps: Steps) -> Path:
        now = self._clock.now()
        file = folder / BACKUPS / f"before-sharing-{now:%Y%m%d-%H%M%S}{ENDING}"
        file.parent.mkdir(exist_ok=True)
        about = BackupAbout(
            leaving.info.id,
            leaving.info.name,
            __version__,
            (folder / RECOVERY).read_bytes(),
            leaving.head,
        )
        steps.begin("Backup", 100)
        make_backup(folder / STORE_NAME, leaving.key, file, about, now=now, progress=steps.part)
        return file

    # ---- the move ----------------------------------------------------------------------------------

    def _move(
        self,
        folder: Path,
        command: Share,
        leaving: _Leaving,
        engine: Engine,
        checks: tuple[Check, ...],
        backup: Path,
        steps: Steps,
    ) -> Shared:
        names = TeamNames(slug_of(leaving.info.name, _taken(engine)))
        team = TeamFile(leaving.info, names.slug, _reached(command, engine), command.address.user)
        found: list[tuple[dict[str, Tally], int, tuple[Invited, ...]]] = []

        def then(connection: Connection) -> None:
            found.append(self._fill(folder, command, leaving, names, connection, steps))

        steps.begin("Tables", None)
        install(engine, names, then)
        tallies, documents, invited = found[0]
        try:
            aside = _switch(folder, team, self._clock.now())
        except BaseException:
            (folder / _NEW).unlink(missing_ok=True)
            remove(engine, names)
            raise
        return Shared(
            team=team,
            invited=invited,
            rows={name: tally.count for name, tally in tallies.items()},
            hashes={name: tally.hash for name, tally in tallies.items()},
            documents=documents,
            checks=checks,
            backup=backup,
            moved_aside=aside,
        )

    def _fill(
        self,
        folder: Path,
        command: Share,
        leaving: _Leaving,
        names: TeamNames,
        connection: Connection,
        steps: Steps,
    ) -> tuple[dict[str, Tally], int, tuple[Invited, ...]]:
        """In the installing transaction: the rows, the documents, the proof, and everybody's login."""
        server: Any = connection.connection.driver_connection
        server.execute(f'SET LOCAL ROLE "{names.owner}"')
        with closing(connect_file(folder / STORE_NAME, leaving.key, read_only=True, cache_mb=32)) as file:
            counts = count_local(file)
            total = sum(counts.values())
            steps.begin("Rows", total)
            make_months(file, server, names.schema)
            aside = SetAside(server, [name for name, rows in counts.items() if rows >= FROM_ROWS])
            sent = copy_to_server(file, server, names.schema, steps.more)
            refs = document_refs(file)
            tombstone_keys = file.execute("SELECT no, key FROM tombstone_keys").fetchall()
        if sent["people"].count != len(leaving.people):
            raise ChangedMeanwhile("Someone changed the people meanwhile. Nothing was moved. Try again.")
        steps.begin("Indexes", len(aside.again))
        for _ in aside.statements():
            steps.more(1)
        steps.begin("Documents", len(refs))
        documents = _copy_documents(folder, leaving.key, refs, server, names.schema, steps.more)
        server.execute("INSERT INTO shared_keys VALUES (%s, %s)", (AUDIT_KEY, leaving.audit_key))
        for no, key in tombstone_keys:  # the erased stay away there too
            server.execute("INSERT INTO tombstone_keys VALUES (%s, %s)", (no, bytes(key)))
        steps.begin("Check", total)
        arrived = tally_server(rows_as_owner(server, names.schema), steps.more)
        if wrong := different(sent, arrived):
            raise MovedDifferently(", ".join(wrong))
        invited = self._make_logins(command, leaving, names, server)
        server.execute("RESET ROLE")
        return arrived, documents, invited

    def _make_logins(
        self, command: Share, leaving: _Leaving, names: TeamNames, server: Any
    ) -> tuple[Invited, ...]:
        """A login for everybody: the sharer's has the password just proven, the others' a one-time one."""
        until = self._clock.now() + ONE_TIME_FOR
        invited = []
        for person in (each for each in leaving.people if each.left_at is None):
            is_sharer = person.id == leaving.sharer.id
            word = command.password if is_sharer else one_time_password()
            made = verifier(word)
            server.execute("SELECT make_login(%s, %s, %s)", (person.sign_in_name, person.role.value, made))
            if not is_sharer:
                server.execute("SELECT one_time_password_set(%s, %s, %s)", (person.id, made, until))
            if person.is_disabled:
                server.execute(f'SET LOCAL ROLE "{names.keeper}"')
                server.execute(f'ALTER ROLE "{names.person(person.sign_in_name)}" NOLOGIN')
                server.execute(f'SET LOCAL ROLE "{names.owner}"')
            elif not is_sharer:
                invited.append(Invited(person, word))
        return tuple(invited)


def _administering(command: Share) -> Any:
    place = command.address.place
    return place.connect(command.address.user, command.owner_password, command.address.certificate_file)


def _reached(command: Share, engine: Engine) -> ServerPlace:
    with engine.connect() as connection:
        server: Any = connection.connection.driver_connection
        return command.address.place.reached_at(server)


def _taken(engine: Engine) -> frozenset[str]:
    """The slugs that other workspaces of the server have: of their schemas here, or of their roles."""
    sql = (
        "SELECT substr(nspname, 5) FROM pg_namespace WHERE starts_with(nspname, 'crm_') "
        "UNION SELECT left(substr(rolname, 5), -7) FROM pg_roles "
        "WHERE starts_with(rolname, 'crm_') AND right(rolname, 7) = '__owner'"
    )
    with engine.connect() as connection:
        return frozenset(connection.exec_driver_sql(sql).scalars())


def document_refs(file: Any) -> list[FileRef]:
    """Every document of a local store, once each."""
    of = "SELECT sha256, size, key_id FROM"
    sql = f"{of} attachments UNION {of} evidence"
    return [FileRef(str(sha), int(size), UUID(bytes=bytes(key))) for sha, size, key in file.execute(sql)]


def _copy_documents(
    folder: Path, key: bytes, refs: list[FileRef], server: Any, schema: str, told: Callable[[int], None]
) -> int:
    if not (folder / KEYS_NAME).exists():
        return 0
    keys = PersonKeys(folder, key)
    try:
        return documents_to_server(refs, LocalFiles(folder, keys), keys, server, schema, told)
    finally:
        keys.close()


def _switch(folder: Path, team: TeamFile, now: datetime) -> Path:
    """Make the folder a workstation of the team; what was the store lies among the backups now."""
    mark = f"before-sharing-{now:%Y%m%dT%H%M%SZ}"
    team.write(folder, _NEW)
    move_all(folder, [*store_aside(folder, BACKUPS, mark), (_NEW, FILE_NAME)])
    return folder / BACKUPS / f"{STORE_NAME}.{mark}"
