"""The day before a whole day: a team, and what its caller promised customers for today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from crm_desktop.clock import SetClock
from crm_desktop.domain.people import COMMAND_SEAT, Actor, Role
from crm_desktop.ids import new_id
from crm_desktop.services.bundle import Services
from crm_desktop.services.calling.values import CompleteCall, Dial
from crm_desktop.services.people import AddPerson, ChangePerson
from tests.end_to_end.office import ADMIN, CALLER, PASSWORD, everybody_accepted, make_office, opened

LEAD, COLLEAGUE = "meera", "farida"
NAMES = {CALLER: "Asha Kulkarni", LEAD: "Meera Iyer", COLLEAGUE: "Farida Shaikh"}


def make_yesterday(folder: Path, leads: int, due: Sequence[datetime]) -> list[UUID]:
    """An office of yesterday whose caller promised the last leads of the list a call at these times.

    Gives the ids of all leads in the order the queue brings them: so many new ones, then the promised ones.
    """
    clock = SetClock(datetime.now(UTC) - timedelta(days=1))
    ids = make_office(folder, leads + len(due), clock)
    with opened(folder, clock) as services:
        _form_a_team(services)
        everybody_accepted(services.opened.store)
        asha = services.people.sign_in(CALLER, PASSWORD, COMMAND_SEAT).actor
        for lead_id, at in zip(ids[leads:], due, strict=True):
            _promise(services, clock, asha, lead_id, at)
        services.people.sign_out(asha, COMMAND_SEAT)
    return ids


def colleague_comes(folder: Path) -> None:
    """The colleague signs in at another seat today: what is handed over to her stays hers."""
    with opened(folder) as services:
        services.people.sign_in(COLLEAGUE, PASSWORD, "window side")


def _form_a_team(services: Services) -> None:
    """The caller gets a team lead and a colleague."""
    people = services.people
    admin = people.sign_in(ADMIN, PASSWORD, COMMAND_SEAT).actor
    team = people.add_team(admin, "Home loans")
    for name, role in ((LEAD, Role.TEAM_LEAD), (COLLEAGUE, Role.TELECALLER)):
        people.add(admin, AddPerson(name, NAMES[name], role, PASSWORD, team.id))
    caller = next(person for person in people.list(admin) if person.sign_in_name == CALLER)
    people.update(admin, ChangePerson(caller.id, caller.version, caller.display_name, caller.role, team.id))
    people.sign_out(admin, COMMAND_SEAT)


def _promise(services: Services, clock: SetClock, caller: Actor, lead_id: UUID, at: datetime) -> None:
    """A call of half a minute whose result is “Call back”."""
    shown = services.calling.take_lead(caller, lead_id)
    call_id = new_id()
    services.calling.dial(
        caller,
        Dial(new_id(), call_id, lead_id, shown.campaign.id, shown.phone.phone_id, "by_hand"),
    )
    clock.move(seconds=30)
    asks = next(d for d in shown.campaign.dispositions if d.code == "CALL_BACK")
    services.calling.complete_and_next(
        caller,
        CompleteCall(new_id(), call_id, asks.id, "asked for a call today", at, take_next=False),
    )
