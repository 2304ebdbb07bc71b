"""Joining a team with an invitation, inviting others, and bringing the server up to date."""

from __future__ import annotations

import time
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from crm_desktop import secrets
from crm_desktop.clock import Clock
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.errors import StoreProblem
from crm_desktop.secrets.workspace_file import STORE_NAME
from crm_desktop.services.team.home import NotShared
from crm_desktop.services.team.opening import OpenTeam
from crm_desktop.store import migrate
from crm_desktop.store.engine import engine_of
from crm_desktop.store.place import check_place
from crm_desktop.store.team.connection import ServerNewer
from crm_desktop.store.team.install import install
from crm_desktop.store.team.invitation import Invitation
from crm_desktop.store.team.refusals import PasswordNeeded, WrongPassword
from crm_desktop.store.team.team_file import (
    CERTIFICATE_NAME,
    FILE_NAME,
    TeamFile,
    certificate_file,
    is_team,
)

UPGRADE_WAIT_S = 20.0


class BeingUpgraded(StoreProblem):
    """Another computer brings the server up to date."""

    def __init__(self) -> None:
        super().__init__(
            "Another computer is bringing the server up to date. Wait until it is done, then try again."
        )


@dataclass(frozen=True)
class Joined:
    """A folder that is a workstation of a team now; the code opens its files and backups made here."""

    team: TeamFile
    recovery_code: str

    def __repr__(self) -> str:
        return f"Joined({self.team.slug!r})"


@dataclass(frozen=True, slots=True)
class Upgraded:
    """The server's data version before and now."""

    before: str
    after: str


class JoiningService:
    """Makes workstations of a team."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def join(self, folder: Path, invitation: Invitation, passphrase: str | None = None) -> Joined:
        """Make the folder a workstation of the team; the server must answer and be the right one.

        Nothing is left there when it fails. Nobody is signed in by it.
        """
        if is_team(folder) or (folder / "workspace.json").exists() or (folder / STORE_NAME).exists():
            raise secrets.AlreadyAWorkspace(str(folder))
        check_place(folder)
        was_there = folder.exists()
        team = invitation.team
        folder.mkdir(parents=True, exist_ok=True)
        try:
            team.write(folder)
            self.look(team, folder)
            made = secrets.create_key(
                folder,
                workspace_id=team.info.id,
                name=team.info.name,
                created_at=self._clock.now(),
                passphrase=passphrase,
            )
        except BaseException:
            for name in (FILE_NAME, CERTIFICATE_NAME):
                (folder / name).unlink(missing_ok=True)
            if not was_there:
                with suppress(OSError):
                    folder.rmdir()
            raise
        return Joined(team, made.recovery_code)

    def look(self, team: TeamFile, folder: Path) -> None:
        """Whether the server answers and is the right one: it refuses a login nobody has."""
        with suppress(WrongPassword, PasswordNeeded):
            team.server.connect(team.names.owner, None, certificate_file(folder)).close()

    def invite(self, opened: OpenTeam, actor: Actor, sign_in_name: str = "") -> Invitation:
        """An invitation for another workstation, or for one person."""
        actor.require(Permission.CHANGE_PEOPLE, Reach.ALL)
        return Invitation(opened.team, sign_in_name)

    def upgrade(self, folder: Path, owner_password: str | None, user: str = "") -> Upgraded:
        """Bring tables, functions and rights of the server up to this program, as its administrator.

        One computer at a time; everybody else may go on working.
        """
        if not is_team(folder):
            raise NotShared
        team = TeamFile.read(folder)
        connect = partial(
            team.server.connect, user or team.administrator, owner_password, certificate_file(folder)
        )
        with closing(connect()) as holding:
            holding.autocommit = True
            deadline = time.monotonic() + UPGRADE_WAIT_S
            lock = "SELECT pg_try_advisory_lock(hashtext('crm-desktop upgrade'), hashtext(%s))"
            while not (row := holding.execute(lock, (team.slug,)).fetchone()) or not row[0]:
                if time.monotonic() > deadline:
                    raise BeingUpgraded
                time.sleep(0.2)
            holding.execute("SELECT set_config('search_path', %s, false)", (team.names.schema,))
            found = holding.execute("SELECT version_num FROM alembic_version").fetchone()
            before = "" if found is None else str(found[0])
            if before not in migrate.known_revisions():
                raise ServerNewer
            engine = engine_of(connect)
            try:
                install(engine, team.names)
            finally:
                engine.dispose()
        return Upgraded(before, migrate.head())
