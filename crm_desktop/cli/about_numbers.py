"""`do-not-call add|list|end|scrub`: numbers that aren't called, brought as files; an operator's runs."""

from __future__ import annotations

import argparse
from dataclasses import replace

from crm_desktop.cli.run import Answer, Told, acting
from crm_desktop.cli.whom import moment, one_campaign, with_evidence
from crm_desktop.domain.evidence import Piece, Whose
from crm_desktop.domain.formats import full_when
from crm_desktop.domain.people import Actor
from crm_desktop.ids import new_id
from crm_desktop.readers import open_source
from crm_desktop.services.bundle import Services
from crm_desktop.services.lawful import Asked, RecordScrub
from crm_desktop.services.number_lists import BringList
from crm_desktop.store.number_lists import NumberList


def do_not_call(arguments: argparse.Namespace) -> Answer:
    """Bring a list, show those that were brought, or let go of those that ended."""
    with acting(arguments) as (services, actor):
        if arguments.act == "scrub":
            return _scrub(services, actor, arguments)
        freed = services.number_lists.free_ended(actor) if arguments.act != "list" else 0
        if arguments.act == "end":
            return Answer({"freed": freed}, (f"{freed:,} numbers may be called again.",))
        if arguments.act == "list":
            every = services.number_lists.all(actor)
            return Answer(
                {"lists": [_shown(each) for each in every]},
                tuple(map(_line, every)) or ("No list was brought.",),
            )
        command = BringList(
            arguments.source, arguments.on, arguments.until, arguments.column, arguments.sheet
        )
        with open_source(arguments.file) as source:
            made = services.number_lists.bring(actor, source, command, Told(arguments, "Numbers"))
        return Answer(_shown(made), (_line(made),))


def _scrub(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    """An operator's run over a campaign's list: a script enters it each day, since it ends with the day."""
    campaign = one_campaign(services, actor, arguments.campaign)
    command = RecordScrub(
        new_id(), campaign.id, arguments.provider, arguments.reference, moment(services, arguments.at),
        arguments.submitted, arguments.suppressed,
    )  # fmt: skip

    def keep(piece: Piece | None) -> Asked:
        return services.lawful.scrub(actor, replace(command, file=piece))

    kept = with_evidence(services, actor, Whose(campaign_id=campaign.id), arguments.evidence, keep)
    scrub, span = kept.scrub, kept.span
    assert scrub is not None, "it was just entered"
    until = "" if span.until is None else f" until {full_when(span.until, services.workspace.zone)}"
    reasons = [reason.value for reason in span.reasons]
    words = "Nobody is called yet: see `queue why`." if reasons else f"It holds{until}."
    data = {
        "campaign": campaign.name, "provider": scrub.provider, "reference": scrub.reference,
        "at": scrub.at.isoformat(), "reasons": reasons,
        "until": None if span.until is None else span.until.isoformat(),
    }  # fmt: skip
    return Answer(data, (f"{campaign.name}: scrubbed by {scrub.provider}, {scrub.reference}. {words}",))


def _shown(each: NumberList) -> dict[str, object]:
    return {
        "id": str(each.id),
        "file": each.file_name,
        "source": each.source,
        "on": each.listed_on.isoformat(),
        "ends_at": None if each.ends_at is None else each.ends_at.isoformat(),
        "numbers": each.numbers,
        "taken": each.taken,
        "unread": each.unread,
        "ended": each.ended_at is not None,
    }


def _line(each: NumberList) -> str:
    until = "for good" if each.ends_at is None else f"until {each.ends_at:%Y-%m-%d}"
    state = " (ended)" if each.ended_at is not None else ""
    return (
        f"{each.source}, {each.listed_on.isoformat()}, {until}{state}: {each.numbers:,} numbers, "
        f"{each.taken:,} of them newly not called, {each.unread:,} cells without a number."
    )
