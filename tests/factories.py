"""Made-up people, campaigns and leads for tests; obviously invented, Indian."""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import insert

from crm_desktop.domain.lawful import Answer, Basis
from crm_desktop.domain.people import Actor, Role
from crm_desktop.ids import new_id
from crm_desktop.services.bundle import Services, make_services
from crm_desktop.services.people import AddPerson, PeopleService
from crm_desktop.services.workspace import OpenWorkspace
from crm_desktop.store.locks import WorkspaceLock
from crm_desktop.store.sealer import Sealer
from crm_desktop.store.seat import Seat
from crm_desktop.store.settings import WorkspaceInfo, add_workspace, workspace_info
from crm_desktop.store.tables import people, sessions
from crm_desktop.store.unit_of_work import Store

AGREED = Answer(Basis.AGREED, proof="Form 7 on the website")  # why a campaign's people may be called
PASSWORD = "made-up-password"


class QuickPasswords:
    """Stands in for argon2, which is slow on purpose; the real one has tests of its own."""

    def hash(self, password: str) -> str:
        """A plain hash."""
        return hashlib.sha256(password.encode()).hexdigest()

    def matches(self, password_hash: str, password: str) -> bool:
        """Whether the password belongs to the hash."""
        return self.hash(password) == password_hash


@dataclass(frozen=True)
class Office:
    """A workspace with people: an admin, two teams, their leads and callers, all signed in."""

    people: PeopleService
    workspace_id: UUID
    admin: Actor
    lead: Actor
    asha: Actor
    imran: Actor
    other_lead: Actor
    other_caller: Actor


def services_on(store: Store, folder: Path, seat: Seat | None = None) -> Services:
    """Every service on a store with its workspace row, wired as the program does; files go to `folder`."""
    with store.read() as work:
        info = workspace_info(work)
    key = bytes(32)
    opened = OpenWorkspace(folder, key, store, info, Sealer(store, key), seat, WorkspaceLock.shared(folder))
    return make_services(opened, store.clock, QuickPasswords())


def make_workspace(store: Store) -> UUID:
    """The workspace row every store has; gives its id."""
    workspace_id = new_id()
    with store.write(None) as work:
        add_workspace(
            work,
            WorkspaceInfo(workspace_id, "Shakti Finance", "IN", "INR", "Asia/Kolkata", work.now, new_id()),
        )
    return workspace_id


def make_office(store: Store) -> Office:
    """A small call centre on this store."""
    with administering(store):
        return _made_office(store)


def administering(store: Store) -> AbstractContextManager[None]:
    """People are made by the server's administrator, where the store asks who is acting."""
    ask = getattr(store, "administering", None)
    return nullcontext() if ask is None else ask()


def add_callers(store: Store, office: Office, amount: int) -> None:
    """So many more callers of the lead's team, signed in on 20 November 2026."""
    made = [new_id() for _ in range(amount)]
    with administering(store), store.write(None) as work:
        now = work.now
        work.connection.execute(insert(people), [
            {"id": each, "sign_in_name": f"p{no}", "display_name": f"Person {no}", "password_hash": "x",
             "role": Role.TELECALLER.value, "team_id": office.lead.team_id, "created_at": now}
            for no, each in enumerate(made)
        ])  # fmt: skip
        work.connection.execute(insert(sessions), [
            {"id": new_id(), "person_id": each, "seat": "x", "signed_in_at": now, "last_seen_at": now,
             "day": 20261120} for each in made
        ])  # fmt: skip


def _made_office(store: Store) -> Office:
    workspace_id = make_workspace(store)
    people = PeopleService(store, QuickPasswords())
    people.add_first_admin("rohini", "Rohini Nambiar", PASSWORD)
    admin = people.sign_in("rohini", PASSWORD, "seat-admin").actor
    north = people.add_team(admin, "North")
    south = people.add_team(admin, "South")

    def join(name: str, display: str, role: Role, team_id: UUID) -> Actor:
        people.add(admin, AddPerson(name, display, role, PASSWORD, team_id))
        return people.sign_in(name, PASSWORD, f"seat-{name}").actor

    return Office(
        people=people,
        workspace_id=workspace_id,
        admin=admin,
        lead=join("joseph", "Joseph Lobo", Role.TEAM_LEAD, north.id),
        asha=join("asha", "Asha Pawar", Role.TELECALLER, north.id),
        imran=join("imran", "Imran Sheikh", Role.TELECALLER, north.id),
        other_lead=join("meera", "Meera Kulkarni", Role.TEAM_LEAD, south.id),
        other_caller=join("zoya", "Zoya Mirza", Role.TELECALLER, south.id),
    )
