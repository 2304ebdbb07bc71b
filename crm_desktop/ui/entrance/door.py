"""The door to a workspace: opening, making, recovering and restoring it, without Qt.

Everything here may take seconds and is called off the GUI thread. The heavy libraries are imported
by the first call, which comes after the first paint.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from crm_desktop.clock import Clock

if TYPE_CHECKING:
    from crm_desktop.domain.people import Person
    from crm_desktop.services.bundle import Services
    from crm_desktop.services.passwords import Passwords
    from crm_desktop.services.people import SignedIn
    from crm_desktop.services.team.kept_password import KeptPasswords
    from crm_desktop.services.team.sharing import Share, Shared
    from crm_desktop.services.workspace import OpenWorkspace, WorkspaceService
    from crm_desktop.ui.ops import Progress


@dataclass(frozen=True)
class OpenDoor:
    """An open workspace, and what the sign-in shows of it."""

    services: Services
    names: tuple[str, ...]
    last_backup: BackupWords
    server: str = ""  # of a team, as people know it
    passwords: KeptPasswords | None = None  # of a team, where this computer's key store may keep them

    @property
    def name(self) -> str:
        """The workspace's name."""
        return self.services.workspace.name


@dataclass(frozen=True)
class Entered:
    """Somebody is in: the open workspace, who it is, and the file a first start brought."""

    door: OpenDoor
    signed_in: SignedIn
    is_first: bool = False
    file: Path | None = None


@dataclass(frozen=True)
class BackupWords:
    """When the last backup was made, by the workspace's clock: "today", "yesterday" or how many days ago."""

    days_ago: int | None
    clock: str = ""


@dataclass(frozen=True)
class FirstStart:
    """What the first start asks. `passphrase` only where the computer has no key store."""

    office: str
    person: str
    password: str
    file: Path | None
    passphrase: str = ""


class Wire(Protocol):
    """Makes the services of an open workspace; `app.py` gives it."""

    def __call__(self, opened: OpenWorkspace) -> Services:
        """The services on this store."""
        ...


class Door:
    """One workspace folder and seat, and the ways in."""

    def __init__(
        self, folder: Path, seat: str, clock: Clock, passwords: Callable[[], Passwords], wire: Wire
    ) -> None:
        self.folder = folder
        self.seat = seat
        self.clock = clock
        self._passwords = passwords
        self._wire = wire

    def at(self, folder: Path) -> Door:
        """The door of another workspace."""
        return Door(folder, self.seat, self.clock, self._passwords, self._wire)

    @property
    def is_first_start(self) -> bool:
        """Whether there is nothing here yet; quick, no library needed."""
        return not (self.folder / "workspace.json").exists() and not (self.folder / "workspace.db").exists()

    def open(self, passphrase: str | None = None, progress: Progress | None = None) -> OpenDoor:
        """Open the workspace; raises StoreProblem, each reason in its own words."""
        return self._opened(
            self._workspaces().open(
                self.folder, seat=self.seat, passphrase=passphrase or None, progress=progress
            )
        )

    def create(self, wish: FirstStart) -> tuple[OpenDoor, SignedIn]:
        """Make the workspace, open it and sign its first admin in."""
        from crm_desktop.services.samples import add_samples
        from crm_desktop.services.workspace import NewWorkspace

        name = sign_in_name(wish.person)
        command = NewWorkspace(
            wish.office,
            name,
            " ".join(wish.person.split()),
            wish.password,
            passphrase=wish.passphrase or None,
        )
        self._workspaces().create(self.folder, command)
        opened = self.open(wish.passphrase)
        services = opened.services
        signed_in = services.people.sign_in(name, wish.password, self.seat)
        if wish.file is None:
            made = add_samples(signed_in.actor, services.campaigns, services.leads)
            services.settings.set(signed_in.actor, "last_campaign", str(made.campaign_id))
        return opened, signed_in

    def recover(self, code: str, new_password: str, sign_in_name: str = "", passphrase: str = "") -> Person:
        """Open by the recovery code and set an admin's password anew; the workspace is left closed."""
        return self._workspaces().recover(
            self.folder,
            code,
            new_password,
            sign_in_name=sign_in_name or None,
            passphrase=passphrase or None,
        )

    def restore(self, file: Path, code: str, passphrase: str, progress: Progress | None = None) -> int:
        """Bring a backup back, whole or not at all; gives how many documents came without their key."""
        restored = self._workspaces().restore(
            file,
            self.folder,
            recovery_code=code or None,
            passphrase=passphrase or None,
            progress=progress,
        )
        return restored.unopened

    def join(self, invitation: str, passphrase: str) -> None:
        """Make the folder a workstation of a team; `invitation` is a file's path or a link."""
        from crm_desktop.services.team.joining import JoiningService
        from crm_desktop.store.team.invitation import read_invitation

        JoiningService(self.clock).join(self.folder, read_invitation(invitation), passphrase or None)

    def share(self, command: Share, progress: Progress | None = None) -> tuple[Shared, str, Path]:
        """Move the workspace to a server; gives what was done, the invitation's link and its file."""
        from crm_desktop.services.team.sharing import SharingService
        from crm_desktop.store.team.invitation import ENDING, Invitation

        done = SharingService(self.clock, self._passwords()).share(self.folder, command, progress)
        invitation = Invitation(done.team)
        file = self.folder / f"{done.team.slug}{ENDING}"
        invitation.write(file)
        return done, invitation.link, file

    def _workspaces(self) -> WorkspaceService:
        from crm_desktop.services.workspace import WorkspaceService

        return WorkspaceService(self.clock, self._passwords())

    def _opened(self, opened: OpenWorkspace) -> OpenDoor:
        try:
            services = self._wire(opened)
            names = services.people.sign_in_names()
            made = self._workspaces().last_backup_at(opened)
        except BaseException:
            opened.close()
            raise
        words = backup_words(made, self.clock.now(), services.workspace.zone)
        return OpenDoor(services, names, words, opened.server, _kept_passwords(opened))


def _kept_passwords(opened: OpenWorkspace) -> KeptPasswords | None:
    if not opened.server:
        return None
    from crm_desktop.services.team.kept_password import KeptPasswords

    kept = KeptPasswords(opened.folder)
    return kept if kept.is_offered else None


def backup_words(made: datetime | None, now: datetime, zone: str) -> BackupWords:
    """When a backup was made, by the clock of a zone; `made` and `now` aware."""
    if made is None:
        return BackupWords(None)
    there = ZoneInfo(zone)
    then, today = made.astimezone(there), now.astimezone(there)
    return BackupWords(max(0, (today.date() - then.date()) // timedelta(days=1)), f"{then:%H:%M}")


def place_key(folder: Path, seat: str) -> str:
    """A short name for a workspace and seat in this workstation's own settings."""
    return hashlib.sha256(f"{folder.resolve()}\0{seat}".encode()).hexdigest()[:16]


def sign_in_name(person: str) -> str:
    """A sign-in name made of a person's name: "Rohini Nambiar" becomes "rohini.nambiar"."""
    words = ["".join(char for char in word if char.isalnum() or char in "_-") for word in person.split()]
    made = ".".join(word for word in words if word).casefold()[:40].strip(".")
    return made if len(made) >= 2 else f"{made}.admin" if made else ""
