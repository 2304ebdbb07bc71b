"""Workspaces: making one, opening it with every check, recovering, backing up and restoring it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from crm_desktop import __version__, secrets
from crm_desktop.clock import Clock
from crm_desktop.domain.people import Actor, Permission, Person, Reach
from crm_desktop.domain.retention import KEPT_MONTHS, SWEPT
from crm_desktop.errors import StoreProblem, UserError
from crm_desktop.ids import new_id
from crm_desktop.secrets import WorkspaceFile, subkey
from crm_desktop.secrets.workspace_key import RECOVERY
from crm_desktop.services.erasing_again import erase_again
from crm_desktop.services.messages import add_ready_texts
from crm_desktop.services.passwords import Passwords
from crm_desktop.services.people import PeopleService
from crm_desktop.services.progress import Progress, asks, parts_of
from crm_desktop.store import migrate
from crm_desktop.store.backup import BackupAbout, daily_backups, due, make_backup, make_daily_backup
from crm_desktop.store.backup_file import Manifest
from crm_desktop.store.engine import open_engine
from crm_desktop.store.erasure_ledger import ErasureLedger
from crm_desktop.store.files import Files, LocalFiles
from crm_desktop.store.heads import SealedHead
from crm_desktop.store.lawful import GATE_ON
from crm_desktop.store.locks import WorkspaceLock
from crm_desktop.store.opening import STORE_NAME, check_clock, check_store
from crm_desktop.store.person_keys import PersonKeys, forget_keys
from crm_desktop.store.place import check_place, close_to_others
from crm_desktop.store.put_back import PutBack
from crm_desktop.store.restore import Restored, mend_broken_restore, restore_backup
from crm_desktop.store.rule_changes import rules_today
from crm_desktop.store.sealer import Sealer, kept_key
from crm_desktop.store.seat import Seat
from crm_desktop.store.settings import (
    SettingRows,
    WorkspaceInfo,
    add_workspace,
    last_act_at,
    set_epoch,
    workspace_info,
)
from crm_desktop.store.team.team_file import is_team
from crm_desktop.store.unit_of_work import Store

BACKUPS = "backups"


@dataclass(frozen=True, slots=True)
class NewWorkspace:
    """What a new workspace needs. The passphrase is used only where there is no key store."""

    name: str
    sign_in_name: str
    display_name: str
    password: str
    country: str = "IN"
    currency: str = "INR"
    zone: str = "Asia/Kolkata"
    passphrase: str | None = None


@dataclass(frozen=True)
class Created:
    """A new workspace: its recovery code, to be printed or written down once."""

    workspace_id: UUID
    recovery_code: str

    def __repr__(self) -> str:
        return f"Created(workspace_id={self.workspace_id!r})"


@dataclass(frozen=True)
class OpenWorkspace:
    """A workspace that is open here; `close` it. `seat` is None for commands, which sit nowhere."""

    folder: Path
    key: bytes
    store: Store
    info: WorkspaceInfo
    sealer: Sealer
    seat: Seat | None
    lock: WorkspaceLock

    def __repr__(self) -> str:
        return f"OpenWorkspace(folder={self.folder!r})"

    @cached_property
    def files(self) -> Files:
        """The documents attached here; their keys' file is opened when it is first needed."""
        return LocalFiles(self.folder, PersonKeys(self.folder, self.key))

    def people(self, passwords: Passwords) -> PeopleService:
        """The service that knows this workspace's people."""
        return PeopleService(self.store, passwords)

    @property
    def server(self) -> str:
        """Where a team's store is, as people know it; empty for a local one."""
        return ""

    @property
    def is_shared(self) -> bool:
        """Whether a team works on it, on a server."""
        return False

    @property
    def seals_as_person(self) -> bool:
        """Whether the audit can be sealed only while somebody is signed in."""
        return False

    def close(self) -> None:
        """Seal the audit once more and let everything go."""
        try:
            self.seal()
        finally:
            if self.seat is not None:
                self.seat.close()
            self.files.close()
            self.store.close()
            self.lock.release()

    def seal(self) -> SealedHead | None:
        """Seal what was audited since, and keep the head on this seat too."""
        head = self.sealer.seal()
        if head is not None and self.seat is not None:
            self.seat.add_sealed_head(head)
        return head


