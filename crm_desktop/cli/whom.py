"""What commands about people share: who is meant, what they say, which file shows it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.evidence import Piece, Whose
from crm_desktop.domain.lead_query import LeadQuery
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.errors import NotFound, UserError
from crm_desktop.services.bundle import Services
from crm_desktop.services.request_answers import LetterHead

T = TypeVar("T")


def one_person(
    services: Services, actor: Actor, arguments: argparse.Namespace, *, is_answer: bool = False
) -> UUID:
    """The person that is meant by `text` or `--id`; raises where it isn't one.

    `is_answer`: what is done needs the right to answer people, which is said before who is found.
    """
    if arguments.id is not None:
        given: UUID = arguments.id
        return given
    if not arguments.text.strip():
        raise UserError("Say who is meant: a phone, a name or an e-mail, or --id.", field="text")
    found = _found(services, actor, arguments.text, is_answer)
    if not found:
        raise NotFound("Nobody is found by “{text}”.", text=arguments.text)
    if len(found) > 1:
        raise UserError(
            "{count} persons are found by “{text}”. Name one with --id; `leads find --json` shows their ids.",
            field="id",
            count=len(found),
            text=arguments.text,
        )
    return found[0]


def _found(services: Services, actor: Actor, text: str, is_answer: bool) -> list[UUID]:
    """Everywhere for who answers people, else among the leads one sees."""
    if is_answer or actor.may(Permission.ANSWER_PEOPLE, Reach.ALL):
        return [each.lead_id for each in services.persons.find(actor, text)]
    return [row.id for row in services.leads.page(actor, LeadQuery(text=text), limit=50).rows]


def head_for_files(services: Services, actor: Actor) -> LetterHead:
    """What stands on a certificate that `--out` asks for, before anything is erased; raises while unknown."""
    head = services.answers.head(actor)
    if not head.officer.is_known:
        raise UserError(
            "A certificate needs the grievance officer: name them with `requests officer`. Nothing was "
            "erased; without --out it is erased now, and `erasures certificate` writes the file later.",
            field="out",
        )
    return head


def one_campaign(services: Services, actor: Actor, name: str) -> Campaign:
    """The campaign of this name, also one that is over."""
    wanted = " ".join(name.split()).casefold()
    every = services.campaigns.list(actor, include_inactive=True)
    found = next((each for each in every if each.name.casefold() == wanted), None)
    if found is None:
        raise NotFound("There is no campaign “{name}”. Check its name.", name=name)
    return found


def moment(services: Services, text: str) -> datetime | None:
    """`2026-11-20` or `2026-11-20T16:30` by the office's clock, None where nothing was given.

    A day is its noon, but today now: what was said today isn't still to come. Raises UserError.
    """
    if not text:
        return None
    zone, now = ZoneInfo(services.workspace.zone), services.opened.store.clock.now()
    try:
        given = datetime.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            "“{text}” is no day or time. Say it as 2026-11-20 or 2026-11-20T16:30.", field="on", text=text
        ) from error
    if "T" not in text and " " not in text.strip():
        noon = datetime.combine(given.date(), time(12), zone)
        return min(noon, now) if given.date() == now.astimezone(zone).date() else noon.astimezone(UTC)
    return (given if given.tzinfo else given.replace(tzinfo=zone)).astimezone(UTC)


def with_evidence(
    services: Services, actor: Actor, whose: Whose, file: Path | None, act: Callable[[Piece | None], T]
) -> T:
    """Do an act with the file of `--evidence`, which is sealed first, or with none."""
    return act(None) if file is None else services.evidence.bring(actor, whose, file, act)
