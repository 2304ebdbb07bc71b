"""Workspaces for the end-to-end tests, and the books read back after the program has ended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select

from crm_desktop.clock import Clock, SystemClock
from crm_desktop.domain.call import Call
from crm_desktop.domain.campaign import CallClass, Campaign
from crm_desktop.domain.people import COMMAND_SEAT, Actor, Role
from crm_desktop.domain.queue import NothingToDial
from crm_desktop.ids import new_id
from crm_desktop.services.acceptance import AcceptanceService
from crm_desktop.services.bundle import Services, make_services
from crm_desktop.services.callbacks import CallbackRow
from crm_desktop.services.campaigns import NewCampaign
from crm_desktop.services.leads import NewLead
from crm_desktop.services.passwords import Argon2Passwords
from crm_desktop.services.people import AddPerson
from crm_desktop.services.workspace import NewWorkspace, WorkspaceService
from crm_desktop.store.calls import Calls
from crm_desktop.store.people import People
from crm_desktop.store.tables import calls, leads
from crm_desktop.store.unit_of_work import Store
from tests.end_to_end.program import WORDS, Program
from tests.factories import AGREED

PASSWORD = "a-made-up-password"
ADMIN, CALLER = "rohini", "asha"
TWO_NUMBERS = 5
CAMPAIGN = "Home loan, November"
SURNAMES = (
    "Jadhav",
    "Deshmukh",
    "Chauhan",
    "Mukherjee",
    "Reddy",
    "Hegde",
    "Pillai",
    "Patel",
    "Sahoo",
    "Rathore",
)
FIRST = ("Harshada", "Ravi", "Sunita", "Farida", "Ananya", "Joseph", "Lakshmi", "Arif", "Shalini", "Vikram")
CITIES = (
    "Nashik",
    "Jaipur",
    "Pune",
    "Surat",
    "Kolkata",
    "Mumbai",
    "Coimbatore",
    "Lucknow",
    "Hyderabad",
    "Udaipur",
)


@dataclass(frozen=True)
class Books:
    """The workspace read through its services, as one person."""

    services: Services
    actor: Actor

    def calls(self) -> list[Call]:
        """Every call, in the order they were dialled."""
        with self.services.opened.store.read(None) as work:
            ids = work.connection.execute(
                select(calls.c.id).order_by(calls.c.dialled_at, calls.c.id)
            ).scalars()
            found = [Calls(work).get(call_id) for call_id in list(ids)]
        return [call for call in found if call is not None]

    def lead_ids(self) -> list[UUID]:
        """Every lead there is."""
        with self.services.opened.store.read(None) as work:
            return list(work.connection.execute(select(leads.c.id)).scalars())

    def told_of(self, lead_id: UUID) -> list[str]:
        """The words of a lead's timeline, as an admin reads them."""
        admin = self.services.people.sign_in(ADMIN, PASSWORD, COMMAND_SEAT).actor
        return [item.text for item in self.services.leads.timeline(admin, lead_id)]

    def rows(self, table: Table) -> list[dict[str, Any]]:
        """All rows of a table."""
        with self.services.opened.store.read(None) as work:
            return [dict(row) for row in work.connection.execute(select(table)).mappings()]

    def campaign(self) -> Campaign:
        """The campaign the leads are in."""
        first = self.services.campaigns.list(self.actor)[0]
        return self.services.campaigns.get(self.actor, first.id)

    def queue(self) -> NothingToDial:
        """Every lead of the campaign counted once, by where it stands."""
        return self.services.calling.why_nothing(self.actor, self.campaign().id)

    def counted_today(self) -> int:
        """Calls of the day as the person's target counts them."""
        return self.services.calling.today(self.actor, self.campaign().id).calls

    def promises(self) -> dict[UUID, CallbackRow]:
        """The person's open call-backs by lead."""
        mine = self.services.callbacks.mine(self.actor)
        return {row.lead_id: row for row in (*mine.overdue, *mine.today, *mine.coming)}


@contextmanager
def open_books(program: Program, name: str = CALLER) -> Iterator[Books]:
    """Open the workspace beside the program or after it."""
    with opened(program.folder) as services:
        actor = services.people.sign_in(name, PASSWORD, COMMAND_SEAT).actor
        yield Books(services, actor)
        services.people.sign_out(actor, COMMAND_SEAT)


def everybody_accepted(store: Store) -> None:
    """Nobody is asked for the terms at the door."""
    acceptance = AcceptanceService(store)
    with store.read(None) as work:
        everybody = People(work).all()
    for person in everybody:
        actor = Actor(person.id, new_id(), person.display_name, person.role, person.team_id)
        acceptance.accept(actor, acceptance.missing(actor))


def make_office(folder: Path, lead_count: int, clock: Clock | None = None) -> list[UUID]:
    """A workspace with an admin, a caller and leads in one campaign that may be called at any hour.

    Made now or as `clock` says. Every TWO_NUMBERSth lead has a second number. Gives the leads' ids in the
    order the queue brings them.
    """
    workspaces = WorkspaceService(clock or SystemClock(), Argon2Passwords())
    workspaces.create(
        folder, NewWorkspace("Shakti Finance", ADMIN, "Rohini Nambiar", PASSWORD, passphrase=WORDS)
    )
    with opened(folder, clock) as services:
        admin = services.people.sign_in(ADMIN, PASSWORD, COMMAND_SEAT).actor
        services.people.add(admin, AddPerson(CALLER, "Asha Kulkarni", Role.TELECALLER, PASSWORD, None))
        campaign = services.campaigns.create(
            admin,
            NewCampaign(
                CAMPAIGN,
                start_minute=0,
                end_minute=1440,
                days=frozenset(range(7)),
                call_class=CallClass.SERVICE,
                answer=AGREED,
            ),
        )
        made = [
            services.leads.create(
                admin,
                NewLead(
                    f"{FIRST[no % 10]} {SURNAMES[no // 10 % 10]}",
                    tuple(f"+91 98000 {number:05d}" for number in _numbers(no)),
                    city=CITIES[no % 10],
                    campaign_id=campaign.id,
                ),
            ).id
            for no in range(lead_count)
        ]
        services.people.sign_out(admin, COMMAND_SEAT)
        everybody_accepted(services.opened.store)
    return made


def _numbers(no: int) -> tuple[int, ...]:
    return (1000 + no, 50_000 + no) if no % TWO_NUMBERS == 0 else (1000 + no,)


@contextmanager
def opened(folder: Path, clock: Clock | None = None) -> Iterator[Services]:
    """The workspace's services, now or as `clock` says."""
    at = clock or SystemClock()
    workspace = WorkspaceService(at, Argon2Passwords()).open(folder, passphrase=WORDS)
    try:
        yield make_services(workspace, at)
    finally:
        workspace.close()