class WorkspaceService:
    """Acts on whole workspaces; the only service that works without one being open."""

    def __init__(self, clock: Clock, passwords: Passwords) -> None:
        self._clock = clock
        self._passwords = passwords

    def exists(self, folder: Path) -> bool:
        """Whether there is a workspace in the folder."""
        return (folder / "workspace.json").exists()

    def create(self, folder: Path, command: NewWorkspace) -> Created:
        """Make a workspace with its first admin; leaves nothing behind when anything fails."""
        name = " ".join(command.name.split())
        if not name:
            raise UserError("The workspace needs a name, such as your office's. Type one.", field="name")
        if self.exists(folder):
            raise secrets.AlreadyAWorkspace(str(folder))
        if (folder / STORE_NAME).exists():
            raise StoreProblem(
                "There is a file {file} in {folder}, but not the workspace.json that belongs to it. "
                "Choose an empty folder, or restore a backup.",
                file=STORE_NAME,
                folder=folder,
            )
        check_place(folder)
        was_there = folder.exists()
        workspace_id = new_id()
        made = secrets.create_key(
            folder,
            workspace_id=workspace_id,
            name=name,
            created_at=self._clock.now(),
            passphrase=command.passphrase,
        )
        try:
            self._fill(folder, made.key, workspace_id, name, command)
        except BaseException:
            secrets.discard_key(folder)
            for file in folder.glob(f"{STORE_NAME}*"):
                file.unlink(missing_ok=True)
            if not was_there:
                for file in folder.glob("*"):
                    file.unlink(missing_ok=True)
                folder.rmdir()
            raise
        return Created(workspace_id, made.recovery_code)

    def _fill(self, folder: Path, key: bytes, workspace_id: UUID, name: str, command: NewWorkspace) -> None:
        store = Store(open_engine(folder / STORE_NAME, key, create=True), self._clock)
        try:
            migrate.upgrade(store.engine)
            with store.write(None) as work:
                add_workspace(
                    work,
                    WorkspaceInfo(
                        workspace_id,
                        name,
                        command.country,
                        command.currency,
                        command.zone,
                        work.now,
                        new_id(),
                    ),
                )
                add_ready_texts(work)
                SettingRows(work).set("workspace", workspace_id, GATE_ON, True)
                SettingRows(work).set("workspace", workspace_id, SWEPT, True)
                months = int(rules_today(work).value("calls_kept_months", 0))
                if months in KEPT_MONTHS:  # as long as the rules of the office's country say
                    SettingRows(work).set("workspace", workspace_id, "calls_kept_months", months)
                work.record("workspace_created", "workspace", workspace_id)
            people = PeopleService(store, self._passwords)
            people.add_first_admin(command.sign_in_name, command.display_name, command.password)
            Sealer(store, _audit_key(key)).seal()
        finally:
            store.close()

    def open(
        self,
        folder: Path,
        *,
        seat: str | None = None,
        passphrase: str | None = None,
        key: bytes | None = None,
        progress: Progress | None = None,
    ) -> OpenWorkspace:
        """Open a workspace; every reason why it can't be is told apart, and nothing is overwritten.

        Upgrades an older schema after a verified backup copy. May take seconds: never on the GUI thread.
        """
        about = WorkspaceFile.read(folder)
        mend_broken_restore(folder)
        close_to_others(folder)
        if key is None:
            key = secrets.load_key(folder, passphrase)
        if is_team(folder):
            from crm_desktop.services.team.opening import open_team

            return open_team(folder, key, self._clock, seat=seat)
        path = folder / STORE_NAME
        revision = check_store(path, key, known_revisions=migrate.known_revisions(), mark=about.key_mark)
        if revision != migrate.head():
            self._upgrade(folder, about, key, progress)
        lock = WorkspaceLock.shared(folder)
        opened_seat: Seat | None = None
        store: Store | None = None
        try:
            if seat is not None:
                opened_seat = Seat.open(folder, seat, key, replace_damaged=True)
            store = Store(open_engine(path, key), self._clock)
            with store.read() as work:
                info = workspace_info(work)
                check_clock(self._clock.now(), last_act_at(work))
        except BaseException:
            if opened_seat is not None:
                opened_seat.close()
            if store is not None:
                store.close()
            lock.release()
            raise
        sealer = Sealer(store, partial(_kept_audit_key, store, key))
        return OpenWorkspace(folder, key, store, info, sealer, opened_seat, lock)

    def _upgrade(self, folder: Path, about: WorkspaceFile, key: bytes, progress: Progress | None) -> None:
        path = folder / STORE_NAME
        now = self._clock.now()
        with WorkspaceLock.alone(folder, "an upgrade"):
            copy = folder / BACKUPS / f"before-upgrade-{now:%Y%m%d-%H%M%S}.crmbackup"
            copy.parent.mkdir(exist_ok=True)
            make_backup(
                path,
                key,
                copy,
                _about(folder, about, None),
                now=now,
                purpose="upgrade",
                progress=parts_of(progress),
                cancelled=asks(progress),
            )
            engine: Engine = open_engine(path, key)
            try:
                migrate.upgrade(engine)
            finally:
                engine.dispose()

    # the recovery code

    def recover(
        self,
        folder: Path,
        code: str,
        new_password: str,
        *,
        sign_in_name: str | None = None,
        passphrase: str | None = None,
    ) -> Person:
        """Open a workspace by its recovery code on this computer and set an admin's password anew."""
        key = secrets.unlock_with_recovery(folder, code)
        secrets.adopt_key(folder, key, passphrase=passphrase)
        opened = self.open(folder, key=key)
        try:
            people = PeopleService(opened.store, self._passwords)
            admins = people.admins()
            wanted = sign_in_name.strip().casefold() if sign_in_name else ""
            chosen = next((a for a in admins if a.sign_in_name == wanted), None)
            if chosen is None:
                if wanted or len(admins) != 1:
                    raise UserError(
                        "Say which admin gets the new password: {names}.",
                        field="name",
                        names=", ".join(a.sign_in_name for a in admins),
                    )
                chosen = admins[0]
            people.set_password_by_recovery(chosen.id, new_password)
            return chosen
        finally:
            opened.close()

    def confirm_recovery_code(self, opened: OpenWorkspace, actor: Actor, typed: str) -> None:
        """Check the code typed back and stop reminding; raises UserError naming the mistyped group."""
        if secrets.unlock_with_recovery(opened.folder, typed) != opened.key:
            raise secrets.RecoveryCodeOfAnother
        with opened.store.write(actor) as work:
            SettingRows(work).set("workspace", opened.info.id, "recovery_code_confirmed", True)
            work.record("recovery_code_confirmed", "workspace", opened.info.id)
            work.announce("settings")

    def new_recovery_code(self, opened: OpenWorkspace, actor: Actor) -> str:
        """Make another recovery code; the one before no longer opens the workspace."""
        actor.require(Permission.BACKUP, Reach.ALL, "recovery code")
        with opened.store.write(actor) as work:
            SettingRows(work).set("workspace", opened.info.id, "recovery_code_confirmed", False)
            work.record("recovery_code_made", "workspace", opened.info.id)
            work.announce("settings")
        return secrets.new_recovery_code(opened.folder, opened.key)

    # backups

    def back_up(
        self, opened: OpenWorkspace, actor: Actor, out: Path, progress: Progress | None = None
    ) -> Manifest:
        """Make a verified backup in one file while everybody goes on working."""
        actor.require(Permission.BACKUP, Reach.ALL)
        if is_team(opened.folder):
            from crm_desktop.services.team.home import HomeService
            from crm_desktop.services.team.opening import OpenTeam

            assert isinstance(opened, OpenTeam)
            return HomeService(self._clock, self._passwords).back_up(opened, actor, out, progress)
        head = opened.seal()
        manifest = make_backup(
            opened.folder / STORE_NAME,
            opened.key,
            out,
            _about(opened.folder, WorkspaceFile.read(opened.folder), head),
            now=self._clock.now(),
            progress=parts_of(progress),
            cancelled=asks(progress),
        )
        self.ledger(opened, out.parent).touch()
        with opened.store.write(actor) as work:
            work.record("backup_made", "workspace", opened.info.id, leads=manifest.counts.get("leads", 0))
        return manifest

    @staticmethod
    def ledger(opened: OpenWorkspace, *more: Path) -> ErasureLedger:
        """The list of erasures in the workspace's folder and beside its backups."""
        places = (opened.folder, opened.folder / BACKUPS, WorkspaceService.backup_folder(opened), *more)
        return ErasureLedger(opened.info.id, opened.key, places)

    @staticmethod
    def backup_folder(opened: OpenWorkspace) -> Path:
        """Where daily backups go: the admin's folder, else one inside the workspace's."""
        with opened.store.read() as work:
            chosen = SettingRows(work).of_workspace("backup_folder")
        return Path(chosen) if chosen else opened.folder / BACKUPS

    def last_backup_at(self, opened: OpenWorkspace) -> datetime | None:
        """When the newest daily backup was made and verified; a team's are its server's."""
        if is_team(opened.folder):
            return None
        found = daily_backups(self.backup_folder(opened), opened.info.id)
        return found[-1][0] if found else None

    def back_up_if_due(self, opened: OpenWorkspace, progress: Progress | None = None) -> Path | None:
        """Make today's backup if it is not there yet; gives its file. A team's is its server's."""
        if is_team(opened.folder):
            return None
        now = self._clock.now()
        if not due(self.last_backup_at(opened), now, ZoneInfo(opened.info.zone)):
            return None
        head = opened.seal()
        about = _about(opened.folder, WorkspaceFile.read(opened.folder), head)
        folder = self.backup_folder(opened)
        if folder == opened.folder / BACKUPS:
            folder.mkdir(exist_ok=True)
        made = make_daily_backup(
            opened.folder / STORE_NAME, opened.key, folder, about, now=now, progress=parts_of(progress),
            cancelled=asks(progress),
        )  # fmt: skip
        self.ledger(opened).touch()
        with opened.store.write(None) as work:
            work.record("backup_made", "workspace", opened.info.id, daily=True)
        return made

    def restore(
        self,
        file: Path,
        folder: Path,
        *,
        recovery_code: str | None = None,
        passphrase: str | None = None,
        progress: Progress | None = None,
    ) -> Restored:
        """Bring a backup back, whole or not at all; needs the workspace alone. Who may is asked before.

        The restored store gets a new epoch, so that other workstations notice, and the seats' copies of
        audit seals that the backup doesn't have yet are forgotten. Who was erased since is erased again.
        """
        if is_team(folder):
            raise StoreProblem(
                "{folder} is a workstation of a team, whose store is on its server. Restore the backup into "
                "a new folder.",
                folder=folder,
            )

        gone: set[UUID] = set()

        def adjust(database: Path, key: bytes, documents: Path) -> None:
            engine = open_engine(database, key)
            store = Store(engine, self._clock)
            files = LocalFiles(documents, PersonKeys(documents, key))
            try:
                if _revision(engine) != migrate.head():
                    migrate.upgrade(engine)
                with store.write(None) as work:
                    set_epoch(work, new_id())
                    info = workspace_info(work)
                    work.record("backup_restored", "workspace", info.id)
                    known = ErasureLedger(info.id, key, (folder, folder / BACKUPS, file.parent)).entries()
                    if known is None:
                        PutBack(work).hold()
                        work.record("restored_without_erasures", "workspace", None)
                gone.update(erase_again(store, files, known or ()))
            finally:
                files.close()
                store.close()  # the last connection takes the write-ahead log into the file

        restored = restore_backup(
            file,
            folder,
            now=self._clock.now(),
            recovery_code=recovery_code,
            passphrase=passphrase,
            known_revisions=migrate.known_revisions(),
            adjust=adjust,
            progress=parts_of(progress),
            cancelled=asks(progress),
        )
        if gone:
            forget_keys(folder, restored.key, frozenset(gone))
        head = restored.manifest.sealed_head
        for seat_file in sorted((folder / "seats").glob("*.db")) if (folder / "seats").is_dir() else ():
            seat = Seat.open(folder, seat_file.stem, restored.key, replace_damaged=True)
            seat.drop_sealed_heads_after(head.no if head is not None else 0)
            seat.close()
        return restored


def _audit_key(key: bytes) -> bytes:
    return subkey(key, "audit seal")


def _kept_audit_key(store: Store, key: bytes) -> bytes:
    """The one a team had in common, where the workspace was brought back from its server."""
    with store.read() as work:
        return kept_key(work) or _audit_key(key)


def _about(folder: Path, about: WorkspaceFile, head: SealedHead | None) -> BackupAbout:
    try:
        recovery = (folder / RECOVERY).read_bytes()
    except FileNotFoundError as error:
        raise UserError(
            "No backup can be made: the file {file} is missing. "
            "Make a new recovery code in Settings, then back up.",
            file=folder / RECOVERY,
        ) from error
    return BackupAbout(about.workspace_id, about.name, __version__, recovery, head)


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return migrate.current(connection)
