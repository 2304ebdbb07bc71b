"""`seats list|retire`: a team's workstations, and those that don't come back."""

from __future__ import annotations

import argparse
from uuid import UUID

from crm_desktop.cli.run import Answer, acting
from crm_desktop.domain.people import Actor
from crm_desktop.domain.seats import KnownSeat
from crm_desktop.errors import NotFound, UserError
from crm_desktop.services.bundle import Services
from crm_desktop.services.seats import RetireSeat


def seats(arguments: argparse.Namespace) -> Answer:
    """Tell of the workstations, or retire one."""
    with acting(arguments) as (services, actor):
        if arguments.act == "retire":
            return _retire(services, actor, arguments)
        return _list(services, actor)


def _list(services: Services, actor: Actor) -> Answer:
    found, waiting = services.seats.all(actor), services.seats.holding_open(actor)
    erasures = [
        {"id": str(erasure_id), "waits_for": [str(each.seat.id) for each in held]}
        for erasure_id, held in waiting.items()
    ]
    lines = [f"{each.id}  {each.shown}  {_told(each)}" for each in found]
    if waiting:
        lines.append(f"{len(waiting)} erasures are open.")
    return Answer({"total": len(found), "seats": [_shown(each) for each in found], "erasures": erasures},
                  tuple(lines) or ("No workstation’s window has signed in yet.",))  # fmt: skip


def _retire(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    which = _one(services.seats.all(actor), arguments.seat_named)
    retired = services.seats.retire(actor, RetireSeat(which, arguments.reason))
    closed = services.erasure.close(actor)
    lines = [f"{retired.shown} is retired; its sign-ins have ended."]
    if closed:
        lines.append(f"{len(closed)} erasures are closed by that.")
    return Answer({**_shown(retired), "closed": [str(each.id) for each in closed]}, tuple(lines))


def _one(known: tuple[KnownSeat, ...], text: str) -> UUID:
    """The workstation that is meant, by id or name; raises where it isn't one."""
    wanted = text.strip().casefold()
    found = [
        each
        for each in known
        if each.retired_at is None
        and wanted in (str(each.id), each.shown.casefold(), each.name.casefold(), each.computer.casefold())
    ]
    if not found:
        raise NotFound("There is no workstation “{text}” in use. `seats list` shows them.", text=text)
    if len(found) > 1:
        raise UserError(
            "{count} workstations are called “{text}”. Give the id; `seats list` shows it.",
            field="seat",
            count=len(found),
            text=text,
        )
    return found[0].id


def _told(each: KnownSeat) -> str:
    if each.retired_at is not None:
        back = ", came back and cleared itself" if each.cleared_at is not None else ""
        return f"retired {each.retired_at:%Y-%m-%d}: {each.retired_why}{back}"
    who = f" by {each.last_person}" if each.last_person else ""
    owes = f"; {each.owes} erasures wait for it" if each.owes else ""
    return f"last seen {each.last_seen_at:%Y-%m-%d %H:%M} UTC{who}{owes}"


def _shown(each: KnownSeat) -> dict[str, object]:
    return {
        "id": str(each.id),
        "name": each.name,
        "computer": each.computer,
        "last_seen_at": each.last_seen_at.isoformat(),
        "last_person": each.last_person,
        "open_erasures": each.owes,
        "retired_at": None if each.retired_at is None else each.retired_at.isoformat(),
        "retired_why": each.retired_why,
        "cleared_at": None if each.cleared_at is None else each.cleared_at.isoformat(),
    }
