"""`person find|export`: for who asks what is kept of them (DPDP Act 2023, s.11; GDPR art. 15 and 20)."""

from __future__ import annotations

import argparse
from pathlib import Path

from crm_desktop.cli.about_reports import needs_qt
from crm_desktop.cli.run import Answer, acting
from crm_desktop.domain.people import Actor
from crm_desktop.errors import NotFound, UserError
from crm_desktop.services.bundle import Services
from crm_desktop.services.persons import FoundPerson, PersonRecord


def person(arguments: argparse.Namespace) -> Answer:
    """Find a person, or write out what is kept of them."""
    with acting(arguments) as (services, actor):
        if arguments.act == "find":
            return _find(services, actor, arguments.text)
        return _export(services, actor, arguments)


def _find(services: Services, actor: Actor, text: str) -> Answer:
    found = services.persons.find(actor, text)
    lines = [
        f"{each.lead_id}  {each.name}  {', '.join(each.phones)}  ({', '.join(each.where)})" for each in found
    ]
    return Answer({"total": len(found), "persons": [_shown(each) for each in found]}, tuple(lines))


def _export(services: Services, actor: Actor, arguments: argparse.Namespace) -> Answer:
    lead_id = arguments.id
    if lead_id is None:
        found = services.persons.find(actor, arguments.text)
        if not found:
            raise NotFound("Nobody is found by “{text}”.", text=arguments.text)
        if len(found) > 1:
            raise UserError(
                "{count} persons are found by “{text}”. Name one with --id; `person find` shows their ids.",
                field="id",
                count=len(found),
                text=arguments.text,
            )
        lead_id = found[0].lead_id
    done = services.persons.export(actor, lead_id, arguments.out, arguments.reason, _write_pdf)
    data = {
        "id": str(lead_id),
        "out": str(done.out),
        "files": list(done.files),
        "records": dict(done.counts),
        "documents": done.documents,
        "unread": list(done.unread),
    }
    lines = [f"Everything kept of this person is in {done.out}.", *done.files]
    lines += [f"The document {name} can't be read any more." for name in done.unread]
    return Answer(data, tuple(lines))


def _write_pdf(record: PersonRecord, out: Path) -> None:
    """PDF needs Qt's typesetting, but no display."""
    needs_qt()
    from crm_desktop.ui.person_paper import write_pdf

    write_pdf(record, out)


def _shown(each: FoundPerson) -> dict[str, object]:
    return {
        "id": str(each.lead_id),
        "name": each.name,
        "company": each.company,
        "phones": list(each.phones),
        "email": each.email,
        "found_in": list(each.where),
    }
