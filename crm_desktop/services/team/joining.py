"""Joining a team with an invitation, inviting others, and bringing the server up to date."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from crm_desktop import secrets
from crm_desktop.clock import Clock
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.errors import StoreProblem
from crm_desktop.secrets.workspace_file import STORE_NAME, write_whole
from crm_desktop.services.team.home import NotShared
from crm_desktop.services.team.opening import OpenTeam
from crm_desktop.services.team.sharing import ServerUnfit
from crm_desktop.store import migrate
from crm_desktop.store.engine import engine_of
from crm_desktop.store.errors import ServerForbids
from crm_desktop.store.locks import WorkspaceLock
from crm_desktop.store.place import check_place
from crm_desktop.store.team.checks import CheckState, check_rights
from crm_desktop.store.team.install import install
from crm_desktop.store.team.invitation import Invitation
from crm_desktop.store.team.refusals import PasswordNeeded, WrongPassword
from crm_desktop.store.team.server import ServerPlace
from crm_desktop.store.team.team_file import (
    CERTIFICATE_NAME,
    FILE_NAME,
    TeamFile,
    certificate_file,
    is_team,
)


class NotItsAdministrator(StoreProblem):
    """The login may make roles, but the team's aren't its own."""

    def __init__(self, user: str, administrator: str) -> None:
        super().__init__(
            "{user} has no right to what the team has on the server. Do this as {administrator}, who shared "
            "the workspace, or as a superuser.",
            field="administrator",
            user=user,
            administrator=administrator,
        )


def _answers(team: TeamFile, folder: Path) -> None:
    """The server answers at its new place and is the right one: it refuses a login nobody has."""
    trial = folder / f"{CERTIFICATE_NAME}.new"
    try:
        write_whole(trial, team.server.certificate.encode())
        with suppress(WrongPassword, PasswordNeeded):
            team.server.connect(team.names.owner, None, trial).close()
    finally:
        trial.unlink(missing_ok=True)


@dataclass(frozen=True)
class Joined:
    """A folder that is a workstation of a team now; the code opens its files and backups made here.

    Without a code it was one before, and knows its server's new place.
    """

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

        Nothing is left there when it fails. Nobody is signed in by it. A workstation of the same team
        learns where its server is now; its own files stay.
        """
        if is_team(folder):
            before = TeamFile.read(folder)
            if (before.info.id, before.slug) == (invitation.team.info.id, invitation.team.slug):
                return Joined(self.move(folder, invitation.team.server), "")
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

    def move(self, folder: Path, place: ServerPlace) -> TeamFile:
        """The team's server has another name, address or certificate: keep that, once it answers there.

        What waits in the workstation's outboxes stays, and goes to the server at its new place.
        """
        if not is_team(folder):
            raise NotShared
        with WorkspaceLock.alone(folder, "moving"):
            team = replace(TeamFile.read(folder), server=place)
            _answers(team, folder)
            team.write(folder)
        return team

    def move_here(self, opened: OpenTeam, actor: Actor, place: ServerPlace) -> TeamFile:
        """The same out of the window that is open; it goes on at the new place, and sends what waits there.

        Another window of the same folder hears of it when it is started anew.
        """
        actor.require(Permission.CHANGE_PEOPLE, Reach.ALL)
        _answers(replace(opened.team, server=place), opened.folder)
        return opened.team_store.move_to(place)

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
        with closing(connect()) as looking:
            found = check_rights(looking, team.server)
        if found.state is CheckState.MISSING:
            raise ServerUnfit((found,))
        engine = engine_of(connect)
        try:
            before = install(engine, team.names)
        except ServerForbids as error:
            raise NotItsAdministrator(user or team.administrator, team.administrator) from error
        finally:
            engine.dispose()
        return Upgraded(before, migrate.head())
