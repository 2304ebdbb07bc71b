"""`purposes list|add|retire`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from crm_desktop.cli.run import Answer, acting
from crm_desktop.domain.people import Actor
from crm_desktop.domain.purposes import OwnPurpose
from crm_desktop.errors import NotFound, UserError
from crm_desktop.ids import new_id
from crm_desktop.services.bundle import Services
from crm_desktop.services.purposes import SavePurpose


def purposes(arguments: argparse.Namespace) -> Answer:
    """List what the office calls people for, set one more, or let one not be used any more."""
    with acting(arguments) as (services, actor):
        match arguments.act:
            case "add":
                return _add(services, actor, arguments)
            case "retire":
                return _retire(services, actor, arguments.name)
            case _:
                return _list(services.consent.purposes(actor))


def _list(every: tuple[OwnPurpose, ...]) -> Answer:
    listed = [_told(each) for each in every]
    lines = [f"{each.name:<32} {each.kind:<14} {_holds(each)}" for each in every]
    return Answer(
        {"total": len(listed), "purposes": listed}, tuple(lines) or ("No purposes of one’s own are set.",)
    )


def _add(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    command = SavePurpose(
        new_id(), arguments.name, arguments.kind, _words(arguments.words), arguments.valid_days
    )
    every = services.consent.save_purpose(actor, command)
    made = next(each for each in every if each.id == command.purpose_id)
    return Answer(_told(made), (f"{made.name}: the notices say it from now on.",))


def _retire(services: Services, actor: Actor, name: str) -> Answer:
    wanted = name.strip().casefold()
    found = next((p for p in services.consent.purposes(actor) if p.name.casefold() == wanted), None)
    if found is None:
        raise NotFound("There is no purpose “{name}”. See `purposes list`.", name=name)
    command = SavePurpose(
        found.id, found.name, found.kind, found.words, found.valid_days, is_used=False, version=found.version
    )
    every = services.consent.save_purpose(actor, command)
    gone = next(each for each in every if each.id == found.id)
    return Answer(_told(gone), (f"Nobody is asked for {gone.name} any more; what was said of it stays.",))


def _words(given: Iterable[str]) -> dict[str, str]:
    """`English=To offer you home loans.`, one a language."""
    words: dict[str, str] = {}
    for each in given:
        language, is_split, text = each.partition("=")
        if not is_split or not language.strip() or not text.strip():
            raise UserError(
                "“{words}” names no language. Say --words LANGUAGE=TEXT, such as "
                '--words "English=To offer you home loans."',
                field="words",
                words=each,
            )
        words[language.strip()] = text
    return words


def _holds(purpose: OwnPurpose) -> str:
    if purpose.retired_at is not None:
        return "not used any more"
    days = purpose.valid_days
    return f"a yes holds {days} days" if days else "a yes holds until taken back"


def _told(purpose: OwnPurpose) -> dict[str, Any]:
    return {
        "id": str(purpose.id),
        "no": purpose.no,
        "name": purpose.name,
        "kind": purpose.kind,
        "words": dict(purpose.words),
        "valid_days": purpose.valid_days,
        "retired_at": purpose.retired_at.isoformat() if purpose.retired_at else None,
    }
