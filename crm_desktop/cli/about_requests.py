"""`requests list|take|step|officer`: what people ask about their data, into the register and on."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any
from uuid import UUID

from crm_desktop.cli.run import Answer, acting
from crm_desktop.cli.whom import moment, one_person, with_evidence
from crm_desktop.domain.evidence import Piece, Whose
from crm_desktop.domain.formats import full_when
from crm_desktop.domain.people import Actor
from crm_desktop.domain.requests import (
    CLOCK_LABELS,
    KIND_LABELS,
    Came,
    Proof,
    RequestKind,
    RequestState,
    Step,
    Trigger,
)
from crm_desktop.errors import NotFound
from crm_desktop.ids import new_id
from crm_desktop.services.bundle import Services
from crm_desktop.services.requests import RequestRow, TakeRequest, TakeStep

_OFFICER = ("name", "email", "phone", "address")


def requests(arguments: argparse.Namespace) -> Answer:
    """List the register, take a request down, or say what was done with one."""
    with acting(arguments) as (services, actor):
        match arguments.act:
            case "take":
                return _told(services, _take(services, actor, arguments))
            case "step":
                return _told(services, _step(services, actor, arguments))
            case "officer":
                return _officer(services, actor, arguments)
            case _:
                state = None if arguments.all else RequestState.OPEN
                rows = services.requests.page(actor, state)
                lines = tuple(line for row in rows for line in _lines(services, row))
                return Answer(
                    {"total": len(rows), "requests": [_shown(services, row) for row in rows]},
                    lines or ("No answer is owed to anybody." if state else "Nobody has asked.",),
                )


def _take(services: Services, actor: Actor, arguments: argparse.Namespace) -> RequestRow:
    is_known = arguments.id is not None or bool(arguments.text)
    lead_id = one_person(services, actor, arguments) if is_known else None
    command = TakeRequest(
        new_id(), RequestKind(arguments.kind), Came(arguments.came), lead_id, name=arguments.name,
        contact=arguments.contact, text=arguments.words, received_at=moment(services, arguments.on),
    )  # fmt: skip
    return services.requests.take(actor, command)


def _step(services: Services, actor: Actor, arguments: argparse.Namespace) -> RequestRow:
    row = _by_reference(services, actor, arguments.request)
    command = TakeStep(
        new_id(), row.request.id, row.request.version, Step(arguments.step), arguments.words,
        Proof(arguments.proof) if arguments.proof else None, arguments.name, arguments.contact,
        Trigger(arguments.trigger) if arguments.trigger else None,
    )  # fmt: skip

    def take(piece: Piece | None) -> RequestRow:
        return services.requests.take_step(actor, replace(command, file=piece))

    whose = Whose(row.request.lead_id, request_id=row.request.id)
    return with_evidence(services, actor, whose, arguments.evidence, take)


def _officer(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    """What is said replaces what was named, the rest stays."""
    said = {name: getattr(arguments, name) for name in _OFFICER}
    said = {name: " ".join(text.split()) for name, text in said.items() if text is not None}
    if said:
        services.answers.name_officer(actor, replace(services.answers.head(actor).officer, **said))
    officer = services.answers.head(actor).officer
    told = f"{officer.name}: {officer.ways}" if officer.is_known else "Nobody is named: letters wait."
    data = {name: getattr(officer, name) for name in _OFFICER}
    return Answer(data | {"is_known": officer.is_known}, (told,))


def _by_reference(services: Services, actor: Actor, named: str) -> RequestRow:
    """By its id, or by what letters call it."""
    try:
        return services.requests.get(actor, UUID(named))
    except ValueError:
        wanted = named.strip().upper()
    found = [row for row in services.requests.page(actor) if row.request.reference == wanted]
    if len(found) != 1:
        raise NotFound("There is no request “{request}”. See `requests list --all`.", request=named)
    return found[0]


def _told(services: Services, row: RequestRow) -> Answer:
    return Answer(_shown(services, row), _lines(services, row))


def _lines(services: Services, row: RequestRow) -> tuple[str, ...]:
    request, zone = row.request, services.workspace.zone
    state = request.state.value
    if request.is_open:
        standing = request.standing(services.opened.store.clock.now())
        state = CLOCK_LABELS[standing.clock].format(when=full_when(standing.due_at, zone))
    who = row.lead_name or request.name
    return (f"{request.reference}  {KIND_LABELS[request.kind]:<24} {who:<30} {state}",)


def _shown(services: Services, row: RequestRow) -> dict[str, Any]:
    request = row.request
    standing = request.standing(services.opened.store.clock.now())
    clocks = request.deadlines
    return {
        "id": str(request.id),
        "reference": request.reference,
        "kind": request.kind.value,
        "state": request.state.value,
        "came": request.came.value,
        "received_at": request.received_at.isoformat(),
        "person": str(request.lead_id) if request.lead_id else None,
        "name": row.lead_name or request.name,
        "contact": request.contact,
        "text": request.text,
        "pass_on_to": row.client or None,
        "proof": request.proof.value if request.proof else None,
        "acknowledge_by": clocks.acknowledge_at.isoformat(),
        "target_by": clocks.target_at.isoformat(),
        "published_by": clocks.published_at.isoformat(),
        "ceiling_by": clocks.ceiling_at.isoformat(),
        "due": standing.clock.value if request.is_open else None,
        "due_at": standing.due_at.isoformat() if request.is_open else None,
        "used_per_cent": standing.alert if request.is_open else None,
    }
