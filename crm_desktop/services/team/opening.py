"""A workstation's folder of a team, opened: the seat is here, the store is the server's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from crm_desktop.clock import Clock
from crm_desktop.domain.people import Role
from crm_desktop.errors import NotAllowed
from crm_desktop.services.passwords import Passwords
from crm_desktop.services.people import PeopleService
from crm_desktop.services.team.people import TeamPeopleService
from crm_desktop.services.workspace import OpenWorkspace
from crm_desktop.store.errors import AuditKeyLacking
from crm_desktop.store.heads import SealedHead
from crm_desktop.store.locks import WorkspaceLock
from crm_desktop.store.sealer import Sealer, kept_key
from crm_desktop.store.seat import Seat
from crm_desktop.store.team.connection import TeamStore
from crm_desktop.store.team.files import SharedFiles
from crm_desktop.store.team.team_file import TeamFile, certificate_file


@dataclass(frozen=True)
class OpenTeam(OpenWorkspace):
    """A team's workspace on this workstation; until somebody signs in its store shows nothing."""

    team_store: TeamStore

    @property
    def team(self) -> TeamFile:
        """The team, and where its server is."""
        return self.team_store.team

    def __repr__(self) -> str:
        return f"OpenTeam(folder={self.folder!r})"

    @cached_property
    def files(self) -> SharedFiles:
        """The documents attached on the server."""
        return SharedFiles(self.team_store)

    def people(self, passwords: Passwords) -> PeopleService:
        """The service whose people are logins of the server."""
        return TeamPeopleService(self.team_store, passwords, self.seat, self.seat)

    @property
    def server(self) -> str:
        """The server's name."""
        return self.team.server.shown

    @property
    def is_shared(self) -> bool:
        """It is."""
        return True

    @property
    def seals_as_person(self) -> bool:
        """Only an admin is given the key."""
        return True

    def audit_key(self) -> bytes:
        """The key of the audit's seals; only an admin is given it."""
        return audit_key(self.team_store)

    def seal(self) -> SealedHead | None:
        """Seal what was audited since, where an admin is signed in: nobody else has the key."""
        if self.team_store.role is not Role.ADMIN:
            return None
        try:
            return super().seal()
        except AuditKeyLacking:  # told by `doctor`; work goes on, and is sealed once the key is there
            return None


def open_team(folder: Path, key: bytes, clock: Clock, *, seat: str | None) -> OpenTeam:
    """Open the folder; asks nothing of the server yet. Raises `TeamFileDamaged`, `SeatInUse`."""
    team = TeamFile.read(folder)
    lock = WorkspaceLock.shared(folder)
    try:
        opened_seat = None if seat is None else Seat.open(folder, seat, key, replace_damaged=True)
    except BaseException:
        lock.release()
        raise
    store = TeamStore(team, certificate_file(folder), clock)
    sealer = Sealer(store, lambda: audit_key(store))
    return OpenTeam(
        folder=folder,
        key=key,
        store=store,
        info=team.info,
        sealer=sealer,
        seat=opened_seat,
        lock=lock,
        team_store=store,
    )


def audit_key(store: TeamStore) -> bytes:
    """The key of the audit's seals; only an admin is given it."""
    with store.read() as work:
        found = kept_key(work)
    if found is None and store.role is Role.ADMIN:
        raise AuditKeyLacking
    if found is None:
        raise NotAllowed("Only an admin can read the audit. Ask an admin.")
    return found
